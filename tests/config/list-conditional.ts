export const auth = betterAuth({ plugins: [isProd && twoFactor(), admin()] });

//= use "better-auth"
//= use "better-auth/admin"
//! list-conditional.ts:1:44: warning: cannot determine the plugin from the text [AG1011]
