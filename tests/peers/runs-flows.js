// What an application does with Better Auth over HTTP: the core, and the main
// calls of each plugin that it has.

const origin = 'http://localhost:3000';

/** A browser, as far as cookies and JSON go. */
class Browser {
    cookies = new Map();

    constructor(auth) {
        this.auth = auth;
    }

    another() {
        return new Browser(this.auth);
    }

    /** What an endpoint answers; throws if it is an error. */
    async send(method, path, body) {
        const response = await this.auth.handler(new Request(`${origin}/api/auth${path}`, {
            method,
            headers: {
                origin, 'user-agent': 'a browser', 'x-forwarded-for': '192.0.2.1',
                cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
                ...body === undefined ? {} : { 'content-type': 'application/json' },
            },
            ...body === undefined ? {} : { body: JSON.stringify(body) },
        }));
        for (const cookie of response.headers.getSetCookie()) {
            const [, name, value] = cookie.match(/^([^=]*)=([^;]*)/);
            if (value === '') this.cookies.delete(name);
            else this.cookies.set(name, value);
        }
        const text = await response.text();
        if (!response.ok) {
            throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
        }
        return text && /json/.test(response.headers.get('content-type')) ? JSON.parse(text) : text;
    }

    get(path) {
        return this.send('GET', path);
    }

    post(path, body = {}) {
        return this.send('POST', path, body);
    }

    session() {
        return this.get('/get-session');
    }
}

function equal(what, is, should) {
    const [a, b] = [is, should].map((value) => JSON.stringify(value));
    if (a !== b) throw new Error(`${what} is ${a}, should be ${b}`);
}

const email = 'ada@example.com';
const password = 'a long password';
const login = { email, password };

/** A value of an additional field, as JSON has it. */
function valueOf({ type }) {
    if (Array.isArray(type)) return type.at(-1);
    return {
        string: 'it\'s "é"', number: 5, boolean: false, date: '2031-07-05T04:03:02.000Z',
        json: { deep: { list: [1, 'a'] } }, 'string[]': ['a', 'b,c'], 'number[]': [1, 2],
    }[type];
}

/** The additional fields that a user gives, and what the session says of them all. */
function additionalOf({ user = {}, session = {} }) {
    const given = {};
    const expected = { user: {}, session: {} };
    for (const [table, fields] of Object.entries({
        user: user.additionalFields ?? {}, session: session.additionalFields ?? {},
    })) {
        for (const [name, field] of Object.entries(fields)) {
            const { references, input, defaultValue } = field;
            if (!references && input !== false && table === 'user') {
                given[name] = valueOf(field);
                expected[table][name] = given[name];
            } else if (defaultValue !== undefined && typeof defaultValue !== 'function') {
                expected[table][name] = defaultValue;
            }
        }
    }
    return { given, expected };
}

/** Sign up, in and out; what a session says. */
async function core(auth, browser, { release, adapter, queries }) {
    const { given, expected } = additionalOf(auth.options);
    await browser.post('/sign-up/email', { ...login, name: 'Ada', ...given });
    await browser.post('/sign-out');
    equal('the session after sign-out', await browser.session(), null);
    await browser.post('/sign-in/email', login);
    const session = await browser.session();
    equal('who is signed in', [session?.user.email, session?.user.name], [email, 'Ada']);
    for (const [table, fields] of Object.entries(expected)) {
        for (const [name, value] of Object.entries(fields)) {
            const is = session[table][name];
            // Prisma's BigInt, and what PostgreSQL's driver makes of one, are texts in JSON.
            const wide = auth.options[table].additionalFields[name].bigint && adapter !== 'drizzle';
            equal(`${name} of the ${table}`, wide ? Number(is) : is, value);
        }
    }
    const { joins } = (release < '1.7' ? auth.options.experimental : auth.options.advanced?.database) ?? {};
    if (joins && queries) {
        const before = queries();
        await browser.session();
        equal('queries for a session', queries() - before, 1);
    }
    await browser.post('/update-user', { name: 'Ada Lovelace' });
    equal('the new name', (await browser.session()).user.name, 'Ada Lovelace');
    equal('sessions', (await browser.get('/list-sessions')).length, 1);
    equal('accounts', (await browser.get('/list-accounts')).length, 1);
}

/** What was sent last. */
const sent = ({ outbox }) => outbox.at(-1).code;

/** The main calls of plugins, by their ids; those of plugins that sign in by themselves first. */
const ofPlugins = {
    'magic-link': async (auth, browser) => {
        await browser.post('/sign-in/magic-link', { email: 'bob@example.com', name: 'Bob' });
        const other = browser.another();
        await other.get(`/magic-link/verify?token=${sent(auth)}`);
        equal('by link', (await other.session()).user.email, 'bob@example.com');
    },
    'email-otp': async (auth, browser) => {
        const body = { email: 'eve@example.com', type: 'sign-in' };
        await browser.post('/email-otp/send-verification-otp', body);
        const other = browser.another();
        await other.post('/sign-in/email-otp', { email: body.email, otp: sent(auth) });
        equal('by code', (await other.session()).user.email, body.email);
    },
    'anonymous': async (auth, browser) => {
        const other = browser.another();
        await other.post('/sign-in/anonymous');
        equal('anonymous', (await other.session()).user.isAnonymous, true);
    },
    'siwe': async (auth, browser, { release }) => {
        const walletAddress = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
        const body = release < '1.7' ? { walletAddress, chainId: 1 } : {};
        const other = browser.another();
        const { nonce } = await other.post('/siwe/nonce', body);
        await other.post('/siwe/verify', {
            ...body, signature: '0x1',
            message: `example.com wants you to sign in with your Ethereum account:\n${walletAddress}\n\n`
                + `URI: https://example.com\nVersion: 1\nChain ID: 1\nNonce: ${nonce}\n`
                + 'Issued At: 2026-01-01T00:00:00.000Z',
        });
        equal('by wallet', Boolean((await other.session()).user.id), true);
    },
    'username': async (auth, browser) => {
        await browser.post('/update-user', { username: 'Ada_L' });
        const other = browser.another();
        await other.post('/sign-in/username', { username: 'ada_l', password });
        equal('by username', (await other.session()).user.username, 'ada_l');
    },
    'phone-number': async (auth, browser) => {
        const phoneNumber = '+4930123456';
        await browser.post('/phone-number/send-otp', { phoneNumber });
        await browser.post('/phone-number/verify', {
            phoneNumber, code: sent(auth), updatePhoneNumber: true,
        });
        equal('the number', (await browser.session()).user.phoneNumber, phoneNumber);
    },
    'organization': async (auth, browser) => {
        const { id } = await browser.post('/organization/create', { name: 'Engines', slug: 'engines' });
        await browser.post('/organization/invite-member', {
            email: 'charles@example.com', role: 'member', organizationId: id,
        });
        const full = await browser.get(`/organization/get-full-organization?organizationId=${id}`);
        equal('the organization', [full.name, full.members.length, full.invitations.length],
            ['Engines', 1, 1]);
        equal('its member', full.members[0].user.name, 'Ada Lovelace');
        equal('organizations', (await browser.get('/organization/list')).length, 1);
        equal('the active one', (await browser.session()).session.activeOrganizationId, id);
        const { teams, dynamicAccessControl } = auth.options.plugins
            .find((plugin) => plugin.id === 'organization').options ?? {};
        if (teams?.enabled) {
            await browser.post('/organization/create-team', { name: 'Cards', organizationId: id });
            equal('teams', (await browser.get('/organization/list-teams')).length, 2);
        }
        if (dynamicAccessControl?.enabled) {
            await browser.post('/organization/create-role', {
                role: 'reader', permission: { organization: ['update'] }, organizationId: id,
            });
            equal('roles', (await browser.get('/organization/list-roles')).length, 1);
        }
    },
    'admin': async (auth, browser) => {
        const { adapter } = await auth.$context;
        const { user } = await browser.session();
        await adapter.update({
            model: 'user', where: [{ field: 'id', value: user.id }], update: { role: 'admin' },
        });
        equal('users', (await browser.get('/admin/list-users?limit=10')).users
            .filter(({ role }) => role === 'admin').length, 1);
    },
    'jwt': async (auth, browser) => {
        const { token } = await browser.get('/token');
        equal('parts of the token', token.split('.').length, 3);
        equal('keys', (await browser.get('/jwks')).keys.length, 1);
    },
    'api-key': async ({ api }, browser) => {
        const { key } = await browser.post('/api-key/create', { name: 'one' });
        equal('the key', (await api.verifyApiKey({ body: { key } })).valid, true);
        const list = await browser.get('/api-key/list');
        equal('keys', (list.apiKeys ?? list).length, 1);
    },
    'passkey': async (auth, browser) => {
        await browser.get('/passkey/generate-register-options');
        equal('passkeys', await browser.get('/passkey/list-user-passkeys'), []);
    },
    'oidc-provider': async (auth, browser) => {
        const client = await browser.post('/oauth2/register',
            { redirect_uris: ['https://example.com/callback'], client_name: 'one' });
        equal('the client', client.redirect_uris, ['https://example.com/callback']);
    },
    'oauth-provider': async (auth, browser) => {
        const client = await browser.post('/oauth2/register',
            { redirect_uris: ['https://example.com/callback'], client_name: 'one' });
        equal('the client', client.redirect_uris, ['https://example.com/callback']);
    },
    'device-authorization': async (auth, browser) => {
        const { user_code: code } = await browser.post('/device/code', { client_id: 'one' });
        equal('the device', (await browser.get(`/device?user_code=${code}`)).status, 'pending');
    },
    'stripe': async (auth, browser) => {
        equal('subscriptions', await browser.get('/subscription/list'), []);
    },
    'last-login-method': async (auth, browser) => {
        equal('the last method', (await browser.session()).user.lastLoginMethod, 'email');
    },
    'notes': async (auth, browser) => {
        const note = await browser.post('/notes/create', { text: 'one', stars: 5 });
        equal('the note', [note.text, note.stars], ['one', 5]);
    },
    'two-factor': async (auth, browser) => {
        const { backupCodes } = await browser.post('/two-factor/enable', { password });
        equal('backup codes', backupCodes.length, 10);
    },
};

/** Requests are counted in the database. */
async function rateLimit(auth) {
    const { adapter } = await auth.$context;
    const rows = await adapter.findMany({ model: 'rateLimit' });
    equal('requests are counted', rows.length > 0, true);
}

/** Goes through all that an application's plugins have; returns their names. */
export async function flows(auth, where) {
    const { password } = await auth.$context;
    // The library's own is slow, as it should be.
    password.hash = async (text) => `hash of ${text}`;
    password.verify = async ({ hash, password: text }) => hash === `hash of ${text}`;
    const browser = new Browser(auth);
    const done = [];
    if (auth.options.emailAndPassword?.enabled) {
        await core(auth, browser, where);
        done.push('core');
    }
    for (const [id, flow] of Object.entries(ofPlugins)) {
        if (!auth.options.plugins?.some((plugin) => plugin.id === id)) continue;
        await flow(auth, browser, where);
        done.push(id);
    }
    if (auth.options.rateLimit?.storage === 'database') {
        await rateLimit(auth);
        done.push('rate limit');
    }
    return done;
}
