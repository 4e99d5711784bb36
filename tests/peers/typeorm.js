// The two lines of TypeORM that authgen writes for: loads entities, opens the
// databases with them, synchronizes.

import {
    existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const here = fileURLToPath(new URL('.', import.meta.url));

const compilerOptions = {
    experimentalDecorators: true,
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
};

/** The files in a folder; a schema without models has none. */
const sources = (dir) => (existsSync(dir) ? readdirSync(dir) : [])
    .filter((file) => file.endsWith('.ts'));

export class TypeOrm {
    constructor(target, dir) {
        this.target = target;
        this.dir = dir;
        this.require = createRequire(join(here, dir, 'index.js'));
    }

    /** A folder in which TypeScript and Node find this version of TypeORM. */
    makeProject(dir) {
        mkdirSync(dir, { recursive: true });
        symlinkSync(join(here, this.dir, 'node_modules'), join(dir, 'node_modules'));
        writeFileSync(join(dir, 'package.json'), '{ "type": "module" }\n');
        writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({
            compilerOptions: {
                strict: true, noEmit: true, module: 'nodenext', target: 'es2022',
                experimentalDecorators: true, noUncheckedIndexedAccess: true,
                exactOptionalPropertyTypes: true, isolatedModules: true,
                // TypeORM's own declarations want those of Node.
                skipLibCheck: true, types: [],
                // Only the generated files are looked at, not what makes ids in them.
                paths: Object.fromEntries(['uuid', 'ulid', 'nanoid', '@paralleldrive/cuid2']
                    .map((name) => [name, ['./ids.d.ts']])),
            },
            include: ['*/*.ts'],
        }));
        writeFileSync(join(dir, 'ids.d.ts'), ['v7', 'ulid', 'createId', 'nanoid']
            .map((name) => `export declare function ${name}(size?: number): string;\n`).join(''));
    }

    /** The entities that the files of a folder export. */
    async load(dir) {
        const files = sources(dir);
        for (const file of files) {
            const { outputText } = ts.transpileModule(
                readFileSync(join(dir, file), 'utf8'), { compilerOptions });
            // What makes ids is called by nobody here.
            const script = outputText.replace(
                /^import \{ (\w+) \} from "(uuid|ulid|nanoid|@paralleldrive\/cuid2)";$/mg,
                'const $1 = () => "";');
            writeFileSync(join(dir, file.replace(/\.ts$/, '.js')), script);
        }
        const modules = await Promise.all(files.map((file) =>
            import(pathToFileURL(join(dir, file.replace(/\.ts$/, '.js'))))));
        const { EntitySchema, getMetadataArgsStorage } = this.require('typeorm');
        const known = new Set(getMetadataArgsStorage().tables.map((table) => table.target));
        return [...new Set(modules.flatMap((module) => Object.values(module)))]
            .filter((value) => value instanceof EntitySchema || known.has(value));
    }

    /** Types that TypeORM takes only when it is told to: the warnings say so. */
    foreignTypes(dir) {
        return sources(dir).flatMap((file) =>
            [...readFileSync(join(dir, file), 'utf8').matchAll(/type: (".*") as ColumnType/g)]
                .map((match) => JSON.parse(match[1])));
    }

    async options(servers, dialect, name) {
        switch (dialect) {
        case 'sqlite':
            this.SQL ??= this.require('sql.js')();
            return { type: 'sqljs', driver: await this.SQL };
        case 'postgresql':
            return {
                type: 'postgres', driver: this.require('pg'), username: 'postgres', database: name,
                ...servers.postgresql.address,
                installExtensions: false, uuidExtension: 'pgcrypto', poolSize: 2,
            };
        case 'mysql':
            return {
                type: 'mariadb', connectorPackage: 'mysql2',
                driver: this.require('mysql2'), username: 'root', database: name,
                ...servers.mysql.address, poolSize: 2,
            };
        case 'sqlserver':
            return { type: 'mssql', driver: {}, database: 'x', host: 'nowhere' };
        default:
            throw new Error(dialect);
        }
    }

    /** A DataSource for a database that is there, of `image` if it is SQLite's. */
    async open(servers, dialect, name, entities, foreignTypes, image) {
        const { DataSource } = this.require('typeorm');
        const source = new DataSource({
            ...await this.options(servers, dialect, name), entities,
            ...(image ? { database: image } : {}),
        });
        source.driver.supportedDataTypes.push(...foreignTypes);
        return source;
    }

    /** What TypeORM would run on an empty SQL Server. */
    async statements(entities, foreignTypes) {
        const source = await this.open(null, 'sqlserver', 'x', entities, foreignTypes);
        await source.buildMetadatas();
        const runner = source.createQueryRunner();
        runner.getTables = async () => [];
        runner.getViews = async () => [];
        runner.query = async () => [];
        source.createQueryRunner = () => runner;
        return pending(source);
    }
}

/** The statements that TypeORM would still run. */
export async function pending(source) {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
}

export const versions = [
    new TypeOrm('typeorm', 'typeorm1'),
    new TypeOrm('typeorm@0.3', 'typeorm03'),
];
