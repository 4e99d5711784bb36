# words.sh SRCDIR: the words of the language that have a colour in editors, from
# the tables that define them: a line `KIND WORD` for each. The kind of a
# keyword is its token of grammar/keyword.def in lower case.
set -eu
cd "$1"

sed -n 's/^AG_[A-Z]*(\([a-z]*\), *\([A-Z]*\),.*/\2 \1/p' grammar/keyword.def |
    awk '{ print tolower($1), $2 }'

sed -n 's/^AG_SCALAR(\([A-Za-z]*\),.*/scalar \1/p' gen/schema/scalar.def
# It takes an argument, so it is not in the table.
echo scalar Unsupported

# attributes KIND FILE
attributes() {
    sed -n "/^} attributes\[\] = {/,/^};/s/.*{AG_ATTR_\([A-Za-z]*\),.*/$1 \1/p" "$2"
}
attributes attribute gen/check/field.c
attributes block-attribute gen/check/key.c

sed -n 's/^AG_NATIVE([a-z]*, *\([A-Za-z0-9]*\),.*/native \1/p' \
    gen/schema/native.def | sort -u
