// Runs the extension of editors/vscode in Node: `vscode` is a stand-in that takes
// any call, and does what is needed here. Arguments: the bundle and a folder with
// schema.auth, bad.auth and auth.ts; AUTHGEN is the program. Prints what happened,
// as JSON.

'use strict';

const Module = require('node:module');
const { readFileSync, existsSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { pathToFileURL, fileURLToPath } = require('node:url');

const [bundle, folder] = process.argv.slice(2);

/** An object that has the given members, and others that do nothing. */
function standIn(members = {}) {
    const target = Object.assign(function () {}, members);
    return new Proxy(target, {
        get(_, key) {
            if (key in members) return members[key];
            // Not a promise, not a list, and a text if one is asked for.
            if (key === 'then' || key === Symbol.iterator) return undefined;
            if (key === Symbol.toPrimitive) return () => '';
            if (key === 'prototype') return target.prototype;
            return (members[key] = standIn());
        },
        set(_, key, value) { members[key] = value; return true; },
        apply: () => standIn(),
        construct: () => standIn(),
    });
}

const uri = (path) => ({
    scheme: 'file', fsPath: path, path, authority: '', query: '', fragment: '',
    toString: () => pathToFileURL(path).href,
});
const settings = {
    path: process.env.AUTHGEN,
    languages: ['authgen'],
    'generate.onSave': true,
    'generate.arguments': [],
};
const workspaceFolder = { uri: uri(folder), name: 'folder', index: 0 };
const commands = {};
const diagnostics = {};
const result = {};
const log = [];
const handlers = { save: [], open: [] };
const listen = (list) => (handler, self) => {
    list.push(self ? handler.bind(self) : handler);
    return { dispose() {} };
};
const class_ = (make = () => {}) => class { constructor(...args) { make.call(this, ...args); } };
const document = (name, languageId = 'authgen') => {
    const path = join(folder, name);
    return {
        uri: uri(path), fileName: path, languageId, version: 1, isClosed: false, isDirty: false,
        getText: () => readFileSync(path, 'utf8'),
    };
};
const output = (level) => (text) => log.push([level, text]);

const vscode = standIn({
    workspace: standIn({
        isTrusted: true,
        workspaceFolders: [workspaceFolder],
        textDocuments: [],
        getConfiguration: () => ({
            get: (key, fallback) => settings[key] ?? fallback,
            has: (key) => key in settings,
        }),
        getWorkspaceFolder: ({ fsPath }) => (fsPath.startsWith(folder) ? workspaceFolder : undefined),
        openTextDocument: (shown) => { result.expanded = shown; },
        onDidSaveTextDocument: listen(handlers.save),
        onDidOpenTextDocument: listen(handlers.open),
    }),
    window: standIn({
        createOutputChannel: () => standIn({ info: output('info'), error: output('error') }),
        visibleTextEditors: [],
    }),
    commands: standIn({
        registerCommand(name, run) {
            commands[name] = run;
            return { dispose() {} };
        },
    }),
    languages: standIn({
        match: (selector, { languageId }) =>
            (selector.some(({ language }) => language === languageId) ? 10 : 0),
        createDiagnosticCollection: () => standIn({
            set: (of, list) => { diagnostics[of.fsPath] = list; },
        }),
    }),
    env: standIn({ language: 'en' }),
    Uri: { parse: (text) => uri(fileURLToPath(text)), file: uri },
    Range: class_(function (line, character) { this.start = { line, character }; }),
    Diagnostic: class_(function (range, message) { Object.assign(this, { range, message }); }),
    CancellationTokenSource: class_(function () {
        this.token = { isCancellationRequested: false, onCancellationRequested: listen([]) };
        this.cancel = this.dispose = () => {};
    }),
    ViewColumn: { Beside: -2 },
    version: '1.91.0',
});

const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

async function main() {
    const extension = require(bundle);
    const context = { subscriptions: [], extensionPath: join(bundle, '../..') };
    await extension.activate(context);
    result.commands = Object.keys(commands).sort();

    const save = async (what) => {
        await Promise.all(handlers.save.map((handler) => handler(what)));
    };
    const out = join(folder, 'out.sql');
    const written = async (what) => {
        rmSync(out, { force: true });
        await save(what);
        return existsSync(out);
    };
    result.saved = await written(document('schema.auth'));
    result.other = await written(document('readme.md', 'markdown'));
    settings['generate.onSave'] = false;
    result.off = await written(document('schema.auth'));
    settings['generate.onSave'] = true;
    vscode.workspace.isTrusted = false;
    result.untrusted = await written(document('schema.auth'));
    vscode.workspace.isTrusted = true;
    settings['generate.arguments'] = ['-t', 'sql', '-d', 'sqlite', 'bad.auth'];
    result.wrong = await written(document('bad.auth'));
    result.log = log.filter(([level]) => level === 'error').map(([, text]) => text).join('');
    settings['generate.arguments'] = [];
    rmSync(out, { force: true });
    await commands['authgen.generate']();
    result.generated = existsSync(out);

    vscode.window.activeTextEditor = { document: document('auth.ts', 'typescript') };
    await commands['authgen.expand']();
    await commands['authgen.restart']();
    const bad = document('bad.auth');
    vscode.workspace.textDocuments.push(bad);
    for (const handler of handlers.open) await handler(bad);
    for (let i = 0; i < 6000 && !diagnostics[bad.fileName]; i++) await sleep(50);
    result.diagnostics = (diagnostics[bad.fileName] ?? [])
        .map(({ range, message }) => ({ ...range.start, message: String(message) }));

    await extension.deactivate();
    process.stdout.write(JSON.stringify(result));
    process.exit(0);
}

// A server that does not come up is the client's to report.
process.on('unhandledRejection', (error) => output('error')(`${error.message}\n`));

main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
});
