#!/bin/sh
# Prints base/embedded.c: the built-in templates and presets, and the pages of
# the codes, as C arrays.
#
#   embed.sh SRCDIR templates/FILE... presets/FILE... man/codes
#
# Bytes in hexadecimal: a string literal of more than 4095 bytes is not C11.
set -eu
LC_ALL=C
export LC_ALL

# content FILE: its text. Comments of templates and manifests are empty, because
# nobody sees them and each run reads them; lines keep their numbers.
content() {
    case $1 in
    *.tmpl)
        awk '{
            text = ""
            for (rest = $0; rest != ""; inside = !inside) {
                mark = inside ? "#}" : "{#"
                at = index(rest, mark)
                if (!at)
                    break
                text = text (inside ? "" : substr(rest, 1, at - 1)) mark
                rest = substr(rest, at + 2)
            }
            print text (inside ? "" : rest)
        }' "$1"
        ;;
    *.target) sed 's,^ *//.*,//,' "$1" ;;
    *) cat "$1" ;;
    esac
}

srcdir=$1
shift
# In the order of the names without their first folder.
files=$(for file; do echo "${file#*/} $file"; done | sort | cut -d' ' -f2)

cat <<'END'
/* Made by build-aux/embed.sh from templates/, presets/ and man/codes. */
#include "base/embed.h"

END

n=0
for file in $files; do
    test -f "$srcdir/$file" || {
        echo "$0: $file is not a file" >&2
        exit 1
    }
    echo "/* $file */"
    echo "static const unsigned char file${n}[] = {"
    content "$srcdir/$file" | od -An -v -tx1 | sed 's/ \(..\)/0x\1,/g'
    echo '0};'
    echo
    n=$((n + 1))
done

echo 'const struct ag_embedded ag_embedded[] = {'
n=0
for file in $files; do
    echo "    {\"${file#*/}\", (const char *)file$n, sizeof file$n - 1},"
    n=$((n + 1))
done
cat <<'END'
    {NULL, NULL, 0},
};
const size_t ag_nembedded = sizeof ag_embedded / sizeof *ag_embedded - 1;
END
