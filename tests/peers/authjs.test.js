// Auth.js 5 and NextAuth.js 4 on the tables and code that their presets make:
// the adapters of npm do all that is asked of them, in real databases.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
    DrizzleAdapter, KyselyAdapter, PostgresAdapter, PrismaAdapter, PrismaAdapter4,
    TypeORMAdapter, TypeORMAdapter4, defineTables, drivers, kysely,
} from './authjs/adapters.js';
import { flow } from './authjs/flow.js';
import { apply, openDatabase, sqliteFile } from './databases.js';
import { Drizzle045, versions as drizzles } from './drizzle.js';
import { diff, introspect } from './introspect.js';
import { presetMaker, report, reportTypes } from './presets.js';
import { dialects } from './schemas.js';
import { TypeOrm } from './typeorm.js';

const drizzle = new Drizzle045('drizzle', 'authjs');
const typeorm = new TypeOrm('typeorm@0.3', 'authjs');

const whole = 'use "auth.js"\nuse "auth.js/webauthn"\n';

// What Twitter, GitHub and Azure AD answer besides.
const providerColumns = {
    oauth_token: 'o', oauth_token_secret: 's', refresh_token_expires_in: 15897600,
    ext_expires_in: 3599,
};

const renamed = `${whole}use "auth.js/provider-columns"
config {
  tables   = snake_plural
  columns  = snake
  prefix   = "app_"
  DateTime = [postgresql.Timestamptz(3), mysql.Timestamp(3)]
}
rename model User Member
extend model User {
  nickname String?
}
extend model Account {
  @@map("logins")
}
`;

/** What DrizzleAdapter wants as its second argument, of the exports of a file. */
const handedOver = (user) => `{
    usersTable: ${user}, accountsTable: account, sessionsTable: session,
    verificationTokensTable: verificationToken, authenticatorsTable: authenticator,
}`;

const tablesOf = ({ account, session, verificationToken, authenticator, ...rest }) => ({
    usersTable: rest.user ?? rest.member, accountsTable: account, sessionsTable: session,
    verificationTokensTable: verificationToken, authenticatorsTable: authenticator,
});

/** How many rows of a user there are, by SQL; `names` are [table, column] by model. */
const counter = (db, names) => async (model, userId) => {
    const quote = db.dialect === 'mysql' ? '`' : '"';
    const [table, column] = names(model).map((name) => quote + name + quote);
    const [row] = await db.query(
        `SELECT count(*) AS n FROM ${table} WHERE ${column} = '${userId}'`);
    return Number(row.n);
};

const asIs = (model) => [model, 'userId'];
const camel = (model) => [model[0].toLowerCase() + model.slice(1), 'userId'];
const underscored = (model) => [
    model === 'Account' ? 'logins' : `app_${model.toLowerCase()}s`, 'user_id'];

const typesFile = (dialect, user, schema) => `
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { ${{
        sqlite: 'BaseSQLiteDatabase', postgresql: 'PgDatabase', mysql: 'MySqlDatabase',
    }[dialect]} as Database } from "drizzle-orm/${{
        sqlite: 'sqlite', postgresql: 'pg', mysql: 'mysql',
    }[dialect]}-core";
import { ${user}, account, session, verificationToken, authenticator } from "./${schema}.js";

export const adapter = (db: Database<any, any, any>) => DrizzleAdapter(db, ${handedOver(user)});
`;

async function testDrizzleAdapter(context, maker) {
    const ready = await context.servers;
    const schemas = [
        { ...maker.schema('plain', whole), user: 'user', names: camel },
        {
            ...maker.schema('renamed', renamed), user: 'member', names: underscored,
            providerColumns,
        },
    ];
    const project = join(maker.folder, 'drizzle');
    drizzle.makeProject(project);
    const types = new Map();
    for (const schema of schemas) {
        for (const dialect of dialects) {
            const title = `auth.js ${schema.name} -> ${dialect}, @auth/drizzle-adapter`;
            const stem = `${schema.name}-${dialect}`;
            const run = (handOver, label) => maker.inTables(
                schema, dialect, label, [], async (db) => {
                    const file = await maker.write(
                        schema, drizzle.target, dialect, join(project, `${stem}.ts`));
                    writeFileSync(join(project, `${stem}-adapter.ts`),
                        typesFile(dialect, schema.user, stem));
                    const exports = await drizzle.load(file);
                    const connection = dialect === 'sqlite' ? sqliteFile(ready, db.name)
                        : await ready[dialect].connect(db.name);
                    const adapter = DrizzleAdapter(await drivers[dialect](connection),
                        handOver ? tablesOf(exports) : undefined);
                    const wrong = await flow(adapter, {
                        count: counter(db, schema.names), authenticators: true,
                        providerColumns: schema.providerColumns,
                    });
                    await connection.end?.();
                    return wrong;
                });
            await report(context, title, () => run(true, 'tables'));
            if (context.wanted(title)) types.set(`${stem}-adapter.ts`, `${title}: takes their types`);
            if (schema.name !== 'plain') continue;
            await report(context, `${title}: finds the tables by its own names`,
                () => run(false, 'alone'));
        }
    }
    await reportTypes(context, project, types);
}

/** Where the adapter's own tables are others on purpose: ours | theirs. */
const meant = [
    // Drizzle's SQLite has INTEGER where all others have a moment; MySQL's
    // VARCHAR(255) does not hold a token; PostgreSQL's precision is Prisma's.
    / type: /,
    // What is deleted by a key wants an index.
    /^index of (account|session): btree \("?userId"?\): 1 \| none$/,
];

/** Ours follow an update, as Prisma's do; ids are never updated. */
function followUpdates({ tables }) {
    for (const { foreignKeys } of Object.values(tables)) {
        for (const key of foreignKeys) key.onUpdate = 'CASCADE';
    }
}

/** A flow does not notice a key that is missing. */
async function testDefaultTables(context, maker) {
    const ready = await context.servers;
    const schema = maker.schema('default', whole);
    const [kit] = drizzles;
    for (const dialect of dialects) {
        const title = `auth.js -> ${dialect}: the tables of @auth/drizzle-adapter`;
        await report(context, title, async () => {
            const db = await openDatabase(ready, dialect, `authjs-default-${dialect}`);
            try {
                await apply(db, await kit.statements(dialect, defineTables[dialect]({})));
                const theirs = await introspect(db);
                followUpdates(theirs);
                const ours = await maker.inTables(schema, dialect, 'theirs', [], introspect);
                return diff(ours, theirs, { names: false })
                    .filter((line) => !meant.some((known) => known.test(line)));
            } finally {
                await db.close();
            }
        });
    }
}

async function testTypeormAdapter(context, maker, { preset, text, adapterOf, options, wanted }) {
    const ready = await context.servers;
    const schema = maker.schema(`typeorm ${preset.replace('/', ' ')}`, text);
    const project = join(maker.folder, schema.name);
    typeorm.makeProject(project);
    for (const dialect of wanted) {
        const title = `${preset} -> ${dialect}, TypeORM's adapter`;
        await report(context, title, () => maker.inTables(schema, dialect, '', [], async (db) => {
            const folder = join(project, dialect);
            mkdirSync(folder);
            await maker.write(schema, typeorm.target, dialect, `${folder}/`);
            const entities = Object.fromEntries((await typeorm.load(folder))
                .map((entity) => [entity.name.replace(/(Entity)?$/, 'Entity'), entity]));
            const adapter = await adapterOf({
                ...await typeorm.options(ready, dialect, db.name), synchronize: false,
                ...dialect === 'sqlite' ? {
                    location: sqliteFile(ready, db.name), autoSave: true,
                } : {},
            }, { entities });
            const wrong = await flow(adapter, { count: counter(db, options.names), ...options });
            await adapter.__disconnect();
            return wrong;
        }));
    }
}

async function testKyselyAdapter(context, maker) {
    const ready = await context.servers;
    const schema = maker.schema('kysely', 'use "auth.js"\nconfig {\n  tables = as_is\n}\n');
    for (const dialect of dialects) {
        const title = `auth.js -> ${dialect}, @auth/kysely-adapter`;
        await report(context, title, () => maker.inTables(schema, dialect, '', [], async (db) => {
            const file = sqliteFile(ready, db.name);
            const { address } = ready[dialect] ?? {};
            const client = kysely(dialect, file, { address, name: db.name });
            const wrong = await flow(KyselyAdapter(client), { count: counter(db, asIs) });
            await client.destroy();
            return wrong;
        }));
    }
}

/** NextAuth.js 4 leaves the ids to the adapter. */
async function testVersion4(context, maker) {
    const schema = maker.schema('next-auth@4', 'use "next-auth@4"\n');
    for (const dialect of dialects) {
        await report(context, `next-auth@4 -> ${dialect}, @next-auth/prisma-adapter`,
            () => maker.inTables(schema, dialect, '', [], (db) =>
                maker.withClient(schema, db, (client) => flow(PrismaAdapter4(client),
                    { count: counter(db, asIs), withoutId: true }))));
    }
    await testTypeormAdapter(context, maker, {
        preset: 'next-auth@4/typeorm', adapterOf: TypeORMAdapter4, wanted: ['postgresql'],
        options: { names: (model) => [`${model.toLowerCase()}s`, 'userId'], withoutId: true },
        text: `use "next-auth@4/typeorm"
${['User', 'Account', 'Session'].map((model) => `extend model ${model} {
  id Id @default(dbgenerated("gen_random_uuid()::text"))
}
`).join('')}`,
    });
}

async function testPrismaAdapter(context, maker) {
    // Its delegates are the models' names; those of tables and columns are free.
    const switched = `${whole}
config {
  tables  = snake_plural
  columns = snake
}
`;
    for (const [label, text, names] of [
        ['', whole, camel],
        [' switched', switched, (model) => [`${model.toLowerCase()}s`, 'user_id']],
    ]) {
        const schema = maker.schema(`prisma${label}`, text);
        for (const dialect of dialects) {
            await report(context, `auth.js${label} -> ${dialect}, @auth/prisma-adapter`,
                () => maker.inTables(schema, dialect, '', [], (db) =>
                    maker.withClient(schema, db, (client) => flow(PrismaAdapter(client),
                        { count: counter(db, names), authenticators: true }))));
        }
    }
}

// schema.sql of @auth/pg-adapter, which is not in its package; two things are
// otherwise in that of @auth/neon-adapter.
const pgTables = (expires, unique) => [
    `CREATE TABLE verification_token (identifier TEXT NOT NULL, expires TIMESTAMPTZ NOT NULL,
        token TEXT NOT NULL, PRIMARY KEY (identifier, token))`,
    `CREATE TABLE accounts (id SERIAL PRIMARY KEY, "userId" INTEGER NOT NULL,
        type VARCHAR(255) NOT NULL, provider VARCHAR(255) NOT NULL,
        "providerAccountId" VARCHAR(255) NOT NULL, refresh_token TEXT, access_token TEXT,
        expires_at ${expires}, id_token TEXT, scope TEXT, session_state TEXT, token_type TEXT)`,
    `CREATE TABLE sessions (id SERIAL PRIMARY KEY, "userId" INTEGER NOT NULL,
        expires TIMESTAMPTZ NOT NULL, "sessionToken" VARCHAR(255) NOT NULL)`,
    `CREATE TABLE users (id SERIAL PRIMARY KEY, name VARCHAR(255), email VARCHAR(255),
        "emailVerified" TIMESTAMPTZ, image TEXT)`,
    ...unique ? ['CREATE UNIQUE INDEX ON users (email)'] : [],
];

async function testPgAdapter(context, maker) {
    const ready = await context.servers;
    for (const preset of ['pg', 'neon']) {
        const schema = maker.schema(preset, `use "auth.js/${preset}"\n`);
        await report(context, `auth.js/${preset} -> postgresql: the documented tables`,
            () => maker.compare(schema, 'postgresql', preset === 'pg'
                ? pgTables('BIGINT', false) : pgTables('INTEGER', true), { names: false }));
        const title = `auth.js/${preset} -> postgresql, @auth/pg-adapter`;
        await report(context, title, () => maker.inTables(
            schema, 'postgresql', '', [], async (db) => {
                const client = await ready.postgresql.connect(db.name);
                const wrong = await flow(PostgresAdapter(client), {
                    count: counter(db, (model) => [`${model.toLowerCase()}s`, 'userId']),
                    withoutId: true,
                });
                await client.end();
                return wrong;
            }));
    }
}

export async function testAuthjs(context) {
    const maker = presetMaker(context, 'authjs');
    await testDrizzleAdapter(context, maker);
    await testDefaultTables(context, maker);
    await testTypeormAdapter(context, maker, {
        preset: 'auth.js', text: 'use "auth.js"\n', adapterOf: TypeORMAdapter, wanted: dialects,
        options: { names: camel },
    });
    await testKyselyAdapter(context, maker);
    await testVersion4(context, maker);
    await testPrismaAdapter(context, maker);
    await testPgAdapter(context, maker);
}
