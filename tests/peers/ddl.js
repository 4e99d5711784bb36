// The target `ddl`: its files, and databases made of them.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';

export const safe = (name) => name.replace(/\W/g, '-');

// Extensions stand in the template of every database; some are none of Debian's.
export const withoutExtensions = (sql) => sql.replace(/^CREATE EXTENSION [^;]*;$/mg, '');

/** Makes a fresh database of a script, hands it to `work` and leaves it. */
export async function inDatabase(servers, dialect, name, sql, work) {
    const db = await openDatabase(servers, dialect, `ddl-${safe(name)}-${dialect}`);
    try {
        await apply(db, [withoutExtensions(sql)]);
        return await work(db);
    } finally {
        await db.close();
    }
}

/** A function that writes SQL to a folder: { done, refused, warned, wrong, sql }. */
export function ddlMaker(authgen, folder) {
    mkdirSync(folder, { recursive: true });
    return async (schema, dialect, { options = [], flags = [], target = 'ddl' } = {}) => {
        const stem = safe([schema.name, target, ...options, ...flags].join(' '));
        const output = join(folder, `${stem}.${dialect}.sql`);
        const made = await generate(authgen,
            { schema: schema.file, target, dialect, output, options, flags });
        return { ...made, sql: made.done ? readFileSync(output, 'utf8') : null };
    };
}

/** The script, where it is known that there is one. */
export async function mustMake(make, ...what) {
    const { done, refused, wrong, sql } = await make(...what);
    if (!done) throw new Error([...refused, ...wrong].join('\n'));
    return sql;
}
