#include "grammar/script_lexer.h"

#include <string.h>

/*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = "lx->cursor";
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;
    re2c:yych:conversion = 1;

    eol    = [\n\r];
    nul    = [\x00];
    blank  = [ \t\v\f\n\r] | "\xef\xbb\xbf" | "\xc2\xa0" | "\xe2\x80" [\xa8\xa9];
    letter = [A-Za-z_$#@\x80-\xff];
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

/* Whether a value may follow the name, so that a slash begins a regular
 * expression. */
static bool
is_operator(const char *name, size_t n)
{
    static const char *const words[] = {
        "return", "typeof", "case",  "in",    "of",   "delete", "void",
        "new",    "do",     "else",  "await", "yield", "instanceof", "throw",
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

/* After a backquote, or the } of a template's value. */
static enum ag_js_lexeme
lex_template(struct ag_js_lexer *lx, enum ag_js_lexeme whole,
             enum ag_js_lexeme part)
{
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

/* In a block comment; false if it is not closed. */
static bool
skip_comment(struct ag_js_lexer *lx)
{
    for (;;) {
        /*!re2c
            [^*\x00]+ { continue; }
            "*/"      { return true; }
            "*"       { continue; }
            nul       {
                if (lx->cursor <= lx->limit)
                    continue;
                lx->cursor = lx->limit;
                return false;
            }
        */
    }
}

/* Whether a regular expression begins here; goes behind it. */
static bool
lex_regex(struct ag_js_lexer *lx)
{
    const char *marker;

    /*!re2c
        regex { return true; }
        *     { lx->cursor = lx->start; return false; }
    */
}

enum ag_js_lexeme
ag_js_lex(struct ag_js_lexer *lx)
{
    const char *marker;

    for (;;) {
        lx->start = lx->cursor;
        if (!lx->value_before && lex_regex(lx))
            return give(lx, AG_JT_REGEX, true);
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
            "=>" | "..." | "?." | "??" | "&&" | "||" | "==" "="? | "!=" "="? |
            "++" | "--" | [+\-*/%&|^<>]"=" {
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
