export default <BetterAuthOptions>{ plugins: [twoFactor()] };

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
