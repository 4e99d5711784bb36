/* Primary keys, uniques, indexes and checks. */
#include "gen/check/checker.h"

#include "base/buf.h"
#include "base/escape.h"

struct ag_str
ag_make_name(struct ag_checker *ck, struct ag_str table,
             const struct ag_column_ref *columns, const char *suffix)
{
    enum { MOST = 64 };
    struct ag_str names[MOST];
    size_t n = 0;

    for (const struct ag_column_ref *c = columns; c && n < MOST; c = c->next)
        names[n++] = c->column->db_name;
    return ag_constraint_name(ck->arena, table, names, n, suffix,
                              ag_dialects[ck->dialect].constraint_limit);
}

/* A column of the primary key is never NULL. */
static void
check_primary_part(struct ag_checker *ck, const struct ag_key_part *part)
{
    /* The parser of keys sees columns as const; the checker owns them. */
    struct ag_column *column = (struct ag_column *)part->column;

    if (!column)
        return;
    if (column->nullable || column->list) {
        struct ag_diag *diag = ag_report(
            ck->diags, AG_KEY_COLUMN, ag_field_span(&column->field),
            "'%.*s' is part of the primary key, so it cannot be %s",
            AG_ARG(column->field.name), column->list ? "a list" : "optional");
        if (!column->list && column->field.decl)
            ag_fix_optional(ck, diag, column->field.decl, false);
    }
    column->in_primary = true;
}

/* Shared by all keys and parts without rarely used attributes. */
static const struct ag_key_extra no_key_extra;
static const struct ag_part_extra no_part_extra;

/* The extra of `key`, to be filled in. */
static struct ag_key_extra *
key_extra(struct ag_checker *ck, struct ag_key *key)
{
    struct ag_key_extra *extra = AG_NEW(ck->arena, struct ag_key_extra);

    *extra = *key->extra;
    key->extra = extra;
    return extra;
}

struct ag_key_part *
ag_new_part(struct ag_checker *ck, const struct ag_column *column,
            struct ag_str expression)
{
    struct ag_key_part *part = AG_NEW(ck->arena, struct ag_key_part);

    part->column = column;
    part->extra = &no_part_extra;
    if (expression.p) {
        struct ag_part_extra *extra = AG_NEW(ck->arena, struct ag_part_extra);
        extra->expression = expression;
        part->extra = extra;
    }
    return part;
}

struct ag_key *
ag_add_key(struct ag_checker *ck, struct ag_model *model, enum ag_key_kind kind,
           struct ag_key_part *parts, struct ag_str map, bool on_field)
{
    const struct ag_convention *convention =
        &ag_config_of(ck, model->decl)->named;
    struct ag_key *key = AG_NEW(ck->arena, struct ag_key);

    key->model = model;
    key->kind = kind;
    key->parts = parts;
    key->extra = &no_key_extra;
    key->on_field = on_field;
    key->mapped = map.p != NULL;
    key->name =
        map.p ? map : ag_key_name(convention, key, ck->dialect, ck->arena);
    key->as_constraint = ag_key_rule(convention, key)->is_constraint;
    key->clustered = -1;
    if (kind == AG_KEY_primary) {
        model->primary = key;
        for (const struct ag_key_part *p = parts; p; p = p->next)
            check_primary_part(ck, p);
    } else {
        if (model->last_key)
            model->last_key->next = key;
        else
            model->keys = key;
        model->last_key = key;
    }
    return key;
}

static bool
has_column(const struct ag_key_part *part, const struct ag_column *column)
{
    while (part && part->column != column)
        part = part->next;
    return part != NULL;
}

/* Whether `columns` are the columns of `key`, in any order. */
static bool
key_is(const struct ag_key *key, const struct ag_column_ref *columns)
{
    int difference = 0;

    for (const struct ag_key_part *p = key->parts; p; p = p->next)
        difference++;
    for (const struct ag_column_ref *c = columns; c; c = c->next) {
        if (!has_column(key->parts, c->column))
            return false;
        difference--;
    }
    return difference == 0;
}

bool
ag_key_in_order(const struct ag_key *key, const struct ag_column_ref *columns)
{
    const struct ag_key_part *p = key->parts;

    while (p && p->column == columns->column) {
        p = p->next;
        columns = columns->next;
    }
    return !p;
}

struct ag_key *
ag_find_key(const struct ag_model *model, const struct ag_column_ref *columns)
{
    struct ag_key *found = NULL;

    if (model->primary && key_is(model->primary, columns))
        found = model->primary;
    for (struct ag_key *k = model->keys; k; k = k->next)
        if (k->kind == AG_KEY_unique && k->extra->where.n == 0 &&
            key_is(k, columns) &&
            (!found ||
             (ag_key_in_order(k, columns) && !ag_key_in_order(found, columns))))
            found = k;
    return found;
}

/* The parts of a key. */

enum { PART_SORT, PART_LENGTH, PART_OPS };
static const char *const sorts[] = {"Asc", "Desc", NULL};
static const struct ag_arg_spec part_args[] = {
    [PART_SORT] = {"sort", AG_ARG_name, AG_ARG_OPTIONAL, sorts},
    [PART_LENGTH] = {"length", AG_ARG_integer, AG_ARG_OPTIONAL, NULL},
    [PART_OPS] = {"ops", AG_ARG_name, AG_ARG_OPTIONAL, NULL},
    {0},
};

static void
set_part_args(struct ag_checker *ck, struct ag_key_part *part,
              const struct ag_expr *e)
{
    const struct ag_expr *bound[AG_MAX_ARGS];

    struct ag_str name =
        ag_arena_fmt(ck->arena, "field '%.*s'", AG_ARG(e->text));

    if (!ag_bind(ck, name, ag_expr_span(e), e->items, part_args, bound))
        return;
    if (bound[PART_SORT])
        part->sort = (enum ag_sort)(AG_SORT_asc +
                                    ag_arg_choice(bound[PART_SORT], sorts));
    if (bound[PART_LENGTH])
        ag_str_uint(bound[PART_LENGTH]->text, &part->length);
    if (bound[PART_OPS]) {
        struct ag_part_extra *extra = AG_NEW(ck->arena, struct ag_part_extra);
        extra->ops = ag_arg_text(bound[PART_OPS]);
        extra->ops_raw = bound[PART_OPS]->kind == AG_EXPR_CALL;
        part->extra = extra;
    }
}

/* The column that the field's @relation names; NULL: none, or several. */
static const struct ag_expr *
relation_column(const struct ag_member *m)
{
    const struct ag_attr *a = m ? ag_attr_of(m->attrs, AG_ATTR_relation) : NULL;

    for (const struct ag_expr *e = a ? a->args : NULL; e; e = e->next)
        if (ag_str_eq(ag_label(e), AG_STR("fields")) && e->items &&
            !e->items->next)
            return e->items;
    return NULL;
}

static struct ag_key_part *
new_part(struct ag_checker *ck, const struct ag_model *model,
         const struct ag_expr *e)
{
    struct ag_span span = {e->text.at, e->text.at + e->text.n};
    const struct ag_field *field = ag_find_field(model, e->text);

    if (e->kind != AG_EXPR_NAME && e->kind != AG_EXPR_CALL) {
        ag_report(ck->diags, AG_BAD_ARGUMENT, ag_expr_span(e),
                  "a key must consist of fields");
        return NULL;
    }
    if (!field) {
        ag_report_field(ck, model, e->text, span);
        return NULL;
    }
    if (field->is_relation) {
        struct ag_diag *diag =
            ag_report(ck->diags, AG_RELATION_COLUMN, span,
                      "'%.*s' is a relation, but a key must consist of columns",
                      AG_ARG(e->text));
        ag_note(ck->diags, diag, (struct ag_span){0, 0},
                "use the column of the relation");
        const struct ag_expr *column = relation_column(field->decl);
        if (column)
            ag_fix(ck->diags, diag, span, column->text);
        return NULL;
    }
    struct ag_key_part *part =
        ag_new_part(ck, (const struct ag_column *)field, (struct ag_str){0});
    if (e->kind == AG_EXPR_CALL)
        set_part_args(ck, part, e);
    return part;
}

/* The parts of the list [a, b(sort: Desc)], or of one field without brackets;
 * NULL after an error. */
static struct ag_key_part *
new_parts(struct ag_checker *ck, const struct ag_model *model,
          const struct ag_expr *list)
{
    struct ag_key_part *first = NULL, **end = &first;
    const struct ag_expr *e =
        list->kind == AG_EXPR_ARRAY ? list->items : list;
    bool good = true;

    if (!e)
        ag_report(ck->diags, AG_EMPTY_BLOCK, ag_expr_span(list),
                  "a key needs at least one field");
    for (; e; e = list == e ? NULL : e->next) {
        struct ag_key_part *part = new_part(ck, model, e);
        if (!part) {
            good = false;
        } else if (has_column(first, part->column)) {
            ag_report(ck->diags, AG_DUPLICATE_NAME, ag_expr_span(e),
                      "'%.*s' is in this key twice", AG_ARG(e->text));
            good = false;
        } else {
            *end = part;
            end = &part->next;
        }
    }
    return good ? first : NULL;
}

/* Whether a column can be compared with `e`, by Prisma's rules; an Id may be a
 * number. If not, sets *wanted to what it can be compared with. */
static bool
comparable(const struct ag_column *column, const struct ag_expr *e,
           const char **wanted)
{
    switch (column->scalar) {
    case AG_SCALAR_Boolean:
        *wanted = "true, false or null";
        return ag_is_boolean(e);
    case AG_SCALAR_Int:
    case AG_SCALAR_BigInt:
    case AG_SCALAR_Float:
    case AG_SCALAR_Decimal:
        *wanted = "a number or null";
        return e->kind == AG_EXPR_NUMBER;
    case AG_SCALAR_Json:
    case AG_SCALAR_Bytes:
    case AG_SCALAR_unsupported:
        *wanted = "null";
        return false;
    case AG_SCALAR_Id:
        if (e->kind == AG_EXPR_NUMBER)
            return true;
        /* fall through */
    default:
        *wanted = "a string or null";
        return e->kind == AG_EXPR_STRING;
    }
}

/* The column that the condition `e` compares with `value`; NULL after a message.
 */
static const struct ag_column *
compared(struct ag_checker *ck, const struct ag_model *model,
         const struct ag_expr *e, const struct ag_expr *value)
{
    const struct ag_field *field = ag_find_field(model, ag_label(e));
    const struct ag_column *column = (const struct ag_column *)field;
    const char *wanted;

    if (!field || field->is_relation) {
        ag_report_field(ck, model, ag_label(e), ag_str_span(ag_label(e)));
        return NULL;
    }
    if (ag_is_word(value, AG_STR("null")) || comparable(column, value, &wanted))
        return column;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_BAD_ARGUMENT, ag_expr_span(value),
        "'where' can compare '%.*s' only with %s", AG_ARG(field->name), wanted);
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "write any other condition as SQL in a string: where: \"…\"");
    return NULL;
}

/* The conditions of Prisma's `where: { deletedAt: null, kind: { not: "x" } }`
 * as SQL. */
static void
put_condition(struct ag_checker *ck, struct ag_buf *out,
              const struct ag_model *model, const struct ag_expr *e)
{
    bool negated = e->kind == AG_EXPR_OBJECT && e->items && !e->items->next &&
                   ag_str_eq(ag_label(e->items), AG_STR("not"));
    const struct ag_expr *value = negated ? e->items : e;
    const struct ag_column *column = compared(ck, model, e, value);

    if (!column)
        return;
    ag_put_quoted(out, column->db_name,
               ck->dialect == AG_DIALECT_mysql ? '`' : '"');
    if (ag_is_word(value, AG_STR("null"))) {
        ag_buf_fmt(out, " IS %sNULL", negated ? "NOT " : "");
        return;
    }
    ag_buf_fmt(out, " %s ", negated ? "<>" : "=");
    if (value->kind == AG_EXPR_STRING)
        ag_put_quoted(out, value->text, '\'');
    else if (value->kind == AG_EXPR_NAME && ck->dialect == AG_DIALECT_sqlserver)
        ag_buf_char(out, ag_is_word(value, AG_STR("true")) ? '1' : '0');
    else
        ag_buf_str(out, value->text);
}

static struct ag_str
where_sql(struct ag_checker *ck, const struct ag_model *model,
          const struct ag_expr *where)
{
    struct ag_buf buf;

    if (!where || where->kind != AG_EXPR_OBJECT)
        return ag_arg_text(where);
    ag_buf_init(&buf, ck->arena);
    for (const struct ag_expr *e = where->items; e; e = e->next) {
        if (e != where->items)
            ag_buf_put(&buf, " AND ", 5);
        put_condition(ck, &buf, model, e);
    }
    return ag_buf_take(&buf);
}

/* Block attributes. */

typedef void block_fn(struct ag_checker *ck, struct ag_model *model,
                      const struct ag_attr *attr,
                      const struct ag_expr *const *bound);

enum { FIELDS, MAP, NAME, CLUSTERED, TYPE, WHERE, EXPRESSION, CONSTRAINT };

static const char *const methods[] = {"BTree", "Hash",   "Gist", "Gin",
                                      "SpGist", "Brin", NULL};

static const struct ag_arg_spec id_args[] = {
    [FIELDS] = {"fields", AG_ARG_fields, AG_ARG_REQUIRED, NULL},
    [MAP] = {"map", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    [NAME] = {"name", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    [CLUSTERED] = {"clustered", AG_ARG_boolean, AG_ARG_OPTIONAL, NULL},
    {0},
};
/* clang-format off */
#define INDEX_ARGS                                                             \
    [FIELDS] = {"fields", AG_ARG_fields, AG_ARG_OPTIONAL, NULL},               \
    [MAP] = {"map", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},                    \
    [NAME] = {"name", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},                  \
    [CLUSTERED] = {"clustered", AG_ARG_boolean, AG_ARG_OPTIONAL, NULL},        \
    [TYPE] = {"type", AG_ARG_name, AG_ARG_OPTIONAL, methods},                  \
    [WHERE] = {"where", AG_ARG_sql, AG_ARG_OPTIONAL, NULL},                    \
    [EXPRESSION] = {"expression", AG_ARG_sql, AG_ARG_OPTIONAL, NULL}
/* clang-format on */
static const struct ag_arg_spec index_args[] = {INDEX_ARGS, {0}};
static const struct ag_arg_spec unique_args[] = {
    INDEX_ARGS,
    [CONSTRAINT] = {"constraint", AG_ARG_boolean, AG_ARG_OPTIONAL, NULL},
    {0},
};
static const struct ag_arg_spec shard_args[] = {
    [FIELDS] = {"fields", AG_ARG_fields, AG_ARG_REQUIRED, NULL},
    {0},
};
const struct ag_arg_spec ag_check_args[] = {
    {"expression", AG_ARG_sql, AG_ARG_REQUIRED, NULL},
    {"map", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    {0},
};

/* Whether SQL, or an object of conditions, is empty. */
static bool
is_empty(const struct ag_expr *e)
{
    return e->kind == AG_EXPR_OBJECT ? !e->items : ag_arg_text(e).n == 0;
}

/* Whether Prisma accepts the character in `name:` of a key. */
static bool
is_client_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

/* The name of a key of several columns in Prisma's client. */
static struct ag_str
client_name(struct ag_checker *ck, const struct ag_model *model,
            const struct ag_expr *arg)
{
    struct ag_str name = ag_arg_text(arg);
    const struct ag_field *field = ag_find_field(model, name);
    const struct ag_key *k = name.n ? model->keys : NULL;

    for (uint32_t i = 0; i < name.n; i++)
        if (!is_client_char(name.p[i])) {
            ag_report(ck->diags, AG_BAD_NAME, ag_expr_span(arg),
                      "'name' of a key can have only letters, digits and _; "
                      "use 'map' for its name in the database");
            break;
        }
    while (k && !ag_str_eq(k->extra->client, name))
        k = k->next;
    if (name.n && (field || k)) {
        struct ag_diag *diag = ag_report(
            ck->diags, AG_DUPLICATE_NAME, ag_expr_span(arg),
            "'%.*s' is the name of another %s of the model", AG_ARG(name),
            field ? "field" : "key");
        ag_note(ck->diags, diag,
                field ? ag_field_span(field) : ag_attr_span(k->attr),
                "declared here");
    }
    return name;
}

static void
block_id(struct ag_checker *ck, struct ag_model *model,
         const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    struct ag_key_part *parts = new_parts(ck, model, bound[FIELDS]);

    if (model->primary) {
        struct ag_diag *diag = ag_report(
            ck->diags, AG_DUPLICATE_KEY, ag_attr_span(attr),
            "model '%.*s' already has a primary key", AG_ARG(model->name));
        ag_note(ck->diags, diag, ag_attr_span(model->primary->attr),
                "first declared here");
        return;
    }
    if (!parts)
        return;
    struct ag_key *key = ag_add_key(ck, model, AG_KEY_primary, parts,
                                    ag_arg_text(bound[MAP]), false);
    key->attr = attr;
    if (bound[NAME])
        key_extra(ck, key)->client = client_name(ck, model, bound[NAME]);
    if (bound[CLUSTERED])
        key->clustered = ag_str_eq(bound[CLUSTERED]->text, AG_STR("true"));
}

static void
block_index(struct ag_checker *ck, struct ag_model *model,
            const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    enum ag_key_kind kind = attr->kind == AG_ATTR_unique     ? AG_KEY_unique
                            : attr->kind == AG_ATTR_fulltext ? AG_KEY_fulltext
                                                             : AG_KEY_index;
    struct ag_str map = ag_arg_text(bound[MAP]);
    struct ag_key_part *parts = NULL;

    if (kind != AG_KEY_unique && bound[NAME] && bound[MAP]) {
        ag_report(ck->diags, AG_DUPLICATE_ARGUMENT,
                  ag_str_span(ag_label(bound[NAME])),
                  "'name' is an old word for 'map', which is also given; "
                  "remove 'name'");
        return;
    }
    if (bound[WHERE] && is_empty(bound[WHERE])) {
        ag_report(ck->diags, AG_BAD_ARGUMENT, ag_expr_span(bound[WHERE]),
                  "'where' is empty; remove it to index all rows");
        return;
    }
    if (!bound[FIELDS] == !bound[EXPRESSION]) {
        ag_report(ck->diags, AG_MISSING_ARGUMENT, ag_attr_span(attr),
                  "@@%.*s needs either a list of fields or 'expression'",
                  AG_ARG(attr->name));
        return;
    }
    if (bound[EXPRESSION]) {
        parts = ag_new_part(ck, NULL, ag_arg_text(bound[EXPRESSION]));
    } else {
        parts = new_parts(ck, model, bound[FIELDS]);
    }
    if (!parts)
        return;
    /* Prisma 2 wrote the name of an index as `name:`. */
    if (kind != AG_KEY_unique && bound[NAME] && !bound[MAP])
        map = bound[NAME]->text;
    struct ag_str client = {0};
    if (kind == AG_KEY_unique)
        client = client_name(ck, model, bound[NAME]);
    struct ag_key *key = ag_add_key(ck, model, kind, parts, map, false);
    key->attr = attr;
    if (client.n)
        key_extra(ck, key)->client = client;
    if (bound[TYPE])
        key_extra(ck, key)->method = bound[TYPE]->text;
    if (bound[WHERE])
        key_extra(ck, key)->where = where_sql(ck, model, bound[WHERE]);
    if (bound[CLUSTERED])
        key->clustered = ag_str_eq(bound[CLUSTERED]->text, AG_STR("true"));
    if (kind == AG_KEY_unique)
        ag_set_constraint(ck, key, bound[CONSTRAINT]);
}

void
ag_set_constraint(struct ag_checker *ck, struct ag_key *key,
                  const struct ag_expr *arg)
{
    if (!arg)
        return;
    key->as_constraint = ag_str_eq(arg->text, AG_STR("true"));
    if (key->as_constraint && !ag_is_plain_key(key))
        ag_report(ck->diags, AG_BAD_ARGUMENT, ag_expr_span(arg),
                  "a constraint has only columns, without an order, a length "
                  "or a condition");
}

void
ag_add_check(struct ag_checker *ck, struct ag_model *model,
             const struct ag_column *column, const struct ag_attr *attr,
             const struct ag_expr *const *bound)
{
    struct ag_column_ref ref = {.column = column};
    struct ag_check_def **end = &model->checks;

    while (*end)
        end = &(*end)->next;
    *end = AG_NEW(ck->arena, struct ag_check_def);
    (*end)->column = column;
    (*end)->attr = attr;
    (*end)->expression = ag_arg_text(bound[0]);
    (*end)->name = bound[1] ? bound[1]->text
                            : ag_make_name(ck, model->table,
                                           column ? &ref : NULL, "_check");
}

static void
block_check(struct ag_checker *ck, struct ag_model *model,
            const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    ag_add_check(ck, model, NULL, attr, bound);
}

void
ag_set_shard_key(struct ag_checker *ck, struct ag_model *model,
                 const struct ag_attr *attr, struct ag_column_ref *columns)
{
    if (model->shard_key)
        ag_report_twice(ck, attr, model->shard_attr);
    for (const struct ag_column_ref *c = columns; c; c = c->next)
        if (c->column->nullable && !model->ignored)
            ag_report(ck->diags, AG_KEY_COLUMN,
                      ag_field_span(&c->column->field),
                      "'%.*s' is part of the shard key, so it cannot be "
                      "optional",
                      AG_ARG(c->column->field.name));
    model->shard_key = columns;
    model->shard_attr = attr;
}

static void
block_shard_key(struct ag_checker *ck, struct ag_model *model,
                const struct ag_attr *attr, const struct ag_expr *const *bound)
{
    struct ag_column_ref *first = NULL, **end = &first;

    for (const struct ag_key_part *p = new_parts(ck, model, bound[FIELDS]); p;
         p = p->next) {
        if (p->sort || p->length || p->extra->ops.n)
            ag_report(ck->diags, AG_UNKNOWN_ARGUMENT, ag_attr_span(attr),
                      "the fields of a shard key take no arguments");
        *end = AG_NEW(ck->arena, struct ag_column_ref);
        (*end)->column = p->column;
        end = &(*end)->next;
    }
    if (first)
        ag_set_shard_key(ck, model, attr, first);
}

static const struct {
    enum ag_attr_kind kind;
    const struct ag_arg_spec *args;
    block_fn *apply; /* NULL: check_model_names applies it */
    bool once;
    bool of_enum; /* also allowed in an enum */
    const char *doc;
} attributes[] = {
    {AG_ATTR_id, id_args, block_id, true, false,
     "The primary key over several columns."},
    {AG_ATTR_unique, unique_args, block_index, false, false,
     "No two rows have the same values in these columns."},
    {AG_ATTR_index, index_args, block_index, false, false,
     "An index over columns or an expression."},
    {AG_ATTR_fulltext, index_args, block_index, false, false,
     "A full-text index; only in MySQL."},
    {AG_ATTR_check, ag_check_args, block_check, false, false,
     "A condition in SQL that the database checks for every row."},
    {AG_ATTR_shardKey, shard_args, block_shard_key, false, false,
     "The columns that choose the shard of a row; only for Prisma."},
    {AG_ATTR_map, ag_map_args, NULL, true, true, "The name in the database."},
    {AG_ATTR_code, ag_code_args, NULL, true, false,
     "The name in code, exactly; targets do not restyle it."},
    {AG_ATTR_schema, ag_schema_args, NULL, true, true,
     "The schema inside the database."},
    {AG_ATTR_ignore, NULL, NULL, true, false,
     "The table is in the database but not in code."},
    /* Never applied: the members of the mixin have replaced it. */
    {AG_ATTR_include, ag_include_args, NULL, false, false,
     "Includes the fields and attributes of a mixin."},
};
enum { NATTRIBUTE = sizeof attributes / sizeof *attributes };

bool
ag_known_block_attribute(size_t i, struct ag_known *known)
{
    if (i >= NATTRIBUTE)
        return false;
    *known = (struct ag_known){
        .name = ag_attr_names[attributes[i].kind],
        .doc = attributes[i].doc,
        .args = attributes[i].args,
        .places = AG_KNOWN_MODEL | (attributes[i].of_enum ? AG_KNOWN_ENUM : 0)};
    return true;
}

const struct ag_arg_spec *
ag_known_part_args(void)
{
    return part_args;
}

static void
apply_block(struct ag_checker *ck, struct ag_model *model,
            const struct ag_attr *attr, const struct ag_attr *seen[NATTRIBUTE])
{
    const struct ag_expr *bound[AG_MAX_ARGS];
    size_t i = 0;

    while (i < NATTRIBUTE && attributes[i].kind != attr->kind)
        i++;
    if (i == NATTRIBUTE) {
        ag_report_attribute(ck, attr, ag_known_block_attribute);
        return;
    }
    /* block_id reports a second primary key, and shows the first one. */
    if (seen[i] && attributes[i].once && attributes[i].apply != block_id)
        ag_report_twice(ck, attr, seen[i]);
    if (!seen[i])
        seen[i] = attr;
    if (attributes[i].apply &&
        ag_bind_attr(ck, attr, attributes[i].args, bound))
        attributes[i].apply(ck, model, attr, bound);
}

/* A key of a view is for Prisma's client only. The database does not have it. */
static void
check_view_key(struct ag_checker *ck, const struct ag_key *key)
{
    static const char *const kinds[] = {
        [AG_KEY_primary] = "a primary key; use @unique or @@unique",
        [AG_KEY_index] = "an index",
        [AG_KEY_fulltext] = "an index",
    };
    const struct ag_key_extra *extra = key->extra;
    const struct ag_key_part *p = key->parts;

    while (p && p->column && !p->sort && !p->length && !p->extra->ops.n)
        p = p->next;
    if (key->kind != AG_KEY_unique)
        ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(key->attr),
                  "a view cannot have %s", kinds[key->kind]);
    else if (p || key->mapped || key->clustered >= 0 || extra->where.n ||
             extra->method.n)
        ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(key->attr),
                  "a unique key of a view is not in the database, so it can "
                  "have only fields and 'name'");
}

void
ag_check_keys(struct ag_checker *ck, struct ag_model *model)
{
    const struct ag_attr *seen[NATTRIBUTE] = {NULL};
    struct ag_member_iter walk = ag_members(ck, model->decl, true);
    const struct ag_member *m;

    while ((m = ag_next_member(&walk)))
        if (m->kind == AG_MEMBER_BLOCK)
            apply_block(ck, model, m->attrs, seen);
    if (model->view && model->primary)
        check_view_key(ck, model->primary);
    for (const struct ag_key *k = model->view ? model->keys : NULL; k;
         k = k->next)
        check_view_key(ck, k);
}
