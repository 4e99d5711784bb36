#include "gen/drizzle/drizzle.h"

#include "gen/drizzle/tables.h"

enum { DEEPEST = 16 }; /* modules that re-export from another one */

/* What the schema has no declaration for. */
static const char *const others[] = {
    "pgMaterializedView", "pgPolicy", "pgRole", "pgSequence", NULL,
};

static bool
is_one(struct ag_str name, const char *const *names)
{
    while (*names && !ag_str_eq(name, ag_str(*names)))
        names++;
    return *names != NULL;
}

/* Sets the dialect. A table for another database is not read. */
static bool
is_provider(struct ag_drizzle *d, struct ag_config_value call,
            const char *provider)
{
    if (!d->provider)
        d->provider = provider;
    if (strcmp(d->provider, provider) == 0)
        return true;
    ag_drizzle_warn(d, call, "read each database from a file of its own",
                    "ignoring a table of %s in a file for %s", provider,
                    d->provider);
    return false;
}

/* Enums. */

static struct ag_drizzle_enum *
find_enum(const struct ag_drizzle *d, struct ag_config_value at)
{
    struct ag_drizzle_enum *e = d->enums;

    while (e && e->at.js->text.at != at.js->text.at)
        e = e->next;
    return e;
}

struct values {
    struct ag_drizzle_text **end;
    bool failed;
};

static void
add_value(struct ag_drizzle *d, struct ag_config_value v, void *more)
{
    struct values *values = more;
    struct ag_config_value is = ag_config_resolve(&d->values, v);

    if (!ag_config_is_kind(is, AG_JS_STRING)) {
        ag_drizzle_warn(d, v, "add the value to the enum",
                        "a value of an enum is computed at run time");
        values->failed = true;
        return;
    }
    *values->end = AG_NEW(d->arena, struct ag_drizzle_text);
    (*values->end)->text = is.js->text;
    values->end = &(*values->end)->next;
}

static struct ag_drizzle_enum *
new_enum(struct ag_drizzle *d, struct ag_config_value at,
         struct ag_config_value list, struct ag_str code)
{
    struct ag_drizzle_enum *e = AG_NEW(d->arena, struct ag_drizzle_enum);
    struct values values = {.end = &e->values};

    e->at = at;
    e->code = code;
    ag_drizzle_each(d, list, add_value, &values, "the values of an enum");
    *d->enum_end = e;
    d->enum_end = &e->next;
    return e;
}

struct ag_drizzle_enum *
ag_drizzle_add_enum(struct ag_drizzle *d, struct ag_config_value call,
                    struct ag_str code)
{
    struct ag_str function = ag_drizzle_function(d, call);
    struct ag_config_maker maker;
    struct ag_drizzle_enum *e;
    bool plain = ag_str_eq(function, AG_STR("pgEnum"));

    if (!plain && !ag_str_eq(function, AG_STR("enum")))
        return NULL;
    e = find_enum(d, call);
    if (e)
        return e;
    maker = ag_config_drizzle_maker(&d->values, call);
    if ((!plain && !maker.provider) || !is_provider(d, call, "postgresql"))
        return NULL;
    e = new_enum(d, call, ag_config_item(call, 1), code);
    e->name =
        ag_drizzle_string(d, ag_config_item(call, 0), "the name of an enum");
    e->schema = ag_drizzle_string(d, maker.schema, "the name of a schema");
    return e;
}

struct ag_drizzle_enum *
ag_drizzle_list_enum(struct ag_drizzle *d, struct ag_config_value list,
                     struct ag_str code)
{
    struct ag_config_value at = ag_config_resolve(&d->values, list);
    struct ag_drizzle_enum *e = at.js ? find_enum(d, at) : NULL;

    if (e || !at.js)
        return e;
    struct ag_str shared = ag_config_exported_name(&d->values, list);
    return new_enum(d, at, at, shared.n ? shared : code);
}

/* Tables. */

static void
add_later(struct ag_drizzle *d, struct ag_drizzle_table *table,
          struct ag_config_value at)
{
    *d->later_end = AG_NEW(d->arena, struct ag_drizzle_later);
    **d->later_end = (struct ag_drizzle_later){.table = table, .at = at};
    d->later_end = &(*d->later_end)->next;
}

static struct ag_drizzle_table *
new_table(struct ag_drizzle *d, struct ag_config_value call, struct ag_str code)
{
    struct ag_drizzle_table *t = AG_NEW(d->arena, struct ag_drizzle_table);

    t->at = call;
    t->code = code;
    t->column_end = &t->columns;
    t->key_end = &t->keys;
    t->reference_end = &t->references;
    t->check_end = &t->checks;
    t->relation_end = &t->relations;
    *d->table_end = t;
    d->table_end = &t->next;
    return t;
}

/* The provider of pgView(…) and its like; NULL: it is none. */
static const char *
view_provider(struct ag_str function)
{
    static const char *const views[][2] = {
        {"pgView", "postgresql"},
        {"mysqlView", "mysql"},
        {"sqliteView", "sqlite"},
        {"mssqlView", "sqlserver"},
    };

    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (ag_str_eq(function, ag_str(views[i][0])))
            return views[i][1];
    return NULL;
}

struct ag_drizzle_table *
ag_drizzle_add_table(struct ag_drizzle *d, struct ag_config_value call,
                     struct ag_str code)
{
    struct ag_str function = ag_drizzle_function(d, call);
    struct ag_config_maker maker;
    struct ag_config_value name;
    struct ag_drizzle_table *t = d->tables;

    if (!ag_config_is_kind(call, AG_JS_CALL))
        return NULL;
    while (t && t->at.js->text.at != call.js->text.at)
        t = t->next;
    if (t)
        return t;
    maker = ag_config_drizzle_maker(&d->values, call);
    if (!maker.provider)
        maker.provider = view_provider(function);
    if (!maker.provider || ag_str_eq(function, AG_STR("enum")) ||
        !is_provider(d, call, maker.provider))
        return NULL;
    t = new_table(d, call, code);
    t->view = view_provider(function) || ag_str_eq(function, AG_STR("view"));
    name = ag_config_item(call, 0);
    if (maker.rename.js)
        name = ag_config_call(&d->values, maker.rename, name);
    t->name = ag_drizzle_string(d, name, "the name of a table");
    t->schema = ag_drizzle_string(d, maker.schema, "the name of a schema");
    if (t->view && !ag_config_item(call, 1).js)
        ag_drizzle_warn(d, call, "declare its columns in the schema",
                        "the columns of a view are those of its query");
    ag_drizzle_read_columns(
        d, t, ag_config_returned(&d->values, ag_config_item(call, 1)));
    if (ag_config_item(call, 2).js)
        add_later(d, t, ag_config_item(call, 2));
    return t;
}

/* Modules. */

static void read_module(struct ag_drizzle *d,
                        const struct ag_config_module *module, int depth);

static void
read_other(struct ag_drizzle *d, const struct ag_config_module *from,
           struct ag_str name, int depth)
{
    const struct ag_config_loader *loader = d->values.loader;
    const struct ag_source *source =
        loader->module(loader->self, from->script.source, name);
    const struct ag_config_module *module =
        source ? ag_config_module(&d->values, source) : NULL;
    struct ag_str tried = {0};

    if (module)
        read_module(d, module, depth + 1);
    else if (!source &&
             loader->lost(loader->self, from->script.source, name, &tried) &&
             tried.n)
        ag_report(d->values.diags, AG_DRIZZLE_PART, ag_str_span(name),
                  "cannot find the module \"%.*s\": looked for %.*s",
                  AG_ARG(name), AG_ARG(tried));
}

/* Whether the module exports the name in another statement. */
static bool
is_exported_later(const struct ag_script *s, struct ag_str name)
{
    for (const struct ag_js_binding *b = s->first; b; b = b->later)
        if (b->scope.end == 0 && b->module.n == 0 && ag_str_eq(b->name, name))
            return true;
    return false;
}

/* Reads what the value `v` makes, which the module declares as `name`. */
static void
read_value(struct ag_drizzle *d, struct ag_config_value v, struct ag_str name,
           bool exported)
{
    struct ag_config_value base = ag_drizzle_unchain(d, v).base;
    struct ag_str function = ag_drizzle_function(d, base);

    if (ag_str_starts(function, AG_STR("relations")) ||
        ag_str_starts(function, AG_STR("defineRelations"))) {
        add_later(d, NULL, base);
    } else if (is_one(function, others)) {
        ag_drizzle_warn(d, base, "write it in a migration",
                        "a schema has nothing like %.*s", AG_ARG(function));
    } else if (exported) {
        if (!ag_drizzle_add_enum(d, base, name))
            ag_drizzle_add_table(d, base, name);
    } else if (ag_config_is_kind(base, AG_JS_CALL) &&
               ag_config_drizzle_maker(&d->values, base).provider &&
               !ag_str_eq(function, AG_STR("enum"))) {
        ag_drizzle_warn(d, base, "export it",
                        "ignoring '%.*s': drizzle-kit makes only tables "
                        "that are exported",
                        AG_ARG(name));
    }
}

static void
read_module(struct ag_drizzle *d, const struct ag_config_module *module,
            int depth)
{
    const struct ag_script *s = &module->script;

    if (depth > DEEPEST || ag_drizzle_take(d, &d->modules, s->source->name))
        return;
    for (struct ag_js_binding *b = s->first; b; b = b->later) {
        bool export = b->scope.end == 0,
             top = b->scope.at == s->source->text.at;
        struct ag_config_value v = {.module = module};
        if (export && b->module.n && ag_str_eq(b->name, AG_STR("*"))) {
            read_other(d, module, b->module, depth);
        } else if (export && b->name.n) {
            v = ag_config_export(
                &d->values, module,
                ag_arena_cstr(d->arena, b->local.p, b->local.n));
            if (v.js)
                read_value(d, v, b->local, true);
        } else if (top && b->token && !b->params && b->path.n == 0 &&
                   b->module.n == 0) {
            v.js = ag_script_value(s, b);
            bool direct = ag_script_declares_export(s, b);
            if (direct || !is_exported_later(s, b->local))
                read_value(d, v, b->local, direct);
        }
    }
}

/* Reads what was put off until all tables are known; more tables may come. */
static void
read_later(struct ag_drizzle *d, bool relations)
{
    for (struct ag_drizzle_later *i = d->later; i; i = i->next)
        if (!i->table && !i->column && relations)
            ag_drizzle_read_relations(d, i->at);
        else if (i->column && !relations)
            ag_drizzle_read_reference(d, i->column, i->at);
        else if (i->table && !relations)
            ag_drizzle_read_extra(d, i->table, i->at);
}

/* The line of Drizzle: of what the project has, or that has what the file
 * imports; else the stable one. */
static enum ag_drizzle_release
find_release(struct ag_drizzle *d, const struct ag_script *script)
{
    const struct ag_config_loader *loader = d->values.loader;
    struct ag_config_release release = {.major = UINT32_MAX};

    loader->release(loader->self, d->values.source, "drizzle-orm", false,
                    (struct ag_str){0}, &release);
    if (release.major != UINT32_MAX)
        return release.major > 0 ? AG_DRIZZLE_1 : AG_DRIZZLE_0;
    return ag_map_get(&script->bindings, AG_STR("defineRelations"))
               ? AG_DRIZZLE_1
               : AG_DRIZZLE_0;
}

bool
ag_drizzle_read(const struct ag_source *source,
                const struct ag_config_loader *loader, struct ag_buf *out,
                struct ag_origins *origins, struct ag_arena *arena,
                struct ag_diags *diags)
{
    struct ag_diags quiet;
    struct ag_drizzle d = {
        .values = {.loader = loader,
                   .source = source,
                   .arena = arena,
                   .diags = &quiet},
        .arena = arena,
        .origins = origins,
        .out = out,
    };

    ag_diags_init(&quiet, arena);
    const struct ag_config_module *module = ag_config_module(&d.values, source);
    if (!module || ag_config_has_call(module))
        return false;
    d.values.diags = diags;
    d.release = find_release(&d, &module->script);
    d.table_end = &d.tables;
    d.enum_end = &d.enums;
    d.later_end = &d.later;
    read_module(&d, module, 0);
    if (!d.tables)
        return false;
    read_later(&d, false);
    read_later(&d, true);
    ag_drizzle_name(&d);
    ag_drizzle_name_relations(&d);
    ag_drizzle_write(&d);
    return true;
}
