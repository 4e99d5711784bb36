/*
 * The layout of a schema: `authgen fmt`.
 *
 * Formatting changes only blanks and line ends; tokens and comments keep their
 * order and their bytes. The columns are those of Prisma's formatter.
 */
#ifndef AG_GRAMMAR_FORMAT_H
#define AG_GRAMMAR_FORMAT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

/* Appends the formatted text of `source`, a schema. If it has a syntax error,
 * appends nothing, reports the error to `diags` and returns false. */
bool ag_format_source(struct ag_source *source, struct ag_buf *out,
                      struct ag_arena *arena, struct ag_diags *diags);

#endif
