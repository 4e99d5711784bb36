// SQL Server, which is not at hand: a parser of its SQL finds the tables that
// the other databases have, and Prisma's validator says which foreign keys it would refuse.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ddlMaker, inDatabase, mustMake } from './ddl.js';
import { prismaErrors } from './engine.js';
import { introspect } from './introspect.js';
import { run } from './process.js';
import { dialects } from './schemas.js';
import { broken, readTsql } from './tsql.js';

// --- SQL Server ------------------------------------------------------------

/** What both a catalogue and the parser know of a schema, a line each. */
function outline({ tables }) {
    const lines = [];
    const bare = (name) => name.slice(name.lastIndexOf('.') + 1);
    const list = (names) => `(${names.join(', ')})`;
    const action = (text) => (text ?? 'NO ACTION').toUpperCase().replace('RESTRICT', 'NO ACTION');
    for (const [name, table] of Object.entries(tables)) {
        const say = (text) => lines.push(`${bare(name)}: ${text}`);
        const columns = Object.entries(table.columns).sort(([, a], [, b]) => a.position - b.position);
        for (const [column, { nullable }] of columns) say(`${column}${nullable ? '?' : ''}`);
        if (table.primaryKey) say(`primary key ${list(table.primaryKey.columns)}`);
        for (const { name: index, unique, keys } of table.indexes) {
            // SQL Server indexes neither expressions nor prefixes.
            if (keys.some((key) => key.includes('('))) continue;
            // PostgreSQL shows a name as it has to be written.
            say(`${unique ? 'unique ' : ''}index ${index} `
                + list(keys.map((key) => key.replace(/^"(.*)"/, '$1'))));
        }
        for (const key of table.foreignKeys) {
            say(`foreign key ${key.name} ${list(key.columns)} -> ${bare(key.table)} `
                + `${list(key.references)} ${action(key.onDelete)} ${action(key.onUpdate)}`);
        }
        for (const check of table.checks) say(`check ${check.name}`);
    }
    return lines.sort();
}

/** The others have enums or text where SQL Server has a check of the values. */
const withoutEnumChecks = (lines, sql) => lines.filter((line) => {
    const name = line.match(/: check (.*)/)?.[1];
    return !name || !sql.includes(`CONSTRAINT [${name}] CHECK ([`);
});

function unequal(ours, theirs) {
    const [left, right] = [new Set(ours), new Set(theirs)];
    return [
        ...ours.filter((line) => !right.has(line)).map((line) => `only in T-SQL: ${line}`),
        ...theirs.filter((line) => !left.has(line)).map((line) => `not in T-SQL: ${line}`),
    ];
}

/** What another database has otherwise, whatever it is told. */
const forced = [
    {
        dialect: 'mysql', line: /^not in T-SQL: .*: index \w+_fkey \(/,
        why: 'MySQL makes an index for a foreign key that has none',
    },
    {
        dialect: 'postgresql',
        line: /^(only in T-SQL: _\w+: unique index \w+_AB_unique|not in T-SQL: _\w+: primary key) \(A, B\)$/,
        why: 'Prisma gives the table of an implicit relation a primary key on PostgreSQL alone',
    },
];

/** The differences that nothing excuses; those that are excused are counted. */
const unexcused = (dialect, lines, counts) => lines.filter((line) => {
    const entry = forced.find((f) => f.dialect === dialect && f.line.test(line));
    if (entry) counts.set(entry, (counts.get(entry) ?? 0) + 1);
    return !entry;
});

/** The parser's tables against those of a database; null if that cannot hold the schema. */
async function compareTables(servers, make, schema, dialect, { sql, flags }) {
    const found = outline(readTsql(sql));
    const other = await make(schema, dialect, { flags });
    if (!other.done) return null;
    const catalog = await inDatabase(
        servers, dialect, `${schema.name} outline`, other.sql, introspect);
    return unequal(withoutEnumChecks(found, sql), outline(catalog));
}

// Referential actions and cascade paths: without foreign keys nothing is wrong.
const aboutActions = new Set(['AG4008', 'AG4014']);

const options = ['if_not_exists=true', 'drop=true', 'transaction=true'];

/** The parser passes over what stands behind an IF. */
const unguarded = (sql) => sql.replace(/^IF (OBJECT_ID|NOT EXISTS).*\n/mg, '');

async function compareOption(make, schema, sql, option) {
    const other = await mustMake(make, schema, 'sqlserver', { options: [option] });
    readTsql(other);
    return unequal(outline(readTsql(unguarded(other))), outline(readTsql(sql)));
}

function refuses(sql, damage) {
    const script = damage(sql);
    if (script === sql) return ['the script was not damaged'];
    try {
        readTsql(script);
        return ['it was read'];
    } catch {
        return [];
    }
}

export async function testSqlServer({ tap, authgen, servers, dir, schemas: given, constructs, wanted }) {
    const ready = await servers;
    const make = ddlMaker(authgen, join(dir, 'ddl'));
    let read = 0;
    let refused = 0;
    let apart = 0;
    let compared = 0;
    const counts = new Map();
    for (const schema of [...given, ...constructs]) {
        const name = `${schema.name} -> sqlserver, ddl`;
        if (!wanted(name)) continue;
        let made = { ...await make(schema, 'sqlserver'), flags: [] };
        if (made.refused.length > 0 && made.refused.every((code) => aboutActions.has(code))) {
            const flags = ['--no-foreign-keys'];
            made = { ...await make(schema, 'sqlserver', { flags }), flags };
            apart += made.done ? 1 : 0;
        }
        if (!made.done) {
            // `own` names the dialects that have a database here.
            const own = /"sqlserver"/.test(readFileSync(schema.file, 'utf8'));
            tap.result(own ? name : `${name}: cannot hold, ${made.refused.join(' ')}`,
                own ? made.refused : made.wrong);
            refused++;
            continue;
        }
        read++;
        const check = async (what, work) => tap.result(
            `${name}: ${what}`, await work().catch((error) => [error.message]));
        // The names of drizzle@1 depend on the database.
        const alike = !/convention = "drizzle@1"/.test(readFileSync(schema.file, 'utf8'));
        for (const dialect of alike ? dialects : []) {
            const wrong = await compareTables(ready, make, schema, dialect, made)
                .catch((error) => [error.message]);
            if (!wrong) continue;
            compared++;
            tap.result(`${name}: the parser finds the tables of ${dialect}`,
                unexcused(dialect, wrong, counts));
        }
        const own = schema.constructs && schema.own === 'sqlserver';
        for (const option of own ? options : []) {
            await check(option, () => compareOption(make, schema, made.sql, option));
        }
        for (const [what, damage] of own ? Object.entries(broken) : []) {
            await check(`the parser refuses ${what}`, async () => refuses(made.sql, damage));
        }
    }
    if (read + refused === 0) return;
    tap.comment(`ddl: ${read} schemas read as T-SQL, ${apart} of them without their foreign `
        + `keys, which SQL Server refuses, ${compared} times as in another database; ${refused} it cannot hold`);
    for (const entry of forced) {
        tap.comment(`ddl: ${counts.get(entry) ?? 0} differences forced, ${entry.dialect} beside `
            + `sqlserver: ${entry.why}`);
    }
}

// --- Cascades --------------------------------------------------------------

/** A small generator of numbers that are the same each time (mulberry32). */
function numbers(seed) {
    let a = seed;
    return (limit) => {
        a = (a + 0x6d2b79f5) | 0;
        let t = Math.imul(a ^ (a >>> 15), 1 | a);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) % limit;
    };
}

/** A schema of a few models with relations and actions as the numbers have it. */
function randomRelations(seed) {
    const next = numbers(seed);
    const count = 2 + next(5);
    const models = Array.from({ length: count }, () => ['  id Int @id']);
    const n = next(2 * count);
    const actions = ['', ', onDelete: NoAction', ', onUpdate: NoAction',
        ', onDelete: NoAction, onUpdate: NoAction', ', onDelete: NoAction, onUpdate: NoAction',
        ', onDelete: SetNull', ', onDelete: Cascade'];
    for (let i = 0; i < n; i++) {
        // Mostly to earlier models, or there would be a cycle nearly always.
        const from = next(count);
        const to = next(8) > 0 && from > 0 ? next(from) : next(count);
        const how = actions[next(actions.length)];
        models[from].push(`  k${i} Int?`,
            `  r${i} M${to}? @relation("R${i}", fields: [k${i}], references: [id]${how})`);
        models[to].push(`  b${i} M${from}[] @relation("R${i}")`);
    }
    return `datasource db {\n  provider = "sqlserver"\n}\n${models.map((lines, i) =>
        `model M${i} {\n${lines.join('\n')}\n}\n`).join('')}`;
}

const twoPaths = `datasource db {
  provider = "sqlserver"
}
model Org {
  id    Int    @id
  users User[]
  posts Post[]
}
model User {
  id    Int    @id
  orgId Int
  org   Org    @relation(fields: [orgId], references: [id])
  posts Post[]
}
model Post {
  id       Int  @id
  orgId    Int
  org      Org  @relation(fields: [orgId], references: [id])
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
}
`;

export async function testCascades({ tap, authgen, dir, wanted }) {
    const name = 'ddl: cascades on SQL Server are refused where Prisma refuses them';
    if (!wanted(name)) return;
    const folder = join(dir, 'cascades');
    mkdirSync(folder, { recursive: true });
    const check = async (seed, text) => {
        const file = join(folder, `${seed}.prisma`);
        writeFileSync(file, text);
        const { status, stderr } = await run([authgen, 'check', file]);
        return { stderr, ours: stderr.includes('[AG4014]'), failed: status === 1 };
    };
    const count = 300;
    const wrong = [];
    let refused = 0;
    for (let seed = 1; seed <= count; seed++) {
        const text = randomRelations(seed);
        const said = prismaErrors(text);
        const theirs = /self-relation|causes a cycle|multiple paths/.test(said);
        const { ours, failed, stderr } = await check(seed, text);
        refused += theirs ? 1 : 0;
        if (ours !== theirs || failed !== ours) {
            wrong.push(`seed ${seed}, Prisma refuses: ${theirs}\n${text}${stderr}\n${said}`);
        }
    }
    tap.result(name, wrong.slice(0, 2));
    tap.comment(`ddl: ${refused} of ${count} schemas of random relations have several `
        + 'cascade paths');
    const { stderr } = await check('paths', twoPaths);
    tap.result('ddl: the message names the paths',
        ['Post.org → Org', 'Post.author → User.org → Org']
            .every((path) => stderr.includes(path)) ? [] : [stderr]);
}
