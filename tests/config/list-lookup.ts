const sets = { a: [admin()], b: [twoFactor()] };
export const auth = betterAuth({ plugins: sets[process.env.SET] });

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
