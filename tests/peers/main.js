// Starts the servers, runs the suites, stops the servers.
//
// Without arguments the schemas are those of this repository, and all suites run.
// With --corpus, those that go over schemas run on the schemas in the folders, and
// those that want one of the documents there.  With --validation, only the
// verdicts on the schemas in a folder are compared with Prisma's.  With --random,
// only random schemas are tried.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { testAction } from './action.test.js';
import { testAdoptRows } from './adopt-rows.test.js';
import { testAdopt } from './adopt.test.js';
import { testAuthjs } from './authjs.test.js';
import { testBetterAuth } from './better-auth.test.js';
import { testBetterAuthDefects } from './better-auth-defects.test.js';
import { testBetterAuthUse } from './better-auth-use.test.js';
import { testConfig } from './config.test.js';
import { constructSchemas } from './constructs.js';
import { testDdl } from './ddl.test.js';
import { testDdlEscapes } from './ddl-escape.test.js';
import { testDmmf } from './dmmf.test.js';
import { testDrift } from './drift.test.js';
import { testDrizzle, testDrizzleCuid, testDrizzleEnd } from './drizzle.test.js';
import { testDrizzleFiles, testDrizzleRead } from './drizzle-read.test.js';
import { testEditors } from './editors.test.js';
import { testEscapes } from './escape.test.js';
import { testExtend } from './extend.test.js';
import { testFmt, testFmtLosses } from './fmt.test.js';
import { reportForced } from './forced.js';
import { testGuides } from './guides.test.js';
import { testHooks } from './hooks.test.js';
import { testHybrid } from './hybrid.test.js';
import { testLsp } from './lsp.test.js';
import { testLucia } from './lucia.test.js';
import { testLuciaUse } from './lucia-use.test.js';
import { testMssql } from './mssql.test.js';
import { testPlugins } from './plugins.test.js';
import { testProfiles } from './profile.test.js';
import { testProject } from './project.test.js';
import { testNextAuthDocument, testNextAuthUse } from './next-auth-use.test.js';
import { testNextAuth } from './nextauth.test.js';
import { testNuxt } from './nuxt.test.js';
import { testOptions } from './options.test.js';
import { testPrisma, testPrismaAdditions } from './prisma.test.js';
import { testPrismaGenerate } from './prisma-generate.test.js';
import { testRandom } from './random.test.js';
import { testResolve } from './resolve.test.js';
import { testRuns } from './runs.test.js';
import { testRunsAuth } from './runs-auth.test.js';
import { testSarif } from './sarif.test.js';
import { filesBelow, schemasOf } from './schemas.js';
import { startServers } from './servers.js';
import { testCascades, testSqlServer } from './sqlserver.test.js';
import { Tap } from './tap.js';
import { testStyle } from './style.test.js';
import { testSubjects } from './subject.test.js';
import { testTypeormAgain } from './typeorm-again.test.js';
import { testTypeormUse } from './typeorm-use.test.js';
import { testTypeorm } from './typeorm.test.js';
import { testValidation } from './validation.test.js';

const top = fileURLToPath(new URL('../..', import.meta.url));
const { AUTHGEN = join(top, 'build/authgen') } = process.env;
const { values, positionals: [filter = ''] } = parseArgs({
    allowPositionals: true,
    options: {
        corpus: { type: 'string', multiple: true },
        validation: { type: 'string' },
        random: { type: 'string' },
        seed: { type: 'string' },
        from: { type: 'string' },
        state: { type: 'string' },
        shrink: { type: 'string' },
    },
});
const { corpus: folders = [], validation } = values;

/** With --random, only that: how many schemas, of which seed. */
const random = values.random && {
    count: Number(values.random), seed: Number(values.seed ?? 1), from: Number(values.from ?? 0),
    state: values.state, shrunk: values.shrink,
};

/** What goes over schemas, whosever they are. */
const onSchemas = [
    testDrizzle, testDrizzleRead, testDdl, testSqlServer, testMssql, testDrift, testDmmf, testTypeorm,
    testNextAuth, testPrisma, testFmt,
];

/** What wants a document that is not part of this repository. */
const onDocuments = [testLucia, testNextAuthDocument];

/** What has its own schemas, or those of libraries. */
const onOwn = [
    testSubjects, testDrizzleEnd, testDrizzleCuid, testDrizzleFiles, testCascades, testPrismaAdditions,
    testPrismaGenerate, testFmtLosses, testEscapes, testDdlEscapes, testTypeormUse, testTypeormAgain, testProfiles, testBetterAuth, testConfig,
    testProject,
    testBetterAuthDefects, testBetterAuthUse, testAdopt, testAdoptRows, testRuns, testAuthjs, testNextAuthUse, testLuciaUse,
    testRunsAuth, testNuxt, testHybrid, testExtend, testOptions, testPlugins, testSarif, testEditors,
    testHooks, testGuides, testAction, testLsp, testStyle, testResolve, testRandom,
];

/** The schemas, and what else depends on whether they are this repository's. */
function material(dir) {
    const plain = folders.length === 0;
    const found = plain
        ? [schemasOf(join(top, 'examples'), { prefix: 'examples/' }),
            schemasOf(join(top, 'tests/peers/schemas'), { prefix: 'schemas/' })]
        : folders.map((folder, i) =>
            schemasOf(resolve(folder), { into: join(dir, `documents-${i}`) }));
    const same = plain ? schemasOf(join(top, 'tests/peers/same'), { prefix: 'same/' }).schemas : [];
    return {
        plain,
        same,
        schemas: found.flatMap(({ schemas }) => schemas),
        refused: found.flatMap(({ refused }) => refused),
        constructs: plain ? constructSchemas(join(dir, 'constructs')) : [],
        folders: folders.map((folder) => resolve(folder)),
        documents: folders.flatMap((folder) => filesBelow(resolve(folder), ['.md', '.txt'])),
    };
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const began = Date.now();
const tap = new Tap();
const dir = mkdtempSync(join(tmpdir(), 'authgen-output-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

// Not awaited here: the databases come up while the first files are generated.
const servers = startServers();
servers.catch(() => {});

/** Runs a suite, and says on standard error what came of it. */
async function runSuite(suite, context) {
    const start = Date.now();
    const { count, failed, skipped } = tap;
    await suite(context);
    const bad = tap.failed - failed;
    const left = tap.skipped - skipped;
    const said = `${suite.name.replace(/^test/, '')}: ${tap.count - count - bad - left} passed, `
        + `${bad} failed, ${left} skipped`;
    tap.comment(`${said}, ${seconds(start)}`);
    if (tap.count > count) process.stderr.write(`   ${said}\n`);
}

try {
    if (!existsSync(AUTHGEN)) throw new Error(`no program at ${AUTHGEN} (set AUTHGEN)`);
    const wanted = (name) => name.includes(filter);
    const context = {
        tap, authgen: resolve(AUTHGEN), servers, dir, wanted,
        ...random ? { random } : validation ? { validation } : material(dir),
    };
    const suites = random ? [testRandom] : validation ? [testValidation]
        : [...onSchemas, ...context.plain ? onOwn : onDocuments];
    for (const suite of suites) {
        await runSuite(suite, context);
    }
    reportForced(tap, filter === '' && context.plain);
} catch (error) {
    tap.bail(error);
} finally {
    await (await servers.catch(() => null))?.stop();
    tap.done();
    tap.comment(`${tap.count - tap.failed} of ${tap.count} good, ${seconds(began)}`);
    process.exitCode = tap.failed > 0 ? 1 : 0;
}
