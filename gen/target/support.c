#include "gen/schema/sql.h"
#include "gen/target/view.h"

/* The subject of a report. Its position is read from the syntax tree only if a
 * report is made, because that memory is far from the rest. */
struct subject {
    const struct ag_model *model;
    const struct ag_field *field; /* NULL: the model itself, or `span` */
    const struct ag_attr *attr;
    struct ag_span span;
};

static struct ag_span
span_of(const struct subject *at)
{
    if (at->attr)
        return ag_attr_span(at->attr);
    if (at->field)
        return ag_field_span(at->field);
    return at->model ? ag_model_span(at->model) : at->span;
}

static void
report_loss(const struct ag_view *v, const struct ag_capability *loss,
            const char *what, const struct subject *at)
{
    struct ag_diag *diag;

    if (loss->support == AG_SUPPORT_yes)
        return;
    diag = ag_report(
        v->diags, loss->support == AG_SUPPORT_no ? AG_LOST : AG_EQUIVALENT,
        span_of(at), "%.*s for %s does not support %s",
        AG_ARG(v->target->title), ag_dialects[v->target->dialect].title, what);
    if (loss->hint.n)
        ag_note(v->diags, diag, (struct ag_span){0, 0}, "%.*s",
                AG_ARG(loss->hint));
}

static void
require(const struct ag_view *v, enum ag_feature feature,
        const struct subject *at)
{
    report_loss(v, &v->target->features[feature], ag_features[feature].doc, at);
}

/* Whether `s` contains `part`, which must not be empty. */
static bool
contains(struct ag_str s, struct ag_str part)
{
    const char *p = s.p, *end = ag_str_end(s);

    while ((p = memchr(p, *part.p, (size_t)(end - p)))) {
        if ((size_t)(end - p) >= part.n && memcmp(p, part.p, part.n) == 0)
            return true;
        if (++p == end)
            break;
    }
    return false;
}

/* Reports a text for the database with a part that the target would garble;
 * returns whether it has one. */
static bool
require_text(const struct ag_view *v, enum ag_feature feature, struct ag_str s,
             const struct subject *at)
{
    const struct ag_capability *loss = &v->target->features[feature];
    const struct ag_str *text = s.n ? loss->texts : NULL;

    if (loss->limited && ag_dialects[v->target->dialect].bmp_only &&
        !ag_str_is_bmp(s)) {
        report_loss(v, loss,
                    ag_arena_fmt(v->arena, "characters beyond U+FFFF in %s",
                                 ag_features[feature].doc)
                        .p,
                    at);
        return true;
    }
    while (text && text->p && !contains(s, *text))
        text++;
    if (!text || !text->p)
        return false;
    report_loss(v, loss,
                ag_arena_fmt(v->arena, "'%.*s' in %s", AG_ARG(*text),
                             ag_features[feature].doc)
                    .p,
                at);
    return true;
}

/* Reports a name in code that the target needs for something else. */
static void
require_name(const struct ag_view *v, enum ag_feature feature,
             struct ag_str name, const struct subject *at)
{
    const struct ag_capability *loss = &v->target->features[feature];
    const struct ag_str *text = loss->texts;

    while (text && text->p && !ag_str_eq(name, *text))
        text++;
    if (text && text->p)
        report_loss(v, loss,
                    ag_arena_fmt(v->arena, "'%.*s' as %s", AG_ARG(*text),
                                 ag_features[feature].doc)
                        .p,
                    at);
}

/* Reports the name of a primary key. A target that names some types with it
 * loses only the name of a key of one column of such a type. */
static void
require_primary_name(const struct ag_view *v, const struct ag_key *key,
                     const struct subject *at)
{
    const struct ag_str *types =
        v->target->features[AG_FEATURE_primary_name].texts;
    const struct ag_str *t = types;
    const struct ag_key_part *part = key->parts;

    if (types && part->next)
        return;
    while (t && t->p &&
           !ag_str_eq(*t, ag_str(ag_type_names[part->column->type.kind])))
        t++;
    if (!t || t->p)
        require(v, AG_FEATURE_primary_name, at);
}

static bool
may_be_null(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    while (p && !(p->column && p->column->nullable))
        p = p->next;
    return p;
}

/* Checks documentation that becomes a comment in the database, of at most
 * `limit` characters. */
static void
require_comment(const struct ag_view *v, enum ag_feature feature,
                struct ag_str s, uint32_t limit, const struct subject *at)
{
    const struct ag_capability *loss = &v->target->features[feature];

    if (loss->limited && ag_comment_head(s, limit).n < s.n)
        report_loss(v, loss,
                    ag_arena_fmt(v->arena, "more than %u characters in %s",
                                 limit, ag_features[feature].doc)
                        .p,
                    at);
    else if (loss->limited && ag_comment(v, s, limit).n < s.n)
        report_loss(v, loss,
                    ag_arena_fmt(v->arena, "characters beyond U+FFFF in %s",
                                 ag_features[feature].doc)
                        .p,
                    at);
    else if (loss->texts)
        require_text(v, feature, s, at);
    else if (!loss->limited)
        require(v, feature, at);
}

static void
check_key(const struct ag_view *v, const struct ag_key *key)
{
    bool primary = key->kind == AG_KEY_primary;
    struct subject at = {.model = key->model, .attr = key->attr};

    if (primary && key->parts->next)
        require(v, AG_FEATURE_primary_composite, &at);
    if (key->kind == AG_KEY_unique)
        require(v, AG_FEATURE_unique, &at);
    if (key->kind == AG_KEY_index && !key->made)
        require(v, AG_FEATURE_index, &at);
    if (!primary && !key->name.n)
        require(v,
                key->on_field ? AG_FEATURE_unnamed_key
                              : AG_FEATURE_unnamed_block_key,
                &at);
    else if (!primary && ag_is_constraint(key, v->target->dialect))
        require(v, AG_FEATURE_unique_constraint, &at);
    if (key->hidden && !ag_is_implied(key))
        require(v, AG_FEATURE_index_hidden, &at);
    if (key->kind == AG_KEY_unique && key->shared && !key->parts->next)
        require(v, AG_FEATURE_unique_shared, &at);
    require_text(v, AG_FEATURE_name_text, key->name, &at);
    require_text(v, AG_FEATURE_key_text, key->name, &at);
    require_text(v, AG_FEATURE_index_text, key->extra->where, &at);
    for (const struct ag_key_part *p = key->parts; p; p = p->next) {
        if (p->column)
            require_text(v, AG_FEATURE_key_text, p->column->db_name, &at);
        require_text(v, AG_FEATURE_index_text, p->extra->expression, &at);
        if (p->sort == AG_SORT_desc)
            require(v,
                    primary ? AG_FEATURE_primary_sort : AG_FEATURE_index_sort,
                    &at);
        if (p->length)
            require(v,
                    primary ? AG_FEATURE_primary_sort : AG_FEATURE_index_length,
                    &at);
        if (p->extra->expression.n)
            require(v, AG_FEATURE_index_expression, &at);
    }
    if (key->extra->where.n)
        require(v,
                key->kind == AG_KEY_unique ? AG_FEATURE_unique_where
                                           : AG_FEATURE_index_where,
                &at);
    else if (key->kind == AG_KEY_unique && may_be_null(key))
        require(v,
                key->referenced ? AG_FEATURE_unique_null_referenced
                                : AG_FEATURE_unique_null,
                &at);
    if (ag_has_other_class(key))
        require(v, AG_FEATURE_index_ops, &at);
    if (!ag_is_btree(key))
        require(v, AG_FEATURE_index_method, &at);
    if (key->kind == AG_KEY_fulltext)
        require(v, AG_FEATURE_fulltext, &at);
    if (v->schema->foreign_keys && !key->hidden && ag_has_foreign_name(key))
        require(v, AG_FEATURE_shared_name, &at);
    if (primary && key->mapped)
        require_primary_name(v, key, &at);
    if (key->clustered >= 0)
        require(v, AG_FEATURE_clustered, &at);
}

/* Whether `name` needs no quotes in SQL: small letters, digits, _. */
static bool
is_bare(struct ag_str name)
{
    uint32_t i = 0;
    while (i < name.n &&
           ((name.p[i] >= 'a' && name.p[i] <= 'z') ||
            (name.p[i] >= '0' && name.p[i] <= '9') || name.p[i] == '_'))
        i++;
    return i == name.n;
}

/* Whether `name` begins with the name of a type of the target, so that the
 * target writes it without quotes. */
static bool
begins_as_type(const struct ag_view *v, struct ag_str name)
{
    const struct ag_str *begin =
        v->target->features[AG_FEATURE_enum_bare].texts;
    while (begin && begin->p && !ag_str_starts(name, *begin))
        begin++;
    return begin && begin->p;
}

/* Whether MySQL allows the default of `c` only as an expression. */
static bool
is_expression(const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;

    switch (d->kind) {
    case AG_DEFAULT_text:
    case AG_DEFAULT_json:
    case AG_DEFAULT_bytes:
        return ag_type_is(c->type.kind, AG_FAMILY_long) ||
               d->kind == AG_DEFAULT_bytes;
    case AG_DEFAULT_now:
        return c->type.kind == AG_TYPE_date || c->type.kind == AG_TYPE_time;
    case AG_DEFAULT_expression:
        return ag_str_starts(d->text, AG_STR("("));
    default:
        return false;
    }
}

/* Checks a literal default, or those in a list. */
static void
check_literal(const struct ag_view *v, const struct ag_default *d,
              const struct subject *at)
{
    switch (d->kind) {
    case AG_DEFAULT_text:
    case AG_DEFAULT_json:
        require_text(v, AG_FEATURE_default_text, d->text, at);
        break;
    case AG_DEFAULT_enum:
        require_text(v, AG_FEATURE_default_text, d->value->db_name, at);
        break;
    case AG_DEFAULT_list:
        for (const struct ag_default *i = d->items; i; i = i->next)
            check_literal(v, i, at);
        break;
    default:
        break;
    }
}

static bool
is_time(enum ag_type_kind kind)
{
    return kind == AG_TYPE_datetime || kind == AG_TYPE_timestamptz ||
           kind == AG_TYPE_time || kind == AG_TYPE_timetz;
}

/* Whether MySQL shows a literal default of this type as a text, so that a tool
 * may take a call for one. */
static bool
is_shown_as_text(enum ag_type_kind kind)
{
    return kind == AG_TYPE_char || kind == AG_TYPE_varchar ||
           kind == AG_TYPE_date || kind == AG_TYPE_time;
}

/* Whether a column is of a library's table. That its default is an equivalent is
 * no loss then: the library's own command writes the same. */
static bool
is_of_library(const struct ag_column *c)
{
    const struct ag_composed *decl = c->field.model->decl;

    return decl && decl->unit->library;
}

/* Checks a default in SQL. */
static void
check_sql(const struct ag_view *v, const struct ag_column *c,
          const struct subject *at)
{
    struct ag_sql_default d = ag_read_default(
        c->default_value->text, v->target->dialect, v->arena);

    if (is_of_library(c))
        return;
    if (d.form == AG_SQL_string &&
        (c->type.kind == AG_TYPE_bytes || is_time(c->type.kind)))
        require(v, AG_FEATURE_default_sql, at);
    else if (d.form == AG_SQL_string)
        require_text(v, AG_FEATURE_default_text, d.text, at);
    else if (d.form == AG_SQL_null || d.form == AG_SQL_now)
        return;
    else if (c->type.kind == AG_TYPE_enum)
        require(v, AG_FEATURE_enum_sql, at);
    else if (!require_text(v, AG_FEATURE_default_now, d.text, at) &&
             d.form == AG_SQL_other)
        require(v, AG_FEATURE_default_sql, at);
    else if (d.uncast)
        require(v, AG_FEATURE_default_uncast, at);
    else if (is_shown_as_text(c->type.kind))
        require(v, AG_FEATURE_default_call, at);
}

/* Whether a column has an enum of a library's configuration, which the library
 * itself checks and stores as text, so that an equivalent is no loss. */
static bool
is_text_of_library(const struct ag_column *c)
{
    const struct ag_source *source =
        c->scalar == AG_SCALAR_enum ? c->enum_type->decl->unit->source : NULL;

    return source && source->generated;
}

static void
check_column(const struct ag_view *v, const struct ag_column *c)
{
    const struct ag_capability *type = &v->target->types[c->type.kind];
    const struct ag_default *d = c->default_value;
    struct subject at = {.field = &c->field};

    require_text(v, AG_FEATURE_name_text, c->db_name, &at);
    require_name(v, AG_FEATURE_field_text, c->field.name, &at);
    if (type->support == AG_SUPPORT_no)
        ag_report(v->diags, AG_NO_TYPE, span_of(&at),
                  "%.*s on %s has no column type %s", AG_ARG(v->target->title),
                  ag_dialects[v->target->dialect].title,
                  ag_type_names[c->type.kind]);
    else if (!is_text_of_library(c))
        report_loss(v, type, ag_type_names[c->type.kind], &at);
    if (d && v->target->defaults[d->kind].support >
                 (is_of_library(c) ? AG_SUPPORT_equivalent : AG_SUPPORT_yes))
        report_loss(
            v, &v->target->defaults[d->kind],
            ag_arena_fmt(v->arena, "%s as a default", ag_default_names[d->kind])
                .p,
            &at);
    if (d && ag_is_array_call(d))
        require(v, AG_FEATURE_list_call, &at);
    if (d && ag_is_misread_list(c))
        require(v, AG_FEATURE_list_misread, &at);
    if (d && d->map)
        require(v, AG_FEATURE_default_name, &at);
    if (d && d->kind == AG_DEFAULT_expression && d->text.n)
        check_sql(v, c, &at);
    else if (d)
        check_literal(v, d, &at);
    if (d && d->kind == AG_DEFAULT_now && is_shown_as_text(c->type.kind))
        require(v, AG_FEATURE_default_call, &at);
    if (c->identity)
        require(v, AG_FEATURE_identity, &at);
    if (c->scalar == AG_SCALAR_enum) {
        v->enum_used[c->enum_type->index] = true;
        if (!ag_str_eq(c->enum_type->db_schema, c->field.model->db_schema))
            require(v, AG_FEATURE_enum_schema, &at);
    }
    if (d && d->kind == AG_DEFAULT_bytes &&
        (c->type.kind == AG_TYPE_binary || c->type.kind == AG_TYPE_varbinary))
        require(v, AG_FEATURE_default_binary, &at);
    if (d && d->kind == AG_DEFAULT_autoincrement &&
        v->target->dialect == AG_DIALECT_postgresql &&
        c->field.model->table.n + c->db_name.n + sizeof "__seq" - 1 >
            ag_dialects[AG_DIALECT_postgresql].constraint_limit)
        require(v, AG_FEATURE_sequence_name, &at);
    if (ag_is_auto(c) && c->type.kind == AG_TYPE_bigint)
        require(v, AG_FEATURE_auto_bigint, &at);
    if (d && v->target->dialect == AG_DIALECT_mysql && is_expression(c))
        require(v, AG_FEATURE_default_expression, &at);
    if (c->type.kind == AG_TYPE_unsupported && !is_bare(c->unsupported->text) &&
        !begins_as_type(v, c->unsupported->text))
        require(v, AG_FEATURE_type_quoted, &at);
    if (c->updated_at)
        require(v, AG_FEATURE_updated_at, &at);
    if (c->list)
        require(v, AG_FEATURE_list, &at);
    if (c->list && !c->nullable)
        require(v, AG_FEATURE_list_required, &at);
    if (c->list && is_time(c->type.kind) && c->type.nargs)
        require(v, AG_FEATURE_list_digits, &at);
    if (c->field.documented) {
        require(v, AG_FEATURE_doc, &at);
        require_comment(v, AG_FEATURE_column_comment, ag_field_doc(&c->field),
                        ag_dialects[v->target->dialect].column_comment, &at);
    }
    if (c->field.ignored)
        require(v, AG_FEATURE_ignored, &at);
}

static void
check_check(const struct ag_view *v, const struct ag_check_def *c)
{
    struct subject at = {.attr = c->attr};

    require(v, AG_FEATURE_check, &at);
    require_text(v, AG_FEATURE_name_text, c->name, &at);
    require_text(v, AG_FEATURE_key_text, c->name, &at);
    require_text(v, AG_FEATURE_check_text, c->expression, &at);
}

static void
check_action(const struct ag_view *v, enum ag_action action,
             const struct subject *at)
{
    if (action == AG_ACTION_set_default)
        require(v, AG_FEATURE_set_default, at);
    if (action == AG_ACTION_restrict)
        require(v, AG_FEATURE_restrict_action, at);
}

static bool
changes_rows(enum ag_action action)
{
    return action != AG_ACTION_no_action && action != AG_ACTION_restrict;
}

/* Whether the whole schema has only one table. */
static bool
has_one_table(const struct ag_view *v)
{
    unsigned n = 0;

    for (const struct ag_model *m = v->schema->models; m; m = m->next)
        n += !m->view;
    return n == 1;
}

static void
check_foreign_key(const struct ag_view *v, const struct ag_foreign_key *f)
{
    struct subject at = {.span = f->span};

    require(v, AG_FEATURE_foreign_key, &at);
    check_action(v, f->on_delete, &at);
    if (f->on_update != f->on_delete)
        check_action(v, f->on_update, &at);
    if (f->self && has_one_table(v) &&
        (changes_rows(f->on_delete) || changes_rows(f->on_update)))
        require(v, AG_FEATURE_self_action, &at);
    if (f->mapped)
        require(v, AG_FEATURE_foreign_key_name, &at);
    if (!f->name.n)
        require(v, AG_FEATURE_unnamed_foreign_key, &at);
    require_text(v, AG_FEATURE_name_text, f->name, &at);
    require_text(v, AG_FEATURE_key_text, f->name, &at);
    for (const struct ag_column_ref *r = f->columns; r; r = r->next)
        require_text(v, AG_FEATURE_key_text, r->column->db_name, &at);
}

static void
check_enum(const struct ag_view *v, const struct ag_enum *e)
{
    struct subject at = {.span = ag_str_span(e->name)};

    if (!v->enum_used[e->index])
        require(v, AG_FEATURE_enum_unused, &at);
    if (e->decl->node->doc)
        require(v, AG_FEATURE_doc, &at);
    require_text(v, AG_FEATURE_name_text, e->db_name, &at);
    require_text(v, AG_FEATURE_enum_text, e->db_name, &at);
    if (begins_as_type(v, e->db_name) &&
        (e->db_schema.n || !is_bare(e->db_name)))
        require(v, AG_FEATURE_enum_bare, &at);
    for (const struct ag_value_def *d = e->values; d; d = d->next) {
        at.span = ag_str_span(d->name);
        require_text(v, AG_FEATURE_value_text, d->db_name, &at);
        if (d->decl->doc)
            require(v, AG_FEATURE_doc, &at);
    }
}

/* Reports names that a target takes for one name. Nothing can be left out, and
 * its tool would reject the whole file. */
static void
require_names(const struct ag_view *v, enum ag_feature feature,
              struct ag_span span, const struct ag_field *other)
{
    const struct ag_capability *loss = &v->target->features[feature];

    if (loss->support != AG_SUPPORT_no)
        return;
    struct ag_diag *diag = ag_report(
        v->diags, AG_IDENT_COLLISION, span, "%.*s for %s does not support %s",
        AG_ARG(v->target->title), ag_dialects[v->target->dialect].title,
        ag_features[feature].doc);
    ag_note(v->diags, diag, ag_field_span(other), "%.*s", AG_ARG(loss->hint));
}

/* Checks columns with the name of a later field, which Prisma takes for that
 * field. */
static void
check_later_names(const struct ag_view *v, const struct ag_model *m)
{
    for (const struct ag_column *c = m->columns; c; c = c->next) {
        const struct ag_column *later = c->next;
        if (ag_str_eq(c->db_name, c->field.name))
            continue;
        while (later && !ag_str_eq(later->field.name, c->db_name))
            later = later->next;
        if (later)
            require_names(v, AG_FEATURE_later_name, ag_field_span(&c->field),
                          &later->field);
    }
}

/* Checks the names of unique keys in Prisma's client, which are those of their
 * fields. Prisma looks at them even if the schema gives another one. */
static void
check_joined_names(const struct ag_view *v, const struct ag_model *m)
{
    struct ag_str name;

    if (v->target->features[AG_FEATURE_joined_name].support == AG_SUPPORT_yes)
        return;
    for (const struct ag_key *k = m->keys; k; k = k->next) {
        const struct ag_field *field =
            k->kind == AG_KEY_unique ? ag_joined_field(v, k, &name) : NULL;
        if (field)
            require_names(v, AG_FEATURE_joined_name, ag_attr_span(k->attr),
                          field);
    }
}

static void
check_foreign_keys(const struct ag_view *v, const struct ag_model *m)
{
    for (const struct ag_foreign_key *f = m->foreign_keys; f; f = f->next)
        if (v->schema->foreign_keys)
            check_foreign_key(v, f);
        else if (f->cycle)
            require(v, AG_FEATURE_action_cycle,
                    &(struct subject){.span = f->span});
}

static void
check_model(const struct ag_view *v, const struct ag_model *m)
{
    struct subject at = {.model = m};

    if (m->implicit)
        require(v, AG_FEATURE_many_to_many, &at);
    if (!m->primary && !m->view)
        require(v, AG_FEATURE_no_primary, &at);
    if (!ag_identity(m) && !m->view && !m->ignored)
        require(v, AG_FEATURE_no_identity, &at);
    require_name(v, AG_FEATURE_model_text, m->code, &at);
    require_text(v, AG_FEATURE_name_text, m->table, &at);
    require_text(v, AG_FEATURE_table_text, m->table, &at);
    check_foreign_keys(v, m);
    if (m->implicit)
        return;
    if (m->view)
        require(v, AG_FEATURE_view, &at);
    if (m->view && ag_shown_relation(v, m->relations))
        require(v, AG_FEATURE_view_relation, &at);
    if (m->ignored)
        require(v, AG_FEATURE_ignored, &at);
    if (m->db_schema.n)
        require(v, AG_FEATURE_db_schema, &at);
    if (m->decl->node->doc) {
        require(v, AG_FEATURE_doc, &at);
        require_comment(v, AG_FEATURE_table_comment, *m->decl->node->doc,
                        ag_dialects[v->target->dialect].table_comment, &at);
    }
    for (const struct ag_column *c = m->columns; c; c = c->next)
        check_column(v, c);
    check_later_names(v, m);
    check_joined_names(v, m);
    for (const struct ag_relation *r = ag_shown_relation(v, m->relations); r;
         r = ag_shown_relation(v, r->next))
        if (r->owner && ag_mixes_types(r->foreign_key))
            require(v, AG_FEATURE_mixed_types,
                    &(struct subject){.field = &r->field});
    if (m->primary)
        check_key(v, m->primary);
    for (const struct ag_key *k = m->keys; k; k = k->next)
        check_key(v, k);
    for (const struct ag_check_def *c = m->checks; c; c = c->next)
        check_check(v, c);
    if (m->shard_key)
        require(v, AG_FEATURE_shard_key,
                &(struct subject){.attr = m->shard_attr});
}

/* Checks the settings of the whole database. */
static void
check_datasource(const struct ag_view *v)
{
    const struct ag_block *source = v->schema->datasource;
    const struct ag_expr *extensions =
        source ? ag_setting(source->decl, AG_STR("extensions")) : NULL;

    if (extensions && extensions->items &&
        v->target->dialect == AG_DIALECT_postgresql)
        require(v, AG_FEATURE_extensions,
                &(struct subject){.span = ag_expr_span(extensions)});
}

/* SQLite's types that `config { sqlite }` decides. */
static bool
is_native(const struct ag_column *c)
{
    const uint64_t types =
        UINT64_C(1) << AG_TYPE_boolean | UINT64_C(1) << AG_TYPE_bigint |
        UINT64_C(1) << AG_TYPE_decimal | UINT64_C(1) << AG_TYPE_date |
        UINT64_C(1) << AG_TYPE_datetime | UINT64_C(1) << AG_TYPE_json;

    return types >> c->type.kind & 1;
}

/* Reports SQLite's native types once, at the first column that has one. */
static void
check_native(const struct ag_view *v)
{
    const struct ag_capability *loss =
        &v->target->features[AG_FEATURE_sqlite_native];

    if (v->target->dialect != AG_DIALECT_sqlite ||
        loss->support == AG_SUPPORT_yes)
        return;
    for (const struct ag_model *m = ag_first_model(v); m;
         m = ag_next_model(v, m))
        for (const struct ag_column *c = m->columns; c; c = c->next)
            if (is_native(c)) {
                require(v, AG_FEATURE_sqlite_native,
                        &(struct subject){.field = &c->field});
                return;
            }
}

void
ag_view_report_losses(const struct ag_view *v)
{
    check_datasource(v);
    check_native(v);
    for (const struct ag_model *m = ag_first_model(v); m;
         m = ag_next_model(v, m))
        check_model(v, m);
    for (const struct ag_enum *e = ag_first_enum(v, false); e;
         e = ag_next_enum(v, e))
        check_enum(v, e);
}
