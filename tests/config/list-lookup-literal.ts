export const auth = betterAuth({ plugins: { a: [admin()], b: [twoFactor()] }[mode], rateLimit: { storage: "database" in env } });

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! list-lookup-literal.ts:1:107: warning: rateLimit.storage is computed at run time [AG1011]
