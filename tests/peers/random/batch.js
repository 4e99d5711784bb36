// A process that reads some random schemas with every reader, and tells its parent
// what came of it.  It ends when it is done, and with it all the modules it loaded.

import './guard.js';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { counts } from '../forced.js';
import { pool, run } from '../process.js';
import { dialects } from '../schemas.js';
import { typecheck } from '../typescript.js';
import { shrink, withoutReported } from './cut.js';
import { Draw } from './draw.js';
import { randomSchema } from './generate.js';
import { kindOf } from './kind.js';
import { DatabasePool, role, sqliteLibrary } from './pool.js';
import { readOutput, targets } from './readers.js';

const patience = 60_000;

/** The options of a target that a schema gets. */
function optionsFor(target, dialect, seed) {
    const draw = new Draw(seed);
    const options = [];
    const maybe = (probability, name, values) => {
        if (draw.chance(probability)) options.push(`${name}=${draw.pick(values)}`);
    };
    const family = target.replace(/@.*/, '');
    if (family === 'drizzle' || family === 'typeorm') maybe(0.1, 'explicit', ['true']);
    if (family === 'drizzle') maybe(0.3, 'names', ['model', 'camel', 'pascal', 'snake', 'plural']);
    if (family === 'typeorm') {
        options.push(`split=${draw.chance(0.3)}`);
        maybe(0.3, 'style', ['schema']);
        maybe(0.2, 'files', ['kebab']);
        maybe(0.2, 'barrel', ['true']);
        maybe(0.2, 'enums', ['union']);
        // MariaDB stands for MySQL.
        if (dialect === 'mysql') options.push('mariadb=true');
    }
    if (family === 'sql') {
        maybe(0.2, 'if_not_exists', ['true']);
        maybe(0.2, 'drop', ['true']);
        if (dialect !== 'mysql') maybe(0.2, 'transaction', ['true']);
    }
    return options;
}

/** What man/differences calls the form of an output. */
function formOf(target, options, text, ddl) {
    if (target.startsWith('typeorm')) return options.includes('style=schema') ? 'schema' : 'decorators';
    // Whatever else is declared than drizzle-kit's own types.
    if (/^\s*sqlite = compat$|better-auth\/prisma|Unsupported\(/m.test(text)) return 'compat';
    return / CHECK \(/.test(ddl) ? 'checks' : 'native';
}

/** What a schema cannot have in a dialect, although authgen says nothing. */
const forDialect = {
    // MariaDB, which stands for MySQL, has no indexes on expressions.
    mysql: (text) => text.replace(/^.*@@index\(expression:.*\n/mg, ''),
};

class Batch {
    constructor({ authgen, dir, servers, slot }) {
        mkdirSync(dir, { recursive: true });
        Object.assign(this, { authgen, dir, references: new Map() });
        this.databases = new DatabasePool(servers, `random-${slot}`);
        for (const { project } of Object.values(targets)) project?.makeProject(join(dir, project.dir));
    }

    /** Runs the program once: the diagnostics, or what else it says. */
    async generate(file, target, dialect, output, options) {
        const { status, stderr } = await run([this.authgen, 'generate', '-t', target, '-d', dialect,
            '-o', output, '--diagnostics', 'json', ...options.flatMap((option) => ['-O', option]), file]);
        if (status !== 0 && status !== 1) throw new Error(`authgen: exit ${status}\n${stderr}`);
        return JSON.parse(stderr);
    }

    /**
     * What of a schema the program takes without a word for a target: { text, file,
     * output, options, cut }, where cut has the codes of what was left out; without
     * a file if nothing is left.
     */
    async accept(text, name, target, dialect, options) {
        const { ending, project } = targets[target];
        const id = `${name}-${dialect}-${target}`.replace(/\W/g, '-');
        const file = join(this.dir, `${id}.auth`);
        const output = join(this.dir, project?.dir ?? '', `${id}${ending}`);
        const cut = [];
        for (let left = text, tries = 0; tries < 50; tries++) {
            rmSync(output, { recursive: true, force: true });
            writeFileSync(file, left);
            const said = await this.generate(file, target, dialect, output, options);
            if (said.length === 0) return { text: left, file, output, options, cut };
            cut.push(...said.map(({ code, message }) => [code, message]));
            const next = withoutReported(left, said);
            if (next === left || next.trim() === '') break;
            left = next;
        }
        rmSync(output, { recursive: true, force: true });
        return { text: '', cut };
    }

    /** What a schema is in a dialect, for each target: variants, as readOutput() takes them. */
    async variants({ name, text, seed }, dialect, wanted) {
        const base = await this.accept(forDialect[dialect]?.(text) ?? text, name, 'sql', dialect, []);
        const found = [];
        for (const target of wanted) {
            const options = optionsFor(target, dialect, seed);
            const place = { name, dialect, target, whole: text };
            try {
                const made = base.file
                    ? await this.accept(base.text, name, target, dialect, options) : { text: '', cut: [] };
                made.cut.push(...base.cut);
                found.push(await this.variant(made, place));
            } catch (error) {
                found.push({ ...place, text: base.text, options, kept: 0, cut: [], broken: error.message });
            }
        }
        return found;
    }

    async variant(made, { name, dialect, target, whole }) {
        const { text, file, options = [] } = made;
        const variant = {
            ...made, name, dialect, target,
            databases: this.databases,
            kept: text.length / whole.length,
            twice: options.includes('if_not_exists=true') || options.includes('drop=true'),
        };
        if (!file) return variant;
        const output = `${file}.sql`;
        await this.generate(file, 'sql', dialect, output, []);
        const ddl = readFileSync(output, 'utf8');
        return {
            ...variant, ddl,
            form: formOf(target, options, text, ddl),
            reference: (make) => this.remember([dialect, text].join('\0'), make),
        };
    }

    remember(key, make) {
        if (!this.references.has(key)) this.references.set(key, make());
        return this.references.get(key);
    }

    /** The type errors of all files: a function from a variant to its own. */
    async typecheck(variants) {
        const projects = [...new Set(variants.map(({ target }) => targets[target].project).filter(Boolean))];
        const found = new Map();
        for (const project of projects) found.set(project, await typecheck(join(this.dir, project.dir)));
        return ({ target, output }) => {
            const { project } = targets[target];
            if (!project) return null;
            const place = output.slice(join(this.dir, project.dir).length + 1);
            return [...found.get(project)].filter(([file]) => file.startsWith(place)).flatMap(([, lines]) => lines);
        };
    }

    async read(variant) {
        let timer;
        const late = new Promise((resolve) => {
            timer = setTimeout(() => resolve([['patience', ['it does not end']]]), patience);
        });
        const results = await Promise.race([
            readOutput(variant).catch((error) => [['read', [error.stack]]]), late]);
        clearTimeout(timer);
        return results;
    }

    /** Reads the variants, and hands each to `tell` with its results. */
    async readAll(variants, tell) {
        const made = variants.filter(({ file }) => file);
        const types = this.typecheck(made);
        const results = new Map();
        for (const target of new Set(made.map((variant) => variant.target))) {
            // Both lines of TypeORM keep what decorators say in one place, each in its own form.
            delete globalThis.typeormMetadataArgsStorage;
            const running = pool(3);
            await Promise.all(made.filter((variant) => variant.target === target).map((variant) =>
                running(async () => { results.set(variant, await this.read(variant)); })));
        }
        const wrong = await types;
        for (const variant of variants) {
            const errors = variant.file ? wrong(variant) : null;
            tell(variant, [
                ...variant.broken ? [['authgen', [variant.broken]]] : [],
                ...errors ? [['tsc', errors]] : [],
                ...results.get(variant) ?? [],
            ]);
        }
    }
}

/** A smaller schema of which a reader says the same, in a time that is bearable. */
async function minimize(batch, { name, text, dialect, target, options, kind }) {
    const deadline = Date.now() + 20_000;
    let count = 0;
    return shrink(text, async (candidate, length) => {
        if (Date.now() > deadline) return null;
        const id = `${name}-${kind.length}-${++count}`;
        // What needs the piece goes with it.
        const made = await batch.accept(candidate, id, target, dialect, options).catch(() => ({}));
        if (!made.file || made.text.length >= length) return null;
        delete globalThis.typeormMetadataArgsStorage;
        const variant = await batch.variant(made, { name: id, dialect, target, whole: text })
            .catch(() => null);
        if (!variant) return null;
        const found = /^tsc: /.test(kind)
            ? [['tsc', (await batch.typecheck([variant]))(variant)]] : await batch.read(variant);
        for (const file of [made.file, made.output]) rmSync(file, { recursive: true, force: true });
        return found.some((entry) => entry[1].length > 0 && kindOf(entry) === kind) ? made.text : null;
    });
}

/** The servers of the parent, from their addresses. */
async function connect({ addresses, template }) {
    await sqliteLibrary();
    const client = async (database, user) => {
        const made = new pg.Client({ ...addresses.postgresql, user, database });
        made.on('error', () => {});
        await made.connect();
        return made;
    };
    return {
        template,
        postgresql: {
            address: { ...addresses.postgresql, username: role },
            connect: (database) => client(database, role),
        },
        mysql: {
            address: addresses.mysql,
            connect: () => mysql.createConnection({
                ...addresses.mysql, user: 'root', multipleStatements: true, supportBigNumbers: true,
            }),
        },
    };
}

const short = (wrong) => wrong.slice(0, 8).map((line) => String(line).slice(0, 900));

async function work(order) {
    const batch = new Batch({ ...order, servers: await connect(order) });
    for (const failure of order.failures ?? []) {
        process.send({ ...failure, text: await minimize(batch, failure) });
    }
    const variants = [];
    const generating = pool(2);
    await Promise.all((order.cases ?? []).flatMap(({ seed, number, text }) => {
        const schema = text === undefined ? randomSchema(seed, number)
            : { name: `${seed}:${number}`, text };
        return (order.dialects ?? dialects).map((dialect) => generating(async () => {
            variants.push(...await batch.variants({ ...schema, seed: seed * 7919 + number }, dialect, order.targets));
        }));
    }));
    await batch.readAll(variants, ({ name, dialect, target, kept, cut, text, options }, results) => {
        const bad = results.filter(([, wrong]) => wrong.length > 0).map(([label, wrong]) => [label, short(wrong)]);
        process.send({
            name, dialect, target, kept, cut, options, stages: results.map(([label]) => label), bad,
            ...bad.length > 0 ? { text } : {},
        });
    });
    await batch.databases.close();
}

// What a tool leaves running after it has failed is not another failure.
process.on('unhandledRejection', () => {});

process.on('message', async (order) => {
    const last = await work(order).then(() => ({ done: true, forced: counts() }), (error) => ({ error: error.stack }));
    // The tools leave timers and connections behind; what is said has to arrive first.
    process.send(last, () => process.reallyExit(0));
});
