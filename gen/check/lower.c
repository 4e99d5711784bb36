#include "gen/check/checker.h"

/* Removes schemas inside a database that has none, with one warning. Tables
 * with the same name then collide. */
static void
drop_db_schemas(struct ag_checker *ck)
{
    struct ag_schema *schema = ck->schema;

    if (!ag_lacks(ck, AG_FEATURE_db_schema))
        return;
    for (const struct ag_db_schema *s = schema->db_schemas; s; s = s->next)
        ag_report(
            ck->diags, AG_NO_DATABASE_SCHEMA, ag_str_span(s->name),
            "%s has no schemas inside a database; '%.*s' is left out of names",
            ag_dialects[ck->dialect].title, AG_ARG(s->name));
    schema->db_schemas = NULL;
    for (struct ag_model *m = schema->models; m; m = m->next)
        m->db_schema = (struct ag_str){0};
    for (struct ag_enum *e = schema->enums; e; e = e->next)
        e->db_schema = (struct ag_str){0};
}

bool
ag_is_indexed(const struct ag_model *model, const struct ag_column_ref *columns)
{
    const struct ag_key *key = model->primary ? model->primary : model->keys;
    bool primary = key == model->primary;

    for (; key; key = primary ? model->keys : key->next, primary = false) {
        const struct ag_column_ref *c = columns;
        for (const struct ag_key_part *p = key->parts;
             p && c && p->column == c->column; p = p->next)
            c = c->next;
        if (!c && key->kind != AG_KEY_fulltext && key->extra->where.n == 0)
            return true;
    }
    return false;
}

/* relationMode = "prisma": there are no foreign keys, so the client looks rows
 * up itself. The referencing columns get an index for that. */
static void
index_relations(struct ag_checker *ck, struct ag_model *model)
{
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next) {
        struct ag_key_part *parts = NULL, **end = &parts;
        if (ag_is_indexed(model, f->columns))
            continue;
        for (const struct ag_column_ref *c = f->columns; c; c = c->next) {
            *end = ag_new_part(ck, c->column, (struct ag_str){0});
            end = &(*end)->next;
        }
        struct ag_key *key = ag_add_key(ck, model, AG_KEY_index, parts,
                                        (struct ag_str){0}, false);
        key->made = true;
    }
}

/* Kinds of index that only some databases have. */

static void
drop_where(struct ag_checker *ck, struct ag_key *key)
{
    struct ag_key_extra *extra = AG_NEW(ck->arena, struct ag_key_extra);

    *extra = *key->extra;
    extra->where = (struct ag_str){0};
    key->extra = extra;
}

/* Removes the method, and the operator classes that belong to it. */
static void
drop_method(struct ag_checker *ck, struct ag_key *key)
{
    struct ag_key_extra *extra = AG_NEW(ck->arena, struct ag_key_extra);

    *extra = *key->extra;
    extra->method = (struct ag_str){0};
    key->extra = extra;
    for (struct ag_key_part *p = key->parts; p; p = p->next) {
        struct ag_part_extra *part = AG_NEW(ck->arena, struct ag_part_extra);
        part->expression = p->extra->expression;
        p->extra = part;
    }
}

static void
drop_fulltext(struct ag_checker *ck, struct ag_model *model)
{
    for (struct ag_key **k = &model->keys; *k;) {
        if ((*k)->kind != AG_KEY_fulltext) {
            k = &(*k)->next;
            continue;
        }
        ag_report(
            ck->diags, AG_INDEX_METHOD, ag_attr_span((*k)->attr),
            "%s does not support this kind of full-text index; it is left out",
            ag_dialects[ck->dialect].title);
        *k = (*k)->next;
    }
}

static void
lower_key(struct ag_checker *ck, struct ag_key *key)
{
    const struct ag_key_extra *extra = key->extra;
    const char *title = ag_dialects[ck->dialect].title;
    bool plain = ag_is_btree(key) ||
                 (ck->dialect == AG_DIALECT_mysql &&
                  ag_str_eq(extra->method, AG_STR("Hash")));

    if (key->name.n == 0 && !ag_is_constraint(key, ck->dialect))
        ag_note(ck->diags,
                ag_report(ck->diags, AG_MISSING_ARGUMENT,
                          key->attr ? ag_attr_span(key->attr)
                                    : ag_model_span(key->model),
                          "the convention gives this index no name"),
                (struct ag_span){0, 0},
                "add map: with a name, or change `%s` of config",
                key->kind == AG_KEY_unique ? "unique" : "index");
    if (!plain && ag_lacks(ck, AG_FEATURE_index_method)) {
        ag_report(ck->diags, AG_INDEX_METHOD, ag_attr_span(key->attr),
                  "%s does not support %.*s indexes; using an ordinary index",
                  title, AG_ARG(extra->method));
        drop_method(ck, key);
    }
    if (extra->where.n && key->kind != AG_KEY_unique &&
        ag_lacks(ck, AG_FEATURE_index_where)) {
        ag_report(ck->diags, AG_INDEX_METHOD, ag_attr_span(key->attr),
                  "%s does not support partial indexes; indexing all rows",
                  title);
        drop_where(ck, key);
    }
}

/* Whether both are plain keys of the same columns. */
static bool
has_same_columns(const struct ag_key *a, const struct ag_key *b)
{
    const struct ag_key_part *p = a->parts, *q = b->parts;

    for (; p && q && p->column == q->column; q = q->next)
        p = p->next;
    return !p && !q && ag_is_plain_key(a) && ag_is_plain_key(b);
}

/* Whether both are unique keys of the same columns, to which the convention
 * gives the same name. */
static bool
is_same_unique(const struct ag_key *a, const struct ag_key *b)
{
    return a->kind == AG_KEY_unique && b->kind == AG_KEY_unique && !a->mapped &&
           !b->mapped && a->name.n && ag_str_eq(a->name, b->name) &&
           has_same_columns(a, b);
}

/* Removes the unique keys of a library's table that repeat another one. Such
 * keys are two only if a convention gives them different names. */
static void
drop_repeated(struct ag_model *model)
{
    for (struct ag_key **k = &model->keys; *k;) {
        const struct ag_key *first = model->keys;
        while (first != *k && !is_same_unique(first, *k))
            first = first->next;
        if (first == *k)
            k = &(*k)->next;
        else
            *k = (*k)->next;
    }
}

/* Makes an index of a unique constraint with the columns of another one or of
 * the primary key: PostgreSQL makes only the first of these in a CREATE TABLE
 * (15, parse_utilcmd.c, transformIndexConstraints). */
static void
split_constraints(struct ag_model *model)
{
    for (struct ag_key *k = model->keys; k; k = k->next) {
        const struct ag_key *first = model->keys;
        if (!k->as_constraint)
            continue;
        while (first != k && !(first->as_constraint && has_same_columns(first, k)))
            first = first->next;
        k->as_constraint = first == k && !(model->primary &&
                                           has_same_columns(model->primary, k));
    }
}

static void
lower_keys(struct ag_checker *ck, struct ag_model *model)
{
    if (model->decl && model->decl->unit->library)
        drop_repeated(model);
    if (ag_lacks(ck, AG_FEATURE_fulltext))
        drop_fulltext(ck, model);
    for (struct ag_key *k = model->keys; k; k = k->next)
        lower_key(ck, k);
    if (ck->dialect == AG_DIALECT_postgresql)
        split_constraints(model);
}

static void
drop_shard_key(struct ag_checker *ck, struct ag_model *model)
{
    ag_report(ck->diags, AG_NOT_HERE, ag_attr_span(model->shard_attr),
              "%s does not support shard keys; it is left out",
              ag_dialects[ck->dialect].title);
    model->shard_key = NULL;
}

void
ag_lower(struct ag_checker *ck)
{
    drop_db_schemas(ck);
    for (struct ag_model *m = ck->schema->models; m; m = m->next) {
        if (!m->view && !m->implicit)
            lower_keys(ck, m);
        if (!ck->schema->foreign_keys && !m->view)
            index_relations(ck, m);
        if (m->shard_key && ag_lacks(ck, AG_FEATURE_shard_key))
            drop_shard_key(ck, m);
    }
}
