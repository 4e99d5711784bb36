'use strict';
// The plugin for Vite: `import * as schema from './auth.ts?authgen'`, or of a schema
// `./schema.auth`, is what authgen generates for that file. Nothing is written.

const { readFileSync } = require('node:fs');
const { relative, resolve } = require('node:path');
const { generate } = require('./index.cjs');

// Vite takes a module for TypeScript by the end of its name.
const mark = /\?authgen(&lang\.ts)?$/;
const schema = /\.auth$/;

/** The text of a diagnostic, with its advice. */
const say = ({ message, code, notes }) =>
    [`${message}${code ? ` [${code}]` : ''}`, ...notes.map((note) => `${note.level}: ${note.message}`)].join('\n');

module.exports = function authgen(options = {}) {
    let root = process.cwd();
    /** The files that each module was made of. */
    const inputs = new Map();

    return {
        name: 'authgen',
        enforce: 'pre',
        configResolved(config) {
            root = config.root;
        },
        async resolveId(source, importer) {
            if (!mark.test(source) && !schema.test(source)) return null;
            const found = await this.resolve(source.replace(mark, ''), importer, { skipSelf: true });
            return found && !found.external ? `${found.id}?authgen&lang.ts` : null;
        },
        load(id) {
            if (!mark.test(id)) return null;
            const file = id.replace(mark, '');
            const seen = new Set([file]);
            const { outputs, diagnostics } = generate({
                target: 'drizzle',
                ...options,
                entry: relative(process.cwd(), file) || file,
                read(path) {
                    const whole = resolve(path);
                    try {
                        const text = readFileSync(whole);
                        seen.add(whole);
                        return text;
                    } catch {
                        return undefined;
                    }
                },
            });
            inputs.set(id, seen);
            for (const path of seen) this.addWatchFile(path);
            for (const diagnostic of diagnostics) {
                const { begin, level } = diagnostic;
                const entry = {
                    message: say(diagnostic),
                    id: diagnostic.file ? resolve(diagnostic.file) : file,
                    ...begin && { loc: { file: resolve(diagnostic.file), line: begin.line, column: begin.utf16 - 1 } },
                };
                if (level === 'error') this.error(entry);
                if (level === 'warning') this.warn(entry);
            }
            if (outputs.length !== 1) {
                this.error(`authgen writes ${outputs.length} files for ${relative(root, file)}: a module is one file`);
            }
            if (!outputs[0].path.endsWith('.ts')) {
                this.error(`authgen writes ${outputs[0].path} for ${relative(root, file)}, which is no module: choose a target for TypeScript`);
            }
            return { code: outputs[0].text, map: null };
        },
        /** A change of a file that a module was made of changes the module. */
        handleHotUpdate({ file, modules, server }) {
            const more = [...inputs].filter(([, seen]) => seen.has(resolve(file)))
                .map(([id]) => server.moduleGraph.getModuleById(id)).filter(Boolean);
            return more.length ? [...new Set([...modules, ...more])] : undefined;
        },
    };
};
