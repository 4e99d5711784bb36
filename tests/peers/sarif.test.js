// --diagnostics=sarif: every document is of SARIF's JSON schema, names the rules
// that it uses, and has its places right: by columns of UTF-16 and by bytes.

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.js';

const errors = fileURLToPath(new URL('../errors', import.meta.url));

function validator() {
    const require = createRequire(new URL('./sarif/', import.meta.url));
    const Ajv = require('ajv');
    const ajv = new Ajv({ schemaId: 'id', allErrors: true, logger: false });
    ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
    const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const validate = ajv.compile(schema);
    return (log) => (validate(log) ? [] : validate.errors.map((e) => `${e.dataPath} ${e.message}`));
}

/** The text of a region by lines and columns; only what is text has them. */
function byColumns(text, { startLine, startColumn, endLine, endColumn }) {
    const starts = [0];
    for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
    return text.slice(starts[startLine - 1] + startColumn - 1, starts[endLine - 1] + endColumn - 1);
}

function* places(log) {
    for (const result of log.runs[0].results) {
        for (const { physicalLocation } of [...result.locations, ...result.relatedLocations]) {
            yield [physicalLocation.artifactLocation.uri, physicalLocation.region];
        }
        for (const { artifactLocation, replacements } of result.fixes?.[0].artifactChanges ?? []) {
            for (const { deletedRegion } of replacements) yield [artifactLocation.uri, deletedRegion];
        }
    }
}

function wrongPlaces(log) {
    const wrong = [];
    for (const [uri, region] of places(log)) {
        if (uri.startsWith('presets/better-auth/')) continue; // built in
        const bytes = readFileSync(join(errors, decodeURIComponent(uri)));
        const text = bytes.toString('utf8');
        if (!Buffer.from(text).equals(bytes)) continue; // not UTF-8
        const { byteOffset, byteLength } = region;
        const expected = bytes.subarray(byteOffset, byteOffset + byteLength).toString('utf8');
        const found = byColumns(text, region);
        if (found !== expected) {
            wrong.push(`${uri}:${region.startLine}: '${found}' by columns, '${expected}' by bytes`);
        }
    }
    return wrong;
}

function wrongRules(log) {
    const { results, tool: { driver: { rules } } } = log.runs[0];
    const wrong = results.filter(({ ruleId, ruleIndex }) => rules[ruleIndex]?.id !== ruleId);
    const used = new Set(results.map(({ ruleId }) => ruleId));
    return [
        ...wrong.map(({ ruleId }) => `${ruleId} is another rule`),
        ...rules.filter(({ id }) => !used.has(id)).map(({ id }) => `${id} is not used`),
        ...rules.filter(({ help }) => help.text.length < 40).map(({ id }) => `${id} has no page`),
    ];
}

export async function testSarif({ tap, authgen, wanted }) {
    if (!wanted('sarif')) return;
    const validate = validator();
    tap.result('sarif: the schema refuses what is none', validate({ version: '2.1.0', runs: [{}] })
        .length > 0 ? [] : ['it takes a run without a tool']);

    let fixes = 0;
    for (const file of readdirSync(errors).filter((name) => name.endsWith('.auth')).sort()) {
        const first = readFileSync(join(errors, file), 'latin1').split('\n')[0];
        const [command, ...options] = first.startsWith('//$ ')
            ? first.slice(4).trim().split(/ +/) : ['check'];
        const { status, stdout, stderr } = await run(
            [authgen, command, ...options, '--diagnostics=sarif', file], { cwd: errors });
        const wrong = [];
        try {
            const log = JSON.parse(command === 'check' ? stdout : stderr);
            wrong.push(...validate(log), ...wrongRules(log), ...wrongPlaces(log));
            fixes += log.runs[0].results.filter((result) => result.fixes).length;
            if (status !== 0 && log.runs[0].results.every(({ level }) => level !== 'error')) {
                wrong.push(`status ${status} without an error`);
            }
        } catch (error) {
            wrong.push(`${error.message}: ${(stdout + stderr).slice(0, 500)}`);
        }
        tap.result(`sarif: ${file}`, wrong);
    }
    tap.result('sarif: there are fixes among them', fixes > 30 ? [] : [`${fixes}`]);

    for (const argv of [['check', '--nope'], ['check', 'nosuch file.auth'], ['check', '-']]) {
        const { stdout } = await run([authgen, ...argv, '--diagnostics=sarif'],
            { cwd: errors, input: 'model User {\n  id Intt @id\n}\n' });
        const log = JSON.parse(stdout);
        const said = log.runs[0].results.length
            + log.runs[0].invocations[0].toolExecutionNotifications.length;
        tap.result(`sarif: ${argv.join(' ')}`, [...validate(log), ...(said ? [] : ['nothing is said'])]);
    }
}
