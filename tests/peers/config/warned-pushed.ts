import { betterAuth } from "better-auth";
import { admin, twoFactor } from "better-auth/plugins";
//= {}
//! 11: the list of plugins is computed at run time

const plugins = [admin()];
if (process.env.MFA) {
  plugins.push(twoFactor());
}

export const auth = betterAuth({ plugins });
