// Highlighting. The words of the schema language come from the tables that the
// program is built from: build.mjs gets them from editors/words.sh.

import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { typescript } from '@codemirror/legacy-modes/mode/javascript';
import { standardSQL } from '@codemirror/legacy-modes/mode/sql';
import { tags } from '@lezer/highlight';
import words from 'authgen:words';

const NAME = /^[\p{L}\p{N}_-]+/u;
const statements = new Set([...words.use, ...words.extend, ...words.omit, ...words.rename]);
const blocks = { fields: new Set(words.fields), enum: new Set(words.enum), settings: new Set(words.settings) };
const kinds = new Set([...words.fields, ...words.enum, 'field']);
const scalars = new Set(words.scalar);
const attributes = new Set(words.attribute), blockAttributes = new Set(words['block-attribute']);

/** The kind of block that `word` begins; undefined if it begins none. */
const blockOf = (word) => Object.keys(blocks).find((kind) => blocks[kind].has(word));

// `state` has the block that the position is in, the brackets that are open in it, and
// what the last word of the line was.
const schema = {
    name: 'authgen',
    languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
    startState: () => ({ comment: false, pending: null, block: null, depth: 0, last: null }),

    token(stream, state) {
        if (stream.sol()) state.last = null;
        if (state.comment || stream.match('/*')) {
            state.comment = !stream.match(/^.*?\*\//);
            if (state.comment) stream.skipToEnd();
            return 'comment';
        }
        if (stream.eatSpace()) return null;
        if (stream.match('//')) {
            const documentation = stream.peek() === '/';
            stream.skipToEnd();
            return documentation ? 'docComment' : 'comment';
        }
        if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
        const attribute = stream.match(/^(@@?)[ \t]*([\p{L}\p{N}_-]+)(\.[\p{L}\p{N}_-]+)?/u);
        if (attribute) {
            const [, at, name, native] = attribute;
            return native || (at === '@' ? attributes : blockAttributes).has(name) ? 'meta' : null;
        }
        if (stream.match(/^-?\d+(?:\.\d+)?(?![\p{L}\p{N}_.-])/u)) return 'number';
        const word = stream.match(NAME)?.[0];
        if (word) return wordToken(word, stream, state);
        bracket(stream.next(), state);
        return 'punctuation';
    },
};

function bracket(character, state) {
    if (state.block === null) {
        if (character === '{') state.block = state.pending, state.pending = null;
    } else if ('([{'.includes(character)) {
        state.depth++;
    } else if (')]}'.includes(character) && state.depth) {
        state.depth--;
    } else if (character === '}') {
        state.block = null;
    }
}

/** The token of a word outside of strings and comments. */
function wordToken(word, stream, state) {
    const { last } = state;
    state.last = word;
    if (state.block === null) {
        if (last === null && statements.has(word)) return 'keyword';
        if (last !== null && statements.has(last) && kinds.has(word)) return state.pending = blockOf(word) ?? null, 'keyword';
        if (last === null && blockOf(word)) return state.pending = blockOf(word), 'keyword';
        return 'typeName';
    }
    if (state.depth) {
        if (/^(?:true|false|null)$/.test(word)) return 'bool';
        if (stream.match(/^\s*:/, false)) return 'labelName';
        return stream.peek() === '(' ? 'function' : null;
    }
    if (last === null) return 'propertyName';
    if (state.block === 'fields') return scalars.has(word) ? 'standardType' : 'typeName';
    return /^(?:true|false|null)$/.test(word) ? 'bool' : null;
}

schema.tokenTable = {
    docComment: tags.docComment,
    standardType: tags.standard(tags.typeName),
    function: tags.function(tags.variableName),
};

const language = { auth: StreamLanguage.define(schema), ts: StreamLanguage.define(typescript), sql: StreamLanguage.define(standardSQL) };

/** The language of a file by its name. */
export const languageOf = (path) =>
    /\.[cm]?[jt]sx?$/.test(path) ? language.ts : path.endsWith('.sql') ? language.sql : language.auth;

// The colours are in style.css.
export const highlighting = syntaxHighlighting(HighlightStyle.define([
    { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], class: 'tok-keyword' },
    { tag: [tags.string, tags.special(tags.string)], class: 'tok-string' },
    { tag: [tags.number, tags.bool, tags.null, tags.atom], class: 'tok-constant' },
    { tag: [tags.comment, tags.lineComment, tags.blockComment, tags.docComment], class: 'tok-comment' },
    { tag: [tags.typeName, tags.className, tags.standard(tags.typeName)], class: 'tok-type' },
    { tag: [tags.propertyName, tags.labelName], class: 'tok-property' },
    { tag: tags.definition(tags.variableName), class: 'tok-definition' },
    { tag: tags.meta, class: 'tok-attribute' },
    { tag: tags.function(tags.variableName), class: 'tok-function' },
]));
