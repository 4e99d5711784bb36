// `/// <reference types="authgen/client" />` declares the modules of authgen/vite.
declare module '*?authgen';
declare module '*.auth';
