// wasm.js FILE RUNS: what Prisma's functions take in process, in the form of
// bench/measure: neither Node nor the wasm module is loaded in that time, and one run of
// each is not counted.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const wasm = createRequire(import.meta.url)('@prisma/prisma-schema-wasm');
const [file, runs] = process.argv.slice(2);
const uri = 'file:///schema.prisma';
const files = [[uri, readFileSync(file, 'utf8')]];
const options = { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } };
const functions = {
    'wasm-lint': () => wasm.lint(JSON.stringify(files)),
    'wasm-validate': () => wasm.validate(JSON.stringify({ prismaSchema: files })),
    'wasm-format': () => wasm.format(JSON.stringify(files), JSON.stringify(options)),
};

for (const [name, run] of Object.entries(functions)) {
    const wall = [];
    const cpu = [];
    for (let i = -1; i < Number(runs); i++) {
        const used = process.cpuUsage();
        const start = process.hrtime.bigint();
        run();
        const time = Number(process.hrtime.bigint() - start) / 1000;
        const { user, system } = process.cpuUsage(used);
        if (i < 0) continue;
        wall.push(time);
        cpu.push(user + system);
    }
    wall.sort((a, b) => a - b);
    console.log(name, Math.round(wall[0]), Math.round(wall[wall.length >> 1]), Math.min(...cpu), 0, 0);
}
