export const a = betterAuth({ plugins: [admin()] });
export const b = betterAuth({ plugins: [twoFactor()] });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! two-configurations.ts:2:18: warning: ignoring this configuration, because there is another one in its file [AG1011]
