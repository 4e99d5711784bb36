/*
 * What schemas say as text, so that equal texts mean the same. Private to
 * gen/compare/.
 */
#ifndef AG_GEN_COMPARE_TEXT_H
#define AG_GEN_COMPARE_TEXT_H

#include "base/arena.h"
#include "gen/schema/schema.h"

struct ag_str ag_type_text(const struct ag_column *column,
                           enum ag_dialect dialect, struct ag_arena *arena);
struct ag_str ag_default_text(const struct ag_column *column,
                              struct ag_arena *arena);
struct ag_str ag_values_text(const struct ag_enum *e, struct ag_arena *arena);

/* The names of columns, with what else the parts of a key have. */
struct ag_str ag_parts_text(const struct ag_key_part *parts,
                            struct ag_arena *arena);
struct ag_str ag_columns_text(const struct ag_column_ref *columns,
                              struct ag_arena *arena);
struct ag_str ag_referenced_text(const struct ag_foreign_key *key,
                                 struct ag_arena *arena);

/* SQL without the parentheses around it, with one blank for several and in
 * small letters, but for what is in quotes. */
struct ag_str ag_sql_text(struct ag_str sql, struct ag_arena *arena);

#endif
