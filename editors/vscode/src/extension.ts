// Runs `authgen lsp` for open schemas, and `authgen` when a schema is saved.
// Only the program knows the language.

import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn } from 'vscode-languageclient/node';
import { Generator } from './generate';
import { execute, program, settings } from './program';

let client: LanguageClient | undefined;

async function start(output: vscode.LogOutputChannel): Promise<void> {
    const command = program(vscode.workspace.workspaceFolders?.[0]);
    client = new LanguageClient('authgen', 'authgen', { command, args: ['lsp'] }, {
        documentSelector: settings().get<string[]>('languages', []).flatMap((language) => [
            { scheme: 'file', language },
            { scheme: 'untitled', language },
        ]),
        outputChannel: output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
    });
    try {
        await client.start();
    } catch (error) {
        output.error(String(error));
        void complain(command);
    }
}

async function complain(command: string): Promise<void> {
    const text = `authgen: ${command} lsp could not be started. Is authgen installed?`;
    if (await vscode.window.showErrorMessage(text, 'Settings')) {
        await vscode.commands.executeCommand('workbench.action.openSettings', 'authgen.path');
    }
}

async function stop(): Promise<void> {
    const old = client;
    client = undefined;
    // A client that did not start cannot be stopped.
    await old?.stop().catch(() => undefined);
}

/** Shows the schema that authgen reads from a library's configuration. */
async function expand(output: vscode.LogOutputChannel): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return;
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const { status, stdout, stderr } = await execute(
        program(folder), ['expand', document.fileName], folder?.uri.fsPath,
    );
    if (status !== 0) {
        output.error(stderr);
        output.show(true);
        return;
    }
    const schema = await vscode.workspace.openTextDocument({ language: 'authgen', content: stdout });
    await vscode.window.showTextDocument(schema, { viewColumn: vscode.ViewColumn.Beside });
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const output = vscode.window.createOutputChannel('authgen', { log: true });
    const generator = new Generator(output);
    const restart = async () => {
        await stop();
        await start(output);
    };

    context.subscriptions.push(
        output,
        generator,
        vscode.commands.registerCommand('authgen.output', () => output.show()),
        vscode.commands.registerCommand('authgen.restart', restart),
        vscode.commands.registerCommand('authgen.expand', () => expand(output)),
        vscode.commands.registerCommand('authgen.generate', () => {
            const folders = vscode.workspace.workspaceFolders ?? [];
            return Promise.all(folders.map((folder) => generator.run(folder)));
        }),
        vscode.workspace.onDidSaveTextDocument((document) => generator.saved(document)),
        vscode.workspace.onDidChangeConfiguration((event) => {
            const server = ['authgen.path', 'authgen.languages'];
            return server.some((name) => event.affectsConfiguration(name)) ? restart() : undefined;
        }),
    );
    await start(output);
}

export function deactivate(): Promise<void> {
    return stop();
}
