/*
 * Source files and positions in them.
 *
 * All files of a compilation share one space of 32-bit offsets: file k owns
 * [base, base + size], where base + size is its end of file. Offset 0 means "no
 * position". Lines and columns are computed only when needed.
 */
#ifndef AG_BASE_SOURCE_H
#define AG_BASE_SOURCE_H

#include "base/arena.h"
#include "base/str.h"

enum {
    AG_SOURCE_LIMIT = 1 << 30 /* bytes of a file; all files: 32-bit offsets */
};

/* Where a part of a made text comes from. */
struct ag_origin {
    uint32_t offset; /* in the text; the part ends at the next one */
    struct ag_span span;
};
struct ag_origins {
    struct ag_origin *p; /* in the order of the text */
    uint32_t n;
};

struct ag_source {
    struct ag_source *next;
    struct ag_str name; /* as the user wrote it; no NUL inside */
    struct ag_str text; /* whole, BOM included; text.at is the file's base */
    struct ag_span used; /* the `use` that included it; {0, 0}: none */
    struct ag_origins origins; /* of its parts, which messages show instead */
    bool parsed;         /* it has a tree: grammar/parse.h */
    bool generated;      /* authgen wrote it: the schema for a configuration */
    bool made;  /* the text is in no file: it is built in or generated */
    bool named; /* a schema named by the caller, not included by another */
};

struct ag_sources {
    struct ag_source *first;
    struct ag_source *last;
};

/* Adds a file. The caller keeps its text alive; text.p[text.n] must be readable
 * and NUL (the lexer's sentinel). Returns NULL if no offsets are left or the
 * file is larger than AG_SOURCE_LIMIT. */
struct ag_source *ag_source_add(struct ag_sources *sources,
                                struct ag_arena *arena, struct ag_str name,
                                struct ag_str text);

/* The origin of a span in a made text; or the span itself. */
struct ag_span ag_source_origin(const struct ag_sources *sources,
                                struct ag_span span);

/* The file that contains `at`; NULL for 0. */
struct ag_source *ag_source_of(const struct ag_sources *sources, uint32_t at);

#endif
