function getPlugins() { if (x) { return [twoFactor()]; } else { return [admin()]; } }
export const auth = betterAuth({ plugins: getPlugins() });

//= use "better-auth"
//! returns-either.ts:2:43: warning: the list of plugins is computed at run time [AG1011]
