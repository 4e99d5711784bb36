// Presets are extended without being touched: a column more, another name of a
// table, foreign keys from an application's table and to it, a table less. All
// targets write it, the tools accept it, and their databases are one.
//
// And the files of an application beside those of a library: written of the same
// schema, or by hand.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { apply, openDatabase } from './databases.js';
import { safe } from './ddl.js';
import { versions as drizzles } from './drizzle.js';
import { prismaSql } from './engine.js';
import { forget, unexcused } from './forced.js';
import { diff, introspect } from './introspect.js';
import { presetMaker, report, reportTypes } from './presets.js';
import { prisma } from './prisma.js';
import { run } from './process.js';
import { dialects } from './schemas.js';
import { versions as typeorms } from './typeorm.js';
import { synchronize } from './typeorm.test.js';

// --- Extended ----------------------------------------------------------------

const libraries = [
    { name: 'better-auth', omitted: 'Verification', table: 'verification' },
    { name: 'auth.js', omitted: 'VerificationToken', table: 'verificationToken' },
    { name: 'lucia@3', omitted: 'Session', table: 'user_session' },
];

const extended = ({ name, omitted }) => `use "${name}"

model Team {
  id      Id     @id
  name    String
  ownerId Id     @references(User.id, onDelete: Cascade, as: owner, back: owned)
}

extend model User {
  nick   String? @unique @mysql.VarChar(40) @sqlserver.NVarChar(40)
  teamId Id?     @references(Team.id, onDelete: SetNull, as: team, back: people)
  @@map("people")
}

omit model ${omitted}
`;

const keys = (table) => table.foreignKeys
    .map(({ columns, table: to, onDelete }) => `${columns} ${to} ${onDelete}`).sort();

/** What the schema asks for that is not in the database. */
function missing({ tables }, { name, table }) {
    const wrong = [];
    const equal = (what, is, should) => {
        const [a, b] = [is, should].map((value) => JSON.stringify(value));
        if (a !== b) wrong.push(`${what}: ${a}, should be ${b}`);
    };
    // Names of a library's tables and columns are in its style, also new ones.
    const teamId = name === 'lucia@3' ? 'team_id' : 'teamId';
    equal('the omitted table and the former name', [table, 'user'].filter((one) => tables[one]), []);
    equal('the new column', tables.people.columns.nick?.nullable, true);
    equal('its key', tables.people.indexes.filter(({ keys: [first] }) => first === 'nick')
        .map(({ unique }) => unique), [true]);
    equal('to the application', keys(tables.people), [`${teamId} Team SET NULL`]);
    equal('from the application', keys(tables.Team), ['ownerId people CASCADE']);
    equal('within the library', Object.entries(tables)
        .filter(([one]) => !['people', 'Team'].includes(one))
        .flatMap(([, { foreignKeys }]) => foreignKeys.map(({ table: to }) => to))
        .filter((to) => to !== 'people'), []);
    return wrong;
}

/** The differences between two databases that the tool does not force. */
function differences(tool, dialect, ours, theirs) {
    const test = { tool, check: 'catalog', dialect };
    return unexcused(test, diff(forget(test, ours), theirs));
}

async function inNew(servers, dialect, name, statements, work) {
    const db = await openDatabase(servers, dialect, name);
    try {
        await apply(db, statements);
        return await work(db);
    } finally {
        await db.close();
    }
}

/** Rows go round through Prisma's client, by the relations of both sides. */
async function throughPrisma(client) {
    const [user, team] = [client.user, client.team];
    await user.create({ data: { id: 'ada', nick: 'al', name: 'Ada', email: 'a@b', updatedAt: new Date() } })
        // Lucia's users have an id and nothing else.
        .catch(() => user.create({ data: { id: 'ada', nick: 'al' } }));
    await team.create({ data: { id: 'one', name: 'One', owner: { connect: { id: 'ada' } } } });
    await user.update({ where: { nick: 'al' }, data: { team: { connect: { id: 'one' } } } });
    const found = await team.findUniqueOrThrow({
        where: { id: 'one' }, include: { owner: true, people: true },
    });
    const is = [found.owner.nick, found.people.map(({ id }) => id)];
    return JSON.stringify(is) === '["al",["ada"]]' ? [] : [JSON.stringify(is)];
}

async function testExtended(context, maker) {
    const ready = await context.servers;
    const types = new Map();
    const project = (tool) => join(maker.folder, tool.dir);
    for (const tool of [...drizzles, ...typeorms]) {
        tool.makeProject(project(tool));
        types.set(tool, new Map());
    }
    for (const library of libraries) {
        const schema = maker.schema(`extended ${library.name}`, extended(library));
        for (const dialect of dialects) {
            const title = `${library.name} extended -> ${dialect}`;
            if (!context.wanted(title)) continue;
            const stem = safe(`${library.name} ${dialect}`);
            const catalog = async (label, options = []) =>
                maker.inTables(schema, dialect, label, options, introspect);
            // Prisma has no other types on SQLite.
            const compat = dialect === 'sqlite' ? ['profile=compat'] : [];
            await report(context, `${title}: ddl`,
                async () => missing(await catalog('ddl'), library));
            for (const tool of drizzles) {
                const file = `${stem}.ts`;
                await report(context, `${title}: ${tool.target}, its database is that of ddl`, async () => {
                    const exports = await tool.load(await maker.write(
                        schema, tool.target, dialect, join(project(tool), file)));
                    if (tool.queryRelations(dialect, exports) < 4) return ['relations are missing'];
                    return inNew(ready, dialect, `extend-${tool.dir}-${stem}`,
                        await tool.statements(dialect, exports), async (db) => differences(
                            tool.target, dialect, await catalog(tool.dir),
                            await introspect(db)));
                });
                types.get(tool).set(file, `${title}: ${tool.target}, its types`);
            }
            for (const tool of typeorms) {
                const output = join(project(tool), stem);
                delete globalThis.typeormMetadataArgsStorage;
                await report(context, `${title}: ${tool.target}, its database is that of ddl`, async () => {
                    await maker.write(schema, tool.target, dialect, `${output}/`,
                        dialect === 'mysql' ? ['mariadb=true'] : []);
                    const entities = await tool.load(output);
                    const { rest, catalog: theirs } = await synchronize(ready,
                        { version: tool, dialect, output }, entities, `extend-${tool.dir}-${stem}`);
                    return [...unexcused({ tool: tool.target, check: 'again', dialect }, rest),
                        ...differences(tool.target, dialect, await catalog(tool.dir), theirs)];
                });
                types.get(tool).set(`${stem}/User.ts`, `${title}: ${tool.target}, its types`);
            }
            await report(context, `${title}: prisma, its client writes and reads`, () =>
                maker.inTables(schema, dialect, 'client', compat,
                    (db) => maker.withClient(schema, db, throughPrisma)));
            await report(context, `${title}: prisma, its database is that of ddl`, async () => {
                const text = readFileSync(await maker.write(
                    schema, 'prisma', dialect, join(maker.folder, `${stem}.prisma`)), 'utf8');
                prisma.prisma.validate([['schema.prisma', text]]);
                // The engine in WebAssembly knows nothing of MySQL.
                if (dialect === 'mysql') return [];
                return inNew(ready, dialect, `extend-prisma-${stem}`, [await prismaSql(dialect, text)],
                    async (db) => differences('prisma', dialect, await catalog('prisma', compat),
                        await introspect(db)));
            });
        }
    }
    for (const [tool, titles] of types) await reportTypes(context, project(tool), titles);
}

// --- Files beside each other ------------------------------------------------

const application = `
enum Visibility {
  draft
  published
}

model Post {
  id         Id         @id
  title      String     @mysql.VarChar(255)
  visibility Visibility @default(draft)
  authorId   Id         @references(User.id, onDelete: Cascade, as: author, back: posts)

  @@index([authorId])
}
`;

/** One schema, as the output of the library and that of the rest. */
const apart = (target, outputs, settings = {}) => `use "better-auth"
use "better-auth/two-factor"
${Object.entries(outputs).map(([name, output]) => `
generator ${name} {
  provider = "${target}"
  output   = "${output}"
${name === 'auth' ? '  only     = "better-auth"\n' : ''}${settings[name] ?? ''}}
`).join('')}${application}`;

/** Runs authgen for the generators of a schema; throws what it says. */
async function generateAll(authgen, dialect, file) {
    const { status, stdout, stderr } = await run([authgen, '-d', dialect, file]);
    if (status !== 0 || stderr !== '') throw new Error(`exit ${status}\n${stdout}${stderr}`);
}

/** What several files export, each made JavaScript where it stands. */
async function loadAll(files) {
    for (const file of files) {
        const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
            compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
        });
        writeFileSync(file.replace(/\.ts$/, '.js'), outputText);
    }
    const modules = await Promise.all(files.map((file) => import(file.replace(/\.ts$/, '.js'))));
    return Object.assign({}, ...modules);
}

/** Without what drizzle-kit prints between statements. */
const squeeze = (sql) => sql.replace(/--> statement-breakpoint/g, '').replace(/\s+/g, ' ').trim();

/** Two files of Drizzle, which are what one would be. */
async function testDrizzleApart(context, maker, tool, dialect, types) {
    const title = `hybrid -> ${dialect}: ${tool.target}`;
    if (!context.wanted(title)) return;
    const project = join(maker.folder, `${tool.dir}-apart`);
    const folder = join(project, dialect);
    mkdirSync(folder);
    const renamed = tool.target === 'drizzle@1' ? { app: '  relations_name = "own"\n' } : {};
    const schema = maker.schema(safe(title), apart(tool.target,
        { auth: `${folder}/auth.ts`, app: `${folder}/app.ts` }, renamed));
    await report(context, `${title}, two files are what one is`, async () => {
        await generateAll(context.authgen, dialect, schema.file);
        writeFileSync(join(folder, 'index.ts'),
            'export * from "./auth.js";\nexport * from "./app.js";\n');
        const files = ['auth', 'app'].map((name) => join(folder, `${name}.ts`));
        // The command finds ./auth.ts where the file says ./auth.js.
        const printed = await tool.exportByCommand(dialect, `${dialect}/a*.ts`, project);
        const exports = await loadAll(files);
        const authText = readFileSync(files[0], 'utf8');
        if (/\bposts?\b/i.test(authText)) return ['the library\'s file knows the application'];
        if (tool.queryRelations(dialect, exports) < 4) return ['relations are missing'];
        const whole = await tool.load(await maker.write(
            schema, tool.target, dialect, join(project, `${dialect}.ts`)));
        const [ours, one] = [await tool.statements(dialect, exports),
            await tool.statements(dialect, whole)].map((all) => all.map(squeeze).sort());
        const wrong = ours.filter((sql) => !one.includes(sql))
            .concat(one.filter((sql) => !ours.includes(sql)));
        const statements = await tool.statements(dialect, exports);
        const [a, b] = [printed, statements.join(' ')]
            .map((sql) => squeeze(sql).split(';').map((text) => text.trim()).sort().join('\n'));
        if (a !== b) wrong.push(`drizzle-kit export: ${printed}`);
        const ddl = await maker.inTables(schema, dialect, tool.dir, [], introspect);
        return [...wrong, ...await inNew(await context.servers, dialect, `hybrid-${tool.dir}-${dialect}`,
            statements, async (db) =>
                differences(tool.target, dialect, ddl, await introspect(db)))];
    });
    types.set(`${dialect}/auth.ts`, `${title}, the types of the library's file`);
    types.set(`${dialect}/app.ts`, `${title}, the types of the application's`);
    types.set(`${dialect}/index.ts`, `${title}, the types of both`);
}

/** Entities in two folders. */
async function testTypeormApart(context, maker, tool, dialect, types) {
    const title = `hybrid -> ${dialect}: ${tool.target}`;
    if (!context.wanted(title)) return;
    const project = join(maker.folder, tool.dir);
    const [auth, app] = ['auth', 'app'].map((name) => join(project, `${name}-${dialect}`));
    const mariadb = dialect === 'mysql' ? '  mariadb  = true\n' : '';
    const schema = maker.schema(safe(title),
        apart(tool.target, { auth: `${auth}/`, app: `${app}/` },
            { auth: mariadb, app: mariadb }));
    delete globalThis.typeormMetadataArgsStorage;
    await report(context, `${title}, two folders are what one is`, async () => {
        await generateAll(context.authgen, dialect, schema.file);
        const entities = [...new Set([...await tool.load(auth), ...await tool.load(app)])];
        const { rest, catalog } = await synchronize(await context.servers,
            { version: tool, dialect, output: app }, entities, `hybrid-${tool.dir}-${dialect}`);
        const ddl = await maker.inTables(schema, dialect, tool.dir, [], introspect);
        return [...unexcused({ tool: tool.target, check: 'again', dialect }, rest),
            ...differences(tool.target, dialect, ddl, catalog)];
    });
    types.set(`${basename(auth)}/User.ts`, `${title}, the types of the library's`);
    types.set(`${basename(app)}/Post.ts`, `${title}, the types of the application's`);
}

/** The application's file as the documents of such projects have it. */
const resources = {
    postgresql: `import { pgTable, serial, text, timestamp } from "drizzle-orm/pg-core";
import { users } from "./auth.js";

export const posts = pgTable("posts", {
  id: serial("id").primaryKey(),
  title: text("title").notNull(),
  content: text("content"),
  authorId: text("author_id").references(() => users.id),
  createdAt: timestamp("created_at").defaultNow(),
});
`,
    mysql: `import { int, mysqlTable, text, timestamp, varchar } from "drizzle-orm/mysql-core";
import { users } from "./auth.js";

export const posts = mysqlTable("posts", {
  id: int("id").autoincrement().primaryKey(),
  title: text("title").notNull(),
  content: text("content"),
  authorId: varchar("author_id", { length: 64 }).references(() => users.id),
  createdAt: timestamp("created_at").defaultNow(),
});
`,
    sqlite: `import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { users } from "./auth.js";

export const posts = sqliteTable("posts", {
  id: integer("id").primaryKey(),
  title: text("title").notNull(),
  content: text("content"),
  authorId: text("author_id").references(() => users.id),
  createdAt: integer("created_at", { mode: "timestamp" }),
});
`,
};

/** The generated file, made anew, beside one that was written by hand. */
async function testByHand(context, maker, tool, dialect, types) {
    const title = `hybrid by hand -> ${dialect}: ${tool.target}`;
    if (!context.wanted(title)) return;
    const project = join(maker.folder, `${tool.dir}-hand`);
    const folders = ['before', 'after'].map((name) => join(project, `${dialect}-${name}`));
    const texts = ['use "better-auth"\n', 'use "better-auth"\nuse "better-auth/two-factor"\n'];
    await report(context, `${title}, a plugin adds to the tables and leaves the application's`, async () => {
        const made = [];
        for (const [i, folder] of folders.entries()) {
            mkdirSync(folder);
            const schema = maker.schema(safe(`${title} ${i}`), texts[i]);
            const auth = await maker.write(
                schema, tool.target, dialect, join(folder, 'auth.ts'), ['names=plural']);
            writeFileSync(join(folder, 'resources.ts'), resources[dialect]);
            writeFileSync(join(folder, 'index.ts'),
                'export * from "./auth.js";\nexport * from "./resources.js";\n');
            const exports = await loadAll([auth, join(folder, 'resources.ts')]);
            made.push(await inNew(await context.servers, dialect, safe(`${title} ${i}`),
                await tool.statements(dialect, exports), introspect));
        }
        const [before, after] = made;
        const wrong = diff(before, after).filter((line) =>
            !/^(table twoFactor|column user\.twoFactorEnabled [a-z]+): none \| /.test(line));
        const [to] = before.tables.posts.foreignKeys.map(({ columns, table }) => `${columns} ${table}`);
        if (to !== 'author_id user') wrong.push(`posts refers with ${to}`);
        if (!after.tables.user.columns.twoFactorEnabled) wrong.push('the column is missing');
        return wrong;
    });
    for (const folder of folders) {
        types.set(`${basename(folder)}/index.ts`, `${title}, the types ${basename(folder).split('-')[1]}`);
    }
}

async function testApart(context, maker) {
    for (const tool of drizzles) {
        for (const [name, test] of [['apart', testDrizzleApart], ['hand', testByHand]]) {
            const project = join(maker.folder, `${tool.dir}-${name}`);
            const types = new Map();
            tool.makeProject(project);
            for (const dialect of dialects) await test(context, maker, tool, dialect, types);
            await reportTypes(context, project, types);
        }
    }
    for (const tool of typeorms) {
        const types = new Map();
        for (const dialect of dialects) await testTypeormApart(context, maker, tool, dialect, types);
        await reportTypes(context, join(maker.folder, tool.dir), types);
    }
}

export async function testExtend(context) {
    const maker = presetMaker(context, 'extend');
    await testExtended(context, maker);
    await testApart(context, maker);
}
