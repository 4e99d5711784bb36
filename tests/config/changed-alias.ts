const options: any = { plugins: [] };
const p = options.plugins;
p.push(twoFactor());
export const auth = betterAuth(options);

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
