import type * as api from './index.cjs';
import type * as lsp from './lsp.cjs';

export type Authgen = Pick<typeof api, 'generate' | 'check' | 'format' | 'expand'> & Pick<typeof lsp, 'createServer'>;

/** The functions of `authgen` and `authgen/lsp` where there is no Node and no disk.
 * `module` is the unpacked `authgen.wasm.br`, compiled. */
export function create(module: WebAssembly.Module): Authgen;
