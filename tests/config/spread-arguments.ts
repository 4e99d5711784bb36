export const auth = betterAuth({ plugins: [organization(...args)] });

//= use "better-auth"
//= use "better-auth/organization"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! spread-arguments.ts:1:60: warning: cannot determine from the text what this contains [AG1011]
