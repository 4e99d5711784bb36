// format.js FILE RUNS: the best wall time in microseconds of Prisma's formatter
// in process: neither Node nor the wasm module is loaded in that time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const wasm = createRequire(import.meta.url)('@prisma/prisma-schema-wasm');
const [file, runs] = process.argv.slice(2);
const uri = 'file:///schema.prisma';
const schema = JSON.stringify([[uri, readFileSync(file, 'utf8')]]);
const params = JSON.stringify({
    textDocument: { uri },
    options: { tabSize: 2, insertSpaces: true },
});

let best = Infinity;
for (let i = 0; i < Number(runs); i++) {
    const start = process.hrtime.bigint();
    wasm.format(schema, params);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1000);
}
console.log(Math.round(best));
