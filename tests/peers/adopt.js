// What Better Auth itself makes for a configuration, as one who switches to authgen
// has it: the file of `auth generate` for an adapter of Drizzle's or Prisma's, the
// tables of `auth migrate` for Kysely's; and what the tools find to do when authgen's
// takes its place.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load as loadCli } from './betterauthcli/library.js';
import { adapters as connections, providers } from './betterauth.js';
import { apply, openDatabase } from './databases.js';
import { versions as drizzles } from './drizzle.js';
import { readBack } from './drizzle-read.js';
import { prismaDiff } from './engine.js';
import { diff, introspect } from './introspect.js';
import { run } from './process.js';

const clis = fileURLToPath(new URL('betterauthcli/node_modules/', import.meta.url));

const all = ['postgresql', 'mysql', 'sqlite'];

/** What authgen makes of the configuration of a project. */
async function makeOurs({ authgen }, { home, target, output }) {
    const argv = [authgen, '-t', target, '--use', './auth.ts', '-o', output];
    const { status, stderr } = await run(argv, { cwd: home });
    if (status !== 0) throw new Error(`authgen: ${stderr}`);
    return readFileSync(join(home, output), 'utf8');
}

/** The functions of `auth generate`, where it has them apart from its command. */
const generators = {
    drizzle: 'generateDrizzleSchema',
    prisma: 'generatePrismaSchema',
};

/** Calls the command, which executes the configuration. */
async function generateByCommand({ version, home, output }) {
    for (const name of ['db', 'prisma']) writeFileSync(join(home, `${name}.ts`), `export const ${name} = {};\n`);
    const { status, stdout, stderr } = await run([process.execPath, join(clis, version.cli, 'dist/index.mjs'),
        'generate', '--config', 'auth.ts', '--output', output, '-y'],
    { cwd: home, env: { ...process.env, BETTER_AUTH_TELEMETRY: '0' } });
    if (status !== 0) throw new Error(`auth generate: ${stdout}${stderr}`);
    return readFileSync(join(home, output), 'utf8');
}

/**
 * What no tool or database takes of that, by the adapter and what it calls the
 * database, and what takes its place: a list is a text there, and has the default of one.
 */
const mistakes = [
    ['drizzle mysql', /(text\([^)]*\)\s*\.default\()(\[[^\]]*\])/g],
    ['prisma sqlite', /(String\??\s+@default\()(\[[^\]]*\])/g],
];
const asText = (_, before, list) => `${before}${JSON.stringify(JSON.stringify(JSON.parse(list)))}`;

/** What `auth generate` makes of the same configuration. */
async function makeTheirs({ version, given, adapter, provider, options, home, output }) {
    const make = async () => {
        if (version.version < '1.4') return generateByCommand({ version, home, output });
        const { [generators[adapter]]: generate } = await loadCli(`${version.cli}/api`);
        const { code } = await generate({
            file: join(home, output), options: given, adapter: {
                id: adapter, options: { provider, ...options, adapterConfig: { usePlural: options?.usePlural } },
            },
        });
        return code;
    };
    return mistakes.filter(([of]) => of === `${adapter} ${provider}`)
        .reduce((code, [, list]) => code.replace(list, asText), await make());
}

/** Drizzle: the statements by which its kit would make the library's file ours. */
const drizzle = (kit) => ({
    adapter: 'drizzle', tools: [kit.dir], dialects: all,
    async work(context, { dialect, home, ...more }) {
        await makeOurs(context, { home, target: kit.target, output: 'ours.ts' });
        const code = await makeTheirs({
            ...more, home, adapter: 'drizzle', provider: providers[dialect], output: 'theirs.ts',
        });
        writeFileSync(join(home, 'theirs.ts'), kit.ported(code));
        const [theirs, ours] = await Promise.all(
            ['theirs.ts', 'ours.ts'].map((file) => kit.load(join(home, file))));
        return kit.difference(dialect, theirs, ours);
    },
});

/** Lines of what by --check=schema differs between a file and ours. */
async function checkSchema({ authgen }, { home, target, output }) {
    const argv = [authgen, '-t', target, '--use', './auth.ts', '-o', output, '--check=schema'];
    const { status, stdout, stderr } = await run(argv, { cwd: home });
    if (status !== 0 && stdout === '') throw new Error(`authgen --check=schema: ${stderr}`);
    return stdout.split('\n').filter(Boolean);
}

/**
 * Drizzle: the library's file read back, and how by its meaning it differs from ours.
 * Before 1.4 it has other functions and modes in code, of which there are warnings.
 */
const reading = (kit) => ({
    adapter: 'drizzle', tools: [kit.dir], dialects: all,
    async work(context, { dialect, home, ...more }) {
        const file = join(home, 'theirs.ts');
        writeFileSync(file, kit.ported(await makeTheirs({
            ...more, home, adapter: 'drizzle', provider: providers[dialect], output: 'theirs.ts',
        })));
        const old = more.version.version < '1.4';
        return [
            ...old ? [] : await checkSchema(context, { home, target: kit.target, output: 'theirs.ts' }),
            ...await readBack(context,
                { drizzle: kit, dialect, file, ...old && { allowed: /\[AG(1013|[345]\d{3})\]$/ } }) ?? [],
        ];
    },
});

/** The statements of a script of Prisma's, without its comments. */
const statementsOf = (script) => script.replace(/^--.*$/mg, '').split(/;\s*$/m)
    .map((statement) => statement.trim()).filter(Boolean);

/** Prisma: the statements by which its schema engine would make the library's schema ours. */
const prisma = {
    adapter: 'prisma', tools: [], dialects: ['postgresql', 'sqlite'],
    async work(context, { dialect, home, ...more }) {
        const ours = await makeOurs(context, { home, target: 'prisma', output: 'ours.prisma' });
        const theirs = await makeTheirs({
            ...more, home, adapter: 'prisma', provider: dialect, output: 'theirs.prisma',
        });
        writeFileSync(join(home, 'theirs.prisma'), theirs);
        return statementsOf(await prismaDiff(dialect, theirs, ours));
    },
};

let databases = 0;

/** Kysely: where the catalogue of the library's tables is not that of ours. */
const kysely = {
    adapter: 'kysely', tools: [], dialects: all,
    async work(context, { version, given, dialect, home }) {
        const { servers } = context;
        const sql = await makeOurs(context, { home, target: 'sql', output: 'ours.sql' });
        const name = `adopt-${++databases}`;
        const ours = await openDatabase(servers, dialect, name);
        const theirs = await openDatabase(servers, dialect, `${name}-theirs`);
        const { database, close } = await connections.kysely(version, servers, dialect, `${name}-theirs`);
        try {
            const { runMigrations } = await (await version.migrations())({ ...given, database });
            await runMigrations();
            await apply(ours, [sql]);
            // No statement moves a column.
            return diff(await introspect(theirs), await introspect(ours))
                .filter((line) => !/^column \S+ position:/.test(line));
        } finally {
            await close();
            await ours.close();
            await theirs.close();
        }
    },
};

/** The ways to switch, or to look at it: what a configuration says of its adapter, and the difference. */
export const switches = {
    'drizzle': drizzle(drizzles[0]), 'drizzle@1': drizzle(drizzles[1]), prisma, kysely,
    'drizzle, read back,': reading(drizzles[0]),
};

/** Drizzle's file of `auth generate`, and ours in its place. */
export async function drizzleFiles(context, { dialect, home, ...more }) {
    const [kit] = drizzles;
    await makeOurs(context, { home, target: kit.target, output: 'ours.ts' });
    writeFileSync(join(home, 'theirs.ts'), await makeTheirs({
        ...more, home, adapter: 'drizzle', provider: providers[dialect], output: 'theirs.ts',
    }));
    return { kit, theirs: join(home, 'theirs.ts'), ours: join(home, 'ours.ts') };
}
