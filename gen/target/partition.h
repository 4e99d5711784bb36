/*
 * Several outputs of one schema: each contains a part of it, and imports the
 * rest from where that is.
 *
 * The schema itself stays as it is. A partition says of every model and enum
 * which module has it; the view shows the others as imports, and leaves out the
 * relations that code cannot express across modules.
 */
#ifndef AG_GEN_TARGET_PARTITION_H
#define AG_GEN_TARGET_PARTITION_H

#include "base/diag.h"
#include "gen/schema/schema.h"

/* What one output contains. */
struct ag_part {
    struct ag_part *next;
    struct ag_str only;       /* a library, a preset or the normalized path of a
                                 file, as `use` names it; empty: what no other part
                                 has */
    struct ag_span only_span; /* of the setting `only` */
    struct ag_str module;     /* that the other outputs import it from */
};

/* A schema as one of its outputs sees it. */
struct ag_partition {
    const struct ag_str *model_modules; /* by the index of the model; empty: the
                                           output contains it */
    const struct ag_str *enum_modules;
    bool whole; /* the tool sees all parts as one, so no relation is left out */
};

/* The partition of `schema` for the output `here`, one of `parts`; in `arena`.
 * A reference to something that no part contains is an error, and so is an
 * `only` that matches nothing. */
const struct ag_partition *ag_partition(const struct ag_schema *schema,
                                        const struct ag_part *parts,
                                        const struct ag_part *here, bool whole,
                                        struct ag_arena *arena,
                                        struct ag_diags *diags);

/* The module of a model or an enum; empty: this output, or `partition` is NULL,
 * which is to say that there is but one. */
struct ag_str ag_model_module(const struct ag_partition *partition,
                              const struct ag_model *model);
struct ag_str ag_enum_module(const struct ag_partition *partition,
                             const struct ag_enum *e);

/* Whether the code of this output can express a relation. */
bool ag_relation_is_visible(const struct ag_partition *partition,
                            const struct ag_relation *relation);

#endif
