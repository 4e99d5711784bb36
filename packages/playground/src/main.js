// The page: what is chosen (the state), what authgen makes of it, and the controls.

import { create } from 'authgen/browser';
import { presets, targets } from 'authgen:lists';
import examples from 'authgen:examples';
import diagramFiles from 'authgen:diagram';
import { draw } from './diagram.js';
import { commands, outputEditor, sourceEditor } from './editors.js';
import { decode, encode, fromBase64, unpack } from './link.js';
import { Server } from './server.js';

const $ = (id) => document.getElementById(id);

/** An element with properties and children. */
function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
}

const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** The state at the beginning of an example. */
const stateOf = ({ kind, path = '', text = '', use = [], target, dialect }) =>
    ({ kind, path, text, use, target, dialect, options: {} });

/** A state that a link had, as far as it is one. */
function checked(state) {
    const fallback = stateOf(examples[0]);
    if (typeof state !== 'object' || state === null) return null;
    const target = targets.find(({ name }) => name === state.target) ?? targets.find(({ name }) => name === fallback.target);
    return {
        kind: ['configuration', 'schema', 'presets'].includes(state.kind) ? state.kind : fallback.kind,
        path: /^[\w.-]+$/.test(state.path) ? state.path : fallback.path,
        text: String(state.text ?? ''),
        use: presets.map(({ name }) => name).filter((name) => state.use?.includes?.(name)),
        target: target.name,
        dialect: target.dialects.includes(state.dialect) ? state.dialect : target.dialects[0],
        options: Object.fromEntries(Object.entries(state.options ?? {}).filter(([, value]) => typeof value === 'string')),
    };
}

let state = checked(await decode(location.hash)) ?? stateOf(examples[0]);
// The texts of the kinds that are not shown.
const drafts = {};

// The texts are shown before the module is ready.
const loading = unpack(fromBase64($('module').textContent), 'gzip').then(WebAssembly.compile);
let authgen = null;

/* The results of authgen. */

// The diagnostics of the server, and those of the last run as the editor takes them.
let served = { diagnostics: [], actions: [] }, found = [];
// The run that a change has asked for.
let pending = null;
let outputs = [];

const server = new Server((diagnostics, actions) => {
    served = { diagnostics, actions };
    if (!pending) showProblems();
});

const pageKeys = [
    { key: 'Ctrl-s', label: 'copy a link with everything', code: 'KeyS', run: copyLink },
    { key: 'Alt-1', label: 'go to the source', code: 'Digit1', run: () => go('source') },
    { key: 'Alt-2', label: 'go to the output', code: 'Digit2', run: () => go('output') },
    { key: 'Alt-3', label: 'go to the tables', code: 'Digit3', run: () => go('tables') },
];
const editorKeys = commands(server, (title) => toast(`Applied: ${title}`));
const source = sourceEditor($('editor'), server, editorKeys, (view) => {
    state.text = view.state.doc.toString();
    server.change(state.text);
    later();
});
const output = outputEditor($('result'));

/** The name of a fix that changes the text by `edits`. */
function fixName(edits) {
    const text = edits.map((edit) => edit.text).join(' … ').trim();
    return text ? `change to '${text}'` : 'remove it';
}

/** A diagnostic of a run as one of the editor. */
function inEditor({ level, code, message, file, begin, end, notes, edits }) {
    const { doc } = source.view.state;
    const here = file === state.path && begin;
    const at = ({ line, utf16 }) => Math.min(doc.line(Math.min(line, doc.lines)).from + utf16 - 1, doc.length);
    const own = edits.length && edits.every((edit) => edit.file === state.path);
    return {
        from: here ? at(begin) : null,
        to: here ? at(end) : null,
        where: here || !begin ? null : `${file}:${begin.line}`,
        severity: level === 'error' ? 'error' : 'warning',
        code,
        message: [message, ...notes.map((note) => note.message)].join('\n'),
        actions: own ? [{ name: fixName(edits), apply: (view) => view.dispatch({
            changes: edits.map((edit) => ({ from: at(edit.begin), to: at(edit.end), insert: edit.text })),
        }) }] : [],
    };
}

/** All problems. The server checks for the database that the schema names, and the run for
 * the one on the page. So diagnostics about databases (AG4…) are those of the run. */
function problems() {
    const first = state.kind === 'presets' ? [] : server.inEditor(source.view, served.diagnostics, served.actions)
        .filter(({ code }) => !code?.startsWith('AG4'));
    const more = found.filter((one) => !first.some((other) => other.code === one.code && other.from === one.from));
    return [...first, ...more].sort((a, b) => (a.from ?? -1) - (b.from ?? -1));
}

function showProblems() {
    const all = problems();
    const { doc } = source.view.state;
    const errors = all.filter(({ severity }) => severity === 'error').length;
    source.mark(all.filter(({ from }) => from !== null));
    const place = ({ from, where }) => {
        if (from === null) return where ?? '';
        const line = doc.lineAt(from);
        return `${line.number}:${from - line.from + 1}`;
    };
    $('problem-list').replaceChildren(...all.map((problem) => make('li', {},
        make('button', { type: 'button', className: `go ${problem.severity}`, disabled: problem.from === null, onclick: () => select(problem) },
            make('span', { className: 'where' }, place(problem)),
            make('span', { className: 'hidden' }, `${problem.severity}: `), problem.message, problem.code ? ` [${problem.code}]` : ''),
        ...problem.actions.map(({ name, apply }) => make('button', { type: 'button', className: 'fix', onclick: () => {
            apply(source.view, problem.from, problem.to);
            source.view.focus();
        } }, name)))));
    const counts = [[errors, 'error'], [all.length - errors, 'warning']].filter(([n]) => n).map(([n, word]) => plural(n, word));
    const summary = counts.length ? counts.join(', ') : 'No problems';
    if ($('summary').firstChild?.textContent !== summary || all.length) $('summary').replaceChildren(summary,
        ...all.length ? [make('span', { className: 'hidden' }, `. ${place(all[0])} ${all[0].message}`)] : []);
    $('count').textContent = all.length;
    $('count').hidden = !all.length;
}

function select({ from, to }) {
    source.view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    source.view.focus();
}

/** What is generated from, as the functions of the package take it. */
const input = () => state.kind === 'presets' ? { use: state.use, files: {} } : { entry: state.path, files: { [state.path]: state.text } };

function run() {
    clearTimeout(pending);
    pending = null;
    if (!authgen) return;
    const { target, dialect, options } = state;
    if (state.kind === 'presets' && !state.use.length) {
        found = [];
        show([], 'Choose presets on the left.');
        draw($('diagram'), tables = [], room());
        return showProblems();
    }
    const result = authgen.generate({ ...input(), target, dialect, options });
    found = result.diagnostics.map(inEditor);
    if (result.outputs.length || !result.diagnostics.some(({ level }) => level === 'error')) show(result.outputs);
    else show(null);
    showProblems();
    // The text is shown before the diagram is made.
    clearTimeout(drawing);
    drawing = setTimeout(drawTables);
}

let tables = [], drawing = null;
const room = () => ({ width: $('diagram').clientWidth - 4, height: $('diagram').clientHeight - 4 });

function drawTables() {
    const { files, ...rest } = input();
    const made = authgen.generate({ ...rest, files: { ...files, ...diagramFiles }, target: `./diagram/${state.dialect}.target`, dialect: state.dialect });
    if (made.outputs.length) tables = JSON.parse(made.outputs[0].text).tables;
    draw($('diagram'), tables, room());
}

/** Shows files; null: those of before, which are out of date. */
function show(files, instead = '') {
    const stale = files === null;
    if (files) outputs = files;
    const names = outputs.map(({ path }) => path);
    const chosen = names.includes($('file').value) ? $('file').value : names[0];
    fill($('file'), names.map((name) => [name, name]), chosen);
    $('file-field').hidden = names.length < 2;
    $('result').classList.toggle('stale', stale);
    $('copy').disabled = stale || !names.length;
    showFile(instead);
}

function showFile(instead = '') {
    const file = outputs.find(({ path }) => path === $('file').value);
    output.show(file?.path ?? '', file?.text ?? instead);
}

/** Runs a little later, when nothing more is typed. */
function later() {
    clearTimeout(pending);
    pending = setTimeout(() => {
        run();
        keepLink();
    }, 120);
}

/* The controls. */

function fill(element, entries, value) {
    element.replaceChildren(...entries.map(([name, title]) => make('option', { value: name }, title)));
    element.value = value;
}

const titles = { sqlite: 'SQLite', postgresql: 'PostgreSQL', mysql: 'MySQL', sqlserver: 'SQL Server' };
const currentTarget = () => targets.find(({ name }) => name === state.target);

/** The options of the target for the database. */
const optionsHere = () => currentTarget().options.filter(({ dialects }) => dialects.includes(state.dialect));

function showTarget() {
    const target = currentTarget();
    if (!target.dialects.includes(state.dialect)) [state.dialect] = target.dialects;
    fill($('target'), targets.map(({ name, title }) => [name, `${name} – ${title}`]), state.target);
    fill($('dialect'), target.dialects.map((name) => [name, titles[name] ?? name]), state.dialect);
    const known = new Set(optionsHere().map(({ name }) => name));
    for (const name of Object.keys(state.options)) if (!known.has(name)) delete state.options[name];
    $('option-list').replaceChildren(...optionsHere().map(optionControl));
    showOptions();
}

function optionControl({ name, default: normal, doc, values }) {
    const id = `option-${name}`;
    const value = state.options[name] ?? normal;
    const flag = values?.join() === 'true,false';
    const control = flag ? make('input', { id, type: 'checkbox', checked: value === 'true' })
        : values ? make('select', { id }, ...values.map((one) => make('option', { value: one }, one || 'none')))
        : make('input', { id, type: 'text', value, autocomplete: 'off', spellcheck: false, placeholder: normal });
    if (values && !flag) control.value = value;
    const row = make('div', { className: 'option' }, make('label', { htmlFor: id }, name), control, make('small', { id: `${id}-doc` }, doc));
    control.setAttribute('aria-describedby', `${id}-doc`);
    control.oninput = () => {
        const chosen = flag ? String(control.checked) : control.value;
        if (chosen === normal) delete state.options[name];
        else state.options[name] = chosen;
        showOptions();
        later();
    };
    return row;
}

function showOptions() {
    const chosen = Object.entries(state.options);
    $('chosen').textContent = chosen.map(([name, value]) => `${name}=${value}`).join(' ');
    $('chosen').hidden = !chosen.length;
    for (const row of $('option-list').children) row.classList.toggle('set', row.firstChild.textContent in state.options);
    $('command').textContent = command();
}

/** A word of a command line, quoted if a shell would not take it as it is. */
const quote = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The command that does the same. */
function command() {
    const options = Object.entries(state.options).map(([name, value]) => `-O ${quote(`${name}=${value}`)}`);
    const what = state.kind === 'presets' ? state.use.map((name) => `--use ${quote(name)}`) : [state.path];
    return ['npx authgen', '-t', quote(state.target), '-d', state.dialect, ...options, ...what].join(' ');
}

function showSource() {
    const presetsShown = state.kind === 'presets';
    for (const radio of document.getElementsByName('kind')) radio.checked = radio.value === state.kind;
    $('editor').hidden = presetsShown;
    $('presets').hidden = !presetsShown;
    $('format').hidden = state.kind !== 'schema';
    $('path').textContent = presetsShown ? '' : state.path;
    served = { diagnostics: [], actions: [] };
    if (presetsShown) {
        server.open(null);
        source.mark([]);
        showPresets();
    } else {
        source.open(state.path, state.text);
        server.open(state.path, state.text);
    }
}

/** The presets that the search finds, the chosen ones first. */
function showPresets() {
    const words = $('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ name, title, models }) => {
        const text = `${name} ${title} ${models.join(' ')}`.toLowerCase();
        return words.every((word) => text.includes(word));
    };
    const shown = presets.filter((preset) => state.use.includes(preset.name) || fits(preset))
        .sort((a, b) => state.use.includes(b.name) - state.use.includes(a.name));
    $('preset-list').replaceChildren(...shown.map(({ name, title }) => {
        const box = make('input', { type: 'checkbox', checked: state.use.includes(name) });
        box.onchange = () => {
            state.use = presets.map((preset) => preset.name).filter((other) => other === name ? box.checked : state.use.includes(other));
            showOptions();
            later();
        };
        return make('li', {}, make('label', {}, box, make('span', { className: 'name' }, name), make('span', { className: 'title' }, title)));
    }));
}

function showAll() {
    showSource();
    showTarget();
    run();
}

/** Goes to a view: on a phone, only one is shown. */
function go(view) {
    for (const radio of document.getElementsByName('view')) radio.checked = radio.value === view;
    showView(view);
    ({ source: () => state.kind === 'presets' ? $('search').focus() : source.view.focus(), output: () => output.view.focus(), tables: () => $('diagram').focus() })[view]();
}

function showView(view) {
    document.body.dataset.view = view;
}

/* Links and copies. */

let toastTimer;
function toast(text) {
    $('toast').textContent = text;
    $('toast').classList.add('shown');
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => $('toast').classList.remove('shown'), 2500);
}

async function copy(text, what) {
    try {
        await navigator.clipboard.writeText(text);
        toast(`Copied ${what}`);
    } catch {
        toast(`The browser does not allow to copy ${what}`);
    }
}

// The link that the address has.
let kept = location.hash;

async function keepLink() {
    kept = `#${await encode(state)}`;
    history.replaceState(null, '', kept);
    return location.href;
}

async function copyLink() {
    copy(await keepLink(), 'the link');
}

/** The key as a person reads it. */
const readable = (key) => key.split(' ').flatMap((stroke, i) => [...i ? [' '] : [],
    make('kbd', {}, stroke.split('-').map((part) => part.length === 1 ? part.toUpperCase() : part).join(' + '))]);

fill($('example'), [['', 'choose …'], ...examples.map(({ title }, i) => [String(i), title])], '');
$('key-list').replaceChildren(...[...editorKeys, ...pageKeys].map(({ key, label }) =>
    make('tr', {}, make('th', { scope: 'row' }, ...readable(key)), make('td', {}, label))));

$('example').onchange = () => {
    const example = examples[$('example').value];
    if (!example) return;
    state = stateOf(example);
    showAll();
    keepLink();
};
for (const radio of document.getElementsByName('kind')) radio.onchange = () => {
    drafts[state.kind] = { path: state.path, text: state.text, use: state.use };
    const { path = '', text = '', use = [] } = drafts[radio.value] ?? examples.find(({ kind }) => kind === radio.value);
    state = { ...state, kind: radio.value, path, text, use };
    showAll();
    keepLink();
};
for (const radio of document.getElementsByName('view')) radio.onchange = () => {
    showView(radio.value);
    if (radio.value === 'tables') draw($('diagram'), tables, room());
};
$('target').onchange = () => {
    state.target = $('target').value;
    showTarget();
    later();
};
$('dialect').onchange = () => {
    state.dialect = $('dialect').value;
    showTarget();
    later();
};
$('file').onchange = () => showFile();
$('search').oninput = showPresets;
$('format').onclick = () => server.format(source.view);
$('copy').onclick = () => copy(output.view.state.doc.toString(), 'the output');
$('copy-command').onclick = () => copy($('command').textContent, 'the command');
$('link').onclick = copyLink;
$('keys').onclick = () => $('help').showModal();
addEventListener('hashchange', async () => {
    if (location.hash === kept) return;
    kept = location.hash;
    state = checked(await decode(kept)) ?? state;
    showAll();
});
addEventListener('keydown', (event) => {
    const pressed = pageKeys.find(({ key, code }) => code === event.code && !event.shiftKey &&
        event.altKey === key.startsWith('Alt') && (event.ctrlKey || event.metaKey) === key.startsWith('Ctrl'));
    if (!pressed) return;
    event.preventDefault();
    pressed.run();
}, true);
new ResizeObserver(() => draw($('diagram'), tables, room())).observe($('diagram'));

showView('source');
showAll();
authgen = create(await loading);
run();
// How long it took, which the test prints.
document.body.dataset.ready = Math.round(performance.now());
setTimeout(() => server.start(authgen.createServer));
