#!/usr/bin/env node
'use strict';
// The command line. It is CommonJS because Node loads that sooner.

// V8 would spend most of the run on optimizing a module that is soon done, and look at
// functions that are never called.
require('node:v8').setFlagsFromString('--liftoff-only');
require('node:v8').setFlagsFromString('--wasm-lazy-validation');

const fs = require('node:fs');
const { run } = require('./runtime.cjs');

const args = process.argv.slice(2);

// A native program, if it is told of one with the same version: its exit status.
function runNative(program) {
    if (!program) return null;
    const { spawnSync } = require('node:child_process');
    const { version } = require('./package.json');
    if (spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout !== `authgen ${version}\n`) return null;
    return spawnSync(program, args, { stdio: 'inherit' }).status ?? 70;
}

process.exitCode = runNative(process.env.AUTHGEN_BINARY) ?? run('ag_wasm_main', args, {
    fs,
    // Loading node:tty takes a while.
    isatty: (fd) => fs.fstatSync(fd).isCharacterDevice() && require('node:tty').isatty(fd),
    cwd: process.cwd(),
    env: process.env,
    windows: process.platform === 'win32',
    // Node makes standard input non-blocking when it is first asked for it.
    patient: args.includes('lsp') && !process.versions.bun && !process.versions.deno && 'readableFlowing' in process.stdin
        && (fs.fstatSync(0).isFIFO() || fs.fstatSync(0).isSocket()),
});
