// Draws site/outputs.svg, the picture in README.md: a schema and what authgen makes of
// it for four targets.
//
//     node picture.mjs AUTHGEN SCHEMA >outputs.svg

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { highlight } from './highlight.mjs';
import { escape } from './markdown.mjs';

const [authgen, schema] = process.argv.slice(2).map((path) => resolve(path));
const file = basename(schema);

/** The outputs: what is shown of one begins with this line. */
const outputs = [
    { target: 'drizzle', title: 'Drizzle', language: 'ts', from: 'export const session =' },
    { target: 'prisma', title: 'Prisma', language: 'prisma', from: 'model User {' },
    { target: 'typeorm', title: 'TypeORM', language: 'ts', from: '@Entity("Session")', output: 'entities/' },
    { target: 'sql', title: 'SQL', language: 'sql', from: 'CREATE TABLE "User"' },
];
const columns = 54;
const size = { line: 18, character: 7.8, padding: 16, head: 36, gap: 16, panel: 472 };

/** The command for an output; its layout is left to the settings of a project. */
const command = ({ target, output }) =>
    `authgen -t ${target.padEnd(7)} -d pg ${output ? `-o ${output} ` : ''}${file}`;

/** The text of an output from its line on, as wide as the panel. */
function made({ target, language, from }) {
    const layout = language === 'ts' ? [`width=${columns}`] : [];
    const one = target === 'typeorm' ? ['split=false'] : [];
    const text = execFileSync(authgen, [
        '-t', target, '-d', 'pg', ...[...layout, ...one].flatMap((option) => ['-O', option]), file,
    ], { cwd: dirname(schema), encoding: 'utf8' });
    const at = text.indexOf(`\n${from}`);
    if (at < 0) throw new Error(`${target} has no line '${from}'`);
    return text.slice(at + 1);
}

let drawn = 0;

/** A panel with `lines` lines of a text; if there are more, the last ones fade. */
function panel({ x, y, lines, title, note = '', text, language }) {
    const height = size.head + lines * size.line + size.padding;
    const all = text.trimEnd().split('\n');
    const id = `p${++drawn}`;
    const rows = [];
    let row = [];
    for (const { kind, text: piece } of highlight(all.slice(0, lines + 1).join('\n'), language)) {
        for (const [i, part] of piece.split('\n').entries()) {
            if (i > 0) rows.push(row), row = [];
            if (part) row.push(kind ? `<tspan class="${kind}">${escape(part)}</tspan>` : escape(part));
        }
    }
    rows.push(row);
    return `<g transform="translate(${x} ${y})">
<rect class="panel" width="${size.panel}" height="${height}" rx="10"/>
<text class="title" x="${size.padding}" y="23">${escape(title)}</text>
<text class="note" x="${size.panel - size.padding}" y="23" text-anchor="end">${escape(note)}</text>
<path class="rule" d="M0 ${size.head - 0.5}H${size.panel}"/>
<clipPath id="${id}"><rect width="${size.panel - 4}" height="${height - 4}"/></clipPath>
<g clip-path="url(#${id})"${all.length > lines ? ' mask="url(#fade)"' : ''}>
${rows.slice(0, lines + 1).map((parts, i) => `<text class="code" xml:space="preserve" x="${size.padding}" y="${
        size.head + 19 + i * size.line}">${parts.join('')}</text>`).join('\n')}
</g>
</g>`;
}

const top = 10;
const each = 13;
const heightOf = (lines) => size.head + lines * size.line + size.padding;
const right = size.panel + size.gap;
const place = [[0, 0], [right, 0], [0, 1], [right, 1]];
const commands = `${outputs.map((output) => `$ npx ${command(output)}`).join('\n')}

# then go on with the tools of your ORM:
$ npx drizzle-kit generate
$ npx prisma migrate dev`;
const height = heightOf(top) + 2 * (heightOf(each) + size.gap);
const panels = [
    panel({ x: 0, y: 0, lines: top, title: file, note: 'one schema', text: readFileSync(schema, 'utf8'), language: 'auth' }),
    panel({
        x: right, y: 0, lines: top, title: 'Terminal', note: 'four outputs, the same database',
        text: commands, language: 'console',
    }),
    ...outputs.map((output, i) => panel({
        x: place[i][0], y: heightOf(top) + size.gap + place[i][1] * (heightOf(each) + size.gap),
        lines: each, title: output.title, note: `-t ${output.target}`, text: made(output), language: output.language,
    })),
];

process.stdout.write(`<!-- Made by site/picture.mjs from ${file}: make update-picture -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 ${2 * size.panel + size.gap + 2} ${height + 2}" role="img" aria-labelledby="what">
<title id="what">A schema and what authgen makes of it: Drizzle, Prisma, TypeORM and SQL</title>
<style>
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #24292f }
.title { font: 600 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif }
.note { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #656d76 }
.panel { fill: #f6f8fa; stroke: #d0d7de }
.rule { stroke: #d0d7de }
.keyword { fill: #a626a4 } .string { fill: #0a6e31 } .comment { fill: #656d76 } .name { fill: #0757ba }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .note, .comment { fill: #8d96a0 } .panel { fill: #161b22; stroke: #30363d } .rule { stroke: #30363d }
.keyword { fill: #d2a8ff } .string { fill: #7ee787 } .name { fill: #79c0ff }
}
</style>
<defs><linearGradient id="g" x2="0" y2="1"><stop offset=".72" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient>
<mask id="fade" maskContentUnits="userSpaceOnUse"><rect width="${size.panel}" height="${heightOf(each)}" fill="url(#g)"/></mask></defs>
${panels.join('\n')}
</svg>
`);
