'use strict';
const bind = require('./core.cjs');

const create = (module) => bind(() => module);

module.exports = { create };
