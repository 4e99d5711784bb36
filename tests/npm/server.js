// The test of the language server, tests/peers/lsp.test.js, with that of the npm package:
// the command, and the server of authgen/lsp, which gets its messages one by one. Prints
// TAP.
//
//     node server.js BUILD [FILTER]

import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tap } from '../peers/tap.js';

const peers = fileURLToPath(new URL('../peers', import.meta.url));
const folder = join(resolve(process.argv[2]), 'npm/authgen');
const filter = process.argv[3] ?? '';
const authgen = join(folder, 'bin.cjs');
const tap = new Tap();
const dir = mkdtempSync(join(tmpdir(), 'authgen-server-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

if (!existsSync(join(peers, 'lsp/node_modules'))) {
    tap.skip('the language server', 'tests/peers/setup has not been run');
    tap.done();
    process.exit();
}
const { testLsp, testLspMessages } = await import('../peers/lsp.test.js');

// As a program: the server of authgen/lsp on standard input and output.
const adapter = join(dir, 'adapter.cjs');
writeFileSync(adapter, `#!${process.execPath}
if (process.argv[2] !== 'lsp') return require(${JSON.stringify(authgen)});
const rpc = require('node:module').createRequire(${JSON.stringify(join(peers, 'lsp/'))})('vscode-jsonrpc/node');
const { createServer } = require(${JSON.stringify(join(folder, 'lsp.cjs'))});
const writer = new rpc.StreamMessageWriter(process.stdout);
const server = createServer({
    send: (message) => { writer.write(message); },
    exit: (status) => { process.exitCode = status; process.stdin.destroy(); },
});
new rpc.StreamMessageReader(process.stdin).listen(server.receive);
process.stdin.on('end', server.close);
`);

async function run(name, program, test, not) {
    const folder = join(dir, name.replace(/\W/g, '-'));
    mkdirSync(folder);
    chmodSync(program, 0o755);
    await test({
        tap: {
            result: (title, wrong) => tap.result(`${name}: ${title}`, wrong),
            skip: (title, why) => tap.skip(`${name}: ${title}`, why),
        },
        authgen: program, dir: folder, edits: 100, wanted: (title) => !not.test(title) && `${name}: ${title}`.includes(filter),
    });
}

// What takes long runs once, with either.
await run('authgen/lsp', adapter, testLspMessages, /random edits/);
await run('npx authgen', authgen, testLsp, /1,000 models/);
tap.done();
process.exitCode = tap.failed ? 1 : 0;
