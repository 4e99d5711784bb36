// A default that is empty is there to be replaced by a call, which may be anywhere.
import { betterAuth } from "better-auth";
import { admin, twoFactor } from "better-auth/plugins";

export function createAuth(plugins = [], more = [twoFactor()], options = {}) {
  return betterAuth({ ...options, plugins: [admin(), ...plugins, ...more] });
}

//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! parameter-default.ts:6:26: warning: cannot determine from the text what this contains [AG1011]
//! parameter-default.ts:6:57: warning: the list of plugins is computed at run time [AG1011]
