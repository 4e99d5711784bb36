export const make = (admin) => betterAuth({ plugins: [admin()] });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! shadow-plugin.ts:1:55: warning: unknown plugin [AG1011]
