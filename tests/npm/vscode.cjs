// Runs the extension of editors/vscode in Node: `vscode` is a stand-in that takes
// any call, and does what is needed here. Arguments: the folder of the unpacked
// extension, a folder with schema.auth, bad.auth, part.auth, uses.auth and auth.ts, and
// what runs it: `desktop`, or `web`, which is a context with what a browser has, where
// the files are on no disk. AUTHGEN is the program for authgen.path. Prints what
// happened, as JSON.

'use strict';

const Module = require('node:module');
const { readFileSync, existsSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');
const worker_threads = require('node:worker_threads');
const { setTimeout: sleep } = require('node:timers/promises');
const { pathToFileURL, fileURLToPath } = require('node:url');

const [home, folder, kind] = process.argv.slice(2);
const web = kind === 'web';

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

const uriOf = (scheme, authority, path) => ({
    scheme, authority, path, fsPath: path, query: '', fragment: '',
    toString: () => `${scheme}://${authority}${pathToFileURL(path).pathname}`,
});
/** The URI of a file of the workspace. */
const uri = (path) => (web ? uriOf('memfs', 'some where', path) : uriOf('file', '', path));
const parse = (text) => {
    const { protocol, pathname } = new URL(text);
    return protocol === 'file:' ? uriOf('file', '', fileURLToPath(text)) : uri(decodeURIComponent(pathname));
};
/** A file of the workspace, and of the extension alone, through vscode.workspace.fs. */
const onDisk = ({ scheme, path }) => {
    if (scheme !== (path.startsWith(home) ? 'file' : 'memfs')) throw new Error(`${scheme}: ${path}`);
    return path;
};
const settings = {
    path: process.env.AUTHGEN ?? '',
    languages: ['authgen'],
    'generate.onSave': true,
    'generate.arguments': [],
};
const workspaceFolder = { uri: uri(folder), name: 'folder', index: 0 };
const commands = {};
const diagnostics = {};
const result = {};
const log = [];
const handlers = { save: [], open: [], change: [] };
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
        createFileSystemWatcher: () => standIn({ onDidChange: listen(handlers.change) }),
        fs: {
            readFile: async (file) => new Uint8Array(readFileSync(onDisk(file))),
            writeFile: async (file, bytes) => writeFileSync(onDisk(file), bytes),
            delete: async (file) => rmSync(onDisk(file)),
        },
        findFiles: async ({ base }) => readdirSync(base.path).filter((name) => name.endsWith('.auth'))
            .map((name) => uri(join(base.path, name))),
    }),
    window: standIn({
        createOutputChannel: () => standIn({ info: output('info'), error: output('error') }),
        visibleTextEditors: [],
        showErrorMessage: async () => undefined,
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
    Uri: {
        parse, file: uri,
        from: ({ scheme, authority, path }) => {
            if (scheme !== 'memfs' || authority !== 'some where') throw new Error(`${scheme} ${authority}`);
            return uri(path);
        },
        joinPath: ({ path }, name) => uriOf('file', '', join(path, name)),
    },
    RelativePattern: class_(function (base, pattern) { Object.assign(this, { base, pattern }); }),
    Range: class_(function (line, character) { this.start = { line, character }; }),
    Diagnostic: class_(function (range, message) { Object.assign(this, { range, message }); }),
    CancellationTokenSource: class_(function () {
        this.token = { isCancellationRequested: false, onCancellationRequested: listen([]) };
        this.cancel = this.dispose = () => {};
    }),
    ViewColumn: { Beside: -2 },
    version: '1.91.0',
});

/** What a browser has, and a worker in it. */
const browser = {
    WebAssembly, TextEncoder, TextDecoder, URL, performance, setTimeout, clearTimeout, setInterval, clearInterval,
    queueMicrotask, structuredClone, MessageChannel, AbortController, console,
};

/** A web worker: a thread with a context of its own. */
class Worker {
    constructor(url) {
        this.thread = new worker_threads.Worker(`
            const { parentPort, workerData } = require('node:worker_threads');
            const world = require('node:vm').createContext({
                WebAssembly, TextEncoder, TextDecoder, performance, setTimeout, console,
                postMessage: (data) => parentPort.postMessage(data),
                close: () => process.exit(),
            });
            require('node:vm').runInContext(require('node:fs').readFileSync(workerData, 'utf8'), world);
            parentPort.on('message', (data) => world.onmessage({ data }));
        `, { eval: true, workerData: fileURLToPath(url) });
        this.thread.on('message', (data) => this.onmessage?.({ data }));
        this.thread.on('error', (error) => log.push(['error', error.stack]));
    }
    addEventListener() {} // for errors, which are logged
    /** Messages of the client are JSON, where members that the stand-in made up vanish. */
    postMessage(data, transfer) {
        this.thread.postMessage(transfer ? data : JSON.parse(JSON.stringify(data)), transfer);
    }
    terminate() { this.thread.terminate(); }
}

/** The extension, by the entry of its manifest. */
function loadExtension() {
    const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    if (!web) {
        const load = Module._load;
        Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
        return require(join(home, manifest.main));
    }
    const module = { exports: {} };
    const require_ = (name) => {
        if (name !== 'vscode') throw new Error(`a browser has no ${name}`);
        return vscode;
    };
    const world = vm.createContext({ ...browser, Worker, module, exports: module.exports, require: require_ });
    vm.runInContext('globalThis.self = globalThis;', world);
    vm.runInContext(readFileSync(join(home, manifest.browser), 'utf8'), world);
    return module.exports;
}

async function main() {
    const extension = loadExtension();
    const context = { subscriptions: [], extensionUri: uriOf('file', '', home), asAbsolutePath: (path) => join(home, path) };
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
    /** The diagnostics of a file that is opened. */
    const opened = async (name) => {
        const shown = document(name);
        vscode.workspace.textDocuments.push(shown);
        for (const handler of handlers.open) await handler(shown);
        for (let i = 0; i < 600 && !diagnostics[shown.fileName]; i++) await sleep(50);
        return diagnostics[shown.fileName]?.map(({ range, message }) => ({ ...range.start, message: String(message) }));
    };
    result.diagnostics = await opened('bad.auth');
    // It uses a schema and a configuration, which is no schema of the folder.
    result.uses = await opened('uses.auth');

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
