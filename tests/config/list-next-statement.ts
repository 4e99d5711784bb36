const plugins = [admin()].map(wrap)
state.last = isProd ? bearer() : false
const more = !isProd && twoFactor()
state.next = isProd && bearer()
export const auth = betterAuth({ plugins: [...plugins, more] })

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! list-next-statement.ts:1:31: warning: unknown plugin [AG1011]
