const options = { plugins: [admin()] };
options.plugins.push(twoFactor());
export const auth = betterAuth(options);

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
