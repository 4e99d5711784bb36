const sets = { a: [admin()], b: [twoFactor()] };
export const auth = betterAuth({ plugins: sets[process.env.SET] });

//= use "better-auth"
//! list-lookup.ts:2:43: warning: the list of plugins is computed at run time [AG1011]
