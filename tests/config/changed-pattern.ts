let plugins = [admin()];
({ plugins } = await load());
export const auth = betterAuth({ plugins });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! changed-pattern.ts:3:34: warning: the list of plugins is computed at run time [AG1011]
