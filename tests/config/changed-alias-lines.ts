const options: BetterAuthOptions = { plugins: [jwt()] }
const p = options.plugins
p.push(twoFactor())
const q = options.plugins as BetterAuthPlugin[]
q.push(admin())
const r = options.plugins ?? []
r.push(username())
export const auth = betterAuth(options)

//= use "better-auth"
//= use "better-auth/jwt"
//= use "better-auth/two-factor"
//= use "better-auth/admin"
//= use "better-auth/username"
//= config {
//=   code      = camel
//=   relations = code
//= }
