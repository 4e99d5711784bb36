// TypeORM's entities, for both of its lines: they type-check, `synchronize`
// makes the database that the DDL target makes, and has then nothing left to do,
// neither there nor on the database of the DDL.  For SQL Server see mssql.test.js.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { safe, withoutExtensions } from './ddl.js';
import { unexcused } from './forced.js';
import { diff, introspect } from './introspect.js';
import { pool } from './process.js';
import { dialects } from './schemas.js';
import { factsOf } from './subject.js';
import { pending, versions } from './typeorm.js';
import { typecheck } from './typescript.js';

/** The forms of the target: all of them are one database. */
const forms = [
    { version: versions[0], form: 'decorators', options: [] },
    { version: versions[0], form: 'schema', options: ['style=schema', 'split=false'] },
    { version: versions[0], form: 'compat', options: ['profile=compat'], only: ['sqlite'] },
    { version: versions[1], form: 'decorators', options: [] },
];

/** The differences that nothing excuses. */
const unforced = (check, test, { facts }, lines) =>
    unexcused({ ...test, tool: test.version.target, check, facts }, lines);

const caseName = ({ schema, dialect, version, form }) =>
    `${schema.name} -> ${dialect}, ${version.target}, ${form}`;

/** The database of the DDL target, made once for all forms. */
class Reference {
    constructor({ authgen, dir, servers }) {
        Object.assign(this, { authgen, dir, servers, made: new Map() });
    }

    get(test) {
        const profile = test.form === 'compat' ? ['profile=compat'] : [];
        const name = safe(`ty-ddl-${test.schema.name}-${test.dialect}-${profile}`);
        if (!this.made.has(name)) this.made.set(name, this.make(test, name, profile));
        return this.made.get(name);
    }

    /** The database's name, and the facts about it. */
    async make({ schema, dialect }, name, options) {
        const output = join(this.dir, `${name}.sql`);
        const made = await generate(this.authgen,
            { schema: schema.file, target: 'ddl', dialect, output, options });
        if (!made.done) throw new Error(`ddl: ${made.wrong.join('\n')}${made.refused}`);
        const db = await openDatabase(this.servers, dialect, name);
        try {
            const sql = readFileSync(output, 'utf8');
            await apply(db, [withoutExtensions(sql)]);
            return { name, facts: factsOf(schema, await introspect(db), sql) };
        } finally {
            await db.close();
        }
    }
}

export async function synchronize(servers, test, entities, name) {
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

async function runCase(test, typeErrors, servers, reference) {
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
    let catalog = null;
    await stage('synchronize', async () => {
        const made = await synchronize(servers, test, entities, safe(`ty-${version.dir}-${folder}`));
        ({ catalog } = made);
        return unforced('again', test, await reference.get(test), made.rest);
    });
    if (!catalog) return { passed, results };
    await stage('= ddl', async () => {
        const ours = await reference.get(test);
        return unforced('catalog', test, ours, diff(ours.facts.catalog, catalog));
    });
    await stage('drift', async () => {
        const ours = await reference.get(test);
        return unforced('drift', test, ours, await drift(servers, test, entities, ours.name));
    });
    return { passed, results };
}

export async function testTypeorm({ tap, authgen, servers, dir, schemas: given, constructs, wanted }) {
    const schemas = [...given, ...constructs.filter(({ own }) => dialects.includes(own))];
    const tests = forms.flatMap(({ version, form, options, only }) => schemas.flatMap((schema) =>
        dialects.filter((dialect) => !only || only.includes(dialect))
            .filter((dialect) => !schema.constructs || schema.own === dialect)
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
    const running = pool(4);
    const runs = new Map();
    for (const version of versions) {
        // Both lines keep what decorators say in one place, each in its own form.
        delete globalThis.typeormMetadataArgsStorage;
        const mine = made.filter((test) => test.version === version);
        await Promise.all(mine.map((test) => running(async () => {
            runs.set(test, await runCase(test, typeErrors, ready, reference));
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
        const stages = ['tsc', 'load', 'synchronize', '= ddl', 'drift'].map((stage) =>
            `${stage} ok ${good.filter((test) => test.passed.has(stage)).length}`);
        tap.comment(`${version.target}, ${form}: ${mine.length} schemas x dialects, `
            + `${mine.length - good.length} cannot be held, ${good.length} generated: ${stages.join(', ')}`);
    }
}
