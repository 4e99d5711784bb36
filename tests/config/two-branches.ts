export const auth = cond ? betterAuth({ plugins: [admin()] }) : betterAuth({ plugins: [twoFactor()] });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! two-branches.ts:1:65: warning: ignoring this configuration, because there is another one in its file [AG1011]
