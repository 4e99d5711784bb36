#!/bin/sh
# wasm.sh SRCDIR: builds the program as a WebAssembly module, authgen.wasm, in the
# folder wasm. The C library is Debian's wasi-libc; for jansson see jansson.sh.
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

[ -e jansson/lib/libjansson.a ] || CC="$cc" AR=llvm-ar-14 CFLAGS='-Oz -flto' "$srcdir/packages/jansson.sh"

# The size of the module counts most, because each run reads and compiles it. The
# linker optimises, and these are what makes the packed module smaller.
small=
for option in inline-threshold=-80 enable-merge-functions disable-lsr enable-pre=false; do
    small=$small,-mllvm,-$option
done
[ -e Makefile ] || "$srcdir/configure" --host=wasm32-wasi --with-lsp --without-compiled-targets CC="$cc" \
    AR=llvm-ar-14 RANLIB=llvm-ranlib-14 NM=llvm-nm-14 CFLAGS='-Oz -flto -msign-ext -DNDEBUG' \
    CPPFLAGS="-I$PWD/jansson/include" LDFLAGS="-Wl,-s,--compress-relocations$small -L$PWD/jansson/lib"
${MAKE-make} libauthgen.a # and the headers that are made
${MAKE-make} authgen
cp authgen authgen.wasm
