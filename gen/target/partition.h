/*
 * Several outputs of one schema: each contains a part of it, and imports the
 * rest from the others.
 *
 * The schema itself does not change. A partition gives the module of every
 * model and enum. The view shows those of other outputs as imports. It omits
 * relations that code cannot express across modules.
 */
#ifndef AG_GEN_TARGET_PARTITION_H
#define AG_GEN_TARGET_PARTITION_H

#include "base/diag.h"
#include "gen/schema/schema.h"

/* The models and enums of one output. */
struct ag_part {
    struct ag_part *next;
    struct ag_str only;       /* a library, a preset or a normalized path, as in
                                 `use`; empty: everything that is in no other
                                 part */
    struct ag_span only_span; /* of the setting `only` */
    struct ag_str module;     /* from which other outputs import it */
};

/* A schema as one of its outputs sees it. */
struct ag_partition {
    const struct ag_str *model_modules; /* by the index of the model; empty: the
                                           output contains it */
    const struct ag_str *enum_modules;
    bool whole; /* the tool merges all parts, so no relation is omitted */
};

/* The partition of `schema` for the output `here`, one of `parts`; in `arena`.
 * Reports references to something that no part contains, and an `only` that
 * matches nothing. */
const struct ag_partition *ag_partition(const struct ag_schema *schema,
                                        const struct ag_part *parts,
                                        const struct ag_part *here, bool whole,
                                        struct ag_arena *arena,
                                        struct ag_diags *diags);

/* The module of a model or an enum. Empty if it is in this output, or if
 * `partition` is NULL, because there is only one output. */
struct ag_str ag_model_module(const struct ag_partition *partition,
                              const struct ag_model *model);
struct ag_str ag_enum_module(const struct ag_partition *partition,
                             const struct ag_enum *e);

/* Whether the code of this output can express a relation. */
bool ag_relation_is_visible(const struct ag_partition *partition,
                            const struct ag_relation *relation);

#endif
