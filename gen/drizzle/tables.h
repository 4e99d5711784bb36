/*
 * The tables of a Drizzle file while they are read. Private to gen/drizzle/.
 *
 * They are read in passes: tables with their columns, then what refers to
 * columns (foreign keys, the extra array, relations), then the names that they
 * have in a schema, which must not collide; then the schema is written.
 */
#ifndef AG_GEN_DRIZZLE_TABLES_H
#define AG_GEN_DRIZZLE_TABLES_H

#include "gen/drizzle/drizzle.h"
#include "gen/import/reader.h"
#include "gen/schema/naming.h"

struct ag_drizzle_table;

/* A list of texts: the values of an enum. */
struct ag_drizzle_text {
    struct ag_drizzle_text *next;
    struct ag_str text;
};

struct ag_drizzle_enum {
    struct ag_drizzle_enum *next;
    struct ag_config_value at; /* the call, or the list of values */
    struct ag_str code;        /* the name in code */
    struct ag_str name;   /* in the database; empty: the database has none */
    struct ag_str schema; /* inside the database */
    struct ag_str model;  /* in the schema */
    struct ag_drizzle_text *values;
};

struct ag_drizzle_column {
    struct ag_drizzle_column *next;
    struct ag_drizzle_table *table;
    struct ag_config_value at;
    struct ag_str key;    /* in code */
    struct ag_str field;  /* in the schema */
    struct ag_str name;   /* in the database */
    struct ag_str type;   /* "String" */
    struct ag_str native; /* "VarChar(255)"; empty: the type's own */
    const struct ag_drizzle_enum *of; /* of an enum, which is the type */
    struct ag_str value;              /* the default: "now()"; empty: none */
    struct ag_str sql; /* of a date: the SQL that is the default, or empty */
    struct ag_config_value identity; /* the call that makes it one; none */
    bool required;
    bool list;
    bool primary;
    bool updated; /* $onUpdate */
    bool number;  /* of BigInt: code has a number */
};

/* A column in a list: of a key, or of a foreign key. */
struct ag_drizzle_part {
    struct ag_drizzle_part *next;
    const struct ag_drizzle_column *column; /* NULL: an expression */
    struct ag_str expression;
    struct ag_str ops;    /* an operator class */
    struct ag_str length; /* of the prefix that MySQL indexes; empty: all */
    bool descending;
};

enum ag_drizzle_key_kind {
    AG_DRIZZLE_PRIMARY,
    AG_DRIZZLE_UNIQUE, /* a constraint */
    AG_DRIZZLE_UNIQUE_INDEX,
    AG_DRIZZLE_INDEX,
};

struct ag_drizzle_key {
    struct ag_drizzle_key *next;
    struct ag_config_value at;
    enum ag_drizzle_key_kind kind;
    struct ag_str name; /* empty: drizzle-kit's */
    struct ag_str method, where;
    struct ag_drizzle_part *parts;
    bool on_column; /* .unique() */
};

/* A foreign key, and the relations of both sides in code. */
struct ag_drizzle_reference {
    struct ag_drizzle_reference *next;
    struct ag_config_value at;
    struct ag_drizzle_table *target;
    struct ag_drizzle_part *columns, *references;
    struct ag_str name;                /* empty: drizzle-kit's */
    const char *on_delete, *on_update; /* in the schema; NULL: not given */
    struct ag_str forward, back;       /* the fields of the relations */
    struct ag_str label;               /* relationName; empty: not given */
};

struct ag_drizzle_check {
    struct ag_drizzle_check *next;
    struct ag_config_value at;
    struct ag_str name, expression;
};

/* A field that relations() adds. */
struct ag_drizzle_relation {
    struct ag_drizzle_relation *next;
    struct ag_config_value at;
    struct ag_str key, label; /* relationName */
    struct ag_drizzle_table *target;
    struct ag_drizzle_part *columns, *references; /* NULL: not given */
    bool many;
    bool used; /* it is the side of a foreign key */
};

struct ag_drizzle_table {
    struct ag_drizzle_table *next;
    struct ag_config_value at; /* the call that makes it */
    struct ag_str code;        /* the exported name */
    struct ag_str name, schema;
    struct ag_str model; /* in the schema */
    struct ag_drizzle_column *columns, **column_end;
    struct ag_drizzle_key *keys, **key_end;
    struct ag_drizzle_reference *references, **reference_end;
    struct ag_drizzle_check *checks, **check_end;
    struct ag_drizzle_relation *relations, **relation_end;
    struct ag_map fields; /* the names of the model's fields */
    bool view;
};

/* A call that is read when all tables are known. */
struct ag_drizzle_later {
    struct ag_drizzle_later *next;
    struct ag_drizzle_table *table;   /* NULL: of relations */
    struct ag_drizzle_column *column; /* of .references() */
    struct ag_config_value at;
};

/* The `config` of the schema. */
struct ag_drizzle_settings {
    enum ag_style tables, columns;
    bool numbers;      /* bigints = number */
    bool identities;   /* autoincrement = identity */
    bool compat;       /* sqlite = compat */
    bool convention;   /* that of `release`; else Prisma's, the default */
    bool without_keys; /* relationMode = "prisma" */
    bool schemas;      /* every declaration has a schema inside the database */
    bool block_index;  /* @@unique is an index, not a constraint */
    struct ag_str now; /* the SQL of @default(now()) on SQLite, or empty */
};

/* The line of Drizzle that a file is for. */
enum ag_drizzle_release { AG_DRIZZLE_0, AG_DRIZZLE_1 };

struct ag_drizzle {
    struct ag_config_reader values;
    struct ag_arena *arena; /* that of `values` */
    enum ag_drizzle_release release;
    const char *provider; /* NULL: no table so far */
    struct ag_drizzle_table *tables, **table_end;
    struct ag_drizzle_enum *enums, **enum_end;
    struct ag_drizzle_later *later, **later_end;
    struct ag_map models;  /* names of the schema's models and enums */
    struct ag_map modules; /* whose exports are read */
    struct ag_origins *origins;
    struct ag_buf *out;
    struct ag_drizzle_settings settings;
};

/* A call of a method, and the value that it is a method of, down to the base:
 * of `text("id").notNull()` the base is text("id"). */
struct ag_drizzle_method {
    struct ag_drizzle_method *next; /* in the order of the text */
    struct ag_str name;
    struct ag_config_value call;
    unsigned first; /* the item of the call that is the first argument */
};
struct ag_drizzle_chain {
    struct ag_config_value base; /* js: NULL: unknown */
    struct ag_drizzle_method *methods;
};

/* value.c */

/* Warns that a part of the file is not in the schema; `advice` says what to do.
 */
void ag_drizzle_warn(struct ag_drizzle *d, struct ag_config_value v,
                     const char *advice, const char *fmt, ...) AG_PRINTF(4, 5);

struct ag_drizzle_chain ag_drizzle_unchain(struct ag_drizzle *d,
                                           struct ag_config_value v);

/* The argument `n` of a method; none if it has fewer. */
struct ag_config_value
ag_drizzle_argument(const struct ag_drizzle_method *method, unsigned n);

/* The name of the function that a base calls, as its package has it. */
struct ag_str ag_drizzle_function(struct ag_drizzle *d,
                                  struct ag_config_value call);

/* The text of a string; if it is computed, warns, and is empty. `what` names
 * it. */
struct ag_str ag_drizzle_string(struct ag_drizzle *d, struct ag_config_value v,
                                const char *what);

/* Calls `each` for the items of a list, or the values of an object, also those
 * that are spread. Warns about others; `what` names the list. */
typedef void ag_drizzle_each_fn(struct ag_drizzle *d, struct ag_config_value v,
                                void *more);
void ag_drizzle_each(struct ag_drizzle *d, struct ag_config_value list,
                     ag_drizzle_each_fn *each, void *more, const char *what);

/* The column that `v` names: t.id in the extra array of `table`, or user.id.
 * NULL if it is none. */
const struct ag_drizzle_column *
ag_drizzle_find_column(struct ag_drizzle *d,
                       const struct ag_drizzle_table *table,
                       struct ag_config_value v);

/* The columns of a list; NULL after a warning. */
struct ag_drizzle_part *ag_drizzle_columns(struct ag_drizzle *d,
                                           const struct ag_drizzle_table *table,
                                           struct ag_config_value list);

/* The SQL of sql`…`, with the names of columns; false if it is no SQL, or a
 * part is computed. */
bool ag_drizzle_sql(struct ag_drizzle *d, const struct ag_drizzle_table *table,
                    struct ag_config_value v, struct ag_str *sql);

/* The table that `v` names, such as `user`; NULL: none. */
struct ag_drizzle_table *ag_drizzle_table_of(struct ag_drizzle *d,
                                             struct ag_config_value v);

/* drizzle.c */

/* The table that the call makes, which is read if it is of another module; NULL
 * if it makes none. */
struct ag_drizzle_table *ag_drizzle_add_table(struct ag_drizzle *d,
                                              struct ag_config_value call,
                                              struct ag_str code);

/* The enum that the call makes; NULL: none. */
struct ag_drizzle_enum *ag_drizzle_add_enum(struct ag_drizzle *d,
                                            struct ag_config_value call,
                                            struct ag_str code);

/* An enum of a list of values, which the database may not have. */
struct ag_drizzle_enum *ag_drizzle_list_enum(struct ag_drizzle *d,
                                             struct ag_config_value list,
                                             struct ag_str code);

/* column.c: reads the columns of a table. */
void ag_drizzle_read_columns(struct ag_drizzle *d,
                             struct ag_drizzle_table *table,
                             struct ag_config_value columns);

/* key.c: reads what refers to columns. */
void ag_drizzle_read_reference(struct ag_drizzle *d,
                               struct ag_drizzle_column *column,
                               struct ag_config_value call);
struct ag_drizzle_reference *
ag_drizzle_add_reference(struct ag_drizzle *d, struct ag_drizzle_table *table,
                         struct ag_config_value at,
                         struct ag_drizzle_part *columns,
                         struct ag_drizzle_part *references);
void ag_drizzle_read_extra(struct ag_drizzle *d, struct ag_drizzle_table *table,
                           struct ag_config_value extra);

/* relation.c: reads relations(…) or defineRelations(…), and gives each foreign
 * key the fields of its relations. */
void ag_drizzle_read_relations(struct ag_drizzle *d,
                               struct ag_config_value call);
void ag_drizzle_name_relations(struct ag_drizzle *d);

/* name.c: gives models, enums and fields their names in the schema; and names
 * in the database: that of a constraint, and the one that the schema's
 * convention gives it. */
void ag_drizzle_name(struct ag_drizzle *d);
struct ag_str ag_drizzle_implied_key(struct ag_drizzle *d,
                                     const struct ag_drizzle_table *table,
                                     const struct ag_drizzle_key *key);
struct ag_str
ag_drizzle_implied_reference(struct ag_drizzle *d,
                             const struct ag_drizzle_table *table,
                             const struct ag_drizzle_reference *reference);
struct ag_str ag_drizzle_key_name(struct ag_drizzle *d,
                                  const struct ag_drizzle_table *table,
                                  const struct ag_drizzle_key *key);
struct ag_str
ag_drizzle_reference_name(struct ag_drizzle *d,
                          const struct ag_drizzle_table *table,
                          const struct ag_drizzle_reference *reference);

/* The names that a schema gives both sides of @references by default. */
struct ag_str ag_drizzle_forward(struct ag_drizzle *d,
                                 const struct ag_drizzle_reference *reference);
struct ag_str ag_drizzle_back(struct ag_drizzle *d,
                              const struct ag_drizzle_table *table,
                              const struct ag_drizzle_reference *reference);

/* Whether the columns are unique together, as a key of the table. */
bool ag_drizzle_is_unique(const struct ag_drizzle_table *table,
                          const struct ag_drizzle_part *columns);

/* settings.c: chooses the settings with which the schema is shortest. */
void ag_drizzle_choose_settings(struct ag_drizzle *d);

/* Whether the database has a unique as a constraint if code says so. */
bool ag_drizzle_has_constraints(const struct ag_drizzle *d);

/* Whether a key is written as @@unique, but is a constraint where the schema's
 * are indexes, or an index where they are constraints. */
bool ag_drizzle_is_other_unique(const struct ag_drizzle *d,
                                const struct ag_drizzle_key *key);

/* Whether drizzle-kit keeps the names of foreign keys and primary keys. */
bool ag_drizzle_has_names(const struct ag_drizzle *d);

/* Whether a key is of columns alone, so that it can be a constraint. */
bool ag_drizzle_is_plain(const struct ag_drizzle_key *key);

/* write.c: writes the schema. */
void ag_drizzle_write(struct ag_drizzle *d);

/* Whether `key` is among the names of `map`; adds it. */
bool ag_drizzle_take(struct ag_drizzle *d, struct ag_map *map,
                     struct ag_str key);

#endif
