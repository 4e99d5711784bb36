// Required before Prisma's command: what only `prisma dev` and `prisma studio` use is not
// installed, since it is larger than all the rest.
'use strict';

const Module = require('node:module');

const load = Module._load;
Module._load = function (name, ...rest) {
    return /^@prisma\/(dev|studio-core)(\/|$)/.test(name) ? {} : load.call(this, name, ...rest);
};
