// Starts the servers, runs the suites, stops the servers.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testAuthjs } from './authjs.test.js';
import { testBetterAuth } from './better-auth.test.js';
import { testBetterAuthDefects } from './better-auth-defects.test.js';
import { testBetterAuthUse } from './better-auth-use.test.js';
import { testConfig } from './config.test.js';
import { testDdl } from './ddl.test.js';
import { testDdlEscapes } from './ddl-escape.test.js';
import { testDmmf } from './dmmf.test.js';
import { testDrift } from './drift.test.js';
import { testDrizzle } from './drizzle.test.js';
import { testEditors } from './editors.test.js';
import { testEscapes } from './escape.test.js';
import { testExtend } from './extend.test.js';
import { testFmt } from './fmt.test.js';
import { reportForced } from './forced.js';
import { testHooks } from './hooks.test.js';
import { testHybrid } from './hybrid.test.js';
import { testLsp } from './lsp.test.js';
import { testLucia } from './lucia.test.js';
import { testLuciaUse } from './lucia-use.test.js';
import { testMssql } from './mssql.test.js';
import { testProfiles } from './profile.test.js';
import { testNextAuthUse } from './next-auth-use.test.js';
import { testNextAuth } from './nextauth.test.js';
import { testNuxt } from './nuxt.test.js';
import { testOptions } from './options.test.js';
import { testPrisma } from './prisma.test.js';
import { testSarif } from './sarif.test.js';
import { collectSchemas } from './schemas.js';
import { startServers } from './servers.js';
import { testSqlServer } from './sqlserver.test.js';
import { Tap } from './tap.js';
import { testTypeormUse } from './typeorm-use.test.js';
import { testTypeorm } from './typeorm.test.js';

const top = fileURLToPath(new URL('../..', import.meta.url));
const shared = resolve(top, '../shared');
const {
    AUTHGEN = join(top, 'build/authgen'),
    CORPUS = join(shared, 'corpus'),
    SEEDS = join(shared, 'seeds'),
} = process.env;
const [filter = ''] = process.argv.slice(2);

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const began = Date.now();
const tap = new Tap();
const dir = mkdtempSync(join(tmpdir(), 'authgen-output-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

// Not awaited here: the databases come up while the first files are generated.
const servers = startServers();
servers.catch(() => {});

try {
    if (!existsSync(AUTHGEN)) throw new Error(`no program at ${AUTHGEN} (set AUTHGEN)`);
    const { schemas, missing } = collectSchemas({
        corpusDir: CORPUS,
        seedsDir: SEEDS,
        examplesDir: join(top, 'examples'),
        into: join(dir, 'schemas'),
    });
    for (const name of missing) tap.skip(name, 'the file is not on this machine');
    const wanted = (name) => name.includes(filter);
    const authgen = resolve(AUTHGEN);
    const context = {
        tap, authgen, servers, dir, schemas, corpusDir: CORPUS, seedsDir: SEEDS, wanted,
    };
    for (const suite of [testDrizzle, testLucia, testEscapes, testDdl, testSqlServer, testMssql, testDdlEscapes, testDrift, testDmmf, testTypeorm, testNextAuth, testTypeormUse, testProfiles, testPrisma, testBetterAuth, testConfig, testBetterAuthDefects, testBetterAuthUse, testAuthjs, testNextAuthUse, testLuciaUse, testNuxt, testHybrid, testExtend, testOptions, testFmt, testSarif, testEditors, testHooks, testLsp]) {
        const start = Date.now();
        await suite(context);
        tap.comment(`${suite.name}: ${seconds(start)}`);
    }
    reportForced(tap, filter === '' && missing.length === 0);
} catch (error) {
    tap.bail(error);
} finally {
    await (await servers.catch(() => null))?.stop();
    tap.done();
    tap.comment(`${tap.count - tap.failed} of ${tap.count} good, ${seconds(began)}`);
    process.exitCode = tap.failed > 0 ? 1 : 0;
}
