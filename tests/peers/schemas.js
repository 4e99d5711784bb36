// The schemas that are generated from: this project's own, or those of folders
// that are given, from whatever projects.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { forPrisma7, prisma, withDatasource, withUrl } from './prisma.js';

export const dialects = ['sqlite', 'postgresql', 'mysql'];

/** Fenced blocks of a Markdown text whose content matches, in order. */
export function codeBlocks(markdown, content) {
    return [...markdown.matchAll(/^```[^\n]*\n([^]*?)^```/gm)]
        .map((match) => match[1])
        .filter((text) => content.test(text));
}

/** The files below a folder, or only in it, with one of these endings, in order. */
export const filesBelow = (folder, endings, recursive = true) => readdirSync(folder, { recursive })
    .filter((name) => endings.includes(extname(name)) && !name.includes('node_modules'))
    .sort().map((name) => join(folder, name));

/** What a schema calls its database; null if it leaves that to others. */
const providerOf = (text) =>
    (text.match(/^datasource\s[^}]*?^\s*provider\s*=\s*"(\w+)"/m)?.[1] ?? null)
        ?.replace(/^postgres$/, 'postgresql');

/** Whether a version of Prisma takes it, for a database that authgen knows. */
function isReadable(text, provider) {
    const whole = withDatasource(text, 'postgresql');
    return provider !== 'mongodb' && [['prisma', forPrisma7], ['prisma@6', withUrl]]
        .some(([version, change]) => {
            try {
                prisma[version].validate([['schema.prisma', change(whole)]]);
                return true;
            } catch {
                return false;
            }
        });
}

function entry(name, file) {
    const text = readFileSync(file, 'utf8');
    const provider = providerOf(text);
    const own = provider ?? 'sqlite';
    return {
        name, file, provider,
        // That of a database which is at hand.
        own: dialects.includes(own) ? own : null,
        loose: file.endsWith('.prisma') && !provider && /^model /m.test(text),
        good: !file.endsWith('.prisma') || isReadable(text, provider),
    };
}

/** Writes the schemas in a document to a folder, each to a file. */
function cutOut(document, into) {
    mkdirSync(into, { recursive: true });
    return codeBlocks(readFileSync(document, 'utf8'), /^model \w+ \{/m).map((text, i) => {
        const file = join(into, `${basename(document, extname(document))}-${i}.prisma`);
        writeFileSync(file, text);
        return entry(basename(file), file);
    });
}

/**
 * The schemas of a folder: { schemas: [{ name, file, provider, own, loose }],
 * refused }, of which Prisma refuses the latter ones, or they are MongoDB's.  A
 * schema in a document is written to the folder `into`.  With a prefix of names,
 * no folder below counts.
 */
export function schemasOf(folder, { prefix = '', into = null } = {}) {
    const all = filesBelow(folder, ['.auth', '.prisma'], prefix === '')
        .map((file) => entry(prefix + relative(folder, file), file));
    if (into) {
        all.push(...filesBelow(folder, ['.md', '.txt']).flatMap((file) => cutOut(file, into)));
    }
    return {
        schemas: all.filter(({ good }) => good),
        refused: all.filter(({ good }) => !good),
    };
}
