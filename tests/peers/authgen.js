// The program under test.

import { run } from './process.js';

// What a database (AG4…) or a target (AG5…) cannot hold, and references that only
// some databases refuse: for their keys, their types or SetNull (AG3005 to AG3007).
const cannotHold = /\[(AG[45]\d{3}|AG300[567])\]/;

const codes = (stderr, severity) => stderr.split('\n')
    .filter((line) => line.includes(`: ${severity}: `))
    .map((line) => line.match(cannotHold)?.[1]);

/**
 * Generates one file.  Returns { done, refused, warned, wrong }: whether the
 * file is there; else the codes by which target or dialect were found unable to
 * hold the schema, or a text of what went wrong; and the warnings of that kind.
 */
export async function generate(authgen, { schema, target, dialect, output, options = [], flags = [] }) {
    const argv = [
        authgen, 'generate', '--target', target, '--dialect', dialect, '-o', output,
        ...options.flatMap((option) => ['-O', option]), ...flags, schema,
    ];
    const { status, stdout, stderr } = await run(argv);
    const warned = codes(stderr, 'warning').filter(Boolean);
    const errors = codes(stderr, 'error');
    if (status === 0 && stdout === '') return { done: true, refused: [], warned, wrong: [] };
    if (status === 1 && errors.length > 0 && errors.every(Boolean)) {
        return { done: false, refused: [...new Set(errors)].sort(), warned, wrong: [] };
    }
    const said = `${stdout.slice(0, 1000)}${stderr.slice(0, 4000)}`;
    const wrong = [`${argv.join(' ')}: exit ${status}\n${said}`];
    return { done: false, refused: [], warned, wrong };
}
