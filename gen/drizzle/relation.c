/* Relations of a Drizzle file: relations(…) and defineRelations(…). Each side
 * of a foreign key gets the name that the file gives it, or one that is free.
 */
#include "base/words.h"
#include "gen/drizzle/tables.h"

static void
add_relation(struct ag_drizzle *d, struct ag_drizzle_table *table,
             const struct ag_drizzle_relation *relation)
{
    *table->relation_end = AG_NEW(d->arena, struct ag_drizzle_relation);
    **table->relation_end = *relation;
    table->relation_end = &(*table->relation_end)->next;
}

/* Reads one(user, { fields, references, relationName }), many(post); `more` is
 * the table. */
static void
read_relation(struct ag_config_reader *c, struct ag_str key,
              struct ag_config_value v, void *more)
{
    struct ag_drizzle *d = (struct ag_drizzle *)c; /* its first member */
    struct ag_drizzle_table *table = more;
    struct ag_config_value options = ag_config_item(v, 1);
    struct ag_drizzle_relation relation = {.at = v, .key = key};
    struct ag_str function = {0};

    if (ag_config_is_kind(v, AG_JS_CALL))
        function = ag_drizzle_function(d, v);
    relation.many = ag_str_eq(function, AG_STR("many"));
    if (relation.many || ag_str_eq(function, AG_STR("one")))
        relation.target = ag_drizzle_table_of(d, ag_config_item(v, 0));
    if (!relation.target) {
        ag_drizzle_warn(d, v, "declare the relation in the schema",
                        "cannot determine the relation '%.*s' from the text",
                        AG_ARG(key));
        return;
    }
    if (options.js && ag_config_option(c, options, "fields").js) {
        relation.columns = ag_drizzle_columns(
            d, table, ag_config_option(c, options, "fields"));
        relation.references = ag_drizzle_columns(
            d, relation.target, ag_config_option(c, options, "references"));
    }
    if (options.js)
        relation.label = ag_drizzle_string(
            d, ag_config_option(c, options, "relationName"), "relationName");
    add_relation(d, table, &relation);
}

/* defineRelations: a table by its name in code. */
static struct ag_drizzle_table *
find_table(const struct ag_drizzle *d, struct ag_str code)
{
    struct ag_drizzle_table *t = d->tables;

    while (t && !ag_str_eq(t->code, code))
        t = t->next;
    return t;
}

/* The part `n` of a path, from 0. */
static struct ag_str
part_of(struct ag_str path, int n)
{
    for (; n > 0; n--) {
        uint32_t dot = ag_str_find(path, '.');
        path = ag_str_cut(path, dot + (dot < path.n), path.n);
    }
    return ag_str_until(path, '.');
}

/* The columns r.user.id, or a list of them; *through if there is a table
 * between them. NULL if there are none. */
static struct ag_drizzle_part *
read_ends(struct ag_drizzle *d, struct ag_config_value v, bool *through)
{
    struct ag_drizzle_part *first = NULL, **end = &first;
    struct ag_js one, list = {.items = NULL};

    if (ag_config_is_kind(v, AG_JS_CALL) || ag_config_is_kind(v, AG_JS_APPLY)) {
        *through = true;
        return NULL;
    }
    if (ag_config_is_kind(v, AG_JS_NAME)) {
        one = *v.js;
        one.next = NULL;
        list.items = &one;
    } else if (ag_config_is_kind(v, AG_JS_ARRAY)) {
        list = *v.js;
    }
    for (const struct ag_js *i = list.items; i; i = i->next) {
        const struct ag_drizzle_table *t = find_table(d, part_of(i->text, 1));
        *through |= i->kind != AG_JS_NAME;
        for (const struct ag_drizzle_column *c = t ? t->columns : NULL; c;
             c = c->next)
            if (ag_str_eq(c->key, part_of(i->text, 2))) {
                *end = AG_NEW(d->arena, struct ag_drizzle_part);
                (*end)->column = c;
                end = &(*end)->next;
                break;
            }
    }
    return first;
}

/* Reads r.one.user({ from: r.post.userId, to: r.user.id }) of the table `more`.
 * A relation through another table is that table's two foreign keys. */
static void
read_defined(struct ag_config_reader *c, struct ag_str key,
             struct ag_config_value v, void *more)
{
    struct ag_drizzle *d = (struct ag_drizzle *)c; /* its first member */
    struct ag_drizzle_relation relation = {.at = v, .key = key};
    struct ag_config_value options = ag_config_item(v, 0);
    bool through = false;

    if (ag_config_is_kind(v, AG_JS_CALL)) {
        relation.many = ag_str_eq(part_of(v.js->text, 1), AG_STR("many"));
        relation.target = find_table(d, part_of(v.js->text, 2));
    }
    if (!relation.target) {
        ag_drizzle_warn(d, v, "declare the relation in the schema",
                        "cannot determine the relation '%.*s' from the text",
                        AG_ARG(key));
        return;
    }
    if (options.js) {
        relation.columns =
            read_ends(d, ag_config_option(c, options, "from"), &through);
        relation.references =
            read_ends(d, ag_config_option(c, options, "to"), &through);
        relation.label = ag_drizzle_string(
            d, ag_config_option(c, options, "alias"), "alias");
    }
    if (!through)
        add_relation(d, more, &relation);
}

/* Reads the relations of the table `key` of defineRelations. */
static void
read_table(struct ag_config_reader *c, struct ag_str key,
           struct ag_config_value v, void *more)
{
    struct ag_drizzle_table *table = find_table(more, key);

    if (table)
        ag_config_each(c, v, read_defined, table, "the relations of a table");
}

void
ag_drizzle_read_relations(struct ag_drizzle *d, struct ag_config_value call)
{
    bool defined =
        ag_str_starts(ag_drizzle_function(d, call), AG_STR("defineRelations"));
    struct ag_config_value list =
        ag_config_returned(&d->values, ag_config_item(call, 1));
    struct ag_drizzle_table *table;

    if (!list.js)
        return;
    if (defined) {
        ag_config_each(&d->values, list, read_table, d, "the relations");
        return;
    }
    table = ag_drizzle_table_of(d, ag_config_item(call, 0));
    if (table)
        ag_config_each(&d->values, list, read_relation, table,
                       "the relations of a table");
    else
        ag_drizzle_warn(d, call, "declare the relations in the schema",
                        "cannot determine the table of these relations from "
                        "the text");
}

/* Names. */

static bool
same_columns(const struct ag_drizzle_part *a, const struct ag_drizzle_part *b)
{
    while (a && b && a->column == b->column) {
        a = a->next;
        b = b->next;
    }
    return !a && !b;
}

/* The side of a foreign key that has the columns; NULL: not in the file. */
static struct ag_drizzle_relation *
find_forward(const struct ag_drizzle_table *table,
             const struct ag_drizzle_reference *r)
{
    for (struct ag_drizzle_relation *i = table->relations; i; i = i->next)
        if (!i->used && i->target == r->target && !i->many && i->columns &&
            same_columns(i->columns, r->columns) &&
            same_columns(i->references, r->references))
            return i;
    return NULL;
}

/* The other side: with the columns, else with the same relationName. */
static struct ag_drizzle_relation *
find_back(const struct ag_drizzle_table *table,
          const struct ag_drizzle_reference *r,
          const struct ag_drizzle_relation *forward)
{
    for (struct ag_drizzle_relation *i = r->target->relations; i; i = i->next) {
        if (i->used || i == forward || i->target != table)
            continue;
        if (i->columns
                ? same_columns(i->columns, r->references) &&
                      same_columns(i->references, r->columns)
                : ag_str_eq(i->label, forward ? forward->label : AG_STR("")))
            return i;
    }
    return NULL;
}

struct ag_str
ag_drizzle_forward(struct ag_drizzle *d, const struct ag_drizzle_reference *r)
{
    struct ag_str column = r->columns->column->field;

    if (column.n > 2 && ag_str_ends(column, AG_STR("Id")))
        return ag_str_cut(column, 0, column.n - 2);
    if (column.n > 3 && ag_str_ends(column, AG_STR("_id")))
        return ag_str_cut(column, 0, column.n - 3);
    return ag_arena_fmt(d->arena, "%.*s%.*s", AG_ARG(column),
                        AG_ARG(r->target->model));
}

bool
ag_drizzle_is_unique(const struct ag_drizzle_table *table,
                     const struct ag_drizzle_part *columns)
{
    if (!columns->next && columns->column->primary)
        return true;
    for (const struct ag_drizzle_key *k = table->keys; k; k = k->next)
        if (k->kind != AG_DRIZZLE_INDEX && !k->where.n &&
            same_columns(k->parts, columns))
            return true;
    return false;
}

struct ag_str
ag_drizzle_back(struct ag_drizzle *d, const struct ag_drizzle_table *table,
                const struct ag_drizzle_reference *r)
{
    struct ag_str back = ag_words(d->arena, ag_words_camel, table->model);

    return ag_drizzle_is_unique(table, r->columns)
               ? back
               : ag_words(d->arena, ag_words_plural, back);
}

/* A name for a field of the table, and a number after it if it is taken. */
static struct ag_str
free_name(struct ag_drizzle *d, struct ag_drizzle_table *table,
          struct ag_str name)
{
    struct ag_str result = name;

    for (unsigned n = 2; ag_drizzle_take(d, &table->fields, result); n++)
        result = ag_arena_fmt(d->arena, "%.*s%u", AG_ARG(name), n);
    return result;
}

/* A side of a foreign key that the file names, if the name is free. */
static struct ag_str
given_name(struct ag_drizzle *d, struct ag_drizzle_table *table,
           struct ag_drizzle_relation *side)
{
    if (!side)
        return (struct ag_str){0};
    side->used = true;
    return ag_config_is_identifier(side->key) &&
                   !ag_map_get(&table->fields, side->key)
               ? free_name(d, table, side->key)
               : (struct ag_str){0};
}

/* Warns about relations without a foreign key, which a schema does not have. */
static void
report_lost(struct ag_drizzle *d, const struct ag_drizzle_table *table)
{
    for (const struct ag_drizzle_relation *i = table->relations; i; i = i->next)
        if (!i->used)
            ag_drizzle_warn(d, i->at, "declare the foreign key in the schema",
                            "the relation '%.*s' has no foreign key of its own",
                            AG_ARG(i->key));
}

/* Whether a key begins with the columns, as that of a relation does that has no
 * foreign key. */
static bool
is_indexed(const struct ag_drizzle_table *table,
           const struct ag_drizzle_part *columns)
{
    if (!columns->next && columns->column->primary)
        return true;
    for (const struct ag_drizzle_key *k = table->keys; k; k = k->next) {
        const struct ag_drizzle_part *p = k->parts, *c = columns;
        for (; p && c && p->column == c->column; p = p->next)
            c = c->next;
        if (!c && !k->where.n)
            return true;
    }
    return false;
}

static bool
is_primary(const struct ag_drizzle_table *table,
           const struct ag_drizzle_part *columns)
{
    if (!columns->next)
        return columns->column->primary;
    for (const struct ag_drizzle_key *k = table->keys; k; k = k->next)
        if (k->kind == AG_DRIZZLE_PRIMARY && same_columns(k->parts, columns))
            return true;
    return false;
}

/* The same relation from the other table, if the file has columns for it; NULL:
 * none. */
static const struct ag_drizzle_relation *
find_twin(const struct ag_drizzle_table *table,
          const struct ag_drizzle_relation *r)
{
    const struct ag_drizzle_relation *i = r->target->relations;

    while (i && !(i != r && i->target == table && i->columns &&
                  same_columns(i->columns, r->references) &&
                  same_columns(i->references, r->columns)))
        i = i->next;
    return i;
}

/* Whether it is the side of a relation that has the columns of the foreign key:
 * of two sides with columns, that which refers to a primary key. */
static bool
is_owner(const struct ag_drizzle_table *table,
         const struct ag_drizzle_relation *i)
{
    const struct ag_drizzle_relation *twin;

    if (i->many || !i->columns || !i->references ||
        !ag_drizzle_is_unique(i->target, i->references))
        return false;
    twin = find_twin(table, i);
    if (!twin || twin->many)
        return true;
    if (is_primary(i->target, i->references) != is_primary(table, i->columns))
        return is_primary(i->target, i->references);
    return i->at.js->text.at < twin->at.js->text.at;
}

/* If the file has no foreign key, but relations, all of indexed columns, the
 * schema has relationMode = "prisma", which makes these indexes. */
static void
read_without_keys(struct ag_drizzle *d)
{
    const struct ag_drizzle_relation *i;
    struct ag_drizzle_table *t;
    bool any = false;

    for (t = d->tables; t; t = t->next) {
        if (t->references)
            return;
        for (i = t->relations; i; i = i->next) {
            if (is_owner(t, i) && !is_indexed(t, i->columns))
                return;
            any |= is_owner(t, i);
        }
    }
    d->settings.without_keys = any;
    for (t = d->tables; t; t = t->next)
        for (i = t->relations; i; i = i->next)
            if (is_owner(t, i))
                ag_drizzle_add_reference(d, t, i->at, i->columns,
                                         i->references);
}

void
ag_drizzle_name_relations(struct ag_drizzle *d)
{
    struct ag_drizzle_table *t;
    struct ag_drizzle_reference *r;

    read_without_keys(d);
    for (t = d->tables; t; t = t->next)
        for (r = t->references; r; r = r->next) {
            struct ag_drizzle_relation *forward = find_forward(t, r);
            if (forward)
                r->label = forward->label;
            r->forward = given_name(d, t, forward);
            r->back = given_name(d, r->target, find_back(t, r, forward));
        }
    for (t = d->tables; t; t = t->next)
        for (r = t->references; r; r = r->next) {
            if (!r->forward.n)
                r->forward = free_name(d, t, ag_drizzle_forward(d, r));
            if (!r->back.n)
                r->back = free_name(d, r->target, ag_drizzle_back(d, t, r));
        }
    for (t = d->tables; t; t = t->next)
        report_lost(d, t);
}
