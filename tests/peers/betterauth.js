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
        Object.assign(this, { preset, dir, version });
        this.path = fileURLToPath(new URL(`${dir}/`, import.meta.url));
    }

    /** A module as this version and its plugins see it. */
    async load(name) {
        this.loader ??= import(`${this.path}library.js`);
        return (await this.loader).load(name);
    }

    /** What betterAuth() is to be given for the tables of these presets; more options of plugins. */
    async options(presets, more = {}) {
        const { plugins: wanted, ...rest } = merge(presets.reduce((all, preset) => {
            if (!options[preset]) throw new Error(`${preset}: which plugin is that?`);
            return merge(all, options[preset]);
        }, { plugins: {} }), { plugins: more });
        const { defaultAc } = await this.load('better-auth/plugins/organization/access');
        if (wanted.organization?.dynamicAccessControl) wanted.organization.ac = defaultAc;
        const made = [];
        for (const [name, given] of Object.entries(wanted)) {
            const [module, insisted = {}] = plugins[name];
            const { [name]: make } = await this.load(module);
            made.push(make({ ...insisted, ...given }));
        }
        return { ...rest, plugins: made };
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
        const provider = { sqlite: 'sqlite', postgresql: 'pg', mysql: 'mysql' }[dialect];
        const db = drizzle({ client, schema, mode: 'default' });
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
