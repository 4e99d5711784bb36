// What a difference is about: the table, the index and the columns that a line of
// diff() or a statement names, and what our database has there.  An excuse looks
// at that, never at names.

import { readFileSync } from 'node:fs';

const kinds = /^(?:column|index|primary key|foreign key|check|table) (?:of )?/;

const quoted = String.raw`"(?:[^"]|"")*"|\x60(?:[^\x60]|\x60\x60)*\x60`;
const path = String.raw`\s+(?:IF (?:NOT )?EXISTS\s+)?(?:(${quoted})\.)?(${quoted})`;
const tablePath = new RegExp(`\\b(?:TABLE|INTO|ON|FROM|UPDATE)${path}`);
const indexPath = new RegExp(`\\bINDEX${path}`);
const names = new RegExp(quoted, 'g');

const unquoted = (text) => text?.slice(1, -1).replaceAll(text[0].repeat(2), text[0]);

const indexOf = (table, name) => table?.indexes.find((index) => index.name === name);

/** A line of diff(): its kind, the table's name, and what belongs to the table. */
function ofDifference(line, kind, tables) {
    const rest = line.slice(kind.length);
    const begins = (name) => rest.startsWith(name) && /[.:]/.test(rest[name.length]);
    const [table] = Object.keys(tables).filter(begins).sort((a, b) => b.length - a.length);
    if (!table) return {};
    const inner = rest.slice(table.length + 1);
    const { columns, indexes } = tables[table];
    return {
        table,
        index: kind === 'index ' ? indexes.find(({ name }) => inner.startsWith(`${name}:`)) : null,
        columns: kind === 'column '
            ? Object.keys(columns).filter((name) => inner.startsWith(`${name} `)) : [],
    };
}

function ofStatement(sql, tables) {
    const [, schema, name] = (sql.match(tablePath) ?? []).map(unquoted);
    const [, , indexName] = (sql.match(indexPath) ?? []).map(unquoted);
    // TypeORM makes a table of SQLite anew under another name.
    const bare = name?.replace(/^temporary_/, '');
    const table = [`${schema}.${bare}`, bare].find((key) => tables[key])
        ?? Object.keys(tables).find((key) => indexName && indexOf(tables[key], indexName));
    if (!table) return {};
    const rest = sql.replace(tablePath, '').replace(indexPath, '');
    const named = new Set((rest.match(names) ?? []).map(unquoted));
    return {
        table,
        index: indexOf(tables[table], indexName),
        columns: Object.keys(tables[table].columns).filter((column) => named.has(column)),
    };
}

function subjectOf(line, tables) {
    const kind = line.match(kinds)?.[0];
    return kind ? ofDifference(line, kind, tables) : ofStatement(line, tables);
}

/** The name of the table that a line is about, as the catalogue has it. */
export const tableOf = (line, { catalog }) => subjectOf(line, catalog.tables).table ?? null;

/** Whether a line names a foreign key, as a statement or as diff() does. */
const namesKey = (line, { name }) => line.includes(`.${name}: `)
    || (line.match(names) ?? []).some((text) => unquoted(text) === name);

/**
 * Whether a line is about one of the tables, or about a foreign key that refers to
 * one: SQLite has a table made anew for that (`whole`), others name the key.
 */
export function concerns(line, { catalog }, tables, whole) {
    const { table } = subjectOf(line, catalog.tables);
    return table !== undefined && (tables.has(table) || catalog.tables[table].foreignKeys
        .some((key) => tables.has(key.table) && (whole || namesKey(line, key))));
}

const family = (type) => type.toLowerCase().match(/^[\w ]*/)[0].trim();

/** The columns of a table that an index has among its keys. */
const keyColumns = (table, { keys }) => Object.keys(table.columns).filter((name) =>
    keys.some((key) => key.replace(/^"((?:[^"]|"")*)"/, '$1').match(/^[^( ]*/)[0] === name));

/** The operator classes that the script gives an index, default or not. */
const operatorClasses = (sql, name) => sql.split('\n')
    .filter((line) => unquoted(line.match(indexPath)?.[2]) === name)
    .flatMap((line) => line.match(/\b\w+_ops\b/g) ?? []);

/** Whether the last line of CREATE TABLE is a check. */
const endsInCheck = (sql, name) => [...sql.matchAll(/^CREATE TABLE [^]*?\n([^\n]*)\n\)/mg)]
    .some(([text, last]) => unquoted(text.match(tablePath)?.[2]) === name && / CHECK \(/.test(last));

/**
 * What we know of a schema, for notesOf(): the catalogue of the database that our
 * script makes, the script, and the types that the schema calls Unsupported.
 */
export const factsOf = (schema, catalog, sql = '') => ({
    catalog,
    sql,
    unsupported: new Set([...readFileSync(schema.file, 'utf8')
        .matchAll(/Unsupported\("((?:[^"\\]|\\.)*)"\)/g)].map(([, type]) => family(type))),
});

/**
 * What there is under the names of a line, as a text:
 *
 *     table without key; table without primary key; table that ends in a check;
 *     table with one name for an index and a foreign key;
 *     index METHOD (KEYS) OPERATOR-CLASS...; index of a relation;
 *     index with the name of another;
 *     column TYPE default VALUE; unsupported column TYPE
 */
export function notesOf(line, { catalog: { tables }, sql, unsupported, relations = [] }) {
    const { table, index, columns } = subjectOf(line, tables);
    if (!table) return '';
    const notes = [];
    const { primaryKey, indexes, columns: all } = tables[table];
    if (!primaryKey) notes.push('table without primary key');
    if (!primaryKey && !indexes.some(({ unique }) => unique)) notes.push('table without key');
    if (endsInCheck(sql, table)) notes.push('table that ends in a check');
    if (tables[table].foreignKeys.some(({ name }) => name && indexOf(tables[table], name))) {
        notes.push('table with one name for an index and a foreign key');
    }
    if (index) {
        const classes = operatorClasses(sql, index.name);
        notes.push([`index ${index.method} (${index.keys.join(', ')})`, ...classes].join(' '));
        const isKey = (one) => one.table === table && one.columns.join() === index.keys.join();
        if (relations.some(isKey)) notes.push('index of a relation');
        const others = Object.entries(tables).filter(([name]) => name !== table);
        if (others.some(([, other]) => indexOf(other, index.name))) {
            notes.push('index with the name of another');
        }
    }
    for (const name of new Set([...columns, ...index ? keyColumns(tables[table], index) : []])) {
        const { type, default: value } = all[name];
        notes.push(`${unsupported.has(family(type)) ? 'unsupported ' : ''}column ${type}`
            + (value === null ? '' : ` default ${value}`));
    }
    return notes.join('; ');
}
