const [, second, , last] = [jwt(), admin(), username(), twoFactor()];
const pairs = [["a", bearer()], ["b", siwe()]].map(([, plugin]) => plugin);
export const auth = betterAuth({ plugins: [second, last, ...pairs] });

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= use "better-auth/siwe"
//= config {
//=   code      = camel
//=   relations = code
//= }
