/*
 * Several outputs of one schema: each holds a part of it, and imports the rest
 * from where that is.
 */
#ifndef AG_GEN_TARGET_PARTITION_H
#define AG_GEN_TARGET_PARTITION_H

#include "base/diag.h"
#include "gen/schema/schema.h"

/* What one output holds. */
struct ag_part {
    struct ag_part *next;
    struct ag_str only;   /* a library, a preset or the tidy path of a file, as
                             `use` names it; empty: what no other part has */
    struct ag_span only_span; /* where the schema says `only` */
    struct ag_str module; /* where the others import it from */
};

/* Leaves in `schema` what `here`, one of `parts`, holds; all else goes to the
 * lists of what others hold, with its module. Relations to there are left out
 * unless their columns are here; if the target knows all parts as one `whole`,
 * every relation stays. What refers to something that no part holds is an
 * error, and so is an `only` of which the schema has nothing. */
void ag_part_take(struct ag_schema *schema, const struct ag_part *parts,
                  const struct ag_part *here, bool whole,
                  struct ag_diags *diags);

#endif
