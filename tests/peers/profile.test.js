// config { sqlite }: without an option, Drizzle and TypeORM share a database that
// the target `ddl` made, with either column types. What one writes, the other reads.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './authgen.js';
import { ddlMaker, mustMake } from './ddl.js';
import { versions } from './drizzle.js';
import { typecheck } from './typescript.js';
import { TypeOrm } from './typeorm.js';

const schema = `
model Row {
  id   Int      @id
  at   DateTime
  made DateTime @default(now())
  ok   Boolean
  no   Boolean  @default(false)
  big  BigInt
  sum  Decimal
  data Json?
  day  Date
  raw  Bytes
}
`;

const values = {
    at: new Date('2020-02-03T04:05:06.789Z'),
    ok: true,
    big: 5,
    sum: '1.5',
    data: { x: [1, "it's", null] },
    day: '2020-02-03',
    raw: Buffer.from('hi'),
};

/** A row as text, whatever JavaScript types an ORM has for its columns. */
const shown = (row) => JSON.stringify({
    at: row.at.toISOString(),
    // The clock of the database, in UTC.
    recent: Math.abs(Date.now() - row.made.getTime()) < 3_600_000,
    ok: row.ok,
    no: row.no,
    big: String(row.big),
    sum: String(row.sum),
    data: row.data,
    day: row.day,
    raw: Buffer.from(row.raw).toString(),
});

const good = (row) => shown(row) === shown({ ...values, made: new Date(), no: false, data: row.data });

async function share({ authgen, make, file, folder, drizzle, typeorm, profile }) {
    const made = async (target, output) => {
        const { done, refused, wrong } = await generate(authgen,
            { schema: file, target, dialect: 'sqlite', output });
        if (!done) throw new Error([...refused, ...wrong].join('\n'));
        return output;
    };
    const sql = await mustMake(make, { name: `profile ${profile}`, file }, 'sqlite');
    const { row } = await drizzle.load(await made(drizzle.target, join(folder, `${profile}.ts`)));
    const output = join(folder, `entities-${profile}`);
    await made('typeorm', `${output}/`);
    const entities = await typeorm.load(output);
    const source = await typeorm.open(null, 'sqlite', '', entities, []);
    await source.initialize();
    try {
        const client = source.driver.databaseConnection;
        client.exec(sql);
        const db = drizzle.require('drizzle-orm/sql-js').drizzle(client);
        await db.insert(row).values({ ...values, id: 1, big: 5n });
        // The binary form that TypeORM writes into a jsonb is its own; the manual
        // says so.
        const data = profile === 'compat' ? null : values.data;
        await source.getRepository(entities[0]).insert({ ...values, data, id: 2 });
        const theirs = await db.select().from(row);
        const ours = await source.getRepository(entities[0]).find();
        return [...theirs.map((r) => ['Drizzle', r]), ...ours.map((r) => ['TypeORM', r])]
            .filter(([, r]) => !good(r)
                || JSON.stringify(r.data) !== JSON.stringify(r.id === 2 ? data : values.data))
            .map(([who, r]) => `${who} reads row ${r.id} as ${shown(r)}`);
    } finally {
        await source.destroy();
    }
}

export async function testProfiles({ tap, authgen, dir, wanted: chosen }) {
    const typeorm = new TypeOrm('typeorm', 'typeorm1');
    const fileOf = (profile) => join(dir, `profile-${profile}.auth`);
    for (const profile of ['native', 'compat']) {
        writeFileSync(fileOf(profile), `${schema}\nconfig { sqlite = ${profile} }\n`);
    }
    const make = ddlMaker(authgen, join(dir, 'profile-ddl'));
    for (const drizzle of versions) {
        const folder = join(dir, `profile-${drizzle.dir}`);
        if (!chosen(`sqlite profiles: ${drizzle.target}`)) continue;
        drizzle.makeProject(folder);
        for (const profile of ['native', 'compat']) {
            const inner = join(folder, profile);
            mkdirSync(inner, { recursive: true });
            typeorm.makeProject(join(inner, `entities-${profile}`));
            const wrong = await share({
                authgen, make, file: fileOf(profile), folder: inner, drizzle, typeorm, profile,
            }).catch((error) => [error.stack]);
            tap.result(`sqlite profiles: ${drizzle.target} and typeorm share ${profile}`, wrong);
        }
        await generate(authgen, {
            schema: fileOf('compat'), target: drizzle.target, dialect: 'sqlite',
            output: join(folder, 'compat.ts'),
        });
        const errors = [...(await typecheck(folder)).values()].flat();
        tap.result(`sqlite profiles: ${drizzle.target}, compat, types`, errors);
    }
}
