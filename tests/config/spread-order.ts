const base = { plugins: [admin()] };
export const auth = betterAuth({ plugins: [twoFactor()], ...base });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
