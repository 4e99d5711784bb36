// TypeORM's entities at work, on SQLite: rows are written and read through
// relations of each kind, and hooks make what the database does not.  And the
// schema full of hostile text, in every database: it comes out as it went in.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { schema as hostile, texts, values } from './hostile.js';
import { diff, introspect } from './introspect.js';
import { dialects } from './schemas.js';
import { pending, versions } from './typeorm.js';
import { typecheck } from './typescript.js';

const schema = `
model User {
  id        String   @id @default(uuid())
  email     String   @unique
  role      Role     @default(member)
  profile   Profile?
  posts     Post[]
  updatedAt DateTime @updatedAt
}
enum Role {
  member
  admin @map("ad'min")
}
model Profile {
  userId String   @id
  user   User     @relation(fields: [userId], references: [id], onDelete: Cascade)
  data   Json
  big    BigInt?
  born   DateTime @default(now())
  photo  Bytes?
  ok     Boolean  @default(true)
}
model Post {
  a        Int
  b        Int
  authorId String?
  author   User?  @relation(fields: [authorId], references: [id])
  tags     Tag[]
  notes    Note[]
  @@id([b, a])
  @@index([a])
}
model Note {
  id    Int  @id @default(autoincrement())
  postA Int
  postB Int
  post  Post @relation(fields: [postB, postA], references: [b, a])
}
model Tag {
  id    Int    @id
  posts Thing[]
  up    Tag[]  @relation("Tree")
  down  Tag[]  @relation("Tree")
  post  Post[]
}
model Thing {
  id   Int   @id
  tags Tag[]
}
`.replace('  tags     Tag[]\n', '').replace('  post  Post[]\n', '');

async function use(source, entities, style) {
    const wrong = [];
    const equal = (what, is, should) => {
        const [a, b] = [is, should].map((value) => JSON.stringify(value));
        if (a !== b) wrong.push(`${what} is ${a}, should be ${b}`);
    };
    const of = (name) => source.getRepository(
        entities.find((entity) => (entity.options?.name ?? entity.name) === name));
    const own = style === 'schema' ? { id: 'u', updatedAt: new Date(0) } : {};
    const user = await of('User').save(of('User').create({ email: 'a@b', ...own }));
    if (style !== 'schema') {
        if (!/^[0-9a-f-]{36}$/.test(user.id)) wrong.push(`no id: ${user.id}`);
        if (!(user.updatedAt instanceof Date)) wrong.push('no updatedAt');
    }
    const born = new Date('2020-02-03T04:05:06.789Z');
    await of('Profile').save(of('Profile').create({
        user, data: { x: [1, "it's"] }, big: 5, born, photo: Buffer.from('hi'), ok: false,
    }));
    const post = await of('Post').save(of('Post').create({ a: 1, b: 2, author: user }));
    await of('Note').save(of('Note').create({ post }));
    const [one, two] = await of('Tag').save([{ id: 1 }, { id: 2 }]);
    const thing = await of('Thing').save({ id: 3 });
    if (style === 'schema') {
        await of('TagToThing').save({ tag: one, thing });
        await of('Tree').save({ A: one.id, B: two.id });
    } else {
        await of('Thing').save({ ...thing, tags: [one, two] });
        await of('Tag').save({ ...one, up: [two] });
    }
    const found = await of('User').findOneOrFail({
        where: { email: 'a@b' },
        relations: { profile: true, posts: { notes: true } },
    });
    equal('role', found.role, 'member');
    equal('data', found.profile?.data, { x: [1, "it's"] });
    equal('born', found.profile?.born, born);
    equal('photo', Buffer.from(found.profile?.photo ?? []).toString(), 'hi');
    equal('ok', found.profile?.ok, false);
    equal('posts', found.posts?.map(({ a, b, authorId, notes }) => [a, b, authorId, notes.length]),
        [[1, 2, user.id, 1]]);
    const note = await of('Note').findOneOrFail({ where: {}, relations: { post: { author: true } } });
    equal('author of the note', note.post.author?.email, 'a@b');
    const tags = await of('Thing').findOneOrFail({ where: { id: 3 }, relations: { tags: true } });
    equal('tags', tags.tags.length, style === 'schema' ? 1 : 2);
    const tree = await of('Tag').findOneOrFail({
        where: { id: 2 }, relations: { up: true, down: true },
    });
    equal('tree', [tree.up.length, tree.down.length], style === 'schema' ? [1, 0] : [0, 1]);
    return wrong;
}

const dated = `
model Visit {
  id        Int      @id
  note      String?
  createdAt DateTime @default(now()) @db.Timestamptz(3)
  updatedAt DateTime @default(now()) @updatedAt @db.Timestamptz(3)
  changedAt DateTime @updatedAt @db.Timestamptz(3)
}
`;

/** Dates that TypeORM or the database sets are as those that a hook sets. */
async function useDates(source, [Visit]) {
    const wrong = [];
    const visits = source.getRepository(Visit);
    const begin = Date.now() - 2;
    const made = await visits.save(visits.create({ id: 1 }));
    for (const name of ['createdAt', 'updatedAt', 'changedAt']) {
        const time = made[name] instanceof Date ? made[name].getTime() : NaN;
        if (!(time >= begin && time <= Date.now() + 2)) wrong.push(`${name} is ${made[name]}`);
    }
    await new Promise((done) => { setTimeout(done, 20); });
    const before = await visits.findOneByOrFail({ id: 1 });
    await visits.save(Object.assign(await visits.findOneByOrFail({ id: 1 }), { note: 'a' }));
    const after = await visits.findOneByOrFail({ id: 1 });
    if (after.createdAt.getTime() !== before.createdAt.getTime()) wrong.push('createdAt has changed');
    for (const name of ['updatedAt', 'changedAt']) {
        if (!(after[name] > before[name])) wrong.push(`${name} has not changed`);
    }
    const old = new Date('2001-02-03T04:05:06.789Z');
    await visits.save(visits.create({ id: 2, createdAt: old, updatedAt: old, changedAt: old }));
    const set = await visits.findOneByOrFail({ id: 2 });
    for (const name of ['createdAt', 'updatedAt', 'changedAt']) {
        if (set[name].getTime() !== old.getTime()) wrong.push(`${name} is ${set[name]}, not what was given`);
    }
    return wrong;
}

const defaults = {
    sqlite: 'INSERT INTO defaults DEFAULT VALUES',
    postgresql: 'INSERT INTO defaults DEFAULT VALUES',
    mysql: 'INSERT INTO defaults () VALUES ()',
};

/** A CHECK is none of MySQL's in TypeORM; a display width none of TypeORM 1's. */
const known = /^check |tinyint/;

async function testHostile(context, version, dialect, file) {
    const { authgen, servers, project } = context;
    const make = async (target, output, options = []) => {
        const made = await generate(authgen, { schema: file, target, dialect, output, options });
        if (!made.done) throw new Error([...made.wrong, ...made.refused].join('\n'));
    };
    const folder = join(project, `hostile-${dialect}`);
    await make(version.target, `${folder}/`, dialect === 'mysql' ? ['mariadb=true'] : []);
    await make('ddl', `${folder}.sql`);
    const name = `ty-hostile-${version.dir}`;
    const [db, ours] = [await openDatabase(servers, dialect, name),
        await openDatabase(servers, dialect, `${name}-ddl`)];
    const source = await version.open(servers, dialect, name, await version.load(folder), []);
    const wrong = [];
    try {
        await source.initialize();
        await source.synchronize();
        if (dialect === 'sqlite') {
            writeFileSync(join(servers.dir, `${name}.db`), source.sqljsManager.exportDatabase());
        }
        await apply(ours, [readFileSync(`${folder}.sql`, 'utf8')]);
        wrong.push(...diff(await introspect(ours), await introspect(db))
            .filter((line) => dialect !== 'mysql' || !known.test(line)));
        await db.query(defaults[dialect]);
        const [row] = await db.query('SELECT * FROM defaults');
        if (row.choice !== values[0]) wrong.push(`the enum is ${row.choice}`);
        texts.forEach((text, i) => {
            if (row[`d${i}`] !== text) {
                wrong.push(`${JSON.stringify(text)} is ${JSON.stringify(row[`d${i}`])}`);
            }
        });
    } finally {
        if (source.isInitialized) await source.destroy();
        await db.close();
        await ours.close();
    }
    return wrong;
}

/** What TypeORM does not escape: a warning says so. */
const fragile = {
    sqlite: ['@@map("it\'s")', '@@map("a.b")', '@@map("a\\"b")', '@@index([n], map: "a.b")'],
    postgresql: ['@@map("it\'s")', '@@map("a.b")', '@@map("a\\"b")'],
    mysql: ['@@map("it\'s")', '@@map("a.b")', '@@map("a`b")', '@@check("n > 0")'],
    sqlserver: ['@@map("it\'s")', '@@map("a.b")'],
};

async function testFragile({ authgen, project }, version, dialect) {
    const wrong = [];
    for (const [i, line] of fragile[dialect].entries()) {
        const file = join(project, `fragile-${dialect}-${i}.auth`);
        writeFileSync(file, `model A {\n  id Int @id\n  n Int\n  ${line}\n}\n`);
        const made = await generate(authgen, {
            schema: file, target: version.target, dialect,
            output: join(project, `fragile-${dialect}-${i}/`),
        });
        if (!made.warned.includes('AG5001')) wrong.push(`nothing is said of ${line}`);
    }
    return wrong;
}

export async function testTypeormUse({ tap, authgen, servers, dir, wanted }) {
    const ready = await servers;
    const write = (name, text) => {
        writeFileSync(join(dir, name), text);
        return join(dir, name);
    };
    const file = write('typeorm-use.prisma', schema);
    // TypeORM escapes neither ' nor, for MySQL, \\ in the name of a table; authgen
    // warns of it (AG5001).
    const hostileFile = write('typeorm-hostile.auth', hostile
        .replace('@@map("it\'s")', '@@map("its")')
        .replace('@@map("back\\\\slash\\\\")', '@@map("backslash")'));
    for (const version of versions) {
        delete globalThis.typeormMetadataArgsStorage;
        const project = join(dir, `${version.dir}-use`);
        mkdirSync(project, { recursive: true });
        version.makeProject(project);
        const attempt = async (name, work) => {
            if (!wanted(name)) return;
            try {
                tap.result(name, await work());
            } catch (error) {
                tap.result(name, [error.stack]);
            }
        };
        for (const style of ['decorators', 'schema']) {
            for (const profile of ['compat', 'native']) {
                await attempt(`typeorm at work: ${version.target}, ${style}, ${profile}`, async () => {
                    const output = join(project, `${style}-${profile}`);
                    const { done, wrong } = await generate(authgen, {
                        schema: file, target: version.target, dialect: 'sqlite',
                        output: `${output}/`,
                        options: [`style=${style}`, `profile=${profile}`, 'barrel=true'],
                    });
                    if (!done) return wrong;
                    const entities = await version.load(output);
                    const source = await version.open(ready, 'sqlite', '', entities, []);
                    await source.initialize();
                    try {
                        await source.synchronize();
                        const rest = await pending(source);
                        return [...rest, ...await use(source, entities, style)];
                    } finally {
                        await source.destroy();
                    }
                });
            }
        }
        await attempt(`typeorm at work: ${version.target}, dates`, async () => {
            const output = join(project, 'dates');
            const { done, wrong } = await generate(authgen, {
                schema: write('typeorm-dates.prisma', dated), target: version.target, dialect: 'postgresql',
                output: `${output}/`,
            });
            if (!done) return wrong;
            const name = `ty-dates-${version.dir}`;
            const db = await openDatabase(ready, 'postgresql', name);
            const entities = await version.load(output);
            const source = await version.open(ready, 'postgresql', name, entities, []);
            await source.initialize();
            try {
                await source.synchronize();
                return [...await pending(source), ...await useDates(source, entities)];
            } finally {
                await source.destroy();
                await db.close();
            }
        });
        for (const dialect of dialects) {
            await attempt(`typeorm, hostile text: ${version.target}, ${dialect}`, () =>
                testHostile({ authgen, servers: ready, project }, version, dialect, hostileFile));
        }
        for (const dialect of Object.keys(fragile)) {
            await attempt(`typeorm, fragile text: ${version.target}, ${dialect}`, () =>
                testFragile({ authgen, project }, version, dialect));
        }
        await attempt(`typeorm at work: ${version.target}, types`, async () =>
            [...(await typecheck(project)).values()].flat().slice(0, 20));
    }
}
