import base from "@acme/options";
export default { ...base, plugins: [admin()] };

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! spread-alone.ts:2:21: warning: cannot determine from the text what this contains [AG1011]
