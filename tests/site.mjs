// README.md and the site, of which what needs packages is in tests/peers/guides.test.js.
// Prints TAP.
//
//     node site.mjs AUTHGEN

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { read } from '../bench/report.mjs';
import { openBrowser } from './browser.mjs';
import { runGuide } from './guide.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const authgen = resolve(process.argv[2]);
const dir = mkdtempSync(join(tmpdir(), 'authgen-site-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

let count = 0;

function ok(name, wrong) {
    console.log(`${wrong.length ? 'not ok' : 'ok'} ${++count} - ${name.replaceAll('#', '')}`);
    for (const line of wrong.join('\n').slice(0, 4000).split('\n')) {
        if (wrong.length) console.log(`# ${line}`);
    }
    if (wrong.length) process.exitCode = 1;
}
const skip = (name, why) => console.log(`ok ${++count} - ${name.replaceAll('#', '')} # SKIP ${why}`);

function exec(program, ...args) {
    // This make is not a part of the one that runs the tests.
    const { MAKEFLAGS, MFLAGS, MAKELEVEL, ...env } = process.env;
    const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, env });
    return { status, stdout, stderr: error ? String(error) : stderr };
}

// README.md.

const drawn = exec(process.execPath, join(top, 'site/picture.mjs'), authgen, join(top, 'site/user.auth'));
ok("site/outputs.svg is as 'make update-picture' draws it",
    drawn.stdout === readFileSync(join(top, 'site/outputs.svg'), 'utf8') ? [] : ['it is not', drawn.stderr]);

mkdirSync(join(dir, 'readme'));
const shown = runGuide(join(top, 'README.md'), join(dir, 'readme'), { authgen });
ok('README.md shows commands', shown.length > 10 ? [] : [`${shown.length}`]);
for (const { name, wrong, skip: why } of shown) {
    if (why) skip(`README.md: ${name}`, why);
    else ok(`README.md: ${name}`, wrong);
}

// What README.md says of speed.
const results = read(join(top, 'bench/results'));
const [, native, npm] = /takes more than (\d+) times as much CPU\s+time as the native program, and more than (\d+) times as much as the\s+npm/
    .exec(readFileSync(join(top, 'README.md'), 'utf8')) ?? [];
const atLeast = (times, name) => {
    const measured = results.runs[13]['auth-generate'].cpu / results.runs[13][name].cpu;
    return measured > Number(times) ? [] : [`${times}, but ${measured} was measured with ${name}`];
};
ok("README.md names ratios that bench/results has", [...atLeast(native, 'use'), ...atLeast(npm, 'npm-use')]);

const links = [...readFileSync(join(top, 'README.md'), 'utf8').matchAll(/\]\(([^)#:]+)\)/g)].map(([, to]) => to);
ok('each link of README.md leads to a file', [
    ...links.length > 20 ? [] : ['there are few links'], ...links.filter((to) => !existsSync(join(top, to))),
]);

// The site.

const html = join(dirname(authgen), 'html');
const page = (path) => readFileSync(join(html, path), 'utf8');

function testPages() {
    const paths = readdirSync(html).filter((name) => name.endsWith('.html'));
    const anchors = Object.fromEntries(paths.map((path) => [path,
        [...page(path).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)]));
    ok('each anchor is there once', paths.flatMap((path) => anchors[path]
        .filter((id, i, all) => all.indexOf(id) !== i).map((id) => `${path}#${id}`)));
    let internal = 0;
    ok('each link leads somewhere', paths.flatMap((path) => [...page(path).matchAll(/ (?:href|src)="([^"]*)"/g)]
        .map(([, to]) => to).filter((to) => !/^(https:|data:)/.test(to)).filter((to) => {
            internal++;
            const [file, anchor] = to.split('#').map(decodeURIComponent);
            return file && !(file in anchors) ? anchor || !existsSync(join(html, file))
                : anchor && !anchors[file || path].includes(anchor);
        }).map((to) => `${path}: ${to}`)));
    ok('there are links', internal > 500 ? [] : [`${internal}`]);
    ok('nothing is loaded from elsewhere', paths.filter((path) => /<(?:script|link|img)[^>]*(?:src|href)="https?:/.test(page(path))));
    const source = (path) => readFileSync(join(top, path), 'utf8');
    /** What has no term or heading of its own in a page. */
    const without = (path, names) => {
        const terms = [...page(path).matchAll(/<(dt|h[2-4])\b[^>]* id="[^"]*"[^>]*>(.*?)<\/\1>/gs)]
            .map(([, , term]) => ` ${term.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')} `);
        return [...names.length > 5 ? [] : ['too few names'], ...names.filter((name) => !terms.some((term) =>
            new RegExp(`[\\s,]${name}[^\\w-]`).test(term)))];
    };
    const found = (path, pattern) => [...source(path).matchAll(pattern)].map(([, name]) => name);
    ok('each option has an anchor', without('authgen.1.html',
        found('cli/options.def', /^AG_(?:FLAG|TEXT|ONCE|LIST)\([a-z_]*, *"([a-z-]+)", /gm).map((name) => `--${name}`)));
    ok('each code has an anchor', without('authgen-errors.7.html',
        found('base/diag.def', /^AG_DIAG\([A-Z0-9_]*, (\d+),/gm).map((name) => `AG${name}`)));
    const speed = page('speed.html');
    ok('the page Speed has a table for each that it names, and a plot of all sizes', [
        ...(speed.match(/<table>/g) ?? []).length === (source('site/speed.md').match(/^<!-- bench: /gm) ?? []).length - 1
            ? [] : ['tables are missing'],
        ...source('bench/results').match(/^input \d+/gm).map((line) => Number(line.slice(6)).toLocaleString('en-US'))
            .filter((n) => !page('speed.svg').includes(`>${n}</text>`)),
        ...(`${speed}${page('speed.svg')}`.match(/NaN|undefined|Infinity/g) ?? []),
    ]);
    ok('each attribute has an anchor', without('authgen-schema.5.html',
        [...['gen/check/field.c', '@'], ...['gen/check/key.c', '@@']].flatMap((file, i, all) => (i % 2 ? []
            : found(file, /\{AG_ATTR_([A-Za-z]+),/g).map((name) => all[i + 1] + name)))));
}

/** What a reader does, and the screenshots, which stay in the site's folder. */
async function testReading(browser) {
    const url = (path) => `${pathToFileURL(html)}/${path}`;
    await browser.look({ width: 1280, height: 900, scheme: 'light' });
    await browser.open(url('index.html'));
    await browser.press('/');
    await browser.until("document.activeElement.type === 'search'");
    await browser.type('--strict');
    await browser.until("document.querySelectorAll('#find li a').length > 0");
    await browser.screenshot(join(html, 'search-1280-light.png'));
    await browser.press('ArrowDown');
    await browser.press('Enter');
    const at = await browser.until("location.pathname.endsWith('authgen.1.html') && location.hash");
    ok('search, by keyboard: the first hit of --strict is its place in the manual',
        await browser.until(`document.getElementById(${JSON.stringify(at.slice(1))})?.textContent`) === '--strict' ? [] : [at]);
    await browser.open(url('ci.html?q=sarif+scanning'));
    const hit = await browser.until("document.querySelector('#find li')?.textContent");
    ok('... of words in the text, by a link', /Code scanning/.test(hit) ? [] : [hit]);
    await browser.press('Escape');
    ok('... and Escape closes it', await browser.evaluate("document.getElementById('find').open") ? ['it is open'] : []);

    for (const [path, name] of [['index.html', 'index'], ['speed.html', 'speed'], ['better-auth-drizzle.html', 'guide'], ['authgen-schema.5.html', 'manual']]) {
        for (const [width, height, scheme] of [[1280, 900, 'light'], [390, 844, 'dark']]) {
            await browser.look({ width, height, scheme });
            await browser.open(url(path));
            const [wide, back] = await browser.evaluate(
                '[document.documentElement.scrollWidth, getComputedStyle(document.body).backgroundColor]');
            await browser.screenshot(join(html, `${name}-${width}-${scheme}.png`));
            ok(`${path} at ${width} pixels, ${scheme}`, [
                ...wide > width ? [`it is ${wide} wide`] : [],
                ...(back === 'rgb(255, 255, 255)') === (scheme === 'light') ? [] : [back],
            ]);
        }
    }
    // At 390 pixels.
    await browser.evaluate("document.getElementById('menu').focus()");
    await browser.press('Enter');
    ok('on a phone, the menu opens by keyboard', await browser.evaluate(
        "document.activeElement.textContent === 'authgen' && document.activeElement.checkVisibility()") ? [] : ['it does not']);
    ok('no script has failed', browser.mistakes());
}

const making = exec('make', '-s', '-C', dirname(authgen), 'html');
if (/mandoc/.test(making.stderr) && /ENOENT/.test(making.stderr)) {
    skip('the site', 'mandoc is missing');
} else {
    ok('make html', making.status === 0 ? [] : [making.stdout, making.stderr]);
    testPages();
    const browser = await openBrowser(dir);
    if (browser) {
        await testReading(browser).catch((error) => ok('a reader', [error.stack]));
        await browser.close();
    } else {
        skip('the site in a browser', 'Chromium is missing');
    }
}

console.log(`1..${count}`);
