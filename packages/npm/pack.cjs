'use strict';
// pack.cjs VERSION MODULE LICENSE...: makes the folder `authgen` of the package here, and
// packs it as authgen-VERSION.tgz in the folder above. The same input gives the same bytes.

const { execFileSync } = require('node:child_process');
const { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { brotliCompressSync, constants } = require('node:zlib');

const [version, wasm, ...licences] = process.argv.slice(2);

rmSync('authgen', { recursive: true, force: true });
mkdirSync('authgen');
for (const name of readdirSync(__dirname)) {
    if (name !== 'pack.cjs') cpSync(join(__dirname, name), join('authgen', name));
}
// The same module for Nuxt, which finds the program beside it.
const nuxt = join(__dirname, '../../integrations/nuxt');
cpSync(join(nuxt, 'index.js'), 'authgen/nuxt.mjs');
cpSync(join(nuxt, 'index.d.ts'), 'authgen/nuxt.d.mts');

// Comments of the code, in lines of their own, are for those who change it.
for (const name of readdirSync('authgen').filter((file) => /\.[cm]js$/.test(file))) {
    const path = join('authgen', name);
    const code = readFileSync(path, 'utf8');
    writeFileSync(path, code.replace(/^ *(?:\/\/.*|\/\*[^]*?\*\/)\n/gm, ''));
}

const manifest = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8'));
writeFileSync('authgen/package.json', `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);

const module_ = readFileSync(wasm);
writeFileSync('authgen/authgen.wasm.br', brotliCompressSync(module_, {
    params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: module_.length,
    },
}));
writeFileSync('authgen/LICENSES', licences.map((path) => readFileSync(path, 'utf8')).join(`\n${'-'.repeat(72)}\n\n`));

const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', '.', './authgen'],
    { encoding: 'utf8', env: { ...process.env, npm_config_cache: `${process.cwd()}/cache` } });
renameSync(packed.trim(), join('..', basename(packed.trim())));
