// A client of `authgen lsp`, with the library that VS Code has for it.

import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import rpc from 'vscode-jsonrpc/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

export { TextDocument };

export const uriOf = (path) => pathToFileURL(path).href;

const capabilities = {
    textDocument: { completion: { completionItem: { snippetSupport: true } } },
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
};

export class Client {
    published = new Map(); // URI: the last diagnostics
    registered = [];
    #waiting = [];

    /** Starts a server, and says hello. */
    static async start(argv, { folder = null, encodings } = {}) {
        const client = new Client();
        client.child = spawn(argv[0], argv.slice(1));
        client.closed = new Promise((resolve) => {
            client.child.on('close', (code, signal) => resolve(code ?? signal));
        });
        client.stderr = '';
        client.child.stderr.setEncoding('utf8').on('data', (text) => { client.stderr += text; });
        const { child } = client;
        const connection = rpc.createMessageConnection(
            new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));
        client.connection = connection;
        connection.onNotification('textDocument/publishDiagnostics', (params) => {
            client.published.set(params.uri, params);
            client.#waiting = client.#waiting.filter(({ good, resolve }) => !good(params) || resolve(params));
        });
        connection.onRequest('client/registerCapability', ({ registrations }) => {
            client.registered.push(...registrations);
            return null;
        });
        connection.listen();
        const { capabilities: server } = await connection.sendRequest('initialize', {
            processId: process.pid,
            rootUri: folder && uriOf(folder),
            workspaceFolders: folder && [{ uri: uriOf(folder), name: 'folder' }],
            capabilities: { ...capabilities, general: { positionEncodings: encodings } },
        });
        client.server = server;
        connection.sendNotification('initialized', {});
        return client;
    }

    request(method, params) {
        return this.connection.sendRequest(method, params);
    }

    notify(method, params) {
        return this.connection.sendNotification(method, params);
    }

    /** The next diagnostics that `good` likes. */
    next(good) {
        return new Promise((resolve) => { this.#waiting.push({ good, resolve }); });
    }

    /** A request about a place in a document. */
    at(method, document, offset, more = {}) {
        return this.request(`textDocument/${method}`, {
            textDocument: { uri: document.uri },
            position: document.positionAt(offset),
            ...more,
        });
    }

    async open(path, text, languageId = 'authgen') {
        const document = TextDocument.create(uriOf(path), languageId, 1, text);
        const { uri, version } = document;
        const published = this.next((params) => params.uri === uri && params.version === version);
        await this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
        await published;
        return document;
    }

    /** Edits a document, here and there; resolves to its diagnostics, after `wait`. */
    async edit(document, changes, wait = true) {
        const version = document.version + 1;
        const { uri } = document;
        TextDocument.update(document, changes, version);
        const published = wait &&
            this.next((params) => params.uri === uri && params.version === version);
        await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes });
        return wait ? (await published).diagnostics : null;
    }

    /** Replaces `length` characters at an offset. */
    splice(document, offset, length, text, wait = true) {
        const range = {
            start: document.positionAt(offset),
            end: document.positionAt(offset + length),
        };
        return this.edit(document, [{ range, text }], wait);
    }

    diagnostics(document) {
        return this.published.get(document.uri)?.diagnostics ?? [];
    }

    /** Says goodbye; resolves to the exit status. */
    async stop() {
        await this.request('shutdown');
        await this.notify('exit');
        const status = await this.closed;
        this.connection.dispose();
        return status;
    }
}
