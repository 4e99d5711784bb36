import { admin, jwt, twoFactor, username } from "better-auth/plugins";
const plugins = [];
for (const p of [admin(), jwt()]) plugins.push(p);
for (const { plugin } of [{ plugin: username() }]) {
  plugins.push(plugin);
}
export const auth = betterAuth({ plugins: [...plugins, ...[twoFactor].map((make) => make())] });

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/jwt"
//= use "better-auth/username"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
