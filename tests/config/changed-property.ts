const options: any = {};
options["plugins"] = [twoFactor()];
export const auth = betterAuth(options);

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
