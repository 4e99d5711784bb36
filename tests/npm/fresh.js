// What the tests of the packed package have in common: the tarball, the programs that
// run it, a folder for fresh projects, and TAP.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = fileURLToPath(new URL('.', import.meta.url));
export const top = join(here, '../..');
export const build = resolve(process.argv[2]);
export const native = join(build, 'authgen');
export const tarball = join(build, readdirSync(build).find((name) => /^authgen-[\d.]+\.tgz$/.test(name)));
export const dir = mkdtempSync(join(tmpdir(), 'authgen-npm-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

export const bin = (name) => join(here, 'node_modules/.bin', name);
export const programs = {
    node: process.execPath,
    node18: join(here, 'node_modules/node18/bin/node'),
    node22: join(here, 'node_modules/node22/bin/node'),
    bun: join(here, 'node_modules/@oven/bun-linux-x64/bin/bun'),
    deno: join(here, 'node_modules/@deno/linux-x64-glibc/deno'),
};
export const flags = (name) => name === 'deno' ? ['run', '-A'] : [];

let count = 0;

export function ok(name, good, why = '') {
    console.log(`${good ? '' : 'not '}ok ${++count} - ${name}`);
    if (good) return;
    console.log(String(why).slice(0, 2000).replace(/^/gm, '# '));
    process.exitCode = 1;
}

export const skip = (name, reason) => console.log(`ok ${++count} - ${name} # SKIP ${reason}`);
export const note = (text) => console.log(`# ${text}`);
export const done = () => console.log(`1..${count}`);

export const env = {
    ...process.env, npm_config_cache: join(dir, 'cache'), XDG_CACHE_HOME: join(dir, 'cache'), npm_config_offline: 'true',
    HOME: dir, BUN_INSTALL_CACHE_DIR: join(dir, 'bun'), DENO_DIR: join(dir, 'deno'), npm_config_update_notifier: 'false',
};

export function exec(cwd, program, ...args) {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28, env });
    return { status, stdout, stderr: error ? String(error) : stderr };
}

/** A new folder with a package.json. */
export function project(name) {
    const folder = join(dir, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "name": "fresh", "private": true, "type": "module" }\n');
    return folder;
}

/** How npm installs the tarball. */
export const npmInstall = ['npm', 'install', '--ignore-scripts', tarball];
