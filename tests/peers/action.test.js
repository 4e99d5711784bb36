// The GitHub Action: action.yml is valid, and its steps do in a repository what GitHub
// would run, with the native program and with an npm package.

import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.js';

const top = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const tools = fileURLToPath(new URL('hooks', import.meta.url));
const require = createRequire(join(tools, 'package.json'));
const { parse } = require('yaml');

const schema = (type) => `generator s {
  provider = "ddl"
  dialect  = "sqlite"
  output   = "out/s.sql"
}

model User {
  id   Int    @id
  name ${type}
}
`;

/** What GitHub's runner does with the steps of a composite action. */
class Runner {
    constructor(dir) {
        this.dir = dir;
        this.action = parse(readFileSync(join(top, 'action.yml'), 'utf8'));
    }

    /** Runs the steps with inputs: the status, and the lines of the log. */
    async run(given, environment = {}) {
        const { inputs, runs } = this.action;
        for (const name of Object.keys(given)) if (!(name in inputs)) throw new Error(`no input '${name}'`);
        const expand = (text) => text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (all, name) => {
            if (!(name in inputs)) throw new Error(`no input for ${all}`);
            return given[name] ?? String(inputs[name].default);
        });
        const log = [];
        for (const step of runs.steps) {
            const env = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, expand(text)]));
            writeFileSync(join(this.dir, 'step.sh'), expand(step.run));
            // As GitHub documents `shell: bash`.
            const { status, stdout, stderr } = await run(
                ['bash', '--noprofile', '--norc', '-eo', 'pipefail', join(this.dir, 'step.sh')], {
                    cwd: join(this.dir, 'repository', expand(step['working-directory'])),
                    env: {
                        PATH: process.env.PATH, HOME: this.dir, npm_config_cache: join(this.dir, 'cache'),
                        npm_config_offline: 'true', GITHUB_ACTION_PATH: top, RUNNER_TEMP: join(this.dir, 'temp'),
                        GITHUB_WORKSPACE: join(this.dir, 'repository'), ...environment, ...env,
                    },
                });
            log.push(...`${stdout}${stderr}`.trim().split('\n'));
            if (status !== 0) return { status, log };
        }
        return { status: 0, log };
    }
}

/** A package like that of npm, which runs the native program. */
async function pack(dir, authgen) {
    const folder = join(dir, 'package');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "authgen", "version": "0.0.1", "bin": "bin.sh" }\n');
    writeFileSync(join(folder, 'bin.sh'), `#!/bin/sh\necho "of the package" >&2\nexec '${authgen}' "$@"\n`, { mode: 0o755 });
    await run(['npm', 'pack', '--ignore-scripts', '--pack-destination', dir, folder],
        { cwd: dir, env: { ...process.env, npm_config_cache: join(dir, 'cache') } });
    return join(dir, 'authgen-0.0.1.tgz');
}

export async function testAction({ tap, authgen, dir, wanted }) {
    const check = (name, good, got) => tap.result(`action: ${name}`, good ? [] : [JSON.stringify(got, null, 1)]);
    if (!wanted('action:')) return;

    const valid = await run([join(tools, 'node_modules/.bin/action-validator'), join(top, 'action.yml')], { cwd: top });
    check('action.yml is valid', valid.status === 0, valid);

    const home = join(realpathSync(dir), 'action');
    const runner = new Runner(home);
    const write = (path, text) => {
        mkdirSync(dirname(join(home, 'repository', path)), { recursive: true });
        writeFileSync(join(home, 'repository', path), text);
    };
    const folder = 'packages/a, b';
    write('schema.auth', schema('String'));
    write(`${folder}/schema.auth`, schema('String'));
    for (const cwd of ['.', folder]) await run([authgen], { cwd: join(home, 'repository', cwd) });

    const fresh = await runner.run({}, { AUTHGEN_BINARY: authgen });
    check('what is up to date passes without annotations', fresh.status === 0 && !fresh.log.join('\n').includes('::'), fresh);

    write('schema.auth', schema('Int'));
    const stale = await runner.run({ binary: authgen });
    const line = readFileSync(join(home, 'repository/out/s.sql'), 'utf8').split('\n')
        .findIndex((text) => text.includes('"name"')) + 1;
    check('what is out of date fails', stale.status === 1, stale);
    check('... with an annotation at its line', line > 0 && stale.log.includes(
        `::error file=out/s.sql,line=${line},endLine=${line},col=1,endColumn=1,title=authgen::`
        + '\'out/s.sql\' is out of date: run authgen without --check'), stale);
    check('... and the difference in the log', stale.log.some((text) => /^\| \+ +"name" INTEGER/.test(text)), stale);

    write(`${folder}/schema.auth`, schema('Strng'));
    const wrong = await runner.run({ binary: authgen, 'working-directory': folder, args: 'check --strict "schema.auth"' });
    check('a mistake in a folder is annotated there', wrong.status === 1 && wrong.log.some((text) => text.startsWith(
        '::error file=packages/a%2C b/schema.auth,line=9,endLine=9,col=8,endColumn=13,title=AG2002::unknown type')), wrong);

    const harmless = await runner.run({ binary: authgen, args: 'check \'$(touch bad)\' "`touch bad`"' });
    check('arguments are not run', harmless.status === 3 && harmless.log.some((text) => text.includes('\'$(touch bad)\''))
        && (await run(['test', '!', '-e', join(home, 'repository/bad')])).status === 0, harmless);

    const tarball = await pack(home, authgen);
    write('schema.auth', schema('String'));
    const packed = await runner.run({ package: tarball });
    check('a package is installed and run', packed.status === 0 && packed.log.includes('of the package'), packed);
    await run(['npm', 'install', '--ignore-scripts', '--prefix', join(home, 'repository'), tarball],
        { cwd: home, env: { ...process.env, npm_config_cache: join(home, 'cache') } });
    write(`${folder}/schema.auth`, schema('String'));
    const own = await runner.run({ 'working-directory': folder }, { RUNNER_TEMP: join(home, 'none') });
    check('the package of the project is run', own.status === 0 && own.log.includes('of the package')
        && (await run(['test', '!', '-e', join(home, 'none')])).status === 0, own);
}
