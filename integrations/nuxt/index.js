// Hands NuxtHub the tables that authgen writes for the application's
// configuration of its authentication, which is read and never run.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { defineNuxtModule, useLogger } from '@nuxt/kit';

const logger = useLogger('authgen');

// In the npm package `authgen`, where this file is `authgen/nuxt`, the program is beside it.
const own = fileURLToPath(new URL('bin.cjs', import.meta.url));

/** The program and its first arguments. */
const program = (bin) => bin ? [bin] : existsSync(own) ? [process.execPath, own] : ['authgen'];

/** `to` as seen from the folder `from`: never a bare name, which would be a preset's. */
function from(folder, to) {
    const path = relative(folder, to).replaceAll('\\', '/');
    return path.startsWith('../') ? path : `./${path}`;
}

/** The file's text; null if there is none. */
const read = (file) => existsSync(file) ? readFileSync(file, 'utf8') : null;

/**
 * Whether sessions are in NuxtHub's key-value store, according to the option of
 * nuxt-better-auth. Without such a store, the option has no effect.
 */
const storesSessions = ({ auth, hub }) => auth?.secondaryStorage === true && Boolean(hub?.kv);

export default defineNuxtModule({
    meta: { name: 'authgen-nuxt', configKey: 'authgen' },
    defaults: {
        bin: undefined,
        source: 'server/auth.config.ts',
        casing: undefined,
        args: [],
    },
    setup({ bin, source, casing, args }, nuxt) {
        const { dev, rootDir, serverDir } = nuxt.options;
        const file = resolve(rootDir, source);
        // Nuxt empties its build folder. This folder may be in node_modules,
        // where Node does not read TypeScript.
        const folder = join(rootDir, '.authgen');

        let shown = '';

        /** Logs the text, but not again for every saved file. */
        function say(level, text) {
            if (text && text !== shown) logger[level](text);
            shown = text;
        }

        /** Writes a file of our own; rewriting an unchanged one would trigger file watchers. */
        function write(name, text) {
            const path = join(folder, name);
            const whole = `// Made by authgen-nuxt.\n${text}`;
            if (read(path) !== whole) writeFileSync(path, whole);
            return path;
        }

        /** The input of authgen: a schema or a configuration. */
        function input() {
            let path = file;
            // The same options that nuxt-better-auth passes to Better Auth.
            if (!/\.(auth|prisma)$/.test(file) && storesSessions(nuxt.options)) {
                path = write('auth.config.ts',
                    `import config from ${JSON.stringify(from(folder, file))};\n`
                    + 'export default defineServerAuth({ ...config, secondaryStorage: true });\n');
            }
            // Better Auth looks tables up by their names and an s.
            if (nuxt.options.auth?.schema?.usePlural) {
                path = write('auth.auth', `use ${JSON.stringify(from(folder, path))}\n\n`
                    + 'config {\n  code = camel_s\n}\n');
            }
            return [from(rootDir, path)];
        }

        /** Arguments for the naming styles of tables and columns, if set. */
        function names() {
            const { auth, hub } = nuxt.options;
            const naming = casing ?? auth?.schema?.casing ?? hub?.db?.casing;
            const plural = Boolean(auth?.schema?.usePlural);
            if (!naming && !plural) return [];
            const style = naming === 'snake_case' ? 'snake' : 'camel';
            return ['--columns', style, '--tables', plural ? `${style}_s` : style];
        }

        /** Writes the tables; returns whether they changed. */
        async function generate(dialect, output) {
            const before = read(output);
            mkdirSync(folder, { recursive: true });
            const [command, ...first] = program(bin);
            const { stderr } = await promisify(execFile)(command, [
                ...first, '--target', 'drizzle', '--dialect', dialect, '--output', output,
                ...names(), ...args, ...input(),
            ], { cwd: rootDir });
            say('warn', stderr.trim());
            return read(output) !== before;
        }

        /** The same; in development, logs errors and keeps the last tables. */
        async function attempt(...what) {
            try {
                return await generate(...what);
            } catch (error) {
                const message = error.stderr?.trim()
                    || (error.code === 'ENOENT' ? `there is no program '${program(bin)[0]}'` : error.message);
                if (!dev) throw new Error(`authgen failed\n${message}`);
                say('error', message);
                return false;
            }
        }

        // NuxtHub calls this when all modules are done: too late to be heard
        // for whoever waits for the same. NuxtHub takes the dialect from the
        // suffix.
        let last;
        nuxt.hook('hub:db:schema:extend', async ({ dialect, paths }) => {
            const output = join(folder, `schema.${dialect}.ts`);
            last = [dialect, output];
            await attempt(...last);
            if (existsSync(output)) paths.unshift(output);
        });
        if (!dev) return;
        // The configuration may import any file, and a run takes milliseconds.
        // NuxtHub itself watches only server/db.
        nuxt.hook('builder:watch', async () => {
            if (last && await attempt(...last)) await nuxt.callHook('restart');
        });
        if (relative(serverDir, dirname(file)).startsWith('..')) {
            nuxt.options.watch.push(file);
        }
    },
});
