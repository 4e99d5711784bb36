// The extension on a desktop or a server: authgen is a process of its own, the native
// program that `authgen.path` names, or else the module that the extension has.

import { spawn } from 'node:child_process';
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/node';
import { begin } from './extension';
import { settings, type Host, type Result } from './host';

export { deactivate } from './extension';

class Desktop implements Host {
    readonly schemes = ['file', 'untitled'];

    constructor(private readonly context: vscode.ExtensionContext) {}

    name(folder?: vscode.WorkspaceFolder): string {
        const path = settings(folder).get<string>('path');
        return path ? path.replaceAll('${workspaceFolder}', folder?.uri.fsPath ?? '.') : 'authgen';
    }

    /** What runs authgen. Electron must be asked to be Node. */
    private command(folder: vscode.WorkspaceFolder | undefined, args: string[]) {
        const { env } = process;
        return settings(folder).get<string>('path') ? { command: this.name(folder), args, env } : {
            command: process.execPath,
            args: [this.context.asAbsolutePath('dist/authgen.js'), ...args],
            env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
        };
    }

    async client(options: LanguageClientOptions): Promise<LanguageClient> {
        const { command, args, env } = this.command(vscode.workspace.workspaceFolders?.[0], ['lsp']);
        return new LanguageClient('authgen', 'authgen', { command, args, options: { env } }, options);
    }

    path(uri: vscode.Uri): string {
        return uri.fsPath;
    }

    /** Without a shell. */
    run(given: string[], folder: vscode.WorkspaceFolder | undefined): Promise<Result> {
        const { command, args, env } = this.command(folder, given);
        return new Promise((resolve) => {
            const result: Result = { status: -1, stdout: '', stderr: '' };
            const child = spawn(command, args, { cwd: folder?.uri.fsPath, env, stdio: ['ignore', 'pipe', 'pipe'] });
            child.stdout.setEncoding('utf8').on('data', (text: string) => { result.stdout += text; });
            child.stderr.setEncoding('utf8').on('data', (text: string) => { result.stderr += text; });
            child.on('error', (error) => {
                result.stderr += `${error.message}\n`;
                resolve(result);
            });
            child.on('close', (status) => {
                result.status = status ?? -1;
                resolve(result);
            });
        });
    }
}

export function activate(context: vscode.ExtensionContext): Promise<void> {
    return begin(context, new Desktop(context));
}
