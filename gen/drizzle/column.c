/* Columns of a Drizzle table: their builders, and the methods after them. */
#include "base/escape.h"
#include "gen/drizzle/tables.h"

static const char advice[] = "write it in a migration";

/* What a column loses. */
enum kind { plain, serial, seconds, json, integer };

struct builder {
    const char *provider, *function, *option, *value;
    const char *scalar, *native, *first, *second;
    unsigned least;
    enum kind kind;
};
static const struct builder builders[] = {
#define AG_BUILDER(provider, function, option, value, scalar, native, first,   \
                   second, least, kind)                                        \
    {#provider, #function, option, value, #scalar,                             \
     native,    first,     second, least, kind},
#include "gen/drizzle/builders.def"
#undef AG_BUILDER
};

static const struct {
    const char *provider, *function, *sql;
} built[] = {
#define AG_BUILT(provider, function, sql) {#provider, #function, sql},
#include "gen/drizzle/builders.def"
#undef AG_BUILT
};

static const struct {
    const char *provider, *sql, *scalar, *native;
} sql_types[] = {
#define AG_SQL_TYPE(provider, sql, scalar, native)                             \
    {#provider, sql, #scalar, native},
#include "gen/drizzle/builders.def"
#undef AG_SQL_TYPE
};

static const struct {
    const char *sql, *scalar;
} compat_types[] = {
#define AG_COMPAT(sql, scalar) {sql, #scalar},
#include "gen/drizzle/builders.def"
#undef AG_COMPAT
};

static const struct {
    const char *function, *value;
} clients[] = {
#define AG_CLIENT(function, value) {#function, value},
#include "gen/drizzle/builders.def"
#undef AG_CLIENT
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Options. */

/* The first argument that is an object of options; none if there is none. */
static struct ag_config_value
options_of(struct ag_drizzle *d, struct ag_config_value call)
{
    struct ag_config_value v;

    for (unsigned i = 0; (v = ag_config_item(call, i)).js; i++) {
        v = ag_config_resolve(&d->values, v);
        if (ag_config_is_kind(v, AG_JS_OBJECT))
            return v;
    }
    return ag_nothing;
}

/* The text of an option that is a literal; empty if it is not given. */
static struct ag_str
option_text(struct ag_drizzle *d, struct ag_config_value options,
            const char *name)
{
    struct ag_config_value v = ag_nothing;

    if (name[0] && options.js)
        v = ag_config_resolve(&d->values,
                              ag_config_option(&d->values, options, name));
    if (ag_config_is_nothing(v))
        return (struct ag_str){0};
    if (ag_config_is_kind(v, AG_JS_STRING) ||
        ag_config_is_kind(v, AG_JS_NUMBER) || ag_config_is_kind(v, AG_JS_NAME))
        return v.js->text;
    ag_drizzle_warn(d, v, "write it in the schema",
                    "the option '%s' of a column is computed at run time",
                    name);
    return (struct ag_str){0};
}

/* Types. */

static struct ag_str
native_type(struct ag_drizzle *d, const char *native, struct ag_str first,
            struct ag_str second, unsigned least)
{
    struct ag_arena *arena = d->arena;

    if (!native[0])
        return (struct ag_str){0};
    if (!first.n && least)
        first = ag_arena_fmt(arena, "%u", least);
    if (second.n)
        return ag_arena_fmt(arena, "%s(%.*s, %.*s)", native, AG_ARG(first),
                            AG_ARG(second));
    return first.n ? ag_arena_fmt(arena, "%s(%.*s)", native, AG_ARG(first))
                   : ag_str(native);
}

static void
set_unsupported(struct ag_drizzle *d, struct ag_drizzle_column *column,
                struct ag_str sql)
{
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    ag_buf_fmt(&out, "Unsupported(");
    ag_put_json(&out, sql);
    ag_buf_char(&out, ')');
    column->type = ag_buf_take(&out);
    ag_buf_free(&out);
}

static void
use_builder(struct ag_drizzle *d, struct ag_drizzle_column *column,
            const struct builder *b, struct ag_config_value options)
{
    static const char *const lost[] = {
        [seconds] = "it counts seconds, and a DateTime milliseconds: the field "
                    "is the number in the database",
        [json] = "a schema has no JSON in a blob: the field is its bytes",
        [integer] = "a schema has no integers in a blob: the field is its "
                    "bytes",
    };

    column->type = ag_str(b->scalar);
    column->native =
        native_type(d, b->native, option_text(d, options, b->first),
                    option_text(d, options, b->second), b->least);
    column->number =
        ag_str_eq(option_text(d, options, "mode"), AG_STR("number"));
    if (b->kind == serial) {
        column->value = AG_STR("autoincrement()");
        column->required = true;
    } else if (b->kind != plain) {
        ag_drizzle_warn(d, column->at,
                        "keep in mind that code has another type", "%s",
                        lost[b->kind]);
    }
}

/* Replaces {x} of a text by the options x. */
static struct ag_str
fill(struct ag_drizzle *d, const char *text, struct ag_config_value options)
{
    struct ag_str rest = ag_str(text), result;
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    while (rest.n) {
        uint32_t n = ag_str_find(rest, '{');
        ag_buf_str(&out, ag_str_cut(rest, 0, n));
        rest = ag_str_cut(rest, n, rest.n);
        if (rest.n == 0)
            break;
        n = ag_str_find(rest, '}');
        ag_buf_str(&out,
                   option_text(d, options,
                               ag_arena_cstr(d->arena, rest.p + 1, n - 1)));
        rest = ag_str_cut(rest, n + 1, rest.n);
    }
    result = ag_buf_take(&out);
    ag_buf_free(&out);
    return result;
}

/* A column of the builder `function`; false if it is none. */
static bool
read_builder(struct ag_drizzle *d, struct ag_drizzle_column *column,
             struct ag_str function, struct ag_config_value options)
{
    for (size_t i = 0; i < COUNT(builders); i++) {
        const struct builder *b = &builders[i];
        if (strcmp(b->provider, d->provider) != 0 ||
            !ag_str_eq(function, ag_str(b->function)) ||
            (b->option[0] &&
             !ag_str_eq(option_text(d, options, b->option), ag_str(b->value))))
            continue;
        use_builder(d, column, b, options);
        return true;
    }
    for (size_t i = 0; i < COUNT(built); i++)
        if (strcmp(built[i].provider, d->provider) == 0 &&
            ag_str_eq(function, ag_str(built[i].function))) {
            set_unsupported(d, column, fill(d, built[i].sql, options));
            return true;
        }
    return false;
}

/* A column of the SQL type of a customType. */
static void
use_sql_type(struct ag_drizzle *d, struct ag_drizzle_column *column,
             struct ag_str sql)
{
    struct ag_str name = ag_str_until(sql, '('), args = {0};

    if (name.n < sql.n && sql.p[sql.n - 1] == ')')
        args = ag_str_cut(sql, name.n + 1, sql.n - 1);
    for (size_t i = 0; i < COUNT(sql_types); i++) {
        struct ag_str known = ag_str(sql_types[i].sql);
        const char *native = sql_types[i].native;
        bool whole = ag_str_caseeq(sql, known);
        if (strcmp(sql_types[i].provider, d->provider) != 0 ||
            !(whole || (ag_str_caseeq(name, known) && native[0])))
            continue;
        column->type = ag_str(sql_types[i].scalar);
        column->native =
            whole ? ag_str(native)
                  : native_type(d, native, args, (struct ag_str){0}, 0);
        return;
    }
    for (size_t i = 0; i < COUNT(compat_types); i++)
        if (strcmp(d->provider, "sqlite") == 0 &&
            ag_str_caseeq(sql, ag_str(compat_types[i].sql))) {
            column->type = ag_str(compat_types[i].scalar);
            d->settings.compat = true;
            return;
        }
    set_unsupported(d, column, sql);
}

/* A column whose builder is what customType(…), or pgEnum(…), returns; false if
 * the callee is neither. */
static bool
read_made(struct ag_drizzle *d, struct ag_drizzle_column *column,
          struct ag_config_value callee, struct ag_config_value options)
{
    struct ag_config_value made = ag_drizzle_unchain(d, callee).base, type;
    struct ag_str code = ag_config_exported_name(&d->values, callee);

    if (!ag_config_is_kind(made, AG_JS_CALL))
        return false;
    column->of = ag_drizzle_add_enum(d, made, code.n ? code : column->key);
    if (column->of)
        return true;
    if (!ag_str_eq(ag_drizzle_function(d, made), AG_STR("customType")))
        return false;
    type = ag_config_option(&d->values, ag_config_item(made, 0), "dataType");
    type = ag_config_resolve(&d->values,
                             ag_config_call(&d->values, type, options));
    if (!ag_config_is_kind(type, AG_JS_STRING))
        return false;
    use_sql_type(d, column, type.js->text);
    return true;
}

/* An enum without a type of its own: mysqlEnum("x", […]), text("x", { enum }).
 */
static struct ag_config_value
values_of(struct ag_drizzle *d, struct ag_str function,
          struct ag_config_value call, struct ag_config_value options)
{
    struct ag_config_value v;

    if (ag_str_eq(function, AG_STR("mysqlEnum"))) {
        v = ag_config_item(call, 0);
        return ag_config_is_kind(ag_config_resolve(&d->values, v), AG_JS_STRING)
                   ? ag_config_item(call, 1)
                   : v;
    }
    if (strcmp(d->provider, "sqlite") == 0 &&
        ag_str_eq(function, AG_STR("text")) && options.js)
        return ag_config_option(&d->values, options, "enum");
    return ag_nothing;
}

static struct ag_str
enum_code(struct ag_drizzle *d, const struct ag_drizzle_column *column)
{
    return ag_arena_fmt(d->arena, "%.*s_%.*s", AG_ARG(column->table->code),
                        AG_ARG(column->key));
}

/* Reads the type of a column from its base, such as varchar("x", { length: 9
 * }).
 */
static void
read_type(struct ag_drizzle *d, struct ag_drizzle_column *column,
          struct ag_config_value base)
{
    struct ag_str function = ag_drizzle_function(d, base);
    struct ag_config_value options = options_of(d, base), callee, values;
    struct ag_js js;

    column->type = AG_STR("String");
    if (base.js->kind == AG_JS_CALL) {
        values = values_of(d, function, base, options);
        if (values.js)
            column->of = ag_drizzle_list_enum(d, values, enum_code(d, column));
        if (column->of || read_builder(d, column, function, options))
            return;
        js = *base.js;
        js.kind = AG_JS_NAME;
        callee = base;
        callee.js = &js;
    } else {
        callee = ag_config_item(base, 0);
    }
    if (base.js->kind != AG_JS_CALL && base.js->kind != AG_JS_APPLY)
        callee = ag_nothing;
    if (callee.js && read_made(d, column, callee, options))
        return;
    ag_drizzle_warn(d, column->at, "declare the field in the schema",
                    "cannot determine the type of '%.*s' from the text; "
                    "assuming String",
                    AG_ARG(column->key));
}

/* Defaults. */

static struct ag_str
call_text(struct ag_drizzle *d, const char *function, struct ag_str sql)
{
    struct ag_str result;
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    ag_buf_fmt(&out, "%s(", function);
    ag_put_json(&out, sql);
    ag_buf_char(&out, ')');
    result = ag_buf_take(&out);
    ag_buf_free(&out);
    return result;
}

/* The text without the parentheses around all of it. */
static struct ag_str
unwrap(struct ag_str sql)
{
    int depth = 0;
    char quote = 0;

    if (sql.n < 2 || sql.p[0] != '(' || sql.p[sql.n - 1] != ')')
        return sql;
    for (uint32_t i = 0; i < sql.n; i++) {
        char c = sql.p[i];
        if (quote ? c == quote : c == '\'' || c == '"')
            quote = quote ? 0 : c;
        depth += !quote && c == '(';
        depth -= !quote && c == ')';
        if (depth == 0 && i + 1 < sql.n)
            return sql;
    }
    return ag_str_cut(sql, 1, sql.n - 1);
}

/* Whether SQL is only a string; stores its text. */
static bool
is_string(struct ag_drizzle *d, struct ag_str sql, struct ag_str *text)
{
    struct ag_buf out;
    bool good = sql.n >= 2 && sql.p[0] == '\'' && sql.p[sql.n - 1] == '\'';

    if (!good)
        return false;
    ag_buf_init(&out, d->arena);
    for (uint32_t i = 1; i + 1 < sql.n && good; i++) {
        good = sql.p[i] != '\\';
        if (sql.p[i] == '\'')
            good = sql.p[++i] == '\'' && i + 1 < sql.n;
        ag_buf_char(&out, sql.p[i]);
    }
    *text = ag_buf_take(&out);
    ag_buf_free(&out);
    return good;
}

static bool
is_date(const struct ag_drizzle_column *column)
{
    return ag_str_eq(column->type, AG_STR("DateTime")) ||
           ag_str_eq(column->type, AG_STR("Date")) ||
           ag_str_eq(column->type, AG_STR("Time"));
}

/* A literal without its cast: 'x' of 'x'::text. The column has the type anyway.
 */
static struct ag_str
without_cast(struct ag_str sql)
{
    uint32_t n = sql.n;

    while (n > 0 && ag_config_is_identifier(ag_str_cut(sql, n - 1, n)))
        n--;
    if (n < sql.n && n > 2 && sql.p[n - 1] == ':' && sql.p[n - 2] == ':')
        sql.n = n - 2;
    return sql;
}

/* Whether a schema has the default as a string. */
static bool
is_text(const struct ag_drizzle_column *column)
{
    return ag_str_eq(column->type, AG_STR("String")) ||
           ag_str_eq(column->type, AG_STR("Json")) ||
           ag_str_eq(column->type, AG_STR("Date")) ||
           ag_str_eq(column->type, AG_STR("Time"));
}

static bool
is_number(struct ag_str sql)
{
    uint32_t i = sql.n && sql.p[0] == '-', first = i;

    while (i < sql.n && ((sql.p[i] >= '0' && sql.p[i] <= '9') ||
                         (sql.p[i] == '.' && i > first && i + 1 < sql.n)))
        i++;
    return i == sql.n && i > first;
}

static bool
is_numeric(const struct ag_drizzle_column *column)
{
    static const char *const types[] = {"Int", "BigInt", "Float", "Decimal"};

    for (size_t i = 0; i < COUNT(types); i++)
        if (ag_str_eq(column->type, ag_str(types[i])))
            return !column->list;
    return false;
}

/* The default of SQL. A string is the default of a field of text, and now()
 * that of PostgreSQL's now(). Inside the parentheses that other databases need,
 * it is the same. */
static struct ag_str
sql_default(struct ag_drizzle *d, const struct ag_drizzle_column *column,
            struct ag_str sql)
{
    struct ag_str inner = unwrap(sql), text;
    bool sqlite = strcmp(d->provider, "sqlite") == 0;
    bool postgresql = strcmp(d->provider, "postgresql") == 0;

    if (postgresql && is_date(column) && ag_str_caseeq(inner, AG_STR("now()")))
        return AG_STR("now()");
    if (ag_str_eq(column->type, AG_STR("Boolean")) &&
        (ag_str_caseeq(inner, AG_STR("true")) ||
         ag_str_caseeq(inner, AG_STR("false"))))
        return inner.n == 4 ? AG_STR("true") : AG_STR("false");
    if (!column->of && !column->list &&
        is_string(d, without_cast(inner), &text)) {
        struct ag_str quoted = call_text(d, "", text);
        if (is_text(column))
            return ag_str_cut(quoted, 1, quoted.n - 1);
        if (is_numeric(column) && is_number(text))
            return text;
    }
    if (is_number(inner) && is_numeric(column))
        return inner;
    return call_text(d, "dbgenerated", sqlite ? inner : sql);
}

/* The name of a value of an enum. */
static bool
put_enum_value(struct ag_buf *out, const struct ag_drizzle_enum *e,
               struct ag_config_value v)
{
    unsigned n = 0;

    for (const struct ag_drizzle_text *t = e->values; t; t = t->next) {
        n++;
        if (!ag_config_is_kind(v, AG_JS_STRING) ||
            !ag_str_eq(t->text, v.js->text))
            continue;
        if (ag_config_is_identifier(t->text))
            ag_buf_str(out, t->text);
        else
            ag_buf_fmt(out, "value%u", n);
        return true;
    }
    return false;
}

/* Appends a literal as the default of a column. */
static bool
put_default(struct ag_drizzle *d, struct ag_buf *out,
            const struct ag_drizzle_column *column, struct ag_config_value v)
{
    v = ag_config_resolve(&d->values, v);
    if (ag_config_is_kind(v, AG_JS_ARRAY) && column->list) {
        bool good = true;
        ag_buf_char(out, '[');
        for (const struct ag_js *i = v.js->items; i && good; i = i->next) {
            struct ag_config_value item =
                ag_config_resolve(&d->values, ag_config_within(v, i));
            if (i != v.js->items)
                ag_buf_fmt(out, ", ");
            good = !i->spread &&
                   (column->of ? put_enum_value(out, column->of, item)
                               : ag_config_put_literal(&d->values, out, item));
        }
        ag_buf_char(out, ']');
        return good;
    }
    if (column->of)
        return put_enum_value(out, column->of, v);
    if (ag_str_eq(column->type, AG_STR("Json"))) {
        struct ag_buf text;
        ag_buf_init(&text, d->arena);
        bool good = ag_config_put_literal(&d->values, &text, v);
        ag_put_json(out, ag_buf_text(&text));
        ag_buf_free(&text);
        return good;
    }
    if (ag_config_is_kind(v, AG_JS_ARRAY) || ag_config_is_kind(v, AG_JS_OBJECT))
        return false;
    /* A decimal is a string in code, and a number in a schema. */
    if (ag_str_eq(column->type, AG_STR("Decimal")) &&
        ag_config_is_kind(v, AG_JS_STRING)) {
        ag_buf_str(out, v.js->text);
        return true;
    }
    if (!ag_str_eq(column->type, AG_STR("DateTime")))
        return ag_config_put_literal(&d->values, out, v);
    /* A string in the format of the database. */
    if (!ag_config_is_kind(v, AG_JS_STRING))
        return false;
    struct ag_str sql = ag_arena_fmt(d->arena, "'%.*s'", AG_ARG(v.js->text));
    ag_buf_str(out, call_text(d, "dbgenerated", sql));
    return true;
}

static void
read_default(struct ag_drizzle *d, struct ag_drizzle_column *column,
             const struct ag_drizzle_method *m)
{
    struct ag_config_value v = ag_drizzle_argument(m, 0);
    struct ag_str sql;
    struct ag_buf out;

    if (!v.js)
        return;
    if (ag_drizzle_sql(d, column->table, v, &sql)) {
        column->value = sql_default(d, column, sql);
        if (is_date(column))
            column->sql =
                strcmp(d->provider, "sqlite") == 0 ? unwrap(sql) : sql;
        return;
    }
    if (ag_config_is_nothing(ag_config_resolve(&d->values, v)))
        return;
    ag_buf_init(&out, d->arena);
    if (put_default(d, &out, column, v))
        column->value = ag_buf_take(&out);
    else
        ag_drizzle_warn(d, v, "write it in the schema: @default(…)",
                        "cannot determine the default of '%.*s' from the text",
                        AG_ARG(column->key));
    ag_buf_free(&out);
}

/* The SQL of defaultNow(). */
static void
read_default_now(struct ag_drizzle *d, struct ag_drizzle_column *column,
                 const struct ag_drizzle_method *m)
{
    (void)m;
    column->value = AG_STR("now()");
    if (strcmp(d->provider, "mysql") == 0)
        column->sql = AG_STR("(now())");
    if (strcmp(d->provider, "sqlite") == 0)
        column->sql =
            AG_STR("cast((julianday('now') - 2440587.5)*86400000 as integer)");
    if (column->sql.n)
        column->value = call_text(d, "dbgenerated", column->sql);
}

static void
read_default_random(struct ag_drizzle *d, struct ag_drizzle_column *column,
                    const struct ag_drizzle_method *m)
{
    (void)d;
    (void)m;
    column->value = AG_STR("dbgenerated(\"gen_random_uuid()\")");
}

/* The name of the function that `function` calls, or its own if it is a name,
 * and the call. */
static struct ag_str
called(struct ag_drizzle *d, struct ag_config_value function,
       struct ag_config_value *call)
{
    struct ag_str name;

    *call = function;
    if (ag_config_is_kind(function, AG_JS_FUNCTION)) {
        *call = ag_config_item(function, 0);
        name = ag_drizzle_function(d, *call);
        return name.n || !ag_config_is_kind(*call, AG_JS_CALL)
                   ? name
                   : call->js->text; /* of the file itself */
    }
    call->js = NULL;
    return ag_config_exported_name(&d->values, function);
}

static void
read_client_default(struct ag_drizzle *d, struct ag_drizzle_column *column,
                    const struct ag_drizzle_method *m)
{
    struct ag_config_value v = ag_drizzle_argument(m, 0), call;
    struct ag_str name = called(d, v, &call);
    struct ag_config_value size =
        call.js ? ag_config_resolve(&d->values, ag_config_item(call, 0))
                : ag_nothing;

    for (size_t i = 0; i < COUNT(clients); i++)
        if (ag_str_eq(name, ag_str(clients[i].function)) && !column->value.n) {
            column->value = ag_str(clients[i].value);
            if (ag_str_eq(name, AG_STR("nanoid")) &&
                ag_config_is_kind(size, AG_JS_NUMBER))
                column->value = ag_arena_fmt(d->arena, "nanoid(%.*s)",
                                             AG_ARG(size.js->text));
            return;
        }
    ag_drizzle_warn(d, m->call,
                    "set the value where the application inserts it",
                    "a schema has no default for '%.*s' that the application "
                    "computes",
                    AG_ARG(column->key));
}

static void
read_on_update(struct ag_drizzle *d, struct ag_drizzle_column *column,
               const struct ag_drizzle_method *m)
{
    struct ag_config_value v = ag_drizzle_argument(m, 0), call;
    struct ag_str name = called(d, v, &call);

    if (is_date(column) &&
        (ag_str_eq(name, AG_STR("Date")) || ag_str_eq(name, AG_STR("sql")) ||
         ag_config_is_kind(call, AG_JS_TAGGED)))
        column->updated = true;
    else
        ag_drizzle_warn(
            d, m->call, "set the value where the application updates it",
            "a schema has no value for '%.*s' that the application computes in "
            "each update",
            AG_ARG(column->key));
}

/* Other methods. */

static void
read_not_null(struct ag_drizzle *d, struct ag_drizzle_column *column,
              const struct ag_drizzle_method *m)
{
    (void)d;
    (void)m;
    column->required = true;
}

static void
read_primary(struct ag_drizzle *d, struct ag_drizzle_column *column,
             const struct ag_drizzle_method *m)
{
    struct ag_config_value v = ag_drizzle_argument(m, 0);

    column->primary = column->required = true;
    if (v.js && ag_config_truth(
                    &d->values,
                    ag_config_option(&d->values, v, "autoIncrement")) == AG_YES)
        column->value = AG_STR("autoincrement()");
}

static void
read_autoincrement(struct ag_drizzle *d, struct ag_drizzle_column *column,
                   const struct ag_drizzle_method *m)
{
    (void)d;
    (void)m;
    column->value = AG_STR("autoincrement()");
}

static void
read_identity(struct ag_drizzle *d, struct ag_drizzle_column *column,
              const struct ag_drizzle_method *m)
{
    column->value = AG_STR("autoincrement()");
    column->required = true;
    column->identity = m->call;
    if (ag_drizzle_argument(m, 0).js)
        ag_drizzle_warn(d, m->call, "keep its sequence in a migration",
                        "a schema has no options of a sequence, as of '%.*s'",
                        AG_ARG(column->key));
}

static void
read_fixed_identity(struct ag_drizzle *d, struct ag_drizzle_column *column,
                    const struct ag_drizzle_method *m)
{
    read_identity(d, column, m);
    ag_drizzle_warn(d, m->call, "keep its identity in a migration",
                    "'%.*s' is always an identity, and a schema's identities "
                    "are by default",
                    AG_ARG(column->key));
}

static void
read_array(struct ag_drizzle *d, struct ag_drizzle_column *column,
           const struct ag_drizzle_method *m)
{
    if (column->list)
        ag_drizzle_warn(d, m->call, advice,
                        "a schema has no array of arrays, as of '%.*s'",
                        AG_ARG(column->key));
    column->list = true;
}

static void
read_unique(struct ag_drizzle *d, struct ag_drizzle_column *column,
            const struct ag_drizzle_method *m)
{
    struct ag_drizzle_table *t = column->table;
    struct ag_drizzle_key *key = AG_NEW(d->arena, struct ag_drizzle_key);
    struct ag_config_value options = ag_drizzle_argument(m, 1);

    key->at = m->call;
    key->kind = AG_DRIZZLE_UNIQUE;
    key->on_column = true;
    key->name =
        ag_drizzle_string(d, ag_drizzle_argument(m, 0), "the name of a key");
    key->parts = AG_NEW(d->arena, struct ag_drizzle_part);
    key->parts->column = column;
    if (ag_str_eq(option_text(d, options, "nulls"), AG_STR("not distinct")))
        ag_drizzle_warn(d, m->call, advice,
                        "a schema has no unique key for which NULLs are equal");
    *t->key_end = key;
    t->key_end = &key->next;
}

static void
read_references(struct ag_drizzle *d, struct ag_drizzle_column *column,
                const struct ag_drizzle_method *m)
{
    *d->later_end = AG_NEW(d->arena, struct ag_drizzle_later);
    **d->later_end = (struct ag_drizzle_later){.column = column, .at = m->call};
    d->later_end = &(*d->later_end)->next;
}

static void
read_lost(struct ag_drizzle *d, struct ag_drizzle_column *column,
          const struct ag_drizzle_method *m)
{
    ag_drizzle_warn(d, m->call, advice,
                    "a schema has nothing like %.*s() of "
                    "'%.*s'",
                    AG_ARG(m->name), AG_ARG(column->key));
}

/* MySQL's ON UPDATE, which a schema has as part of a default in SQL. */
static void
read_update_now(struct ag_drizzle *d, struct ag_drizzle_column *column,
                const struct ag_drizzle_method *m)
{
    struct ag_config_value options = ag_drizzle_argument(m, 0);
    struct ag_str digits = option_text(d, options, "fsp");
    uint32_t n = 0;

    if (!column->sql.n || (digits.n && !ag_str_uint(digits, &n))) {
        read_lost(d, column, m);
        return;
    }
    column->sql = ag_arena_fmt(d->arena, "%.*s ON UPDATE CURRENT_TIMESTAMP%s",
                               AG_ARG(column->sql),
                               n ? ag_arena_fmt(d->arena, "(%u)", n).p : "");
    column->value = call_text(d, "dbgenerated", column->sql);
}

static void
read_nothing(struct ag_drizzle *d, struct ag_drizzle_column *column,
             const struct ag_drizzle_method *m)
{
    (void)d;
    (void)column;
    (void)m;
}

static const struct {
    const char *name;
    void (*read)(struct ag_drizzle *d, struct ag_drizzle_column *column,
                 const struct ag_drizzle_method *m);
} methods[] = {
    {"notNull", read_not_null},
    {"primaryKey", read_primary},
    {"default", read_default},
    {"defaultNow", read_default_now},
    {"defaultRandom", read_default_random},
    {"$default", read_client_default},
    {"$defaultFn", read_client_default},
    {"$onUpdate", read_on_update},
    {"$onUpdateFn", read_on_update},
    {"onUpdateNow", read_update_now},
    {"autoincrement", read_autoincrement},
    {"identity", read_autoincrement}, /* of SQL Server */
    {"generatedAlwaysAsIdentity", read_fixed_identity},
    {"generatedByDefaultAsIdentity", read_identity},
    {"array", read_array},
    {"unique", read_unique},
    {"references", read_references},
    {"$type", read_nothing},
};

static void
read_method(struct ag_drizzle *d, struct ag_drizzle_column *column,
            const struct ag_drizzle_method *m)
{
    for (size_t i = 0; i < COUNT(methods); i++)
        if (ag_str_eq(m->name, ag_str(methods[i].name))) {
            methods[i].read(d, column, m);
            return;
        }
    read_lost(d, column, m);
}

/* Whether a method changes what the default means. */
static bool
is_shape(const struct ag_drizzle_method *m)
{
    return ag_str_eq(m->name, AG_STR("array"));
}

/* ag_config_each_fn for a column of the table `more`. */
static void
read_column(struct ag_config_reader *c, struct ag_str key,
            struct ag_config_value v, void *more)
{
    struct ag_drizzle *d = (struct ag_drizzle *)c; /* its first member */
    struct ag_drizzle_table *table = more;
    struct ag_drizzle_chain chain = ag_drizzle_unchain(d, v);
    struct ag_drizzle_column *column;
    struct ag_config_value first;

    if (!chain.base.js || chain.base.hidden) {
        ag_drizzle_warn(d, v, "declare the field in the schema",
                        "cannot determine the column '%.*s' from the text",
                        AG_ARG(key));
        return;
    }
    column = AG_NEW(d->arena, struct ag_drizzle_column);
    column->table = table;
    column->at = v;
    column->key = column->name = key;
    *table->column_end = column;
    table->column_end = &column->next;
    first = ag_config_resolve(
        c, ag_config_item(chain.base, chain.base.js->kind == AG_JS_APPLY));
    if (ag_config_is_kind(first, AG_JS_STRING))
        column->name = first.js->text;
    read_type(d, column, chain.base);
    for (const struct ag_drizzle_method *m = chain.methods; m; m = m->next)
        if (is_shape(m))
            read_method(d, column, m);
    for (const struct ag_drizzle_method *m = chain.methods; m; m = m->next)
        if (!is_shape(m))
            read_method(d, column, m);
}

void
ag_drizzle_read_columns(struct ag_drizzle *d, struct ag_drizzle_table *table,
                        struct ag_config_value columns)
{
    ag_config_each(&d->values, columns, read_column, table,
                   "the columns of a table");
}
