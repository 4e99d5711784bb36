#!/bin/bash
# The step of action.yml: finds authgen, runs it with $ARGS, and lets GitHub show its
# messages. action.yml sets the environment.
set -euo pipefail

top=$(cd "$GITHUB_WORKSPACE" && pwd -P)
here=$(pwd -P)

# own: the program of the project's npm packages, or of those of a folder around it.
own() {
    local folder=$here
    while ! [ -x "$folder/node_modules/.bin/authgen" ]; do
        case $folder in "$top" | /) return 1 ;; esac
        folder=$(dirname "$folder")
    done
    echo "$folder/node_modules/.bin/authgen"
}

authgen=${BINARY:-${AUTHGEN_BINARY-}}
[ ! -f "$PACKAGE" ] || PACKAGE=$(realpath "$PACKAGE")
if [ -z "$authgen" ] && { [ -n "$PACKAGE" ] || ! authgen=$(own); }; then
    npm install --prefix "$RUNNER_TEMP/authgen" --no-save --ignore-scripts --no-audit \
        --no-fund --loglevel=error "${PACKAGE:-authgen@$VERSION}"
    authgen=$RUNNER_TEMP/authgen/node_modules/.bin/authgen
fi

# xargs knows quotes, and expands nothing. The bash of macOS has no mapfile.
args=()
# shellcheck disable=SC2153
while IFS= read -r word; do
    [ -z "$word" ] || args+=("$word")
done < <(xargs -n 1 printf '%s\n' <<<"$ARGS")

# GitHub's paths begin at the repository, and are escaped as authgen escapes them.
case $here in
"$top"/*) prefix=${here#"$top"/}/ ;;
*) prefix= ;;
esac
prefix=${prefix//'%'/%25}
prefix=${prefix//':'/%3A}
prefix=${prefix//','/%2C}

# No line of an output is taken for a message: the bar is before it.
{ "$authgen" --diagnostics=github ${args[@]+"${args[@]}"} 2>&3 | sed 's/^/| /'; } 3>&1 |
    while IFS= read -r line; do
        case $line in
        ::*' file='[!/]*) line="${line%%file=*}file=$prefix${line#*file=}" ;;
        esac
        printf '%s\n' "$line"
    done
