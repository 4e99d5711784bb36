/*
 * Composed declarations: those of all files of a schema, once `use`, `extend`,
 * `omit` and `rename` are applied.
 *
 * gen/compose/compose.c makes them in the arena; they are const afterwards. The
 * syntax tree of each file stays as the parser made it. A composed declaration
 * refers to its node, and has copies of members only if a statement changes
 * them.
 */
#ifndef AG_GEN_SCHEMA_COMPOSED_H
#define AG_GEN_SCHEMA_COMPOSED_H

#include "base/diag.h"
#include "base/map.h"
#include "base/source.h"
#include "grammar/ast.h"

/* A library of presets, "better-auth@1.6", that a schema uses. */
struct ag_library {
    struct ag_library *next;
    struct ag_str name;    /* without its version; .at is that of the `use` */
    struct ag_str version; /* may be empty */
    bool found; /* no `use` says the version: it is that of the project */
    const struct ag_str *newer; /* if it has a version: the newer ones with
                                   presets, the oldest first, up to an empty
                                   one */
};

/* A file of the schema: a root, or the file of a `use`. */
struct ag_unit {
    struct ag_unit *next;
    struct ag_str name; /* the normalized path of a file, or the full name of a
                           preset: "better-auth@1.6/two-factor" */
    const struct ag_library *library; /* NULL: it is the schema's own */
    const struct ag_source *source;   /* of a configuration: the schema text
                                         generated for it; NULL: not readable */
    struct ag_tree tree;
};

struct ag_units {
    struct ag_unit *first, *last;
};

/* A field's name before and after a rename. */
struct ag_rename {
    struct ag_str from;
    struct ag_str to;
};

/* An `extend` of a declaration. */
struct ag_extension {
    struct ag_extension *next;
    const struct ag_decl *node;
    const struct ag_unit *unit;
};

struct ag_composed {
    struct ag_composed *next;
    const struct ag_decl *node;
    const struct ag_unit *unit; /* the unit that declares it */
    struct ag_str name;         /* after all renames */
    struct ag_member *members;  /* those of `node`, or copies if a statement
                                   changes them */
    struct ag_map renames;      /* of its fields: to struct ag_rename, by the
                                   name before */
    struct ag_extension *extensions;
    bool broken; /* parts of it or of an extension could not be parsed */
};

/* A release that the project around a configuration has: "better-auth 1.4
 * (package.json)". */
struct ag_found_release {
    struct ag_found_release *next;
    struct ag_str text;
};

/* A configuration does not say its database, which is assumed to be the default
 * one unless the schema or the options choose it. */
struct ag_guess {
    struct ag_str of;    /* what may say so, in the text; empty: no guess */
    struct ag_str cause; /* why it does not, with a position */
};

/* Warns about a guess; does nothing if there is none. */
void ag_guess_report(const struct ag_guess *guess, struct ag_diags *diags);

/* The declarations of a schema in source order, and its files: the roots, then
 * the used ones in the order in which they were read. */
struct ag_composition {
    struct ag_composed *first, *last;
    struct ag_units units;
    struct ag_found_release *releases;
    const char *target; /* for the adapter of a configuration; or NULL */
    struct ag_guess guess; /* of a configuration */
};

/* Whether a rename gave the declaration another name. */
static inline bool
ag_is_renamed(const struct ag_composed *decl)
{
    return decl->name.at != decl->node->name.at;
}

/* The name that a field has after all renames; `field` itself if it was not
 * renamed. */
struct ag_str ag_renamed(const struct ag_composed *decl, struct ag_str field);

#endif
