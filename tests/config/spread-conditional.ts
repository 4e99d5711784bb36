export const auth = betterAuth({
  user: { modelName: "people", ...(isProd ? { changeEmail: { enabled: true } } : {}) },
  ...(env.SECRET && { secret: env.SECRET }),
  session: { ...(isProd ? { modelName: "a" } : { modelName: "b" }) },
  account: { ...(isProd ? given : {}) },
});

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model User People
//= rename model Session A
//! spread-conditional.ts:4:17: warning: modelName depends on a condition; assuming 'a' [AG1011]
//! spread-conditional.ts:5:17: warning: modelName is computed at run time [AG1011]
//! spread-conditional.ts:5:27: warning: cannot determine from the text what this contains [AG1011]
