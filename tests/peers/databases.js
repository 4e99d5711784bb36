// One way to speak to SQLite, PostgreSQL and MariaDB: a fresh database by
// name, as { dialect, query(sql) -> rows, close() }.
//
// SQLite is Debian's command line tool: a driver for Node would have to be
// compiled, and what counts here is that SQLite itself accepts the SQL.

import { spawn } from 'node:child_process';
import { join } from 'node:path';

// What schemas of the corpus expect of a PostgreSQL before their first table.
// pgvector is no part of Debian 12: a type that takes the same argument stands in.
const postgresTemplate = `
    CREATE EXTENSION citext;
    CREATE EXTENSION pg_trgm;
    CREATE EXTENSION "uuid-ossp";
    CREATE TYPE vector;
    CREATE FUNCTION vector_in(cstring, oid, integer) RETURNS vector
        LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
    CREATE FUNCTION vector_out(vector) RETURNS cstring
        LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
    CREATE TYPE vector (INPUT = vector_in, OUTPUT = vector_out,
        TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout);
`;

const quote = (mark, name) => mark + name.replaceAll(mark, mark + mark) + mark;

function sqlite(file, sql) {
    return new Promise((resolve, reject) => {
        const child = spawn('sqlite3', ['-bail', '-json', file]);
        let out = '';
        let err = '';
        child.stdout.setEncoding('utf8').on('data', (chunk) => { out += chunk; });
        child.stderr.setEncoding('utf8').on('data', (chunk) => { err += chunk; });
        child.on('error', reject);
        child.on('close', (code) => {
            if (code === 0) resolve(out === '' ? [] : JSON.parse(out));
            else reject(new Error(err.trim()));
        });
        child.stdin.on('error', () => {});
        child.stdin.end(`PRAGMA synchronous = OFF;\nPRAGMA foreign_keys = ON;\n${sql}`);
    });
}

/** PostgreSQL copies its template only while nobody else does: one at a time. */
function postgresCreator(server) {
    let last = (async () => {
        const template = await server.connect('template1');
        await template.query(postgresTemplate);
        await template.end();
        return server.connect();
    })();
    return (name) => {
        last = last.then(async (admin) => {
            await admin.query(`CREATE DATABASE ${quote('"', name)} STRATEGY wal_log`);
            return admin;
        });
        return last;
    };
}

/** Where SQLite keeps the database of that name. */
export const sqliteFile = (servers, name) => join(servers.dir, `${name}.db`);

const openers = {
    sqlite: async (servers, name) => {
        const file = sqliteFile(servers, name);
        return { query: (sql) => sqlite(file, sql), close: async () => {} };
    },
    postgresql: async (servers, name) => {
        servers.postgresql.create ??= postgresCreator(servers.postgresql);
        await servers.postgresql.create(name);
        const client = await servers.postgresql.connect(name);
        return {
            client, query: async (sql, values) => (await client.query(sql, values)).rows, close: () => client.end(),
        };
    },
    mysql: async (servers, name) => {
        const client = await servers.mysql.connect();
        await client.query(`CREATE DATABASE ${quote('`', name)}; USE ${quote('`', name)}`);
        return { query: async (sql) => (await client.query(sql))[0], close: () => client.end() };
    },
};

export async function openDatabase(servers, dialect, name) {
    return { dialect, name, ...await openers[dialect](servers, name) };
}

/** Runs the statements in order; the first that is refused is part of the error's message. */
export async function apply(db, statements) {
    if (db.dialect === 'sqlite') {
        await db.query(statements.join('\n'));
        return;
    }
    for (const statement of statements) {
        try {
            await db.query(statement);
        } catch (error) {
            throw new Error(`${error.message}\nin: ${statement}`);
        }
    }
}
