// The package of the extension for VS Code, in editors/vscode: what it contains, and what
// it does on a desktop and in a browser. VS Code itself is not to be had from a package
// registry. Prints TAP.
//
//     node vscode.js BUILD

import { cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { run } from '../peers/process.js';
import { Tap } from '../peers/tap.js';

const top = fileURLToPath(new URL('../..', import.meta.url));
const source = join(top, 'editors/vscode');
const build = resolve(process.argv[2]);
const dir = mkdtempSync(join(tmpdir(), 'authgen-vscode-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
const tap = new Tap();

const same = (what, is, should) => {
    const [a, b] = [is, should].map((value) => JSON.stringify(value));
    return a === b ? [] : [`${what}: ${a}, should be ${b}`];
};

/** Unpacks a .zip; returns the names of the files. */
async function unpack(path, to) {
    const zip = await promisify(createRequire(join(source, 'package.json'))('yauzl').open)(path, { lazyEntries: true });
    const names = [];
    zip.on('entry', async (entry) => {
        names.push(entry.fileName);
        const file = join(to, entry.fileName);
        mkdirSync(dirname(file), { recursive: true });
        await pipeline(await promisify(zip.openReadStream.bind(zip))(entry), createWriteStream(file));
        zip.readEntry();
    });
    zip.readEntry();
    await new Promise((done, fail) => { zip.on('end', done).on('error', fail); });
    return names.sort();
}

/** A folder with schemas, which the extension works on. */
function workspace(name) {
    const folder = join(dir, name);
    mkdirSync(folder);
    for (const [file, text] of Object.entries({
        'schema.auth': 'generator sql {\n  provider = "sql"\n  dialect  = "sqlite"\n  output   = "out.sql"\n}\nmodel A {\n  id Id @id\n}\n',
        'bad.auth': 'model A {\n  id Id @id\n  name Strin\n}\n',
        'part.auth': 'model Part {\n  id Id @id\n}\n',
        'uses.auth': 'use "./part.auth"\nuse "./auth.ts"\nextend model User {\n  part Prt\n}\n',
        'auth.ts': 'export const auth = betterAuth({ plugins: [admin()] });\n',
    })) writeFileSync(join(folder, file), text);
    return folder;
}

async function test(home, manifest, kind, program) {
    const name = (what) => `editors/vscode: ${kind}${program ? ', a native program' : ''}: ${what}`;
    const stub = fileURLToPath(new URL('vscode.cjs', import.meta.url));
    const env = { ...process.env };
    delete env.AUTHGEN;
    if (program) env.AUTHGEN = program;
    const { status, stdout, stderr } = await run(
        ['timeout', '120', process.execPath, stub, home, workspace(`${kind}${program ? '-native' : ''}`), kind], { env },
    );
    if (!tap.result(name('runs'), status === 0 ? [] : [`exit ${status}`, stderr])) return;
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
    const places = (list) => list?.map(({ line, character }) => [line, character]);
    tap.result(name('diagnostics of the language server'), same('places', places(was.diagnostics), [[2, 7]]));
    tap.result(name('... which reads the files that a schema uses'), same('places', places(was.uses), [[3, 7]]));
}

async function main() {
    if (!existsSync(join(source, 'node_modules/esbuild'))) {
        tap.skip('editors/vscode: the package', 'tests/peers/setup has not been run');
        return;
    }
    // A copy, since the package is built where its sources are.
    const copy = join(dir, 'editors/vscode');
    cpSync(source, copy, {
        recursive: true,
        filter: (path) => !['node_modules', 'dist'].includes(basename(path)),
    });
    symlinkSync(join(source, 'node_modules'), join(copy, 'node_modules'));
    cpSync(join(top, 'COPYING'), join(dir, 'COPYING'));

    // Without a network, where the kernel lets us say so.
    const alone = (await run(['unshare', '-rn', 'true']).catch(() => ({}))).status === 0 ? ['unshare', '-rn'] : [];
    const env = { ...process.env, npm_config_offline: 'true', AUTHGEN_NPM: join(build, 'npm/authgen') };
    const built = await run([...alone, 'npm', 'run', '--silent', 'package'], { cwd: copy, env });
    const packed = built.status === 0 ? [] : [`exit ${built.status}`, built.stdout + built.stderr];
    if (!tap.result(`editors/vscode: package${alone.length ? ', without a network' : ''}`, packed)) return;
    const names = await unpack(join(copy, 'dist/authgen.vsix'), join(dir, 'unpacked'));
    const home = join(dir, 'unpacked/extension');
    const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    const [, version] = readFileSync(join(top, 'configure.ac'), 'utf8').match(/AC_INIT\(\[authgen\], \[([^\]]*)\]\)/);
    tap.result('editors/vscode: contents', [
        ...same('files', names, [
            '[Content_Types].xml',
            'extension.vsixmanifest',
            'extension/LICENSE.txt',
            'extension/dist/NOTICES.txt',
            'extension/dist/authgen.js',
            'extension/dist/authgen.wasm',
            'extension/dist/desktop.js',
            'extension/dist/web.js',
            'extension/dist/worker.js',
            'extension/language-configuration.json',
            'extension/package.json',
            'extension/readme.md',
            'extension/syntaxes/authgen.tmLanguage.json',
        ]),
        ...same('version', manifest.version, version),
    ]);
    await test(home, manifest, 'desktop');
    await test(home, manifest, 'desktop', join(build, 'authgen'));
    await test(home, manifest, 'web');
    tap.skip('editors/vscode: in VS Code itself', 'neither Debian nor npm has VS Code');
}

await main();
tap.done();
process.exitCode = tap.failed ? 1 : 0;
