export const auth = betterAuth({ get plugins() { return [twoFactor()]; } });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
