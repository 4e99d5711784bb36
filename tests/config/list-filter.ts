export const auth = betterAuth({ plugins: [twoFactor(), isProd ? admin() : null].filter(Boolean) });

//= use "better-auth"
//= use "better-auth/two-factor"
//! list-filter.ts:1:57: warning: cannot determine the plugin from the text [AG1011]
