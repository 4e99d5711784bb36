// What an application does with Better Auth, one user from sign-up to deletion.

/** A browser, as far as cookies go. */
class Browser {
    cookies = new Map();

    get headers() {
        return new Headers({
            cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            'user-agent': 'a browser',
        });
    }

    constructor(api) {
        this.api = api;
    }

    another() {
        return new Browser(this.api);
    }

    /** Calls an endpoint; throws what it throws. */
    async call(endpoint, request = {}) {
        const { headers, response } = await this.api[endpoint]({
            headers: this.headers, returnHeaders: true, ...request,
        });
        for (const cookie of headers?.getSetCookie() ?? []) {
            const [, name, value] = cookie.match(/^([^=]*)=([^;]*)/);
            if (value === '') this.cookies.delete(name);
            else this.cookies.set(name, value);
        }
        return response;
    }
}

function equal(what, is, should) {
    const [a, b] = [is, should].map((value) => JSON.stringify(value));
    if (a !== b) throw new Error(`${what} is ${a}, should be ${b}`);
}

async function refused(what, work) {
    if (await work().then(() => true, () => false)) throw new Error(`${what} is not refused`);
}

const email = 'Ada@example.com';

/** The core's. */
async function core({ api, outbox }, browser) {
    const body = { email, name: 'Ada', password: 'first password' };
    const { user } = await browser.call('signUpEmail', { body });
    await refused('a second sign-up', () => browser.another().call('signUpEmail', { body }));
    await browser.call('signOut');
    equal('the session after sign-out', await browser.call('getSession'), null);
    await browser.another().call('requestPasswordReset', { body: { email } });
    await browser.another().call('resetPassword', {
        body: { newPassword: 'second password', token: outbox.reset },
    });
    await refused('the old password', () => browser.call('signInEmail', { body }));
    await browser.call('signInEmail', { body: { email, password: 'second password' } });
    const session = await browser.call('getSession');
    equal('who is signed in', [session.user.id, session.user.email],
        [user.id, email.toLowerCase()]);
    equal('the browser', session.session.userAgent, 'a browser');
    await browser.call('updateUser', { body: { name: 'Ada Lovelace', image: 'http://x/y.png' } });
    equal('the new name', (await browser.call('getSession')).user.name, 'Ada Lovelace');
    equal('sessions', (await browser.call('listSessions')).length, 1);
    equal('accounts', (await browser.call('listUserAccounts')).map((one) => one.providerId),
        ['credential']);
    return user;
}

/** Those of plugins, by the plugin's id. */
const ofPlugins = {
    'username': async (auth, browser) => {
        await browser.call('updateUser', { body: { username: 'Ada_L' } });
        const body = { username: 'ada_l', password: 'second password' };
        equal('by username', (await browser.another().call('signInUsername', { body })).user.name,
            'Ada Lovelace');
    },
    'anonymous': async (auth, browser) => {
        const other = browser.another();
        const { user } = await other.call('signInAnonymous');
        equal('anonymous', (await other.call('getSession')).user.id, user.id);
    },
    'phone-number': async ({ outbox }, browser) => {
        const body = { phoneNumber: '+4930123456' };
        await browser.call('sendPhoneNumberOTP', { body });
        await browser.call('verifyPhoneNumber', {
            body: { ...body, code: outbox.otp, updatePhoneNumber: true },
        });
        equal('the number', (await browser.call('getSession')).user.phoneNumber, body.phoneNumber);
    },
    'jwt': async (auth, browser) => {
        equal('parts of the token',
            (await browser.call('getToken')).token.split('.').length, 3);
    },
    'two-factor': async (auth, browser) => {
        const { backupCodes } = await browser.call('enableTwoFactor', {
            body: { password: 'second password' },
        });
        equal('backup codes', backupCodes.length, 10);
    },
    'api-key': async ({ api }, browser) => {
        const { key } = await browser.call('createApiKey', { body: { name: 'one' } });
        equal('the key', (await api.verifyApiKey({ body: { key } })).valid, true);
        equal('keys', (await browser.call('listApiKeys')).apiKeys.length, 1);
    },
    'organization': async (auth, browser) => {
        const { id } = await browser.call('createOrganization', {
            body: { name: 'Engines', slug: 'engines', metadata: { kind: 'analytical' } },
        });
        await browser.call('createInvitation', {
            body: { email: 'charles@example.com', role: 'member', organizationId: id },
        });
        const team = await browser.call('createTeam', {
            body: { name: 'Cards', organizationId: id },
        });
        const full = await browser.call('getFullOrganization', {
            query: { organizationId: id },
        });
        equal('the organization', [full.members.length, full.invitations.length, full.teams.length],
            [1, 1, 2]);
        await browser.call('addTeamMember', {
            body: { teamId: team.id, userId: full.members[0].userId },
        });
        equal('teams of the user', (await browser.call('listUserTeams')).length, 2);
        equal('its member', full.members[0].user.name, 'Ada Lovelace');
        equal('organizations', (await browser.call('listOrganizations')).length, 1);
    },
};

/** A value that is used once. */
async function reservation({ $context }) {
    const { internalAdapter } = await $context;
    const value = { identifier: 'once', value: '1', expiresAt: new Date(Date.now() + 60_000) };
    const reserve = () => internalAdapter.reserveVerificationValue(value);
    equal('reserved twice', [await reserve(), await reserve()], [true, false]);
}

/** Requests are counted in the database, until there are too many. */
async function rateLimit({ handler }) {
    const statuses = new Set();
    for (let i = 0; i < 12; i++) {
        const response = await handler(new Request('http://localhost:3000/api/auth/get-session', {
            headers: { 'x-forwarded-for': '192.0.2.1' },
        }));
        statuses.add(response.status);
    }
    equal('answers', [...statuses], [200, 429]);
}

/** Nothing is left of a deleted user, in any table that refers to one. */
async function deletion({ api, $context }, tables, browser, user) {
    await browser.call('deleteUser', { body: { password: 'second password' } });
    equal('the session of a deleted user', await browser.call('getSession'), null);
    const { adapter } = await $context;
    for (const [model, { fields }] of Object.entries(tables)) {
        for (const [field, { references }] of Object.entries(fields)) {
            if (references?.model !== 'user') continue;
            equal(`what is left in ${model}`,
                await adapter.count({ model, where: [{ field, value: user.id }] }), 0);
        }
    }
}

/** Goes through all of them; returns their names. */
export async function flows(auth, tables) {
    const browser = new Browser(auth.api);
    const user = await core(auth, browser);
    const done = ['core'];
    for (const { id } of auth.options.plugins) {
        if (!ofPlugins[id]) continue;
        await ofPlugins[id](auth, browser);
        done.push(id);
    }
    if (auth.options.rateLimit?.storage === 'database') {
        await rateLimit(auth);
        done.push('rate limit');
    }
    // Its id is a digest, which only text can hold.
    if (!auth.options.advanced.database.generateId) {
        await reservation(auth);
        done.push('reservation');
    }
    await deletion(auth, tables, browser, user);
    return [...done, 'deletion'];
}
