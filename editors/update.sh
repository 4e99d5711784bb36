# update.sh SRCDIR EDITORS: writes the words of the language into the grammars
# in the folder EDITORS, from the tables under SRCDIR.
set -eu
words=$(sh "$1/editors/words.sh" "$1")
cd "$2"

# list SEPARATOR KIND...: the words of these kinds, in the order of the tables.
list() {
    separator=$1
    shift
    echo "$words" | separator=$separator awk -v kinds=" $* " '
        index(kinds, " " $1 " ") {
            printf "%s%s", n++ ? ENVIRON["separator"] : "", $2
        }'
}

# put FILE BEFORE AFTER LIST: replaces what is between the first BEFORE in FILE
# and the next AFTER with LIST.
put() {
    before=$2 after=$3 list=$4 awk '
        { text = text $0 "\n" }
        END {
            begin = index(text, ENVIRON["before"])
            if (!begin || ENVIRON["list"] == "")
                exit 1
            begin += length(ENVIRON["before"])
            rest = substr(text, begin)
            printf "%s%s%s", substr(text, 1, begin - 1), ENVIRON["list"],
                substr(rest, index(rest, ENVIRON["after"]))
        }' "$1" >new || {
        rm new
        echo "$1: no place or no word for '$2'" >&2
        exit 1
    }
    cmp -s new "$1" || cat new >"$1"
    rm new
}

# vim BEFORE KIND...
vim() {
    start=$1
    shift
    put vim/syntax/authgen.vim "$start" '\)' "$(list '\|' "$@")"
}
vim 'syntax match authgenStructure "^\s*\zs\%(' fields enum settings
vim 'syntax match authgenAttribute "@\@1<!@\s*\%(' attribute
vim 'syntax match authgenBlockAttribute "@@\s*\%(' block-attribute
put vim/syntax/authgen.vim \
    'syntax keyword authgenScalar contained nextgroup=authgenModifier
      \ ' '
' "$(list ' ' scalar)"

# emacs NAME KIND...: a list of strings, in lines of at most 80 columns.
emacs() {
    start="(defconst authgen--$1
  '("
    shift
    put emacs/authgen-mode.el "$start" ')' "$(
        printf '"%s"\n' "$(list '" "' "$@")" | fold -s -w 72 |
            sed 's/ $//; 2,$s/^/    /'
    )"
}
emacs blocks fields enum settings
emacs scalars scalar
emacs attributes attribute
emacs block-attributes block-attribute

# vscode BEFORE KIND...
vscode() {
    start=$1
    shift
    put vscode/syntaxes/authgen.tmLanguage.json "$start" ')' \
        "$(list '|' "$@")"
}
vscode '"fields": {
      "begin": "^\\s*(?:(extend)\\s+)?(' fields
vscode '"settings": {
      "begin": "^\\s*(' settings
vscode '([\\w-]+)\\s+(?:(' scalar
vscode '(@@)[ \\t]*(' block-attribute
vscode '(?<!@)(@)[ \\t]*(' attribute
