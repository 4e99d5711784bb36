// What the extension in a browser and its worker say to each other beside the messages
// of the language server, on a channel of their own.

/** The first message to the worker. */
export interface Begin {
    module: WebAssembly.Module;
    port: MessagePort;
}

/** Of the worker: the texts of files, or of all schemas in a folder. */
export type Request = { id: number; read: string[] } | { id: number; list: string };

/** Texts by their paths; undefined for what is no file. */
export interface Answer {
    id: number;
    texts: [string, Uint8Array | undefined][];
}
