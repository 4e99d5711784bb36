/*
 * Targets that were compiled when authgen was built, for a dialect and the
 * defaults of its options. Manifests and templates never change after that, and
 * reading and checking them is most of a run on a small schema.
 *
 * build-aux/compile-targets.c makes the table of them, compiled_targets.c.
 * `configure --without-compiled-targets` leaves it empty, since it takes more than
 * a megabyte. Most options are read when a file is rendered. A target with another
 * value of an option that decides about blocks of its manifest (`fixed`), or with
 * the caller's templates, is compiled in the run that needs it.
 */
#ifndef AG_GEN_TARGET_COMPILED_H
#define AG_GEN_TARGET_COMPILED_H

#include "gen/target/target.h"
#include "gen/template/program.h"

/* Constant data without pointers to other constants but these. */
struct ag_compiled {
    const char *name; /* "drizzle" */
    enum ag_dialect dialect;
    struct ag_program program;
    const uint32_t *numbers; /* the fields of the target, one after the other */
    const char *texts;       /* those of the fields */
};

/* Ended by one without name. */
extern const struct ag_compiled ag_compiled_targets[];

/* The target `name` as ag_target_load would load it, from the table; NULL if it
 * is not there, if a fixed option has another value than its default, or if there
 * is something to report. */
const struct ag_target *ag_compiled_load(struct ag_str name,
                                         const struct ag_schema *schema,
                                         const struct ag_target_custom *customs,
                                         const struct ag_option *options,
                                         size_t noption,
                                         struct ag_arena *arena);

/* The target as ag_target_glance would load it, from the table; NULL if it is
 * not there. */
const struct ag_target *ag_compiled_glance(struct ag_str name,
                                           enum ag_dialect dialect,
                                           struct ag_arena *arena);

/* The fields of a target, whose options have their defaults, as `numbers` and
 * `texts` of ag_compiled have them; in the arena. */
struct ag_compiled_fields {
    const uint32_t *numbers;
    uint32_t nnumber;
    struct ag_str texts;
};
struct ag_compiled_fields ag_compile_fields(const struct ag_target *target,
                                            struct ag_arena *arena);

#endif
