export const auth = betterAuth({
  user: { modelName: "people", ...(isProd ? { changeEmail: { enabled: true } } : {}) },
  ...(env.SECRET && { secret: env.SECRET }),
  session: { ...(isProd ? { modelName: "a" } : { modelName: "b" }) },
  account: { ...(isProd ? given : {}) },
});

//= use "better-auth"
//= rename model User People
//! spread-conditional.ts:4:17: warning: cannot determine from the text what this contains [AG1011]
//! spread-conditional.ts:5:17: warning: cannot determine from the text what this contains [AG1011]
