import { admin, twoFactor, username } from "better-auth/plugins";
const plugins = [username()];
plugins.push(twoFactor());
if (process.env.ADMIN) plugins.unshift(admin());
export const auth = betterAuth({ plugins });

//= use "better-auth"
//= use "better-auth/username"
//= use "better-auth/two-factor"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
