// Databases that are used again: made once for a process, and emptied after use.

import { createRequire } from 'node:module';

const require = createRequire(new URL('../typeorm1/index.js', import.meta.url));

/** Everything in a PostgreSQL database that is not the template's belongs to this role. */
export const role = 'random';

const quote = (mark, name) => mark + name.replaceAll(mark, mark + mark) + mark;

/** SQLite in this process: `rows` are those of the last statement that has any. */
async function sqlite(image = null) {
    const { Database } = await sqliteLibrary();
    const database = new Database(image);
    database.run('PRAGMA foreign_keys = ON');
    return {
        dialect: 'sqlite',
        name: ':memory:',
        async query(sql) {
            const { columns, values } = database.exec(sql).at(-1) ?? { columns: [], values: [] };
            return values.map((row) => Object.fromEntries(columns.map((key, i) => [key, row[i]])));
        },
        export: () => database.export(),
        close: async () => database.close(),
    };
}

let library = null;

/** sql.js, which is SQLite itself as WebAssembly. */
export function sqliteLibrary() {
    library ??= require('sql.js')();
    return library;
}

async function postgresql({ postgresql: server, template }, name) {
    const admin = await server.connect('postgres');
    await admin.query(`DROP DATABASE IF EXISTS ${quote('"', name)} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${quote('"', name)} TEMPLATE ${quote('"', template)} STRATEGY wal_log`);
    await admin.end();
    const client = await server.connect(name);
    return {
        dialect: 'postgresql', name, client,
        query: async (sql, values) => (await client.query(sql, values)).rows,
        empty: () => client.query(`ROLLBACK; DROP OWNED BY ${role} CASCADE`),
        close: () => client.end(),
    };
}

async function mysql({ mysql: server }, name) {
    const client = await server.connect();
    const anew = ['DROP DATABASE IF EXISTS', 'CREATE DATABASE', 'USE']
        .map((command) => `${command} ${quote('`', name)}`).join('; ');
    await client.query(anew);
    return {
        dialect: 'mysql', name,
        query: async (sql) => (await client.query(sql))[0],
        empty: () => client.query(anew),
        close: () => client.end(),
    };
}

const makers = { postgresql, mysql };

export class DatabasePool {
    constructor(servers, prefix) {
        Object.assign(this, { servers, prefix, free: { postgresql: [], mysql: [] }, all: [] });
    }

    /** Hands an empty database to `work`; what it is made of, if it is SQLite's. */
    async use(dialect, work, image = null) {
        if (dialect === 'sqlite') {
            const db = await sqlite(image);
            try {
                return await work(db);
            } finally {
                await db.close();
            }
        }
        const free = this.free[dialect];
        const db = free.pop() ?? await this.make(dialect);
        try {
            return await work(db);
        } finally {
            await db.empty();
            free.push(db);
        }
    }

    async make(dialect) {
        const name = `${this.prefix}-${this.all.length}`;
        const place = this.all.push(null) - 1;
        this.all[place] = await makers[dialect](this.servers, name);
        return this.all[place];
    }

    /** Closes those that could be made. */
    async close() {
        await Promise.all(this.all.map((db) => db?.close()));
    }
}
