// Prisma's own schema engine, as WebAssembly: the SQL by which it would make
// the database of a schema.  It asks the database only for its version, so none
// is needed.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(join(here, 'engine/index.js'));
const folder = dirname(require.resolve('@prisma/schema-engine-wasm'));

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

/** A database that has nothing but a version. */
function nothing(provider) {
    const adapter = {
        provider: { postgresql: 'postgres' }[provider] ?? provider,
        adapterName: 'none',
        queryRaw: async () => ok({
            columnNames: ['schema', 'version', 'numeric'],
            columnTypes: [5, 7, 0],
            rows: [[true, 'PostgreSQL 15', 150000]],
        }),
        executeRaw: async () => ok(0),
        executeScript: async () => ok(undefined),
        dispose: async () => ok(undefined),
        getConnectionInfo: () => ok({ schemaName: 'public', supportsRelationJoins: false }),
    };
    const connect = async () => ok(adapter);
    return { ...adapter, connect, connectToShadowDb: connect };
}

/**
 * Prisma 7 refuses the settings of a connection in the schema, and the names of
 * previews that are over.
 */
const forPrisma7 = (text) => text
    .replace(/^\s*(url|directUrl|shadowDatabaseUrl)\s*=.*$/mg, '')
    .replace(/^(\s*previewFeatures\s*=.*)$/m, (line) => line.replace(/"metrics",?\s*/, ''));

/** The SQL that makes the database of a Prisma schema; throws if Prisma refuses it. */
export async function prismaSql(provider, text) {
    const SchemaEngine = await loadEngine();
    const files = [{ path: 'schema.prisma', content: forPrisma7(text) }];
    const engine = await SchemaEngine.new(
        { datamodels: files.map(({ path, content }) => [path, content]) },
        () => {}, nothing(provider));
    const { stdout } = await engine.diff({
        from: { tag: 'empty' },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        shadowDatabaseUrl: null,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
    });
    return stdout;
}

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
