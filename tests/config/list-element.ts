const o = { a: { plugins: [twoFactor()] } };
export const auth = betterAuth({ plugins: o["a"]["plugins"] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
