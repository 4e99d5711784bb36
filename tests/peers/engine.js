// Prisma's own schema engine, as WebAssembly: the SQL by which it would make
// the database of a schema, for which it asks only for the database's version,
// and so needs none; and the SQL that a database lacks.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(join(here, 'engine/index.js'));
const folder = dirname(require.resolve('@prisma/schema-engine-wasm'));

// Where the engine says why it gives up, before it does.
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => { throw new Error(message); },
};

let loading = null;

function loadEngine() {
    loading ??= (async () => {
        const bindings = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')));
        const module = new WebAssembly.Module(
            readFileSync(join(folder, 'schema_engine_bg.wasm')));
        const instance = new WebAssembly.Instance(
            module, { './schema_engine_bg.js': bindings });
        bindings.__wbg_set_wasm(instance.exports);
        instance.exports.__wbindgen_start();
        return bindings.SchemaEngine;
    })();
    return loading;
}

/** What the engine hears from a database: a result that can be unwrapped. */
const ok = (value) => ({
    ok: true, value, map: (f) => ok(f(value)), flatMap: (f) => f(value),
});

/** What the engine takes for a database; `answer` is asked for the result of a query. */
function driver(provider, answer) {
    const adapter = {
        provider: { postgresql: 'postgres' }[provider] ?? provider,
        adapterName: 'none',
        queryRaw: async (query) => ok(await answer(query)),
        executeRaw: async () => ok(0),
        executeScript: async () => ok(undefined),
        dispose: async () => ok(undefined),
        getConnectionInfo: () => ok({ schemaName: 'public', supportsRelationJoins: false }),
    };
    const connect = async () => ok(adapter);
    return { ...adapter, connect, connectToShadowDb: connect };
}

/** A database that has nothing but a version. */
const nothing = (provider) => driver(provider, () => ({
    columnNames: ['schema', 'version', 'numeric'],
    columnTypes: [5, 7, 0],
    rows: [[true, 'PostgreSQL 15', 150000]],
}));

/** The types of columns, by PostgreSQL's numbers for them and by the engine's. */
const int4 = 0, int8 = 1, bool = 5, char = 6, text = 7, int4s = 64, texts = 71;
const columnTypes = {
    16: bool, 20: int8, 21: int4, 23: int4, 26: int8,
    // The catalogue's name and "char", which Prisma's own adapter cannot read.
    19: text, 18: char, 1003: texts, 1002: texts,
    25: text, 1043: text, 1009: texts, 1005: int4s, 1007: int4s,
};

/** What PostgreSQL's driver leaves as text: the arrays of the catalogue's own types. */
const array = (value) => (typeof value !== 'string' ? value
    : value.slice(1, -1).split(',').filter(Boolean).map((item) => item.replace(/^"(.*)"$/, '$1')));

const answers = {
    postgresql: (db) => async ({ sql, args }) => {
        const { fields, rows } = await db.client.query({ text: sql, values: args, rowMode: 'array' });
        const types = fields.map(({ name, dataTypeID }) => {
            if (dataTypeID in columnTypes) return columnTypes[dataTypeID];
            throw new Error(`type ${dataTypeID} of ${name} in ${sql}`);
        });
        return {
            columnNames: fields.map(({ name }) => name),
            columnTypes: types,
            rows: rows.map((row) => row.map((value, i) => (types[i] >= int4s ? array(value) : value))),
        };
    },
    sqlite: (db) => async ({ sql, args }) => {
        let next = 0;
        const literal = (value) => (typeof value === 'string'
            ? `'${value.replaceAll("'", "''")}'` : String(value));
        const rows = await db.query(`${sql.replace(/\?/g, () => literal(args[next++]))};`);
        const columnNames = Object.keys(rows[0] ?? {});
        return {
            columnNames,
            columnTypes: columnNames.map((name) => (rows.some((row) => typeof row[name] === 'number')
                ? int4 : text)),
            rows: rows.map(Object.values),
        };
    },
};

/**
 * Prisma 7 refuses the settings of a connection in the schema, and the names of
 * previews that are over.
 */
const forPrisma7 = (text) => text
    .replace(/^\s*(url|directUrl|shadowDatabaseUrl)\s*=.*$/mg, '')
    .replace(/^(\s*previewFeatures\s*=.*)$/m, (line) => line.replace(/"metrics",?\s*/, ''));

const filesOf = (schema) => [{ path: 'schema.prisma', content: forPrisma7(schema) }];

async function migration(database, schema, from, other = schema) {
    const SchemaEngine = await loadEngine();
    const files = filesOf(schema);
    const engine = await SchemaEngine.new(
        { datamodels: files.map(({ path, content }) => [path, content]) },
        () => {}, database);
    const { stdout } = await engine.diff({
        from: { tag: from, files: filesOf(other), configDir: '/' },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        shadowDatabaseUrl: null,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
    });
    return stdout;
}

/** The SQL that makes the database of a Prisma schema; throws if Prisma refuses it. */
export const prismaSql = (provider, schema) => migration(nothing(provider), schema, 'empty');

/** The SQL by which Prisma would make the database of one schema that of another. */
export const prismaDiff = (provider, from, to) =>
    migration(nothing(provider), to, 'schemaDatamodel', from);

/** The SQL by which Prisma would make a database the schema's; of comments, if it is. */
export const prismaPending = (db, schema) =>
    migration(driver(db.dialect, answers[db.dialect](db)), schema, 'schemaDatasource');

/** What Prisma's validator says against a schema; empty: nothing. */
export function prismaErrors(text) {
    const { validate } = require('@prisma/prisma-schema-wasm');
    try {
        validate(JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true }));
        return '';
    } catch (error) {
        return error.message;
    }
}
