export const auth = betterAuth({ plugins: [twoFactor()], ...unknown });

//= use "better-auth"
//! spread-after.ts:1:61: warning: what this holds cannot be known from the text [AG1011]
