function getPlugins() { if (x) { return [twoFactor()]; } else { return [admin()]; } }
export const auth = betterAuth({ plugins: getPlugins() });

//= use "better-auth"
//= use "better-auth/two-factor"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
