#include "gen/compare/compare.h"

#include "base/words.h"
#include "gen/compare/text.h"

enum aspect {
#define X(name, text) ASPECT_##name,
    AG_DIFFERENCE_ASPECTS(X)
#undef X
};
static const char *const aspects[] = {
#define X(name, text) [ASPECT_##name] = text,
    AG_DIFFERENCE_ASPECTS(X)
#undef X
};

struct comparison {
    const struct ag_schema *before, *after;
    struct ag_arena *arena;
    struct ag_difference *first, **end;
};

static void
add(struct comparison *c, struct ag_difference difference)
{
    *c->end = AG_NEW(c->arena, struct ag_difference);
    **c->end = difference;
    c->end = &(*c->end)->next;
}

/* Adds a difference if an aspect has two values. The sides of `both` are what
 * has it. */
static void
compare_texts(struct comparison *c, const struct ag_difference *both,
              enum aspect aspect, struct ag_str before, struct ag_str after)
{
    struct ag_difference difference = *both;

    if (ag_str_eq(before, after))
        return;
    difference.aspect = aspects[aspect];
    difference.before.value = before;
    difference.after.value = after;
    add(c, difference);
}

/* Enums. */

const struct ag_model *
ag_counterpart_model(const struct ag_schema *s, const struct ag_model *of)
{
    const struct ag_model *m = s->models;

    while (m &&
           !(ag_str_eq(m->table, of->table) &&
             ag_str_eq(m->db_schema, of->db_schema) && m->view == of->view))
        m = m->next;
    return m;
}

const struct ag_enum *
ag_counterpart_enum(const struct ag_schema *s, const struct ag_enum *of)
{
    const struct ag_enum *e = s->enums;

    while (e && !(ag_str_eq(e->db_name, of->db_name) &&
                  ag_str_eq(e->db_schema, of->db_schema)))
        e = e->next;
    return e;
}

const struct ag_column *
ag_counterpart_column(const struct ag_model *m, struct ag_str db_name)
{
    const struct ag_column *c = m->columns;

    while (c && !ag_str_eq(c->db_name, db_name))
        c = c->next;
    return c;
}

static void
compare_enums(struct comparison *c)
{
    if (c->after->dialect != AG_DIALECT_postgresql)
        return; /* they are types of columns */
    for (int pass = 0; pass < 2; pass++) {
        const struct ag_schema *from = pass ? c->before : c->after;
        const struct ag_schema *to = pass ? c->after : c->before;
        for (const struct ag_enum *e = from->enums; e; e = e->next) {
            const struct ag_enum *o = ag_counterpart_enum(to, e);
            if (e->as_text)
                continue;
            struct ag_difference d = {
                .kind = AG_DIFFERENCE_enum,
                .before = {.has = pass || o, .enumeration = pass ? e : o},
                .after = {.has = !pass || o, .enumeration = pass ? o : e},
            };
            if (!o)
                add(c, d);
            else if (!pass)
                compare_texts(c, &d, ASPECT_values, ag_values_text(o, c->arena),
                              ag_values_text(e, c->arena));
        }
    }
}

/* A pair of tables. */
struct pair {
    const struct ag_model *before, *after;
};

static struct ag_difference
make(const struct pair *p, enum ag_difference_kind kind)
{
    return (struct ag_difference){
        .kind = kind,
        .before = {.has = true, .model = p->before},
        .after = {.has = true, .model = p->after},
    };
}

/* Columns. */

static struct ag_str
yes(bool is, const char *text, const char *other)
{
    return ag_str(is ? text : other);
}

static bool
next_column(struct ag_difference_side *s)
{
    s->column = s->column ? s->column->next : s->model->columns;
    return s->column;
}

static bool
find_column(struct comparison *c, const struct ag_difference_side *of,
            struct ag_difference_side *in)
{
    (void)c;
    in->column = ag_counterpart_column(in->model, of->column->db_name);
    return in->column;
}

static void
compare_column(struct comparison *c, const struct ag_difference *d)
{
    const struct ag_column *before = d->before.column, *after = d->after.column;
    enum ag_dialect dialect = c->after->dialect;

    compare_texts(c, d, ASPECT_code, before->field.name, after->field.name);
    compare_texts(c, d, ASPECT_type, ag_type_text(before, dialect, c->arena),
                  ag_type_text(after, dialect, c->arena));
    compare_texts(c, d, ASPECT_null,
                  yes(before->nullable, "may be NULL", "is required"),
                  yes(after->nullable, "may be NULL", "is required"));
    compare_texts(c, d, ASPECT_value, ag_default_text(before, c->arena),
                  ag_default_text(after, c->arena));
    compare_texts(c, d, ASPECT_update,
                  yes(before->updated_at, "gets the time in each update",
                      "keeps its value in updates"),
                  yes(after->updated_at, "gets the time in each update",
                      "keeps its value in updates"));
}

/* Keys. */

static bool
is_unique(const struct ag_key *k)
{
    return k->kind == AG_KEY_unique;
}

/* Whether a unique is a constraint, in a database where an index differs from
 * one. */
static bool
is_constraint(const struct comparison *c, const struct ag_key *k)
{
    enum ag_dialect dialect = c->after->dialect;

    return is_unique(k) && ag_is_constraint(k, dialect) &&
           (dialect == AG_DIALECT_postgresql ||
            dialect == AG_DIALECT_sqlserver);
}

static struct ag_str
kind_text(const struct comparison *c, const struct ag_key *k)
{
    return ag_str(is_constraint(c, k)          ? "unique constraint"
                  : is_unique(k)               ? "unique index"
                  : k->kind == AG_KEY_fulltext ? "full-text index"
                                               : "index");
}

static bool
same_parts(const struct ag_key *a, const struct ag_key *b)
{
    const struct ag_key_part *p = a->parts, *q = b->parts;

    for (; p && q; p = p->next, q = q->next)
        if (!p->column != !q->column ||
            (p->column && !ag_str_eq(p->column->db_name, q->column->db_name)) ||
            !ag_str_eq(p->extra->expression, q->extra->expression) ||
            !ag_str_eq(p->extra->ops, q->extra->ops) ||
            p->length != q->length ||
            (p->sort == AG_SORT_desc) != (q->sort == AG_SORT_desc))
            return false;
    return !p && !q;
}

static const struct ag_key *
find_named(const struct ag_model *m, struct ag_str name)
{
    const struct ag_key *k = name.n ? m->keys : NULL;

    while (k && !ag_str_eq(k->name, name))
        k = k->next;
    return k;
}

static bool
next_key(struct ag_difference_side *s)
{
    s->key = s->key ? s->key->next : s->model->keys;
    return s->key;
}

/* The key of the same name, else of the same parts, unless the other table has
 * another key of that name. */
static bool
find_key(struct comparison *c, const struct ag_difference_side *of,
         struct ag_difference_side *in)
{
    const struct ag_key *key = of->key;

    (void)c;
    in->key = find_named(in->model, key->name);
    for (const struct ag_key *k = in->model->keys; k; k = k->next) {
        if (in->key && in->key->kind == key->kind)
            break;
        if (same_parts(k, key) && !find_named(of->model, k->name) &&
            (!in->key || k->kind == key->kind))
            in->key = k;
    }
    return in->key;
}

/* Whether the database keeps the names of primary keys. */
static bool
has_primary_names(const struct comparison *c)
{
    return c->after->dialect == AG_DIALECT_postgresql ||
           c->after->dialect == AG_DIALECT_sqlserver;
}

static void
compare_key(struct comparison *c, const struct ag_difference *d)
{
    const struct ag_key *before = d->before.key, *after = d->after.key;
    struct ag_arena *arena = c->arena;

    if (d->kind != AG_DIFFERENCE_primary || has_primary_names(c))
        compare_texts(c, d, ASPECT_name, before->name, after->name);
    compare_texts(c, d, ASPECT_columns, ag_parts_text(before->parts, arena),
                  ag_parts_text(after->parts, arena));
    if (d->kind == AG_DIFFERENCE_primary)
        return;
    compare_texts(c, d, ASPECT_unique, kind_text(c, before),
                  kind_text(c, after));
    compare_texts(c, d, ASPECT_where, ag_sql_text(before->extra->where, arena),
                  ag_sql_text(after->extra->where, arena));
    compare_texts(c, d, ASPECT_method,
                  ag_is_btree(before) ? AG_STR("BTree") : before->extra->method,
                  ag_is_btree(after) ? AG_STR("BTree") : after->extra->method);
}

static void
compare_primary(struct comparison *c, const struct pair *p)
{
    struct ag_difference d = make(p, AG_DIFFERENCE_primary);

    d.before.key = p->before->primary;
    d.after.key = p->after->primary;
    d.before.has = d.before.key != NULL;
    d.after.has = d.after.key != NULL;
    if (d.before.has && d.after.has)
        compare_key(c, &d);
    else if (d.before.has || d.after.has)
        add(c, d);
}

/* Foreign keys. */

static bool
next_foreign_key(struct ag_difference_side *s)
{
    s->foreign_key =
        s->foreign_key ? s->foreign_key->next : s->model->foreign_keys;
    return s->foreign_key;
}

static bool
find_foreign_key(struct comparison *c, const struct ag_difference_side *of,
                 struct ag_difference_side *in)
{
    const struct ag_foreign_key *key = of->foreign_key;
    const struct ag_foreign_key *f = in->model->foreign_keys;
    struct ag_str columns = ag_columns_text(key->columns, c->arena);

    while (f && !(ag_str_eq(ag_columns_text(f->columns, c->arena), columns) &&
                  ag_str_eq(f->target->table, key->target->table)))
        f = f->next;
    in->foreign_key = f;
    return f;
}

static struct ag_str
action_text(enum ag_action action)
{
    static const char *const actions[] = {
        [AG_ACTION_cascade] = "CASCADE",
        [AG_ACTION_restrict] = "RESTRICT",
        [AG_ACTION_no_action] = "NO ACTION",
        [AG_ACTION_set_null] = "SET NULL",
        [AG_ACTION_set_default] = "SET DEFAULT",
    };

    return ag_str(actions[action]);
}

static void
compare_foreign_key(struct comparison *c, const struct ag_difference *d)
{
    const struct ag_foreign_key *before = d->before.foreign_key;
    const struct ag_foreign_key *after = d->after.foreign_key;

    if (c->after->dialect != AG_DIALECT_sqlite) /* which does not keep it */
        compare_texts(c, d, ASPECT_name, before->name, after->name);
    compare_texts(c, d, ASPECT_references, ag_referenced_text(before, c->arena),
                  ag_referenced_text(after, c->arena));
    compare_texts(c, d, ASPECT_on_delete, action_text(before->on_delete),
                  action_text(after->on_delete));
    compare_texts(c, d, ASPECT_on_update, action_text(before->on_update),
                  action_text(after->on_update));
}

/* Checks. */

static bool
next_check(struct ag_difference_side *s)
{
    s->check = s->check ? s->check->next : s->model->checks;
    return s->check;
}

static bool
find_check(struct comparison *c, const struct ag_difference_side *of,
           struct ag_difference_side *in)
{
    (void)c;
    in->check = in->model->checks;
    while (in->check && !ag_str_eq(in->check->name, of->check->name))
        in->check = in->check->next;
    return in->check;
}

static void
compare_check(struct comparison *c, const struct ag_difference *d)
{
    compare_texts(c, d, ASPECT_expression,
                  ag_sql_text(d->before.check->expression, c->arena),
                  ag_sql_text(d->after.check->expression, c->arena));
}

/* Tables. */

/* What a table has several of. */
struct part {
    enum ag_difference_kind kind;
    /* Goes to the first one of the table of a side, or to the next one. */
    bool (*next)(struct ag_difference_side *side);
    /* Finds that of one side in the other one. */
    bool (*find)(struct comparison *c, const struct ag_difference_side *of,
                 struct ag_difference_side *in);
    void (*compare)(struct comparison *c, const struct ag_difference *both);
};

static const struct part columns = {AG_DIFFERENCE_column, next_column,
                                    find_column, compare_column};
static const struct part keys = {AG_DIFFERENCE_key, next_key, find_key,
                                 compare_key};
static const struct part foreign_keys = {AG_DIFFERENCE_foreign_key,
                                         next_foreign_key, find_foreign_key,
                                         compare_foreign_key};
static const struct part checks = {AG_DIFFERENCE_check, next_check, find_check,
                                   compare_check};

static void
compare_parts(struct comparison *c, const struct pair *p,
              const struct part *part)
{
    struct ag_difference d = make(p, part->kind);

    while (part->next(&d.after)) {
        d.before.has = part->find(c, &d.after, &d.before);
        if (d.before.has)
            part->compare(c, &d);
        else
            add(c, d);
    }
    d = make(p, part->kind);
    while (part->next(&d.before)) {
        d.after.has = part->find(c, &d.before, &d.after);
        if (!d.after.has)
            add(c, d);
    }
}

/* The name of a table in code. */
static struct ag_str
code_of(struct comparison *c, const struct ag_model *m)
{
    return m->code.n ? m->code : ag_words(c->arena, ag_words_camel, m->name);
}

static void
compare_tables(struct comparison *c, const struct pair *p)
{
    struct ag_difference d = make(p, AG_DIFFERENCE_table);

    compare_texts(c, &d, ASPECT_code, code_of(c, p->before),
                  code_of(c, p->after));
    compare_parts(c, p, &columns);
    compare_primary(c, p);
    compare_parts(c, p, &keys);
    if (c->before->foreign_keys && c->after->foreign_keys)
        compare_parts(c, p, &foreign_keys);
    compare_parts(c, p, &checks);
}

const struct ag_difference *
ag_compare(const struct ag_schema *before, const struct ag_schema *after,
           struct ag_arena *arena)
{
    struct comparison c = {.before = before, .after = after, .arena = arena};
    struct pair p;

    c.end = &c.first;
    compare_enums(&c);
    for (p.after = after->models; p.after; p.after = p.after->next) {
        struct ag_difference d = {.kind = AG_DIFFERENCE_table};
        p.before = ag_counterpart_model(before, p.after);
        d.after = (struct ag_difference_side){.has = true, .model = p.after};
        if (p.before)
            compare_tables(&c, &p);
        else
            add(&c, d);
    }
    for (const struct ag_model *m = before->models; m; m = m->next) {
        struct ag_difference d = {.kind = AG_DIFFERENCE_table};
        d.before = (struct ag_difference_side){.has = true, .model = m};
        if (!ag_counterpart_model(after, m))
            add(&c, d);
    }
    return c.first;
}

/* Messages. */

bool
ag_difference_is_phrase(const struct ag_difference *d)
{
    return d->aspect == aspects[ASPECT_null] ||
           d->aspect == aspects[ASPECT_update];
}

/* "index a (x) of user"; a constraint without a name has only its columns. */
static struct ag_str
of_table(const char *kind, struct ag_str name, struct ag_str parts,
         const struct ag_model *m, struct ag_arena *arena)
{
    return ag_arena_fmt(arena, "%s%s%.*s%s%.*s%s of %.*s", kind,
                        name.n ? " " : "", AG_ARG(name), parts.n ? " (" : "",
                        AG_ARG(parts), parts.n ? ")" : "", AG_ARG(m->table));
}

struct ag_str
ag_difference_subject(const struct ag_difference *d, struct ag_arena *arena)
{
    const struct ag_difference_side *s = d->after.has ? &d->after : &d->before;

    switch (d->kind) {
    case AG_DIFFERENCE_enum:
        return ag_arena_fmt(arena, "enum %.*s",
                            AG_ARG(s->enumeration->db_name));
    case AG_DIFFERENCE_table:
        return ag_arena_fmt(arena, "%s %.*s", s->model->view ? "view" : "table",
                            AG_ARG(s->model->table));
    case AG_DIFFERENCE_column:
        return ag_arena_fmt(arena, "column %.*s.%.*s", AG_ARG(s->model->table),
                            AG_ARG(s->column->db_name));
    case AG_DIFFERENCE_primary:
        return ag_arena_fmt(arena, "primary key of %.*s",
                            AG_ARG(s->model->table));
    case AG_DIFFERENCE_key:
        return of_table(s->key->kind == AG_KEY_unique ? "unique" : "index",
                        d->aspect ? AG_STR("") : s->key->name,
                        ag_parts_text(s->key->parts, arena), s->model, arena);
    case AG_DIFFERENCE_foreign_key:
        return of_table("foreign key", AG_STR(""),
                        ag_columns_text(s->foreign_key->columns, arena),
                        s->model, arena);
    case AG_DIFFERENCE_check:
        break;
    }
    return of_table("check", s->check->name, AG_STR(""), s->model, arena);
}

struct ag_span
ag_difference_span(const struct ag_difference_side *s)
{
    if (!s->has)
        return (struct ag_span){0, 0};
    if (s->enumeration)
        return ag_str_span(s->enumeration->decl->name);
    if (s->column)
        return ag_field_span(&s->column->field);
    if (s->foreign_key)
        return s->foreign_key->span;
    if (s->key && s->key->attr)
        return ag_str_span(s->key->attr->name);
    if (s->check)
        return ag_str_span(s->check->attr->name);
    return ag_model_span(s->model);
}
