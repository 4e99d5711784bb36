// What @auth/core asks of an adapter, in the order of a user's life; the tests
// of the adapters themselves are not in npm.

import { isDeepStrictEqual } from 'node:util';

/** As long as a real one: VARCHAR(255) does not hold it. */
const token = (name) => `${name}.${'x'.repeat(2500)}`;

const moment = (text) => new Date(text);

/** The properties of `should`, as they are in `is`. */
const part = (is, should) => (is === null || typeof is !== 'object' ? is
    : Object.fromEntries(Object.keys(should).map((key) => [key, is[key]])));

/**
 * Runs the flow; returns what is wrong with it.  `count(model, userId)` counts
 * the rows of a user; `withoutId`: the database makes the ids; `providerColumns`:
 * what else a provider answers.
 */
export async function flow(
    adapter, { count, authenticators = false, withoutId = false, providerColumns = {} }) {
    const wrong = [];
    const expect = (what, is, should) => {
        const seen = should && typeof should === 'object' && !(should instanceof Date)
            ? part(is, should) : is;
        if (!isDeepStrictEqual(seen, should)) {
            wrong.push(`${what}: ${JSON.stringify(is)?.slice(0, 300)}, should be `
                + `${JSON.stringify(should)?.slice(0, 300)}`);
        }
    };
    // Adapters may write on what they are given, hence the copies below.
    const nothing = (what, is) => expect(what, is ?? null, null);

    const profile = {
        name: 'Ada', email: 'ada@example.com', image: `https://x/${'y'.repeat(600)}`,
        emailVerified: moment('2024-02-03T04:05:06.000Z'),
    };
    const id = withoutId ? {} : { id: crypto.randomUUID() };
    const user = await adapter.createUser({ ...id, ...profile });
    expect('createUser', user, profile);
    if (user.id === undefined || user.id === null) wrong.push('createUser gives no id');
    const stored = { id: user.id, ...profile };
    const other = await adapter.createUser({
        ...withoutId ? {} : { id: crypto.randomUUID() },
        name: null, email: 'bob@example.com', image: null, emailVerified: null,
    });

    expect('getUser', await adapter.getUser(user.id), stored);
    nothing('getUser of nobody', await adapter.getUser(
        typeof user.id === 'number' ? 999 : crypto.randomUUID()));
    expect('getUserByEmail', await adapter.getUserByEmail(profile.email), stored);
    nothing('getUserByEmail of nobody', await adapter.getUserByEmail('nobody@example.com'));

    const account = {
        userId: user.id, type: 'oidc', provider: 'google', providerAccountId: '1078',
        refresh_token: token('refresh'), access_token: token('access'), id_token: token('id'),
        expires_at: 1_900_000_000, token_type: 'Bearer', scope: 'openid email',
        session_state: token('state'), ...providerColumns,
    };
    await adapter.linkAccount({ ...account });
    const key = { provider: 'google', providerAccountId: '1078' };
    expect('getUserByAccount', await adapter.getUserByAccount(key), stored);
    nothing('getUserByAccount of another provider',
        await adapter.getUserByAccount({ ...key, provider: 'github' }));
    if (adapter.getAccount) {
        expect('getAccount', await adapter.getAccount('1078', 'google'), account);
    }

    const session = {
        sessionToken: crypto.randomUUID(), userId: user.id, expires: moment('2035-01-02T03:04:05.000Z'),
    };
    expect('createSession', await adapter.createSession({ ...session }), session);
    const both = await adapter.getSessionAndUser(session.sessionToken);
    expect('the session of getSessionAndUser', both?.session, session);
    expect('the user of getSessionAndUser', both?.user, stored);
    nothing('getSessionAndUser of none', await adapter.getSessionAndUser('none'));

    const later = moment('2036-01-02T03:04:05.000Z');
    await adapter.updateSession({ sessionToken: session.sessionToken, expires: later });
    const { session: updated } = await adapter.getSessionAndUser(session.sessionToken);
    expect('updateSession', updated, { ...session, expires: later });

    await adapter.updateUser({ id: user.id, name: 'Ada Lovelace' });
    expect('updateUser', await adapter.getUser(user.id), { ...stored, name: 'Ada Lovelace' });

    const link = {
        identifier: profile.email, token: 'f'.repeat(64), expires: moment('2034-01-02T03:04:05.000Z'),
    };
    await adapter.createVerificationToken({ ...link });
    await adapter.createVerificationToken({ ...link, token: 'e'.repeat(64) });
    const once = { identifier: link.identifier, token: link.token };
    expect('useVerificationToken', await adapter.useVerificationToken(once), link);
    nothing('useVerificationToken again', await adapter.useVerificationToken(once));

    if (authenticators) {
        const passkey = {
            credentialID: 'c'.repeat(250), userId: user.id, providerAccountId: 'c'.repeat(250),
            credentialPublicKey: 'k'.repeat(400), counter: 1, credentialDeviceType: 'multiDevice',
            credentialBackedUp: true, transports: 'usb,internal',
        };
        await adapter.createAuthenticator({ ...passkey });
        expect('getAuthenticator', await adapter.getAuthenticator(passkey.credentialID), passkey);
        nothing('getAuthenticator of none', await adapter.getAuthenticator('none'));
        await adapter.updateAuthenticatorCounter(passkey.credentialID, 2);
        expect('listAuthenticatorsByUserId',
            (await adapter.listAuthenticatorsByUserId(user.id))[0], { ...passkey, counter: 2 });
    }

    await adapter.deleteSession(session.sessionToken);
    nothing('deleteSession', await adapter.getSessionAndUser(session.sessionToken));
    await adapter.unlinkAccount(key);
    nothing('unlinkAccount', await adapter.getUserByAccount(key));

    // All of a user goes with him, and nobody else.
    await adapter.linkAccount({ ...account });
    await adapter.createSession({ ...session });
    await adapter.createSession({ ...session, sessionToken: 'other', userId: other.id });
    const owned = ['Account', 'Session', ...authenticators ? ['Authenticator'] : []];
    for (const model of owned) expect(`${model} before`, await count(model, user.id), 1);
    await adapter.deleteUser(user.id);
    nothing('deleteUser', await adapter.getUser(user.id));
    for (const model of owned) expect(`${model} after deleteUser`, await count(model, user.id), 0);
    expect('Session of the other', await count('Session', other.id), 1);
    return wrong;
}
