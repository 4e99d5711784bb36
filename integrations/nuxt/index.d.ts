import type { NuxtModule } from '@nuxt/schema';

export interface ModuleOptions {
  /** The program. Default: that of the npm package, or `authgen`, as the shell finds it. */
  bin?: string;
  /** The configuration, or a schema (`.auth`). Default: `server/auth.config.ts`. */
  source?: string;
  /** The case of names in the database. Default: `auth.schema.casing`, or `hub.db.casing`. */
  casing?: 'snake_case' | 'camelCase';
  /** More arguments, such as `--strict`. */
  args?: string[];
}

declare const module: NuxtModule<ModuleOptions>;
export default module;

declare module '@nuxt/schema' {
  interface NuxtConfig {
    authgen?: ModuleOptions;
  }
  interface NuxtOptions {
    authgen?: ModuleOptions;
  }
}
