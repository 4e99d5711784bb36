/* The database of a configuration: drivers, adapters, Drizzle tables. */
#include "gen/import/reader.h"
#include "gen/schema/type.h"

/* The database of a driver or an adapter, by its module or its name. */
struct speaker {
    const char *name;
    const char *provider;
};

/* clang-format off */
static const struct speaker drivers[] = {
#define AG_DRIVER(module, provider) {module, provider},
#include "gen/import/libraries.def"
#undef AG_DRIVER
    {0}
};
static const struct speaker adapters[] = {
#define AG_ADAPTER(function, provider) {#function, provider},
#include "gen/import/libraries.def"
#undef AG_ADAPTER
    {0}
};
static const struct speaker makers[] = {
#define AG_DRIZZLE(function, provider) {#function, provider},
#include "gen/import/libraries.def"
#undef AG_DRIZZLE
    {0}
};
static const struct speaker creators[] = {
#define AG_DRIZZLE(function, provider) {#function "Creator", provider},
#include "gen/import/libraries.def"
#undef AG_DRIZZLE
    {0}
};
static const struct speaker schemas[] = {
#define AG_DRIZZLE_SCHEMA(function, provider) {#function, provider},
#include "gen/import/libraries.def"
#undef AG_DRIZZLE_SCHEMA
    {0}
};
/* clang-format on */

/* The option with the driver of each client that is called with one. */
static const struct {
    const char *client;
    const char *option;
} clients[] = {
    {"Kysely", "dialect"},
    {"PrismaClient", "adapter"},
};

/* Sets the datasource unless an earlier value has set it. */
static void
put_datasource(struct ag_config_reader *c, const char *provider)
{
    if (!c->provider)
        c->provider = provider;
}

/* The provider of `name` in `table`, which an empty entry ends; NULL: none. */
static const char *
find(const struct speaker *table, struct ag_str name)
{
    while (table->name && !ag_str_eq(name, ag_str(table->name)))
        table++;
    return table->provider;
}

/* Sets the datasource from the name of a database; warns at `v` about one that
 * is not for SQL. */
static void
put_database(struct ag_config_reader *c, struct ag_config_value v,
             struct ag_str name)
{
    enum ag_dialect dialect;

    if (ag_dialect_find(name, &dialect))
        put_datasource(c, ag_dialects[dialect].name);
    else
        ag_config_warn(c, v,
                       "choose a database with --dialect, or add a datasource "
                       "block; the default is SQLite",
                       "unsupported database '%.*s'", AG_ARG(name));
}

/* Sets the datasource from `table` for the value `v`; false if the table does
 * not contain `name`. */
static bool
find_datasource(struct ag_config_reader *c, const struct speaker *table,
                struct ag_str name, struct ag_config_value v)
{
    const char *provider = find(table, name);

    if (provider)
        put_database(c, v, ag_str(provider));
    return provider != NULL;
}

/* Sets the datasource from the name of a database in the configuration. */
static void
read_provider(struct ag_config_reader *c, struct ag_config_value v,
              const char *what)
{
    struct ag_str name = ag_config_text(
        c, v, "write it in the schema: datasource db { provider = \"…\" }",
        what);

    if (name.n)
        put_database(c, v, name);
}

/* The option with the driver of the client `name`; NULL: it is no client. */
static const char *
driver_option(struct ag_str name)
{
    for (size_t i = 0; i < sizeof clients / sizeof *clients; i++)
        if (ag_str_eq(name, ag_str(clients[i].client)))
            return clients[i].option;
    return NULL;
}

/* ag_config_is_call_fn: a driver, or an adapter or client around one. */
static bool
is_driver(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str module, name = ag_config_function(c, call, &module);

    return find(drivers, module) || find(adapters, name) || driver_option(name);
}

bool
ag_config_read_driver(struct ag_config_reader *c,
                      struct ag_config_value database)
{
    struct ag_config_value v = ag_config_find_call(c, database, is_driver);
    struct ag_str name, module;

    if (!v.js)
        return false;
    name = ag_config_function(c, v, &module);
    if (find_datasource(c, drivers, module, v) ||
        find_datasource(c, adapters, name, v))
        return true;
    v = ag_config_option(c, ag_config_item(v, 0), driver_option(name));
    return ag_config_read_driver(c, v);
}

/* The files of a project. */

/* The settings that the script `name` exports, with or without a call around
 * them: export default defineConfig({…}). None if it is not above `user`. */
static struct ag_config_value
read_settings(struct ag_config_reader *c, const struct ag_source *user,
              const char *name)
{
    static const char *const endings[] = {"ts",  "js",  "mts",
                                          "mjs", "cts", "cjs"};
    const struct ag_config_module *module;
    struct ag_source *source = NULL;
    struct ag_config_value v;

    for (size_t i = 0; i < sizeof endings / sizeof *endings && !source; i++)
        source = c->loader->above(
            c->loader->self, user,
            ag_arena_fmt(c->arena, "%s.%s", name, endings[i]));
    module = source ? ag_config_module(c, source) : NULL;
    if (!module)
        return ag_nothing;
    v = ag_config_returned(c, ag_config_export(c, module, "default"));
    return ag_config_is_kind(v, AG_JS_CALL)
               ? ag_config_returned(c, ag_config_item(v, 0))
               : v;
}

/* Sets the datasource from the configuration of Drizzle Kit, which in old
 * releases has the name of a driver. */
static void
read_drizzle_kit(struct ag_config_reader *c, const struct ag_source *user,
                 struct ag_config_value adapter)
{
    struct ag_config_value settings = read_settings(c, user, "drizzle.config");
    struct ag_config_value driver =
        ag_config_resolve(c, ag_config_option(c, settings, "driver"));

    (void)adapter;
    read_provider(c, ag_config_option(c, settings, "dialect"),
                  "the dialect of Drizzle");
    if (ag_config_is_kind(driver, AG_JS_STRING))
        find_datasource(c, adapters, driver.js->text, driver);
}

/* Sets the datasource from a Prisma schema; false if it is not above `user`, is
 * what authgen wrote, or does not say it. */
static bool
read_prisma_schema(struct ag_config_reader *c, const struct ag_source *user,
                   struct ag_str path, struct ag_config_value adapter)
{
    static const struct ag_str mark = AG_LIT("// Made by authgen ");
    const struct ag_source *source =
        c->loader->above(c->loader->self, user, path);
    struct ag_str provider = {0};

    if (source && !ag_str_starts(source->text, mark))
        provider = c->loader->provider(c->loader->self, source);
    if (provider.n)
        put_database(c, adapter, provider);
    return provider.n > 0;
}

/* Sets the datasource from the schema of Prisma, a file or a folder. */
static void
read_prisma(struct ag_config_reader *c, const struct ag_source *user,
            struct ag_config_value adapter)
{
    static const char *const paths[] = {
        "prisma/schema.prisma", "schema.prisma", "prisma/schema/schema.prisma"};
    struct ag_config_value settings = read_settings(c, user, "prisma.config");
    struct ag_config_value v =
        ag_config_resolve(c, ag_config_option(c, settings, "schema"));
    struct ag_str path = v.js ? v.js->text : AG_STR("");

    if (!ag_str_ends(path, AG_STR(".prisma")))
        path = ag_arena_fmt(c->arena, "%.*s/schema.prisma", AG_ARG(path));
    if (ag_config_is_kind(v, AG_JS_STRING) && settings.module &&
        read_prisma_schema(c, settings.module->script.source, path, adapter))
        return;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (read_prisma_schema(c, user, ag_str(paths[i]), adapter))
            return;
}

/* Sets the datasource from options of TypeORM: { type: "postgres" }. */
static void
read_connection(struct ag_config_reader *c, struct ag_config_value options)
{
    struct ag_config_value type =
        ag_config_resolve(c, ag_config_option(c, options, "type"));
    enum ag_dialect dialect;

    if (ag_config_is_kind(type, AG_JS_STRING) &&
        ag_dialect_find(type.js->text, &dialect))
        put_datasource(c, ag_dialects[dialect].name);
}

/* The client that an adapter is given; of Prisma's `client.user`, the client. */
static struct ag_config_value
client_of(struct ag_config_reader *c, struct ag_config_value db)
{
    struct ag_config_value v = ag_config_resolve(c, db);
    struct ag_js *name;

    if (!ag_config_is_kind(v, AG_JS_NAME) ||
        ag_str_find(v.js->text, '.') == v.js->text.n)
        return v;
    name = AG_NEW(c->arena, struct ag_js);
    *name = *v.js;
    name->text = ag_str_until(v.js->text, '.');
    v.js = name;
    return ag_config_resolve(c, v);
}

/* Tools whose files name the database. */
static const struct {
    const char *part; /* of the name of an adapter or its module */
    void (*read)(struct ag_config_reader *c, const struct ag_source *user,
                 struct ag_config_value adapter);
} tools[] = {{"rizzle", read_drizzle_kit}, {"risma", read_prisma}};

enum { NTOOLS = sizeof tools / sizeof *tools };

/* The tool of an adapter; NTOOLS: unknown. */
static size_t
tool_of(struct ag_config_reader *c, struct ag_config_value adapter)
{
    struct ag_str module, name = ag_config_function(c, adapter, &module);
    size_t i = 0;

    while (i < NTOOLS && !ag_config_contains(name, ag_str(tools[i].part)) &&
           !ag_config_contains(module, ag_str(tools[i].part)))
        i++;
    return i;
}

void
ag_config_find_database(struct ag_config_reader *c,
                        struct ag_config_value adapter)
{
    bool known = ag_config_is_kind(adapter, AG_JS_CALL);
    struct ag_config_value db = known ? ag_config_item(adapter, 0) : ag_nothing;
    struct ag_config_value client = client_of(c, db);
    size_t tool = known ? tool_of(c, adapter) : NTOOLS;
    unsigned before = c->diags->warnings + c->diags->errors;

    if (known && !ag_config_read_driver(c, adapter) &&
        !ag_config_read_driver(c, client))
        read_connection(c, db);
    for (size_t i = 0; i < NTOOLS; i++) {
        if (tool != i && tool != NTOOLS)
            continue;
        if (!c->provider && client.module &&
            client.module->script.source != c->source)
            tools[i].read(c, client.module->script.source, adapter);
        if (!c->provider)
            tools[i].read(c, c->source, adapter);
    }
    if (!known || c->diags->warnings + c->diags->errors > before)
        return; /* the cause has been said */
    c->guess.of = db.js && db.js->text.n ? db.js->text : adapter.js->text;
    c->guess.cause = ag_config_cause(c, db.js ? db : adapter);
}

/* Reads schemaName, which only drizzleAdapter has, for PostgreSQL since 1.7. */
static void
read_schema_name(struct ag_config_reader *c, struct ag_config_value v,
                 bool drizzle, struct ag_buf *settings)
{
    struct ag_str name;

    if (ag_config_is_nothing(ag_config_resolve(c, v)))
        return;
    if (!drizzle || !ag_config_since(c, 1, 7) ||
        (c->provider && strcmp(c->provider, "postgresql") != 0)) {
        ag_config_warn(
            c, v,
            "if the tables are in this schema, write: config { "
            "schema = \"…\" }",
            "Better Auth ignores schemaName, except of drizzleAdapter "
            "for PostgreSQL since 1.7");
        return;
    }
    name = ag_config_text(c, v,
                          "write it in the schema: config { schema = \"…\" }",
                          "schemaName");
    if (name.n)
        ag_config_put_text(settings, "  schema  = ", name, "\n");
}

/* Reads the options of drizzleAdapter and prismaAdapter. */
static void
read_adapter(struct ag_config_reader *c, struct ag_config_value adapter,
             bool drizzle, struct ag_buf *settings)
{
    struct ag_config_value options = ag_config_item(adapter, 1);
    struct ag_config_value provider = ag_config_option(c, options, "provider");

    if (ag_config_is_nothing(ag_config_resolve(c, provider)))
        ag_config_find_database(c, adapter);
    else
        read_provider(c, provider, "the adapter's provider");
    c->plural =
        ag_config_is_set(c, options, "usePlural",
                         "write it in the schema: config { tables = plural }");
    c->snake = drizzle && !ag_config_is_set(c, options, "camelCase",
                                            "write it in the schema: config "
                                            "{ columns = camel }");
    c->prisma = !drizzle;
    if (c->snake)
        ag_buf_fmt(settings, "  columns = snake\n  tables  = %s\n",
                   c->plural ? "snake_s" : "snake");
    else if (c->plural)
        ag_buf_fmt(settings, "  tables  = camel_s\n");
    read_schema_name(c, ag_config_option(c, options, "schemaName"), drizzle,
                     settings);
}

/* ag_config_is_call_fn: an adapter of another package that takes its provider as
 * Better Auth's own do: adapter(db, { provider: "sqlite" }). */
static bool
is_other_adapter(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_config_value v = ag_config_option(
        c, ag_config_item(call, 1), "provider");

    return ag_config_is_kind(ag_config_resolve(c, v), AG_JS_STRING);
}

/* ag_config_is_call_fn: an adapter of Better Auth. */
static bool
is_adapter(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str package, name = ag_config_function(c, call, &package);

    return ag_str_eq(name, AG_STR("drizzleAdapter")) ||
           ag_str_eq(name, AG_STR("prismaAdapter"));
}

/* The adapters of a choice. */
struct adapters {
    struct ag_str name, provider; /* of the first one */
    bool found, differ;
};

/* ag_config_alternative_fn */
static void
compare_adapter(struct ag_config_reader *c, struct ag_config_value v,
                void *more)
{
    struct adapters *a = more;
    struct ag_config_value call = ag_config_find_call(c, v, is_adapter), of;
    struct ag_str package, name, provider = {0};

    if (!call.js)
        return;
    name = ag_config_function(c, call, &package);
    of = ag_config_resolve(
        c, ag_config_option(c, ag_config_item(call, 1), "provider"));
    if (ag_config_is_kind(of, AG_JS_STRING))
        provider = of.js->text;
    a->differ |= a->found && (!ag_str_eq(a->name, name) ||
                              !ag_str_eq(a->provider, provider));
    if (!a->found) {
        a->name = name;
        a->provider = provider;
    }
    a->found = true;
}

/* Warns if a condition chooses between adapters that differ: the first one is
 * read. */
static void
check_adapters(struct ag_config_reader *c, struct ag_config_value database)
{
    struct adapters a = {.found = false};

    ag_config_alternatives(c, database, compare_adapter, &a);
    if (a.differ)
        ag_config_warn(c, database,
                       "write the other one in a file of its own, or choose it "
                       "with --dialect",
                       "the database depends on a condition; assuming %.*s of "
                       "%.*s",
                       AG_ARG(a.name),
                       AG_ARG(a.provider.n ? a.provider
                                           : AG_STR("an unknown database")));
}

const char *
ag_config_drizzle(const struct ag_config_reader *c)
{
    return c->loader->since(c->loader->self, c->source, "drizzle-orm", 1)
               ? "drizzle@1"
               : "drizzle";
}

bool
ag_config_has_adapter(struct ag_config_reader *c,
                      struct ag_config_value database)
{
    return ag_config_find_call(c, database, is_adapter).js != NULL;
}

void
ag_config_read_database(struct ag_config_reader *c,
                        struct ag_config_value database,
                        struct ag_buf *settings)
{
    struct ag_config_value v = ag_config_resolve(c, database);
    struct ag_config_value adapter =
        ag_config_find_call(c, database, is_adapter);
    struct ag_config_value other;
    struct ag_str package;

    if (ag_config_is_nothing(v))
        return;
    if (adapter.js) {
        check_adapters(c, database);
        bool drizzle =
            ag_str_eq(ag_config_function(c, adapter, &package),
                      AG_STR("drizzleAdapter"));
        c->adapter = ag_config_item(adapter, 1);
        c->convention = drizzle ? ag_config_drizzle(c) : "prisma";
        read_adapter(c, adapter, drizzle, settings);
        return;
    }
    other = ag_config_find_call(c, database, is_other_adapter);
    c->kysely = !other.js;
    if (other.js) {
        read_provider(c,
                      ag_config_option(c, ag_config_item(other, 1), "provider"),
                      "the adapter's provider");
    } else if (ag_config_is_kind(v, AG_JS_OBJECT)) { /* { dialect, type } */
        read_provider(c, ag_config_option(c, v, "type"), "the database");
        ag_config_read_driver(c, ag_config_option(c, v, "dialect"));
    } else if (!ag_config_read_driver(c, database)) {
        ag_config_warn(
            c, v.hidden ? v : database,
            "add a datasource block to the schema (the default is SQLite), and "
            "for drizzleAdapter also config { columns = snake, tables = snake "
            "}",
            "cannot determine the database from the text");
    }
    if (c->kysely && c->provider)
        c->convention = "kysely";
}

/* Applies the tables in an object of the option `schema`; `more` is unused. What
 * the text does not say is as the library expects it. */
static void
read_tables(struct ag_config_reader *c, struct ag_config_value object,
            void *more)
{
    if (!ag_config_is_kind(object, AG_JS_OBJECT))
        return;
    for (const struct ag_js *i = object.js->items; i; i = i->next) {
        struct ag_config_value v = ag_config_within(object, i);
        struct ag_str name = i->key;
        if (i->spread) {
            ag_config_alternatives(c, v, read_tables, more);
            continue;
        }
        if (c->plural && ag_str_ends(name, AG_STR("s")))
            name = ag_str_cut(name, 0, name.n - 1);
        name = ag_config_table_of(c, name);
        if (name.n && ag_config_is_declared(c, name) &&
            !ag_str_eq(ag_config_exported_name(c, v), i->key))
            ag_config_name_code(c, name, v, i->key);
    }
}

void
ag_config_read_mapping(struct ag_config_reader *c)
{
    if (!c->prisma)
        ag_config_alternatives(c, ag_config_option(c, c->adapter, "schema"),
                               read_tables, NULL);
}

/* What is a member of a schema: mySchema.table(…). */
static bool
is_member(struct ag_str name)
{
    return ag_str_eq(name, AG_STR("table")) ||
           ag_str_eq(name, AG_STR("view")) || ag_str_eq(name, AG_STR("enum"));
}

struct ag_config_maker
ag_config_drizzle_maker(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str package, name = ag_config_function(c, call, &package);
    struct ag_str path = call.js->text;
    struct ag_config_maker maker = {.provider = find(makers, name)};
    struct ag_config_value made = call, source;
    bool method = name.n < path.n && is_member(name);
    struct ag_js js = *call.js;

    if (maker.provider)
        return maker;
    js.kind = AG_JS_NAME;
    js.text = ag_str_cut(path, 0, method ? path.n - name.n - 1 : path.n);
    js.text.at = call.js->text.at;
    made.js = &js;
    source = ag_config_resolve(c, made);
    if (!ag_config_is_kind(source, AG_JS_CALL) || source.js == &js)
        return maker;
    name = ag_config_function(c, source, &package);
    if (method) {
        maker.provider = find(schemas, name);
        maker.schema = ag_config_item(source, 0);
    } else {
        maker.provider = find(creators, name);
        maker.rename = ag_config_item(source, 0);
    }
    return maker;
}

void
ag_config_read_drizzle_table(struct ag_config_reader *c, struct ag_str table,
                             struct ag_config_value v)
{
    struct ag_config_value made = ag_config_resolve(c, v), name;
    struct ag_config_maker maker = {.provider = NULL};

    if (ag_config_is_nothing(made))
        return;
    bool named = ag_config_name_code(c, table, v, AG_STR(""));
    if (ag_config_is_kind(made, AG_JS_CALL))
        maker = ag_config_drizzle_maker(c, made);
    if (maker.provider) {
        put_datasource(c, maker.provider);
        name = ag_config_item(made, 0);
        if (maker.rename.js)
            name = ag_config_call(c, maker.rename, name);
        ag_config_map_table(c, table, name);
        ag_config_map_schema(c, table, maker.schema);
    } else if (!named) {
        ag_config_warn(c, made.hidden ? made : v, ag_config_advice_table,
                       "cannot determine the name of this table from the text");
    }
}
