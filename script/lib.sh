# shellcheck shell=sh
# What the scripts have in common. Sourced from the top of the tree.

jobs=$(nproc 2>/dev/null || echo 2)

# say TEXT: a heading, with the minutes and seconds since the first script began,
# apart from what tools print.
say() {
    at=$(($(date +%s) - began))
    printf '== %d:%02d %s\n' $((at / 60)) $((at % 60)) "$1" >&2
}
: "${began:=$(date +%s)}"
export began

# step TEXT: a line of progress below a heading.
step() {
    echo "   $1" >&2
}

# quiet LOG COMMAND...: runs COMMAND and shows what it printed only if it
# failed.
quiet() {
    log=$1
    shift
    "$@" >"$log" 2>&1 </dev/null && return
    failed $? "$log" "$@"
}

# failed STATUS LOG COMMAND...: shows the end of LOG and returns STATUS.
failed() {
    status=$1 log=$2
    shift 2
    echo "failed: $*" >&2
    tail -n 60 "$log" >&2
    return "$status"
}

# results DIR...: the files with the results of the tests (automake's *.trs).
# A distcheck that failed leaves a tree with others.
results() {
    find "$@" -name 'authgen-[0-9]*' -prune -o -name '*.trs' -print
}

# count RESULTS FILE...: how many tests in FILEs (*.trs) had one of RESULTS.
count() {
    counted=$1
    shift
    cat /dev/null "$@" | grep -c -E "^:test-result: ($counted)" || :
}
bad='FAIL|ERROR|XFAIL|XPASS'

# build DIR FLAG...: a build in DIR, configured with FLAGs the first time.
build() (
    dir=$1
    shift
    mkdir -p "$dir"
    if [ ! -f configure ]; then
        step bootstrap
        quiet "$dir/bootstrap.log" ./bootstrap || exit
    fi
    top=$PWD
    cd "$dir" || exit
    if [ ! -f Makefile ]; then
        step configure
        quiet configure.log "$top/configure" "$@" || exit
    fi
    # Only the last command of a pipe tells its status.
    status=$({
        { make -j"$jobs" 2>&1 </dev/null && echo 0 >&3 || echo $? >&3; } |
            tee build.log | folders >&2
    } 3>&1)
    [ "$status" = 0 ] || failed "$status" build.log make
)

# folders: from what make prints, a line for each folder when its first file
# is made.
folders() {
    seen=' '
    while read -r tool file; do
        case $tool in CC | RE2C | BISON | EMBED) ;; *) continue ;; esac
        case $seen in *" ${file%/*} "*) continue ;; esac
        seen="$seen${file%/*} "
        step "${file%/*}"
    done
}

# check DIR: all C and shell tests of a build. Their results are in *.trs, to
# be counted by script/tally.
check() (
    cd "$1" || exit
    rm -f tests/*.trs check.status
    {
        make -j"$jobs" check AM_COLOR_TESTS=no >check.log 2>&1 </dev/null &&
            echo 0 >check.status || echo $? >check.status
    } &
    follow check.status
    wait
    [ "$(cat check.status)" != 0 ] || exit 0
    # Failed tests are reported by the tally; other failures are one, too.
    ! cat /dev/null tests/*.trs | grep -q -E "result: ($bad)" || exit 1
    record ERROR . make-check
    tail -n 60 check.log >&2
    exit 1
)

# follow FILE: a line for each test of a build as it ends, until FILE is there.
follow() {
    seen=' ' last=
    while [ ! "$last" ]; do
        [ ! -s "$1" ] || last=yes
        for trs in tests/*.trs; do
            case $seen in *" $trs "*) continue ;; esac
            [ -s "$trs" ] || continue
            seen="$seen$trs "
            step "${trs%.trs}: $(count PASS "$trs") passed, $(
                count "$bad" "$trs") failed, $(count SKIP "$trs") skipped"
        done
        [ "$last" ] || sleep 1
    done
}

# record RESULT DIR NAME: a result (PASS, ERROR) of something that is no test
# of the suite, in the form of automake's test drivers.
record() {
    echo ":test-result: $1" >"$2/$3.trs"
    echo "$1: $3" >"$2/$3.log"
}
