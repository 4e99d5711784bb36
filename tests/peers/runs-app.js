// An application whose tables authgen makes: its own modules, which runs/app/ has
// for each database, authgen's call in its folder, and the database.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apply, openDatabase, sqliteFile } from './databases.js';
import { run } from './process.js';

const folder = fileURLToPath(new URL('runs/app/', import.meta.url));

/** Our names of the databases, by the names that Drizzle and Better Auth have for them. */
export const dialects = { sqlite: 'sqlite', pg: 'postgresql', mysql: 'mysql' };

/** Where an application finds a database. */
export function urlOf(servers, dialect, name) {
    if (dialect === 'sqlite') return `file:${sqliteFile(servers, name)}`;
    const user = { postgresql: 'postgres://postgres', mysql: 'mysql://root' }[dialect];
    const { host, port } = servers[dialect].address;
    return `${user}@${host}:${port}/${name}`;
}

/** Writes a file; what is an environment variable in it is for this one database. */
export function writeFor(url, file, text) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.replace(/process\.env\.DATABASE_URL!?/, JSON.stringify(url)));
}

/** The text of a module of runs/app/. */
export const moduleText = (name) => readFileSync(join(folder, `${name}.ts`), 'utf8');

/**
 * Generates what an application's configuration amounts to: the tables in the
 * database `name`, and with `target` the file `output`. Returns what is warned of,
 * and what `check` says of the database.
 */
export async function makeTables({ authgen, servers }, {
    home, config, name, dialect, target, output, check = async () => [],
}) {
    const wrong = [];
    const make = async (...argv) => {
        const { status, stderr } = await run([authgen, ...argv, '--use', config], { cwd: home });
        if (status !== 0) throw new Error(stderr);
        // These databases are new, so nothing in them is in seconds.
        wrong.push(...stderr.split('\n').filter((line) => /: warning: /.test(line)
            && !/1\.2 keeps dates of SQLite as seconds/.test(line)));
    };
    if (target) await make('-t', target, '-o', output);
    await make('-t', 'ddl', '-o', 'schema.sql');
    const db = await openDatabase(servers, dialect, name);
    try {
        await apply(db, [readFileSync(join(home, 'schema.sql'), 'utf8')]);
        wrong.push(...await check(db));
    } finally {
        await db.close();
    }
    return wrong;
}

/** Texts of an error; Better Auth's have no stack, and Drizzle's a cause that tells more. */
export const explain = (error) => [error, error.cause].filter(Boolean)
    .map((one) => one.stack || String(one));

/** Closes what a module of runs/app/ opened. */
export async function closeConnection({ client, prisma }) {
    if (prisma) await prisma.$disconnect();
    else if (client.end) await client.end();
    else client.close();
}
