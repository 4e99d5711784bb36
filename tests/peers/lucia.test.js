// The schemas of tests/lucia make the same tables as the Drizzle code of the
// document that they are written after: both are exported by drizzle-kit and
// compared as the databases hold them.

import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { versions } from './drizzle.js';
import { diff, introspect } from './introspect.js';
import { codeBlocks } from './schemas.js';

const seed = '002_dbcb01676023b3c8.txt';
const schemaDir = fileURLToPath(new URL('../lucia/', import.meta.url));

const modules = { mysql: /mysql-core"/, postgresql: /pg-core"/, sqlite: /sqlite-core"/ };

let databases = 0;

/** What a Drizzle file becomes in a real database. */
async function tablesOf(servers, drizzle, dialect, file) {
    const db = await openDatabase(servers, dialect, `lucia-${++databases}`);
    try {
        await apply(db, await drizzle.statements(dialect, await drizzle.load(file)));
        return await introspect(db);
    } finally {
        await db.close();
    }
}

export async function testLucia({ tap, authgen, servers, dir, documents, wanted }) {
    const document = documents.find((file) => basename(file) === seed);
    if (!document) return;
    const markdown = readFileSync(document, 'utf8');
    const ready = await servers;
    for (const drizzle of versions) drizzle.makeProject(join(dir, 'lucia', drizzle.dir));

    for (const [dialect, module] of Object.entries(modules)) {
        const [block] = codeBlocks(markdown, module);
        // The document was written for 0.x; 1.0 makes its TEXT keys of SQLite nullable.
        const [first] = versions;
        const original = join(dir, 'lucia', first.dir, `document-${dialect}.ts`);
        writeFileSync(original, block);

        for (const drizzle of versions) {
            const name = `lucia -> ${dialect}, ${drizzle.target}: the document's tables`;
            if (!wanted(name)) continue;
            const output = join(dir, 'lucia', drizzle.dir, `${dialect}.ts`);
            const outcome = await generate(authgen, {
                schema: join(schemaDir, `${dialect}.auth`), target: drizzle.target, dialect, output,
            });
            if (!outcome.done) {
                tap.result(name, [...outcome.wrong, ...outcome.refused]);
                continue;
            }
            try {
                const theirs = await tablesOf(ready, first, dialect, original);
                const ours = await tablesOf(ready, drizzle, dialect, output);
                const count = Object.keys(theirs.tables).length;
                if (count !== 3) throw new Error(`the document has ${count} tables, not 3`);
                // The document names no constraints.
                tap.result(name, diff(theirs, ours, { names: false }));
            } catch (error) {
                tap.result(name, [error.message]);
            }
        }
    }
}
