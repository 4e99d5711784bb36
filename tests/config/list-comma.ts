const a = 1, plugins = [twoFactor()], z = 3;
export const auth = betterAuth({ plugins });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
