// The packed package: its form, its size, and its use in fresh projects. Prints TAP.
//
//     node package.js BUILD

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { bin, build, dir, done, exec, flags, here, native, note, npmInstall, ok, programs, project, tarball, top } from './fresh.js';

/** The fenced blocks of a language in a document. */
const blocks = (path, language) =>
    [...readFileSync(path, 'utf8').matchAll(/^```(\w+)\n(.*?)^```/gms)]
        .filter(([, name]) => name === language).map(([, , text]) => text);

// Its form.

const first = readFileSync(tarball);
rmSync(tarball);
const again = exec(build, 'make', '-s', 'npm');
ok('packed twice, the same bytes', again.status === 0 && first.equals(readFileSync(tarball)), again.stderr);
ok('at most 350 KB', first.length <= 350 * 1024, `${first.length} bytes`);
note(`authgen.tgz: ${first.length} bytes; authgen.wasm: ${statSync(join(build, 'wasm/authgen.wasm')).size} bytes`);
const lint = exec(dir, bin('publint'), tarball, '--strict');
ok('publint has nothing to say', lint.status === 0 && /All good/.test(lint.stdout), lint.stdout + lint.stderr);
// The kit of Nuxt exists as an ES module alone, and so does authgen/nuxt.
const types = exec(dir, bin('attw'), tarball, '--format', 'ascii', '--no-color', '--profile', 'node16',
    '--exclude-entrypoints', 'nuxt');
ok('attw has nothing to say', types.status === 0, types.stdout + types.stderr);

// Fresh projects.

const configuration = `import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { twoFactor } from 'better-auth/plugins';
import { db } from '../db';

export const auth = betterAuth({
    database: drizzleAdapter(db, { provider: 'sqlite' }),
    plugins: [twoFactor()],
});
`;

function application(name) {
    const folder = project(name);
    mkdirSync(join(folder, 'src/lib'), { recursive: true });
    writeFileSync(join(folder, 'src/lib/auth.ts'), configuration);
    return folder;
}

/** The commands of a document, and what native makes of them. */
const commands = blocks(join(top, 'packages/npm/README.md'), 'sh').flatMap((text) => text.trim().split('\n'))
    .map((line) => line.replace(/^npx authgen /, '').split(' '));
const wanted = application('native');
const results = commands.map((args) => exec(wanted, native, ...args));
const file = readFileSync(join(wanted, 'src/db/auth-schema.ts'), 'utf8');
ok('the commands of README.md work', results.length > 2 && results.every(({ status }) => status === 0),
    JSON.stringify(results.filter(({ status }) => status !== 0)));

const installers = {
    npm: { install: npmInstall, run: ['npx', '--no-install', 'authgen'] },
    pnpm: { install: [bin('pnpm'), 'add', tarball], run: [bin('pnpm'), 'exec', 'authgen'] },
    bun: { install: [programs.bun, 'add', tarball], run: [programs.bun, 'x', '--no-install', 'authgen'] },
};
for (const [name, { install, run }] of Object.entries(installers)) {
    const folder = application(name);
    const installed = exec(folder, ...install);
    ok(`${name} installs it`, installed.status === 0, installed.stdout + installed.stderr);
    const wrong = commands.filter((args, i) => {
        const { status, stdout } = exec(folder, ...run, ...args);
        return status !== results[i].status || stdout !== results[i].stdout;
    });
    ok(`... and runs the commands of README.md`, wrong.length === 0, JSON.stringify(wrong));
    ok('... with the same file', wrong.length === 0 && readFileSync(join(folder, 'src/db/auth-schema.ts'), 'utf8') === file);
}

// Runtimes, and both forms of modules.

const fresh = join(dir, 'npm');
const script = (load) => `${load}
const examples = process.argv[2];
const { readFileSync } = await0('node:fs');
const text = readFileSync(examples + '/auth.auth', 'utf8');
const all = [];
for (const target of ['drizzle', 'drizzle@1', 'prisma', 'typeorm', 'sql']) {
    for (const dialect of ['sqlite', 'postgresql', 'mysql']) all.push(generate({ entry: 'auth.auth', files: { 'auth.auth': text }, target, dialect, output: 'out/' }));
}
all.push(generate({ entry: 'x.auth', target: 'sql', read: (path) => path === 'x.auth' ? 'use "./y.auth"\\nmodel A {\\n  id Int @id\\n  b Strng\\n}\\n' : path === 'y.auth' ? 'model Y {\\n  id Int @id\\n}\\n' : undefined }));
all.push(generate({ entry: 'missing.auth', target: 'sql', files: {} }), generate({ target: 'nothing', use: ['better-auth'], dialect: 'foo' }));
all.push(generate({ use: 'better-auth', target: 'sql', options: { if_not_exists: true } }));
all.push(check({ entry: 'a.auth', files: { 'a.auth': 'model A {' } }), check({ entry: 'auth.auth', files: { 'auth.auth': text } }));
all.push(format({ entry: 'a.auth', text: 'model  A{ id Int @id }' }), format({ entry: 'src/lib/auth.ts' }), format({ entry: 'b.auth', files: { 'b.auth': 'mod' } }));
all.push(expand({ entry: 'src/lib/auth.ts' }), expand({ entry: 'none.ts' }));
const parts = {
    'app/auth.ts': 'import { betterAuth } from "better-auth";\\nimport { plugins } from "./plugins";\\nexport const auth = betterAuth({ plugins });\\n',
    'app/plugins.ts': 'import { admin } from "better-auth/plugins";\\nexport const plugins = [admin()];\\n',
};
all.push(expand({ entry: 'app/auth.ts', read: (path) => parts[path] }));
const { cwd } = await0('node:process');
all.push(expand({ entry: 'app/auth.ts', files: new Map(Object.entries(parts).map(([path, text]) => [cwd() + '/' + path, text])) }));
try {
    check({ entry: 'x.auth', read: async () => '' });
} catch (error) {
    all.push(error.message);
}
const alone = 'import { betterAuth } from "better-auth";\\nimport { drizzleAdapter } from "better-auth/adapters/drizzle";\\nimport * as schema from "./schema";\\nexport const auth = betterAuth({ database: drizzleAdapter({}, { provider: "sqlite", schema }) });\\n';
all.push(generate({ entry: 'auth.ts', target: 'drizzle', read: (path) => path === 'auth.ts' ? alone : undefined }));
console.log(JSON.stringify(all));
`;
writeFileSync(join(fresh, 'use.mjs'), script(`import { generate, check, format, expand } from 'authgen';
import * as fs from 'node:fs';
import * as process from 'node:process';
const await0 = (name) => ({ 'node:fs': fs, 'node:process': process })[name];`));
writeFileSync(join(fresh, 'use.cjs'), script(`const { generate, check, format, expand } = require('authgen');
const await0 = require;`));

const answers = [];
for (const [name, program] of Object.entries(programs)) {
    const written = exec(fresh, program, ...flags(name), 'node_modules/authgen/bin.cjs', '-t', 'drizzle', 'src/lib/auth.ts', '-o', `${name}.ts`);
    ok(`${name}: the command writes native's bytes`, written.status === 0
        && readFileSync(join(fresh, `${name}.ts`), 'utf8') === file, written.stderr);
    for (const form of ['use.mjs', 'use.cjs']) {
        const { status, stdout, stderr } = exec(fresh, program, ...flags(name), form, join(top, 'examples'));
        answers.push(stdout);
        ok(`... and ${form} gives the same answers`, status === 0 && stdout === answers[0], stderr);
    }
}
const all = JSON.parse(answers[0] || '[]');
const list = (dialect, target) => exec(join(top, 'examples'), native, '-t', target, '-d', dialect, 'auth.auth').stdout;
ok('... which have native\'s texts', all[1]?.outputs[0].text === list('postgresql', 'drizzle')
    && all[0].outputs[0].path === 'out/schema.ts');
const [wrong, missing, nothing, sql, broken, fine, formatted, configured, bad, expanded, none, followed, absolute, refused, alone] = all.slice(15);
ok('a mistake is a diagnostic', wrong?.outputs.length === 0 && wrong.diagnostics[0].code === 'AG2002'
    && wrong.diagnostics[0].file === 'x.auth' && wrong.diagnostics[0].begin.line === 4);
ok('a module that `read` does not know is no mistake', alone?.outputs.length === 1, JSON.stringify(alone));
ok('... also one of the call', missing?.diagnostics[0].code === 'AG7001'
    && nothing.diagnostics.map(({ code }) => code).join() === 'AG2015,AG6101', JSON.stringify([missing, nothing]));
ok('presets and options', /CREATE TABLE IF NOT EXISTS "user"/.test(sql?.outputs[0].text));
ok('check', broken?.diagnostics.length === 1 && fine.diagnostics.length === 0, JSON.stringify([broken, fine]));
ok('format', formatted?.text === 'model A { id Int @id }\n' && configured.text === null && configured.diagnostics.length === 1
    && bad.text === null && bad.diagnostics.length > 0, JSON.stringify([formatted, configured, bad]));
ok('expand', /^use "better-auth"\nuse "better-auth\/two-factor"$/m.test(expanded?.text) && none.text === null, JSON.stringify([expanded, none]));
for (const { text, diagnostics } of [followed ?? {}, absolute ?? {}]) {
    ok('... follows the modules that a configuration imports', /^use "better-auth\/admin"$/m.test(text) && diagnostics.length === 0,
        JSON.stringify([text, diagnostics]));
}
ok('a text that is none is a mistake of the call', refused === "the text of 'x.auth' must be a string or a Uint8Array, not a promise", refused);

// Types.

writeFileSync(join(fresh, 'use.ts'), `/// <reference types="authgen/client" />
import { generate, type Diagnostic } from 'authgen';
import authgen, { type Options } from 'authgen/vite';
import * as tables from './auth.ts?authgen';
const { outputs, diagnostics }: { outputs: { path: string; text: string }[]; diagnostics: Diagnostic[] } =
    generate({ entry: 'a.auth', target: 'drizzle', options: { relations: false } });
// @ts-expect-error a number is no path
generate({ entry: 1 });
const target: string | undefined = diagnostics[0]?.code;
generate({ entry: 'a.auth', target, files: new Map([['a.auth', new Uint8Array()]]) });
export { outputs, diagnostics, tables };
const options: Options = { dialect: 'sqlite' };
export const plugins = [authgen(options)];
`);
for (const resolution of ['nodenext', 'bundler']) {
    const typed = exec(fresh, bin('tsc'), '--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022',
        '--module', resolution === 'bundler' ? 'esnext' : resolution, '--moduleResolution', resolution, 'use.ts');
    ok(`types, as ${resolution} resolves them`, typed.status === 0, typed.stdout);
}

// The plugin of Vite: modules, a mistake, and a change while the server runs.

const fake = {
    'package.json': '{ "name": "drizzle-orm", "version": "0.45.0", "type": "module", "exports": { ".": "./index.js", "./sqlite-core": "./core.js" } }',
    'index.js': 'export const relations = (table, fields) => ({ relations: table }), sql = String;',
    'core.js': `const column = (name) => new Proxy({ name }, { get: (of, key) => key in of ? of[key] : () => column(name) });
export const integer = column, text = column, index = column, uniqueIndex = column, foreignKey = column;
export const sqliteTable = (name, columns) => ({ table: name, columns: Object.keys(columns) });`,
};
mkdirSync(join(fresh, 'node_modules/drizzle-orm'));
for (const [name, text] of Object.entries(fake)) writeFileSync(join(fresh, 'node_modules/drizzle-orm', name), text);
writeFileSync(join(fresh, 'src/user.auth'), 'use "./base.auth"\n');
writeFileSync(join(fresh, 'src/base.auth'), 'model User {\n  id Int @id\n}\n');
writeFileSync(join(fresh, 'src/main.ts'), `import * as schema from './user.auth';
import * as auth from './lib/auth.ts?authgen';
export const answer = [schema.user, Object.keys(auth).sort()];
`);
writeFileSync(join(fresh, 'vite.mjs'), `import { build, createServer } from ${JSON.stringify(pathToFileURL(join(here, 'node_modules/vite/dist/node/index.js')).href)};
import { writeFileSync } from 'node:fs';
import authgen from 'authgen/vite';
const config = { configFile: false, logLevel: 'silent', plugins: [authgen()] };
const answers = {};
await build({ ...config, build: { outDir: 'built', lib: { entry: 'src/main.ts', formats: ['es'], fileName: () => 'main.js' } } });
answers.built = (await import('./built/main.js')).answer;
const server = await createServer({ ...config, server: { middlewareMode: true }, appType: 'custom' });
const load = async () => (await server.ssrLoadModule('/src/main.ts')).answer[0].columns;
const change = (text) => new Promise((resolve) => {
    server.watcher.once('change', () => setTimeout(resolve, 300));
    setTimeout(() => writeFileSync('src/base.auth', text), 300);
});
answers.before = await load();
await change('model User {\\n  id Int @id\\n  nick String?\\n}\\n');
answers.after = await load();
await change('model User {\\n  id Int @id\\n  nick Strng?\\n}\\n');
answers.error = await load().then(() => null, ({ message, loc }) => ({ message, ...loc }));
await server.close();
console.log(JSON.stringify(answers));
process.exit();
`);
const vite = exec(fresh, programs.node, 'vite.mjs');
const { built, before, after, error } = JSON.parse(vite.stdout || '{}');
ok('authgen/vite: a schema and a configuration are modules', built?.[0].columns.join() === 'id'
    && built[1].includes('twoFactor'), vite.stdout + vite.stderr);
ok('... which follow the files that they are made of', before?.join() === 'id' && after.join() === 'id,nick', vite.stdout);
ok('... and a mistake is an error at its place', /unknown type 'Strng' \[AG2002\]/.test(error?.message)
    && /base\.auth$/.test(error.file) && error.line === 3, vite.stdout);

// A native program of the same version takes the command over.

cpSync(native, join(fresh, 'native'));
const taken = spawnSync(programs.node, ['node_modules/authgen/bin.cjs', 'check', 'none.auth'], {
    cwd: fresh, encoding: 'utf8', env: { ...process.env, AUTHGEN_BINARY: join(fresh, 'native') },
});
ok('AUTHGEN_BINARY', taken.status === 3 && /none\.auth/.test(taken.stderr), taken.stderr);
const other = spawnSync(programs.node, ['node_modules/authgen/bin.cjs', '--version'], {
    cwd: fresh, encoding: 'utf8', env: { ...process.env, AUTHGEN_BINARY: '/bin/echo' },
});
ok('... but not another program', other.status === 0 && /^authgen \d/.test(other.stdout), other.stdout);

// It watches files until it is interrupted.

async function until(is) {
    for (const last = Date.now() + 60_000; Date.now() < last; await sleep(50)) {
        if (is()) return true;
    }
    return false;
}
const input = join(fresh, 'watched.auth'), output = join(fresh, 'watched.sql');
const answer = () => existsSync(output) ? readFileSync(output, 'utf8') : '';
writeFileSync(input, 'model User {\n  id Int @id\n}\n');
const watcher = spawn(programs.node, ['node_modules/authgen/bin.cjs', 'watch', '-t', 'sql', '-d', 'sqlite', 'watched.auth', '-o', 'watched.sql'],
    { cwd: fresh, stdio: 'ignore' });
const ended = new Promise((resolve) => watcher.once('exit', (status, signal) => resolve(signal)));
const made = await until(() => answer().includes('"User"'));
writeFileSync(input, 'model User {\n  id Int @id\n  nick String?\n}\n');
ok('watch generates again for a change', made && await until(() => answer().includes('"nick"')), answer());
watcher.kill('SIGINT');
ok('... and ends when it is interrupted', await ended === 'SIGINT', await ended);

// Its language server.

const server = spawnSync('sh', [join(top, 'tests/lsp.test')], {
    cwd: build, encoding: 'utf8',
    env: { ...process.env, srcdir: top, AUTHGEN: join(fresh, 'node_modules/.bin/authgen') },
});
ok('the language server passes tests/lsp.test', server.status === 0 && /^ok 10/m.test(server.stdout)
    && !/^not ok/m.test(server.stdout), server.stdout + server.stderr);

// What a run costs beyond Node's own start: the least of several, in CPU time. It is
// shown, not tested, because it depends on the machine.

function cost(program, ...args) {
    const times = Array.from({ length: 9 }, () => {
        const { stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null', 'bash', program, ...args],
            { cwd: fresh, encoding: 'utf8' });
        return stderr.trim().split(' ').reduce((sum, time) => sum + 1000 * Number(time), 0);
    });
    return Math.min(...times);
}
for (const name of ['node', 'node22']) {
    const base = cost(programs[name], '-e', '0');
    const whole = cost(programs[name], 'node_modules/authgen/bin.cjs', '-t', 'drizzle', 'src/lib/auth.ts');
    note(`${name}: ${whole.toFixed(0)} ms of CPU, ${base.toFixed(0)} ms of them for \`node -e 0\``);
}
done();
