/*
 * `use`: many files to one list of declarations.
 *
 * A name that begins with '.' or '/' is a file, from the folder of the file
 * that says `use`; anything else is a preset: "better-auth/two-factor". Each is
 * read once. Its declarations take the place of the first `use` of it.
 *
 * "LIBRARY@VERSION/REST" is the preset of that name, or, if the library has
 * presets for that version but this one has not changed, "LIBRARY/REST". Inside
 * of a preset, a `use` of its own library means the version in force.
 *
 * A file that is a module of JavaScript or TypeScript is the configuration of
 * an authentication library; what it declares is the schema that
 * gen/import/import.h makes of it, which counts as a preset of that library.
 */
#ifndef AG_GEN_COMPOSE_RESOLVE_H
#define AG_GEN_COMPOSE_RESOLVE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "gen/schema/composed.h"

/* How files and presets are reached. Each adds what it read to the sources; or
 * returns NULL if it could not, and sets *why: a text, or NULL where there is
 * no such thing. */
struct ag_use_loader {
    struct ag_source *(*file)(void *self, struct ag_str path,
                              const char **why);
    struct ag_source *(*preset)(void *self, struct ag_str name,
                                const char **why);
    /* A source of a text at hand. */
    struct ag_source *(*text)(void *self, struct ag_str name,
                              struct ag_str text);
    /* Whether there is such a preset. */
    bool (*has_preset)(void *self, struct ag_str name);
    /* The names of all presets, one after the other; an empty one at the end. */
    struct ag_str (*next_preset)(void *self, struct ag_str previous);
    void *self;
};

/* The schema for the configuration in `source`, as ag_config_read says. NULL
 * after an error. */
struct ag_source *ag_expand(const struct ag_source *source,
                            const struct ag_use_loader *loader,
                            struct ag_arena *arena, struct ag_diags *diags);

/* Adds an empty unit at the end of a list. */
struct ag_unit *ag_unit_add(struct ag_units *units, struct ag_arena *arena,
                            struct ag_str name,
                            const struct ag_library *library);

/* All declarations and statements of `roots`, those of used files in the place
 * of the `use`; no AG_DECL_USE is left. The units of the result are `roots` and
 * the files that were used. Mistakes go to `diags`. */
struct ag_composition *ag_use(const struct ag_units *roots,
                              const struct ag_use_loader *loader,
                              struct ag_arena *arena, struct ag_diags *diags);

#endif
