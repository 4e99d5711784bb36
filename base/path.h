/*
 * Paths as schemas write them: separated by '/' on every system.
 */
#ifndef AG_BASE_PATH_H
#define AG_BASE_PATH_H

#include "base/arena.h"

/* `path` without "." and "x/..", so that a file has only one name. The result
 * is in `arena` and keeps the position of `path`. */
struct ag_str ag_path_normalize(struct ag_arena *arena, struct ag_str path);

/* The folder of a path, including the '/', as a slice of it; empty if the path
 * has no folder. */
struct ag_str ag_path_folder(struct ag_str path);

/* Whether a name is a file's and not that of something built in: it begins with
 * '.' or '/'. */
bool ag_path_is_file(struct ag_str name);

/* Whether a file's name is that of a JavaScript or TypeScript module. */
bool ag_path_is_script(struct ag_str name);

/* Whether the name in a `use` is a file's and not a preset's: it begins with
 * '.' or '/', or it ends like the name of a schema or of a module. The library
 * "auth.js" is a preset. */
bool ag_path_is_source(struct ag_str name);

/* The normalized path of `name` as written in the file `file`: relative to that
 * file's folder, unless `name` begins with '/'. The result is in `arena` and
 * has the position of `name`. */
struct ag_str ag_path_from(struct ag_arena *arena, struct ag_str file,
                           struct ag_str name);

#endif
