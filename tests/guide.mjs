// Does what a page of site/ or README.md shows, in a fresh folder, block by block:
//
//     ```ts src/auth.ts            the file is written
//     ```ts src/auth.ts part       the text is added to the end of the file
//     ```ts src/schema.ts made     the file is there, with this text
//     ```sh                        each command succeeds
//     ```sh fails                  each command fails
//     ```sh needs NAME             as ```sh, if the environment has NAME
//     ```sh not run: REASON        not here; counted as skipped
//     ```console                   after `$ `, a command that succeeds, and what it prints
//     ```console fails             the same of one that fails
//     ```text                      nothing
//
// In text that is compared, a line of `…`, or a comment of it, is any lines. A block of
// any other form is a mistake. Nothing is installed: `npm install` and the like check
// that the packages are there, which the caller has put into node_modules.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fences } from '../site/markdown.mjs';

/** Whether a text is what a page shows; a newline at its end does not matter. */
export function shows(shown, text) {
    const parts = shown.split(/^[ \t]*(?:\/\/ |# |-- )?…\n/m)
        .map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
    return new RegExp(`^${parts.join('(?:.*\n)*?')}$`).test(text.replace(/[^\n]$/, '$&\n'));
}

/** Commands that would use the network, and `npx`, which must not. */
const programs = {
    npx: `set -- "$@"
while [ "\${1#-}" != "$1" ]; do shift; done
name=$1; shift
here=$PWD
until [ -e "$here/node_modules/.bin/$name" ] || [ -z "$here" ]; do here=\${here%/*}; done
exec "$here/node_modules/.bin/$name" "$@"`,
    npm: `case $1 in
install|i|add|ci)
    shift
    for name; do
        case $name in -*|*.tgz) continue ;; esac
        [ -e "node_modules/$name/package.json" ] || { echo "npm: no $name in node_modules" >&2; exit 1; }
    done ;;
*) exec "$NPM" "$@" ;;
esac`,
};

/** The packages of a folder node_modules: `name` or `@scope/name`. */
const packagesOf = (folder) => readdirSync(folder).filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@') ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name]));

/**
 * Runs a page in the folder `home`. Returns the results: { name, wrong } or
 * { name, skip }, of which `wrong` is a list of texts.
 */
export function runGuide(page, home, { authgen, env = {} }) {
    const bin = join(home, '../bin');
    const packages = join(home, 'node_modules');
    const write = (file, text, mode) => {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text, { mode });
    };
    if (!existsSync(join(packages, 'authgen'))) write(join(packages, 'authgen/package.json'), '{ "name": "authgen" }\n');
    for (const name of packagesOf(packages)) {
        const folder = realpathSync(join(packages, name));
        const { bin: commands = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const named = typeof commands === 'string' ? { [name.split('/').at(-1)]: commands } : commands;
        for (const [command, path] of Object.entries(named)) {
            write(join(packages, '.bin', command),
                `#!/bin/sh\nexec '${process.execPath}' '${join(folder, path)}' "$@"\n`, 0o755);
        }
    }
    for (const [name, text] of Object.entries(programs)) write(join(bin, name), `#!/bin/sh\n${text}\n`, 0o755);
    for (const path of [join(bin, 'authgen'), join(packages, '.bin/authgen')]) {
        write(path, `#!/bin/sh\nexec '${authgen}' "$@"\n`, 0o755);
    }
    const npm = process.env.PATH.split(delimiter).map((folder) => join(folder, 'npm')).find(existsSync);
    const options = {
        cwd: home, encoding: 'utf8', input: '',
        env: {
            ...process.env, ...env, NPM: npm, NO_COLOR: '1', CI: '1', HOME: home,
            PATH: [bin, process.env.PATH].join(delimiter),
        },
    };
    const sh = (command) => {
        const { status, stdout, stderr } = spawnSync('sh', ['-c', command], options);
        return { status, said: stdout + stderr };
    };
    const wrongStatus = (status, fails) => (fails ? status !== 1 : status !== 0);
    const results = [];
    for (const { language, info, text, line } of fences(readFileSync(page, 'utf8'))) {
        const result = (name, wrong) => results.push({ name: `line ${line}: ${name}`, wrong });
        const [path, role = ''] = info.split(' ');
        const [, missing] = /^needs (\w+)$/.exec(info) ?? [];
        const fails = info === 'fails';
        const runs = fails || missing || info === '';
        if (info.startsWith('not run: ') || (missing && !options.env[missing])) {
            const why = missing ? `there is no ${missing}` : info.slice(9);
            results.push({ name: `line ${line}: ${text.split('\n')[0]}`, skip: why });
        } else if (language === 'sh' && runs) {
            for (const command of text.trim().replace(/\\\n/g, '').split('\n')) {
                const { status, said } = sh(command);
                result(command, wrongStatus(status, fails) ? [`exit status ${status}`, said] : []);
            }
        } else if (language === 'console' && runs) {
            for (const part of text.split(/^\$ /m).slice(1)) {
                const [, command, shown] = /^((?:.*\\\n)*.*)\n([^]*)$/.exec(part);
                const { status, said } = sh(command);
                const good = !wrongStatus(status, fails) && shows(shown.replace(/\n\n$/, '\n'), said);
                result(command, good ? [] : [`exit status ${status}; it prints:\n${said}`]);
            }
        } else if (['', 'part'].includes(role) && path) {
            const file = join(home, path);
            const before = role === 'part' && existsSync(file) ? readFileSync(file, 'utf8') : '';
            write(file, before + text);
        } else if (role === 'made') {
            const file = join(home, path);
            const made = existsSync(file) ? readFileSync(file, 'utf8') : '';
            result(path, shows(text, made) ? [] : [made ? `it has:\n${made}` : 'it is missing']);
        } else if (language !== 'text') {
            result(`\`\`\`${language} ${info}`, ['a block without a meaning']);
        }
    }
    return results;
}
