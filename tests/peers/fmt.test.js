// `authgen fmt` keeps what there is: tokens and comments in their order, the
// DMMF that Prisma reads; a second run changes nothing, nor do other blanks in
// the text.  Where Prisma's formatter keeps all of it, too, it writes the same.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pool, run } from './process.js';
import { forPrisma7, prisma, withDatasource, withUrl } from './prisma.js';
import { codeBlocks, filesBelow } from './schemas.js';

const top = fileURLToPath(new URL('../..', import.meta.url));

// A tokenizer of its own, so that a mistake in ours does not hide itself.
const pattern = new RegExp([
    String.raw`(?<comment>//[^\r\n]*|/\*[^]*?\*/)`,
    String.raw`(?<token>"(?:[^"\\\r\n]|\\.)*"|@@?[ \t]*[\p{L}\p{N}_.-]+|[\p{L}\p{N}_.-]+|[{}()\[\],:=?])`,
    String.raw`(?<line>\r\n|\r|\n)`,
    String.raw`[ \t\uFEFF]+`,
    String.raw`(?<other>.)`,
].join('|'), 'gu');

/** Tokens and comments; with `lines` also the ends of lines. */
function pieces(text, lines = false) {
    return [...text.matchAll(pattern)].flatMap(({ 0: whole, index, groups }) => {
        if (groups.line ? !lines : /^[ \t\uFEFF]+$/.test(whole)) return [];
        return [{ text: groups.token ? whole.replace(/^(@@?)[ \t]+/, '$1') : whole, whole, index, ...groups }];
    });
}

const sequence = (text) => pieces(text).map((piece) => piece.text);

function wrongSequence(is, should) {
    const at = should.findIndex((text, i) => is[i] !== text);
    if (at < 0 && is.length === should.length) return [];
    const from = at < 0 ? should.length : at;
    const show = (list) => JSON.stringify(list.slice(Math.max(0, from - 3), from + 4).join(' '));
    return [`${show(is)} instead of ${show(should)}`];
}

/** The declarations with braces, from the keyword to the closing brace. */
function blocks(text) {
    const found = [];
    let depth = 0;
    let start = null;
    for (const { text: token, token: isToken, line, index } of pieces(text, true)) {
        if (!depth && line) start = null;
        if (!isToken) continue;
        if (start === null) start = index;
        if (/^[{([]$/.test(token)) depth++;
        if (/^[})\]]$/.test(token) && --depth === 0 && token === '}') {
            found.push(text.slice(start, index + 1));
            start = null;
        }
    }
    return found;
}

/** The same text with other blanks: between tokens, at both ends of lines, and more blank lines. */
function scrambled(text, random) {
    const pick = (...list) => list[Math.floor(random() * list.length)];
    const tight = /^[{}()[\],:=?]$/;
    let before = null;
    let depth = 0;
    return pieces(text, true).map((piece) => {
        const open = before?.line || !before;
        const blank = piece.line && open && depth === 0 ? pick('', '\n', '\n\t\n') : '';
        const bound = open || piece.line || (tight.test(before.text) || tight.test(piece.text));
        const after = before?.comment && piece.line;
        const gap = after ? '' : bound ? pick('', ' ', '\t  ') : pick(' ', '\t', '   ');
        depth += /^[([]$/.test(piece.text) - /^[)\]]$/.test(piece.text);
        before = piece;
        return blank + gap + piece.whole;
    }).join('');
}

/** A generator of numbers that are the same in each run. */
function seeded(seed) {
    let state = seed;
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    };
}

/** Where the schemas of this repository are. */
const own = ['examples', 'presets',
    ...['features', 'fmt', 'lucia', 'peers/same', 'valid'].map((name) => join('tests', name))];

/** Copies of all schemas there are: [{ name, file, text }]. */
function collect({ plain, folders, documents, dir }) {
    const found = [];
    const add = (name, text) => {
        const file = join(dir, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        found.push({ name, file, text });
    };
    for (const [i, folder] of (plain ? own.map((name) => join(top, name)) : folders).entries()) {
        const name = (file) => (plain ? relative(top, file) : `${i}/${relative(folder, file)}`);
        for (const file of filesBelow(folder, ['.auth', '.prisma'])) {
            add(name(file), readFileSync(file, 'utf8'));
        }
    }
    for (const document of documents) {
        codeBlocks(readFileSync(document, 'utf8'), /^(model|datasource|generator|enum) \w+ \{/m)
            .forEach((text, i) => add(`documents/${basename(document, extname(document))}-${i}.prisma`, text));
    }
    return found;
}

/** How Prisma reads a schema: [label, text -> DMMF], of the first version that takes it. */
function reader(text) {
    const ways = [
        ['Prisma 7', (it) => prisma.prisma.dmmf([['schema.prisma', forPrisma7(withDatasource(it, 'postgresql'))]])],
        ['Prisma 6', (it) => prisma['prisma@6'].dmmf([['schema.prisma', withUrl(withDatasource(it, 'postgresql'))]])],
    ];
    return ways.find(([, read]) => {
        try {
            return read(text);
        } catch {
            return false;
        }
    });
}

/** What comes of schemas in our language: Prisma's text, documentation included, or a status. */
function meanings(authgen, schemas) {
    const enqueue = pool(2);
    return Promise.all(schemas.map(({ file }) => enqueue(async () => {
        const { status, stdout } = await run([authgen, '-t', 'prisma', '-d', 'postgresql', file]);
        return `${status}\n${stdout}`;
    })));
}

const withoutBlankLines = (text) => text.replace(/\n+/g, '\n');

/** What Prisma has against a schema, without the places. */
function complaints(text) {
    try {
        prisma.prisma.dmmf([['schema.prisma', text]]);
    } catch (error) {
        return error.message.match(/^error.*/gm).join('\n');
    }
    return '';
}

/** Whether Prisma's grammar has all of a text; its formatter leaves the rest as it is. */
const hasGrammar = (text) => !/This line is (invalid|not a valid)/.test(complaints(text));

const format = (text) => prisma.prisma.format([['schema.prisma', text]])[0];

/** Why Prisma's formatter writes a block in another way; null: it should not. */
function reason(theirs, ours, original) {
    const [is, should] = [theirs, original].map(sequence);
    const sorted = (list) => [...list].sort().join('\n');
    if (sorted(is) !== sorted(should)) return 'drops or rewrites';
    if (is.join('\n') !== should.join('\n')) return 'reorders';
    if (withoutBlankLines(theirs) === withoutBlankLines(ours)) return 'has other blank lines';
    return null;
}

/** What `prisma format` is known to lose or to move. */
const losses = {
    'a comment after an opening brace': 'model A { // c\n  id Int @id\n}\n',
    'a field after an opening brace': 'model A { id Int @id\n  name String @unique\n}\n',
    'a value after an opening brace': 'model A {\n  id Int @id\n}\n\nenum E { A // x\n  B\n}\n',
    'the place of a comment after a closing brace': 'model A {\n  id Int @id\n} // c\nmodel B {\n  id Int @id\n}\n',
    'a block comment': 'model A {\n  /* one\n     two */\n  id Int @id\n}\n',
    'the order of attributes': 'model A {\n  id Int @map("x") @id\n  b Int\n\n  @@map("a")\n  // why\n  @@index([b])\n}\n',
    'the place of attributes': 'model A {\n  @@map("a")\n  // why\n  id Int @id\n}\n',
    'blank lines between attributes': 'model A {\n  id Int @id\n  b  Int\n\n  @@index([b])\n\n  // the table\n  @@map("a")\n}\n',
};

export async function testFmtLosses({ tap, authgen, wanted }) {
    for (const [what, text] of Object.entries(losses)) {
        const title = `fmt: ${what}, which Prisma's formatter loses`;
        if (!wanted(title)) continue;
        const theirs = format(text);
        const { status, stdout } = await run([authgen, 'fmt', '-'], { input: text });
        const read = reader(text)?.[1];
        tap.result(title, [
            ...(status === 0 ? [] : [`exit ${status}`]),
            ...wrongSequence(sequence(stdout), sequence(text)),
            ...(stdout === theirs ? ['Prisma has learned to keep it'] : []),
            ...(read && read(text) !== read(stdout) ? ['the DMMF is another'] : []),
        ]);
    }
}

export async function testFmt({ tap, authgen, dir: scratch, plain, folders, documents, wanted }) {
    if (!wanted('fmt: all files')) return;
    const dir = join(scratch, 'fmt');
    const schemas = collect({ plain, folders, documents, dir });
    const files = schemas.map(({ file }) => file);
    const ours = schemas.filter(({ name }) => name.endsWith('.auth'));
    const meant = await meanings(authgen, ours);
    const first = await run([authgen, 'fmt', ...files]);
    tap.result(`fmt: lays ${files.length} files out`, first.status === 0 && first.stdout === '' ? [] : [first.stderr]);
    const second = await run([authgen, 'fmt', '--check', ...files]);
    tap.result('fmt: changes nothing the second time', second.status === 0 ? [] : [second.stdout + second.stderr]);
    for (const schema of schemas) schema.ours = readFileSync(schema.file, 'utf8');
    const means = await meanings(authgen, ours);
    tap.result(`fmt: ${ours.length} schemas in our language mean what they meant`,
        ours.filter((_, i) => means[i] !== meant[i]).map(({ name }) => name));

    // Other blanks, other line ends.
    const rounds = 3;
    for (let round = 0; round < rounds; round++) {
        const random = seeded(round + 1);
        for (const { file, text } of schemas) writeFileSync(file, scrambled(text, random));
        const { status, stderr } = await run([authgen, 'fmt', ...files]);
        tap.result(`fmt: other blanks, the same result, round ${round + 1}`, [
            ...(status === 0 ? [] : [stderr]),
            ...schemas.filter(({ file, ours }) => readFileSync(file, 'utf8') !== ours).map(({ name }) => name),
        ]);
    }
    for (const { file, text } of schemas) writeFileSync(file, `\uFEFF${text.replace(/\r?\n/g, '\r\n')}`);
    const crlf = await run([authgen, 'fmt', ...files]);
    tap.result('fmt: CRLF and a byte order mark stay', [
        ...(crlf.status === 0 ? [] : [crlf.stderr]),
        // A lone CR is one more line end to us, and becomes LF.
        ...schemas.filter(({ text }) => !/\r(?!\n)/.test(text)).filter(({ file, ours }) => readFileSync(file, 'utf8')
            !== `\uFEFF${ours.replace(/\r?\n/g, '\r\n')}`).map(({ name }) => name),
    ]);

    const counts = { tokens: 0, dmmf: 0, equal: 0, blocks: 0, same: 0 };
    const why = new Map();
    const unread = [];
    for (const { name, text, ours } of schemas) {
        const wrong = wrongSequence(sequence(ours), sequence(text));
        counts.tokens += sequence(text).length;
        if (name.endsWith('.prisma')) {
            const [label, read] = reader(text) ?? [];
            if (!read) {
                unread.push(name);
                if (hasGrammar(text) && complaints(ours) !== complaints(text)) wrong.push('Prisma refuses it for another reason');
            } else if (read(ours) !== read(text)) wrong.push(`${label} reads another DMMF`);
            else counts.dmmf++;
            // It makes LF of CRLF.
            const plain = ours.replaceAll('\r\n', '\n');
            const theirs = format(text);
            counts.equal += theirs === plain;
            const [mine, other, original] = [plain, theirs, text].map(blocks);
            const kept = hasGrammar(text) && wrongSequence(sequence(theirs), sequence(text)).length === 0;
            if (kept && theirs !== plain && mine.every((block, i) => block === other[i])) {
                wrong.push("Prisma's formatter writes something else between the blocks");
            }
            mine.forEach((block, i) => {
                counts.blocks++;
                counts.same += block === other[i];
                if (block === other[i]) return;
                const because = !read && !hasGrammar(text) ? 'cannot read all lines' : reason(other[i] ?? '', block, original[i]);
                if (because) why.set(because, [...why.get(because) ?? [], `${name} ${block.match(/^\w+ \w+/)?.[0]}`]);
                else wrong.push(`Prisma's formatter writes\n${other[i]}\ninstead of\n${block}`);
            });
        }
        tap.result(`fmt: ${name} keeps its tokens, comments and DMMF`, wrong);
    }
    tap.comment(`fmt: ${schemas.length} files, ${counts.tokens} tokens and comments as they were; `
        + `the same DMMF for ${counts.dmmf}; ${counts.equal} files and ${counts.same} of ${counts.blocks} `
        + `blocks as Prisma's formatter has them`);
    for (const [because, list] of why) {
        tap.comment(`fmt: Prisma's formatter ${because} in ${list.length} blocks: ${list.slice(0, 12).join(', ')}${list.length > 12 ? ' …' : ''}`);
    }
    if (unread.length) tap.comment(`fmt: no DMMF before or after, Prisma refuses them: ${unread.join(', ')}`);
}
