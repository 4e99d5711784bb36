/*
 * `extend`, `omit` and `rename`: what they leave is a list of declarations.
 *
 * They work wherever they stand. First the extends of presets, then those of
 * the schema's own files, each in the order of the text, so that the schema
 * has the last word; then what is omitted; then what is renamed.
 */
#ifndef AG_GEN_COMPOSE_COMPOSE_H
#define AG_GEN_COMPOSE_COMPOSE_H

#include "base/arena.h"
#include "base/diag.h"
#include "gen/compose/resolve.h"

/* What the files of `roots` declare together: only AG_DECL_BLOCK is in it.
 * Mistakes go to `diags`. */
const struct ag_composition *ag_compose(const struct ag_units *roots,
                                        const struct ag_use_loader *loader,
                                        struct ag_arena *arena,
                                        struct ag_diags *diags);

#endif
