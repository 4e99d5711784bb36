// The recipes of authgen-editors(7) for git hooks, each in a repository of its own,
// and the commands in those for editors that are not here.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.js';

const recipes = fileURLToPath(new URL('../../editors/recipes', import.meta.url));
const packages = fileURLToPath(new URL('hooks/node_modules', import.meta.url));
const top = fileURLToPath(new URL('../..', import.meta.url));
const recipe = (name) => readFileSync(join(recipes, name), 'utf8');

const schemas = {
    good: 'model A {\n  id   Id     @id\n  name String\n}\n',
    untidy: 'model A {\n  id Id @id\n  name String\n}\n',
    bad: 'model A {\n  id   Id    @id\n  name Strin\n}\n',
};

/** Each tool: the recipe, what it is called in a repository, what installs it. */
const tools = {
    'lint-staged': {
        file: 'lint-staged.config.mjs',
        as: 'lint-staged.config.mjs',
        // It leaves the hook to husky or to git itself.
        hook: '#!/bin/sh\nexec lint-staged\n',
        version: ['lint-staged', '--version'],
    },
    lefthook: {
        file: 'lefthook.yml',
        as: 'lefthook.yml',
        install: ['lefthook', 'install'],
        version: ['lefthook', 'version'],
    },
    'pre-commit': {
        file: 'pre-commit-config.yaml',
        as: '.pre-commit-config.yaml',
        install: ['pre-commit', 'install'],
        version: ['pre-commit', '--version'],
    },
    husky: {
        file: 'husky-pre-commit',
        as: '.husky/pre-commit',
        install: ['husky'],
        version: ['git', '--version'],
    },
};

class Repository {
    constructor(dir, bin) {
        this.dir = dir;
        mkdirSync(join(dir, 'db'), { recursive: true });
        this.env = {
            ...process.env,
            PATH: [bin, join(packages, '.bin'), process.env.PATH].join(delimiter),
            HOME: dirname(dir),
            XDG_CACHE_HOME: join(dirname(dir), 'cache'),
            PRE_COMMIT_HOME: join(dirname(dir), 'cache'),
            GIT_CONFIG_GLOBAL: '/dev/null',
            GIT_CONFIG_SYSTEM: '/dev/null',
            GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com',
            GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com',
        };
        // A hook of those who run the tests is not to be met here.
        for (const name of Object.keys(this.env)) {
            if (/^GIT_(DIR|INDEX_FILE|WORK_TREE)$/.test(name)) delete this.env[name];
        }
    }

    run(...argv) {
        return run(argv, { cwd: this.dir, env: this.env });
    }

    async must(...argv) {
        const { status, stdout, stderr } = await this.run(...argv);
        if (status !== 0) throw new Error(`${argv.join(' ')}: exit ${status}\n${stdout}${stderr}`);
    }

    write(path, text) {
        mkdirSync(dirname(join(this.dir, path)), { recursive: true });
        writeFileSync(join(this.dir, path), text, { mode: 0o755 });
    }

    /** Commits a file; whether that worked, and all that was printed. */
    async commit(path, text) {
        this.write(path, text);
        await this.must('git', 'add', '-A');
        const { status, stdout, stderr } = await this.run('git', 'commit', '-q', '-m', 'a commit');
        return { done: status === 0, said: stdout + stderr };
    }
}

async function testTool(tool, repository) {
    await repository.must('git', 'init', '-q');
    repository.write('package.json', '{ "private": true }\n');
    repository.write('schema.auth', schemas.good);
    repository.write(tool.as, recipe(tool.file));
    await repository.must('git', 'add', '-A');
    await repository.must('git', 'commit', '-q', '-m', 'before the hook');
    if (tool.install) await repository.must(...tool.install);
    if (tool.hook) repository.write('.git/hooks/pre-commit', tool.hook);

    const wrong = [];
    const expect = async (what, path, text, good, says) => {
        const { done, said } = await repository.commit(path, text);
        if (done !== good) wrong.push(`${what} is ${done ? 'committed' : 'refused'}`, said);
        if (says && !said.includes(says)) wrong.push(`${what}: '${says}' is not shown`, said);
    };
    await expect('a bad schema', 'schema.auth', schemas.bad, false, 'schema.auth:3:8: error: ');
    await expect('an untidy one', 'schema.auth', schemas.untidy, false, 'schema.auth');
    await expect('a good one', 'schema.auth', `// said\n${schemas.good}`, true);
    // A part that is right only as a part; a name that a shell would split.
    repository.write('schema.auth', `use "./db/a part.auth"\n\n${schemas.good}`);
    await expect('a part', 'db/a part.auth', 'extend model A {\n  a Int\n}\n', true);
    await expect('no schema', 'readme.md', 'Text.\n', true);
    await expect('one that goes', 'db/other.auth', schemas.good.replace('A', 'B'), true);
    await repository.must('git', 'rm', '-q', 'db/other.auth');
    await expect('one that is gone', 'readme.md', 'More.\n', true);
    return wrong;
}

/** The commands in the settings of editors that are not here, as they would run them. */
async function testSettings(repository) {
    repository.write('schema.auth', `generator s {
  provider = "sql"
  dialect  = "sqlite"
  output   = "out.sql"
}

${schemas.good}`);
    const path = join(repository.dir, 'db/a part.auth');
    const format = async (what, command, args) => {
        const { stdout } = await run([command, ...args], {
            cwd: repository.dir, env: repository.env, input: schemas.untidy,
        });
        return stdout === schemas.good ? [] : [`${what} makes:`, stdout];
    };
    const wrong = [];

    const zed = JSON.parse(recipe('zed-settings.json'));
    const { external } = zed.languages.Prisma.formatter;
    wrong.push(...await format('Zed', external.command,
        external.arguments.map((arg) => arg.replace('{buffer_path}', path))));
    if (!zed.file_types.Prisma.includes('auth')) wrong.push('Zed does not know the files');

    const [saved] = JSON.parse(recipe('vscode-run-on-save.json'))['emeraldwalk.runonsave'].commands;
    if (!new RegExp(saved.match).test(path)) wrong.push('Run on Save passes the files by');
    repository.write('db/a part.auth', schemas.untidy);
    await repository.must('sh', '-c', saved.cmd.replace('${file}', path));
    if (readFileSync(path, 'utf8') !== schemas.good) wrong.push('Run on Save does not format');
    await repository.must('test', '-s', 'out.sql');

    const tasks = [
        ...JSON.parse(recipe('zed-tasks.json')), ...JSON.parse(recipe('vscode-tasks.json')).tasks,
    ];
    for (const { label, command, args } of tasks) {
        const { status } = await repository.run(command, 'help', ...args);
        if (status !== 0) wrong.push(`${label}: authgen has no such command`);
    }

    const toml = await repository.run('python3', '-c',
        'import json, sys, tomllib; print(json.dumps(tomllib.load(open(sys.argv[1], "rb"))))',
        join(recipes, 'helix-languages.toml')).catch((error) => ({ status: -1, stderr: error.message }));
    if (toml.status !== 0) return [...wrong, 'helix-languages.toml:', toml.stderr];
    const { language: [helix], 'language-server': servers } = JSON.parse(toml.stdout);
    wrong.push(...await format('Helix', helix.formatter.command, helix.formatter.args));
    if (!helix['language-servers'].every((name) => servers[name].command === 'authgen')) {
        wrong.push('Helix has no server');
    }
    return wrong;
}

/** .pre-commit-hooks.yaml, as a project of pre-commit uses this repository. */
async function testOwnHooks(repository, source) {
    for (const path of ['.pre-commit-hooks.yaml', 'packages/hook.sh']) {
        mkdirSync(dirname(join(source.dir, path)), { recursive: true });
        cpSync(join(top, path), join(source.dir, path));
    }
    for (const place of [source, repository]) await place.must('git', 'init', '-q');
    await source.must('git', 'add', '-A');
    await source.must('git', 'commit', '-q', '-m', 'the hooks');

    const generator = 'generator s {\n  provider = "ddl"\n  dialect  = "sqlite"\n  output   = "out.sql"\n}\n\n';
    const wrong = [];
    const expect = async (what, text, id, good, says) => {
        repository.write('schema.auth', text);
        await repository.must('git', 'add', '-A');
        const { status, stdout, stderr } = await repository.run('pre-commit', 'try-repo', source.dir, id);
        if ((status === 0) !== good) wrong.push(`${what}: exit ${status}`, stdout + stderr);
        if (says && !stdout.includes(says)) wrong.push(`${what}: '${says}' is not shown`, stdout + stderr);
    };
    await expect('a good schema', schemas.good, 'authgen-check', true, 'Passed');
    await expect('a bad schema', schemas.bad, 'authgen-check', false, 'schema.auth:3:8: error: ');
    await expect('an untidy schema', schemas.untidy, 'authgen-fmt', false, 'files were modified by this hook');
    if (readFileSync(join(repository.dir, 'schema.auth'), 'utf8') !== schemas.good) wrong.push('it is not formatted');
    await expect('an output that is missing', generator + schemas.good, 'authgen-up-to-date', false, '1 output is out of date');
    await repository.must('authgen');
    await expect('an output that is there', generator + schemas.good, 'authgen-up-to-date', true, 'Passed');
    // The program of the project comes before the one in PATH.
    repository.write('node_modules/.bin/authgen', '#!/bin/sh\necho of the project\nexit 1\n');
    await expect('the program of the project', schemas.good, 'authgen-check', false, 'of the project');
    return wrong;
}

export async function testHooks({ tap, authgen, dir, wanted }) {
    const bin = join(dir, 'hooks-bin');
    const repository = (name) => {
        mkdirSync(bin, { recursive: true });
        cpSync(authgen, join(bin, 'authgen'));
        return new Repository(join(dir, 'hooks', name), bin);
    };
    for (const [name, tool] of Object.entries(tools)) {
        const title = `hooks: ${name}`;
        if (!wanted(title)) continue;
        const place = repository(name);
        const { status } = await place.run(...tool.version).catch(() => ({}));
        if (status !== 0) tap.skip(title, `${tool.version[0]} is missing`);
        else tap.result(title, await testTool(tool, place).catch((error) => [error.message]));
    }
    const own = 'hooks: those of this repository, by pre-commit try-repo';
    if (wanted(own)) {
        const place = repository('own');
        const { status } = await place.run('pre-commit', '--version').catch(() => ({}));
        if (status !== 0) tap.skip(own, 'pre-commit is missing');
        else tap.result(own, await testOwnHooks(place, repository('source')).catch((error) => [error.message]));
    }
    const title = 'hooks: the commands for VS Code, Helix and Zed';
    if (wanted(title)) {
        tap.result(title, await testSettings(repository('settings')));
        for (const editor of ['Helix', 'Zed']) {
            tap.skip(`hooks: ${editor} itself`, `neither Debian nor npm has ${editor}`);
        }
    }
}
