export const auth = betterAuth({ plugins: [admin()].concat(twoFactor()) });

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
