// MySQL and SQL Server, whose SQL Prisma's engine does not write without a
// server: the tables that Prisma's parser reads out of a schema, of the original
// file and of what authgen writes for it, are those of the target `ddl`, in
// MariaDB's catalogue, and as a parser of T-SQL has them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { ddlMaker, inDatabase, safe } from './ddl.js';
import { prismaTables } from './dmmf.js';
import { unexcused } from './forced.js';
import { diff, introspect } from './introspect.js';
import { forPrisma7, withDatasource } from './prisma.js';
import { factsOf } from './subject.js';
import { readTsql } from './tsql.js';

const dialects = ['mysql', 'sqlserver'];

// A display width says nothing, but for a boolean.
const withoutWidth = (type) => type.replace(/^((?:tiny|small|medium|big)?int|year)\(\d+\)/,
    (all, name) => (all === 'tinyint(1)' ? all : name));

/** A catalogue, as far as Prisma's parser has it. */
export function comparable({ tables }, theirs) {
    const known = structuredClone(tables);
    for (const [name, table] of Object.entries(known)) {
        let dropped = 0;
        for (const [key, column] of Object.entries(table.columns)) {
            column.default = null;
            column.type = withoutWidth(column.type);
            // It leaves out what is Unsupported.
            if (theirs.tables[name] && !theirs.tables[name].columns[key]) {
                delete table.columns[key];
                dropped++;
            } else {
                column.position -= dropped;
            }
        }
        for (const index of table.indexes) {
            index.where = null;
            if (index.method === 'clustered') index.method = 'btree';
        }
    }
    return { tables: known, enums: {} };
}

const readers = {
    mysql: (servers, name, sql) => inDatabase(servers, 'mysql', `${name} dmmf`, sql, introspect),
    sqlserver: async (servers, name, sql) => readTsql(sql),
};

export async function testDmmf({ tap, authgen, servers, dir, schemas: given, same, constructs, wanted }) {
    const ready = await servers;
    const schemas = [
        ...given, ...constructs,
        ...same.filter(({ provider }) => dialects.includes(provider))
            .map((schema) => ({ ...schema, only: schema.provider })),
    ];
    const make = ddlMaker(authgen, join(dir, 'dmmf'));
    const counts = { original: 0, ours: 0, refused: 0 };
    for (const schema of schemas) {
        const source = readFileSync(schema.file, 'utf8');
        for (const dialect of dialects) {
            if (schema.only && schema.only !== dialect) continue;
            const title = `${schema.name} -> ${dialect}, tables of the DMMF`;
            if (!wanted(title)) continue;
            const own = new RegExp(`^\\s*provider\\s*=\\s*"${dialect}"`, 'm').test(source);
            const { done, sql, refused } = await make(schema, dialect);
            if (!done) {
                tap.result(`${title}: cannot hold, ${refused.join(' ')}`, own ? refused : []);
                counts.refused++;
                continue;
            }
            const catalog = await readers[dialect](ready, schema.name, sql);
            const compare = (label, text) => {
                let wrong;
                try {
                    const theirs = prismaTables(text, dialect);
                    const facts = { ...factsOf(schema, catalog, sql), relations: theirs.relations };
                    wrong = unexcused({ tool: 'prisma', check: 'dmmf', dialect, facts },
                        diff(comparable(catalog, theirs), theirs));
                } catch (error) {
                    wrong = [error.stack];
                }
                counts[label] += tap.result(`${title}, from ${label}`, wrong) ? 1 : 0;
            };
            const output = join(dir, 'dmmf', `${safe(schema.name)}.${dialect}.prisma`);
            const written = await generate(authgen,
                { schema: schema.file, target: 'prisma', dialect, output });
            if (written.done) compare('ours', readFileSync(output, 'utf8'));
            if (!schema.file.endsWith('.prisma')) continue;
            if (own || !/^datasource /m.test(source)) {
                compare('original', forPrisma7(withDatasource(source, dialect)));
            }
        }
    }
    if (counts.ours + counts.refused === 0) return;
    tap.comment(`dmmf: the tables of ${counts.original} original schemas and of ${counts.ours} `
        + `written ones are those of the DDL for MySQL and SQL Server; ${counts.refused} neither can hold`);
}
