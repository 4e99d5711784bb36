// Text from the schema comes out as the same text: what escape.test.js shows of
// Drizzle, of SQL on its own, where nothing is wrong in any tool's stead.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ddlMaker, inDatabase, mustMake } from './ddl.js';
import {
    documented, fragile, names, schema as hostile, secondColumn, texts, values,
} from './hostile.js';
import { introspect } from './introspect.js';
import { dialects } from './schemas.js';

// --- Hostile text ----------------------------------------------------------

/** Every name that a schema gives in quotation marks. */
const mapped = (text) => [...text.matchAll(/map(?:\(|: )("(?:\\.|[^"\\])*")/g)]
    .map((match) => JSON.parse(match[1]));

const everyName = (catalog) => {
    const found = new Set(Object.keys(catalog.enums));
    for (const [name, table] of Object.entries(catalog.tables)) {
        found.add(name);
        for (const column of Object.keys(table.columns)) found.add(column);
        for (const part of [...table.indexes, ...table.foreignKeys, ...table.checks]) {
            found.add(part.name);
        }
    }
    for (const list of Object.values(catalog.enums)) for (const value of list) found.add(value);
    return found;
};

const commentQueries = {
    sqlite: `SELECT sql AS text FROM sqlite_master WHERE name = 'defaults'`,
    postgresql: `SELECT obj_description('defaults'::regclass) AS text UNION ALL
        SELECT col_description('defaults'::regclass, attnum) FROM pg_attribute
        WHERE attrelid = 'defaults'::regclass AND attname = 'last'`,
    mysql: `SELECT TABLE_COMMENT AS text FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'defaults' UNION ALL
            SELECT COLUMN_COMMENT FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'defaults' AND COLUMN_NAME = 'last'`,
};

const insertDefaults = {
    sqlite: 'INSERT INTO defaults DEFAULT VALUES',
    postgresql: 'INSERT INTO defaults DEFAULT VALUES',
    mysql: 'INSERT INTO defaults () VALUES ()',
};

async function wrongHostile(db) {
    const wrong = [];
    const found = everyName(await introspect(db));
    // MySQL and SQLite hold the values of an enum elsewhere, or nowhere.
    const lost = new Set(db.dialect === 'postgresql' ? [] : values);
    for (const name of [...names, ...names.map((_, i) => secondColumn(i)), ...mapped(hostile)]) {
        if (!found.has(name) && !lost.has(name)) wrong.push(`no name ${JSON.stringify(name)}`);
    }
    await db.query(insertDefaults[db.dialect]);
    const [row] = await db.query('SELECT * FROM defaults');
    if (row.choice !== values[0]) wrong.push(`choice is ${JSON.stringify(row.choice)}`);
    texts.forEach((text, i) => {
        if (row[`d${i}`] !== text) {
            wrong.push(`default ${JSON.stringify(text)} is ${JSON.stringify(row[`d${i}`])}`);
        }
    });
    for (const { text } of await db.query(commentQueries[db.dialect])) {
        // A line comment ends at a separator; MySQL's catalogue has no more than U+FFFF.
        const pieces = documented.flatMap((part) => part.split('\u2028'))
            .map((part) => (db.dialect === 'mysql' ? part.replace(/[\u{10000}-\u{10ffff}]/gu, '?') : part));
        for (const piece of pieces) {
            if (!text.includes(piece)) wrong.push(`no comment ${JSON.stringify(piece)}`);
        }
    }
    return wrong;
}

/** T-SQL's text outside of names, strings and comments. */
const bareTsql = (sql) => sql.replace(
    /--[^\n]*|N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]/g, (text) => (text.startsWith('--') ? '' : '?'));

/** A script for SQL Server holds every name, quoted, and nothing that is none of ours. */
function wrongTsql(sql, text) {
    const wrong = bareTsql(sql).match(/^.*(?:DROP|['"`[\]\\{}%]).*$/mg) ?? [];
    for (const name of mapped(text)) {
        const quoted = [`[${name.replaceAll(']', ']]')}]`, `N'${name.replaceAll("'", "''")}'`];
        if (!quoted.some((form) => sql.includes(form))) wrong.push(`no name ${name}`);
    }
    return wrong;
}

/** SQLite has no enums, and MySQL's are no names. */
const isValue = (name, text, dialect) =>
    dialect !== 'postgresql' && text.includes(`  A @map(${JSON.stringify(name)})`);

async function wrongNames(db, text) {
    const found = everyName(await introspect(db));
    return mapped(text).filter((name) => !found.has(name) && !isValue(name, text, db.dialect));
}

export async function testDdlEscapes({ tap, authgen, servers, dir, wanted }) {
    const ready = await servers;
    const folder = join(dir, 'ddl-escape');
    const make = ddlMaker(authgen, folder);
    const cases = Object.entries({ 'all at once': hostile, ...fragile })
        .map(([what, text], i) => ({ what, text, name: `hostile ${i}`, file: join(folder, `${i}.auth`) }));
    for (const { file, text } of cases) writeFileSync(file, text);
    for (const dialect of [...dialects, 'sqlserver']) {
        for (const test of cases) {
            const title = `escapes -> ${dialect}, ddl: ${test.what}`;
            if (!wanted(title)) continue;
            const check = async () => {
                const sql = await mustMake(make, test, dialect);
                if (dialect === 'sqlserver') return wrongTsql(sql, test.text);
                return inDatabase(ready, dialect, test.name, sql, (db) =>
                    (test.text === hostile ? wrongHostile(db) : wrongNames(db, test.text)));
            };
            tap.result(title, await check().catch((error) => [error.message]));
        }
    }
}
