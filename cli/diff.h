/*
 * The difference of two texts in the format of `diff -u` and git, for `patch`:
 * hunks of lines with three lines of context.
 */
#ifndef AG_CLI_DIFF_H
#define AG_CLI_DIFF_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Appends the patch from `before` (`--- a/PATH`) to `after` (`+++ b/PATH`);
 * nothing if they are equal. A text whose .p is NULL is a missing file,
 * /dev/null; an empty file has a .p that is not NULL. `arena` provides
 * temporary memory. The patch is the shortest one unless the texts differ a
 * lot. */
void ag_diff(struct ag_buf *out, const char *path, struct ag_str before,
             struct ag_str after, struct ag_arena *arena);

#endif
