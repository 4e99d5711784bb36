const withPlugins = (extra) => ({ plugins: [admin(), ...extra] });
export const auth = betterAuth(withPlugins([twoFactor()]));

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
