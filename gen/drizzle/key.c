/* What refers to columns: foreign keys, and the extra array or object of a
 * table with its keys, indexes and checks. */
#include "gen/drizzle/tables.h"

static const char advice[] = "write it in a migration";
static const char advice_schema[] = "write it in the schema";

/* The actions of a foreign key. */
static const char *
action_of(struct ag_drizzle *d, struct ag_config_value v)
{
    static const char *const actions[][2] = {
        {"cascade", "Cascade"},        {"set null", "SetNull"},
        {"restrict", "Restrict"},      {"no action", "NoAction"},
        {"set default", "SetDefault"},
    };
    struct ag_str name = ag_drizzle_string(d, v, "an action of a foreign key");

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (ag_str_eq(name, ag_str(actions[i][0])))
            return actions[i][1];
    return NULL;
}

struct ag_drizzle_reference *
ag_drizzle_add_reference(struct ag_drizzle *d, struct ag_drizzle_table *table,
                         struct ag_config_value at,
                         struct ag_drizzle_part *columns,
                         struct ag_drizzle_part *references)
{
    struct ag_drizzle_reference *r =
        AG_NEW(d->arena, struct ag_drizzle_reference);

    r->at = at;
    r->columns = columns;
    r->references = references;
    r->target = references->column->table;
    *table->reference_end = r;
    table->reference_end = &r->next;
    return r;
}

static struct ag_drizzle_part *
part_of(struct ag_drizzle *d, const struct ag_drizzle_column *column)
{
    struct ag_drizzle_part *part = AG_NEW(d->arena, struct ag_drizzle_part);

    part->column = column;
    return part;
}

void
ag_drizzle_read_reference(struct ag_drizzle *d,
                          struct ag_drizzle_column *column,
                          struct ag_config_value call)
{
    /* The call is (…).references(…), or base.references(…) of a constant. */
    unsigned first = call.js->kind == AG_JS_APPLY;
    struct ag_config_value to = ag_config_item(call, first);
    struct ag_config_value options = ag_config_item(call, first + 1);
    const struct ag_drizzle_column *target;
    struct ag_drizzle_reference *r;

    if (ag_config_is_kind(to, AG_JS_FUNCTION))
        to = ag_config_item(to, 0);
    target = to.js ? ag_drizzle_find_column(d, column->table, to) : NULL;
    if (!target) {
        ag_drizzle_warn(d, call, advice_schema,
                        "cannot determine the column that '%.*s' refers to",
                        AG_ARG(column->key));
        return;
    }
    r = ag_drizzle_add_reference(d, column->table, call, part_of(d, column),
                                 part_of(d, target));
    if (options.js) {
        r->on_delete =
            action_of(d, ag_config_option(&d->values, options, "onDelete"));
        r->on_update =
            action_of(d, ag_config_option(&d->values, options, "onUpdate"));
    }
}

/* The constraint that an item of the extra array makes. */
struct constraint {
    struct ag_drizzle *d;
    struct ag_drizzle_table *table;
    struct ag_config_value at, base; /* the whole chain, and its first call */
    const struct ag_drizzle_method *methods;
};

static const struct ag_drizzle_method *
find_method(const struct constraint *c, const char *name)
{
    const struct ag_drizzle_method *m = c->methods;

    while (m && !ag_str_eq(m->name, ag_str(name)))
        m = m->next;
    return m;
}

/* Warns about methods that are not read. */
static void
check_methods(const struct constraint *c, const char *const *known)
{
    for (const struct ag_drizzle_method *m = c->methods; m; m = m->next) {
        const char *const *k = known;
        while (*k && !ag_str_eq(m->name, ag_str(*k)))
            k++;
        if (!*k)
            ag_drizzle_warn(c->d, m->call, advice,
                            "a schema has nothing like %.*s() of a constraint",
                            AG_ARG(m->name));
    }
}

/* Indexes. */

/* A list of the parts of a key. */
struct parts {
    const struct constraint *c;
    struct ag_drizzle_part **end;
    bool failed;
};

/* Whether a method of a column in an index makes another order than the one
 * that a schema has: NULLs are last in ascending order, and first in descending
 * order. */
static void
read_order(struct ag_drizzle *d, struct ag_drizzle_part *part,
           const struct ag_drizzle_method *methods, struct ag_config_value at)
{
    bool postgresql = strcmp(d->provider, "postgresql") == 0;
    bool first = false;

    for (const struct ag_drizzle_method *m = methods; m; m = m->next) {
        part->descending |= ag_str_eq(m->name, AG_STR("desc"));
        first |= ag_str_eq(m->name, AG_STR("nullsFirst"));
        if (ag_str_eq(m->name, AG_STR("op")))
            part->ops = ag_drizzle_string(d, ag_drizzle_argument(m, 0),
                                          "an operator class");
    }
    /* drizzle-kit 0.31 has NULLS LAST for all columns. */
    if (postgresql && first != part->descending)
        ag_drizzle_warn(d, at, advice,
                        "a schema has an index with NULLs %s only if its order "
                        "is %s",
                        first ? "first" : "last",
                        first ? "descending" : "ascending");
}

/* Removes `end` from the end of a text; false if it does not end so. */
static bool
cut_end(struct ag_str *text, const char *end)
{
    uint32_t n = ag_str(end).n;

    if (text->n < n ||
        !ag_str_caseeq(ag_str_cut(*text, text->n - n, text->n), ag_str(end)))
        return false;
    text->n -= n;
    return true;
}

/* Whether a text is a blank and the name of an operator class. */
static bool
is_class(struct ag_str text)
{
    return text.n > 4 && text.p[0] == ' ' &&
           ag_str_ends(text, AG_STR("_ops")) &&
           ag_config_is_identifier(ag_str_cut(text, 1, text.n));
}

/* Reads `${t.a} desc`, `${t.a}(10)`, `${t.a} text_ops`: a column with its
 * order, the length of its prefix or its operator class. Anything else is an
 * expression. */
static bool
read_column_sql(struct ag_drizzle *d, struct ag_drizzle_part *part,
                const struct ag_drizzle_table *table,
                struct ag_config_value sql)
{
    const struct ag_js *before = sql.js->items, *name;
    struct ag_str after, length = {0};
    uint32_t n;

    if (!before || before->text.n || !before->next || !before->next->next ||
        before->next->next->next)
        return false;
    name = before->next;
    after = name->next->text;
    bool descending = cut_end(&after, " desc");
    if (!descending)
        cut_end(&after, " asc");
    if (after.n > 2 && after.p[0] == '(' && after.p[after.n - 1] == ')')
        length = ag_str_cut(after, 1, after.n - 1);
    if (length.n ? !ag_str_uint(length, &n) : after.n > 0 && !is_class(after))
        return false;
    if (!length.n && after.n)
        part->ops = ag_str_cut(after, 1, after.n);
    part->column =
        ag_drizzle_find_column(d, table, ag_config_within(sql, name));
    part->descending = descending;
    part->length = length;
    return part->column != NULL;
}

/* The expression without the parentheses around it. */
static struct ag_str
without_parentheses(struct ag_str sql)
{
    int depth = 0;

    for (uint32_t i = 0; i < sql.n; i++) {
        depth += sql.p[i] == '(';
        depth -= sql.p[i] == ')';
        if (depth == 0 && i + 1 < sql.n)
            return sql;
    }
    return sql.n > 2 && depth == 0 ? ag_str_cut(sql, 1, sql.n - 1) : sql;
}

static void
read_part(struct ag_drizzle *d, struct ag_config_value v, void *more)
{
    struct parts *parts = more;
    const struct ag_drizzle_table *table = parts->c->table;
    struct ag_drizzle_part *part = AG_NEW(d->arena, struct ag_drizzle_part);
    struct ag_drizzle_chain chain = ag_drizzle_unchain(d, v);
    struct ag_config_value name = v;

    /* A column resolves to its builder, so its name is taken from the text. */
    if (chain.methods && v.js->kind != AG_JS_NAME) {
        name = chain.methods->call;
        if (name.js->kind == AG_JS_APPLY)
            name = ag_config_item(ag_config_item(name, 0), 0);
    }
    if (name.js->kind == AG_JS_CALL) {
        struct ag_js *js = AG_NEW(d->arena, struct ag_js);
        *js = *name.js;
        js->kind = AG_JS_NAME;
        while (js->text.n && js->text.p[js->text.n - 1] != '.')
            js->text.n--;
        js->text.n -= js->text.n > 0;
        name.js = js;
    }
    part->column = ag_drizzle_find_column(d, table, name);
    if (part->column)
        read_order(d, part, chain.methods, v);
    else if (!chain.base.js || chain.base.js->kind != AG_JS_TAGGED ||
             !read_column_sql(d, part, table, chain.base)) {
        if (ag_drizzle_sql(d, table, v, &part->expression)) {
            part->expression = without_parentheses(part->expression);
        } else {
            ag_drizzle_warn(d, v, advice_schema,
                            "cannot determine this column from the text");
            parts->failed = true;
            return;
        }
    }
    *parts->end = part;
    parts->end = &part->next;
}

/* Reads the parts from the arguments of a method, from `from` on. */
static struct ag_drizzle_part *
read_parts(const struct constraint *c, const struct ag_drizzle_method *m,
           unsigned from)
{
    struct ag_drizzle_part *first = NULL;
    struct parts parts = {.c = c, .end = &first};
    struct ag_config_value v;

    for (unsigned i = from; (v = ag_drizzle_argument(m, i)).js; i++)
        read_part(c->d, v, &parts);
    return parts.failed ? NULL : first;
}

static void
add_key(const struct constraint *c, struct ag_drizzle_key *key)
{
    key->at = c->at;
    *c->table->key_end = key;
    c->table->key_end = &key->next;
}

/* index("x").on(t.a), .using("gin", t.a); also unique("x").on(t.a). */
static void
read_index(const struct constraint *c, enum ag_drizzle_key_kind kind)
{
    static const char *const known[] = {"on",     "using",        "where",
                                        "onOnly", "concurrently", NULL};
    const struct ag_drizzle_method *on = find_method(c, "on");
    const struct ag_drizzle_method *using = find_method(c, "using");
    const struct ag_drizzle_method *where = find_method(c, "where");
    bool postgresql = strcmp(c->d->provider, "postgresql") == 0;
    struct ag_drizzle_key *key = AG_NEW(c->d->arena, struct ag_drizzle_key);

    check_methods(c, known);
    if (!on)
        on = find_method(c, "onOnly");
    key->kind = kind;
    key->name = ag_drizzle_string(c->d, ag_config_item(c->base, 0),
                                  "the name of an index");
    if (using)
        key->method = ag_drizzle_string(c->d, ag_drizzle_argument(using, 0),
                                        "the method of an index");
    if (where && !ag_drizzle_sql(c->d, c->table, ag_drizzle_argument(where, 0),
                                 &key->where)) {
        ag_drizzle_warn(c->d, where->call, advice,
                        "cannot determine the condition of an index from the "
                        "text");
        return;
    }
    if (on)
        key->parts = read_parts(c, on, 0);
    else if (using && postgresql)
        key->parts = read_parts(c, using, 1);
    key->on_column = kind == AG_DRIZZLE_UNIQUE && key->parts &&
                     !key->parts->next && ag_drizzle_is_plain(key);
    if (key->parts)
        add_key(c, key);
    else
        ag_drizzle_warn(c->d, c->at, advice_schema,
                        "cannot determine the columns of an index from the "
                        "text");
}

static void
read_plain_index(const struct constraint *c)
{
    read_index(c, AG_DRIZZLE_INDEX);
}

static void
read_unique_index(const struct constraint *c)
{
    read_index(c, AG_DRIZZLE_UNIQUE_INDEX);
}

static void
read_unique(const struct constraint *c)
{
    read_index(c, AG_DRIZZLE_UNIQUE);
}

/* primaryKey({ columns: [t.a] }), primaryKey(t.a, t.b). */
static void
read_primary(const struct constraint *c)
{
    struct ag_drizzle *d = c->d;
    struct ag_config_value options = ag_config_item(c->base, 0);
    struct ag_drizzle_key *key = AG_NEW(d->arena, struct ag_drizzle_key);
    struct ag_config_value list = ag_config_resolve(&d->values, options);

    key->kind = AG_DRIZZLE_PRIMARY;
    if (ag_config_is_kind(list, AG_JS_OBJECT)) {
        key->name = ag_drizzle_string(
            d, ag_config_option(&d->values, list, "name"), "the name of a key");
        list = ag_config_option(&d->values, list, "columns");
    } else {
        struct ag_js *js = AG_NEW(d->arena, struct ag_js);
        *js = *c->base.js;
        js->kind = AG_JS_ARRAY;
        list = c->base;
        list.js = js;
    }
    key->parts = ag_drizzle_columns(d, c->table, list);
    if (!key->parts)
        return;
    add_key(c, key);
    for (struct ag_drizzle_column *i = c->table->columns; i; i = i->next)
        for (const struct ag_drizzle_part *p = key->parts; p; p = p->next)
            i->required |= p->column == i;
}

/* foreignKey({ columns: [t.a], foreignColumns: [user.id] }) */
static void
read_foreign(const struct constraint *c)
{
    static const char *const known[] = {"onDelete", "onUpdate", NULL};
    struct ag_drizzle *d = c->d;
    struct ag_config_value options =
        ag_config_returned(&d->values, ag_config_item(c->base, 0));
    const struct ag_drizzle_method *m;
    struct ag_drizzle_part *columns, *references;
    struct ag_drizzle_reference *r;

    check_methods(c, known);
    columns = ag_drizzle_columns(
        d, c->table, ag_config_option(&d->values, options, "columns"));
    references = ag_drizzle_columns(
        d, c->table, ag_config_option(&d->values, options, "foreignColumns"));
    if (!columns || !references)
        return;
    r = ag_drizzle_add_reference(d, c->table, c->at, columns, references);
    r->name =
        ag_drizzle_string(d, ag_config_option(&d->values, options, "name"),
                          "the name of a foreign key");
    if ((m = find_method(c, "onDelete")))
        r->on_delete = action_of(d, ag_drizzle_argument(m, 0));
    if ((m = find_method(c, "onUpdate")))
        r->on_update = action_of(d, ag_drizzle_argument(m, 0));
}

/* check("x", sql`…`) */
static void
read_check(const struct constraint *c)
{
    struct ag_drizzle_check *check =
        AG_NEW(c->d->arena, struct ag_drizzle_check);

    check->at = c->at;
    check->name = ag_drizzle_string(c->d, ag_config_item(c->base, 0),
                                    "the name of a check");
    if (!ag_drizzle_sql(c->d, c->table, ag_config_item(c->base, 1),
                        &check->expression)) {
        ag_drizzle_warn(c->d, c->at, advice,
                        "cannot determine the expression of a check from the "
                        "text");
        return;
    }
    *c->table->check_end = check;
    c->table->check_end = &check->next;
}

static const struct {
    const char *function;
    void (*read)(const struct constraint *c);
} constraints[] = {
    {"index", read_plain_index},  {"uniqueIndex", read_unique_index},
    {"unique", read_unique},      {"primaryKey", read_primary},
    {"foreignKey", read_foreign}, {"check", read_check},
};

static void
read_item(struct ag_drizzle *d, struct ag_config_value v, void *more)
{
    struct ag_drizzle_chain chain = ag_drizzle_unchain(d, v);
    struct ag_str function = ag_drizzle_function(d, chain.base);
    const struct constraint c = {.d = d,
                                 .table = more,
                                 .at = v,
                                 .base = chain.base,
                                 .methods = chain.methods};

    for (size_t i = 0; i < sizeof constraints / sizeof *constraints; i++)
        if (ag_str_eq(function, ag_str(constraints[i].function))) {
            constraints[i].read(&c);
            return;
        }
    if (ag_config_is_kind(chain.base, AG_JS_OBJECT))
        ag_drizzle_warn(d, v, "write its constraints without the object",
                        "Drizzle ignores an object in this list");
    else if (function.n)
        ag_drizzle_warn(d, v, advice, "a schema has nothing like %.*s()",
                        AG_ARG(function));
    else
        ag_drizzle_warn(d, v, advice_schema,
                        "cannot determine this constraint from the text");
}

void
ag_drizzle_read_extra(struct ag_drizzle *d, struct ag_drizzle_table *table,
                      struct ag_config_value extra)
{
    ag_drizzle_each(d, ag_config_returned(&d->values, extra), read_item, table,
                    "the constraints of a table");
}
