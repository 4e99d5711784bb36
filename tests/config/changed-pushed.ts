const plugins: BetterAuthPlugin[] = [];
if (process.env.X) plugins.push(twoFactor());
export const auth = betterAuth({ plugins });

//= use "better-auth"
//! changed-pushed.ts:3:34: warning: the list of plugins is computed at run time [AG1011]
