const auth = betterAuth({ plugins: [admin()] });
auth.options.plugins.push(twoFactor());

//= use "better-auth"
//= use "better-auth/admin"
//! changed-after.ts:1:14: warning: the text goes on to change this configuration [AG1011]
