// The extension for VS Code: its grammar, its types, its package, and its code in
// Node. VS Code itself is not to be had from a package registry.

import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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

/** The names of the files in a .zip. */
async function entries(path) {
    const zip = await promisify(packages('yauzl').open)(path, {});
    const names = [];
    zip.on('entry', ({ fileName }) => names.push(fileName));
    await new Promise((resolve, reject) => zip.on('end', resolve).on('error', reject));
    return names.sort();
}

export async function testEditors({ tap, authgen, dir, schemas, wanted }) {
    if (!wanted('editors')) return;
    const name = (what) => `editors/vscode: ${what}`;

    // A copy, since the package is built where its sources are.
    const copy = join(dir, 'editors/editors/vscode');
    cpSync(source, copy, {
        recursive: true,
        filter: (path) => !['node_modules', 'dist'].includes(basename(path)),
    });
    symlinkSync(join(source, 'node_modules'), join(copy, 'node_modules'));
    cpSync(join(top, 'COPYING'), join(dir, 'editors/COPYING'));

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

    const built = await npm('package');
    if (!tap.result(name(`package${alone.length ? ', without a network' : ''}`), built)) return;
    const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
    const [, version] = readFileSync(join(top, 'configure.ac'), 'utf8')
        .match(/AC_INIT\(\[authgen\], \[([^\]]*)\]\)/);
    tap.result(name('contents'), [
        ...same('files', await entries(join(copy, 'dist/authgen.vsix')), [
            '[Content_Types].xml',
            'extension.vsixmanifest',
            'extension/LICENSE.txt',
            'extension/dist/NOTICES.txt',
            'extension/dist/extension.js',
            'extension/language-configuration.json',
            'extension/package.json',
            'extension/readme.md',
            'extension/syntaxes/authgen.tmLanguage.json',
        ]),
        ...same('version', manifest.version, version),
    ]);
    const { properties } = manifest.contributes.configuration;
    const recipe = JSON.parse(readFileSync(join(top, 'editors/recipes/vscode-settings.json'), 'utf8'));
    tap.result(name('has the settings that the manual shows'), Object.keys(recipe)
        .filter((key) => key !== '[authgen]' && !(key in properties)));

    const folder = join(dir, 'editors/folder');
    mkdirSync(folder);
    writeFileSync(join(folder, 'schema.auth'), `generator sql {
  provider = "sql"
  dialect  = "sqlite"
  output   = "out.sql"
}
model A {
  id Id @id
}
`);
    writeFileSync(join(folder, 'bad.auth'), 'model A {\n  id Id @id\n  name Strin\n}\n');
    writeFileSync(join(folder, 'auth.ts'), 'export const auth = betterAuth({ plugins: [admin()] });\n');
    const stub = fileURLToPath(new URL('vscode.cjs', import.meta.url));
    const { status, stdout, stderr } = await run(
        ['timeout', '600', process.execPath, stub, join(copy, 'dist/extension.js'), folder],
        { cwd: dirname(stub), env: { ...process.env, AUTHGEN: authgen } },
    );
    if (status !== 0) {
        tap.result(name('runs in Node'), [`exit ${status}`, stderr]);
        return;
    }
    const was = JSON.parse(stdout);
    tap.result(name('commands'), same(
        'commands', was.commands, manifest.contributes.commands.map(({ command }) => command).sort(),
    ));
    tap.result(name('generates when a schema is saved'), same('saved', was.saved, true));
    tap.result(name('generates by command'), same('generated', was.generated, true));
    tap.result(name('generates at no other time'), [
        ...same('another language', was.other, false),
        ...same('switched off', was.off, false),
        ...same('an untrusted workspace', was.untrusted, false),
        ...same('a mistake', was.wrong, false),
    ]);
    const { language, content = '' } = was.expanded ?? {};
    tap.result(name('shows the schema of a configuration'), [
        ...same('language', language, 'authgen'),
        ...(content.includes('use "better-auth/admin"') ? [] : [content]),
    ]);
    tap.result(name('shows what authgen says'),
        was.log.includes('bad.auth:3:8: error: ') ? [] : [was.log]);
    if ((await run([authgen, 'help', 'lsp'])).status === 0) {
        tap.result(name('diagnostics of the language server'), same(
            'places', was.diagnostics.map(({ line, character }) => [line, character]), [[2, 7]],
        ));
    } else {
        tap.skip(name('diagnostics of the language server'), 'jansson was missing when authgen was built');
    }
    tap.skip(name('in VS Code itself'), 'neither Debian nor npm has VS Code');
}
