export const auth = betterAuth({ plugins: [twoFactor()], ...unknown });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! spread-after.ts:1:61: warning: cannot determine from the text what this contains [AG1011]
