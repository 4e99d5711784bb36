// A database that Better Auth's own generator and drizzle-kit made, with rows: authgen's
// file takes the place of the generator's, `drizzle-kit push` finds nothing to do, no row
// changes, and the application goes on with the users, sessions and organizations it has.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzleFiles } from './adopt.js';
import { adapters, lines, secret } from './betterauth.js';
import { apply, openDatabase, sqliteFile } from './databases.js';
import { introspect } from './introspect.js';
import { run } from './process.js';
import { makeProject } from './project.js';

const presets = ['organization/teams', 'two-factor', 'admin', 'username', 'jwt', 'oauth-provider'];

const ada = { email: 'ada@example.com', password: 'the first password' };
const client = {
    clientId: 'one', redirectUris: ['https://example.com/back', 'https://example.com/"two"'],
    scopes: ['openid'], metadata: { kind: 'web', levels: [1, 2] }, createdAt: new Date(1_700_000_000_123),
};

async function start(version, given, database) {
    const { betterAuth } = await version.load('better-auth');
    return betterAuth({
        ...given, database, secret, baseURL: 'http://localhost:3000',
        emailAndPassword: { enabled: true }, telemetry: { enabled: false }, logger: { level: 'error' },
    });
}

/** Signs in, and returns what a browser sends from then on. */
async function signIn({ api }) {
    const response = await api.signInEmail({ body: ada, asResponse: true });
    if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
    return new Headers({ cookie: response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') });
}

/** What an application leaves in its database. */
async function fill(auth) {
    await auth.api.signUpEmail({ body: { ...ada, name: 'Ada', username: 'ada' } });
    const headers = await signIn(auth);
    await auth.api.createOrganization({ headers, body: { name: 'Engines', slug: 'engines' } });
    const { adapter } = await auth.$context;
    await adapter.create({ model: 'oauthClient', data: client });
    await adapter.create({ model: 'oauthConsent', data: { ...await consent(auth), scopes: ['openid', 'email'] } });
    return headers;
}

async function consent(auth) {
    const { adapter } = await auth.$context;
    const user = await adapter.findOne({ model: 'user', where: [{ field: 'email', value: ada.email }] });
    return { clientId: client.clientId, userId: user.id, createdAt: client.createdAt, updatedAt: client.createdAt };
}

/** What the application finds there, with the cookies of a browser. */
async function look(auth, headers) {
    const { adapter } = await auth.$context;
    const { session, user } = await auth.api.getSession({ headers });
    const [organization] = await auth.api.listOrganizations({ headers });
    const full = await auth.api.getFullOrganization({ headers, query: { organizationId: organization.id } });
    const stored = await adapter.findOne({ model: 'oauthClient', where: [{ field: 'clientId', value: 'one' }] });
    const given = await adapter.findOne({ model: 'oauthConsent', where: [{ field: 'clientId', value: 'one' }] });
    return JSON.stringify({
        session, user, full, client: stored, consent: given,
    });
}

/** All rows of a database. */
async function rowsOf(db) {
    const mark = db.dialect === 'mysql' ? '`' : '"';
    const rows = {};
    for (const table of Object.keys((await introspect(db)).tables).sort()) {
        rows[table] = await db.query(`SELECT * FROM ${mark}${table}${mark};`);
    }
    return JSON.stringify(rows);
}

/** What the command finds to do. */
async function pushed({ servers }, db, file, cwd) {
    const { status, stdout, stderr } = await run([process.execPath,
        join(cwd, 'node_modules/drizzle-kit/bin.cjs'), 'push', '--strict', '--verbose',
        '--dialect', db.dialect, '--schema', file, '--url', db.dialect === 'sqlite'
            ? `file:${sqliteFile(servers, db.name)}`
            : `postgres://postgres@127.0.0.1:${db.client.port}/${encodeURIComponent(db.name)}`], { cwd });
    const said = `${stdout}${stderr}`;
    return status === 0 && /No changes detected/.test(said) ? [] : [`drizzle-kit push: ${said}`];
}

async function wrongIn(context, version, dialect, home) {
    const { servers } = context;
    const given = await version.options(presets);
    writeFileSync(join(home, 'auth.ts'), version.text(presets, 'drizzle', dialect));
    const { kit, theirs, ours } = await drizzleFiles(context, { version, given, dialect, home });
    const name = `adopt-rows-${version.dir}-${dialect}`;
    const db = await openDatabase(servers, dialect, name);
    const opened = [];
    const open = async (file) => {
        const { database, close } = await adapters.drizzle(version, servers, dialect, name, file);
        opened.push(close);
        return start(version, given, database);
    };
    try {
        await apply(db, await kit.statements(dialect, await kit.load(theirs)));
        const before = await open(theirs);
        const headers = await fill(before);
        const seen = await look(before, headers);
        const rows = await rowsOf(db);
        const wrong = await kit.difference(dialect, await kit.load(theirs), await kit.load(ours));
        // The kit cannot read MariaDB, and sets the default of an empty array again and again.
        if (dialect !== 'mysql') {
            const forced = await kit.pending(db, dialect, await kit.load(theirs));
            const all = await kit.pending(db, dialect, await kit.load(ours));
            wrong.push(...all.filter((statement) => !forced.includes(statement)));
            if (forced.length === 0) wrong.push(...await pushed(context, db, ours, home));
        }
        if (await rowsOf(db) !== rows) wrong.push('rows have changed');
        const after = await open(ours);
        const now = await look(after, headers);
        if (now !== seen) wrong.push(`the application sees ${now}, not ${seen}`);
        // The password, and a session more.
        await look(after, await signIn(after));
        return wrong;
    } finally {
        for (const close of opened) await close();
        await db.close();
    }
}

export async function testAdoptRows({ tap, authgen, servers, dir, wanted }) {
    const context = { authgen, servers: await servers };
    for (const version of lines.slice(0, 2)) {
        for (const dialect of ['postgresql', 'mysql', 'sqlite']) {
            const title = `adopt rows of better-auth ${version.version} ${dialect}`;
            if (!wanted(title)) continue;
            const home = join(dir, 'adopt-rows', `${version.dir}-${dialect}`);
            mkdirSync(home, { recursive: true });
            makeProject(home, ['drizzle045', version.dir, '.']);
            try {
                tap.result(title, await wrongIn(context, version, dialect, home));
            } catch (error) {
                tap.result(title, [error.stack, error.cause?.stack ?? '']);
            }
        }
    }
}
