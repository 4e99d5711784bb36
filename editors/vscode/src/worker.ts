// The worker with the language server. Its messages are those of the client; the files
// are asked for on another channel, because the server reads them synchronously: what it
// did not find is read, and then reported to it as a change.

import { create } from 'authgen/browser.cjs';
import type { Answer, Begin, Request } from './bridge';
import { Texts } from './texts';

interface Message {
    id?: number | string;
    method?: string;
    params?: any;
}

const WATCHED = 'workspace/didChangeWatchedFiles';
const pathOf = (uri: string) => decodeURIComponent(uri.replace(/^file:\/\//, ''));
const uriOf = (path: string) => `file://${path.split('/').map(encodeURIComponent).join('/')}`;

function serve({ module, port }: Begin): (message: Message) => void {
    const texts = new Texts();
    const waiting = new Map<number, (answer: Answer['texts']) => void>();
    const held = new Map<string, Message>(); // the diagnostics of each file
    let requests = 0;
    let fetching = false;
    let served = () => {};

    port.onmessage = ({ data }: MessageEvent<Answer>) => {
        waiting.get(data.id)?.(data.texts);
        waiting.delete(data.id);
    };
    const ask = (request: { read: string[] } | { list: string }) => new Promise<Answer['texts']>((resolve) => {
        const id = ++requests;
        waiting.set(id, resolve);
        port.postMessage({ id, ...request } satisfies Request);
    });
    const read = async (paths: string[]) => (await ask({ read: paths })).map(([, text]) => text);
    const list = async (folders: { uri: string }[] | null | undefined) => {
        for (const { uri } of folders ?? []) {
            for (const [path, text] of await ask({ list: pathOf(uri) })) if (text) texts.set(path, text);
        }
    };

    const server = create(module).createServer({
        files: texts,
        send(message: Message) {
            if (message.id === 'fetched') {
                served();
                return;
            }
            // While files are missing, the diagnostics would be about them.
            if (message.method === 'textDocument/publishDiagnostics') held.set(message.params.uri, message);
            else postMessage(message);
            if (!fetching) void fetch();
        },
        exit: () => close(),
    });

    async function fetch(): Promise<void> {
        fetching = true;
        while (texts.missing.size) {
            const found = await texts.fetch(read);
            if (!found.length) continue;
            server.receive({ jsonrpc: '2.0', method: WATCHED, params: { changes: found.map((path) => ({ uri: uriOf(path), type: 1 })) } });
            // A request is answered after the diagnostics.
            const done = new Promise<void>((resolve) => { served = resolve; });
            server.receive({ jsonrpc: '2.0', id: 'fetched', method: '$/fetched' });
            await done;
        }
        fetching = false;
        for (const message of held.values()) postMessage(message);
        held.clear();
    }

    /** What the server must find when it gets a message. */
    async function prepare({ method, params }: Message): Promise<void> {
        if (method === 'initialize') await list(params.workspaceFolders);
        if (method === 'workspace/didChangeWorkspaceFolders') await list(params.event.added);
        if (method === WATCHED) {
            for (const { uri } of params.changes) texts.changed(pathOf(uri));
            await texts.fetch(read);
        }
    }

    let last = Promise.resolve();
    return (message) => {
        last = last.then(() => prepare(message)).then(() => server.receive(message));
    };
}

onmessage = ({ data }: MessageEvent<Begin>) => {
    const receive = serve(data);
    onmessage = (event) => receive(event.data);
};
