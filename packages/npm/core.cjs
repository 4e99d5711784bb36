'use strict';
// The functions of the package, for Node and for browsers. Each call of most of them is
// a run of the command line in memory: what it reads comes from `files`, `read` or the
// disk, and what it writes is returned. createServer begins a language server.

const { start } = require('./runtime.cjs');
const serve = require('./serve.cjs');

const encoder = new TextEncoder(), decoder = new TextDecoder();

// What comes from another realm, such as a frame, has other classes: `instanceof` does
// not know it.

/** The bytes of the text of a file. */
function encode(text, path) {
    if (typeof text === 'string') return encoder.encode(text);
    if (ArrayBuffer.isView(text)) return text;
    const what = typeof text?.then === 'function' ? 'a promise' : typeof text;
    throw new TypeError(`the text of '${path}' must be a string or a Uint8Array, not ${what}`);
}

const isMap = (files) => typeof files?.get === 'function';

// The working directory of a run as the module knows it, so that relative and absolute
// paths differ.
const FOLDER = '/@';

/** The path without `.`, `..` and slashes that do nothing. */
function normalize(path) {
    const root = path.startsWith('/') ? '/' : '';
    const parts = [];
    for (const part of path.split('/')) {
        if (part === '' || part === '.') continue;
        if (part !== '..' || (parts.at(-1) ?? '..') === '..' && !root) parts.push(part);
        else parts.pop();
    }
    return root + parts.join('/') || '.';
}

class Stat {
    constructor(size) {
        this.folder = size === undefined;
        this.size = BigInt(size ?? 0);
    }
    isFile() { return !this.folder; }
    isDirectory() { return this.folder; }
    isSymbolicLink() { return false; }
    isCharacterDevice() { return false; }
    isFIFO() { return false; }
}
for (const member of ['dev', 'ino', 'atimeNs', 'mtimeNs', 'ctimeNs']) Stat.prototype[member] = 0n;
Stat.prototype.nlink = 1n;

const fail = (code, path) => { throw Object.assign(new Error(path), { code }); };

// What the runtime needs of node:fs, over texts: those of `files`, a record or a Map, or
// of the Map `live`, which may change, and what `read` returns. Without `read`, `disk` has
// the other files, if there is one. What is written to a descriptor goes to `write`.
class Files {
    constants = { O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 4, O_EXCL: 8, O_TRUNC: 16, O_APPEND: 32, O_NONBLOCK: 64, O_NOFOLLOW: 128 };
    #open = new Map();
    #texts;
    #found = new Map();
    /** The working directory, with a slash, if paths in it are the same as relative ones. */
    #cwd;

    constructor({ files = {}, live, read, disk, input = '', write }) {
        if (disk && !live) this.#cwd = `${process.cwd()}/`;
        this.#texts = live ?? new Map([...isMap(files) ? files : Object.entries(files)]
            .map(([path, text]) => [this.#key(normalize(path)), encode(text, path)]));
        this.read = read;
        this.disk = read ? undefined : disk;
        this.write = write;
        this.#open.set(0, { text: encode(input, 'standard input'), at: 0 });
    }

    /** The path of a file as the caller knows it. */
    #name(path) {
        return normalize(path === FOLDER ? '.' : path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : path);
    }

    /** What a file is called in `files`. */
    #key(name) {
        return this.#cwd && `${name}/`.startsWith(this.#cwd) ? name.slice(this.#cwd.length) || '.' : name;
    }

    /** The text of a file; undefined if only the disk can have it. */
    #text(name) {
        const key = this.#key(name);
        const text = this.#texts.get(key) ?? this.#found.get(key);
        if (text !== undefined || !this.read || key === '.') return text === undefined ? text : encode(text, name);
        const found = this.read(name) ?? undefined;
        if (found !== undefined) this.#found.set(key, encode(found, name));
        return this.#found.get(key);
    }

    /** The names in a folder that `files` has. */
    #below(name) {
        const key = this.#key(name);
        const begin = key === '.' ? '' : key === '/' ? key : `${key}/`;
        const names = [...this.#texts.keys()].filter((path) => path.startsWith(begin))
            .map((path) => path.slice(begin.length).split('/')[0]);
        return [...new Set(names)];
    }

    #stat(path, how, options) {
        const name = this.#name(path);
        const text = this.#text(name);
        if (text !== undefined) return new Stat(text.length);
        if (name === '.' || name === '/' || this.#below(name).length) return new Stat();
        // `read` knows no folders, so any may be there but git's, at which a project begins.
        if (this.read && !/(^|\/)\.git$/.test(name)) fail('ENOTSUP', path);
        return this.disk?.[how](name, options);
    }
    statSync(path, options) { return this.#stat(path, 'statSync', options); }
    lstatSync(path, options) { return this.#stat(path, 'lstatSync', options); }
    fstatSync(fd) { return new Stat(this.#open.get(fd).text?.length); }
    readdirSync(path) {
        const name = this.#name(path);
        const known = this.#below(name);
        return this.disk?.existsSync(name) ? [...new Set([...known, ...this.disk.readdirSync(name)])] : known;
    }
    openSync(path, flags) {
        const { O_WRONLY, O_RDWR } = this.constants;
        if (flags & (O_WRONLY | O_RDWR)) fail('EROFS', path);
        const name = this.#name(path);
        const folder = () => this.#below(name).length || (this.disk ?? fail('ENOENT', path)).statSync(name).isDirectory();
        const text = this.#text(name) ?? (folder() ? undefined : this.disk.readFileSync(name));
        let fd = 3;
        while (this.#open.has(fd)) fd++;
        this.#open.set(fd, { text, at: 0 });
        return fd;
    }
    readSync(fd, buffer) {
        const file = this.#open.get(fd);
        const piece = (file.text ?? fail('EISDIR')).subarray(file.at, file.at + buffer.length);
        buffer.set(piece);
        file.at += piece.length;
        return piece.length;
    }
    writeSync(fd, buffer) {
        this.write(fd, buffer);
        return buffer.length;
    }
    closeSync(fd) {
        this.#open.delete(fd);
    }
}

/** The diagnostics of a run; other messages are about a bug. */
function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        throw new Error(`authgen failed: ${text}`);
    }
}

const list = (value) => value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The command `which` with the options that commands share. */
const command = (which, { entry, use, dialect, strict }, ...more) => [
    which, '--diagnostics=json', ...more,
    ...dialect === undefined ? [] : [`--dialect=${dialect}`],
    ...list(use).map((preset) => `--use=${preset}`),
    ...strict ? ['--strict'] : [],
    '--', ...list(entry),
];

/** The functions for the module that `load` returns, and for node:fs if there is one. */
module.exports = function bind(load, disk) {
    /** Runs a command; returns its status and what it printed. */
    function call(args, { files, read }, input) {
        const texts = ['', '', ''], decoders = texts.map(() => new TextDecoder());
        const write = (fd, bytes) => { texts[fd] += decoders[fd].decode(bytes, { stream: true }); };
        const fs = new Files({ files, read, disk, input, write });
        const status = start(load(), { fs, cwd: FOLDER, isatty: () => false }).run('ag_wasm_files', args);
        return { status, out: texts[1], messages: texts[2] };
    }

    function generate(options) {
        const { target, output, options: settings = {} } = options;
        const { status, out, messages } = call(command('generate', options,
            ...target === undefined ? [] : [`--target=${target}`],
            ...output === undefined ? [] : [`--output=${output}`],
            ...Object.entries(settings).map(([option, value]) => `--option=${option}=${value}`)), options);
        return { outputs: status === 0 ? JSON.parse(out) : [], diagnostics: parse(messages) };
    }

    function check(options) {
        return { diagnostics: parse(call(command('check', options), options).out) };
    }

    function format(options) {
        const { entry, text } = options;
        // Without a text, standard output has the formatted text of a file only if the file
        // comes from standard input.
        const { files, read } = options;
        let input = text;
        if (input === undefined) {
            const fs = new Files({ files, read, disk });
            try {
                const fd = fs.openSync(`${FOLDER}/${entry}`, 0);
                input = new Uint8Array(Number(fs.fstatSync(fd).size));
                fs.readSync(fd, input);
            } catch (error) {
                if (error?.code === undefined) throw error;
                input = undefined;
            }
        }
        const args = ['fmt', '--diagnostics=json'];
        const { status, out, messages } = input === undefined ? call([...args, '--check', '--', entry], options)
            : call([...args, `--stdin-filepath=${entry}`, '-'], options, input);
        return { text: status === 0 ? out : null, diagnostics: parse(messages) };
    }

    function expand(options) {
        const { entry, strict } = options;
        const { status, out, messages } = call(command('expand', { entry, strict }), options);
        return { text: status === 0 ? out : null, diagnostics: parse(messages) };
    }

    function createServer({ send, files, cwd = '/', exit = () => {} }) {
        const errors = new TextDecoder();
        // The server writes each message in one piece, with a header before it.
        const write = (fd, bytes) => fd === 1 ? send(JSON.parse(decoder.decode(bytes.subarray(bytes.indexOf(0x7b)))))
            : console.error(errors.decode(bytes, { stream: true }));
        const fs = files || !disk ? new Files({ ...isMap(files) ? { live: files } : { files }, disk, write })
            : { ...disk, writeSync: (fd, bytes) => fd > 2 ? disk.writeSync(fd, bytes) : (write(fd, bytes), bytes.length) };
        const instance = start(load(), { fs, cwd, isatty: () => false });
        instance.run('ag_wasm_main', ['lsp']);
        const { receive, end } = serve(instance, exit);
        return {
            receive(message) {
                const body = encode(typeof message === 'string' ? message : JSON.stringify(message));
                receive(encoder.encode(`Content-Length: ${body.length}\r\n\r\n`));
                receive(body);
            },
            close: end,
        };
    }

    return { generate, check, format, expand, createServer };
};
