// Tables and a plot of what bench/run measured. site/build.mjs puts them into the page
// site/speed.md; as a program, it prints the tables:
//
//     node report.mjs RESULTS

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The commands of authgen that the tables show, and the same of the static program. */
const commands = {
    check: '`check`', fmt: '`fmt --check`', drizzle: '`-t drizzle`', prisma: '`-t prisma`',
    sql: '`-t sql`', typeorm: '`-t typeorm`',
};

/** The commands of other projects, and the command of authgen that does the same. */
const tools = {
    'prisma-format': ['`prisma format`', 'fmt'],
    'prisma-validate': ['`prisma validate`', 'check'],
    'drizzle-kit': ['`drizzle-kit export`', 'sql'],
    dbml2sql: ['`dbml2sql`', 'sql'],
};

/** The same of functions of Prisma's module. */
const functions = {
    'wasm-lint': ['lint', 'check'],
    'wasm-validate': ['validate', 'check'],
    'wasm-format': ['format', 'fmt'],
};

const sizes = [4, 100, 1000, 10000, 100000];

/** What bench/run has written. */
export function read(file) {
    const results = { input: {}, text: {}, runs: {}, missing: [] };
    for (const line of readFileSync(file, 'utf8').split('\n')) {
        if (line === '' || line.startsWith('#')) continue;
        const [kind, ...words] = line.split(' ');
        if (kind === 'run') {
            const [best, median, cpu, peak, faults] = words.slice(2).map(Number);
            (results.runs[words[0]] ??= {})[words[1]] = { best, median, cpu, peak, faults };
        } else if (kind === 'input' || kind === 'text') {
            results[kind][words[0]] = Number(words[1]);
        } else if (kind === 'missing') {
            results.missing.push(words.join(' '));
        } else {
            results[kind] = words.join(' ');
        }
    }
    return results;
}

const run = (results, models, name) => results.runs[models]?.[name];

/** A number with at least two digits that count. */
function number(value) {
    if (value >= 100) return Math.round(value).toLocaleString('en-US');
    return value.toFixed(value >= 10 ? 1 : 2);
}

/** Words of a cell that stay on one line. */
const close = (text) => text.replaceAll(' ', '\u00a0');

const time = (microseconds) => close(microseconds < 1e6 ? `${number(microseconds / 1000)} ms` : `${number(microseconds / 1e6)} s`);

/** How many times the time of `b` is that of `a`; `kind` is a member of a run. */
const ratio = (a, b, kind = 'best') => (a && b && b[kind] ? a[kind] / b[kind] : NaN);

/** The ratio of the best turns, and in parentheses of the medians. */
const both = (a, b) => (a && b ? close(`${number(ratio(a, b))} (${number(ratio(a, b, 'median'))})`) : '–');

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** `most` or `least` is the goal of the default build, and of the static program unless
 * it has a goal of its own. */
const goals = [
    {
        what: '4 models to Drizzle, in times of `/bin/true`', most: 1.3, static: 0.8,
        value: (r, p) => ratio(run(r, 4, `${p}drizzle`), run(r, 4, 'true')),
    },
    {
        what: 'Check of 4 models, in times of `/bin/true`', most: 1.3, static: 0.6,
        value: (r, p) => ratio(run(r, 4, `${p}check`), run(r, 4, 'true')),
    },
    {
        what: '10,000 models to Drizzle, in times of `wc`', most: 2.3,
        value: (r, p) => ratio(run(r, 10000, `${p}drizzle`), run(r, 10000, 'wc')),
    },
    {
        what: 'Check of 10,000 models, in times of `wc`', most: 1.3,
        value: (r, p) => ratio(run(r, 10000, `${p}check`), run(r, 10000, 'wc')),
    },
    {
        what: '10,000 models to Drizzle, peak memory in sizes of the input', most: 5,
        value: (r, p) => (run(r, 10000, `${p}drizzle`)?.peak ?? NaN) * 1024 / r.input[10000],
    },
    {
        what: 'CPU time to check 100,000 models, in times of 10,000', most: 11,
        value: (r, p) => ratio(run(r, 100000, `${p}check`), run(r, 10000, `${p}check`), 'cpu'),
    },
    {
        what: "CPU time of Prisma's lint, warm, in times of `check` for 1,000 models", least: 30,
        value: (r, p) => ratio(run(r, 1000, 'wasm-lint'), run(r, 1000, `${p}check`), 'cpu'),
    },
    {
        what: 'A keystroke in 1,000 models, in ms', most: 1,
        value: (r, p) => (p ? NaN : (run(r, 1000, 'lsp')?.median ?? NaN) / 1000),
    },
    {
        what: '`auth generate`, in times of authgen for the same configuration', least: 200,
        value: (r, p) => ratio(run(r, 13, 'auth-generate'), run(r, 13, `${p}use`)),
    },
];

const shown = ({ most, least, static: own }) => close(most ? `≤ ${most}${own ? `, static ${own}` : ''}` : `≥ ${least}`);

const cell = (value, { least, most }) => {
    if (Number.isNaN(value)) return '–';
    return close(`${number(value)}${(most ? value <= most : value >= least) ? '' : ' (missed)'}`);
};

/** A table of peers, each beside what authgen does; `kind` is the member of runs that counts. */
const compare = (results, peers, models, kind) => table(['', 'authgen', ...models.map((n) => `${n.toLocaleString('en-US')} models`)],
    Object.entries(peers).map(([peer, [label, ours]]) => [label, commands[ours], ...models.map((n) => {
        const theirs = run(results, n, peer);
        return theirs ? `${close(`${number(ratio(theirs, run(results, n, ours), kind))} ×`)} (${time(theirs[kind])})` : '–';
    })]));

/** The tables, by the names that site/speed.md gives them, as Markdown. */
export function tables(results) {
    const r = results;
    const name = (command) => commands[command];
    return {
        origin: `Measured on ${r.date} with commit ${r.commit}: ${r.machine}; ${r.software}; load ${r.load.replaceAll(' ', ', ')}.${
            r.missing.length ? ` Not measured: ${r.missing.join(', ')}.` : ''}`,
        goals: table(['what', 'goal', 'default build', 'static program'], goals.map((goal) => [
            goal.what, shown(goal), cell(goal.value(r, ''), goal),
            cell(goal.value(r, 'static-'), { ...goal, most: goal.static ?? goal.most }),
        ])),
        small: table(['command', 'time', 'in `/bin/true`s', 'static program', 'page faults'],
            ['version', ...Object.keys(commands)].filter((command) => run(r, 4, command)).map((command) => [
                name(command) ?? '`--version`', time(run(r, 4, command).best), both(run(r, 4, command), run(r, 4, 'true')),
                both(run(r, 4, `static-${command}`), run(r, 4, 'true')), run(r, 4, command).faults,
            ])),
        large: table(['command', 'time', 'in `wc`s', 'static program', 'MB/s', 'peak memory'],
            Object.keys(commands).filter((command) => run(r, 10000, command)).map((command) => [
                name(command), time(run(r, 10000, command).best), both(run(r, 10000, command), run(r, 10000, 'wc')),
                both(run(r, 10000, `static-${command}`), run(r, 10000, 'wc')),
                number(r.input[10000] / run(r, 10000, command).best),
                close(`${number(run(r, 10000, command).peak * 1024 / r.input[10000])} × input`),
            ])),
        growth: table(['models', 'input', ...['wc', 'check', 'drizzle'].map((command) => name(command) ?? '`wc`')],
            sizes.filter((n) => run(r, n, 'check')).map((n) => [
                n.toLocaleString('en-US'), close(`${number(r.input[n] / 1000)} kB`),
                ...['wc', 'check', 'drizzle'].map((command) => time(run(r, n, command).best)),
            ])),
        tools: compare(r, tools, sizes.slice(0, 3), 'best'),
        functions: compare(r, functions, sizes.slice(0, 4), 'cpu'),
        configuration: table(['program', 'time', 'CPU time', 'CPU time, in authgens'],
            [['use', 'authgen, default build'], ['static-use', 'authgen, static program'], ['npm-use', 'authgen, npm package'],
                ['auth-generate', '`auth generate` of Better Auth']].filter(([one]) => run(r, 13, one)).map(([one, label]) => [
                label, time(run(r, 13, one).best), time(run(r, 13, one).cpu), number(ratio(run(r, 13, one), run(r, 13, 'use'), 'cpu')),
            ])),
        native: table(['program', 'reads', 'MB/s of CPU time'], [
            ['cat', '`cat`', 'a schema of 1,000 models', r.input[1000]], ['wc', '`wc`', 'the same', r.input[1000]],
            ['check', 'authgen `check`', 'the same', r.input[1000]], ['fmt', 'authgen `fmt --check`', 'the same', r.input[1000]],
            ['drizzle', 'authgen `-t drizzle`', 'the same', r.input[1000]],
            ['esbuild', 'esbuild', "Drizzle's tables for them", r.text['drizzle.ts']],
            ['biome', '`biome format`', 'the same', r.text['drizzle.ts']],
        ].filter(([one]) => run(r, 1000, one)).map(([one, label, what, bytes]) => [
            label, what, number(bytes / run(r, 1000, one).cpu),
        ])),
    };
}

/**
 * The lines of the plot: the name of a run, its label and kind, and whether the label is at
 * its second point, because other lines pass its end.
 */
const lines = [
    ['wc', 'wc', 'system'], ['check', 'authgen check', 'ours'], ['drizzle', 'authgen -t drizzle', 'ours'],
    ['wasm-lint', "Prisma's lint, warm", 'peer', true], ['prisma-validate', 'prisma validate', 'peer'],
    ['drizzle-kit', 'drizzle-kit export', 'peer'], ['dbml2sql', 'dbml2sql', 'peer'],
];

/** Time over models, both with logarithmic scales, as SVG. */
export function plot(results) {
    const box = { left: 64, top: 36, right: 560, bottom: 396 };
    const x = (models) => box.left + (Math.log10(models) - Math.log10(4)) / (5 - Math.log10(4)) * (box.right - box.left);
    // From 0.1 ms to 10 s.
    const y = (microseconds) => box.bottom - (Math.log10(microseconds) - 2) / 5 * (box.bottom - box.top);
    const shown = lines.map(([name, label, kind, inside]) => ({
        label, kind, inside, points: sizes.filter((n) => run(results, n, name)).map((n) => [x(n), y(run(results, n, name).best)]),
    })).filter(({ points }) => points.length);
    // Labels are at the ends of the lines; two must not cover each other.
    const placed = [];
    for (const line of [...shown].sort((a, b) => b.points.at(-1)[1] - a.points.at(-1)[1])) {
        const [endX, endY] = line.points.at(-1);
        let at = endY + 4;
        for (const other of placed) if (Math.abs(other.x - endX) < 130 && other.y - at < 15) at = Math.min(at, other.y - 15);
        if (!line.inside) placed.push({ x: endX, y: at });
        const [px, py, anchor] = line.inside ? [line.points[1][0] - 14, line.points[1][1] - 4, 'end'] : [endX + 8, at, 'start'];
        line.text = `<text class="${line.kind}" text-anchor="${anchor}" x="${px.toFixed(1)}" y="${py.toFixed(1)}">${line.label}</text>`;
    }
    const horizontal = [[1e2, '0.1 ms'], [1e3, '1 ms'], [1e4, '10 ms'], [1e5, '100 ms'], [1e6, '1 s'], [1e7, '10 s']].map(([t, label]) =>
        `<path class="grid" d="M${box.left} ${y(t)}H${box.right}"/><text class="axis" text-anchor="end" x="${box.left - 8}" y="${y(t) + 4}">${label}</text>`);
    const vertical = sizes.map((n) =>
        `<path class="grid" d="M${x(n).toFixed(1)} ${box.top}V${box.bottom}"/><text class="axis" text-anchor="middle" x="${x(n).toFixed(1)}" y="${box.bottom + 18}">${n.toLocaleString('en-US')}</text>`);
    return `<!-- Made by bench/report.mjs from bench/results. -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 440" role="img" aria-labelledby="what">
<title id="what">Time of authgen, wc and other tools for schemas of 4 to 100,000 models</title>
<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #24292f }
.axis { font-size: 12px; fill: #656d76 } .grid { stroke: #d8dee4 }
path { fill: none; stroke-width: 1 } .line { stroke-width: 2 }
.line.ours { stroke: #0757ba; stroke-width: 3 } .line.peer { stroke: #8c4a00 } .line.system { stroke: #656d76; stroke-dasharray: 5 4 }
circle.ours { fill: #0757ba } circle.peer { fill: #8c4a00 } circle.system { fill: #656d76 }
text.ours { fill: #0757ba; font-weight: 600 } text.peer { fill: #8c4a00 } text.system { fill: #656d76 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .axis, text.system { fill: #8d96a0 } .grid { stroke: #30363d }
.line.ours { stroke: #79c0ff } .line.peer { stroke: #e3a45b } .line.system { stroke: #8d96a0 }
circle.ours, text.ours { fill: #79c0ff } circle.peer, text.peer { fill: #e3a45b } circle.system { fill: #8d96a0 }
}
</style>
${[...horizontal, ...vertical].join('\n')}
<text class="axis" text-anchor="middle" x="${(box.left + box.right) / 2}" y="${box.bottom + 38}">models in the schema</text>
<text class="axis" x="${box.left - 56}" y="20">best time of a run</text>
${shown.map(({ kind, points, text }) => `<path class="line ${kind}" d="M${points.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join('L')}"/>
${points.map(([px, py]) => `<circle class="${kind}" cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3"/>`).join('')}
${text}`).join('\n')}
</svg>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    for (const text of Object.values(tables(read(process.argv[2])))) console.log(`${text}\n`);
}
