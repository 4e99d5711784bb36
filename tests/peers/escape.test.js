// Text from the schema comes out as the same text: names, defaults, enum
// values, checks and documentation full of what ends a string, a template or a
// comment.  The generated file is parsed with TypeScript's own parser, applied
// to the databases and read back.
//
// What drizzle-kit writes wrong in any case must at least not pass in silence:
// refused or warned of, or else right.

import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { versions } from './drizzle.js';
import {
    checks, documented, fragile, indexName, names, schema, secondColumn, texts, values,
} from './hostile.js';
import { introspect } from './introspect.js';
import { dialects } from './schemas.js';

const show = (text) => JSON.stringify(text);

/** All that a file holds as text: its strings (and parts of templates) and its comments. */
function collect(source) {
    const strings = new Set();
    const comments = new Set();
    const visit = (node) => {
        const part = ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
        if (ts.isStringLiteralLike(node) || part) strings.add(node.text);
        const ranges = [
            ...ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [],
            ...ts.getTrailingCommentRanges(source.text, node.end) ?? [],
        ];
        for (const { pos, end } of ranges) comments.add(source.text.slice(pos, end));
        node.getChildren(source).forEach(visit);
    };
    visit(source);
    return { strings, comments: [...comments].join('\n') };
}

/** A default is a string of TypeScript, or a literal of SQL in a template. */
function defaultForms(text, dialect) {
    const escaped = dialect === 'mysql' ? text.replaceAll('\\', '\\\\') : text;
    const literal = `'${escaped.replaceAll("'", "''")}'`;
    return [text, literal, `(${literal})`];
}

/** In a comment, the end of a comment and what ends a line must be written otherwise. */
const inComment = (text) => text.split('*/')[0].split('\u2028')[0];

function wrongInFile(file, dialect) {
    const source = ts.createSourceFile(
        file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const wrong = source.parseDiagnostics.map(({ start, messageText }) =>
        `offset ${start}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    const { strings, comments } = collect(source);
    const want = (kind, text, found) =>
        found || wrong.push(`${kind} is not in the file: ${show(text)}`);
    names.forEach((name, i) => {
        want('name', name, strings.has(name));
        want('name', secondColumn(i), strings.has(secondColumn(i)));
    });
    for (const value of values) want('enum value', value, strings.has(value));
    for (const check of checks) want('check', check, strings.has(check));
    for (const text of texts) {
        const found = defaultForms(text, dialect).some((form) => strings.has(form));
        want('default', text, found);
    }
    for (const text of documented) {
        want('documentation', text, comments.includes(inComment(text)));
    }
    return wrong;
}

const insertDefaults = {
    sqlite: 'INSERT INTO defaults DEFAULT VALUES',
    postgresql: 'INSERT INTO defaults DEFAULT VALUES',
    mysql: 'INSERT INTO defaults () VALUES ()',
};

async function wrongInDatabase(db) {
    const wrong = [];
    const want = (kind, text, found) =>
        found || wrong.push(`${kind} is not in the database: ${show(text)}`);
    const { tables } = await introspect(db);
    names.forEach((name, i) => {
        const table = tables[name];
        want('table', name, table);
        want('column', name, table?.columns[name]);
        want('index', indexName(i), table?.indexes.some((index) => index.name === indexName(i)));
    });
    await db.query(insertDefaults[db.dialect]);
    const [row] = await db.query('SELECT * FROM defaults');
    const equal = (kind, is, should) =>
        is === should || wrong.push(`${kind} ${show(should)} is ${show(is)} in the database`);
    equal('enum value', row.choice, values[0]);
    texts.forEach((text, i) => equal('default', row[`d${i}`], text));
    return wrong;
}

export async function testEscapes({ tap, authgen, servers, dir, wanted }) {
    const ready = await servers;
    const write = (name, text) => {
        const file = join(dir, name);
        writeFileSync(file, text);
        return file;
    };
    const hostile = write('hostile.auth', schema);
    const fragileFiles = Object.entries(fragile)
        .map(([what, text], i) => ({ what, file: write(`fragile-${i}.auth`, text) }));

    for (const drizzle of versions) {
        const project = join(dir, 'escape', drizzle.dir);
        drizzle.makeProject(project);

        const inDatabase = async (dialect, output, wrongIn) => {
            const db = await openDatabase(ready, dialect, `${drizzle.dir}-${basename(output)}`);
            try {
                await apply(db, await drizzle.statements(dialect, await drizzle.load(output)));
                return await wrongIn(db);
            } catch (error) {
                return [error.message];
            } finally {
                await db.close();
            }
        };

        for (const dialect of dialects) {
            const name = `escapes -> ${dialect}, ${drizzle.target}`;
            if (!wanted(name)) continue;
            const make = async (file, stem) => {
                const output = join(project, `${stem}-${dialect}.ts`);
                const options = { schema: file, target: drizzle.target, dialect, output };
                return { output, ...await generate(authgen, options) };
            };

            const { done, output, wrong, refused } = await make(hostile, 'hostile');
            tap.result(`${name}: the file`,
                done ? wrongInFile(output, dialect) : [...wrong, ...refused]);
            if (done) {
                tap.result(`${name}: the database`,
                    await inDatabase(dialect, output, wrongInDatabase));
            }
            for (const [i, { what, file }] of fragileFiles.entries()) {
                const made = await make(file, `fragile-${i}`);
                const told = [...made.refused, ...made.warned];
                const silent = made.done && told.length === 0;
                tap.result(`${name}: ${what} is right or reported`,
                    silent ? await inDatabase(dialect, made.output, async () => []) : made.wrong);
                if (told.length > 0) tap.comment(told.join(' '));
            }
        }
    }
}
