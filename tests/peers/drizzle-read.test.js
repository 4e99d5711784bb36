// Drizzle files, those that authgen writes and those of tests/drizzle, which are as
// people and documents write them, are read as the databases that drizzle-kit makes
// of them.

import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { generate } from './authgen.js';
import { readBack } from './drizzle-read.js';
import { versions } from './drizzle.js';
import { pool } from './process.js';
import { dialects } from './schemas.js';

const own = fileURLToPath(new URL('../drizzle', import.meta.url));

/** What is in tests/drizzle to be warned of cannot be loaded either. */
const broken = ['lost.ts'];

const caseName = ({ schema, dialect, drizzle }) =>
    `${schema.name} -> ${dialect}, ${drizzle.target}, read back`;

async function readGenerated(context, { schema, dialect, drizzle, folder }) {
    const file = join(folder, `${schema.name}.${dialect}.ts`.replaceAll('/', '-'));
    const { done, warned, wrong } = await generate(
        context.authgen, { schema: schema.file, target: drizzle.target, dialect, output: file });
    if (!done) return wrong.length > 0 ? wrong : null;
    // What the target cannot hold, drizzle-kit may spell wrong.
    return warned.some((code) => /^AG5/.test(code)) ? null
        : readBack(context, { drizzle, dialect, file });
}

/** Every schema, in every dialect that can hold it, as both lines of Drizzle have it. */
export async function testDrizzleRead({ tap, authgen, servers, dir, schemas, wanted }) {
    const context = { authgen, servers: await servers };
    const cases = versions.flatMap((drizzle) => {
        const folder = join(dir, 'read', drizzle.dir);
        drizzle.makeProject(folder);
        return schemas.flatMap((schema) => dialects.map((dialect) => ({ schema, dialect, drizzle, folder })));
    }).filter((test) => wanted(caseName(test)));
    const running = pool(2);
    const jobs = cases.map((test) => running(() =>
        readGenerated(context, test).catch((error) => [error.stack])));
    let count = 0;
    for (const [i, job] of jobs.entries()) {
        const lines = await job;
        if (lines) count += tap.result(caseName(cases[i]), lines) ? 1 : 0;
    }
    if (cases.length > 0) tap.comment(`read back: ${count} of ${cases.length} schemas x dialects x versions`);
}

/** The dialect of a file of tests/drizzle, and the line of Drizzle that it is for. */
function aboutFile(text) {
    const [, core] = text.match(/drizzle-orm\/(\w+)-core/);
    return {
        dialect: { pg: 'postgresql', mysql: 'mysql', sqlite: 'sqlite' }[core],
        drizzle: versions[/defineRelations/.test(text) ? 1 : 0],
    };
}

/** The files of tests/drizzle. */
export async function testDrizzleFiles({ tap, authgen, servers, dir, wanted }) {
    const context = { authgen, servers: await servers };
    for (const drizzle of versions) {
        const folder = join(dir, 'read-files', drizzle.dir);
        mkdirSync(folder, { recursive: true });
        drizzle.makeProject(folder);
        for (const name of readdirSync(own).filter((file) => /^_.*\.ts$/.test(file))) {
            copyFileSync(join(own, name), join(folder, name));
            writeFileSync(join(folder, name.replace(/\.ts$/, '.js')),
                ts.transpileModule(readFileSync(join(own, name), 'utf8'),
                    { compilerOptions: { module: ts.ModuleKind.ESNext } }).outputText);
        }
    }
    for (const name of readdirSync(own).filter((file) => /^[^_].*\.ts$/.test(file))) {
        const title = `tests/drizzle/${name}, read back`;
        if (broken.includes(name) || !wanted(title)) continue;
        const { dialect, drizzle } = aboutFile(readFileSync(join(own, name), 'utf8'));
        const file = join(dir, 'read-files', drizzle.dir, name);
        copyFileSync(join(own, name), file);
        const lines = await readBack(context, { drizzle, dialect, file, allowed: /\[AG(1013|[345]\d{3})\]$/ })
            .catch((error) => [error.stack]);
        tap.result(title, lines ?? ['the database refuses it']);
    }
}
