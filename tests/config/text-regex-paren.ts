if (x) /'"`/.test(y);
const re = cond ? /[/'"]/g : /\//;
export const auth = betterAuth({ plugins: [twoFactor()] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
