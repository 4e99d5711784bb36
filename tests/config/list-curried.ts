const make = () => () => [admin()];
export const auth = betterAuth({ plugins: make()() });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
