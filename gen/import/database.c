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
/* clang-format on */

/* Sets the datasource unless an earlier value has set it. */
static void
put_datasource(struct ag_config_reader *c, const char *provider)
{
    if (!c->provider)
        c->provider = provider;
}

/* Sets the datasource from `table`, which an empty entry ends; false if it does
 * not contain `name`. */
static bool
find_datasource(struct ag_config_reader *c, const struct speaker *table,
                struct ag_str name)
{
    while (table->name && !ag_str_eq(name, ag_str(table->name)))
        table++;
    if (!table->name)
        return false;
    put_datasource(c, table->provider);
    return true;
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

bool
ag_config_read_driver(struct ag_config_reader *c,
                      struct ag_config_value database)
{
    struct ag_config_value v = ag_config_resolve(c, database);
    struct ag_str name, module;

    if (!ag_config_is_kind(v, AG_JS_CALL))
        return false;
    name = ag_config_function(c, v, &module);
    if (find_datasource(c, drivers, module) ||
        find_datasource(c, adapters, name))
        return true;
    if (!ag_str_eq(name, AG_STR("Kysely")))
        return false;
    v = ag_config_option(c, ag_config_item(v, 0), "dialect");
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
    if (c->snake)
        ag_buf_fmt(settings, "  columns = snake\n  tables  = %s\n",
                   c->plural ? "snake_plural" : "snake");
    else if (c->plural)
        ag_buf_fmt(settings, "  tables  = camel_plural\n");
    schema = ag_config_text(c, ag_config_option(c, options, "schemaName"),
                            "write it in the schema: config { schema = \"…\" }",
                            "schemaName");
    if (schema.n)
        ag_config_put_text(settings, "  schema  = ", schema, "\n");
}

void
ag_config_read_database(struct ag_config_reader *c,
                        struct ag_config_value database,
                        struct ag_buf *settings)
{
    struct ag_config_value v = ag_config_resolve(c, database);
    struct ag_str package, name = {0};

    if (ag_config_is_nothing(v))
        return;
    if (ag_config_is_kind(v, AG_JS_OBJECT)) { /* { dialect, type } */
        read_provider(c, ag_config_option(c, v, "type"), "the database");
        ag_config_read_driver(c, ag_config_option(c, v, "dialect"));
        return;
    }
    if (ag_config_is_kind(v, AG_JS_CALL))
        name = ag_config_function(c, v, &package);
    bool drizzle = ag_str_eq(name, AG_STR("drizzleAdapter"));
    if (drizzle || ag_str_eq(name, AG_STR("prismaAdapter")))
        read_adapter(c, ag_config_item(v, 1), drizzle, settings);
    else if (!ag_config_read_driver(c, v))
        ag_config_warn(
            c, v.hidden ? v : database,
            "add a datasource block to the schema, and for drizzleAdapter also "
            "config { columns = snake, tables = snake }",
            "cannot determine the database from the text");
}

void
ag_config_read_drizzle_table(struct ag_config_reader *c, struct ag_str table,
                             struct ag_config_value v)
{
    struct ag_config_value made = ag_config_resolve(c, v);
    struct ag_str package, name;

    if (ag_config_is_nothing(made))
        return;
    name = ag_config_is_kind(made, AG_JS_CALL)
               ? ag_config_function(c, made, &package)
               : AG_STR("");
    if (!find_datasource(c, makers, name)) {
        ag_config_warn(c, made.hidden ? made : v, ag_config_advice_table,
                       "cannot determine the name of this table from the text");
        return;
    }
    ag_config_map_table(c, table, ag_config_item(made, 0));
}
