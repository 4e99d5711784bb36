export const auth = betterAuth({ plugins: [admin()].concat(twoFactor()) });

//= use "better-auth"
//! list-concat.ts:1:43: warning: the list of plugins is computed at run time [AG1011]
