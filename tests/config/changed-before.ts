const options = { plugins: [admin()] };
options.plugins.push(twoFactor());
export const auth = betterAuth(options);

//= use "better-auth"
//! changed-before.ts:3:32: warning: cannot determine from the text what this contains [AG1011]
