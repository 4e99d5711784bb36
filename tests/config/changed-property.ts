const options: any = {};
options["plugins"] = [twoFactor()];
export const auth = betterAuth(options);

//= use "better-auth"
//! changed-property.ts:3:32: warning: what this holds cannot be known from the text [AG1011]
