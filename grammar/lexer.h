/*
 * The lexer: one file's text to tokens.
 *
 * The whole text is in memory and followed by one NUL; nothing is refilled.
 */
#ifndef AG_GRAMMAR_LEXER_H
#define AG_GRAMMAR_LEXER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct ag_lexer {
    const char *begin; /* of the file's text */
    const char *cursor;
    const char *limit; /* its NUL */
    uint32_t base;     /* the offset of `begin` */
    struct ag_arena *arena;
    struct ag_diags *diags;
    bool complained; /* about this token: its line will hardly parse */
    bool quiet;      /* enough was said of this line */
    bool stopped; /* the rest is no text: no token, and no complaint, follows */
};

/* Begins with a text that a NUL follows. Its place is that of the tokens and of
 * what goes to `diags`. */
struct ag_lexer ag_lexer_begin(struct ag_str text, struct ag_arena *arena,
                               struct ag_diags *diags);

/* A token's text: a name without '@', a string decoded. */
struct ag_token {
    struct ag_str text;
    uint32_t end;
};

/* The next token: a token number of grammar/parser.h, or one of these. */
enum {
    AG_LEX_LINE = -1,    /* the end of a line */
    AG_LEX_COMMENT = -2, /* // or block comment */
    AG_LEX_DOC = -3, /* /// comment; text is what stands after the slashes */
};

int ag_lex(struct ag_lexer *lexer, struct ag_token *token);

/* The same for a text that is read again: no character is complained of. A
 * function of its own, for one that has a single caller is put into it when the
 * program is linked; for the parser that is 4 % of a run. */
int ag_lex_again(struct ag_lexer *lexer, struct ag_token *token);

/* Whether a line may end after a token: newlines are tokens of the grammar as in
 * Go, only behind these, and not before a closing bracket or a comma, so that
 * lists may span lines. */
bool ag_ends_line(int token);

#endif
