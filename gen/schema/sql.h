/*
 * The SQL of defaults, which tools compare as text with what the database
 * prints. A database prints some forms as they were written; others get casts,
 * parentheses and spaces of its own.
 */
#ifndef AG_GEN_SCHEMA_SQL_H
#define AG_GEN_SCHEMA_SQL_H

#include "base/arena.h"
#include "base/str.h"
#include "gen/schema/type.h"

/* The forms of a default that have the same meaning in each database. */
enum ag_sql_form {
    AG_SQL_other,  /* printed in another way, or not known */
    AG_SQL_string, /* 'text', perhaps with a cast, which the column has anyway;
                      or ARRAY[…] of PostgreSQL, as the text {…} */
    AG_SQL_number, /* 12.5 */
    AG_SQL_null,   /* NULL */
    AG_SQL_now,    /* CURRENT_TIMESTAMP or now(), perhaps with digits */
    AG_SQL_call,   /* another call or word, as the database prints it */
};
extern const char *const ag_sql_form_names[]; /* "other", …; NULL-ended */

struct ag_sql_default {
    enum ag_sql_form form;
    struct ag_str text;      /* the decoded string; otherwise the SQL without
                                parentheses around it, except around a sum */
    struct ag_str on_update; /* MySQL: the SQL after ON UPDATE, or empty */
    bool uncast; /* PostgreSQL: a call that the database prints with a cast or
                  parentheses that the SQL lacks, or with other blanks */
};

/* The SQL without the parentheses around all of it. */
struct ag_str ag_sql_bare(struct ag_str sql, enum ag_dialect dialect);

/* Reads the SQL of a default. */
struct ag_sql_default ag_read_default(struct ag_str sql,
                                      enum ag_dialect dialect,
                                      struct ag_arena *arena);

#endif
