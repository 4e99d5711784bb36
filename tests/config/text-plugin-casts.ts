export const auth = betterAuth({ plugins: [twoFactor() as any, <any>admin(), admin()!] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
