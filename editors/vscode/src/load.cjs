'use strict';
// In place of the file of the npm package: the module as the extension has it, unpacked.

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

module.exports = () => new WebAssembly.Module(readFileSync(join(__dirname, 'authgen.wasm')));
