#include "gen/script/lexer.h"

#include <string.h>

enum { DEEPEST = 100 }; /* nested brackets inside JSX */

/*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = "lx->cursor";
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;
    re2c:yych:conversion = 1;
    re2c:encoding:utf8 = 1;
    re2c:encoding-policy = substitute;

    nul    = [\x00];
    space  = [\u00a0\u2028\u2029\ufeff];
    blank  = [ \t\v\f\n\r] | space;
    letter = [A-Za-z_$#@] | [^\x00-\x7f] \ space;
    name   = letter (letter | [0-9])*;
    number = [0-9] [0-9A-Za-z_.]* | "." [0-9] [0-9A-Za-z_]*;
    escape = "\\" ([^\r\x00] | "\r\n"?);
    sq     = ['] ([^'\\\n\r\x00] | escape)*;
    dq     = ["] ([^"\\\n\r\x00] | escape)*;
    plain  = [^`\\$\x00] | escape;
    class  = "[" ([^\]\\\n\r\x00] | "\\" [^\n\r\x00])* "]";
    regex  = "/" ([^/*\\[\n\r\x00] | "\\" [^\n\r\x00] | class)
             ([^/\\[\n\r\x00] | "\\" [^\n\r\x00] | class)* "/" [A-Za-z]*;
*/

const char *
ag_js_find_bad_utf8(const char *text, const char *limit)
{
    const char *marker, *start;

    for (;;) {
        start = text;
        /*!re2c
            re2c:define:YYCURSOR = "text";

            [\u0001-\U0010ffff]+ { continue; }
            [\x00]               { if (start == limit) return limit; continue; }
            *                    { return start; }
        */
    }
}

/*!re2c
    re2c:define:YYCURSOR = "lx->cursor";
*/

/* Whether the name is an operator that a value follows, so that a slash begins
 * a regular expression. */
static bool
is_operator(const char *name, size_t n)
{
    static const char *const words[] = {
        "return", "typeof", "case",  "in",    "of",   "delete", "void",
        "new",    "do",     "else",  "await", "yield", "instanceof", "throw",
        "default",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(words[i], name, n) == 0)
            return true;
    return false;
}

static enum ag_js_lexeme
give(struct ag_js_lexer *lx, enum ag_js_lexeme lexeme, bool value)
{
    lx->value_before = value;
    return lexeme;
}

/* Reads a template after its backquote, or after the } of a value. */
static enum ag_js_lexeme
lex_template(struct ag_js_lexer *lx, enum ag_js_lexeme whole,
             enum ag_js_lexeme part)
{
    const char *marker;

    for (;;) {
        /*!re2c
            plain+ { continue; }
            "${"   { return give(lx, part, false); }
            "$"    { continue; }
            "`"    { return give(lx, whole, true); }
            nul    {
                if (lx->cursor <= lx->limit)
                    continue;
                lx->cursor = lx->limit;
                return AG_JT_OPEN_TEMPLATE;
            }
            *      { continue; }
        */
    }
}

enum ag_js_lexeme
ag_js_lex_template(struct ag_js_lexer *lx)
{
    return lex_template(lx, AG_JT_CLOSE, AG_JT_MIDDLE);
}

/* Skips a block comment; false if it is not closed. */
static bool
skip_comment(struct ag_js_lexer *lx)
{
    const char *marker;

    for (;;) {
        /*!re2c
            [^*\x00]+ { continue; }
            "*/"      { return true; }
            *         { continue; }
            nul       {
                if (lx->cursor <= lx->limit)
                    continue;
                lx->cursor = lx->limit;
                return false;
            }
        */
    }
}

/* Skips a regular expression; false if none begins here. */
static bool
lex_regex(struct ag_js_lexer *lx)
{
    const char *marker;

    /*!re2c
        regex { return true; }
        *     { lx->cursor = lx->start; return false; }
    */
}

/* Skips to after the bracket that matches the last token, or after the end of a
 * template if `template`; false if there is none. */
static bool
skip_bracket(struct ag_js_lexer *lx, bool template)
{
    bool closed = false, open = lx->depth++ < DEEPEST;

    while (open && !closed) {
        enum ag_js_lexeme lexeme = ag_js_lex(lx);
        if (lexeme == AG_JT_CLOSE && template && *lx->start == '}')
            lexeme = ag_js_lex_template(lx);
        if (lexeme == AG_JT_CLOSE)
            closed = true;
        else if (lexeme == AG_JT_OPEN)
            open = skip_bracket(lx, *lx->start == '`');
        else
            open = lexeme != AG_JT_END && lexeme < AG_JT_OPEN_STRING;
    }
    lx->depth--;
    return closed;
}

/* The same for the { of a value in JSX. */
static bool
skip_braces(struct ag_js_lexer *lx)
{
    lx->value_before = false;
    return skip_bracket(lx, false);
}

enum tag { OPENS, CLOSES, ALONE, BROKEN };

/* Skips a JSX tag after its <. */
static enum tag
skip_tag(struct ag_js_lexer *lx)
{
    const char *marker, *begin = lx->cursor, *here;
    enum tag tag = OPENS;

    for (;;) {
        here = lx->cursor;
        /*!re2c
            ">"                                   { return tag; }
            "/" blank* ">"                        { return ALONE; }
            "/"                                   {
                if (here != begin)
                    return BROKEN;
                tag = CLOSES;
                continue;
            }
            "{"                                   {
                if (!skip_braces(lx))
                    return BROKEN;
                continue;
            }
            ['] [^'\x00]* ['] | ["] [^"\x00]* ["] { continue; }
            name | number | blank+ | [=.:\-]      { continue; }
            *                                     { return BROKEN; }
        */
    }
}

/* Skips the text between tags and the < of the next tag; false if there is
 * none. */
static bool
skip_text(struct ag_js_lexer *lx)
{
    const char *marker;

    for (;;) {
        /*!re2c
            [^<{\x00]+ { continue; }
            *          { continue; }
            "<"        { return true; }
            "{"        {
                if (!skip_braces(lx))
                    return false;
                continue;
            }
            nul        {
                if (lx->cursor <= lx->limit)
                    continue;
                return false;
            }
        */
    }
}

/* Skips a JSX element after its <; false if it is not an element. */
static bool
lex_element(struct ag_js_lexer *lx)
{
    const char *start = lx->start;
    int open = 0;

    do {
        enum tag tag = skip_tag(lx);
        if (tag == BROKEN)
            open = -1;
        else
            open += (tag == OPENS) - (tag == CLOSES);
    } while (open > 0 && (skip_text(lx) || (open = -1, false)));
    lx->start = start;
    if (open < 0) {
        lx->cursor = start + 1;
        lx->patience--;
    }
    return open == 0;
}

enum ag_js_lexeme
ag_js_lex(struct ag_js_lexer *lx)
{
    const char *marker;

    for (;;) {
        lx->start = lx->cursor;
        if (!lx->value_before && lex_regex(lx))
            return give(lx, AG_JT_OPAQUE, true);
        /*!re2c
            blank+               { continue; }
            "//" [^\n\r\x00]*    { continue; }
            "/*"                 {
                if (skip_comment(lx))
                    continue;
                return AG_JT_OPEN_COMMENT;
            }
            name {
                size_t n = (size_t)(lx->cursor - lx->start);
                return give(lx, AG_JT_NAME, !is_operator(lx->start, n));
            }
            number               { return give(lx, AG_JT_NUMBER, true); }
            sq ['] | dq ["]      { return give(lx, AG_JT_STRING, true); }
            sq | dq              { return AG_JT_OPEN_STRING; }
            "`"                  {
                return lex_template(lx, AG_JT_STRING, AG_JT_OPEN);
            }
            [([{]                { return give(lx, AG_JT_OPEN, false); }
            [)\]}]               { return give(lx, AG_JT_CLOSE, true); }
            "++" | "--"          {
                return give(lx, AG_JT_SIGN, lx->value_before);
            }
            "=>" | "..." | "?." | "??" | "&&" | "||" | "==" "="? | "!=" "="? |
            [+\-*/%&|^<>]"="     { return give(lx, AG_JT_SIGN, false); }
            "<"                  {
                if (lx->patience > 0 && !lx->value_before && lex_element(lx))
                    return give(lx, AG_JT_OPAQUE, true);
                return give(lx, AG_JT_SIGN, false);
            }
            nul                  {
                if (lx->cursor <= lx->limit)
                    continue;
                lx->cursor = lx->limit;
                return AG_JT_END;
            }
            *                    { return give(lx, AG_JT_SIGN, false); }
        */
    }
}
