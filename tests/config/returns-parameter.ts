const withPlugins = (extra) => ({ plugins: [admin(), ...extra] });
export const auth = betterAuth(withPlugins([twoFactor()]));

//= use "better-auth"
//= use "better-auth/admin"
//! returns-parameter.ts:1:57: warning: the list of plugins is computed at run time [AG1011]
