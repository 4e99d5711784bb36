'use strict';
// The functions of the package. Each call is a run of the command line in memory:
// what it reads comes from `files`, `read` or the disk, and what it writes is
// returned.

const disk = require('node:fs');
const { posix } = require('node:path');
const { run } = require('./runtime.cjs');

// The working directory as the module knows it, so that relative and absolute paths
// differ.
const FOLDER = '/@';

const name = (path) => {
    const relative = path === FOLDER ? '.' : path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : path;
    return posix.normalize(relative).replace(/(?<=.)\/$/, '');
};

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

// What the runtime needs of node:fs, over the texts of a call. `out[1]` and `out[2]`
// have what was written to standard output and standard error.
class Files {
    constants = disk.constants;
    out = [[], [], []];
    #open = new Map();
    #texts = new Map();
    #read;

    constructor({ files = {}, read }, input) {
        for (const [path, text] of Object.entries(files)) this.#texts.set(name(path), Buffer.from(text));
        this.#read = read;
        this.#open.set(0, { text: Buffer.from(input ?? ''), at: 0 });
    }

    /** The text of `path`; null if it is a folder. */
    #text(path) {
        const key = name(path);
        let text = this.#texts.get(key);
        if (key === '.') return null;
        if (text === undefined && this.#read) {
            const found = this.#read(key);
            if (found !== undefined && found !== null) text = Buffer.from(found);
            if (text) this.#texts.set(key, text);
        }
        if (text) return text;
        if (this.#below(key).length) return null;
        if (this.#read) throw Object.assign(new Error(key), { code: 'ENOENT' });
        return disk.statSync(key).isDirectory() ? null : disk.readFileSync(key);
    }

    /** The names in a folder that `files` has. */
    #below(key) {
        const start = key === '.' ? '' : `${key}/`;
        const names = [...this.#texts.keys()].filter((path) => path.startsWith(start))
            .map((path) => path.slice(start.length).split('/')[0]);
        return [...new Set(names)];
    }

    statSync(path) {
        const key = name(path);
        // The disk need not be read to know what is there.
        if (!this.#read && key !== '.' && !this.#texts.has(key) && !this.#below(key).length) {
            const st = disk.statSync(key, { throwIfNoEntry: false });
            return st && new Stat(st.isDirectory() ? undefined : st.size);
        }
        return new Stat(this.#text(path)?.length);
    }
    lstatSync(path) { return this.statSync(path); }
    fstatSync(fd) { return new Stat(this.#open.get(fd).text?.length); }
    readdirSync(path) {
        const key = name(path);
        const known = this.#below(key);
        return this.#read || !disk.existsSync(key) ? known : [...new Set([...known, ...disk.readdirSync(key)])];
    }
    openSync(path, flags) {
        const { O_WRONLY, O_RDWR } = this.constants;
        if (flags & (O_WRONLY | O_RDWR)) throw Object.assign(new Error(path), { code: 'EROFS' });
        let fd = 3;
        while (this.#open.has(fd)) fd++;
        this.#open.set(fd, { text: this.#text(path), at: 0 });
        return fd;
    }
    readSync(fd, buffer) {
        const file = this.#open.get(fd);
        const piece = file.text.subarray(file.at, file.at + buffer.length);
        buffer.set(piece);
        file.at += piece.length;
        return piece.length;
    }
    writeSync(fd, buffer) {
        return this.out[fd].push(Buffer.from(buffer)) && buffer.length;
    }
    closeSync(fd) {
        this.#open.delete(fd);
    }
}

/** Runs a command; returns its status and what it printed. */
function call(args, options, input) {
    const fs = new Files(options, input);
    const status = run('ag_wasm_files', args, { fs, cwd: FOLDER, isatty: () => false });
    const [, out, messages] = fs.out.map((pieces) => Buffer.concat(pieces).toString());
    return { status, out, messages };
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
        const fs = new Files({ files, read });
        try {
            const fd = fs.openSync(`${FOLDER}/${entry}`, 0);
            const buffer = Buffer.alloc(Number(fs.fstatSync(fd).size));
            fs.readSync(fd, buffer);
            input = buffer;
        } catch (error) {
            if (error?.code === undefined) throw error;
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

module.exports = { generate, check, format, expand };
