'use strict';
// What a generator block of Prisma can run where authgen is not on PATH:
//
//     provider = "node ./node_modules/authgen/prisma-generator.cjs"

process.env.PRISMA_GENERATOR_INVOCATION ??= 'true';
require('./bin.cjs');
