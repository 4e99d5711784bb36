// The pages of site/: their files, commands and outputs, with the packages that they name.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runGuide } from '../guide.mjs';
import { openDatabase } from './databases.js';
import { makeProject } from './project.js';
import { urlOf } from './runs-app.js';

const pages = fileURLToPath(new URL('../../site', import.meta.url));

/** The folders of tests/peers with the packages of a page. */
const packages = {
    'auth.js': ['authjs', 'drizzle045'],
    'better-auth-drizzle': ['nuxt', 'drizzle045'],
    'better-auth-kysely': ['betterauth17', 'authjs', 'drizzle045'],
    'better-auth-prisma': ['prismaclient7', 'betterauth17'],
    ci: ['nuxt'],
    'existing-database': ['nuxt'],
    index: [],
    lucia: ['lucia3', 'drizzle045'],
    monorepos: ['nuxt'],
    nuxthub: ['nuxt'],
    'own-tables': ['nuxt'],
    speed: [],
};

/** A new database of PostgreSQL for a page, as in the environment. */
async function database(servers) {
    const started = await servers;
    const { close } = await openDatabase(started, 'postgresql', 'guides');
    await close?.();
    return { DATABASE_URL: urlOf(started, 'postgresql', 'guides') };
}

export async function testGuides({ tap, authgen, servers, dir, wanted }) {
    for (const file of readdirSync(pages).filter((name) => name.endsWith('.md'))) {
        const page = file.slice(0, -3);
        if (!wanted(`guides: ${page}`)) continue;
        if (!(page in packages)) {
            tap.result(`guides: ${page}`, ['tests/peers/guides.test.js does not have its packages']);
            continue;
        }
        const home = join(dir, 'guides', page, 'project');
        makeProject(home, packages[page]);
        const env = page === 'better-auth-kysely' ? await database(servers) : {};
        for (const { name, wrong, skip } of runGuide(join(pages, file), home, { authgen, env })) {
            const title = `guides: ${page}: ${name}`;
            if (skip) tap.skip(title, skip);
            else tap.result(title, wrong);
        }
    }
}
