const a = b / c, d = (e) / f / g; const h = i++ / 2; // it's
const j = k[0] / 3 / "x";
export const auth = betterAuth({ plugins: [twoFactor()] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
