#include "gen/check/checker.h"

static const char *const modes[] = {"prisma", "foreignKeys", NULL};
static const char *const providers[] = {"sqlite",    "postgresql",  "mysql",
                                        "sqlserver", "cockroachdb", NULL};

static const struct {
    const char *name;
    const char *const *values;
    const char *doc;
} datasource_settings[] = {
    {"provider", providers, "The database: its dialect and native types."},
    {"url", NULL, "The URL of the database; only for Prisma."},
    {"directUrl", NULL, "The URL without a connection pool; only for Prisma."},
    {"shadowDatabaseUrl", NULL,
     "The URL of a database for testing migrations; only for Prisma."},
    {"relationMode", modes,
     "`prisma`: the database has no foreign keys, and the code maintains the "
     "relations."},
    {"schemas", NULL, "The schemas inside the database that `@@schema` names."},
    {"extensions", NULL, "The extensions of PostgreSQL that the tables need."},
    {"referentialIntegrity", modes, "The old name of `relationMode`."},
};
enum { NDATASOURCE = sizeof datasource_settings / sizeof *datasource_settings };

bool
ag_known_datasource(size_t i, struct ag_known *known)
{
    if (i >= NDATASOURCE)
        return false;
    *known = (struct ag_known){.name = ag_str(datasource_settings[i].name),
                               .doc = datasource_settings[i].doc,
                               .values = datasource_settings[i].values};
    return true;
}

/* The items of a setting, which may be one value without brackets. */
static const struct ag_expr *
items_of(const struct ag_expr *e)
{
    return e && e->kind == AG_EXPR_ARRAY ? e->items : e;
}

static void
check_schemas(struct ag_checker *ck, const struct ag_expr *items)
{
    struct ag_map by_name = {0};

    for (const struct ag_expr *e = items; e; e = e->next) {
        void **slot = ag_map_put(&by_name, ck->arena, e->text);
        const struct ag_expr *other = *slot;
        if (!other)
            *slot = (void *)e;
        if (e->kind != AG_EXPR_STRING)
            ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(e),
                      "'schemas' must be a list of strings");
        else if (other)
            ag_report_duplicate(ck, "schema", e->text, ag_expr_span(other));
    }
}

/* An extension of PostgreSQL: a name, perhaps with (version: "2.1"). */
static void
check_extension(struct ag_checker *ck, const struct ag_expr *e)
{
    static const struct ag_arg_spec specs[] = {
        {"map", AG_ARG_string, AG_ARG_NAMED, NULL},
        {"schema", AG_ARG_string, AG_ARG_OPTIONAL, NULL},
        {"version", AG_ARG_string, AG_ARG_OPTIONAL, NULL},
        {0},
    };
    const struct ag_expr *bound[AG_MAX_ARGS];

    if (e->kind == AG_EXPR_CALL)
        ag_bind(ck, ag_arena_fmt(ck->arena, "extension '%.*s'", AG_ARG(e->text)),
                ag_expr_span(e), e->items, specs, bound);
    else if (e->kind != AG_EXPR_NAME)
        ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(e),
                  "'extensions' must be a list of names without quotes");
    else if (ag_str_find(e->text, '-') < e->text.n)
        ag_note(ck->diags,
                ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(e),
                          "the name of an extension must not contain '-'"),
                (struct ag_span){0, 0},
                "write uuid_ossp(map: \"uuid-ossp\"), for example");
}

/* The URL of a database for tests, which are to leave the other alone. */
static void
check_shadow(struct ag_checker *ck, const struct ag_decl *decl)
{
    static const struct ag_str others[] = {AG_LIT("url"), AG_LIT("directUrl")};
    const struct ag_expr *shadow =
        ag_setting(decl, AG_STR("shadowDatabaseUrl"));

    for (size_t i = 0; shadow && i < sizeof others / sizeof *others; i++) {
        const struct ag_expr *e = ag_setting(decl, others[i]);
        if (e && e->kind == AG_EXPR_STRING && shadow->kind == e->kind &&
            ag_str_eq(e->text, shadow->text))
            ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(shadow),
                      "'shadowDatabaseUrl' must not be the same as '%.*s'",
                      AG_ARG(others[i]));
    }
}

/* What Prisma requires of the values. */
static void
check_values(struct ag_checker *ck, const struct ag_decl *decl)
{
    const struct ag_expr *extensions = ag_setting(decl, AG_STR("extensions"));
    const struct ag_expr *old =
        ag_setting(decl, AG_STR("referentialIntegrity"));

    check_schemas(ck, items_of(ag_setting(decl, AG_STR("schemas"))));
    for (const struct ag_expr *e = items_of(extensions); e; e = e->next)
        check_extension(ck, e);
    check_shadow(ck, decl);
    if (old && ag_setting(decl, AG_STR("relationMode")))
        ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(old),
                  "'referentialIntegrity' is the old name of 'relationMode', "
                  "which is also given; remove it");
}

void
ag_check_datasource(struct ag_checker *ck, const struct ag_composed *decl)
{
    const char *known[NDATASOURCE + 1] = {0};
    const struct ag_expr *mode = ag_setting(decl->node, AG_STR("relationMode"));

    for (size_t i = 0; i < NDATASOURCE; i++)
        known[i] = datasource_settings[i].name;
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        int i = 0;
        while (known[i] && !ag_str_eq(m->name, ag_str(known[i])))
            i++;
        if (!known[i])
            ag_report_setting(ck, m, decl, known);
    }
    check_values(ck, decl->node);
    if (!mode)
        mode = ag_setting(decl->node, AG_STR("referentialIntegrity"));
    if (mode && ag_choose(ck, AG_STR("relationMode"), mode->text,
                          ag_expr_span(mode), modes) == 0)
        ck->schema->foreign_keys = false;
}

/* The block's provider, which may be a list in old schemas. */
static struct ag_str
provider_of(const struct ag_decl *decl)
{
    const struct ag_expr *e = ag_setting(decl, AG_STR("provider"));
    if (e && e->kind == AG_EXPR_ARRAY)
        e = e->items;
    return e && e->kind == AG_EXPR_STRING ? e->text : (struct ag_str){0};
}

struct ag_block *
ag_new_block(struct ag_checker *ck, const struct ag_composed *decl)
{
    struct ag_block *block = AG_NEW(ck->arena, struct ag_block);
    block->decl = decl->node;
    block->provider = provider_of(decl->node);
    return block;
}

static void
report_provider(struct ag_checker *ck, struct ag_span span,
                struct ag_str provider)
{
    struct ag_nearest nearest = ag_nearest(provider);
    struct ag_diag *diag = ag_report(ck->diags, AG_BAD_SETTING, span,
                                     "the provider must be sqlite, postgresql, "
                                     "mysql, sqlserver or cockroachdb");

    for (size_t i = 0; i < AG_NDIALECT; i++)
        ag_nearest_try(&nearest, ag_str(ag_dialects[i].name));
    ag_note_nearest(ck->diags, diag, span, &nearest);
}

/* The dialect of the options, otherwise the datasource's, otherwise SQLite. */
void
ag_find_dialect(struct ag_checker *ck)
{
    const struct ag_block *source = ck->schema->datasource;
    enum ag_dialect own = AG_DIALECT_sqlite;
    bool known = source && ag_dialect_find(source->provider, &own);

    if (source && !known && !(source->decl->broken && !source->provider.n)) {
        const struct ag_expr *e = ag_setting(source->decl, AG_STR("provider"));
        struct ag_span span =
            e ? ag_expr_span(e) : ag_str_span(source->decl->keyword);
        if (ag_str_eq(source->provider, AG_STR("mongodb")))
            ag_report(ck->diags, AG_MONGODB, span,
                      "authgen does not support MongoDB, only SQL databases");
        else
            report_provider(ck, span, source->provider);
    }
    ck->dialect = own;
    if (ck->options->dialect.n &&
        !ag_dialect_find(ck->options->dialect, &ck->dialect))
        ag_choose(ck, AG_STR("dialect"), ck->options->dialect,
                  ag_str_span(ck->options->dialect), ag_dialect_names);
    if (!source && !ck->options->dialect.n)
        ag_guess_report(&ck->schema->composition->guess, ck->diags);
    ck->provider = known ? source->provider : (struct ag_str){0};
    ck->translated = known && own != ck->dialect;
    ck->schema->dialect = ck->dialect;
    ck->schema->provider = known && !ck->translated
                               ? source->provider
                               : ag_str(ag_dialects[ck->dialect].name);
    /* Native types have the name of the dialect, not of a provider's synonym.
     */
    if (known && !ag_str_eq(ck->provider, AG_STR("cockroachdb")))
        ck->provider = ag_str(ag_dialects[own].name);
}

bool
ag_is_cockroachdb(const struct ag_checker *ck)
{
    return ck->dialect == AG_DIALECT_postgresql && !ck->translated &&
           ag_str_eq(ck->schema->provider, AG_STR("cockroachdb"));
}

/* The list `schemas = […]` of the datasource; NULL: none. */
static const struct ag_expr *
listed_schemas(const struct ag_checker *ck)
{
    return ck->schema->datasource
               ? items_of(ag_setting(ck->schema->datasource->decl,
                                     AG_STR("schemas")))
               : NULL;
}

static void
check_listed(struct ag_checker *ck, struct ag_str name, struct ag_span span)
{
    const struct ag_expr *first = listed_schemas(ck), *e;
    struct ag_nearest nearest = ag_nearest(name);

    if (!ck->listed_schemas.slots)
        for (e = first; e; e = e->next)
            *ag_map_put(&ck->listed_schemas, ck->arena, e->text) = (void *)e;
    if (!first || ag_map_get(&ck->listed_schemas, name))
        return;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_BAD_ARGUMENT, span,
        "'schemas' of the datasource does not list '%.*s'", AG_ARG(name));
    for (e = diag->dropped ? NULL : first; e; e = e->next)
        ag_nearest_try(&nearest, e->text);
    ag_note_nearest(ck->diags, diag, ag_str_span(name), &nearest);
}

/* If the datasource lists schemas, every model and enum needs one. The config's
 * is enough, even where the database has no schemas. */
void
ag_check_has_schema(struct ag_checker *ck, const struct ag_composed *decl,
                    struct ag_str schema, struct ag_str name)
{
    if (schema.n || decl->broken || !listed_schemas(ck) ||
        ag_config_of(ck, decl)->db_schema.n)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_MISSING_ARGUMENT, ag_str_span(name),
                  "'%.*s' needs @@schema, because the datasource has 'schemas'",
                  AG_ARG(name));
    ag_note(ck->diags, diag, ag_expr_span(listed_schemas(ck)),
            "add @@schema(\"%.*s\"), for example",
            AG_ARG(listed_schemas(ck)->text));
}

/* Enters a schema inside the database in the list. */
static struct ag_str
enter_db_schema(struct ag_checker *ck, struct ag_str name)
{
    if (name.n == 0 || ag_map_get(&ck->db_schemas, name))
        return name;
    struct ag_db_schema *entry = AG_NEW(ck->arena, struct ag_db_schema);
    entry->name = name;
    *ag_map_put(&ck->db_schemas, ck->arena, name) = entry;
    if (ck->last_db_schema)
        ck->last_db_schema->next = entry;
    else
        ck->schema->db_schemas = entry;
    ck->last_db_schema = entry;
    return name;
}

/* The schema that @@schema names. */
struct ag_str
ag_db_schema_name(struct ag_checker *ck, const struct ag_attr *attr)
{
    struct ag_str name = ag_mapped_name(ck, attr, ag_schema_args);

    if (name.n)
        check_listed(ck, name, ag_attr_span(attr));
    return enter_db_schema(ck, name);
}

/* Without @@schema: the config's schema, if the database has schemas. */
struct ag_str
ag_default_db_schema(struct ag_checker *ck, const struct ag_composed *decl)
{
    struct ag_str name = ag_config_of(ck, decl)->db_schema;

    if (ag_lacks(ck, AG_FEATURE_db_schema))
        return (struct ag_str){0};
    return enter_db_schema(ck, name);
}
