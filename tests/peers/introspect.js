// Reads a database's catalogue into one normal form, the same for SQLite,
// PostgreSQL and MariaDB, so that two databases of one dialect can be compared:
//
//   { tables: { [table]: {
//       columns:     { [column]: { position, type, nullable, default, auto } },
//       primaryKey:  { name, columns } | null,
//       indexes:     [{ name, unique, method, keys: [text], where }],
//       foreignKeys: [{ name, columns, table, references, onDelete, onUpdate }],
//       checks:      [{ name, expression }] } },
//     enums: { [enum]: [value] } }
//
// Unique constraints are indexes: no database tells them apart in what it
// accepts.  A table outside the default schema is called "schema.table".
// Differences without a meaning are removed where a catalogue is read; each
// such place says why.

const actions = { a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };

function groupBy(rows, key) {
    const groups = new Map();
    for (const row of rows) {
        const value = key(row);
        if (!groups.has(value)) groups.set(value, []);
        groups.get(value).push(row);
    }
    return groups;
}

const byName = (row) => `${row.tbl}\0${row.name}`;

/** A table of names, where even __proto__ is one. */
const named = () => Object.create(null);

const emptyTable = () => ({
    columns: named(), primaryKey: null, indexes: [], foreignKeys: [], checks: [],
});

function column(position, type, nullable, byDefault, auto = false) {
    return { position, type, nullable, default: byDefault, auto };
}

// --- PostgreSQL ------------------------------------------------------------

const inSchemas = (oid) => `${oid} NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;

const qualified = (schema, name) =>
    `CASE WHEN ${schema} = 'public' THEN ${name} ELSE ${schema} || '.' || ${name} END`;

const postgresQueries = {
    columns: `
        SELECT ${qualified('n.nspname', 'c.relname')} AS table, a.attname AS name,
               row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum)::int AS position,
               format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
               pg_get_expr(d.adbin, d.adrelid) AS default, a.attidentity <> '' AS identity
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
        JOIN pg_namespace n ON n.oid = c.relnamespace AND ${inSchemas('n.nspname')}
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE a.attnum > 0 AND NOT a.attisdropped`,
    // pg_get_indexdef(…, k, false) gives a key without its order and operator class.
    indexes: `
        SELECT ${qualified('n.nspname', 'c.relname')} AS table, i.relname AS name,
               x.indisunique AS unique, x.indisprimary AS primary, m.amname AS method,
               x.indnullsnotdistinct AS "nullsNotDistinct",
               pg_get_expr(x.indpred, x.indrelid) AS where,
               ARRAY(SELECT pg_get_indexdef(x.indexrelid, k::int, false)
                            || CASE WHEN o.opcdefault THEN '' ELSE ' ' || o.opcname END
                            || CASE x.indoption[k - 1] WHEN 1 THEN ' DESC NULLS LAST'
                               WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END
                     FROM generate_series(1, x.indnkeyatts) k
                     JOIN pg_opclass o ON o.oid = x.indclass[k - 1]
                     ORDER BY k) AS keys,
               ARRAY(SELECT a.attname::text FROM generate_series(1, x.indnkeyatts) k
                     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[k - 1]
                     ORDER BY k) AS columns
        FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_am m ON m.oid = i.relam
        JOIN pg_class c ON c.oid = x.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace AND ${inSchemas('n.nspname')}`,
    constraints: `
        SELECT ${qualified('n.nspname', 'c.relname')} AS table, k.conname AS name,
               k.contype AS kind, pg_get_expr(k.conbin, k.conrelid) AS expression,
               ${qualified('fn.nspname', 'f.relname')} AS target,
               k.confdeltype AS "onDelete", k.confupdtype AS "onUpdate",
               ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(num, i)
                     JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num
                     ORDER BY i) AS columns,
               ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(num, i)
                     JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num
                     ORDER BY i) AS references
        FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace AND ${inSchemas('n.nspname')}
        LEFT JOIN pg_class f ON f.oid = k.confrelid
        LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
        WHERE k.contype IN ('f', 'c')`,
    enums: `
        SELECT ${qualified('n.nspname', 't.typname')} AS name,
               array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS values
        FROM pg_enum e
        JOIN pg_type t ON t.oid = e.enumtypid
        JOIN pg_namespace n ON n.oid = t.typnamespace
        GROUP BY 1`,
};

/** An array may be written ARRAY[…] or '{…}': what becomes of it in the column counts. */
async function evaluateArrays(db, rows) {
    const arrays = rows.filter((row) => /^(\(*ARRAY\[|'\{[^]*\[\]$)/.test(row.default ?? ''));
    if (arrays.length === 0) return;
    const list = arrays.map((row, i) => `(${row.default})::${row.type}::text AS c${i}`);
    const [values] = await db.query(`SELECT ${list.join(', ')}`);
    arrays.forEach((row, i) => { row.default = `array ${values[`c${i}`]}`; });
}

/**
 * One function has two names, a number may be written as a string, and money has
 * two digits after the point, whatever is written.
 */
function postgresDefault({ type, default: text }) {
    if (text === null) return null;
    if (text === 'CURRENT_TIMESTAMP') return 'now()';
    const number = text.replace(/^'(-?[\d.]+)'::(numeric|bigint|integer|smallint|real|double precision|oid)$/, '$1');
    return type === 'money' && /^-?[\d.]+$/.test(number) ? Number(number).toFixed(2) : number;
}

async function introspectPostgres(db) {
    const tables = named();
    const columns = await db.query(postgresQueries.columns);
    await evaluateArrays(db, columns);
    for (const row of columns) {
        // Serial and identity columns both count up; the sequence's name is no part of the schema.
        const auto = row.identity || /^nextval\(/.test(row.default ?? '');
        tables[row.table] ??= emptyTable();
        tables[row.table].columns[row.name] =
            column(row.position, row.type, row.nullable, auto ? null : postgresDefault(row), auto);
    }
    for (const row of await db.query(postgresQueries.indexes)) {
        const table = tables[row.table];
        if (row.primary) {
            table.primaryKey = { name: row.name, columns: row.columns };
        } else {
            const { name, unique, method, keys, where } = row;
            const index = { name, unique, method, keys, where };
            if (row.nullsNotDistinct) index.keys.push('NULLS NOT DISTINCT');
            table.indexes.push(index);
        }
    }
    for (const row of await db.query(postgresQueries.constraints)) {
        const { name, columns, references, target } = row;
        if (row.kind === 'c') {
            tables[row.table].checks.push({ name, expression: row.expression });
        } else {
            tables[row.table].foreignKeys.push({
                name, columns, table: target, references,
                onDelete: actions[row.onDelete], onUpdate: actions[row.onUpdate],
            });
        }
    }
    const enums = await db.query(postgresQueries.enums);
    return { tables, enums: Object.fromEntries(enums.map((row) => [row.name, row.values])) };
}

// --- MariaDB ---------------------------------------------------------------

const mysqlQueries = {
    columns: `
        SELECT TABLE_NAME AS tbl, COLUMN_NAME AS name, ORDINAL_POSITION AS position,
               COLUMN_TYPE AS type, IS_NULLABLE = 'YES' AS nullable,
               COLUMN_DEFAULT AS dflt, EXTRA AS extra
        FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()`,
    indexes: `
        SELECT TABLE_NAME AS tbl, INDEX_NAME AS name, NON_UNIQUE = 0 AS uniq,
               INDEX_TYPE AS method, COLUMN_NAME AS col, COLLATION AS dir, SUB_PART AS part
        FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE()
        ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
    foreignKeys: `
        SELECT k.TABLE_NAME AS tbl, k.CONSTRAINT_NAME AS name, k.COLUMN_NAME AS col,
               k.REFERENCED_TABLE_NAME AS target, k.REFERENCED_COLUMN_NAME AS ref,
               r.DELETE_RULE AS onDelete, r.UPDATE_RULE AS onUpdate
        FROM information_schema.KEY_COLUMN_USAGE k
        JOIN information_schema.REFERENTIAL_CONSTRAINTS r
          ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
             AND r.TABLE_NAME = k.TABLE_NAME
        WHERE k.TABLE_SCHEMA = DATABASE() AND k.REFERENCED_TABLE_NAME IS NOT NULL
        ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`,
    checks: `
        SELECT TABLE_NAME AS tbl, CONSTRAINT_NAME AS name, CHECK_CLAUSE AS expression
        FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()`,
};

/** InnoDB treats RESTRICT, NO ACTION and no action given alike, but shows what was written. */
const mysqlAction = (rule) => (rule === 'RESTRICT' ? 'NO ACTION' : rule);

/** A literal of a number is shown quoted or not, and bytes as X'…' or 0x…, as they were written. */
const numberDefault = (text) => text?.replace(/^'(-?[\d.]+)'$/, '$1') ?? null;
const otherDefault = (text) => text?.replace(/^X'([\da-f]+)'$/, '0x$1') ?? null;

async function introspectMysql(db) {
    const tables = named();
    for (const row of await db.query(mysqlQueries.columns)) {
        const nullable = Boolean(row.nullable);
        const numeric = /int|decimal|float|double/.test(row.type);
        const byDefault = numeric ? numberDefault(row.dflt) : otherDefault(row.dflt);
        const onUpdate = row.extra.match(/on update.*/)?.[0];
        tables[row.tbl] ??= emptyTable();
        tables[row.tbl].columns[row.name] = column(
            row.position, row.type, nullable,
            // MariaDB shows a nullable column without a default as DEFAULT NULL.
            [byDefault === 'NULL' ? null : byDefault, onUpdate].filter(Boolean).join(' ') || null,
            row.extra.includes('auto_increment'),
        );
    }
    const indexes = groupBy(await db.query(mysqlQueries.indexes), byName);
    for (const rows of indexes.values()) {
        const [{ tbl, name, uniq, method }] = rows;
        if (name === 'PRIMARY') {
            tables[tbl].primaryKey = { name: null, columns: rows.map((row) => row.col) };
            continue;
        }
        const keys = rows.map(({ col, dir, part }) =>
            col + (part === null ? '' : `(${part})`) + (dir === 'D' ? ' DESC' : ''));
        tables[tbl].indexes.push({
            name, unique: Boolean(uniq), method: method.toLowerCase(), keys, where: null,
        });
    }
    const keys = groupBy(await db.query(mysqlQueries.foreignKeys), byName);
    for (const rows of keys.values()) {
        const [{ tbl, name, target, onDelete, onUpdate }] = rows;
        tables[tbl].foreignKeys.push({
            name, columns: rows.map((row) => row.col), table: target,
            references: rows.map((row) => row.ref),
            onDelete: mysqlAction(onDelete), onUpdate: mysqlAction(onUpdate),
        });
    }
    for (const row of await db.query(mysqlQueries.checks)) {
        const json = row.expression === `json_valid(\`${row.name}\`)`;
        // MariaDB's JSON is LONGTEXT with this check, named as the column.
        if (json) tables[row.tbl].columns[row.name].type = 'json';
        else tables[row.tbl].checks.push({ name: row.name, expression: row.expression });
    }
    return { tables, enums: {} };
}

// --- SQLite ----------------------------------------------------------------

const sqliteTables = `
    SELECT name, sql FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;

const sqliteQueries = {
    tables: sqliteTables,
    columns: `
        SELECT t.name AS tbl, c.name, c.cid + 1 AS position, c.type, c."notnull" AS required,
               c.dflt_value AS dflt, c.pk
        FROM (${sqliteTables}) t, pragma_table_xinfo(t.name) c`,
    indexes: `
        SELECT t.name AS tbl, i.name, i."unique" AS uniq, i.origin, x.name AS col, x."desc",
               x.coll, x.seqno, m.sql
        FROM (${sqliteTables}) t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) x
        LEFT JOIN sqlite_master m ON m.type = 'index' AND m.name = i.name
        WHERE x.key ORDER BY t.name, i.name, x.seqno`,
    foreignKeys: `
        SELECT t.name AS tbl, f.* FROM (${sqliteTables}) t, pragma_foreign_key_list(t.name) f
        ORDER BY t.name, f.id, f.seq`,
};

const token = new RegExp([
    String.raw`\s+|--[^\n]*|/\*[^]*?\*/`,
    ...["'", '"', '`'].map((mark) => `${mark}(?:[^${mark}]|${mark}${mark})*${mark}`),
    String.raw`\[[^\]]*\]|[\w.]+|[^]`,
].join('|'), 'g');

const unquoted = (name) =>
    /^["`[]/.test(name) ? name.slice(1, -1).replaceAll(name[0].repeat(2), name[0]) : name;

/** The parts of the first parenthesised list in a piece of SQL, each as its list of tokens. */
function definitions(sql) {
    const parts = [[]];
    let depth = 0;
    for (const [text] of sql.matchAll(token)) {
        if (/^(\s|--|\/\*)/.test(text)) continue;
        if (text === ')' && --depth === 0) break;
        if (text === ',' && depth === 1) parts.push([]);
        else if (depth > 0) parts.at(-1).push(text);
        if (text === '(') depth++;
    }
    return parts;
}

/** What follows `open` tokens in, up to the matching parenthesis. */
function parenthesised(tokens, open) {
    let depth = 0;
    for (let i = open; i < tokens.length; i++) {
        if (tokens[i] === '(') depth++;
        if (tokens[i] === ')' && --depth === 0) return tokens.slice(open + 1, i);
    }
    return [];
}

/** SQLite's pragmas show neither checks nor names of keys: they stand in the table's text alone. */
function sqliteConstraints(sql) {
    const found = { checks: [], names: { PRIMARY: null, FOREIGN: new Map() } };
    for (const tokens of definitions(sql)) {
        let name = null;
        tokens.forEach((text, i) => {
            const word = text.toUpperCase();
            if (word === 'CONSTRAINT') name = unquoted(tokens[i + 1]);
            if (word === 'CHECK' && tokens[i + 1] === '(') {
                found.checks.push({ name, expression: parenthesised(tokens, i + 1).join(' ') });
            }
            if (word === 'PRIMARY') found.names.PRIMARY = name;
            if (word === 'FOREIGN') {
                const columns = parenthesised(tokens, i + 2).filter((part) => part !== ',');
                found.names.FOREIGN.set(columns.map(unquoted).join(), name);
            }
        });
    }
    return found;
}

/** An expression without the parentheses around all of it: one more pair says nothing. */
function bare(text) {
    const tokens = text?.match(token);
    if (tokens?.[0] !== '(' || parenthesised(tokens, 0).length < tokens.length - 2) return text;
    return bare(tokens.slice(1, -1).join(''));
}

async function introspectSqlite(db) {
    const tables = named();
    const names = {};
    for (const { name, sql } of await db.query(sqliteQueries.tables)) {
        const constraints = sqliteConstraints(sql);
        names[name] = constraints.names;
        tables[name] = { ...emptyTable(), checks: constraints.checks };
    }
    const columns = groupBy(await db.query(sqliteQueries.columns), (row) => row.tbl);
    for (const [table, rows] of columns) {
        const key = rows.filter((row) => row.pk).sort((a, b) => a.pk - b.pk);
        // An INTEGER PRIMARY KEY is the row's number: never NULL, whatever is declared.
        const rowid = key.length === 1 && key[0].type.toUpperCase() === 'INTEGER' ? key[0] : null;
        for (const row of rows) {
            tables[table].columns[row.name] = column(
                row.position, row.type.toLowerCase(), !row.required && row !== rowid,
                /numeric|decimal|int/i.test(row.type) ? numberDefault(bare(row.dflt)) : bare(row.dflt),
                row === rowid);
        }
        if (key.length > 0) {
            tables[table].primaryKey = {
                name: names[table].PRIMARY, columns: key.map((row) => row.name),
            };
        }
    }
    const indexes = groupBy(await db.query(sqliteQueries.indexes), byName);
    for (const rows of indexes.values()) {
        const [{ tbl, name, uniq, origin, sql }] = rows;
        if (origin === 'pk') continue;
        const written = sql ? definitions(sql) : [];
        const keys = rows.map(({ col, desc }, i) =>
            (col ?? written[i].filter((text) => !/^(asc|desc)$/i.test(text)).join(' '))
            + (desc ? ' DESC' : ''));
        tables[tbl].indexes.push({
            // A constraint's index has no name of its own choosing.
            name: name.startsWith('sqlite_autoindex_') ? null : name,
            unique: Boolean(uniq), method: 'btree', keys,
            where: sql?.match(/\)\s*WHERE\s+([^]*)$/i)?.[1] ?? null,
        });
    }
    const byId = (row) => `${row.tbl}\0${row.id}`;
    const keys = groupBy(await db.query(sqliteQueries.foreignKeys), byId);
    for (const rows of keys.values()) {
        const [{ tbl, table, on_delete: onDelete, on_update: onUpdate }] = rows;
        const from = rows.map((row) => row.from);
        // A reference without columns means the other table's primary key.
        const to = rows[0].to === null
            ? tables[table].primaryKey.columns : rows.map((row) => row.to);
        tables[tbl].foreignKeys.push({
            name: names[tbl].FOREIGN.get(from.join()) ?? null,
            columns: from, table, references: to, onDelete, onUpdate,
        });
    }
    return { tables, enums: {} };
}

// ---------------------------------------------------------------------------

const readers = {
    postgresql: introspectPostgres, mysql: introspectMysql, sqlite: introspectSqlite,
};

export const introspect = (db) => readers[db.dialect](db);

/** Every fact of a schema as one line: where it stands -> what it says. */
function facts(schema, other, names) {
    const all = new Map();
    const say = (path, value) => all.set(path, value);
    const count = (path) => say(path, (all.get(path) ?? 0) + 1);
    for (const [name, values] of Object.entries(schema.enums)) {
        say(`enum ${name}`, values.join(', '));
    }
    for (const [name, table] of Object.entries(schema.tables)) {
        say(`table ${name}`, 'present');
        // Of a table that the other one lacks, that is all there is to say.
        if (!other.tables[name]) continue;
        for (const [key, facet] of Object.entries(table.columns)) {
            const path = `column ${name}.${key}`;
            say(`${path} position`, facet.position);
            say(`${path} type`, facet.type);
            say(`${path} nullable`, facet.nullable);
            say(`${path} default`, facet.auto ? 'automatic' : facet.default);
        }
        const constraint = (kind, constraintName, content) => {
            const named = names && constraintName !== null;
            if (named) say(`${kind} ${name}.${constraintName}`, content);
            else count(`${kind} of ${name}: ${content}`);
        };
        const { primaryKey } = table;
        if (primaryKey) {
            constraint('primary key', primaryKey.name, `(${primaryKey.columns.join(', ')})`);
        }
        for (const { name: own, unique, method, keys, where } of table.indexes) {
            constraint('index', own, (unique ? 'unique ' : '')
                + `${method} (${keys.join(', ')})${where === null ? '' : ` where ${where}`}`);
        }
        for (const key of table.foreignKeys) {
            // Pairs, in whatever order.
            const pairs = key.columns.map((column, i) => [column, key.references[i]]).sort();
            const [columns, references] = [0, 1].map((side) =>
                pairs.map((pair) => pair[side]).join(', '));
            constraint('foreign key', key.name,
                `(${columns}) -> ${key.table}(${references})`
                + ` on delete ${key.onDelete} on update ${key.onUpdate}`);
        }
        for (const check of table.checks) constraint('check', check.name, check.expression);
    }
    return all;
}

/**
 * What differs between two schemas, a line each.  With names: false the names
 * of keys, indexes, foreign keys and checks do not count, only what they say.
 */
export function diff(a, b, { names = true } = {}) {
    const left = facts(a, b, names);
    const right = facts(b, a, names);
    const lines = [];
    for (const path of new Set([...left.keys(), ...right.keys()])) {
        const [was, is] = [left.get(path), right.get(path)];
        if (was !== is) lines.push(`${path}: ${was ?? 'none'} | ${is ?? 'none'}`);
    }
    return lines;
}
