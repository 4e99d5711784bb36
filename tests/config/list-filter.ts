export const auth = betterAuth({ plugins: [twoFactor(), isProd ? admin() : null].filter(Boolean) });

//= use "better-auth"
//= use "better-auth/two-factor"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
