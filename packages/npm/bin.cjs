#!/usr/bin/env node
'use strict';
// The command line. It is CommonJS because Node loads that sooner.

// V8 would spend most of the run on optimizing a module that is soon done, and look at
// functions that are never called.
require('node:v8').setFlagsFromString('--liftoff-only');
require('node:v8').setFlagsFromString('--wasm-lazy-validation');

const fs = require('node:fs');
const load = require('./load.cjs');
const { start } = require('./runtime.cjs');

const args = process.argv.slice(2);

// The exit status of a native program; null if there is none of the same version.
function runNative(program) {
    if (!program) return null;
    const { spawnSync } = require('node:child_process');
    const { version } = require('./package.json');
    if (spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout !== `authgen ${version}\n`) return null;
    return spawnSync(program, args, { stdio: 'inherit' }).status ?? 70;
}

function runModule() {
    const instance = start(load(), {
        fs,
        // Loading node:tty takes a while.
        isatty: (fd) => fs.fstatSync(fd).isCharacterDevice() && require('node:tty').isatty(fd),
        cwd: process.cwd(),
        env: process.env,
        windows: process.platform === 'win32',
    });
    const status = instance.run('ag_wasm_main', args);
    if (status >= 0) return status;
    const { receive, end } = require('./serve.cjs')(instance, process.exit);
    process.stdin.on('data', receive).on('end', end).on('error', end);
    return 0;
}

process.exitCode = runNative(process.env.AUTHGEN_BINARY) ?? runModule();
