// Schemas that are made of presets.

import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { ddlMaker, inDatabase, mustMake } from './ddl.js';
import { diff, introspect } from './introspect.js';
import { driverAdapter, generateClient } from './prismaclient.js';
import { typecheck } from './typescript.js';

const peers = fileURLToPath(new URL('.', import.meta.url));

/**
 * What a suite makes of presets, in a folder of its own: `schema` writes a
 * schema, `write` generates what is known to be possible, `inTables` hands a
 * database with the tables to `work`, `withClient` Prisma's client for one, and
 * `compare` says how the tables that `statements` make differ from ours.
 */
export function presetMaker({ authgen, servers, dir }, suite) {
    const folder = join(dir, suite);
    mkdirSync(folder, { recursive: true });
    const makeDdl = ddlMaker(authgen, join(folder, 'ddl'));
    const schema = (name, text) => {
        const file = join(folder, `${name}.auth`);
        writeFileSync(file, text);
        return { name, file };
    };
    const write = async ({ file }, target, dialect, output, options = []) => {
        const { done, refused, wrong } = await generate(
            authgen, { schema: file, target, dialect, output, options });
        if (!done) throw new Error([...refused, ...wrong].join('\n'));
        return output;
    };
    const ddl = (of, dialect, options = []) => mustMake(makeDdl, of, dialect, { options });
    const inTables = async (of, dialect, label, options, work) => inDatabase(
        await servers, dialect, `${suite} ${of.name} ${label}`, await ddl(of, dialect, options), work);
    const compare = async (of, dialect, statements, { names = true } = {}) => {
        const db = await openDatabase(
            await servers, dialect, `${suite} documented ${of.name} ${dialect}`);
        try {
            await apply(db, statements);
            const theirs = await introspect(db);
            const ours = await inTables(of, dialect, 'compared', [], introspect);
            return diff(theirs, ours, { names });
        } finally {
            await db.close();
        }
    };
    const withClient = async (of, db, work) => {
        const project = join(folder, db.name);
        mkdirSync(project);
        symlinkSync(join(peers, 'prismaclient7/node_modules'), join(project, 'node_modules'));
        writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
        const file = await write(
            of, 'prisma', db.dialect, join(project, 'schema.prisma'), ['client=./client']);
        const Client = await generateClient(file);
        const client = new Client({ adapter: driverAdapter(db.dialect, await servers, db.name) });
        try {
            return await work(client);
        } finally {
            await client.$disconnect();
        }
    };
    return { folder, schema, write, ddl, inTables, withClient, compare };
}

/**
 * Compiles a project once; each of `titles`, a Map from file name to title, is a
 * result.  A file that was not written is one that is wrong.
 */
export async function reportTypes({ tap, wanted }, project, titles) {
    const files = [...titles].filter(([, title]) => wanted(title));
    if (files.length === 0) return;
    const wrong = await typecheck(project);
    for (const [file, title] of files) {
        const missing = existsSync(join(project, file)) ? [] : [`there is no ${file}`];
        tap.result(title, [...missing, ...wrong.get(file) ?? []]);
        wrong.delete(file);
    }
    for (const [file, lines] of wrong) tap.result(`types of ${file}`, lines);
}

/** One result of a check that returns or throws what is wrong. */
export async function report({ tap, wanted }, name, check) {
    if (!wanted(name)) return;
    try {
        tap.result(name, await check());
    } catch (error) {
        tap.result(name, [error.stack]);
    }
}
