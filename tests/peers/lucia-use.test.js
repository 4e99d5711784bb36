// Lucia 2 and 3 on the tables and code that their presets make: the adapters of
// npm pass the tests that come with them, in real databases.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteFile } from './databases.js';
import { Drizzle045 } from './drizzle.js';
import { introspect } from './introspect.js';
import { testLucia2, testLucia2Prisma } from './lucia2/suite.js';
import {
    testLucia3, testLucia3Drizzle, testLucia3Prisma, userId, username,
} from './lucia3/suite.js';
import { presetMaker, report, reportTypes } from './presets.js';
import { quietly } from './quiet.js';
import { dialects } from './schemas.js';

const drizzle = new Drizzle045('drizzle', 'lucia3');

// What the tests from npm have besides.
const attributes = `
extend model User {
  username String
}
extend model Session {
  country String
}
`;

const plain = { user: 'auth_user', key: 'user_key', session: 'user_session' };

const lucia2 = [
    { name: 'lucia@2', text: 'use "lucia@2"\n', tables: plain },
    { name: 'lucia@2 sql', text: 'use "lucia@2/sql"\n', tables: plain },
    {
        // The foreign keys follow the new name (lucia#1335).
        name: 'lucia@2 renamed', tables: { user: 'people', key: 'logins', session: 'sittings' },
        text: `use "lucia@2"
rename model User Person
extend model User {
  @@map("people")
}
extend model Key {
  @@map("logins")
}
extend model Session {
  @@map("sittings")
}
`,
    },
    {
        name: 'lucia@2 apart', tables: plain, apart: true,
        text: 'use "lucia@2"\n',
    },
];

const lucia3 = [
    { name: 'lucia@3', text: 'use "lucia@3"\n', tables: { user: 'user', session: 'user_session' } },
    {
        name: 'lucia@3 renamed', text: `use "lucia@3"
config {
  tables = snake_plural
  prefix = "auth_"
}
extend model Session {
  @@map("auth_sessions")
}
`,
        tables: { user: 'auth_users', session: 'auth_sessions' },
    },
];

const where = (ready, db) => (db.dialect === 'sqlite'
    ? { file: sqliteFile(ready, db.name) }
    : { address: ready[db.dialect].address, name: db.name });

/** The adapter's tests; each says that it passed, and the first that fails throws. */
async function passed(work, count) {
    const said = await quietly(work);
    const found = said.match(/✓/g)?.length ?? 0;
    return found === count ? [] : [`${found} tests passed, not ${count}`];
}

// What the documents of Lucia's adapters for MySQL and PostgreSQL have; MySQL
// makes no key of a REFERENCES in a column's line, so it stands apart here.
const references = (table) => `FOREIGN KEY (user_id) REFERENCES ${table} (id)`;
const times = (type) => `active_expires ${type} NOT NULL, idle_expires ${type} NOT NULL`;
const documented = {
    'lucia@1': {
        mysql: [
            'CREATE TABLE auth_user (id VARCHAR(15) NOT NULL PRIMARY KEY)',
            `CREATE TABLE auth_session (id VARCHAR(127) NOT NULL PRIMARY KEY,
                user_id VARCHAR(15) NOT NULL, ${times('BIGINT UNSIGNED')}, ${references('auth_user')})`,
            `CREATE TABLE auth_key (id VARCHAR(255) NOT NULL PRIMARY KEY,
                user_id VARCHAR(15) NOT NULL, primary_key TINYINT UNSIGNED NOT NULL,
                hashed_password VARCHAR(255), expires BIGINT UNSIGNED, ${references('auth_user')})`,
        ],
        postgresql: [
            'CREATE TABLE auth_user (id TEXT PRIMARY KEY)',
            `CREATE TABLE auth_session (id TEXT PRIMARY KEY, user_id TEXT NOT NULL,
                ${times('BIGINT')}, ${references('auth_user')})`,
            `CREATE TABLE auth_key (id TEXT PRIMARY KEY, user_id TEXT NOT NULL,
                primary_key BOOLEAN NOT NULL, hashed_password TEXT, expires BIGINT,
                ${references('auth_user')})`,
        ],
    },
    'lucia@2/sql': {
        mysql: [
            'CREATE TABLE auth_user (id VARCHAR(15) NOT NULL PRIMARY KEY)',
            `CREATE TABLE user_key (id VARCHAR(255) NOT NULL PRIMARY KEY,
                user_id VARCHAR(15) NOT NULL, hashed_password VARCHAR(255),
                ${references('auth_user')})`,
            `CREATE TABLE user_session (id VARCHAR(127) NOT NULL PRIMARY KEY,
                user_id VARCHAR(15) NOT NULL, ${times('BIGINT UNSIGNED')}, ${references('auth_user')})`,
        ],
        postgresql: [
            'CREATE TABLE auth_user (id TEXT PRIMARY KEY)',
            `CREATE TABLE user_key (id TEXT PRIMARY KEY, user_id TEXT NOT NULL,
                hashed_password TEXT, ${references('auth_user')})`,
            `CREATE TABLE user_session (id TEXT PRIMARY KEY, user_id TEXT NOT NULL,
                ${times('BIGINT')}, ${references('auth_user')})`,
        ],
    },
    'lucia@3': {
        mysql: [
            'CREATE TABLE user (id VARCHAR(255) PRIMARY KEY)',
            `CREATE TABLE user_session (id VARCHAR(255) PRIMARY KEY, expires_at DATETIME NOT NULL,
                user_id VARCHAR(255) NOT NULL, ${references('user')})`,
        ],
        // Its users are auth_user, as "user" is a word of PostgreSQL.
        postgresql: [
            'CREATE TABLE "user" (id TEXT PRIMARY KEY)',
            `CREATE TABLE user_session (id TEXT PRIMARY KEY, expires_at TIMESTAMPTZ NOT NULL,
                user_id TEXT NOT NULL, ${references('"user"')})`,
        ],
    },
};

async function testDocumented(context, maker) {
    for (const [name, scripts] of Object.entries(documented)) {
        const schema = maker.schema(name.replace('/', ' '), `use "${name}"\n`);
        for (const [dialect, script] of Object.entries(scripts)) {
            await report(context, `${name} -> ${dialect}: the documented tables`,
                () => maker.compare(schema, dialect, script, { names: false }));
        }
    }
}

/** Lucia's own ids are short; a column has room for the kind that is asked for. */
async function testIds(context, maker) {
    const widths = { text: 15, uuid: 36, cuid: 25, cuid2: 24, ulid: 26, nanoid: 21 };
    for (const [kind, width] of Object.entries(widths)) {
        const schema = maker.schema(kind, `use "lucia@2"\nconfig {\n  id = ${kind}\n}\n`);
        await report(context, `lucia@2 -> mysql: room for ids of the kind ${kind}`,
            () => maker.inTables(schema, 'mysql', 'ids', [], async (db) => {
                const { tables } = await introspect(db);
                return [tables.auth_user.columns.id, tables.user_session.columns.user_id]
                    .map(({ type }) => type)
                    .filter((type) => !(Number(type.match(/\d+/)?.[0]) >= width));
            }));
    }
}

async function testAdapters2(context, maker) {
    const ready = await context.servers;
    for (const { name, text, tables, apart } of lucia2) {
        for (const dialect of dialects) {
            const source = apart ? `datasource db {
  provider     = "${dialect}"
  relationMode = "prisma"
}
` : '';
            const schema = maker.schema(`${name} ${dialect}`, source + text + attributes);
            await report(context, `${name} -> ${dialect}, Lucia 2's adapter`,
                () => maker.inTables(schema, dialect, '', [], async (db) => {
                    const { tables: made } = await introspect(db);
                    const keys = Object.values(made).flatMap((table) => table.foreignKeys);
                    if (keys.length !== (apart ? 0 : 2)) {
                        return [`there are ${keys.length} foreign keys`];
                    }
                    return passed(() => testLucia2(dialect, tables, where(ready, db)),
                        dialect === 'sqlite' ? 27 : 29);
                }));
        }
    }
}

const typesFile = (dialect, schema) => {
    const [adapter, database] = {
        sqlite: ['DrizzleSQLiteAdapter', 'BaseSQLiteDatabase'],
        postgresql: ['DrizzlePostgreSQLAdapter', 'PgDatabase'],
        mysql: ['DrizzleMySQLAdapter', 'MySqlDatabase'],
    }[dialect];
    return `
import { ${adapter} } from "@lucia-auth/adapter-drizzle";
import type { ${database} } from "drizzle-orm/${{ postgresql: 'pg' }[dialect] ?? dialect}-core";
import { session, user } from "./${schema}.js";

export const adapter = (db: ${database}<any, any, any>) => new ${adapter}(db, session, user);
`;
};

async function testAdapters3(context, maker) {
    const ready = await context.servers;
    const project = join(maker.folder, 'drizzle');
    drizzle.makeProject(project);
    const types = new Map();
    for (const { name, text, tables } of lucia3) {
        for (const dialect of dialects) {
            const seconds = dialect === 'sqlite' ? 'use "lucia@3/sqlite"\n' : '';
            const schema = maker.schema(`${name} ${dialect}`, seconds + text + attributes);
            const inTables = (label, work) => maker.inTables(
                schema, dialect, label, [], async (db) => {
                    const quote = dialect === 'mysql' ? '`' : '"';
                    await db.query(`INSERT INTO ${quote}${tables.user}${quote} (id, username) `
                        + `VALUES ('${userId}', '${username}')`);
                    return passed(() => work(where(ready, db)), 7);
                });
            const title = `${name} -> ${dialect}, Lucia 3's adapter`;
            await report(context, title, () => inTables('raw',
                (at) => testLucia3(dialect, at, tables)));
            const stem = schema.name.replace(/\W/g, '-');
            await report(context, `${title} for Drizzle`, () => inTables('drizzle', async (at) => {
                const file = await maker.write(
                    schema, drizzle.target, dialect, join(project, `${stem}.ts`));
                writeFileSync(join(project, `${stem}-adapter.ts`), typesFile(dialect, stem));
                await testLucia3Drizzle(dialect, at, await drizzle.load(file));
            }));
            if (context.wanted(`${title} for Drizzle`)) {
                types.set(`${stem}-adapter.ts`, `${title} for Drizzle: takes the types`);
            }
        }
    }
    await reportTypes(context, project, types);
}

async function testPrismaAdapters(context, maker) {
    const two = maker.schema('lucia@2 prisma', `use "lucia@2/prisma"\n${attributes}`);
    const three = maker.schema('lucia@3 prisma', `use "lucia@3"\n${attributes}`);
    for (const dialect of dialects) {
        const inClient = (schema, work) => maker.inTables(schema, dialect, 'client', [],
            (db) => maker.withClient(schema, db, work));
        await report(context, `lucia@2/prisma -> ${dialect}, Lucia 2's adapter for Prisma`,
            () => inClient(two, (client) => passed(() => testLucia2Prisma(client), 27)));
        await report(context, `lucia@3 -> ${dialect}, Lucia 3's adapter for Prisma`,
            () => inClient(three, async (client) => {
                await client.user.create({ data: { id: userId, username } });
                return passed(() => testLucia3Prisma(client), 7);
            }));
    }
}

export async function testLuciaUse(context) {
    const maker = presetMaker(context, 'lucia-use');
    await testDocumented(context, maker);
    await testIds(context, maker);
    await testAdapters2(context, maker);
    await testAdapters3(context, maker);
    await testPrismaAdapters(context, maker);
}
