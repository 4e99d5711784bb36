const { betterAuth } = require("better-auth");
const { username: name, admin } = require("better-auth/plugins");

module.exports.auth = betterAuth({ plugins: [name(), admin()] });
