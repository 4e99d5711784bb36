import { admin } from "./own-admin";
export const auth = betterAuth({ plugins: [admin()] });

//= use "better-auth"
//! plugin-of-own-file.ts:2:44: warning: this plugin is not known [AG1011]
