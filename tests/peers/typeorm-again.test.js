// A second synchronize of TypeORM finds nothing to do, and neither does the first
// on the database of the target ddl. Each schema has constructs on which TypeORM
// once failed to start, or made changes each time it started. Where authgen warns,
// the test says which codes.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { apply, openDatabase } from './databases.js';
import { unexcused } from './forced.js';
import { diff, introspect } from './introspect.js';
import { dialects } from './schemas.js';
import { factsOf } from './subject.js';
import { pending, versions } from './typeorm.js';
import { typecheck } from './typescript.js';

/** A schema; `only`: the dialects; `warned`, `hookless` (an EntitySchema's): the warnings. */
const cases = [
    {
        name: 'a circle of required relations',
        text: `
model Team {
  id      Int      @id
  leadId  Int
  lead    Person   @relation("Leads", fields: [leadId], references: [id], onDelete: NoAction, onUpdate: NoAction)
  persons Person[] @relation("Members")
}
model Person {
  id      Int    @id
  teamId  Int
  team    Team   @relation("Members", fields: [teamId], references: [id], onDelete: NoAction, onUpdate: NoAction)
  leads   Team[] @relation("Leads")
  bossId  Int
  boss    Person @relation("Boss", fields: [bossId], references: [id], onDelete: NoAction, onUpdate: NoAction)
  staff   Person[] @relation("Boss")
}`,
    },
    {
        name: 'a key of another type than what it refers to',
        only: ['postgresql'],
        warned: ['AG5001', 'AG5001'],
        text: `
model Shop {
  id    String @id
  no    Int    @unique
  tills Till[]
  doors Door[]
}
model Till {
  id     Int    @id
  shopId String @db.VarChar(40)
  shop   Shop   @relation(fields: [shopId], references: [id])
}
model Door {
  id     Int  @id
  shopNo Int  @db.SmallInt
  shop   Shop @relation(fields: [shopNo], references: [no])
}`,
    },
    {
        name: 'an enum with the name that TypeORM gives',
        only: ['postgresql'],
        text: `
enum Size {
  small
  tall
  @@map("cup_size_enum")
}
model Cup {
  id    Int   @id
  size  Size  @default(small) @map("Size")
  other Size?
  @@map("cup")
}`,
    },
    {
        name: 'defaults of lists',
        only: ['postgresql'],
        text: `
enum Mood {
  glad
  upset    @map("it's bad")
  none     @map("null")
  both     @map("a,b")
  Infinity
}
model Day {
  id     Int        @id
  ok     Boolean[]  @default([true, false])
  days   DateTime[] @default(["2020-01-02T00:00:00Z"]) @db.Date
  words  String[]   @default(["plain", "two words", "it's", "Null", "a\\tb", "c,d", "ä", "x/y"])
  moods  Mood[]     @default([glad, upset, none, both, Infinity])
  empty  Mood[]     @default([])
  whole  Int[]      @default([1, -2])
  big    BigInt[]   @default([9007199254740993])
  half   Float[]    @default([0.5, 2])
  bytes  Bytes[]    @default(["Cv8="])
  json   Json[]     @default(["{\\"a\\": 1}"])
  spaced Json       @default("[1,  \\"x\\"]") @db.Json
  object Json       @default("{\\"b\\":1, \\"a\\": [2]}")
  mood   Mood       @default(Infinity)
}`,
    },
    {
        name: 'times in lists',
        only: ['postgresql'],
        warned: ['AG5002', 'AG5002'],
        text: `
model Slot {
  id Int        @id
  at DateTime[]
  on DateTime[] @db.Time(0)
}`,
    },
    {
        name: "Drizzle's convention",
        text: `
config {
  convention = drizzle
}
model User {
  id        Int      @id
  email     String   @unique @postgresql.VarChar(100) @mysql.VarChar(100)
  nick      String   @postgresql.VarChar(100) @mysql.VarChar(100)
  org       Int?
  createdAt DateTime @default(now())
  posts     Post[]
  @@unique([nick, org])
  @@index([org])
}
model Post {
  a      Int
  b      Int
  userId Int
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
  @@id([a, b])
}`,
    },
    {
        name: 'money',
        only: ['postgresql'],
        text: `
model Coin {
  id    Int     @id
  worth Decimal @default(0) @db.Money
  cost  Decimal @default(1.5) @db.Money
}`,
    },
    {
        name: 'SQL as a default in PostgreSQL',
        only: ['postgresql'],
        text: `
enum Rank {
  low
  high
}
model Row {
  id     Int      @id
  text   String   @default(dbgenerated("'it''s'::text"))
  rank   Rank     @default(dbgenerated("'low'::\\"Rank\\""))
  ranks  Rank[]   @default(dbgenerated("'{low,high}'::\\"Rank\\"[]"))
  list   String[] @default(dbgenerated("'{}'::text[]"))
  array  String[] @default(dbgenerated("ARRAY['a'::text, 'b c'::text, 'it''s', '']"))
  none   String[] @default(dbgenerated("ARRAY[]::text[]"))
  json   Json     @default(dbgenerated("'{}'::jsonb"))
  whole  Int      @default(dbgenerated("5"))
  minus  Int      @default(dbgenerated("'-5'::integer"))
  zone   DateTime @default(dbgenerated("timezone('utc'::text, now())"))
  later  DateTime @default(dbgenerated("(now() + '14 days'::interval)"))
  pad    String   @default(dbgenerated("lpad('x'::text,3,'y'::text)"))
  truth  Boolean  @default(dbgenerated("true"))
  half   DateTime @default("2020-01-02T03:04:05.500Z")
}`,
    },
    {
        name: 'SQL as a default that PostgreSQL prints in its own form',
        only: ['postgresql'],
        warned: ['AG5002', 'AG5002'],
        text: `
model Row {
  id     String @id @default(dbgenerated("(gen_random_uuid())::text"))
  colons String @default("a::b")
}`,
    },
    {
        name: 'defaults in MariaDB',
        only: ['mysql'],
        text: `
model Row {
  id      Int      @id
  price   Decimal  @default(0) @db.Decimal(10, 2)
  fine    Decimal  @default(-1.5) @db.Decimal(20, 10)
  half    Float    @default(1.50)
  two     Float    @default(2.0)
  uuid    String   @default(dbgenerated("(uuid())")) @db.Char(36)
  call    String   @default(dbgenerated("(concat('a', 'b'))")) @db.VarChar(9)
  sum     Int      @default(dbgenerated("(1 + 2)"))
  text    String   @default("a\\nb\\\\c'd\\re") @db.VarChar(50)
  long    String   @default("a\\nb\\\\c'd\\re") @db.Text
  json    Json     @default("{\\"a\\": \\"it's\\"}")
  changed DateTime @default(dbgenerated("CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)")) @db.DateTime(3)
  made    DateTime @default(now())
  exact   DateTime @default(now()) @db.DateTime(6)
  whole   DateTime @default(now()) @db.Timestamp(0)
}`,
    },
    {
        name: 'indexes with the names of other keys in MariaDB',
        only: ['mysql'],
        warned: ['AG5001'],
        text: `
model Staff {
  id    Int    @id
  badge String @unique(map: "badge") @db.VarChar(50)
  desks Desk[]
}
model Desk {
  id      Int   @id
  day     Int
  badge   Int
  staffId Int
  staff   Staff @relation(fields: [staffId], references: [id], map: "desk_staff")
  @@unique([badge, day], map: "badge")
  @@index([staffId], map: "desk_staff")
}`,
    },
    {
        name: 'an operator class that is the default',
        only: ['postgresql'],
        version: 'typeorm',
        text: `
model Note {
  id   Int      @id
  tags String[]
  data Json
  @@index([tags(ops: ArrayOps)], type: Gin)
  @@index([data(ops: raw("jsonb_ops"))], type: Gin)
}`,
    },
    {
        name: 'dates of creation and of change',
        hookless: ['AG5002', 'AG5002'],
        text: `
model Visit {
  siteId    Int
  at        DateTime @default(now())
  createdAt DateTime @default(now())
  since     DateTime @default(now()) @map("joined_on")
  updatedAt DateTime @default(now()) @updatedAt
  changedAt DateTime @updatedAt
  left      DateTime? @default(now())
  @@id([siteId, at])
}`,
    },
    {
        name: 'dates with a zone',
        hookless: ['AG5002', 'AG5002'],
        only: ['postgresql'],
        text: `
model Visit {
  id        Int      @id
  createdAt DateTime @default(now()) @db.Timestamptz(3)
  updatedAt DateTime @default(now()) @updatedAt @db.Timestamptz(3)
  changedAt DateTime @updatedAt @db.Timestamptz
}`,
    },
    {
        name: 'names of members of every object',
        text: `
enum Number {
  NaN
  Infinity
  toString
  valueOf
}
model Thing {
  id             Int     @id
  valueOf        Int
  toString       Int     @unique
  constructor    Int
  hasOwnProperty Number
  upId           Int?
  isPrototypeOf  Thing?  @relation("Up", fields: [upId], references: [id], onDelete: NoAction, onUpdate: NoAction)
  toLocaleString Thing[] @relation("Up")
}`,
    },
];

const forms = [
    { version: versions[0], form: 'decorators', options: [] },
    { version: versions[0], form: 'schema', options: ['style=schema'] },
    { version: versions[0], form: 'explicit', options: ['explicit=true', 'enums=union'] },
    { version: versions[1], form: 'decorators', options: [] },
    { version: versions[1], form: 'schema', options: ['style=schema'] },
];

async function using(open, work) {
    const source = await open();
    try {
        await source.initialize();
        await work(source);
    } finally {
        if (source.isInitialized) await source.destroy();
    }
}

async function runCase({ authgen, servers, project }, { version, form, options }, one, dialect) {
    const label = `${cases.indexOf(one)}-${form}-${dialect}`;
    const schema = join(project, `${label}.auth`);
    writeFileSync(schema, `datasource db {\n  provider = "${dialect}"\n}\n${one.text}\n`);
    const output = join(project, label);
    const make = (target, to, given) => generate(authgen, {
        schema, target, dialect, output: to, options: given,
    });
    const made = await make(version.target, `${output}/`,
        [...options, ...dialect === 'mysql' ? ['mariadb=true'] : []]);
    const ddl = await make('ddl', `${output}.sql`, dialect === 'sqlite' ? ['profile=native'] : []);
    if (!made.done || !ddl.done) return [...made.wrong, ...made.refused, ...ddl.wrong, ...ddl.refused];
    const wrong = [];
    const is = made.warned.filter((code) => code !== 'AG4012').join(' ');
    const should = (form === 'schema' && one.hookless) || one.warned || [];
    if (is !== should.join(' ')) wrong.push(`warned of ${is || 'nothing'}`);
    const entities = await version.load(output);
    const name = `ty-again-${version.dir}-${label}`;
    const [db, ours] = [await openDatabase(servers, dialect, name),
        await openDatabase(servers, dialect, `${name}-ddl`)];
    try {
        const sql = readFileSync(`${output}.sql`, 'utf8');
        await apply(ours, [sql]);
        const image = dialect === 'sqlite' ? readFileSync(join(servers.dir, `${name}-ddl.db`)) : null;
        const test = {
            tool: version.target, dialect, form, altered: new Set(),
            facts: factsOf({ file: schema }, await introspect(ours), sql),
        };
        const check = (kind, lines) => wrong.push(...unexcused({ ...test, check: kind }, lines)
            .map((line) => `${kind}: ${line}`));
        await using(() => version.open(servers, dialect, name, entities, []), async (source) => {
            await source.synchronize();
            if (dialect === 'sqlite') {
                writeFileSync(join(servers.dir, `${name}.db`), source.sqljsManager.exportDatabase());
            }
            check('again', await pending(source));
        });
        check('catalog', diff(test.facts.catalog, await introspect(db)));
        await using(() => version.open(servers, dialect, `${name}-ddl`, entities, [], image),
            async (source) => check('drift', await pending(source)));
    } finally {
        await db.close();
        await ours.close();
    }
    return wrong;
}

/** What only types are: Node can remove them, and nothing else is left of them. */
const erasable = `
enum Role {
  /// Who reads
  reader
  coEditor @map("co-editor's")
  Infinity
}
model Staff {
  id   Int  @id
  role Role @default(coEditor)
}
`;

async function testErasable({ tap, authgen, dir, wanted }, version) {
    const name = `typeorm again: enums without enum, ${version.target}`;
    if (!wanted(name)) return;
    const project = join(dir, `${version.dir}-erasable`);
    version.makeProject(project);
    const config = JSON.parse(readFileSync(join(project, 'tsconfig.json'), 'utf8'));
    config.compilerOptions.erasableSyntaxOnly = true;
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
    writeFileSync(join(project, 'a.auth'), erasable);
    const options = { schema: ['style=schema', 'split=false'], union: ['enums=union'], enum: [] };
    for (const [folder, given] of Object.entries(options)) {
        const made = await generate(authgen, {
            schema: join(project, 'a.auth'), target: version.target, dialect: 'postgresql',
            output: `${join(project, folder)}/`, options: given,
        });
        if (!made.done) tap.result(name, made.wrong);
    }
    mkdirSync(join(project, 'use'));
    writeFileSync(join(project, 'use/use.ts'), `import { Role, type Staff } from "../schema/entities.js";
export const one: Staff = { id: 1, role: Role.coEditor };
export const two: Staff = { id: 2, role: "co-editor's" };
export const all: Role[] = Object.values(Role);
// @ts-expect-error
export const three: Staff = { id: 2, role: "editor" };
`);
    const wrong = await typecheck(project);
    const [bad, good] = [[], []];
    for (const [file, lines] of wrong) (file.startsWith('enum/') ? bad : good).push(...lines);
    tap.result(name, [...good, ...bad.length > 0 ? [] : ['an enum is erasable']]);
}

export async function testTypeormAgain(context) {
    const { tap, authgen, servers, dir, wanted } = context;
    const ready = await servers;
    const projects = new Map();
    for (const version of versions) {
        const project = join(dir, `${version.dir}-again`);
        mkdirSync(project, { recursive: true });
        version.makeProject(project);
        projects.set(version, project);
    }
    for (const version of versions) await testErasable(context, version);
    for (const version of versions) {
        delete globalThis.typeormMetadataArgsStorage;
        const project = projects.get(version);
        let any = false;
        for (const form of forms.filter((one) => one.version === version)) {
            for (const one of cases) {
                for (const dialect of one.only ?? dialects) {
                    const name = `typeorm again: ${one.name} -> ${dialect}, ${version.target}, ${form.form}`;
                    if (!wanted(name) || (one.version && (one.version !== version.target || form.form === 'schema'))) {
                        continue;
                    }
                    any = true;
                    try {
                        tap.result(name, await runCase({ authgen, servers: ready, project }, form, one, dialect));
                    } catch (error) {
                        tap.result(name, [error.stack]);
                    }
                }
            }
        }
        if (!any) continue;
        tap.result(`typeorm again: ${version.target}, types`,
            [...(await typecheck(project)).values()].flat().slice(0, 20));
    }
}
