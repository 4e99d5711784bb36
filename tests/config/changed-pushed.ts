const plugins: BetterAuthPlugin[] = [];
if (process.env.X) plugins.push(twoFactor());
export const auth = betterAuth({ plugins });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
