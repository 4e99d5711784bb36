// Two lists of tables in the same words: those that Better Auth says it has,
// and those of a schema of Prisma's.  A list is a Map from "table.column" to
// what the column is, with "table(columns)" for keys of several.

/** What an id is on PostgreSQL, and a column that refers to one. */
const ids = {
    text: { id: 'String', reference: 'String' },
    serial: { id: 'Int default autoincrement', reference: 'Int' },
    uuid: { id: 'Uuid default dbgenerated', reference: 'Uuid' },
};

const words = (...parts) => parts.filter(Boolean).join(' ');

const scalars = { string: 'String', boolean: 'Boolean', date: 'DateTime', json: 'Json' };

function typeOf({ type, bigint }) {
    if (Array.isArray(type)) return `one of ${type}`;
    if (type === 'number') return bigint ? 'BigInt' : 'Int';
    const list = type.match(/^(\w+)\[\]$/);
    const found = list ? `${typeOf({ type: list[1] })}[]` : scalars[type];
    if (!found) throw new Error(`what is a ${JSON.stringify(type)}?`);
    return found;
}

/** What the database can do itself: what a function makes of other things is not in it. */
function defaultOf({ defaultValue: value }) {
    const made = typeof value === 'function' ? value() : value;
    if (made instanceof Date) return 'default now';
    return typeof value === 'function' || value === undefined ? ''
        : `default ${JSON.stringify(value)}`;
}

/** A list is never NOT NULL, as with Prisma. */
const nullOf = (type, required) => (String(type).endsWith('[]') ? 'list' : required ? 'NOT NULL' : 'NULL');

/** What getAuthTables() says, `ids` being of a kind. */
export function upstreamTables(tables, kind) {
    const found = new Map();
    for (const table of Object.values(tables)) {
        const at = (field) => `${table.modelName}.${table.fields[field]?.fieldName ?? field}`;
        const indexes = (table.indexes ?? []).filter(({ fields }) => fields.length > 1);
        const alone = new Map((table.indexes ?? []).filter(({ fields }) => fields.length === 1)
            .map(({ fields: [field], unique }) => [field, unique ? 'unique' : 'index']));
        found.set(`${table.modelName}.id`, `${ids[kind].id} primary key`);
        for (const [field, is] of Object.entries(table.fields)) {
            const to = is.references;
            const type = to?.field === 'id' ? ids[kind].reference : typeOf(is);
            const target = to && Object.values(tables).find(({ modelName }) => modelName === to.model)
                || to && tables[to.model];
            found.set(at(field), words(type, nullOf(type, is.required !== false), defaultOf(is),
                is.onUpdate && 'updated', is.unique ? 'unique' : is.index ? 'index' : alone.get(field),
                target && `-> ${target.modelName}.${to.field} ${to.onDelete ?? 'cascade'}`));
        }
        for (const { fields, unique } of indexes) {
            found.set(`${table.modelName}(${fields})`, unique ? 'unique' : 'index');
        }
    }
    return found;
}

const actions = {
    Cascade: 'cascade', SetNull: 'set null', NoAction: 'no action', Restrict: 'restrict',
};

/** What a schema of Prisma's for PostgreSQL says, as its own reader has it. */
export function prismaTables({ models, indexes, enums }) {
    const found = new Map();
    const tableOf = ({ name, dbName }) => dbName ?? name;
    const columnOf = ({ name, dbName }) => dbName ?? name;
    const named = (name) => models.find((model) => model.name === name);
    for (const model of models) {
        const keys = indexes.filter((index) => index.model === model.name);
        const alone = (type, name) => keys.some((key) =>
            key.type === type && key.fields.length === 1 && key.fields[0].name === name);
        for (const field of model.fields.filter(({ kind }) => kind !== 'object')) {
            const { name } = field;
            const values = field.kind === 'enum'
                ? enums.find((is) => is.name === field.type).values : [];
            const valueOf = (given) => {
                const value = values.find((is) => is.name === given);
                return value ? value.dbName ?? value.name
                    : ['Json', 'BigInt'].includes(field.type) && typeof given === 'string'
                        ? JSON.parse(given) : given;
            };
            const value = valueOf(field.default);
            const scalar = field.kind === 'enum' ? `one of ${values.map(({ name }) => valueOf(name))}`
                : field.nativeType?.[0] === 'Uuid' ? 'Uuid' : field.type;
            const type = scalar + (field.isList ? '[]' : '');
            const relation = model.fields.find(({ relationFromFields: from }) =>
                from?.length === 1 && from[0] === name);
            const target = relation && named(relation.type);
            const given = value === undefined ? ''
                : `default ${value?.name ?? JSON.stringify(value)}`;
            found.set(`${tableOf(model)}.${columnOf(field)}`, field.isId
                ? words(type, given, 'primary key')
                : words(type, nullOf(type, field.isRequired), given, field.isUpdatedAt && 'updated',
                    alone('unique', name) ? 'unique' : alone('normal', name) && 'index',
                    target && `-> ${tableOf(target)}.${relation.relationToFields} ${
                        actions[relation.relationOnDelete]}`));
        }
        for (const { type, fields } of keys.filter((key) => key.fields.length > 1)) {
            found.set(`${tableOf(model)}(${fields.map(({ name }) => name)})`,
                { unique: 'unique', normal: 'index', id: 'primary key' }[type]);
        }
    }
    return found;
}

/** Where the preset's tables are not those of the library, a line for each. */
export function tableDifferences(preset, library) {
    const all = [...new Set([...library.keys(), ...preset.keys()])];
    return all.filter((key) => preset.get(key) !== library.get(key)).map((key) =>
        `${key}: Better Auth has ${library.get(key) ?? 'none'}, the preset ${preset.get(key) ?? 'none'}`);
}
