#include "gen/schema/schema.h"

const char *const ag_default_names[] = {
    [AG_DEFAULT_none] = "none",
    [AG_DEFAULT_text] = "text",
    [AG_DEFAULT_number] = "number",
    [AG_DEFAULT_boolean] = "boolean",
    [AG_DEFAULT_enum] = "enum",
    [AG_DEFAULT_json] = "json",
    [AG_DEFAULT_datetime] = "datetime",
    [AG_DEFAULT_bytes] = "bytes",
    [AG_DEFAULT_list] = "list",
    [AG_DEFAULT_now] = "now",
    [AG_DEFAULT_autoincrement] = "autoincrement",
    [AG_DEFAULT_uuid] = "uuid",
    [AG_DEFAULT_uuid7] = "uuid7",
    [AG_DEFAULT_cuid] = "cuid",
    [AG_DEFAULT_cuid2] = "cuid2",
    [AG_DEFAULT_ulid] = "ulid",
    [AG_DEFAULT_nanoid] = "nanoid",
    [AG_DEFAULT_expression] = "expression",
    [AG_DEFAULT_sequence] = "sequence",
    [AG_NDEFAULT] = NULL,
};

const char *const ag_action_names[] = {
    [AG_ACTION_cascade] = "cascade",         [AG_ACTION_restrict] = "restrict",
    [AG_ACTION_no_action] = "no_action",     [AG_ACTION_set_null] = "set_null",
    [AG_ACTION_set_default] = "set_default", [AG_NACTION] = NULL,
};

const char *const ag_key_names[] = {"primary", "unique", "index", "fulltext",
                                    NULL};
const char *const ag_sort_names[] = {"none", "asc", "desc", NULL};

struct ag_span
ag_field_span(const struct ag_field *field)
{
    return ag_str_span(field->decl ? field->decl->name : field->name);
}

uint32_t
ag_enum_width(const struct ag_enum *e)
{
    uint32_t most = 1;

    for (const struct ag_value_def *d = e->values; d; d = d->next) {
        uint32_t width = ag_str_chars(d->db_name);
        for (uint32_t i = 0; i < d->db_name.n; i++)
            width += (unsigned char)d->db_name.p[i] >= 0xf0;
        if (width > most)
            most = width;
    }
    return most;
}

struct ag_span
ag_model_span(const struct ag_model *model)
{
    return ag_str_span(model->decl ? model->decl->name : model->name);
}

const struct ag_field *
ag_find_field(const struct ag_model *model, struct ag_str name)
{
    const struct ag_field *field = model->fields;
    if (model->decl)
        name = ag_renamed(model->decl, name);
    if (model->by_name.slots)
        return ag_map_get(&model->by_name, name);
    while (field && !ag_str_eq(field->name, name))
        field = field->next_field;
    return field;
}

bool
ag_is_btree(const struct ag_key *key)
{
    return key->extra->method.n == 0 ||
           ag_str_eq(key->extra->method, AG_STR("BTree"));
}

/* "array_ops" in SQL is ArrayOps in Prisma. */
static bool
is_class(struct ag_str ops, struct ag_str name)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < ops.n; i++)
        if (ops.p[i] != '_' &&
            (n == name.n || !ag_str_caseeq(ag_str_cut(ops, i, i + 1),
                                           ag_str_cut(name, n, n + 1))))
            return false;
        else
            n += ops.p[i] != '_';
    return n == name.n;
}

static bool
is_default_class(const struct ag_key *key, struct ag_str ops)
{
    enum { DEFAULT = 1, OTHER = 0 };
    static const struct {
        struct ag_str method, name;
        bool is_default;
    } classes[] = {
#define AG_METHOD(name, types)
#define AG_OPS(method, name, use, types) {AG_LIT(#method), AG_LIT(#name), use},
#include "gen/schema/index.def"
#undef AG_METHOD
#undef AG_OPS
    };

    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i].is_default &&
            ag_str_eq(classes[i].method, key->extra->method) &&
            is_class(ops, classes[i].name))
            return true;
    return false;
}

bool
ag_has_other_class(const struct ag_key *key)
{
    for (const struct ag_key_part *p = key->parts; p; p = p->next)
        if (p->extra->ops.n && !is_default_class(key, p->extra->ops))
            return true;
    return false;
}

/* Whether an index has only the columns of a foreign key. */
static bool
has_columns_of(const struct ag_key *key, const struct ag_foreign_key *f)
{
    const struct ag_key_part *p = key->parts;
    const struct ag_column_ref *c = f->columns;

    while (p && c && p->column == c->column && p->sort != AG_SORT_desc &&
           !p->length)
        p = p->next, c = c->next;
    return !p && !c;
}

/* The foreign key of its table that has the name of a key; NULL: none. */
static const struct ag_foreign_key *
namesake(const struct ag_key *key)
{
    const struct ag_foreign_key *f = key->model->foreign_keys;

    while (f && !(f->name.n && ag_str_eq(f->name, key->name)))
        f = f->next;
    return f;
}

bool
ag_has_foreign_name(const struct ag_key *key)
{
    return namesake(key);
}

bool
ag_is_implied(const struct ag_key *key)
{
    const struct ag_foreign_key *f = key->hidden ? namesake(key) : NULL;

    return key->kind == AG_KEY_index && f && has_columns_of(key, f);
}

/* Whether two columns have one type, whatever its length and digits are. */
static bool
is_same_type(const struct ag_column *a, const struct ag_column *b)
{
    if (a->type.kind != b->type.kind || a->list != b->list)
        return false;
    return a->type.kind == AG_TYPE_enum ? a->enum_type == b->enum_type
           : a->type.kind == AG_TYPE_unsupported
               ? ag_str_eq(a->unsupported->text, b->unsupported->text)
               : true;
}

bool
ag_mixes_types(const struct ag_foreign_key *f)
{
    const struct ag_column_ref *c = f->columns;
    while (c && is_same_type(c->column, c->refers_to))
        c = c->next;
    return c;
}

bool
ag_is_plain_part(const struct ag_key_part *part)
{
    return part->column && part->sort != AG_SORT_desc && !part->length &&
           !part->extra->ops.n;
}

bool
ag_is_plain_key(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;

    while (p && ag_is_plain_part(p))
        p = p->next;
    return !p && key->extra->where.n == 0 && key->extra->method.n == 0 &&
           key->kind != AG_KEY_fulltext;
}

bool
ag_is_required_key(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;

    while (p && p->column && !p->column->nullable)
        p = p->next;
    return !p && key->extra->where.n == 0;
}

/* SQL Server's constraint allows one NULL, so it is not the same. */
bool
ag_is_constraint(const struct ag_key *key, enum ag_dialect dialect)
{
    return key->as_constraint && ag_is_plain_key(key) &&
           (dialect != AG_DIALECT_sqlserver || key->referenced ||
            ag_is_required_key(key));
}
