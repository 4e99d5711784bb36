// The adapters of Auth.js 5 and NextAuth.js 4 as they come from npm.

import { createRequire } from 'node:module';
import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { KyselyAdapter } from '@auth/kysely-adapter';
import PostgresAdapter from '@auth/pg-adapter';
import { PrismaAdapter } from '@auth/prisma-adapter';
import { createClient } from '@libsql/client';
import { PrismaAdapter as PrismaAdapter4 } from '@next-auth/prisma-adapter';
import { drizzle as libsql } from 'drizzle-orm/libsql';
import { drizzle as mysql } from 'drizzle-orm/mysql2';
import { drizzle as postgresql } from 'drizzle-orm/node-postgres';
import { Kysely, MysqlDialect, PostgresDialect, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import mysqlDriver from 'mysql2';
import postgresDriver from 'pg';
// The tables that Drizzle's adapter has without being handed any.
import { defineTables as defineMysql } from './node_modules/@auth/drizzle-adapter/lib/mysql.js';
import { defineTables as definePostgresql } from './node_modules/@auth/drizzle-adapter/lib/pg.js';
import { defineTables as defineSqlite } from './node_modules/@auth/drizzle-adapter/lib/sqlite.js';

export { DrizzleAdapter, KyselyAdapter, PostgresAdapter, PrismaAdapter, PrismaAdapter4 };

export const defineTables = {
    sqlite: defineSqlite, postgresql: definePostgresql, mysql: defineMysql,
};

/** Drizzle on a database: a file of SQLite, or a connection. */
export const drivers = {
    sqlite: async (file) => {
        const client = createClient({ url: `file:${file}` });
        await client.execute('PRAGMA foreign_keys = ON');
        return libsql(client);
    },
    postgresql: (client) => postgresql(client),
    mysql: (client) => mysql(client, { mode: 'default' }),
};

/** Kysely on a database. */
export const kysely = (dialect, file, { address, name } = {}) => new Kysely({
    dialect: {
        sqlite: () => new SqliteDialect({ database: new Libsql(file) }),
        postgresql: () => new PostgresDialect({
            pool: new postgresDriver.Pool({ ...address, user: 'postgres', database: name, max: 2 }),
        }),
        mysql: () => new MysqlDialect({
            pool: mysqlDriver.createPool({ ...address, user: 'root', database: name }),
        }),
    }[dialect](),
});

/** A TypeORM adapter of its own: the module keeps one DataSource for good. */
let copies = 0;
export async function TypeORMAdapter(source, options) {
    const module = `${import.meta.resolve('@auth/typeorm-adapter')}?${++copies}`;
    return (await import(module)).TypeORMAdapter(source, options);
}

/** The same of NextAuth.js 4. */
export function TypeORMAdapter4(source, options) {
    const require = createRequire(import.meta.url);
    delete require.cache[require.resolve('@next-auth/typeorm-legacy-adapter')];
    return require('@next-auth/typeorm-legacy-adapter').TypeORMLegacyAdapter(source, options);
}
