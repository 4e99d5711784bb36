// PostgreSQL and MariaDB from Debian's packages, started in a temporary
// folder, on free ports of 127.0.0.1 and gone when this process is.
//
// Durability is off: the data lives as long as the run. The servers are
// children under `setpriv --pdeathsig`, so the kernel stops them even when
// this process is killed; an ordinary end stops them and removes the folder.

import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import mysql from 'mysql2/promise';
import pg from 'pg';

const run = promisify(execFile);
const root = process.getuid() === 0;

/** Both servers refuse to run as root, so root lends them their Debian user. */
const as = (user, ...flags) => [
    'setpriv',
    ...flags,
    ...(root ? ['--reuid', user, '--regid', user, '--clear-groups'] : []),
];

/** In memory where there is room: MariaDB makes its tables there twice as fast, and evenly so. */
function scratch() {
    const memory = '/dev/shm';
    try {
        const { bavail, bsize } = statfsSync(memory);
        if (bavail * bsize > 2 ** 31) return memory;
    } catch {
        // There is none.
    }
    return tmpdir();
}

async function freePort() {
    const probe = createServer();
    await new Promise((done) => probe.listen(0, '127.0.0.1', done));
    const { port } = probe.address();
    await new Promise((done) => probe.close(done));
    return port;
}

function postgresBin() {
    for (const version of [18, 17, 16, 15, 14]) {
        const bin = `/usr/lib/postgresql/${version}/bin`;
        if (existsSync(join(bin, 'postgres'))) return bin;
    }
    throw new Error('PostgreSQL is not installed (Debian: postgresql)');
}

async function postgres(home) {
    const bin = postgresBin();
    const data = join(home, 'data');
    const port = await freePort();
    const [cmd, ...flags] = as('postgres');
    await run(cmd, [...flags, join(bin, 'initdb'), '-D', data, '-U', 'postgres',
        '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
    const settings = {
        listen_addresses: '127.0.0.1',
        port,
        unix_socket_directories: home,
        fsync: 'off',
        full_page_writes: 'off',
        synchronous_commit: 'off',
        autovacuum: 'off',
        wal_level: 'minimal',
        max_wal_senders: 0,
        max_locks_per_transaction: 1024,
    };
    return {
        argv: [...as('postgres', '--pdeathsig', 'QUIT'), join(bin, 'postgres'), '-D', data,
            ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        signal: 'SIGQUIT',
        address: { host: '127.0.0.1', port },
        connect: async (database = 'postgres') => {
            const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database });
            // An ended server is not an unhandled event; queries still reject.
            client.on('error', () => {});
            await client.connect();
            return client;
        },
    };
}

async function mariadb(home) {
    const data = join(home, 'data');
    const port = await freePort();
    const [cmd, ...flags] = as('mysql');
    await run(cmd, [...flags, 'mariadb-install-db', '--no-defaults', `--datadir=${data}`,
        '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve',
        '--innodb-flush-method=nosync']);
    return {
        argv: [...as('mysql', '--pdeathsig', 'KILL'), '/usr/sbin/mariadbd', '--no-defaults',
            `--datadir=${data}`, `--port=${port}`, '--bind-address=127.0.0.1',
            `--socket=${join(home, 'sock')}`, `--pid-file=${join(home, 'pid')}`,
            '--skip-name-resolve', '--character-set-server=utf8mb4', '--skip-log-bin',
            '--innodb-flush-method=nosync', '--innodb-flush-log-at-trx-commit=0',
            '--innodb-doublewrite=0', '--innodb-file-per-table=0', '--innodb-stats-auto-recalc=0'],
        signal: 'SIGKILL',
        address: { host: '127.0.0.1', port },
        connect: (database) => mysql.createConnection({
            host: '127.0.0.1', port, user: 'root', database,
            multipleStatements: true, supportBigNumbers: true,
        }),
    };
}

async function up(server) {
    const [cmd, ...args] = server.argv;
    const child = spawn(cmd, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => { said = (said + chunk).slice(-8000); });
    }
    const gone = new Promise((done) => child.on('exit', done));
    let ended = false;
    const end = () => { ended = true; child.kill(server.signal); };
    // Whatever fails from then on is a consequence, so the reason has to be seen.
    gone.then(() => {
        if (!ended) process.stderr.write(`${cmd} died (${child.exitCode ?? child.signalCode}):\n${said}\n`);
    });
    server.stop = async () => { end(); await gone; };
    server.kill = end;
    const deadline = Date.now() + 300_000;
    for (;;) {
        try {
            await (await server.connect()).end();
            return;
        } catch (error) {
            if (child.exitCode !== null || Date.now() > deadline) {
                throw new Error(`${server.argv.join(' ')}: ${error.message}\n${said}`);
            }
            await new Promise((done) => setTimeout(done, 50));
        }
    }
}

/**
 * Starts both servers side by side.
 * Returns { postgresql, mysql, dir, stop() }; each server has connect(database).
 */
export async function startServers() {
    const dir = mkdtempSync(join(scratch(), 'authgen-peers-'));
    chmodSync(dir, 0o755);
    const live = [];
    const discard = () => {
        for (const server of live) server.kill?.();
        rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    };
    process.once('exit', discard);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.once(signal, () => process.exit(1));
    }

    const start = async (make, user, name) => {
        const home = join(dir, name);
        const [cmd, ...flags] = ['install', '-d', ...(root ? ['-o', user, '-g', user] : []), home];
        await run(cmd, flags);
        const server = await make(home);
        live.push(server);
        await up(server);
        return server;
    };
    const [postgresql, maria] = await Promise.all([
        start(postgres, 'postgres', 'postgresql'),
        start(mariadb, 'mysql', 'mariadb'),
    ]);
    return {
        dir,
        postgresql,
        mysql: maria,
        stop: async () => { await Promise.all(live.map((server) => server.stop())); discard(); },
    };
}
