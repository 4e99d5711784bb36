// The tables that Prisma means by a schema, where its engine cannot say it (MySQL
// and SQL Server): worked out from what its parser reads, by the rules of its
// manual, in the form of introspect.js, without defaults.

import { prisma } from './prisma.js';

/** The name of a constraint: what is too long is cut before its suffix. */
const named = (limit) => (table, columns, suffix) =>
    `${[table, ...columns].join('_').slice(0, limit - suffix.length - 1)}_${suffix}`;

/** Lower case, with what the database adds to a type without parameters. */
const plain = (type, parameters, whole = {}) => {
    const name = type.toLowerCase();
    return name + (parameters.length > 0
        ? `(${parameters.join(',').toLowerCase()})` : whole[name] ?? '');
};

const mysqlDefaults = {
    String: 'varchar(191)', Boolean: 'tinyint(1)', Int: 'int', BigInt: 'bigint', Float: 'double',
    Decimal: 'decimal(65,30)', DateTime: 'datetime(3)', Json: 'json', Bytes: 'longblob',
};

const sqlserverDefaults = {
    String: 'nvarchar(1000)', Boolean: 'bit', Int: 'int', BigInt: 'bigint', Float: 'float(53)',
    Decimal: 'decimal(32,16)', DateTime: 'datetime2(7)', Bytes: 'varbinary(max)',
};

/** What SQL Server takes a type without parameters for. */
const wholeTypes = {
    char: '(1)', nchar: '(1)', varchar: '(1)', nvarchar: '(1)', binary: '(1)', varbinary: '(1)',
    time: '(7)', datetime2: '(7)', datetimeoffset: '(7)', decimal: '(32,16)', float: '(53)',
};

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

const dialects = {
    mysql: {
        primaryName: () => null,
        restrict: 'NO ACTION', // As introspect.js has it.
        implicitIndexes: true,
        named: named(64),
        type({ type, kind, nativeType }, enums) {
            if (kind === 'enum') {
                const { values } = enums.get(type);
                return `enum(${values.map((value) => quoted(value.dbName ?? value.name)).join(',')})`;
            }
            if (!nativeType) return mysqlDefaults[type];
            const [name, parameters] = nativeType;
            const [, unsigned, base] = name.match(/^(Unsigned)?(.*)$/);
            // None is zero, which is not shown.
            const shown = /^(Time|DateTime|Timestamp)$/.test(base)
                ? parameters.filter((n) => n !== '0') : parameters;
            return plain(base, shown, { decimal: '(65,30)', bit: '(1)', char: '(1)', binary: '(1)' })
                + (unsigned ? ' unsigned' : '')
                + (type === 'Boolean' && name === 'TinyInt' && shown.length === 0 ? '(1)' : '');
        },
    },
    sqlserver: {
        primaryName: (table) => `${table}_pkey`,
        restrict: 'NO ACTION',
        implicitIndexes: false,
        named: named(128),
        type: ({ type, nativeType }) => (nativeType
            ? plain(...nativeType, wholeTypes).replace(/^decimal\((\d+)\)$/, 'decimal($1,0)')
            : sqlserverDefaults[type]),
    },
};

const action = (text) => text.replace(/([a-z])([A-Z])/, '$1 $2').toUpperCase();

/**
 * The names that @relation(map: ...) gives, which the DMMF does not have: "model.field" -> name.
 * In a name, U+2028 is not the end of a line.
 */
function mappedRelations(text) {
    const found = new Map();
    for (const [, model, body] of text.matchAll(/^model\s+(\w+)\s*\{([^]*?)^\}/gm)) {
        for (const [, field, given] of body.matchAll(/(?<=\n)\s*(\w+)\s[^\n]*@relation\([^\n]*?\bmap:\s*"([^"]*)"/g)) {
            found.set(`${model}.${field}`, given);
        }
    }
    return found;
}

/**
 * { tables, enums, relations } of a Prisma schema; throws if it is none.  What is
 * @ignored for the client is in the database all the same.  `relations` are those
 * that have no foreign key: [{ table, columns }].
 */
export function prismaTables(text, dialect) {
    const rules = dialects[dialect];
    const { models, enums: found, indexes } = prisma.prisma.datamodel(
        [['schema.prisma', text.replace(/@?@ignore\b/g, '')]]);
    const enums = new Map(found.map((entry) => [entry.name, entry]));
    const maps = mappedRelations(text);
    const withoutKeys = /^\s*relationMode\s*=\s*"prisma"/m.test(text);
    const byName = new Map(models.map((model) => [model.name, model]));
    const tables = Object.create(null);
    const unkeyed = [];
    const tableName = ({ name, dbName, schema }) =>
        (schema && schema !== 'dbo' ? `${schema}.` : '') + (dbName ?? name);
    const bare = ({ name, dbName }) => dbName ?? name;
    const field = (model, name) => model.fields.find((one) => one.name === name);
    const columnNames = (model, names) => names.map((name) => bare(field(model, name)));

    const column = (one, position) => ({
        position, type: rules.type(one, enums), nullable: !one.isRequired, default: null,
        auto: one.default?.name === 'autoincrement',
    });
    for (const model of models) {
        const table = {
            columns: Object.create(null), primaryKey: null, indexes: [], foreignKeys: [], checks: [],
        };
        tables[tableName(model)] = table;
        model.fields.filter(({ kind }) => kind === 'scalar' || kind === 'enum')
            .forEach((one, i) => { table.columns[bare(one)] = column(one, i + 1); });
        for (const index of indexes.filter((one) => one.model === model.name)) {
            const columns = columnNames(model, index.fields.map(({ name }) => name));
            const name = (suffix) => index.dbName ?? rules.named(bare(model), columns, suffix);
            if (index.type === 'id') {
                const given = rules.primaryName(bare(model));
                table.primaryKey = { name: given && (index.dbName ?? given), columns };
                continue;
            }
            table.indexes.push({
                name: name(index.type === 'unique' ? 'key' : 'idx'), unique: index.type === 'unique',
                method: index.type === 'fulltext' ? 'fulltext' : 'btree',
                keys: columns.map((key, i) => key
                    + (index.fields[i].length ? `(${index.fields[i].length})` : '')
                    + (index.fields[i].sortOrder === 'desc' ? ' DESC' : '')),
                where: null,
            });
        }
        const relations = model.fields.filter((one) => one.relationFromFields?.length > 0);
        for (const one of relations) {
            const columns = columnNames(model, one.relationFromFields);
            if (withoutKeys) {
                unkeyed.push({ table: tableName(model), columns });
                continue;
            }
            const target = byName.get(one.type);
            const nullable = one.relationFromFields.every((name) => !field(model, name).isRequired);
            const act = (given, fallback) => action(given ?? fallback).replace('RESTRICT', rules.restrict);
            table.foreignKeys.push({
                name: maps.get(`${model.name}.${one.name}`) ?? rules.named(bare(model), columns, 'fkey'),
                columns, table: tableName(target),
                references: columnNames(target, one.relationToFields),
                onDelete: act(one.relationOnDelete, nullable ? 'SetNull' : 'Restrict'),
                onUpdate: act(one.relationOnUpdate, 'Cascade'),
            });
        }
        for (const one of model.fields.filter((it) => it.isList && it.kind === 'object')) {
            const other = byName.get(one.type);
            const back = other.fields.find((it) =>
                it.relationName === one.relationName && it.type === model.name && it.isList
                && (other !== model || it.name !== one.name));
            if (back) addJoinTable(one.relationName, [model, other].sort((a, b) => (a.name < b.name ? -1 : 1)));
        }
    }

    function addJoinTable(relation, sides) {
        const name = `_${relation}`;
        const prefix = tableName(sides[0]).match(/^\w+\.(?=.)/)?.[0] ?? '';
        const ids = sides.map((model) => model.fields.find(({ isId }) => isId));
        tables[prefix + name] = {
            columns: Object.fromEntries(ids.map((id, i) =>
                ['AB'[i], { ...column(id, i + 1), auto: false }])),
            primaryKey: null,
            indexes: [
                { name: `${name}_AB_unique`, unique: true, method: 'btree', keys: ['A', 'B'], where: null },
                { name: `${name}_B_index`, unique: false, method: 'btree', keys: ['B'], where: null },
            ],
            foreignKeys: withoutKeys ? [] : sides.map((model, i) => ({
                name: `${name}_${'AB'[i]}_fkey`, columns: ['AB'[i]], table: tableName(model),
                references: [bare(ids[i])], onDelete: 'CASCADE', onUpdate: 'CASCADE',
            })),
            checks: [],
        };
    }

    if (rules.implicitIndexes) for (const table of Object.values(tables)) addImplicitIndexes(table);
    return { tables, enums: {}, relations: unkeyed };
}

/** InnoDB makes an index for a foreign key that has none, named as the key. */
function addImplicitIndexes(table) {
    for (const { name, columns } of table.foreignKeys) {
        const begins = (keys) => columns.every((key, i) => keys[i] === key);
        if (begins(table.primaryKey?.columns ?? [])
            || table.indexes.some(({ keys, method }) => method === 'btree' && begins(keys))) continue;
        table.indexes.push({ name, unique: false, method: 'btree', keys: columns, where: null });
    }
}
