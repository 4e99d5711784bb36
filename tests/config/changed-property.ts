const options: any = {};
options["plugins"] = [twoFactor()];
export const auth = betterAuth(options);

//= use "better-auth"
//! changed-property.ts:3:32: warning: cannot determine from the text what this contains [AG1011]
