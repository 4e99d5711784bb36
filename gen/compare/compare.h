/*
 * Compares two checked schemas of one dialect: whether they mean the same
 * database, and the same names of tables and columns in code.
 *
 * Tables and columns are the same if they have the same name in the database. A
 * key or a foreign key is the same if it has the same columns, or the same
 * name. Relations in code, documentation and the order of declarations do not
 * count.
 */
#ifndef AG_GEN_COMPARE_COMPARE_H
#define AG_GEN_COMPARE_COMPARE_H

#include "gen/schema/schema.h"

/* What differs. */
enum ag_difference_kind {
    AG_DIFFERENCE_enum,
    AG_DIFFERENCE_table,
    AG_DIFFERENCE_column,
    AG_DIFFERENCE_primary,
    AG_DIFFERENCE_key, /* uniques and indexes */
    AG_DIFFERENCE_foreign_key,
    AG_DIFFERENCE_check,
};

/* What differs of it, in the words of a message; NULL in a difference: only one
 * schema has it. */
#define AG_DIFFERENCE_ASPECTS(X)                                               \
    X(code, "name in code")                                                    \
    X(values, "values")                                                        \
    X(type, "type")                                                            \
    X(null, "NULL")                                                            \
    X(value, "default")                                                        \
    X(update, "value in updates")                                              \
    X(name, "name")                                                            \
    X(columns, "columns")                                                      \
    X(unique, "kind")                                                          \
    X(method, "method")                                                        \
    X(where, "condition")                                                      \
    X(references, "referenced columns")                                        \
    X(on_delete, "ON DELETE")                                                  \
    X(on_update, "ON UPDATE")                                                  \
    X(expression, "expression")

/* One side of a difference. */
struct ag_difference_side {
    bool has; /* the schema has the declaration */
    const struct ag_enum *enumeration;
    const struct ag_model *model;
    const struct ag_column *column;
    const struct ag_key *key;
    const struct ag_foreign_key *foreign_key;
    const struct ag_check_def *check;
    struct ag_str value; /* of the aspect, as text */
};

struct ag_difference {
    struct ag_difference *next;
    enum ag_difference_kind kind;
    const char *aspect; /* NULL: only one side has it */
    struct ag_difference_side before, after;
};

/* The differences, in the order of the tables of `after`, and after them what
 * it does not have; NULL: none. */
const struct ag_difference *ag_compare(const struct ag_schema *before,
                                       const struct ag_schema *after,
                                       struct ag_arena *arena);

/* What has the same name in the database: the model or enum of a schema, the
 * column of a model. NULL: none. */
const struct ag_model *ag_counterpart_model(const struct ag_schema *schema,
                                            const struct ag_model *of);
const struct ag_enum *ag_counterpart_enum(const struct ag_schema *schema,
                                          const struct ag_enum *of);
const struct ag_column *ag_counterpart_column(const struct ag_model *model,
                                              struct ag_str db_name);

/* Whether the values of both sides are phrases, "may be NULL", not nouns. */
bool ag_difference_is_phrase(const struct ag_difference *difference);

/* The name of what differs: "column user.email", "index a of user". */
struct ag_str ag_difference_subject(const struct ag_difference *difference,
                                    struct ag_arena *arena);

/* The position of one side; {0, 0}: it has none. */
struct ag_span ag_difference_span(const struct ag_difference_side *side);

#endif
