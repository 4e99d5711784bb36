// Whoever switches to authgen has nothing to migrate: for the core of Better Auth,
// every plugin and all of them, in each release, the tables of `auth generate` and
// `auth migrate` are those of authgen, by the adapter's own tool.
//
// The same holds for what else a configuration says of tables (adopt-options.js).
//
// Every plugin alone takes ten minutes: ADOPT=all asks for it, and for the options in
// each release.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allOf, needs, pluginsOf } from './better-auth.test.js';
import { lines } from './betterauth.js';
import { variants } from './adopt-options.js';
import { switches } from './adopt.js';
import { pool } from './process.js';
import { makeProject } from './project.js';

const { ADOPT = '' } = process.env;

const options = Object.fromEntries(
    Object.entries(variants).map(([name, variant]) => [`options: ${name}`, variant]));

/** The configurations of a line, by name: presets, and options more. */
function configurations(version) {
    const each = pluginsOf(version).map((name) => [name, { presets: [...needs[name] ?? [], name] }]);
    const more = Object.entries(options).filter(([, { since = '' }]) => version.version >= since);
    return [['core', { presets: [] }], ...each, ['all', { presets: allOf(version) }], ...more];
}

/** What is left of a difference, by the title of the test: the other side is no database. */
const excuses = [
    // Its names are longer than the 64 characters that MySQL allows.
    [/ drizzle mysql: /, /` (DROP FOREIGN KEY|ADD CONSTRAINT) `\w{64}/],
    // Up to 1.3 it makes tables before those that they refer to.
    [/ 1\.3.* kysely postgresql: /, /relation "organization" does not exist/],
    [/ 1\.3.* kysely mysql: /, /Can't create table .* "Foreign key constraint is incorrectly formed"/],
    // drizzle-kit 0.31 reads a negative number back as a string, so that it would set it
    // again at each push; ours is what it reads.
    [/ drizzle postgresql: options: defaults/, /ALTER COLUMN "score" SET DEFAULT '-5';/],
    // Prisma compares with a database, which shows no pg_catalog; ours is what it shows.
    [/ prisma postgresql: options: uuid/, /SET DEFAULT gen_random_uuid\(\)/],
    // Up to 1.5 it writes objects and lists as `[object Object]` and `a,b`.
    [/ 1\.[345].* drizzle.*: options: values/, /^SyntaxError: ',' expected|default\(\[object Object\]\)/],
    // No file of Prisma's has enums in 1.6, and none of Drizzle's up to 1.3.
    [/ 1\.6.* prisma .*: options: enums/, /^Error: Unsupported Prisma field type/],
    [/ 1\.3.* drizzle.*: options: enums/, /Cannot read properties of undefined/],
    // Up to 1.3 it writes lists for databases that have none.
    [/ 1\.3.* drizzle.*(mysql|sqlite): options: lists/, /array is not a function/],
    [/ 1\.3.* kysely mysql: options: (lists|values)/, /Unknown data type: 'jsonb'/],
    [/ 1\.3.* prisma sqlite: options: (lists|values)/, /can't be a list/],
    // ... and Prisma's models without the plural for which its adapter looks.
    [/ 1\.3.* prisma .*: options: plural/, /^/],
];

/** 1.2 is not adopted: it has other defaults, digits of a second and, on SQLite, seconds. */
const adopted = lines.filter(({ version }) => !version.startsWith('1.2.'));

/** What runs without being asked for: few plugins; options where releases differ. */
const few = ['core', 'organization/teams', 'two-factor', 'all'];
const own = ['drizzle', 'prisma', 'kysely', 'drizzle, read back,'];
const runs = ({ version }, way, name) => ADOPT === 'all' || few.includes(name)
    || (name in options && (version >= '1.7' || (/^1\.[46]/.test(version) && own.includes(way))
        || (version < '1.4' && name === 'options: serial')));

export async function testAdopt({ tap, authgen, servers, dir, wanted }) {
    const context = { authgen, servers: await servers };
    const together = pool(2);
    const jobs = [];
    for (const version of adopted) {
        for (const [name, configuration] of configurations(version)) {
            for (const [way, { dialects, ...how }] of Object.entries(switches)) {
                if (!runs(version, way, name)) continue;
                for (const dialect of dialects.filter((one) => one !== configuration.without)) {
                    const title = `adopt better-auth ${version.version} ${way} ${dialect}: ${name}`;
                    if (wanted(title)) jobs.push({ title, version, configuration, way, dialect, ...how });
                }
            }
        }
    }
    const run = async ({ version, configuration, adapter, dialect, tools, work }, i) => {
        const { presets, more, given } = configuration;
        const ofAdapter = given?.[adapter];
        const project = join(dir, 'adopt', [version.dir, ...tools].join('-'));
        if (!existsSync(project)) makeProject(project, [...tools, version.dir]);
        const home = join(project, String(i));
        mkdirSync(home);
        writeFileSync(join(home, 'auth.ts'), version.text(presets, adapter, dialect, { more, given: ofAdapter }));
        return work(context, {
            version, dialect, home, options: ofAdapter, given: await version.options(presets, more),
        });
    };
    await Promise.all(jobs.map((job, i) => together(async () => {
        const excused = excuses.filter(([of]) => of.test(job.title));
        const found = await run(job, i).catch((error) => [error.stack]);
        tap.result(job.title, found.filter((line) => !excused.some(([, is]) => is.test(line))));
    })));
}
