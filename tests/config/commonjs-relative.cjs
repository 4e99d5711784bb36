const { plugins } = require('./_commonjs-relative.cjs');
module.exports.auth = betterAuth({ plugins });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
