// The two lines of Better Auth that the suite runs, with every plugin that has
// tables: makes one of the presets that its schema is made of, on a database,
// with each of its adapters.

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { sqliteFile } from './databases.js';
import { driverAdapter, generateClient } from './prismaclient.js';

export const secret = 'a secret of forty characters, for the tests';

const quiet = async () => {};

/** The plugins that have tables: where they are and what they insist on. */
const plugins = {
    admin: ['better-auth/plugins'],
    anonymous: ['better-auth/plugins'],
    apiKey: ['@better-auth/api-key'],
    deviceAuthorization: ['better-auth/plugins', { schema: {} }],
    jwt: ['better-auth/plugins'],
    lastLoginMethod: ['better-auth/plugins'],
    mcp: ['@better-auth/mcp', {
        loginPage: '/login', consentPage: '/consent', resource: 'https://example.com/mcp',
    }],
    oauthDeviceAuthorization: ['@better-auth/oauth-provider'],
    oauthProvider: ['@better-auth/oauth-provider', {
        loginPage: '/login', consentPage: '/consent',
        silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
    }],
    oidcProvider: ['better-auth/plugins', { loginPage: '/login' }],
    organization: ['better-auth/plugins'],
    passkey: ['@better-auth/passkey'],
    phoneNumber: ['better-auth/plugins', { sendOTP: quiet }],
    scim: ['@better-auth/scim', {
        connections: [], authentication: { verifyBearerToken: async () => null },
    }],
    siwe: ['better-auth/plugins', {
        domain: 'example.com', getNonce: async () => 'nonce', verifyMessage: async () => true,
    }],
    sso: ['@better-auth/sso'],
    stripe: ['@better-auth/stripe', {
        stripeClient: { customers: { create: async () => ({ id: 'cus_1' }) } },
        stripeWebhookSecret: 'none',
    }],
    twoFactor: ['better-auth/plugins'],
    username: ['better-auth/plugins'],
};

const only = (plugin, options = {}) => ({ plugins: { [plugin]: options } });
const secondaryStorage = { get: quiet, set: quiet, delete: quiet };
const subscription = { subscription: { enabled: true, plans: [] } };

/** The options that a preset's tables come with. */
export const options = {
    'admin': only('admin'),
    'anonymous': only('anonymous'),
    'api-key': only('apiKey'),
    'device-authorization': only('deviceAuthorization'),
    'jwt': only('jwt'),
    'last-login-method': only('lastLoginMethod', { storeInDatabase: true }),
    'mcp': { plugins: { jwt: {}, mcp: {} } },
    'oauth-provider': { plugins: { jwt: {}, oauthProvider: {} } },
    'oauth-provider/device-authorization': {
        plugins: { jwt: {}, oauthProvider: {}, oauthDeviceAuthorization: {} },
    },
    'oidc-provider': only('oidcProvider'),
    'organization': only('organization'),
    'organization/teams': only('organization', { teams: { enabled: true } }),
    'organization/dynamic-access-control': only('organization', {
        dynamicAccessControl: { enabled: true },
    }),
    'passkey': only('passkey'),
    'phone-number': only('phoneNumber'),
    'rate-limit': { rateLimit: { storage: 'database', enabled: true, window: 60, max: 10 } },
    'scim': only('scim'),
    'scim/managed-connections': only('scim', {
        managedConnections: { credentialHashSecret: secret },
    }),
    'scim/provider-ownership': only('scim', { providerOwnership: { enabled: true } }),
    'secondary-storage': { secondaryStorage },
    'secondary-storage/sessions': {
        secondaryStorage, session: { storeSessionInDatabase: true },
    },
    'secondary-storage/verifications': {
        secondaryStorage, verification: { storeInDatabase: true },
    },
    'siwe': only('siwe'),
    'sso': only('sso'),
    'sso/domain-verification': only('sso', { domainVerification: { enabled: true } }),
    'stripe': only('stripe'),
    'stripe/subscription': only('stripe', subscription),
    'stripe/organization': {
        plugins: { organization: {}, stripe: { organization: { enabled: true } } },
    },
    'two-factor': only('twoFactor'),
    'username': only('username'),
    'username/no-display-username': only('username', { displayUsername: false }),
};

/** A name of a module, in the text of a configuration. */
class Imported {
    constructor(name, module) {
        Object.assign(this, { name, module });
    }
}

/** A value as JavaScript has it. */
const literal = (value) => typeof value === 'function' ? value.toString()
    : value instanceof Imported ? value.name
    : Array.isArray(value) ? `[${value.map(literal).join(', ')}]`
    : value?.constructor === Object
        ? `{ ${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${literal(one)}`).join(', ')} }`
        : JSON.stringify(value);

/** Imports and the value of `database` of a configuration, by adapter, dialect and more options. */
const databaseTexts = {
    drizzle: (dialect, more) => [
        'import { drizzleAdapter } from "better-auth/adapters/drizzle";\nimport { db } from "./db";',
        `drizzleAdapter(db, ${literal({ provider: providers[dialect], ...more })})`],
    prisma: (dialect, more) => [
        'import { prismaAdapter } from "better-auth/adapters/prisma";\nimport { prisma } from "./prisma";',
        `prismaAdapter(prisma, ${literal({ provider: dialect, ...more })})`],
    kysely: (dialect) => ({
        sqlite: ['import Database from "better-sqlite3";', 'new Database("auth.db")'],
        postgresql: ['import { Pool } from "pg";', 'new Pool({ connectionString: process.env.DATABASE_URL })'],
        mysql: ['import { createPool } from "mysql2/promise";', 'createPool(process.env.DATABASE_URL)'],
    }[dialect]),
};

/** What Better Auth's adapter for Drizzle calls the databases. */
export const providers = { postgresql: 'pg', mysql: 'mysql', sqlite: 'sqlite' };

const copyTables = (schema) => Object.fromEntries(Object.entries(schema).map(([key, table]) => [key, {
    ...table,
    fields: Object.fromEntries(Object.entries(table.fields).map(([name, field]) => [name, { ...field }])),
}]));

/** A plugin alone. Up to 1.6 its names would be those of all of its kind in this process. */
function makeAlone(make, given) {
    const { schema: shared } = make({ ...given, schema: {} });
    if (!shared) return make(given);
    const before = copyTables(shared);
    const plugin = make(given);
    plugin.schema = copyTables(plugin.schema);
    for (const [key, { fields, ...table }] of Object.entries(before)) {
        shared[key].modelName = table.modelName;
        for (const [name, { fieldName }] of Object.entries(fields)) {
            shared[key].fields[name].fieldName = fieldName;
        }
    }
    return plugin;
}

/** All of `b` in `a`, down to the deepest. */
function merge(a, b) {
    for (const [key, value] of Object.entries(b)) {
        const both = value?.constructor === Object && a[key]?.constructor === Object;
        a[key] = both ? merge({ ...a[key] }, value) : value;
    }
    return a;
}

export class BetterAuth {
    constructor(preset, dir, version) {
        // The folder of betterauthcli with its command line.
        const cli = dir.replace('betterauth', 'auth');
        Object.assign(this, { preset, dir, version, cli });
        this.path = fileURLToPath(new URL(`${dir}/`, import.meta.url));
    }

    /** A module as this version and its plugins see it. */
    async load(name) {
        this.loader ??= import(`${this.path}library.js`);
        return (await this.loader).load(name);
    }

    /** The options for the tables of these presets and more, with those of plugins by their names. */
    merged(presets, more = {}) {
        return merge(presets.reduce((all, preset) => {
            if (!options[preset]) throw new Error(`${preset}: which plugin is that?`);
            return merge(all, options[preset]);
        }, { plugins: {} }), more);
    }

    /** Where this version has a module. */
    moduleOf(name) {
        return name;
    }

    /**
     * A configuration for the tables of these presets: what options() returns, as text;
     * more options of the adapter.
     */
    text(presets, adapter, dialect, { more, given = {} } = {}) {
        const { plugins: wanted, ...rest } = this.merged(presets, more);
        const [imports, database] = databaseTexts[adapter](dialect, given);
        const lines = ['import { betterAuth } from "better-auth";', imports];
        const made = Object.entries(wanted).map(([name, given]) => {
            const [module, insisted = {}] = plugins[name];
            lines.push(`import { ${name} } from "${this.moduleOf(module)}";`);
            const all = { ...insisted, ...given };
            if (all.dynamicAccessControl) {
                all.ac = new Imported('defaultAc', 'better-auth/plugins/organization/access');
                lines.push(`import { ${all.ac.name} } from "${all.ac.module}";`);
            }
            return `    ${name}(${literal(all)}),\n`;
        });
        const others = Object.entries(rest).map(([name, value]) => `  ${name}: ${literal(value)},\n`);
        return `${lines.join('\n')}\n\nexport const auth = betterAuth({\n  database: ${database},\n`
            + `${others.join('')}  plugins: [\n${made.join('')}  ],\n});\n`;
    }

    /** What betterAuth() is to be given for the tables of these presets, and more options. */
    async options(presets, more = {}) {
        const { plugins: wanted, ...rest } = this.merged(presets, more);
        const { defaultAc } = await this.load('better-auth/plugins/organization/access');
        if (wanted.organization?.dynamicAccessControl) wanted.organization.ac = defaultAc;
        const made = [];
        for (const [name, given] of Object.entries(wanted)) {
            const [module, insisted = {}] = plugins[name];
            const { [name]: make } = await this.load(module);
            made.push(makeAlone(make, { ...insisted, ...given }));
        }
        return { ...rest, plugins: made };
    }

    /** What makes the tables that a database lacks: getMigrations(). */
    async migrations() {
        const module = this.version < '1.5' ? 'better-auth/db' : 'better-auth/db/migration';
        return (await this.load(module)).getMigrations;
    }

    /** The tables that it has with these presets. */
    async tables(presets) {
        const { getAuthTables } = await this.load('better-auth/db');
        return getAuthTables(await this.options(presets));
    }

    /** A folder in which generated files find what this version finds. */
    makeProject(dir) {
        mkdirSync(dir, { recursive: true });
        symlinkSync(join(this.path, 'node_modules'), join(dir, 'node_modules'));
        writeFileSync(join(dir, 'package.json'), '{ "type": "module" }\n');
    }
}

/** The exports of a generated file. */
async function loadTypescript(file) {
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const script = file.replace(/\.ts$/, '.mjs');
    writeFileSync(script, outputText);
    return import(pathToFileURL(script));
}


/** A pool of the driver that an application would use. */
async function openPool(version, servers, dialect, database) {
    if (dialect === 'postgresql') {
        const { default: pg } = await version.load('pg');
        const pool = new pg.Pool({ ...servers.postgresql.address, user: 'postgres', database, max: 4 });
        pool.on('error', quiet);
        return pool;
    }
    const { default: mysql } = await version.load('mysql2/promise');
    return mysql.createPool({ ...servers.mysql.address, user: 'root', database, connectionLimit: 4 });
}

/**
 * The adapters: each makes of a database, and of the file that was generated for
 * it, what betterAuth() takes as `database`, and what closes it.
 */
export const adapters = {
    async drizzle(version, servers, dialect, name, file) {
        const schema = await loadTypescript(file);
        const { drizzleAdapter } = await version.load('better-auth/adapters/drizzle');
        const open = async () => {
            if (dialect === 'sqlite') {
                const { createClient } = await version.load('@libsql/client');
                const client = createClient({ url: `file:${sqliteFile(servers, name)}` });
                return ['libsql', client, async () => client.close()];
            }
            const pool = await openPool(version, servers, dialect, name);
            return [{ postgresql: 'node-postgres', mysql: 'mysql2' }[dialect], pool, () => pool.end()];
        };
        const [driver, client, close] = await open();
        const { drizzle } = await version.load(`drizzle-orm/${driver}`);
        const db = drizzle({ client, schema, mode: 'default' });
        const provider = providers[dialect];
        return { database: drizzleAdapter(db, { provider, schema, transaction: true }), close };
    },

    async kysely(version, servers, dialect, name) {
        if (dialect !== 'sqlite') {
            const database = await openPool(version, servers, dialect, name);
            return { database, close: () => database.end() };
        }
        const { default: Database } = await version.load('libsql');
        const { SqliteDialect } = await version.load('kysely');
        const database = new Database(sqliteFile(servers, name));
        return {
            database: { dialect: new SqliteDialect({ database }), type: 'sqlite', transaction: true },
            close: async () => database.close(),
        };
    },

    async prisma(version, servers, dialect, name, file) {
        const { prismaAdapter } = await version.load('better-auth/adapters/prisma');
        const Client = await generateClient(file);
        const adapter = driverAdapter(dialect, servers, name);
        // Its patience of 2 seconds is little on a busy machine.
        const client = new Client({ adapter, transactionOptions: { maxWait: 600_000, timeout: 600_000 } });
        return {
            database: prismaAdapter(client, { provider: dialect, transaction: true }),
            close: () => client.$disconnect(),
        };
    },
};

export const versions = [
    new BetterAuth('better-auth', 'betterauth17', '1.7.24'),
    new BetterAuth('better-auth@1.6', 'betterauth16', '1.6.34'),
];

/** Modules that are newer than a plugin: since when, and where it was before. */
const moved = {
    '@better-auth/api-key': ['1.5', 'better-auth/plugins'],
    '@better-auth/mcp': ['1.7', 'better-auth/plugins'],
    '@better-auth/passkey': ['1.4', 'better-auth/plugins/passkey'],
    '@better-auth/sso': ['1.3', 'better-auth/plugins/sso'],
};

class Older extends BetterAuth {
    moduleOf(name) {
        const [since, before] = moved[name] ?? ['', name];
        return this.version < since ? before : name;
    }

    load(name) {
        return super.load(this.moduleOf(name));
    }
}

/** All lines that have presets. */
export const lines = [
    versions[0],
    new Older('better-auth@1.6', 'betterauth16', '1.6.34'),
    new Older('better-auth@1.5', 'betterauth15', '1.5.6'),
    new Older('better-auth@1.4', 'betterauth14', '1.4.22'),
    new Older('better-auth@1.3', 'betterauth13', '1.3.34'),
    new Older('better-auth@1.2', 'betterauth12', '1.2.12'),
];
