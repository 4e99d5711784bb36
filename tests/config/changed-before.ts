const options = { plugins: [admin()] };
options.plugins.push(twoFactor());
export const auth = betterAuth(options);

//= use "better-auth"
//! changed-before.ts:3:32: warning: what this holds cannot be known from the text [AG1011]
