// The settings, and the program that they name.

import { spawn } from 'node:child_process';
import * as vscode from 'vscode';

export function settings(folder?: vscode.WorkspaceFolder): vscode.WorkspaceConfiguration {
    return vscode.workspace.getConfiguration('authgen', folder?.uri ?? null);
}

export function program(folder?: vscode.WorkspaceFolder): string {
    const path = settings(folder).get<string>('path') || 'authgen';
    return path.replaceAll('${workspaceFolder}', folder?.uri.fsPath ?? '.');
}

export interface Result {
    /** The exit status; -1 if there was none. */
    status: number;
    stdout: string;
    stderr: string;
}

/** Runs a command without a shell; never rejects. */
export function execute(command: string, args: string[], cwd: string | undefined): Promise<Result> {
    return new Promise((resolve) => {
        const result: Result = { status: -1, stdout: '', stderr: '' };
        const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
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
