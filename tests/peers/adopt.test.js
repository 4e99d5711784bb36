// Whoever switches to authgen has nothing to migrate: for the core of Better Auth,
// every plugin and all of them, in each release, the tables of `auth generate` and
// `auth migrate` are those of authgen, by the adapter's own tool.
//
// Every plugin alone takes ten minutes: ADOPT=all asks for it.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allOf, needs, pluginsOf } from './better-auth.test.js';
import { lines } from './betterauth.js';
import { switches } from './adopt.js';
import { pool } from './process.js';
import { makeProject } from './project.js';

const { ADOPT = '' } = process.env;

/** The configurations of a line, by name: the presets of each. */
function configurations(version) {
    const each = pluginsOf(version).map((name) => [name, [...needs[name] ?? [], name]]);
    return [['core', []], ...each, ['all', allOf(version)]];
}

/** What is left of a difference, because the other side is no database. */
const excuses = [
    // Its names are longer than the 64 characters that MySQL allows.
    ['drizzle mysql', /` (DROP FOREIGN KEY|ADD CONSTRAINT) `\w{64}/],
    // Up to 1.3 it makes tables before those that they refer to.
    ['kysely postgresql', /relation "organization" does not exist/],
    ['kysely mysql', /Can't create table .* "Foreign key constraint is incorrectly formed"/],
];

/** 1.2 is not adopted: it has other defaults, digits of a second and, on SQLite, seconds. */
const adopted = lines.filter(({ version }) => !version.startsWith('1.2.'));

/** What runs without being asked for. */
const few = ['core', 'organization/teams', 'two-factor', 'all'];

export async function testAdopt({ tap, authgen, servers, dir, wanted }) {
    const context = { authgen, servers: await servers };
    const together = pool(2);
    const jobs = [];
    for (const version of adopted) {
        for (const [name, presets] of configurations(version)) {
            if (ADOPT !== 'all' && !few.includes(name)) continue;
            for (const [way, { dialects, ...how }] of Object.entries(switches)) {
                for (const dialect of dialects) {
                    const title = `adopt better-auth ${version.version} ${way} ${dialect}: ${name}`;
                    if (wanted(title)) jobs.push({ title, version, presets, way, dialect, ...how });
                }
            }
        }
    }
    const run = async ({ version, presets, adapter, dialect, tools, work }, i) => {
        const project = join(dir, 'adopt', [version.dir, ...tools].join('-'));
        if (!existsSync(project)) makeProject(project, [...tools, version.dir]);
        const home = join(project, String(i));
        mkdirSync(home);
        writeFileSync(join(home, 'auth.ts'), version.text(presets, adapter, dialect));
        return work(context, { version, dialect, home, given: await version.options(presets) });
    };
    await Promise.all(jobs.map((job, i) => together(async () => {
        const excused = excuses.filter(([of]) => of === `${job.way} ${job.dialect}`);
        const found = await run(job, i).catch((error) => [error.stack]);
        tap.result(job.title, found.filter((line) => !excused.some(([, is]) => is.test(line))));
    })));
}
