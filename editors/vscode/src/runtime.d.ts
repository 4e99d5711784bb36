// packages/npm/runtime.cjs, which only the package itself and this extension use.
declare module 'authgen/runtime.cjs' {
    interface Host {
        fs: object;
        cwd: string;
        env: Record<string, string>;
        isatty(fd: number): boolean;
    }
    export function start(module: WebAssembly.Module, host: Host): { run(entry: string, args: string[]): number };
}
