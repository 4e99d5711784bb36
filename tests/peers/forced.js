// The differences between databases that a tool forces: man/differences, which
// says what its entries hold.

import { readFileSync } from 'node:fs';
import { concerns, notesOf, tableOf } from './subject.js';

const file = new URL('../../man/differences', import.meta.url);

/** What an entry may ask of a difference: the word is one of those. */
const conditions = ['tool', 'check', 'dialect', 'form'];

function parse(text) {
    const entry = Object.fromEntries(text.split('\n').map((line) =>
        line.match(/^(\w+) +(.*)$/).slice(1)));
    for (const key of conditions) entry[key] = entry[key]?.split(' ') ?? null;
    for (const key of ['line', 'about']) entry[key] = entry[key] ? new RegExp(entry[key], 's') : null;
    return { ...entry, count: 0 };
}

const entries = readFileSync(file, 'utf8').replace(/^#.*\n/mg, '')
    .split(/\n{2,}/).map((text) => text.trim()).filter(Boolean).map(parse);

/**
 * The lines that nothing excuses; the others are counted.  A case is
 * { tool, check, dialect, form, facts, altered }: factsOf() the schema, and the
 * set of the tables that are others.  Without facts, an entry that asks for them
 * excuses nothing.
 */
export function unexcused(test, lines) {
    const { facts, altered } = test;
    const candidates = entries.filter((entry) => entry.line
        && conditions.every((key) => entry[key]?.includes(test[key]) ?? true));
    return lines.filter((line) => {
        const entry = candidates.find((known) => known.line.test(line)
            && (!known.about || (facts && known.about.test(notesOf(line, facts))))
            && (!known.altered || (facts && altered
                && concerns(line, facts, altered, test.dialect === 'sqlite'))));
        if (!entry) return true;
        entry.count++;
        if (entry.alters) altered?.add(tableOf(line, facts));
        return false;
    });
}

/** A catalogue without the names that the tool cannot know. */
export function forget({ tool, check, dialect }, catalog) {
    const known = structuredClone(catalog);
    const fitting = entries.filter((entry) => entry.forget && entry.tool.includes(tool)
        && entry.check.includes(check) && entry.dialect.includes(dialect));
    for (const entry of fitting) {
        const all = Object.values(known.tables).flatMap((table) => table[entry.forget]);
        for (const named of all.filter(({ name }) => name !== null)) {
            named.name = null;
            entry.count++;
        }
    }
    return known;
}

/** Counts what is removed before a comparison, where the tool would stumble over it. */
export function occurs(check, count) {
    entries.find((entry) => entry.check.includes(check)).count += count;
}

/** How often each entry occurred in this process, and in another one. */
export const counts = () => entries.map(({ count }) => count);

export function addCounts(more) {
    more.forEach((count, i) => { entries[i].count += count; });
}

/** How often each occurred; none that never does, if `all` cases were tried. */
export function reportForced(tap, all) {
    const name = ({ tool, check, dialect }) =>
        `${tool.join(' and ')}${dialect ? ` on ${dialect}` : ''}, ${check.join(' and ')}`;
    const total = entries.reduce((sum, { count }) => sum + count, 0);
    if (total === 0 && !all) return;
    for (const entry of entries.filter(({ count }) => all || count > 0)) {
        tap.comment(`forced, ${entry.count} times: ${name(entry)}: ${entry.why}`);
    }
    tap.comment(`forced: ${total} differences, for ${entries.length} reasons`);
    if (!all) return;
    // A few random schemas do not show all that random schemas can show.
    tap.result('every difference that is excused occurs', entries
        .filter(({ check, count }) => count === 0 && check.join() !== 'push').map((entry) => `${name(entry)}: ${entry.why}`));
}
