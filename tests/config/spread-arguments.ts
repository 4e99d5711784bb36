export const auth = betterAuth({ plugins: [organization(...args)] });

//= use "better-auth"
//= use "better-auth/organization"
//! spread-arguments.ts:1:60: warning: what this holds cannot be known from the text [AG1011]
