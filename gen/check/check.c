#include "gen/check/check.h"

#include <stddef.h>

#include "gen/check/checker.h"

const char *const ag_default_names[] = {
    [AG_DEFAULT_none] = "none",
    [AG_DEFAULT_text] = "text",
    [AG_DEFAULT_number] = "number",
    [AG_DEFAULT_boolean] = "boolean",
    [AG_DEFAULT_enum] = "enum",
    [AG_DEFAULT_json] = "json",
    [AG_DEFAULT_datetime] = "datetime",
    [AG_DEFAULT_bytes] = "bytes",
    [AG_DEFAULT_list] = "list",
    [AG_DEFAULT_now] = "now",
    [AG_DEFAULT_autoincrement] = "autoincrement",
    [AG_DEFAULT_uuid] = "uuid",
    [AG_DEFAULT_uuid7] = "uuid7",
    [AG_DEFAULT_cuid] = "cuid",
    [AG_DEFAULT_cuid2] = "cuid2",
    [AG_DEFAULT_ulid] = "ulid",
    [AG_DEFAULT_nanoid] = "nanoid",
    [AG_DEFAULT_expression] = "expression",
    [AG_DEFAULT_sequence] = "sequence",
    [AG_NDEFAULT] = NULL,
};

const char *const ag_action_names[] = {
    [AG_ACTION_cascade] = "cascade",
    [AG_ACTION_restrict] = "restrict",
    [AG_ACTION_no_action] = "no_action",
    [AG_ACTION_set_null] = "set_null",
    [AG_ACTION_set_default] = "set_default",
    [AG_NACTION] = NULL,
};

const char *const ag_key_names[] = {"primary", "unique", "index", "fulltext",
                                    NULL};
const char *const ag_sort_names[] = {"none", "asc", "desc", NULL};

const struct ag_expr *
ag_setting(const struct ag_decl *decl, struct ag_str name)
{
    for (const struct ag_member *m = decl ? decl->members : NULL; m;
         m = m->next)
        if (m->kind == AG_MEMBER_SETTING && ag_str_eq(m->name, name))
            return m->value;
    return NULL;
}

struct ag_span
ag_field_span(const struct ag_field *field)
{
    return ag_str_span(field->decl ? field->decl->name : field->name);
}

uint32_t
ag_enum_width(const struct ag_enum *e)
{
    uint32_t most = 1;

    for (const struct ag_value_def *d = e->values; d; d = d->next) {
        uint32_t width = ag_str_chars(d->db_name);
        for (uint32_t i = 0; i < d->db_name.n; i++)
            width += (unsigned char)d->db_name.p[i] >= 0xf0;
        if (width > most)
            most = width;
    }
    return most;
}

struct ag_span
ag_model_span(const struct ag_model *model)
{
    return ag_str_span(model->decl ? model->decl->name : model->name);
}

bool
ag_is_cockroachdb(const struct ag_checker *ck)
{
    return ck->dialect == AG_DIALECT_postgresql && !ck->translated &&
           ag_str_eq(ck->schema->provider, AG_STR("cockroachdb"));
}

struct ag_symbol *
ag_find_symbol(const struct ag_checker *ck, struct ag_str name)
{
    return ag_map_get(&ck->symbols, name);
}

struct ag_str
ag_renamed(const struct ag_decl *decl, struct ag_str field)
{
    for (const struct ag_rename *r = decl->renames; r; r = r->next)
        if (ag_str_eq(r->from, field))
            return r->to;
    return field;
}

const struct ag_field *
ag_find_field(const struct ag_model *model, struct ag_str name)
{
    const struct ag_field *field = model->fields;
    if (model->decl)
        name = ag_renamed(model->decl, name);
    if (model->by_name.slots)
        return ag_map_get(&model->by_name, name);
    while (field && !ag_str_eq(field->name, name))
        field = field->next_field;
    return field;
}

void
ag_report_duplicate(struct ag_checker *ck, const char *what,
                    struct ag_str name, struct ag_span first)
{
    struct ag_diag *diag =
        ag_report(ck->diags, AG_DUPLICATE_NAME, ag_str_span(name),
                  "%s '%.*s' is declared twice", what, AG_ARG(name));
    ag_note(ck->diags, diag, first, "first declared here");
}

void
ag_report_field(struct ag_checker *ck, const struct ag_model *model,
                struct ag_str name, struct ag_span span)
{
    struct ag_nearest nearest = ag_nearest(name);

    if (model->decl->broken)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_UNKNOWN_FIELD, span,
                  "model '%.*s' has no field '%.*s'", AG_ARG(model->name),
                  AG_ARG(name));
    for (const struct ag_field *f = model->fields; f; f = f->next_field)
        ag_nearest_try(&nearest, f->name);
    ag_note_nearest(ck->diags, diag, span, &nearest);
}

/* Mixins. */

const struct ag_arg_spec ag_include_args[] = {
    {"mixin", AG_ARG_name, AG_ARG_REQUIRED, NULL},
    {0},
};

/* A mixin that came, and where it is included. */
struct ag_included {
    struct ag_included *next;
    const struct ag_decl *mixin;
    struct ag_span span;
};

struct ag_walk
ag_walk(struct ag_checker *ck, const struct ag_decl *decl, bool quiet)
{
    return (struct ag_walk){
        .ck = ck, .at = {decl->members}, .of = {decl}, .quiet = quiet};
}

/* Whether the mixin that `e` names comes for the first time. */
static bool
is_first(struct ag_walk *walk, const struct ag_decl *mixin,
         const struct ag_expr *e)
{
    struct ag_checker *ck = walk->ck;
    struct ag_included *i = walk->included;

    while (i && i->mixin != mixin)
        i = i->next;
    if (!i) {
        i = AG_NEW(ck->arena, struct ag_included);
        *i = (struct ag_included){walk->included, mixin, ag_expr_span(e)};
        walk->included = i;
        return true;
    }
    if (!walk->quiet)
        ag_note(ck->diags,
                ag_report(ck->diags, AG_DUPLICATE_ATTRIBUTE, ag_expr_span(e),
                          "mixin '%.*s' is included twice", AG_ARG(e->text)),
                i->span, "first included here");
    return false;
}

/* Goes on in the mixin that `e` names, if there is one and it is neither the
 * one we are in nor one that came before. */
static void
include(struct ag_walk *walk, const struct ag_expr *e)
{
    struct ag_checker *ck = walk->ck;
    struct ag_symbol *symbol = ag_find_symbol(ck, e->text);
    int limit = (int)(sizeof walk->at / sizeof *walk->at);
    bool cycle = walk->depth + 1 == limit;

    if (!symbol || !symbol->mixin) {
        if (walk->quiet)
            return;
        struct ag_nearest nearest = ag_nearest(e->text);
        struct ag_diag *diag =
            ag_report(ck->diags, AG_UNKNOWN_MIXIN, ag_expr_span(e),
                      "there is no mixin '%.*s'", AG_ARG(e->text));
        for (const struct ag_decl *d = ck->schema->tree->first; d; d = d->next)
            if (ag_str_eq(d->keyword, AG_STR("mixin")))
                ag_nearest_try(&nearest, d->name);
        ag_note_nearest(ck->diags, diag, ag_expr_span(e), &nearest);
        return;
    }
    for (int i = 0; i <= walk->depth; i++)
        cycle |= walk->of[i] == symbol->mixin;
    if (cycle) {
        if (!walk->quiet)
            ag_report(ck->diags, AG_MIXIN_CYCLE, ag_expr_span(e),
                      "mixin '%.*s' includes itself", AG_ARG(e->text));
        return;
    }
    if (!is_first(walk, symbol->mixin, e))
        return;
    walk->depth++;
    walk->of[walk->depth] = symbol->mixin;
    walk->at[walk->depth] = symbol->mixin->members;
}

const struct ag_member *
ag_walk_next(struct ag_walk *walk)
{
    const struct ag_expr *bound[AG_MAX_ARGS];

    while (walk->depth >= 0) {
        const struct ag_member *m = walk->at[walk->depth];
        if (!m) {
            walk->depth--;
            continue;
        }
        walk->at[walk->depth] = m->next;
        if (m->kind != AG_MEMBER_BLOCK ||
            !ag_str_eq(m->name, AG_STR("include")))
            return m;
        if (walk->quiet) {
            if (m->attrs->args)
                include(walk, m->attrs->args);
        } else if (ag_bind_attr(walk->ck, m->attrs, ag_include_args, bound)) {
            include(walk, bound[0]);
        }
    }
    return NULL;
}

/* Settings. */

static void
report_setting(struct ag_checker *ck, const struct ag_member *m,
               const struct ag_decl *decl, const char *const *known)
{
    struct ag_nearest nearest = ag_nearest(m->name);
    struct ag_span span = ag_str_span(m->name);
    struct ag_diag *diag =
        ag_report(ck->diags, AG_BAD_SETTING, span, "%.*s has no setting '%.*s'",
                  AG_ARG(decl->keyword), AG_ARG(m->name));
    for (size_t i = 0; known[i]; i++)
        ag_nearest_try(&nearest, ag_str(known[i]));
    ag_note_nearest(ck->diags, diag, span, &nearest);
}

/* A setting whose value is one of some names; its index, or -1. */
static int
choose(struct ag_checker *ck, struct ag_str name, struct ag_str value,
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
        ag_note(ck->diags, diag, (struct ag_span){0, 0}, "it can be '%s'",
                values[i]);
    return -1;
}

/* What `Id` may be: the scalar of the columns, and the default of a key. */
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
static const char *const json_names[] = {
    [AG_JSON_native] = "native",
    [AG_JSON_jsonb_or_text] = "jsonb_or_text",
    NULL,
};

/* The settings of `config` but for the scalars: a choice, or a text. */
static const struct {
    const char *name;
    const char *const *values; /* NULL: any text */
    size_t member; /* of struct ag_config */
    const char *doc;
} config_settings[] = {
    {"id", id_names, offsetof(struct ag_config, id),
     "What the scalar `Id` is, in keys and in the columns that refer to them."},
    {"tables", ag_style_names, offsetof(struct ag_config, tables),
     "How tables are called after their models, where no `@@map` says it."},
    {"columns", ag_style_names, offsetof(struct ag_config, columns),
     "How columns are called after their fields, where no `@map` says it."},
    {"prefix", NULL, offsetof(struct ag_config, prefix),
     "What stands before the name of every table without `@@map`."},
    {"schema", NULL, offsetof(struct ag_config, db_schema),
     "The schema inside the database for what has no `@@schema`."},
    {"lists", list_names, offsetof(struct ag_config, lists),
     "What a list of scalars is: an array of the database, or JSON."},
    {"json", json_names, offsetof(struct ag_config, json),
     "What `Json` is: the database's own type, or text but in PostgreSQL."},
};
enum { NCONFIG = sizeof config_settings / sizeof *config_settings };

/* The config of a library, made if there is none yet. */
static struct ag_config *
config_for(struct ag_checker *ck, const struct ag_library *library)
{
    struct ag_config **at = &ck->configs;

    while (*at && (*at)->library != library)
        at = &(*at)->next;
    if (!*at) {
        *at = AG_NEW(ck->arena, struct ag_config);
        (*at)->library = library;
        (*at)->tables = (*at)->columns = (*at)->lists = (*at)->json = -1;
    }
    return *at;
}

const struct ag_config *
ag_config_of(const struct ag_checker *ck, const struct ag_decl *decl)
{
    const struct ag_config *config = ck->configs;

    while (decl && config && config->library != decl->library)
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
    int i = values ? choose(ck, ag_str(config_settings[which].name), value,
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

/* What the command line says, in the order of config_settings. */
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

/* Whether `value` may be the native type of a scalar: a name, a call, or a
 * list of such. */
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

static void
check_config(struct ag_checker *ck, const struct ag_decl *decl)
{
    const char *known[NCONFIG + 1] = {0};
    struct ag_config *config = config_for(ck, decl->library);

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
                      "'%.*s' wants a name", AG_ARG(m->name));
        else if (scalar == AG_NSCALAR)
            report_setting(ck, m, decl, known);
        else if (is_native_type(m->value))
            config->types[scalar] = m->value;
        else
            ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(m->value),
                      "the default of %.*s is a native type, such as "
                      "VarChar(255)", AG_ARG(m->name));
    }
}

/* A choice: the schema's, else the library's, else the first there is. */
static void
settle(int *choice, int own)
{
    if (own >= 0)
        *choice = own;
    else if (*choice < 0)
        *choice = 0;
}

/* What the schema's own config says goes before what a library's does. What an
 * Id is, all have in common. */
static void
settle_configs(struct ag_checker *ck)
{
    struct ag_config *own = config_for(ck, NULL);
    const struct ag_expr *id_type = NULL;
    struct ag_config said;

    set_options(ck, own);
    said = *own;
    for (struct ag_config *c = ck->configs; c; c = c->next) {
        ck->id = ck->id ? ck->id : c->id;
        if (c != own && !id_type)
            id_type = c->types[AG_SCALAR_Id];
        settle(&c->tables, said.tables);
        settle(&c->columns, said.columns);
        settle(&c->lists, said.lists);
        settle(&c->json, said.json);
        c->prefix = said.prefix.n ? said.prefix : c->prefix;
        c->db_schema = said.db_schema.n ? said.db_schema : c->db_schema;
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

static const char *const modes[] = {"prisma", "foreignKeys", NULL};
static const char *const providers[] = {"sqlite", "postgresql", "mysql",
                                        "sqlserver", "cockroachdb", NULL};

static const struct {
    const char *name;
    const char *const *values;
    const char *doc;
} datasource_settings[] = {
    {"provider", providers, "The database: its dialect and native types."},
    {"url", NULL, "Where the database is; for Prisma alone."},
    {"directUrl", NULL, "The same without a pool; for Prisma alone."},
    {"shadowDatabaseUrl", NULL,
     "A database that migrations are tried in; for Prisma alone."},
    {"relationMode", modes,
     "`prisma`: the database has no foreign keys, and the code keeps the "
     "relations."},
    {"schemas", NULL, "The schemas inside the database that `@@schema` names."},
    {"extensions", NULL, "PostgreSQL's extensions that the tables need."},
    {"referentialIntegrity", modes, "An old word for `relationMode`."},
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

static void
check_datasource(struct ag_checker *ck, const struct ag_decl *decl)
{
    const char *known[NDATASOURCE + 1] = {0};
    const struct ag_expr *mode = ag_setting(decl, AG_STR("relationMode"));

    for (size_t i = 0; i < NDATASOURCE; i++)
        known[i] = datasource_settings[i].name;
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        int i = 0;
        while (known[i] && !ag_str_eq(m->name, ag_str(known[i])))
            i++;
        if (!known[i])
            report_setting(ck, m, decl, known);
    }
    if (!mode)
        mode = ag_setting(decl, AG_STR("referentialIntegrity"));
    if (mode && choose(ck, AG_STR("relationMode"), mode->text,
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

static struct ag_block *
new_block(struct ag_checker *ck, const struct ag_decl *decl)
{
    struct ag_block *block = AG_NEW(ck->arena, struct ag_block);
    block->decl = decl;
    block->provider = provider_of(decl);
    return block;
}

static void
report_provider(struct ag_checker *ck, struct ag_span span,
                struct ag_str provider)
{
    struct ag_nearest nearest = ag_nearest(provider);
    struct ag_diag *diag = ag_report(
        ck->diags, AG_BAD_SETTING, span,
        "the provider is sqlite, postgresql, mysql, sqlserver or cockroachdb");

    for (size_t i = 0; i < AG_NDIALECT; i++)
        ag_nearest_try(&nearest, ag_str(ag_dialects[i].name));
    ag_note_nearest(ck->diags, diag, span, &nearest);
}

/* The dialect: what was asked for, else the datasource's, else SQLite. */
static void
find_dialect(struct ag_checker *ck)
{
    const struct ag_block *source = ck->schema->datasource;
    enum ag_dialect own = AG_DIALECT_sqlite;
    bool known = source && ag_dialect_find(source->provider, &own);

    if (source && !known && !(source->decl->broken && !source->provider.n)) {
        const struct ag_expr *e =
            ag_setting(source->decl, AG_STR("provider"));
        struct ag_span span =
            e ? ag_expr_span(e) : ag_str_span(source->decl->keyword);
        if (ag_str_eq(source->provider, AG_STR("mongodb")))
            ag_report(ck->diags, AG_MONGODB, span,
                      "MongoDB has no tables; authgen writes for SQL databases");
        else
            report_provider(ck, span, source->provider);
    }
    ck->dialect = own;
    if (ck->options->dialect.n &&
        !ag_dialect_find(ck->options->dialect, &ck->dialect))
        choose(ck, AG_STR("dialect"), ck->options->dialect,
               ag_str_span(ck->options->dialect), ag_dialect_names);
    ck->provider = known ? source->provider : (struct ag_str){0};
    ck->translated = known && own != ck->dialect;
    ck->schema->dialect = ck->dialect;
    ck->schema->provider = known && !ck->translated
                               ? source->provider
                               : ag_str(ag_dialects[ck->dialect].name);
    /* A provider's synonym is the provider, where native types are meant. */
    if (known && !ag_str_eq(ck->provider, AG_STR("cockroachdb")))
        ck->provider = ag_str(ag_dialects[own].name);
}

/* Declarations. */

/* The name of a model or enum in the database: @@map, or the config's style. */
static struct ag_str
table_name(struct ag_checker *ck, const struct ag_decl *decl)
{
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        const struct ag_expr *e;
        if (m->kind != AG_MEMBER_BLOCK || !ag_str_eq(m->name, AG_STR("map")))
            continue;
        e = m->attrs->args;
        if (e && e->kind == AG_EXPR_STRING)
            return e->text;
    }
    const struct ag_config *config = ag_config_of(ck, decl);
    struct ag_str name = ag_style_apply(
        ck->arena, (enum ag_style)config->tables, decl->name);
    if (config->prefix.n)
        name = ag_arena_fmt(ck->arena, "%.*s%.*s", AG_ARG(config->prefix),
                            AG_ARG(name));
    return name;
}

/* NULL: it is fine. */
static struct ag_diag *
check_name(struct ag_checker *ck, struct ag_str name)
{
    if ((name.p[0] >= '0' && name.p[0] <= '9') || name.p[0] == '_' ||
        ag_str_find(name, '-') < name.n)
        return ag_report(
            ck->diags, AG_BAD_NAME, ag_str_span(name),
            "a name begins with a letter and has no '-'; @map or @@map gives "
            "any name in the database");
    return NULL;
}

/* When the configs are known: they say whether @@map would change anything. */
static void
check_decl_name(struct ag_checker *ck, const struct ag_decl *decl)
{
    struct ag_diag *diag = check_name(ck, decl->name);

    if (diag)
        ag_fix_decl_name(ck, diag, decl);
}

static void
declare_model(struct ag_checker *ck, struct ag_symbol *symbol,
              struct ag_model ***end)
{
    struct ag_model *model = AG_NEW(ck->arena, struct ag_model);
    model->decl = symbol->decl;
    model->name = symbol->decl->name;
    model->view = ag_str_eq(symbol->decl->keyword, AG_STR("view"));
    model->index = ck->schema->nmodel++;
    symbol->model = model;
    **end = model;
    *end = &model->next;
}

static void
declare_enum(struct ag_checker *ck, struct ag_symbol *symbol,
             struct ag_enum ***end)
{
    struct ag_enum *e = AG_NEW(ck->arena, struct ag_enum);
    e->decl = symbol->decl;
    e->name = symbol->decl->name;
    e->index = ck->schema->nenum++;
    symbol->enum_type = e;
    **end = e;
    *end = &e->next;
}

/* Words that no TypeScript can have for a name; Prisma refuses them, too. */
static const char *const reserved[] = {
    /* clang-format off */
    "PrismaClient", "async", "await", "break", "case", "catch", "class",
    "const", "continue", "debugger", "default", "delete", "do", "else", "enum",
    "export", "extends", "false", "finally", "for", "function", "if",
    "implements", "import", "in", "instanceof", "interface", "let", "new",
    "null", "package", "private", "protected", "public", "return", "super",
    "switch", "this", "throw", "true", "try", "typeof", "using", "var", "void",
    "while", "with", "yield",
    /* clang-format on */
};

bool
ag_known_reserved(struct ag_str name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (ag_str_eq(name, ag_str(reserved[i])))
            return true;
    return false;
}

static void
check_reserved(struct ag_checker *ck, struct ag_str name)
{
    if (ag_known_reserved(name))
        ag_report(ck->diags, AG_BAD_NAME, ag_str_span(name),
                  "'%.*s' is a word of TypeScript; @@map(\"%.*s\") gives a "
                  "model of another name this one in the database",
                  AG_ARG(name), AG_ARG(name));
}

/* Enters a name; NULL if it was taken, or is missing, which was a mistake of
 * syntax. */
static struct ag_symbol *
declare(struct ag_checker *ck, const struct ag_decl *decl)
{
    if (decl->name.n == 0)
        return NULL;
    void **slot = ag_map_put(&ck->symbols, ck->arena, decl->name);

    if (*slot) {
        const struct ag_symbol *first = *slot;
        ag_report_duplicate(ck, "name", decl->name,
                            ag_str_span(first->decl->name));
        return NULL;
    }
    if (ag_scalar_is_prisma(ag_scalar_find(decl->name)))
        ag_report(ck->diags, AG_BAD_NAME, ag_str_span(decl->name),
                  "'%.*s' is a type of the language", AG_ARG(decl->name));
    check_reserved(ck, decl->name);
    struct ag_symbol *symbol = AG_NEW(ck->arena, struct ag_symbol);
    symbol->decl = decl;
    *slot = symbol;
    if (decl->former.n) {
        slot = ag_map_put(&ck->symbols, ck->arena, decl->former);
        if (!*slot)
            *slot = symbol;
    }
    return symbol;
}

static bool
is_own_config(const struct ag_decl *decl)
{
    return !decl->library && ag_str_eq(decl->keyword, AG_STR("config"));
}

static bool
same_value(const struct ag_member *m, const struct ag_member *n)
{
    return m->value->kind == n->value->kind && !m->value->items &&
           !n->value->items && ag_str_eq(m->value->text, n->value->text);
}

/* Reports the settings of `decl` that it has twice, or that `other` has with
 * another value. */
static void
compare_settings(struct ag_checker *ck, const struct ag_decl *decl,
                 const struct ag_decl *other)
{
    for (const struct ag_member *m = decl->members; m; m = m->next)
        for (const struct ag_member *n = other->members; n && n != m;
             n = n->next)
            if (ag_str_eq(m->name, n->name) &&
                (other == decl || !same_value(m, n)))
                ag_report_duplicate(ck, "setting", m->name,
                                    ag_str_span(n->name));
}

/* A block says a setting once, and the configs of a schema, which may stand in
 * several files, do not disagree. */
static void
check_settings(struct ag_checker *ck, const struct ag_decl *decl)
{
    const struct ag_decl *d = ck->schema->tree->first;

    for (; is_own_config(decl) && d != decl; d = d->next)
        if (is_own_config(d))
            compare_settings(ck, decl, d);
    compare_settings(ck, decl, decl);
}

static void
declare_block(struct ag_checker *ck, const struct ag_decl *decl,
              struct ag_block ***end)
{
    check_settings(ck, decl);
    if (decl->name.n == 0 && !ag_str_eq(decl->keyword, AG_STR("config")))
        ag_report(ck->diags, AG_BAD_NAME, ag_str_span(decl->keyword),
                  "a %.*s has a name, such as '%.*s %s {'",
                  AG_ARG(decl->keyword), AG_ARG(decl->keyword),
                  decl->keyword.p[0] == 'd' ? "db" : "client");
    else if (decl->name.n && ag_str_eq(decl->keyword, AG_STR("config")))
        ag_report(ck->diags, AG_BAD_NAME, ag_str_span(decl->name),
                  "a config has no name; write 'config {'");
    if (ag_str_eq(decl->keyword, AG_STR("generator"))) {
        for (const struct ag_block *g = ck->schema->generators; g; g = g->next)
            if (decl->name.n && ag_str_eq(g->decl->name, decl->name))
                ag_report_duplicate(ck, "generator", decl->name,
                                    ag_str_span(g->decl->name));
        **end = new_block(ck, decl);
        *end = &(**end)->next;
    } else if (ag_str_eq(decl->keyword, AG_STR("config"))) {
        check_config(ck, decl);
    } else if (!ck->schema->datasource) {
        ck->schema->datasource = new_block(ck, decl);
        check_datasource(ck, decl);
    } else {
        ag_note(ck->diags,
                ag_report(ck->diags, AG_DUPLICATE_NAME,
                          ag_str_span(decl->keyword),
                          "a schema has one datasource"),
                ag_str_span(ck->schema->datasource->decl->keyword),
                "first declared here");
    }
}

static void
declare_mixin(struct ag_checker *ck, struct ag_symbol *symbol)
{
    symbol->mixin = symbol->decl;
    check_name(ck, symbol->decl->name);
}

static void
declare_all(struct ag_checker *ck)
{
    struct ag_model **models = &ck->schema->models;
    struct ag_enum **enums = &ck->schema->enums;
    struct ag_block **generators = &ck->schema->generators;

    for (const struct ag_decl *d = ck->schema->tree->first; d; d = d->next) {
        char first = d->keyword.p[0];
        if (first == 'd' || first == 'g' || first == 'c') {
            declare_block(ck, d, &generators);
            continue;
        }
        struct ag_symbol *symbol = declare(ck, d);
        if (!symbol)
            continue;
        if (ag_str_eq(d->keyword, AG_STR("enum")))
            declare_enum(ck, symbol, &enums);
        else if (ag_str_eq(d->keyword, AG_STR("mixin")))
            declare_mixin(ck, symbol);
        else if (ag_str_eq(d->keyword, AG_STR("type")))
            ag_report(ck->diags, AG_MONGODB, ag_str_span(d->name),
                      "composite types are MongoDB's; a SQL table holds a model "
                      "or a Json column instead");
        else
            declare_model(ck, symbol, &models);
    }
}

/* Enums. */

const struct ag_arg_spec ag_map_args[] = {
    {"name", AG_ARG_db_name, AG_ARG_REQUIRED, NULL},
    {0},
};
const struct ag_arg_spec ag_schema_args[] = {
    {"map", AG_ARG_db_name, AG_ARG_REQUIRED, NULL},
    {0},
};

/* What @map, @@map or @@schema says. */
static struct ag_str
mapped_name(struct ag_checker *ck, const struct ag_attr *attr,
            const struct ag_arg_spec *specs)
{
    const struct ag_expr *bound[AG_MAX_ARGS];

    if (!ag_bind_attr(ck, attr, specs, bound))
        return (struct ag_str){0};
    return bound[0]->text;
}

/* The names of `schemas = […]` of the datasource; NULL: it has none. */
static const struct ag_expr *
listed_schemas(const struct ag_checker *ck)
{
    const struct ag_expr *list =
        ck->schema->datasource
            ? ag_setting(ck->schema->datasource->decl, AG_STR("schemas"))
            : NULL;
    return list && list->kind == AG_EXPR_ARRAY ? list->items : list;
}

static void
check_listed(struct ag_checker *ck, struct ag_str name, struct ag_span span)
{
    const struct ag_expr *e = listed_schemas(ck);
    struct ag_nearest nearest = ag_nearest(name);

    if (!e)
        return;
    for (; e; e = e->next) {
        if (ag_str_eq(e->text, name))
            return;
        ag_nearest_try(&nearest, e->text);
    }
    struct ag_diag *diag = ag_report(
        ck->diags, AG_BAD_ARGUMENT, span,
        "'schemas' of the datasource does not list '%.*s'", AG_ARG(name));
    ag_note_nearest(ck->diags, diag, ag_str_span(name), &nearest);
}

/* A datasource that lists schemas wants one for every model and enum; that of
 * config is one where the database has none, too. */
static void
check_has_schema(struct ag_checker *ck, const struct ag_decl *decl,
                 struct ag_str schema, struct ag_str name)
{
    if (schema.n || decl->broken || !listed_schemas(ck) ||
        ag_config_of(ck, decl)->db_schema.n)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_MISSING_ARGUMENT, ag_str_span(name),
                  "'%.*s' lacks @@schema: the datasource lists schemas",
                  AG_ARG(name));
    ag_note(ck->diags, diag, ag_expr_span(listed_schemas(ck)),
            "add @@schema(\"%.*s\"), for one",
            AG_ARG(listed_schemas(ck)->text));
}

/* A schema inside the database, entered in the list. */
static struct ag_str
enter_db_schema(struct ag_checker *ck, struct ag_str name)
{
    struct ag_db_schema **at = &ck->schema->db_schemas;

    while (*at && !ag_str_eq((*at)->name, name))
        at = &(*at)->next;
    if (!*at && name.n) {
        *at = AG_NEW(ck->arena, struct ag_db_schema);
        (*at)->name = name;
    }
    return name;
}

/* What @@schema says. */
static struct ag_str
db_schema_name(struct ag_checker *ck, const struct ag_attr *attr)
{
    struct ag_str name = mapped_name(ck, attr, ag_schema_args);

    if (name.n)
        check_listed(ck, name, ag_attr_span(attr));
    return enter_db_schema(ck, name);
}

/* The schema of what has no @@schema: as config says, where there are any. */
static struct ag_str
default_db_schema(struct ag_checker *ck, const struct ag_decl *decl)
{
    struct ag_str name = ag_config_of(ck, decl)->db_schema;

    if (ag_lacks(ck, AG_FEATURE_db_schema))
        return (struct ag_str){0};
    return enter_db_schema(ck, name);
}

static void
check_value_attributes(struct ag_checker *ck, struct ag_value_def *value)
{
    for (const struct ag_attr *a = value->decl->attrs; a; a = a->next) {
        if (ag_str_eq(a->name, AG_STR("map"))) {
            struct ag_str name = mapped_name(ck, a, ag_map_args);
            if (name.p)
                value->db_name = name;
        } else {
            ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(a),
                      "a value of an enum has no attribute but @map");
        }
    }
}

static void
check_enum_block(struct ag_checker *ck, struct ag_enum *e,
                 const struct ag_attr *attr)
{
    for (const struct ag_member *m = e->decl->members; m->attrs != attr;
         m = m->next)
        if (m->kind == AG_MEMBER_BLOCK && ag_str_eq(m->name, attr->name))
            ag_report(ck->diags, AG_DUPLICATE_ATTRIBUTE, ag_attr_span(attr),
                      "@@%.*s is given twice", AG_ARG(attr->name));
    if (ag_str_eq(attr->name, AG_STR("map"))) {
        mapped_name(ck, attr, ag_map_args);
    } else if (ag_str_eq(attr->name, AG_STR("schema"))) {
        e->db_schema = db_schema_name(ck, attr);
    } else {
        ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(attr),
                  "an enum has no block attribute but @@map and @@schema");
    }
}

static void
check_enum(struct ag_checker *ck, struct ag_enum *e)
{
    struct ag_value_def **end = &e->values;

    e->db_name = table_name(ck, e->decl);
    check_decl_name(ck, e->decl);
    for (const struct ag_member *m = e->decl->members; m; m = m->next) {
        if (m->kind == AG_MEMBER_BLOCK) {
            check_enum_block(ck, e, m->attrs);
            continue;
        }
        for (struct ag_value_def *v = e->values; v; v = v->next)
            if (ag_str_eq(v->name, m->name))
                ag_report_duplicate(ck, "value", m->name,
                                    ag_str_span(v->name));
        struct ag_diag *diag = check_name(ck, m->name);
        if (diag)
            ag_fix_member_name(ck, diag, e->decl, m);
        *end = AG_NEW(ck->arena, struct ag_value_def);
        (*end)->decl = m;
        (*end)->name = m->name;
        (*end)->db_name = m->name;
        check_value_attributes(ck, *end);
        end = &(*end)->next;
    }
    if (!e->db_schema.n)
        e->db_schema = default_db_schema(ck, e->decl);
    check_has_schema(ck, e->decl, e->db_schema, e->name);
    if (!e->values && !e->decl->broken)
        ag_report(ck->diags, AG_EMPTY_BLOCK, ag_str_span(e->name),
                  "enum '%.*s' has no values", AG_ARG(e->name));
}

/* Models. */

static void
check_model_names(struct ag_checker *ck, struct ag_model *model)
{
    struct ag_walk walk = ag_walk(ck, model->decl, false);
    const struct ag_member *m;

    model->table = table_name(ck, model->decl);
    check_decl_name(ck, model->decl);
    while ((m = ag_walk_next(&walk))) {
        if (m->kind != AG_MEMBER_BLOCK)
            continue;
        if (ag_str_eq(m->name, AG_STR("map"))) {
            struct ag_str name = mapped_name(ck, m->attrs, ag_map_args);
            if (name.p)
                model->table = name;
        } else if (ag_str_eq(m->name, AG_STR("schema"))) {
            model->db_schema = db_schema_name(ck, m->attrs);
        } else if (ag_str_eq(m->name, AG_STR("ignore"))) {
            model->ignored = true;
        }
    }
    if (!model->db_schema.n)
        model->db_schema = default_db_schema(ck, model->decl);
    check_has_schema(ck, model->decl, model->db_schema, model->name);
}

struct ag_schema *
ag_check(const struct ag_tree *tree, const struct ag_check_options *options,
         struct ag_arena *arena, struct ag_diags *diags)
{
    struct ag_checker ck = {
        .schema = AG_NEW(arena, struct ag_schema),
        .arena = arena,
        .diags = diags,
        .options = options,
    };

    ck.schema->tree = tree;
    ck.schema->foreign_keys = true;
    config_for(&ck, NULL);
    declare_all(&ck);
    settle_configs(&ck);
    if (options->no_foreign_keys)
        ck.schema->foreign_keys = false;
    find_dialect(&ck);
    for (struct ag_enum *e = ck.schema->enums; e; e = e->next)
        check_enum(&ck, e);
    /* A model at a time, while its part of the tree is in the cache. */
    for (struct ag_model *m = ck.schema->models; m; m = m->next) {
        check_model_names(&ck, m);
        ag_check_fields(&ck, m);
        ag_check_keys(&ck, m);
    }
    ag_note_translations(&ck);
    ag_check_relations(&ck);
    for (struct ag_model *m = ck.schema->models; m; m = m->next) {
        m->previous = ck.schema->last_model;
        ck.schema->last_model = m;
    }
    if (diags->errors == 0)
        ag_check_rules(&ck);
    return ck.schema;
}
