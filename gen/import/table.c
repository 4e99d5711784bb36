/* Tables of Better Auth: those of the library, which have options in the
 * configuration, and those declared by plugins in the text. */
#include "gen/import/table.h"

const char *const ag_config_tables[AG_CONFIG_NTABLE] = {
    [AG_CONFIG_USER] = "user",
    [AG_CONFIG_SESSION] = "session",
    [AG_CONFIG_ACCOUNT] = "account",
    [AG_CONFIG_VERIFICATION] = "verification",
    [AG_CONFIG_RATE_LIMIT] = "rateLimit",
};

/* A table that a plugin in the text declares. */
struct ag_config_own {
    struct ag_config_own *next;
    struct ag_str table;
};

static void
init_table(struct ag_config_reader *c, struct ag_config_table *table,
           struct ag_str name)
{
    *table = (struct ag_config_table){.name = name};
    ag_buf_init(&table->fields, c->arena);
    ag_buf_init(&table->keys, c->arena);
    ag_buf_init(&table->enums, c->arena);
}

static void
free_table(struct ag_config_table *table)
{
    ag_buf_free(&table->fields);
    ag_buf_free(&table->keys);
    ag_buf_free(&table->enums);
}

void
ag_config_read_table(struct ag_config_reader *c, struct ag_str table,
                     struct ag_config_value options)
{
    struct ag_config_table t;
    struct ag_config_value name = ag_config_option(c, options, "modelName");

    if (ag_config_is_nothing(ag_config_resolve(c, options)))
        return;
    init_table(c, &t, table);
    t.given = ag_config_option(c, options, "additionalFields");
    ag_config_each(c, t.given, ag_config_read_field, &t, "additionalFields");
    ag_buf_str(&t.fields, ag_buf_text(&t.keys));
    ag_config_extend(c, table, ag_buf_text(&t.fields));
    ag_buf_str(&c->body, ag_buf_text(&t.enums));
    free_table(&t);
    ag_config_rename_columns(c, table, ag_config_option(c, options, "fields"));
    ag_config_rename_table(
        c, table, ag_config_text(c, name, ag_config_advice_model, "modelName"));
}

static const char advice_index[] =
    "write it in the schema: extend model … { @@index(…) }";

/* Appends the fields of an index, if all are known. */
static bool
put_fields(struct ag_config_reader *c, struct ag_buf *out,
           struct ag_config_value fields)
{
    bool known = true;

    for (const struct ag_js *i = fields.js->items; i; i = i->next) {
        struct ag_config_value v = ag_config_within(fields, i);
        v.hidden |= i->spread;
        struct ag_str name =
            ag_config_text(c, v, advice_index, "a field of an index");
        if (i != fields.js->items)
            ag_buf_fmt(out, ", ");
        ag_config_put_field(c, out, name);
        known &= name.n > 0;
    }
    return known;
}

/* Reads one of `indexes`: { fields, unique, name }. */
static void
read_index(struct ag_config_reader *c, struct ag_config_table *table,
           struct ag_config_value v)
{
    struct ag_buf *out = &table->keys, names;
    struct ag_config_value fields =
        ag_config_resolve(c, ag_config_option(c, v, "fields"));
    struct ag_str name = ag_config_text(c, ag_config_option(c, v, "name"),
                                        advice_index, "the name of an index");
    bool unique = ag_config_is_set(
        c, v, "unique",
        "if it is, write in the schema: extend model … { @@unique(…) }");

    if (!ag_config_is_kind(fields, AG_JS_ARRAY)) {
        ag_config_warn(c, v, advice_index,
                       "cannot determine the fields of an index from the text");
        return;
    }
    ag_buf_init(&names, c->arena);
    if (put_fields(c, &names, fields)) {
        ag_buf_fmt(out, "  @@%s([%.*s]", unique ? "unique" : "index",
                   AG_ARG(ag_buf_text(&names)));
        if (name.n)
            ag_config_put_text(out, ", map: ", name, "");
        ag_buf_fmt(out, ")\n");
    }
    ag_buf_free(&names);
}

static void
read_indexes(struct ag_config_reader *c, struct ag_config_table *table,
             struct ag_config_value v)
{
    struct ag_config_value list = ag_config_resolve(c, v);

    if (ag_config_is_kind(list, AG_JS_ARRAY))
        for (const struct ag_js *i = list.js->items; i; i = i->next)
            read_index(c, table, ag_config_within(list, i));
    else if (!ag_config_is_nothing(list))
        ag_config_warn(c, list, "add them to the schema: extend model …",
                       "the indexes of a plugin's table are computed at run "
                       "time");
}

bool
ag_config_is_declared(struct ag_config_reader *c, struct ag_str table)
{
    struct ag_str model = ag_config_model(c, table);

    for (size_t i = 0; i < AG_CONFIG_NTABLE; i++)
        if (ag_str_eq(table, ag_str(ag_config_tables[i])))
            return true;
    for (const struct ag_config_own *o = c->own; o; o = o->next)
        if (ag_str_eq(table, o->table))
            return true;
    for (const struct ag_config_used *u = c->used; u; u = u->next)
        if (c->loader->declares(c->loader->self, u->name, model))
            return true;
    return false;
}

/* Adds a model with the fields read of `table`. Its name is `name` unless that
 * is empty. */
static void
put_model(struct ag_config_reader *c, const struct ag_config_table *table,
          struct ag_str name)
{
    struct ag_config_own *own = AG_NEW(c->arena, struct ag_config_own);
    struct ag_str model = ag_config_model(c, table->name);

    *own = (struct ag_config_own){c->own, table->name};
    c->own = own;
    ag_buf_fmt(&c->body, "model %.*s {\n  id Id @id\n%.*s", AG_ARG(model),
               AG_ARG(ag_buf_text(&table->fields)));
    if (name.n == 0)
        ag_config_put_names(c, &c->body, model, table->name);
    ag_buf_fmt(&c->body, "}\n");
    ag_config_rename_table(c, table->name, name);
}

/* Reads a table of a plugin's `schema`, which is *more. If the library has the
 * table, adds the fields to it; otherwise adds a model. */
static void
read_own_table(struct ag_config_reader *c, struct ag_str name,
               struct ag_config_value v, void *more)
{
    bool declared = ag_config_is_declared(c, name);
    struct ag_str given = ag_config_text(c, ag_config_option(c, v, "modelName"),
                                         ag_config_advice_model, "modelName");
    struct ag_config_table table;

    if (!declared &&
        ag_config_is_set(c, v, "disableMigration",
                         "if it is, add to the schema: omit model"))
        return;
    init_table(c, &table, name);
    table.siblings = *(struct ag_config_value *)more;
    table.given = ag_config_option(c, v, "fields");
    table.made = !declared;
    ag_config_each(c, table.given, ag_config_read_field, &table,
                   "the fields of a plugin's table");
    read_indexes(c, &table, ag_config_option(c, v, "indexes"));
    ag_buf_str(&table.fields, ag_buf_text(&table.keys));
    if (declared)
        ag_config_extend(c, name, ag_buf_text(&table.fields));
    else
        put_model(c, &table, given);
    ag_buf_str(&c->body, ag_buf_text(&table.enums));
    free_table(&table);
}

void
ag_config_read_own_tables(struct ag_config_reader *c,
                          struct ag_config_value schema)
{
    ag_config_each(c, schema, read_own_table, &schema, "a plugin's schema");
}
