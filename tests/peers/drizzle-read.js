// Drizzle files read back: what drizzle-kit makes of a file, what it makes of the
// file that authgen writes for it, and the SQL that authgen writes for it are one
// database.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { apply, openDatabase } from './databases.js';
import { withoutExtensions } from './ddl.js';
import { diff, introspect } from './introspect.js';
import { run } from './process.js';

let databases = 0;

/** The catalogue of a database that the statements make. */
async function catalogOf(servers, dialect, statements) {
    const db = await openDatabase(servers, dialect, `read-${++databases}`);
    try {
        await apply(db, statements);
        return await introspect(db);
    } finally {
        await db.close();
    }
}

/** In SQLite only the text of a table has the names of its keys and foreign keys. */
function withoutNames(dialect, catalog) {
    if (dialect !== 'sqlite') return catalog;
    const known = structuredClone(catalog);
    for (const { primaryKey, foreignKeys } of Object.values(known.tables)) {
        for (const key of [primaryKey, ...foreignKeys].filter(Boolean)) key.name = null;
    }
    return known;
}

/** What authgen makes of a Drizzle file; throws what it warns of. */
async function make(authgen, argv, { allowed }) {
    const { status, stderr } = await run([authgen, ...argv]);
    const said = stderr.split('\n').filter((line) =>
        /: (error|warning): /.test(line) && !allowed.test(line));
    if (status !== 0 || said.length > 0) throw new Error(`${argv.join(' ')}: ${status}\n${said.join('\n')}`);
}

/** Unique constraints and indexes are alike in a catalogue, but not for drizzle-kit. */
const uniques = (statements) => statements
    .flatMap((sql) => sql.split('\n'))
    .filter((line) => /UNIQUE/.test(line))
    .map((line) => line.trim().replace(/[,;]$/, '').replace(/^ALTER TABLE \S+ ADD /, ''))
    .sort();

/**
 * Where the databases differ: lines as of diff(); null if no database takes what
 * drizzle-kit makes of the file.  The file is in a project of `drizzle`, a version
 * of it.  Warnings that `allowed` matches are no failure.
 */
export async function readBack(
    { authgen, servers }, { drizzle, dialect, file, allowed = /\[AG[345]\d{3}\]$/ },
) {
    const stem = join(file, '..', basename(file, '.ts'));
    const exports = await drizzle.load(file);
    if (drizzle.countTables(exports) === 0) return [];
    const theirs = await drizzle.statements(dialect, exports);
    const wanted = await catalogOf(servers, dialect, theirs).catch(() => null);
    if (!wanted) return null;
    await make(authgen, ['-t', drizzle.target, '-o', `${stem}.again.ts`, file], { allowed });
    await make(authgen, ['-t', 'sql', '-o', `${stem}.sql`, file], { allowed });
    const again = await drizzle.statements(dialect, await drizzle.load(`${stem}.again.ts`));
    const lines = [
        ...diff(wanted, await catalogOf(servers, dialect, again)).map((line) => `${drizzle.target}: ${line}`),
        ...diff(withoutNames(dialect, wanted), withoutNames(dialect, await catalogOf(servers, dialect,
            [withoutExtensions(readFileSync(`${stem}.sql`, 'utf8'))]))).map((line) => `sql: ${line}`),
    ];
    if (dialect !== 'postgresql') return lines;
    const [before, after] = [uniques(theirs), uniques(again)];
    return [...lines, ...before.filter((line) => !after.includes(line)).map((line) => `missing: ${line}`),
        ...after.filter((line) => !before.includes(line)).map((line) => `added: ${line}`)];
}
