const plugins = [...plugins, admin()];
const a = a.b, c = d, d = c;
export const auth = betterAuth({ plugins, user: a, session: c });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! list-self.ts:1:17: warning: the list of plugins is computed at run time [AG1011]
//! list-self.ts:2:11: warning: cannot determine from the text what this contains [AG1011]
//! list-self.ts:2:27: warning: cannot determine from the text what this contains [AG1011]
