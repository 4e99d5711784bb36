export default defineServerAuth((ctx) => { if (ctx.x) return { plugins: [twoFactor()] }; return { plugins: [admin()] }; });

//= use "better-auth"
//! returns-two-options.ts:1:33: warning: what this holds cannot be known from the text [AG1011]
