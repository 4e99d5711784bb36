import type { GenerateOptions } from './index.cjs';

/**
 * Makes `import * as schema from './auth.ts?authgen'` the tables of that configuration,
 * and `import * as schema from './schema.auth'` those of that schema.
 */
declare function authgen(options?: authgen.Options): authgen.Plugin;

declare namespace authgen {
    /** What `?authgen` generates; the target is `drizzle` by default. */
    type Options = Omit<GenerateOptions, 'entry' | 'files' | 'read' | 'output'>;

    /** A plugin of Vite. Its type is structural, so that it fits every version. */
    interface Plugin {
        name: string;
        enforce: 'pre';
    }
}

export = authgen;
