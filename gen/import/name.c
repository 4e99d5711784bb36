/* Names of tables and columns in the schema made from a configuration. */
#include "base/escape.h"
#include "base/words.h"
#include "gen/import/reader.h"

bool
ag_config_is_identifier(struct ag_str name)
{
    for (uint32_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_')))
            return false;
    }
    return name.n > 0;
}

void
ag_config_put_text(struct ag_buf *out, const char *before, struct ag_str text,
                   const char *after)
{
    ag_buf_fmt(out, "%s", before);
    ag_put_json(out, text);
    ag_buf_fmt(out, "%s", after);
}

/* Appends `name` without the characters that a schema does not allow. */
static void
put_name(struct ag_buf *out, struct ag_str name, char first)
{
    uint32_t before = out->n;

    for (uint32_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = ag_config_is_identifier(ag_str_cut(name, i, i + 1));
        if (out->n == before && !letter)
            ag_buf_char(out, first);
        if (letter || c == '_' || (c >= '0' && c <= '9'))
            ag_buf_char(out, c);
    }
    if (out->n == before)
        ag_buf_char(out, first);
}

struct ag_str
ag_config_model(struct ag_config_reader *c, struct ag_str table)
{
    struct ag_buf buf;

    ag_buf_init(&buf, c->arena);
    put_name(&buf, ag_words(c->arena, ag_words_pascal, table), 'X');
    return ag_buf_take(&buf);
}

void
ag_config_put_field(struct ag_config_reader *c, struct ag_buf *out,
                    struct ag_str name)
{
    put_name(out,
             ag_config_is_identifier(name)
                 ? name
                 : ag_words(c->arena, ag_words_camel, name),
             'x');
}

/* ag_config_put_names; if `always`, even if the naming styles make the names.
 */
static void
put_names(struct ag_config_reader *c, struct ag_buf *out, struct ag_str model,
          struct ag_str name, bool always)
{
    ag_words_fn *letters = c->snake ? ag_words_snake : ag_words_camel;
    struct ag_str map = c->snake ? ag_words(c->arena, letters, name) : name;
    struct ag_str end = c->plural ? AG_STR("s") : AG_STR("");

    if (always || !ag_str_eq(ag_words(c->arena, letters, model), map))
        ag_config_put_text(out, "  @@map(",
                           ag_arena_fmt(c->arena, "%.*s%.*s", AG_ARG(map),
                                        AG_ARG(end)),
                           ")\n");
    if (always || !ag_str_eq(ag_words(c->arena, ag_words_camel, model), name))
        ag_config_put_text(out, "  @@code(",
                           ag_arena_fmt(c->arena, "%.*s%.*s", AG_ARG(name),
                                        AG_ARG(end)),
                           ")\n");
}

void
ag_config_put_names(struct ag_config_reader *c, struct ag_buf *out,
                    struct ag_str model, struct ag_str name)
{
    put_names(c, out, model, name, false);
}

void
ag_config_extend(struct ag_config_reader *c, struct ag_str table,
                 struct ag_str text)
{
    if (text.n == 0)
        return;
    ag_buf_fmt(&c->body, "extend model %.*s {\n%.*s}\n",
               AG_ARG(ag_config_model(c, table)), AG_ARG(text));
}

/* The model's name in code for the library's table `name`. */
static struct ag_str
model_name(struct ag_config_reader *c, struct ag_str name)
{
    struct ag_str pascal = ag_config_model(c, name);
    bool cased = ag_str_eq(ag_words(c->arena, ag_words_camel, pascal), name);

    return !cased && ag_config_is_identifier(name) ? name : pascal;
}

/* Extends the table's model by its names. A table that is not in camel case,
 * such as invite_use, has a @@map in its preset, which they replace. */
static void
put_extend(struct ag_config_reader *c, struct ag_str table, struct ag_str model,
           struct ag_str name)
{
    struct ag_str camel =
        ag_words(c->arena, ag_words_camel, ag_config_model(c, table));
    struct ag_buf names;

    ag_buf_init(&names, c->arena);
    put_names(c, &names, model, name, !ag_str_eq(camel, table));
    ag_config_extend(c, table, ag_buf_text(&names));
    ag_buf_free(&names);
}

/* A table with another modelName. */
struct ag_config_renamed {
    struct ag_config_renamed *next;
    struct ag_str table, name;
};

struct ag_str
ag_config_table_of(struct ag_config_reader *c, struct ag_str name)
{
    for (const struct ag_config_renamed *r = c->renamed; r; r = r->next)
        if (ag_str_eq(r->name, name))
            return r->table;
    return name;
}

void
ag_config_rename_table(struct ag_config_reader *c, struct ag_str table,
                       struct ag_str name)
{
    struct ag_str old = ag_config_model(c, table), model = model_name(c, name);
    struct ag_config_renamed *renamed;

    if (name.n == 0 || ag_str_eq(name, table))
        return;
    renamed = AG_NEW(c->arena, struct ag_config_renamed);
    *renamed = (struct ag_config_renamed){c->renamed, table, name};
    c->renamed = renamed;
    if (!ag_str_eq(model, old))
        ag_buf_fmt(&c->body, "rename model %.*s %.*s\n", AG_ARG(old),
                   AG_ARG(model));
    put_extend(c, table, model, name);
}

void
ag_config_name_odd(struct ag_config_reader *c, struct ag_str table)
{
    put_extend(c, table, ag_config_model(c, table), table);
}

/* Extends a table's model by an attribute that has the text `name`, if any. */
static void
extend_by(struct ag_config_reader *c, struct ag_str table,
          const char *attribute, struct ag_str name)
{
    struct ag_buf text;

    if (name.n == 0)
        return;
    ag_buf_init(&text, c->arena);
    ag_config_put_text(&text, attribute, name, ")\n");
    ag_config_extend(c, table, ag_buf_text(&text));
    ag_buf_free(&text);
}

void
ag_config_map_table(struct ag_config_reader *c, struct ag_str table,
                    struct ag_config_value v)
{
    extend_by(
        c, table, "  @@map(",
        ag_config_text(c, v, ag_config_advice_table, "the name of a table"));
}

void
ag_config_map_schema(struct ag_config_reader *c, struct ag_str table,
                     struct ag_config_value v)
{
    extend_by(
        c, table, "  @@schema(",
        ag_config_text(c, v, ag_config_advice_table, "the schema of a table"));
}

bool
ag_config_name_code(struct ag_config_reader *c, struct ag_str table,
                    struct ag_config_value v, struct ag_str key)
{
    struct ag_str name = ag_config_exported_name(c, v);
    struct ag_buf code;

    if (name.n == 0)
        return false;
    ag_buf_init(&code, c->arena);
    ag_config_put_text(&code, "  @@code(", name, "");
    if (key.n)
        ag_config_put_text(&code, ", key: ", key, "");
    ag_buf_fmt(&code, ")\n");
    ag_config_extend(c, table, ag_buf_text(&code));
    ag_buf_free(&code);
    return true;
}

void
ag_config_rename_column(struct ag_config_reader *c, struct ag_str table,
                        struct ag_str field, struct ag_config_value v)
{
    struct ag_str name =
        ag_config_text(c, v, "write it in the schema: rename field … NAME",
                       "the name of a column");

    if (name.n == 0 || ag_str_eq(name, field))
        return;
    if (!ag_config_is_identifier(name)) {
        ag_config_warn(c, v,
                       "write it in the schema: extend model … { field Type "
                       "@map(\"…\") }",
                       "'%.*s' is not a valid name of a field", AG_ARG(name));
        return;
    }
    ag_buf_fmt(&c->body, "rename field %.*s.",
               AG_ARG(ag_config_model(c, table)));
    ag_config_put_field(c, &c->body, field);
    ag_buf_fmt(&c->body, " %.*s\n", AG_ARG(name));
}

static void
rename_one(struct ag_config_reader *c, struct ag_str key,
           struct ag_config_value v, void *more)
{
    ag_config_rename_column(c, *(struct ag_str *)more, key, v);
}

void
ag_config_rename_columns(struct ag_config_reader *c, struct ag_str table,
                         struct ag_config_value fields)
{
    ag_config_each(c, fields, rename_one, &table, "fields");
}

void
ag_config_use(struct ag_config_reader *c, const char *preset)
{
    struct ag_config_used **end = &c->used;

    for (; *end; end = &(*end)->next)
        if (ag_str_eq((*end)->name, ag_str(preset)))
            return;
    *end = AG_NEW(c->arena, struct ag_config_used);
    (*end)->name = ag_str(preset);
}
