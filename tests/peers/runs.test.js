// Configurations of Better Auth run on what is generated from them: authgen reads
// the file, and the library of the release that is installed beside it runs the
// same file, through the adapter that it names, in a real database. Only the call
// of the adapter is another one for each adapter and database.

import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Rows } from './betterauth-rows.js';
import { apply, openDatabase } from './databases.js';
import { versions as drizzles } from './drizzle.js';
import { prismaPending } from './engine.js';
import { diff, introspect } from './introspect.js';
import { generateClient } from './prismaclient.js';
import { pool } from './process.js';
import { load, makeProject } from './project.js';
import {
    closeConnection, dialects, explain, makeTables, moduleText, urlOf, writeFor,
} from './runs-app.js';
import { flows } from './runs-flows.js';

const folder = fileURLToPath(new URL('runs/', import.meta.url));

const newest = '1.7';
const all = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];
const since = (first) => all.slice(all.indexOf(first));
const until = (last) => all.slice(0, all.indexOf(last) + 1);

/**
 * What is special about a configuration; most run on the newest release, with
 * Drizzle on all databases and with Kysely:
 *
 * - releases: those that it runs on
 * - prisma: it runs with Prisma as well
 * - an adapter or a database that is false: it does not run there. MariaDB has no
 *   LATERAL, by which Drizzle joins for MySQL.
 * - kit: its tables are compared with those that Drizzle's and Prisma's tools make
 * - alters: plugins of older releases keep its names for all of the process
 * - warned: what authgen warns of
 */
const table = {
    'adapter-wrapped': { kysely: false },
    'additional-enum': { warned: /SQLite does not support enum/ },
    'additional-kinds': { releases: since('1.4') },
    'additional-numbers': { releases: all, prisma: true },
    'additional-references': { releases: ['1.5', '1.7'] },
    'api-key': { releases: all },
    'condition-filter': { releases: ['1.3', '1.7'] },
    'condition-spread': { releases: since('1.3'), prisma: true },
    'fields-and-names': { kit: true, releases: all, prisma: true },
    'id-number': { releases: until('1.4') },
    'id-serial': { releases: since('1.4'), prisma: true },
    'id-uuid': { releases: since('1.4') },
    'joins': { prisma: true, mysql: false },
    'joins-names': { prisma: true, mysql: false },
    'joins-plural': { prisma: true, mysql: false },
    'joins-experimental': { releases: ['1.4', '1.5', '1.6'], mysql: false },
    'joins-experimental-plural': { releases: ['1.4', '1.5', '1.6'], mysql: false },
    'joins-experimental-names': { releases: ['1.4', '1.6'], mysql: false, alters: true },
    'many': { releases: since('1.3') },
    'model-names': { releases: all, prisma: true },
    'oauth-provider': { releases: since('1.5') },
    'oidc-provider': { releases: until('1.6') },
    'own-plugin-twice': { prisma: true },
    'own-plugin': { kit: true, releases: all, prisma: true },
    'passkey': { releases: all, alters: true },
    'plain': { releases: all, prisma: true },
    'plugin-schemas': { releases: all, prisma: true, alters: true },
    'plural': { kit: true, releases: all, prisma: true },
    'rate-limit': { releases: ['1.3', '1.7'] },
    'scim': { kysely: false },
    'stripe': { releases: all },
    'tables-named': { releases: all, kysely: false },
    'tables-spread': { kysely: false },
    'two-factor': { releases: all },
};

const configurations = readdirSync(folder).filter((name) => name.endsWith('.ts')).sort()
    .map((file) => {
        const name = basename(file, '.ts');
        const text = readFileSync(join(folder, file), 'utf8');
        return { name, text, releases: [newest], ...table[name] };
    });

/** Where plugins are in releases up to one. */
const moved = [
    ['@better-auth/api-key', '1.4', 'better-auth/plugins'],
    ['@better-auth/passkey', '1.3', 'better-auth/plugins/passkey'],
];

const withPrisma = (provider, text) => text
    .replace('better-auth/adapters/drizzle', 'better-auth/adapters/prisma')
    .replaceAll('drizzleAdapter', 'prismaAdapter')
    .replace('(db, { provider: "sqlite", schema', `(prisma, { provider: "${dialects[provider]}"`)
    .replace('import { db } from "./db"', 'import { prisma } from "./prisma"')
    .replace('import * as schema from "./schema";\n', '');

/** Kysely is Better Auth's own: it takes a dialect of Kysely's, or a pool of connections. */
function withKysely(provider, text) {
    const [imported, database] = {
        sqlite: ['import { dialect } from "./kysely"', '{ dialect, type: "sqlite" }'],
        pg: ['import { Pool } from "pg"', 'new Pool({ connectionString: process.env.DATABASE_URL })'],
    }[provider];
    return text
        .replace('import { drizzleAdapter } from "better-auth/adapters/drizzle";\n', '')
        .replace('import * as schema from "./schema";\n', '')
        .replace('import { db } from "./db"', imported)
        .replace(/drizzleAdapter\(db, .*\)(?=[,;]$)/m, database);
}

/**
 * The adapters: a configuration's text with one; its module that has the database
 * (on PostgreSQL, Kysely's is the configuration itself), and what is generated.
 */
const adapters = {
    drizzle: {
        providers: ['sqlite', 'pg', 'mysql'], module: 'db',
        target: 'drizzle', output: 'schema.ts',
        text: (provider, text) => text.replace('provider: "sqlite"', `provider: "${provider}"`),
    },
    prisma: {
        providers: ['sqlite'], module: 'prisma',
        target: 'prisma', output: 'prisma/schema.prisma', text: withPrisma,
    },
    kysely: { providers: ['sqlite', 'pg'], module: 'kysely', text: withKysely },
};

/** What is said on the console while a configuration runs. */
const told = new AsyncLocalStorage();
for (const name of ['error', 'warn']) {
    const print = console[name];
    console[name] = (...words) => {
        const lines = told.getStore();
        if (lines) lines.push(words.map(String).join(' ').replace(/\x1b\[[\d;]*m/g, ''));
        else print.apply(console, words);
    };
}

/** The text of a configuration for a release, an adapter and a database. */
function variant({ text }, release, adapter, provider) {
    const there = moved.reduce((all, [name, last, older]) =>
        (release <= last ? all.replace(`"${name}"`, `"${older}"`) : all), text);
    return adapters[adapter].text(provider, there);
}

const packageOf = (release) => `betterauth${release.replace('.', '')}`;

let runs = 0;

/**
 * Generates what a configuration amounts to, imports it and goes through its
 * calls: the names of these, and what is wrong.
 */
async function runOne(context, { configuration, release, adapter, provider }) {
    const { module, ...made } = adapters[adapter];
    const dialect = dialects[provider];
    const name = `runs-${++runs}`;
    const home = join(context.dir, 'runs', release, `${configuration.name}-${adapter}-${provider}`);
    const url = urlOf(context.servers, dialect, name);
    const apart = adapter !== 'kysely' || provider === 'sqlite';
    if (apart) writeFor(url, join(home, `${module}.ts`), moduleText(`${provider}/${module}`));
    for (const name of ['email', 'plugins']) writeFor(url, join(home, `${name}.ts`), moduleText(name));
    writeFor(url, join(home, 'auth.ts'), variant(configuration, release, adapter, provider));
    mkdirSync(join(home, 'prisma'));
    const said = await makeTables(context, {
        home, config: './auth.ts', name, dialect, ...made,
        ...configuration.kit && release === newest && made.output
            ? { check: (db) => wrongKit(context, db, join(home, made.output)) } : {},
    });
    const wrong = said.filter((line) => !configuration.warned?.test(line));
    if (adapter === 'prisma') await generateClient(join(home, made.output));
    const lines = [];
    let done = [];
    await told.run(lines, async () => {
        try {
            const { auth } = await load(join(home, 'auth.ts'));
            const { outbox } = await load(join(home, 'email.ts'));
            const connection = apart ? await load(join(home, `${module}.ts`))
                : { client: auth.options.database };
            try {
                const queries = adapter === 'drizzle' ? counter(connection.client) : null;
                done = await flows(Object.assign(auth, { outbox }), { release, adapter, queries });
                wrong.push(...await wrongRows(auth, release));
            } finally {
                await closeConnection(connection);
            }
        } catch (error) {
            wrong.push(...explain(error));
        }
    });
    wrong.push(...lines.filter((line) => !line.startsWith('[Deprecation]')));
    return { wrong: [...new Set(wrong)], done };
}

/** How many queries a client of a database was asked for, at any time. */
function counter(client) {
    const name = client.execute ? 'execute' : 'query';
    const { [name]: ask } = client;
    let count = 0;
    client[name] = (...query) => {
        count++;
        return ask.apply(client, query);
    };
    return () => count;
}

/** Where the tables of a database are not those that Drizzle's or Prisma's own tool makes. */
async function wrongKit({ servers }, db, file) {
    if (file.endsWith('.prisma')) {
        return (await prismaPending(db, readFileSync(file, 'utf8'))).split('\n')
            .filter((line) => line && !line.startsWith('--'));
    }
    const [kit] = drizzles;
    const other = await openDatabase(servers, db.dialect, `${db.name}-kit`);
    try {
        await apply(other, await kit.statements(db.dialect, await load(file)));
        // In SQLite, drizzle-kit leaves the foreign keys without names.
        return diff(await introspect(other), await introspect(db), { names: db.dialect !== 'sqlite' });
    } finally {
        await other.close();
    }
}

/** Every column of every table that the library says it has. */
async function wrongRows(auth, release) {
    const { load: loadLibrary } = await import(`./${packageOf(release)}/library.js`);
    const { getAuthTables } = await loadLibrary('better-auth/db');
    const rows = new Rows((await auth.$context).adapter, getAuthTables(auth.options));
    for (const model of Object.keys(rows.tables)) {
        await rows.check(`rows of ${model}`, () => rows.full(model));
    }
    return rows.wrong;
}

/** The adapters and databases for a configuration and a release. */
function* combinations(configuration, release) {
    for (const [adapter, { providers }] of Object.entries(adapters)) {
        if (configuration[adapter] === false) continue;
        if (adapter === 'prisma' && !(configuration.prisma && release === newest)) continue;
        // The adapter for Kysely has changed little: one database is enough for older releases.
        const some = adapter === 'kysely' && release !== newest ? providers.slice(0, 1) : providers;
        for (const provider of some) {
            if (configuration[provider] !== false) yield { configuration, release, adapter, provider };
        }
    }
}

export async function testRuns({ tap, authgen, servers, dir, wanted }) {
    const context = { authgen, servers: await servers, dir };
    Object.assign(process.env, {
        TWO_FACTOR: '1', BETTER_AUTH_SECRET: 'a secret of forty characters, for the tests',
        BETTER_AUTH_URL: 'http://localhost:3000', BETTER_AUTH_TELEMETRY: '0',
    });
    const together = pool(2);
    const report = async (title, one) => {
        const project = join(dir, 'runs', one.release);
        if (!existsSync(project)) makeProject(project, [packageOf(one.release), '.', 'prismaclient7']);
        try {
            const { wrong, done } = await runOne(context, one);
            tap.result(`${title}: ${done.join(', ')}`, wrong);
        } catch (error) {
            tap.result(title, explain(error));
        }
    };
    const runAll = (list, release) => Promise.all(list
        .flatMap((configuration) => [...combinations(configuration, release)])
        .map((one) => [`runs better-auth@${release} ${one.configuration.name} ${one.adapter} `
            + one.provider, one])
        .filter(([title]) => wanted(title))
        .map(([title, one]) => together(() => report(title, one))));
    for (const release of [...all].reverse()) {
        const list = configurations.filter(({ releases }) => releases.includes(release));
        await runAll(list.filter(({ alters }) => !alters), release);
        for (const one of list.filter(({ alters }) => alters)) await runAll([one], release);
    }
}
