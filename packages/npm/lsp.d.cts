export interface ServerOptions {
    /** Called with each message to the client, a parsed message of JSON-RPC. */
    send(message: any): void;
    /** Texts by their absolute paths. They are read instead of the files on disk. A Map
     * may change; then the client must send `workspace/didChangeWatchedFiles`. */
    files?: Record<string, string | Uint8Array> | Map<string, string | Uint8Array> | undefined;
    /** The working directory; `/` by default. */
    cwd?: string | undefined;
    /** Called with the exit status when the server has ended: 0 if `exit` followed
     * `shutdown`, else 1. */
    exit?(status: number): void;
}

export interface Server {
    /** Takes a message of the client, parsed or as JSON. The server answers after the
     * call, when it has received all messages that have arrived. */
    receive(message: object | string): void;
    /** Must be called when the client is gone without `exit`. */
    close(): void;
}

/** Begins the language server that `authgen lsp` is, for one client. Messages have no
 * headers. */
export function createServer(options: ServerOptions): Server;
