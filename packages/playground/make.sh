#!/bin/sh
# make.sh SRCDIR: makes the page playground/index.html here, from the npm package in
# npm/authgen. Installs what is bundled into the page, the first time.
set -eu
source=$1/packages/playground
stamp=$source/node_modules/.authgen-installed
if ! cmp -s "$source/package-lock.json" "$stamp"; then
    (cd "$source" && npm ci --ignore-scripts --loglevel=error)
    cp "$source/package-lock.json" "$stamp"
fi
mkdir -p playground
node "$source/build.mjs" npm/authgen playground/index.html
