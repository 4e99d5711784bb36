// Bundles the extension and what it needs into dist/, with authgen as a WebAssembly
// module, and the licences into dist/NOTICES.txt. AUTHGEN_NPM is the folder of the npm
// package that `make npm` made.

import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const { AUTHGEN_NPM = '../../build/npm/authgen' } = process.env;
const authgen = resolve(AUTHGEN_NPM);

/** The module comes from the file of this extension. */
const load = {
    name: 'load',
    setup({ onResolve }) {
        onResolve({ filter: /^\.\/load\.cjs$/ }, () => ({ path: resolve('src/load.cjs') }));
    },
};

async function bundle(platform, format, entries) {
    const { metafile } = await build({
        entryPoints: entries,
        outdir: 'dist',
        bundle: true,
        minify: true,
        platform,
        format,
        target: platform === 'node' ? 'node20' : 'es2022',
        external: ['vscode'],
        alias: { authgen },
        plugins: [load],
        metafile: true,
        logLevel: 'warning',
    });
    return Object.keys(metafile.inputs);
}

mkdirSync('dist', { recursive: true });
writeFileSync('dist/authgen.wasm', brotliDecompressSync(readFileSync(join(authgen, 'authgen.wasm.br'))));
const inputs = [
    ...await bundle('node', 'cjs', { desktop: 'src/desktop.ts', authgen: join(authgen, 'bin.cjs') }),
    ...await bundle('browser', 'iife', { worker: 'src/worker.ts' }),
    ...await bundle('browser', 'cjs', { web: 'src/web.ts' }),
];

const folders = inputs
    .map((path) => path.match(/.*node_modules\/(?:@[^/]*\/)?[^/]*/)?.[0])
    .filter(Boolean);
const notices = [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    if (!licence) throw new Error(`${name} has no licence`);
    return `${name} ${version}\n\n${readFileSync(join(folder, licence), 'utf8').trim()}\n`;
});
notices.push(`authgen\n\n${readFileSync(join(authgen, 'LICENSES'), 'utf8')}`);
writeFileSync('dist/NOTICES.txt', `The extension contains:\n\n${notices.join('\n\n')}`);
