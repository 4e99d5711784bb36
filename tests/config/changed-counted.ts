let n = 1;
n++;
export const auth = betterAuth({ user: { additionalFields: { a: { type: "number", defaultValue: n } } } });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   a Int
//= }
//! changed-counted.ts:3:97: warning: a default is computed at run time [AG1011]
