export const auth = cond ? betterAuth({ plugins: [admin()] }) : betterAuth({ plugins: [twoFactor()] });

//= use "better-auth"
//= use "better-auth/admin"
//! two-branches.ts:1:65: warning: a configuration comes before this one, which is not read [AG1011]
