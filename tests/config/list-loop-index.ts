const all = [jwt(), admin()], plugins = Array.of(twoFactor());
for (let i = 0; i < all.length; i++) plugins.push(all[i]);
export const auth = betterAuth({ plugins });

//= use "better-auth"
//= use "better-auth/two-factor"
//= use "better-auth/jwt"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
