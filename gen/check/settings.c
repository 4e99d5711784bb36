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

bool
ag_is_qualified(const struct ag_checker *ck, struct ag_str name,
                enum ag_dialect *dialect, struct ag_str *rest)
{
    uint32_t dot = ag_str_find(name, '.');
    const struct ag_block *block = ck->schema->datasource;
    struct ag_str prefix = ag_str_cut(name, 0, dot);

    if (dot == name.n || !ag_dialect_find(prefix, dialect) ||
        (block && ag_str_eq(block->decl->name, prefix)))
        return false;
    *rest = ag_str_cut(name, dot + 1, name.n);
    return true;
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
    [AG_LISTS_text] = "text",
    NULL,
};
static const char *const defaults_names[] = {
    [AG_DEFAULTS_all] = "all",
    [AG_DEFAULTS_booleans] = "booleans",
    [AG_DEFAULTS_none] = "none",
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

static const char *const enum_names[] = {
    [AG_ENUMS_native] = "native",
    [AG_ENUMS_text] = "text",
    NULL,
};
static const char *const autoincrement_names[] = {
    [AG_AUTOINCREMENT_serial] = "serial",
    [AG_AUTOINCREMENT_identity] = "identity",
    NULL,
};
static const char *const sqlite_names[] = {
    [AG_SQLITE_native] = "native",
    [AG_SQLITE_compat] = "compat",
    [AG_SQLITE_kysely] = "kysely",
    NULL,
};

/* How a setting is kept. */
enum setting_kind { CHOICE, ID, TEXT, NAME, NOW };

/* The settings of `config` other than scalars. Those that options override are
 * the first, in the order of set_options. */
static const struct {
    const char *name;
    enum setting_kind kind;
    const char *const *values; /* of a choice; NULL: any string */
    size_t member;             /* of struct ag_config */
    const char *doc;
} config_settings[] = {
    {"id", ID, id_names, offsetof(struct ag_config, id),
     "The type of the scalar `Id`, in keys and columns that reference them."},
    {"tables", CHOICE, ag_style_names, offsetof(struct ag_config, tables),
     "The naming style of tables without `@@map`."},
    {"columns", CHOICE, ag_style_names, offsetof(struct ag_config, columns),
     "The naming style of columns without `@map`."},
    {"prefix", TEXT, NULL, offsetof(struct ag_config, prefix),
     "A prefix for the names of tables without `@@map`."},
    {"schema", TEXT, NULL, offsetof(struct ag_config, db_schema),
     "The schema inside the database for models and enums without `@@schema`."},
    {"convention", TEXT, NULL, offsetof(struct ag_config, convention),
     "The tool whose names of constraints and defaults apply: prisma, drizzle, "
     "drizzle@1, or a file."},
    {"code", CHOICE, ag_style_names, offsetof(struct ag_config, code),
     "The style of fixed names in code, for tables without `@@code`."},
    {"relations", CHOICE, relation_names, offsetof(struct ag_config, relations),
     "The names of relations: by rule, or from the fixed names in code."},
    {"bigints", CHOICE, bigint_names, offsetof(struct ag_config, bigints),
     "What code has for a `BigInt`: a bigint, or a number."},
    {"lists", CHOICE, list_names, offsetof(struct ag_config, lists),
     "How lists of scalars are stored: as arrays of the database, as JSON, or as "
     "text that the application encodes."},
    {"json", CHOICE, json_names, offsetof(struct ag_config, json),
     "How `Json` is stored: in the database's JSON type, or as text except in "
     "PostgreSQL."},
    {"enums", CHOICE, enum_names, offsetof(struct ag_config, enums),
     "How enums are stored: in the database's own type, or as text."},
    {"autoincrement", CHOICE, autoincrement_names,
     offsetof(struct ag_config, autoincrement),
     "How PostgreSQL makes the numbers of `autoincrement()`: with a serial type, "
     "or as an identity."},
    {"defaults", CHOICE, defaults_names, offsetof(struct ag_config, defaults),
     "The defaults that columns have: all, or of values only booleans or none."},
#define CONSTRAINT(which)                                                      \
    NAME, NULL, offsetof(struct ag_config, names[AG_CONSTRAINT_##which])
    {"primaryKey", CONSTRAINT(primary), "The names of primary keys."},
    {"compositePrimaryKey", CONSTRAINT(composite_primary),
     "The names of primary keys of several columns."},
    {"unique", CONSTRAINT(unique),
     "The names of uniques: `constraint(\"{table}_{columns}_unique\")`, or an "
     "index."},
    {"blockUnique", CONSTRAINT(block_unique),
     "The names of uniques that `@@unique` declares."},
    {"index", CONSTRAINT(index), "The names of indexes."},
    {"foreignKey", CONSTRAINT(foreign_key), "The names of foreign keys."},
#undef CONSTRAINT
    {"cut", CHOICE, ag_cut_names, offsetof(struct ag_config, cut),
     "How names that are too long for the database are shortened."},
    {"onDelete", CHOICE, ag_known_actions,
     offsetof(struct ag_config, on_delete),
     "The action of relations without `onDelete`."},
    {"onUpdate", CHOICE, ag_known_actions,
     offsetof(struct ag_config, on_update),
     "The action of relations without `onUpdate`."},
    {"now", NOW, NULL, offsetof(struct ag_config, now),
     "The SQL of `now()`: `sqlite.dbgenerated(\"…\")`."},
    {"sqlite", CHOICE, sqlite_names, offsetof(struct ag_config, sqlite),
     "The column types on SQLite: integers for timestamps and booleans, "
     "the types on which all ORMs agree, or those of Better Auth's migrations."},
    {"updatedNow", NOW, NULL, offsetof(struct ag_config, updated_now),
     "The same for fields with `@updatedAt`."},
    {"uuid", NOW, NULL, offsetof(struct ag_config, uuid),
     "The SQL of the default of keys with `id = uuid`."},
};
enum { NCONFIG = sizeof config_settings / sizeof *config_settings };

/* A config in which nothing is set. */
static struct ag_config *
new_config(struct ag_checker *ck, const struct ag_library *library)
{
    struct ag_config *config = AG_NEW(ck->arena, struct ag_config);

    config->library = library;
    for (size_t i = 0; i < NCONFIG; i++)
        if (config_settings[i].kind == CHOICE)
            *(int *)((char *)config + config_settings[i].member) = -1;
    return config;
}

/* The config of a library, which is made if there is none yet. */
struct ag_config *
ag_config_for(struct ag_checker *ck, const struct ag_library *library)
{
    struct ag_config **at = &ck->configs;

    while (*at && (*at)->library != library)
        at = &(*at)->next;
    if (!*at)
        *at = new_config(ck, library);
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

/* One setting of a name or a string, from the schema or from the options. */
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
    if (config_settings[which].kind == TEXT)
        *(struct ag_str *)member = value;
    else if (config_settings[which].kind == ID)
        config->id = &id_kinds[i];
    else
        *(int *)member = i;
}

/* Applies the options of the command line, in the order of config_settings. */
static void
set_options(struct ag_checker *ck, struct ag_config *config)
{
    const struct ag_check_options *o = ck->options;
    const struct ag_str given[NCONFIG] = {o->id,     o->tables, o->columns,
                                          o->prefix, o->schema, o->convention};

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

static void
report_no_name(struct ag_checker *ck, const struct ag_member *m,
               const struct ag_expr *e)
{
    ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(e),
              "the value of '%.*s' must be a name", AG_ARG(m->name));
}

/* A word, which may be for one database: array, mysql.text. */
static bool
is_word(const struct ag_expr *e)
{
    return e->kind == AG_EXPR_NAME || e->kind == AG_EXPR_STRING;
}

/* Takes a choice; of a list, the first one for the dialect. */
static void
take_choice(struct ag_checker *ck, struct ag_config *config, size_t which,
            const struct ag_member *m)
{
    int *member = (int *)((char *)config + config_settings[which].member);
    bool list = m->value->kind == AG_EXPR_ARRAY, fits;
    const struct ag_expr *e = list ? m->value->items : m->value;
    int choice = -1;

    for (; e && is_word(e); e = list ? e->next : NULL) {
        struct ag_str word = ag_setting_word(ck, e, &fits);
        int i = ag_choose(ck, m->name, word, ag_expr_span(e),
                          config_settings[which].values);
        if (fits && choice < 0)
            choice = i;
    }
    if (e)
        report_no_name(ck, m, e);
    if (choice >= 0)
        *member = choice;
}

/* Takes the setting `which`, whose value is `m`. */
static void
take_setting(struct ag_checker *ck, struct ag_config *config, size_t which,
             const struct ag_member *m)
{
    const struct ag_expr **member =
        (const struct ag_expr **)((char *)config +
                                  config_settings[which].member);

    switch (config_settings[which].kind) {
    case CHOICE:
        take_choice(ck, config, which, m);
        break;
    case ID:
    case TEXT:
        if (is_word(m->value))
            set_config(ck, config, which, m->value->text,
                       ag_expr_span(m->value));
        else
            report_no_name(ck, m, m->value);
        break;
    case NAME:
        if (ag_check_pattern(ck, m))
            *member = m->value;
        break;
    case NOW:
        if (ag_check_now(ck, m))
            *member = m->value;
        break;
    }
}

static void
enter_config(struct ag_checker *ck, struct ag_config *config,
             const struct ag_composed *decl)
{
    const char *known[NCONFIG + 1] = {0};

    for (size_t i = 0; i < NCONFIG; i++)
        known[i] = config_settings[i].name;
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        enum ag_scalar scalar = ag_scalar_find(m->name);
        size_t i = 0;
        while (i < NCONFIG && !ag_str_eq(m->name, ag_str(known[i])))
            i++;
        if (i < NCONFIG)
            take_setting(ck, config, i, m);
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

static void
enter_configs(struct ag_checker *ck)
{
    const struct ag_composed *d = ck->schema->composition->first;

    for (; d; d = d->next)
        if (d->node->subject == AG_SUBJECT_config)
            enter_config(ck, ag_config_for(ck, d->unit->library), d);
}

/* Settling. */

enum { DEEPEST = 8 }; /* conventions that are based on each other */

static const struct ag_config *find_convention(struct ag_checker *ck,
                                               struct ag_str name, int depth);

/* The config of a convention; NULL after an error. */
static const struct ag_config *
read_convention(struct ag_checker *ck, struct ag_str name, int depth)
{
    const struct ag_conventions *from = &ck->options->conventions;
    const struct ag_decl *node = from->load(from->self, name, ck->diags);
    struct ag_composed decl = {.node = node};

    if (!node)
        return NULL;
    struct ag_config *config = new_config(ck, NULL);
    decl.members = node->members;
    enter_config(ck, config, &decl);
    if (config->convention.n)
        config->base = find_convention(ck, config->convention, depth + 1);
    return config;
}

/* Each convention is read at its first use. */
static const struct ag_config *
find_convention(struct ag_checker *ck, struct ag_str name, int depth)
{
    const struct ag_config *config = ag_map_get(&ck->conventions, name);

    if (config)
        return config;
    if (depth == DEEPEST) {
        ag_report(
            ck->diags, AG_TOO_DEEP, ag_str_span(name),
            "conventions are based on each other more than %d levels deep",
            DEEPEST);
        return NULL;
    }
    config = read_convention(ck, name, depth);
    if (config)
        *ag_map_put(&ck->conventions, ck->arena, name) = (void *)config;
    return config;
}

/* The configs whose settings apply to the declarations of `config`, ended by
 * NULL. Each overrides those after it. */
struct chain {
    const struct ag_config *configs[DEEPEST + 3];
};

static struct chain
chain_of(const struct ag_config *own, const struct ag_config *config)
{
    struct chain chain = {{own}};
    size_t n = 1;

    for (const struct ag_config *c = config->base; c; c = c->base)
        chain.configs[n++] = c;
    if (config != own)
        chain.configs[n++] = config;
    return chain;
}

/* Copies the setting `which` if `from` has it, for this dialect. */
static bool
take(const struct ag_checker *ck, struct ag_config *to,
     const struct ag_config *from, size_t which)
{
    size_t member = config_settings[which].member;
    const void *value = (const char *)from + member;
    void *out = (char *)to + member;

    switch (config_settings[which].kind) {
    case CHOICE:
        if (*(const int *)value < 0)
            return false;
        *(int *)out = *(const int *)value;
        return true;
    case TEXT:
        *(struct ag_str *)out = *(const struct ag_str *)value;
        return ((struct ag_str *)out)->n > 0;
    case ID:
        return from->id != NULL;
    default:
        *(const struct ag_expr **)out =
            ag_for_dialect(ck, *(const struct ag_expr *const *)value);
        return *(const struct ag_expr **)out != NULL;
    }
}

/* Choices that nothing sets have their first value, except these. */
static bool
may_be_unset(const int *choice, const struct ag_config *config)
{
    return choice == &config->code || choice == &config->on_delete ||
           choice == &config->on_update || choice == &config->sqlite;
}

static void
settle(struct ag_checker *ck, const struct ag_config *own,
       struct ag_config *config)
{
    struct chain chain = chain_of(own, config);
    struct ag_config settled = *config;

    for (size_t i = 0; i < NCONFIG; i++) {
        const struct ag_config *const *from = chain.configs;
        while (*from && !take(ck, &settled, *from, i))
            from++;
        int *choice = (int *)((char *)&settled + config_settings[i].member);
        if (!*from && config_settings[i].kind == CHOICE &&
            !may_be_unset(choice, &settled))
            *choice = 0;
    }
    ag_settle_convention(&settled);
    *config = settled;
}

/* The first config of a chain with a kind of `Id`; NULL: none. */
static const struct ag_config *
with_id(const struct ag_config *own, const struct ag_config *config)
{
    struct chain chain = chain_of(own, config);
    const struct ag_config *const *c = chain.configs;

    while (*c && !(*c)->id)
        c++;
    return *c;
}

/* Whether Prisma makes the database: the schema has a generator of its client. */
static bool
has_prisma_client(const struct ag_schema *schema)
{
    const struct ag_block *g = schema->generators;

    while (g && !ag_str_starts(g->provider, AG_STR("prisma-client")))
        g = g->next;
    return g;
}

/* All tables are in one database, so the types on SQLite are the same for all:
 * those of the schema's own config, otherwise of the first library that says. */
static void
settle_sqlite(struct ag_checker *ck)
{
    const struct ag_config *c = ck->configs;

    while (c && c->sqlite < 0)
        c = c->next;
    ck->schema->sqlite =
        ag_str(sqlite_names[c ? c->sqlite
                         : has_prisma_client(ck->schema) ? AG_SQLITE_compat
                                                         : AG_SQLITE_native]);
}

void
ag_settle_configs(struct ag_checker *ck)
{
    struct ag_config *own = ag_config_for(ck, NULL);
    const struct ag_config *id;

    enter_configs(ck);
    set_options(ck, own);
    for (struct ag_config *c = ck->configs; c; c = c->next) {
        struct ag_str name = own->convention.n ? own->convention
                             : c->convention.n ? c->convention
                                               : AG_STR("prisma");
        c->base = find_convention(ck, name, 0);
        id = with_id(own, c);
        if (!ck->id && id)
            ck->id = id->id;
        if (c != own && !ck->id_config && c->types[AG_SCALAR_Id])
            ck->id_config = c;
    }
    if (!ck->id)
        ck->id = &id_kinds[0];
    if (!ck->id_config)
        ck->id_config = own;
    /* The schema's own is the first one, and the last that is settled. */
    const struct ag_config given = *own;
    for (struct ag_config *c = own->next; c; c = c->next)
        settle(ck, &given, c);
    settle(ck, &given, own);
    settle_sqlite(ck);
}

const struct ag_convention *
ag_check_convention(struct ag_str name, enum ag_dialect dialect,
                    const struct ag_conventions *from, struct ag_arena *arena,
                    struct ag_diags *diags)
{
    const struct ag_check_options options = {.conventions = *from};
    struct ag_checker ck = {
        .schema = AG_NEW(arena, struct ag_schema),
        .arena = arena,
        .diags = diags,
        .options = &options,
        .dialect = dialect,
    };
    struct ag_config *config = new_config(&ck, NULL);

    config->base = find_convention(&ck, name, 0);
    settle(&ck, config, config);
    return config->base ? &config->named : NULL;
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

/* A block may have a setting only once. The configs of a schema may be in
 * several files, and must agree. */
void
ag_check_settings(struct ag_checker *ck, const struct ag_composed *decl)
{
    struct ag_map here = {0};

    for (struct ag_member *m = decl->members; m; m = m->next) {
        void **slot = ag_map_put(&here, ck->arena, m->name);
        const struct ag_member *first = *slot;
        if (!first)
            *slot = m;
        if (!first && is_own_config(decl)) {
            slot = ag_map_put(&ck->own_settings, ck->arena, m->name);
            if (!*slot)
                *slot = m;
            else if (!same_value(m, *slot))
                first = *slot;
        }
        if (first)
            ag_report_duplicate(ck, "setting", m->name,
                                ag_str_span(first->name));
    }
}
