#!/bin/sh
# wasm.sh SRCDIR: builds the program as a WebAssembly module, authgen.wasm, in the
# folder wasm. The C library and jansson are Debian's: wasi-libc, and the source
# package of jansson. JANSSON can name a folder with jansson's sources instead.
set -eu
srcdir=$(cd "$1" && pwd)
mkdir -p wasm
cd wasm

if [ -e "$srcdir/config.status" ]; then
    echo "$0: build in a folder of its own first: mkdir build && cd build && ../configure" >&2
    exit 1
fi
printf 'int main(void) { return 0; }\n' >try.c
cc='clang --target=wasm32-wasi'
if ! $cc -o try.wasm try.c 2>try.log; then
    cat try.log >&2
    echo "$0: install clang, lld, wasi-libc and clang's runtime for wasm32 (script/deps wasm)" >&2
    exit 1
fi

# fetch: unpacks the source package here, with lists of apt's that are ours.
fetch() (
    mkdir -p apt/lists/partial
    cd apt
    . /etc/os-release
    echo "deb-src http://deb.debian.org/debian $VERSION_CODENAME main" >sources.list
    apt() {
        apt-get -qq -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=- \
            -o Dir::State::lists="$PWD/lists" -o APT::Sandbox::User= "$@"
    }
    apt update
    apt --download-only source jansson
    tar -xf jansson_*.orig.tar.*
)

# jansson: libjansson.a and its headers, in the folder jansson.
jansson() {
    sources=${JANSSON-}
    if [ ! "$sources" ]; then
        [ -d apt/jansson-* ] || fetch
        sources=$(echo "$PWD"/apt/jansson-*)
    fi
    mkdir -p jansson/include jansson/lib
    sed -e 's/@json_inline@/inline/' -e 's/@json_have_long_long@/1/' -e 's/@json_have_[a-z_]*@/0/' \
        "$sources/src/jansson_config.h.in" >jansson/include/jansson_config.h
    : >jansson/include/jansson_private_config.h
    cp "$sources/src/jansson.h" jansson/include
    cp "$sources/LICENSE" jansson
    for file in "$sources"/src/*.c; do
        $cc -w -Oz -flto -DHAVE_STDINT_H=1 -DHAVE_UNISTD_H=1 -Ijansson/include \
            -c "$file" -o "jansson/$(basename "$file" .c).o"
    done
    llvm-ar-14 cr jansson/lib/libjansson.a jansson/*.o
}
[ -e jansson/lib/libjansson.a ] || jansson

# The size of the module counts most, because each run reads and compiles it.
[ -e Makefile ] || "$srcdir/configure" --host=wasm32-wasi --with-lsp CC="$cc" \
    AR=llvm-ar-14 RANLIB=llvm-ranlib-14 NM=llvm-nm-14 CFLAGS='-Oz -flto -msign-ext -DNDEBUG' \
    CPPFLAGS="-I$PWD/jansson/include" LDFLAGS="-Wl,-s,--compress-relocations,-mllvm,-inline-threshold=-50 -L$PWD/jansson/lib"
${MAKE-make} libauthgen.a # and the headers that are made
${MAKE-make} authgen
cp authgen authgen.wasm
