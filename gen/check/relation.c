/* Relations: both sides of each, foreign keys, join tables. */
#include "gen/check/checker.h"

#include <stdio.h>

#include "base/words.h"

enum { NAME, FIELDS, REFERENCES, ON_DELETE, ON_UPDATE, MAP };

const char *const ag_known_actions[] = {"Cascade", "Restrict",   "NoAction",
                                        "SetNull", "SetDefault", NULL};

const struct ag_arg_spec ag_relation_args[] = {
    [NAME] = {"name", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    [FIELDS] = {"fields", AG_ARG_fields, AG_ARG_OPTIONAL, NULL},
    [REFERENCES] = {"references", AG_ARG_fields, AG_ARG_OPTIONAL, NULL},
    [ON_DELETE] = {"onDelete", AG_ARG_name, AG_ARG_OPTIONAL, ag_known_actions},
    [ON_UPDATE] = {"onUpdate", AG_ARG_name, AG_ARG_OPTIONAL, ag_known_actions},
    [MAP] = {"map", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    {0},
};

/* One side of a relation, with the arguments of its @relation. */
struct side {
    const struct ag_attr *attr; /* NULL: none */
    struct ag_relation *relation;
    struct ag_model *model;
    const struct ag_expr *bound[AG_MAX_ARGS];
    bool bad; /* already reported */
};

static struct ag_span
side_span(const struct side *side)
{
    return side->attr ? ag_attr_span(side->attr)
                      : ag_field_span(&side->relation->field);
}

static const struct ag_attr *
relation_attr(const struct ag_relation *relation)
{
    const struct ag_member *m = relation->field.decl;

    return m ? ag_attr_of(m->attrs, AG_ATTR_relation) : NULL;
}

/* Columns of lists. */

/* The columns of a list, in its order; NULL after an error. */
static struct ag_column_ref *
find_columns(struct ag_checker *ck, const struct ag_model *model,
             const struct ag_expr *list)
{
    struct ag_column_ref *first = NULL, **end = &first;
    bool good = true;

    bool one = list->kind == AG_EXPR_NAME; /* without brackets */

    if (!one && (list->kind != AG_EXPR_ARRAY || !list->items)) {
        ag_report(ck->diags, AG_BAD_ARGUMENT, ag_expr_span(list),
                  "'%.*s' must be a list of fields, such as [id]",
                  AG_ARG(ag_label(list)));
        return NULL;
    }
    for (const struct ag_expr *e = one ? list : list->items; e;
         e = one ? NULL : e->next) {
        const struct ag_field *field = ag_find_field(model, e->text);
        if (!field) {
            ag_report_field(ck, model, e->text, ag_expr_span(e));
            good = false;
        } else if (field->is_relation) {
            ag_report(ck->diags, AG_RELATION_COLUMN, ag_expr_span(e),
                      "'%.*s' is a relation, not a column", AG_ARG(e->text));
            good = false;
        } else {
            *end = AG_NEW(ck->arena, struct ag_column_ref);
            (*end)->column = (const struct ag_column *)field;
            end = &(*end)->next;
        }
    }
    return good ? first : NULL;
}

static unsigned
count(const struct ag_column_ref *c)
{
    unsigned n = 0;
    for (; c; c = c->next)
        n++;
    return n;
}

static bool
any_nullable(const struct ag_column_ref *c)
{
    while (c && !c->column->nullable)
        c = c->next;
    return c != NULL;
}

static bool
any_required(const struct ag_column_ref *c)
{
    while (c && c->column->nullable)
        c = c->next;
    return c != NULL;
}

/* Types of a foreign key. */

/* Types that a dialect can compare although their names differ: those in one
 * entry. PostgreSQL 15 manual, "CREATE TABLE": an equality operator must exist.
 * MySQL 8.0 manual 13.1.20.5: size and sign must be the same; the length of
 * strings may differ. SQL Server, error 1778: the same type and length. SQLite
 * compares anything. */
static const unsigned comparable[AG_NDIALECT][4] = {
    [AG_DIALECT_postgresql] = {AG_FAMILY_string | AG_FAMILY_text,
                               AG_FAMILY_integer, AG_FAMILY_date,
                               AG_FAMILY_float},
    [AG_DIALECT_mysql] = {AG_FAMILY_string},
};

static bool
are_comparable(enum ag_dialect dialect, enum ag_type_kind a,
               enum ag_type_kind b)
{
    for (int i = 0; i < 4; i++)
        if (ag_type_is(a, comparable[dialect][i]) &&
            ag_type_is(b, comparable[dialect][i]))
            return true;
    return false;
}

static bool
can_reference(enum ag_dialect dialect, const struct ag_column *a,
              const struct ag_column *b)
{
    if (a->scalar != b->scalar &&
        !(ag_scalar_is_ours(a->scalar) || ag_scalar_is_ours(b->scalar)))
        return false;
    if (a->type.kind == AG_TYPE_enum && b->type.kind == AG_TYPE_enum)
        return a->enum_type == b->enum_type;
    if (dialect == AG_DIALECT_sqlite)
        return true;
    if (a->type.kind != b->type.kind)
        return are_comparable(dialect, a->type.kind, b->type.kind);
    return dialect != AG_DIALECT_sqlserver ||
           (a->type.n == b->type.n && a->type.s == b->type.s);
}

static void
describe(char *out, size_t size, const struct ag_column *c)
{
    struct ag_type t = c->type;
    const char *name = ag_type_names[t.kind];

    if (t.nargs == 2)
        snprintf(out, size, "%s(%u, %u)", name, (unsigned)t.n, (unsigned)t.s);
    else if (t.nargs == 1)
        snprintf(out, size, "%s(%u)", name, (unsigned)t.n);
    else
        snprintf(out, size, "%s", name);
}

static void
check_types(struct ag_checker *ck, const struct ag_foreign_key *fk)
{
    const struct ag_column_ref *to = fk->references;

    for (const struct ag_column_ref *from = fk->columns; from && to;
         from = from->next, to = to->next) {
        const struct ag_column *a = from->column, *b = to->column;
        char types[2][64];
        if (can_reference(ck->dialect, a, b))
            continue;
        describe(types[0], sizeof types[0], a);
        describe(types[1], sizeof types[1], b);
        struct ag_diag *diag =
            ag_report(ck->diags, AG_REFERENCES_TYPE, ag_field_span(&a->field),
                      "'%.*s' (%s) references '%.*s.%.*s' (%s), which has a "
                      "different type",
                      AG_ARG(a->field.name), types[0], AG_ARG(fk->target->name),
                      AG_ARG(b->field.name), types[1]);
        ag_note(ck->diags, diag, ag_field_span(&b->field), "declared here");
    }
}

/* Foreign keys. */

/* "[a, b]" */
static struct ag_str
list_names(struct ag_checker *ck, const struct ag_column_ref *c)
{
    struct ag_buf buf;
    ag_buf_init(&buf, ck->arena);
    for (const struct ag_column_ref *r = c; r; r = r->next)
        ag_buf_fmt(&buf, "%s%.*s", r == c ? "" : ", ",
                   AG_ARG(r->column->field.name));
    return ag_buf_take(&buf);
}

/* The referenced columns must be the first ones of an index, in the same order
 * (MySQL 8.0 manual 13.1.20.5; SQL Server, error 1776). */
static void
check_key_order(struct ag_checker *ck, const struct ag_foreign_key *fk,
                const struct ag_key *key)
{
    if (!ck->schema->foreign_keys || ag_key_in_order(key, fk->references) ||
        (ck->dialect != AG_DIALECT_mysql &&
         ck->dialect != AG_DIALECT_sqlserver))
        return;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_REFERENCES_NO_KEY, fk->span,
        "%s requires the columns in the order of the key that they reference",
        ag_dialects[ck->dialect].title);
    ag_note(ck->diags, diag, ag_attr_span(key->attr), "the key is here");
}

static void
check_referenced(struct ag_checker *ck, const struct ag_foreign_key *fk)
{
    struct ag_key *key = ag_find_key(fk->target, fk->references);

    if (key) {
        key->referenced = true;
        check_key_order(ck, fk, key);
        return;
    }
    struct ag_str names = list_names(ck, fk->references);
    struct ag_diag *diag =
        ag_report(ck->diags, AG_REFERENCES_NO_KEY, fk->span,
                  "'%.*s' of model '%.*s' is not a key; a relation must "
                  "reference the primary key or unique columns",
                  AG_ARG(names), AG_ARG(fk->target->name));
    ag_note(ck->diags, diag,
            ag_field_span(&fk->references->column->field),
            fk->references->next ? "add @@unique([%.*s]) to this model"
                                 : "add @unique to '%.*s'", AG_ARG(names));
}

static enum ag_action
default_on_delete(enum ag_dialect dialect, const struct ag_relation *relation,
                  const struct ag_foreign_key *fk)
{
    if (relation->nullable && !any_required(fk->columns))
        return AG_ACTION_set_null;
    return dialect == AG_DIALECT_sqlserver ? AG_ACTION_no_action
                                           : AG_ACTION_restrict;
}

static void
check_set_null(struct ag_checker *ck, const struct ag_foreign_key *fk,
               enum ag_action action, const struct ag_expr *arg)
{
    if (action != AG_ACTION_set_null || !any_required(fk->columns))
        return;
    const struct ag_column_ref *c = fk->columns;
    while (c->column->nullable)
        c = c->next;
    /* PostgreSQL accepts the constraint, and the action fails later. Without
     * constraints, Prisma refuses it. */
    bool later = ck->dialect == AG_DIALECT_postgresql &&
                 ck->schema->foreign_keys;
    struct ag_diag *diag =
        ag_report(ck->diags, later ? AG_SET_NULL_FAILS : AG_SET_NULL_REQUIRED,
                  arg ? ag_expr_span(arg) : fk->span,
                  later ? "SetNull will fail, because '%.*s' is required"
                        : "SetNull is not allowed, because '%.*s' is required",
                  AG_ARG(c->column->field.name));
    ag_note(ck->diags, diag, ag_field_span(&c->column->field),
            "make it optional, or use Cascade or Restrict");
}

/* Adds the foreign key of the columns on `relation`'s side, with the bound
 * arguments. */
static struct ag_foreign_key *
add_foreign_key(struct ag_checker *ck, struct ag_model *model,
                struct ag_relation *relation, struct ag_column_ref *columns,
                struct ag_column_ref *references,
                const struct ag_expr *const *bound, struct ag_span span)
{
    const struct ag_config *config = ag_config_of(ck, model->decl);
    struct ag_foreign_key *fk = AG_NEW(ck->arena, struct ag_foreign_key);

    fk->model = model;
    fk->relation = relation;
    fk->target = relation->target;
    fk->columns = columns;
    fk->references = references;
    for (struct ag_column_ref *c = columns, *r = references; c && r;
         c = c->next, r = r->next)
        c->refers_to = r->column;
    fk->span = span;
    fk->self = relation->target == model;
    fk->on_delete = default_on_delete(ck->dialect, relation, fk);
    fk->on_update = AG_ACTION_cascade;
    if (config->on_delete >= 0)
        fk->on_delete = (enum ag_action)config->on_delete;
    if (config->on_update >= 0)
        fk->on_update = (enum ag_action)config->on_update;
    if (bound[ON_DELETE])
        fk->on_delete =
            (enum ag_action)ag_arg_choice(bound[ON_DELETE], ag_known_actions);
    if (bound[ON_UPDATE])
        fk->on_update =
            (enum ag_action)ag_arg_choice(bound[ON_UPDATE], ag_known_actions);
    fk->on_delete_given = bound[ON_DELETE] || config->on_delete >= 0;
    fk->on_update_given = bound[ON_UPDATE] || config->on_update >= 0;
    fk->mapped = bound[MAP] != NULL;
    relation->owner = true;
    relation->foreign_key = fk;
    if (model->last_foreign_key)
        model->last_foreign_key->next = fk;
    else
        model->foreign_keys = fk;
    model->last_foreign_key = fk;
    fk->name = bound[MAP] ? bound[MAP]->text
                          : ag_foreign_key_name(&config->named, fk, ck->dialect,
                                                ck->arena);
    check_set_null(ck, fk, fk->on_delete, bound[ON_DELETE]);
    check_set_null(ck, fk, fk->on_update, bound[ON_UPDATE]);
    return fk;
}

/* Gives the side with `fields:` its columns and foreign key. */
static bool
own(struct ag_checker *ck, struct side *side)
{
    struct ag_relation *relation = side->relation;
    const struct ag_expr *fields = side->bound[FIELDS];
    const struct ag_expr *references = side->bound[REFERENCES];

    if (!references) {
        ag_report(ck->diags, AG_RELATION_FIELDS, side_span(side),
                  "a relation with 'fields' also needs 'references'");
        return false;
    }
    struct ag_column_ref *from = find_columns(ck, side->model, fields);
    struct ag_column_ref *to = find_columns(ck, relation->target, references);
    if (!from || !to)
        return false;
    if (count(from) != count(to)) {
        ag_report(ck->diags, AG_RELATION_FIELDS, ag_expr_span(references),
                  "'fields' has %u columns and 'references' has %u; they must "
                  "have the same number",
                  count(from), count(to));
        return false;
    }
    if (!relation->nullable && any_nullable(from)) {
        const struct ag_column_ref *c = from;
        while (!c->column->nullable)
            c = c->next;
        struct ag_diag *diag = ag_report(
            ck->diags, AG_RELATION_ARITY, ag_field_span(&relation->field),
            "relation '%.*s' is required, but its column '%.*s' is optional",
            AG_ARG(relation->field.name), AG_ARG(c->column->field.name));
        ag_note(ck->diags, diag, ag_field_span(&c->column->field),
                "make both optional or both required");
        /* This fix leaves the database as it is. */
        if (relation->field.decl)
            ag_fix_optional(ck, diag, relation->field.decl, true);
    }
    struct ag_foreign_key *fk = add_foreign_key(
        ck, side->model, relation, from, to, side->bound, side_span(side));
    check_types(ck, fk);
    check_referenced(ck, fk);
    return true;
}

static void
connect(struct ag_relation *a, struct ag_relation *b)
{
    a->back = b;
    b->back = a;
    if (a->owner)
        b->foreign_key = a->foreign_key;
    else if (b->owner)
        a->foreign_key = b->foreign_key;
}

/* Implicit many-to-many. */

static int
capital(char c)
{
    return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

/* Compares the names of two models in Prisma's client, where a fixed name
 * begins with a capital. */
static int
compare_models(const struct ag_model *a, const struct ag_model *b)
{
    struct ag_str x = a->code.n ? a->code : a->name;
    struct ag_str y = b->code.n ? b->code : b->name;
    int order = capital(x.p[0]) - capital(y.p[0]);

    return order ? order
                 : ag_str_cmp((struct ag_str){.p = x.p + 1, .n = x.n - 1},
                              (struct ag_str){.p = y.p + 1, .n = y.n - 1});
}

/* Orders the two sides as Prisma does: by model, then by field. */
static bool
is_before(const struct ag_relation *a, const struct ag_relation *b)
{
    int order = compare_models(a->field.model, b->field.model);
    if (order == 0)
        order = ag_str_cmp(a->field.name, b->field.name);
    return order < 0;
}

static const struct ag_column *
key_column(struct ag_checker *ck, const struct ag_relation *relation)
{
    const struct ag_model *model = relation->field.model;

    if (model->primary && !model->primary->parts->next &&
        model->primary->parts->column)
        return model->primary->parts->column;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_MANY_TO_MANY_KEY, ag_field_span(&relation->field),
        "model '%.*s' has no primary key of one column, which an implicit "
        "many-to-many relation needs",
        AG_ARG(model->name));
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "declare the join table as a model with a relation to each side");
    return NULL;
}

/* Adds one of the two columns of a join table, and its relation. */
static struct ag_column_ref *
join_column(struct ag_checker *ck, struct ag_model *join,
            struct ag_relation *side, const char *name)
{
    static const struct ag_expr *const no_arguments[AG_MAX_ARGS];
    const struct ag_column *key = key_column(ck, side);
    struct ag_column *column = AG_NEW(ck->arena, struct ag_column);
    struct ag_relation *relation = AG_NEW(ck->arena, struct ag_relation);
    struct ag_column_ref *from = AG_NEW(ck->arena, struct ag_column_ref);
    struct ag_column_ref *to = AG_NEW(ck->arena, struct ag_column_ref);
    struct ag_span span = ag_field_span(&side->field);
    const struct ag_model *target = side->field.model;

    if (!key)
        return NULL;
    *column = *key;
    column->field = (struct ag_field){.name = ag_str(name)};
    column->field.name.at = span.at;
    column->next = NULL;
    column->db_name = column->field.name;
    column->default_value = NULL;
    column->identity = false;
    column->updated_at = false;
    column->in_primary = false;
    ag_add_field(join, &column->field);
    from->column = column;
    to->column = key;

    relation->field.is_relation = true;
    relation->field.name =
        ag_words(ck->arena, ag_words_camel,
                 side->target == target ? column->field.name : target->name);
    relation->target = target;
    relation->named = side->target == target;
    if (relation->named)
        relation->name = ag_arena_fmt(ck->arena, "%.*s_%s",
                                      AG_ARG(join->name), name);
    ag_add_field(join, &relation->field);
    struct ag_foreign_key *fk = add_foreign_key(ck, join, relation, from, to,
                                                no_arguments, span);
    /* Shortened before the column, or both keys could get one name. */
    fk->name = ag_constraint_name(ck->arena, join->table, NULL, 0,
                                  *name == 'A' ? "_A_fkey" : "_B_fkey",
                                  ag_dialects[ck->dialect].constraint_limit);
    fk->on_delete = fk->on_update = AG_ACTION_cascade;
    /* SQL Server rejects two cascades from one table. */
    if (side->target == target && ck->dialect == AG_DIALECT_sqlserver)
        fk->on_delete = fk->on_update = AG_ACTION_no_action;
    relation->back = side;
    side->via = relation;
    side->join = join;
    return from;
}

static struct ag_key_part *
join_parts(struct ag_checker *ck, const struct ag_column_ref *c)
{
    struct ag_key_part *first = NULL, **end = &first;
    for (; c; c = c->next) {
        *end = ag_new_part(ck, c->column, (struct ag_str){0});
        end = &(*end)->next;
    }
    return first;
}

/* Prisma's join table _AToB(A, B): on PostgreSQL a primary key since Prisma 6,
 * elsewhere a unique index; and an index on B. */
static void
add_join(struct ag_checker *ck, struct ag_relation *a, struct ag_relation *b)
{
    struct ag_model *join = AG_NEW(ck->arena, struct ag_model);
    struct ag_str limit_name;
    uint32_t limit = ag_dialects[ck->dialect].constraint_limit;
    bool pg = ck->dialect == AG_DIALECT_postgresql;

    if (!is_before(a, b)) {
        struct ag_relation *swap = a;
        a = b;
        b = swap;
    }
    limit_name = a->name.n ? a->name
                           : ag_arena_fmt(ck->arena, "%.*sTo%.*s",
                                          AG_ARG(a->field.model->name),
                                          AG_ARG(b->field.model->name));
    if (!a->name.n && (a->field.model->code.n || b->field.model->code.n)) {
        /* Prisma would name the table as its client has the models. */
        a->name = b->name = limit_name;
        a->name_given = b->name_given = true;
    }
    join->name = limit_name;
    join->name.at = 0;
    /* No style and no prefix: Prisma requires this name. */
    join->table = ag_constraint_name(
        ck->arena, ag_arena_fmt(ck->arena, "_%.*s", AG_ARG(limit_name)), NULL,
        0, "", limit);
    join->db_schema = a->field.model->db_schema;
    join->implicit = true;
    join->index = ck->schema->nmodel++;
    join->name.at = ag_field_span(&a->field).at;
    struct ag_column_ref *columns = join_column(ck, join, a, "A");
    struct ag_column_ref *second = join_column(ck, join, b, "B");
    if (!columns || !second)
        return;
    struct ag_key_part *both = join_parts(
        ck, &(struct ag_column_ref){.column = columns->column, .next = second});
    struct ag_str table = join->table;
    struct ag_key *key =
        ag_add_key(ck, join, pg ? AG_KEY_primary : AG_KEY_unique, both,
                   ag_constraint_name(ck->arena, table, NULL, 0,
                                      pg ? "_AB_pkey" : "_AB_unique", limit),
                   false);
    key->mapped = false;
    key = ag_add_key(
        ck, join, AG_KEY_index, join_parts(ck, second),
        ag_constraint_name(ck->arena, table, NULL, 0, "_B_index", limit),
        false);
    key->mapped = false;

    struct ag_model **end = &ck->last_join;
    if (!*end)
        for (*end = ck->schema->models; (*end)->next;)
            *end = (*end)->next;
    (*end)->next = join;
    *end = join;
}

/* Pairs of sides. */

static bool
unique_columns(const struct ag_foreign_key *fk)
{
    return ag_find_key(fk->model, fk->columns) != NULL;
}

static void
check_one_to_one(struct ag_checker *ck, const struct side *owner,
                 const struct side *other)
{
    const struct ag_foreign_key *fk = owner->relation->foreign_key;

    if (!other->relation->nullable) {
        struct ag_diag *diag = ag_report(ck->diags, AG_RELATION_ARITY,
                                         ag_field_span(&other->relation->field),
                                         "'%.*s' cannot be required, because "
                                         "its columns are in the other model",
                                         AG_ARG(other->relation->field.name));
        ag_note(ck->diags, diag, (struct ag_span){0, 0}, "write '%.*s?'",
                AG_ARG(other->relation->target->name));
        if (other->relation->field.decl)
            ag_fix_optional(ck, diag, other->relation->field.decl, true);
    }
    if (unique_columns(fk))
        return;
    struct ag_str names = list_names(ck, fk->columns);
    const struct ag_column *first = fk->columns->column;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_RELATION_NOT_UNIQUE, fk->span,
        "this relation is one-to-one, so '%.*s' must be unique", AG_ARG(names));
    ag_note(ck->diags, diag, ag_field_span(&first->field),
            fk->columns->next ? "add @@unique([%.*s])" : "add @unique to '%.*s'",
            AG_ARG(names));
    if (!fk->columns->next && first->field.decl)
        ag_fix(ck->diags, diag,
               (struct ag_span){first->field.decl->end,
                                first->field.decl->end},
               AG_STR(" @unique"));
}

static void
note_other_side(struct ag_checker *ck, struct ag_diag *diag,
                const struct side *side)
{
    ag_note(ck->diags, diag, ag_field_span(&side->relation->field),
            "the other side is here");
}

static const char join_rules[] =
    "the join table of an implicit relation always references primary keys "
    "with Cascade; declare it as a model to change that";

/* Reports arguments that have no effect on this side of a relation. */
static void
refuse_arguments(struct ag_checker *ck, const struct side *side,
                 const char *why)
{
    for (int i = REFERENCES; i <= ON_UPDATE; i++) {
        if (!side->bound[i])
            continue;
        struct ag_diag *diag =
            ag_report(ck->diags, AG_RELATION_FIELDS,
                      ag_str_span(ag_label(side->bound[i])),
                      "'%s' has no effect on this side of the relation",
                      ag_relation_args[i].name);
        ag_note(ck->diags, diag, (struct ag_span){0, 0}, "%s", why);
    }
}

/* Adds a fix-it that names the column of a relation. For a relation `user` it
 * is `userId` or `user_id`, if that has the type of the other model's key. */
static void
fix_fields(struct ag_checker *ck, struct ag_diag *diag,
           const struct side *side)
{
    const struct ag_relation *r = side->relation;
    const struct ag_key *key = r->target->primary;
    const struct ag_column *to = NULL, *from = NULL;

    if (key && key->parts && !key->parts->next)
        to = key->parts->column;
    for (const struct ag_column *c = to ? side->model->columns : NULL; c;
         c = c->next) {
        struct ag_str rest = c->field.name;
        if (!ag_str_starts(rest, r->field.name))
            continue;
        rest = ag_str_cut(rest, r->field.name.n, rest.n);
        if (rest.n && *rest.p == '_')
            rest = ag_str_cut(rest, 1, rest.n);
        if (ag_str_caseeq(rest, to->field.name) && c->scalar == to->scalar)
            from = c;
    }
    if (!from || !r->field.decl)
        return;
    struct ag_str args = ag_arena_fmt(
        ck->arena, "fields: [%.*s], references: [%.*s]",
        AG_ARG(from->field.name), AG_ARG(to->field.name));
    uint32_t at = r->field.decl->end;
    if (!side->attr)
        args = ag_arena_fmt(ck->arena, " @relation(%.*s)", AG_ARG(args));
    else if (!side->attr->args)
        return;
    else
        args = ag_arena_fmt(ck->arena, ", %.*s", AG_ARG(args));
    if (side->attr)
        at = side->attr->end - 1;
    ag_fix(ck->diags, diag, (struct ag_span){at, at}, args);
}

/* Finds the side that has the columns. */
static void
pair(struct ag_checker *ck, struct side *a, struct side *b)
{
    struct side *owner = a->bound[FIELDS] ? a : b;
    struct side *other = owner == a ? b : a;

    if (a->bad || b->bad)
        return;
    if (a->bound[FIELDS] && b->bound[FIELDS]) {
        note_other_side(ck,
                        ag_report(ck->diags, AG_RELATION_FIELDS, side_span(b),
                                  "'fields' is on both sides of the relation, "
                                  "but its columns must be in one model"),
                        a);
    } else if (a->relation->list && b->relation->list &&
               !owner->bound[FIELDS]) {
        refuse_arguments(ck, a, join_rules);
        refuse_arguments(ck, b, join_rules);
        add_join(ck, a->relation, b->relation);
    } else if (owner->relation->list && owner->bound[FIELDS]) {
        note_other_side(ck,
                        ag_report(ck->diags, AG_RELATION_FIELDS,
                                  side_span(owner),
                                  "'%.*s' is a list; move 'fields' to the "
                                  "other side of the relation",
                                  AG_ARG(owner->relation->field.name)),
                        other);
    } else if (!owner->bound[FIELDS]) {
        owner = a->relation->list ? b : a;
        struct ag_diag *diag =
            ag_report(ck->diags, AG_RELATION_FIELDS, side_span(owner),
                      "this relation has no columns; add @relation(fields: "
                      "[…], references: […]) to one side");
        note_other_side(ck, diag, owner == a ? b : a);
        if (a->relation->list != b->relation->list)
            fix_fields(ck, diag, owner);
    } else {
        refuse_arguments(ck, other, "move it to the side with 'fields'");
        if (own(ck, owner) && !other->relation->list)
            check_one_to_one(ck, owner, other);
    }
    connect(a->relation, b->relation);
}

/* Matching. */

static bool
matches(const struct ag_relation *a, const struct ag_relation *b)
{
    return a != b && b->target == a->field.model &&
           ag_str_eq(a->name, b->name) && !b->back;
}

/* Marks these relations as checked, because one message covers them all. */
static void
mark_reported(const struct ag_model *model, const struct ag_model *target,
              struct ag_str name)
{
    for (struct ag_relation *r = model->relations; r; r = r->next)
        if (r->target == target && ag_str_eq(r->name, name))
            r->back = r;
}

static void
report_ambiguous(struct ag_checker *ck, const struct ag_relation *a,
                 const struct ag_relation *b)
{
    struct ag_diag *diag =
        ag_report(ck->diags, AG_AMBIGUOUS_RELATION, ag_field_span(&a->field),
                  a->name.n ? "several relations between these models have the "
                              "same name; '%.*s' is one of them"
                            : "there are several relations between these "
                              "models, and '%.*s' has no unique name",
                  AG_ARG(a->field.name));
    ag_note(ck->diags, diag, ag_field_span(&b->field), "another one is here");
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "add @relation(\"name\", …) to both sides of each");
    mark_reported(a->field.model, a->target, a->name);
    mark_reported(a->target, a->field.model, a->name);
}

static void
report_no_back(struct ag_checker *ck, const struct side *side)
{
    const struct ag_relation *r = side->relation;
    struct ag_str back = ag_words(ck->arena, ag_words_camel, side->model->name);

    if (r->target->decl->broken)
        return;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_NO_BACK_RELATION, ag_field_span(&r->field),
        "relation '%.*s' has no other side in model '%.*s'",
        AG_ARG(r->field.name), AG_ARG(r->target->name));

    if (r->list) {
        ag_note(ck->diags, diag, ag_model_span(r->target),
                "add a field of type %.*s to this model",
                AG_ARG(side->model->name));
        return;
    }
    back = ag_words(ck->arena, ag_words_plural, back);
    ag_note(ck->diags, diag, ag_model_span(r->target),
            "add '%.*s %.*s[]' to this model", AG_ARG(back),
            AG_ARG(side->model->name));
    /* Other such relations would get the same name. */
    for (const struct ag_relation *o = side->model->relations; o; o = o->next)
        if (o != r && o->target == r->target && !o->back)
            return;
    if (ag_find_field(r->target, back) || r->target == side->model ||
        ag_is_renamed(side->model->decl) || ag_is_renamed(r->target->decl))
        return;
    struct ag_str line = ag_arena_fmt(ck->arena, "%.*s %.*s[]", AG_ARG(back),
                                      AG_ARG(side->model->name));
    if (r->name_given)
        line = ag_arena_fmt(ck->arena, "%.*s @relation(\"%.*s\")",
                            AG_ARG(line), AG_ARG(r->name));
    if (!r->target->decl->unit->library || !r->field.decl) {
        ag_fix_member(ck, diag, r->target->decl, line);
        return;
    }
    /* The model of a preset is extended instead. */
    uint32_t end = side->model->decl->node->end;
    ag_fix(ck->diags, diag, (struct ag_span){end, end},
           ag_arena_fmt(ck->arena, "\n\nextend model %.*s {\n  %.*s\n}",
                        AG_ARG(r->target->name), AG_ARG(line)));
}

/* Another relation of a's model to a's target with a's name. */
static const struct ag_relation *
find_rival(const struct ag_relation *a)
{
    const struct ag_relation *r = a->field.model->relations;
    unsigned sides = 0;

    if (a->target == a->field.model) {
        /* Both sides are in one model, so a third is too many. */
        const struct ag_relation *rival = NULL;
        for (; r; r = r->next)
            if (r->target == a->target && ag_str_eq(r->name, a->name)) {
                sides++;
                if (r != a)
                    rival = r;
            }
        return sides > 2 ? rival : NULL;
    }
    for (; r; r = r->next)
        if (r != a && r->target == a->target && ag_str_eq(r->name, a->name))
            return r;
    return NULL;
}

static struct ag_relation *
find_back(const struct ag_relation *a)
{
    struct ag_relation *r = a->target->relations;
    while (r && !matches(a, r))
        r = r->next;
    return r;
}

/* Whether targets need a name to distinguish this relation from others. */
static bool
needs_name(const struct ag_relation *a)
{
    if (a->target == a->field.model)
        return true;
    for (const struct ag_relation *r = a->field.model->relations; r;
         r = r->next)
        if (r != a && r->target == a->target)
            return true;
    return false;
}

/* Binds the arguments of `relation`. */
static struct side
bind_side(struct ag_checker *ck, struct ag_relation *relation)
{
    struct side side = {
        .attr = relation_attr(relation),
        .relation = relation,
        /* The relation sees its model as const; the checker owns it. */
        .model = (struct ag_model *)relation->field.model,
    };
    if (side.attr)
        side.bad = !ag_bind_attr(ck, side.attr, ag_relation_args, side.bound);
    return side;
}

/* Finds the other side of `relation`, once for both. */
static void
match(struct ag_checker *ck, struct ag_relation *relation)
{
    const struct ag_relation *rival;
    struct ag_relation *back;
    struct side a, b;

    if (relation->back)
        return;
    rival = find_rival(relation);
    if (rival) {
        report_ambiguous(ck, relation, rival);
        return;
    }
    a = bind_side(ck, relation);
    back = find_back(relation);
    if (!back) {
        report_no_back(ck, &a);
        return;
    }
    rival = find_rival(back);
    if (rival) {
        report_ambiguous(ck, back, rival);
        return;
    }
    b = bind_side(ck, back);
    pair(ck, &a, &b);
}

/* @references. */

enum { TO, REF_NAME, AS, BACK, REF_ON_DELETE, REF_ON_UPDATE, REF_MAP };

const struct ag_arg_spec ag_references_args[] = {
    [TO] = {"to", AG_ARG_name, AG_ARG_REQUIRED, NULL},
    [REF_NAME] = {"name", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    [AS] = {"as", AG_ARG_any, AG_ARG_OPTIONAL, NULL},
    [BACK] = {"back", AG_ARG_any, AG_ARG_OPTIONAL, NULL},
    [REF_ON_DELETE] = {"onDelete", AG_ARG_name, AG_ARG_OPTIONAL,
                       ag_known_actions},
    [REF_ON_UPDATE] = {"onUpdate", AG_ARG_name, AG_ARG_OPTIONAL,
                       ag_known_actions},
    [REF_MAP] = {"map", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    {0},
};

/* Resolves `User.id` to a column; NULL after an error. */
static const struct ag_column *
find_referenced(struct ag_checker *ck, const struct ag_expr *to,
                struct ag_model **model)
{
    uint32_t dot = ag_str_find(to->text, '.');
    struct ag_str name = ag_str_cut(to->text, 0, dot);
    struct ag_str column = dot < to->text.n
                               ? ag_str_cut(to->text, dot + 1, to->text.n)
                               : (struct ag_str){0};
    const struct ag_check_symbol *symbol = ag_find_symbol(ck, name);
    struct ag_diag *diag;

    if (!symbol || !symbol->model) {
        struct ag_nearest nearest = ag_nearest(name);
        diag = ag_report(ck->diags, AG_UNKNOWN_TYPE, ag_str_span(name),
                         "unknown model '%.*s'", AG_ARG(name));
        if (diag->dropped)
            return NULL;
        for (const struct ag_model *m = ck->schema->models; m; m = m->next)
            ag_nearest_try(&nearest, m->name);
        ag_note_nearest(ck->diags, diag, ag_str_span(name), &nearest);
        return NULL;
    }
    *model = symbol->model;
    if (column.n == 0) {
        ag_report(ck->diags, AG_BAD_ARGUMENT, ag_expr_span(to),
                  "@references must name a column, such as %.*s.id",
                  AG_ARG(name));
        return NULL;
    }
    const struct ag_field *field = ag_find_field(symbol->model, column);
    if (!field || field->is_relation) {
        ag_report_field(ck, symbol->model, column, ag_str_span(column));
        return NULL;
    }
    return (const struct ag_column *)field;
}

/* `userId` -> `user`, `user_id` -> `user`, `author` -> `authorUser`. */
static struct ag_str
forward_name(struct ag_checker *ck, struct ag_str column, struct ag_str target)
{
    if (column.n > 2 && ag_str_ends(column, AG_STR("Id")))
        return ag_str_cut(column, 0, column.n - 2);
    if (column.n > 3 && ag_str_ends(column, AG_STR("_id")))
        return ag_str_cut(column, 0, column.n - 3);
    return ag_words(
        ck->arena, ag_words_camel,
        ag_arena_fmt(ck->arena, "%.*s_%.*s", AG_ARG(column), AG_ARG(target)));
}

/* The name in code by which a library looks up the table of a model: the key of
 * @@code, or the name. Empty: there is no fixed name, or relations are named by
 * rule. */
static struct ag_str
lookup_name(struct ag_checker *ck, const struct ag_model *model)
{
    enum ag_relations how =
        (enum ag_relations)ag_config_of(ck, model->decl)->relations;
    struct ag_str name = model->code, lower;

    if (how == AG_RELATIONS_rule || !model->decl)
        return (struct ag_str){0};
    for (const struct ag_member *m = model->decl->members; m; m = m->next)
        if (ag_is_block_attr(m, AG_ATTR_code) && m->attrs->args &&
            m->attrs->args->next)
            name = m->attrs->args->next->text;
    if (how == AG_RELATIONS_code)
        return name;
    lower = ag_arena_fmt(ck->arena, "%.*s", AG_ARG(name));
    for (uint32_t i = 0; i < lower.n; i++)
        if (lower.p[i] >= 'A' && lower.p[i] <= 'Z')
            ((char *)lower.p)[i] = (char)(lower.p[i] - 'A' + 'a');
    return lower;
}

/* The names of the two sides of a relation from `model` to `target` in code that
 * looks them up by the tables' names: Better Auth's adapters with `joins`. They
 * apply if they are free, since a library that joins the tables requires one
 * reference only. */
static void
use_lookup_names(struct ag_checker *ck, const struct ag_model *model,
                 const struct ag_model *target, bool unique,
                 struct ag_str *forward, struct ag_str *back)
{
    struct ag_str one = lookup_name(ck, target);
    struct ag_str many = lookup_name(ck, model);
    bool plural = ag_config_of(ck, model->decl)->code == AG_STYLE_camel_s;

    if (!unique && !plural && many.n)
        many = ag_arena_fmt(ck->arena, "%.*ss", AG_ARG(many));
    if (forward && one.n && !ag_find_field(model, one))
        *forward = one;
    if (back && many.n && !ag_find_field(target, many))
        *back = many;
}

static bool
name_is_free(struct ag_checker *ck, const struct ag_model *model,
             struct ag_str name, struct ag_span span, const char *argument)
{
    const struct ag_field *first = ag_find_field(model, name);
    if (!first)
        return true;
    struct ag_diag *diag = ag_report(ck->diags, AG_RELATION_NAME, span,
                                     "the relation would add field '%.*s' to "
                                     "model '%.*s', which already has it",
                                     AG_ARG(name), AG_ARG(model->name));
    ag_note(ck->diags, diag, ag_field_span(first), "declared here");
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "give it another name: @references(…, %s: otherName)", argument);
    return false;
}

static struct ag_relation *
made_relation(struct ag_checker *ck, struct ag_str name, uint32_t at,
              const struct ag_model *target, struct ag_str relation_name)
{
    struct ag_relation *r = AG_NEW(ck->arena, struct ag_relation);
    r->field.is_relation = true;
    r->field.name = name;
    r->field.name.at = at;
    r->target = target;
    r->name = relation_name;
    r->name_given = relation_name.n > 0;
    return r;
}

/* Inserts `field` after `after` in the order of fields. */
static void
insert_field(struct ag_checker *ck, struct ag_model *model,
             struct ag_field *after, struct ag_field *field)
{
    struct ag_field *rest = after->next_field;
    struct ag_field *last = model->last_field;

    ag_add_field(model, field);
    if (rest) {
        last->next_field = NULL;
        model->last_field = last;
        after->next_field = field;
        field->next_field = rest;
    }
    if (model->by_name.slots)
        *ag_map_put(&model->by_name, ck->arena, field->name) = field;
}

static void
make_relation(struct ag_checker *ck, const struct ag_reference *ref)
{
    const struct ag_expr *bound[AG_MAX_ARGS], *key_args[AG_MAX_ARGS] = {NULL};
    struct ag_span span = ag_attr_span(ref->attr);
    struct ag_model *target = NULL;
    struct ag_column *column = ref->column;

    if (!ag_bind_attr(ck, ref->attr, ag_references_args, bound))
        return;
    const struct ag_column *to = find_referenced(ck, bound[TO], &target);
    if (!to)
        return;
    struct ag_column_ref *from_ref = AG_NEW(ck->arena, struct ag_column_ref);
    struct ag_column_ref *to_ref = AG_NEW(ck->arena, struct ag_column_ref);
    from_ref->column = column;
    to_ref->column = to;
    if (!column->typed && column->scalar == to->scalar &&
        to->scalar < AG_NSCALAR) {
        column->type = to->type;
        column->native = to->native;
    }
    bool unique = ag_find_key(ref->model, from_ref) != NULL;

    struct ag_str forward =
        bound[AS] ? bound[AS]->text
                  : forward_name(ck, column->field.name, target->name);
    struct ag_str back = ag_words(ck->arena, ag_words_camel, ref->model->name);
    if (bound[BACK])
        back = bound[BACK]->text;
    else if (!unique)
        back = ag_words(ck->arena, ag_words_plural, back);
    use_lookup_names(ck, ref->model, target, unique,
                     bound[AS] ? NULL : &forward, bound[BACK] ? NULL : &back);
    if (!name_is_free(ck, ref->model, forward, span, "as") ||
        !name_is_free(ck, target, back, span, "back"))
        return;

    struct ag_str name = ag_arg_text(bound[REF_NAME]);
    struct ag_relation *a = made_relation(ck, forward, span.at, target, name);
    a->nullable = column->nullable;
    insert_field(ck, ref->model, &column->field, &a->field);
    struct ag_relation *b =
        made_relation(ck, back, span.at, ref->model, name);
    b->list = !unique;
    b->nullable = unique;
    insert_field(ck, target, target->last_field, &b->field);
    key_args[ON_DELETE] = bound[REF_ON_DELETE];
    key_args[ON_UPDATE] = bound[REF_ON_UPDATE];
    key_args[MAP] = bound[REF_MAP];
    struct ag_foreign_key *fk = add_foreign_key(ck, ref->model, a, from_ref,
                                                to_ref, key_args, span);
    check_types(ck, fk);
    check_referenced(ck, fk);
    connect(a, b);
}

/* Gives a name to every relation that needs one and has none. */
static void
name_relations(struct ag_checker *ck)
{
    for (struct ag_model *m = ck->schema->models; m; m = m->next) {
        if (m->implicit)
            continue;
        for (struct ag_relation *r = m->relations; r; r = r->next) {
            struct ag_relation *back = (struct ag_relation *)r->back;
            if (!needs_name(r) && !needs_name(back))
                continue;
            r->named = back->named = true;
            if (r->name.n == 0 && (r->owner || r->join))
                r->name = back->name =
                    ag_arena_fmt(ck->arena, "%.*s_%.*s", AG_ARG(m->name),
                                 AG_ARG(r->field.name));
        }
    }
}

void
ag_check_relations(struct ag_checker *ck)
{
    for (struct ag_model *m = ck->schema->models; m; m = m->next)
        for (struct ag_relation *r = m->relations; r; r = r->next)
            match(ck, r);
    for (const struct ag_reference *r = ck->references; r; r = r->next)
        make_relation(ck, r);
    if (ck->diags->errors == 0)
        name_relations(ck);
}
