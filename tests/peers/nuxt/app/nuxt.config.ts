// One application for every test: what differs comes in through the environment.
const { AUTHGEN, APP_OPTIONS } = process.env;

export default defineNuxtConfig({
  modules: ['@nuxthub/core', 'authgen-nuxt'],
  compatibilityDate: '2026-01-01',
  devtools: { enabled: false },
  // It runs where it is built, once: packages need not be copied.
  nitro: { externals: { trace: false } },
  sourcemap: false,
  vite: { build: { minify: false } },
  authgen: { bin: AUTHGEN },
  ...JSON.parse(APP_OPTIONS),
});
