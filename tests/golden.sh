#!/bin/sh
# golden.sh EXAMPLES FOLDER: writes the output of every example in the targets
# below to FOLDER/TARGET/DIALECT/EXAMPLE.EXTENSION, and its losses to .txt.
set -eu
examples=$(cd "$1" && pwd)
rm -rf "$2"
mkdir -p "$2"
folder=$(cd "$2" && pwd)
unset CLICOLOR_FORCE

while read -r target dialect extension; do
    mkdir -p "$folder/$target/$dialect"
    for example in "$examples"/*.auth "$examples"/*.prisma; do
        name=${example##*/}
        out=$folder/$target/$dialect/${name%.*}
        (cd "$examples" && "$AUTHGEN" --target "$target" --dialect "$dialect" "$name") \
            >"$out.$extension" 2>"$out.txt" || rm "$out.$extension" "$out.txt"
        test -s "$out.txt" || rm -f "$out.txt"
    done
done <<'END'
drizzle sqlite ts
drizzle postgresql ts
drizzle mysql ts
drizzle@1 sqlite ts
drizzle@1 postgresql ts
drizzle@1 mysql ts
drizzle@1 sqlserver ts
END
