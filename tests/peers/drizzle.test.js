// Every schema, in every dialect that can hold it, for both lines of Drizzle:
// the generated file type-checks, its relations make queries, and the SQL that
// drizzle-kit makes of it is accepted by the real database.

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { versions } from './drizzle.js';
import { pool } from './process.js';
import { dialects } from './schemas.js';
import { typecheck, typecheckOld } from './typescript.js';

const stages = ['tsc', 'load', 'relations', 'export', 'apply'];

const caseName = ({ schema, dialect, drizzle }) =>
    `${schema.name} -> ${dialect}, ${drizzle.target}`;

function listCases(schemas, dir) {
    return versions.flatMap((drizzle) => schemas.flatMap((schema) => dialects.map((dialect) => {
        const name = `${schema.name}.${dialect}.ts`.replaceAll('/', '-');
        const project = join(dir, drizzle.dir);
        return { schema, dialect, drizzle, project, name, output: join(project, name) };
    })));
}

/** Creates a fresh database from the SQL, whole, and leaves it. */
async function applyAll(servers, { drizzle, dialect, name }, statements) {
    const db = await openDatabase(servers, dialect, `${drizzle.dir}-${name}`);
    try {
        await apply(db, statements);
    } finally {
        await db.close();
    }
}

async function exportSql({ drizzle, dialect }, exports) {
    const statements = await drizzle.statements(dialect, exports);
    const is = statements.filter((sql) => /^\s*CREATE TABLE/.test(sql)).length;
    const should = drizzle.countTables(exports);
    if (is !== should) throw new Error(`${should} tables in the file, ${is} in the SQL`);
    return statements;
}

/** Takes a generated file through the stages; one that fails ends only those that need it. */
async function runCase(test, typeErrors, servers) {
    const { drizzle, dialect, output, name } = test;
    const result = { wrong: [], passed: new Set(), relations: 0, statements: [] };
    const stage = async (label, work) => {
        try {
            const value = await work();
            result.passed.add(label);
            return value;
        } catch (error) {
            result.wrong.push(`${label}: ${error.message}`);
            return null;
        }
    };
    await stage('tsc', async () => {
        const types = (await typeErrors.get(drizzle)).get(name) ?? [];
        if (types.length > 0) throw new Error(types.slice(0, 20).join('\n'));
    });
    const exports = await stage('load', () => drizzle.load(output));
    if (exports === null) return result;
    const query = async () => drizzle.queryRelations(dialect, exports);
    result.relations = await stage('relations', query);
    result.statements = await stage('export', () => exportSql(test, exports));
    if (result.statements === null) return result;
    await stage('apply', () => applyAll(servers, test, result.statements));
    return result;
}

function summary(tap, drizzle, cases) {
    const refused = cases.filter((test) => test.outcome.refused.length > 0);
    const made = cases.filter((test) => test.outcome.done);
    const counts = stages.map((stage) =>
        `${stage} ok ${made.filter(({ result }) => result.passed.has(stage)).length}`);
    const relations = made.reduce((sum, { result }) => sum + result.relations, 0);
    tap.comment(`${drizzle.target}: ${cases.length} schemas x dialects: `
        + `${refused.length} the database cannot hold, ${made.length} generated: `
        + `${counts.join(', ')} (${relations} relations queried)`);
}

/** A good case of a version and a dialect, of a schema for that dialect if there is one. */
const sample = (cases, drizzle, dialect) => {
    const good = cases.filter((test) => test.drizzle === drizzle && test.dialect === dialect
        && test.result?.wrong.length === 0 && test.result.statements.length > 0
        // drizzle-kit ends before a pipe has taken more than its 64 KB.
        && test.result.statements.join('').length < 60_000);
    return good.find((test) => test.schema.own === dialect) ?? good[0];
};

const squeeze = (sql) => sql.replace(/\s+/g, ' ').trim();

/** The slow and ordinary ways, which the tests above go round, say the same for the samples. */
async function smoke(tap, projects) {
    const running = pool(2);
    const jobs = projects.filter(({ samples }) => samples.length > 0)
        .flatMap(({ drizzle, project, samples }) => [
            running(async () => {
                const found = await typecheckOld(project, samples.map((test) => test.name));
                const wrong = [...found.values()].flat();
                return [`TypeScript 5 accepts the same: ${drizzle.target}`, wrong];
            }),
            ...samples.map((test) => running(async () => {
                const sql = await drizzle.exportByCommand(test.dialect, test.name, project);
                const same = squeeze(sql) === squeeze(test.result.statements.join('\n'));
                return [`drizzle-kit export says the same: ${caseName(test)}`,
                    same ? [] : [sql.slice(0, 4000)]];
            })),
        ]);
    for (const job of jobs) tap.result(...await job);
}

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
    }
    await smoke(tap, versions.map((drizzle) => ({
        drizzle,
        project: join(dir, drizzle.dir),
        samples: dialects.map((dialect) => sample(cases, drizzle, dialect)).filter(Boolean),
    })));
}

const collision = `import { foreignKey, index, int, mysqlTable } from "drizzle-orm/mysql-core";
export const one = mysqlTable("one", { id: int().primaryKey(), up: int() }, (t) => [
    foreignKey({ name: "same", columns: [t.up], foreignColumns: [t.id] }),
    index("same").on(t.up),
]);
`;

/** drizzle-kit 0.31 ends its process where it refuses a schema: not this one. */
export async function testDrizzleEnd({ tap, dir, wanted }) {
    const title = 'drizzle: what ends drizzle-kit is a failure of that schema';
    if (!wanted(title)) return;
    const [drizzle] = versions;
    const project = join(dir, 'drizzle-end');
    const file = join(project, 'collision.ts');
    drizzle.makeProject(project);
    writeFileSync(file, collision);
    const said = await drizzle.statements('mysql', await drizzle.load(file))
        .then(() => 'it takes the schema', (error) => error.message);
    tap.result(title, /gives up[^]*collision/.test(said) ? [] : [said]);
}

/** The ids of cuid() are those that Prisma's client makes: its own package judges. */
export async function testDrizzleCuid({ tap, authgen, dir, wanted }) {
    const { isCuid } = createRequire(new URL('prismaclient7/index.js', import.meta.url))(
        '@bugsnag/cuid');
    for (const drizzle of versions) {
        const title = `drizzle: cuid() makes the ids of Prisma, ${drizzle.target}`;
        if (!wanted(title)) continue;
        const project = join(dir, `cuid-${drizzle.dir}`);
        const schema = join(project, 'cuid.auth');
        const output = join(project, 'cuid.ts');
        drizzle.makeProject(project);
        writeFileSync(schema, 'model A {\n  id Id @id @default(cuid())\n}\n');
        const { wrong } = await generate(authgen, {
            schema, target: drizzle.target, dialect: 'sqlite', output,
        });
        if (wrong.length === 0) {
            const { a } = await drizzle.load(output);
            const ids = Array.from({ length: 1000 }, () => a.id.defaultFn());
            wrong.push(...ids.filter((id) => !isCuid(id) || id.length !== 25));
            if (new Set(ids).size < ids.length) wrong.push('an id twice');
            if (ids.some((id, i) => i && id.slice(0, 9) < ids[i - 1].slice(0, 9))) {
                wrong.push('a later id with an earlier time');
            }
        }
        tap.result(title, wrong);
    }
}
