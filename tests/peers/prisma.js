// Prisma's own reader of its language: schema to DMMF, and its formatter.

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The message of a validation error, which comes wrapped in JSON. */
function explain(error) {
    try {
        return JSON.parse(error.message).message;
    } catch {
        return error.message;
    }
}

function load(dir) {
    const wasm = createRequire(fileURLToPath(new URL(`${dir}/`, import.meta.url)))(
        '@prisma/prisma-schema-wasm');
    /** Files are [[name, text]]; throws what makes the schema invalid. */
    const read = (work) => (files) => {
        try {
            return work(JSON.stringify({ prismaSchema: files, noColor: true }));
        } catch (error) {
            throw new Error(explain(error));
        }
    };
    return {
        validate: read(wasm.validate),
        /** The whole DMMF, as text: it can be 80 MB. */
        dmmf: read(wasm.get_dmmf),
        /** Its part that the client is not derived from: enums, models, indexes. */
        datamodel: read((params) => JSON.parse(wasm.get_datamodel(params))),
        format(files) {
            const params = {
                textDocument: { uri: `file:///${files[0][0]}` },
                options: { tabSize: 2, insertSpaces: true },
            };
            return JSON.parse(wasm.format(
                JSON.stringify(files.map(([name, text]) => [`file:///${name}`, text])),
                JSON.stringify(params))).map(([, text]) => text);
        },
    };
}

export const prisma = { prisma: load('prisma7'), 'prisma@6': load('prisma6') };

const block = (text, keyword, change) =>
    text.replace(new RegExp(`^${keyword}\\s[^{]*\\{[^]*?^\\}`, 'gm'), change);

const withoutUrl = (datasource) =>
    datasource.replace(/^[ \t]*(url|directUrl|shadowDatabaseUrl)[ \t]*=.*\n/gm, '');

/** Preview features that one version knows and the other refuses. */
const unknown = {
    prisma: /,\s*"metrics"(?=\s*\])|"metrics"(,\s*)?/g,
    'prisma@6': /,\s*"partialIndexes"(?=\s*\])|"partialIndexes"(,\s*)?/g,
};

export const knownPreviews = (text, target) =>
    block(text, 'generator', (generator) => generator.replace(unknown[target], ''));

/** The same schema as Prisma 7 takes it. */
export const forPrisma7 = (text) =>
    knownPreviews(block(text, 'datasource', withoutUrl), 'prisma');

/** Prisma 6 wants a url. */
export const withUrl = (text) => block(text, 'datasource', (datasource) =>
    (/^\s*url\s*=/m.test(datasource) ? datasource
        : datasource.replace(/\}$/, '  url = env("DATABASE_URL")\n}')));

/** Those that only say which database it is are left out of most documents. */
export const withDatasource = (text, provider) =>
    (/^datasource\s/m.test(text) ? text
        : `datasource db {\n  provider = "${provider}"\n}\n\n${text}`);
