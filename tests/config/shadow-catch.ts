const plugins = [admin()];
try { f() } catch ({ plugins }) { betterAuth({ plugins }) }

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! shadow-catch.ts:2:48: warning: the list of plugins is computed at run time [AG1011]
