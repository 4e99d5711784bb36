const a = [admin()].filter((p) => !!p);
const b = [jwt()].filter((p): p is BetterAuthPlugin => !!p);
const c = [username()].filter(p => p);
const d = [twoFactor()].filter((p) => !p);
const e = [passkey()].filter((p) => q);
export const auth = betterAuth({ plugins: [...a, ...b, ...c, ...d, ...e] });

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/jwt"
//= use "better-auth/username"
//= use "better-auth/two-factor"
//= use "better-auth/passkey"
//= config {
//=   code      = camel
//=   relations = code
//= }
