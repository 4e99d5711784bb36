// Lucia 3's own adapters, and the tests of them that come from npm.

import { createClient } from '@libsql/client';
import {
    DrizzleMySQLAdapter, DrizzlePostgreSQLAdapter, DrizzleSQLiteAdapter,
} from '@lucia-auth/adapter-drizzle';
import { Mysql2Adapter } from '@lucia-auth/adapter-mysql';
import { NodePostgresAdapter } from '@lucia-auth/adapter-postgresql';
import { PrismaAdapter } from '@lucia-auth/adapter-prisma';
import { LibSQLAdapter } from '@lucia-auth/adapter-sqlite';
import { databaseUser, testAdapter } from '@lucia-auth/adapter-test';
import { drizzle as libsql } from 'drizzle-orm/libsql';
import { drizzle as mysqlDrizzle } from 'drizzle-orm/mysql2';
import { drizzle as postgresDrizzle } from 'drizzle-orm/node-postgres';
import mysql from 'mysql2/promise';
import postgres from 'pg';

const open = {
    sqlite: async ({ file }) => {
        const client = createClient({ url: `file:${file}` });
        await client.execute('PRAGMA foreign_keys = ON');
        return {
            raw: (tables) => new LibSQLAdapter(client, tables),
            drizzle: ({ session, user }) => new DrizzleSQLiteAdapter(libsql(client), session, user),
            close: () => client.close(),
        };
    },
    postgresql: async ({ address, name }) => {
        const pool = new postgres.Pool({ ...address, user: 'postgres', database: name, max: 2 });
        return {
            raw: (tables) => new NodePostgresAdapter(pool, tables),
            drizzle: ({ session, user }) =>
                new DrizzlePostgreSQLAdapter(postgresDrizzle(pool), session, user),
            close: () => pool.end(),
        };
    },
    mysql: async ({ address, name }) => {
        const pool = mysql.createPool({ ...address, user: 'root', database: name });
        return {
            raw: (tables) => new Mysql2Adapter(pool, tables),
            drizzle: ({ session, user }) => new DrizzleMySQLAdapter(
                mysqlDrizzle(pool, { mode: 'default' }), session, user),
            close: () => pool.end(),
        };
    },
};

/** The user whom the tests expect to be there: his id and his username. */
export const { id: userId, attributes: { username } } = databaseUser;

/** Runs the tests of the adapter on SQL; throws at the first that fails. */
export async function testLucia3(dialect, where, tables) {
    const { raw, close } = await open[dialect](where);
    try {
        await testAdapter(raw(tables));
    } finally {
        await close();
    }
}

/** The same of the adapter on Drizzle, with the exports of a file. */
export async function testLucia3Drizzle(dialect, where, exports) {
    const { drizzle, close } = await open[dialect](where);
    try {
        await testAdapter(drizzle(exports));
    } finally {
        await close();
    }
}

/** The same of the adapter on Prisma's client. */
export async function testLucia3Prisma(client) {
    await testAdapter(new PrismaAdapter(client.session, client.user));
}
