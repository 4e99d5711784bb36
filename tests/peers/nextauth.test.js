// A schema that names no database, as the one in NextAuth.js's documents, which
// has entities of TypeORM beside it: whoever makes its database, it is the same.
// And with relationMode = "prisma" no database has a foreign key, whoever makes it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { ddlMaker, inDatabase, mustMake, safe } from './ddl.js';
import { versions as drizzles } from './drizzle.js';
import { prismaSql } from './engine.js';
import { unexcused } from './forced.js';
import { diff, introspect } from './introspect.js';
import { dialects } from './schemas.js';
import { factsOf } from './subject.js';
import { synchronize } from './typeorm.test.js';
import { versions as typeorms } from './typeorm.js';

/** Each way to a database of a schema: [name, catalog()]. */
function* makers({ authgen, servers, dir }, schema, dialect) {
    const folder = join(dir, 'nextauth');
    const write = async (target, output, options = []) => {
        const { done, refused, wrong } = await generate(
            authgen, { schema: schema.file, target, dialect, output, options });
        if (!done) throw new Error([...refused, ...wrong].join('\n'));
        return output;
    };
    const name = safe(`${schema.name} ${dialect}`);
    yield ['ddl', async () => inDatabase(servers, dialect, `nextauth ${schema.name}`,
        await mustMake(ddlMaker(authgen, folder), schema, dialect), introspect)];
    for (const drizzle of drizzles) {
        yield [drizzle.target, async () => {
            const output = await write(drizzle.target, join(folder, drizzle.dir, `${name}.ts`));
            const statements = await drizzle.statements(dialect, await drizzle.load(output));
            const db = await openDatabase(servers, dialect, `nextauth-${drizzle.dir}-${name}`);
            try {
                await apply(db, statements);
                return await introspect(db);
            } finally {
                await db.close();
            }
        }];
    }
    for (const version of typeorms) {
        yield [version.target, async () => {
            const output = await write(version.target, join(folder, version.dir, `${name}/`),
                dialect === 'mysql' ? ['mariadb=true'] : []);
            delete globalThis.typeormMetadataArgsStorage;
            const entities = await version.load(output);
            const made = await synchronize(servers, { version, dialect, output }, entities,
                `nextauth-${version.dir}-${name}`);
            return made.catalog;
        }];
    }
    if (dialect === 'mysql') return; // Of which the engine in WebAssembly knows nothing.
    yield ['prisma', async () => {
        const output = await write('prisma', join(folder, `${name}.prisma`));
        const sql = await prismaSql(dialect, readFileSync(output, 'utf8'));
        return inDatabase(servers, dialect, `nextauth prisma ${schema.name}`, sql, introspect);
    }];
}

const attempt = (work) => work().catch((error) => [error.stack]);

async function testOneDatabase({ tap, schemas, wanted, ...context }) {
    let count = 0;
    for (const schema of schemas.filter(({ loose }) => loose)) {
        for (const dialect of ['mysql', 'postgresql']) {
            const title = `${schema.name} -> ${dialect}, one database`;
            if (!wanted(title)) continue;
            const [[, ours], ...others] = makers(context, schema, dialect);
            const catalog = await ours();
            const tables = Object.keys(catalog.tables).length;
            tap.result(`${title}: ddl makes ${tables} tables`, tables > 0 ? [] : ['none']);
            for (const [tool, read] of others) {
                const wrong = await attempt(async () => unexcused(
                    {
                        tool, check: 'catalog', dialect, altered: new Set(),
                        facts: factsOf(schema, catalog),
                    },
                    diff(catalog, await read())));
                count += tap.result(`${title}: ddl = ${tool}`, wrong) ? 1 : 0;
            }
        }
    }
    if (count > 0) tap.comment(`NextAuth: ${count} databases of other targets are the DDL's`);
}

const foreignKeys = ({ tables }) => Object.values(tables).flatMap((table) => table.foreignKeys);

async function testRelationMode({ tap, constructs, wanted, ...context }) {
    let count = 0;
    const schemas = constructs.filter((one) => one.constructs && dialects.includes(one.own));
    for (const { name, file, own: dialect } of schemas) {
        const title = `${name} -> ${dialect}, relationMode`;
        if (!wanted(title)) continue;
        // Prisma refuses what it cannot do in place of the database, and does not
        // escape the values of enums.
        const text = readFileSync(file, 'utf8').replace(/NoAction/g, 'Restrict')
            .replace("it's a", 'is a');
        const apart = { name: `${name} no keys`, file: file.replace('.auth', '-no-keys.auth') };
        writeFileSync(apart.file, text.replace(/^(datasource [^}]*)}/m, '$1  relationMode = "prisma"\n}'));
        const whole = { name: `${name} keys`, file: file.replace('.auth', '-keys.auth') };
        writeFileSync(whole.file, text);
        const withKeys = new Map(makers(context, whole, dialect));
        for (const [tool, read] of makers(context, apart, dialect)) {
            count += tap.result(`${title} = "prisma" leaves no foreign key: ${tool}`, await attempt(async () => {
                const left = foreignKeys(await read()).map((key) => `${key.name} is left`);
                const before = foreignKeys(await withKeys.get(tool)()).length;
                return before > 0 ? left : ['there is none in the other mode, either'];
            })) ? 1 : 0;
        }
    }
    if (count > 0) tap.comment(`relationMode = "prisma": ${count} databases without foreign keys`);
}

export async function testNextAuth(context) {
    const servers = await context.servers;
    for (const version of [...drizzles, ...typeorms]) {
        version.makeProject(join(context.dir, 'nextauth', version.dir));
    }
    await testOneDatabase({ ...context, servers });
    await testRelationMode({ ...context, servers });
}
