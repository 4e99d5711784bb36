import { admin as administration, jwt } from "better-auth/plugins";
const plugins = [];
for (const plugin of [jwt, () => username()]) plugins.push(plugin());
const call = (make: () => BetterAuthPlugin) => make();
export const auth = betterAuth({ plugins: [...plugins, call(administration), ...[twoFactor].map((f) => f())] });

//= use "better-auth"
//= use "better-auth/jwt"
//= use "better-auth/username"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
