// A disk in memory for one run of authgen: what the run reads comes from Texts, and what
// it writes is kept apart. It has the functions of node:fs that the module's runtime
// calls.

import type { Texts } from './texts';

const constants = {
    O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 4, O_EXCL: 8, O_TRUNC: 16, O_APPEND: 32, O_NONBLOCK: 64, O_NOFOLLOW: 128,
};

interface File {
    bytes: Uint8Array;
    inode: bigint;
}

class Stat {
    readonly dev = 1n;
    readonly nlink = 1n;
    readonly mode = 0o644;
    readonly atimeNs = 0n;
    readonly mtimeNs = 0n;
    readonly ctimeNs = 0n;
    readonly ino: bigint;
    readonly size: bigint;

    constructor(private readonly file: File | undefined) {
        this.ino = file?.inode ?? 0n;
        this.size = BigInt(file?.bytes.length ?? 0);
    }
    isFile() { return this.file !== undefined; }
    isDirectory() { return this.file === undefined; }
    isSymbolicLink() { return false; }
    isCharacterDevice() { return false; }
    isFIFO() { return false; }
}

function fail(code: string, path: string): never {
    throw Object.assign(new Error(`${code}: ${path}`), { code });
}

export class Disk {
    readonly constants = constants;
    /** What was written to standard output and standard error. */
    readonly printed = ['', '', ''];
    private readonly decoders = this.printed.map(() => new TextDecoder());
    private readonly files = new Map<string, File | null>();
    private readonly folders = new Set<string>(['/']);
    private readonly open = new Map<number, { file: File; at: number }>();
    private inodes = 1n;

    constructor(private readonly texts: Texts, cwd: string) {
        this.folders.add(cwd);
    }

    /** What the run has left: the new bytes of each file, or null if it was removed. */
    changes(): [string, Uint8Array | null][] {
        return [...this.files].map(([path, file]): [string, Uint8Array | null] => [path, file?.bytes ?? null])
            .filter(([path, bytes]) => (bytes ?? undefined) !== this.texts.peek(path));
    }

    private find(path: string): File | undefined {
        const known = this.files.get(path);
        if (known !== undefined) return known ?? undefined;
        const bytes = this.texts.get(path);
        if (!bytes) return undefined;
        const file = { bytes, inode: this.inodes++ };
        this.files.set(path, file);
        return file;
    }

    private names(folder: string): string[] {
        const begin = folder === '/' ? folder : `${folder}/`;
        const all = [...this.texts.keys(), ...this.folders].filter((path) => this.files.get(path) !== null);
        all.push(...[...this.files].filter(([, file]) => file).map(([path]) => path));
        return [...new Set(all.filter((path) => path.startsWith(begin) && path !== begin)
            .map((path) => path.slice(begin.length).split('/')[0] ?? ''))];
    }

    statSync(path: string): Stat | undefined {
        const file = this.find(path);
        return file || this.folders.has(path) || this.names(path).length ? new Stat(file) : undefined;
    }
    lstatSync(path: string): Stat | undefined { return this.statSync(path); }
    fstatSync(fd: number): Stat { return new Stat(this.open.get(fd)?.file ?? { bytes: new Uint8Array(), inode: 0n }); }
    readdirSync(path: string): string[] { return this.names(path); }

    openSync(path: string, flags: number): number {
        let file = this.find(path);
        if (file && flags & constants.O_CREAT && flags & constants.O_EXCL) fail('EEXIST', path);
        if (!file) {
            if (this.statSync(path)) fail('EISDIR', path);
            if (!(flags & constants.O_CREAT)) fail('ENOENT', path);
            file = { bytes: new Uint8Array(), inode: this.inodes++ };
            this.files.set(path, file);
        }
        if (flags & constants.O_TRUNC) file.bytes = new Uint8Array();
        let fd = 3;
        while (this.open.has(fd)) fd++;
        this.open.set(fd, { file, at: flags & constants.O_APPEND ? file.bytes.length : 0 });
        return fd;
    }
    closeSync(fd: number): void { this.open.delete(fd); }

    readSync(fd: number, buffer: Uint8Array): number {
        const open = this.open.get(fd);
        if (!open) return 0;
        const piece = open.file.bytes.subarray(open.at, open.at + buffer.length);
        buffer.set(piece);
        open.at += piece.length;
        return piece.length;
    }
    writeSync(fd: number, buffer: Uint8Array): number {
        const open = this.open.get(fd);
        if (open) {
            const bytes = new Uint8Array(Math.max(open.file.bytes.length, open.at + buffer.length));
            bytes.set(open.file.bytes);
            bytes.set(buffer, open.at);
            open.file.bytes = bytes;
            open.at += buffer.length;
        } else {
            this.printed[fd] += this.decoders[fd]?.decode(buffer, { stream: true }) ?? '';
        }
        return buffer.length;
    }

    mkdirSync(path: string): void {
        if (this.statSync(path)) fail('EEXIST', path);
        this.folders.add(path);
    }
    rmdirSync(path: string): void { this.folders.delete(path); }
    unlinkSync(path: string): void {
        if (!this.find(path)) fail('ENOENT', path);
        this.files.set(path, null);
    }
    linkSync(from: string, to: string): void {
        if (this.statSync(to)) fail('EEXIST', to);
        this.files.set(to, this.find(from) ?? fail('ENOENT', from));
    }
    renameSync(from: string, to: string): void {
        this.files.set(to, this.find(from) ?? fail('ENOENT', from));
        this.files.set(from, null);
    }
    readlinkSync(path: string): string { return fail('EINVAL', path); }
    chmodSync(): void {}
    fsyncSync(): void {}
    utimesSync(): void {}
    futimesSync(): void {}
}
