// The language server and the functions of the package where there is no Node, and
// authgen/lsp in Node. Prints TAP.
//
//     node lsp.js BUILD

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { build } from 'vite';

const folder = resolve(process.argv[2]);
const dir = mkdtempSync(join(tmpdir(), 'authgen-lsp-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
mkdirSync(join(dir, 'node_modules'));
symlinkSync(join(folder, 'npm/authgen'), join(dir, 'node_modules/authgen'));

let count = 0;

function same(name, is, should) {
    const [a, b] = [is, should].map((value) => JSON.stringify(value));
    console.log(`${a === b ? '' : 'not '}ok ${++count} - ${name}`);
    if (a === b) return;
    console.log(`# ${a}, not ${b}`);
    process.exitCode = 1;
}

const user = 'model User {\n  id Int @id\n}\n';

/** A session with the server: what it publishes for each file, and its other messages. */
class Session {
    #waiting = new Map();
    #id = 0;
    published = {};

    constructor(createServer, options = {}) {
        this.ended = new Promise((exit) => {
            this.server = createServer({ ...options, exit, send: (message) => this.#take(message) });
        });
    }
    #take({ id, method, params, result, error }) {
        if (method === 'textDocument/publishDiagnostics') {
            this.published[params.uri] = params.diagnostics.map(({ code, range }) => `${code} ${range.start.line}`);
        } else if (id !== undefined && !method) {
            this.#waiting.get(id)(error ?? result);
        }
    }
    request(method, params) {
        const id = ++this.#id;
        this.server.receive({ jsonrpc: '2.0', id, method, params });
        return new Promise((answer) => { this.#waiting.set(id, answer); });
    }
    notify(method, params) {
        this.server.receive({ jsonrpc: '2.0', method, params });
    }
    open(uri, text) {
        this.notify('textDocument/didOpen', { textDocument: { uri, version: 1, languageId: 'authgen', text } });
    }
    /** The diagnostics of a file after the messages so far. */
    async diagnostics(uri) {
        await this.request('textDocument/documentSymbol', { textDocument: { uri } });
        return this.published[uri];
    }
}

// A bundle for browsers, in a world that has only what workers have too, without shared
// memory, which few pages have.

writeFileSync(join(dir, 'entry.js'), "export { create } from 'authgen/browser';\n");
await build({
    configFile: false, logLevel: 'error', root: dir,
    build: { outDir: 'built', lib: { entry: 'entry.js', name: 'authgen', formats: ['iife'], fileName: () => 'authgen.js' } },
});
const text = readFileSync(join(dir, 'built/authgen.js'), 'utf8');
const world = vm.createContext({ WebAssembly, TextEncoder, TextDecoder, performance, setTimeout, console });
vm.runInContext('globalThis.SharedArrayBuffer = globalThis.Atomics = undefined;', world);
const { create } = vm.runInContext(`${text}; authgen`, world);
const browser = create(new WebAssembly.Module(readFileSync(join(folder, 'wasm/authgen.wasm'))));

const made = browser.generate({
    entry: 'a.auth', files: { './b/../a.auth': 'use "./b/user.auth"\n', 'b/user.auth': user }, target: 'sql', dialect: 'sqlite',
});
same('authgen/browser: generate', [made.outputs.length, /CREATE TABLE/.test(made.outputs[0]?.text), made.diagnostics], [1, true, []]);
same('... a file that is not there', browser.check({ entry: 'a.auth', files: {} }).diagnostics.map(({ code }) => code), ['AG7001']);
same('... format', browser.format({ entry: 'a.auth', files: { 'a.auth': 'model  A{ id Int @id }' } }).text, 'model A { id Int @id }\n');
same('... expand', browser.expand({ entry: 'auth.ts', read: () => 'export const auth = betterAuth({});\n' }).text?.includes('use "better-auth"'), true);

const files = new Map([['/db/user.auth', user]]);
const session = new Session(browser.createServer, { files });
const { capabilities } = await session.request('initialize', { capabilities: {} });
same('... the language server begins', capabilities.textDocumentSync.change, 2);
session.open('file:///db/app.auth', 'use "./user.auth"\nuse "./more.auth"\n');
same('... it reads texts in memory', await session.diagnostics('file:///db/app.auth'), ['AG7001 1']);
files.set('/db/more.auth', 'model More {\n  id Int @id\n  user Usr\n}\n');
session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///db/more.auth', type: 1 }] });
same('... which may change', [await session.diagnostics('file:///db/app.auth'), session.published['file:///db/more.auth']], [[], ['AG2002 2']]);
const cancelled = session.request('textDocument/documentSymbol', { textDocument: { uri: 'file:///db/app.auth' } });
session.notify('$/cancelRequest', { id: 4 });
same('... a request that is cancelled is not served', (await cancelled).code, -32800);
same('... a message that is no JSON', await new Promise((answer) => {
    const server = browser.createServer({ files, send: answer });
    server.receive('{');
}), { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'invalid message' } });
await session.request('shutdown');
session.notify('exit');
same('... it ends', await session.ended, 0);

// In Node, with the files on disk.

const { createServer } = createRequire(join(dir, 'x.cjs'))('authgen/lsp');
const named = (await import(pathToFileURL(createRequire(join(dir, 'x.cjs')).resolve('authgen/lsp')).href)).createServer;
writeFileSync(join(dir, 'user.auth'), user);
const disk = new Session(createServer);
await disk.request('initialize', { capabilities: {} });
const uri = pathToFileURL(join(dir, 'app.auth')).href;
disk.open(uri, 'use "./user.auth"\nextend model User {\n  name Strng\n}\n');
same('authgen/lsp: it reads the disk', await disk.diagnostics(uri), ['AG2002 2']);
disk.server.close();
same('... a client that is gone', await disk.ended, 1);
same('... as an ES module, too', named, createServer);
console.log(`1..${count}`);
