// SQL on its own: the databases accept it, it makes the database that Prisma's
// own engine makes of the same schema, and the one that Drizzle makes of the
// Drizzle target.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { ddlMaker, inDatabase, mustMake, safe } from './ddl.js';
import { versions } from './drizzle.js';
import { prismaSql } from './engine.js';
import { forget, unexcused } from './forced.js';
import { diff, introspect } from './introspect.js';
import { pool } from './process.js';
import { dialects } from './schemas.js';

/** The differences that nothing excuses. */
function differences(tool, dialect, ours, theirs) {
    const test = { tool, check: 'catalog', dialect };
    return unexcused(test, diff(forget(test, ours), theirs));
}

// --- The schemas, in the dialects that hold them ---------------------------

/** Prisma reads the original file; null where that is no schema of its own. */
async function prismaCatalog(servers, { schema, dialect }) {
    if (schema.own !== dialect || dialect === 'mysql' || !schema.file.endsWith('.prisma')) {
        return null;
    }
    const text = readFileSync(schema.file, 'utf8');
    // A schema that was cut out of a document may lack it.
    const source = /^datasource /m.test(text)
        ? '' : `datasource db {\n  provider = "${dialect}"\n}\n`;
    const sql = await prismaSql(dialect, source + text);
    return inDatabase(servers, dialect, `${schema.name} prisma`, sql, introspect);
}

async function drizzleCatalog(servers, { schema, dialect }, { drizzle, authgen, folder, options }) {
    const stem = safe([schema.name, ...options].join(' '));
    const output = join(folder, `${stem}.${dialect}.ts`);
    const { done } = await generate(authgen,
        { schema: schema.file, target: drizzle.target, dialect, output, options });
    if (!done) return null;
    const statements = await drizzle.statements(dialect, await drizzle.load(output));
    const db = await openDatabase(
        servers, dialect, `ddl-${drizzle.dir}-${stem}-${dialect}`);
    try {
        await apply(db, statements);
        return await introspect(db);
    } finally {
        await db.close();
    }
}

async function testSchemas({ tap, authgen, servers, dir, schemas, wanted }) {
    const ready = await servers;
    const make = ddlMaker(authgen, join(dir, 'ddl'));
    const totals = { applied: 0, refused: 0, prisma: 0, drizzle: 0, compat: 0 };
    const folder = (drizzle) => join(dir, 'ddl', drizzle.dir);
    for (const drizzle of versions) drizzle.makeProject(folder(drizzle));

    const ours = ({ schema, dialect }, sql, label) =>
        inDatabase(ready, dialect, `${schema.name} ${label}`, sql, introspect);

    const compare = async (test, results, catalog, { name, label = name, total, read }) => {
        const title = `${test.schema.name} -> ${test.dialect}, ddl = ${label}`;
        try {
            const theirs = await read();
            if (!theirs) return;
            totals[total]++;
            results.push([title, differences(name, test.dialect, catalog, theirs)]);
        } catch (error) {
            results.push([title, [error.message]]);
        }
    };

    const runCase = async (test) => {
        const { schema, dialect } = test;
        const title = `${schema.name} -> ${dialect}, ddl`;
        const { done, refused, wrong, sql } = await make(schema, dialect);
        if (!done && refused.length > 0 && dialect !== schema.own) {
            totals.refused++;
            return [[`${title}: cannot hold, ${refused.join(' ')}`, []]];
        }
        if (!done) return [[title, [...refused, ...wrong]]];
        const results = [];
        let catalog;
        // Prisma has only the types of compat.
        let compat;
        const options = ['profile=compat'];
        try {
            compat = catalog = await ours(test, sql, '');
            if (dialect === 'sqlite') {
                compat = await ours(test, await mustMake(make, schema, dialect, { options }),
                    'compat');
            }
            totals.applied++;
            results.push([title, []]);
        } catch (error) {
            return [[title, [error.message]]];
        }
        await compare(test, results, compat,
            { name: 'prisma', total: 'prisma', read: () => prismaCatalog(ready, test) });
        for (const drizzle of versions) {
            await compare(test, results, catalog, {
                name: drizzle.target,
                total: 'drizzle',
                read: () => drizzleCatalog(
                    ready, test, { drizzle, authgen, folder: folder(drizzle), options: [] }),
            });
            if (dialect !== 'sqlite') continue;
            await compare(test, results, compat, {
                name: drizzle.target,
                label: `${drizzle.target} (compat)`,
                total: 'compat',
                read: () => drizzleCatalog(
                    ready, test, { drizzle, authgen, folder: folder(drizzle), options }),
            });
        }
        return results;
    };

    const all = schemas.flatMap((schema) => dialects.map((dialect) => ({ schema, dialect })));
    const cases = all.filter(({ schema, dialect }) =>
        wanted(`${schema.name} -> ${dialect}, ddl`));
    const running = pool(4);
    const jobs = cases.map((test) => running(() => runCase(test)));
    for (const job of jobs) for (const [name, wrong] of await job) tap.result(name, wrong);
    if (cases.length === 0) return;
    tap.comment(`ddl: ${totals.applied} schemas x dialects applied, ${totals.refused} the `
        + `database cannot hold; ${totals.prisma} compared with Prisma's database, `
        + `${totals.drizzle} with Drizzle's, ${totals.compat} with that of its compat profile`);
}

// --- Options and relationMode -------------------------------------------------

/** What the options make of one schema in one dialect: [name, differences]. */
function* optionChecks(schema, dialect, make, from) {
    const script = (...options) => mustMake(make, schema, dialect, { options });
    const plain = script();
    const catalog = plain.then((sql) => from(sql, 'plain'));
    const same = async (sql, label) => diff(await catalog, await from(sql, label));

    yield ['the target sql is the same', async () => {
        const other = await mustMake(make, schema, dialect, { target: 'sql' });
        return other === await plain ? [] : ['it is not'];
    }];
    yield ['if_not_exists runs twice', async () => {
        const sql = await script('if_not_exists=true');
        return same(sql + sql, 'twice');
    }];
    yield ['if_not_exists finds keys without names', async () => {
        const convention = schema.file.replace('.auth', '-unnamed.auth');
        writeFileSync(convention, 'config {\n  convention = prisma\n  foreignKey = ""\n}\n');
        const sql = await mustMake(make, schema, dialect,
            { options: ['if_not_exists=true'], flags: ['--convention', convention] });
        return diff(await from(sql, 'unnamed'), await from(sql + sql, 'unnamed twice'));
    }];
    yield ['if_not_exists adds nothing', async () =>
        same(await plain + await script('if_not_exists=true'), 'again')];
    yield ['drop begins anew', async () => {
        const sql = await script('drop=true');
        return same(sql + sql, 'drop');
    }];
    if (dialect === 'mysql') {
        yield ['on_update', async () => {
            const { tables } = await from(await script('on_update=true'), 'update');
            const found = tables.User.columns.updatedAt.default;
            return /on update current_timestamp\(3\)/.test(found) ? [] : [`${found}`];
        }];
        yield ['collation', async () =>
            same(await script('collation=utf8mb4_unicode_ci'), 'collation')];
    } else {
        yield ['transaction', async () => same(await plain
            + await script('transaction=true', 'drop=true', 'if_not_exists=true'), 'whole')];
    }
    yield ['relationMode = "prisma" leaves no foreign key, but an index', async () => {
        const file = schema.file.replace('.auth', '-apart.auth');
        writeFileSync(file, readFileSync(schema.file, 'utf8')
            .replace(/^(datasource [^}]*)}/m, '$1  relationMode = "prisma"\n}'));
        const sql = await mustMake(make, { name: `${schema.name} apart`, file }, dialect);
        const { tables } = await from(sql, 'apart');
        const keys = Object.values(tables).flatMap((table) => table.foreignKeys);
        const index = tables.User.indexes.some(({ name }) => name === 'User_managerId_idx');
        return [...keys.map(({ name }) => name), ...index ? [] : ['there is no index']];
    }];
}

async function testOptions({ tap, authgen, servers, dir, schemas, wanted }) {
    const ready = await servers;
    const make = ddlMaker(authgen, join(dir, 'ddl'));
    for (const schema of schemas.filter(({ constructs }) => constructs)) {
        const dialect = schema.own;
        if (!dialects.includes(dialect)) continue;
        const from = (sql, label) =>
            inDatabase(ready, dialect, `${schema.name} ${label}`, sql, introspect);
        const title = `${schema.name} -> ${dialect}, ddl`;
        if (!wanted(title)) continue;
        for (const [name, check] of optionChecks(schema, dialect, make, from)) {
            tap.result(`${title}: ${name}`, await check().catch((error) => [error.message]));
        }
    }
}

export async function testDdl(context) {
    await testSchemas({ ...context, schemas: [...context.schemas, ...context.constructs] });
    await testOptions({ ...context, schemas: context.constructs });
}
