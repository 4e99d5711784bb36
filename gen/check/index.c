/* PostgreSQL's index methods and operator classes: the types of each. */
#include "gen/check/checker.h"

static const struct {
    struct ag_str name;
    uint64_t types;
} methods[] = {
#define AG_METHOD(name, types) {AG_LIT(#name), types},
#define AG_OPS(method, name, use, types)
#include "gen/schema/index.def"
#undef AG_METHOD
#undef AG_OPS
};

static const struct {
    struct ag_str method, name;
    uint64_t types;
} classes[] = {
#define AG_METHOD(name, types)
#define AG_OPS(method, name, use, types) {AG_LIT(#method), AG_LIT(#name), types},
#include "gen/schema/index.def"
#undef AG_METHOD
#undef AG_OPS
};
enum { NCLASS = sizeof classes / sizeof *classes };

_Static_assert(AG_NTYPE < 64, "a set of types is a word of 64 bits");

/* Whether the column is of one of `types`, a set of gen/schema/index.def. */
static bool
is_of(const struct ag_column *column, uint64_t types)
{
    return types >> (column->list ? AG_NTYPE : column->type.kind) & 1;
}

static const char *
type_name(const struct ag_column *column)
{
    return column->list ? "array" : ag_type_names[column->type.kind];
}

/* Which methods support several columns, an order, and unique keys (PostgreSQL
 * 15 manual 11.3, 11.4 and 11.6). */
static void
check_shape(struct ag_checker *ck, const struct ag_key *key)
{
    bool one = ag_str_eq(key->extra->method, AG_STR("Hash")) ||
               ag_str_eq(key->extra->method, AG_STR("SpGist"));

    if (key->kind == AG_KEY_unique)
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "a %.*s index cannot be unique; use BTree",
                  AG_ARG(key->extra->method));
    if (one && key->parts->next)
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "a %.*s index can have only one column",
                  AG_ARG(key->extra->method));
    for (const struct ag_key_part *p = key->parts; p; p = p->next)
        if (p->sort != AG_SORT_none)
            ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                      "a %.*s index has no order; remove 'sort'",
                      AG_ARG(key->extra->method));
}

/* A column without an operator class needs a method with a default one. */
static void
check_default(struct ag_checker *ck, const struct ag_key *key,
              const struct ag_column *column)
{
    size_t i = 0, n = sizeof methods / sizeof *methods;

    while (i < n && !ag_str_eq(methods[i].name, key->extra->method))
        i++;
    if (i == n || column->type.kind == AG_TYPE_unsupported ||
        is_of(column, methods[i].types))
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "a %.*s index does not support '%.*s' of type %s",
                  AG_ARG(key->extra->method), AG_ARG(column->field.name),
                  type_name(column));
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "name an operator class of an extension, if one supports it: "
            "%.*s(ops: raw(\"…\"))",
            AG_ARG(column->field.name));
}

static void
check_class(struct ag_checker *ck, const struct ag_key *key,
            const struct ag_key_part *part)
{
    struct ag_str method =
        ag_is_btree(key) ? AG_STR("BTree") : key->extra->method;
    struct ag_span span = ag_str_span(part->extra->ops);
    struct ag_nearest nearest = ag_nearest(part->extra->ops);

    for (size_t i = 0; i < NCLASS; i++) {
        if (!ag_str_eq(classes[i].method, method))
            continue;
        ag_nearest_try(&nearest, classes[i].name);
        if (!ag_str_eq(classes[i].name, part->extra->ops))
            continue;
        if (part->column && !is_of(part->column, classes[i].types))
            ag_report(ck->diags, AG_CANNOT_INDEX, span,
                      "%.*s does not support '%.*s' of type %s",
                      AG_ARG(part->extra->ops),
                      AG_ARG(part->column->field.name),
                      type_name(part->column));
        return;
    }
    struct ag_diag *diag = ag_report(ck->diags, AG_BAD_ARGUMENT, span,
                                     "%.*s has no operator class '%.*s'",
                                     AG_ARG(method), AG_ARG(part->extra->ops));
    ag_note_nearest(ck->diags, diag, span, &nearest);
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "use raw(\"…\") for the name of any operator class in SQL");
}

void
ag_check_index(struct ag_checker *ck, const struct ag_key *key)
{
    bool btree = ag_is_btree(key);

    if (!btree)
        check_shape(ck, key);
    for (const struct ag_key_part *p = key->parts; p; p = p->next) {
        if (p->extra->ops.n && !p->extra->ops_raw)
            check_class(ck, key, p);
        else if (!btree && p->column && !p->extra->ops.n)
            check_default(ck, key, p->column);
    }
}
