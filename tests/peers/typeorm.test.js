// TypeORM's entities, for both of its lines: they type-check, `synchronize`
// makes the database that the DDL target makes, and has then nothing left to do,
// neither there nor on the database of the DDL.  For SQL Server, which is not at
// hand, TypeORM says what it would run.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { diff, introspect } from './introspect.js';
import { pool } from './process.js';
import { dialects } from './schemas.js';
import { pending, versions } from './typeorm.js';
import { typecheck } from './typescript.js';

const safe = (name) => name.replace(/\W/g, '-');
const withoutExtensions = (sql) => sql.replace(/^CREATE EXTENSION [^;]*;$/mg, '');

/** The forms of the target: all of them are one database. */
const forms = [
    { version: versions[0], form: 'decorators', options: [] },
    { version: versions[0], form: 'schema', options: ['style=schema', 'split=false'] },
    { version: versions[0], form: 'native', options: ['profile=native'], only: ['sqlite'] },
    { version: versions[1], form: 'decorators', options: [] },
];

/** What TypeORM makes otherwise, whatever it is told: ours | theirs. */
const number = String.raw`-?[\d.]+`;
const forced = [
    {
        kind: 'catalog', line: /^index .*\bDESC\b/,
        why: 'TypeORM knows no order in an index; authgen warns (AG5002)',
    },
    {
        kind: 'catalog', dialects: ['mysql'], line: /^index .*: .*btree \(.*\w\(\d+\).* \| none$/,
        why: 'TypeORM knows no prefix lengths, and leaves such an index alone; authgen warns (AG5001)',
    },
    {
        kind: 'catalog', dialects: ['postgresql'], line: /^index .* \(.*( \w+_ops|"runTags").*\) \| none$/,
        why: 'TypeORM knows no operator classes, and leaves such an index alone; authgen warns (AG5001)',
    },
    {
        kind: 'catalog', dialects: ['mysql'], line: /^check .* \| none$/,
        why: 'TypeORM passes over checks on MySQL; authgen warns (AG5001)',
    },
    {
        kind: 'catalog', line: /^index .*btree \(.*\(.*\).*\) \| none$/,
        why: 'TypeORM knows no expressions in an index, and leaves such an index alone; authgen warns (AG5001)',
    },
    {
        kind: 'catalog', dialects: ['postgresql'], line: /^enum .* \| none$/,
        why: 'TypeORM makes no enum that no column is of; authgen warns (AG5001)',
    },
    {
        kind: 'catalog', line: /^table Legacy: present \| none$/,
        why: 'a table without any key is none for TypeORM, which leaves it alone; authgen warns (AG5002)',
    },
    {
        kind: 'catalog', line: /^primary key .*: none \| /, alters: true,
        why: 'TypeORM wants a primary key; authgen warns (AG5002)',
    },
    {
        kind: 'catalog', line: /^column \S+ position: /, disordered: true,
        why: 'TypeORM orders a primary key as its entity: where the schema orders it otherwise, its columns come first',
    },
    {
        kind: 'catalog', dialects: ['mysql'], target: 'typeorm',
        line: /^column \S+ type: tinyint\(1\) \| tinyint\(4\)$/,
        why: 'TypeORM 1 dropped the display widths of MySQL: a boolean is a tinyint',
    },
    {
        kind: 'catalog', dialects: ['postgresql'],
        line: new RegExp(`default: '?(${number})'?(::\\w+)? \\| '\\1'::[\\w ]+$`),
        why: 'TypeORM quotes the default of a number; its value is the same',
    },
    {
        kind: 'catalog', dialects: ['sqlite'], line: /^column \S+ type: bigint \| integer$/,
        alters: true,
        why: 'TypeORM gives a foreign key the type of the column it refers to; both are integers',
    },
    {
        kind: 'catalog', dialects: ['sqlite'], target: 'typeorm@0.3', line: / type: jsonb \| json$/,
        alters: true,
        why: 'TypeORM 0.3 knows no jsonb on SQLite; both hold the same text',
    },
    {
        kind: 'catalog', form: 'schema', line: /^index .*: (hash|brin|gin|gist|spgist) .* \| none$/,
        why: 'an EntitySchema has no types of indexes; authgen warns (AG5001)',
    },
    {
        kind: 'catalog', target: 'typeorm@0.3', line: /^index .*: (hash|brin|gin|gist|spgist) .* \| none$/,
        why: 'TypeORM 0.3 has no types of indexes; authgen warns (AG5001)',
    },
    {
        kind: 'drift', target: 'typeorm@0.3',
        line: /^(COMMENT ON TABLE .* IS NULL|ALTER TABLE \S+ COMMENT '')$/,
        why: 'TypeORM 0.3 escapes nothing in the comment of a new table: those with quotes are left out',
    },
    {
        kind: 'drift', form: 'schema', line: /^(COMMENT ON TABLE .* IS NULL|ALTER TABLE \S+ COMMENT '')$/,
        why: 'an EntitySchema has no comments of tables',
    },
    ...['again', 'drift'].map((kind) => ({
        kind, dialects: ['postgresql'], line: /"(embedding|geo)"/,
        why: 'TypeORM compares Unsupported types without their arguments, and defaults without their casts; authgen warns (AG5002)',
    })),
    {
        kind: 'drift', dialects: ['sqlite'], schema: 'examples/auth.auth', line: /users/,
        why: 'TypeORM does not see a CHECK of SQLite that ends a line before the last parenthesis',
    },
    {
        kind: 'drift', line: /./, altered: true,
        why: 'the DDL\'s table is another one, for a reason above: TypeORM would change it',
    },
    {
        kind: 'drift', dialects: ['postgresql'], line: /ALTER COLUMN \S+ SET DEFAULT '\{/,
        why: 'the DDL has Prisma\'s ARRAY[…] where TypeORM has \'{…}\'; the value is the same',
    },
];

/** The differences that nothing excuses; those that are excused are counted. */
function unexcused(kind, test, lines, counts) {
    return lines.filter((line) => {
        const entry = forced.find((f) => f.kind === kind && f.line.test(line)
            && (!f.dialects || f.dialects.includes(test.dialect))
            && (!f.schema || f.schema === test.schema.name)
            && (!f.form || f.form === test.form)
            && (!f.target || f.target === test.version.target)
            && (!f.altered || (test.altered.size > 0
                && [...test.altered, 'DROP INDEX'].some((table) => line.includes(table)))));
        if (!entry) return true;
        counts.set(entry, (counts.get(entry) ?? 0) + 1);
        if (entry.alters) test.altered.add(tableOf(line));
        return false;
    });
}

const tableOf = (line) => line.match(/^(?:primary key of ([^:]+):|[a-z ]+ ((?:auth\.)?[^.:]+)\.)/)
    .slice(1).find(Boolean).split('.').at(-1);

const caseName = ({ schema, dialect, version, form }) =>
    `${schema.name} -> ${dialect}, ${version.target}, ${form}`;

/** The database of the DDL target, made once for all forms. */
class Reference {
    constructor({ authgen, dir, servers }) {
        Object.assign(this, { authgen, dir, servers, made: new Map() });
    }

    get(test) {
        const profile = test.dialect !== 'sqlite' ? [] : test.form === 'native'
            ? ['profile=native'] : ['profile=compat'];
        const name = safe(`ty-ddl-${test.schema.name}-${test.dialect}-${profile}`);
        if (!this.made.has(name)) this.made.set(name, this.make(test, name, profile));
        return this.made.get(name);
    }

    async make({ schema, dialect }, name, options) {
        const output = join(this.dir, `${name}.sql`);
        const made = await generate(this.authgen,
            { schema: schema.file, target: 'ddl', dialect, output, options });
        if (!made.done) throw new Error(`ddl: ${made.wrong.join('\n')}${made.refused}`);
        const db = await openDatabase(this.servers, dialect, name);
        try {
            await apply(db, [withoutExtensions(readFileSync(output, 'utf8'))]);
            return { name, catalog: await introspect(db) };
        } finally {
            await db.close();
        }
    }
}

async function synchronize(servers, test, entities, name) {
    const { version, dialect, output } = test;
    const types = version.foreignTypes(output);
    const source = await version.open(servers, dialect, name, entities, types);
    const db = await openDatabase(servers, dialect, name);
    try {
        await source.initialize();
        if (dialect === 'postgresql') {
            for (const schema of new Set(source.entityMetadatas.map((m) => m.schema))) {
                if (schema) await db.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
            }
        }
        await source.synchronize();
        const rest = await pending(source);
        if (dialect === 'sqlite') {
            writeFileSync(join(servers.dir, `${name}.db`), source.sqljsManager.exportDatabase());
        }
        return { rest, catalog: await introspect(db) };
    } finally {
        if (source.isInitialized) await source.destroy();
        await db.close();
    }
}

/** What TypeORM would change in the database of the DDL. */
async function drift(servers, test, entities, name) {
    const { version, dialect, output } = test;
    const image = dialect === 'sqlite' ? readFileSync(join(servers.dir, `${name}.db`)) : null;
    const source = await version.open(
        servers, dialect, name, entities, version.foreignTypes(output), image);
    try {
        await source.initialize();
        return await pending(source);
    } finally {
        if (source.isInitialized) await source.destroy();
    }
}

async function runCase(test, typeErrors, servers, reference, counts) {
    const { version, dialect, output, folder } = test;
    const passed = new Set();
    const results = [];
    const stage = async (label, work) => {
        try {
            const wrong = await work();
            if (wrong.length === 0) passed.add(label);
            results.push([label, wrong]);
        } catch (error) {
            results.push([label, [error.stack ?? error.message]]);
        }
    };
    await stage('tsc', async () => {
        const found = await typeErrors.get(version);
        return [...found].filter(([file]) => file.startsWith(`${folder}/`))
            .flatMap(([, lines]) => lines).slice(0, 20);
    });
    let entities = null;
    await stage('load', async () => { entities = await version.load(output); return []; });
    if (!entities) return { passed, results };
    if (dialect === 'sqlserver') {
        await stage('statements', async () => {
            test.statements = await version.statements(entities, version.foreignTypes(output));
            return test.statements.length > 0 ? [] : ['none'];
        });
        return { passed, results };
    }
    let catalog = null;
    await stage('synchronize', async () => {
        const made = await synchronize(servers, test, entities, safe(`ty-${version.dir}-${folder}`));
        ({ catalog } = made);
        return unexcused('again', test, made.rest, counts);
    });
    if (!catalog) return { passed, results };
    await stage('= ddl', async () => {
        const ours = await reference.get(test);
        return unexcused('catalog', test, diff(ours.catalog, catalog), counts);
    });
    await stage('drift', async () => {
        const ours = await reference.get(test);
        return unexcused('drift', test, await drift(servers, test, entities, ours.name), counts);
    });
    return { passed, results };
}

export async function testTypeorm({ tap, authgen, servers, dir, schemas, wanted }) {
    const tests = forms.flatMap(({ version, form, options, only }) => schemas.flatMap((schema) =>
        [...dialects, 'sqlserver'].filter((dialect) => !only || only.includes(dialect))
            .map((dialect) => {
                const folder = safe(`${schema.name}.${dialect}.${form}`);
                const output = join(dir, version.dir, folder);
                return { schema, dialect, version, form, options, folder, output, altered: new Set() };
            }))).filter((test) => wanted(caseName(test)));
    if (tests.length === 0) return;
    for (const version of versions) version.makeProject(join(dir, version.dir));
    const generating = pool(2);
    await Promise.all(tests.map((test) => generating(async () => {
        test.outcome = await generate(authgen, {
            schema: test.schema.file, target: test.version.target, dialect: test.dialect,
            output: `${test.output}/`,
            options: [...test.options, ...test.dialect === 'mysql' ? ['mariadb=true'] : []],
        });
    })));
    const made = tests.filter((test) => test.outcome.done);
    const typeErrors = new Map(versions.map((version) => [version,
        made.some((test) => test.version === version)
            ? typecheck(join(dir, version.dir)) : Promise.resolve(new Map())]));
    const ready = await servers;
    const reference = new Reference({ authgen, dir, servers: ready });
    const counts = new Map();
    const running = pool(4);
    const runs = new Map();
    for (const version of versions) {
        // Both lines keep what decorators say in one place, each in its own form.
        delete globalThis.typeormMetadataArgsStorage;
        const mine = made.filter((test) => test.version === version);
        await Promise.all(mine.map((test) => running(async () => {
            runs.set(test, await runCase(test, typeErrors, ready, reference, counts));
        })));
    }
    for (const test of tests) {
        const { done, refused, wrong } = test.outcome;
        const name = caseName(test);
        if (done) {
            const { passed, results } = runs.get(test);
            test.passed = passed;
            for (const [label, found] of results) tap.result(`${name}: ${label}`, found);
        } else if (refused.length > 0 && test.dialect !== test.schema.own) {
            tap.result(`${name}: cannot hold, ${refused.join(' ')}`);
        } else {
            tap.result(name, [...refused, ...wrong]);
        }
    }
    for (const { version, form } of forms) {
        const mine = tests.filter((test) => test.version === version && test.form === form);
        const good = mine.filter((test) => test.outcome.done);
        const stages = ['tsc', 'load', 'statements', 'synchronize', '= ddl', 'drift'].map((stage) =>
            `${stage} ok ${good.filter((test) => test.passed.has(stage)).length}`);
        tap.comment(`${version.target}, ${form}: ${mine.length} schemas x dialects, `
            + `${mine.length - good.length} cannot be held, ${good.length} generated: ${stages.join(', ')}`);
    }
    for (const entry of forced) {
        tap.comment(`forced, ${counts.get(entry) ?? 0} times: ${entry.why}`);
    }
}
