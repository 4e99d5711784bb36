const { twoFactor } = require('better-auth/plugins');
module.exports = { plugins: [twoFactor()] };
