// The schemas that are generated from: the corpus of real projects, small
// schemas full of rare constructs, the one of NextAuth.js's documentation,
// and this project's own examples.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export const dialects = ['sqlite', 'postgresql', 'mysql'];

// Named, so that a file missing from the corpus is missed: these are not
// valid for SQL, or not valid Prisma 7 (see the corpus's SOURCES.md).
const corpus = [
    'civitai', 'dialoqbase', 'hoppscotch', 'keyshade', 'keystone-sandbox',
    'prisma-example-cockroachdb', 'prisma-example-sql-server', 'saas-starter-kit',
    'triggerdev', 'umami', 'synthetic/mysql-kitchen', 'synthetic/pg-kitchen',
    'synthetic/sqlite-kitchen', 'synthetic/sqlserver-kitchen',
];

const seed = '004_c42b1348a30910b6.txt';

/** Fenced blocks of a Markdown text whose content matches, in order. */
export function codeBlocks(markdown, content) {
    return [...markdown.matchAll(/^```[^\n]*\n([^]*?)^```/gm)]
        .map((match) => match[1])
        .filter((text) => content.test(text));
}

/** The dialect that a schema asks for; null if it is none of ours. */
function ownDialect(text) {
    const provider = text.match(/^datasource\s[^}]*?^\s*provider\s*=\s*"(\w+)"/m)?.[1] ?? 'sqlite';
    return dialects.includes(provider) ? provider : null;
}

const entry = (name, file) => ({ name, file, own: ownDialect(readFileSync(file, 'utf8')) });

/**
 * Returns { schemas: [{ name, file, own }], missing: [name] }.
 * What has to be cut out of a document is written to the folder `into`.
 */
export function collectSchemas({ corpusDir, seedsDir, examplesDir, into }) {
    const schemas = [];
    const missing = [];
    for (const name of corpus) {
        const file = join(corpusDir, `${name}.prisma`);
        if (existsSync(file)) schemas.push(entry(basename(name), file));
        else missing.push(name);
    }
    const document = join(seedsDir, seed);
    if (existsSync(document)) {
        mkdirSync(into, { recursive: true });
        codeBlocks(readFileSync(document, 'utf8'), /^model /m).forEach((text, i) => {
            const file = join(into, `next-auth${i || ''}.prisma`);
            writeFileSync(file, text);
            schemas.push(entry(basename(file, '.prisma'), file));
        });
    } else {
        missing.push(`seed ${seed}`);
    }
    if (existsSync(examplesDir)) {
        for (const file of readdirSync(examplesDir).sort()) {
            if (!/\.(auth|prisma)$/.test(file)) continue;
            schemas.push(entry(`examples/${file}`, join(examplesDir, file)));
        }
    }
    return { schemas, missing };
}
