// The extension for VS Code: its grammar and its types. tests/npm/vscode.js packages and
// runs it.

import { cpSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.js';

const top = fileURLToPath(new URL('../..', import.meta.url));
const source = join(top, 'editors/vscode');
const packages = createRequire(join(source, 'package.json'));

const same = (what, is, should) => {
    const [a, b] = [is, should].map((value) => JSON.stringify(value));
    return a === b ? [] : [`${what}: ${a}, should be ${b}`];
};

/** The grammar, in the engine that VS Code has. */
async function loadGrammar() {
    const { Registry, parseRawGrammar } = packages('vscode-textmate');
    const oniguruma = packages('vscode-oniguruma');
    await oniguruma.loadWASM(readFileSync(packages.resolve('vscode-oniguruma/release/onig.wasm')));
    const file = join(source, 'syntaxes/authgen.tmLanguage.json');
    const registry = new Registry({
        onigLib: Promise.resolve({
            createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
            createOnigString: (text) => new oniguruma.OnigString(text),
        }),
        loadGrammar: async () => parseRawGrammar(readFileSync(file, 'utf8'), file),
    });
    return registry.loadGrammar('source.authgen');
}

/** The innermost scope at a place of a line. */
const scopeAt = ({ tokens }, place) => tokens.find(({ endIndex }) => endIndex > place).scopes.at(-1);

/** What the scope of a word of each kind begins with. */
const kinds = {
    keyword: ['keyword.control', 'storage.type'],
    scalar: ['support.type'],
    attribute: ['entity.other.attribute-name.authgen'],
    'block-attribute': ['entity.other.attribute-name.block.authgen'],
    native: ['entity.other.attribute-name.native.authgen'],
};

async function wordsOfGrammar(grammar) {
    const { status, stdout, stderr } = await run(['sh', join(top, 'tests/editors/words'), top]);
    if (status !== 0) return [stderr];
    const lines = stdout.trim().split('\n').map((line) => line.split('\t'));
    const scopes = lines.map(([, word, text]) =>
        scopeAt(grammar.tokenizeLine(text), text.indexOf(word)));
    const wrong = lines.flatMap(([kind, word, text], i) => {
        const begins = kinds[kind] ?? Object.values(kinds).flat();
        const known = begins.some((begin) => scopes[i].startsWith(begin));
        return known === (kind in kinds) ? [] : [`${kind} ${word} in '${text}' is ${scopes[i]}`];
    });
    const seen = [...new Set(lines.map(([kind]) => kind))].sort();
    return [...wrong, ...same('kinds', seen, [...Object.keys(kinds), 'unknown'].sort())];
}

/** Declarations and fields in schemas of all kinds: nothing runs on too far. */
function placesOfGrammar(grammar, files) {
    const wrong = [];
    let seen = 0;
    for (const file of files) {
        let state = null;
        for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
            const tokens = grammar.tokenizeLine(line, state);
            state = tokens.ruleStack;
            const wanted = /^(model|enum|view|mixin|datasource|generator|config|extend)\b.*\{/.test(line)
                ? /^(storage\.type|keyword\.control)/
                : /^ {2}\w+ +[A-Za-z_]/.test(line) ? /^variable\.other/ : null;
            if (!wanted) continue;
            seen++;
            const scope = scopeAt(tokens, line.search(/\S/));
            if (!wanted.test(scope)) wrong.push(`${file}: '${line}' begins with ${scope}`);
        }
    }
    return seen > 100 ? wrong : [`only ${seen} lines`];
}

export async function testEditors({ tap, dir, schemas, wanted }) {
    if (!wanted('editors')) return;
    const name = (what) => `editors/vscode: ${what}`;

    // A copy, because the tests change it.
    const copy = join(dir, 'editors/editors/vscode');
    cpSync(source, copy, {
        recursive: true,
        filter: (path) => !['node_modules', 'dist'].includes(basename(path)),
    });
    symlinkSync(join(source, 'node_modules'), join(copy, 'node_modules'));
    symlinkSync(join(top, 'packages'), join(dir, 'editors/packages'));

    // Without a network, where the kernel lets us say so.
    const alone = (await run(['unshare', '-rn', 'true']).catch(() => ({}))).status === 0
        ? ['unshare', '-rn'] : [];
    const npm = async (...args) => {
        const env = { ...process.env, npm_config_offline: 'true' };
        const result = await run([...alone, 'npm', 'run', '--silent', ...args], { cwd: copy, env });
        return result.status === 0 ? [] : [`exit ${result.status}`, result.stdout + result.stderr];
    };

    tap.result(name('types'), await npm('check'));
    tap.result(name('scopes of the grammar'), await npm('grammar'));
    // A word that is no keyword shows that the scopes are looked at.
    const cases = readdirSync(join(copy, 'tests'));
    const kept = cases.map((file) => readFileSync(join(copy, 'tests', file), 'utf8'));
    const failing = [];
    for (const [i, file] of cases.entries()) {
        writeFileSync(join(copy, 'tests', file), kept[i].replace(/^(model|config) /m, 'x$&'));
        if ((await npm('grammar')).length === 0) failing.push(`${file} passes without its keyword`);
        writeFileSync(join(copy, 'tests', file), kept[i]);
    }
    tap.result(name('scopes are missed'), failing);
    const grammar = await loadGrammar();
    tap.result(name('the grammar knows the words of the language'), await wordsOfGrammar(grammar));
    const found = ['examples', 'presets'].flatMap((folder) =>
        readdirSync(join(top, folder), { recursive: true })
            .filter((file) => file.endsWith('.auth')).map((file) => join(top, folder, file)));
    tap.result(name('the grammar reads schemas of all kinds'),
        placesOfGrammar(grammar, [...found, ...schemas.map(({ file }) => file)]));

    const { properties } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')).contributes.configuration;
    const recipe = JSON.parse(readFileSync(join(top, 'editors/recipes/vscode-settings.json'), 'utf8'));
    tap.result(name('has the settings that the manual shows'), Object.keys(recipe)
        .filter((key) => key !== '[authgen]' && !(key in properties)));
}
