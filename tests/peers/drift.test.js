// Nothing is left to do on the database that the target `ddl` makes: not for
// Drizzle 1.0 (`push`), and not for Prisma's schema engine, which compares with
// the original file and with what authgen writes for it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply } from './databases.js';
import { ddlMaker, inDatabase, safe, withoutExtensions } from './ddl.js';
import { versions } from './drizzle.js';
import { prismaErrors, prismaPending } from './engine.js';
import { unexcused } from './forced.js';
import { factsOf } from './subject.js';
import { diff, introspect } from './introspect.js';
import { forPrisma7, withDatasource } from './prisma.js';
import { pool } from './process.js';
import { dialects } from './schemas.js';

const drizzle = versions.find(({ target }) => target === 'drizzle@1');

const conventions = ['drizzle', 'drizzle@1', 'better-auth/drizzle', 'better-auth/kysely'];

const caseName = ({ schema, dialect }) => `${schema.name} -> ${dialect}, drift`;

/** What it would change, told as the difference that it makes if there is one. */
async function prismaChanges(db, text) {
    const sql = withoutExtensions(await prismaPending(db, text));
    const statements = sql.replace(/^--.*$/mg, '').split(/;$/m)
        .map((statement) => statement.trim()).filter(Boolean);
    if (statements.length === 0) return [];
    const before = await introspect(db);
    await apply(db, [sql]);
    const lines = diff(before, await introspect(db));
    return lines.length > 0 ? lines : statements;
}

/**
 * Each way to look for changes: [label, tool, read]; read() gives statements or
 * differences, and the facts about the database as it was before.
 */
function* checks({ schema, dialect, authgen, folder, make }) {
    const inOurs = async (label, work, options = [], flags = []) => {
        const { done, refused, wrong, sql } = await make(schema, dialect, { options, flags });
        if (!done) throw new Error([...refused, ...wrong].join('\n'));
        return inDatabase(make.servers, dialect, `${schema.name} drift ${label}`, sql, async (db) => {
            const facts = factsOf(schema, await introspect(db), sql);
            return { lines: await work(db), facts };
        });
    };
    const write = async (target, ending, flags = []) => {
        const output = join(folder, `${safe([schema.name, ...flags].join(' '))}.${dialect}.${ending}`);
        const { done, refused, wrong } = await generate(
            authgen, { schema: schema.file, target, dialect, output, flags });
        if (!done) throw new Error([...refused, ...wrong].join('\n'));
        return output;
    };
    yield ['drizzle-kit push', drizzle.target, async () => {
        const exports = await drizzle.load(await write(drizzle.target, 'ts'));
        return inOurs('drizzle', (db) => drizzle.pending(db, dialect, exports));
    }];
    if (dialect === 'postgresql' && /^examples/.test(schema.name)) {
        yield ['drizzle-kit push --explain, as a command,', drizzle.target, async () => {
            const file = await write(drizzle.target, 'ts');
            return inOurs('command', async (db) => {
                const status = await drizzle.pushByCommand(db, file, folder);
                return status === 'no_changes' ? [] : [status];
            });
        }];
    }
    if (dialect === 'mysql') return; // Of which the engine in WebAssembly knows nothing.
    // The engine takes the database for what it is.
    const read = (file) => withDatasource(readFileSync(file, 'utf8'), dialect)
        .replace('"cockroachdb"', '"postgresql"');
    const compat = dialect === 'sqlite' ? ['profile=compat'] : [];
    // CockroachDB has what PostgreSQL has not.
    if (schema.provider === 'cockroachdb' && prismaErrors(forPrisma7(read(schema.file)))) return;
    yield ['Prisma, from ours', 'prisma', async () => {
        const text = read(await write('prisma', 'prisma'));
        return inOurs('ours', (db) => prismaChanges(db, text), compat);
    }];
    // Names, actions and defaults of other tools: what Prisma makes otherwise is written.
    const foreign = dialect === 'postgresql' && /^examples/.test(schema.name);
    for (const convention of foreign ? conventions : []) {
        const flags = ['--convention', convention];
        yield [`Prisma, in the convention ${convention},`, 'prisma', async () => {
            const text = read(await write('prisma', 'prisma', flags));
            return inOurs(`ours ${convention}`, (db) => prismaChanges(db, text), [], flags);
        }];
    }
    if (schema.own !== dialect || !schema.file.endsWith('.prisma')) return;
    yield ['Prisma, from the original', 'prisma',
        () => inOurs('original', (db) => prismaChanges(db, read(schema.file)), compat)];
}

/** The form of the entries in man/differences: SQLite's types are Prisma's. */
const formOf = (schema, dialect) =>
    (dialect === 'sqlite' && /provider\s*=\s*"prisma-client|sqlite\s*=\s*compat/.test(
        readFileSync(schema.file, 'utf8')) ? 'compat' : undefined);

async function runCase(test) {
    const { schema, dialect, make } = test;
    const form = formOf(schema, dialect);
    const { done, refused, wrong } = await make(schema, dialect);
    if (!done && refused.length > 0 && dialect !== schema.own) return null;
    if (!done) return [['ddl', [...refused, ...wrong]]];
    const results = [];
    for (const [label, tool, read] of checks(test)) {
        const lines = await read().then(
            ({ lines: found, facts }) => unexcused({ tool, check: 'drift', dialect, facts, form }, found),
            (error) => [error.stack]);
        results.push([label, lines]);
    }
    return results;
}

export async function testDrift({ tap, authgen, servers, dir, schemas: given, constructs, wanted }) {
    const schemas = [...given, ...constructs];
    const make = ddlMaker(authgen, join(dir, 'drift'));
    make.servers = await servers;
    const folder = join(dir, 'drift', drizzle.dir);
    drizzle.makeProject(folder);
    const cases = schemas.flatMap((schema) => dialects.map((dialect) =>
        ({ schema, dialect, authgen, folder, make }))).filter((test) => wanted(caseName(test)));
    const running = pool(4);
    const jobs = cases.map((test) => running(() => runCase(test)));
    const counts = new Map();
    let refused = 0;
    for (const [i, job] of jobs.entries()) {
        const results = await job;
        if (!results) refused++;
        for (const [label, wrong] of results ?? []) {
            const good = tap.result(`${caseName(cases[i])}: ${label} has nothing to do`, wrong);
            counts.set(label, (counts.get(label) ?? 0) + (good ? 1 : 0));
        }
    }
    if (cases.length === 0) return;
    tap.comment(`drift: ${cases.length} schemas x dialects, ${refused} the database cannot hold; `
        + `nothing to do but what is forced: ${[...counts].map(([label, count]) =>
            `${label} ${count}`).join(', ')}`);
}
