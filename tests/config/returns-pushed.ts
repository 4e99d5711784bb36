function getPlugins() { const list = [admin()]; list.push(twoFactor()); return list; }
export const auth = betterAuth({ plugins: getPlugins() });

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
