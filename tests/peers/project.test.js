// A monorepo as pnpm installs it gives the tables that Better Auth has in the
// release that it installed. esbuild, which follows tsconfig.json and
// package.json by itself, makes the configuration a module, and the release's
// own betterAuth() runs it. authgen reads the files, and nothing says the
// release to it.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { prismaTables, tableDifferences, upstreamTables } from './betterauth-tables.js';
import { physical } from './configs.js';
import { prisma } from './prisma.js';
import { run } from './process.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const { build } = createRequire(join(here, 'drizzle045/package.json'))('esbuild');

const files = {
    'pnpm-workspace.yaml': `packages:
  - apps/*
  - 'packages/*'
  - '!packages/old'
`,
    'package.json': '{ "name": "monorepo", "private": true }',
    'tsconfig.base.json': `{
  // What all packages have in common.
  "compilerOptions": { "module": "preserve", "strict": true },
}`,
    'packages/tsconfig/next.json': `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "paths": { "@/*": ["\${configDir}/src/*"], "~env": ["\${configDir}/env.ts"] } }
}`,
    'apps/web/tsconfig.json': '{ "extends": ["../../packages/tsconfig/next.json"], "include": ["src"] }',
    'apps/web/package.json': `{
  "name": "web",
  "dependencies": { "@acme/auth": "workspace:*", "better-auth": "catalog:" },
  "imports": { "#server/*": "./src/server/*.ts" }
}`,
    'apps/web/env.ts': "export const prefix = 'shop_';\n",
    'apps/web/src/lib/auth.ts': `import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { plugins } from '@acme/auth/plugins';
import { shared } from '@acme/auth';
import { fields } from '@/lib/fields';
import { prefix } from '~env';
import { limits } from '#server/limits';

export const auth = betterAuth({
    database: prismaAdapter({}, { provider: 'postgresql' }),
    secret: 'a secret of forty characters, for the tests',
    baseURL: 'http://localhost:3000',
    user: { additionalFields: { ...fields, ...shared } },
    session: { modelName: prefix + 'session' },
    rateLimit: limits,
    plugins,
});
`,
    'apps/web/src/lib/fields.ts': `export const fields = {
    plan: { type: 'string', required: false, defaultValue: 'free' },
} as const;
`,
    'apps/web/src/server/limits.ts': "export const limits = { enabled: true, storage: 'database' } as const;\n",
    'packages/auth/package.json': `{
  "name": "@acme/auth",
  "exports": {
    ".": { "types": "./src/index.ts", "default": "./src/index.ts" },
    "./*": "./src/*/index.ts"
  }
}`,
    'packages/auth/src/index.ts': "export * from './shared.js';\n",
    'packages/auth/src/shared.ts': "export const shared = { seats: { type: 'number', required: true } } as const;\n",
    'packages/auth/src/plugins/index.ts': `import { admin, organization, twoFactor, username } from 'better-auth/plugins';

export const plugins = [
    username(), twoFactor(), admin(),
    organization({ teams: { enabled: true } }),
];
`,
    'packages/old/package.json': '{ "name": "@acme/auth" }',
    'packages/old/src/plugins.ts': 'export const plugins = [];\n',
};

const releases = ['12', '13', '14', '15', '16', '17'];

/** Makes the project, with links as pnpm makes them. */
function make(root, release) {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
    }
    for (const name of ['apps/web', 'packages/auth']) {
        mkdirSync(join(root, name, 'node_modules/@acme'), { recursive: true });
        symlinkSync(join(here, `betterauth${release}/node_modules/better-auth`),
            join(root, name, 'node_modules/better-auth'));
    }
    symlinkSync('../../../../packages/auth', join(root, 'apps/web/node_modules/@acme/auth'));
}

/** The tables of the release, for the options that its betterAuth() was given. */
async function upstream(root) {
    const entry = join(root, 'apps/web/entry.ts');
    writeFileSync(entry, `export { auth } from './src/lib/auth';
export { getAuthTables } from 'better-auth/db';
`);
    await build({
        entryPoints: [entry], outfile: join(root, 'apps/web/entry.mjs'), bundle: true,
        platform: 'node', format: 'esm', external: ['better-auth', 'better-auth/*'], logLevel: 'silent',
    });
    const { auth, getAuthTables } = await import(pathToFileURL(join(root, 'apps/web/entry.mjs')));
    return upstreamTables(physical(getAuthTables(auth.options), {}, String), 'text');
}

async function wrongTables(authgen, dir, release) {
    const root = join(dir, `monorepo-${release}`);
    make(root, release);
    const library = await upstream(root);
    const wrong = [];
    for (const [cwd, file] of [[root, './apps/web/src/lib/auth.ts'],
        [join(root, 'apps/web/src'), './lib/auth.ts']]) {
        const { status, stdout, stderr } = await run(
            [authgen, '-t', 'prisma@7', '--convention', 'prisma', '--use', file], { cwd });
        if (status !== 0 || stderr) return [`exit ${status}`, stderr];
        // The commands of releases up to 1.3 leave out that these are required.
        const made = (line) => release[1] < '4' && /^rateLimit\.\w+: .* NOT NULL, .* NULL$/.test(line);
        wrong.push(...tableDifferences(
            prismaTables(prisma.prisma.datamodel([['schema.prisma', stdout]])), library)
            .filter((line) => !made(line)));
        const header = `better-auth 1.${release[1]} (node_modules/better-auth/package.json)`;
        if (!stdout.includes(header)) wrong.push(`the header does not say "${header}"`);
    }
    return wrong;
}

export async function testProject({ tap, wanted, authgen, dir }) {
    for (const release of releases) {
        const name = `project: a monorepo with Better Auth 1.${release[1]}`;
        if (!wanted(name)) continue;
        let wrong;
        try {
            wrong = await wrongTables(authgen, dir, release);
        } catch (error) {
            wrong = [error.stack];
        }
        tap.result(name, wrong);
    }
}
