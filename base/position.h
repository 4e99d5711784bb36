/*
 * Offsets to positions as people and machines count them.
 *
 * The first question about a file makes a table of its lines; a question about
 * the line of the one before goes on counting from there. So a list of
 * diagnostics costs one pass over the text, even if all of it is one line.
 */
#ifndef AG_BASE_POSITION_H
#define AG_BASE_POSITION_H

#include "authgen/authgen.h"
#include "base/arena.h"
#include "base/source.h"

struct ag_lines;

struct ag_places {
    const struct ag_sources *sources;
    struct ag_arena *arena;
    struct ag_lines *files; /* those that were asked about */
};

/* The position of `at`, a copy of nothing: `line` is cut from the source,
 * without line end and byte order mark, and may be NULL. Returns the file, or
 * NULL (and zeroes) for 0. */
const struct ag_source *ag_place(struct ag_places *places, uint32_t at,
                                 struct ag_position *position,
                                 struct ag_str *line);

#endif
