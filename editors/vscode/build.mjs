// Bundles the extension and what it needs into dist/extension.js, and the licences
// of the latter into dist/NOTICES.txt.

import { build } from 'esbuild';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { metafile } = await build({
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    metafile: true,
    logLevel: 'warning',
});

const folders = Object.keys(metafile.inputs)
    .map((path) => path.match(/.*node_modules\/(?:@[^/]*\/)?[^/]*/)?.[0])
    .filter(Boolean);
const notices = [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    if (!licence) throw new Error(`${name} has no licence`);
    return `${name} ${version}\n\n${readFileSync(join(folder, licence), 'utf8').trim()}\n`;
});
writeFileSync('dist/NOTICES.txt', `The extension contains:\n\n${notices.join('\n\n')}`);
