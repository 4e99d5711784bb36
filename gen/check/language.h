/*
 * The words of the language, each with a line of documentation, so that editors
 * can offer and explain them. Each list is in the file that checks it.
 */
#ifndef AG_GEN_CHECK_LANGUAGE_H
#define AG_GEN_CHECK_LANGUAGE_H

#include "base/str.h"

enum ag_arg_kind {
    AG_ARG_any,
    AG_ARG_string,
    AG_ARG_db_name, /* a string that is not empty */
    AG_ARG_integer,
    AG_ARG_boolean,
    AG_ARG_name,   /* one name, or one of `values` */
    AG_ARG_fields, /* [a, b(sort: Desc)] */
    AG_ARG_sql,    /* a string, or raw("…") */
};

/* An argument; lists end with one without a name. */
struct ag_arg_spec {
    const char *name;
    enum ag_arg_kind kind;
    enum {
        AG_ARG_OPTIONAL,
        AG_ARG_REQUIRED,
        AG_ARG_NAMED, /* optional, and only by name */
    } need;
    const char *const *values; /* of a name: the valid ones; NULL: any */
};

/* The form of an argument, such as "a string". */
const char *ag_known_form(enum ag_arg_kind kind);

/* Where an attribute is allowed. */
enum {
    AG_KNOWN_COLUMN = 1,
    AG_KNOWN_RELATION = 2,
    AG_KNOWN_MODEL = 4,
    AG_KNOWN_ENUM = 8,
};

struct ag_known {
    struct ag_str name; /* of an attribute without @ */
    const char *doc;    /* a sentence */
    const struct ag_arg_spec *args; /* of an attribute, and of a function that
                                       needs some; NULL: none */
    const char *const *values; /* of a setting; NULL: any text */
    unsigned places; /* of an attribute; of a function a bit for each enum
                        ag_scalar */
};

/* The word `i` of each list; false at its end. */
bool ag_known_attribute(size_t i, struct ag_known *known);       /* @ */
bool ag_known_block_attribute(size_t i, struct ag_known *known); /* @@ */
bool ag_known_function(size_t i, struct ag_known *known); /* of @default */
bool ag_known_config(size_t i, struct ag_known *known); /* settings */
bool ag_known_datasource(size_t i, struct ag_known *known);

/* Whether the name is a word of TypeScript, which no model or enum can have. */
bool ag_known_reserved(struct ag_str name);

/* The arguments of a field in a key: title(sort: Desc). */
const struct ag_arg_spec *ag_known_part_args(void);

#endif
