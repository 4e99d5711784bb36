/*
 * Resolves `use`: from many files to one list of declarations.
 *
 * A name for which ag_path_is_source is true is a file, relative to the folder
 * of the file that uses it. Any other name is a preset:
 * "better-auth/two-factor". Each is read once. Its declarations replace the
 * first `use` of it.
 *
 * "LIBRARY@VERSION/REST" is the preset of that name. If the library has presets
 * for that version, but not this one, it has not changed in the next newer
 * version: it is that version's preset, and at last "LIBRARY/REST". Inside a
 * preset, a `use` of its own library has the version that the schema uses.
 *
 * A JavaScript or TypeScript module is the configuration of an authentication
 * library. Its declarations are those of the schema that gen/import/import.h
 * makes of it. They count as a preset of that library. Or it has tables of
 * Drizzle; then gen/drizzle/drizzle.h makes the schema, and its declarations
 * count as those of any file.
 */
#ifndef AG_GEN_COMPOSE_RESOLVE_H
#define AG_GEN_COMPOSE_RESOLVE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "gen/project/project.h"
#include "gen/schema/composed.h"

/* How files and presets are read. Each function adds what it reads to the
 * sources. On failure it returns NULL and sets *why to a text, or to NULL if
 * the file or preset does not exist. */
struct ag_use_loader {
    struct ag_source *(*file)(void *self, struct ag_str path, const char **why);
    struct ag_source *(*preset)(void *self, struct ag_str name,
                                const char **why);
    /* A source with the given text. */
    struct ag_source *(*text)(void *self, struct ag_str name,
                              struct ag_str text);
    /* Whether the preset exists. */
    bool (*has_preset)(void *self, struct ag_str name);
    /* The names of all presets: the one after `previous`, and an empty one at
     * the end. */
    struct ag_str (*next_preset)(void *self, struct ag_str previous);
    /* The built-in text that configurations read in place of a package, with
     * wrappers of options; NULL if there is none. A new source in each call. */
    struct ag_source *(*package)(void *self, struct ag_str name);
    /* The files around a configuration. */
    struct ag_project *project;
    void *self;
};

/* The folder of the presets that are conventions; `use` cannot name them. */
#define AG_CONVENTIONS "convention/"

/* Whether a version is older than another one: "1.6" than "1.7", and "1.7" than
 * "1.7.2". */
bool ag_is_older_version(struct ag_str a, struct ag_str b);

/* The schema for the configuration in `source`, as ag_config_read makes it, or
 * for its Drizzle tables. NULL after an error. */
struct ag_source *ag_expand(const struct ag_source *source,
                            const struct ag_use_loader *loader,
                            struct ag_arena *arena, struct ag_diags *diags);

/* Adds an empty unit at the end of a list. */
struct ag_unit *ag_unit_add(struct ag_units *units, struct ag_arena *arena,
                            struct ag_str name,
                            const struct ag_library *library);

/* Appends `decl`, whose next is NULL, to the declarations of `all`. */
void ag_composition_append(struct ag_composition *all,
                           struct ag_composed *decl);

/* All declarations and statements of `roots`. Each AG_DECL_USE is replaced by
 * those of the used file. The units of the result are `roots` and the used
 * files. Mistakes go to `diags`. */
struct ag_composition *ag_use(const struct ag_units *roots,
                              const struct ag_use_loader *loader,
                              struct ag_arena *arena, struct ag_diags *diags);

#endif
