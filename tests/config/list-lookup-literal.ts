export const auth = betterAuth({ plugins: { a: [admin()], b: [twoFactor()] }[mode], rateLimit: { storage: "database" in env } });

//= use "better-auth"
//! list-lookup-literal.ts:1:43: warning: the list of plugins is computed at run time [AG1011]
//! list-lookup-literal.ts:1:107: warning: rateLimit.storage is computed at run time [AG1011]
