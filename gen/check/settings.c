#include <stddef.h>

#include "gen/check/checker.h"

void
ag_report_setting(struct ag_checker *ck, const struct ag_member *m,
                  const struct ag_composed *decl, const char *const *known)
{
    struct ag_nearest nearest = ag_nearest(m->name);
    struct ag_span span = ag_str_span(m->name);
    struct ag_diag *diag =
        ag_report(ck->diags, AG_BAD_SETTING, span, "%.*s has no setting '%.*s'",
                  AG_ARG(decl->node->keyword), AG_ARG(m->name));
    for (size_t i = 0; known[i]; i++)
        ag_nearest_try(&nearest, ag_str(known[i]));
    ag_note_nearest(ck->diags, diag, span, &nearest);
}

/* The index of a setting's value in `values`, or -1. */
int
ag_choose(struct ag_checker *ck, struct ag_str name, struct ag_str value,
          struct ag_span span, const char *const *values)
{
    struct ag_nearest nearest = ag_nearest(value);
    int i = 0;

    for (; values[i]; i++) {
        if (ag_str_eq(value, ag_str(values[i])))
            return i;
        ag_nearest_try(&nearest, ag_str(values[i]));
    }
    struct ag_diag *diag =
        ag_report(ck->diags, AG_BAD_SETTING, span, "%.*s cannot be '%.*s'",
                  AG_ARG(name), AG_ARG(value));
    ag_note_nearest(ck->diags, diag, span, &nearest);
    for (i = 0; nearest.best.n == 0 && values[i]; i++)
        ag_note(ck->diags, diag, (struct ag_span){0, 0}, "use '%s'", values[i]);
    return -1;
}

/* The values of `id`: the scalar of the columns, and the default of a key. */
static const struct ag_id_kind id_kinds[] = {
    {"text", AG_SCALAR_String, AG_DEFAULT_none, 0},
    {"uuid", AG_SCALAR_Uuid, AG_DEFAULT_uuid, 36},
    {"uuid7", AG_SCALAR_Uuid, AG_DEFAULT_uuid7, 36},
    {"serial", AG_SCALAR_Int, AG_DEFAULT_autoincrement, 0},
    {"bigserial", AG_SCALAR_BigInt, AG_DEFAULT_autoincrement, 0},
    {"cuid", AG_SCALAR_String, AG_DEFAULT_cuid, 25},
    {"cuid2", AG_SCALAR_String, AG_DEFAULT_cuid2, 24},
    {"ulid", AG_SCALAR_String, AG_DEFAULT_ulid, 26},
    {"nanoid", AG_SCALAR_String, AG_DEFAULT_nanoid, 21},
};
static const char *const id_names[] = {"text",      "uuid", "uuid7", "serial",
                                       "bigserial", "cuid", "cuid2", "ulid",
                                       "nanoid",    NULL};
_Static_assert(sizeof id_names / sizeof *id_names ==
                   sizeof id_kinds / sizeof *id_kinds + 1,
               "every kind of id has its name");

static const char *const list_names[] = {
    [AG_LISTS_array] = "array",
    [AG_LISTS_json] = "json",
    [AG_LISTS_array_or_json] = "array_or_json",
    NULL,
};
static const char *const relation_names[] = {
    [AG_RELATIONS_rule] = "rule",
    [AG_RELATIONS_code] = "code",
    [AG_RELATIONS_lower] = "lower",
    NULL,
};
static const char *const bigint_names[] = {
    [AG_BIGINTS_bigint] = "bigint",
    [AG_BIGINTS_number] = "number",
    NULL,
};
static const char *const json_names[] = {
    [AG_JSON_native] = "native",
    [AG_JSON_jsonb_or_text] = "jsonb_or_text",
    NULL,
};

/* The settings of `config` other than scalars: choices and strings. */
static const struct {
    const char *name;
    const char *const *values; /* NULL: any string */
    size_t member;             /* of struct ag_config */
    const char *doc;
} config_settings[] = {
    {"id", id_names, offsetof(struct ag_config, id),
     "The type of the scalar `Id`, in keys and columns that reference them."},
    {"tables", ag_style_names, offsetof(struct ag_config, tables),
     "The naming style of tables without `@@map`."},
    {"columns", ag_style_names, offsetof(struct ag_config, columns),
     "The naming style of columns without `@map`."},
    {"prefix", NULL, offsetof(struct ag_config, prefix),
     "A prefix for the names of tables without `@@map`."},
    {"schema", NULL, offsetof(struct ag_config, db_schema),
     "The schema inside the database for models and enums without `@@schema`."},
    {"code", ag_style_names, offsetof(struct ag_config, code),
     "The style of fixed names in code, for tables without `@@code`."},
    {"relations", relation_names, offsetof(struct ag_config, relations),
     "The names of relations: by rule, or from the fixed names in code."},
    {"bigints", bigint_names, offsetof(struct ag_config, bigints),
     "What code has for a `BigInt`: a bigint, or a number."},
    {"lists", list_names, offsetof(struct ag_config, lists),
     "How lists of scalars are stored: as arrays of the database, or as JSON."},
    {"json", json_names, offsetof(struct ag_config, json),
     "How `Json` is stored: in the database's JSON type, or as text except in "
     "PostgreSQL."},
};
enum { NCONFIG = sizeof config_settings / sizeof *config_settings };

/* The config of a library, which is made if there is none yet. */
struct ag_config *
ag_config_for(struct ag_checker *ck, const struct ag_library *library)
{
    struct ag_config **at = &ck->configs;

    while (*at && (*at)->library != library)
        at = &(*at)->next;
    if (!*at) {
        *at = AG_NEW(ck->arena, struct ag_config);
        (*at)->library = library;
        (*at)->tables = (*at)->columns = (*at)->lists = (*at)->json = -1;
        (*at)->code = (*at)->relations = (*at)->bigints = -1;
    }
    return *at;
}

const struct ag_config *
ag_config_of(const struct ag_checker *ck, const struct ag_composed *decl)
{
    const struct ag_config *config = ck->configs;

    while (decl && config && config->library != decl->unit->library)
        config = config->next;
    return config ? config : ck->configs;
}

/* One setting, from the schema or from the options. */
static void
set_config(struct ag_checker *ck, struct ag_config *config, size_t which,
           struct ag_str value, struct ag_span span)
{
    const char *const *values = config_settings[which].values;
    void *member = (char *)config + config_settings[which].member;
    int i = values ? ag_choose(ck, ag_str(config_settings[which].name), value,
                               span, values)
                   : 0;

    if (i < 0)
        return;
    if (!values)
        *(struct ag_str *)member = value;
    else if (values == id_names)
        config->id = &id_kinds[i];
    else
        *(int *)member = i;
}

/* Applies the options of the command line, in the order of config_settings. */
static void
set_options(struct ag_checker *ck, struct ag_config *config)
{
    const struct ag_check_options *o = ck->options;
    const struct ag_str given[NCONFIG] = {o->id, o->tables, o->columns,
                                          o->prefix, o->schema};

    for (size_t i = 0; i < NCONFIG; i++)
        if (given[i].n)
            set_config(ck, config, i, given[i], ag_str_span(given[i]));
}

/* Whether `value` can be a native type of a scalar: a name, a call, or a list
 * of these. */
static bool
is_native_type(const struct ag_expr *value)
{
    bool good = true;

    if (value->kind != AG_EXPR_ARRAY)
        return value->kind == AG_EXPR_NAME || value->kind == AG_EXPR_CALL;
    for (const struct ag_expr *e = value->items; e; e = e->next)
        good &= e->kind == AG_EXPR_NAME || e->kind == AG_EXPR_CALL;
    return good;
}

void
ag_check_config(struct ag_checker *ck, const struct ag_composed *decl)
{
    const char *known[NCONFIG + 1] = {0};
    struct ag_config *config = ag_config_for(ck, decl->unit->library);

    for (size_t i = 0; i < NCONFIG; i++)
        known[i] = config_settings[i].name;
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        enum ag_scalar scalar = ag_scalar_find(m->name);
        size_t i = 0;
        while (i < NCONFIG && !ag_str_eq(m->name, ag_str(known[i])))
            i++;
        if (i < NCONFIG && (m->value->kind == AG_EXPR_NAME ||
                            m->value->kind == AG_EXPR_STRING))
            set_config(ck, config, i, m->value->text, ag_expr_span(m->value));
        else if (i < NCONFIG)
            ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(m->value),
                      "the value of '%.*s' must be a name", AG_ARG(m->name));
        else if (scalar == AG_NSCALAR)
            ag_report_setting(ck, m, decl, known);
        else if (is_native_type(m->value))
            config->types[scalar] = m->value;
        else
            ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(m->value),
                      "the value of '%.*s' must be a native type, such as "
                      "VarChar(255)",
                      AG_ARG(m->name));
    }
}

/* Settles a choice: the schema's, otherwise the library's, otherwise the first
 * value. */
static void
settle(int *choice, int own)
{
    if (own >= 0)
        *choice = own;
    else if (*choice < 0)
        *choice = 0;
}

/* The schema's own config overrides those of libraries. `Id` is the same for
 * all. */
void
ag_settle_configs(struct ag_checker *ck)
{
    struct ag_config *own = ag_config_for(ck, NULL);
    const struct ag_expr *id_type = NULL;
    struct ag_config given;

    set_options(ck, own);
    given = *own;
    for (struct ag_config *c = ck->configs; c; c = c->next) {
        ck->id = ck->id ? ck->id : c->id;
        if (c != own && !id_type)
            id_type = c->types[AG_SCALAR_Id];
        settle(&c->tables, given.tables);
        settle(&c->columns, given.columns);
        c->code = given.code >= 0 ? given.code : c->code;
        settle(&c->lists, given.lists);
        settle(&c->json, given.json);
        settle(&c->relations, given.relations);
        settle(&c->bigints, given.bigints);
        c->prefix = given.prefix.n ? given.prefix : c->prefix;
        c->db_schema = given.db_schema.n ? given.db_schema : c->db_schema;
    }
    for (struct ag_config *c = own->next; c; c = c->next)
        c->types[AG_SCALAR_Id] = id_type;
    if (!own->types[AG_SCALAR_Id])
        own->types[AG_SCALAR_Id] = id_type;
    if (!ck->id)
        ck->id = &id_kinds[0];
}

bool
ag_known_config(size_t i, struct ag_known *known)
{
    if (i >= NCONFIG)
        return false;
    *known = (struct ag_known){.name = ag_str(config_settings[i].name),
                               .doc = config_settings[i].doc,
                               .values = config_settings[i].values};
    return true;
}

static bool
is_own_config(const struct ag_composed *decl)
{
    return !decl->unit->library && decl->node->subject == AG_SUBJECT_config;
}

static bool
same_value(const struct ag_member *m, const struct ag_member *n)
{
    return m->value->kind == n->value->kind && !m->value->items &&
           !n->value->items && ag_str_eq(m->value->text, n->value->text);
}

/* Reports the settings that `decl` has twice, or that `other` has with a
 * different value. */
static void
compare_settings(struct ag_checker *ck, const struct ag_composed *decl,
                 const struct ag_composed *other)
{
    for (const struct ag_member *m = decl->members; m; m = m->next)
        for (const struct ag_member *n = other->members; n && n != m;
             n = n->next)
            if (ag_str_eq(m->name, n->name) &&
                (other == decl || !same_value(m, n)))
                ag_report_duplicate(ck, "setting", m->name,
                                    ag_str_span(n->name));
}

/* A block may have a setting only once. The configs of a schema may be in
 * several files, and must agree. */
void
ag_check_settings(struct ag_checker *ck, const struct ag_composed *decl)
{
    const struct ag_composed *d = ck->schema->composition->first;

    for (; is_own_config(decl) && d != decl; d = d->next)
        if (is_own_config(d))
            compare_settings(ck, decl, d);
    compare_settings(ck, decl, decl);
}
