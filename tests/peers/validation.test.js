// Prisma's own validation suite (prisma/prisma-engines, psl/psl/tests/validation),
// or any folder of Prisma schemas: the verdicts of Prisma and authgen on each file
// side by side, and whatever authgen writes for Prisma is taken by it.
//
//   tests/peers/run --validation FOLDER

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { run } from './process.js';
import { forPrisma7, prisma, withUrl } from './prisma.js';
import { filesBelow } from './schemas.js';

const dialects = ['sqlite', 'postgresql', 'mysql', 'sqlserver'];

/** What Prisma says against the files; empty: nothing. */
function objection(target, text) {
    try {
        prisma[target].validate([['schema.prisma', text]]);
        return '';
    } catch (error) {
        return error.message.replace(/\s+/g, ' ').slice(0, 300);
    }
}

/** Of the release that a file is written for: Prisma 7 has no settings of connections. */
const verdictOfPrisma = (text) =>
    (/^\s*(url|directUrl|shadowDatabaseUrl)\s*=/m.test(text)
        ? objection('prisma@6', withUrl(text)) : objection('prisma', forPrisma7(text)));

/** Why authgen refuses what Prisma takes, by its code. */
const refuses = {
    AG2018: 'authgen has no MongoDB',
    AG4004: 'two names are one in the database',
    AG4008: 'the database refuses the action, of which Prisma only warns',
};

/** Why authgen takes what Prisma refuses, by Prisma's message. */
const takes = [
    [/preview feature "\w+" is not known/, 'authgen leaves the preview feature out'],
    [/preview feature|only available with/, 'authgen adds the preview feature that a schema needs'],
    [/schema is not defined in the datasource/, 'authgen writes the list of schemas'],
    [/must be either a raw\(\) function/, 'authgen also takes SQL in a string, and writes raw(…)'],
    [/`NoAction` is not implemented/, 'authgen writes Restrict there'],
    [/enum with the same database name/, 'only PostgreSQL has names of enums, so authgen leaves them out'],
];

/** The codes in authgen's messages of a severity. */
const codes = (stderr, severity) => [...new Set(stderr.split('\n')
    .filter((line) => line.includes(`: ${severity}: `))
    .map((line) => line.match(/\[(AG\d{4})\]$/)?.[1]))];

/** Why the verdicts differ; null: for no good reason. */
function reasonOf({ theirs, errors, warnings }) {
    if (!theirs) return errors.map((code) => refuses[code]).find(Boolean) ?? null;
    // A key that may be too long (AG4012) is only a hint.
    const limits = warnings.filter((code) => /^AG[45]/.test(code) && code !== 'AG4012');
    return takes.find(([message]) => message.test(theirs))?.[1]
        ?? (limits.length > 0 ? `authgen warns: ${limits.join(' ')}` : null);
}

/** What authgen writes for Prisma that Prisma refuses. */
async function wrongOutputs(authgen, input) {
    const wrong = [];
    for (const dialect of dialects) {
        for (const target of Object.keys(prisma)) {
            const { status, stdout } = await run([authgen, '-t', target, '-d', dialect, input]);
            const said = status === 0 ? objection(target, stdout) : '';
            if (said) wrong.push(`${target} on ${dialect} is refused: ${said}`);
        }
    }
    return wrong;
}

export async function testValidation({ tap, authgen, dir, wanted, validation }) {
    const root = resolve(validation);
    const work = join(dir, 'validation');
    mkdirSync(work);
    const counts = new Map();
    for (const [i, file] of filesBelow(root, ['.prisma']).entries()) {
        const name = relative(root, file);
        if (!wanted(name)) continue;
        const text = readFileSync(file, 'utf8');
        const input = join(work, `${i}.prisma`);
        writeFileSync(input, text);
        const theirs = verdictOfPrisma(text);
        const check = await run([authgen, 'check', input]);
        const ours = check.status !== 0;
        const { stderr } = ours ? check : await run([authgen, '-t', 'prisma', input]);
        const same = ours === (theirs !== '');
        const reason = same ? `both ${ours ? 'refuse' : 'take'} it`
            : reasonOf({ theirs, errors: codes(stderr, 'error'), warnings: codes(stderr, 'warning') });
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
        const verdict = (refused) => (refused ? 'refuses' : 'takes');
        tap.result(`${name}: Prisma ${verdict(theirs)}, authgen ${verdict(ours)}: ${reason}`, [
            ...reason ? [] : [theirs || stderr],
            ...ours ? [] : await wrongOutputs(authgen, input)]);
    }
    for (const [reason, count] of counts) tap.comment(`validation: ${count} files: ${reason}`);
}
