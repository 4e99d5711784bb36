const plugins = [admin()];
export function create({ plugins }) { return betterAuth({ plugins }); }

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! shadow-pattern.ts:2:59: warning: the list of plugins is computed at run time [AG1011]
