/*
 * A target's view of the schema: the objects of the schema, with the properties
 * of gen/target/view.def, and the identifiers in the target. It copies nothing,
 * so a large schema is in memory only once.
 */
#ifndef AG_GEN_TARGET_VIEW_H
#define AG_GEN_TARGET_VIEW_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "gen/schema/schema.h"
#include "gen/target/partition.h"
#include "gen/target/target.h"
#include "gen/template/reflect.h"

/* All classes, for the templates and the manual; NULL-ended. */
extern const struct ag_class *const ag_view_classes[];

/* The class with a name, such as "model"; NULL if there is none. */
const struct ag_class *ag_view_class(struct ag_str name);

/* A plugin of a library with presets in the schema. */
struct ag_plugin {
    struct ag_plugin *next;
    const struct ag_library *library;
    struct ag_str name;
};

struct ag_view {
    const struct ag_schema *schema;
    const struct ag_target *target;
    const struct ag_convention *tool; /* of the target's tool; NULL: none, all
                                         names are written */
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_str sources;
    const struct ag_partition *partition; /* NULL: there is only one output */
    bool probing; /* show only one of these; the other is NULL */
    const struct ag_model *probed_model;
    const struct ag_enum *probed_enum;
    struct ag_str *idents[AG_NNAME]; /* by the index of model or enum */
    struct ag_plugin *plugins;
    bool *enum_used;         /* by its index: a column has this type */
    struct ag_map taken;     /* identifier -> struct ag_span of its name */
    struct ag_span reserved; /* its address marks reserved identifiers */
};

/* view.c */

/* The models and enums that this output contains, or that are probed. */
const struct ag_model *ag_first_model(const struct ag_view *v);
const struct ag_model *ag_next_model(const struct ag_view *v,
                                     const struct ag_model *m);
const struct ag_enum *ag_first_enum(const struct ag_view *v, bool as_text);
const struct ag_enum *ag_next_enum(const struct ag_view *v,
                                   const struct ag_enum *e);

/* The first relation from `r` on that the code of this output expresses. All
 * relations of models in other outputs are included. */
const struct ag_relation *ag_shown_relation(const struct ag_view *v,
                                            const struct ag_relation *r);

/* Finds the plugins whose presets declared or extended a model. */
void ag_view_find_plugins(struct ag_view *v);

/* The key that identifies the rows of a model: its primary key, otherwise the
 * first unique key of required columns. NULL: none. */
const struct ag_key *ag_identity(const struct ag_model *m);

/* The names of the fields of a key of several columns, joined by "_", and the
 * column of that name; NULL: none. */
const struct ag_field *ag_joined_field(const struct ag_view *v,
                                       const struct ag_key *key,
                                       struct ag_str *name);

/* Whether the database generates the numbers of a column. */
bool ag_is_auto(const struct ag_column *c);

/* The documentation of a field; empty: none. */
struct ag_str ag_field_doc(const struct ag_field *field);

/* The first `limit` characters of a text; for 0 the whole text. */
struct ag_str ag_comment_head(struct ag_str s, uint32_t limit);

/* A comment as the database stores it, shortened to `limit` characters (0:
 * all). Characters that the database does not support become '?'. */
struct ag_str ag_comment(const struct ag_view *v, struct ag_str doc,
                         uint32_t limit);

/* ident.c: makes the identifiers of all models and enums by the manifest's
 * `names` block. Two equal identifiers are an error. */
void ag_view_make_idents(struct ag_view *v);

/* support.c: reports everything in the schema that the target does not support.
 */
void ag_view_report_losses(const struct ag_view *v);

/* render.c */

/* Renders a template with `args`, in the view's arena. */
struct ag_str ag_view_text(struct ag_view *v, uint32_t tmpl,
                           const void *const *args);

/* "schema.auth, app.auth"; `sources` is NULL-ended. */
struct ag_str ag_view_sources(struct ag_arena *arena,
                              const char *const *sources);

/* Whether Prisma misreads the default of the list in PostgreSQL: bytes, UUIDs,
 * numbers beyond an Int, and JSON and enums with other characters than those of
 * a literal '{…}' (prisma-engines 7.10, sql-schema-describer). False if there is
 * no list. */
bool ag_is_misread_list(const struct ag_column *c);
/* Whether PostgreSQL must have the default of a list as ARRAY[…]. */
bool ag_is_array_call(const struct ag_default *d);

#endif
