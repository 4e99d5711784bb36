#include "gen/script/tokens.h"

#include <string.h>

enum { PATIENCE = 100, NO_CHARACTER = 0xfffd };

static struct ag_js_token *
add_token(struct ag_script *s, uint32_t *room)
{
    if (s->ntoken == *room) {
        uint32_t more = *room ? *room * 2 : 1024;
        struct ag_js_token *grown =
            AG_NEW_ARRAY(s->arena, struct ag_js_token, more);
        if (s->ntoken)
            memcpy(grown, s->tokens, s->ntoken * sizeof *grown);
        s->tokens = grown;
        *room = more;
    }
    return &s->tokens[s->ntoken++];
}

static bool
report(struct ag_script *s, struct ag_diags *diags, uint32_t at, uint32_t n,
       const char *what)
{
    struct ag_str place = ag_str_cut(s->source->text, at, at + n);

    ag_report(diags, AG_SCRIPT_OPEN, ag_str_span(place), "%s", what);
    return false;
}

static bool
check_utf8(const struct ag_source *source, struct ag_diags *diags)
{
    struct ag_str text = source->text;
    const char *bad = ag_js_find_bad_utf8(text.p, ag_str_end(text));
    uint32_t at = (uint32_t)(bad - text.p);

    if (at == text.n)
        return true;
    ag_report(diags, AG_BAD_UTF8, ag_str_span(ag_str_cut(text, at, at + 1)),
              "byte 0x%02x is not valid UTF-8 here",
              (unsigned)(unsigned char)*bad);
    return false;
}

static bool
check_size(const struct ag_source *source, struct ag_diags *diags)
{
    struct ag_str text = source->text;

    if (text.n <= AG_JS_LARGEST)
        return true;
    ag_note(diags,
            ag_report(diags, AG_FILE_SIZE, ag_str_span(ag_str_cut(text, 0, 1)),
                      "this module is too large: authgen reads at most %d MiB",
                      AG_JS_LARGEST >> 20),
            (struct ag_span){0, 0},
            "move what affects no tables to a module that this one does not "
            "import");
    return false;
}

static bool
fits(char open, char close)
{
    return (open == '(' && close == ')') || (open == '[' && close == ']') ||
           (open == '{' && close == '}');
}

/* Whether the bracket closed at `i` ends a value, so that a slash after it
 * divides. The (x) of `if (x)` and a block are no values. */
static bool
is_value(const struct ag_script *s, uint32_t i)
{
    static const char *const words[] = {"if", "while", "for", "with", NULL};
    static const char *const blocks[] = {"else", "do", "try", "finally",
                                         "=>",   ";",  NULL};
    uint32_t open = s->tokens[i].match;
    const struct ag_js_token *before = open ? &s->tokens[open - 1] : NULL;

    if (ag_js_is(s, i, ")"))
        return !before || !ag_js_is_one(s, open - 1, words);
    if (!ag_js_is(s, i, "}"))
        return true;
    return before && before->lexeme != AG_JT_CLOSE &&
           !ag_js_is(s, open - 1, "{") && !ag_js_is_one(s, open - 1, blocks);
}

/* The open brackets. */
struct nest {
    uint32_t open[AG_JS_DEEPEST];
    int depth;
};

/* Matches the closing bracket that is the last token. */
static bool
close_bracket(struct ag_script *s, struct nest *nest, struct ag_diags *diags)
{
    uint32_t i = s->ntoken - 1;
    struct ag_js_token *t = &s->tokens[i];

    if (nest->depth == 0)
        return report(s, diags, t->at, 1, "unmatched closing bracket");
    t->match = nest->open[--nest->depth];
    struct ag_js_token *open = &s->tokens[t->match];
    const char *text = s->source->text.p;
    if (text[open->at] != '`' && !fits(text[open->at], text[t->at]))
        return report(s, diags, open->at, 1,
                      "this bracket is closed by one of another kind");
    open->match = i;
    return true;
}

static bool
split(struct ag_script *s, struct ag_diags *diags)
{
    struct ag_str text = s->source->text;
    struct ag_js_lexer lx = {.cursor = text.p, .limit = text.p + text.n};
    struct nest nest = {.depth = 0};
    uint32_t room = 0;

    if (ag_str_ends(s->source->name, AG_STR("x"))) /* .tsx, .jsx */
        lx.patience = PATIENCE;
    /* An empty token, so that the index 0 can mean: no token. */
    *add_token(s, &room) = (struct ag_js_token){.lexeme = AG_JT_SIGN};
    for (;;) {
        enum ag_js_lexeme lexeme = ag_js_lex(&lx);
        uint32_t inner = nest.depth ? s->tokens[nest.open[nest.depth - 1]].at
                                    : 0; /* the innermost open bracket */
        if (lexeme == AG_JT_CLOSE && *lx.start == '}' && nest.depth &&
            text.p[inner] == '`')
            lexeme = ag_js_lex_template(&lx);
        uint32_t at = (uint32_t)(lx.start - text.p);
        uint32_t n = (uint32_t)(lx.cursor - lx.start);
        switch (lexeme) {
        case AG_JT_OPEN_STRING:
            return report(s, diags, at, n, "this string is not closed");
        case AG_JT_OPEN_TEMPLATE:
            return report(s, diags, *lx.start == '`' ? at : inner, 1,
                          "this template is not closed");
        case AG_JT_OPEN_COMMENT:
            return report(s, diags, at, 2, "this comment is not closed");
        case AG_JT_END:
            if (nest.depth)
                return report(s, diags, inner, 1, "this bracket is not closed");
            break;
        case AG_JT_OPEN:
            if (nest.depth == AG_JS_DEEPEST)
                return report(s, diags, at, 1, "this is nested too deeply");
            nest.open[nest.depth++] = s->ntoken;
            break;
        case AG_JT_CLOSE:
        case AG_JT_MIDDLE:
        case AG_JT_NAME:
        case AG_JT_STRING:
        case AG_JT_NUMBER:
        case AG_JT_OPAQUE:
        case AG_JT_SIGN:
            break;
        }
        *add_token(s, &room) =
            (struct ag_js_token){.at = at, .n = n, .lexeme = lexeme};
        if (lexeme == AG_JT_END)
            return true;
        if (lexeme == AG_JT_CLOSE) {
            if (!close_bracket(s, &nest, diags))
                return false;
            lx.value_before = is_value(s, s->ntoken - 1);
        }
    }
}

/* Whether a value ends before the token, apart from brackets. */
static bool
stops(const struct ag_script *s, uint32_t i)
{
    static const char *const words[] = {"const",  "let",    "var", "export",
                                        "import", "return", NULL};
    static const char *const before[] = {".", "as", "<", NULL};

    return s->tokens[i].lexeme == AG_JT_MIDDLE || ag_js_is(s, i, ",") ||
           ag_js_is(s, i, ";") ||
           (s->tokens[i].lexeme == AG_JT_NAME && ag_js_is_one(s, i, words) &&
            !ag_js_is(s, i + 1, ":") &&
            !(ag_js_is(s, i, "import") &&
              (ag_js_is(s, i + 1, ".") || ag_js_is(s, i + 1, "("))) &&
            !(i && ag_js_is_one(s, i - 1, before)));
}

/* Finds for each token where a value that contains it ends. */
static void
find_stops(struct ag_script *s)
{
    uint32_t next[AG_JS_DEEPEST + 1]; /* for each enclosing bracket */
    int depth = 0;

    next[0] = s->ntoken - 1;
    for (uint32_t i = s->ntoken; i-- > 0;) {
        struct ag_js_token *t = &s->tokens[i];
        if (t->lexeme == AG_JT_OPEN)
            depth--;
        if (t->lexeme == AG_JT_CLOSE)
            next[++depth] = i;
        else if (stops(s, i))
            next[depth] = i;
        t->stop = next[depth];
    }
}

bool
ag_js_tokenize(struct ag_script *script, struct ag_diags *diags)
{
    if (!check_size(script->source, diags) ||
        !check_utf8(script->source, diags) || !split(script, diags))
        return false;
    find_stops(script);
    return true;
}

/* Strings. */

/* Reads the digits of \xHH, \uHHHH or \u{H…} at *i and moves *i after them. */
static uint32_t
escaped_code(struct ag_str s, uint32_t *i, char letter)
{
    bool braces = letter == 'u' && *i < s.n && s.p[*i] == '{';
    uint32_t code = 0, most = letter == 'x' ? 2 : braces ? 6 : 4;

    *i += braces;
    for (uint32_t n = 0; n < most && *i < s.n; n++) {
        int digit = ag_hex_digit(s.p[*i]);
        if (digit < 0)
            break;
        code = code << 4 | (uint32_t)digit;
        ++*i;
    }
    *i += braces && *i < s.n && s.p[*i] == '}';
    return code;
}

/* The same for a character, which may be a surrogate pair. NUL and invalid
 * characters become U+FFFD. */
static uint32_t
escaped_character(struct ag_str s, uint32_t *i, char letter)
{
    uint32_t code = escaped_code(s, i, letter);

    if (code >= 0xd800 && code < 0xdc00 && *i + 1 < s.n && s.p[*i] == '\\' &&
        s.p[*i + 1] == 'u') {
        uint32_t k = *i + 2, low = escaped_code(s, &k, 'u');
        if (low >= 0xdc00 && low < 0xe000) {
            *i = k;
            return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    bool good = code && code <= 0x10ffff && (code < 0xd800 || code >= 0xe000);
    return good ? code : NO_CHARACTER;
}

struct ag_str
ag_js_decode(const struct ag_script *script, struct ag_str quoted)
{
    static const char letters[] = "bfnrtv", values[] = "\b\f\n\r\t\v";
    struct ag_str in = ag_str_cut(quoted, 1, quoted.n - 1);
    char *text, *out;

    if (!memchr(in.p, '\\', in.n) && !memchr(in.p, '\0', in.n))
        return in;
    text = out = ag_arena_text(script->arena, (size_t)in.n * 3 + 1);
    for (uint32_t i = 0; i < in.n;) {
        const char *letter;
        char c = in.p[i++];
        bool escaped = c == '\\' && i < in.n;
        if (escaped)
            c = in.p[i++];
        letter = escaped && c ? strchr(letters, c) : NULL;
        if (c == '\0' || (escaped && c == '0'))
            out = ag_put_utf8(out, NO_CHARACTER);
        else if (escaped && (c == 'x' || c == 'u'))
            out = ag_put_utf8(out, escaped_character(in, &i, c));
        else if (letter)
            *out++ = values[letter - letters];
        else if (escaped && c == '\r')
            i += i < in.n && in.p[i] == '\n';
        else if (!escaped || c != '\n')
            *out++ = c;
    }
    return (struct ag_str){text, (uint32_t)(out - text), quoted.at};
}
