#include "gen/schema/type.h"

const struct ag_dialect_info ag_dialects[AG_NDIALECT] = {
#define AG_DIALECT(name, title, identifier, constraint, case_fold, columns,    \
                   parts, table_comment, column_comment, bmp_only, uuid)       \
    {#name, title,         identifier,     constraint, case_fold, columns,     \
     parts, table_comment, column_comment, bmp_only,   uuid},
#include "gen/schema/dialect.def"
#undef AG_DIALECT
};

const char *const ag_dialect_names[] = {
#define AG_DIALECT(name, title, identifier, constraint, case_fold, columns,    \
                   parts, table_comment, column_comment, bmp_only, uuid)       \
#name,
#include "gen/schema/dialect.def"
#undef AG_DIALECT
    NULL,
};

/* Other names of databases: the providers of Prisma, dialects of Drizzle,
 * drivers of TypeORM, and settings of NuxtHub and Better Auth. */
static const struct {
    const char *name;
    enum ag_dialect dialect;
} synonyms[] = {
    {"pg", AG_DIALECT_postgresql},
    {"postgres", AG_DIALECT_postgresql},
    {"cockroachdb", AG_DIALECT_postgresql},
    {"cockroach", AG_DIALECT_postgresql},
    {"mariadb", AG_DIALECT_mysql},
    {"mssql", AG_DIALECT_sqlserver},
    {"sqlite3", AG_DIALECT_sqlite},
    {"better-sqlite3", AG_DIALECT_sqlite},
    {"libsql", AG_DIALECT_sqlite},
    {"turso", AG_DIALECT_sqlite},
    {"d1", AG_DIALECT_sqlite},
};

bool
ag_dialect_find(struct ag_str name, enum ag_dialect *dialect)
{
    for (size_t i = 0; i < AG_NDIALECT; i++) {
        if (ag_str_eq(name, ag_str(ag_dialects[i].name))) {
            *dialect = (enum ag_dialect)i;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
        if (ag_str_eq(name, ag_str(synonyms[i].name))) {
            *dialect = synonyms[i].dialect;
            return true;
        }
    }
    return false;
}

enum origin { origin_prisma, origin_ours };

static const struct {
    struct ag_str name;
    enum origin origin;
    struct ag_type types[AG_NDIALECT];
    const char *doc;
} scalars[AG_NSCALAR] = {
#define T_ARGS(n, s) ((n) ? (s) ? 2 : 1 : 0)
#define AG_SCALAR(name, origin, sqlite, postgresql, mysql, sqlserver, doc)     \
    {AG_LIT(#name),                                                            \
     origin_##origin,                                                          \
     {sqlite, postgresql, mysql, sqlserver},                                   \
     doc},
#include "gen/schema/scalar.def"
#undef AG_SCALAR
};

const char *const ag_scalar_names[] = {
#define AG_SCALAR(name, origin, s, p, m, q, doc) #name,
#include "gen/schema/scalar.def"
#undef AG_SCALAR
    "enum",
    "unsupported",
    NULL,
};

enum ag_scalar
ag_scalar_find(struct ag_str name)
{
    size_t i = 0;
    while (i < AG_NSCALAR && !ag_str_eq(name, scalars[i].name))
        i++;
    return (enum ag_scalar)i;
}

const char *
ag_scalar_name(enum ag_scalar scalar)
{
    return scalar < AG_NSCALAR ? scalars[scalar].name.p
           : scalar == AG_SCALAR_enum ? "an enum" : "Unsupported";
}

const char *
ag_scalar_doc(enum ag_scalar scalar)
{
    return scalars[scalar].doc;
}

bool
ag_scalar_is_ours(enum ag_scalar scalar)
{
    return scalar < AG_NSCALAR && scalars[scalar].origin == origin_ours;
}

bool
ag_scalar_is_prisma(enum ag_scalar scalar)
{
    return scalar < AG_NSCALAR && scalars[scalar].origin == origin_prisma;
}

struct ag_type
ag_scalar_type(enum ag_scalar scalar, enum ag_dialect dialect)
{
    return scalars[scalar].types[dialect];
}

const char *const ag_type_names[] = {
#define AG_TYPE(name, family, params, dialects, fallback, n, s, m) #name,
#include "gen/schema/type.def"
#undef AG_TYPE
    NULL,
};

const uint16_t ag_type_families[AG_NTYPE] = {
#define AG_TYPE(name, family, params, dialects, fallback, n, s, m)             \
    AG_FAMILY_##family,
#include "gen/schema/type.def"
#undef AG_TYPE
};

enum params { params_none, params_length, params_precision, params_decimal };

/* The letters of gen/schema/type.def. */
enum {
    S = 1 << AG_DIALECT_sqlite,
    P = 1 << AG_DIALECT_postgresql,
    M = 1 << AG_DIALECT_mysql,
    Q = 1 << AG_DIALECT_sqlserver,
};

static const struct {
    enum params params;
    unsigned dialects;
    enum ag_type_kind fallback;
    uint32_t n;
    uint8_t s;
    uint8_t m;
} types[AG_NTYPE] = {
#define AG_TYPE(name, family, params, dialects, fallback, n, s, m)             \
    {params_##params, dialects, AG_TYPE_##fallback, n, s, m},
#include "gen/schema/type.def"
#undef AG_TYPE
};

struct ag_type
ag_type_nearest(struct ag_type type, enum ag_dialect dialect)
{
    while (!(types[type.kind].dialects >> dialect & 1)) {
        enum params from = types[type.kind].params;
        struct ag_type next = {.kind = types[type.kind].fallback};
        if (types[type.kind].n) {
            next.n = types[type.kind].n;
            next.s = types[type.kind].s;
            next.nargs = next.s ? 2 : 1;
        } else if (types[next.kind].params == from) {
            next.n = type.n;
            next.s = type.s;
            next.nargs = type.nargs;
        }
        type = next;
    }
    /* Only MySQL has strings without any character. */
    if (dialect != AG_DIALECT_mysql && types[type.kind].params == params_length &&
        type.nargs && type.n == 0)
        type.n = 1;
    if (dialect == AG_DIALECT_mysql && types[type.kind].m && type.nargs == 0) {
        type.n = types[type.kind].m;
        type.nargs = 1;
    }
    return type;
}

#define ANY UINT32_MAX /* of gen/schema/native.def */

const struct ag_native ag_natives[] = {
#define AG_NATIVE(provider, name, scalar, type, args, low, high, bare)         \
    {#provider, #name, AG_SCALAR_##scalar, AG_TYPE_##type, AG_ARGS_##args,     \
     low, high, bare},
#include "gen/schema/native.def"
#undef AG_NATIVE
    {NULL, NULL, 0, 0, 0, 0, 0, 0},
};

const struct ag_native *
ag_native_find(struct ag_str provider, struct ag_str name,
               enum ag_scalar scalar)
{
    /* A Uuid may be kept in any type of strings. */
    if (scalar == AG_SCALAR_Uuid)
        scalar = AG_SCALAR_String;
    for (const struct ag_native *t = ag_natives; t->name; t++)
        if ((scalar == AG_NSCALAR || t->scalar == scalar) &&
            ag_str_eq(name, ag_str(t->name)) &&
            ag_str_eq(provider, ag_str(t->provider)))
            return t;
    return NULL;
}

enum ag_type_kind
ag_native_max(const struct ag_native *native)
{
    return native->type == AG_TYPE_varchar    ? AG_TYPE_ansimax
           : native->type == AG_TYPE_nvarchar ? AG_TYPE_text
                                              : AG_TYPE_bytes;
}

void
ag_native_bare(const struct ag_native *native, enum ag_dialect dialect,
               struct ag_type *type)
{
    enum { MYSQL_DIGITS = 6 }; /* of a second; none without an argument */
    bool mysql = dialect == AG_DIALECT_mysql;
    struct ag_type bare = {.n = native->bare, .nargs = native->bare > 0};

    if (native->bare == ANY) {
        bare = (struct ag_type){0};
        if (types[native->type].params == params_precision && mysql)
            bare = (struct ag_type){.n = MYSQL_DIGITS, .nargs = 1};
        else if (types[native->type].params != params_precision &&
                 (mysql || dialect == AG_DIALECT_sqlserver))
            bare = ag_scalar_type(native->scalar, dialect);
    }
    bare.kind = type->kind;
    *type = bare;
}

enum ag_scalar
ag_scalar_plain(enum ag_scalar scalar)
{
    if (scalar == AG_SCALAR_Date || scalar == AG_SCALAR_Time)
        return AG_SCALAR_DateTime;
    if (scalar == AG_SCALAR_Uuid || scalar == AG_SCALAR_Id)
        return AG_SCALAR_String;
    return scalar;
}

const struct ag_native *
ag_native_for(struct ag_str provider, enum ag_type_kind kind,
              enum ag_scalar scalar)
{
    const struct ag_native *found = NULL;

    for (const struct ag_native *t = ag_natives; t->name; t++) {
        if (!ag_str_eq(provider, ag_str(t->provider)) ||
            (t->type != kind &&
             (t->args != AG_ARGS_max || ag_native_max(t) != kind)))
            continue;
        if (t->scalar == scalar)
            return t;
        if (!found)
            found = t;
    }
    return found;
}
