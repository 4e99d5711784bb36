/*
 * The difference of two texts as `diff -u` and git show it, for `patch`: hunks
 * of lines with three lines around them.
 */
#ifndef AG_CLI_DIFF_H
#define AG_CLI_DIFF_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Appends to `out` how `before` becomes `after`, as `--- a/PATH` and
 * `+++ b/PATH`; nothing if they are the same. A text whose .p is NULL is a file
 * that is not there: /dev/null; one that is empty has some .p. `arena` is for
 * what is needed meanwhile. The difference is a short one, the shortest where
 * the texts have not too much in difference. */
void ag_diff(struct ag_buf *out, const char *path, struct ag_str before,
             struct ag_str after, struct ag_arena *arena);

#endif
