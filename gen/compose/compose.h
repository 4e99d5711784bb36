/*
 * Applies `extend`, `omit` and `rename`; the result is a list of declarations.
 *
 * Their order in the source does not matter. The extends of presets are applied
 * first, then those of the schema's own files, so the schema overrides presets.
 * Then declarations and fields are omitted, and then renamed.
 */
#ifndef AG_GEN_COMPOSE_COMPOSE_H
#define AG_GEN_COMPOSE_COMPOSE_H

#include "base/arena.h"
#include "base/diag.h"
#include "gen/compose/resolve.h"

/* The declarations of `roots` and of all files that they use. The result
 * contains only AG_DECL_BLOCK. Mistakes go to `diags`. */
const struct ag_composition *ag_compose(const struct ag_units *roots,
                                        const struct ag_use_loader *loader,
                                        struct ag_arena *arena,
                                        struct ag_diags *diags);

#endif
