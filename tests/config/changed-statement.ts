const options = { plugins: [admin()] }
addMore(options)
console.log(options)
export const auth = betterAuth(options)

//= use "better-auth"
//! changed-statement.ts:4:32: warning: what this holds cannot be known from the text [AG1011]
