// What is wrong with the files that Better Auth's own generators make, by the
// numbers of our notes: a file of ours has none of it.
//
// D12 is about MongoDB, D19 about a generator that several runs share a process
// with; neither is here.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allOf, onSqlServer, text } from './better-auth.test.js';
import { versions } from './betterauth.js';
import { versions as drizzles } from './drizzle.js';
import { introspect } from './introspect.js';
import { presetMaker, report } from './presets.js';
import { prisma } from './prisma.js';
import { readTsql } from './tsql.js';
import { typecheck } from './typescript.js';

const [version] = versions;
const dialects = ['sqlite', 'postgresql', 'mysql', 'sqlserver'];

const presetsFor = (dialect) => (dialect !== 'sqlserver' ? allOf(version)
    : allOf(version).flatMap((name) => onSqlServer(version, name) ?? [name]));

const motto = 'he said "hi" \\ it\'s `${1}`';

/** An application that meets the others. */
const application = `
extend model User {
  managerId  Id?      @references(User.id, as: manager, back: reports, onDelete: NoAction, onUpdate: NoAction)
  companyId  Id?      @references(Company.id, onDelete: NoAction, onUpdate: NoAction)
  motto      String   @default(${JSON.stringify(motto)}) @mysql.VarChar(255)
  scores     Int[]
  balances   BigInt[]
  approvedAt DateTime @default(now()) @updatedAt
  @@map("my-users")
}
model Company {
  id   Id     @id
  name String
}
model Project {
  id         Id @id
  ownerId    Id @references(User.id, as: owner, back: owned, onDelete: NoAction, onUpdate: NoAction)
  reviewerId Id @references(User.id, as: reviewer, back: reviewed, onDelete: NoAction, onUpdate: NoAction)
}
`;

/** Everything is made once, when the first check asks for it. */
function lazy(make) {
    const made = new Map();
    return (...key) => {
        const name = key.join(' ');
        if (!made.has(name)) made.set(name, make(...key));
        return made.get(name);
    };
}

function workshop(context) {
    const maker = presetMaker(context, 'better-auth-defects');
    const bodies = {
        all: (dialect) => text(version, presetsFor(dialect)),
        own: () => text(version, [], application),
        serial: (dialect) => `config { id = serial }\n${text(version, presetsFor(dialect))}`,
        uuid: (dialect) => `config { id = uuid }\n${text(version, presetsFor(dialect))}`,
        database: () => text(version, [],
            'extend model User { id Id @default(dbgenerated("gen_random_uuid()")) }\n'),
    };
    const schema = lazy((name, dialect) => maker.schema(`${name}-${dialect}`, bodies[name](dialect)));

    /** What the database has, after our SQL. */
    const catalog = lazy(async (name, dialect) => {
        const of = schema(name, dialect);
        return dialect === 'sqlserver' ? readTsql(await maker.ddl(of, dialect))
            : maker.inTables(of, dialect, 'catalog', [], introspect);
    });
    const prismaText = lazy(async (name, dialect) => readFileSync(await maker.write(
        schema(name, dialect), 'prisma', dialect, join(maker.folder, `${name}-${dialect}.prisma`)), 'utf8'));

    /** The folder of a line of Drizzle: the files, all checked by TypeScript at once. */
    const project = lazy(async (target) => {
        const drizzle = drizzles.find((line) => line.target === target);
        const dir = join(maker.folder, drizzle.dir);
        drizzle.makeProject(dir);
        const files = new Map();
        for (const name of ['all', 'own']) {
            for (const dialect of drizzleDialects(target)) {
                const file = `${name}.${dialect}.ts`;
                await maker.write(schema(name, dialect), target, dialect, join(dir, file));
                files.set(`${name} ${dialect}`, file);
            }
        }
        return { drizzle, dir, files, wrong: await typecheck(dir) };
    });
    const exports = lazy(async (target, name, dialect) => {
        const { drizzle, dir, files } = await project(target);
        return drizzle.load(join(dir, files.get(`${name} ${dialect}`)));
    });
    return {
        catalog,
        project,
        exports,
        ddl: async (name, dialect) => maker.ddl(schema(name, dialect), dialect),
        /** Prisma's data model; throws if the schema is invalid. */
        datamodel: async (name, dialect) => {
            const files = [['schema.prisma', await prismaText(name, dialect)]];
            prisma.prisma.validate(files);
            return prisma.prisma.datamodel(files);
        },
        /** What TypeScript has against a file. */
        typeErrors: async (target, name, dialect) => {
            const { files, wrong } = await project(target);
            return wrong.get(files.get(`${name} ${dialect}`)) ?? [];
        },
        /** The columns of a Drizzle file: [{ table, name, column }]. */
        columns: async (target, name, dialect) => {
            const { drizzle } = await project(target);
            const { is, Table, getTableColumns, getTableName } = drizzle.require('drizzle-orm');
            return Object.values(await exports(target, name, dialect))
                .filter((value) => is(value, Table))
                .flatMap((table) => Object.values(getTableColumns(table)).map((column) => (
                    { table: getTableName(table), name: column.name, column })));
        },
        tables: async () => {
            const { getAuthTables } = await version.load('better-auth/db');
            return getAuthTables(await version.options(allOf(version)));
        },
    };
}

const drizzleDialects = (target) =>
    dialects.filter((dialect) => target === 'drizzle@1' || dialect !== 'sqlserver');
const lines = drizzles.map(({ target }) => target);

/** Every file of Drizzle's with this schema, as [target, dialect]. */
const drizzleFiles = lines.flatMap((target) =>
    drizzleDialects(target).map((dialect) => [target, dialect]));

/** One after the other: there are enough processes. */
async function gather(list, work) {
    const found = [];
    for (const item of list) found.push(await work(item));
    return found.flat();
}

/** Nothing to be looked at would mean that nothing was checked. */
const some = (list, what) => {
    if (list.length === 0) throw new Error(`there is no ${what} to check`);
    return list;
};

const fieldsOf = (tables, wanted) => Object.values(tables).flatMap((table) =>
    Object.entries(table.fields).filter(([, field]) => wanted(field))
        .map(([name]) => `${table.modelName}.${name}`));

const encoded = ({ type }) => type === 'json' || `${type}`.endsWith('[]');

const typeErrors = (work, name) => gather(drizzleFiles, ([target, dialect]) =>
    work.typeErrors(target, name, dialect));

const validates = (work, name, list = dialects) => gather(list, async (dialect) => {
    try {
        await work.datamodel(name, dialect);
        return [];
    } catch (error) {
        return [`${dialect}: ${error.message}`];
    }
});

/** Foreign keys of catalogs: [{ dialect, at, is, should }], types of both ends. */
const foreignKeys = (work, name) => gather(dialects, async (dialect) => {
    const { tables } = await work.catalog(name, dialect);
    return Object.entries(tables).flatMap(([table, { foreignKeys: keys }]) => keys.map((key) => ({
        dialect,
        at: `${table}.${key.columns}`,
        is: tables[table].columns[key.columns[0]].type,
        should: tables[key.table].columns[key.references[0]].type,
        target: `${key.table}.${key.references}`,
    })));
});

const fieldNamed = ({ models }, model, name) =>
    models.find((found) => found.name === model).fields.find((field) => field.name === name);

const bytes = (type) => {
    const [, word, length] = type.toLowerCase().match(/^(\w+)(?:\((\w+)\))?/);
    if (length === 'max') return Infinity;
    return { nvarchar: 2, nchar: 2, varchar: 1, char: 1 }[word] * length || 8;
};

const defects = {
    'D1 columns of lists and JSON type-check in Drizzle, and run on MySQL': async (work) => [
        ...await typeErrors(work, 'all'),
        ...await gather(['mysql'], async (dialect) => {
            const { drizzle } = await work.project('drizzle');
            const sql = await drizzle.statements(dialect, await work.exports('drizzle', 'all', dialect));
            return sql.filter((statement) => /DEFAULT \(\)/i.test(statement));
        }),
        ...Object.keys((await work.catalog('all', 'mysql')).tables).length > 30 ? [] : ['tables are missing'],
    ],
    'D2 JSON text is stored as it comes': async (work) => {
        const wanted = fieldsOf(await work.tables(), encoded);
        return gather(drizzleFiles.filter(([, dialect]) => dialect !== 'postgresql'),
            async ([target, dialect]) => some((await work.columns(target, 'all', dialect))
                .filter(({ table, name }) => wanted.includes(`${table}.${name}`)), 'column')
                .filter(({ column }) => column.mapToDriverValue('["a"]') !== '["a"]')
                .map(({ table, name }) => `${target} ${dialect}: ${table}.${name}`));
    },
    'D3 moments have a time zone on PostgreSQL': async (work) => {
        const wanted = fieldsOf(await work.tables(), ({ type }) => type === 'date');
        const { tables } = await work.catalog('all', 'postgresql');
        return [
            ...some(wanted, 'moment').filter((at) => {
                const [table, column] = at.split('.');
                return tables[table].columns[column].type !== 'timestamp(3) with time zone';
            }),
            ...await gather(lines, async (target) =>
                (await work.columns(target, 'all', 'postgresql'))
                    .filter(({ table, name }) => wanted.includes(`${table}.${name}`))
                    .filter(({ column }) => !column.withTimezone)
                    .map(({ table, name }) => `${target}: ${table}.${name}`)),
        ];
    },
    'D4 a table that refers to itself is no circle for TypeScript': (work) => typeErrors(work, 'own'),
    'D5 a foreign key is as wide as what it refers to': async (work) => {
        const keys = (await gather(['all', 'serial', 'uuid'], (name) => foreignKeys(work, name)))
            .filter(({ dialect }) => dialect !== 'sqlite');
        some(keys.filter(({ dialect, target, is }) => dialect === 'mysql'
            && target === 'oauthClient.clientId' && is === 'varchar(255)'), 'varchar(255)');
        return keys.filter(({ is, should }) => is !== should)
            .map(({ dialect, at, is, should }) => `${dialect}: ${at} is ${is}, not ${should}`);
    },
    'D6 the relations of Drizzle 1 are where it has them': async (work) => {
        const { drizzle } = await work.project('drizzle@1');
        const found = await gather(dialects, async (dialect) => drizzle.queryRelations(
            dialect, await work.exports('drizzle@1', 'all', dialect)));
        return found.every((count) => count > 0) ? [] : [`relations: ${found}`];
    },
    'D7 a name of a table that is no identifier': async (work) => [
        ...await typeErrors(work, 'own'),
        ...await gather(dialects, async (dialect) =>
            ('my-users' in (await work.catalog('own', dialect)).tables ? [] : [`not on ${dialect}`])),
    ],
    'D8 a table of the library refers to one of the application': async (work) => [
        ...await validates(work, 'own'),
        ...(await gather(dialects, async (dialect) =>
            ((await work.catalog('own', dialect)).tables['my-users'].foreignKeys
                .some((key) => key.table === 'Company') ? [] : [`no foreign key on ${dialect}`]))),
    ],
    'D9 two foreign keys to one table make two relations in Prisma': async (work) => {
        const wrong = await validates(work, 'own');
        const model = await work.datamodel('own', 'sqlite');
        const names = ['owner', 'reviewer'].map((name) =>
            fieldNamed(model, 'Project', name).relationName);
        return names[0] === names[1] ? [...wrong, `both are ${names[0]}`] : wrong;
    },
    'D10 a default of a list is valid in Prisma on SQLite and MySQL': (work) =>
        validates(work, 'all', ['sqlite', 'mysql']),
    'D11 lists and JSON are valid in Prisma on SQL Server': (work) =>
        validates(work, 'all', ['sqlserver']),
    'D13 a default is escaped': (work) => gather(dialects, async (dialect) => {
        const { default: value } = fieldNamed(await work.datamodel('own', dialect), 'User', 'motto');
        return value === motto ? [] : [`${dialect}: ${value}`];
    }),
    'D14 no default and no type is lost in Prisma': (work) => gather(dialects, async (dialect) => {
        const model = await work.datamodel('own', dialect);
        const field = (name) => fieldNamed(model, 'User', name);
        const lists = dialect === 'postgresql';
        const is = {
            approvedAt: [field('approvedAt').default?.name, field('approvedAt').isUpdatedAt],
            motto: [field('motto').hasDefaultValue],
            scores: [field('scores').type, field('scores').isRequired],
            balances: [field('balances').type, field('balances').isRequired],
        };
        const should = {
            approvedAt: ['now', true],
            motto: [true],
            scores: lists ? ['Int', true] : ['String', false],
            balances: lists ? ['BigInt', true] : ['String', false],
        };
        return JSON.stringify(is) === JSON.stringify(should) ? []
            : [`${dialect}: ${JSON.stringify(is)} instead of ${JSON.stringify(should)}`];
    }),
    'D15 keys and what refers to them have one type, whatever ids are': async (work) => [
        ...await validates(work, 'serial'), ...await validates(work, 'uuid'),
    ],
    'D16 MySQL is told of every foreign key in a way that it hears': async (work) => {
        const wanted = fieldsOf(await work.tables(), ({ references }) => references);
        const { tables } = await work.catalog('all', 'mysql');
        const sql = await work.ddl('all', 'mysql');
        return [
            ...some(wanted, 'foreign key').filter((at) => {
                const [table, column] = at.split('.');
                return !tables[table].foreignKeys.some(({ columns }) => columns[0] === column);
            }),
            ...sql.split('\n').filter((line) => /REFERENCES/.test(line) && !/FOREIGN KEY/.test(line)),
        ];
    },
    'D17 SQL Server: several NULLs, keys that are not too long, Unicode, no circle of cascades':
        async (work) => {
            const { tables } = await work.catalog('all', 'sqlserver');
            const wanted = fieldsOf(await work.tables(),
                ({ unique, required }) => unique && required === false);
            const keys = Object.entries(tables).flatMap(([table, { columns, indexes }]) =>
                indexes.map(({ name, keys: parts }) => ({
                    name: `${table}: ${name}`,
                    size: parts.map((part) => bytes(columns[part.match(/^\W*(\w+)/)[1]].type))
                        .reduce((a, b) => a + b),
                })));
            return [
                ...some(wanted, 'key').filter((at) => {
                    const [table, column] = at.split('.');
                    return !tables[table].indexes.some(({ unique, keys: parts, where }) => unique
                        && parts.join() === column && /IS NOT NULL/i.test(where ?? ''));
                }).map((at) => `${at} takes one NULL`),
                ...some(keys, 'index').filter(({ size }) => !(size <= 1700))
                    .map(({ name, size }) => `${name}: ${size} bytes`),
                ...Object.entries(tables).flatMap(([table, { columns }]) => Object.entries(columns)
                    .filter(([, { type }]) => /^(var)?char|^text/i.test(type))
                    .map(([name, { type }]) => `${table}.${name}: ${type}`)),
            ];
        },
    'D18 constant defaults are in the database, and tables come in an order that runs':
        async (work) => {
            const wanted = fieldsOf(await work.tables(), ({ defaultValue: value, type }) =>
                !['undefined', 'function'].includes(typeof value) && !`${type}`.endsWith('[]'));
            return gather(dialects, async (dialect) => {
                const { tables } = await work.catalog('all', dialect);
                return some(wanted, 'default').filter((at) => {
                    const [table, column] = at.split('.');
                    return tables[table].columns[column].default === null;
                }).map((at) => `${dialect}: ${at}`);
            });
        },
    'D20 an id that the database makes': async (work) => {
        const { tables } = await work.catalog('database', 'postgresql');
        const is = tables.user.columns.id.default;
        return is === 'gen_random_uuid()' ? [] : [`its default: ${is}`];
    },
    'D21 a default is what the schema says, whatever a column is called': async (work) => {
        const field = fieldNamed(await work.datamodel('own', 'postgresql'), 'User', 'approvedAt');
        const { tables } = await work.catalog('own', 'postgresql');
        return field.isUpdatedAt && tables['my-users'].columns.approvedAt.default
            ? [] : ['approvedAt has none'];
    },
    'D22 what does not say that it is required is': async (work) => {
        const tables = await work.tables();
        const not = fieldsOf(tables, ({ required, type }) =>
            required === undefined && !`${type}`.endsWith('[]'));
        return gather(drizzleFiles, async ([target, dialect]) =>
            some((await work.columns(target, 'all', dialect))
                .filter(({ table, name }) => not.includes(`${table}.${name}`)), 'column')
                .filter(({ column }) => !column.notNull)
                .map(({ table, name }) => `${target} ${dialect}: ${table}.${name}`));
    },
};

export async function testBetterAuthDefects(context) {
    const work = workshop(context);
    for (const [name, check] of Object.entries(defects)) {
        await report(context, `better-auth defects: ${name}`, () => check(work));
    }
}
