const options: any = { plugins: [] };
const p = options.plugins;
p.push(twoFactor());
export const auth = betterAuth(options);

//= use "better-auth"
//! changed-alias.ts:4:32: warning: cannot determine from the text what this contains [AG1011]
