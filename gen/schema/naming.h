/*
 * Names: Prisma's rule for constraint names, and the naming styles of
 * `config { tables = …  columns = …  code = … }`.
 */
#ifndef AG_GEN_SCHEMA_NAMING_H
#define AG_GEN_SCHEMA_NAMING_H

#include "base/arena.h"
#include "base/str.h"

/* Naming styles: how the name of a table or column is derived from the model or
 * field. */
enum ag_style {
    AG_STYLE_as_is,
    AG_STYLE_snake,
    AG_STYLE_camel,
    AG_STYLE_pascal,
    AG_STYLE_plural,
    AG_STYLE_snake_plural,
    AG_STYLE_camel_plural,
    AG_STYLE_pascal_plural,
    AG_STYLE_snake_s, /* with an s at the end, whatever the plural is */
    AG_STYLE_camel_s,
    AG_NSTYLE
};
extern const char *const ag_style_names[]; /* "as_is", …; NULL-ended */

struct ag_str ag_style_apply(struct ag_arena *arena, enum ag_style style,
                             struct ag_str name);

/* `name` with at most `limit` bytes: the part before its last `tail` bytes is
 * shortened at a character. In `arena` if it is shortened. */
struct ag_str ag_cut_stem(struct ag_arena *arena, struct ag_str name,
                          uint32_t tail, uint32_t limit);

/* The name of a constraint: `table`, the `n` columns and `suffix` ("_key"),
 * joined by "_". As in Prisma, the part before the suffix is shortened at a
 * character until the name has at most `limit` bytes (prisma-engines, psl
 * parser-database, ConstraintNames). `columns` may be empty. */
struct ag_str ag_constraint_name(struct ag_arena *arena, struct ag_str table,
                                 const struct ag_str *columns, size_t n,
                                 const char *suffix, uint32_t limit);

#endif
