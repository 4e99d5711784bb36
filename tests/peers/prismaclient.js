// Prisma's client for a schema, made and opened without its command line, which
// would download what the client does not need.

import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { sqliteFile } from './databases.js';

const home = fileURLToPath(new URL('prismaclient7/', import.meta.url));
const require = createRequire(home);

/** A file as JavaScript next to it, and what it imports; most files are but types. */
function transpile(file) {
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
        compilerOptions: {
            module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022,
            rewriteRelativeImportExtensions: true,
        },
    });
    const script = file.replace(/\.ts$/, '.js');
    writeFileSync(script, outputText);
    for (const [, name] of outputText.matchAll(/ from "(\.[^"]*)\.js"/g)) {
        const next = join(dirname(file), `${name}.ts`);
        if (!existsSync(next.replace(/\.ts$/, '.js'))) transpile(next);
    }
    return script;
}

/** The class of the client of the schema in a file. */
export async function generateClient(file) {
    const { getGenerators, loadSchemaContext } = require('@prisma/internals');
    const { PrismaClientTsGenerator } = require('@prisma/client-generator-ts');
    const [generator] = await getGenerators({
        schemaContext: await loadSchemaContext({
            schemaPath: { cliProvidedPath: file }, printLoadMessage: false,
        }),
        registry: {
            'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() },
        },
        printDownloadProgress: false,
        skipDownload: true,
    });
    await generator.generate();
    generator.stop();
    const output = generator.options.generator.output.value;
    symlinkSync(join(home, 'node_modules'), join(output, 'node_modules'));
    const { PrismaClient } = await import(pathToFileURL(transpile(join(output, 'client.ts'))));
    return PrismaClient;
}

/** What connects a client to a database. */
export function driverAdapter(dialect, servers, database) {
    const { PrismaLibSql } = require('@prisma/adapter-libsql');
    const { PrismaPg } = require('@prisma/adapter-pg');
    const { PrismaMariaDb } = require('@prisma/adapter-mariadb');
    switch (dialect) {
    case 'sqlite':
        return new PrismaLibSql({ url: `file:${sqliteFile(servers, database)}` });
    case 'postgresql':
        return new PrismaPg({ ...servers.postgresql.address, user: 'postgres', database, max: 4 });
    case 'mysql':
        return new PrismaMariaDb({
            ...servers.mysql.address, user: 'root', database, connectionLimit: 4,
        });
    default:
        throw new Error(dialect);
    }
}
