// The real `prisma generate` of Prisma 6 and 7 runs generator blocks whose provider is
// authgen: the files are those of plain authgen, and mistakes are errors of Prisma.

import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pool, run } from './process.js';
import { filesBelow } from './schemas.js';

const peers = fileURLToPath(new URL('prismacli', import.meta.url));

const env = {
    ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', NO_COLOR: '1',
    // No engine is run, but each would be fetched.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
};

const datasource = (release) =>
    `datasource db {\n  provider = "sqlite"\n${release === 6 ? '  url      = "file:dev.db"\n' : ''}}\n\n`;

const block = (name, target, output, more = '') =>
    `generator ${name} {\n  provider = "authgen"\n  target   = "${target}"\n  output   = "${output}"\n${more}}\n\n`;

const user = 'model User {\n  id    Int    @id\n  email String @unique\n  posts Post[]\n}\n';
const post = 'model Post {\n  id     Int  @id\n  userId Int\n  user   User @relation(fields: [userId], references: [id])\n}\n';

/** The projects: their files, what Prisma and authgen read, and where a mistake is shown. */
const projects = (release) => ({
    folder: {
        files: {
            'prisma/main.prisma': datasource(release) + block('tables', 'drizzle', '../src/tables.ts')
                + block('entities', 'typeorm', '../src/entities/') + block('sql', 'ddl', 'schema.sql'),
            'prisma/models/post.prisma': post,
            'prisma/models/user.prisma': user,
            'prisma.config.ts': 'export default { schema: "prisma" };\n',
        },
        schema: 'prisma',
    },
    mistake: {
        files: {
            'schema.prisma': datasource(release) + block('tables', 'drizzle', 'tables.ts')
                + block('wrong', 'drizzle', 'wrong.ts', '  nmes     = "model"\n') + user + post,
        },
        schema: 'schema.prisma',
        shown: /schema\.prisma:\d+:3: error: target 'drizzle' has no option 'nmes' \[AG6104\]/,
    },
});

/** The text of each file below a folder that is not one of `inputs`. */
const outputs = (folder, inputs) => Object.fromEntries(
    filesBelow(folder, ['.ts', '.sql']).map((file) => relative(folder, file))
        .filter((name) => !(name in inputs)).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

async function wrongGenerate(release, command, folder, { files, schema, shown }) {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
    // Where npm puts the programs of a project.
    const bin = join(folder, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'authgen'), `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')} "$@"\n`);
    chmodSync(join(bin, 'authgen'), 0o755);

    const { status, stdout, stderr } = await run([
        process.execPath, '--require', join(peers, 'absent.cjs'),
        join(peers, `node_modules/prisma${release}/build/index.js`), 'generate', '--schema', schema,
    ], { cwd: folder, env: { ...env, PATH: `${bin}${delimiter}${env.PATH}` } });
    const wrong = status === (shown ? 1 : 0) ? [] : [`prisma generate: exit ${status}\n${stdout}${stderr}`];
    if (shown && !shown.test(stderr)) wrong.push(`prisma generate does not show the mistake:\n${stderr}`);
    const theirs = outputs(folder, files);

    for (const name of Object.keys(theirs)) rmSync(join(folder, name));
    if (shown) writeFileSync(join(folder, schema), files[schema].replace(/^generator wrong [^]*?^\}\n/m, ''));
    const plain = await run([...command, schema], { cwd: folder, env });
    if (plain.status !== 0) wrong.push(`authgen: exit ${plain.status}\n${plain.stderr}`);
    const ours = outputs(folder, files);
    const names = [theirs, ours].map((texts) => Object.keys(texts).join(' '));
    if (names[0] !== names[1] || names[0] === '') wrong.push(`prisma generate writes: ${names[0]}\nauthgen: ${names[1]}`);
    for (const name of Object.keys(ours)) if (ours[name] !== theirs[name]) wrong.push(`${name} is another text`);
    return wrong;
}

/** @param command how to run authgen, which `name` describes */
export async function testGenerate({ tap, dir, wanted }, name, command) {
    const limit = pool(2);
    await Promise.all([6, 7].flatMap((release) =>
        Object.entries(projects(release)).map(async ([kind, project]) => {
            const title = `prisma generate ${release}, ${name}: ${kind}`;
            if (!wanted(title)) return;
            const folder = join(dir, `generate-${name}-${release}-${kind}`);
            tap.result(title, await limit(() => wrongGenerate(release, command, folder, project)));
        })));
}

/** @param context see main.js */
export const testPrismaGenerate = (context) => testGenerate(context, 'native', [context.authgen]);
