/*
 * Source files and places in them.
 *
 * All files of a compilation share one space of 32-bit offsets: file k owns
 * [base, base + size], the last one being its end of file. Offset 0 is nowhere.
 * Lines and columns are found only when somebody asks.
 */
#ifndef AG_BASE_SOURCE_H
#define AG_BASE_SOURCE_H

#include "base/arena.h"
#include "base/str.h"

enum {
    AG_SOURCE_LIMIT = 1 << 30 /* bytes of one file; all: what 32 bits hold */
};

struct ag_source {
    struct ag_source *next;
    struct ag_str name; /* as the user wrote it; no NUL inside */
    struct ag_str text; /* whole, BOM included; text.at is the file's base */
    struct ag_span used; /* the `use` that brought it; {0, 0}: none */
    bool parsed;         /* it has a tree: grammar/parse.h */
    bool generated; /* it is the schema of a configuration, which we wrote */
    bool made;  /* its text stands in no file: it is built in, or ours */
    bool named; /* it is a schema that was named, and not brought by another */
};

struct ag_sources {
    struct ag_source *first;
    struct ag_source *last;
};

/* A place as people count it. */
struct ag_place {
    const struct ag_source *source;
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in bytes, as gcc and clang count */
    struct ag_str text; /* the whole line, without its line end */
};

/* Adds a file whose text the caller keeps alive; text.p[text.n] must be
 * readable and NUL (the lexer's sentinel). NULL if the space of offsets is
 * used up or the file is over AG_SOURCE_LIMIT. */
struct ag_source *ag_source_add(struct ag_sources *sources,
                                struct ag_arena *arena, struct ag_str name,
                                struct ag_str text);

/* The file that holds `at`; NULL for 0. */
struct ag_source *ag_source_of(const struct ag_sources *sources, uint32_t at);

/* The line and column of `at`; .source is NULL for 0. Lines end with LF or
 * CRLF. */
struct ag_place ag_source_place(const struct ag_sources *sources, uint32_t at);

#endif
