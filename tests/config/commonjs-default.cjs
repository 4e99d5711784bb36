const { twoFactor } = require('better-auth/plugins');
module.exports = { plugins: [twoFactor()] };

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
