// A configuration that is read as text gives the tables that Better Auth gets
// from executing it. Both sides have the same file of config/. One that cannot
// be executed, or gives nothing then, says in its lines `//=` what configuration
// it amounts to, and one that is warned of, in lines `//! LINE: text`, of what.
// A driver's database is in a line `//# provider`.

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { versions } from './betterauth.js';
import { prismaTables, tableDifferences, upstreamTables } from './betterauth-tables.js';
import { executor, physical } from './configs.js';
import { prisma } from './prisma.js';
import { pool, run } from './process.js';

const folder = fileURLToPath(new URL('config/', import.meta.url));

const marked = (text, mark) => text.split('\n').filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length).trim());

const providers = { pg: 'postgresql' };

/** The text of a module that is what the lines `//=` say. */
const amounts = (lines) => `import * as all from 'better-auth/plugins';
import { passkey } from '@better-auth/passkey';
import { apiKey } from '@better-auth/api-key';
import { sso } from '@better-auth/sso';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { prismaAdapter } from 'better-auth/adapters/prisma';
const { admin, anonymous, bearer, jwt, organization, phoneNumber, twoFactor, username } = all;
const db = {};
export default ${lines.join('\n')};
`;

async function wrongTables({ authgen }, execute, version, name) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const said = marked(text, '//=');
    const given = await execute(said.length ? join(folder, 'as-said.ts') : file,
        said.length ? { text: amounts(said) } : {});
    const { getAuthTables } = await version.load('better-auth/db');
    const database = ['drizzle', 'prisma'].includes(given.database?.adapter) ? given.database : {};
    const id = given.advanced?.database.generateId;
    const kind = ['serial', 'uuid'].includes(id) ? id : 'text';
    const { toSnakeCase } = await version.load('@better-auth/core/utils/string');
    const library = upstreamTables(physical(getAuthTables(given), database, toSnakeCase), kind);

    const wrong = [];
    // Not what the library's command makes of its tables: adopt.test.js does that.
    const { status, stdout, stderr } = await run(
        [authgen, '-t', 'prisma', '-d', 'postgresql', '--convention', 'prisma', '--use', file]);
    if (status !== 0) return [`exit ${status}`, stderr];
    const warned = [...stderr.matchAll(/:(\d+):\d+: warning: (.*) \[AG1011\]/g)]
        .map(([, line, what]) => `${line}: ${what}`);
    const expected = marked(text, '//!');
    if (warned.join('\n') !== expected.join('\n')) {
        wrong.push('warned:', ...warned, 'instead of:', ...expected);
    }
    const tables = prismaTables(prisma.prisma.datamodel([['schema.prisma', stdout]]));
    wrong.push(...tableDifferences(tables, library));
    const { stdout: schema } = await run([authgen, 'expand', file]);
    const provider = schema.match(/provider = "(\w+)"/)?.[1];
    const [named] = marked(text, '//# provider');
    const should = named ?? providers[database.provider] ?? database.provider;
    if (should && provider !== should) wrong.push(`the database is ${provider}, not ${should}`);
    const schemaName = schema.match(/^ +schema +=  ?"(.*)"/m)?.[1];
    if (schemaName !== database.schemaName) {
        wrong.push(`the database's schema is ${schemaName}, not ${database.schemaName}`);
    }
    return wrong;
}

export async function testConfig(context) {
    const { tap, wanted } = context;
    const [version] = versions;
    const files = readdirSync(folder).filter((name) =>
        /^[^_].*\.[cm]?[jt]s$/.test(name) && wanted(`config: ${name}`));
    if (files.length === 0) return;
    const execute = await executor(version);
    const atMost = pool(4);
    const results = await Promise.all(files.map((name) => atMost(async () => {
        try {
            return await wrongTables(context, execute, version, name);
        } catch (error) {
            return [error.stack];
        }
    })));
    files.forEach((name, i) => tap.result(`config: ${name}`, results[i]));
}
