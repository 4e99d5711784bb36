/*
 * Converts offsets to lines and columns, in the units of people and of editors.
 *
 * The first query about a file builds a table of its lines. A query about the
 * same line as the previous one continues counting from there. So a sorted list
 * of diagnostics costs one pass over the text, even if it is a single line.
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
    struct ag_lines *files; /* the files queried so far */
};

/* Finds the position of `at`. `line`, which may be NULL, receives a slice of
 * the source: the line without its end and without a byte order mark. Returns
 * the file; for offset 0, returns NULL and fills the results with zeroes. */
const struct ag_source *ag_place(struct ag_places *places, uint32_t at,
                                 struct ag_position *position,
                                 struct ag_str *line);

#endif
