export const auth = betterAuth({ plugins: [...(isProd ? [twoFactor()] : []), admin()] });

//= use "better-auth"
//= use "better-auth/admin"
//! list-spread-conditional.ts:1:47: warning: the list of plugins is computed at run time [AG1011]
