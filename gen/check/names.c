/* Names that a database has already, or that are too long for it. */
#include "gen/check/checker.h"

static void
check_length(struct ag_checker *ck, const char *what, struct ag_str name,
             struct ag_span span)
{
    uint32_t limit = ag_dialects[ck->dialect].identifier_limit;
    bool bytes = ck->dialect == AG_DIALECT_postgresql;

    if (!limit || name.n <= limit)
        return;
    uint32_t length = bytes ? name.n : ag_str_chars(name);
    if (length > limit)
        ag_report(ck->diags, AG_NAME_TOO_LONG, span,
                  "%s '%.*s' has %u %s, but %s allows %u", what, AG_ARG(name),
                  length, bytes ? "bytes" : "characters",
                  ag_dialects[ck->dialect].title, limit);
}

enum thing {
    THING_TABLE,
    THING_COLUMN,
    THING_INDEX,
    THING_TYPE,
    THING_SCHEMA,
    THING_OTHER,
};

/* The types of PostgreSQL 15, whose schema is searched before all others
 * (manual 5.9.5), so that even in quotes, these are not the types of a user.
 * Words of SQL such as INTEGER are no names of types. */
static const char *const types[] = {
    /* clang-format off */
    "aclitem", "any", "anyarray", "anycompatible", "anycompatiblearray",
    "anycompatiblemultirange", "anycompatiblenonarray", "anycompatiblerange",
    "anyelement", "anyenum", "anymultirange", "anynonarray", "anyrange", "bit",
    "bool", "box", "bpchar", "bytea", "char", "cid", "cidr", "circle",
    "cstring", "date", "datemultirange", "daterange", "event_trigger",
    "fdw_handler", "float4", "float8", "gtsvector", "index_am_handler", "inet",
    "int2", "int2vector", "int4", "int4multirange", "int4range", "int8",
    "int8multirange", "int8range", "internal", "interval", "json", "jsonb",
    "jsonpath", "language_handler", "line", "lseg", "macaddr", "macaddr8",
    "money", "name", "numeric", "nummultirange", "numrange", "oid", "oidvector",
    "path", "point", "polygon", "record", "refcursor", "regclass",
    "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper",
    "regoperator", "regproc", "regprocedure", "regrole", "regtype",
    "table_am_handler", "text", "tid", "time", "timestamp", "timestamptz",
    "timetz", "trigger", "tsm_handler", "tsmultirange", "tsquery", "tsrange",
    "tstzmultirange", "tstzrange", "tsvector", "txid_snapshot", "unknown",
    "uuid", "varbit", "varchar", "void", "xid", "xid8", "xml",
    /* clang-format on */
};

static bool
is_type(struct ag_str name)
{
    size_t i = 0, n = sizeof types / sizeof *types;

    while (i < n && !ag_str_eq(name, ag_str(types[i])))
        i++;
    return i < n;
}

/* Why PostgreSQL does not allow a name. */
static const char *
postgresql_refusal(enum thing thing, struct ag_str name)
{
    static const struct ag_str columns[] = {
        AG_LIT("tableoid"), AG_LIT("xmin"), AG_LIT("cmin"),
        AG_LIT("xmax"),     AG_LIT("cmax"), AG_LIT("ctid"),
    };
    size_t i = 0, n = sizeof columns / sizeof *columns;

    while (i < n && !ag_str_eq(columns[i], name))
        i++;
    return thing == THING_COLUMN && i < n ? "is the name of a system column"
           : thing == THING_TYPE && is_type(name)
               ? "is the name of a built-in type"
           : thing == THING_SCHEMA && ag_str_starts(name, AG_STR("pg_"))
               ? "begins with the reserved prefix pg_"
           : thing == THING_SCHEMA &&
                   ag_str_eq(name, AG_STR("information_schema"))
               ? "is the name of a system schema"
               : NULL;
}

/* Why a name is not allowed; NULL: it is. See SQLite "The Schema Table";
 * PostgreSQL 15 manual 5.5; MySQL 8.0 manual 9.2. */
static const char *
name_refusal(struct ag_checker *ck, enum thing thing, struct ag_str name)
{
    struct ag_str begin = ag_str_cut(name, 0, name.n < 7 ? name.n : 7);

    if (ag_dialects[ck->dialect].bmp_only && !ag_str_is_bmp(name))
        return "has a character beyond U+FFFF";

    switch (ck->dialect) {
    case AG_DIALECT_sqlite:
        return (thing == THING_TABLE || thing == THING_INDEX) &&
                       ag_str_caseeq(begin, AG_STR("sqlite_"))
                   ? "begins with the reserved prefix sqlite_"
                   : NULL;
    case AG_DIALECT_postgresql:
        return ag_is_cockroachdb(ck) ? NULL : postgresql_refusal(thing, name);
    case AG_DIALECT_mysql:
        return thing == THING_INDEX && ag_str_caseeq(name, AG_STR("PRIMARY"))
                   ? "is the name of the primary key"
               : name.n && name.p[name.n - 1] == ' ' ? "ends with a blank"
                                                     : NULL;
    case AG_DIALECT_sqlserver:
        return thing == THING_TABLE && ag_str_starts(name, AG_STR("#"))
                   ? "begins like that of a temporary table"
               : thing == THING_SCHEMA &&
                       (ag_str_caseeq(name, AG_STR("sys")) ||
                        ag_str_caseeq(name, AG_STR("information_schema")))
                   ? "is the name of a system schema"
                   : NULL;
    case AG_NDIALECT:
        break;
    }
    return NULL;
}

static void
check_name(struct ag_checker *ck, enum thing thing, const char *what,
           struct ag_str name, struct ag_span span)
{
    const char *why = name_refusal(ck, thing, name);

    check_length(ck, what, name, span);
    if (why)
        ag_report(ck->diags, AG_RESERVED_NAME, span,
                  "%s '%.*s' is not allowed in %s: it %s", what, AG_ARG(name),
                  ag_dialects[ck->dialect].title, why);
}

/* Generated names of constraints need no check: they fit the limits. */
void
ag_rule_names(struct ag_checker *ck, const struct ag_model *model)
{
    if (!model->view)
        check_name(ck, THING_TABLE, "table", model->table,
                   ag_model_span(model));
    for (const struct ag_column *c = model->columns; c; c = c->next)
        check_name(ck, THING_COLUMN, "column", c->db_name,
                   ag_field_span(&c->field));
    if (model->primary && model->primary->mapped)
        check_name(ck, THING_OTHER, "key", model->primary->name,
                   ag_attr_span(model->primary->attr));
    for (const struct ag_key *k = model->keys; k; k = k->next)
        if (k->mapped)
            check_name(ck, THING_INDEX, "index", k->name,
                       ag_attr_span(k->attr));
    if (ck->schema->foreign_keys)
        for (const struct ag_foreign_key *f = model->foreign_keys; f;
             f = f->next)
            check_name(ck, THING_OTHER, "foreign key", f->name, f->span);
    for (const struct ag_check_def *c = model->checks; c; c = c->next)
        check_name(ck, THING_OTHER, "check", c->name, ag_attr_span(c->attr));
}

/* Values of enums. PostgreSQL's labels are names of at most 63 bytes. MySQL
 * ignores case and trailing blanks in comparisons, and removes these blanks
 * from the values of a new table (8.0 manual 11.3.5). */

static struct ag_str
trimmed(struct ag_str s)
{
    while (s.n && s.p[s.n - 1] == ' ')
        s.n--;
    return s;
}

/* The text that identifies a value: equal for values that the database cannot tell
 * apart. */
static struct ag_str
value_key(struct ag_checker *ck, struct ag_str name)
{
    return ck->dialect == AG_DIALECT_mysql
               ? ag_folded(ck->arena, trimmed(name))
               : name;
}

static void
check_enum(struct ag_checker *ck, const struct ag_enum *e)
{
    bool mysql = ck->dialect == AG_DIALECT_mysql;
    struct ag_map by_name = {0};

    if (e->as_text)
        return;
    /* A type in another schema is written with it. */
    if (ck->dialect == AG_DIALECT_postgresql &&
        (!e->db_schema.n || ag_str_eq(e->db_schema, AG_STR("public"))))
        check_name(ck, THING_TYPE, "enum", e->db_name, ag_str_span(e->name));
    else
        check_length(ck, "enum", e->db_name, ag_str_span(e->name));
    for (const struct ag_value_def *v = e->values; v; v = v->next) {
        void **slot =
            ag_map_put(&by_name, ck->arena, value_key(ck, v->db_name));
        const struct ag_value_def *u = *slot;
        if (ck->dialect == AG_DIALECT_postgresql)
            check_length(ck, "value", v->db_name, ag_str_span(v->name));
        if (!u && mysql && trimmed(v->db_name).n < v->db_name.n)
            ag_report(ck->diags, AG_RESERVED_NAME, ag_str_span(v->name),
                      "value '%.*s' is not allowed in MySQL: it ends with a "
                      "blank, which MySQL removes",
                      AG_ARG(v->db_name));
        if (!u) {
            *slot = (void *)v;
            continue;
        }
        struct ag_diag *diag = ag_report(
            ck->diags, AG_NAME_COLLISION, ag_str_span(v->name),
            "value '%.*s' is the same as '%.*s' in %s", AG_ARG(v->db_name),
            AG_ARG(u->db_name), ag_dialects[ck->dialect].title);
        ag_note(ck->diags, diag, ag_str_span(u->name), "the other one is here");
    }
}

void
ag_check_type_names(struct ag_checker *ck)
{
    for (const struct ag_enum *e = ck->schema->enums; e; e = e->next)
        check_enum(ck, e);
    for (const struct ag_db_schema *s = ck->schema->db_schemas; s; s = s->next)
        check_name(ck, THING_SCHEMA, "schema", s->name, ag_str_span(s->name));
}
