// Splits code into coloured pieces, for the site and the picture in README.md.

const words = {
    ts: 'as async await class const default else export extends false for from function if import in new null of return satisfies true type typeof undefined',
    auth: 'config convention datasource enum extend false generator mixin model omit rename to true type use view with',
    sql: 'ADD ALTER AND AS CASCADE CHECK CONSTRAINT CREATE DEFAULT DELETE FOREIGN INDEX INSERT INTO IS KEY NOT NULL ON OR PRIMARY REFERENCES SELECT SET TABLE UNIQUE UPDATE VALUES',
    sh: 'do done else fi for if in then',
    yaml: 'false true',
    json: 'false null true',
};
words.js = words.ts;
words.tsx = words.ts;
words.prisma = words.auth;
words.console = words.sh;

const shells = { console: true, sh: true, yaml: true };

const comments = { sql: '--[^\\n]*', sh: '(?<![^\\s])#[^\\n]*', yaml: '(?<![^\\s])#[^\\n]*', console: '(?<![^\\s])#[^\\n]*', json: '(?!)' };

/** A list of { kind, text }; the kind is comment, string, keyword, name or ''. */
export function highlight(text, language) {
    if (!(language in words)) return [{ kind: '', text }];
    const comment = comments[language] ?? '//[^\\n]*|/\\*[^]*?\\*/';
    const pattern = new RegExp([
        `(?<comment>${comment})`,
        '(?<string>"(?:[^"\\\\\\n]|\\\\.)*"|\'(?:[^\'\\\\\\n]|\\\\.)*\'|`(?:[^`\\\\]|\\\\.)*`)',
        `(?<keyword>(?<![\\w.@-])(?:${words[language].replaceAll(' ', '|')})(?![\\w-]|:))`,
        `(?<name>${language in shells ? '' : '(?<![\\w"])@@?[A-Za-z.]+|'}` + '(?<=^|\\n)\\$(?= )|(?<=\\s)--?[A-Za-z][\\w-]*|(?<![\\w.])[a-zA-Z_]\\w*(?=\\())',
    ].join('|'), 'g');
    const pieces = [];
    let at = 0;
    for (const match of text.matchAll(pattern)) {
        if (match.index > at) pieces.push({ kind: '', text: text.slice(at, match.index) });
        const [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
        pieces.push({ kind, text: match[0] });
        at = match.index + match[0].length;
    }
    if (at < text.length) pieces.push({ kind: '', text: text.slice(at) });
    return pieces;
}
