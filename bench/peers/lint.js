// lint.js AUTHGEN FILE KEYS: time for a keystroke in FILE, from the edit to the list
// of diagnostics, of `authgen lsp` over its pipes and, in turns with it, of the function
// that Prisma's language server calls for it, if that is installed. Prints them in the
// form of bench/measure.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [authgen, file, keys] = process.argv.slice(2);
const uri = pathToFileURL(resolve(file)).href;
let text = readFileSync(file, 'utf8');

const server = spawn(authgen, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
server.on('exit', (status) => process.exit(status ?? 1));
const waiting = [];
let input = Buffer.alloc(0);
server.stdout.on('data', (chunk) => {
    input = Buffer.concat([input, chunk]);
    for (;;) {
        const end = input.indexOf('\r\n\r\n');
        const size = Number(/Content-Length: (\d+)/.exec(input.toString('latin1', 0, end))?.[1]);
        if (end < 0 || input.length < end + 4 + size) return;
        const message = JSON.parse(input.toString('utf8', end + 4, end + 4 + size));
        input = input.subarray(end + 4 + size);
        waiting.shift()?.(message);
    }
});
const answer = () => new Promise((done) => { waiting.push(done); });
function send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    server.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
}

let wasm = null;
try {
    wasm = createRequire(import.meta.url)('@prisma/prisma-schema-wasm');
} catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
}

const microseconds = (since) => Number(process.hrtime.bigint() - since) / 1000;

const initialized = answer();
send({ id: 1, method: 'initialize', params: { capabilities: {} } });
await initialized;
let published = answer();
send({ method: 'textDocument/didOpen', params: { textDocument: { uri, version: 0, text } } });
await published;

// Types a line in the middle of the file, letter by letter: most of these texts
// have errors, and therefore diagnostics.
const written = '  note String? @map("a_note")\n';
let offset = text.indexOf('\n', text.indexOf('\nmodel ', text.length / 2) + 1) + 1;
const position = { line: text.slice(0, offset).split('\n').length - 1, character: 0 };
const ours = [];
const theirs = [];
for (let key = 1; key <= Number(keys); key++) {
    const letter = written[(key - 1) % written.length];
    text = text.slice(0, offset) + letter + text.slice(offset++);
    let start = process.hrtime.bigint();
    published = answer();
    send({
        method: 'textDocument/didChange',
        params: {
            textDocument: { uri, version: key },
            contentChanges: [{ range: { start: position, end: position }, text: letter }],
        },
    });
    const { params } = await published;
    ours.push(microseconds(start));
    if (params.version !== key) throw new Error(`diagnostics of ${params.version}, not ${key}`);
    if (letter === '\n') {
        position.line++;
        position.character = 0;
    } else {
        position.character++;
    }
    if (wasm && key <= 15) {
        start = process.hrtime.bigint();
        wasm.lint(JSON.stringify([[uri, text]]));
        theirs.push(microseconds(start));
    }
}
for (const [name, list] of [['lsp', ours], ['lsp-prisma', theirs]]) {
    list.sort((a, b) => a - b);
    if (list.length) console.log(name, Math.round(list[0]), Math.round(list[list.length >> 1]), 0, 0, 0);
}
process.exit(0);
