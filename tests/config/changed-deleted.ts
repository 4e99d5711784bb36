const options = { plugins: [twoFactor()] };
delete options.plugins;
export const auth = betterAuth(options);

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! changed-deleted.ts:3:32: warning: cannot determine from the text what this contains [AG1011]
