/*
 * Dialects, scalars, native types and column types: the tables of the .def
 * files, and the conversion of a column type to the nearest one that a dialect
 * supports.
 */
#ifndef AG_GEN_SCHEMA_TYPE_H
#define AG_GEN_SCHEMA_TYPE_H

#include "base/str.h"

enum ag_dialect {
#define AG_DIALECT(name, title, identifier, constraint, case_fold, columns,    \
                   parts, table_comment, column_comment, bmp_only, uuid)       \
    AG_DIALECT_##name,
#include "gen/schema/dialect.def"
#undef AG_DIALECT
    AG_NDIALECT
};

struct ag_dialect_info {
    const char *name;  /* "postgresql" */
    const char *title; /* "PostgreSQL" */
    uint32_t identifier_limit;
    uint32_t constraint_limit;
    bool case_fold;
    uint32_t most_columns; /* of a table */
    uint32_t most_parts;   /* of a key */
    uint32_t table_comment, column_comment; /* most characters; 0: any */
    bool bmp_only;    /* names and comments have no characters beyond U+FFFF */
    const char *uuid; /* SQL that generates a UUID; "": none */
};

extern const struct ag_dialect_info ag_dialects[AG_NDIALECT];
extern const char *const ag_dialect_names[]; /* NULL-ended, for templates */

/* The dialect with a name: ours, or a synonym used by Prisma or Drizzle
 * (postgres, pg, mariadb, mssql, cockroachdb, …). False if it is unknown. */
bool ag_dialect_find(struct ag_str name, enum ag_dialect *dialect);

enum ag_scalar {
#define AG_SCALAR(name, origin, s, p, m, q, doc) AG_SCALAR_##name,
#include "gen/schema/scalar.def"
#undef AG_SCALAR
    AG_NSCALAR,
    AG_SCALAR_enum = AG_NSCALAR, /* a field of an enum */
    AG_SCALAR_unsupported,       /* Unsupported("…") */
};

enum ag_type_kind {
#define AG_TYPE(name, family, params, dialects, fallback, n, s, m)             \
    AG_TYPE_##name,
#include "gen/schema/type.def"
#undef AG_TYPE
    AG_NTYPE
};

/* What column types have in common; see gen/schema/type.def. Families are bits,
 * so that a rule can be about several. */
enum ag_type_family {
    AG_FAMILY_other = 0,
    AG_FAMILY_string = 1 << 0,
    AG_FAMILY_text = 1 << 1,
    AG_FAMILY_binary = 1 << 2,
    AG_FAMILY_blob = 1 << 3,
    AG_FAMILY_document = 1 << 4,
    AG_FAMILY_integer = 1 << 5,
    AG_FAMILY_float = 1 << 6,
    AG_FAMILY_date = 1 << 7,
    AG_FAMILY_unknown = 1 << 8,
    /* What MySQL and SQL Server may keep outside of the row. In MySQL such a
     * column has no default but an expression (8.0 manual 11.6). */
    AG_FAMILY_long = AG_FAMILY_text | AG_FAMILY_blob | AG_FAMILY_document,
};

extern const uint16_t ag_type_families[AG_NTYPE];

/* Whether a column type is of one of `families`. */
static inline bool
ag_type_is(enum ag_type_kind kind, unsigned families)
{
    return ag_type_families[kind] & families;
}

/* The names of the column types as templates write them, NULL-ended. */
extern const char *const ag_type_names[];

/* A column type. */
struct ag_type {
    enum ag_type_kind kind : 8;
    uint8_t nargs; /* the number of parameters: 0, 1 (n) or 2 (n, s) */
    uint8_t s;     /* digits after the point */
    uint32_t n;    /* length, precision of a time, digits of a decimal */
};

/* The names of the scalars, then "enum" and "unsupported"; NULL-ended. */
extern const char *const ag_scalar_names[];

/* A scalar by name; AG_NSCALAR if there is none. */
enum ag_scalar ag_scalar_find(struct ag_str name);
const char *ag_scalar_name(enum ag_scalar scalar);
/* A sentence that describes a scalar. */
const char *ag_scalar_doc(enum ag_scalar scalar);
/* Whether it is a scalar that authgen adds to those of Prisma. */
bool ag_scalar_is_ours(enum ag_scalar scalar);
/* Whether it is a Prisma scalar, so that no model or enum can have its name. */
bool ag_scalar_is_prisma(enum ag_scalar scalar);
/* Its default column type. */
struct ag_type ag_scalar_type(enum ag_scalar scalar, enum ag_dialect dialect);

enum ag_native_args {
    AG_ARGS_none,
    AG_ARGS_maybe,
    AG_ARGS_one,
    AG_ARGS_max,
    AG_ARGS_two,
};

struct ag_native {
    const char *provider;
    const char *name;
    enum ag_scalar scalar;
    enum ag_type_kind type;
    enum ag_native_args args;
    uint32_t low, high;
    uint32_t bare; /* see gen/schema/native.def */
};

/* All native types, ended by an entry without a name. */
extern const struct ag_native ag_natives[];

/* The native type `name` of `provider` for `scalar`; for any scalar if it is
 * AG_NSCALAR. NULL if there is none. */
const struct ag_native *ag_native_find(struct ag_str provider,
                                       struct ag_str name,
                                       enum ag_scalar scalar);

/* The column type of a native type with the argument Max. */
enum ag_type_kind ag_native_max(const struct ag_native *native);

/* The nearest Prisma scalar: an added scalar is replaced by it. */
enum ag_scalar ag_scalar_plain(enum ag_scalar scalar);

/* Gives `type` the parameters that a native type without arguments has in its
 * own database, for another one. If it has no limit there but needs one in
 * `dialect`, they are those of its scalar, or the most digits of a second. */
void ag_native_bare(const struct ag_native *native, enum ag_dialect dialect,
                    struct ag_type *type);

/* The native type of `provider` for a column of type `kind`: for `scalar` if
 * possible, otherwise for another scalar. NULL if there is none. */
const struct ag_native *ag_native_for(struct ag_str provider,
                                      enum ag_type_kind kind,
                                      enum ag_scalar scalar);

/* `type` itself if `dialect` has it, else the nearest type that it has. */
struct ag_type ag_type_nearest(struct ag_type type, enum ag_dialect dialect);

#endif
