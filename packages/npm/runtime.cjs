'use strict';
// Runs the WebAssembly module: the functions of WASI that it imports, over a file
// system with the functions of node:fs. The module's own functions are in
// cli/wasm.h and lsp/wasm.h. This file needs nothing of Node, so it also runs in a
// browser.

// The numbers of WASI for what node:fs throws.
const EBADF = 8, EIO = 29, ESPIPE = 70;
const errors = {
    EACCES: 2, EAGAIN: 6, EBADF, EBUSY: 10, EEXIST: 20, EFBIG: 22, EINTR: 27, EINVAL: 28,
    EIO, EISDIR: 31, ELOOP: 32, EMFILE: 33, ENAMETOOLONG: 37, ENFILE: 41, ENOENT: 44,
    ENOMEM: 48, ENOSPC: 51, ENOSYS: 52, ENOTDIR: 54, ENOTEMPTY: 55, ENOTSUP: 58,
    ENXIO: 60, EPERM: 63, EPIPE: 64, EROFS: 69, ESPIPE, ETXTBSY: 74, EXDEV: 75,
};

const CHARACTERS = 2, FOLDER = 3, REGULAR = 4, LINK = 7;

// The first descriptor that is not standard; it is the folder that all paths are
// relative to.
const ROOT = 3;

class Exit {
    constructor(status) {
        this.status = status;
    }
}

let cell;

// Not in a browser, where nothing waits: no shared memory, and no pipe that is full.
function sleep(milliseconds) {
    cell ??= new Int32Array(new SharedArrayBuffer(4));
    Atomics.wait(cell, 0, 0, milliseconds);
}

// An instance of the module. `host` is
//
//   fs    the file system; descriptors 0 to 2 are the standard ones
//   cwd   the working directory
//   env   the environment
//   isatty(fd)
//   windows   whether paths have drives
function start(module, host) {
    const { fs } = host;
    const { constants } = fs;
    const encoder = new TextEncoder(), decoder = new TextDecoder();
    const files = new Map([0, 1, 2].map((fd) => [fd, { fd }]));
    let memory, view;

    files.set(ROOT, { path: '' });

    // Memory that has grown is another buffer.
    const data = () => (view?.buffer === memory.buffer ? view : (view = new DataView(memory.buffer)));
    const bytes = (at, size) => new Uint8Array(memory.buffer, at, size);
    const text = (at, size) => decoder.decode(bytes(at, size));
    const copy = (at, size, from) => {
        const n = Math.min(size, from.length);
        bytes(at, n).set(from.subarray(0, n));
        return n;
    };

    const find = (fd) => {
        const file = files.get(fd);
        if (!file) throw { code: 'EBADF' };
        return file;
    };

    // The module knows absolute paths only, also with a drive: /C:/schema.auth.
    const path = (fd, at, size) => {
        const whole = `${find(fd).path}/${text(at, size)}`;
        return host.windows ? whole.replace(/^.*\/(?=[A-Za-z]:)/, '') : whole;
    };

    const type = (st) =>
        st.isFile() ? REGULAR : st.isDirectory() ? FOLDER : st.isSymbolicLink() ? LINK
        : st.isCharacterDevice() ? CHARACTERS : 0;

    const putStat = (at, st, kind) => {
        const d = data();
        d.setBigUint64(at, st.dev, true);
        d.setBigUint64(at + 8, st.ino, true);
        d.setBigUint64(at + 16, BigInt(kind), true);
        d.setBigUint64(at + 24, st.nlink, true);
        d.setBigUint64(at + 32, st.size, true);
        d.setBigUint64(at + 40, st.atimeNs, true);
        d.setBigUint64(at + 48, st.mtimeNs, true);
        d.setBigUint64(at + 56, st.ctimeNs, true);
    };

    // Calls `step` for each piece of memory until it is not used whole.
    const pieces = (at, n, total, step) => {
        let sum = 0;
        for (let i = 0; i < n; i++) {
            const size = data().getUint32(at + 8 * i + 4, true);
            if (size === 0) continue;
            const done = step(bytes(data().getUint32(at + 8 * i, true), size));
            sum += done;
            if (done < size) break;
        }
        data().setUint32(total, sum, true);
    };

    // The size that was read; -1 if nothing is there yet.
    const read = (fd, piece) => {
        try {
            return fs.readSync(fd, piece, 0, piece.length, null);
        } catch (error) {
            if (error.code === 'EOF') return 0; // of standard input on Windows
            if (error.code !== 'EAGAIN') throw error;
            return -1;
        }
    };

    const stat = (file, follow) => {
        const st = fs[follow ? 'statSync' : 'lstatSync'](file, { bigint: true, throwIfNoEntry: false });
        if (!st) throw { code: 'ENOENT' };
        return st;
    };

    const environment = Object.entries(host.env ?? {}).map(([name, value]) =>
        encoder.encode(`${name}=${value}\0`));

    const wasi = {
        environ_sizes_get(count, size) {
            data().setUint32(count, environment.length, true);
            data().setUint32(size, environment.reduce((sum, entry) => sum + entry.length, 0), true);
        },
        environ_get(list, at) {
            for (const entry of environment) {
                data().setUint32(list, at, true);
                list += 4;
                at += copy(at, entry.length, entry);
            }
        },
        clock_time_get(clock, precision, at) {
            const now = clock === 0 ? performance.timeOrigin + performance.now() : performance.now();
            data().setBigUint64(at, BigInt(Math.round(now * 1e6)), true);
        },

        fd_prestat_get(fd, at) {
            if (fd !== ROOT) return EBADF;
            data().setUint32(at, 0, true);
            data().setUint32(at + 4, 1, true);
        },
        fd_prestat_dir_name(fd, at) {
            bytes(at, 1)[0] = 0x2f; // a slash
        },
        fd_fdstat_get(fd, at) {
            const file = find(fd);
            const terminal = file.fd <= 2 && host.isatty(file.fd);
            const kind = file.fd === undefined ? FOLDER : terminal ? CHARACTERS : REGULAR;
            const rights = terminal ? ~0x24n : ~0n; // it cannot seek or tell
            data().setUint32(at, kind, true);
            data().setUint32(at + 4, 0, true);
            data().setBigUint64(at + 8, BigInt.asUintN(64, rights), true);
            data().setBigUint64(at + 16, BigInt.asUintN(64, rights), true);
        },
        fd_close(fd) {
            const file = find(fd);
            files.delete(fd);
            if (file.fd > 2) fs.closeSync(file.fd);
        },
        fd_read(fd, at, n, total) {
            const file = find(fd);
            pieces(at, n, total, (piece) => {
                // The longer nothing comes, the less often it is asked.
                for (let wait = 1; ; wait = Math.min(wait + 1, 25)) {
                    const size = read(file.fd, piece);
                    if (size >= 0) return size;
                    sleep(wait);
                }
            });
        },
        fd_write(fd, at, n, total) {
            const file = find(fd);
            pieces(at, n, total, (piece) => fs.writeSync(file.fd, piece));
        },
        fd_seek() {
            return ESPIPE;
        },
        fd_sync(fd) {
            fs.fsyncSync(find(fd).fd);
        },
        fd_filestat_get(fd, at) {
            const file = find(fd);
            const st = file.fd === undefined ? stat(file.path || '/', true)
                : fs.fstatSync(file.fd, { bigint: true });
            // A pipe is read like a file.
            putStat(at, st, type(st) || (st.isFIFO() ? REGULAR : 0));
        },
        fd_filestat_set_times(fd) {
            const now = new Date();
            fs.futimesSync(find(fd).fd, now, now);
        },
        fd_readdir(fd, at, size, cookie, used) {
            const file = find(fd);
            file.names ??= fs.readdirSync(file.path || '/').map((name) => encoder.encode(name));
            let rest = size;
            for (let i = Number(cookie); i < file.names.length && rest > 0; i++) {
                const name = file.names[i];
                const entry = new Uint8Array(24 + name.length);
                const d = new DataView(entry.buffer);
                d.setBigUint64(0, BigInt(i + 1), true);
                d.setBigUint64(8, 1n, true); // not 0, which is a removed entry
                d.setUint32(16, name.length, true);
                entry.set(name, 24);
                rest -= copy(at + size - rest, rest, entry);
            }
            data().setUint32(used, size - rest, true);
        },

        path_open(fd, follow, at, size, how, rights, inherited, flags, result) {
            const file = path(fd, at, size);
            const [creates, folder, exclusive, truncates] = [1, 2, 4, 8].map((bit) => how & bit);
            const entry = { path: file };
            if (!folder) {
                const writes = (rights & 0x40n) !== 0n, reads = (rights & 2n) !== 0n;
                entry.fd = fs.openSync(file,
                    (writes ? (reads ? constants.O_RDWR : constants.O_WRONLY) : constants.O_RDONLY) |
                    (creates && constants.O_CREAT) | (exclusive && constants.O_EXCL) |
                    (truncates && constants.O_TRUNC) | (flags & 1 && constants.O_APPEND) |
                    (flags & 4 && constants.O_NONBLOCK) | (follow & 1 ? 0 : constants.O_NOFOLLOW), 0o666);
            } else if (!stat(file, follow & 1).isDirectory()) {
                throw { code: 'ENOTDIR' };
            }
            let free = ROOT + 1;
            while (files.has(free)) free++;
            files.set(free, entry);
            data().setUint32(result, free, true);
        },
        path_filestat_get(fd, follow, at, size, result) {
            const st = stat(path(fd, at, size), follow & 1);
            putStat(result, st, type(st));
        },
        path_filestat_set_times(fd, follow, at, size) {
            const now = new Date();
            fs.utimesSync(path(fd, at, size), now, now);
        },
        path_create_directory(fd, at, size) {
            fs.mkdirSync(path(fd, at, size));
        },
        path_remove_directory(fd, at, size) {
            fs.rmdirSync(path(fd, at, size));
        },
        path_unlink_file(fd, at, size) {
            fs.unlinkSync(path(fd, at, size));
        },
        path_link(fd, follow, at, size, other, to, toSize) {
            fs.linkSync(path(fd, at, size), path(other, to, toSize));
        },
        path_readlink(fd, at, size, to, room, used) {
            const target = encoder.encode(fs.readlinkSync(path(fd, at, size)));
            data().setUint32(used, copy(to, room, target), true);
        },
        // WASI has no permissions, so the file keeps those of the one that it replaces.
        path_rename(fd, at, size, other, to, toSize) {
            const from = path(fd, at, size), file = path(other, to, toSize);
            const old = fs.lstatSync(file, { throwIfNoEntry: false });
            if (old?.isFile()) fs.chmodSync(from, old.mode & 0o777);
            fs.renameSync(from, file);
        },

        // Waits for a time, or a little while for a file, whose state nobody can ask.
        poll_oneoff(wanted, events, n, count) {
            const waits = Array.from({ length: n }, (_, i) => {
                const at = wanted + 48 * i, kind = data().getUint8(at + 8);
                const time = kind === 0 ? Number(data().getBigUint64(at + 24, true)) / 1e6 : 2;
                return { at, kind, time };
            });
            const least = Math.min(...waits.map(({ time }) => time));
            sleep(least);
            const found = waits.filter(({ time }) => time === least);
            found.forEach(({ at, kind }, i) => {
                const event = events + 32 * i;
                bytes(event, 32).fill(0);
                data().setBigUint64(event, data().getBigUint64(at, true), true);
                data().setUint8(event + 10, kind);
                data().setBigUint64(event + 16, 1n, true);
            });
            data().setUint32(count, found.length, true);
        },
        proc_exit(status) {
            throw new Exit(status);
        },
    };

    // A function returns nothing if it succeeds, a number, or what node:fs throws.
    const guard = (call) => (...parameters) => {
        try {
            return call(...parameters) ?? 0;
        } catch (error) {
            if (error instanceof Exit || error?.code === undefined) throw error;
            return errors[error.code] ?? EIO;
        }
    };

    const imports = {};
    for (const { name } of WebAssembly.Module.imports(module)) imports[name] = guard(wasi[name]);
    const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports });
    memory = exports.memory;

    const put = (string) => {
        const encoded = encoder.encode(`${string}\0`);
        const at = exports.ag_wasm_alloc(encoded.length);
        copy(at, encoded.length, encoded);
        return at;
    };
    // The exit status of a call.
    const status = (call) => {
        try {
            return call();
        } catch (error) {
            if (error instanceof Exit) return error.status;
            throw error;
        }
    };
    exports._initialize();

    return {
        // Calls `entry`, a function of cli/wasm.h, with the arguments of a command line.
        // Returns the exit status; below 0 if the language server has begun.
        run: (entry, args) => status(() => {
            const folder = put(host.cwd);
            const argv = ['authgen', ...args].map(put);
            const list = exports.ag_wasm_alloc(4 * argv.length + 4);
            argv.forEach((at, i) => data().setUint32(list + 4 * i, at, true));
            data().setUint32(list + 4 * argv.length, 0, true);
            return exports[entry](folder, argv.length, list);
        }),
        // The language server: lsp/wasm.h.
        receive: (input) => status(() => {
            copy(exports.ag_wasm_lsp_room(input.length), input.length, input);
            return exports.ag_wasm_lsp_receive(input.length);
        }),
        step: () => status(exports.ag_wasm_lsp_step),
    };
}

module.exports = { start };
