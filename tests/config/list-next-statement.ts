const plugins = [admin()].map(wrap)
state.last = isProd ? bearer() : false
const more = !isProd && twoFactor()
state.next = isProd && bearer()
export const auth = betterAuth({ plugins: [...plugins, more] })

//= use "better-auth"
//! list-next-statement.ts:5:47: warning: the list of plugins is computed at run time [AG1011]
//! list-next-statement.ts:5:56: warning: cannot determine the plugin from the text [AG1011]
