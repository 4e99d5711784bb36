// NextAuth.js 3: its presets make the tables that it documents, in SQL and for
// Prisma, and its own adapters work on them; TypeORM's `synchronize` has
// nothing to do there.

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { sqliteFile } from './databases.js';
import { diff, introspect } from './introspect.js';
import { presetMaker, report } from './presets.js';
import { forPrisma7, prisma } from './prisma.js';
import { codeBlocks, dialects } from './schemas.js';
import { readTsql } from './tsql.js';
import { TypeOrm } from './typeorm.js';

const require = createRequire(import.meta.url);
const seed = '004_c42b1348a30910b6.txt';

// --- What is documented ------------------------------------------------------

// www/docs/schemas/{mysql,postgres,mssql}.md of next-auth v3.3.0, as kinds of
// columns; all are NOT NULL but those with a question mark.
const documented = {
    accounts: {
        id: 'id', compound_id: 'string', user_id: 'int', provider_type: 'string',
        provider_id: 'string', provider_account_id: 'string', refresh_token: 'token?',
        access_token: 'token?', access_token_expires: 'time?', created_at: 'now', updated_at: 'now',
    },
    sessions: {
        id: 'id', user_id: 'int', expires: 'time', session_token: 'string',
        access_token: 'string', created_at: 'now', updated_at: 'now',
    },
    users: {
        id: 'id', name: 'string?', email: 'string?', email_verified: 'time?', image: 'image?',
        created_at: 'now', updated_at: 'now',
    },
    verification_requests: {
        id: 'id', identifier: 'string', token: 'string', expires: 'time',
        created_at: 'now', updated_at: 'now',
    },
};

// [table, column, whether it is unique]; each has the name of its column.
const indexes = [
    ['accounts', 'compound_id', true], ['accounts', 'provider_account_id', false],
    ['accounts', 'provider_id', false], ['accounts', 'user_id', false],
    ['sessions', 'session_token', true], ['sessions', 'access_token', true],
    ['users', 'email', true], ['verification_requests', 'token', true],
];

const kinds = {
    mysql: {
        id: 'INT AUTO_INCREMENT PRIMARY KEY', int: 'INTEGER', string: 'VARCHAR(255)',
        token: 'TEXT', image: 'VARCHAR(255)', time: 'TIMESTAMP(6)',
        now: 'TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6)',
    },
    postgresql: {
        id: 'SERIAL PRIMARY KEY', int: 'INTEGER', string: 'VARCHAR(255)', token: 'TEXT',
        image: 'TEXT', time: 'TIMESTAMPTZ', now: 'TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP',
    },
    sqlserver: {
        id: 'int IDENTITY(1,1)', int: 'int', string: 'varchar(255)',
        token: 'text', image: 'varchar(255)', time: 'datetime', now: 'datetime DEFAULT getdate()',
    },
};

function documentedSql(dialect) {
    const column = ([name, kind]) => {
        const type = kinds[dialect][kind.replace('?', '')];
        const nullable = kind.endsWith('?') ? ' NULL' : ' NOT NULL';
        return `  ${name} ${type}${nullable}`;
    };
    const tables = Object.entries(documented).map(([table, columns]) =>
        `CREATE TABLE ${table} (\n${Object.entries(columns).map(column).join(',\n')}\n);`);
    return [...tables, ...indexes.map(([table, name, unique]) => {
        // Here, too: the document lets one user only be without an address.
        const where = dialect === 'sqlserver' && name === 'email' ? ' WHERE [email] IS NOT NULL' : '';
        return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${name} ON ${table}(${name})${where};`;
    })];
}

async function testDocumented(context, maker) {
    for (const [name, names] of [['next-auth@3', false], ['next-auth@3/sql', true]]) {
        const schema = maker.schema(name.replace('/', '-'), `use "${name}"\n`);
        for (const dialect of ['mysql', 'postgresql']) {
            await report(context, `${name} -> ${dialect}: the documented tables`,
                () => maker.compare(schema, dialect, documentedSql(dialect), { names }));
        }
        await report(context, `${name} -> sqlserver: the documented tables`, async () => {
            const theirs = readTsql(documentedSql('sqlserver').join('\n'));
            const ours = readTsql(await maker.ddl(schema, 'sqlserver'));
            // The document has no primary keys; they are ours.
            for (const table of Object.values(ours.tables)) {
                if (table.primaryKey?.columns.join() === 'id') table.primaryKey = null;
            }
            return diff(theirs, ours, { names });
        });
    }
}

// --- Prisma ---------------------------------------------------------------------

export async function testNextAuthDocument(context) {
    const document = context.documents.find((file) => basename(file) === seed);
    if (!document) return;
    const name = 'next-auth@3 -> prisma: the document\'s schema';
    const maker = presetMaker(context, 'next-auth-document');
    for (const target of ['prisma', 'prisma@6']) {
        await report(context, `${name} (${target})`, async () => {
            const [block] = codeBlocks(readFileSync(document, 'utf8'), /^model /m);
            const schema = maker.schema('seed', 'use "next-auth@3"\n');
            const file = await maker.write(
                schema, target, 'sqlite', join(maker.folder, `${target}.prisma`));
            const dmmf = (text) => prisma[target].dmmf([['schema.prisma', text]]);
            const ours = readFileSync(file, 'utf8');
            const theirs = target === 'prisma' ? forPrisma7(block) : block;
            return dmmf(ours) === dmmf(theirs) ? [] : [ours];
        });
    }
}

const renamed = `use "next-auth@3"
rename model User Member
rename model Account MemberAccount
rename model Session MemberSession
rename model VerificationRequest MemberVerification
extend model User {
  nickname String?
}
`;

const modelMapping = {
    User: 'member', Account: 'memberAccount', Session: 'memberSession',
    VerificationRequest: 'memberVerification',
};

async function testPrismaAdapter(context, maker) {
    const { flow, PrismaLegacyAdapter } = require('./nextauth3/flow.cjs');
    for (const [label, text, options] of [
        ['', 'use "next-auth@3"\n', {}], [' renamed', renamed, { modelMapping }],
    ]) {
        const schema = maker.schema(`prisma${label}`, text);
        for (const dialect of dialects) {
            await report(context, `next-auth@3${label} -> ${dialect}, Prisma's adapter`,
                () => maker.inTables(schema, dialect, '', [], (db) =>
                    maker.withClient(schema, db, (client) => flow(
                        PrismaLegacyAdapter({ prisma: client, ...options }), { deletes: true }))));
        }
    }
}

// --- TypeORM --------------------------------------------------------------------

const typeorm = new TypeOrm('typeorm@0.3', 'nextauth3');

/** The settings of the adapter's connection; what it runs is told to `heard`. */
const connection = (ready, db, heard) => ({
    name: db.name,
    synchronize: true,
    logging: ['query'],
    logger: {
        logQuery: heard, logQueryError() {}, logQuerySlow() {}, logSchemaBuild() {},
        logMigration() {}, log() {},
    },
    ...{
        sqlite: () => ({ type: 'sqljs', location: sqliteFile(ready, db.name), autoSave: true }),
        postgresql: () => ({
            type: 'postgres', username: 'postgres', database: db.name, ...ready.postgresql.address,
        }),
        mysql: () => ({
            type: 'mariadb', username: 'root', database: db.name, ...ready.mysql.address,
        }),
    }[db.dialect](),
});

// TypeORM 0.2 makes a table of its own in every PostgreSQL that knows generated
// columns, whatever the entities are.
const isChange = (query) => /^\s*(CREATE|ALTER|DROP)\s/i.test(query)
    && !/^CREATE TABLE "typeorm_metadata"/.test(query);

/** TypeORM keeps what it knows in a global, which its versions cannot share. */
async function apart(work) {
    const { typeormMetadataArgsStorage: theirs } = globalThis;
    delete globalThis.typeormMetadataArgsStorage;
    try {
        await work();
    } finally {
        globalThis.typeormMetadataArgsStorage = theirs;
    }
}

async function testTypeormAdapter(context, maker) {
    const ready = await context.servers;
    const { customModels, flow, TypeORMLegacyAdapter } = require('./nextauth3/flow.cjs');
    const project = join(maker.folder, 'typeorm');
    typeorm.makeProject(project);
    const schema = maker.schema('typeorm', 'use "next-auth@3"\n');
    for (const dialect of dialects) {
        await report(context, `next-auth@3 -> ${dialect}, TypeORM's adapter changes nothing`,
            () => maker.inTables(schema, dialect, '', [], async (db) => {
                const folder = join(project, dialect);
                mkdirSync(folder);
                await maker.write(schema, typeorm.target, dialect, `${folder}/`, ['style=schema']);
                const schemas = Object.fromEntries(
                    (await typeorm.load(folder)).map(({ options }) => [options.name, options]));
                const before = await introspect(db);
                const changes = [];
                const adapter = TypeORMLegacyAdapter(connection(ready, db, (query) => {
                    if (isChange(query)) changes.push(query);
                }), { models: customModels(schemas) });
                const wrong = await flow(adapter);
                await typeorm.require('typeorm').getConnection(db.name).close();
                const after = await introspect(db);
                delete after.tables.typeorm_metadata;
                return [...wrong, ...changes, ...diff(before, after)];
            }));
    }
}

export async function testNextAuthUse(context) {
    const maker = presetMaker(context, 'next-auth-use');
    await testDocumented(context, maker);
    await testPrismaAdapter(context, maker);
    await apart(() => testTypeormAdapter(context, maker));
}
