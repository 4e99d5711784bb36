/*
 * The lexer of JavaScript and TypeScript, as far as reading values needs it.
 * Private to gen/script/.
 */
#ifndef AG_GEN_SCRIPT_LEXER_H
#define AG_GEN_SCRIPT_LEXER_H

#include <stdbool.h>
#include <stdint.h>

enum ag_js_lexeme {
    AG_JT_END,
    AG_JT_NAME,
    AG_JT_STRING, /* with its quotes; or a template without ${} */
    AG_JT_NUMBER,
    AG_JT_OPAQUE,      /* a regular expression or a JSX element */
    AG_JT_SIGN,        /* an operator, comma, colon, … */
    AG_JT_OPEN,        /* ( [ { or a template up to its first ${ */
    AG_JT_CLOSE,       /* ) ] } or the end of a template */
    AG_JT_MIDDLE,      /* of a template: from } to the next ${ */
    AG_JT_OPEN_STRING, /* errors: not closed */
    AG_JT_OPEN_TEMPLATE,
    AG_JT_OPEN_COMMENT,
};

struct ag_js_lexer {
    const char *cursor;
    const char *limit;
    const char *start; /* of the token */
    bool value_before; /* the last token ends a value, so a slash divides. The
                          caller may correct it after a closing bracket. */
    int patience; /* how many apparent JSX elements may turn out to be none;
                     0: no JSX */
    int depth;    /* of brackets inside elements */
};

/* The next token, from lexer->start to lexer->cursor. */
enum ag_js_lexeme ag_js_lex(struct ag_js_lexer *lexer);

/* Continues a template after the } of its ${}: AG_JT_CLOSE or AG_JT_MIDDLE. */
enum ag_js_lexeme ag_js_lex_template(struct ag_js_lexer *lexer);

/* The first byte of [text, limit) that is not valid UTF-8, or `limit`. The text
 * must end with a NUL at `limit`. */
const char *ag_js_find_bad_utf8(const char *text, const char *limit);

#endif
