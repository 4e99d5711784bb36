export default defineNuxtConfig({
    modules: ['@nuxthub/core', 'authgen/nuxt'],
    hub: { db: 'sqlite' },
    compatibilityDate: '2026-01-01',
    devtools: { enabled: false },
    // It runs where it is built: packages need not be copied.
    nitro: { externals: { trace: false } },
    sourcemap: false,
    vite: { build: { minify: false } },
});
