/** A position in a file. */
export interface Position {
    /** Bytes from the start of the file. */
    offset: number;
    /** From 1. */
    line: number;
    /** From 1, in bytes. */
    column: number;
    /** From 1, in code points. */
    point: number;
    /** From 1, in UTF-16 units, which JavaScript counts. */
    utf16: number;
}

/** A part of a file. Without a file, a message is about the call. */
export interface Place {
    file?: string;
    begin?: Position;
    end?: Position;
}

export interface Note extends Place {
    level: 'help' | 'note';
    message: string;
}

/** A change of a file. */
export interface Edit extends Place {
    text: string;
}

export interface Diagnostic extends Place {
    level: 'error' | 'warning' | 'note' | 'help';
    /** `AG2002`; `authgen explain` explains it. */
    code?: string;
    message: string;
    notes: Note[];
    /** Together they fix the mistake. */
    edits: Edit[];
}

/** Where texts come from. Paths are absolute, or relative to the working directory. */
export interface Sources {
    /** Texts by their paths. They are read instead of the files on disk. */
    files?: Record<string, string | Uint8Array> | ReadonlyMap<string, string | Uint8Array> | undefined;
    /** Called for what `files` does not have, in place of the disk. Returns undefined if
     * there is no such file. */
    read?: ((path: string) => string | Uint8Array | null | undefined) | undefined;
}

export interface CheckOptions extends Sources {
    /** The schema, or the configuration of an authentication library. */
    entry?: string | string[] | undefined;
    /** Presets such as `better-auth/two-factor`. */
    use?: string | string[] | undefined;
    dialect?: 'sqlite' | 'postgresql' | 'mysql' | 'sqlserver' | undefined;
    /** Makes every warning an error. */
    strict?: boolean | undefined;
}

export interface GenerateOptions extends CheckOptions {
    /** `drizzle`, `prisma@6`, …. Without it, what the schema's generator blocks say, or
     * the adapter of a configuration. */
    target?: string | undefined;
    /** The path of the output, or of its folder with a slash at the end. */
    output?: string | undefined;
    /** Options of the target. */
    options?: Record<string, string | number | boolean> | undefined;
}

export interface FormatOptions extends Sources {
    /** The schema, or the name of `text` in messages. */
    entry: string;
    /** The text to format, if it is not that of the file. */
    text?: string | undefined;
}

export interface ExpandOptions extends Sources {
    /** The configuration, or a module with Drizzle tables. */
    entry: string;
    /** Makes every warning an error. */
    strict?: boolean | undefined;
}

export interface Output {
    path: string;
    text: string;
}

/** Generates the outputs, as `authgen` does. After an error, there are none. */
export function generate(options: GenerateOptions): { outputs: Output[]; diagnostics: Diagnostic[] };

/** Checks a schema, as `authgen check` does. */
export function check(options: CheckOptions): { diagnostics: Diagnostic[] };

/** Formats a schema, as `authgen fmt` does. After an error, the text is null. */
export function format(options: FormatOptions): { text: string | null; diagnostics: Diagnostic[] };

/** The schema for a configuration or for Drizzle tables, as `authgen expand` prints it.
 * After an error, the text is null. */
export function expand(options: ExpandOptions): { text: string | null; diagnostics: Diagnostic[] };
