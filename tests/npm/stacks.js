// The packed package in fresh applications, one for each stack of packages: every
// runtime generates the same tables, the stack's own tool makes the database, and the
// application is started and signs a user up. Prints TAP.
//
//     node stacks.js BUILD [FILTER]
//
// The packages of the stacks are those of tests/peers. Applications that take long to
// build are left out unless FILTER names them or STACKS=all is set.

import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dir, done, env, exec, flags, here, note, npmInstall, ok, programs, project, skip, top } from './fresh.js';

Object.assign(env, {
    AUTH_SECRET: 'a secret of forty characters, for the tests', CI: '1',
    NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', BETTER_AUTH_TELEMETRY: '0', NODE_NO_WARNINGS: '1',
});
const peers = join(top, 'tests/peers');

/** Runs a command; throws what it prints if it fails. */
function must(cwd, program, ...args) {
    const { status, stdout, stderr } = exec(cwd, program, ...args);
    if (status !== 0) throw new Error(`${[program, ...args].join(' ')}: exit ${status}\n${stdout}${stderr}`);
    return stdout;
}

/** Waits until `is` returns something true. */
async function until(what, is, output = () => '') {
    for (const last = Date.now() + 120_000; Date.now() < last; await sleep(50)) {
        const found = await is();
        if (found) return found;
    }
    throw new Error(`${what} does not come\n${output()}`);
}

/** Calls `use` with the address of a server and a function that returns what it has printed. */
async function serve(app, argv, use, more = {}) {
    const child = spawn(argv[0], argv.slice(1), {
        cwd: app, env: { ...env, ...more }, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '', ended = false;
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { output += text; });
    const end = new Promise((resolve) => child.once('exit', () => resolve(ended = true)));
    try {
        const [url] = await until('the server', () => {
            if (ended) throw new Error(`the server ended\n${output}`);
            return output.match(/http:\/\/(127\.0\.0\.1|localhost):\d+/);
        }, () => output);
        return await use(url, () => output);
    } catch (error) {
        throw new Error(`${error.message}\n${output}`);
    } finally {
        // It may have processes of its own.
        if (!ended) process.kill(-child.pid, 'SIGKILL');
        await end;
    }
}

const freePort = () => new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => resolve(String(port)));
    });
});

/** The cookies that an answer sets, after those that were sent. */
const cookiesOf = (answer, old = '') => [old, ...answer.headers.getSetCookie().map((line) => line.split(';')[0])]
    .filter(Boolean).join('; ');

/** Signs a user up with Better Auth; returns the user of the session. */
async function signUp(url) {
    const ask = (path, init) => fetch(`${url}/api/auth/${path}`, {
        ...init, headers: { origin: 'http://localhost', 'content-type': 'application/json', ...init.headers },
    });
    const answer = await ask('sign-up/email', {
        method: 'POST',
        body: JSON.stringify({ email: 'ada@example.com', name: 'Ada', username: 'ada', password: 'first password' }),
    });
    if (!answer.ok) throw new Error(`sign-up: ${answer.status} ${await answer.text()}`);
    const { user } = await (await ask('get-session', { headers: { cookie: cookiesOf(answer) } })).json() ?? {};
    return `${user?.email} ${user?.username}`;
}

/** Signs a user up with Auth.js by the link in a mail; returns the user of the session. */
async function followMail(url, output) {
    const csrf = await fetch(`${url}/api/auth/csrf`);
    let cookie = cookiesOf(csrf);
    const { csrfToken } = await csrf.json();
    await fetch(`${url}/api/auth/signin/email`, {
        method: 'POST', redirect: 'manual', headers: { cookie },
        body: new URLSearchParams({ csrfToken, email: 'ada@example.com' }),
    });
    const link = await until('the mail', () => output().match(/mail: (\S+)/)?.[1]);
    const answer = await fetch(link, { redirect: 'manual', headers: { cookie } });
    cookie = cookiesOf(answer, cookie);
    const { user } = await (await fetch(`${url}/api/auth/session`, { headers: { cookie } })).json() ?? {};
    return user?.email;
}

function drizzleKit(app) {
    for (const command of ['generate', 'migrate']) must(app, 'drizzle-kit', command);
}

/** Executes SQL on the database of an application. */
const execute = (app, sql) => {
    writeFileSync(join(app, 'execute.mjs'), `import { createClient } from '@libsql/client';
await createClient({ url: 'file:app.db' }).executeMultiple(${JSON.stringify(sql)});
`);
    must(app, process.execPath, 'execute.mjs');
};

const betterAuth = { dependencies: { 'better-auth': '1.7.24' } };
const withDrizzle = { dependencies: { ...betterAuth.dependencies, 'drizzle-orm': '0.45.4' } };

/**
 * The stacks. `packages` are folders of tests/peers; `generate` has the arguments of the
 * command and the file that it writes; `use` migrates, starts the application and
 * returns who is signed in.
 */
const stacks = {
    drizzle: {
        name: 'Better Auth, Drizzle, SQLite', packages: ['nuxt'], manifest: withDrizzle,
        generate: [['-t', 'drizzle', 'src/auth.ts', '-o', 'src/schema.ts'], 'src/schema.ts'],
        async use(app) {
            drizzleKit(app);
            return serve(app, [programs.node22, 'main.ts'], signUp);
        },
    },
    prisma: {
        name: 'Better Auth, Prisma, SQLite', packages: ['betterauth17', 'prismaclient7'], manifest: betterAuth,
        generate: [['-t', 'prisma', 'src/auth.ts', '-o', 'prisma/schema.prisma'], 'prisma/schema.prisma'],
        async use(app) {
            const { prismaSql } = await import('../peers/engine.js');
            const { generateClient } = await import('../peers/prismaclient.js');
            const file = join(app, 'prisma/schema.prisma');
            execute(app, await prismaSql('sqlite', readFileSync(file, 'utf8')));
            await generateClient(file);
            return serve(app, [programs.node22, 'main.ts'], signUp);
        },
    },
    authjs: {
        name: 'Auth.js, Drizzle, SQLite', packages: ['authjs', 'drizzle045'],
        manifest: { dependencies: { '@auth/core': '0.41.3', 'drizzle-orm': '0.45.4' } }, signedIn: 'ada@example.com',
        generate: [['-t', 'drizzle', 'src/auth.ts', '-o', 'src/schema.ts'], 'src/schema.ts'],
        async use(app) {
            drizzleKit(app);
            return serve(app, [programs.node22, 'main.ts'], followMail);
        },
    },
    vite: {
        name: 'Vite, the tables as a module', packages: ['nuxt'], manifest: withDrizzle,
        generate: [['-t', 'sql', 'src/auth.ts', '-o', 'tables.sql'], 'tables.sql'],
        async use(app) {
            execute(app, readFileSync(join(app, 'tables.sql'), 'utf8'));
            return serve(app, [process.execPath, 'main.js'], async (url) => {
                const user = await signUp(url);
                const tables = async () => (await fetch(`${url}/tables`)).text();
                const before = await tables();
                const file = join(app, 'src/auth.ts');
                writeFileSync(file, readFileSync(file, 'utf8').replace('username }', 'twoFactor, username }')
                    .replace('plugins: [', '$&twoFactor(), '));
                await until('the table of twoFactor()', async () => !before.includes('twoFactor')
                    && (await tables()).includes('twoFactor'));
                return user;
            });
        },
    },
    next: {
        name: 'Next.js, next build', large: true, packages: ['nuxt', 'resolve'],
        manifest: {
            ...withDrizzle,
            // As README.md has them.
            scripts: {
                ...JSON.parse(readFileSync(join(top, 'packages/npm/README.md'), 'utf8')
                    .match(/^## With Next\.js$[^]*?^```json\n([^]*?)^```/m)[1]).scripts,
                build: 'next build',
            },
        },
        generate: [['-t', 'drizzle', 'src/lib/auth.ts', '-o', 'src/db/auth-schema.ts'], 'src/db/auth-schema.ts'],
        async use(app) {
            rmSync(join(app, 'src/db/auth-schema.ts')); // which the script makes
            must(app, 'npm', 'run', 'build');
            drizzleKit(app);
            return serve(app, ['next', 'start', '-H', '127.0.0.1', '-p', await freePort()], signUp);
        },
    },
    nuxt: {
        name: 'Nuxt, NuxtHub', large: true, packages: ['nuxt'], manifest: withDrizzle,
        generate: [['-t', 'drizzle', '-d', 'sqlite', 'server/auth.config.ts', '-o', 'by-command.ts'], 'by-command.ts'],
        async use(app) {
            must(app, 'nuxt', 'db', 'generate');
            must(app, 'nuxt', 'build');
            return serve(app, [process.execPath, '.output/server/index.mjs'], signUp,
                { HOST: '127.0.0.1', PORT: await freePort() });
        },
    },
};

/** A fresh application with the package, as npm installs it, and links to the others. */
async function make(name, { packages, manifest }) {
    const { makeProject } = await import('../peers/project.js');
    const app = project(name);
    must(app, ...npmInstall);
    makeProject(app, packages, { private: true, ...manifest });
    env.PATH = [...packages.map((folder) => join(peers, folder, 'node_modules/.bin')), process.env.PATH].join(':');
    cpSync(join(here, 'stacks', name), app, { recursive: true });
    return app;
}

/** How the runtimes differ in what they generate. */
function differences(app, [args, file]) {
    const texts = Object.entries(programs).map(([name, program]) => {
        must(app, program, ...flags(name), 'node_modules/authgen/bin.cjs', ...args);
        return [name, readFileSync(join(app, file), 'utf8')];
    });
    return texts.filter(([, text]) => text !== texts[0][1] || text === '').map(([name]) => name);
}

const filter = process.argv[3] ?? '';
for (const [name, stack] of Object.entries(stacks)) {
    if (!name.includes(filter)) continue;
    const title = `${stack.name}: generated, migrated, a user signed up`;
    if (stack.large && !filter && process.env.STACKS !== 'all') {
        skip(title, 'takes long to build: set STACKS=all');
        continue;
    }
    const missing = stack.packages.filter((folder) => !existsSync(join(peers, folder, 'node_modules')));
    if (missing.length) {
        skip(title, `tests/peers/setup has not installed ${missing.join(', ')}`);
        continue;
    }
    const began = Date.now();
    try {
        const app = await make(name, stack);
        const wrong = differences(app, stack.generate);
        ok(`${stack.name}: ${Object.keys(programs).length} runtimes generate the same bytes`, wrong.length === 0, wrong);
        const user = await stack.use(app);
        ok(title, user === (stack.signedIn ?? 'ada@example.com ada'), user);
    } catch (error) {
        ok(title, false, error.stack);
    }
    note(`${((Date.now() - began) / 1000).toFixed(0)} s`);
}
done();
