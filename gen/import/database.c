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

/* Sets the datasource from `table`; false if it does not contain `name`. */
static bool
find_datasource(struct ag_config_reader *c, const struct speaker *table,
                struct ag_str name)
{
    const char *provider = find(table, name);

    if (provider)
        put_datasource(c, provider);
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
    enum ag_dialect dialect;

    if (name.n == 0)
        return;
    if (ag_dialect_find(name, &dialect))
        put_datasource(c, ag_dialects[dialect].name);
    else
        ag_config_warn(c, v,
                       "choose a database with --dialect, or add a datasource "
                       "block",
                       "unsupported database '%.*s'", AG_ARG(name));
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
    if (find_datasource(c, drivers, module) ||
        find_datasource(c, adapters, name))
        return true;
    v = ag_config_option(c, ag_config_item(v, 0), driver_option(name));
    return ag_config_read_driver(c, v);
}

/* Reads the options of drizzleAdapter and prismaAdapter. */
static void
read_adapter(struct ag_config_reader *c, struct ag_config_value options,
             bool drizzle, struct ag_buf *settings)
{
    struct ag_str schema;

    read_provider(c, ag_config_option(c, options, "provider"),
                  "the adapter's provider");
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
    schema = ag_config_text(c, ag_config_option(c, options, "schemaName"),
                            "write it in the schema: config { schema = \"…\" }",
                            "schemaName");
    if (schema.n)
        ag_config_put_text(settings, "  schema  = ", schema, "\n");
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
    struct ag_config_value other =
        ag_config_find_call(c, database, is_other_adapter);
    struct ag_str package;

    if (ag_config_is_nothing(v))
        return;
    if (adapter.js) {
        bool drizzle =
            ag_str_eq(ag_config_function(c, adapter, &package),
                      AG_STR("drizzleAdapter"));
        c->adapter = ag_config_item(adapter, 1);
        read_adapter(c, c->adapter, drizzle, settings);
        return;
    }
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
            "add a datasource block to the schema, and for drizzleAdapter also "
            "config { columns = snake, tables = snake }",
            "cannot determine the database from the text");
    }
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

/* A call that makes a Drizzle table. */
struct maker {
    const char *provider; /* NULL: it makes none */
    struct ag_config_value rename; /* a function for the table's name */
    struct ag_config_value schema; /* the schema inside the database */
};

/* What `call` makes: pgTable("x"), createTable("x") of createTable =
 * pgTableCreator(rename), auth.table("x") of auth = pgSchema(schema). */
static struct maker
maker_of(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str package, name = ag_config_function(c, call, &package);
    struct ag_str path = call.js->text;
    struct maker maker = {.provider = find(makers, name)};
    struct ag_config_value made = call, source;
    bool method = name.n < path.n && ag_str_eq(name, AG_STR("table"));
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
    struct maker maker = {.provider = NULL};

    if (ag_config_is_nothing(made))
        return;
    bool named = ag_config_name_code(c, table, v, AG_STR(""));
    if (ag_config_is_kind(made, AG_JS_CALL))
        maker = maker_of(c, made);
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
