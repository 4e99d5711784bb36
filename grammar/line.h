/*
 * Plain lines: fields and block attributes, read in one pass.
 *
 * Nearly all lines of a schema are `name Type @attribute(arguments)` or
 * `@@attribute(arguments)` with names in ASCII. The parser builds such a line from about
 * ten tokens, which is most of the work of reading a schema. Here it is
 * recognised as a whole, and its nodes are those that the grammar would build.
 * Everything else, all errors included, is left to the grammar, which alone
 * defines the language: tests/line-unit.c and tests/fuzz/line-fuzz.c compare
 * the two.
 */
#ifndef AG_GRAMMAR_LINE_H
#define AG_GRAMMAR_LINE_H

#include "grammar/ast.h"
#include "grammar/lexer.h"

/* Reads the line at the lexer's cursor, which must be a line of a block of
 * fields, and moves the cursor behind its line end. Returns its node without
 * documentation. `doc` is then the comment with three slashes that ends the
 * line; its `p` is NULL if there is none. Returns NULL and moves nothing if the
 * line is not plain. */
struct ag_member *ag_read_line(struct ag_lexer *lexer, struct ag_str *doc);

#endif
