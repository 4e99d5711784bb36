/* The tokens of schemas and manifests; see grammar/lexer.h. */
#include "grammar/lexer.h"

#include "base/attr.h"
#include "grammar/parser.h"

/*!include:re2c "unicode_categories.re" */

/*!re2c
    re2c:api:style = free-form;
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = "cursor";
    re2c:define:YYMARKER = "marker";
    re2c:define:YYLIMIT = "lx->limit";
    re2c:yyfill:enable = 0;
    re2c:yych:conversion = 1;
    re2c:eof = 0;
    re2c:encoding:utf8 = 1;
    re2c:encoding-policy = substitute;

    digit   = [0-9];
    letter  = [a-zA-Z0-9_] | ([^\x00-\x7f] \ (Zs | "\uFEFF"));
    name    = letter (letter | "-")*;
    ascii   = [a-zA-Z0-9_] [a-zA-Z0-9_-]*; /* nearly all names */
    path    = name ("." name)*;
    number  = "-"? digit+ ("." digit+)?;
    blank   = Zs | "\t";
    text    = [^\n\r\x00];
    plain   = [^"\\\n\r\x00];
    escaped = "\\" [^\n\r\x00];
*/

static uint32_t
offset(const struct ag_lexer *lx, const char *p)
{
    return lx->base + (uint32_t)(p - lx->begin);
}

static struct ag_span
span(const struct ag_lexer *lx, const char *from, const char *to)
{
    return (struct ag_span){offset(lx, from), offset(lx, to)};
}

/* The first bidirectional control of [from, to), or NULL: U+202A to U+202E and
 * U+2066 to U+2069 (Unicode TR #9; CVE-2021-42574). */
static const char *
find_bidi(const char *from, const char *to)
{
    while ((from = memchr(from, 0xe2, (size_t)(to - from)))) {
        unsigned char b = to - from > 2 ? (unsigned char)from[1] : 0;
        unsigned char c = to - from > 2 ? (unsigned char)from[2] : 0;
        if ((b == 0x80 && c >= 0xaa && c <= 0xae) ||
            (b == 0x81 && c >= 0xa6 && c <= 0xa9))
            return from;
        from++;
    }
    return NULL;
}

static void
refuse_bidi(struct ag_lexer *lx, const char *from, const char *to)
{
    const char *p = find_bidi(from, to);
    if (p)
        ag_report(lx->diags, AG_BIDI_CONTROL, span(lx, p, p + 3),
                  "this bidirectional control character can hide what the "
                  "text says");
}

/* Reports a byte that is not text and ends the file there, because errors of
 * the rest would mislead. */
static void
refuse_byte(struct ag_lexer *lx, const char *p)
{
    if (*p == '\0')
        ag_report(lx->diags, AG_NUL_BYTE, span(lx, p, p + 1),
                  "unexpected NUL byte: the file is not text");
    else
        ag_report(lx->diags, AG_BAD_UTF8, span(lx, p, p + 1),
                  "byte 0x%02x is not valid UTF-8",
                  (unsigned)(unsigned char)*p);
    lx->stopped = true;
    lx->cursor = lx->limit;
}

/* After a run of text: whether a line or the file ends at `p`. */
static bool
at_line_end(const struct ag_lexer *lx, const char *p)
{
    return p == lx->limit || *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* The four digits of \uXXXX at [p, end), or -1. */
static int32_t
hex4(const char *p, const char *end)
{
    int32_t code = 0;
    if (end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        int digit = ag_hex_digit(p[i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/* Decodes \uXXXX at p (after the u), or a surrogate pair. Returns the end of
 * the escape, or NULL if it is invalid or not a character. */
static const char *
decode_unicode(const char *p, const char *end, char **out)
{
    int32_t code = hex4(p, end);
    p += 4;
    if (code >= 0xd800 && code < 0xdc00) {
        int32_t low = -1;
        if (end - p >= 6 && p[0] == '\\' && p[1] == 'u')
            low = hex4(p + 2, end);
        if (low < 0xdc00 || low > 0xdfff)
            return NULL;
        code = 0x10000 + (code - 0xd800) * 0x400 + (low - 0xdc00);
        p += 6;
    } else if (code <= 0 || (code >= 0xdc00 && code < 0xe000)) {
        return NULL;
    }
    *out = ag_put_utf8(*out, (uint32_t)code);
    return p;
}

/* The text between the quotes [p, end), with JSON's escapes decoded. */
static struct ag_str
decode(struct ag_lexer *lx, const char *p, const char *end)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meaning[] = "\"\\/\b\f\n\r\t";
    uint32_t at = offset(lx, p);
    char *text, *out;

    if (!memchr(p, '\\', (size_t)(end - p)))
        return (struct ag_str){p, (uint32_t)(end - p), at};
    text = out = ag_arena_text(lx->arena, (size_t)(end - p));
    while (p < end) {
        const char *escape = p, *letter;
        if (*p != '\\') {
            *out++ = *p++;
            continue;
        }
        letter = strchr(letters, p[1]);
        if (letter && *letter) {
            *out++ = meaning[letter - letters];
            p += 2;
        } else if (p[1] == 'u') {
            p = decode_unicode(p + 2, end, &out);
            if (p)
                continue;
            p = escape + 2;
            ag_report(lx->diags, AG_BAD_ESCAPE, span(lx, escape, p),
                      "\\u must be followed by four hexadecimal digits of a "
                      "character; surrogates must come in pairs");
        } else {
            p = escape + 2;
            ag_report(lx->diags, AG_BAD_ESCAPE, span(lx, escape, p),
                      "unknown escape '%.*s'; use one of \\\" \\\\ \\/ \\b \\f "
                      "\\n \\r \\t and \\uXXXX", 2, escape);
        }
    }
    return (struct ag_str){text, (uint32_t)(out - text), at};
}

/* The end of the letters of any script and of ASCII text from `cursor` on. This
 * is a separate scanner, because in the main one it would multiply its size by
 * ten. */
static const char *
skip_letters(const struct ag_lexer *lx, const char *cursor)
{
    const char *marker;

    for (;;) {
        /*!re2c
        L | [\x01-\x7f]  { continue; }
        $                 { return cursor; }
        *                 { return cursor - 1; }
        */
    }
}

/* Reports characters of a name other than letters, digits, '_' and '-'. */
static void
refuse_symbols(struct ag_lexer *lx, const char *from, const char *to)
{
    const char *bad, *end;

    while (from < to && (unsigned char)*from < 0x80)
        from++;
    if (from == to || (bad = skip_letters(lx, from)) >= to)
        return;
    if (find_bidi(bad, to)) {
        refuse_bidi(lx, bad, to);
        return;
    }
    for (end = bad + 1; end < to && ((unsigned char)*end & 0xc0) == 0x80;)
        end++;
    ag_report(lx->diags, AG_BAD_BYTE, span(lx, bad, end),
              "'%.*s' is not allowed in a name", (int)(end - bad), bad);
}

/* Characters of other languages, and what to use instead. */
static const struct {
    char c;
    const char *hint;
} hints[] = {
    {';', "remove it: lines end without a character"},
    {'#', "use // for comments"},
    {'\'', "use double quotes for strings"},
    {'!', "remove it: a field is required unless its type ends with '?'"},
};

/* The end of a string in single quotes at `p`, if it is the only one on its
 * line and could be in double quotes; else NULL. */
static const char *
find_quote(const struct ag_lexer *lx, const char *p)
{
    enum { FAR = 200 };
    const char *line = p, *end = p + 1;

    for (; line > lx->begin && line[-1] != '\n'; line--)
        if (p - line > FAR || line[-1] == '\'')
            return NULL;
    while (end - p < FAR && !strchr("'\"\\\r\n", *end))
        end++;
    return *end == '\'' ? end : NULL;
}

/* Adds fix-its for the syntax of other languages. */
static void
fix_character(struct ag_lexer *lx, struct ag_diag *diag, const char *p)
{
    const char *next = p + 1;

    while (*next == ' ' || *next == '\t')
        next++;
    bool last = at_line_end(lx, next) || (next[0] == '/' && next[1] == '/');
    bool apart = p > lx->begin && strchr(" \t\n", p[-1]);

    if (*p == '#' && (p == lx->begin || apart)) {
        ag_fix(lx->diags, diag, span(lx, p, p + 1), AG_STR("//"));
    } else if ((*p == ';' && last) || (*p == '!' && p > lx->begin && !apart)) {
        ag_fix(lx->diags, diag, span(lx, p, p + 1), AG_STR(""));
    } else if (*p == '\'' && find_quote(lx, p)) {
        next = find_quote(lx, p);
        ag_fix(lx->diags, diag, span(lx, p, p + 1), AG_STR("\""));
        ag_fix(lx->diags, diag, span(lx, next, next + 1), AG_STR("\""));
    }
}

static void
refuse_character(struct ag_lexer *lx, const char *from, const char *to)
{
    lx->complained = true;
    if (lx->quiet)
        return;
    struct ag_diag *diag =
        ag_report(lx->diags, AG_BAD_BYTE, span(lx, from, to),
                  "unexpected '%.*s'", (int)(to - from), from);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (*from == hints[i].c)
            ag_note(lx->diags, diag, (struct ag_span){0, 0}, "%s",
                    hints[i].hint);
    fix_character(lx, diag, from);
}

int
ag_lex(struct ag_lexer *lx, struct ag_token *token)
{
    const char *cursor = lx->cursor, *start, *marker;
    int kind;

#define TOKEN(number, skip)                                                    \
    do {                                                                       \
        kind = number;                                                         \
        token->text.p = start + (skip);                                        \
        goto found;                                                            \
    } while (0)

    for (;;) {
        while (*cursor == ' ') /* aligned columns have many of them */
            cursor++;
        start = cursor;
        /*!re2c
        blank+              { continue; }
        "\r"? "\n" | "\r"   { TOKEN(AG_LEX_LINE, 0); }
        "{"                 { TOKEN(AG_TOK_LBRACE, 0); }
        "}"                 { TOKEN(AG_TOK_RBRACE, 0); }
        "("                 { TOKEN(AG_TOK_LPAREN, 0); }
        ")"                 { TOKEN(AG_TOK_RPAREN, 0); }
        "["                 { TOKEN(AG_TOK_LBRACKET, 0); }
        "]"                 { TOKEN(AG_TOK_RBRACKET, 0); }
        ","                 { TOKEN(AG_TOK_COMMA, 0); }
        ":"                 { TOKEN(AG_TOK_COLON, 0); }
        "="                 { TOKEN(AG_TOK_EQUAL, 0); }
        "?"                 { TOKEN(AG_TOK_OPTIONAL, 0); }
        number              { TOKEN(AG_TOK_NUMBER, 0); }
        ascii               { TOKEN(AG_TOK_NAME, 0); }
        name                { refuse_symbols(lx, start, cursor);
                              TOKEN(AG_TOK_NAME, 0); }
        path                { refuse_symbols(lx, start, cursor);
                              TOKEN(AG_TOK_PATH, 0); }
        "@" path            { TOKEN(AG_TOK_ATTRIBUTE, 1); }
        "@" [ \t]+ path     {
            TOKEN(AG_TOK_ATTRIBUTE, 1 + strspn(start + 1, " \t"));
        }
        "@@" [ \t]* path    {
            TOKEN(AG_TOK_BLOCK_ATTRIBUTE, 2 + strspn(start + 2, " \t"));
        }
        "\"" (plain | escaped)* "\"" {
            if (find_bidi(start, cursor))
                refuse_bidi(lx, start, cursor);
            token->text = decode(lx, start + 1, cursor - 1);
            token->text.at = offset(lx, start);
            token->end = offset(lx, cursor);
            lx->cursor = cursor;
            return AG_TOK_STRING;
        }
        "\"" (plain | escaped)* {
            if (!at_line_end(lx, cursor) && *cursor != '\\') {
                refuse_byte(lx, cursor);
                return AG_TOK_END;
            }
            if (*cursor == '\\')
                cursor++;
            if (!lx->quiet)
                ag_report(lx->diags, AG_OPEN_STRING, span(lx, start, cursor),
                          "missing closing quote of this string");
            lx->complained = true;
            token->text = (struct ag_str){start + 1,
                                          (uint32_t)(cursor - start - 1),
                                          offset(lx, start)};
            token->end = offset(lx, cursor);
            lx->cursor = cursor;
            return AG_TOK_STRING;
        }
        "///" text*         { kind = AG_LEX_DOC; goto comment; }
        "//" text*          { kind = AG_LEX_COMMENT; goto comment; }
        "/*" ([^*\x00] | "*"+ [^*/\x00])* "*"+ "/" {
            refuse_bidi(lx, start, cursor);
            TOKEN(AG_LEX_COMMENT, 0);
        }
        "/*"                {
            ag_report(lx->diags, AG_OPEN_COMMENT, span(lx, start, cursor),
                      "missing end of this comment");
            lx->stopped = true;
            lx->cursor = lx->limit;
            return AG_TOK_END;
        }
        $                   { TOKEN(AG_TOK_END, 0); }
        "\uFEFF"            {
            if (start == lx->begin)
                continue;
            goto bad;
        }
        [^]                 { goto bad; }
        *                   {
            refuse_byte(lx, start);
            return AG_TOK_END;
        }
        */
    bad:
        if (*start == '\0') {
            refuse_byte(lx, start);
            return AG_TOK_END;
        }
        refuse_character(lx, start, cursor);
    }

comment:
    /* What is no text would otherwise be read as tokens. */
    if (!at_line_end(lx, cursor) && *cursor != '\r') {
        refuse_byte(lx, cursor);
        return AG_TOK_END;
    }
    refuse_bidi(lx, start, cursor);
    token->text.p = start + (kind == AG_LEX_DOC ? 3 : 0);

found:
    token->text.n = (uint32_t)(cursor - token->text.p);
    token->text.at = offset(lx, token->text.p);
    token->end = offset(lx, cursor);
    lx->cursor = cursor;
    return kind;
}

struct ag_lexer
ag_lexer_begin(struct ag_str text, struct ag_arena *arena,
               struct ag_diags *diags)
{
    return (struct ag_lexer){.begin = text.p,
                             .cursor = text.p,
                             .limit = text.p + text.n,
                             .base = text.at,
                             .arena = arena,
                             .diags = diags};
}

int
ag_lex_again(struct ag_lexer *lx, struct ag_token *token)
{
    lx->quiet = true;
    return ag_lex(lx, token);
}

bool
ag_ends_line(int token)
{
    switch (token) {
    case AG_TOK_NAME:
    case AG_TOK_PATH:
    case AG_TOK_NUMBER:
    case AG_TOK_STRING:
    case AG_TOK_ATTRIBUTE:
    case AG_TOK_BLOCK_ATTRIBUTE:
    case AG_TOK_OPTIONAL:
    case AG_TOK_EQUAL: /* `x =` lacks its value: mended at this line's end */
    case AG_TOK_RPAREN:
    case AG_TOK_RBRACKET:
    case AG_TOK_RBRACE:
        return true;
    default:
        return false;
    }
}
