// The page in Chromium, as a person uses it. Prints TAP, and writes screenshots beside
// the page.
//
//     node page.js BUILD CHROMIUM

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [build, executablePath] = process.argv.slice(2).map((path) => resolve(path));
const file = join(build, 'playground/index.html');
const url = pathToFileURL(file).href;
const require = createRequire(import.meta.url);
const authgen = require(join(build, 'npm/authgen/index.cjs'));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let count = 0;

function ok(name, good, why = '') {
    console.log(`${good ? '' : 'not '}ok ${++count} - ${name}`);
    if (good) return;
    console.log(String(typeof why === 'object' ? JSON.stringify(why) : why).slice(0, 2000).replace(/^/gm, '# '));
    process.exitCode = 1;
}

const is = (name, found, wanted) => ok(name, found === wanted, `found:  ${found}\nwanted: ${wanted}`);
const note = (text) => console.log(`# ${text}`);

// All requests of the pages, and all messages in their consoles.
const requests = [], complaints = [];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
process.once('exit', () => browser.close());

/** A window of a width, in light or dark, without a network. */
async function open(width, height, colorScheme, address = url) {
    const context = await browser.newContext({
        viewport: { width, height }, colorScheme, permissions: ['clipboard-read', 'clipboard-write'], hasTouch: width < 500, offline: true,
    });
    return { context, page: await enter(context, address) };
}

// Measures pages.
const sessions = new WeakMap();

/** What the page's thread has worked, in milliseconds of the processor. */
async function worked(page) {
    const { metrics } = await sessions.get(page).send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}

async function enter(context, address) {
    const page = await context.newPage();
    sessions.set(page, await context.newCDPSession(page));
    await sessions.get(page).send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(() => {
        // The page shows only some lines of a text.
        window.textOf = (id) => document.querySelector(`#${id} .cm-content`)?.cmTile.root.view.state.doc.toString();
    });
    page.setDefaultTimeout(15000);
    page.on('request', (request) => requests.push(request.url().replace(/#.*/, '')));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.stack));
    await page.goto(address);
    await page.waitForSelector('body[data-ready]', { timeout: 60000 });
    return page;
}

/** Waits until `test` is true in the page; false if it does not become so. */
const until = (page, test, argument) =>
    page.waitForFunction(test, argument, { timeout: 15000 }).then(() => true, () => false);

/** The whole text of an editor. */
const textOf = (page, id) => page.evaluate((name) => window.textOf(name), id);
const outputHas = (page, text) => until(page, (part) => window.textOf('result').includes(part), text);
const sourceHas = (page, text) => until(page, (part) => window.textOf('editor').includes(part), text);
const summaryIs = (page, text) => until(page, (wanted) => document.querySelector('#summary').textContent.startsWith(wanted), text);
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Types, and closes the completions that come up. */
async function type(page, text) {
    await page.keyboard.type(text);
    await page.keyboard.press('Escape');
}

/** Puts the cursor at the end of the first line that has `text`. */
async function toLine(page, text) {
    await page.locator('#editor .cm-line', { hasText: text }).first().click();
    await page.keyboard.press('End');
}

async function press(page, ...keys) {
    for (const key of keys) await page.keyboard.press(key);
}

async function accessible(page, name) {
    // As the page would: nothing else may run in it.
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
    ok(`${name}: every control has a name, and text has contrast (axe)`, violations.length === 0,
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`).join('; ')}`).join('\n'));
}

// Its size, which is all that is loaded.
const size = statSync(file).size;
ok('at most 1.2 MB', size <= 1.2e6, `${size} bytes`);
const html = readFileSync(file, 'utf8');
ok('no address that a browser would load from', !/<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(?:https?:)?\/\//.test(html));

const { context, page } = await open(1280, 800, 'light');
note(`${size} bytes; ready after ${await page.evaluate(() => document.body.dataset.ready)} ms, ${Math.round(await worked(page))} ms of work`);

// The first example is a configuration.
is('the source is a configuration', await page.getByRole('radio', { name: 'Configuration' }).isChecked(), true);
const configuration = await textOf(page, 'editor');
const made = (text, target, dialect, path = 'auth.ts') => authgen.generate({ entry: path, read: (name) => name === path ? text : undefined, target, dialect });
is('the output is what the program writes', await textOf(page, 'result'), made(configuration, 'drizzle', 'sqlite').outputs[0].text);
ok('the tables are those of the library', await until(page, () => document.querySelectorAll('#diagram .table.auth').length === 4 && !document.querySelector('#diagram .table:not(.auth)')));
await page.screenshot({ path: join(build, 'playground/light-1280.png') });
await accessible(page, '1280, light');

// A person chooses another example, makes a mistake and fixes it with the keyboard.
await page.getByLabel('Example').selectOption('Better Auth and own tables');
ok('an example of a schema', await sourceHas(page, 'model Document'));
ok('... has tables of both kinds', await until(page, () => document.querySelector('#diagram .table.auth') && document.querySelector('#diagram .table:not(.auth)')));
is('... and a line for each foreign key', await page.locator('#diagram .reference').count() >= 8, true);
ok('... without problems', await summaryIs(page, 'No problems'));
const right = await textOf(page, 'editor');
await toLine(page, 'organizationId Id');
await press(page, 'ArrowLeft', 'Control+Shift+ArrowLeft');
await type(page, 'Casacde');
ok('a mistake is an error', await summaryIs(page, '1 error'));
ok('... is underlined', await until(page, () => document.querySelector('#editor .cm-lintRange-error')?.textContent === 'Casacde'));
ok('... is explained with its place', await until(page, () =>
    /24:66.*the value of 'onDelete' in @references cannot be 'Casacde'/s.test(document.querySelector('#problem-list').textContent)));
is('... is announced', await page.locator('#summary').getAttribute('role'), 'status');
is('... the output cannot be copied', await page.getByRole('button', { name: 'Copy', exact: true }).isDisabled(), true);
await press(page, 'Control+Home', 'F8', 'Control+.');
ok('Ctrl+. applies the fix', await sourceHas(page, 'onDelete: Cascade)'));
is('... and nothing else', await textOf(page, 'editor'), right);
ok('... which is announced', await until(page, () => document.querySelector('#toast').textContent === "Applied: change to 'Cascade'"));
ok('... and the problem is gone', await summaryIs(page, 'No problems'));
await page.keyboard.press('Control+z');
ok('a fix can be undone', await summaryIs(page, '1 error'));
await page.getByRole('button', { name: "change to 'Cascade'" }).click();
ok('... and applied with the mouse', await summaryIs(page, 'No problems') && await textOf(page, 'editor') === right);

// Completion, and what a word means.
await toLine(page, 'title');
await page.keyboard.type(' @uni');
ok('completion', await until(page, () => [...document.querySelectorAll('.cm-tooltip-autocomplete li')].some((item) => item.textContent.includes('@unique'))));
await page.waitForTimeout(150);
await page.keyboard.press('Enter');
ok('... by Enter', await sourceHas(page, 'title          String @unique'));
ok('... reaches the output', await outputHas(page, 'documents_title_key'));
await page.locator('#editor .cm-line span', { hasText: /^DateTime$/ }).first().hover();
ok('the mouse over a type describes it', await until(page, () => /DateTime/.test(document.querySelector('.cm-tooltip .documentation')?.textContent)));
await page.mouse.move(0, 0);
await until(page, () => !document.querySelector('.cm-tooltip'));
await press(page, 'Control+End');
await toLine(page, 'createdAt');
await press(page, 'Home', 'Control+ArrowRight', 'ArrowRight', 'ArrowRight', 'Control+k', 'Control+i');
ok('... and so do keys', await until(page, () => document.querySelector('.documentation.cm-tooltip')?.textContent.startsWith('DateTime')));
await page.keyboard.press('Escape');
ok('... until Escape', await until(page, () => !document.querySelector('.cm-tooltip')));
is('Tab leaves the editor', await page.keyboard.press('Tab').then(() => page.evaluate(() => document.activeElement.closest('#editor'))), null);
await page.keyboard.press('Alt+Digit1');
is('Alt+1 goes back to it', await page.evaluate(() => document.activeElement.closest('#editor') !== null), true);
await toLine(page, 'text       String');
await page.keyboard.type('     ');
await page.getByRole('button', { name: 'Format' }).click();
ok('the formatter', await sourceHas(page, 'text       String\n'));

const before = await worked(page), keys = 'abcdefghijklmnopqrst';
await press(page, 'Control+Home', 'ArrowDown');
await page.keyboard.type(`// ${keys}`, { delay: 60 });
note(`${((await worked(page) - before) / keys.length).toFixed(1)} ms of work for each key`);

// Another target and database, with an option.
await page.getByLabel('Target').selectOption('prisma');
await page.getByLabel('Database').selectOption('MySQL');
ok('another target and database', await outputHas(page, 'provider = "mysql"'));
await page.locator('#options summary').click();
await page.getByLabel('explicit').check();
ok('an option is part of the command', await until(page, () => document.querySelector('#command').textContent === 'npx authgen -t prisma -d mysql -O explicit=true schema.auth'));
ok('... and of the output', await outputHas(page, 'map: "'));
await page.locator('#options summary').click();

await page.getByRole('button', { name: 'Copy', exact: true }).click();
await until(page, () => document.querySelector('#toast').textContent === 'Copied the output');
is('the output can be copied', await clipboard(page), await textOf(page, 'result'));

// The link.
await page.keyboard.press('Control+s');
await until(page, () => document.querySelector('#toast').textContent === 'Copied the link');
const link = await clipboard(page);
ok('Ctrl+S copies a link', link.startsWith(`${url}#`), link.slice(0, 200));
const other = await enter(context, link);
for (const [name, id] of [['the source', 'editor'], ['the output', 'result']]) is(`the link opens ${name} again`, await textOf(other, id), await textOf(page, id));
is('... the target', await other.getByLabel('Target').inputValue(), 'prisma');
is('... the database', await other.getByLabel('Database').inputValue(), 'mysql');
is('... the option', await other.locator('#command').textContent(), await page.locator('#command').textContent());
await other.reload();
await other.waitForSelector('body[data-ready]', { timeout: 60000 });
is('... and stays after a reload', await textOf(other, 'editor'), await textOf(page, 'editor'));
await other.goto(`${url}#nonsense`);
await other.reload();
await other.waitForSelector('body[data-ready]', { timeout: 60000 });
is('a link that is not one opens the first example', await textOf(other, 'editor'), configuration);
await other.close();

// Presets alone.
await page.getByRole('radio', { name: 'Presets' }).check({ force: true });
ok('presets', await outputHas(page, 'model Organization'));
await page.getByLabel('Search the presets').fill('passkey webauthn');
await page.getByLabel('Search the presets').fill('better-auth/passkey');
await page.getByRole('checkbox', { name: /^better-auth\/passkey / }).check();
ok('... another one', await outputHas(page, 'model Passkey'));
await page.getByRole('radio', { name: 'Schema' }).check({ force: true });
ok('the schema is still there', await sourceHas(page, 'model Document'));

// Every target and database.
await page.getByRole('radio', { name: 'Configuration' }).check({ force: true });
await sourceHas(page, 'betterAuth({');
const wrong = [];
let combinations = 0;
for (const target of await page.getByLabel('Target').locator('option').evaluateAll((options) => options.map(({ value }) => value))) {
    await page.getByLabel('Target').selectOption(target);
    for (const dialect of await page.getByLabel('Database').locator('option').evaluateAll((options) => options.map(({ value }) => value))) {
        await page.getByLabel('Database').selectOption(dialect);
        const { outputs } = made(configuration, target, dialect);
        combinations++;
        if (!outputs.length || !await until(page, (text) => window.textOf('result') === text, outputs[0].text)) wrong.push(`${target} for ${dialect}`);
    }
}
ok(`all ${combinations} targets and databases: what the program writes`, wrong.length === 0 && combinations > 25, wrong.join(', '));
await context.close();

// In the dark.
const dark = await open(1280, 800, 'dark', link);
await dark.page.getByLabel('Target').selectOption('drizzle');
await outputHas(dark.page, 'mysqlTable');
await dark.page.getByLabel('Database').selectOption('PostgreSQL');
await outputHas(dark.page, 'pgTable');
await accessible(dark.page, '1280, dark');
await dark.page.screenshot({ path: join(build, 'playground/dark-1280.png') });
await dark.context.close();

// On a phone.
for (const scheme of ['light', 'dark']) {
    const phone = await open(390, 844, scheme, link);
    const shown = () => phone.page.evaluate(() => ['source', 'output', 'tables'].filter((id) => document.getElementById(id).offsetParent !== null).join());
    is(`390, ${scheme}: one view at a time`, await shown(), 'source');
    await accessible(phone.page, `390, ${scheme}: source`);
    for (const view of ['Output', 'Tables']) {
        await phone.page.getByRole('radio', { name: view }).tap({ force: true });
        is(`... ${view}`, await shown(), view.toLowerCase());
        await accessible(phone.page, `390, ${scheme}: ${view}`);
    }
    ok('... shows the tables', await until(phone.page, () => document.querySelectorAll('#diagram .table').length === 9));
    ok('... does not scroll sideways', await phone.page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
    if (scheme === 'light') await phone.page.getByRole('radio', { name: 'Output' }).tap({ force: true });
    await phone.page.screenshot({ path: join(build, `playground/${scheme}-390.png`) });
    await phone.context.close();
}

ok('nothing is loaded but the page', requests.every((request) => request === url), [...new Set(requests)]);
ok('no complaint in the console', complaints.length === 0, complaints.join('\n'));
console.log(`1..${count}`);
await browser.close();
