export const a = betterAuth({ plugins: [admin()] });
export const b = betterAuth({ plugins: [twoFactor()] });

//= use "better-auth"
//= use "better-auth/admin"
//! two-configurations.ts:2:18: warning: a configuration comes before this one, which is not read [AG1011]
