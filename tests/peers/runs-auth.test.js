// Projects with Auth.js 5, NextAuth.js 4 and Lucia 3, with aliases and tables of
// their own names: authgen reads the configuration, and the adapter that it makes
// works on the module or the client that is generated, which it imports itself.

import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flow } from './authjs/flow.js';
import { generateClient } from './prismaclient.js';
import { load, makeProject } from './project.js';
import { closeConnection, dialects, explain, makeTables, moduleText, urlOf, writeFor } from './runs-app.js';

const folder = fileURLToPath(new URL('runs-auth/', import.meta.url));

const nextAuth5 = { packages: 'authjs', dependencies: { 'next-auth': '5.0.0-beta.30' } };
const nextAuth4 = { packages: 'authjs', dependencies: { 'next-auth': '^4.24.13' } };
const lucia3 = { packages: 'lucia3', dependencies: { lucia: '^3.2.2' } };

/** Lucia's adapters for Drizzle have a class for each database. */
const luciaClass = { sqlite: 'SQLite', pg: 'PostgreSQL', mysql: 'MySQL' };

/** What differs in a project from one database to the other. */
const onDatabase = (provider, text) => text
    .replaceAll('DrizzleSQLiteAdapter', `Drizzle${luciaClass[provider]}Adapter`);

/**
 * The projects: the configuration, the modules that are generated or have the
 * database, what their import of `alias` means, and the names of tables in code.
 */
const projects = [
    {
        name: 'authjs-drizzle', ...nextAuth5, config: 'src/server/auth/config.ts', test: testAuthjs,
        database: 'src/server/db/index.ts', schema: 'src/server/db/schema.ts', alias: ['~/', 'src'],
        tables: { Account: 'accounts', Session: 'sessions' },
    },
    {
        name: 'authjs-drizzle-default', ...nextAuth5, config: 'src/auth.ts', test: testAuthjs,
        database: 'src/db/index.ts', schema: 'src/db/schema.ts', alias: ['@/', 'src'],
        tables: { Account: 'account', Session: 'session' },
    },
    {
        name: 'authjs-webauthn', ...nextAuth5, config: 'src/auth.ts', test: testAuthjs,
        database: 'src/db/index.ts', schema: 'src/db/schema.ts', alias: ['@/', 'src'],
        tables: { Account: 'appAccount', Session: 'appSession', Authenticator: 'appAuthenticator' },
    },
    {
        name: 'authjs-prisma', ...nextAuth5, config: 'src/auth.ts', test: testAuthjs,
        database: 'src/lib/prisma.ts', alias: ['@/', 'src'],
        tables: { Account: 'account', Session: 'session' },
    },
    {
        name: 'next-auth-prisma', ...nextAuth4, config: 'src/lib/auth.ts', test: testAuthjs,
        database: 'src/lib/prisma.ts', alias: ['@/', 'src'], withoutId: true,
        tables: { Account: 'account', Session: 'session' },
    },
    {
        name: 'lucia-drizzle', ...lucia3, config: 'src/lib/server/auth.ts', test: testLucia,
        database: 'src/lib/server/db.ts', schema: 'src/lib/server/schema.ts', alias: ['$lib/', 'src/lib'],
        tables: { User: 'users' },
    },
    {
        name: 'lucia-prisma', ...lucia3, config: 'src/lib/auth.ts', test: testLucia,
        database: 'src/lib/prisma.ts', alias: ['@/', 'src'], tables: { User: 'authUser' },
    },
];

/** The rows of a table, by its name in code. */
const drizzleRows = ({ db }, schema) => ({
    all: (name) => db.select().from(schema[name]),
    insert: (name, row) => db.insert(schema[name]).values(row),
});
const prismaRows = ({ prisma }) => ({
    all: (name) => prisma[name].findMany(),
    insert: (name, data) => prisma[name].create({ data }),
});

/** The adapter of a configuration of Auth.js does what the library asks of it. */
function testAuthjs(exports, { tables, withoutId }, rows) {
    const { adapter } = exports.authConfig ?? exports.authOptions ?? exports.default;
    return flow(adapter, {
        count: async (model, userId) => (await rows.all(tables[model]))
            .filter((row) => row.userId === userId).length,
        authenticators: 'Authenticator' in tables,
        withoutId,
    });
}

/** Sessions of Lucia, from the first to the last. */
async function testLucia({ lucia }, { tables }, rows) {
    const id = 'user-of-15-char';
    await rows.insert(tables.User, { id });
    const session = await lucia.createSession(id, {});
    const is = [];
    const validate = async () => {
        const { session: found, user } = await lucia.validateSession(session.id);
        is.push(user?.id ?? null, found && found.expiresAt.getTime() - session.expiresAt.getTime());
    };
    await validate();
    is.push((await lucia.getUserSessions(id)).length);
    await lucia.invalidateSession(session.id);
    await validate();
    const [user, later, count, ...rest] = is;
    // SQLite has seconds.
    const good = user === id && Math.abs(later) < 1000 && count === 1 && rest.every((one) => one === null);
    return good ? [] : [`sessions: ${JSON.stringify(is)}`];
}

let runs = 0;

async function wrongIn(context, project, provider) {
    const { name, config, database, schema, alias: [prefix, to], packages, dependencies } = project;
    const home = join(context.dir, 'runs-auth', `${name}-${provider}`);
    const dialect = dialects[provider];
    const db = `runs-auth-${++runs}`;
    const url = urlOf(context.servers, dialect, db);
    cpSync(join(folder, name), home, { recursive: true });
    makeProject(home, [packages, '.', ...schema ? [] : ['prismaclient7']], { dependencies });
    writeFor(url, join(home, config), onDatabase(provider, readFileSync(join(folder, name, config), 'utf8')));
    writeFor(url, join(home, database), moduleText(`${provider}/${schema ? 'db' : 'prisma'}`)
        .replace('./generated/', '../../generated/'));
    mkdirSync(join(home, 'prisma'));
    const output = schema ?? 'prisma/schema.prisma';
    const wrong = await makeTables(context, {
        home, config: `./${config}`, name: db, dialect, output,
        target: schema ? 'drizzle' : 'prisma',
    });
    if (!schema) await generateClient(join(home, output));
    const aliases = [[prefix, join(home, to)]];
    const module = (file) => load(join(home, file), aliases);
    const connection = await module(database);
    try {
        const rows = schema ? drizzleRows(connection, await module(schema)) : prismaRows(connection);
        return [...wrong, ...await project.test(await module(config), project, rows)];
    } catch (error) {
        return [...wrong, ...explain(error)];
    } finally {
        await closeConnection(connection);
    }
}

export async function testRunsAuth({ tap, authgen, servers, dir, wanted }) {
    const context = { authgen, servers: await servers, dir };
    for (const project of projects) {
        for (const provider of project.schema ? ['sqlite', 'pg', 'mysql'] : ['sqlite', 'pg']) {
            const title = `runs ${project.name} ${provider}`;
            if (!wanted(title)) continue;
            try {
                tap.result(title, await wrongIn(context, project, provider));
            } catch (error) {
                tap.result(title, explain(error));
            }
        }
    }
}
