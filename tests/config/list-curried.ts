const make = () => () => [admin()];
export const auth = betterAuth({ plugins: make()() });

//= use "better-auth"
//! list-curried.ts:2:43: warning: the list of plugins is computed at run time [AG1011]
