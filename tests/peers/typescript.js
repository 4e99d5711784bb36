// TypeScript: the native compiler checks everything, since it takes a fifth of
// the time; the one written in JavaScript, which most projects still use,
// checks one file of each kind.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.js';

const compiler = (name) => fileURLToPath(new URL(`node_modules/${name}/bin/tsc`, import.meta.url));

async function check(name, dir, project) {
    const { status, stdout, stderr } = await run(
        [process.execPath, compiler(name), '--pretty', 'false', '-p', project], { cwd: dir });
    const wrong = new Map();
    let file = '';
    for (const line of stdout.split('\n')) {
        // An error's further lines are indented and belong to it.
        file = line.match(/^(\S[^(]*)\(\d+,\d+\): error /)?.[1] ?? file;
        if (line !== '') wrong.set(file, [...wrong.get(file) ?? [], line]);
    }
    if (status !== 0 && wrong.size === 0) throw new Error(`tsc: exit ${status}\n${stderr}`);
    return wrong;
}

/** Type-checks a project; returns a Map from file name to what is wrong in it. */
export const typecheck = (dir) => check('typescript-native', dir, 'tsconfig.json');

/** The same with the older compiler, for the files named. */
export function typecheckOld(dir, files) {
    const project = 'tsconfig.old.json';
    const settings = { extends: './tsconfig.json', include: files };
    writeFileSync(join(dir, project), JSON.stringify(settings));
    return check('typescript', dir, project);
}
