// Every schema, in every dialect that can hold it, for both lines of Drizzle:
// the generated file type-checks, its relations make queries, and the SQL that
// drizzle-kit makes of it is accepted by the real database.

import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { versions } from './drizzle.js';
import { pool } from './process.js';
import { dialects } from './schemas.js';
import { typecheck, typecheckOld } from './typescript.js';

const stages = ['generate', 'tsc', 'relations', 'export', 'apply'];

const caseName = ({ schema, dialect, drizzle }) =>
    `${schema.name} -> ${dialect}, ${drizzle.target}`;

function listCases(schemas, dir) {
    return versions.flatMap((drizzle) => schemas.flatMap((schema) => dialects.map((dialect) => {
        const name = `${schema.name}.${dialect}.ts`.replaceAll('/', '-');
        const project = join(dir, drizzle.dir);
        return { schema, dialect, drizzle, project, name, output: join(project, name) };
    })));
}

/** Runs a stage of a case; an exception is what is wrong. */
async function attempt(wrong, stage, work) {
    try {
        return await work();
    } catch (error) {
        wrong.push(`${stage}: ${error.message}`);
        return null;
    }
}

async function runCase(test, typeErrors, servers) {
    const { drizzle, dialect, output, name } = test;
    const wrong = [];
    const types = (await typeErrors.get(drizzle)).get(name);
    if (types) wrong.push(`tsc: ${types.slice(0, 20).join('\n')}`);

    const exports = await attempt(wrong, 'load', () => drizzle.load(output));
    if (exports === null) return { wrong };
    const relations = await attempt(wrong, 'relations',
        async () => drizzle.queryRelations(dialect, exports));
    const statements = await attempt(wrong, 'export', async () => {
        const made = await drizzle.statements(dialect, exports);
        const is = made.filter((sql) => /^\s*CREATE TABLE/.test(sql)).length;
        const should = drizzle.countTables(exports);
        if (is !== should) throw new Error(`${should} tables in the file, ${is} in the SQL`);
        return made;
    });
    if (statements !== null) {
        await attempt(wrong, 'apply', async () => {
            const db = await openDatabase(servers, dialect, `${drizzle.dir}-${name}`);
            try {
                await apply(db, statements);
            } finally {
                await db.close();
            }
        });
    }
    return { wrong, relations: relations ?? 0, statements };
}

function summary(tap, drizzle, cases) {
    const made = cases.filter((test) => test.outcome.done);
    const passed = (stage) => made.filter(({ result }) =>
        !result.wrong.some((text) => text.startsWith(`${stage}:`))).length;
    const counts = stages.slice(1).map((stage) => `${stage} ok ${passed(stage)}`);
    const relations = made.reduce((sum, { result }) => sum + (result.relations ?? 0), 0);
    tap.comment(`${drizzle.target}: ${cases.length} schemas x dialects: `
        + `cannot hold ${cases.filter((test) => test.outcome.refused.length > 0).length}, `
        + `generated ${made.length}: ${counts.join(', ')} (${relations} relations queried)`);
}

/** A good case of a version and a dialect, of a schema for that dialect if there is one. */
const sample = (cases, drizzle, dialect) => {
    const good = cases.filter((test) => test.drizzle === drizzle && test.dialect === dialect
        && test.result?.wrong.length === 0 && test.result.statements.length > 0);
    return good.find((test) => test.schema.own === dialect) ?? good[0];
};

const squeeze = (sql) => sql.replace(/\s+/g, ' ').trim();

export async function testDrizzle({ tap, authgen, servers, dir, schemas, wanted }) {
    for (const drizzle of versions) drizzle.makeProject(join(dir, drizzle.dir));
    const cases = listCases(schemas, dir).filter((test) => wanted(caseName(test)));
    const generating = pool(2);
    await Promise.all(cases.map((test) => generating(async () => {
        test.outcome = await generate(authgen, {
            schema: test.schema.file,
            target: test.drizzle.target,
            dialect: test.dialect,
            output: test.output,
        });
    })));

    const made = cases.filter((test) => test.outcome.done);
    const typeErrors = new Map(versions.map((drizzle) => [drizzle,
        made.some((test) => test.drizzle === drizzle)
            ? typecheck(join(dir, drizzle.dir)) : Promise.resolve(new Map())]));
    const ready = await servers;
    // Enough to keep this process and all three databases busy.
    const running = pool(4);
    const results = new Map(made.map((test) =>
        [test, running(() => runCase(test, typeErrors, ready))]));

    for (const test of cases) {
        const { done, refused, wrong } = test.outcome;
        const name = caseName(test);
        if (done) {
            test.result = await results.get(test);
            tap.result(name, test.result.wrong);
        } else if (refused.length > 0 && test.dialect !== test.schema.own) {
            tap.result(`${name}: cannot hold`);
            tap.comment(refused.join(' '));
        } else {
            tap.result(name, refused.length > 0
                ? [`its own dialect cannot hold it: ${refused.join(' ')}`] : wrong);
        }
    }
    for (const drizzle of cases.length > 0 ? versions : []) {
        summary(tap, drizzle, cases.filter((test) => test.drizzle === drizzle));
        const samples = dialects.map((dialect) => sample(cases, drizzle, dialect)).filter(Boolean);
        if (samples.length === 0) continue;
        const old = typecheckOld(join(dir, drizzle.dir), samples.map((test) => test.name));
        await Promise.all(samples.map((test) => running(async () => {
            const sql = await drizzle.exportByCommand(test.dialect, test.name, test.project);
            const same = squeeze(sql) === squeeze(test.result.statements.join('\n'));
            tap.result(`drizzle-kit export says the same: ${caseName(test)}`,
                same ? [] : [sql.slice(0, 4000)]);
        })));
        const wrong = [...(await old).values()].flat();
        tap.result(`TypeScript 5 accepts the same files: ${drizzle.target}`, wrong);
    }
}
