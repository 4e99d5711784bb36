#!/bin/sh
# What .pre-commit-hooks.yaml runs: the authgen of the project's npm packages, else the
# one in PATH.
own=node_modules/.bin/authgen
[ ! -x "$own" ] || exec "$own" "$@"
exec authgen "$@"
