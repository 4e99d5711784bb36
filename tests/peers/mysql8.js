// MariaDB's catalogue as MySQL 8 shows it, for tools that know only that one.

import { occurs } from './forced.js';

/** JSON is LONGTEXT with this check, named as the column. */
const isJson = ({ name, clause }) => clause === `json_valid(\`${name}\`)`;

function columnDefault(row, isExpression) {
    const text = row.COLUMN_DEFAULT;
    if (text === null || text === 'NULL') return null;
    if (/^current_timestamp\(/i.test(text)) return text.toUpperCase().replace('()', '');
    if (/^X'[\da-f]+'$/.test(text)) return `0x${text.slice(2, -1)}`;
    // MySQL shows a literal's value, but an expression as it is.
    if (isExpression || !/^'[^]*'$/.test(text)) {
        return text.replace(/\\[^]/g, (escape) => (escape === "\\'" ? "''" : escape));
    }
    return text.slice(1, -1).replaceAll("''", "'").replaceAll('\\\\', '\\');
}

/** A display width is left to the boolean alone. */
const withoutWidth = (type) => type.replace(
    /^((?:tiny|small|medium|big)?int|year)\(\d+\)/,
    (all, name) => (all === 'tinyint(1)' ? all : name));

const column = (json) => (row) => ({
    ...row,
    // What is large takes its default only as an expression.
    COLUMN_DEFAULT: columnDefault(row, /^\w*(text|blob)$/.test(row.COLUMN_TYPE)),
    COLUMN_TYPE: withoutWidth(row.COLUMN_TYPE),
    ...json.has(`${row.TABLE_NAME}.${row.COLUMN_NAME}`)
        ? { COLUMN_TYPE: 'json', CHARACTER_SET_NAME: null, COLLATION_NAME: null } : {},
    EXTRA: row.EXTRA.replace(/current_timestamp(\(\))?/g, 'CURRENT_TIMESTAMP'),
});

/** A query function over one of MariaDB's; `database` is the one in use. */
export function asMysql8(query, database) {
    const checks = query(`
        SELECT TABLE_NAME AS tbl, CONSTRAINT_NAME AS name, CHECK_CLAUSE AS clause
        FROM information_schema.CHECK_CONSTRAINTS
        WHERE CONSTRAINT_SCHEMA = '${database}'`);
    return async (sql) => {
        const known = await checks;
        // A check's name is unique in its table alone; drizzle-kit would mix them
        // up with those of other databases.
        if (/CHECK_CLAUSE/.test(sql)) {
            return known.filter((check) => !isJson(check)).map(({ tbl, name, clause }) =>
                ({ TABLE_NAME: tbl, CONSTRAINT_NAME: name, CHECK_CLAUSE: `(${clause})` }));
        }
        const rows = await query(sql);
        if (!/FROM INFORMATION_SCHEMA\.COLUMNS/i.test(sql)) return rows;
        const json = new Set(known.filter(isJson).map(({ tbl, name }) => `${tbl}.${name}`));
        const shown = rows.map(column(json));
        occurs('mysql8', rows.filter((row, i) => Object.keys(row)
            .some((key) => row[key] !== shown[i][key])).length);
        return shown;
    };
}
