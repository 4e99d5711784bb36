#!/bin/sh
# release.sh SRCDIR: builds the program for a release, authgen, in the folder release: one
# static file, since finding and linking shared libraries takes longer than a run on a
# small schema. LICENSES beside it has the licences of what is in it. The C library is
# musl, or else that of $CC. If jansson.sh fails, there is no language server.
set -eu
srcdir=$(cd "$1" && pwd)
mkdir -p release
cd release

if [ -e "$srcdir/config.status" ]; then
    echo "$0: build in a folder of its own first: mkdir build && cd build && ../configure" >&2
    exit 1
fi

# links COMMAND...: COMMAND makes static programs.
printf 'int main(void) { return 0; }\n' >try.c
links() {
    "$@" -static -o try try.c >try.log 2>&1
}
cc=${CC-gcc} memory='' libc=
if links musl-gcc; then
    cc=musl-gcc libc=/usr/share/doc/musl/copyright
    case $(musl-gcc -dumpmachine) in
    x86_64*)
        memory=$PWD/memory.o
        musl-gcc -O2 -ffreestanding -fno-tree-loop-distribute-patterns \
            -c "$srcdir/packages/memory.c" -o memory.o
        ;;
    esac
elif ! links "$cc"; then
    cat try.log >&2
    echo "$0: install musl-tools, or the static C library of $cc" >&2
    exit 1
fi

lsp=with
[ -e jansson/lib/libjansson.a ] || CC=$cc AR=${AR-ar} CFLAGS=-O2 "$srcdir/packages/jansson.sh" ||
    { lsp=without && echo "$0: without jansson's sources, there is no language server" >&2; }

[ -e Makefile ] || "$srcdir/configure" --$lsp-lsp CC="$cc" \
    CPPFLAGS="-I$PWD/jansson/include" LDFLAGS="-static -s -L$PWD/jansson/lib $memory"
${MAKE-make} libauthgen.a # and the headers that are made
${MAKE-make} authgen
{
    cat "$srcdir/COPYING"
    [ ! -e "$libc" ] || cat "$libc"
    [ $lsp = without ] || cat jansson/LICENSE
} >LICENSES
