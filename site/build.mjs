// Writes the site: the pages of this folder and the manual, which mandoc turns into
// HTML, in one frame with navigation and search. It needs no server.
//
//     node build.mjs VERSION BUILD OUT
//
// BUILD is the build folder, with the generated pages of the manual and, if it was made,
// playground/index.html.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plot, read, tables } from '../bench/report.mjs';
import { highlight } from './highlight.mjs';
import { escape, render, slug } from './markdown.mjs';

const [version, build, out] = process.argv.slice(2);
const here = fileURLToPath(new URL('.', import.meta.url));
const top = join(here, '..');

/** The navigation: a group, and its pages with their labels. */
const groups = [
    ['', [['site/index.md', 'authgen']]],
    ['Get started', [
        ['site/better-auth-drizzle.md', 'Better Auth + Drizzle'],
        ['site/better-auth-prisma.md', 'Better Auth + Prisma'],
        ['site/better-auth-kysely.md', 'Better Auth + Kysely'],
        ['site/auth.js.md', 'Auth.js'],
        ['site/lucia.md', 'Lucia'],
        ['site/nuxthub.md', 'NuxtHub'],
        ['site/own-tables.md', 'Tables of your own'],
    ]],
    ['In a project', [
        ['site/existing-database.md', 'An existing database'],
        ['site/monorepos.md', 'Monorepos'],
        ['site/ci.md', 'CI'],
        ['packages/npm/README.md', 'Vite, Next.js, programs', 'npm'],
    ]],
    ['Manual', [
        ['man/authgen.1', 'The command'],
        ['man/authgen-schema.5', 'The schema language'],
        ['man/authgen-presets.7', 'Presets'],
        ['man/authgen-targets.7', 'Targets'],
        ['man/authgen-errors.7', 'Diagnostics'],
        ['man/authgen-differences.7', 'Differences'],
        ['man/authgen-editors.7', 'Editors and git hooks'],
        ['man/authgen-templates.5', 'Writing a target'],
    ]],
    ['Project', [
        ['site/speed.md', 'Speed'],
        ['CHANGELOG.md', 'Changes', 'changes'],
        ['CONTRIBUTING.md', 'Contributing', 'contributing'],
        ['SECURITY.md', 'Security', 'security'],
    ]],
];

/** All pages: { source, label, path }; `source` is from the top of the tree. */
const pages = groups.flatMap(([group, list]) => list.map(([source, label, name]) => ({
    group, source, label, path: `${name ?? posix.basename(source, '.md')}.html`,
})));
const playground = existsSync(join(build, 'playground/index.html'));

const pageOf = (source) => pages.find((page) => page.source === source);

const code = ({ language, info, text }) => {
    const pieces = highlight(text, language).map(({ kind, text: part }) => (kind
        ? `<span class="${kind}">${escape(part)}</span>` : escape(part))).join('');
    const [, path] = /^(?!not run: |needs |fails)(\S+)/.exec(info) ?? [];
    const caption = path ? `<figcaption>${escape(path)}</figcaption>` : '';
    return `<figure class="code">${caption}<pre tabindex="0"><code>${pieces}</code></pre></figure>`;
};

const unescape = (html) => html.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
    .replace(/&#x([0-9A-F]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16))).replace(/&amp;/g, '&');

/** `authgen-schema(5)` in the text of a page as a link. */
const manualLinks = (html) => html.replace(/(<a [^>]*>.*?<\/a>|<pre.*?<\/pre>)|(authgen(?:-[a-z]+)?)\((\d)\)/gs,
    (all, skipped, name, section) => skipped ?? (pageOf(`man/${name}.${section}`)
        ? `<a href="${name}.${section}.html">${all}</a>` : all));

const results = read(join(top, 'bench/results'));
const measured = tables(results);

/** The text of a page of Markdown, with the tables of the benchmarks that it names. */
const markdown = (source) => readFileSync(join(top, source), 'utf8').replace(/^<!-- bench: (.*) -->$/gm, (_, name) => {
    if (!measured[name]) throw new Error(`${source}: there is no table ${name}`);
    return measured[name];
});

/** A page of Markdown. A link to a file that is no page is text. */
function fromMarkdown({ source }) {
    const link = (to) => {
        if (/^(https?:|mailto:|#)/.test(to)) return to;
        const [path, anchor] = to.split('#');
        const full = posix.join(posix.dirname(source), path);
        const page = pageOf(full);
        if (page) return page.path + (anchor ? `#${anchor}` : '');
        if (full.startsWith('site/')) return full.slice(5);
        if (!existsSync(join(top, full))) throw new Error(`${source}: there is no ${to}`);
        return `missing:${full}`;
    };
    const html = render(markdown(source), { code, link });
    return manualLinks(html.replace(/<a href="missing:[^"]*">(.*?)<\/a>/g, '$1'));
}

/** A page of the manual. Every heading and every term gets an anchor. */
function fromManual({ source, label }) {
    const file = [join(build, source), join(top, source)].find(existsSync);
    if (!file) throw new Error(`${source} is missing: run make`);
    const html = execFileSync('mandoc', ['-Thtml', '-O', 'fragment,man=%N.%S.html', file], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const used = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    const free = (text) => {
        const base = slug(text.replace(/<[^>]*>/g, '')).slice(0, 60) || 'item';
        let id = base;
        for (let n = 2; used.has(id); n++) id = `${base}-${n}`;
        used.add(id);
        return id;
    };
    return `<h1 id="top">${label} <small>${posix.basename(source).replace(/\.(\d)$/, '($1)')}</small></h1>\n${html
        .replace(/^<table class="(?:head|foot)">.*?<\/table>$/gms, '')
        // The title is ours, so theirs begin one level lower.
        .replace(/<(\/?)h([12])\b/g, (_, end, level) => `<${end}h${Number(level) + 1}`)
        .replace(/<dt>(.*?)<\/dt>/gs, (_, term) => {
            const id = free(term);
            return `<dt id="${id}"><a class="permalink" href="#${id}">${term}</a></dt>`;
        })
        .replace(/<pre>([^<]*)<\/pre>/g, (all, text) => (/^\s*(?:model|enum|config|use|datasource|generator|mixin|view|extend) /m.test(text)
            ? code({ language: 'auth', info: '', text: unescape(text) }) : all))
        .replace(/<pre>/g, '<pre tabindex="0">')
        .replace(/<table class="(?!Nm)/g, '<table tabindex="0" class="')
        .replace(/<a class="Xr" href="([^"]*)">/g, (all, to) => (pages.some(({ path }) => path === to) ? all : '<a>'))
        .replace(/<a>(.*?)<\/a>/gs, '$1')}`;
}

const plain = (html) => unescape(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();

/** What search finds of a page: [page, anchor, heading, text] for each anchor of a heading or term. */
function sections({ path }, html) {
    const marks = [...html.matchAll(/<(h[1-4]|dt)\b[^>]* id="([^"]*)"[^>]*>(.*?)<\/\1>/gs)];
    return marks.map((mark, i) => [
        path, mark[2], plain(mark[3]),
        plain(html.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? html.length)),
    ]);
}

/** The headings of a page, for its own table of contents. */
function contents(html) {
    const list = [...html.matchAll(/<h2\b[^>]* id="([^"]*)"[^>]*>(.*?)<\/h2>/gs)];
    if (list.length < 2) return '';
    return `<nav class="contents" aria-label="On this page"><strong>On this page</strong><ul>${list
        .map(([, id, title]) => `<li><a href="#${id}">${escape(plain(title))}</a></li>`).join('')}</ul></nav>`;
}

const navigation = (current) => groups.map(([group, list]) => {
    const items = list.map(([source]) => pageOf(source)).map(({ path, label }) =>
        `<li><a href="${path}"${path === current ? ' aria-current="page"' : ''}>${escape(label)}</a></li>`);
    if (group === '' && playground) items.push('<li><a href="playground/index.html">Playground</a></li>');
    return `${group ? `<h2>${group}</h2>` : ''}<ul>${items.join('')}</ul>`;
}).join('\n');

/** The page before and the page after, within a group. */
function neighbours(page) {
    const i = pages.indexOf(page);
    const link = (other, rel, text) => (other && other.group === page.group && page.group
        ? `<a rel="${rel}" href="${other.path}"><small>${text}</small>${escape(other.label)}</a>` : '<span></span>');
    return `<nav class="neighbours" aria-label="Pages">${link(pages[i - 1], 'prev', 'Before')}${link(pages[i + 1], 'next', 'Next')}</nav>`;
}

const frame = (page, html) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.label === 'authgen' ? 'authgen: one schema, every target' : `${escape(page.label)} – authgen`}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Crect width='8' height='8' rx='2' fill='%230757ba'/%3E%3Cpath d='M2 6 4 2l2 4' stroke='%23fff' fill='none'/%3E%3C/svg%3E">
<link rel="stylesheet" href="style.css">
<script src="site.js" defer></script>
</head>
<body class="${page.source.startsWith('man/') ? 'manual' : 'page'}">
<a class="skip" href="#main">Skip to the text</a>
<header>
<button id="menu" aria-label="Navigation" aria-expanded="false" aria-controls="navigation">☰</button>
<a class="home" href="index.html">authgen <small>${escape(version)}</small></a>
<button id="search">Search <kbd>/</kbd></button>
</header>
<nav id="navigation" aria-label="All pages">
${navigation(page.path)}
</nav>
<main id="main" tabindex="-1">
${html}
${neighbours(page)}
</main>
${contents(html)}
<dialog id="find" aria-label="Search">
<input type="search" placeholder="Search headings and text" aria-label="Search" autocomplete="off" spellcheck="false">
<ol></ol>
</dialog>
</body>
</html>
`;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const texts = new Map(pages.map((page) => [page, page.source.endsWith('.md') ? fromMarkdown(page) : fromManual(page)]));

/** A section of another page of the manual, which mandoc takes for one of the same page. */
const elsewhere = (html) => html.replace(/(<a class="Sx" href=")(#[^"]*)"/g, (all, before, anchor) => {
    const has = (text) => text.includes(` id="${anchor.slice(1)}"`);
    const other = has(html) ? null : [...texts].find(([, text]) => has(text));
    return other ? `${before}${other[0].path}${anchor}"` : all;
});

const index = [];
for (const [page, text] of texts) {
    const html = elsewhere(text);
    index.push(...sections(page, html));
    writeFileSync(join(out, page.path), frame(page, html));
}
const labels = Object.fromEntries(pages.map(({ path, label }) => [path, label]));
writeFileSync(join(out, 'index.js'), `found(${JSON.stringify({ labels, index })});\n`);
for (const file of ['style.css', 'site.js', 'outputs.svg']) cpSync(join(here, file), join(out, file));
writeFileSync(join(out, 'speed.svg'), plot(results));
if (playground) {
    mkdirSync(join(out, 'playground'));
    cpSync(join(build, 'playground/index.html'), join(out, 'playground/index.html'));
}
