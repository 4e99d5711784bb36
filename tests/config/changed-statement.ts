const options = { plugins: [admin()] }
addMore(options)
console.log(options)
export const auth = betterAuth(options)

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! changed-statement.ts:4:32: warning: cannot determine from the text what this contains [AG1011]
