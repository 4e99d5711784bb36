#include "gen/template/lexer.h"

/*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:yyfill:enable = 0;
    re2c:yych:conversion = 1;

    blank   = [ \t];
    eol     = "\r"? "\n";
    nul     = [\000];
    sq      = ['] ([^'\\\n\000] | [\\] [^\n\000])* ['];
    dq      = ["] ([^"\\\n\000] | [\\] [^\n\000])* ["];
    comment = "{#" ([^#\000] | [#]+ [^#}\000])* [#]+ "}";
    tag     = "{%" ([^%'"\000] | "%" [^}\000] | sq | dq)* "%}";
    value   = "{{" ([^}'"\000] | "}" [^}\000] | sq | dq)* "}}";
    name    = [A-Za-z_][A-Za-z_0-9]*;
*/

void
ag_tmpl_lex(struct ag_tmpl_lexer *lx, struct ag_str text, bool lines)
{
    *lx = (struct ag_tmpl_lexer){
        .text = text, .cursor = text.p, .lines = lines, .line = lines};
}

static const char *
limit(const struct ag_tmpl_lexer *lx)
{
    return lx->text.p + lx->text.n;
}

static inline struct ag_str
cut(const struct ag_tmpl_lexer *lx, const char *from, const char *to)
{
    uint32_t at = lx->text.at ? lx->text.at + (uint32_t)(from - lx->text.p) : 0;
    return (struct ag_str){from, (uint32_t)(to - from), at};
}

static enum ag_tmpl_token
give(struct ag_tmpl_lexer *lx, enum ag_tmpl_token token, const char *from,
     const char *to)
{
    lx->token = cut(lx, from, to);
    lx->cursor = to;
    return token;
}

/* Whether the line is joined with the next one, so that it is no line by
 * itself; most lines of macros are. Inside a comment, \ means nothing. */
static bool
is_joined(const struct ag_tmpl_lexer *lx)
{
    const char *p = lx->cursor;
    const char *end = memchr(p, '\n', (size_t)(limit(lx) - p));

    return end && end > p && end[-1] == '\\' &&
           !memchr(p, '#', (size_t)(end - p));
}

/* The end of the line at the cursor if the line prints no text itself: it has
 * only tags and comments, or one value. Otherwise NULL. */
static const char *
scan_line(const struct ag_tmpl_lexer *lx)
{
    const char *YYCURSOR = lx->cursor, *YYMARKER;

    /*!re2c
        blank* ((tag | comment) blank*)+ eol { return YYCURSOR; }
        blank* ((tag | comment) blank*)+ nul { return YYCURSOR - 1; }
        blank* value (blank | comment)* eol  { return YYCURSOR; }
        blank* value (blank | comment)* nul  { return YYCURSOR - 1; }
        *                                    { return NULL; }
    */
}

/* The end of the comment that begins at `p`, or NULL. */
static const char *
scan_comment(const char *p)
{
    const char *YYCURSOR = p, *YYMARKER;

    /*!re2c
        comment { return YYCURSOR; }
        *       { return NULL; }
    */
}

/* The next bracket of a line that leaves no text by itself; AG_TT_TEXT at the
 * end of that line. */
static enum ag_tmpl_token
lex_line(struct ag_tmpl_lexer *lx)
{
    const char *YYCURSOR = lx->cursor, *YYMARKER, *start;

    for (;;) {
        start = YYCURSOR;
        /*!re2c
            blank+ {
                lx->blanks = cut(lx, start, YYCURSOR);
                continue;
            }
            comment { continue; }
            "{%"    { return give(lx, AG_TT_TAG, start, YYCURSOR); }
            "{{"    {
                lx->newline = lx->line_end[-1] == '\n';
                return give(lx, AG_TT_LINE, start, YYCURSOR);
            }
            *       {
                lx->cursor = lx->line_end;
                lx->line_end = NULL;
                lx->line = true;
                return AG_TT_TEXT;
            }
        */
    }
}

enum ag_tmpl_token
ag_tmpl_lex_text(struct ag_tmpl_lexer *lx)
{
    const char *from, *start, *end, *YYCURSOR, *YYMARKER;

again:
    /* After a mistake in a tag the cursor may be beyond its line. */
    if (lx->line_end && lx->cursor >= lx->line_end) {
        lx->line_end = NULL;
        lx->line = lx->cursor[-1] == '\n';
    }
    if (lx->line_end) {
        enum ag_tmpl_token token = lex_line(lx);
        if (token != AG_TT_TEXT)
            return token;
    }
    from = lx->cursor;
    YYCURSOR = from;
    for (;;) {
        start = YYCURSOR;
        if (lx->line) {
            lx->line = false;
            lx->cursor = start;
            lx->line_end =
                *start == '{' && is_joined(lx) ? NULL : scan_line(lx);
            if (lx->line_end) {
                lx->blanks = cut(lx, start, start);
                if (from < start)
                    return give(lx, AG_TT_TEXT, from, start);
                goto again;
            }
        }
        /*!re2c
            [^{\\\r\n\000]+ { continue; }
            "\n"            { lx->line = lx->lines; continue; }
            "\r\n"          { end = start + 1; goto drop; }
            [\\] eol blank* { end = YYCURSOR; goto drop; }
            "{#"            { end = scan_comment(start); goto drop; }
            "{%"            { goto open; }
            "{{"            { goto open; }
            nul             { goto nul; }
            *               { continue; }
        */
    drop: /* the bytes from start to end are not printed */
        if (from < start)
            return give(lx, AG_TT_TEXT, from, start);
        if (!end)
            return give(lx, AG_TT_BAD, start, limit(lx));
        from = end;
        YYCURSOR = end;
    }
open:
    if (from < start)
        return give(lx, AG_TT_TEXT, from, start);
    return give(lx, start[1] == '%' ? AG_TT_TAG : AG_TT_PRINT, start, YYCURSOR);
nul:
    if (from < start)
        return give(lx, AG_TT_TEXT, from, start);
    if (start < limit(lx))
        return give(lx, AG_TT_BAD, start, YYCURSOR);
    return give(lx, AG_TT_END, start, start);
}

enum ag_tmpl_token
ag_tmpl_lex_code(struct ag_tmpl_lexer *lx)
{
    const char *YYCURSOR = lx->cursor, *YYMARKER, *start;
    enum ag_tmpl_token token;

    for (;;) {
        start = YYCURSOR;
        /*!re2c
            [ \t\r\n]+      { continue; }
            "%}"            { token = AG_TT_CLOSE_TAG; break; }
            "}}"            { token = AG_TT_CLOSE_PRINT; break; }
            "{" [%{#]       { YYCURSOR = start; token = AG_TT_OPEN; break; }
            "true"          { token = AG_TT_TRUE; break; }
            "false"         { token = AG_TT_FALSE; break; }
            "not"           { token = AG_TT_NOT; break; }
            "and"           { token = AG_TT_AND; break; }
            "or"            { token = AG_TT_OR; break; }
            name            { token = AG_TT_NAME; break; }
            sq | dq         { token = AG_TT_STRING; break; }
            ['"]            { token = AG_TT_OPEN_STRING; break; }
            "-"? [0-9]+     { token = AG_TT_NUMBER; break; }
            "."             { token = AG_TT_DOT; break; }
            ","             { token = AG_TT_COMMA; break; }
            ":"             { token = AG_TT_COLON; break; }
            "|"             { token = AG_TT_PIPE; break; }
            "("             { token = AG_TT_LPAREN; break; }
            ")"             { token = AG_TT_RPAREN; break; }
            "["             { token = AG_TT_LBRACKET; break; }
            "]"             { token = AG_TT_RBRACKET; break; }
            "?"             { token = AG_TT_QUESTION; break; }
            "=="            { token = AG_TT_EQ; break; }
            "!="            { token = AG_TT_NE; break; }
            nul             {
                if (start == limit(lx))
                    return give(lx, AG_TT_END, start, start);
                token = AG_TT_BAD;
                break;
            }
            [^\000-\177] [\200-\277]* { token = AG_TT_BAD; break; }
            *               { token = AG_TT_BAD; break; }
        */
    }
    return give(lx, token, start, YYCURSOR);
}

void
ag_tmpl_lex_gap(struct ag_tmpl_lexer *lx)
{
    const char *YYCURSOR = lx->cursor, *YYMARKER, *start;

    for (;;) {
        start = YYCURSOR;
        /*!re2c
            blank* eol { lx->line = lx->lines; continue; }
            *          { break; }
        */
    }
    lx->cursor = start;
    if (lx->line)
        lx->line_end = NULL;
}

struct ag_str
ag_tmpl_lex_ahead(const struct ag_tmpl_lexer *lx, bool *plain)
{
    const char *YYCURSOR = lx->cursor, *start;

    for (;;) {
        start = YYCURSOR;
        /*!re2c
            [^{\r\n\000]+ { continue; }
            "{" [%{#]     { *plain = false; break; }
            [\r\n\000]    { *plain = true; break; }
            *             { continue; }
        */
    }
    return cut(lx, lx->cursor, start);
}
