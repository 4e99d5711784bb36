let plugins = [jwt()]
plugins = [...plugins, admin()]
plugins = plugins.concat(username())
const options = { plugins }
options.plugins = [...options.plugins, twoFactor()]
export const auth = betterAuth(options)

//= use "better-auth"
//= use "better-auth/jwt"
//= use "better-auth/admin"
//= use "better-auth/username"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
