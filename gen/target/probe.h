/*
 * Probes: the output of a target for one object of a schema, for editors.
 */
#ifndef AG_GEN_TARGET_PROBE_H
#define AG_GEN_TARGET_PROBE_H

#include "base/arena.h"
#include "base/diag.h"
#include "gen/schema/schema.h"

struct ag_convention;
struct ag_target;

/* A part of a rendered file, in the arena. */
struct ag_probe_part {
    struct ag_probe_part *next;
    struct ag_str text;
};

/* Renders the output of `target` for `object`, which is `model` or a field of
 * it, or an enum if `model` is NULL. `tool` is as for ag_render. Returns parts of files, each of them whole
 * lines or a part of a line. Does not render the rest of the schema. */
struct ag_probe_part *ag_probe(const struct ag_schema *schema,
                               const struct ag_target *target,
                               const struct ag_convention *tool,
                               const struct ag_model *model, const void *object,
                               const char *const *sources,
                               struct ag_arena *arena, struct ag_diags *diags);

#endif
