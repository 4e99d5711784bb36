'use strict';
const { createServer } = require('./core.cjs')(require('./load.cjs'), require('node:fs'));

module.exports = { createServer };
