// The WebAssembly module against the native program: the same output, messages and
// exit status for every schema and configuration of the suite. Prints TAP.
//
//     node same.js PROGRAM PACKAGE
//
// PACKAGE is the folder of the package with the module.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));
const [program, folder] = process.argv.slice(2).map((path) => resolve(path));
const load = createRequire(import.meta.url)(join(folder, 'load.cjs'));
const { start } = createRequire(import.meta.url)(join(folder, 'runtime.cjs'));

const env = { PATH: process.env.PATH };
let count = 0;

function native(cwd, args, input) {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, input, maxBuffer: 1 << 28 });
    return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

function wasm(cwd, args, input) {
    const out = ['', [], []];
    let rest = Buffer.from(input);
    const host = {
        ...fs,
        readSync(fd, buffer, offset, length, position) {
            if (fd !== 0) return fs.readSync(fd, buffer, offset, length, position);
            const n = rest.copy(buffer, offset, 0, length);
            rest = rest.subarray(n);
            return n;
        },
        writeSync(fd, buffer) {
            if (fd > 2) return fs.writeSync(fd, buffer);
            return out[fd].push(Buffer.from(buffer)) && buffer.length;
        },
    };
    const status = start(load(), { fs: host, cwd, env, isatty: () => false }).run('ag_wasm_main', args);
    return { status, stdout: Buffer.concat(out[1]).toString(), stderr: Buffer.concat(out[2]).toString() };
}

/** One test: no difference among `commands`. */
function same(name, commands, input = '') {
    const wrong = [];
    for (const { cwd, args } of commands) {
        const [a, b] = [native, wasm].map((how) => how(cwd, args, input));
        for (const part of ['status', 'stdout', 'stderr']) {
            if (a[part] !== b[part]) {
                wrong.push(`authgen ${args.join(' ')}: ${part}: native ${JSON.stringify(a[part]).slice(0, 400)}, `
                    + `module ${JSON.stringify(b[part]).slice(0, 400)}`);
            }
        }
    }
    console.log(`${wrong.length || commands.length === 0 ? 'not ' : ''}ok ${++count} - ${name}: ${commands.length} runs`);
    for (const text of wrong.slice(0, 10)) console.log(`# ${text}`);
    if (wrong.length) process.exitCode = 1;
}

/** One test: the same files in a folder after `commands`. */
function sameFiles(name, files, commands) {
    const [a, b] = [native, wasm].map((how) => {
        const dir = fs.mkdtempSync(join(tmpdir(), 'authgen-same-'));
        for (const [path, text] of Object.entries(files)) fs.writeFileSync(join(dir, path), text);
        const results = commands.map((args) => how(dir, args, ''));
        const found = fs.readdirSync(dir, { recursive: true }).sort()
            .filter((path) => fs.statSync(join(dir, path)).isFile())
            .map((path) => [path, (fs.statSync(join(dir, path)).mode & 0o777).toString(8),
                fs.readFileSync(join(dir, path), 'utf8')]);
        fs.rmSync(dir, { recursive: true });
        return JSON.stringify({ results, found }, null, 1);
    });
    console.log(`${a === b ? '' : 'not '}ok ${++count} - ${name}`);
    if (a === b) return;
    const lines = [a, b].map((text) => text.split('\n'));
    const at = lines[0].findIndex((line, i) => line !== lines[1][i]);
    console.log(`# native ${lines[0][at]}\n# module ${lines[1][at]}`);
    process.exitCode = 1;
}

const targets = native(top, ['targets'], '').stdout.split('\n');
const pairs = targets.flatMap((line, i) => /^\S/.test(line)
    ? targets[i + 1].trim().split(' ').slice(1).map((dialect) => ['-t', line.split(' ')[0], '-d', dialect]) : []);

/** Pairs for one of many files: each target, and each dialect, comes often. */
const some = (i) => [0, 1, 2].map((k) => pairs[(i * 3 + k * 7) % pairs.length]);

const list = (path) => fs.readdirSync(join(top, path)).sort()
    .filter((name) => fs.statSync(join(top, path, name)).isFile());
const errors = join(top, 'tests/errors'), valid = join(top, 'tests/valid');
const config = join(top, 'tests/config'), examples = join(top, 'examples');

same('tests/valid', list('tests/valid').flatMap((file, i) => [
    ['check', file], ['fmt', '--diff', file], ...pairs.map((pair) => [...pair, file]),
].map((args) => ({ cwd: valid, args }))));
same('tests/errors', list('tests/errors').flatMap((file, i) => [
    [...fs.readFileSync(join(errors, file), 'utf8').match(/^\/\/\$ (.*)/)?.[1].split(' ') ?? ['check'], file],
    ['check', '--diagnostics=json', file], ['fmt', '--diff', file],
    ...some(i).map((pair) => [...pair, file]),
].map((args) => ({ cwd: errors, args }))));
same('tests/config', list('tests/config').flatMap((file, i) => [
    ['expand', file], ...some(i).map((pair) => [...pair, file]),
].map((args) => ({ cwd: config, args }))));
same('the inputs of tests/golden', list('examples').filter((file) => /\.(auth|prisma)$/.test(file))
    .flatMap((file) => pairs.map((pair) => ({ cwd: examples, args: [...pair, file] }))));
same('what is no schema', [
    [], ['--version'], ['--help'], ['help', 'generate'], ['targets'], ['presets'], ['explain', 'AG2008'],
    ['completions', 'bash'], ['bogus'], ['--bogus'], ['check', 'missing.auth'], ['check', '.'], ['check', 'auth.auth/x'],
    ['check', '../examples/./auth.auth'], ['check', join(examples, 'auth.auth')], ['watch', '-'],
    ['-t', 'sql', 'auth.auth', '-o', '/nowhere/x/y.sql'], ['-t', 'nothing', 'auth.auth'],
    ['--check', 'auth.auth'], ['--color=always', 'check', 'missing.auth'],
].map((args) => ({ cwd: examples, args })));
same('standard input', [
    ['check', '-'], ['fmt', '-'], ['fmt', '--stdin-filepath', 'x.auth', '-'], ['-t', 'sql', '/dev/stdin'],
].map((args) => ({ cwd: examples, args })), 'model  A { id Int @id\n name Strng }\n');

const blog = fs.readFileSync(join(examples, 'blog.prisma'), 'utf8');
const own = 'model A {\n  id Int @id\n}\n';
sameFiles('files that are made, kept, replaced, refused and compared', {
    'blog.prisma': blog, 'old.ts': '// Made by authgen.\n', 'mine.ts': '// mine\n', 'out.sql': '',
}, [
    ['-t', 'typeorm', '-o', 'entities/deep/', 'blog.prisma'],
    ['-t', 'typeorm', '-o', 'entities/deep/', 'blog.prisma'],
    ['-t', 'typeorm', '-o', 'entities/deep/', '--check', 'blog.prisma'],
    ['-t', 'drizzle', '-o', 'old.ts', 'blog.prisma'],
    ['-t', 'drizzle', '-o', 'mine.ts', 'blog.prisma'],
    ['-t', 'drizzle', '-o', 'mine.ts', '--check', 'blog.prisma'],
    ['-t', 'drizzle', '-o', 'mine.ts', '--force', 'blog.prisma'],
    ['-t', 'sql', '-o', 'out.sql', '-MD', '-MF', 'out.d', '--stamp', 'out.stamp', '--touch', 'blog.prisma'],
    ['-t', 'sql', '-o', 'blog.prisma/out.sql', 'blog.prisma'],
    ['-t', 'sql', '-o', 'entities', 'blog.prisma'],
]);
sameFiles('schemas that are made, formatted and fixed', {
    'a.auth': `model B{ id Int @id\n name Strng }\n${own}`, 'b.auth': own.replace('  id', ' id'),
}, [['init'], ['init'], ['check', '--fix', 'a.auth'], ['fmt', 'a.auth', 'b.auth'], ['fmt', '--check', 'b.auth'], []]);
console.log(`1..${count}`);
