// Runs the language server for open schemas, and `authgen` when a schema is saved.
// Only the program knows the language. The entries are desktop.ts and web.ts.

import * as vscode from 'vscode';
import { RevealOutputChannelOn, type BaseLanguageClient } from 'vscode-languageclient';
import { Generator } from './generate';
import { settings, type Host } from './host';

let client: BaseLanguageClient | undefined;

async function start(host: Host, output: vscode.LogOutputChannel): Promise<void> {
    const schemes = host.schemes?.map((scheme) => ({ scheme })) ?? [{}];
    try {
        client = await host.client({
            documentSelector: settings().get<string[]>('languages', [])
                .flatMap((language) => schemes.map((scheme) => ({ ...scheme, language }))),
            outputChannel: output,
            revealOutputChannelOn: RevealOutputChannelOn.Never,
        });
        await client.start();
    } catch (error) {
        output.error(String(error));
        void complain(host.name());
    }
}

async function complain(name: string): Promise<void> {
    if (await vscode.window.showErrorMessage(`authgen: ${name} lsp could not be started.`, 'Settings')) {
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
async function expand(host: Host, output: vscode.LogOutputChannel): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return;
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const { status, stdout, stderr } = await host.run(['expand', host.path(document.uri)], folder);
    if (status !== 0) {
        output.error(stderr);
        output.show(true);
        return;
    }
    const schema = await vscode.workspace.openTextDocument({ language: 'authgen', content: stdout });
    await vscode.window.showTextDocument(schema, { viewColumn: vscode.ViewColumn.Beside });
}

export async function begin(context: vscode.ExtensionContext, host: Host): Promise<void> {
    const output = vscode.window.createOutputChannel('authgen', { log: true });
    const generator = new Generator(host, output);
    const restart = async () => {
        await stop();
        await start(host, output);
    };

    context.subscriptions.push(
        output,
        generator,
        vscode.commands.registerCommand('authgen.output', () => output.show()),
        vscode.commands.registerCommand('authgen.restart', restart),
        vscode.commands.registerCommand('authgen.expand', () => expand(host, output)),
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
    await start(host, output);
}

export function deactivate(): Promise<void> {
    return stop();
}
