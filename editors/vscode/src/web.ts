// The extension in a browser, such as on vscode.dev: the language server is in a worker,
// and authgen runs in memory. Files come from vscode.workspace.fs.

import { start } from 'authgen/runtime.cjs';
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/browser';
import type { Answer, Begin, Request } from './bridge';
import { Disk } from './disk';
import { begin } from './extension';
import type { Host, Result } from './host';
import { Texts } from './texts';

export { deactivate } from './extension';

const MOST = 1024; // schemas in a folder, as in lsp/workspace.h

/** authgen knows paths only: the first folder is the scheme and the authority. */
function pathOf({ scheme, authority, path }: vscode.Uri): string {
    return `/${scheme}+${encodeURIComponent(authority)}${path}`;
}

function uriOf(text: string): vscode.Uri {
    const [, scheme = '', authority = '', path = ''] = /^\/([^+/]*)\+([^/]*)(.*)$/.exec(text) ?? [];
    return vscode.Uri.from({ scheme, authority: decodeURIComponent(authority), path });
}

const uriConverters = {
    code2Protocol: (uri: vscode.Uri) => uri.scheme === 'untitled' ? uri.toString()
        : `file://${pathOf(uri).split('/').map(encodeURIComponent).join('/')}`,
    protocol2Code: (text: string) => text.startsWith('file://') ? uriOf(decodeURIComponent(text.slice('file://'.length)))
        : vscode.Uri.parse(text),
};

/** The texts of files; undefined for what is no file, also above the workspace. */
const read = (paths: string[]) => Promise.all(paths.map(async (path) => {
    try {
        return await vscode.workspace.fs.readFile(uriOf(path));
    } catch {
        return undefined;
    }
}));

/** The schemas of a folder. */
async function list(folder: vscode.Uri): Promise<Answer['texts']> {
    const pattern = new vscode.RelativePattern(folder, '**/*.{auth,prisma}');
    const paths = (await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST)).map(pathOf);
    const texts = await read(paths);
    return paths.map((path, i) => [path, texts[i]]);
}

class Web implements Host {
    private readonly module: Promise<WebAssembly.Module>;

    constructor(private readonly context: vscode.ExtensionContext) {
        this.module = this.load();
    }

    private async load(): Promise<WebAssembly.Module> {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.context.extensionUri, 'dist/authgen.wasm'));
        return WebAssembly.compile(bytes as BufferSource);
    }

    name(): string {
        return 'authgen';
    }

    async client(options: LanguageClientOptions): Promise<LanguageClient> {
        const module = await this.module;
        const uri = vscode.Uri.joinPath(this.context.extensionUri, 'dist/worker.js');
        return new LanguageClient('authgen', 'authgen', async () => {
            const worker = new Worker(uri.toString(true));
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = async ({ data }: MessageEvent<Request>) => {
                const texts = 'list' in data ? await list(uriOf(data.list))
                    : (await read(data.read)).map((text, i): Answer['texts'][0] => [data.read[i] ?? '', text]);
                port1.postMessage({ id: data.id, texts } satisfies Answer);
            };
            worker.postMessage({ module, port: port2 } satisfies Begin, [port2]);
            return worker;
        }, { ...options, uriConverters });
    }

    path(uri: vscode.Uri): string {
        return pathOf(uri);
    }

    /** Runs authgen again until it misses no file, and then writes what it has written. */
    async run(args: string[], folder: vscode.WorkspaceFolder | undefined): Promise<Result> {
        try {
            const module = await this.module;
            const cwd = folder ? pathOf(folder.uri) : '/';
            const texts = new Texts();
            if (folder) for (const [path, text] of await list(folder.uri)) if (text) texts.set(path, text);
            for (;;) {
                const disk = new Disk(texts, cwd);
                const status = start(module, { fs: disk, cwd, env: {}, isatty: () => false }).run('ag_wasm_main', args);
                if (texts.missing.size && (await texts.fetch(read)).length) continue;
                for (const [path, bytes] of disk.changes()) {
                    if (bytes) await vscode.workspace.fs.writeFile(uriOf(path), bytes);
                    else if (texts.peek(path)) await vscode.workspace.fs.delete(uriOf(path));
                }
                const [, stdout = '', stderr = ''] = disk.printed;
                return { status, stdout, stderr };
            }
        } catch (error) {
            return { status: -1, stdout: '', stderr: `${error}\n` };
        }
    }
}

export function activate(context: vscode.ExtensionContext): Promise<void> {
    return begin(context, new Web(context));
}
