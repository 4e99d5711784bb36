/*
 * The template lexer: text with {{ values }}, {% tags %} and {# comments #}.
 *
 * The parser chooses between two modes: ag_tmpl_lex_text() reads up to the next
 * bracket, ag_tmpl_lex_code() reads inside of brackets. The lexer implements
 * the rules about lines: it omits the text that a line of tags or a joined line
 * does not print, and a value alone on its line is a different token. The whole
 * input is in memory and followed by a NUL.
 */
#ifndef AG_GEN_TEMPLATE_LEXER_H
#define AG_GEN_TEMPLATE_LEXER_H

#include "base/str.h"

enum ag_tmpl_token {
    AG_TT_END, /* end of the input, in both modes */
    AG_TT_BAD, /* a byte or a comment that is none; see .token */

    /* text */
    AG_TT_TEXT,  /* verbatim text */
    AG_TT_TAG,   /* {% */
    AG_TT_PRINT, /* {{ */
    AG_TT_LINE,  /* {{ of a value alone on its line; see .blanks, .newline */

    /* code */
    AG_TT_CLOSE_TAG,   /* %} */
    AG_TT_CLOSE_PRINT, /* }} */
    AG_TT_OPEN,        /* a bracket inside a bracket; the cursor stays on it */
    AG_TT_NAME,
    AG_TT_TRUE,
    AG_TT_FALSE,
    AG_TT_NOT,
    AG_TT_AND,
    AG_TT_OR,
    AG_TT_STRING,      /* with its quotes, not decoded */
    AG_TT_OPEN_STRING, /* not closed on its line */
    AG_TT_NUMBER,
    AG_TT_DOT,
    AG_TT_COMMA,
    AG_TT_COLON,
    AG_TT_PIPE,
    AG_TT_LPAREN,
    AG_TT_RPAREN,
    AG_TT_LBRACKET,
    AG_TT_RBRACKET,
    AG_TT_QUESTION,
    AG_TT_EQ,
    AG_TT_NE,
};

struct ag_tmpl_lexer {
    struct ag_str text;
    const char *cursor;
    const char *line_end; /* just after the line of tags or of a lone value
                             that is being read; NULL elsewhere */
    struct ag_str token;
    struct ag_str blanks; /* of AG_TT_LINE: the indentation of its line */
    bool newline;         /* of AG_TT_LINE: its line has a line end */
    bool lines;           /* the rules about lines apply to the input */
    bool line;            /* the cursor is at the beginning of a line */
};

/* Starts at the beginning of `text`; `lines` is false for a text that is not
 * made of lines, such as the name of an output. */
void ag_tmpl_lex(struct ag_tmpl_lexer *lexer, struct ag_str text, bool lines);

enum ag_tmpl_token ag_tmpl_lex_text(struct ag_tmpl_lexer *lexer);
enum ag_tmpl_token ag_tmpl_lex_code(struct ag_tmpl_lexer *lexer);

/* Passes over the end of the line, if nothing is left of it, and over empty
 * lines. */
void ag_tmpl_lex_gap(struct ag_tmpl_lexer *lexer);

/* The text from the cursor to the end of the line or the next bracket; it is
 * not consumed. `plain` is whether the line ends there. */
struct ag_str ag_tmpl_lex_ahead(const struct ag_tmpl_lexer *lexer, bool *plain);

#endif
