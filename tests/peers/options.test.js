// The target `options`: Better Auth asks Kysely for the names that the database
// has, once it is given what authgen prints, whatever plugins there are; and
// what is printed for the other libraries is what their adapters want.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { generate } from './authgen.js';
import { allOf, text } from './better-auth.test.js';
import { flows } from './betterauth-flows.js';
import { Rows } from './betterauth-rows.js';
import { adapters, secret, versions } from './betterauth.js';
import { apply, openDatabase } from './databases.js';
import { report } from './presets.js';
import { dialects } from './schemas.js';

/** What has no option for names: the plugin of SCIM, and that of devices within OAuth. */
const nameless = ['oauth-provider/device-authorization', 'scim', 'scim/managed-connections'];

const styles = 'config {\n  tables  = snake_plural\n  columns = snake\n  lists   = json\n}\n';

async function load(file) {
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(file.replace(/\.ts$/, '.mjs'), outputText);
    return import(pathToFileURL(file.replace(/\.ts$/, '.mjs')));
}

/** A function that generates a file of a schema, which is known to be possible. */
function maker({ authgen }, folder, schema) {
    return async (target, dialect, file, options = []) => {
        const output = join(folder, file);
        const made = await generate(authgen, { schema, target, dialect, output, options });
        if (!made.done) throw new Error([...made.wrong, ...made.refused].join('\n'));
        return output;
    };
}

/** Better Auth on tables in snake case, called by the names that were generated. */
async function useBetterAuth(context, dialect, folder) {
    const [version] = versions;
    const servers = await context.servers;
    const presets = allOf(version).filter((preset) => !nameless.includes(preset));
    mkdirSync(folder, { recursive: true });
    const schema = join(folder, 'schema.auth');
    writeFileSync(schema, text(version, presets, styles));
    const make = maker(context, folder, schema);
    const { options: names, plugins } = await load(await make('options', dialect, 'options.ts'));
    const sql = readFileSync(await make('ddl', dialect, 'schema.sql'), 'utf8');
    const name = `options ${dialect}`;
    const db = await openDatabase(servers, dialect, name);
    try {
        await apply(db, [sql]);
    } finally {
        await db.close();
    }
    const { database, close } = await adapters.kysely(version, servers, dialect, name);
    try {
        const { betterAuth } = await version.load('better-auth');
        const outbox = {};
        const rest = await version.options(presets, {
            plugins: {
                ...plugins,
                phoneNumber: {
                    ...plugins.phoneNumber, sendOTP: async ({ code }) => { outbox.otp = code; },
                },
            },
        });
        const auth = betterAuth({
            ...names,
            ...rest,
            rateLimit: { ...rest.rateLimit, ...names.rateLimit },
            user: { ...names.user, deleteUser: { enabled: true } },
            database,
            secret,
            baseURL: 'http://localhost:3000',
            telemetry: { enabled: false },
            logger: { log: () => {} },
            emailAndPassword: {
                enabled: true,
                password: {
                    hash: async (password) => `hash of ${password}`,
                    verify: async ({ hash, password }) => hash === `hash of ${password}`,
                },
                sendResetPassword: async ({ token }) => { outbox.reset = token; },
            },
            advanced: { database: {} },
        });
        const { getAuthTables } = await version.load('better-auth/db');
        const tables = getAuthTables(auth.options);
        const camel = Object.values(tables).flatMap(({ modelName, fields }) => [modelName,
            ...Object.entries(fields).map(([field, { fieldName }]) => fieldName ?? field)])
            .filter((one) => /[A-Z]/.test(one));
        if (camel.length > 0) return camel.map((one) => `${one} is what the library says still`);
        const rows = new Rows((await auth.$context).adapter, tables, {});
        await rows.check('flows', () => flows(Object.assign(auth, { outbox }), tables));
        await rows.all();
        return rows.wrong;
    } finally {
        await close();
    }
}

/** The file of a schema that is one text. */
async function printed(context, folder, name, schema) {
    const file = join(folder, `${name}.auth`);
    writeFileSync(file, schema);
    return readFileSync(
        await maker(context, folder, file)('options', 'postgresql', `${name}.ts`), 'utf8');
}

const exported = {
    'auth.js': ['use "auth.js/webauthn"\nrename model User Member\n', `export const tables = {
  usersTable: member,
  accountsTable: account,
  sessionsTable: session,
  verificationTokensTable: verificationToken,
  authenticatorsTable: authenticator,
};`],
    'lucia@2': ['use "lucia@2"\nconfig {\n  prefix = "my_"\n}\nomit model Session\n'
        + 'extend model Key {\n  @@map("logins")\n}\n', `export const tableNames = {
  user: "auth_user",
  key: "logins",
  session: null,
};`],
    'lucia@3': ['use "lucia@3/password"\n', `export const tableNames = {
  user: "user",
  session: "user_session",
};`],
    'next-auth@3': ['use "next-auth@3"\nrename model User Member\n', `export const modelMapping = {
  Account: "account",
  Session: "session",
  User: "member",
  VerificationRequest: "verificationRequest",
};`],
    'next-auth@4': ['use "next-auth@4"\n', `export {};`],
};

export async function testOptions(context) {
    const folder = join(context.dir, 'options');
    const [version] = versions;
    version.makeProject(folder);
    for (const dialect of dialects) {
        await report(context, `options -> ${dialect}: Better Auth and Kysely on names in snake case`,
            () => useBetterAuth(context, dialect, join(folder, dialect)));
    }
    for (const [name, [schema, wanted]] of Object.entries(exported)) {
        await report(context, `options: what ${name} is told`, async () => {
            const said = await printed(context, folder, name, schema);
            return said.includes(wanted) ? [] : [said];
        });
    }
}
