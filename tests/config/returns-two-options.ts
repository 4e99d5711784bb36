export default defineServerAuth((ctx) => { if (ctx.x) return { plugins: [twoFactor()] }; return { plugins: [admin()] }; });

//= use "better-auth"
//! returns-two-options.ts:1:33: warning: cannot determine from the text what this contains [AG1011]
