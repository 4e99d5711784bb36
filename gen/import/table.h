/*
 * A table of Better Auth while its fields are read. Private to
 * gen/import/table.c and gen/import/field.c.
 */
#ifndef AG_GEN_IMPORT_TABLE_H
#define AG_GEN_IMPORT_TABLE_H

#include "gen/import/reader.h"

/* A table that fields reference. */
struct ag_config_target {
    struct ag_config_target *next;
    struct ag_str table;
};

struct ag_config_table {
    struct ag_str name;
    struct ag_buf fields, keys, enums; /* text of the schema */
    struct ag_config_value given;      /* the fields in the text */
    struct ag_config_value siblings;   /* the tables of the same plugin */
    struct ag_config_target *targets;  /* referenced so far */
    bool made;                         /* a new table, not one of the library */
};

/* ag_config_each_fn for a field of the table `more`. */
void ag_config_read_field(struct ag_config_reader *c, struct ag_str key,
                          struct ag_config_value v, void *more);

#endif
