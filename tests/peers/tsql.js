// Reads T-SQL with the parser of @dbml/core, there being no SQL Server that
// could be asked, into what introspect.js calls a schema, as far as it goes:
// without types, defaults and the order of keys.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const load = () => createRequire(join(here, 'tsql/index.js'))('@dbml/core');

/** The parser's model; throws for whatever it says against the script. */
function parse(sql) {
    const { Parser } = load();
    const said = [];
    const { error, warn } = console;
    // The lexer only complains about characters that begin no token.
    console.error = console.warn = (...words) => said.push(words.join(' '));
    try {
        const database = new Parser().parse(sql, 'mssql');
        if (said.length > 0) throw new Error(said.join('\n'));
        return database;
    } catch (wrong) {
        const diags = wrong.diags?.map(({ message, location }) =>
            `${location?.start?.line}: ${message}`).join('\n');
        throw new Error(diags ?? wrong.message);
    } finally {
        Object.assign(console, { error, warn });
    }
}

const qualified = (schema, name) =>
    (schema && schema !== 'dbo' && schema !== 'public' ? `${schema}.${name}` : name);

/** A name that is a keyword keeps its brackets in the parser's model. */
const bare = (name) => name.replace(/^\[(.*)\]$/s, '$1').replaceAll(']]', ']');

/** Returns { tables } as introspect() does; throws if the script is none. */
export function readTsql(sql) {
    const tables = {};
    const { schemas } = parse(sql);
    for (const schema of schemas) {
        for (const { name, fields, indexes, checks } of schema.tables) {
            const table = {
                columns: {}, primaryKey: null, indexes: [], foreignKeys: [],
                checks: (checks ?? []).map((check) => ({ name: check.name })),
            };
            tables[qualified(schema.name, name)] = table;
            fields.forEach((field, i) => {
                table.columns[bare(field.name)] = {
                    position: i + 1, nullable: !field.not_null, auto: Boolean(field.increment),
                    note: field.note ?? null,
                };
            });
            for (const index of indexes) {
                const columns = index.columns.map((column) => bare(column.value));
                if (index.pk) table.primaryKey = { name: index.name, columns };
                else table.indexes.push({ name: index.name, unique: index.unique, keys: columns });
            }
        }
    }
    for (const { refs } of schemas) {
        for (const { name, onDelete, onUpdate, endpoints: [from, to] } of refs) {
            tables[qualified(from.schemaName, from.tableName)].foreignKeys.push({
                name, columns: from.fieldNames.map(bare),
                table: qualified(to.schemaName, to.tableName), references: to.fieldNames.map(bare),
                onDelete, onUpdate,
            });
        }
    }
    return { tables };
}

/** Scripts that SQL Server refuses, made from a good one; the reader must refuse them, too. */
export const broken = {
    'a backtick': (sql) => sql.replace('] INT', '`] INT').replace('[', '`'),
    'an open parenthesis': (sql) => sql.replace(/\n\);/, '\n;'),
    'no name of a table': (sql) => sql.replace(/CREATE TABLE \S+/, 'CREATE TABLE'),
    'an open string': (sql) => `${sql}\nEXEC(N'SELECT 1);`,
    'a type without column': (sql) => sql.replace(/\n {2}\[\w+\] (\w+)/, '\n  $1,'),
    'words at the end': (sql) => `${sql}\nCREATE TABLE TABLE;`,
};
