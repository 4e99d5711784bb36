/*
 * The state of resolving `use`: shared by resolve.c and by configuration.c,
 * which reads configurations. Private to gen/compose/.
 */
#ifndef AG_GEN_COMPOSE_RESOLVER_H
#define AG_GEN_COMPOSE_RESOLVER_H

#include "base/map.h"
#include "gen/compose/resolve.h"

/* A preset that was parsed. */
struct ag_preset {
    struct ag_preset *next;
    struct ag_str name;
    struct ag_source *source;
    struct ag_tree tree;
};

struct ag_resolver {
    const struct ag_use_loader *loader;
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_library *libraries;
    struct ag_preset *presets;
    struct ag_configuration *configurations;
    struct ag_map packages; /* that have presets for their plugins */
    bool has_packages;      /* it is complete */
    struct ag_map texts;    /* of imported packages: the built-in source */
    struct ag_found_release *releases;
    struct ag_str asked; /* the release that the `use` of the configuration
                            being read says, or empty */
    struct ag_composition *out;
};

/* A configuration that was read. */
struct ag_configuration {
    struct ag_configuration *next;
    struct ag_str path;
    struct ag_source *schema; /* made of it; NULL after an error */
    struct ag_str library;    /* "better-auth", "lucia@3" */
    const char *target;       /* for its adapter; NULL: unknown */
    struct ag_guess guess;    /* of its database */
    bool drizzle; /* it is a Drizzle file, whose tables are the schema's own */
};

/* resolve.c */

/* The library `name` in this version. NULL after an error: the schema uses
 * another version. */
struct ag_library *ag_resolver_library(struct ag_resolver *u,
                                       struct ag_str name,
                                       struct ag_str version);

/* The library of this name, if the schema uses it already. */
struct ag_library *ag_resolver_find_library(const struct ag_resolver *u,
                                            struct ag_str name);

/* The version in the name of a library's preset, "better-auth@1.6"; empty if
 * this is not one. */
struct ag_str ag_resolver_version(struct ag_str preset, struct ag_str library);

/* The preset of exactly this name, parsed once, for the file `user`: that of a
 * plugin is authgen/NAME.auth in the project, if there is one. NULL as from
 * ag_use_loader.preset. */
struct ag_preset *ag_resolver_preset(struct ag_resolver *u, struct ag_str name,
                                     struct ag_str user, const char **why);

/* The preset `rest` of a library, such as "/two-factor", for the file `user`:
 * that of the library's version, else of the next newer one that has it. If the
 * version has none, it declares nothing; see ag_resolver_reason. NULL as from
 * ag_use_loader.preset, also if there are no presets for the version. */
struct ag_preset *ag_resolver_library_preset(struct ag_resolver *u,
                                             const struct ag_library *library,
                                             struct ag_str rest,
                                             struct ag_str user,
                                             const char **why);

/* Why a version has no such preset: the comment in its first line. */
struct ag_str ag_resolver_reason(const struct ag_preset *preset);

/* Whether a preset is LIBRARY/PACKAGE/FUNCTION, the plugin of a package that is
 * not the library's: PACKAGE is no preset of the library. */
bool ag_resolver_is_plugin(const struct ag_resolver *u, struct ag_str name);

/* configuration.c */

/* Reads the configuration in the file `path`, once, as one of `release`, if
 * that is not empty; `use` is where the schema names it. */
const struct ag_configuration *ag_resolver_configuration(struct ag_resolver *u,
                                                         struct ag_str path,
                                                         struct ag_str release,
                                                         struct ag_str use);

#endif
