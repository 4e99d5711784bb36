// What an excuse is told of a difference: the right table, whatever others are
// called, and what is under the names.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concerns, factsOf, notesOf, tableOf } from './subject.js';

const column = (type, value = null) => ({ type, default: value });

const index = (name, keys, method = 'btree', unique = false) => ({ name, keys, method, unique });

const tables = {
    user: {
        primaryKey: { name: null, columns: ['id'] },
        columns: { id: column('integer'), kind: column("enum('a','it''s')"), place: column('point(2)') },
        indexes: [index('words', ['kind'], 'fulltext'), index('tags', ['"place"'], 'gin')],
        foreignKeys: [],
    },
    user_log: {
        primaryKey: null,
        columns: { id: column('integer') },
        indexes: [index('log', ['id'])],
        foreignKeys: [{ name: 'log_key', table: 'user' }],
    },
    'app.user': {
        primaryKey: null,
        columns: { user: column('integer') },
        indexes: [index('one', ['user'], 'btree', true)],
        foreignKeys: [],
    },
};

const sql = `CREATE TABLE "user" (
  "id" INTEGER,
  CONSTRAINT "positive" CHECK ("id" > 0)
);
CREATE INDEX "tags" ON "user" USING GIN ("place" array_ops);
`;

/** A line, its table, and its notes. */
const cases = [
    ['table user: present | none', 'user', 'table that ends in a check'],
    ['table user_log: present | none', 'user_log', 'table without primary key; table without key'],
    ['column app.user.user type: a | b', 'app.user', 'table without primary key; column integer'],
    ['index user.words: fulltext (kind) | none', 'user',
        "table that ends in a check; index fulltext (kind); column enum('a','it''s')"],
    ['ALTER TABLE `user_log` DROP COLUMN `kind`', 'user_log', 'table without primary key; table without key'],
    ['DROP TABLE "temporary_user"', 'user', 'table that ends in a check'],
    ['CREATE INDEX "x" ON "app"."user" ("id")', 'app.user', 'table without primary key'],
    ['DROP INDEX "tags"', 'user',
        'table that ends in a check; index gin ("place") array_ops; unsupported column point(2)'],
    ['ALTER TABLE "other" ADD "user" integer', null, ''],
];

/** A line, whether SQLite says it, and whether it is about `user` being another one. */
const concerned = [
    ['DROP TABLE "user"', false, true],
    ['ALTER TABLE "app"."user" ADD "x" integer', false, false],
    ['ALTER TABLE "user_log" ADD "x" integer', false, false],
    ['ALTER TABLE "user_log" DROP CONSTRAINT "log_key"', false, true],
    ['ALTER TABLE "user_log" DROP CONSTRAINT "log_key_other"', false, false],
    ['foreign key user_log.log_key: a | b', false, true],
    ['DROP TABLE "user_log"', true, true],
    ['DROP TABLE "other"', true, false],
];

export async function testSubjects({ tap, dir, wanted }) {
    const folder = join(dir, 'subjects');
    mkdirSync(folder);
    const file = join(folder, 'x.prisma');
    writeFileSync(file, 'model X {\n  place Unsupported("point(2)")\n}\n');
    const facts = factsOf({ file }, { tables }, sql);
    for (const [line, table, notes] of cases) {
        const title = `what a difference is about: ${line}`;
        if (!wanted(title)) continue;
        const is = [tableOf(line, facts), notesOf(line, facts)];
        tap.result(title, is[0] === table && is[1] === notes ? [] : is.map(String));
    }
    for (const [line, whole, should] of concerned) {
        const title = `what a difference concerns: ${line}`;
        if (!wanted(title)) continue;
        const is = concerns(line, facts, new Set(['user']), whole);
        tap.result(title, is === should ? [] : [`it is ${is}`]);
    }
}
