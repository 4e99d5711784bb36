/*
 * The lexer: converts the text of a file to tokens.
 *
 * The whole text must be in memory and followed by one NUL.
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
    bool complained; /* reported an error of this token, whose line will
                        probably not parse */
    bool quiet;      /* reports no more errors of this line */
    bool stopped;    /* the rest is not text: no token and no error follows */
};

/* Starts a lexer for a text that is followed by a NUL. Tokens and diagnostics
 * have positions in this text. */
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
    AG_LEX_DOC = -3,     /* /// comment; text is the part after the slashes */
};

int ag_lex(struct ag_lexer *lexer, struct ag_token *token);

/* The same for a text that is read again: it reports no errors of characters.
 * It is a separate function so that ag_lex has a single caller and is inlined
 * at link time, which saves 4 % of a run in the parser. */
int ag_lex_again(struct ag_lexer *lexer, struct ag_token *token);

/* Whether a line may end after a token. As in Go, a newline is a token of the
 * grammar only after such a token, and not before a closing bracket or a comma,
 * so that lists may span lines. */
bool ag_ends_line(int token);

#endif
