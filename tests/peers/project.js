// An application as it lies in a folder: what it finds in node_modules, and its
// modules in TypeScript, which Node 20 does not run by itself.

import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const peers = fileURLToPath(new URL('.', import.meta.url));

/** The packages of a folder node_modules: `name` or `@scope/name`. */
const packagesOf = (folder) => readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@')
        ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name]));

/**
 * Makes a folder in which the packages of these folders of tests/peers are
 * installed; of two with the same name the first counts.
 */
export function makeProject(dir, folders, settings = {}) {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'package.json'), JSON.stringify({ type: 'module', ...settings }));
    for (const folder of folders) {
        const from = join(peers, folder, 'node_modules');
        for (const name of packagesOf(from)) {
            const to = join(dir, 'node_modules', name);
            if (existsSync(to)) continue;
            mkdirSync(dirname(to), { recursive: true });
            symlinkSync(join(from, name), to);
        }
    }
}

const options = {
    module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, rewriteRelativeImportExtensions: true,
};

/** Imports of modules of the application: relative, or by an alias. */
const own = /((?:\bfrom|\bimport)\s*)(["'])((?:\.{1,2}|@|~|\$lib)\/[^"']*)\2/g;

/**
 * Transpiles a module, and those of the application that it imports; returns the
 * file of JavaScript. `aliases` is a list of [prefix, folder], as in `paths`.
 */
function transpile(file, aliases) {
    const script = file.replace(/\.ts$/, '.js');
    if (existsSync(script)) return script;
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options });
    writeFileSync(script, '');
    const text = outputText.replace(own, (all, before, quote, name) => {
        const [prefix, folder] = aliases.find(([start]) => name.startsWith(start)) ?? ['', dirname(file)];
        const path = join(folder, name.slice(prefix.length));
        const found = [path.replace(/\.js$/, '.ts'), `${path}.ts`, join(path, 'index.ts')]
            .find((one) => one.endsWith('.ts') && existsSync(one));
        if (!found) return all;
        const to = relative(dirname(file), transpile(found, aliases));
        return `${before}${quote}${to.startsWith('.') ? to : `./${to}`}${quote}`;
    });
    writeFileSync(script, text);
    return script;
}

/** The exports of a module of an application. */
export const load = (file, aliases = []) => import(pathToFileURL(transpile(file, aliases)));
