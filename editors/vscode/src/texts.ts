// The texts of a workspace that can only be read asynchronously, for the module, which
// reads synchronously: a text that is not there yet is missing, and is there the next time.

/** Reads files; undefined for what is no file. */
export type Read = (paths: string[]) => Promise<(Uint8Array | undefined)[]>;

export class Texts extends Map<string, Uint8Array> {
    /** What was looked for and has not been read. */
    readonly missing = new Set<string>();
    private readonly absent = new Set<string>();

    override get(path: string): Uint8Array | undefined {
        const text = super.get(path);
        if (text === undefined && !this.absent.has(path)) this.missing.add(path);
        return text;
    }

    /** The text if it has been read. */
    peek(path: string): Uint8Array | undefined {
        return super.get(path);
    }

    /** Reads what is missing. Returns the paths of what there is. */
    async fetch(read: Read): Promise<string[]> {
        const paths = [...this.missing];
        const texts = await read(paths);
        for (const [i, path] of paths.entries()) {
            const text = texts[i];
            this.missing.delete(path);
            if (text) this.set(path, text);
            else this.absent.add(path);
        }
        return paths.filter((path) => this.has(path));
    }

    /** Must be called when a file may have changed; fetch then reads it if it is of use. */
    changed(path: string): void {
        if (this.delete(path) || this.absent.delete(path) || /\.(auth|prisma)$/.test(path)) this.missing.add(path);
    }
}
