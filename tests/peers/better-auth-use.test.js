// Better Auth runs on what authgen makes of its presets: an application's flows,
// and every column of every table that the library says it has, through each of
// its adapters, on each database; and its own check of the schema, which 1.7
// makes before it serves anything, finds nothing in any preset.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generate } from './authgen.js';
import { allOf, needs, pluginsOf, text } from './better-auth.test.js';
import { flows } from './betterauth-flows.js';
import { Rows } from './betterauth-rows.js';
import { adapters, secret, versions } from './betterauth.js';
import { apply, openDatabase } from './databases.js';
import { pool } from './process.js';

/** What is generated for an adapter beside the tables. */
const outputs = {
    drizzle: 'schema.ts',
    prisma: 'prisma/schema.prisma',
    kysely: null,
};

/** SQLite has no dates: Drizzle's are numbers, those of the others text. */

const capital = (name) => name[0].toUpperCase() + name.slice(1);

/** What an adapter wants otherwise, which is the user's to say. */
function besides({ adapter, dialect }) {
    // Kysely's hands PostgreSQL lists as JSON text, which is no array.
    return adapter === 'kysely' && dialect === 'postgresql' ? 'config { lists = json }\n' : '';
}

let databases = 0;

/** Calls `work` with a Better Auth on a database with the tables of a schema. */
async function run({ authgen, servers, dir }, version, setting, work) {
    const { presets, adapter, dialect, id, more = '' } = setting;
    const name = `better-auth-${++databases}`;
    const folder = join(dir, version.dir, name);
    const schema = join(folder, 'schema.auth');
    const tables = await version.tables(presets);
    mkdirSync(folder);
    const types = adapter === 'drizzle' ? 'native' : 'compat';
    writeFileSync(schema, text(version, presets, besides(setting, tables) + more)
        + `\nconfig { sqlite = ${types} }\n`);
    const make = async (target, file) => {
        const output = join(folder, file);
        mkdirSync(dirname(output), { recursive: true });
        const made = await generate(authgen, {
            schema, target, dialect, output, flags: ['--id', id],
        });
        if (!made.done) throw new Error([...made.wrong, ...made.refused].join('\n'));
        return output;
    };
    const sql = await make('ddl', 'schema.sql');
    const file = outputs[adapter] && await make(adapter, outputs[adapter]);
    const db = await openDatabase(servers, dialect, name);
    try {
        await apply(db, [readFileSync(sql, 'utf8')]);
    } finally {
        await db.close();
    }
    const { database, close } = await adapters[adapter](version, servers, dialect, name, file);
    try {
        return await work(await start(version, setting, database), tables);
    } finally {
        await close();
    }
}

async function start(version, { presets, adapter, dialect, id }, database) {
    const { betterAuth } = await version.load('better-auth');
    // What is sent to users.
    const outbox = {};
    const sendOTP = async ({ code }) => { outbox.otp = code; };
    // Relations are asked for by their names. MariaDB has no LATERAL, by which
    // Drizzle joins for MySQL.
    const joins = adapter !== 'drizzle' || dialect !== 'mysql';
    const auth = betterAuth({
        ...await version.options(presets,
            presets.includes('phone-number') ? { plugins: { phoneNumber: { sendOTP } } } : {}),
        database,
        secret,
        baseURL: 'http://localhost:3000',
        telemetry: { enabled: false },
        logger: { log: () => {} },
        emailAndPassword: {
            enabled: true,
            // The library's own is slow, as it should be.
            password: {
                hash: async (password) => `hash of ${password}`,
                verify: async ({ hash, password }) => hash === `hash of ${password}`,
            },
            sendResetPassword: async ({ token }) => { outbox.reset = token; },
        },
        user: { deleteUser: { enabled: true } },
        experimental: { joins },
        advanced: { database: { joins, ...(id === 'text' ? {} : { generateId: id }) } },
    });
    return Object.assign(auth, { outbox });
}

/** Throws what Better Auth itself has against its tables; 1.6 has nothing to say. */
async function validate(auth) {
    const { checkSchema } = await auth.$context;
    await checkSchema?.();
}

async function use(auth, tables, kind) {
    await validate(auth);
    const rows = new Rows((await auth.$context).adapter, tables, kind);
    let done = [];
    await rows.check('flows', async () => { done = await flows(auth, tables); });
    await rows.all();
    return {
        wrong: rows.wrong,
        what: `${Object.keys(tables).length} tables, ${rows.columns} columns written and read, `
            + `${done.length} flows`,
    };
}

/** What is wrong with each preset alone, as its tables are in a database. */
async function wrongAlone(context, version) {
    const wrong = [];
    for (const name of pluginsOf(version)) {
        const presets = [...needs[name] ?? [], name];
        const setting = { presets, adapter: 'kysely', dialect: 'sqlite', id: 'text' };
        try {
            await run(context, version, setting, validate);
        } catch (error) {
            wrong.push(`${name}: ${error.message}`);
        }
    }
    return wrong;
}

/** The check does find what is missing. */
async function wrongOmission(context, version) {
    const wrong = [];
    for (const adapter of Object.keys(adapters)) {
        const setting = {
            presets: ['username'], adapter, dialect: 'sqlite', id: 'text',
            more: 'omit field User.displayUsername\n',
        };
        const said = await run(context, version, setting, validate)
            .then(() => 'nothing', (error) => error.message);
        if (!/displayUsername/.test(said)) wrong.push(`${adapter} says ${said}`);
    }
    return wrong;
}

const kinds = {
    sqlite: ['text', 'uuid', 'serial'],
    postgresql: ['text', 'uuid', 'serial'],
    mysql: ['text'],
};

/** All kinds of ids for the newest line, but that Prisma's client takes long to make. */
function* settings(version) {
    const [newest] = versions;
    for (const [dialect, ids] of Object.entries(kinds)) {
        for (const adapter of Object.keys(adapters)) {
            const few = version !== newest || (adapter === 'prisma' && dialect === 'sqlite');
            for (const id of few ? ids.slice(0, 1) : ids) yield { adapter, dialect, id };
        }
    }
}

export async function testBetterAuthUse({ tap, authgen, servers, dir, wanted }) {
    const context = { authgen, servers: await servers, dir };
    const attempt = async (name, work) => {
        if (!wanted(name)) return;
        try {
            const { wrong, what } = await work();
            tap.result(what ? `${name}: ${what}` : name, wrong);
        } catch (error) {
            tap.result(name, [error.stack]);
        }
    };
    // The databases work while the other one's JavaScript runs.
    const together = pool(2);
    const jobs = [];
    for (const version of versions) {
        version.makeProject(join(dir, version.dir));
        const presets = allOf(version);
        for (const { adapter, dialect, id } of settings(version)) {
            jobs.push([`better-auth ${version.version} ${adapter} ${dialect} ${id}`, () =>
                run(context, version, { presets, adapter, dialect, id }, (auth, tables) =>
                    // An array of Prisma's is never null.
                    use(auth, tables, {
                        bareLists: adapter === 'prisma' && dialect === 'postgresql',
                    }))]);
        }
    }
    const [version] = versions;
    const each = `better-auth ${version.version} accepts its schema: `;
    jobs.push([`${each}${pluginsOf(version).length} presets, each alone in a database`,
        async () => ({ wrong: await wrongAlone(context, version) })]);
    jobs.push([`${each}but for a column that is omitted`,
        async () => ({ wrong: await wrongOmission(context, version) })]);
    await Promise.all(jobs.map(([name, work]) => together(() => attempt(name, work))));
}
