// What projects write in a configuration beside plugins: names of tables and columns,
// kinds of ids, columns of each type. Several options are in one configuration.

/** Names of tables and columns, of the library and of plugins. */
const names = {
    user: { modelName: 'users', fields: { email: 'email_address', name: 'fullName' } },
    session: { modelName: 'user_sessions', fields: { userId: 'user_id', expiresAt: 'expires' } },
    account: { modelName: 'Account', fields: { userId: 'ownerId', accountId: 'account_id' } },
    verification: { modelName: 'verifications', fields: { identifier: 'ident', createdAt: 'made_at' } },
    rateLimit: { modelName: 'limits', fields: { lastRequest: 'last_request' } },
    plugins: {
        organization: {
            schema: {
                organization: { modelName: 'companies', fields: { slug: 'short_name' } },
                member: { modelName: 'companyMember', fields: { organizationId: 'company_id' } },
                session: { fields: { activeOrganizationId: 'active_company_id' } },
            },
        },
        twoFactor: {
            schema: {
                user: { fields: { twoFactorEnabled: 'hasTwoFactor' } },
                twoFactor: { modelName: 'second_factors', fields: { userId: 'user_id' } },
            },
        },
    },
};

/** Columns of each type, required or not, unique, with an index. */
const fields = {
    advanced: { database: { generateId: false } },
    user: {
        additionalFields: {
            nick: { type: 'string', required: false, unique: true, fieldName: 'nickName' },
            badge: { type: 'string', required: true, unique: true },
            city: { type: 'string', required: true, index: true },
            homeTown: { type: 'string', required: false, sortable: true },
            code: { type: 'string' },
            age: { type: 'number', required: false },
            rank: { type: 'number', required: true, index: true },
            score: { type: 'number', required: true, bigint: true },
            flag: { type: 'boolean', required: true },
            off: { type: 'boolean', required: false },
            born: { type: 'date', required: false },
            seen: { type: 'date', required: true, fieldName: 'lastSeen' },
        },
    },
    plugins: {
        organization: {
            schema: {
                organization: {
                    additionalFields: { size: { type: 'number', required: false }, mark: { type: 'string' } },
                },
            },
        },
    },
};

const reference = (model, onDelete) => ({
    type: 'string', required: onDelete !== 'set null', references: { model, field: 'id', onDelete },
});

/**
 * References: one for each table that one refers to, as Prisma's generator gives all of
 * them one name, and to tables that the migration has made before.
 */
const references = {
    user: { additionalFields: { code: { type: 'string', required: true, unique: true, fieldName: 'the_code' } } },
    account: {
        additionalFields: { sessionId: { ...reference('session', 'set null'), fieldName: 'session_id', index: true } },
    },
    verification: {
        additionalFields: {
            accountId: reference('account', 'no action'),
            sessionId: { ...reference('session', 'cascade'), unique: true },
            userCode: { type: 'string', required: false, references: { model: 'user', field: 'code' } },
        },
    },
    plugins: {
        organization: {
            schema: {
                organization: { additionalFields: { ownerId: { ...reference('user', 'restrict'), index: true } } },
            },
        },
    },
};

/** What MySQL does not have. */
const setDefault = {
    account: { additionalFields: { sessionId: reference('session', 'set default') } },
};

/** Columns of JSON and lists, which the databases have in different ways. */
const lists = {
    user: {
        additionalFields: {
            data: { type: 'json', required: false },
            settings: { type: 'json', required: true },
            tags: { type: 'string[]', required: true },
            words: { type: 'string[]', required: false },
            counts: { type: 'number[]', required: true },
            sums: { type: 'number[]', required: false },
        },
    },
};

/** Defaults of each type, and functions. */
const defaults = {
    user: {
        additionalFields: {
            title: { type: 'string', required: true, defaultValue: 'it\'s none', sortable: true },
            lang: { type: 'string', required: false, defaultValue: 'en' },
            rank: { type: 'number', required: true, defaultValue: 18 },
            score: { type: 'number', required: false, bigint: true, defaultValue: -5 },
            flag: { type: 'boolean', required: true, defaultValue: true },
            off: { type: 'boolean', required: false, defaultValue: false },
            seen: { type: 'date', required: true, defaultValue: () => new Date(), onUpdate: () => new Date() },
            made: { type: 'date', required: false, defaultValue: () => new Date() },
            later: { type: 'date', required: true, defaultValue: () => new Date(Date.now() + 1000) },
            code: { type: 'string', required: true, defaultValue: () => 'made' },
            nothing: { type: 'string', required: false, defaultValue: null },
        },
    },
};

/** Values of lists and JSON as defaults. */
const values = {
    user: {
        additionalFields: {
            data: { type: 'json', required: false, defaultValue: { kind: 'web', levels: [1, 2] } },
            list: { type: 'json', required: true, defaultValue: [{ a: 'b' }] },
            tags: { type: 'string[]', required: true, defaultValue: ['a', 'b'] },
            none: { type: 'string[]', required: false, defaultValue: [] },
            counts: { type: 'number[]', required: false, defaultValue: [1, 2] },
        },
    },
};

/** Strings of which only some are allowed. */
const enums = {
    user: {
        additionalFields: {
            role: { type: ['admin', 'user'], required: true, defaultValue: 'user' },
            homeState: { type: ['on', 'half-way'], required: false },
            rank: { type: ['a', 'b'], required: true, fieldName: 'theRank' },
        },
    },
};

/** What projects write beside plugins: of the library, of its adapter, and where. */
export const variants = {
    'names': { presets: ['organization', 'two-factor', 'rate-limit'], more: names },
    'plural names': {
        presets: ['organization', 'two-factor', 'rate-limit'], more: names,
        given: { drizzle: { usePlural: true, camelCase: true }, prisma: { usePlural: true } },
    },
    'plural': {
        presets: ['organization/teams', 'two-factor', 'jwt', 'secondary-storage/sessions'],
        given: { drizzle: { usePlural: true, schemaName: 'auth' }, prisma: { usePlural: true } },
    },
    'serial': {
        presets: ['organization', 'rate-limit'],
        more: { advanced: { database: { generateId: 'serial', useNumberId: true } } },
    },
    'uuid': {
        presets: ['organization', 'api-key'], since: '1.4',
        more: { advanced: { database: { generateId: 'uuid' } }, experimental: { joins: true } },
    },
    'fields': { presets: ['organization', 'secondary-storage/verifications'], more: fields },
    // Up to 1.3 there are no columns more of verifications.
    'references': { presets: ['organization'], more: references, since: '1.4' },
    'set default': { presets: [], more: setDefault, without: 'mysql' },
    'lists': { presets: [], more: lists },
    'defaults': { presets: [], more: defaults },
    'values': { presets: [], more: values },
    'enums': { presets: [], more: enums },
};
