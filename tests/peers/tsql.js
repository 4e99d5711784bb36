// Reads T-SQL with the parser of @dbml/core, there being no SQL Server that
// could be asked, into what introspect.js calls a schema.  Differences that SQL
// Server does not know are removed.

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

/** A table of names, where even __proto__ is one. */
const named = () => Object.create(null);

const qualified = (schema, name) =>
    (schema && schema !== 'dbo' && schema !== 'public' ? `${schema}.${name}` : name);

/** A name that is a keyword keeps its brackets in the parser's model. */
const bare = (name) => name.replace(/^\[(.*)\]$/s, '$1').replaceAll(']]', ']');

const token = new RegExp([
    String.raw`\s+|--[^\n]*|/\*[^]*?\*/`,
    String.raw`N?'(?:[^']|'')*'|"(?:[^"]|"")*"|\[(?:[^\]]|\]\])*\]|[\w.@]+|[^]`,
].join('|'), 'g');

const tokens = (sql) => [...sql.matchAll(token)].map(([text]) => text)
    .filter((text) => !/^(\s|--|\/\*)/.test(text));

const unquoted = (text) => (text.startsWith('"')
    ? text.slice(1, -1).replaceAll('""', '"') : bare(text));

/** SQL as a text that does not depend on its spaces. */
const squeeze = (sql) => tokens(sql).join(' ');

/** What the parser drops of an index: a Map from "table\0index" to what it is. */
function indexTails(words) {
    const found = new Map();
    const is = (i, text) => words[i]?.toUpperCase() === text;
    words.forEach((word, i) => {
        if (!is(i, 'INDEX') || !is(i + 2, 'ON')) return;
        let at = i + 3;
        while (words[at + 1] === '.') at += 2;
        const table = unquoted(words[at]);
        const keys = [[]];
        for (at += 2; words[at] !== ')'; at++) {
            if (words[at] === ',') keys.push([]);
            else keys.at(-1).push(words[at]);
        }
        const end = words.indexOf(';', at);
        const where = is(at + 1, 'WHERE') ? words.slice(at + 2, end < 0 ? undefined : end) : null;
        found.set(`${table}\0${unquoted(words[i + 1])}`, {
            keys: keys.map(([name, sort]) =>
                unquoted(name) + (sort?.toUpperCase() === 'DESC' ? ' DESC' : '')),
            method: is(i - 1, 'CLUSTERED') ? 'clustered' : 'btree',
            where: where?.join(' ') ?? null,
        });
    });
    return found;
}

// What SQL Server takes a type without parameters for.
const whole = {
    char: '(1)', nchar: '(1)', varchar: '(1)', nvarchar: '(1)', binary: '(1)', varbinary: '(1)',
    time: '(7)', datetime2: '(7)', datetimeoffset: '(7)', decimal: '(18,0)', float: '(53)',
};

/** The parser takes IDENTITY(1, 1) for a part of the type where it follows that. */
function typeOf(field) {
    const [, name, parameters, identity] = field.type.type_name.toLowerCase()
        .match(/^([^ (]+)\s*(\([^)]*\))?( identity\(1,1\))?$/) ?? [, field.type.type_name];
    return {
        type: name + (parameters?.replace(/^(\(\d+)\)$/, name === 'decimal' ? '$1,0)' : '$1)')
            ?? whole[name] ?? ''),
        auto: Boolean(field.increment || identity),
    };
}

function defaultOf(given) {
    if (!given) return null;
    // The parser takes the quotes from what is no more than a string.
    if (given.type === 'string') return `'${given.value}'`;
    // SQL Server keeps the one as the other.
    return squeeze(given.value).replace(/^CURRENT_TIMESTAMP$/i, 'getdate ( )');
}

const actionOf = (text) => (text ?? 'NO ACTION').toUpperCase();

// The parser is slow, and most scripts come more than once.
const known = new Map();

/**
 * Returns what introspect() does, and the names of defaults; throws if the
 * script is none.
 */
export function readTsql(sql) {
    if (!known.has(sql)) known.set(sql, read(sql));
    return known.get(sql);
}

function read(sql) {
    const tables = named();
    const { schemas } = parse(sql);
    const words = tokens(sql);
    const tails = indexTails(words);
    for (const schema of schemas) {
        for (const { name, fields, indexes, checks } of schema.tables) {
            const table = {
                columns: named(), primaryKey: null, indexes: [], foreignKeys: [],
                checks: [...checks ?? [], ...fields.flatMap((field) => field.checks ?? [])]
                    .map((check) => ({ name: check.name, expression: squeeze(check.expression) })),
            };
            tables[qualified(schema.name, name)] = table;
            fields.forEach((field, i) => {
                table.columns[bare(field.name)] = {
                    position: i + 1, ...typeOf(field), nullable: !field.not_null,
                    default: defaultOf(field.dbdefault),
                    note: field.note ?? null,
                };
            });
            for (const index of indexes) {
                const columns = index.columns.map((column) => bare(column.value));
                if (index.pk) table.primaryKey = { name: index.name, columns };
                else {
                    table.indexes.push({
                        name: index.name, unique: Boolean(index.unique),
                        // A constraint has no more than the parser knows.
                        ...tails.get(`${name}\0${index.name}`)
                            ?? { method: 'btree', keys: columns, where: null },
                    });
                }
            }
            // Neither a primary key nor an IDENTITY is ever NULL, whatever is written.
            for (const [key, column] of Object.entries(table.columns)) {
                if (column.auto || table.primaryKey?.columns.includes(key)) column.nullable = false;
            }
        }
    }
    for (const { refs } of schemas) {
        for (const { name, onDelete, onUpdate, endpoints: [from, to] } of refs) {
            tables[qualified(from.schemaName, from.tableName)].foreignKeys.push({
                name, columns: from.fieldNames.map(bare),
                table: qualified(to.schemaName, to.tableName), references: to.fieldNames.map(bare),
                onDelete: actionOf(onDelete), onUpdate: actionOf(onUpdate),
            });
        }
    }
    const defaults = words.filter((_, i) => /^CONSTRAINT$/i.test(words[i - 1])
        && /^DEFAULT$/i.test(words[i + 1])).map(unquoted);
    return { tables, enums: {}, defaults };
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
