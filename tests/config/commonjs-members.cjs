const plugins = require('better-auth/plugins');
exports.auth = require("better-auth").betterAuth({ plugins: [plugins.twoFactor(), require("better-auth/plugins").admin()] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! commonjs-members.cjs:2:83: warning: cannot determine the plugin from the text [AG1011]
