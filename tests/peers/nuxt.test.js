// A Nuxt application on NuxtHub with the module of integrations/nuxt: its tables
// come of its configuration at each build, and Better Auth runs on them.

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { apply, openDatabase } from './databases.js';
import { pool, run } from './process.js';

const here = fileURLToPath(new URL('nuxt/', import.meta.url));
const integration = fileURLToPath(new URL('../../integrations/nuxt', import.meta.url));

const core = ['account', 'session', 'user', 'verification'];

/** The plugin sets that are built and run. */
const sets = {
    organization: {
        nuxt: { hub: { db: 'sqlite' } },
        tables: [...core, 'invitation', 'member', 'organization'],
        body: { username: 'ada' },
        row: { username: 'ada', displayUsername: 'ada' },
    },
    admin: {
        nuxt: { hub: { db: { dialect: 'sqlite', casing: 'snake_case' } } },
        tables: [...core, 'two_factor'],
        body: { favouriteColour: 'green' },
        row: { favourite_colour: 'green', login_count: 0, rank: 'reader', role: 'user' },
    },
};

/** Better Auth's own plugin, added to those of a configuration. */
const withTwoFactor = (text) => text
    .replace("} from 'better-auth/plugins'", ", twoFactor$&")
    .replace('plugins: [', '$& twoFactor(),');

const same = (what, is, should) => {
    const [a, b] = [is, should].map((value) => JSON.stringify(value));
    return a === b ? [] : [`${what}: ${a}, should be ${b}`];
};

/** A port that is free now. */
const freePort = () => new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => resolve(port));
    });
});

class App {
    constructor(dir, authgen, config, options) {
        Object.assign(this, { dir, config: readFileSync(join(here, `${config}.config.ts`), 'utf8') });
        this.env = {
            ...process.env, AUTHGEN: authgen, NUXT_TELEMETRY_DISABLED: '1', CI: '1',
            APP_OPTIONS: JSON.stringify(options),
        };
        cpSync(join(here, 'app'), dir, { recursive: true });
        cpSync(join(here, 'package.json'), join(dir, 'package.json'));
        this.installPackages();
        this.write(this.config);
    }

    /** NuxtHub writes into node_modules/@nuxthub, which must not be everybody's. */
    installPackages() {
        const own = join(this.dir, 'node_modules');
        const all = join(here, 'node_modules');
        mkdirSync(join(own, '@nuxthub'), { recursive: true });
        symlinkSync(join(all, '@nuxthub/core'), join(own, '@nuxthub/core'));
        for (const name of readdirSync(all)) {
            if (name !== '@nuxthub' && name !== '.cache') symlinkSync(join(all, name), join(own, name));
        }
        cpSync(integration, join(own, 'authgen-nuxt'), { recursive: true });
    }

    write(config) {
        writeFileSync(join(this.dir, 'server/auth.config.ts'), config);
    }

    read(path) {
        const file = join(this.dir, path);
        return existsSync(file) ? readFileSync(file, 'utf8') : '';
    }

    command(...args) {
        return [process.execPath, join(here, 'node_modules/nuxt/bin/nuxt.mjs'), ...args];
    }

    /** What the command says; throws that if it fails. */
    async nuxt(...args) {
        const { status, stdout, stderr } = await run(
            this.command(...args), { cwd: this.dir, env: this.env });
        if (status !== 0) throw new Error(`nuxt ${args.join(' ')}: exit ${status}\n${stdout}${stderr}`);
        return stdout + stderr;
    }

    migrations(dialect) {
        const folder = `server/db/migrations/${dialect}`;
        return readdirSync(join(this.dir, folder)).filter((name) => name.endsWith('.sql')).sort()
            .map((name) => this.read(join(folder, name)));
    }

    async query(sql) {
        const { stdout, stderr } = await run(
            ['sqlite3', '-json', join(this.dir, '.data/db/sqlite.db')], { input: sql });
        if (stderr) throw new Error(stderr);
        return stdout === '' ? [] : JSON.parse(stdout);
    }

    async tables() {
        const rows = await this.query("SELECT name FROM sqlite_schema WHERE type = 'table' "
            + "AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name");
        return rows.map(({ name }) => name);
    }

    /** Runs a command that stays; its `output` grows. */
    start(argv, env = {}) {
        const child = spawn(argv[0], argv.slice(1), {
            cwd: this.dir, env: { ...this.env, ...env }, detached: true,
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        const server = { output: '', ended: false };
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding('utf8').on('data', (text) => { server.output += text; });
        }
        const end = new Promise((resolve) => { child.on('close', resolve); });
        end.then(() => { server.ended = true; });
        server.stop = async () => {
            // It has processes of its own.
            if (!server.ended) process.kill(-child.pid, 'SIGKILL');
            await end;
        };
        server.until = async (what, is) => {
            const last = Date.now() + 600_000;
            for (;;) {
                const found = is(server.output);
                if (found) return found;
                if (server.ended || Date.now() > last) throw new Error(`${what} does not come:\n${server.output}`);
                await sleep(100);
            }
        };
        return server;
    }

    /** Signs a user up with the application as it was built. */
    async signUp(body) {
        const server = this.start([process.execPath, '.output/server/index.mjs'],
            { HOST: '127.0.0.1', PORT: String(await freePort()) });
        try {
            const [url] = await server.until('the server',
                (output) => output.match(/http:\/\/127\.0\.0\.1:\d+/));
            const ask = (path, init) => fetch(`${url}/api/auth/${path}`, {
                ...init, headers: { origin: 'http://localhost', 'content-type': 'application/json', ...init.headers },
            });
            const answer = await ask('sign-up/email', {
                method: 'POST',
                body: JSON.stringify({ email: 'ada@example.com', name: 'Ada', password: 'first password', ...body }),
            });
            if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}\n${server.output}`);
            const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
            return await (await ask('get-session', { headers: { cookie } })).json();
        } finally {
            await server.stop();
        }
    }
}

/** Builds, migrates, signs a user up; then builds again with one plugin more. */
async function wrongInUse(app, { tables, body, row }, more) {
    const all = ['note', ...tables].sort();
    await app.nuxt('db', 'generate');
    await app.nuxt('build');
    const wrong = same('tables', await app.tables(), all);
    const session = await app.signUp(body);
    wrong.push(...same('user of the session', session?.user?.email, 'ada@example.com'));
    const [user = {}] = await app.query('SELECT * FROM user');
    const { id } = user;
    for (const [name, value] of Object.entries(row)) {
        wrong.push(...same(`user.${name}`, user[name], value));
    }
    await app.query(`PRAGMA foreign_keys = ON; INSERT INTO note VALUES ('1', '${id}');`);
    wrong.push(...same('a note of nobody', await app.query(
        "PRAGMA foreign_keys = ON; INSERT INTO note VALUES ('2', 'nobody');")
        .then(() => 'taken', () => 'refused'), 'refused'));
    if (!more) return wrong;

    app.write(withTwoFactor(app.config));
    await app.nuxt('db', 'generate');
    await app.nuxt('build');
    wrong.push(...same('tables with twoFactor()', await app.tables(), [...all, 'twoFactor'].sort()));
    const [, added = '', ...rest] = app.migrations('sqlite');
    wrong.push(...same('migrations more', rest.length, 0));
    const statements = added.split('--> statement-breakpoint').map((text) => text.trim());
    wrong.push(...statements.filter((text) => !/^(CREATE|ALTER TABLE `user` ADD)/.test(text)));
    wrong.push(...same('users after it', (await app.query('SELECT id FROM user')), [{ id }]));
    return wrong;
}

/** NuxtHub makes its migration of the file for its dialect, and a database takes it. */
async function wrongDialect(app, servers, dialect, tables) {
    await app.nuxt('db', 'generate');
    const entry = app.read('.nuxt/hub/db/schema.entry.ts');
    const wrong = same('files of NuxtHub', entry.match(/'[^']*'/g),
        [`'${join(app.dir, `.authgen/schema.${dialect}.ts`)}'`]);
    const [sql] = app.migrations(dialect);
    const db = await openDatabase(servers, dialect, `nuxt-${dialect}`);
    try {
        await apply(db, sql.split('--> statement-breakpoint'));
        const rows = await db.query('SELECT table_name AS name FROM information_schema.tables '
            + `WHERE table_schema = ${dialect === 'mysql' ? 'database()' : "'public'"} ORDER BY 1`);
        wrong.push(...same('tables', rows.map(({ name }) => name).sort(), [...tables].sort()));
    } finally {
        await db.close();
    }
    return wrong;
}

const exportsOf = (text) => [...text.matchAll(/^export const (\w+) = \w+Table\(/mg)]
    .map(([, name]) => name).sort();

/** auth.secondaryStorage, with a store and without, and sessions that stay. */
async function wrongStorage(make) {
    const hub = { db: 'sqlite', kv: true };
    const auth = { secondaryStorage: true };
    const stored = (text) => text.replace('plugins: [', 'session: { storeSessionInDatabase: true },\n  $&');
    const wrong = [];
    for (const [name, options, edit, should] of [
        ['with a store', { hub, auth }, String, ['account', 'twoFactor', 'user']],
        ['without', { hub: { db: 'sqlite' }, auth }, String, [...core, 'twoFactor'].sort()],
        ['sessions stay, plural', { hub, auth: { ...auth, schema: { usePlural: true } } }, stored,
            ['accounts', 'sessions', 'twoFactors', 'users']],
    ]) {
        const app = make(options);
        app.write(edit(app.config));
        await app.nuxt('prepare');
        wrong.push(...same(name, exportsOf(app.read('.authgen/schema.sqlite.ts')), should));
    }
    return wrong;
}

/** What is wrong with the configuration, or that there is no authgen, ends a build. */
async function wrongFailure(make) {
    const app = make();
    app.write(`${app.config}const text = "unclosed\n`);
    const said = [await app.nuxt('build').then(() => 'nothing', (error) => error.message)];
    app.write(app.config);
    app.env.AUTHGEN = '/nowhere/authgen';
    said.push(await app.nuxt('prepare').then(() => 'nothing', (error) => error.message));
    const line = app.config.split('\n').length;
    return [
        `exit 1\n[^]*server/auth\\.config\\.ts:${line}:14: error: `,
        "exit 1\n[^]*there is no program '/nowhere/authgen'",
    ].flatMap((should, i) => new RegExp(should).test(said[i]) ? [] : [said[i]]);
}

/** While one develops: tables follow the configuration, and stay when it is wrong. */
async function wrongInDevelopment(app) {
    const file = '.authgen/schema.sqlite.ts';
    const merged = '.nuxt/hub/db/schema.mjs';
    const server = app.start(app.command('dev', '--host', '127.0.0.1', '--port', String(await freePort())));
    try {
        await server.until('Nuxt', (output) => /Nitro server built/.test(output)
            && exportsOf(app.read(file)).includes('user'));
        const wrong = same('twoFactor in the first tables', app.read(merged).includes('twoFactor'), false);
        app.write(withTwoFactor(app.config));
        await server.until('twoFactor', () => app.read(merged).includes('twoFactor'));
        // Nuxt restarts for new tables, and watches no file until it is done.
        await server.until('the restart', (output) => output.match(/Nitro server built/g).length > 1);
        const tables = app.read(file);
        app.write(`${app.config}const text = "unclosed\n`);
        await server.until('the mistake', (output) => /auth\.config\.ts:\d+:14: error: /.test(output));
        wrong.push(...same('the tables stay', app.read(file) === tables, true));
        return wrong;
    } finally {
        await server.stop();
    }
}

export async function testNuxt({ tap, authgen, servers, dir, wanted }) {
    const ready = await servers;
    const folder = join(dir, 'nuxt');
    let apps = 0;
    const make = (config, options) =>
        new App(join(folder, `app${++apps}`), authgen, config, options);
    const jobs = [
        ['nuxt: username and organization built, migrated, a user signed up; twoFactor() added',
            () => wrongInUse(make('organization', sets.organization.nuxt), sets.organization, true)],
        ['nuxt: admin, twoFactor and fields, snake_case, built, migrated, a user signed up',
            () => wrongInUse(make('admin', sets.admin.nuxt), sets.admin)],
        ...['postgresql', 'mysql'].map((dialect) => [`nuxt: ${dialect}, its schema found by NuxtHub`,
            () => wrongDialect(
                make('organization', { hub: { db: { dialect, applyMigrationsDuringBuild: false } } }),
                ready, dialect, sets.organization.tables)]),
        ['nuxt: auth.secondaryStorage, auth.schema',
            () => wrongStorage((options) => make('admin', options))],
        ['nuxt: mistakes end a build',
            () => wrongFailure(() => make('organization', sets.organization.nuxt))],
        ['nuxt: tables follow the configuration in development',
            () => wrongInDevelopment(make('organization', sets.organization.nuxt))],
    ];
    const together = pool(2);
    await Promise.all(jobs.filter(([name]) => wanted(name)).map(([name, work]) => together(async () => {
        try {
            tap.result(name, await work());
        } catch (error) {
            tap.result(name, [error.stack]);
        }
    })));
}
