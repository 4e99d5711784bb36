// Lucia 2's own adapters, and the tests of them that come from npm.

import { createClient } from '@libsql/client';
import { mysql2 } from '@lucia-auth/adapter-mysql';
import { pg } from '@lucia-auth/adapter-postgresql';
import { prisma } from '@lucia-auth/adapter-prisma';
import { libsql } from '@lucia-auth/adapter-sqlite';
import { Database, testAdapter } from '@lucia-auth/adapter-test';
import { LuciaError } from 'lucia';
import mysql from 'mysql2/promise';
import postgres from 'pg';

// The columns are what Lucia asks for; the last one of each is the test's own.
const columns = {
    user: ['id', 'username'],
    key: ['id', 'user_id', 'hashed_password'],
    session: ['id', 'user_id', 'active_expires', 'idle_expires', 'country'],
};

/** Rows as the tests want them: BIGINT comes as a string where it may not fit. */
const plain = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) =>
    [name, /_expires$/.test(name) ? Number(value) : value]));

/** The tables by themselves, beside the adapter. */
function database(tables, query, quote, placeholder) {
    const table = (role) => {
        const name = quote + tables[role] + quote;
        return {
            get: async () => (await query(`SELECT * FROM ${name}`)).map(plain),
            insert: (row) => query(
                `INSERT INTO ${name} (${columns[role].join(', ')}) `
                + `VALUES (${columns[role].map((_, i) => placeholder(i)).join(', ')})`,
                columns[role].map((column) => row[column])),
            clear: () => query(`DELETE FROM ${name}`),
        };
    };
    return new Database(Object.fromEntries(
        Object.keys(columns).map((role) => [role, table(role)])));
}

/**
 * Lucia looks for the table in what MySQL 8 says of a duplicate key, 'user_key.PRIMARY';
 * MariaDB says 'PRIMARY'.
 */
function sayingTheTable(pool, table) {
    const wrap = (of, key) => async (...args) => {
        try {
            return await of[key](...args);
        } catch (error) {
            error.message = error.message.replace("'PRIMARY'", `'${table}.PRIMARY'`);
            throw error;
        }
    };
    return new Proxy(pool, {
        get: (target, key) => {
            if (key === 'execute' || key === 'query') return wrap(target, key);
            if (key === 'getConnection') {
                return async () => sayingTheTable(await target.getConnection(), table);
            }
            const value = target[key];
            return typeof value === 'function' ? value.bind(target) : value;
        },
    });
}

const open = {
    sqlite: async (tables, { file }) => {
        const client = createClient({ url: `file:${file}` });
        await client.execute('PRAGMA foreign_keys = ON');
        const query = async (sql, args = []) =>
            (await client.execute({ sql, args })).rows.map((row) => ({ ...row }));
        return {
            adapter: libsql(client, tables),
            database: database(tables, query, '"', () => '?'),
            close: () => client.close(),
        };
    },
    postgresql: async (tables, { address, name }) => {
        const pool = new postgres.Pool({ ...address, user: 'postgres', database: name, max: 2 });
        const query = async (sql, args) => (await pool.query(sql, args)).rows;
        return {
            adapter: pg(pool, tables),
            database: database(tables, query, '"', (i) => `$${i + 1}`),
            close: () => pool.end(),
        };
    },
    mysql: async (tables, { address, name }) => {
        const pool = mysql.createPool({ ...address, user: 'root', database: name });
        const query = async (sql, args) => {
            const [rows] = await pool.query(sql, args);
            return Array.isArray(rows) ? rows : [];
        };
        return {
            adapter: mysql2(sayingTheTable(pool, tables.key), tables),
            database: database(tables, query, '`', () => '?'),
            close: () => pool.end(),
        };
    },
};

/** Runs the tests of an adapter; throws at the first that fails. */
export async function testLucia2(dialect, tables, where) {
    const { adapter, database: rows, close } = await open[dialect](tables, where);
    try {
        await testAdapter(adapter(LuciaError), rows);
    } finally {
        await close();
    }
}

/**
 * Lucia looks for the column in what Prisma said of a duplicate key in its time,
 * "fields: (`id`)"; Prisma 7 may say the constraint.
 */
const sayingTheColumn = (client) => client.$extends({
    query: {
        $allModels: {
            async create({ args, query }) {
                try {
                    return await query(args);
                } catch (error) {
                    error.message = error.message.replace(
                        /constraint: `(user_key_pkey|PRIMARY)`/, 'fields: (`id`)');
                    throw error;
                }
            },
        },
    },
});

/** The same of the adapter on Prisma's client; the models have their default names. */
export async function testLucia2Prisma(plainClient) {
    const client = sayingTheColumn(plainClient);
    const table = (role) => ({
        get: async () => (await client[role].findMany()).map(plain),
        insert: (data) => client[role].create({ data }),
        clear: () => client[role].deleteMany(),
    });
    await testAdapter(prisma(client)(LuciaError), new Database(Object.fromEntries(
        Object.keys(columns).map((role) => [role, table(role)]))));
}
