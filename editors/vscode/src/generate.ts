// Writes the outputs of a workspace folder: one run at a time for each folder,
// and another run if a schema was saved meanwhile.

import * as vscode from 'vscode';
import { settings, type Host } from './host';

export class Generator implements vscode.Disposable {
    private readonly status = vscode.window.createStatusBarItem('authgen.failed');
    /** The folders with a run in progress, and whether another must follow. */
    private readonly running = new Map<string, boolean>();

    constructor(private readonly host: Host, private readonly output: vscode.LogOutputChannel) {
        this.status.name = 'authgen';
        this.status.text = '$(error) authgen';
        this.status.tooltip = 'authgen wrote nothing; its output says why';
        this.status.command = 'authgen.output';
    }

    dispose(): void {
        this.status.dispose();
    }

    saved(document: vscode.TextDocument): Promise<void> | undefined {
        const folder = vscode.workspace.getWorkspaceFolder(document.uri);
        const wanted = settings(folder);
        if (!folder || !wanted.get<boolean>('generate.onSave')) return undefined;
        if (!wanted.get<string[]>('languages', []).includes(document.languageId)) return undefined;
        return this.run(folder);
    }

    async run(folder: vscode.WorkspaceFolder): Promise<void> {
        const key = folder.uri.toString();
        if (!vscode.workspace.isTrusted) return;
        if (this.running.has(key)) {
            this.running.set(key, true);
            return;
        }
        do {
            this.running.set(key, false);
            await this.once(folder);
        } while (this.running.get(key));
        this.running.delete(key);
    }

    private async once(folder: vscode.WorkspaceFolder): Promise<void> {
        const args = settings(folder).get<string[]>('generate.arguments', []);
        const { status, stderr } = await this.host.run(args, folder);
        const report = `${folder.name}: ${['authgen', ...args].join(' ')}: exit ${status}\n${stderr}`;
        if (status === 0) {
            this.output.info(report);
            this.status.hide();
        } else {
            this.output.error(report);
            this.status.show();
        }
    }
}
