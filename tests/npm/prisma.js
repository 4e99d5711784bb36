// The command of the package as a generator of the real Prisma. Prints TAP.
//
//     node prisma.js PACKAGE

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { testGenerate } from '../peers/prisma-generate.test.js';
import { run } from '../peers/process.js';
import { Tap } from '../peers/tap.js';

const folder = resolve(process.argv[2]);
const tap = new Tap();
const dir = mkdtempSync(join(tmpdir(), 'authgen-generate-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

await testGenerate({ tap, dir, wanted: () => true }, 'npm', [process.execPath, join(folder, 'bin.cjs')]);

// The same without a name on PATH.
const { PRISMA_GENERATOR_INVOCATION, ...env } = process.env;
const { stdout, stderr } = await run([process.execPath, join(folder, 'prisma-generator.cjs')], {
    cwd: dir, env, input: '{"jsonrpc":"2.0","method":"getManifest","params":{},"id":1}\n',
});
tap.result('authgen/prisma-generator answers', /"id":1,"result":\{"manifest"/.test(stderr) && stdout === '' ? []
    : [stdout + stderr]);
tap.done();
process.exitCode = tap.failed > 0 ? 1 : 0;
