// What differs between the extension on a desktop and in a browser.

import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import * as vscode from 'vscode';

export interface Result {
    /** The exit status; -1 if there was none. */
    status: number;
    stdout: string;
    stderr: string;
}

export interface Host {
    /** The schemes of the files that the server can read; all if it is undefined. */
    readonly schemes?: readonly string[];
    /** The program, for messages. */
    name(): string;
    /** A client with a new server. */
    client(options: LanguageClientOptions): Promise<BaseLanguageClient>;
    /** The name that authgen has for a file. */
    path(uri: vscode.Uri): string;
    /** Runs authgen in a folder; never rejects. */
    run(args: string[], folder: vscode.WorkspaceFolder | undefined): Promise<Result>;
}

export function settings(folder?: vscode.WorkspaceFolder): vscode.WorkspaceConfiguration {
    return vscode.workspace.getConfiguration('authgen', folder?.uri ?? null);
}
