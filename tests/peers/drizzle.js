// The two lines of Drizzle that authgen writes for, each as a set of tools:
// the ORM that loads a schema, and the kit that turns it into SQL.
//
// The kit is called in this process, which is ten times as fast as its
// command line; smoke tests compare the two.

import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { asMysql8 } from './mysql8.js';
import { run } from './process.js';

const here = fileURLToPath(new URL('.', import.meta.url));

const proxies = { sqlite: 'sqlite-proxy', postgresql: 'pg-proxy', mysql: 'mysql-proxy' };

// Nothing here reaches a database: the proxy driver hands queries to a function.
const nowhere = async () => ({ rows: [] });

/** What the kit says in a call of it, where it is not to end this process. */
const calls = new AsyncLocalStorage();
const { exit } = process;
const { log } = console;
process.exit = (status) => {
    const said = calls.getStore();
    if (said) throw new Error(['drizzle-kit gives up:', ...said].join('\n'));
    return exit.call(process, status);
};
console.log = (...words) => {
    const said = calls.getStore();
    if (said) said.push(words.join(' ').replace(/\x1b\[[\d;]*m/g, ''));
    else log.apply(console, words);
};

/** A call of the kit. Where it would end the process, that is an error. */
const inKit = (work) => calls.run([], work);

class Drizzle {
    constructor(target, dir) {
        this.target = target;
        this.dir = dir;
        this.require = createRequire(join(here, dir, 'index.js'));
    }

    /** A folder in which TypeScript and Node find this version of Drizzle. */
    makeProject(dir) {
        mkdirSync(dir, { recursive: true });
        symlinkSync(join(here, this.dir, 'node_modules'), join(dir, 'node_modules'));
        writeFileSync(join(dir, 'package.json'), '{ "type": "module" }\n');
        writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({
            compilerOptions: {
                strict: true, noEmit: true, module: 'nodenext', target: 'es2022',
                // 67 errors in Drizzle's own declarations: its optional peers are missing.
                skipLibCheck: true,
                types: [],
            },
            include: ['*.ts', '*/*.ts'],
        }));
    }

    /** The exports of a generated file. */
    async load(file) {
        const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
            compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
        });
        const script = file.replace(/\.ts$/, '.mjs');
        writeFileSync(script, outputText);
        return import(pathToFileURL(script));
    }

    /** How many of a module's exports are tables. */
    countTables(exports) {
        const { is, Table } = this.require('drizzle-orm');
        return Object.values(exports).filter((value) => is(value, Table)).length;
    }

    /** Drizzle without a database; its driver for SQL Server would want a client. */
    unconnected(dialect, config) {
        if (dialect === 'sqlserver') {
            const { MsSqlDatabase, MsSqlDialect } = this.require('drizzle-orm/mssql-core');
            return new MsSqlDatabase(new MsSqlDialect(), {}, config.relations ?? {});
        }
        const { drizzle } = this.require(`drizzle-orm/${proxies[dialect]}`);
        return drizzle(nowhere, { mode: 'default', ...config });
    }

    /**
     * Builds one query over each relation in both directions; returns how many,
     * or throws with all that Drizzle says against them.
     */
    queryRelations(dialect, exports) {
        const db = this.unconnected(dialect, this.relationConfig(exports));
        const wrong = [];
        let count = 0;
        for (const [table, relations] of this.relationNames(db)) {
            for (const name of relations) {
                count++;
                try {
                    db.query[table].findMany({ with: { [name]: true } }).toSQL();
                } catch (error) {
                    wrong.push(`${table}.${name}: ${error.message}`);
                }
            }
        }
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
        return count;
    }

    /** The SQL by which the kit would make the tables of one module those of another. */
    async difference(dialect, from, to) {
        const [toJson, migrate] = this.differ(dialect);
        return inKit(async () => migrate(await toJson({ ...from }), await toJson({ ...to })));
    }

    /** The SQL by which the kit would make the tables of a module. */
    statements(dialect, exports) {
        return this.difference(dialect, {}, exports);
    }

    /** The SQL that `drizzle-kit export` prints. */
    async exportByCommand(dialect, file, cwd) {
        const kit = join(here, this.dir, 'node_modules/drizzle-kit/bin.cjs');
        const name = dialect === 'sqlserver' ? 'mssql' : dialect;
        const { status, stdout, stderr } = await run(
            [process.execPath, kit, 'export', '--dialect', name, '--schema', file], { cwd });
        if (status !== 0) throw new Error(`drizzle-kit export: ${status}\n${stdout}${stderr}`);
        // 0.31 begins with the names of the files that it read, for MySQL.
        return stdout.slice(stdout.indexOf('CREATE'));
    }
}

/** A query function that is done with one query before it begins the next. */
function inOrder(query) {
    let last = Promise.resolve();
    return (sql, values) => { last = last.catch(() => {}).then(() => query(sql, values)); return last; };
}

export class Drizzle045 extends Drizzle {
    /** A module for it as this version has it. */
    ported(text) {
        return text;
    }

    /**
     * The kit's functions.  Those that push lose the parameters of a query, unlike its
     * command, which goes another way to the database.
     */
    get kit() {
        if (this.loaded) return this.loaded;
        const file = this.require.resolve('drizzle-kit/api');
        const loaded = new Module(file);
        Object.assign(loaded, { filename: file, paths: Module._nodeModulePaths(file) });
        loaded._compile(readFileSync(file, 'utf8').replaceAll(
            'drizzleInstance.execute(sql.raw(query))', 'drizzleInstance.execute(sql.raw(query), params)'), file);
        this.loaded = loaded.exports;
        return this.loaded;
    }

    relationConfig(exports) {
        return { schema: exports };
    }

    * relationNames(db) {
        for (const [name, config] of Object.entries(db._.schema)) {
            yield [name, Object.keys(config.relations)];
        }
    }

    differ(dialect) {
        const { kit } = this;
        return {
            sqlite: [kit.generateSQLiteDrizzleJson, kit.generateSQLiteMigration],
            postgresql: [kit.generateDrizzleJson, kit.generateMigration],
            mysql: [kit.generateMySQLDrizzleJson, kit.generateMySQLMigration],
        }[dialect];
    }

    /** What `drizzle-kit push` would run on a database. */
    async pending(db, dialect, exports) {
        const one = inOrder(db.query);
        const query = dialect === 'mysql' ? asMysql8(one, db.name) : one;
        const { getTableConfig, isPgEnum, PgDialect, PgTable } = this.require('drizzle-orm/pg-core');
        const { is } = this.require('drizzle-orm');
        const schemaOf = (value) => (is(value, PgTable) ? getTableConfig(value).schema
            : isPgEnum(value) ? value.schema : undefined);
        const run = (statement, values) => query(new PgDialect().sqlToQuery(statement).sql, values);
        const { kit } = this;
        const { statementsToExecute } = await inKit({
            sqlite: () => kit.pushSQLiteSchema({ ...exports }, { all: run, run }),
            postgresql: () => kit.pushSchema({ ...exports },
                { execute: async (statement, values) => ({ rows: await run(statement, values) }) },
                [...new Set(['public', ...Object.values(exports).map(schemaOf).filter(Boolean)])]),
            mysql: () => kit.pushMySQLSchema({ ...exports },
                { execute: async (statement) => [await run(statement)] }, db.name),
        }[dialect]);
        return statementsToExecute;
    }
}

class Drizzle1 extends Drizzle {
    /** A module for the version before: its relations have moved. */
    ported(text) {
        return text.replace(/import \{ relations(?:, (.*?))? \} from "drizzle-orm";/, (_, others) =>
            'import { relations } from "drizzle-orm/_relations";\n'
            + (others ? `import { ${others} } from "drizzle-orm";\n` : ''));
    }

    relationConfig(exports) {
        const found = Object.values(exports).filter((value) => this.isRelations(value));
        return { relations: Object.assign({}, ...found) };
    }

    /** What defineRelations() returns: { [table]: { table, name, relations } }. */
    isRelations(value) {
        return Object.getPrototypeOf(value ?? 0) === Object.prototype
            && Object.values(value).every((entry) => entry?.relations && entry.table);
    }

    * relationNames(db) {
        for (const [name, config] of Object.entries(db._.relations)) {
            yield [name, Object.keys(config.relations)];
        }
    }

    differ(dialect) {
        const name = {
            sqlite: 'sqlite', postgresql: 'postgres', mysql: 'mysql', sqlserver: 'mssql',
        }[dialect];
        const kit = this.require(`drizzle-kit/payload/${name}`);
        return [kit.generateDrizzleJson, kit.generateMigration];
    }

    /** What `drizzle-kit push` would run on a database. */
    async pending(db, dialect, exports) {
        // As on the kit's own connection.
        const one = inOrder(db.query);
        const query = dialect === 'mysql' ? asMysql8(one, db.name) : one;
        const { PgDialect } = this.require('drizzle-orm/pg-core');
        const name = { sqlite: 'sqlite', postgresql: 'postgres', mysql: 'mysql' }[dialect];
        const kit = this.require(`drizzle-kit/payload/${name}`);
        const { sqlStatements } = await inKit({
            sqlite: () => kit.pushSchema({ ...exports }, { query }),
            postgresql: () => kit.pushSchema({ ...exports }, {
                execute: async (statement) =>
                    ({ rows: await query(new PgDialect().sqlToQuery(statement).sql) }),
            }),
            mysql: () => kit.pushSchema({ ...exports }, { query }, db.name),
        }[dialect]);
        return sqlStatements;
    }

    /** The status that `drizzle-kit push --explain` reports on a database of PostgreSQL. */
    async pushByCommand(db, file, cwd) {
        const kit = join(here, this.dir, 'node_modules/drizzle-kit/bin.cjs');
        const { port } = db.client;
        const { stdout, stderr } = await run([process.execPath, kit, 'push', '--explain',
            '--output', 'json', '--dialect', 'postgresql', '--schema', file,
            '--url', `postgres://postgres@127.0.0.1:${port}/${encodeURIComponent(db.name)}`], { cwd });
        const found = stdout.match(/"status"\s*:\s*"(\w+)"/);
        if (!found) throw new Error(`drizzle-kit push: ${stdout}${stderr}`);
        return found[1];
    }
}

export const versions = [
    new Drizzle045('drizzle', 'drizzle045'),
    new Drizzle1('drizzle@1', 'drizzle1'),
];
