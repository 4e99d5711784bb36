// The project of examples/hybrid, as a person would use it: tables made from the
// configuration and written by hand, in one database by drizzle-kit's migrations.

import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.js';

const example = fileURLToPath(new URL('../../examples/hybrid', import.meta.url));
// Of the installed peers, the one that has Better Auth, drizzle-kit and a driver.
const packages = fileURLToPath(new URL('nuxt/node_modules', import.meta.url));

const core = ['accounts', 'posts', 'sessions', 'users', 'verifications'];

const same = (what, is, should) => {
    const [a, b] = [is, should].map((value) => JSON.stringify(value));
    return a === b ? [] : [`${what}: ${a}, should be ${b}`];
};

class Project {
    constructor(dir, authgen) {
        this.dir = join(dir, 'hybrid');
        cpSync(example, this.dir, { recursive: true });
        symlinkSync(packages, join(this.dir, 'node_modules'));
        const bin = join(dir, 'hybrid-bin');
        mkdirSync(bin);
        symlinkSync(authgen, join(bin, 'authgen'));
        this.env = {
            ...process.env,
            PATH: `${bin}${delimiter}${process.env.PATH}`,
            BETTER_AUTH_SECRET: 'a secret of forty characters, for the tests',
            BETTER_AUTH_URL: 'http://localhost',
            BETTER_AUTH_TELEMETRY: '0',
        };
    }

    async run(...argv) {
        const { status, stdout, stderr } = await run(argv, { cwd: this.dir, env: this.env });
        if (status !== 0) throw new Error(`${argv.join(' ')}: exit ${status}\n${stdout}${stderr}`);
        return stdout + stderr;
    }

    script(name) {
        return this.run('npm', 'run', name);
    }

    read(path) {
        return readFileSync(join(this.dir, path), 'utf8');
    }

    migrations() {
        return readdirSync(join(this.dir, 'migrations')).filter((name) => name.endsWith('.sql')).sort();
    }

    /** Rows of a query, as text. */
    async query(sql) {
        return (await this.run('sqlite3', 'local.db', sql)).split('\n').filter(Boolean);
    }

    tables() {
        return this.query("SELECT name FROM sqlite_schema WHERE type = 'table' "
            + "AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name");
    }
}

async function wrongSetup(project) {
    await project.script('db:setup');
    return [
        ...same('tables', await project.tables(), core),
        ...same('who wrote a post', await project.query(
            'SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(\'posts\')'),
        ['users|author_id|id|CASCADE']),
        ...same('columns of a user', await project.query("SELECT name FROM pragma_table_info('users')"),
            ['id', 'name', 'email', 'email_verified', 'image', 'created_at', 'updated_at',
                'username', 'display_username', 'locale']),
    ];
}

const signUp = `
import { createJiti } from 'jiti';
const { auth } = await createJiti(import.meta.url).import('./src/auth.ts');
await auth.api.signUpEmail({ body: {
    email: 'ada@example.com', name: 'Ada', password: 'first password', username: 'ada',
} });
`;

/** The configuration that was read, run. */
async function wrongInUse(project) {
    writeFileSync(join(project.dir, 'sign-up.mjs'), signUp);
    await project.run(process.execPath, 'sign-up.mjs');
    return same('users and sessions', await project.query(
        'SELECT email, username, locale, count(s.id) FROM users JOIN sessions s ON user_id = users.id'),
    ['ada@example.com|ada|en|1']);
}

async function wrongAgain(project) {
    const before = [project.read('src/schema/auth.ts'), project.migrations()];
    const said = await project.script('db:setup');
    return [
        ...same('files', [project.read('src/schema/auth.ts'), project.migrations()], before),
        ...said.includes('No schema changes, nothing to migrate') ? [] : [said],
    ];
}

async function wrongAddition(project) {
    const auth = project.read('src/auth.ts');
    writeFileSync(join(project.dir, 'src/auth.ts'), auth
        .replace('{ username }', '{ twoFactor, username }')
        .replace('plugins: [', '$&twoFactor(), '));
    for (const script of ['db:schema', 'db:generate', 'db:migrate']) await project.script(script);
    const migrations = project.migrations();
    const wrong = same('migrations', migrations.length, 2);
    const statements = project.read(`migrations/${migrations.at(-1)}`)
        .split('--> statement-breakpoint').map((text) => text.trim());
    wrong.push(
        ...statements.filter((text) => !/^(CREATE|ALTER TABLE `users` ADD) /.test(text)),
        ...same('tables', await project.tables(), [...core, 'two_factors'].sort()));
    return wrong;
}

const wrongTypes = (project) => project.run(process.execPath,
    join(packages, 'typescript/bin/tsc'), '-p', 'tsconfig.json')
    .then(() => [], (error) => [error.message]);

export async function testHybrid({ tap, authgen, dir, wanted }) {
    const name = 'examples/hybrid: ';
    if (!wanted(name)) return;
    const project = new Project(dir, authgen);
    for (const [what, work] of [
        ['db:setup makes the tables of both sources', wrongSetup],
        ['a user signs up', wrongInUse],
        ['the files have the right types', wrongTypes],
        ['once more, nothing is to be done', wrongAgain],
        ['a plugin more is one migration, which only adds', wrongAddition],
        ['then, nothing is to be done', wrongAgain],
    ]) {
        try {
            tap.result(name + what, await work(project));
        } catch (error) {
            tap.result(name + what, [error.stack]);
        }
    }
}
