// Random schemas: what authgen takes without a word, the real readers take, too:
// TypeScript, Prisma, drizzle-kit, TypeORM and the databases, and the databases
// that come of it are the same.  See random/ for what is tried and how.

import { fork } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from './databases.js';
import { addCounts } from './forced.js';
import { kindOf } from './random/kind.js';
import { role } from './random/pool.js';
import { targets } from './random/readers.js';

const script = fileURLToPath(new URL('random/batch.js', import.meta.url));

/** Runs a batch in a process of its own; `tell` hears each result. */
function runBatch(order, tell) {
    return new Promise((resolve) => {
        const child = fork(script, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
        let said = '';
        let ended = null;
        for (const stream of [child.stdout, child.stderr]) {
            stream.on('data', (chunk) => { said = (said + chunk).slice(-2000); });
        }
        child.on('message', (message) => {
            if (message.done) {
                ended = '';
                addCounts(message.forced);
            }
            else if (message.error) ended = message.error;
            else tell(message);
        });
        child.on('exit', (code, signal) => resolve(ended ?? `the process ended: ${code ?? signal}\n${said}`));
        child.send(order);
    });
}

/** What the processes need to know of the servers. */
async function prepare(servers) {
    const template = 'random-template';
    await (await openDatabase(servers, 'postgresql', template)).close();
    const admin = await servers.postgresql.connect();
    await admin.query(`CREATE ROLE ${role} SUPERUSER LOGIN`);
    await admin.end();
    return {
        template,
        addresses: { postgresql: servers.postgresql.address, mysql: servers.mysql.address },
    };
}

class Summary {
    constructor(tap) {
        Object.assign(this, { tap, counts: new Map(), kinds: new Map(), cut: new Map() });
    }

    add({ name, dialect, target, kept, stages, bad, text, options, cut }) {
        const key = `${target} on ${dialect}`;
        const count = this.counts.get(key) ?? { tried: 0, made: 0, good: 0, kept: 0, wrong: [] };
        this.counts.set(key, count);
        count.tried++;
        for (const code of new Set(cut.map(([one]) => one))) {
            this.cut.set(code, (this.cut.get(code) ?? 0) + 1);
        }
        if (stages.length === 0) return;
        count.made++;
        count.kept += kept;
        if (bad.length === 0) count.good++;
        else count.wrong.push(`seed ${name}: ${bad.map(kindOf).join('; ')}`);
        for (const entry of bad) {
            const kind = kindOf(entry);
            const found = this.kinds.get(`${key}: ${kind}`) ?? { kind, count: 0 };
            this.kinds.set(`${key}: ${kind}`, found);
            found.count++;
            // The shortest one is the easiest to read.
            if (found.text && text.length >= found.text.length) continue;
            Object.assign(found, { name, text, options, entry, dialect, target });
        }
    }

    /** A smaller schema with the same failure. */
    shrunk({ target, dialect, kind, text }) {
        this.kinds.get(`${target} on ${dialect}: ${kind}`).text = text;
    }

    say() {
        for (const [key, { tried, made, good, kept }] of [...this.counts].sort()) {
            this.tap.comment(`random: ${key}: ${tried} schemas, ${made} generated `
                + `(${made ? Math.round(100 * kept / made) : 0} % of the text), ${good} good, ${made - good} bad`);
        }
        this.tap.comment(`random: left out by ${[...this.cut].sort((a, b) => b[1] - a[1])
            .map(([code, count]) => `${code} ${count}`).join(', ')}`);
        for (const [kind, found] of [...this.kinds].sort((a, b) => b[1].count - a[1].count)) {
            const { count, name, options, text, entry: [, wrong] } = found;
            this.tap.comment([`${count} times: ${kind}`, `seed ${name} ${options.join(' ')}`,
                ...wrong, text].join('\n'));
        }
    }
}

/**
 * Reads `count` schemas of a seed.  With `state`, a file of results, those that
 * are in it are not read again.
 */
export async function testRandom({ tap, authgen, servers, dir, wanted, random = {} }) {
    const { count = 30, seed = 1, from = 0, state = null, size = 50, workers = 2, dialects, shrunk = null } = random;
    if (!wanted('random')) return;
    const summary = new Summary(tap);
    const known = new Set();
    const before = state && existsSync(state)
        ? readFileSync(state, 'utf8').split('\n').filter(Boolean) : [];
    for (const line of before) {
        const result = JSON.parse(line);
        known.add(result.name);
        summary.add(result);
    }
    const shared = await prepare(await servers);
    const numbers = Array.from({ length: count }, (_, i) => from + i)
        .filter((number) => !known.has(`${seed}:${number}`));
    const portions = [];
    while (numbers.length > 0) portions.push(numbers.splice(0, Math.min(size, Math.ceil(count / workers))));
    const errors = [];
    const work = async (slot) => {
        for (let portion; (portion = portions.shift());) {
            const results = [];
            const folder = join(dir, `random-${portion[0]}`);
            const error = await runBatch({
                ...shared, authgen, slot, dialects, targets: Object.keys(targets),
                dir: folder, cases: portion.map((number) => ({ seed, number })),
            }, (result) => results.push(result));
            if (error) {
                errors.push(`schemas ${portion[0]} to ${portion.at(-1)}: ${error}`);
                process.stderr.write(`   ${errors.at(-1)}\n`);
            }
            for (const result of results) summary.add(result);
            const lines = results.map((result) => `${JSON.stringify(result)}\n`);
            if (state && !error) appendFileSync(state, lines.join(''));
            rmSync(folder, { recursive: true, force: true });
        }
    };
    await Promise.all(Array.from({ length: workers }, (_, slot) => work(slot)));
    if (shrunk !== null) {
        const failures = [...summary.kinds].filter(([kind]) => new RegExp(shrunk).test(kind))
            .map(([, failure]) => failure);
        await Promise.all(Array.from({ length: workers }, (_, slot) => runBatch({
            ...shared, authgen, slot, dir: join(dir, `random-shrunk-${slot}`),
            failures: failures.filter((one, i) => i % workers === slot).map(({ entry, ...rest }) => rest),
        }, (one) => summary.shrunk(one))));
    }
    for (const [key, { wrong }] of [...summary.counts].sort()) tap.result(`random: ${key}`, wrong);
    if (errors.length > 0) tap.result('random: every process ends', errors);
    summary.say();
}
