// NextAuth.js 3's adapters as they come from npm, and what it asks of them.

const { isDeepStrictEqual } = require('node:util');
const { PrismaLegacyAdapter } = require('@next-auth/prisma-legacy-adapter');
const { Models, TypeORMLegacyAdapter } = require('@next-auth/typeorm-legacy-adapter');

const token = 'x'.repeat(3000);

/** Runs the flow on what getAdapter() gives; returns what is wrong with it. */
async function flow(made, { deletes = false } = {}) {
    const wrong = [];
    const expect = (what, is, should) => {
        const seen = is && should && typeof should === 'object'
            ? Object.fromEntries(Object.keys(should).map((key) => [key, is[key]])) : is;
        if (!isDeepStrictEqual(seen ?? null, should)) {
            wrong.push(`${what}: ${JSON.stringify(is)?.slice(0, 300)}, should be `
                + `${JSON.stringify(should).slice(0, 300)}`);
        }
    };
    const adapter = await made.getAdapter({
        session: { maxAge: 3600, updateAge: 0 }, secret: 'secret',
        logger: { error: (code, error) => wrong.push(`${code}: ${error?.message}`) },
    });

    const profile = {
        name: 'Ada', email: 'ada@example.com', image: 'https://example.com/ada.png',
        emailVerified: new Date('2024-02-03T04:05:06.000Z'),
    };
    // TypeORM's keeps the time of the call instead of the given one.
    const { id, emailVerified } = await adapter.createUser(profile);
    const user = { id, ...profile, emailVerified };
    expect('getUser', await adapter.getUser(id), user);
    expect('getUser of nobody', await adapter.getUser(id + 100), null);
    expect('getUserByEmail', await adapter.getUserByEmail(profile.email), user);

    await adapter.linkAccount(id, 'google', 'oauth', '1078', token, token,
        new Date('2034-01-02T03:04:05.000Z'));
    expect('getUserByProviderAccountId',
        await adapter.getUserByProviderAccountId('google', '1078'), user);
    expect('getUserByProviderAccountId of another',
        await adapter.getUserByProviderAccountId('google', '1'), null);

    const session = await adapter.createSession(user);
    const found = await adapter.getSession(session.sessionToken);
    expect('getSession', found, { userId: id, sessionToken: session.sessionToken });
    const later = { ...found, expires: new Date('2035-01-02T03:04:05.000Z') };
    await adapter.updateSession(later, true);
    const updated = await adapter.getSession(session.sessionToken);
    expect('updateSession', updated.expires > found.expires, true);
    await adapter.deleteSession(session.sessionToken);
    expect('deleteSession', await adapter.getSession(session.sessionToken), null);

    await adapter.updateUser({ ...user, name: 'Ada Lovelace' });
    expect('updateUser', await adapter.getUser(id), { ...user, name: 'Ada Lovelace' });

    const provider = { maxAge: 3600, sendVerificationRequest: async () => {} };
    await adapter.createVerificationRequest(profile.email, '', 'token', 'secret', provider);
    expect('getVerificationRequest',
        await adapter.getVerificationRequest(profile.email, 'token', 'secret', provider),
        { identifier: profile.email });
    await adapter.deleteVerificationRequest(profile.email, 'token', 'secret', provider);
    expect('deleteVerificationRequest',
        await adapter.getVerificationRequest(profile.email, 'token', 'secret', provider), null);

    if (deletes) {
        await adapter.unlinkAccount(id, 'google', '1078');
        expect('unlinkAccount', await adapter.getUserByProviderAccountId('google', '1078'), null);
        await adapter.deleteUser(id);
        expect('deleteUser', await adapter.getUser(id), null);
    }
    return wrong;
}

/** The models of the adapter, kept in the tables of these schemas: { User: options, … }. */
const customModels = (schemas) => Object.fromEntries(Object.entries(Models).map(
    ([name, { model }]) => {
        const own = { [name]: class extends model {} }[name];
        return [name, { model: own, schema: { ...schemas[name], target: own } }];
    }));

module.exports = { customModels, flow, PrismaLegacyAdapter, TypeORMLegacyAdapter };
