# shellcheck shell=sh
# TAP for shell tests; source it first:
#
#     . "$srcdir/tests/tap.sh"
#     is "a mistake is status 1" 1 "$status"
#     empty "nothing is printed" "$output"
#     finish
#
# $scratch is a folder of the test's own, gone when it ends.

tap_tests=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# ok NAME COMMAND...: COMMAND succeeds.
ok() {
    tap_name=$1
    shift
    tap_tests=$((tap_tests + 1))
    if "$@"; then
        echo "ok $tap_tests - $tap_name"
    else
        echo "not ok $tap_tests - $tap_name"
        return 1
    fi
}

# is NAME EXPECTED GOT: two texts are the same.
is() {
    ok "$1" test "$2" = "$3" || {
        # A line without '#' could be taken for a result.
        printf 'expected: %s\ngot: %s\n' "$2" "$3" | sed 's/^/# /'
        return 1
    }
}

# empty NAME TEXT: the text, a list of what is wrong, is empty.
empty() {
    is "$1" '' "$2"
}

# skip NAME WHY
skip() {
    tap_tests=$((tap_tests + 1))
    echo "ok $tap_tests - $1 # SKIP $2"
}

# nonblocking COMMAND...: its standard input and output are so, as those of
# programs that others have in the same terminal can be. It takes GNU's dd.
nonblocking() {
    dd iflag=nonblock oflag=nonblock count=0 2>/dev/null
    "$@"
}

# nobody COMMAND...: as a user who may not write everywhere. Fails if this is root
# and cannot become another one.
nobody() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif command -v setpriv >/dev/null; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        false
    fi
}

# The plan; a test that dies before it is a failure.
finish() {
    echo "1..$tap_tests"
}
