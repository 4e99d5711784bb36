// Prisma says that it is the same schema: its own reader (the wasm of Prisma 7)
// makes one DMMF of a schema and of what authgen writes for it, order included;
// its formatter finds nothing to change.  Whatever the dialect, and whatever
// authgen's additions to the language, what is written is valid.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { generate } from './authgen.js';
import { documented, names, schema as hostile, texts, values } from './hostile.js';
import { forPrisma7, knownPreviews, prisma, withDatasource, withUrl } from './prisma.js';

const dialects = ['sqlite', 'postgresql', 'mysql', 'sqlserver'];

const show = (value) => String(JSON.stringify(value)).slice(0, 200);

/** The places where two values differ, the first few. */
function differences(is, should, path = '', found = []) {
    const deep = [is, should].every((value) => typeof value === 'object' && value !== null);
    if (found.length >= 20) return found;
    if (!deep) {
        if (is !== should) found.push(`${path}: ${show(is)} instead of ${show(should)}`);
        return found;
    }
    for (const key of new Set([...Object.keys(is), ...Object.keys(should)])) {
        differences(is[key], should[key], `${path}.${key}`, found);
    }
    return found;
}

/** Order is part of it, so the texts are compared; what differs is looked for in the tree. */
function wrongTree(is, should) {
    if (JSON.stringify(is) === JSON.stringify(should)) return [];
    const found = differences(is, should);
    return found.length > 0 ? found : ['the order differs'];
}

/** The indexes that authgen adds to relations where the database has no foreign keys. */
function isAdded({ model, type, fields, dbName }, models) {
    const names = fields.map(({ name }) => name).join();
    return type === 'normal' && !dbName && models.find(({ name }) => name === model).fields
        .some(({ relationFromFields }) => relationFromFields?.join() === names);
}

/** Whether Prisma gives an index its name by itself. */
function isDefault({ model, type, fields, dbName }, models) {
    const owner = models.find(({ name }) => name === model);
    const columns = fields.map(({ name }) => owner.fields.find((field) => field.name === name).dbName ?? name);
    const endings = { id: 'pkey', unique: 'key', normal: 'idx', fulltext: 'idx' };
    return dbName === [owner.dbName ?? model, ...type === 'id' ? [] : columns, endings[type]].join('_');
}

/** PostgreSQL's types of one character or bit, whose length authgen writes. */
const withLength = ({ nativeType, ...field }) => ({
    ...field,
    ...nativeType && {
        nativeType: /^(Char|Bit)$/.test(nativeType[0]) && nativeType[1].length === 0
            ? [nativeType[0], ['1']] : nativeType,
    },
});

/** A data model as far as authgen keeps it: a name that says nothing is not written. */
const plain = (model) => ({
    ...model,
    enums: model.enums.map((item) => ({
        ...item,
        dbName: item.dbName === item.name ? null : item.dbName,
        values: item.values.map((value) => ({
            ...value, dbName: value.dbName === value.name ? null : value.dbName,
        })),
    })),
    models: model.models.map((item) => ({
        ...item,
        dbName: item.dbName === item.name ? null : item.dbName,
        fields: item.fields.map(({ dbName, ...field }) => (
            dbName === undefined || dbName === field.name ? withLength(field)
                : { ...withLength(field), dbName })),
    })),
    indexes: model.indexes.map(({ dbName, ...index }) => (
        dbName === undefined || isDefault({ dbName, ...index }, model.models) ? index : { ...index, dbName })),
});

function wrongModel(is, should, text) {
    const [ours, theirs] = [plain(is), plain(should)];
    if (/^\s*(relationMode|referentialIntegrity)\s*=\s*"prisma"/m.test(text)) {
        const known = new Set(theirs.indexes.map((index) => JSON.stringify(index)));
        ours.indexes = ours.indexes.filter((index) =>
            known.has(JSON.stringify(index)) || !isAdded(index, ours.models));
    }
    return wrongTree(ours, theirs);
}

function wrongDmmf(reader, is, should) {
    if (reader.dmmf(is) === reader.dmmf(should)) return [];
    const models = [is, should].map((files) => reader.datamodel(files));
    const found = wrongModel(...models, should[0][1]);
    return found.length > 0 || JSON.stringify(models[0]) !== JSON.stringify(models[1]) ? found
        : ['the DMMF differs where the data model does not'];
}

function wrongFormat(reader, files) {
    const formatted = reader.format(files);
    return files.flatMap(([name, text], i) => {
        if (formatted[i] === text) return [];
        const should = formatted[i].split('\n');
        const at = text.split('\n').findIndex((line, n) => line !== should[n]);
        return [`${name}: the formatter writes line ${at + 1} as`, should[at] ?? 'nothing'];
    });
}

const attempt = (work) => {
    try {
        return { value: work() };
    } catch (error) {
        return { error: error.message };
    }
};

/** What is wrong with written files by themselves. */
function wrongFiles(reader, files) {
    const { error } = attempt(() => reader.validate(files));
    return error ? [error] : wrongFormat(reader, files);
}

const readFiles = (folder) => readdirSync(folder)
    // The file with the datasource first, as Prisma finds it.
    .sort((a, b) => (b === 'schema.prisma') - (a === 'schema.prisma') || (a < b ? -1 : 1))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

const byName = (models) => [...models].sort((a, b) => (a.name < b.name ? -1 : 1));

/** MongoDB's has to be refused, whatever the dialect. */
const dialectOf = (text) => {
    const provider = text.match(/^datasource\s[^}]*?^\s*provider\s*=\s*"(\w+)"/m)?.[1];
    return dialects.includes(provider) ? provider : 'postgresql';
};

/** Every Prisma schema: [{ name, text }], one without datasource once for each of two. */
const collect = (schemas) => schemas.filter(({ file }) => file.endsWith('.prisma'))
    .flatMap(({ name, file }) => {
        const text = readFileSync(file, 'utf8');
        if (/^datasource\s/m.test(text)) return [{ name, text }];
        return ['mysql', 'postgresql'].map((provider) =>
            ({ name: `${name} on ${provider}`, text: withDatasource(text, provider) }));
    });

/** Prisma 7 reads the same, in one file and in a file for each model. */
async function testSeven({ tap, make, counts }, { name, text, title, made }, should, folder) {
    const { prisma: reader } = prisma;
    const files = made.done && [['schema.prisma', readFileSync(made.output, 'utf8')]];
    const is = made.done
        && attempt(() => wrongDmmf(reader, files, [['schema.prisma', forPrisma7(text)]]));
    counts.same += tap.result(title, !made.done ? [...made.wrong, ...made.refused]
        : is.error ? [is.error] : is.value) ? 1 : 0;
    if (!made.done || is.error) return;
    tap.result(`${name}: the layout`, wrongFormat(reader, files));
    mkdirSync(folder);
    const split = await make('prisma', `${folder}/`, ['split=true']);
    const parts = readFiles(folder);
    const whole = attempt(() => reader.datamodel(parts));
    const count = [...text.matchAll(/^(model|view)\s/gm)].length;
    counts.split += tap.result(`${name}: a file for each model`, [
        ...split.wrong, ...split.refused, ...whole.error ? [whole.error] : [
            ...parts.length === count + 1 ? [] : [`${parts.length} files`],
            ...differences(byName(plain(whole.value).models), byName(plain(should.value).models)),
            ...wrongFormat(reader, parts),
        ]]) ? 1 : 0;
}

async function testSix({ tap, make, counts }, { name, text }, should, output) {
    const made = await make('prisma@6', output);
    const is = attempt(() => prisma['prisma@6']
        .datamodel([['schema.prisma', readFileSync(output, 'utf8')]]));
    counts.six += tap.result(`${name}: the same for Prisma 6`, [
        ...made.wrong, ...made.refused,
        ...is.error ? [is.error] : wrongModel(is.value, should.value, text)]) ? 1 : 0;
}

async function testSame({ tap, authgen, schemas, same, refused, wanted }, work) {
    const counts = { same: 0, split: 0, six: 0, refused: 0, mongodb: 0 };
    for (const [i, { name, text }] of collect([...schemas, ...same, ...refused]).entries()) {
        const title = `${name}: the same DMMF`;
        if (!wanted(`prisma ${title}`)) continue;
        const stem = `${i}-${name.replaceAll(/[^\w.-]/g, '-')}`;
        const input = join(work, stem);
        writeFileSync(input, knownPreviews(text, 'prisma'));
        const make = async (target, output, options) => ({
            output,
            ...await generate(authgen, {
                schema: input, target, output, options, dialect: dialectOf(text),
            }),
        });
        const made = await make('prisma', join(work, `out-${stem}`));
        const [seven, six] = [['prisma', forPrisma7], ['prisma@6', withUrl]].map(([version, change]) =>
            attempt(() => prisma[version].datamodel([['schema.prisma', change(text)]])));
        const mongodb = /provider\s*=\s*"mongodb"/.test(text);
        if (mongodb || (seven.error && six.error)) {
            const both = mongodb ? 'authgen refuses MongoDB' : 'Prisma and authgen refuse it';
            tap.result(`${name}: ${both}`, made.done ? ['authgen takes it'] : []);
            counts[mongodb ? 'mongodb' : 'refused']++;
            continue;
        }
        const tools = { tap, make, counts };
        if (!seven.error) {
            await testSeven(tools, { name, text, title, made }, seven, join(work, `split-${stem}`));
        }
        writeFileSync(input, text);
        // Prisma 6 does not know all that 7 does.
        if (!six.error) await testSix(tools, { name, text }, six, join(work, `six-${stem}`));
    }
    tap.comment(`prisma: ${counts.same} schemas with the same DMMF, ${counts.split} of them as one `
        + `file for each model, ${counts.six} for Prisma 6; ${counts.refused} refused by both, `
        + `${counts.mongodb} of MongoDB`);
}

const write = (work, name, text) => {
    const file = join(work, name);
    writeFileSync(file, text);
    return { name, file };
};

/** What is written for any dialect is valid and formatted. */
async function testValid({ tap, authgen, schemas, wanted }, work) {
    let valid = 0;
    let refused = 0;
    for (const { name, file } of schemas) {
        for (const dialect of dialects) {
            for (const target of Object.keys(prisma)) {
                const title = `${name} -> ${dialect}, ${target}: valid, and formatted`;
                if (!wanted(`prisma ${title}`)) continue;
                const output = join(work, `valid-${dialect}-${basename(name)}-${target}`);
                const made = await generate(authgen, { schema: file, target, dialect, output });
                if (made.refused.length > 0) {
                    refused++;
                    continue;
                }
                // A generator is handed on, with previews that only 6 or only 7 knows.
                const text = made.done && knownPreviews(readFileSync(output, 'utf8'), target);
                valid += tap.result(title, made.done
                    ? wrongFiles(prisma[target], [['schema.prisma', text]]) : made.wrong) ? 1 : 0;
            }
        }
    }
    tap.comment(`prisma: ${valid} files are valid and formatted, ${refused} refused by authgen`);
}

async function testTexts({ tap, authgen, wanted }, work) {
    const { file } = write(work, 'hostile.auth', hostile);
    for (const dialect of dialects) {
        const title = `texts -> ${dialect}, prisma`;
        if (!wanted(`prisma ${title}`)) continue;
        const output = join(work, `hostile-${dialect}.prisma`);
        const made = await generate(authgen, { schema: file, target: 'prisma', dialect, output });
        const wrong = made.done ? wrongTexts(readFileSync(output, 'utf8'), dialect)
            : [...made.wrong, ...made.refused];
        tap.result(title, wrong);
        if (made.warned.length > 0) tap.comment([...new Set(made.warned)].join(' '));
    }
}

function wrongTexts(text, dialect) {
    const { value, error } = attempt(() => prisma.prisma.datamodel([['schema.prisma', text]]));
    if (error) return [error];
    const wrong = wrongFormat(prisma.prisma, [['schema.prisma', text]]);
    const equal = (kind, is, should) =>
        is === should || wrong.push(`${kind}: ${show(is)} instead of ${show(should)}`);
    const { models, enums, indexes } = value;
    const model = (name) => models.find((item) => item.name === name);
    const field = (owner, name) => owner.fields.find((item) => item.name === name);
    const defaults = model('Defaults');
    // Prisma takes the blanks off every line.
    const comment = documented.map((line) => line.replace(/^ +| +$/g, '')).join('\n');
    equal('documentation of a model', defaults.documentation, comment);
    equal('documentation of a field', field(defaults, 'last').documentation, comment);
    texts.forEach((should, i) => equal('default', field(defaults, `d${i}`).default, should));
    names.forEach((should, i) => {
        equal('table', model(`Named${i}`).dbName, should);
        equal('column', field(model(`Named${i}`), 'column').dbName, should);
        const index = indexes.find((item) => item.model === `Named${i}` && item.type === 'normal');
        equal('index', index?.dbName, `ix ${i} ${should}`);
    });
    if (dialect === 'sqlserver') return wrong;
    values.forEach((should, i) => equal('enum value', enums[0].values[i].dbName, should));
    return wrong;
}

// Each addition to the language, and what only some databases have.
const constructs = `
generator other {
  provider = "drizzle"
  output   = "db.ts"
}

/// Who may do what.
enum UserRole {
  /// Everything.
  admin
  member @map("normal member")
}

mixin Timestamps {
  createdAt DateTime @default(now())
  updatedAt DateTime @default(now()) @updatedAt
}

/// A person,
/// or several.
model User {
  id        Id       @id
  email     String   @unique(map: "one_email") @db.VarChar(80)
  role      UserRole @default(member)
  born      Date     @default("2000-01-31")
  wakesAt   Time?    @default("07:30:00")
  token     Uuid     @default(uuid())
  settings  Json     @default("{}")
  photo     Bytes?
  age       Int      @check("age >= 0")
  big       BigInt   @default(12)
  ratio     Float    @default(0.5)
  price     Decimal  @default(1.50) @db.Decimal(10, 2)
  inviterId Id?      @references(User.id, as: inviter, back: invited, name: "invites", onDelete: NoAction, onUpdate: NoAction)
  @@include(Timestamps)
  @@index([email, role(sort: Desc)], map: "mail")
  @@index([role], type: BTree)
  @@index([age], where: "age > 3")
  @@index(expression: "lower(email)")
  @@check("age < 200", map: "young")
}

model Session {
  userId   Id @references(User.id, onDelete: Cascade)
  secondId Id @references(User.id, as: second, back: secondSessions, map: "fk_second", onDelete: NoAction, onUpdate: NoAction)
  name     String @db.VarChar(80)
  short    Int    @db.SmallInt
  @@include(Timestamps)
  @@id([userId, name], name: "whole", map: "pk")
  @@unique([secondId, name], name: "pair")
}

model Post {
  id        Id    @id
  tags      Tag[]
  author_id Id    @unique @references(User.id, onDelete: Cascade)
}

model Tag {
  id    Id @id
  posts Post[]
  @@ignore
}

model Log {
  at     DateTime
  userId Id @references(User.id, onDelete: Cascade)
}

view Loud {
  id   Id     @unique
  name String
}
`;

/** The additions, with each kind of id. */
const additions = (work) => ['', 'uuid', 'serial', 'cuid2', 'bigserial', 'nanoid'].map((id) =>
    write(work, `${id || 'all'}.auth`, (id && `config {
  id = ${id}
  tables = snake_plural
  columns = snake
}
`) + constructs));

export async function testPrisma(context) {
    const work = join(context.dir, 'prisma');
    mkdirSync(work);
    await testSame(context, work);
    await testValid(context, work);
}

export async function testPrismaAdditions(context) {
    const work = join(context.dir, 'prisma-additions');
    mkdirSync(work);
    await testValid({ ...context, schemas: additions(work) }, work);
    await testTexts(context, work);
}
