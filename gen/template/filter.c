#include "gen/template/filter.h"

#include "base/escape.h"
#include "base/words.h"
#include "gen/template/template.h"

/*
 * Shared by all escapes: the bytes that a sink cannot contain unescaped.
 */

/* The length of the line end at `i`, or 0. All that any of our sinks takes for
 * one: LF, CR, CRLF, VT, FF, NEL, and JavaScript's U+2028 and U+2029. */
static uint32_t
newline_at(struct ag_str s, uint32_t i)
{
    const char *p = s.p + i;
    uint32_t left = s.n - i;

    switch ((unsigned char)*p) {
    case '\n':
    case '\v':
    case '\f':
        return 1;
    case '\r':
        return left > 1 && p[1] == '\n' ? 2 : 1;
    case 0xc2:
        return left > 1 && memcmp(p, "\xc2\x85", 2) == 0 ? 2 : 0;
    case 0xe2:
        if (left > 2 && (memcmp(p, "\xe2\x80\xa8", 3) == 0 ||
                         memcmp(p, "\xe2\x80\xa9", 3) == 0))
            return 3;
        return 0;
    default:
        return 0;
    }
}

/* A set of bytes. */
struct bytes {
    uint64_t bits[4];
};

static inline bool
has(const struct bytes *set, char c)
{
    unsigned char b = (unsigned char)c;
    return set->bits[b >> 6] >> (b & 63) & 1;
}

/* The end of the run at `i` of bytes of the set. */
static inline uint32_t
skip(const struct bytes *set, struct ag_str s, uint32_t i)
{
    while (i < s.n && has(set, s.p[i]))
        i++;
    return i;
}

/* ASCII that strings contain unescaped: neither controls nor " ' / or \. */
static const struct bytes plain = {
    {0xffff7f7a00000000, 0x7fffffffefffffff, 0, 0}};

/* Escapes the character at `i` if it is a line separator or a C1 control, which
 * editors and old parsers treat as line ends; returns its length. */
static uint32_t
put_separator(struct ag_buf *out, struct ag_str s, uint32_t i)
{
    uint32_t n = newline_at(s, i);
    if (n == 3)
        ag_put_unicode(out, 0x2000u | ((unsigned char)s.p[i + 2] & 0x3fu));
    else if (n == 2)
        ag_put_unicode(out, 0x85);
    return n;
}

/* A string literal between `mark`s, with the escapes of JavaScript. */
static void
put_literal(struct ag_buf *out, struct ag_str s, char mark)
{
    uint32_t from = 0, i = 0;

    ag_buf_char(out, mark);
    while ((i = skip(&plain, s, i)) < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        uint32_t n = 1;
        ag_buf_str(out, ag_str_cut(s, from, i));
        if (c == (unsigned char)mark || c == '\\' ||
            (c == '/' && i > 0 && s.p[i - 1] == '<'))
            ag_buf_char(out, '\\');
        if (ag_is_control(c))
            ag_put_control(out, c);
        else if (c < 0x80 || (n = put_separator(out, s, i)) == 0)
            ag_buf_put(out, s.p + i, n = 1);
        i += n;
        from = i;
    }
    ag_buf_str(out, ag_str_cut(s, from, s.n));
    ag_buf_char(out, mark);
}

/* A string literal in the quotes that it has fewer of; if it has as many of
 * both, in `mark`s. */
static void
put_string(struct ag_buf *out, struct ag_str s, char mark)
{
    char other = mark == '"' ? '\'' : '"';
    int more = 0;

    for (uint32_t i = 0; i < s.n; i++)
        more += (s.p[i] == mark) - (s.p[i] == other);
    put_literal(out, s, more > 0 ? other : mark);
}

static void
quote(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    put_string(out, s, '"');
}

static void
quote_single(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    put_string(out, s, '\'');
}

static void
squote(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    put_literal(out, s, '\'');
}

/* JavaScript reads a CR of a template literal as LF, and a line end would get
 * the margin of its place, so both are escaped; a `$` at the end could meet a
 * `{` that the template goes on with. */
static void
tick(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '`' || c == '\\' ||
            (c == '$' && (i + 1 == s.n || s.p[i + 1] == '{')))
            ag_buf_char(out, '\\');
        if (ag_is_control((unsigned char)c))
            ag_put_control(out, (unsigned char)c);
        else
            ag_buf_char(out, c);
    }
}

static void
json(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    ag_put_json(out, s);
}

static void
put_doubled(struct ag_buf *out, struct ag_str s, char a, char b)
{
    uint32_t from = 0;

    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] != a && s.p[i] != b)
            continue;
        ag_buf_str(out, ag_str_cut(s, from, i + 1));
        from = i; /* and once more */
    }
    ag_buf_str(out, ag_str_cut(s, from, s.n));
}

static void
sql(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    bool mysql = ag_str_eq(args[0], AG_STR("mysql"));

    if (ag_str_eq(args[0], AG_STR("mssql")))
        ag_buf_char(out, 'N');
    ag_buf_char(out, '\'');
    put_doubled(out, s, '\'', mysql ? '\\' : '\'');
    ag_buf_char(out, '\'');
}

static void
sqlid(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    char open = args[0].n ? args[0].p[0] : '"';
    char close = open == '[' ? ']' : open;

    ag_buf_char(out, open);
    put_doubled(out, s, close, close);
    ag_buf_char(out, close);
}

/* The bytes that a comment contains unescaped: all except line ends, bytes that
 * may begin one, and the slash that could end it. */
static const struct bytes harmless = {
    {0xffff7fffffffc3ff, UINT64_MAX, UINT64_MAX, 0xfffffffbfffffffb}};

static void
comment(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    uint32_t from = 0, i = 0;

    (void)args;
    while ((i = skip(&harmless, s, i)) < s.n) {
        uint32_t newline = newline_at(s, i);
        if (newline || (s.p[i] == '/' && i > 0 && s.p[i - 1] == '*')) {
            ag_buf_str(out, ag_str_cut(s, from, i));
            ag_buf_char(out, newline ? '\n' : ' ');
            from = i + newline;
        }
        i += newline ? newline : 1;
    }
    ag_buf_str(out, ag_str_cut(s, from, s.n));
}

/* Puts what a line begins with; an empty line gets no blanks at its end. */
static void
put_prefix(struct ag_buf *out, struct ag_str prefix, bool empty)
{
    while (empty && prefix.n && prefix.p[prefix.n - 1] == ' ')
        prefix.n--;
    ag_buf_str(out, prefix);
}

/* LF, CR and CRLF. */
static uint32_t
plain_newline_at(struct ag_str s, uint32_t i)
{
    return s.p[i] == '\n' || s.p[i] == '\r' ? newline_at(s, i) : 0;
}

static void
put_lines(struct ag_buf *out, struct ag_str s, struct ag_str mark,
          uint32_t (*line_end)(struct ag_str s, uint32_t i))
{
    uint32_t start = 0, i = 0;

    while (s.n && i <= s.n) {
        uint32_t newline = i < s.n ? line_end(s, i) : 1;
        if (newline) {
            put_prefix(out, mark, start == i);
            ag_buf_str(out, ag_str_cut(s, start, i));
            if (i < s.n)
                ag_buf_char(out, '\n');
            start = i + newline;
        }
        i += newline ? newline : 1;
    }
}

/* Lines with a prefix, cut at every form of line end. */
static void
line_comment(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    put_lines(out, s, args[0], newline_at);
}

/* The same, cut where Prisma's schemas end a line. */
static void
prisma_doc(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    put_lines(out, s, AG_STR("/// "), plain_newline_at);
}

static void
prefix_lines(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    uint32_t start = 0;

    while (start < s.n) {
        uint32_t end = start + ag_str_find(ag_str_cut(s, start, s.n), '\n');
        put_prefix(out, args[0], start == end);
        if (end < s.n)
            end++;
        ag_buf_str(out, ag_str_cut(s, start, end));
        start = end;
    }
}

/*
 * Identifiers of JavaScript.
 */

static const struct bytes id_start = {
    {0x0000001000000000, 0x07fffffe87fffffe, 0, 0}};
static const struct bytes id_part = {
    {0x03ff001000000000, 0x07fffffe87fffffe, 0, 0}};

static bool
is_name(struct ag_str s)
{
    return s.n && has(&id_start, s.p[0]) && skip(&id_part, s, 1) == s.n;
}

/* In an object literal `__proto__: x` sets the prototype, and so does the
 * quoted form; only a computed key makes a property of that name. */
static void
put_key(struct ag_buf *out, struct ag_str s, char mark)
{
    if (ag_str_eq(s, AG_STR("__proto__"))) {
        ag_buf_char(out, '[');
        put_string(out, s, mark);
        ag_buf_char(out, ']');
    } else if (is_name(s)) {
        ag_buf_str(out, s);
    } else {
        put_string(out, s, mark);
    }
}

static void
key(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    put_key(out, s, '"');
}

static void
key_single(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    put_key(out, s, '\'');
}

static void
put_member(struct ag_buf *out, struct ag_str s, char mark)
{
    if (is_name(s)) {
        ag_buf_char(out, '.');
        ag_buf_str(out, s);
    } else {
        ag_buf_char(out, '[');
        put_string(out, s, mark);
        ag_buf_char(out, ']');
    }
}

static void
member(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    put_member(out, s, '"');
}

static void
member_single(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    put_member(out, s, '\'');
}

/* Names that strict ECMAScript or TypeScript cannot declare; sorted. */
static const char reserved[][12] = {
    "any",       "arguments", "await",     "bigint",    "boolean",
    "break",     "case",      "catch",     "class",     "const",
    "continue",  "debugger",  "default",   "delete",    "do",
    "else",      "enum",      "eval",      "export",    "extends",
    "false",     "finally",   "for",       "function",  "if",
    "implements", "import",   "in",        "instanceof", "interface",
    "let",       "never",     "new",       "null",      "number",
    "object",    "package",   "private",   "protected", "public",
    "return",    "static",    "string",    "super",     "switch",
    "symbol",    "this",      "throw",     "true",      "try",
    "typeof",    "undefined", "unknown",   "var",       "void",
    "while",     "with",      "yield",
};

static bool
is_reserved(struct ag_str s)
{
    size_t from = 0, to = sizeof reserved / sizeof *reserved;

    while (from < to) {
        size_t i = from + (to - from) / 2;
        int order = ag_str_cmp(s, ag_str(reserved[i]));
        if (order == 0)
            return true;
        if (order < 0)
            to = i;
        else
            from = i + 1;
    }
    return false;
}

static void
ident(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    if (s.n == 0 || (s.p[0] >= '0' && s.p[0] <= '9'))
        ag_buf_char(out, '_');
    for (uint32_t i = 0; i < s.n; i++)
        if (has(&id_part, s.p[i]))
            ag_buf_char(out, s.p[i]);
        else if (!ag_utf8_is_continuation(s.p[i]))
            ag_buf_char(out, '_');
    if (s.n && is_reserved(s))
        ag_buf_char(out, '_');
}

/*
 * Words and cases.
 */

static void
camel(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    ag_words_camel(out, s);
}

static void
pascal(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    ag_words_pascal(out, s);
}

static void
snake(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    ag_words_snake(out, s);
}

static void
kebab(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    ag_words_kebab(out, s);
}

static void
plural(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    ag_words_plural(out, s);
}

static void
singular(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    ag_words_singular(out, s);
}

static char
to_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static char
to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void
upper(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    for (uint32_t i = 0; i < s.n; i++)
        ag_buf_char(out, to_upper(s.p[i]));
}

static void
lower(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    for (uint32_t i = 0; i < s.n; i++)
        ag_buf_char(out, to_lower(s.p[i]));
}

static void
capitalize(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    if (s.n == 0)
        return;
    ag_buf_char(out, to_upper(s.p[0]));
    ag_buf_str(out, ag_str_cut(s, 1, s.n));
}

static void
wrap(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    if (s.n == 0)
        return;
    ag_buf_str(out, args[0]);
    ag_buf_str(out, s);
    ag_buf_str(out, args[1]);
}

/* Something that counts as true, or nothing. */
static void
contains(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    uint32_t i = 0;

    while (i < s.n && !ag_str_starts(ag_str_cut(s, i, s.n), args[0])) {
        i++;
        if (args[0].n)
            i += ag_str_find(ag_str_cut(s, i, s.n), *args[0].p);
    }
    if (i < s.n)
        ag_buf_put(out, "yes", 3);
}

static void
longer(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    uint32_t most = 0;

    for (uint32_t i = 0; i < args[0].n; i++)
        most = most * 10 + (uint32_t)(args[0].p[i] - '0');
    if (s.n > most && ag_str_chars(s) > most)
        ag_buf_put(out, "yes", 3);
}

/* "0.5" with two digits is "0.50", and "2.0" with none is "2", which is how
 * databases print numbers. */
static void
decimals(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    uint32_t least = 0, point = ag_str_find(s, '.'), n = s.n - point;
    bool exponent = ag_str_find(s, 'e') < s.n || ag_str_find(s, 'E') < s.n;

    ag_str_uint(args[0], &least);
    least += least > 0; /* with the point */
    while (!exponent && n > least && (s.p[point + n - 1] == '0' || n == 1))
        n--;
    ag_buf_put(out, s.p, point + n);
    for (; !exponent && n < least; n++)
        ag_buf_char(out, n == 0 ? '.' : '0');
}

static void
replace(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    uint32_t from = 0, i = args[0].n ? 0 : s.n;

    while (i < s.n) {
        struct ag_str rest = ag_str_cut(s, i, s.n);
        if (ag_str_starts(rest, args[0])) {
            ag_buf_str(out, ag_str_cut(s, from, i));
            ag_buf_str(out, args[1]);
            from = i += args[0].n;
        } else {
            i += 1 + ag_str_find(ag_str_cut(rest, 1, rest.n), *args[0].p);
        }
    }
    ag_buf_str(out, ag_str_cut(s, from, s.n));
}

static void
raw(struct ag_buf *out, struct ag_str s, const struct ag_str *args)
{
    (void)args;
    ag_buf_str(out, s);
}

static const char *const sql_dialects[] = {"mysql", "mssql", NULL};
static const char *const id_quotes[] = {"\"", "`", "[", NULL};
static const char *const import_kinds[] = {"type", NULL};

/*
 * The list, once; the filters and their manual are made from it.
 */

/* clang-format off */
#define NONE { AG_KIND_TEXT, NULL }
#define SAFE { AG_KIND_SAFE, NULL }
#define TEXT { AG_KIND_TEXT, NULL }
#define ONE_OF(choices) { AG_KIND_SAFE, choices }

/* F(name, op, takes, gives, arguments: needed, possible, their kinds,
 *   function, what it does) */
#define FILTERS(F)                                                             \
    F(camel, WRITE, TEXT, SAME, 0, 0, NONE, NONE, camel,                       \
      "the words in the style userId")                                         \
    F(pascal, WRITE, TEXT, SAME, 0, 0, NONE, NONE, pascal,                     \
      "the words in the style UserId")                                         \
    F(snake, WRITE, TEXT, SAME, 0, 0, NONE, NONE, snake,                       \
      "the words in the style user_id")                                        \
    F(kebab, WRITE, TEXT, SAME, 0, 0, NONE, NONE, kebab,                       \
      "the words in the style user-id")                                        \
    F(plural, WRITE, TEXT, SAME, 0, 0, NONE, NONE, plural,                     \
      "the last word in the plural")                                           \
    F(singular, WRITE, TEXT, SAME, 0, 0, NONE, NONE, singular,                 \
      "the last word in the singular")                                         \
    F(upper, WRITE, TEXT, SAME, 0, 0, NONE, NONE, upper,                       \
      "ASCII letters in upper case")                                           \
    F(lower, WRITE, TEXT, SAME, 0, 0, NONE, NONE, lower,                       \
      "ASCII letters in lower case")                                           \
    F(capitalize, WRITE, TEXT, SAME, 0, 0, NONE, NONE, capitalize,             \
      "the first letter in upper case")                                        \
    F(quote, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, quote,                       \
      "a JavaScript string, in the quotes of the style if it contains no "      \
      "more of them than of the others")                                       \
    F(squote, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, squote,                     \
      "a JavaScript string in single quotes")                                  \
    F(tick, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, tick,                         \
      "text escaped for a JavaScript template literal")                        \
    F(key, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, key,                           \
      "a key of a JavaScript object: name, or \"na me\"")                      \
    F(member, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, member,                     \
      "access to a member in JavaScript: .name, or [\"na me\"]")               \
    F(ident, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, ident,                       \
      "a JavaScript identifier: other characters become _, and a reserved "    \
      "word gets a _ at its end")                                              \
    F(sql, WRITE, TEXT, SAFE, 0, 1, ONE_OF(sql_dialects), NONE, sql,           \
      "an SQL string; 'mysql' doubles backslashes, 'mssql' writes N'...'")     \
    F(sqlid, WRITE, TEXT, SAFE, 0, 1, ONE_OF(id_quotes), NONE, sqlid,          \
      "a quoted SQL identifier, in \" or in the given ` or [")                 \
    F(prisma, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, json,                       \
      "a string in a Prisma schema")                                           \
    F(prisma_doc, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, prisma_doc,             \
      "documentation lines of a Prisma schema, each beginning with ///")       \
    F(json, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, json,                         \
      "a JSON string")                                                         \
    F(comment, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, comment,                   \
      "text for a /* comment */, which it cannot end")                         \
    F(line_comment, WRITE, TEXT, SAFE, 1, 1, SAFE, NONE, line_comment,         \
      "lines that each begin with the given mark, such as '// '")              \
    F(prefix, WRITE, TEXT, SAME, 1, 1, SAFE, NONE, prefix_lines,               \
      "the given text before each line")                                       \
    F(wrap, WRITE, SAFE, SAFE, 2, 2, SAFE, SAFE, wrap,                         \
      "the text between the two given texts, unless it is empty")              \
    F(contains, WRITE, TEXT, SAFE, 1, 1, SAFE, NONE, contains,                 \
      "true if it contains the given text")                                    \
    F(longer, WRITE, TEXT, SAFE, 1, 1, SAFE, NONE, longer,                     \
      "true if it has more characters than the given number")                  \
    F(decimals, WRITE, TEXT, SAME, 1, 1, SAFE, NONE, decimals,                 \
      "a number with at least the given number of digits after the point, "    \
      "and without more zeros at its end")                                     \
    F(replace, WRITE, TEXT, SAME, 2, 2, SAFE, SAFE, replace,                   \
      "the text with the second given text in place of the first, everywhere") \
    F(raw, WRITE, TEXT, SAFE, 0, 0, NONE, NONE, raw,                           \
      "the text unchanged, because it is code")                                \
    F(use, USE, SAFE, SAME, 1, 2, TEXT, ONE_OF(import_kinds), NULL,            \
      "the text unchanged; the name is imported from the given module, "       \
      "with 'type' only as a type")                                            \
    F(count, COUNT, LIST, NUMBER, 0, 0, NONE, NONE, NULL,                      \
      "the number of items of a list")

#define FILTER(name, op, takes, gives, need, may, first, second, write, doc)   \
    {#name, AG_FILTER_##op, AG_KIND_##takes, AG_GIVES_##gives, need, may,      \
     {first, second}, write, doc},
#define DOC(name, op, takes, gives, need, may, first, second, write, doc)      \
    {#name, doc},

const struct ag_filter ag_filters[] = {
    FILTERS(FILTER)
    {.name = NULL},
};

const struct ag_tmpl_filter_doc ag_tmpl_filter_docs[] = {
    FILTERS(DOC)
    {NULL, NULL},
};

/* clang-format on */

const struct ag_filter *
ag_filter(struct ag_str name)
{
    for (const struct ag_filter *f = ag_filters; f->name; f++)
        if (*f->name == *name.p && ag_str_eq(ag_str(f->name), name))
            return f;
    return NULL;
}

ag_filter_fn *
ag_filter_write(const struct ag_filter *filter, bool single)
{
    static const struct {
        ag_filter_fn *write, *single;
    } others[] = {
        {quote, quote_single}, {key, key_single}, {member, member_single}};

    for (size_t i = 0; single && i < sizeof others / sizeof *others; i++)
        if (others[i].write == filter->write)
            return others[i].single;
    return filter->write;
}
