import base from "@acme/options";
export default { ...base, plugins: [admin()] };

//= use "better-auth"
//= use "better-auth/admin"
//! spread-alone.ts:2:21: warning: what this holds cannot be known from the text [AG1011]
