#include "grammar/script.h"

#include <string.h>

#include "grammar/script_lexer.h"

enum { DEEPEST = 200 };

struct ag_js_token {
    uint32_t at; /* from the start of the text */
    uint32_t n;
    uint32_t match; /* of a bracket: its other one */
    enum ag_js_lexeme lexeme;
};

struct ag_js_binding {
    struct ag_js_binding *next;
    struct ag_str name;
    uint32_t token; /* where its value begins */
    bool inner;     /* inside of something */
    bool changed;   /* assigned to, or to something in it */
};

/* Tokens. */

static struct ag_str
text_of(const struct ag_script *s, uint32_t i)
{
    const struct ag_js_token *t = &s->tokens[i];

    return ag_str_cut(s->source->text, t->at, t->at + t->n);
}

static bool
is(const struct ag_script *s, uint32_t i, const char *text)
{
    return i < s->ntoken && s->tokens[i].lexeme != AG_JT_STRING &&
           ag_str_eq(text_of(s, i), ag_str(text));
}

static bool
is_name(const struct ag_script *s, uint32_t i)
{
    return i < s->ntoken && s->tokens[i].lexeme == AG_JT_NAME;
}

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

/* The bytes of the character at `i`; 0 if they are no UTF-8. */
static uint32_t
character(struct ag_str s, uint32_t i)
{
    static const struct {
        unsigned char first, last, low, high; /* low, high: of the second */
        uint32_t n;
    } forms[] = {
        {0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2},
        {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
        {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    const unsigned char *p = (const unsigned char *)s.p + i;

    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        if (*p < forms[f].first || *p > forms[f].last)
            continue;
        if (i + forms[f].n > s.n ||
            (forms[f].n > 1 && (p[1] < forms[f].low || p[1] > forms[f].high)))
            return 0;
        for (uint32_t k = 2; k < forms[f].n; k++)
            if ((p[k] & 0xc0) != 0x80)
                return 0;
        return forms[f].n;
    }
    return 0;
}

static bool
check_utf8(const struct ag_source *source, struct ag_diags *diags)
{
    struct ag_str text = source->text;

    for (uint32_t i = 0, n; i < text.n; i += n) {
        n = character(text, i);
        if (n)
            continue;
        ag_report(diags, AG_BAD_UTF8, ag_str_span(ag_str_cut(text, i, i + 1)),
                  "byte 0x%02x is not valid UTF-8 here",
                  (unsigned)(unsigned char)text.p[i]);
        return false;
    }
    return true;
}

static bool
fits(char open, char close)
{
    return (open == '(' && close == ')') || (open == '[' && close == ']') ||
           (open == '{' && close == '}');
}

/* All tokens, with the brackets matched. */
static bool
tokenize(struct ag_script *s, struct ag_diags *diags)
{
    struct ag_str text = s->source->text;
    struct ag_js_lexer lx = {.cursor = text.p, .limit = text.p + text.n};
    uint32_t open[DEEPEST], room = 0;
    int depth = 0;

    for (;;) {
        enum ag_js_lexeme lexeme = ag_js_lex(&lx);
        bool template =
            depth > 0 && text.p[s->tokens[open[depth - 1]].at] == '`';
        if (lexeme == AG_JT_CLOSE && template && *lx.start == '}')
            lexeme = ag_js_lex_template(&lx);
        uint32_t at = (uint32_t)(lx.start - text.p);
        uint32_t n = (uint32_t)(lx.cursor - lx.start);
        if (lexeme == AG_JT_OPEN_STRING)
            return report(s, diags, at, n, "this string is not closed");
        if (lexeme == AG_JT_OPEN_TEMPLATE)
            return report(s, diags,
                          *lx.start == '`' ? at : s->tokens[open[depth - 1]].at,
                          1, "this template is not closed");
        if (lexeme == AG_JT_OPEN_COMMENT)
            return report(s, diags, at, 2, "this comment is not closed");
        if (lexeme == AG_JT_MIDDLE)
            continue;
        struct ag_js_token *t = add_token(s, &room);
        *t = (struct ag_js_token){at, n, 0, lexeme};
        if (lexeme == AG_JT_END)
            break;
        if (lexeme == AG_JT_OPEN) {
            if (depth == DEEPEST)
                return report(s, diags, at, 1, "this is nested too deeply");
            open[depth++] = s->ntoken - 1;
        }
        if (lexeme == AG_JT_CLOSE) {
            if (depth == 0)
                return report(s, diags, at, 1, "this bracket closes nothing");
            uint32_t begin = s->tokens[open[depth - 1]].at;
            if (!template && !fits(text.p[begin], text.p[at]))
                return report(s, diags, begin, 1,
                              "this bracket is not closed before another one");
            t->match = open[--depth];
            s->tokens[t->match].match = s->ntoken - 1;
        }
    }
    if (depth)
        return report(s, diags, s->tokens[open[depth - 1]].at, 1,
                      "this bracket is not closed");
    return true;
}

/* The token after `i`, or after its other bracket. */
static uint32_t
after(const struct ag_script *s, uint32_t i)
{
    if (s->tokens[i].lexeme == AG_JT_OPEN)
        i = s->tokens[i].match;
    return i + 1 < s->ntoken ? i + 1 : s->ntoken - 1;
}

/* Strings. */

static int
hex(struct ag_str s, uint32_t i)
{
    char c = i < s.n ? s.p[i] : 0;

    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static uint32_t
put_utf8(char *out, uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

/* The digits of \xHH, \uHHHH or \u{H…} that begin at *i, which goes on behind
 * them. What is no character becomes U+FFFD. */
static uint32_t
escaped_code(struct ag_str s, uint32_t *i, char letter)
{
    bool braces = letter == 'u' && *i < s.n && s.p[*i] == '{';
    uint32_t code = 0, most = letter == 'x' ? 2 : braces ? 8 : 4;

    *i += braces;
    for (uint32_t n = 0; n < most && hex(s, *i) >= 0; n++)
        code = code << 4 | (uint32_t)hex(s, (*i)++);
    if (braces && *i < s.n && s.p[*i] == '}')
        ++*i;
    return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0xfffd : code;
}

/* The text between the quotes, with its escapes undone. */
static struct ag_str
decode(const struct ag_script *s, struct ag_str quoted)
{
    static const char letters[] = "bfnrtv0", values[] = "\b\f\n\r\t\v";
    struct ag_str in = ag_str_cut(quoted, 1, quoted.n - 1);
    char *out;
    uint32_t n = 0;

    if (!memchr(in.p, '\\', in.n))
        return in;
    out = ag_arena_text(s->arena, (size_t)in.n * 2 + 1);
    for (uint32_t i = 0; i < in.n;) {
        const char *letter;
        char c = in.p[i++];
        if (c != '\\' || i == in.n) {
            out[n++] = c;
            continue;
        }
        c = in.p[i++];
        letter = c ? strchr(letters, c) : NULL;
        if (c == 'x' || c == 'u')
            n += put_utf8(out + n, escaped_code(in, &i, c));
        else if (letter)
            out[n++] = values[letter - letters];
        else if (c == '\r')
            i += i < in.n && in.p[i] == '\n';
        else if (c != '\n')
            out[n++] = c;
    }
    return (struct ag_str){out, n, quoted.at};
}

/* Values. */

static struct ag_js *parse_value(const struct ag_script *s, uint32_t *i);

static struct ag_js *
new_value(const struct ag_script *s, enum ag_js_kind kind, uint32_t i)
{
    struct ag_js *value = AG_NEW(s->arena, struct ag_js);

    value->kind = kind;
    value->text = ag_str_cut(text_of(s, i), 0, 0);
    return value;
}

static bool
ends_value(const struct ag_script *s, uint32_t i)
{
    return s->tokens[i].lexeme == AG_JT_END ||
           s->tokens[i].lexeme == AG_JT_CLOSE || is(s, i, ",") || is(s, i, ";");
}

/* Where the value at `i` has its end: a comma, a semicolon, a closing bracket,
 * or a word that begins a statement. */
static uint32_t
skip_value(const struct ag_script *s, uint32_t i)
{
    static const char *const words[] = {"const", "let", "export", "import",
                                        "var", "return"};
    for (; !ends_value(s, i); i = after(s, i))
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (is(s, i, words[w]))
                return i;
    return i;
}

/* The token behind a part of a type; what is in <> belongs to what is before. */
static uint32_t
after_type(const struct ag_script *s, uint32_t i)
{
    uint32_t depth = 0;

    do {
        depth += is(s, i, "<");
        depth -= depth && is(s, i, ">");
        i = after(s, i);
    } while (depth && s->tokens[i].lexeme != AG_JT_END &&
             s->tokens[i].lexeme != AG_JT_CLOSE && !is(s, i, ";"));
    return i;
}

/* A type in angle brackets at `i`: the token behind it, or `i` if it is none
 * that a call follows. */
static uint32_t
skip_type_arguments(const struct ag_script *s, uint32_t i)
{
    uint32_t k = i, depth = 0;

    if (!is(s, i, "<"))
        return i;
    do {
        if (is(s, k, "<"))
            depth++;
        else if (is(s, k, ">"))
            depth--;
        else if (ends_value(s, k) && !is(s, k, ","))
            return i;
        k = after(s, k);
    } while (depth);
    return is(s, k, "(") ? k : i;
}

static struct ag_js **
append(struct ag_js **end, struct ag_js *value)
{
    *end = value;
    return &value->next;
}

/* The items between the brackets at `open`: of an array, or arguments. */
static struct ag_js *
parse_items(const struct ag_script *s, uint32_t open)
{
    struct ag_js *items = NULL, **end = &items;
    uint32_t i = open + 1, close = s->tokens[open].match;

    while (i < close) {
        bool spread = is(s, i, "...");
        if (is(s, i, ",")) {
            i++;
            continue;
        }
        i += spread;
        struct ag_js *value = parse_value(s, &i);
        value->spread = spread;
        end = append(end, value);
        i = skip_value(s, i);
        if (i < close && !is(s, i, ","))
            i = close;
    }
    return items;
}

/* The value that the function body at `open`, a brace, returns last. */
static struct ag_js *
parse_body(const struct ag_script *s, uint32_t open)
{
    uint32_t close = s->tokens[open].match, found = 0;

    for (uint32_t i = open + 1; i < close; i = after(s, i))
        if (is(s, i, "return"))
            found = i + 1;
    return found && found < close ? parse_value(s, &found) : NULL;
}

/* A function from its parameters on, whose bracket is at *i. */
static struct ag_js *
parse_function(const struct ag_script *s, uint32_t *i)
{
    struct ag_js *value = new_value(s, AG_JS_FUNCTION, *i);

    *i = after(s, *i);
    while (!is(s, *i, "{") && !ends_value(s, *i))
        *i = after(s, *i);
    if (is(s, *i, "{")) {
        value->items = parse_body(s, *i);
        *i = after(s, *i);
    }
    return value;
}

/* Whether the parameters at `i` are an arrow function's: where its body begins,
 * or 0. */
static uint32_t
arrow_body(const struct ag_script *s, uint32_t i)
{
    uint32_t k = after(s, i);

    if (is(s, k, ":"))
        while (!is(s, k, "=>") && !ends_value(s, k))
            k = after_type(s, k);
    return is(s, k, "=>") ? k + 1 : 0;
}

static struct ag_js *
parse_arrow(const struct ag_script *s, uint32_t start, uint32_t *i)
{
    struct ag_js *value = new_value(s, AG_JS_FUNCTION, start);

    if (is(s, *i, "{")) {
        value->items = parse_body(s, *i);
        *i = after(s, *i);
    } else {
        value->items = parse_value(s, i);
    }
    return value;
}

static struct ag_js *
parse_property(const struct ag_script *s, uint32_t *i)
{
    struct ag_js *value;
    struct ag_str key = {0};
    uint32_t start = *i;

    if (is(s, *i, "...")) {
        ++*i;
        value = parse_value(s, i);
        value->spread = true;
        return value;
    }
    while (is_name(s, *i) && !is(s, *i + 1, ":") && !is(s, *i + 1, "(") &&
           !is(s, *i + 1, "<") && !ends_value(s, *i + 1))
        ++*i; /* async, get, set */
    if (is(s, *i, "*"))
        ++*i;
    if (s->tokens[*i].lexeme == AG_JT_STRING)
        key = decode(s, text_of(s, *i));
    else if (s->tokens[*i].lexeme != AG_JT_OPEN)
        key = text_of(s, *i);
    else if (s->tokens[*i + 1].lexeme == AG_JT_STRING &&
             s->tokens[*i].match == *i + 2)
        key = decode(s, text_of(s, *i + 1)); /* ["key"] */
    start = *i;
    *i = after(s, *i);
    *i = skip_type_arguments(s, *i);
    if (is(s, *i, ":")) {
        ++*i;
        value = parse_value(s, i);
    } else if (is(s, *i, "(")) {
        value = parse_function(s, i);
    } else {
        value = new_value(s, AG_JS_NAME, start);
        value->text = key;
    }
    value->key = key;
    return value;
}

static struct ag_js *
parse_object(const struct ag_script *s, uint32_t open)
{
    struct ag_js *value = new_value(s, AG_JS_OBJECT, open);
    struct ag_js **end = &value->items;
    uint32_t i = open + 1, close = s->tokens[open].match;

    while (i < close) {
        if (is(s, i, ",")) {
            i++;
            continue;
        }
        end = append(end, parse_property(s, &i));
        i = skip_value(s, i);
        if (i < close && !is(s, i, ","))
            i++;
    }
    return value;
}

/* a, a.b, a?.b, and its call if it is one. */
static struct ag_js *
parse_path(const struct ag_script *s, uint32_t *i)
{
    struct ag_js *value = new_value(s, AG_JS_NAME, *i);
    struct ag_str path = text_of(s, *i);
    uint32_t at = value->text.at;

    for (++*i; is(s, *i, ".") || is(s, *i, "?."); *i += 2) {
        if (!is_name(s, *i + 1))
            break;
        path = ag_arena_fmt(s->arena, "%.*s.%.*s", AG_ARG(path),
                            AG_ARG(text_of(s, *i + 1)));
    }
    value->text = path;
    value->text.at = at;
    *i = skip_type_arguments(s, *i);
    if (is(s, *i, "(")) {
        value->kind = AG_JS_CALL;
        value->items = parse_items(s, *i);
        *i = after(s, *i);
    }
    return value;
}

static struct ag_js *
parse_name(const struct ag_script *s, uint32_t *i)
{
    uint32_t start = *i;

    if (is(s, *i, "function")) {
        for (++*i; is_name(s, *i) || is(s, *i, "*"); ++*i)
            ;
        *i = skip_type_arguments(s, *i);
        return is(s, *i, "(") ? parse_function(s, i)
                              : new_value(s, AG_JS_OTHER, start);
    }
    if (is(s, *i, "async") && !is(s, *i + 1, "=>") && !ends_value(s, *i + 1)) {
        ++*i;
        return parse_value(s, i);
    }
    if (is(s, *i, "new") || is(s, *i, "await")) {
        if (is_name(s, *i + 1)) {
            ++*i;
            return parse_path(s, i);
        }
        return new_value(s, AG_JS_OTHER, start);
    }
    if (is(s, *i + 1, "=>")) {
        *i += 2;
        return parse_arrow(s, start, i);
    }
    return parse_path(s, i);
}

static struct ag_js *
parse_bracket(const struct ag_script *s, uint32_t *i)
{
    struct ag_js *value;
    uint32_t start = *i, body;

    switch (s->source->text.p[s->tokens[*i].at]) {
    case '{':
        value = parse_object(s, *i);
        break;
    case '[':
        value = new_value(s, AG_JS_ARRAY, *i);
        value->items = parse_items(s, *i);
        break;
    case '(':
        body = arrow_body(s, *i);
        if (body) {
            *i = body;
            return parse_arrow(s, start, i);
        }
        ++*i;
        value = parse_value(s, i);
        if (*i != s->tokens[start].match)
            value = new_value(s, AG_JS_OTHER, start);
        break;
    default:
        value = new_value(s, AG_JS_OTHER, *i);
    }
    *i = after(s, start);
    return value;
}

static struct ag_js *
parse_primary(const struct ag_script *s, uint32_t *i)
{
    struct ag_js *value;

    switch (s->tokens[*i].lexeme) {
    case AG_JT_STRING:
        value = new_value(s, AG_JS_STRING, *i);
        value->text = decode(s, text_of(s, *i));
        value->text.at = text_of(s, *i).at;
        ++*i;
        return value;
    case AG_JT_NUMBER:
        value = new_value(s, AG_JS_NUMBER, *i);
        value->text = text_of(s, *i);
        ++*i;
        return value;
    case AG_JT_NAME:
        return parse_name(s, i);
    case AG_JT_OPEN:
        return parse_bracket(s, i);
    default:
        if (is(s, *i, "-") && s->tokens[*i + 1].lexeme == AG_JT_NUMBER) {
            value = new_value(s, AG_JS_NUMBER, *i);
            value->text = ag_arena_fmt(s->arena, "-%.*s",
                                       AG_ARG(text_of(s, *i + 1)));
            value->text.at = text_of(s, *i).at;
            *i += 2;
            return value;
        }
        return new_value(s, AG_JS_OTHER, *i);
    }
}

/* Just after the last token from `start` to `end`. */
static uint32_t
end_before(const struct ag_script *s, uint32_t start, uint32_t end)
{
    const struct ag_js_token *last = &s->tokens[end > start ? end - 1 : start];

    return s->source->text.at + last->at + last->n;
}

/* The value at *i, which goes on to what ends it. Types are passed over; what
 * is computed from it makes it AG_JS_OTHER, as does one that is too deep. */
static struct ag_js *
parse_value(const struct ag_script *s, uint32_t *i)
{
    uint32_t start = *i, at = text_of(s, start).at;
    struct ag_js *value;

    if (++*s->depth < 2 * DEEPEST) {
        value = parse_primary(s, i);
    } else {
        value = new_value(s, AG_JS_OTHER, start);
        *i = skip_value(s, *i);
    }
    --*s->depth;

    while (is(s, *i, "!") || is(s, *i, "as") || is(s, *i, "satisfies")) {
        bool type = !is(s, *i, "!");
        ++*i;
        while (type && !ends_value(s, *i) && !is(s, *i, "satisfies") &&
               !is(s, *i, "as") && !is(s, *i, "?") && !is(s, *i, "&&") &&
               !is(s, *i, "||") && !is(s, *i, "??"))
            *i = after_type(s, *i);
    }
    if (value->kind == AG_JS_ARRAY && is(s, *i, ".") &&
        is(s, *i + 1, "filter") && is(s, *i + 3, "Boolean") &&
        s->tokens[*i + 2].match == *i + 4)
        *i += 5; /* [cond && x].filter(Boolean): what is there is what counts */
    if (is(s, *i, "??") || is(s, *i, "||")) {
        struct ag_js *either = new_value(s, AG_JS_EITHER, start);
        ++*i;
        either->items = value;
        value->end = end_before(s, start, *i - 1);
        value->next = parse_value(s, i);
        value = either;
    }
    /* A sign or a dot goes on with an expression; a name begins the next
     * statement of a text without semicolons. */
    if (s->tokens[*i].lexeme == AG_JT_SIGN && !ends_value(s, *i)) {
        value = new_value(s, AG_JS_OTHER, start);
        *i = skip_value(s, *i);
    }
    value->text.at = at;
    value->end = end_before(s, start, *i);
    return value;
}

/* Declarations. */

static void
add_import(struct ag_script *s, struct ag_str local, struct ag_str name,
           struct ag_str module)
{
    struct ag_js_import *import = AG_NEW(s->arena, struct ag_js_import);

    *import = (struct ag_js_import){s->imports, local, name, module};
    s->imports = import;
}

/* The names between braces at `open`: a, b as c (b: c where `colon`). */
static void
add_names(struct ag_script *s, uint32_t open, const char *as,
          struct ag_str module)
{
    uint32_t close = s->tokens[open].match;

    for (uint32_t i = open + 1; i < close; i = after(s, i)) {
        if (!is_name(s, i) || (is(s, i, "type") && is_name(s, i + 1) &&
                               !is(s, i + 1, "as")))
            continue;
        struct ag_str name = text_of(s, i), local = name;
        if (is(s, i + 1, as) && is_name(s, i + 2)) {
            local = text_of(s, i + 2);
            i += 2;
        }
        add_import(s, local, name, module);
    }
}

/* The import statement at `i`. */
static void
read_import(struct ag_script *s, uint32_t i)
{
    uint32_t from = i + 1, k;

    while (s->tokens[from].lexeme != AG_JT_STRING && !is(s, from, ";") &&
           s->tokens[from].lexeme != AG_JT_END)
        from = after(s, from);
    if (s->tokens[from].lexeme != AG_JT_STRING || from == i + 1)
        return;
    struct ag_str module = decode(s, text_of(s, from));
    k = i + 1;
    if (is(s, k, "type") && !is(s, k + 1, "from") && !is(s, k + 1, ","))
        k++;
    if (is_name(s, k)) {
        add_import(s, text_of(s, k), AG_STR("default"), module);
        k += 1 + is(s, k + 1, ",");
    }
    if (is(s, k, "*") && is_name(s, k + 2))
        add_import(s, text_of(s, k + 2), AG_STR("*"), module);
    else if (is(s, k, "{"))
        add_names(s, k, "as", module);
}

/* The export statement at `i`, if it is one of names. */
static void
read_export(struct ag_script *s, uint32_t i)
{
    uint32_t open = i + 1 + is(s, i + 1, "type"), from = after(s, open);
    struct ag_str module = {0};

    if (!is(s, open, "{") && !is(s, open, "*"))
        return;
    if (is(s, from, "from") && s->tokens[from + 1].lexeme == AG_JT_STRING)
        module = decode(s, text_of(s, from + 1));
    if (is(s, open, "{"))
        add_names(s, open, "as", module);
    else if (module.n)
        add_import(s, AG_STR("*"), AG_STR("*"), module);
}

static void
add_binding(struct ag_script *s, struct ag_str name, uint32_t token, bool inner)
{
    struct ag_js_binding *binding = AG_NEW(s->arena, struct ag_js_binding);

    *binding = (struct ag_js_binding){s->bindings, name, token, inner, false};
    s->bindings = binding;
}

/* const x: T = value; const { a, b: c } = require("module"). */
static void
read_constant(struct ag_script *s, uint32_t i, bool inner)
{
    uint32_t k = after(s, i + 1);

    if (is(s, k, ":"))
        while (!is(s, k, "=") && !ends_value(s, k))
            k = after_type(s, k);
    if (!is(s, k, "="))
        return;
    k++;
    if (is_name(s, i + 1)) {
        add_binding(s, text_of(s, i + 1), k, inner);
        return;
    }
    k += is(s, k, "await");
    if (is(s, i + 1, "{") && (is(s, k, "require") || is(s, k, "import")) &&
        is(s, k + 1, "(") && s->tokens[k + 2].lexeme == AG_JT_STRING)
        add_names(s, i + 1, ":", decode(s, text_of(s, k + 2)));
}

static void
read_declarations(struct ag_script *s)
{
    uint32_t depth = 0;

    for (uint32_t i = 0; i + 1 < s->ntoken; i++) {
        if (s->tokens[i].lexeme == AG_JT_OPEN)
            depth++;
        else if (s->tokens[i].lexeme == AG_JT_CLOSE)
            depth--;
        if (i > 0 && (is(s, i - 1, ".") || is(s, i - 1, "?.")))
            continue;
        if (depth == 0 && is(s, i, "import"))
            read_import(s, i);
        else if (is(s, i, "const") || is(s, i, "let") || is(s, i, "var"))
            read_constant(s, i, depth > 0);
        else if (is(s, i, "function") && is_name(s, i + 1))
            add_binding(s, text_of(s, i + 1), i, depth > 0);
        else if (depth == 0 && is(s, i, "export") && is(s, i + 1, "default"))
            s->exported = i + 2;
        else if (depth == 0 && is(s, i, "export"))
            read_export(s, i);
    }
}

/* Whether the value of the name at `i` is changed here: name.a[0] = x,
 * name.push(x), Object.assign(name, x). */
static bool
changes(const struct ag_script *s, uint32_t i)
{
    static const char *const methods[] = {"push", "unshift", "splice", "pop",
                                          "shift"};
    static const char *const declarations[] = {"const", "let", "var", "type",
                                               "interface", "."};

    for (size_t w = 0; w < sizeof declarations / sizeof *declarations; w++)
        if (i > 0 && is(s, i - 1, declarations[w]))
            return false;
    if (i > 3 && is(s, i - 1, "(") && is(s, i - 2, "assign") &&
        is(s, i - 3, ".") && is(s, i - 4, "Object"))
        return true;
    for (++i; is(s, i, ".") || is(s, i, "?.") || is(s, i, "!") ||
              is(s, i, "[");
         i = after(s, i)) {
        i += is_name(s, i + 1) && !is(s, i, "[");
        for (size_t w = 0; w < sizeof methods / sizeof *methods; w++)
            if (is(s, i, methods[w]) && is(s, i + 1, "("))
                return true;
    }
    return is(s, i, "=") || (is(s, i, "??") && is(s, i + 1, "=")) ||
           (is(s, i, "||") && is(s, i + 1, "="));
}

static void
find_changes(struct ag_script *s)
{
    for (uint32_t i = 0; s->bindings && i + 1 < s->ntoken; i++)
        if (is_name(s, i) && changes(s, i))
            for (struct ag_js_binding *b = s->bindings; b; b = b->next)
                b->changed |= ag_str_eq(b->name, text_of(s, i));
}

bool
ag_script_read(struct ag_script *script, const struct ag_source *source,
               struct ag_arena *arena, struct ag_diags *diags)
{
    *script = (struct ag_script){
        .source = source,
        .arena = arena,
        .depth = AG_NEW(arena, uint32_t),
    };
    if (!check_utf8(source, diags) || !tokenize(script, diags))
        return false;
    read_declarations(script);
    find_changes(script);
    return true;
}

const struct ag_js_import *
ag_script_import(const struct ag_script *script, struct ag_str local)
{
    const struct ag_js_import *import = script->imports;

    while (import && !ag_str_eq(import->local, local))
        import = import->next;
    return import;
}

struct ag_js *
ag_script_constant(const struct ag_script *script, struct ag_str name)
{
    const struct ag_js_binding *found = NULL;

    for (const struct ag_js_binding *b = script->bindings; b; b = b->next) {
        if (!ag_str_eq(b->name, name) || (found && b->inner))
            continue;
        if (found && found->inner == b->inner)
            return NULL;
        found = b;
    }
    if (!found)
        return NULL;
    uint32_t i = found->token;
    struct ag_js *value = parse_value(script, &i);
    if (found->changed)
        value->kind = AG_JS_OTHER;
    return value;
}

struct ag_js *
ag_script_default(const struct ag_script *script)
{
    uint32_t i = script->exported;

    return i && i < script->ntoken - 1 ? parse_value(script, &i) : NULL;
}

/* Whether the name at `i` is that of a whole module: import * as name. */
static bool
is_module(const struct ag_script *s, uint32_t i)
{
    const struct ag_js_import *import = ag_script_import(s, text_of(s, i));

    return import && ag_str_eq(import->name, AG_STR("*"));
}

struct ag_js *
ag_script_call(const struct ag_script *script, struct ag_str name,
               const struct ag_js *previous)
{
    uint32_t from = previous ? previous->end - script->source->text.at : 0;

    for (uint32_t i = 0; i + 1 < script->ntoken; i++) {
        uint32_t k = i;
        if (script->tokens[i].at < from ||
            !ag_str_eq(text_of(script, i), name) || !is_name(script, i) ||
            (i && is(script, i - 1, "function")) ||
            (i > 1 && is(script, i - 1, ".") && !is_module(script, i - 2)) ||
            !is(script, skip_type_arguments(script, i + 1), "("))
            continue;
        struct ag_js *value = parse_path(script, &k);
        value->end = script->source->text.at + script->tokens[k - 1].at +
                     script->tokens[k - 1].n;
        return value;
    }
    return NULL;
}
