const options: any = { plugins: [] };
const p = options.plugins;
p.push(twoFactor());
export const auth = betterAuth(options);

//= use "better-auth"
//! changed-alias.ts:4:32: warning: what this holds cannot be known from the text [AG1011]
