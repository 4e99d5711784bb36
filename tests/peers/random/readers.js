// What the real readers say of the outputs of one schema: for each target, the
// stages that a file goes through, each with what is wrong.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apply } from '../databases.js';
import { withoutExtensions } from '../ddl.js';
import { comparable } from '../dmmf.test.js';
import { prismaTables } from '../dmmf.js';
import { versions as drizzles } from '../drizzle.js';
import { prismaPending, prismaSql } from '../engine.js';
import { forget, unexcused } from '../forced.js';
import { diff, introspect } from '../introspect.js';
import { prisma } from '../prisma.js';
import { factsOf } from '../subject.js';
import { pending as typeormPending, versions as typeorms } from '../typeorm.js';

/** The lines that no entry of man/differences for one of the checks excuses. */
const unforced = (test, checks, lines) =>
    checks.reduce((left, check) => unexcused({ ...test, check }, left), lines);

/** A stage that throws has that against the output. */
async function stage(results, label, work) {
    try {
        const wrong = await work() ?? [];
        results.push([label, wrong]);
        return wrong.length === 0;
    } catch (error) {
        results.push([label, [error.message]]);
        return false;
    }
}

/** The database that the target sql makes of a variant: { catalog, facts }. */
async function reference({ databases, dialect, ddl, file }) {
    return databases.use(dialect, async (db) => {
        await apply(db, [withoutExtensions(ddl)]);
        return factsOf({ file }, await introspect(db), ddl);
    });
}

async function readSql({ databases, dialect, output, ours, twice }) {
    const results = [];
    const sql = withoutExtensions(readFileSync(output, 'utf8'));
    await stage(results, 'load', () => databases.use(dialect, async (db) => {
        await apply(db, twice ? [sql, sql] : [sql]);
        return diff((await ours()).catalog, await introspect(db));
    }));
    return results;
}

function readDrizzle(drizzle) {
    return async ({ databases, dialect, output, ours, ddl, form }) => {
        const results = [];
        const again = (db) => stage(results, 'push again', async () => {
            const facts = await ours();
            return unexcused({ tool: drizzle.target, check: 'push', dialect, facts, form },
                await drizzle.pending(db, dialect, exports));
        });
        let exports;
        if (!await stage(results, 'load', async () => { exports = await drizzle.load(output); })) return results;
        await stage(results, 'relations', async () => { drizzle.queryRelations(dialect, exports); });
        await stage(results, 'generate', async () => {
            const statements = await drizzle.statements(dialect, exports);
            await databases.use(dialect, async (db) => {
                await stage(results, 'apply', () => apply(db, statements));
                if (results.at(-1)[1].length > 0) return;
                await stage(results, '= sql', async () => {
                    const { catalog } = await ours();
                    const test = { tool: drizzle.target, check: 'catalog', dialect };
                    return unexcused(test, diff(forget(test, catalog), await introspect(db)));
                });
                if (dialect !== 'mysql') await again(db);
            });
            // MariaDB does not tell what an action was from what it is by default, but
            // where both are written, as in our script.  Of MySQL 0.31 knows only 8.
            if (dialect !== 'mysql' || drizzle.target === 'drizzle') return;
            await databases.use(dialect, async (db) => {
                await apply(db, [ddl]);
                await again(db);
            });
        });
        return results;
    };
}

function readTypeorm(version) {
    return async ({ databases, dialect, output, ours, form }) => {
        const results = [];
        let entities;
        if (!await stage(results, 'load', async () => { entities = await version.load(output); })) return results;
        const types = version.foreignTypes(output);
        const altered = new Set();
        const test = { tool: version.target, dialect, form, altered };
        let catalog;
        await databases.use(dialect, async (db) => {
            const source = await version.open(databases.servers, dialect, db.name, entities, types);
            try {
                const good = await stage(results, 'synchronize', async () => {
                    await source.initialize();
                    if (dialect === 'postgresql') {
                        for (const schema of new Set(source.entityMetadatas.map((one) => one.schema))) {
                            if (schema) await db.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
                        }
                    }
                    await source.synchronize();
                });
                if (!good) return;
                await stage(results, 'synchronize again', async () =>
                    unforced({ ...test, facts: await ours() }, ['again', 'push'], await typeormPending(source)));
                catalog = dialect !== 'sqlite' ? await introspect(db) : await databases.use(
                    dialect, introspect, source.sqljsManager.exportDatabase());
            } finally {
                if (source.isInitialized) await source.destroy();
            }
        });
        if (!catalog) return results;
        await stage(results, '= sql', async () => {
            const facts = await ours();
            return unexcused({ ...test, check: 'catalog', facts }, diff(facts.catalog, catalog));
        });
        return results;
    };
}

/** Prisma does not take names of foreign keys on SQLite, where nothing uses them. */
function withoutKeyNames(catalog) {
    const known = structuredClone(catalog);
    for (const key of Object.values(known.tables).flatMap(({ foreignKeys }) => foreignKeys)) key.name = null;
    return known;
}

function readPrisma(target) {
    return async ({ databases, dialect, output, ours, ddl }) => {
        const results = [];
        const text = readFileSync(output, 'utf8');
        const reader = prisma[target];
        const files = [['schema.prisma', text]];
        const valid = await stage(results, 'validate', async () => { reader.validate(files); });
        if (!valid) return results;
        await stage(results, 'format', async () =>
            (reader.format(files)[0] === text ? [] : ['the formatter changes the file']));
        if (target !== 'prisma') return results;
        const test = { tool: 'prisma', check: 'catalog', dialect };
        if (dialect === 'mysql') {
            await stage(results, '= sql', async () => {
                const facts = await ours();
                const theirs = prismaTables(text, dialect);
                return unexcused({ ...test, check: 'dmmf', facts: { ...facts, relations: theirs.relations } },
                    diff(comparable(facts.catalog, theirs), theirs));
            });
            return results;
        }
        await stage(results, '= sql', async () => {
            const sql = withoutExtensions(await prismaSql(dialect, text));
            return databases.use(dialect, async (db) => {
                await apply(db, [sql]);
                const facts = await ours();
                const [is, should] = [await introspect(db), facts.catalog].map((catalog) =>
                    (dialect === 'sqlite' ? withoutKeyNames(catalog) : catalog));
                return unexcused({ ...test, facts }, diff(should, is));
            });
        });
        await stage(results, 'migrate', () => databases.use(dialect, async (db) => {
            await apply(db, [withoutExtensions(ddl)]);
            const facts = await ours();
            const statements = withoutExtensions(await prismaPending(db, text))
                .replace(/^--.*$/mg, '').split(/;$/m).map((sql) => sql.trim()).filter(Boolean);
            if (statements.length === 0) return [];
            await apply(db, [`${statements.join(';\n')};`]);
            const lines = diff(facts.catalog, await introspect(db));
            return unforced({ ...test, facts }, ['drift', 'push'], lines.length > 0 ? lines : statements);
        }));
        return results;
    };
}

/** The targets: how they are read, and where their files are: a file, or a folder. */
export const targets = {
    sql: { read: readSql, ending: '.sql' },
    ...Object.fromEntries(drizzles.map((drizzle) => [drizzle.target,
        { read: readDrizzle(drizzle), ending: '.ts', project: drizzle }])),
    ...Object.fromEntries(typeorms.map((version) => [version.target,
        { read: readTypeorm(version), ending: '/', project: version }])),
    prisma: { read: readPrisma('prisma'), ending: '.prisma' },
    'prisma@6': { read: readPrisma('prisma@6'), ending: '.prisma' },
};

/** Reads an output: [[stage, wrong]].  See batch.js for what a variant has. */
export async function readOutput(variant) {
    let made = null;
    const ours = () => (made ??= variant.reference(() => reference(variant)));
    return targets[variant.target].read({ ...variant, ours });
}
