// Child processes and a limit on how many things run at once.

import { spawn } from 'node:child_process';

/** Runs a command; never rejects for its exit status. */
export function run(argv, { cwd, env, input = '' } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(argv[0], argv.slice(1), { cwd, env });
        const result = { status: null, stdout: '', stderr: '' };
        for (const stream of ['stdout', 'stderr']) {
            child[stream].setEncoding('utf8').on('data', (chunk) => { result[stream] += chunk; });
        }
        child.on('error', reject);
        child.on('close', (code, signal) => resolve({ ...result, status: code ?? signal }));
        child.stdin.on('error', () => {});
        child.stdin.end(input);
    });
}

/** A function that runs the jobs handed to it, at most `size` at a time, in order. */
export function pool(size) {
    const waiting = [];
    let running = 0;
    const next = () => {
        if (running === size || waiting.length === 0) return;
        const { job, resolve, reject } = waiting.shift();
        running++;
        job().then(resolve, reject).finally(() => { running--; next(); });
    };
    return (job) => new Promise((resolve, reject) => {
        waiting.push({ job, resolve, reject });
        next();
    });
}
