const options = { plugins: [twoFactor()] };
delete options.plugins;
export const auth = betterAuth(options);

//= use "better-auth"
//! changed-deleted.ts:3:32: warning: what this holds cannot be known from the text [AG1011]
