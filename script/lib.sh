# shellcheck shell=sh
# What the scripts have in common. Sourced from the top of the tree.

jobs=$(nproc 2>/dev/null || echo 2)

# say TEXT: a heading, apart from what tools print.
say() {
    echo "== $1" >&2
}

# quiet LOG COMMAND...: runs COMMAND and shows what it printed only if it
# failed.
quiet() {
    log=$1
    shift
    "$@" >"$log" 2>&1 </dev/null && return
    status=$?
    echo "failed: $*" >&2
    tail -n 60 "$log" >&2
    return $status
}

# results DIR...: the files with the results of the tests (automake's *.trs).
# A distcheck that failed leaves a tree with others.
results() {
    find "$@" -name 'authgen-[0-9]*' -prune -o -name '*.trs' -print
}

# build DIR FLAG...: a build in DIR, configured with FLAGs the first time.
build() (
    dir=$1
    shift
    mkdir -p "$dir"
    [ -f configure ] || quiet "$dir/bootstrap.log" ./bootstrap || exit
    top=$PWD
    cd "$dir" || exit
    [ -f Makefile ] || quiet configure.log "$top/configure" "$@" || exit
    quiet build.log make -j"$jobs"
)

# check DIR: all C and shell tests of a build. Their results are in *.trs, to
# be counted by script/tally.
check() (
    cd "$1" || exit
    make -j"$jobs" check AM_COLOR_TESTS=no >check.log 2>&1 </dev/null && exit
    # Failed tests are reported by the tally; other failures are one, too.
    grep -qs -E 'result: (FAIL|ERROR|XFAIL|XPASS)' tests/*.trs && exit 1
    record ERROR . make-check
    tail -n 60 check.log >&2
    exit 1
)

# record RESULT DIR NAME: a result (PASS, ERROR) of something that is no test
# of the suite, in the form of automake's test drivers.
record() {
    echo ":test-result: $1" >"$2/$3.trs"
    echo "$1: $3" >"$2/$3.log"
}
