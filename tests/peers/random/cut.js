// Cuts pieces out of a schema: what is reported, so that the rest is accepted, or
// whatever a fault does not need.
//
// It works on the text.  A piece is a block, a line in a block with the
// documentation above it, or an attribute of a line; each is on lines of its own,
// as generate.js writes them.

const isDoc = (line) => /^\s*\/\/\//.test(line);

/** The blocks of a text, each a list of lines; between them is one empty line. */
const blocksOf = (text) => text.replace(/\n+$/, '').split(/\n\n+/).map((block) => block.split('\n'));

const join = (blocks) => `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;

/** Where a line has attributes: [{ from, to }], each with the blank before it. */
function attributes(line) {
    const found = [];
    const token = /"(?:[^"\\]|\\.)*"|[()]| @@?[\w.]+|./g;
    let depth = 0;
    let open = null;
    for (const { 0: part, index } of line.matchAll(token)) {
        if (part === '(') depth++;
        else if (part === ')' && --depth === 0 && open) open.to = index + 1;
        else if (depth === 0 && /^ @/.test(part)) {
            open = { from: index, to: index + part.length };
            found.push(open);
        }
    }
    return found;
}

const without = (line, { from, to }) => line.slice(0, from) + line.slice(to);

const isEmpty = (block) => /\{$/.test(block.find((line) => !isDoc(line)) ?? '')
    && block.filter((line) => !isDoc(line)).length === 2;

/** The documentation above line `i` of a block: its first line. */
function docsAbove(block, i) {
    let first = i;
    while (first > 0 && isDoc(block[first - 1])) first--;
    return first;
}

/**
 * Cuts out what a diagnostic is about: the attribute where it points, or else the
 * documentation of the line, or else the line, or else its block.
 */
function cutAt(block, i, column) {
    const line = block[i];
    const attribute = attributes(line).find(({ from, to }) => from < column && column <= to);
    if (attribute && !/^\s*@@/.test(line)) return block.with(i, without(line, attribute));
    const first = docsAbove(block, i);
    if (first < i) return block.toSpliced(first, i - first);
    if (isDoc(line)) return block.toSpliced(i, 1);
    return i === block.findIndex((one) => !isDoc(one)) || line === '}' ? [] : block.toSpliced(i, 1);
}

/**
 * The schema without what the diagnostics, as of --diagnostics=json, are about: one
 * of each line, since the others may be the consequence.  The same text, if there is
 * nothing to cut.
 */
export function withoutReported(text, diagnostics) {
    const lines = new Map(diagnostics.filter(({ begin }) => begin)
        .map(({ begin }) => [begin.line, begin.utf16]).reverse());
    const blocks = blocksOf(text);
    let line = 1;
    const left = blocks.map((block) => {
        const start = line;
        line += block.length + 1;
        let rest = block;
        for (let i = block.length - 1; i >= 0; i--) {
            if (!lines.has(start + i) || rest.length === 0) continue;
            rest = cutAt(rest, i, lines.get(start + i));
        }
        return rest;
    });
    return join(left.filter((block) => block.length > 0 && !isEmpty(block)));
}

/** Each text that lacks one more piece, the larger pieces first. */
function* smaller(text) {
    const blocks = blocksOf(text);
    for (let size = blocks.length >> 1; size > 0; size >>= 1) {
        for (let i = 0; i < blocks.length; i += size) yield join(blocks.toSpliced(i, size));
    }
    for (const [b, block] of blocks.entries()) {
        const put = (lines) => join(blocks.with(b, lines));
        for (const [i, line] of block.entries()) {
            if (isDoc(line)) yield put(block.toSpliced(i, 1));
            else if (/^ /.test(line)) {
                yield put(block.toSpliced(i, 1));
                for (const attribute of attributes(line)) {
                    if (!/^\s*@@/.test(line)) yield put(block.with(i, without(line, attribute)));
                }
            }
        }
    }
}

/**
 * A smaller schema, by cutting out one piece after the other: `attempt` gives what is
 * left of a text, if it still fails and is shorter than `length`, else null.
 */
export async function shrink(text, attempt) {
    let current = text;
    for (let found = true; found;) {
        found = false;
        for (const candidate of smaller(current)) {
            const left = await attempt(candidate, current.length);
            if (left === null) continue;
            current = left;
            found = true;
            break;
        }
    }
    return current;
}
