// Configurations of authentication libraries: what comes of executing one, with
// stand-ins for all that it cannot have here.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import vm from 'node:vm';

/** Whatever is done with it, it is itself. */
function standIn() {
    const itself = new Proxy(function () {}, {
        get: (_, key) => key === Symbol.toPrimitive ? () => 'stand-in'
            : key === Symbol.iterator ? function* () {}
            : key === 'then' ? undefined : itself,
        apply: () => itself,
        construct: () => itself,
    });
    return itself;
}

const javascript = (text) => ts.transpileModule(text, {
    compilerOptions: {
        module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true,
    },
}).outputText.replaceAll('import.meta', 'importMeta');

/** Where a relative import leads, or undefined. */
const follow = (from, name) => ['', '.ts', '.js', '/index.ts']
    .flatMap((ending) => [`${name}${ending}`, name.replace(/\.js$/, '.ts')])
    .map((path) => join(dirname(from), path))
    .find((path) => /\.[cm]?[jt]s$/.test(path) && existsSync(path));

/** The modules of the library that configurations import, as `version` has them. */
async function modules(version) {
    const names = ['better-auth/plugins', 'better-auth/plugins/organization/access',
        'better-auth/plugins/access', '@better-auth/passkey', '@better-auth/api-key',
        '@better-auth/oauth-provider', '@better-auth/mcp', '@better-auth/sso',
        '@better-auth/scim', '@better-auth/stripe'];
    const found = Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await version.load(name)])));
    const all = found['better-auth/plugins'];
    for (const name of ['two-factor', 'admin', 'username', 'organization', 'jwt']) {
        found[`better-auth/plugins/${name}`] = all;
    }
    return found;
}

/** A function that executes configurations, and tells what betterAuth() was given. */
export async function executor(version) {
    const known = await modules(version);
    const adapter = (name) => (db, options) => ({ adapter: name, ...options });
    return async (file, { text = readFileSync(file, 'utf8') } = {}) => {
        let given;
        const take = (options) => {
            given ??= typeof options === 'function' ? options(standIn()) : options;
            return standIn();
        };
        const stubs = {
            'better-auth': { betterAuth: take },
            'better-auth/minimal': { betterAuth: take },
            '@onmax/nuxt-better-auth/config': { defineServerAuth: take },
            'better-auth/adapters/drizzle': { drizzleAdapter: adapter('drizzle') },
            '@better-auth/drizzle-adapter': { drizzleAdapter: adapter('drizzle') },
            'better-auth/adapters/prisma': { prismaAdapter: adapter('prisma') },
        };
        const done = new Map();
        const execute = async (path, source) => {
            const module = { exports: {} };
            done.set(path, module);
            const names = [...source.matchAll(/(?:from|require\(|^import)\s*(["'])(.*?)\1/gm)]
                .map((match) => match[2]);
            for (const name of names) {
                const next = name.startsWith('.') && follow(path, name);
                if (next && !done.has(next)) await execute(next, readFileSync(next, 'utf8'));
            }
            const require = (name) => {
                const next = name.startsWith('.') && follow(path, name);
                return next ? done.get(next).exports
                    : stubs[name] ?? known[name] ?? standInModule();
            };
            const run = vm.runInThisContext(
                `(async (exports, require, module, importMeta, process) => {${javascript(source)}\n})`,
                { filename: path });
            await run(module.exports, require, module, { env: {} }, { env: {} });
            return module.exports;
        };
        const exported = await execute(file, text);
        given ??= typeof exported.default === 'function'
            ? exported.default(standIn()) : exported.default;
        if (!given) throw new Error(`${file}: no configuration came of it`);
        return given;
    };
}

/** All exports of a module that is not there. */
const standInModule = () => new Proxy({ __esModule: true }, {
    get: (target, key) => key === '__esModule' ? true : standIn(),
});

/** What an adapter of Drizzle's or Prisma's calls the tables in the database. */
export function physical(tables, database, snake) {
    const style = database.adapter === 'drizzle' && !database.camelCase ? snake : (name) => name;
    const plural = database.usePlural ? 's' : '';
    const columnOf = (table, field) => table.fields[field]?.fieldName ?? field;
    const reference = (to) => {
        const [key, table] = Object.entries(tables).find(
            ([key, { modelName }]) => key === to.model || modelName === to.model);
        return table.disableMigrations ? undefined
            : { ...to, model: key, field: style(columnOf(table, to.field)) };
    };
    const column = (name, field) => ({
        ...field,
        fieldName: style(field.fieldName ?? name),
        references: field.references && reference(field.references),
    });
    const index = (table, { fields, ...more }) => ({
        ...more,
        // One alone is found by the key of its field.
        fields: fields.length === 1 ? fields : fields.map((field) => columnOf(table, field)),
    });
    return Object.fromEntries(Object.entries(tables)
        .filter(([, { disableMigrations }]) => !disableMigrations)
        .map(([key, table]) => [key, {
            ...table,
            modelName: style(table.modelName + plural),
            indexes: table.indexes?.map((of) => index(table, of)),
            fields: Object.fromEntries(Object.entries(table.fields)
                .map(([name, field]) => [name, column(name, field)])),
        }]));
}
