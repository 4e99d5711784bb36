const auth = betterAuth({ plugins: [admin()] });
auth.options.plugins.push(twoFactor());

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! changed-after.ts:1:14: warning: this configuration is changed later in the file [AG1011]
