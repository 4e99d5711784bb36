const plugins = [admin()];
export const create = (plugins) => betterAuth({ plugins });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! shadow-parameter.ts:2:49: warning: the list of plugins is computed at run time [AG1011]
