// SQL Server, which is not at hand: what drizzle-kit and TypeORM would run there
// makes, as a parser of its SQL reads it, the tables that our DDL makes.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { ddlMaker, safe } from './ddl.js';
import { versions as drizzles } from './drizzle.js';
import { unexcused } from './forced.js';
import { fragile, schema as hostile } from './hostile.js';
import { diff } from './introspect.js';
import { pool } from './process.js';
import { factsOf } from './subject.js';
import { readTsql } from './tsql.js';
import { versions as typeorms } from './typeorm.js';
import { typecheck, typecheckOld } from './typescript.js';

const dialect = 'sqlserver';

const [, drizzle] = drizzles;

const forms = [
    { version: drizzle, options: [], extension: '.ts' },
    { version: typeorms[0], form: 'decorators', options: [], extension: '/' },
    {
        version: typeorms[0], form: 'schema', options: ['style=schema', 'split=false'],
        extension: '-objects/',
    },
    { version: typeorms[1], form: 'decorators', options: [], extension: '/' },
].map((form) => ({ ...form, title: [form.version.target, ...form.options].join(' ') }));

/** What drizzle-kit writes for the constructs, damaged: each has to be found. */
const damages = {
    'a length': (sql) => sql.replace('varchar(64)', 'varchar(63)'),
    'what may be null': (sql) => sql.replace('[label] nvarchar(1000) NOT NULL', '[label] nvarchar(1000)'),
    'a default': (sql) => sql.replace('((-1))', '((-2))'),
    'an IDENTITY': (sql) => sql.replace(' IDENTITY(1, 1)', ''),
    'a check': (sql) => sql.replace('score > -2', 'score > -3'),
    'an action': (sql) => sql.replace(' ON DELETE CASCADE', ''),
    'the name of a foreign key': (sql) => sql.replace('[Org_ownerId_fkey]', '[Org_owner]'),
    'the order of an index': (sql) => sql.replace('[createdAt] desc', '[createdAt]'),
    'the condition of an index': (sql) => sql.replace('[nick] IS NOT NULL', '[nick] IS NULL'),
    'a backtick': (sql) => sql.replace('[slug]', '`[slug]'),
};

/** What the script of a tool makes otherwise than our DDL: ours | theirs. */
function differences({ ddl }, sql) {
    const [ours, theirs] = [readTsql(ddl.sql), readTsql(sql)];
    const named = new Set(theirs.defaults);
    return [
        ...diff(ours, theirs),
        ...ours.defaults.filter((name) => !named.has(name))
            .map((name) => `default constraint ${name}: present | none`),
    ];
}

// Without foreign keys nothing is wrong with referential actions and cascades.
const aboutActions = new Set(['AG4008', 'AG4014']);

/** Our DDL for a schema, without foreign keys where SQL Server refuses them. */
async function reference(make, schema) {
    let made = { ...await make(schema, dialect), flags: [] };
    if (!made.done && made.refused.every((code) => aboutActions.has(code))) {
        const flags = ['--no-foreign-keys'];
        made = { ...await make(schema, dialect, { flags }), flags };
    }
    return made;
}

/** Names and texts that end a string or a comment somewhere; TypeORM escapes none of them. */
function hostileSchemas(folder) {
    mkdirSync(folder, { recursive: true });
    return Object.entries({ 'hostile text': hostile, ...fragile }).map(([name, text], i) => {
        const file = join(folder, `hostile-${i}.auth`);
        writeFileSync(file, text);
        return { name, file, only: drizzle };
    });
}

const entitiesOf = async ({ version, output }) =>
    version.statements(await version.load(output), version.foreignTypes(output));

async function statementsOf(test) {
    if (test.version !== drizzle) return entitiesOf(test);
    const exports = await drizzle.load(test.output);
    test.relations = drizzle.queryRelations(dialect, exports);
    return drizzle.statements(dialect, exports);
}

/** What is wrong with one form of one schema. */
async function runCase(test, typeErrors) {
    const { done, refused, wrong } = test.outcome;
    if (!done) return [...refused, ...wrong];
    const found = await typeErrors.get(test.version);
    const errors = [...found].filter(([file]) => file.startsWith(test.file))
        .flatMap(([, lines]) => lines);
    if (errors.length > 0) return errors.slice(0, 20);
    test.statements = await statementsOf(test);
    const about = {
        tool: test.version.target, check: 'catalog', dialect, form: test.form,
        facts: factsOf(test.schema, readTsql(test.ddl.sql), test.ddl.sql), altered: new Set(),
    };
    return unexcused(about, differences(test, script(test)));
}

// Without the marks between the statements nothing ends a WHERE.
const script = ({ statements }) =>
    statements.map((text) => `${text.replace(/;\s*$/, '')};`).join('\n');

function unseen(test, damage) {
    const sql = damage(script(test));
    if (sql === script(test)) return ['the script was not damaged'];
    try {
        const known = new Set(differences(test, script(test)));
        return differences(test, sql).some((line) => !known.has(line))
            ? [] : ['no difference was found'];
    } catch {
        return [];
    }
}

const squeeze = (sql) => sql.replace(/\s+/g, ' ').trim();

/** The ordinary ways, which the tests go round, say the same. */
async function smoke(tap, { file, statements, schema }, project) {
    const found = await typecheckOld(project, [file]);
    tap.result(`TypeScript 5 accepts the same: ${drizzle.target} on ${dialect}`,
        [...found.values()].flat());
    const sql = await drizzle.exportByCommand(dialect, file, project);
    tap.result(`drizzle-kit export says the same: ${schema.name} -> ${dialect}`,
        squeeze(sql) === squeeze(statements.join('\n')) ? [] : [sql.slice(0, 4000)]);
}

export async function testMssql({ tap, authgen, dir, schemas, constructs, same, plain, wanted }) {
    const top = join(dir, 'mssql');
    const name = (schema, form) => `${schema.name} -> ${dialect}, ${form.title} = ddl`;
    const all = [
        ...schemas, ...constructs, ...plain ? hostileSchemas(top) : [],
        ...same.filter(({ provider }) => provider === dialect),
    ].filter((schema) => forms.some((form) => wanted(name(schema, form))));
    if (all.length === 0) return;
    const make = ddlMaker(authgen, join(top, 'ddl'));
    const project = (version) => join(top, version.dir);
    for (const version of new Set(forms.map((form) => form.version))) {
        version.makeProject(project(version));
    }
    const tests = [];
    let refused = 0;
    const running = pool(2);
    await Promise.all(all.map((schema) => running(async () => {
        const ddl = await reference(make, schema);
        // sqlserver.test.js says whether it has to be held.
        refused += ddl.done ? 0 : 1;
        for (const form of ddl.done ? forms : []) {
            if (schema.only && form.version !== schema.only) continue;
            const file = safe(schema.name) + form.extension;
            const test = { ...form, schema, ddl, file, output: join(project(form.version), file) };
            test.outcome = await generate(authgen, {
                schema: schema.file, target: form.version.target, dialect,
                output: test.output, options: form.options, flags: ddl.flags,
            });
            tests.push(test);
        }
    })));
    const typeErrors = new Map();
    for (const { version } of tests) {
        if (!typeErrors.has(version)) typeErrors.set(version, typecheck(project(version)));
    }
    for (const form of forms) {
        // Both lines of TypeORM keep what decorators say in one place.
        if (form.version === typeorms[1]) delete globalThis.typeormMetadataArgsStorage;
        for (const test of tests.filter(({ title }) => title === form.title)) {
            test.wrong = await runCase(test, typeErrors)
                .catch((error) => [error.stack ?? error.message]);
            test.good = tap.result(name(test.schema, form), test.wrong);
        }
    }
    const sample = tests.find((test) => test.version === drizzle && test.good
        && test.schema.constructs && test.schema.own === dialect);
    if (sample) {
        await smoke(tap, sample, project(drizzle));
        for (const [what, damage] of Object.entries(damages)) {
            tap.result(`${sample.schema.name} -> ${dialect}: ${what}, damaged, is found`,
                unseen(sample, damage));
        }
    }
    for (const form of forms) {
        const mine = tests.filter(({ title }) => title === form.title);
        const relations = mine.reduce((sum, test) => sum + (test.relations ?? 0), 0);
        tap.comment(`${form.title} on ${dialect}: ${mine.filter(({ good }) => good).length} of `
            + `${mine.length} schemas make the tables of the DDL, `
            + `${mine.filter(({ ddl }) => ddl.flags.length > 0).length} of them without foreign keys`
            + `; ${refused} cannot be held${relations ? `; ${relations} relations queried` : ''}`);
    }
}
