/* Values of a Drizzle file: chains of methods, columns that are referred to,
 * and SQL. */
#include <stdarg.h>
#include <stdio.h>

#include "base/escape.h"
#include "gen/drizzle/tables.h"

enum { DEEPEST = 32 }; /* nested SQL */

void
ag_drizzle_warn(struct ag_drizzle *d, struct ag_config_value v,
                const char *advice, const char *fmt, ...)
{
    char text[512];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ag_note(d->values.diags,
            ag_report(d->values.diags, AG_DRIZZLE_PART, ag_js_span(v.js), "%s",
                      text),
            (struct ag_span){0, 0}, "%s", advice);
}

bool
ag_drizzle_take(struct ag_drizzle *d, struct ag_map *map, struct ag_str key)
{
    void **slot = ag_map_put(map, d->arena, key);
    bool taken = *slot != NULL;

    *slot = d;
    return taken;
}

/* Chains. */

/* The name `path` where `where` is. */
static struct ag_config_value
named(struct ag_drizzle *d, struct ag_config_value where, struct ag_str path)
{
    struct ag_js *js = AG_NEW(d->arena, struct ag_js);

    path.at = where.js->text.at;
    *js = (struct ag_js){
        .kind = AG_JS_NAME, .text = path, .end = where.js->text.at + path.n};
    where.js = js;
    return where;
}

static uint32_t
count_dots(struct ag_str path)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < path.n; i++)
        n += path.p[i] == '.';
    return n;
}

/* The path without its last part. */
static struct ag_str
path_before(struct ag_str path)
{
    uint32_t n = path.n;

    while (n > 0 && path.p[n - 1] != '.')
        n--;
    return ag_str_cut(path, 0, n ? n - 1 : 0);
}

static struct ag_str
last_part(struct ag_str path)
{
    struct ag_str before = path_before(path);

    return ag_str_cut(path, before.n + (before.n > 0), path.n);
}

/* Whether the call of a path is that of a method: t.id.desc(), or
 * column.notNull() of a constant. A member of a module or of a parameter is a
 * function. */
static bool
is_method(const struct ag_config_value call)
{
    struct ag_str path = call.js->text;
    const struct ag_js_binding *b =
        ag_script_find(&call.module->script, ag_str_until(path, '.'));

    if (count_dots(path) != 1)
        return count_dots(path) > 1;
    return b && b->token && !b->params &&
           !ag_str_eq(last_part(path), AG_STR("table")) &&
           !ag_str_eq(last_part(path), AG_STR("view")) &&
           !ag_str_eq(last_part(path), AG_STR("enum"));
}

/* Whether it is of a parameter that Drizzle gives its value, as t.id is in the
 * extra array. */
static bool
is_parameter(struct ag_config_value v)
{
    const struct ag_js_binding *b =
        ag_config_is_kind(v, AG_JS_NAME) && !v.frame
            ? ag_script_find(&v.module->script, ag_str_until(v.js->text, '.'))
            : NULL;

    return b && b->params;
}

static void
add_method(struct ag_drizzle *d, struct ag_drizzle_chain *chain,
           struct ag_str name, struct ag_config_value call, unsigned first)
{
    struct ag_drizzle_method *method =
        AG_NEW(d->arena, struct ag_drizzle_method);

    *method = (struct ag_drizzle_method){chain->methods, name, call, first};
    chain->methods = method;
}

struct ag_drizzle_chain
ag_drizzle_unchain(struct ag_drizzle *d, struct ag_config_value v)
{
    struct ag_drizzle_chain chain = {.methods = NULL};

    for (int n = 0; v.js && !v.hidden && n < 200; n++) {
        struct ag_config_value inner = ag_nothing;
        if (v.js->kind == AG_JS_APPLY) {
            inner = ag_config_item(v, 0);
            if (inner.js->kind == AG_JS_MEMBER) {
                add_method(d, &chain, inner.js->text, v, 1);
                v = ag_config_item(inner, 0);
                continue;
            }
        }
        if (v.js->kind == AG_JS_CALL && is_method(v)) {
            add_method(d, &chain, last_part(v.js->text), v, 0);
            v = named(d, v, path_before(v.js->text));
            continue;
        }
        if (is_parameter(v))
            break;
        inner = ag_config_step(&d->values, v);
        if (!inner.js)
            break;
        v = inner;
    }
    chain.base = v;
    return chain;
}

struct ag_config_value
ag_drizzle_argument(const struct ag_drizzle_method *method, unsigned n)
{
    return ag_config_item(method->call, method->first + n);
}

struct ag_str
ag_drizzle_function(struct ag_drizzle *d, struct ag_config_value call)
{
    const struct ag_js_binding *b;
    struct ag_str module;

    if (!call.js ||
        (call.js->kind != AG_JS_CALL && call.js->kind != AG_JS_TAGGED))
        return (struct ag_str){0};
    b = ag_script_find(&call.module->script, ag_str_until(call.js->text, '.'));
    if (b && b->params &&
        !call.frame) /* ({ one, many }) => …, (t) => t.text() */
        return last_part(b->path.n ? b->path : call.js->text);
    return ag_config_function(&d->values, call, &module);
}

struct ag_str
ag_drizzle_string(struct ag_drizzle *d, struct ag_config_value v,
                  const char *what)
{
    return ag_config_text(&d->values, v, "write it in the schema", what);
}

/* Lists. */

struct each {
    struct ag_drizzle *d;
    ag_drizzle_each_fn *each;
    void *more;
    const char *what;
    int depth;
};

/* ag_config_alternative_fn */
static void
each_item(struct ag_config_reader *c, struct ag_config_value list, void *more)
{
    struct each *e = more;

    if (ag_config_is_nothing(list) || ag_config_is_name(list, "false"))
        return;
    if ((!ag_config_is_kind(list, AG_JS_ARRAY) &&
         !ag_config_is_kind(list, AG_JS_OBJECT)) ||
        e->depth == DEEPEST) {
        ag_drizzle_warn(e->d, list, "add its content to the schema",
                        "cannot determine %s from the text", e->what);
        return;
    }
    e->depth++;
    for (const struct ag_js *i = list.js->items; i; i = i->next) {
        struct ag_config_value v = ag_config_within(list, i);
        if (i->spread)
            ag_config_alternatives(c, v, each_item, e);
        else
            e->each(e->d, v, e->more);
    }
    e->depth--;
}

void
ag_drizzle_each(struct ag_drizzle *d, struct ag_config_value list,
                ag_drizzle_each_fn *each, void *more, const char *what)
{
    struct each e = {d, each, more, what, 0};

    if (list.js)
        ag_config_alternatives(&d->values, list, each_item, &e);
}

/* Tables and columns. */

struct ag_drizzle_table *
ag_drizzle_table_of(struct ag_drizzle *d, struct ag_config_value v)
{
    struct ag_config_value base = ag_drizzle_unchain(d, v).base;
    struct ag_drizzle_table *table = d->tables;

    if (!base.js)
        return NULL;
    while (table && table->at.js->text.at != base.js->text.at)
        table = table->next;
    return table ? table
                 : ag_drizzle_add_table(d, base,
                                        ag_config_exported_name(&d->values, v));
}

const struct ag_drizzle_column *
ag_drizzle_find_column(struct ag_drizzle *d,
                       const struct ag_drizzle_table *table,
                       struct ag_config_value v)
{
    const struct ag_js_binding *b;
    struct ag_str path;

    while (v.js && v.js->kind == AG_JS_BOUND)
        v = *v.js->bound;
    if (!ag_config_is_kind(v, AG_JS_NAME))
        return NULL;
    path = path_before(v.js->text);
    if (path.n == 0)
        return NULL;
    b = ag_script_find(&v.module->script, ag_str_until(v.js->text, '.'));
    if (!b || !b->params)
        table = ag_drizzle_table_of(d, named(d, v, path));
    if (!table)
        return NULL;
    for (const struct ag_drizzle_column *c = table->columns; c; c = c->next)
        if (ag_str_eq(c->key, last_part(v.js->text)))
            return c;
    return NULL;
}

/* A list of columns while it is read. */
struct columns {
    const struct ag_drizzle_table *table;
    struct ag_drizzle_part *first, **end;
    bool failed;
};

static void
add_column(struct ag_drizzle *d, struct ag_config_value v, void *more)
{
    struct columns *columns = more;
    const struct ag_drizzle_column *c =
        ag_drizzle_find_column(d, columns->table, v);

    if (!c) {
        ag_drizzle_warn(d, v, "write it in the schema",
                        "cannot determine this column from the text");
        columns->failed = true;
        return;
    }
    *columns->end = AG_NEW(d->arena, struct ag_drizzle_part);
    (*columns->end)->column = c;
    columns->end = &(*columns->end)->next;
}

struct ag_drizzle_part *
ag_drizzle_columns(struct ag_drizzle *d, const struct ag_drizzle_table *table,
                   struct ag_config_value list)
{
    struct columns columns = {.table = table};

    columns.end = &columns.first;
    if (ag_config_is_kind(list, AG_JS_NAME) &&
        ag_drizzle_find_column(d, table, list))
        add_column(d, list, &columns);
    else
        ag_drizzle_each(d, list, add_column, &columns, "a list of columns");
    return columns.failed ? NULL : columns.first;
}

/* SQL. */

static bool put_sql(struct ag_drizzle *d, struct ag_buf *out,
                    const struct ag_drizzle_table *table,
                    struct ag_config_value v, int depth);

/* Appends a value in ${} of SQL: a column, more SQL, or a literal. */
static bool
put_value(struct ag_drizzle *d, struct ag_buf *out,
          const struct ag_drizzle_table *table, struct ag_config_value v,
          int depth)
{
    const struct ag_drizzle_column *c = ag_drizzle_find_column(d, table, v);
    bool mysql = strcmp(d->provider, "mysql") == 0;

    if (c) {
        ag_put_quoted(out, c->name, mysql ? '`' : '"');
        return true;
    }
    v = ag_config_resolve(&d->values, v);
    if (ag_config_is_kind(v, AG_JS_STRING))
        ag_put_quoted(out, v.js->text, '\'');
    else if (ag_config_is_kind(v, AG_JS_NUMBER) ||
             ag_config_is_name(v, "true") || ag_config_is_name(v, "false"))
        ag_buf_str(out, v.js->text);
    else
        return put_sql(d, out, table, v, depth + 1);
    return true;
}

static bool
put_sql(struct ag_drizzle *d, struct ag_buf *out,
        const struct ag_drizzle_table *table, struct ag_config_value v,
        int depth)
{
    struct ag_config_value base = ag_drizzle_unchain(d, v).base, raw;
    bool good = true, text = true;

    if (!base.js || depth > DEEPEST)
        return false;
    if (base.js->kind == AG_JS_NAME || base.js->kind == AG_JS_CALL) {
        /* sql.raw("…"), whose chain has the base `sql` */
        const struct ag_drizzle_method *m = ag_drizzle_unchain(d, v).methods;
        raw = m ? ag_config_resolve(&d->values, ag_drizzle_argument(m, 0))
                : ag_nothing;
        if (base.js->kind == AG_JS_CALL)
            raw = ag_config_resolve(&d->values, ag_config_item(base, 0));
        if (!ag_config_is_kind(raw, AG_JS_STRING))
            return false;
        ag_buf_str(out, raw.js->text);
        return true;
    }
    if (base.js->kind != AG_JS_TAGGED)
        return false;
    for (const struct ag_js *i = base.js->items; i && good; i = i->next) {
        if (text)
            ag_buf_str(out, i->text);
        else
            good = put_value(d, out, table, ag_config_within(base, i), depth);
        text = !text;
    }
    return good;
}

bool
ag_drizzle_sql(struct ag_drizzle *d, const struct ag_drizzle_table *table,
               struct ag_config_value v, struct ag_str *sql)
{
    struct ag_buf out;

    ag_buf_init(&out, d->arena);
    bool good = v.js && put_sql(d, &out, table, v, 0);
    *sql = ag_buf_take(&out);
    ag_buf_free(&out);
    while (sql->n && (sql->p[0] == ' ' || sql->p[0] == '\n'))
        *sql = ag_str_cut(*sql, 1, sql->n);
    while (sql->n && (sql->p[sql->n - 1] == ' ' || sql->p[sql->n - 1] == '\n'))
        sql->n--;
    return good;
}
