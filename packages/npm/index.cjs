'use strict';
const { generate, check, format, expand } = require('./core.cjs')(require('./load.cjs'), require('node:fs'));

module.exports = { generate, check, format, expand };
