// Better Auth's own list of its tables is what the presets have to say: for the
// core, every plugin, and all of them, with each kind of id.  What a newer
// version adds makes this fail, by its name.  The check of the schema that
// Better Auth makes before it works finds nothing.

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lines as versions, options } from './betterauth.js';
import { prismaTables, tableDifferences, upstreamTables } from './betterauth-tables.js';
import { versions as drizzles } from './drizzle.js';
import { prisma } from './prisma.js';
import { run } from './process.js';

const presetDir = fileURLToPath(new URL('../../presets', import.meta.url));

const kinds = ['text', 'serial', 'uuid'];

/** Files that are none of a plugin: parts of the others, and ways round a database. */
const isPart = (name) => /^(core|config)$|\/(tables|sqlserver|generate|migrate)$/.test(name);

/** Plugins of other packages, PACKAGE/FUNCTION; see plugins.test.js. */
const isOther = (name) => name.includes('/')
    && !existsSync(join(presetDir, `better-auth/${name.split('/')[0]}.auth`));

const noPlugin = (name) => isPart(name) || isOther(name);

/** The first version of a plugin, and of one that is no more the last. */
const since = {
    'device-authorization': '1.3',
    'last-login-method': '1.3',
    'oauth-provider': '1.4',
    'oauth-provider/device-authorization': '1.7',
    'organization/dynamic-access-control': '1.3',
    'scim': '1.4',
    'scim/managed-connections': '1.7',
    'scim/provider-ownership': '1.5',
    'siwe': '1.3',
    'sso/domain-verification': '1.4',
    'stripe/organization': '1.4',
    'username/no-display-username': '1.7',
};
const until = { 'oidc-provider': '1.6', 'scim/provider-ownership': '1.6' };

/** What is used beside them. */
export const needs = {
    'mcp': ['jwt'],
    'oauth-provider': ['jwt'],
    'oauth-provider/device-authorization': ['jwt', 'oauth-provider'],
};

/** Those that stand for another one, and so are not among all. */
const instead = (version) => ['device-authorization', 'mcp', 'oidc-provider',
    'secondary-storage', 'secondary-storage/sessions', 'secondary-storage/verifications',
    'username/no-display-username']
    .filter((name) => version.preset === 'better-auth' || name !== 'device-authorization');

export const pluginsOf = ({ version }) => Object.keys(options).filter((name) =>
    version >= (since[name] ?? '') && version < `${until[name] ?? '9'}.99`);

/** What stands for a preset on SQL Server, whose cascades are few. */
export const onSqlServer = (version, name) => version.version < '1.3' ? undefined : {
    'mcp': [`${version.preset === 'better-auth' ? 'oauth' : 'oidc'}-provider/sqlserver`],
    'oauth-provider': ['oauth-provider/sqlserver'],
    'oidc-provider': ['oidc-provider/sqlserver'],
    ...version.preset === 'better-auth' ? {
        'scim': ['scim/sqlserver'],
        'scim/managed-connections': ['scim/sqlserver', 'scim/managed-connections/tables'],
    } : {},
}[name];

/** The presets that can be used together. */
export const allOf = (version) =>
    pluginsOf(version).filter((name) => !instead(version).includes(name));

export const text = (version, presets, more = '') => [version.preset,
    ...presets.map((name) => `${version.preset}/${name}`)]
    .map((name) => `use "${name}"\n`).join('') + more;

/** Options that the presets have no file for, in the words of the language. */
const customized = [{
    title: 'renamed tables and columns',
    presets: ['two-factor'],
    more: `extend model User {
      email String @map("mail")
      @@map("people")
    }
    `,
    options: { user: { modelName: 'people', fields: { email: 'mail' } } },
}, {
    title: 'renamed columns of a plugin',
    // In older versions this renames them for everybody else in the process.
    only: 'better-auth',
    presets: ['passkey'],
    more: `extend model Passkey {
      credentialID String @map("credential_id")
    }
    `,
    plugins: { passkey: { schema: { passkey: { fields: { credentialID: 'credential_id' } } } } },
}, {
    title: 'columns of the application',
    presets: ['admin'],
    more: `extend model User {
      company String?
      locale  String  @default("en")
    }
    `,
    options: {
        user: {
            additionalFields: {
                company: { type: 'string', required: false },
                locale: { type: 'string', defaultValue: 'en' },
            },
        },
    },
}, {
    title: 'a limit of rate for keys',
    presets: ['api-key'],
    more: `extend model Apikey {
      rateLimitTimeWindow Int? @default(60000)
      rateLimitMax        Int? @default(5)
    }
    `,
    plugins: { apiKey: { rateLimit: { timeWindow: 60000, maxRequests: 5 } } },
}];

async function presetTables(authgen, input, id, dir) {
    const argv = [authgen, '--target', 'prisma', '--dialect', 'postgresql', '--id', id,
        ...dir ? ['--preset-dir', dir] : [], '-'];
    const { status, stdout, stderr } = await run(argv, { input });
    if (status !== 0) throw new Error(`${argv.join(' ')}: exit ${status}\n${input}\n${stderr}`);
    return prismaTables(prisma.prisma.datamodel([['schema.prisma', stdout]]));
}

/** What is wrong with the tables of a schema, ids being of each kind; `dir` for other presets. */
async function wrongTables(authgen, input, tables, dir) {
    const wrong = [];
    for (const kind of kinds) {
        try {
            const found = tableDifferences(
                await presetTables(authgen, input, kind, dir), upstreamTables(tables, kind));
            wrong.push(...found.map((line) => `${kind}: ${line}`));
        } catch (error) {
            wrong.push(`${kind}: ${error.message}`);
        }
    }
    return wrong;
}

const listPresets = (folder) => readdirSync(join(presetDir, folder), { recursive: true })
    .filter((name) => name.endsWith('.auth'))
    // One that says why the version has none declares nothing.
    .filter((name) => /^(use|model|extend|omit)/m.test(
        readFileSync(join(presetDir, folder, name), 'utf8')))
    .map((name) => name.slice(0, -'.auth'.length));

/** Presets of the newest version that an older one takes, though it has no such plugin. */
async function taken(authgen, version) {
    const wrong = [];
    for (const name of listPresets('better-auth')) {
        if (noPlugin(name) || pluginsOf(version).includes(name)) continue;
        const { status, stderr } = await run([authgen, 'check', '-'],
            { input: `use "${version.preset}/${name}"` });
        if (status !== 1 || !stderr.includes('unknown preset')) wrong.push(name);
    }
    return wrong;
}

export async function testBetterAuth({ tap, authgen, dir, wanted }) {
    for (const version of versions) {
        const { getAuthTables } = await version.load('better-auth/db');
        const installed = JSON.parse(readFileSync(
            join(version.path, 'node_modules/better-auth/package.json'), 'utf8')).version;
        const check = async (name, presets, more, change = (given) => given, plugins) => {
            const what = `${version.preset} is that of ${installed}: ${name}`;
            if (!wanted(what)) return;
            const given = change(await version.options(presets, plugins && { plugins }));
            tap.result(what, await wrongTables(
                authgen, text(version, presets, more), getAuthTables(given)));
        };
        const names = pluginsOf(version);
        await check('the core', []);
        for (const name of names) await check(name, [...needs[name] ?? [], name]);
        const all = allOf(version);
        await check(`all ${all.length} plugins`, all);
        for (const { title: name, only, presets, more, options: own, plugins } of customized) {
            if (only && only !== version.preset) continue;
            await check(name, presets, more, (given) => ({ ...given, ...own }), plugins);
        }
        const cascades = `${version.preset}: SQL Server takes the preset, or one that stands for it`;
        if (wanted(cascades)) tap.result(cascades, await wrongCascades(authgen, version));
        const gone = `${version.preset}: what newer versions brought is refused`;
        if (wanted(gone)) tap.result(gone, await taken(authgen, version));
        const whole = `${version.preset}: every preset is compared`;
        if (wanted(whole)) tap.result(whole, listPresets(version.preset)
            .filter((name) => !noPlugin(name) && !names.includes(name))
            .map((name) => `${name} is not`));
    }
    if (wanted('better-auth: validateSchema')) await testValidated(tap, authgen, dir);
    if (wanted('better-auth@1.7.2 is that of 1.7.2: the core')) await testIssuer(tap, authgen);
    if (wanted('better-auth: a column that a preset lacks is named')) await testNoticed(tap, authgen, dir);
}

/** Presets that SQL Server takes or refuses, other than onSqlServer() has it. */
async function wrongCascades(authgen, version) {
    const wrong = [];
    const check = async (presets, should) => {
        const { status, stderr } = await run(
            [authgen, '--target', 'ddl', '--dialect', 'sqlserver', '-'],
            { input: text(version, presets) });
        if (status !== (should === '' ? 0 : 1) || !stderr.includes(should)) {
            wrong.push(`${presets}: exit ${status}`, stderr);
        }
    };
    for (const name of pluginsOf(version)) {
        const other = onSqlServer(version, name);
        await check([name], other ? '[AG4014]' : '');
        if (other) await check(other, '');
    }
    return wrong;
}

/** 1.7.0 to 1.7.2, of which only the list of tables is installed. */
async function testIssuer(tap, authgen) {
    const { getAuthTables } = await versions[0].load('better-auth-core-172/db');
    tap.result('better-auth@1.7.2 is that of 1.7.2: the core', await wrongTables(
        authgen, 'use "better-auth@1.7.2"\n', getAuthTables({})));
}

/** A column that the presets lack, as a newer version has it, is named. */
async function testNoticed(tap, authgen, dir) {
    const [version] = versions;
    const copy = mkdtempSync(join(dir, 'presets-'));
    cpSync(presetDir, copy, { recursive: true });
    const file = join(copy, 'better-auth/two-factor.auth');
    const was = readFileSync(file, 'utf8');
    writeFileSync(file, was.replace(/^ +lockedUntil .*\n/m, '').replace('@default(true)', ''));
    const { getAuthTables } = await version.load('better-auth/db');
    const tables = getAuthTables(await version.options(['two-factor']));
    const said = await wrongTables(authgen, text(version, ['two-factor']), tables, copy);
    const should = kinds.flatMap((kind) => [
        `${kind}: twoFactor.verified: Better Auth has Boolean NULL default true, the preset Boolean NULL`,
        `${kind}: twoFactor.lockedUntil: Better Auth has DateTime NULL, the preset none`,
    ]);
    tap.result('better-auth: a column that a preset lacks is named',
        JSON.stringify(said) === JSON.stringify(should) ? [] : [...said, 'instead of', ...should]);
}

/** What Better Auth's validateSchema says of Drizzle's tables; no database is asked. */
async function validated(version, dialect, tables, given) {
    const { drizzle } = await version.load('drizzle-orm/pg-proxy');
    const { drizzleAdapter } = await version.load('better-auth/adapters/drizzle');
    const { schemaCheckFor } = await version.load('@better-auth/core/db/internal');
    const provider = { sqlite: 'sqlite', postgresql: 'pg', mysql: 'mysql' }[dialect];
    const adapter = drizzleAdapter(drizzle(async () => ({ rows: [] })),
        { provider, schema: tables, transaction: true })(given);
    try {
        await schemaCheckFor(adapter)();
        return [];
    } catch (error) {
        return [`${dialect}: ${error.message}`];
    }
}

async function testValidated(tap, authgen, dir) {
    const [version] = versions;
    const [drizzle] = drizzles;
    const folder = join(dir, 'better-auth-validated');
    drizzle.makeProject(folder);
    const tablesOf = async (name, presets, dialect) => {
        const file = join(folder, `${name.replaceAll('/', '-')}.${dialect}.ts`);
        const { status, stderr } = await run([authgen, '--target', drizzle.target, '--dialect',
            dialect, '-o', file, '-'], { input: text(version, presets) });
        if (status !== 0) throw new Error(`${name}: ${stderr}`);
        return drizzle.load(file);
    };
    const cases = [['the core', []], ['all plugins', allOf(version)],
        ...pluginsOf(version).map((name) => [name, [...needs[name] ?? [], name]])];
    for (const [name, presets] of cases) {
        const given = await version.options(presets);
        const wrong = [];
        for (const dialect of ['sqlite', 'postgresql', 'mysql']) {
            wrong.push(...await validated(
                version, dialect, await tablesOf(name, presets, dialect), given));
        }
        tap.result(`better-auth: validateSchema accepts ${name}`, wrong);
    }
    const lacking = await validated(version, 'sqlite', await tablesOf('lacking', [], 'sqlite'),
        await version.options(['two-factor']));
    tap.result('better-auth: validateSchema refuses what lacks a plugin',
        lacking.length === 1 && lacking[0].includes('twoFactorEnabled') ? [] : ['it does not', ...lacking]);
}
