#!/bin/sh
# jansson.sh: builds jansson with $CC, $CFLAGS and $AR: its library, headers and licence,
# in the folder jansson. The sources are Debian's package, or the folder $JANSSON.
set -eu

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

sources=${JANSSON-}
if [ ! "$sources" ]; then
    ls -d apt/jansson-* >/dev/null 2>&1 || fetch
    sources=$(echo "$PWD"/apt/jansson-*)
fi
mkdir -p jansson/include jansson/lib
sed -e 's/@json_inline@/inline/' -e 's/@json_have_long_long@/1/' -e 's/@json_have_[a-z_]*@/0/' \
    "$sources/src/jansson_config.h.in" >jansson/include/jansson_config.h
: >jansson/include/jansson_private_config.h
cp "$sources/src/jansson.h" jansson/include
cp "$sources/LICENSE" jansson
for file in "$sources"/src/*.c; do
    # shellcheck disable=SC2086 # a command and flags
    $CC -w $CFLAGS -DHAVE_STDINT_H=1 -DHAVE_UNISTD_H=1 -Ijansson/include \
        -c "$file" -o "jansson/$(basename "$file" .c).o"
done
$AR cr jansson/lib/libjansson.a jansson/*.o
