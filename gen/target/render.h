/*
 * Renders the files of a target for a checked schema.
 */
#ifndef AG_GEN_TARGET_RENDER_H
#define AG_GEN_TARGET_RENDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "gen/schema/schema.h"

struct ag_convention;
struct ag_partition;
struct ag_target;

/* A rendered file. The caller frees the text with ag_buf_free; the rest is in
 * the arena. */
struct ag_rendered {
    struct ag_rendered *next;
    struct ag_str name;
    struct ag_buf text;
};

/* Renders every file of `target` for the schema, or for the part in
 * `partition`. `tool` is the convention of the target's tool, or NULL.
 * `sources` are the names of the schema files, NULL-ended. Reports
 * what the target does not support. NULL after an error. */
struct ag_rendered *ag_render(const struct ag_schema *schema,
                              const struct ag_partition *partition,
                              const struct ag_target *target,
                              const struct ag_convention *tool,
                              const char *const *sources,
                              struct ag_arena *arena, struct ag_diags *diags);

#endif
