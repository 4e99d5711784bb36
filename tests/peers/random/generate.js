// A valid schema for each number: whatever the language has, in random combinations.
//
// A schema is for one database (with a datasource, its native types, its SQL), or
// for all of them.  Valid means that authgen has no error for the database that the
// schema is for; what a database or a target cannot hold is cut out later (cut.js).

import { documented, names as hostileNames, texts, values as hostileValues } from '../hostile.js';
import { dialects } from '../schemas.js';
import { Draw } from './draw.js';
import { words } from './words.js';

const quote = (text) => JSON.stringify(text);

const integers = (low, high) => ['0', '1', low, high];

const moments = ['now()', '"2020-01-02T03:04:05Z"', '"2020-01-02T03:04:05.678Z"', '"1999-12-31T23:59:59.999Z"'];

/** The scalars: their defaults, and whether a key may have them. */
const scalars = {
    String: {
        defaults: [...texts.map(quote), 'uuid()', 'uuid(7)', 'cuid()', 'cuid(2)', 'ulid()', 'nanoid()', 'nanoid(12)'],
        key: true,
    },
    Boolean: { defaults: ['true', 'false'], key: true },
    Int: { defaults: integers('-2147483648', '2147483647'), key: true },
    BigInt: { defaults: integers('-9223372036854775808', '9007199254740993'), key: true },
    Float: { defaults: ['0', '0.5', '-1.25', '3', '123456.789'], key: true },
    Decimal: { defaults: ['0', '1.50', '-12.345', '7', '12345678901234567890.5'], key: true },
    DateTime: { defaults: moments, key: true },
    Json: { defaults: ['{}', '[]', '{"a": "it\'s"}', '[1, "x"]', '"text"', 'null'].map(quote) },
    Bytes: { defaults: ['"aGk="', '""', '"Cv8="', '"J1wi"'] },
    Date: { defaults: ['now()', '"2020-01-02"'], key: true },
    Time: { defaults: ['now()', '"03:04:05"'], key: true },
    Uuid: { defaults: ['uuid()', 'uuid(7)', '"6f1b2c3d-0000-4000-8000-00000000abcd"'], key: true },
    Id: { defaults: [], key: true },
};

const uuidText = ['"6f1b2c3d-0000-4000-8000-00000000abcd"'];

/**
 * The native types: a scalar, the type, the defaults that fit (without: those of the
 * scalar), whether a key may have it (without: as the scalar).
 */
const natives = {
    postgresql: [
        ['String', 'Text'], ['String', 'VarChar(200)'], ['String', 'VarChar', null], ['String', 'Char(200)'],
        ['String', 'Char', ['"x"', `"'"`]], ['String', 'Uuid', [...uuidText, 'uuid()']], ['String', 'Citext'],
        ['String', 'Inet', ['"10.0.0.1"', '"::1"']], ['String', 'Xml', ['"<a/>"'], false],
        ['String', 'Bit(4)', ['"1010"']], ['String', 'VarBit(8)', ['"101"']],
        ['String', 'VarBit', ['"101"']],
        ['Boolean', 'Boolean'], ['Int', 'Integer'], ['Int', 'SmallInt', integers('-32768', '32767')],
        ['Int', 'Oid', ['0', '1']], ['BigInt', 'BigInt'], ['Float', 'DoublePrecision'],
        ['Float', 'Real', ['0', '0.5', '-1.25']], ['Decimal', 'Decimal(10, 2)', ['0', '1.50', '7']],
        ['Decimal', 'Decimal(5)', ['0', '7']], ['Decimal', 'Decimal'], ['Decimal', 'Money', ['0', '1.50']],
        ['DateTime', 'Timestamp(0)', ['now()', '"2020-01-02T03:04:05Z"']], ['DateTime', 'Timestamp(6)'],
        ['DateTime', 'Timestamp'], ['DateTime', 'Timestamptz'], ['DateTime', 'Timestamptz(3)'],
        ['DateTime', 'Timestamptz(6)'], ['DateTime', 'Date', ['now()', '"2020-01-02T00:00:00Z"']],
        ['DateTime', 'Time(3)', ['now()', '"1970-01-01T12:00:00Z"']], ['DateTime', 'Time', ['now()']],
        ['DateTime', 'Timetz(6)', ['now()', '"1970-01-01T12:00:00Z"']], ['DateTime', 'Timetz', ['now()']],
        ['Json', 'Json'], ['Json', 'JsonB'], ['Bytes', 'ByteA'],
    ],
    mysql: [
        ['String', 'Char(200)'], ['String', 'Char(36)', ['uuid()']], ['String', 'VarChar(191)'],
        ['String', 'VarChar(300)'], ['String', 'TinyText', null, false], ['String', 'Text', null, false],
        ['String', 'MediumText', null, false], ['String', 'LongText', null, false],
        ['Int', 'Int'], ['Int', 'UnsignedInt', integers('2', '2147483647')],
        ['Int', 'SmallInt', integers('-32768', '32767')], ['Int', 'UnsignedSmallInt', integers('2', '65535')],
        ['Int', 'TinyInt', integers('-128', '127')], ['Int', 'UnsignedTinyInt', integers('2', '255')],
        ['Int', 'MediumInt', integers('-8388608', '8388607')],
        ['Int', 'UnsignedMediumInt', integers('2', '16777215')], ['Int', 'Year', ['2020', '1901']],
        ['BigInt', 'BigInt'], ['BigInt', 'UnsignedBigInt', integers('2', '9007199254740993')],
        ['Boolean', 'TinyInt'], ['Boolean', 'UnsignedTinyInt'], ['Boolean', 'Bit(1)'],
        ['Float', 'Float', ['0', '0.5', '-1.25']], ['Float', 'Double'],
        ['Decimal', 'Decimal(10, 2)', ['0', '1.50', '7']], ['Decimal', 'Decimal(5)', ['0', '7']],
        ['DateTime', 'Date', ['"2020-01-02T00:00:00Z"']],
        ['DateTime', 'Time(0)', ['now()', '"1970-01-01T12:00:00Z"']], ['DateTime', 'Time(3)'],
        ['DateTime', 'DateTime(0)', ['now()', '"2020-01-02T03:04:05Z"']], ['DateTime', 'DateTime(3)'],
        ['DateTime', 'DateTime(6)'], ['DateTime', 'Timestamp(0)', ['now()', '"2020-01-02T03:04:05Z"']],
        ['DateTime', 'Timestamp(3)', ['now()']], ['DateTime', 'Timestamp(6)', ['now()']],
        ['Json', 'Json'], ['Bytes', 'Bit(4)', []], ['Bytes', 'Binary(4)', ['"Cv8="', '"aGk="']],
        ['Bytes', 'VarBinary(40)', ['"Cv8="', '"J1wi"']], ['Bytes', 'TinyBlob'], ['Bytes', 'Blob'],
        ['Bytes', 'MediumBlob'], ['Bytes', 'LongBlob'],
    ],
    sqlite: [],
};

/** Defaults in the database's own SQL. */
const generated = {
    postgresql: {
        String: ["lower('A')", "'x'::text", "('a'::text || 'b'::text)"], Int: ['1 + 1', '(2 * 3)'],
        BigInt: ['9007199254740993'], DateTime: ['CURRENT_TIMESTAMP', 'now()'], Boolean: ['(1 = 1)'],
        Uuid: ['gen_random_uuid()'], Json: ["'{}'::jsonb"], Float: ['random()'], Bytes: ["'\\x00'::bytea"],
    },
    mysql: {
        String: ["(lower('A'))", "(concat('a', 'b'))"], Int: ['(1 + 1)'], Uuid: ['(uuid())'],
        DateTime: ['CURRENT_TIMESTAMP(3)'], Boolean: ['(1 = 1)'], Float: ['(0.5 + 1)'],
    },
    sqlite: {
        String: ["(lower('A'))", "('a' || 'b')", 'CURRENT_TIMESTAMP'], Int: ['(1 + 1)'],
        Boolean: ['(1 = 1)'], Uuid: ['(lower(hex(randomblob(16))))'],
    },
};

/** Types that authgen does not know. */
const unsupported = {
    postgresql: ['tsvector', 'point', 'int4range', 'interval', 'circle', 'macaddr', 'polygon', 'cidr'],
    mysql: ['point', 'geometry', 'set(\'a\',\'b\')', 'polygon'],
    sqlite: ['geometry'],
};

/** Operator classes: method, class, native type or scalar. */
const methods = {
    Hash: ['Int', 'String', 'Uuid', 'BigInt', 'Boolean', 'DateTime'],
    Gin: ['Json', 'list'],
    Brin: ['Int', 'BigInt', 'DateTime', 'Date', 'Float', 'Decimal'],
    BTree: ['Int', 'String', 'DateTime'],
    Gist: [],
    SpGist: ['String'],
};

const operators = {
    Gin: { Json: ['JsonbOps', 'JsonbPathOps'], list: ['ArrayOps'] },
    Brin: {
        Int: ['Int4MinMaxOps', 'Int4BloomOps', 'Int4MinMaxMultiOps'], BigInt: ['Int8MinMaxOps'],
        DateTime: ['TimestampMinMaxOps', 'TimestampBloomOps'], Date: ['DateMinMaxOps'],
        Float: ['Float8MinMaxOps'], Decimal: ['NumericMinMaxOps'],
    },
    SpGist: { String: ['TextOps'] },
    BTree: { String: ['raw("text_pattern_ops")', 'raw("text_ops")'] },
};

const actions = ['Cascade', 'Restrict', 'NoAction', 'SetNull', 'SetDefault'];

const styles = ['as_is', 'snake', 'camel', 'pascal', 'plural', 'snake_plural', 'camel_plural',
    'pascal_plural', 'snake_s', 'camel_s'];

/** Not those that leave names to the database: every tool has its own. */
const conventions = ['prisma', 'drizzle', 'drizzle@1', 'better-auth/drizzle', 'better-auth/prisma'];

const kinds = ['text', 'uuid', 'uuid7', 'serial', 'bigserial', 'cuid', 'cuid2', 'ulid', 'nanoid'];

const stems = split(`user account post comment label order line item file folder event ticket visit
    invoice address country city team member role right note page draft image size price total amount
    score state kind parent child owner author editor reader title body slug code key hash salt
    email phone street house floor room start stop begin finish first second third mother father`);

function split(text) {
    return text.trim().split(/\s+/);
}

/** The types, which a name would hide, and what is reserved by Prisma. */
const isType = /^(String|Boolean|Int|BigInt|Float|Decimal|DateTime|Json|Bytes|Date|Time|Uuid|Id|PrismaClient)$/;

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** One schema in the making. */
class Maker extends Draw {
    constructor(seed, own) {
        super(seed);
        Object.assign(this, {
            own, taken: new Set(), relations: 0, numbers: 0, blocks: [], models: [], enums: [],
            // How often a name is a word, and a name in the database hostile.
            odd: this.pick([0, 0.15, 0.5]), hostile: this.pick([0, 0, 0.15]),
            documented: this.pick([0, 0.1, 0.4]),
        });
    }

    /** A name that `used` does not have, in whatever case. */
    name(used, big = false) {
        for (;;) {
            const word = this.chance(this.odd) ? this.pick(words)
                : this.pick(stems) + (this.chance(0.3) ? capital(this.pick(stems)) : '');
            const name = big ? capital(word) : word;
            if (used.has(name.toLowerCase()) || (big && isType.test(name))) continue;
            used.add(name.toLowerCase());
            return name;
        }
    }

    /** A name in the database; most are ordinary. */
    mapped(name) {
        if (!this.chance(this.hostile)) return `${name.toLowerCase()}_${++this.numbers}`;
        const long = 'x'.repeat(this.pick([60, 63]) - String(++this.numbers).length) + this.numbers;
        return this.pick([`${this.pick(hostileNames)} ${this.numbers}`, long, `${name}-${this.numbers}`,
            `${name} ${this.numbers}`, `${name}.${this.numbers}`]);
    }

    docs() {
        return this.chance(this.documented)
            ? Array.from({ length: 1 + this.below(2) }, () => `/// ${this.pick(documented)}`) : [];
    }

    block(head, items) {
        this.blocks.push([...this.docs(), `${head} {`, ...items.map((item) => `  ${item}`), '}'].join('\n'));
    }

    /** The attribute of a native type of one's own database, or of some. */
    nativeOf(scalar) {
        const of = (dialect) => natives[dialect].filter((entry) => entry[0] === scalar);
        if (this.own) {
            const list = of(this.own);
            if (list.length === 0 || this.chance(0.5)) return { text: '' };
            const [, type, defaults, key] = this.pick(list);
            return { text: ` @db.${type}`, type, defaults, key };
        }
        if (!this.chance(0.25)) return { text: '' };
        const found = ['postgresql', 'mysql'].filter((dialect) => of(dialect).length > 0 && this.chance(0.6))
            .map((dialect) => ({ dialect, entry: this.pick(of(dialect)) }));
        if (found.length === 0) return { text: '' };
        const fits = found.map(({ entry }) => entry[2] ?? scalars[scalar].defaults);
        return {
            text: found.map(({ dialect, entry }) => ` @${dialect}.${entry[1]}`).join(''),
            type: found[0].entry[1],
            defaults: fits.reduce((left, right) => left.filter((one) => right.includes(one))),
            key: found.every(({ entry }) => entry[3] !== false) && undefined,
        };
    }

    defaultOf(scalar, native) {
        const sql = this.own && !native.type ? generated[this.own][scalar] : null;
        if (sql && this.chance(0.2)) return ` @default(dbgenerated(${quote(this.pick(sql))}))`;
        const list = native.defaults ?? scalars[scalar].defaults;
        return list.length > 0 ? ` @default(${this.pick(list)})` : '';
    }

    listOf(scalar) {
        const name = this.name(this.used);
        // Json is a document of its own, and numbers that the application makes are no list.
        const literals = scalars[scalar].defaults.filter((text) => !/\)$/.test(text));
        const value = this.chance(0.4) && literals.length > 0
            ? ` @default([${this.chance(0.3) ? '' : this.some(literals, 3).join(', ')}])` : '';
        const filled = this.chance(0.2) ? ' @notNull' : '';
        return { name, text: `${name} ${scalar}[]${filled}${value}`, scalar: 'list', optional: false };
    }

    enumField() {
        const { name: type, values } = this.pick(this.enums);
        const name = this.name(this.used);
        const optional = this.chance(0.3);
        const list = !optional && (!this.own || this.own === 'postgresql') && this.chance(0.1);
        const value = !this.chance(0.5) ? ''
            : list ? ` @default([${this.some(values, 2).join(', ')}])` : ` @default(${this.pick(values)})`;
        const suffix = list ? '[]' : optional ? '?' : '';
        return { name, text: `${name} ${type}${suffix}${value}`, scalar: 'enum', key: !list, optional };
    }

    /** A column of some type. */
    field() {
        if (this.enums.length > 0 && this.chance(0.15)) return this.enumField();
        if (this.own && this.chance(0.04)) {
            const name = this.name(this.used);
            const optional = this.chance(0.7);
            const type = `Unsupported(${quote(this.pick(unsupported[this.own]))})`;
            return { name, text: `${name} ${type}${optional ? '?' : ''}`, optional };
        }
        const scalar = this.pick(Object.keys(scalars));
        const lists = this.own === 'postgresql' || this.lists;
        if (lists && scalar !== 'Id' && this.chance(0.12)) return this.listOf(scalar);
        const name = this.name(this.used);
        const native = this.nativeOf(scalar);
        const optional = this.chance(0.35);
        const key = native.key ?? scalars[scalar].key ?? false;
        const unique = key && this.chance(0.08)
            ? ` @unique${this.chance(0.3) ? `(map: ${quote(this.mapped(name))})` : ''}` : '';
        const changed = scalar === 'DateTime' && this.chance(0.2) ? ' @updatedAt' : '';
        const value = this.chance(0.45) ? this.defaultOf(scalar, native) : '';
        return {
            name, scalar, key, optional, native: native.type,
            text: `${name} ${scalar}${optional ? '?' : ''}${unique}${value}${changed}${native.text}${this.column(name)}`
                + (this.chance(0.02) ? ' @ignore' : ''),
        };
    }

    /** @map, now and then. */
    column(name) {
        return this.chance(0.15) ? ` @map(${quote(this.mapped(name))})` : '';
    }

    enumBlock() {
        const name = this.name(this.taken, true);
        const used = new Set();
        const values = Array.from({ length: 1 + this.below(4) }, () => this.name(used));
        this.enums.push({ name, values });
        const stored = (value) => (this.chance(this.hostile)
            ? this.pick(hostileValues) + values.indexOf(value) : `${value}-${this.below(9)}`);
        const lines = values.flatMap((value) => [...this.docs(),
            this.chance(0.25) ? `${value} @map(${quote(stored(value))})` : value]);
        if (this.chance(0.2)) lines.push(`@@map(${quote(this.mapped(name))})`);
        if (this.schemas) lines.push(`@@schema(${quote(this.pick(this.schemas))})`);
        this.block(`enum ${name}`, lines);
    }

    /** The primary key of a model, as lines, and what others can refer to. */
    identity(model) {
        const single = (type, value, native = '') => {
            const name = this.chance(0.7) && !model.used.has('id') ? 'id' : this.name(model.used);
            model.used.add(name.toLowerCase());
            const named = this.own === 'postgresql' && this.chance(0.1) ? `(map: ${quote(this.mapped(name))})` : '';
            const filled = value ? ` @default(${value})` : '';
            model.items.push(`${name} ${type} @id${named}${filled}${native}${this.column(name)}`);
            model.keys.push({ columns: [{ name, type, native }], primary: true });
        };
        const text = this.own === 'mysql' ? ' @db.VarChar(36)' : '';
        const way = this.below(20);
        if (way < 6) return single('Int', 'autoincrement()');
        if (way < 7) return single('BigInt', this.own === 'sqlite' || !this.own ? '' : 'autoincrement()');
        if (way < 9) {
            return single('String', this.pick(['uuid()', 'cuid()', 'nanoid()', 'ulid()', 'cuid(2)']), text);
        }
        if (way < 12) return single('Id', '');
        if (way < 13) return single('Uuid', this.pick(['uuid()', 'uuid(7)', '']));
        if (way < 14) return single('String', '', text);
        if (way < 15) return single(this.pick(['BigInt', 'Int', 'Decimal', 'DateTime', 'Date']), '');
        const columns = Array.from({ length: 2 + this.below(2) }, () => {
            const name = this.name(model.used);
            const type = this.pick(['Int', 'String', 'BigInt', 'Uuid', 'Id', 'Boolean', 'DateTime', 'Date']);
            const native = type === 'String' ? text : '';
            model.items.push(`${name} ${type}${native}${this.column(name)}`);
            return { name, type, native };
        });
        const list = columns.map(({ name }) => name).join(', ');
        const named = this.own === 'postgresql' && this.chance(0.2) ? `, map: ${quote(this.mapped('pk'))}` : '';
        if (way < 19) model.ends.push(`@@id([${list}]${named})`);
        else model.ends.push(`@@unique([${list}])`);
        model.keys.push({ columns, primary: way < 19 });
        return null;
    }

    /** A further key that relations may refer to. */
    uniqueKey(model) {
        const name = this.name(model.used);
        const type = this.pick(['Int', 'String', 'BigInt', 'Uuid']);
        const optional = this.chance(0.2);
        const native = type === 'String' && this.own === 'mysql' ? ' @db.VarChar(50)' : '';
        model.items.push(`${name} ${type}${optional ? '?' : ''} @unique${native}${this.column(name)}`);
        model.keys.push({ columns: [{ name, type, native }], primary: false });
    }

    index(model) {
        const { fields } = model;
        const keyed = fields.filter(({ key }) => key);
        const map = this.chance(0.3) ? `, map: ${quote(this.mapped('ix'))}` : '';
        const argument = ({ name, scalar, native }) => {
            const args = [
                this.chance(0.2) && `sort: ${this.pick(['Asc', 'Desc'])}`,
                this.own === 'mysql' && scalar === 'String' && !native && this.chance(0.2) && 'length: 10',
            ].filter(Boolean);
            return args.length > 0 ? `${name}(${args.join(', ')})` : name;
        };
        const { own } = this;
        if (own === 'postgresql' && this.chance(0.3)) {
            const type = this.pick(Object.keys(methods));
            const fits = fields.filter(({ scalar, native }) => !native && methods[type].includes(scalar));
            if (fits.length === 0) return;
            const { name, scalar } = this.pick(fits);
            const ops = operators[type]?.[scalar];
            const with_ = ops && this.chance(0.5) ? `(ops: ${this.pick(ops)})` : '';
            model.ends.push(`@@index([${name}${with_}], type: ${type}${map})`);
            return;
        }
        if (own === 'mysql' && this.chance(0.15)) {
            const text = fields.filter(({ scalar, native }) => scalar === 'String' && !native);
            if (text.length > 0) model.ends.push(`@@fulltext([${this.pick(text).name}]${map})`);
            return;
        }
        if (keyed.length === 0) return;
        const list = this.some(keyed, 3).map(argument).join(', ');
        if (model.indexed?.has(list.replace(/\(.*?\)/g, ''))) return;
        model.indexed = (model.indexed ?? new Set()).add(list.replace(/\(.*?\)/g, ''));
        const kind = this.chance(0.3) ? '@@unique' : '@@index';
        const where = own !== 'mysql' && model.number && this.chance(0.2)
            ? this.pick([`, where: "qty > 0"`, `, where: { ${model.number}: 5 }`,
                `, where: { ${model.number}: { not: null } }`]) : '';
        if (own && own !== 'mysql' && model.number && this.chance(0.1)) {
            model.ends.push(`@@index(expression: "abs(qty)", map: ${quote(this.mapped('ex'))})`);
        } else {
            model.ends.push(`${kind}([${list}]${where}${map})`);
        }
    }

    modelBlock() {
        const model = {
            name: this.name(this.taken, true), used: new Set(), items: [], ends: [], keys: [], fields: [],
        };
        this.used = model.used;
        for (const mixin of this.mixins ?? []) {
            if (!this.chance(0.4)) continue;
            model.ends.push(`@@include(${mixin.name})`);
            for (const name of mixin.used) model.used.add(name);
            model.fields.push(...mixin.fields);
        }
        if (this.chance(0.02)) model.plain = true; // Without any key.
        else this.identity(model);
        if (this.chance(0.25)) this.uniqueKey(model);
        if (this.chance(0.4)) {
            model.number = this.name(model.used);
            const named = this.chance(0.3) ? `, map: ${quote(this.mapped('ck'))}` : '';
            const check = this.chance(0.5) ? ` @check("qty > ${this.below(5)}"${named})` : '';
            model.items.push(`${model.number} Int?${check} @map("qty")`);
            const map = this.chance(0.5) ? `, map: ${quote(this.mapped('ck'))}` : '';
            if (this.chance(0.2)) model.ends.push(`@@check("qty < 1000"${map})`);
        }
        const count = this.below(7);
        for (let i = 0; i < count; i++) {
            const field = this.field();
            model.fields.push(field);
            model.items.push(...this.docs(), field.text);
        }
        for (let i = this.below(3); i > 0; i--) this.index(model);
        if (this.chance(0.25)) model.ends.push(`@@map(${quote(this.mapped(model.name))})`);
        if (this.chance(0.1)) model.ends.push(`@@code(${quote(this.name(this.taken))})`);
        if (this.schemas) model.ends.push(`@@schema(${quote(this.pick(this.schemas))})`);
        if (this.chance(0.02)) model.ends.push('@@ignore');
        this.models.push(model);
    }

    actions(optional) {
        const fits = actions.filter((action) => optional || action !== 'SetNull')
            // What a required column is set to would have to exist; InnoDB has no SET DEFAULT.
            .filter((action) => action !== 'SetDefault' || (optional && ['postgresql', 'sqlite'].includes(this.own)));
        return [
            this.chance(0.4) && `onDelete: ${this.pick(fits)}`,
            this.chance(0.3) && `onUpdate: ${this.pick(fits)}`,
        ].filter(Boolean);
    }

    /** The name of a relation; it is needed only where there are several. */
    relationName() {
        return this.chance(this.hostile) ? `${this.pick(hostileNames)} ${++this.relations}`
            : `R${++this.relations}`;
    }

    /** A foreign key of `from`, one to many or one to one. */
    reference(from, to, named, { inKey = false } = {}) {
        const key = inKey ? to.keys.find(({ primary }) => primary) ?? to.keys[0] : this.pick(to.keys);
        const one = !inKey && this.chance(0.25);
        const optional = !inKey && this.chance(0.45);
        const back = this.name(to.used);
        const field = this.name(from.used);
        const name = named || from === to || this.chance(0.3) ? `${quote(this.relationName())}, ` : '';
        const side = name ? ` @relation(${name.slice(0, -2)})` : '';
        const columns = key.columns.map(({ type, native, name: target }) => {
            const plain = `${field}${capital(target)}`;
            const own = !this.chance(0.3) && !from.used.has(plain.toLowerCase()) ? plain : this.name(from.used);
            from.used.add(own.toLowerCase());
            return { name: own, type, native };
        });
        for (const { name: own, type, native } of columns) {
            const unique = one && columns.length === 1 ? ' @unique' : '';
            from.items.push(`${own} ${type}${optional ? '?' : ''}${unique}${native}${this.column(own)}`);
        }
        const list = columns.map((column) => column.name).join(', ');
        if (one && columns.length > 1) from.ends.push(`@@unique([${list}])`);
        else if (!one && !inKey && this.chance(0.3)) from.ends.push(`@@index([${list}])`);
        const args = [
            `fields: [${list}]`, `references: [${key.columns.map((column) => column.name).join(', ')}]`,
            ...this.actions(optional),
            ...this.chance(0.2) && this.own !== 'sqlite' ? [`map: ${quote(this.mapped('fk'))}`] : [],
        ];
        from.items.push(...this.docs(),
            `${field} ${to.name}${optional ? '?' : ''} @relation(${name}${args.join(', ')})`);
        to.items.push(`${back} ${from.name}${one ? '?' : '[]'}${side}`);
        return columns;
    }

    /** @references, which adds the relations by itself. */
    shortReference(from, to) {
        const key = to.keys.find(({ columns }) => columns.length === 1);
        if (!key) return;
        const optional = this.chance(0.4);
        const [{ name: target, type, native }] = key.columns;
        const column = this.name(from.used);
        const args = [`${to.name}.${target}`, `as: ${this.name(from.used)}`, `back: ${this.name(to.used)}`,
            ...this.actions(optional)];
        const unique = this.chance(0.2) ? ' @unique' : '';
        from.items.push(
            `${column} ${type}${optional ? '?' : ''}${unique} @references(${args.join(', ')})${native}`);
    }

    manyToMany(from, to) {
        const single = (model) => model.keys[0]?.primary && model.keys[0].columns.length === 1;
        if (!single(from) || !single(to)) return;
        const name = quote(this.relationName().slice(0, 40));
        from.items.push(`${this.name(from.used)} ${to.name}[] @relation(${name})`);
        to.items.push(`${this.name(to.used)} ${from.name}[] @relation(${name})`);
    }

    /** A model between two, whose key are the foreign keys. */
    join(from, to) {
        if (from.plain || to.plain) return;
        const model = {
            name: this.name(this.taken, true), used: new Set(), items: [], ends: [], keys: [], fields: [],
        };
        const columns = [from, to].flatMap((side) => this.reference(model, side, true, { inKey: true }));
        model.ends.push(`@@id([${columns.map(({ name }) => name).join(', ')}])`);
        if (this.schemas) model.ends.push(`@@schema(${quote(this.pick(this.schemas))})`);
        this.models.push(model);
    }

    relate() {
        const fit = this.models.filter(({ plain }) => !plain);
        const pairs = new Map();
        for (let i = this.below(2 * fit.length + 1); i > 0; i--) {
            const from = this.pick(this.models);
            const to = this.pick(fit);
            const pair = [from.name, to.name].sort().join();
            const before = pairs.get(pair) ?? 0;
            const way = this.below(10);
            if (way < 6) {
                // The first of two has no name to tell it from the second: so it is the only one.
                if (before === 2) continue;
                const named = this.chance(0.5) || before > 0;
                pairs.set(pair, named ? 1 : 2);
                this.reference(from, to, named);
            } else if (way < 7) {
                if (before === 0) this.shortReference(from, to);
                pairs.set(pair, 2);
            } else if (way < 9 && fit.includes(from)) {
                this.manyToMany(from, to);
            } else if (fit.includes(from)) {
                this.join(from, to);
            }
        }
    }

    view() {
        const used = new Set();
        this.used = used;
        const lines = [`${this.name(used)} Int @unique`];
        for (let i = this.below(4); i > 0; i--) {
            const scalar = this.pick(['String', 'Int', 'DateTime', 'Boolean', 'Float', 'Json']);
            lines.push(`${this.name(used)} ${scalar}${this.chance(0.5) ? '?' : ''}`);
        }
        if (this.schemas) lines.push(`@@schema(${quote(this.pick(this.schemas))})`);
        this.block(`view ${this.name(this.taken, true)}`, lines);
    }

    mixin() {
        const mixin = { name: this.name(this.taken, true), used: new Set(), fields: [] };
        this.used = mixin.used;
        // A name of a key would be twice in the database.
        const lines = Array.from({ length: 1 + this.below(3) }, () => {
            const field = this.field();
            mixin.fields.push(field);
            return field.text.replace(/\(map: "(?:[^"\\]|\\.)*"\)/, '');
        });
        const keyed = mixin.fields.find(({ key }) => key);
        if (keyed && this.chance(0.3)) lines.push(`@@index([${keyed.name}])`);
        this.block(`mixin ${mixin.name}`, lines);
        this.mixins = [...this.mixins ?? [], mixin];
    }

    /** What is said about a declaration elsewhere. */
    change() {
        const model = this.pick(this.models);
        this.used = model.used;
        const way = this.below(6);
        if (way < 2) {
            const field = this.field();
            this.block(`extend model ${model.name}`, [
                field.text, ...field.key && this.chance(0.5) ? [`@@index([${field.name}])`] : []]);
        } else if (way < 3 && this.enums.length > 0) {
            const { name, values } = this.pick(this.enums);
            const used = new Set(values.map((value) => value.toLowerCase()));
            this.block(`extend enum ${name}`, [this.name(used)]);
        } else if (way < 4 && !model.renamed) {
            model.renamed = true;
            this.blocks.push(`rename model ${model.name} ${this.name(this.taken, true)}`);
        } else if (way < 5 && model.keys.length > 0) {
            const [{ name }] = this.pick(model.keys).columns;
            if (model.renamed) return;
            model.renamed = true;
            this.blocks.push(`rename field ${model.name}.${name} ${this.name(model.used)}`);
        } else {
            const gone = this.name(this.taken, true);
            this.block(`model ${gone}`, ['id Int @id']);
            this.blocks.push(`omit model ${gone}`);
        }
    }

    config() {
        const lines = [`id = ${this.pick(kinds)}`];
        const maybe = (probability, write) => { if (this.chance(probability)) lines.push(write()); };
        maybe(0.3, () => `convention = ${quote(this.pick(conventions))}`);
        maybe(0.3, () => `tables = ${this.pick(styles)}`);
        maybe(0.3, () => `columns = ${this.pick(styles)}`);
        maybe(0.1, () => `code = ${this.pick(styles)}`);
        maybe(0.2, () => `relations = ${this.pick(['rule', 'code', 'lower'])}`);
        maybe(0.25, () => 'sqlite = compat');
        maybe(0.2, () => `bigints = ${this.pick(['bigint', 'number'])}`);
        maybe(0.1, () => `prefix = ${quote(this.pick(['app_', 'X', 'a-b']))}`);
        maybe(0.2, () => `json = ${this.pick(['native', 'jsonb_or_text'])}`);
        if (!this.own && this.chance(0.3)) {
            this.lists = true;
            lines.push(`lists = ${this.pick(['array_or_json', 'json'])}`);
        }
        maybe(0.15, () => 'DateTime = [postgresql.Timestamptz(3), mysql.DateTime(3)]');
        maybe(0.1, () => 'String = [postgresql.VarChar(300), mysql.VarChar(180)]');
        if (this.own === 'postgresql' && !this.schemas && this.chance(0.1)) lines.push('schema = "app"');
        this.block('config', lines);
    }

    make() {
        if (this.own) {
            const lines = [`provider = "${this.own}"`];
            if (this.own === 'postgresql' && this.chance(0.2)) {
                this.schemas = ['public', 'other', this.chance(0.2) ? 'Third' : 'third'];
                lines.push(`schemas = [${this.schemas.map(quote).join(', ')}]`);
            }
            if (this.chance(0.07)) lines.push('relationMode = "prisma"');
            this.blocks.push(['datasource db {', ...lines.map((line) => `  ${line}`), '}'].join('\n'));
        }
        if (this.chance(0.6)) this.config();
        for (let i = this.below(3); i > 0; i--) this.enumBlock();
        for (let i = this.pick([0, 0, 1, 2]); i > 0; i--) this.mixin();
        for (let i = 1 + this.below(4); i > 0; i--) this.modelBlock();
        this.relate();
        const bodies = this.models.map((model) => [model, [...model.items, ...model.ends]]);
        const at = this.blocks.length;
        for (const [model, lines] of bodies) this.block(`model ${model.name}`, lines);
        if (this.chance(0.15)) this.view();
        if (this.chance(0.3)) this.change();
        // Whatever the order, it is the same schema.
        if (this.chance(0.2)) this.blocks.push(...this.blocks.splice(at, 1));
        return `${this.blocks.join('\n\n')}\n`;
    }
}

/** The schema of a number: { name, text, own }; own is its database, or null for all. */
export function randomSchema(seed, number) {
    const own = [null, dialects[Math.floor(number / 2) % dialects.length]][number % 2];
    return {
        name: `${seed}:${number}`, own,
        text: new Maker(seed * 100_003 + number, own).make(),
    };
}
