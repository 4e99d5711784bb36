// build.mjs PACKAGE OUT: makes the page, one file. PACKAGE is the folder of the npm
// package, whose program lists its targets and presets.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const [folder, out] = process.argv.slice(2).map((path) => resolve(path));
const read = (path) => readFileSync(join(here, path), 'utf8');

const list = (command) => JSON.parse(execFileSync(process.execPath, [join(folder, 'bin.cjs'), command, '--json'], { encoding: 'utf8' }));
const targets = list('targets'), presets = list('presets');

/** The words of the schema language: kind to words. */
function words() {
    const result = {};
    for (const line of execFileSync('sh', [join(root, 'editors/words.sh'), root], { encoding: 'utf8' }).trim().split('\n')) {
        const [kind, word] = line.split(' ');
        (result[kind] ??= []).push(word);
    }
    return result;
}

// The first one is shown at first, and the first of its kind when a kind is chosen.
const examples = [
    { title: 'Better Auth configuration', kind: 'configuration', path: 'auth.ts', from: '../../examples/hybrid/src/auth.ts', target: 'drizzle', dialect: 'sqlite' },
    { title: 'Better Auth and own tables', kind: 'schema', path: 'schema.auth', from: 'examples/app.auth', target: 'drizzle', dialect: 'postgresql' },
    { title: 'Better Auth with two plugins', kind: 'presets', use: ['better-auth', 'better-auth/organization', 'better-auth/two-factor'], target: 'prisma', dialect: 'postgresql' },
    { title: 'A blog in plain Prisma', kind: 'schema', path: 'schema.prisma', from: '../../examples/blog.prisma', target: 'typeorm', dialect: 'sqlite' },
    { title: 'Accounts of your own', kind: 'schema', path: 'schema.auth', from: '../../examples/auth.auth', target: 'sql', dialect: 'postgresql' },
    { title: 'A shop on PostgreSQL', kind: 'schema', path: 'schema.auth', from: '../../examples/shop.auth', target: 'drizzle', dialect: 'postgresql' },
    { title: 'Invoices on SQL Server', kind: 'schema', path: 'schema.auth', from: '../../examples/ledger.auth', target: 'prisma', dialect: 'sqlserver' },
    { title: 'Auth.js', kind: 'presets', use: ['auth.js', 'auth.js/webauthn'], target: 'drizzle', dialect: 'postgresql' },
].map(({ from, ...example }) => ({ ...example, ...from && { text: read(from) } }));
for (const { title, use = [] } of examples) {
    for (const name of use) if (!presets.some((preset) => preset.name === name)) throw new Error(`${title}: no preset ${name}`);
}

// A target has a manifest for each database.
const dialects = [...new Set(targets.flatMap((target) => target.dialects))];
const diagram = {
    'diagram/diagram.tmpl': read('diagram/diagram.tmpl'),
    ...Object.fromEntries(dialects.map((dialect) => [`diagram/${dialect}.target`, read('diagram/diagram.target')])),
};

const made = { words: words(), examples, lists: { targets, presets }, diagram };

const { outputFiles: [script], metafile } = await build({
    entryPoints: [join(here, 'src/main.js')],
    absWorkingDir: here,
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
    target: ['chrome105', 'firefox113', 'safari16.4'],
    legalComments: 'none',
    plugins: [{
        name: 'authgen',
        setup(esbuild) {
            esbuild.onResolve({ filter: /^authgen\/browser$/ }, () => ({ path: join(folder, 'browser.cjs') }));
            esbuild.onResolve({ filter: /^authgen:/ }, ({ path }) => ({ path: path.slice(8), namespace: 'authgen' }));
            esbuild.onLoad({ filter: /.*/, namespace: 'authgen' }, ({ path }) => ({ contents: JSON.stringify(made[path]), loader: 'json' }));
        },
    }],
});
const { outputFiles: [style] } = await build({
    entryPoints: [join(here, 'src/style.css')], minify: true, write: false, target: ['chrome105', 'firefox113', 'safari16.4'],
});

// The packages in the script must keep their licences.
const packages = new Set(Object.keys(metafile.inputs).map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean));
const licenceOf = (path) => `${path.replace(/^.*node_modules\//, '')}:\n\n${read(join(path, 'LICENSE'))}`;

const parts = {
    licences: [readFileSync(join(folder, 'LICENSES'), 'utf8'), ...[...packages].sort().map(licenceOf)].join(`\n${'-'.repeat(72)}\n\n`),
    style: style.text.trim(),
    // The HTML ends a script at the first `</script`.
    script: script.text.trim().replaceAll(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--'),
    module: gzipSync(brotliDecompressSync(readFileSync(join(folder, 'authgen.wasm.br'))), { level: 9 }).toString('base64'),
};
const page = read('src/index.html').replace(/\/\* @(\w+)@ \*\/|@(module|licences)@/g, (_, one, other) => parts[one ?? other]);
writeFileSync(out, page);
