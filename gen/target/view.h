/*
 * A target's view of the schema: the schema's own objects as gen/target/view.def
 * shows them, and what depends on the target: identifiers. It copies nothing,
 * so a large schema is in memory once.
 */
#ifndef AG_GEN_TARGET_VIEW_H
#define AG_GEN_TARGET_VIEW_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "gen/schema/schema.h"
#include "gen/template/reflect.h"

struct ag_target;

/* All classes, for the templates and the manual; NULL-ended. */
extern const struct ag_class *const ag_view_classes[];

/* The class of a name, such as "model"; NULL if there is none. */
const struct ag_class *ag_view_class(struct ag_str name);

/* A part of a rendered file. */
struct ag_view_part {
    struct ag_view_part *next;
    struct ag_str text;
};

/* A rendered file. The caller frees the text with ag_buf_free; all else is in
 * the arena. */
struct ag_rendered {
    struct ag_rendered *next;
    struct ag_str name;
    struct ag_buf text;
};

/* What `target` writes for `object`, which is `model` or a field of it, or, if
 * that is NULL, an enum: parts of its files, each of them lines or what stands
 * in one. The rest of the schema is not rendered; `schema` is afterwards as it
 * was. */
struct ag_view_part *ag_view_probe(struct ag_schema *schema,
                                   const struct ag_target *target,
                                   struct ag_model *model, const void *object,
                                   const char *const *sources,
                                   struct ag_arena *arena,
                                   struct ag_diags *diags);

/* Makes every file of `target`; `sources` are the names of the schema files,
 * NULL-ended. Reports what the target cannot hold. NULL after an error. */
struct ag_rendered *ag_view_render(const struct ag_schema *schema,
                                   const struct ag_target *target,
                                   const char *const *sources,
                                   struct ag_arena *arena,
                                   struct ag_diags *diags);

#endif
