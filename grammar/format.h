/*
 * The layout of a schema: `authgen fmt`.
 *
 * Tokens and comments keep their order and their bytes; only the blanks and
 * the ends of lines between them change. Columns are those of Prisma's
 * formatter.
 */
#ifndef AG_GRAMMAR_FORMAT_H
#define AG_GRAMMAR_FORMAT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

/* Appends the text of `source`, a schema, laid out. False, and nothing, if it
 * is not of the language's form: that is in `diags`. */
bool ag_format_source(struct ag_source *source, struct ag_buf *out,
                      struct ag_arena *arena, struct ag_diags *diags);

#endif
