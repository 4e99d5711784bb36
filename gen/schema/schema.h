/*
 * The checked schema: the meaning of the source for one dialect.
 *
 * ag_check (gen/check/check.h) makes it in the arena; it is const afterwards.
 * All references are resolved, all relations have both sides, and all
 * constraint names are explicit. It points into the syntax tree for names,
 * documentation and positions. Lists are linked by the members named next*, in
 * source order. Different spellings of the language give the same schema.
 */
#ifndef AG_GEN_SCHEMA_SCHEMA_H
#define AG_GEN_SCHEMA_SCHEMA_H

#include "base/map.h"
#include "base/str.h"
#include "gen/schema/composed.h"
#include "gen/schema/type.h"

/* A value of an enum. */
struct ag_value_def {
    struct ag_value_def *next;
    const struct ag_member *decl;
    struct ag_str name;
    struct ag_str db_name; /* @map, or the name */
};

struct ag_enum {
    struct ag_enum *next;
    const struct ag_composed *decl;
    struct ag_str name;
    struct ag_str db_name;   /* @@map, or by `config { tables }` */
    struct ag_str db_schema; /* @@schema, or empty */
    struct ag_value_def *values;
    struct ag_map by_name;   /* of values */
    uint32_t index; /* 0 for the first enum */
    bool as_text; /* columns have its values as text: `config { enums = text }`
                   */
};

/* The kind of a @default. Kinds up to `list` are literals. */
enum ag_default_kind {
    AG_DEFAULT_none,
    AG_DEFAULT_text,    /* text, decoded */
    AG_DEFAULT_number,  /* text is the number as written; of Int, BigInt, Float,
                           Decimal */
    AG_DEFAULT_boolean, /* text is true or false */
    AG_DEFAULT_enum,    /* value */
    AG_DEFAULT_json,    /* text is the JSON */
    AG_DEFAULT_datetime, /* text is RFC 3339, or a date, or a time */
    AG_DEFAULT_bytes,    /* text is base64 */
    AG_DEFAULT_list,     /* items */
    AG_DEFAULT_now,
    AG_DEFAULT_autoincrement,
    AG_DEFAULT_uuid, /* made by the client, as are the next five */
    AG_DEFAULT_uuid7,
    AG_DEFAULT_cuid,
    AG_DEFAULT_cuid2,
    AG_DEFAULT_ulid,
    AG_DEFAULT_nanoid,     /* text is the length, or empty */
    AG_DEFAULT_expression, /* dbgenerated: text is SQL; empty: a default of the
                              database that the schema does not specify */
    AG_DEFAULT_sequence,   /* of CockroachDB */
    AG_NDEFAULT
};

/* The names of the kinds in templates, NULL-ended. */
extern const char *const ag_default_names[];

struct ag_default {
    struct ag_default *next; /* in a list */
    union {
        struct ag_default *items;         /* of a list */
        const struct ag_value_def *value; /* of an enum */
        const struct ag_expr *args;       /* of the others: the arguments of a
                                             function, as written; NULL if the
                                             type Id made the default */
    };
    const struct ag_str *map; /* the constraint's name; NULL: not given */
    struct ag_str text;
    enum ag_default_kind kind;
};

struct ag_model;
struct ag_column;
struct ag_relation;

/* A field of a model: the common part of columns and relations. */
struct ag_field {
    struct ag_field *next_field;
    const struct ag_model *model;
    const struct ag_member *decl; /* NULL: generated (@references, a join) */
    struct ag_str name;
    bool is_relation; /* the head of a struct ag_relation, otherwise of a struct
                         ag_column */
    bool ignored;     /* @ignore */
    bool documented;  /* decl has a doc; avoids reading decl from memory */
};

struct ag_column {
    struct ag_field field;
    struct ag_column *next;
    struct ag_str db_name;
    union {
        const struct ag_enum *enum_type;   /* of AG_TYPE_enum, else NULL */
        const struct ag_expr *unsupported; /* of AG_TYPE_unsupported: its SQL */
    };
    const struct ag_enum *values; /* of a String, the enum of its values that
                                     is stored as text; NULL: any text */
    const struct ag_default *default_value; /* NULL: none */
    const struct ag_native *native;         /* @db.X as written; NULL: none */
    struct ag_type type;
    enum ag_scalar scalar : 8;
    bool list;       /* String[] */
    bool nullable;   /* String?, or a list without @notNull */
    bool updated_at; /* @updatedAt */
    bool as_number;  /* code has a number: `config { bigints = number }` */
    bool identity;   /* PostgreSQL counts by an identity, not a serial */
    bool in_primary; /* is or belongs to the primary key */
    bool typed;      /* has a native type attribute */
};

/* The enum whose values a column has; NULL: none. */
static inline const struct ag_enum *
ag_enum_of(const struct ag_column *c)
{
    return c->scalar == AG_SCALAR_enum ? c->enum_type : c->values;
}

/* Referential actions: Cascade … in the language. */
enum ag_action {
    AG_ACTION_cascade,
    AG_ACTION_restrict,
    AG_ACTION_no_action,
    AG_ACTION_set_null,
    AG_ACTION_set_default,
    AG_NACTION
};
extern const char *const ag_action_names[]; /* "cascade", …; NULL-ended */

struct ag_column_ref {
    struct ag_column_ref *next;
    const struct ag_column *column;
    const struct ag_column *refers_to; /* of a foreign key: the referenced
                                          column; else NULL */
};

/* A foreign key. The schema has it even if relationMode keeps it out of the
 * database (ag_schema.foreign_keys). */
struct ag_foreign_key {
    struct ag_foreign_key *next; /* of the model */
    const struct ag_model *model;
    const struct ag_relation *relation; /* the side that has the columns */
    const struct ag_model *target;
    struct ag_str name; /* empty: the database makes it */
    struct ag_column_ref *columns;
    struct ag_column_ref *references;
    struct ag_span span; /* the attribute it comes from */
    enum ag_action on_delete : 8;
    enum ag_action on_update : 8;
    bool self; /* target is model */
    bool cycle; /* without foreign keys in the database: its actions close a
                   cycle, which Prisma's client does not follow */
    bool mapped; /* the schema gives the name with map: */
    bool on_delete_given; /* by the schema or a convention */
    bool on_update_given;
    bool mutual;   /* foreign keys lead from target back to model */
    bool circular; /* required foreign keys lead from target back to model */
};

/* One side of a relation. An implicit many-to-many relation has a join model,
 * and neither side has a foreign key. */
struct ag_relation {
    struct ag_field field;
    struct ag_relation *next;
    const struct ag_model *target;
    const struct ag_relation *back; /* the other side; never NULL */
    const struct ag_foreign_key *foreign_key; /* of either side */
    const struct ag_model *join;    /* of a many-to-many, on both sides */
    const struct ag_relation *via;  /* the join's relation to field.model */
    struct ag_str name;             /* @relation's name, or empty */
    bool list;     /* Post[] */
    bool nullable; /* Post? */
    bool owner;    /* this side has the columns */
    bool name_given; /* with @relation or @references */
    bool named;    /* models related more than once, or to themselves: targets
                      need a name to tell the relations apart */
};

enum ag_key_kind {
    AG_KEY_primary,
    AG_KEY_unique,
    AG_KEY_index,
    AG_KEY_fulltext,
};
extern const char *const ag_key_names[];

enum ag_sort { AG_SORT_none, AG_SORT_asc, AG_SORT_desc };
extern const char *const ag_sort_names[]; /* "", "asc", "desc" */

/* Rarely used attributes of a key's part; each text may be empty. */
struct ag_part_extra {
    struct ag_str expression; /* SQL */
    struct ag_str ops;        /* operator class: Prisma's name, or SQL */
    bool ops_raw;             /* ops is SQL, from raw("…") */
};

struct ag_key_part {
    struct ag_key_part *next;
    const struct ag_column *column;    /* NULL: an expression */
    const struct ag_part_extra *extra; /* never NULL */
    enum ag_sort sort : 8;
    uint32_t length; /* of the indexed prefix; 0: all of it */
};

/* Rarely used attributes of a key; each text may be empty. */
struct ag_key_extra {
    struct ag_str client; /* name: of @@id and @@unique, for Prisma's client */
    struct ag_str where;  /* SQL of a partial index */
    struct ag_str method; /* type: BTree, Hash, Gin … */
};

struct ag_key {
    struct ag_key *next; /* of the model; the primary key is not in the list */
    const struct ag_model *model;
    const struct ag_attr *attr;
    struct ag_key_part *parts;
    struct ag_str name; /* in the database; empty: the database makes it */
    const struct ag_key_extra *extra; /* never NULL */
    enum ag_key_kind kind : 8;
    bool mapped;      /* the schema gives the name with map: */
    bool as_constraint; /* of a unique: the convention makes it a constraint of
                           the table, not an index, where it has only columns */
    bool on_field;    /* @id, @unique: written at its only field */
    bool referenced;  /* a foreign key references these columns */
    bool made;        /* generated: for a relation without a foreign key */
    bool shared;      /* MySQL: a key of another table has the same name */
    bool hidden;      /* MySQL: a foreign key has the same name */
    int8_t clustered; /* for SQL Server: 1 yes, 0 no, -1 not given */
};

struct ag_check_def {
    struct ag_check_def *next;
    const struct ag_column *column; /* of @check; NULL: of @@check */
    const struct ag_attr *attr;
    struct ag_str name;
    struct ag_str expression; /* SQL */
};

struct ag_model {
    struct ag_model *next;
    const struct ag_model *previous; /* set when the list of models is
                                        complete */
    const struct ag_composed *decl;  /* NULL: an implicit join table */
    struct ag_str name;
    struct ag_str table;     /* @@map, or by `config { tables }` */
    struct ag_str code; /* the fixed name in code: @@code, or by `config { code
                           }`; empty: none, the target's own style applies */
    struct ag_str db_schema; /* @@schema, or empty */
    struct ag_field *fields, *last_field; /* columns and relations */
    struct ag_column *columns, *last_column;
    struct ag_relation *relations, *last_relation;
    struct ag_key *primary; /* NULL: none */
    struct ag_key *keys, *last_key; /* uniques and indexes */
    struct ag_foreign_key *foreign_keys, *last_foreign_key;
    struct ag_check_def *checks;
    struct ag_column_ref *shard_key; /* @shardKey, @@shardKey; NULL: none */
    const struct ag_attr *shard_attr; /* of shard_key */
    struct ag_map by_name; /* of fields, if there are many; otherwise empty */
    uint32_t index; /* 0 for the first model */
    bool view;
    bool ignored;  /* @@ignore */
    bool implicit; /* Prisma's implicit join table, with columns A and B */
};

/* A schema inside the database, named by an @@schema. */
struct ag_db_schema {
    struct ag_db_schema *next;
    struct ag_str name;
};

/* The settings of a `datasource` or `generator` block. */
struct ag_block {
    struct ag_block *next;
    const struct ag_decl *decl;
    struct ag_str provider;
};

struct ag_schema {
    const struct ag_composition *composition; /* its source */
    enum ag_dialect dialect;
    struct ag_str provider; /* of the datasource, or the dialect's name */
    bool foreign_keys;      /* false: relationMode = "prisma" */
    struct ag_str sqlite; /* the types of columns on SQLite: native, … */
    struct ag_model *models; /* in source order, then the implicit joins */
    const struct ag_model *last_model;
    struct ag_enum *enums;
    struct ag_db_schema *db_schemas; /* in the order of their first use */
    struct ag_block *datasource; /* NULL: none */
    struct ag_block *generators;
    uint32_t nmodel;
    uint32_t nenum;
};

/* Whether an index has the method that databases use by default: none is given,
 * or BTree. */
bool ag_is_btree(const struct ag_key *key);

/* Whether a part or a key has only columns: no order, length, expression,
 * operator class, condition or method. */
bool ag_is_plain_part(const struct ag_key_part *part);
bool ag_is_plain_key(const struct ag_key *key);

/* Whether a key is about every row, and none of its columns can be NULL. */
bool ag_is_required_key(const struct ag_key *key);

/* Whether a unique key is a constraint of the table, and not an index. */
bool ag_is_constraint(const struct ag_key *key, enum ag_dialect dialect);

/* Whether an index has an operator class that its method does not use by
 * default. */
bool ag_has_other_class(const struct ag_key *key);

/* Whether a foreign key of its table has the name of a key. */
bool ag_has_foreign_name(const struct ag_key *key);

/* Whether MySQL creates the index for a foreign key with its name. */
bool ag_is_implied(const struct ag_key *key);

/* Whether a foreign key has a column of another type than the one that it
 * refers to. */
bool ag_mixes_types(const struct ag_foreign_key *f);

/* The field of a model by its name, before or after renames; NULL: none. */
const struct ag_field *ag_find_field(const struct ag_model *model,
                                     struct ag_str name);

/* The length of the longest value of an enum, in UTF-16. */
uint32_t ag_enum_width(const struct ag_enum *e);

/* The position that a message about a column, a relation or a model shows. */
struct ag_span ag_field_span(const struct ag_field *field);
struct ag_span ag_model_span(const struct ag_model *model);

#endif
