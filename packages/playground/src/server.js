// The language server in the page, as extensions of the editor.

import { snippet } from '@codemirror/autocomplete';
import { hoverTooltip } from '@codemirror/view';

const ROOT = 'file:///';

/** A position of the protocol as an offset of the document. */
function offset(doc, { line, character }) {
    if (line >= doc.lines) return doc.length;
    const { from, to } = doc.line(line + 1);
    return Math.min(from + character, to);
}

function position(doc, at) {
    const line = doc.lineAt(at);
    return { line: line.number - 1, character: at - line.from };
}

/** Applies text edits of the protocol. */
function change(view, edits) {
    const { doc } = view.state;
    view.dispatch({
        changes: edits.map(({ range, newText }) => ({ from: offset(doc, range.start), to: offset(doc, range.end), insert: newText })),
        userEvent: 'input.server',
    });
}

/** The markdown of the server, of which it uses code, emphasis of names and paragraphs. */
function markdown(text) {
    const element = document.createElement('div');
    element.className = 'documentation';
    for (const block of text.split(/\n{2,}/)) {
        const code = /^```\w*\n([^]*?)\n```$/.exec(block.trim());
        const part = document.createElement(code ? 'pre' : 'p');
        if (code) part.textContent = code[1];
        else for (const piece of block.split(/(`[^`]*`)/)) {
            const inline = /^`(.*)`$/.exec(piece);
            part.append(inline ? Object.assign(document.createElement('code'), { textContent: inline[1] }) : piece);
        }
        element.append(part);
    }
    return element;
}

/** A snippet of the protocol as one of the editor. The place $0, where the cursor is at
 * the end, is the last one. */
const snippetOf = (text) => snippet(text.replace(/\$(\d+)/g, (_, number) => `\${${number === '0' ? 99 : number}}`));

/** A client of the language server, for one document at a time. `onDiagnostics` is called
 * with the diagnostics of the document and the fixes. Before `start`, nothing is known. */
export class Server {
    #server = null;
    #opened = [null];
    #waiting = new Map();
    #id = 0;
    #version = 0;
    #uri = null;

    constructor(onDiagnostics) {
        this.onDiagnostics = onDiagnostics;
    }

    /** Begins the server with `createServer` of the npm package. */
    start(createServer) {
        this.#server = createServer({ send: (message) => this.#receive(message), files: {} });
        this.#request('initialize', {
            rootUri: ROOT,
            capabilities: {
                general: { positionEncodings: ['utf-16'] },
                textDocument: { completion: { completionItem: { snippetSupport: true } } },
            },
        });
        this.#notify('initialized', {});
        this.open(...this.#opened);
    }

    #send(message) {
        this.#server.receive({ jsonrpc: '2.0', ...message });
    }
    #notify(method, params) {
        this.#send({ method, params });
    }
    #request(method, params) {
        const id = ++this.#id;
        return new Promise((resolve) => {
            this.#waiting.set(id, resolve);
            this.#send({ id, method, params });
        });
    }
    #ask(method, params) {
        return this.#request(`textDocument/${method}`, { textDocument: { uri: this.#uri }, ...params });
    }

    async #receive({ id, method, params, result }) {
        if (method === undefined) {
            this.#waiting.get(id)?.(result ?? null);
            this.#waiting.delete(id);
        } else if (method === 'textDocument/publishDiagnostics' && params.uri === this.#uri) {
            const version = this.#version;
            const last = { line: 1e6, character: 0 };
            const actions = params.diagnostics.length ? await this.#ask('codeAction', {
                range: { start: { line: 0, character: 0 }, end: last },
                context: { diagnostics: [], only: ['quickfix'] },
            }) : [];
            if (version === this.#version) this.onDiagnostics(params.diagnostics, actions ?? []);
        }
    }

    /** Opens a document in place of the one before; null closes it. */
    open(path, text) {
        this.#opened = [path, text];
        if (!this.#server) return;
        if (this.#uri) this.#notify('textDocument/didClose', { textDocument: { uri: this.#uri } });
        this.#uri = path && ROOT + path;
        this.#version++;
        if (path) this.#notify('textDocument/didOpen', {
            textDocument: { uri: this.#uri, languageId: path.endsWith('.ts') ? 'typescript' : 'authgen', version: this.#version, text },
        });
    }

    /** The document has changed. */
    change(text) {
        this.#opened[1] = text;
        if (this.#uri) this.#notify('textDocument/didChange', {
            textDocument: { uri: this.#uri, version: ++this.#version }, contentChanges: [{ text }],
        });
    }

    /** The diagnostics of the protocol as those of the editor. */
    inEditor(view, diagnostics, actions) {
        const { doc } = view.state;
        const same = (a, b) => a.code === b.code && JSON.stringify(a.range) === JSON.stringify(b.range);
        return diagnostics.map((diagnostic) => ({
            from: offset(doc, diagnostic.range.start),
            to: offset(doc, diagnostic.range.end),
            severity: diagnostic.severity === 1 ? 'error' : 'warning',
            code: diagnostic.code,
            message: diagnostic.message,
            actions: actions.filter(({ kind, diagnostics: [about] = [] }) => kind === 'quickfix' && about && same(about, diagnostic))
                .map(({ title, edit }) => ({ name: title, apply: (target) => change(target, edit.changes[this.#uri]) })),
        }));
    }

    /** A source of completions. */
    complete = async (context) => {
        const { state, pos, explicit } = context;
        if (!this.#uri || !explicit && !/[\p{L}\p{N}_@".(:[/-]$/u.test(state.sliceDoc(Math.max(0, pos - 1), pos))) return null;
        const list = await this.#ask('completion', { position: position(state.doc, pos) });
        const items = list?.items ?? list ?? [];
        if (!items.length) return null;
        const [{ textEdit: { range } }] = items;
        return {
            from: offset(state.doc, range.start),
            options: items.map((item, i) => ({
                label: item.label,
                detail: item.detail,
                boost: -Math.min(i, 98),
                info: item.documentation ? () => markdown(item.documentation.value) : undefined,
                apply: item.insertTextFormat === 2 ? snippetOf(item.textEdit.newText) : item.textEdit.newText,
            })),
            validFor: /^[\p{L}\p{N}_@"/.-]*$/u,
        };
    };

    async #hover(state, at) {
        if (!this.#uri) return null;
        const found = await this.#ask('hover', { position: position(state.doc, at) });
        if (!found) return null;
        const pos = found.range ? offset(state.doc, found.range.start) : at;
        const end = found.range ? offset(state.doc, found.range.end) : at;
        return { pos, end, above: true, create: () => ({ dom: markdown(found.contents.value) }) };
    }

    /** What the mouse is over. */
    hover = hoverTooltip((view, at) => this.#hover(view.state, at));

    /** The description of what the cursor is in; null if there is none. */
    describe(state) {
        return this.#hover(state, state.selection.main.head);
    }

    /** Formats the document. */
    async format(view) {
        const { doc } = view.state;
        const edits = this.#uri ? await this.#ask('formatting', { options: { tabSize: 2, insertSpaces: true } }) : null;
        if (edits?.length && doc === view.state.doc) change(view, edits);
    }

    /** Goes to the declaration of what the cursor is in. */
    async definition(view) {
        if (!this.#uri) return;
        const { state } = view;
        const found = await this.#ask('definition', { position: position(state.doc, state.selection.main.head) });
        const place = [found].flat().find((target) => target?.uri === this.#uri);
        if (place) view.dispatch({ selection: { anchor: offset(state.doc, place.range.start) }, scrollIntoView: true });
    }
}
