export const auth = betterAuth({ plugins: [isProd && twoFactor(), admin()] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
