/* Converts fields of Better Auth (additionalFields, and fields of plugins'
 * tables) to fields of the schema. */
#include <string.h>

#include "base/escape.h"
#include "base/words.h"
#include "gen/import/table.h"

enum { DEEPEST = 16 }; /* nested literals, nested spreads in enums */

static const char advice_type[] =
    "write it in the schema: extend model … { field Type }";
static const char advice_reference[] =
    "write it in the schema: extend model … { field Id @references(…) }";

/* Enums. */

/* A value of an enum. */
struct choice {
    struct choice *next;
    struct ag_str text;
    struct ag_str name; /* valid in our language */
};

/* Appends the values in `list`, including spread ones; *n counts them. */
static struct choice **
add_choices(struct ag_config_reader *c, struct ag_config_value list,
            struct choice **end, unsigned *n, int depth)
{
    for (const struct ag_js *i = list.js->items; i; i = i->next) {
        struct ag_config_value v = ag_config_within(list, i);
        struct ag_config_value is = ag_config_resolve(c, v);
        if (i->spread && ag_config_is_kind(is, AG_JS_ARRAY) &&
            depth < DEEPEST) {
            end = add_choices(c, is, end, n, depth + 1);
        } else if (!i->spread && ag_config_is_kind(is, AG_JS_STRING)) {
            struct choice *choice = AG_NEW(c->arena, struct choice);
            choice->text = is.js->text;
            ++*n;
            choice->name = ag_config_is_identifier(choice->text)
                               ? choice->text
                               : ag_arena_fmt(c->arena, "value%u", *n);
            *end = choice;
            end = &choice->next;
        } else {
            ag_config_warn(c, v,
                           "add the enum to the schema, and: extend model … "
                           "{ field Enum }",
                           "a value of an enum is computed at run time");
        }
    }
    return end;
}

static struct choice *
choices_of(struct ag_config_reader *c, struct ag_config_value list)
{
    struct choice *choices = NULL;
    unsigned n = 0;

    add_choices(c, list, &choices, &n, 0);
    return choices;
}

/* Appends the enum, once: a plugin may be in several lists. */
static void
put_enum(struct ag_config_reader *c, struct ag_buf *out, struct ag_str name,
         const struct choice *choices)
{
    void **known = ag_map_put(&c->enums, c->arena, name);

    if (*known)
        return;
    *known = c;
    ag_buf_fmt(out, "enum %.*s {\n", AG_ARG(name));
    for (; choices; choices = choices->next) {
        ag_buf_fmt(out, "  %.*s", AG_ARG(choices->name));
        if (!ag_str_eq(choices->name, choices->text))
            ag_config_put_text(out, " @map(", choices->text, ")");
        ag_buf_char(out, '\n');
    }
    ag_buf_fmt(out, "}\n");
}

/* Defaults. */

/* Appends a number in our language's syntax; false if it has no such notation,
 * as for 1e3. */
static bool
put_number(struct ag_buf *out, struct ag_str text)
{
    uint32_t start = text.p[0] == '-';
    bool hex =
        text.n > start + 1 && text.p[start] == '0' && text.p[start + 1] == 'x';
    struct ag_str digits = ag_str_cut(text, start + (hex ? 2 : 0), text.n);
    uint32_t dot = hex ? digits.n : ag_str_find(digits, '.');
    unsigned base = hex ? 16 : 10;
    uint64_t number = 0;

    for (uint32_t i = 0; i < digits.n; i++) {
        char c = digits.p[i];
        int digit = ag_hex_digit(c);
        if (c == '_' || i == dot || (c == 'n' && i + 1 == digits.n))
            continue;
        if (digit < 0 || digit >= (int)base || number > UINT64_MAX / 16 - 1)
            return false;
        if (i < dot)
            number = number * base + (unsigned)digit;
    }
    ag_buf_fmt(out, "%s%llu", start ? "-" : "", (unsigned long long)number);
    if (dot + 1 < digits.n)
        ag_buf_str(out, ag_str_cut(digits, dot, digits.n));
    return true;
}

/* Appends a literal as JSON; false if a part of it is computed. */
static bool
put_literal(struct ag_config_reader *c, struct ag_buf *out,
            struct ag_config_value v, int depth)
{
    bool object, good = true;

    v = ag_config_resolve(c, v);
    if (!v.js || v.hidden || depth > DEEPEST)
        return false;
    object = v.js->kind == AG_JS_OBJECT;
    switch (v.js->kind) {
    case AG_JS_STRING:
        ag_put_json(out, v.js->text);
        return true;
    case AG_JS_NUMBER:
        return put_number(out, v.js->text);
    case AG_JS_NAME:
        ag_buf_str(out, v.js->text);
        return ag_config_is_name(v, "true") || ag_config_is_name(v, "false") ||
               ag_config_is_name(v, "null");
    case AG_JS_OBJECT:
    case AG_JS_ARRAY:
        ag_buf_char(out, object ? '{' : '[');
        for (const struct ag_js *i = v.js->items; i && good; i = i->next) {
            struct ag_config_value item = ag_config_within(v, i);
            if (i != v.js->items)
                ag_buf_char(out, ',');
            if (object) {
                ag_put_json(out, i->key);
                ag_buf_char(out, ':');
            }
            good = !i->spread && (i->key.n || !object) &&
                   put_literal(c, out, item, depth + 1);
        }
        ag_buf_char(out, object ? '}' : ']');
        return good;
    case AG_JS_CALL:
    case AG_JS_APPLY:
    case AG_JS_MEMBER:
    case AG_JS_ELEMENT:
    case AG_JS_CLASS:
    case AG_JS_FUNCTION:
    case AG_JS_OPERATION:
    case AG_JS_TAGGED:
    case AG_JS_EITHER:
    case AG_JS_CONDITION:
    case AG_JS_CHOICE:
    case AG_JS_BOUND:
    case AG_JS_OTHER:
        break;
    }
    return false;
}

bool
ag_config_put_literal(struct ag_config_reader *c, struct ag_buf *out,
                      struct ag_config_value v)
{
    return put_literal(c, out, v, 0);
}

/* Whether our language has this kind of literal: a string, number, boolean, or
 * a list of them. */
static bool
is_plain(struct ag_config_reader *c, struct ag_config_value v)
{
    if (ag_config_is_kind(v, AG_JS_ARRAY))
        for (const struct ag_js *i = v.js->items; i; i = i->next) {
            struct ag_config_value item = ag_config_within(v, i);
            item = ag_config_resolve(c, item);
            if (ag_config_is_kind(item, AG_JS_ARRAY) ||
                ag_config_is_kind(item, AG_JS_OBJECT))
                return false;
        }
    return !ag_config_is_kind(v, AG_JS_OBJECT);
}

/* Whether the library's command gives the date `key` the current time as its
 * default in the database, if a function makes it in the application. */
static bool
is_made_now(const struct ag_config_reader *c, struct ag_str key,
            struct ag_config_value function)
{
    struct ag_str text = function.module->script.source->text;

    if (c->convention && c->kysely)
        return true;
    if (c->convention && c->prisma)
        return !ag_config_since(c, 1, 4) || ag_str_eq(key, AG_STR("createdAt"));
    text = ag_str_cut(text, function.js->text.at - text.at,
                      function.js->end - text.at);
    return ag_config_contains(text, AG_STR("new Date()"));
}

static void
put_enum_default(struct ag_config_reader *c, struct ag_buf *out,
                 struct ag_config_value v, const struct choice *choices)
{
    struct ag_config_value d = ag_config_resolve(c, v);

    if (ag_config_is_kind(d, AG_JS_FUNCTION))
        return; /* the library calls it at run time */
    while (choices && !(ag_config_is_kind(d, AG_JS_STRING) &&
                        ag_str_eq(choices->text, d.js->text)))
        choices = choices->next;
    if (choices)
        ag_buf_fmt(out, " @default(%.*s)", AG_ARG(choices->name));
    else
        ag_config_warn(c, v,
                       "write it in the schema: extend model … { field Enum "
                       "@default(…) }",
                       "the default is not one of the field's values");
}

void
ag_config_put_default(struct ag_config_reader *c, struct ag_buf *out,
                      struct ag_str key, struct ag_config_value v,
                      struct ag_str type)
{
    struct ag_config_value d = ag_config_resolve(c, v);
    bool date = ag_str_eq(type, AG_STR("date"));
    bool json = ag_str_eq(type, AG_STR("json"));
    struct ag_buf text;

    if (ag_config_is_nothing(d))
        return;
    /* The library calls the function at run time. The database can only provide
     * the current time. */
    if (date && (ag_config_is_kind(d, AG_JS_FUNCTION) ||
                 ag_config_is_kind(d, AG_JS_CALL))) {
        if (is_made_now(c, key, d))
            ag_buf_fmt(out, " @default(now())");
        return;
    }
    if (ag_config_is_kind(d, AG_JS_FUNCTION))
        return;
    ag_buf_init(&text, c->arena);
    if (!put_literal(c, &text, d, 0) || (!json && !is_plain(c, d))) {
        ag_config_warn(c, v,
                       "write it in the schema: extend model … { field Type "
                       "@default(…) }",
                       "a default is computed at run time");
    } else if (ag_str_eq(type, AG_STR("number")) &&
               memchr(text.p, '.', text.n)) {
        ag_config_warn(c, v,
                       "write it in the schema: extend model … { field Float "
                       "@default(…) }",
                       "the field becomes an integer column, so its fractional "
                       "default is left out");
    } else if (json) {
        ag_config_put_text(out, " @default(", ag_buf_text(&text), ")");
    } else if (!date) {
        ag_buf_fmt(out, " @default(%.*s)", AG_ARG(ag_buf_text(&text)));
    }
    ag_buf_free(&text);
}

/* References. */

/* The name of a referential action in our language. */
static const char *
action_of(struct ag_str name)
{
    static const char *const actions[][2] = {
        {"cascade", "Cascade"},        {"set null", "SetNull"},
        {"restrict", "Restrict"},      {"no action", "NoAction"},
        {"set default", "SetDefault"},
    };

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (ag_str_eq(name, ag_str(actions[i][0])))
            return actions[i][1];
    return "Cascade"; /* the default of Better Auth */
}

/* The key of the table referenced as `name`, which is its key or its modelName.
 */
static struct ag_str
table_of(struct ag_config_reader *c, struct ag_str name)
{
    for (size_t i = 0; i < AG_CONFIG_NTABLE; i++) {
        const char *table = ag_config_tables[i];
        struct ag_config_value v = ag_config_option(
            c, ag_config_option(c, c->options, table), "modelName");
        v = ag_config_resolve(c, v);
        if (ag_config_is_kind(v, AG_JS_STRING) && ag_str_eq(v.js->text, name))
            return ag_str(table);
    }
    return name;
}

static bool
is_referenced(const struct ag_config_table *table, struct ag_str target)
{
    for (const struct ag_config_target *t = table->targets; t; t = t->next)
        if (ag_str_eq(t->table, target))
            return true;
    return false;
}

/* Appends names of a relation if a column or another reference has taken the
 * names that the language derives from the column and the table. */
static void
put_relation_names(struct ag_config_reader *c, struct ag_config_table *table,
                   struct ag_str key, struct ag_str target)
{
    struct ag_config_target *t = AG_NEW(c->arena, struct ag_config_target);
    struct ag_str plural = ag_words(c->arena, ag_words_plural, table->name);
    struct ag_str stem = key;

    if (ag_str_ends(key, AG_STR("Id")))
        stem = ag_str_cut(key, 0, key.n - 2);
    stem = ag_words(c->arena, ag_words_camel, stem);
    if (stem.n < key.n && ag_config_get(c, table->given, stem).js)
        ag_buf_fmt(&table->fields, ", as: %.*s%.*s", AG_ARG(stem),
                   AG_ARG(ag_config_model(c, target)));
    if (!table->made || is_referenced(table, target))
        ag_buf_fmt(&table->fields, ", back: %.*s%.*s", AG_ARG(stem),
                   AG_ARG(ag_config_model(c, plural)));
    t->table = target;
    t->next = table->targets;
    table->targets = t;
}

/* Appends @references for references: { model, field, onDelete }. */
static void
put_reference(struct ag_config_reader *c, struct ag_config_table *table,
              struct ag_str key, struct ag_config_value reference)
{
    struct ag_buf *out = &table->fields;
    struct ag_str model =
        ag_config_text(c, ag_config_option(c, reference, "model"),
                       advice_reference, "the model of a reference");
    struct ag_str field =
        ag_config_text(c, ag_config_option(c, reference, "field"),
                       advice_reference, "the field of a reference");
    struct ag_str action =
        ag_config_text(c, ag_config_option(c, reference, "onDelete"),
                       advice_reference, "onDelete");
    struct ag_config_value sibling;

    if (model.n == 0)
        return;
    sibling = ag_config_get(c, table->siblings, model);
    if (ag_config_truth(c, ag_config_option(c, sibling, "disableMigration")) ==
        AG_YES)
        return; /* the table does not exist */
    model = table_of(c, model);
    ag_buf_fmt(out, " @references(%.*s.", AG_ARG(ag_config_model(c, model)));
    ag_config_put_field(c, out, field.n ? field : AG_STR("id"));
    ag_buf_fmt(out, ", onDelete: %s", action_of(action));
    put_relation_names(c, table, key, model);
    ag_buf_char(out, ')');
}

/* Types. */

static const struct type {
    const char *name;
    const char *scalar, *big; /* with `bigint: true` */
    bool list;
} types[] = {
    {"string", "String", "String", false},
    {"number", "Int", "BigInt", false},
    {"boolean", "Boolean", "Boolean", false},
    {"date", "DateTime", "DateTime", false},
    {"json", "Json", "Json", false},
    {"string[]", "String", "String", true},
    {"number[]", "Int", "BigInt", true},
};

/* The type named `name`, or NULL. */
static const struct type *
find_type(struct ag_str name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (ag_str_eq(name, ag_str(types[i].name)))
            return &types[i];
    return NULL;
}

/* Whether a field may be null. The default of `required` is true, but up to 1.5
 * not for `auth generate`. */
static bool
is_nullable(struct ag_config_reader *c, struct ag_config_value field,
            struct ag_str key)
{
    struct ag_config_value v = ag_config_option(c, field, "required");
    struct ag_config_value is = ag_config_resolve(c, v);

    if (ag_config_is_nothing(is))
        return c->convention && !c->kysely && !ag_config_since(c, 1, 6);
    if (ag_config_truth(c, v) == AG_UNKNOWN)
        ag_config_warn(
            c, v, "write it in the schema: extend model … { field Type? }",
            "whether '%.*s' is required is computed at run time; assuming that "
            "it is",
            AG_ARG(key));
    return ag_config_is_name(is, "false");
}

/* Whether the column of a list is NOT NULL. Prisma's lists are not, and where
 * it has none, `auth generate` makes each list of numbers a required String. */
static bool
is_list_required(struct ag_config_reader *c, struct ag_config_value field,
                 struct ag_str key, const struct type *type)
{
    bool listless = c->provider && (strcmp(c->provider, "sqlite") == 0 ||
                                    strcmp(c->provider, "mysql") == 0);

    if (!c->convention || (c->prisma && !listless))
        return false;
    return (c->prisma && strcmp(type->name, "number[]") == 0) ||
           !is_nullable(c, field, key);
}

/* Appends the name of a scalar type, followed by [] or ?. */
static void
put_scalar(struct ag_config_reader *c, struct ag_config_table *table,
           struct ag_str key, struct ag_config_value field,
           const struct type *type)
{
    bool big = ag_config_is_set(c, field, "bigint", advice_type);
    struct ag_config_value to = ag_config_option(c, field, "references.field");
    struct ag_str to_field =
        ag_config_text(c, to, advice_reference, "the field of a reference");

    ag_buf_fmt(&table->fields, "%s",
               ag_str_eq(to_field, AG_STR("id")) ? "Id"
               : big                             ? type->big
                                                 : type->scalar);
    if (type->list)
        ag_buf_fmt(&table->fields, "[]%s",
                   is_list_required(c, field, key, type) ? " @notNull" : "");
    else if (is_nullable(c, field, key))
        ag_buf_char(&table->fields, '?');
}

/* Appends the length of a string that is in a key or an index; `string` has
 * none of its own. That of a reference to a column other than an id is one of
 * Better Auth's commands; otherwise it is that of the column. */
static void
put_length(struct ag_config_reader *c, struct ag_buf *out, bool in_key,
           bool refers)
{
    if (in_key && !refers)
        ag_buf_fmt(out, " @mysql.VarChar(255) @sqlserver.NVarChar(255)");
    else if (refers && c->convention && !c->prisma)
        ag_buf_fmt(out, " @mysql.VarChar(%s)", in_key ? "255" : "36");
}

/* Appends the attributes from the field's options, except its default. */
static void
put_attributes(struct ag_config_reader *c, struct ag_config_table *table,
               struct ag_str key, struct ag_config_value field,
               const struct type *type)
{
    struct ag_buf *out = &table->fields;
    struct ag_config_value reference = ag_config_option(c, field, "references");
    struct ag_config_value to =
        ag_config_resolve(c, ag_config_option(c, reference, "field"));
    bool refers = !ag_config_is_nothing(reference);
    bool unique = ag_config_is_set(c, field, "unique", advice_type);
    bool index = ag_config_is_set(c, field, "index", advice_type) && !unique;
    bool sorted = ag_config_is_set(c, field, "sortable", advice_type);

    /* Releases up to 1.3 ignore them. */
    if (!ag_config_since(c, 1, 4))
        index = sorted = false;
    if (unique)
        ag_buf_fmt(out, " @unique");
    if (type && strcmp(type->name, "date") == 0 &&
        ag_config_option(c, field, "onUpdate").js)
        ag_buf_fmt(out, " @updatedAt");
    if (!ag_config_is_identifier(key))
        ag_config_put_text(out, " @map(", key, ")");
    if (refers)
        put_reference(c, table, key, reference);
    if (type && strcmp(type->name, "string") == 0 &&
        !ag_config_is_text(to, "id"))
        put_length(c, out, unique || (!refers && (index || sorted)), refers);
    if (index) {
        ag_buf_fmt(&table->keys, "  @@index([");
        ag_config_put_field(c, &table->keys, key);
        ag_buf_fmt(&table->keys, "])\n");
    }
}

/* Up to 1.6, `auth generate` gives columns of enums no name for SQLite and
 * MySQL, so Drizzle takes the name in code. */
static bool
is_named_by_code(const struct ag_config_reader *c, struct ag_str key)
{
    return c->convention && c->snake && !ag_config_since(c, 1, 7) &&
           c->provider && strcmp(c->provider, "postgresql") != 0 &&
           ag_config_is_identifier(key);
}

/* A field of an enum. Up to 1.5, `auth generate` does not know the type and
 * makes a required String for Prisma. */
static void
put_enum_field(struct ag_config_reader *c, struct ag_config_table *table,
               struct ag_str key, struct ag_config_value field,
               struct ag_config_value list)
{
    struct ag_config_value value = ag_config_option(c, field, "defaultValue");
    struct ag_config_value named =
        ag_config_resolve(c, ag_config_option(c, field, "fieldName"));
    struct choice *choices = choices_of(c, list);
    bool unknown = c->convention && c->prisma && !ag_config_since(c, 1, 6);
    struct ag_str name = ag_arena_fmt(c->arena, "%.*s%.*s",
                                      AG_ARG(ag_config_model(c, table->name)),
                                      AG_ARG(ag_config_model(c, key)));

    put_enum(c, &table->enums, name, choices);
    ag_buf_fmt(&table->fields, "%.*s%s", AG_ARG(name),
               is_nullable(c, field, key) && !unknown ? "?" : "");
    if (!ag_config_is_nothing(ag_config_resolve(c, value)))
        put_enum_default(c, &table->fields, value, choices);
    if (is_named_by_code(c, key))
        ag_config_put_text(
            &table->fields, " @map(",
            ag_config_is_kind(named, AG_JS_STRING) ? named.js->text : key, ")");
}

void
ag_config_read_field(struct ag_config_reader *c, struct ag_str key,
                     struct ag_config_value v, void *more)
{
    struct ag_config_table *table = more;
    struct ag_buf *out = &table->fields;
    struct ag_config_value given = ag_config_option(c, v, "type");
    struct ag_config_value is = ag_config_resolve(c, given);
    struct ag_config_value value = ag_config_option(c, v, "defaultValue");
    const struct type *type = NULL;

    if (table->made && ag_str_eq(key, AG_STR("id")))
        return; /* the key, which every table has */
    if (!ag_config_is_kind(ag_config_resolve(c, v), AG_JS_OBJECT)) {
        ag_config_warn(c, v, advice_type,
                       "cannot determine the field '%.*s' from the text",
                       AG_ARG(key));
        return;
    }
    ag_buf_fmt(out, "  ");
    ag_config_put_field(c, out, key);
    ag_buf_char(out, ' ');
    if (ag_config_is_kind(is, AG_JS_ARRAY)) {
        put_enum_field(c, table, key, v, is);
    } else {
        type =
            ag_config_is_kind(is, AG_JS_STRING) ? find_type(is.js->text) : NULL;
        if (!type)
            ag_config_warn(c, is.js ? given : v, advice_type,
                           "cannot determine the type of '%.*s' from the text; "
                           "assuming String",
                           AG_ARG(key));
        put_scalar(c, table, key, v, type ? type : find_type(AG_STR("string")));
        ag_config_put_default(c, out, key, value,
                              ag_str(type ? type->name : "string"));
    }
    put_attributes(c, table, key, v, type);
    ag_buf_char(out, '\n');
    ag_config_rename_column(c, table->name, key,
                            ag_config_option(c, v, "fieldName"));
}
