// Hands NuxtHub the tables that authgen writes for the application's
// configuration of its authentication, which is read and never run.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { defineNuxtModule, useLogger } from '@nuxt/kit';

const logger = useLogger('authgen');

/** `to` as seen from the folder `from`: never a bare name, which would be a preset's. */
function from(folder, to) {
    const path = relative(folder, to).replaceAll('\\', '/');
    return path.startsWith('../') ? path : `./${path}`;
}

/** The file's text; null if there is none. */
const read = (file) => existsSync(file) ? readFileSync(file, 'utf8') : null;

/**
 * Whether NuxtHub's key-value store holds the sessions, by the option of
 * nuxt-better-auth. Without such a store the option does nothing.
 */
const storesSessions = ({ auth, hub }) => auth?.secondaryStorage === true && Boolean(hub?.kv);

export default defineNuxtModule({
    meta: { name: 'authgen-nuxt', configKey: 'authgen' },
    defaults: {
        bin: 'authgen',
        source: 'server/auth.config.ts',
        casing: undefined,
        args: [],
    },
    setup({ bin, source, casing, args }, nuxt) {
        const { dev, rootDir, serverDir } = nuxt.options;
        const file = resolve(rootDir, source);
        // Nuxt empties its build folder, and Node reads no TypeScript below
        // node_modules, where that folder may be.
        const folder = join(rootDir, '.authgen');

        let shown = '';

        /** Not once more for every file that somebody saves. */
        function say(level, text) {
            if (text && text !== shown) logger[level](text);
            shown = text;
        }

        /** What authgen is to read: a schema, or a configuration. */
        function input() {
            if (/\.(auth|prisma)$/.test(file)) return [file];
            if (!storesSessions(nuxt.options)) return ['--use', from(rootDir, file)];
            // The options as Better Auth gets them from nuxt-better-auth.
            const whole = join(folder, 'auth.config.ts');
            const text = '// Made by authgen-nuxt.\n'
                + `import config from ${JSON.stringify(from(folder, file))};\n`
                + 'export default defineServerAuth({ ...config, secondaryStorage: true });\n';
            // Writing what is there already would wake those who watch.
            if (read(whole) !== text) writeFileSync(whole, text);
            return ['--use', from(rootDir, whole)];
        }

        /** How the tables and columns are called; nothing if nobody says it. */
        function names() {
            const { auth, hub } = nuxt.options;
            const said = casing ?? auth?.schema?.casing ?? hub?.db?.casing;
            const plural = Boolean(auth?.schema?.usePlural);
            if (!said && !plural) return [];
            const style = said === 'snake_case' ? 'snake' : 'camel';
            return [
                '--columns', style, '--tables', plural ? `${style}_plural` : style,
                ...plural ? ['-O', 'names=plural'] : [],
            ];
        }

        /** Writes the tables; whether they are others than before. */
        async function generate(dialect, output) {
            const before = read(output);
            mkdirSync(folder, { recursive: true });
            const { stderr } = await promisify(execFile)(bin, [
                '--target', 'drizzle', '--dialect', dialect, '--output', output,
                ...names(), ...args, ...input(),
            ], { cwd: rootDir });
            say('warn', stderr.trim());
            return read(output) !== before;
        }

        /** The same; while one develops, a mistake is shown, and the last tables stay. */
        async function attempt(...what) {
            try {
                return await generate(...what);
            } catch (error) {
                const message = error.stderr?.trim()
                    || (error.code === 'ENOENT' ? `there is no program '${bin}'` : error.message);
                if (!dev) throw new Error(`authgen failed\n${message}`);
                say('error', message);
                return false;
            }
        }

        // NuxtHub calls this when all modules are done: too late to be heard
        // for whoever waits for the same. It takes the dialect from the suffix.
        let last;
        nuxt.hook('hub:db:schema:extend', async ({ dialect, paths }) => {
            const output = join(folder, `schema.${dialect}.ts`);
            last = [dialect, output];
            await attempt(...last);
            if (existsSync(output)) paths.unshift(output);
        });
        if (!dev) return;
        // Any file may be one that the configuration imports; asking costs
        // milliseconds. NuxtHub itself looks at server/db only.
        nuxt.hook('builder:watch', async () => {
            if (last && await attempt(...last)) await nuxt.callHook('restart');
        });
        if (relative(serverDir, dirname(file)).startsWith('..')) {
            nuxt.options.watch.push(file);
        }
    },
});
