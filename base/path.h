/*
 * Paths as schemas write them: parts between '/', on every system.
 */
#ifndef AG_BASE_PATH_H
#define AG_BASE_PATH_H

#include "base/arena.h"

/* `path` without "." and "x/..", so that one file has one name. The result is
 * in `arena` and keeps the place of `path`. */
struct ag_str ag_path_normalize(struct ag_arena *arena, struct ag_str path);

/* The folder of a path, with its '/', as a slice of it; empty if it has none.
 */
struct ag_str ag_path_folder(struct ag_str path);

/* Whether a name is that of a file, not of something built in: it begins with
 * '.' or '/'. */
bool ag_path_is_file(struct ag_str name);

/* The normalized path of what the file `file` calls `name`: from its folder,
 * unless `name` begins with '/'. In `arena`, with the place of `name`. */
struct ag_str ag_path_from(struct ag_arena *arena, struct ag_str file,
                           struct ag_str name);

#endif
