/*
 * What a database would reject, reported before anything is written. The rules
 * are a table; each checks one model, or the schema.
 */
#include "gen/check/checker.h"
#include "gen/schema/feature.h"

static const char *
title(const struct ag_checker *ck)
{
    return ag_dialects[ck->dialect].title;
}

/* Columns. */

static void
rule_lists(struct ag_checker *ck, const struct ag_model *model)
{
    for (const struct ag_column *c = model->columns; c; c = c->next) {
        if (!c->list || !ag_lacks(ck, AG_FEATURE_list))
            continue;
        struct ag_diag *diag =
            ag_report(ck->diags, AG_NO_LISTS, ag_field_span(&c->field),
                      "%s has no arrays, which '%.*s' needs", title(ck),
                      AG_ARG(c->field.name));
        ag_note(ck->diags, diag, (struct ag_span){0, 0},
                "use a Json column or a separate model instead");
    }
}

static void
rule_foreign_sql(struct ag_checker *ck, const struct ag_model *model)
{
    for (const struct ag_column *c = model->columns; c; c = c->next) {
        const struct ag_default *d = c->default_value;
        if (ck->translated && c->type.kind == AG_TYPE_unsupported)
            ag_report(
                ck->diags, AG_FOREIGN_SQL, ag_field_span(&c->field),
                "the type of '%.*s' is SQL of %.*s, and %s may not support it",
                AG_ARG(c->field.name), AG_ARG(ck->provider), title(ck));
        else if (ck->translated && d && d->kind == AG_DEFAULT_expression &&
                 d->args && d->text.n)
            ag_report(ck->diags, AG_FOREIGN_SQL, ag_field_span(&c->field),
                      "the default of '%.*s' is SQL of %.*s, and %s may not "
                      "support it",
                      AG_ARG(c->field.name), AG_ARG(ck->provider), title(ck));
        else if (d && d->kind == AG_DEFAULT_sequence &&
                 !ag_str_eq(ck->schema->provider, AG_STR("cockroachdb")))
            ag_report(
                ck->diags, AG_FOREIGN_SQL, ag_field_span(&c->field),
                "only CockroachDB has sequence(); use autoincrement() in %s",
                title(ck));
    }
}

static bool
leads_key(const struct ag_key *key, const struct ag_column *column)
{
    return key && key->parts->column == column;
}

static bool
leads_any_key(const struct ag_model *model, const struct ag_column *column)
{
    const struct ag_key *k = model->keys;
    if (leads_key(model->primary, column))
        return true;
    while (k && !leads_key(k, column))
        k = k->next;
    return k != NULL;
}

/* Why `dialect` cannot number `column`; NULL: it can. See SQLite
 * "Autoincrement"; MySQL 8.0 manual 13.1.20, AUTO_INCREMENT; SQL Server,
 * IDENTITY. */
static const char *
autoincrement_refusal(enum ag_dialect dialect, const struct ag_model *model,
                      const struct ag_column *column, unsigned nth)
{
    if (!ag_type_is(column->type.kind, AG_FAMILY_integer))
        return "supports it only for integers";
    switch (dialect) {
    case AG_DIALECT_sqlite:
        if (!leads_key(model->primary, column) || model->primary->parts->next)
            return "supports it only for a primary key of one column";
        return NULL;
    case AG_DIALECT_mysql:
        if (nth > 1)
            return "supports it only for one column of a table";
        if (!leads_any_key(model, column))
            return "supports it only for the first column of a key";
        return NULL;
    case AG_DIALECT_sqlserver:
        if (column->nullable)
            return "does not support it for an optional column";
        return nth > 1 ? "supports it only for one column of a table" : NULL;
    case AG_DIALECT_postgresql:
    case AG_NDIALECT:
        break;
    }
    return NULL;
}

static void
rule_autoincrement(struct ag_checker *ck, const struct ag_model *model)
{
    unsigned nth = 0;

    for (const struct ag_column *c = model->columns; c; c = c->next) {
        if (!c->default_value ||
            c->default_value->kind != AG_DEFAULT_autoincrement)
            continue;
        const char *why =
            autoincrement_refusal(ck->dialect, model, c, ++nth);
        if (why)
            ag_report(ck->diags, AG_AUTOINCREMENT, ag_field_span(&c->field),
                      "'%.*s' cannot be autoincrement(): %s %s",
                      AG_ARG(c->field.name), title(ck), why);
    }
}

/* Warns about names of defaults, which some databases do not support. */
static void
rule_default_names(struct ag_checker *ck, const struct ag_model *model)
{
    for (const struct ag_column *c = model->columns; c; c = c->next)
        if (c->default_value && c->default_value->map &&
            ag_lacks(ck, AG_FEATURE_default_name))
            ag_report(
                ck->diags, AG_NOT_HERE, ag_field_span(&c->field),
                "%s does not support names of defaults; '%.*s' is left out",
                title(ck), AG_ARG(*c->default_value->map));
}

static void
check_extensions(struct ag_checker *ck)
{
    const struct ag_block *source = ck->schema->datasource;
    const struct ag_expr *e =
        source ? ag_setting(source->decl, AG_STR("extensions")) : NULL;

    bool any = e && (e->kind != AG_EXPR_ARRAY || e->items);
    bool cockroachdb = ag_is_cockroachdb(ck);

    if (any && (cockroachdb || ag_lacks(ck, AG_FEATURE_extensions)))
        ag_report(ck->diags, AG_NOT_HERE, ag_expr_span(e),
                  "%s does not support extensions; they are left out",
                  cockroachdb ? "CockroachDB" : title(ck));
}

/* Keys. */

/* Types that a key cannot contain. PostgreSQL 15: json and xml have no operator
 * class. MySQL 8.0 manual 8.3.5: TEXT and BLOB need a prefix length, and JSON
 * is not allowed. SQL Server: see CREATE INDEX, key columns. */
static const unsigned no_key_types[AG_NDIALECT] = {
    [AG_DIALECT_postgresql] = AG_FAMILY_document,
    [AG_DIALECT_mysql] = AG_FAMILY_long,
    [AG_DIALECT_sqlserver] = AG_FAMILY_long,
};

/* The size of a column in a key of MySQL (utf8mb4) or SQL Server, in bytes. */
static uint32_t
key_bytes(enum ag_dialect dialect, const struct ag_key_part *part)
{
    bool mysql = dialect == AG_DIALECT_mysql;

    if (!part->column)
        return 0;
    switch (part->column->type.kind) {
    case AG_TYPE_char:
    case AG_TYPE_varchar:
        return (part->length ? part->length : part->column->type.n) *
               (mysql ? 4 : 1);
    case AG_TYPE_nchar:
    case AG_TYPE_nvarchar:
        return part->column->type.n * 2;
    case AG_TYPE_text:
    case AG_TYPE_tinytext:
    case AG_TYPE_smalltext:
    case AG_TYPE_mediumtext:
        return part->length * 4;
    case AG_TYPE_binary:
    case AG_TYPE_varbinary:
        return part->length ? part->length : part->column->type.n;
    case AG_TYPE_bytes:
    case AG_TYPE_tinyblob:
    case AG_TYPE_smallblob:
    case AG_TYPE_mediumblob:
        return part->length;
    case AG_TYPE_enum:
        return mysql ? 2 : ag_enum_width(part->column->enum_type) * 2;
    case AG_TYPE_uuid:
        return 16;
    default:
        return 8;
    }
}

/* InnoDB: 3072 bytes (MySQL 8.0 manual 15.22); SQL Server: 900 for a clustered
 * key, 1700 for others ("Maximum capacity specifications"). */
static void
check_key_length(struct ag_checker *ck, const struct ag_key *key)
{
    uint32_t limit = 3072, sum = 0;

    if (ck->dialect == AG_DIALECT_sqlserver)
        limit = key->kind == AG_KEY_primary && key->clustered != 0 ? 900 : 1700;
    else if (ck->dialect != AG_DIALECT_mysql || key->kind == AG_KEY_fulltext)
        return;
    for (const struct ag_key_part *p = key->parts; p; p = p->next)
        sum += key_bytes(ck->dialect, p);
    if (sum <= limit)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags,
                  ck->dialect == AG_DIALECT_mysql ? AG_KEY_TOO_LONG
                                                  : AG_KEY_MAY_BE_TOO_LONG,
                  ag_attr_span(key->attr),
                  "key '%.*s' can take %u bytes, but %s allows %u",
                  AG_ARG(key->name), sum, title(ck), limit);
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "add a length to its string columns, such as @db.VarChar(191)");
}

/* Types of MySQL whose prefix can be indexed (8.0 manual 13.1.15), and types
 * that a full-text index supports (12.10). */
enum {
    WORD_TYPES = AG_FAMILY_string | AG_FAMILY_text | AG_FAMILY_unknown,
    PREFIX_TYPES = WORD_TYPES | AG_FAMILY_binary | AG_FAMILY_blob,
};

static void
check_mysql_part(struct ag_checker *ck, const struct ag_key *key,
                 const struct ag_key_part *part)
{
    enum ag_type_kind type = part->column->type.kind;
    const char *name = ag_type_names[type];

    if (part->length && !ag_type_is(type, PREFIX_TYPES))
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "'%.*s' is of type %s, which cannot be indexed by a prefix; "
                  "remove 'length'",
                  AG_ARG(part->column->field.name), name);
    else if (part->length > part->column->type.n && part->column->type.n)
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "a prefix of %u is longer than '%.*s', whose length is %u",
                  part->length, AG_ARG(part->column->field.name),
                  part->column->type.n);
    if (part->sort != AG_SORT_none && key->kind == AG_KEY_fulltext)
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "a full-text index has no order; remove 'sort'");
    if (key->kind == AG_KEY_fulltext && !ag_type_is(type, WORD_TYPES))
        ag_report(
            ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
            "'%.*s' is of type %s, but a full-text index needs a text type",
            AG_ARG(part->column->field.name), name);
}

/* False after an error. */
static bool
check_key_types(struct ag_checker *ck, const struct ag_key *key)
{
    unsigned errors = ck->diags->errors;
    /* Other methods of PostgreSQL have operator classes for more types. */
    bool btree = ag_is_btree(key);

    for (const struct ag_key_part *p = key->parts; p; p = p->next) {
        enum ag_type_kind type;
        if (p->column && ck->dialect == AG_DIALECT_mysql)
            check_mysql_part(ck, key, p);
        if (!p->column || key->kind == AG_KEY_fulltext)
            continue;
        type = p->column->type.kind;
        if (!ag_type_is(type, no_key_types[ck->dialect]) ||
            (ck->dialect == AG_DIALECT_postgresql && !btree))
            continue;
        if (ck->dialect == AG_DIALECT_mysql && p->length &&
            ag_type_is(type, PREFIX_TYPES))
            continue;
        struct ag_diag *diag = ag_report(
            ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
            "%s does not support '%.*s' of type %s in a key", title(ck),
            AG_ARG(p->column->field.name), ag_type_names[type]);
        ag_note(ck->diags, diag, ag_field_span(&p->column->field),
                ck->dialect == AG_DIALECT_mysql
                    ? "add a length (@db.VarChar(191)), or index a prefix: "
                      "%.*s(length: 100)"
                    : "use a type with an order for '%.*s'",
                AG_ARG(p->column->field.name));
    }
    return ck->diags->errors == errors;
}

static void
check_no_expression(struct ag_checker *ck, const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;

    while (p && p->column)
        p = p->next;
    if (!p)
        return;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
        "MariaDB, unlike MySQL, does not support indexes on expressions");
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "add a generated column in a migration and index it");
}

/* Kinds of index that only some databases have. */
static void
check_key_kind(struct ag_checker *ck, const struct ag_key *key)
{
    if (ag_str_eq(ck->schema->provider, AG_STR("mariadb")))
        check_no_expression(ck, key);
    if (ck->dialect == AG_DIALECT_postgresql && !ag_is_cockroachdb(ck))
        ag_check_index(ck, key);
    if (key->extra->where.n && key->kind == AG_KEY_unique &&
        ag_lacks(ck, AG_FEATURE_unique_where))
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "%s does not support partial indexes, and a full unique "
                  "index would reject rows that this one allows",
                  title(ck));
}

/* A unique key of SQL Server allows only one NULL. A filtered one allows any
 * number of them, but foreign keys cannot reference it. */
static void
check_one_null(struct ag_checker *ck, const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;

    while (p && p->column && !p->column->nullable)
        p = p->next;
    if (!p || !p->column || !key->referenced || key->kind != AG_KEY_unique)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_ONE_NULL, ag_attr_span(key->attr),
                  "SQL Server allows only one NULL in '%.*s': a foreign key "
                  "references it, so its unique index must include NULLs",
                  AG_ARG(p->column->field.name));
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "make it required, or reference another key");
}

static void
check_key_size(struct ag_checker *ck, const struct ag_key *key)
{
    uint32_t most = ag_dialects[ck->dialect].most_parts, n = 0;

    for (const struct ag_key_part *p = key->parts; p; p = p->next)
        n++;
    if (n > most)
        ag_report(ck->diags, AG_TOO_LARGE, ag_attr_span(key->attr),
                  "key '%.*s' has %u columns, but %s allows %u",
                  AG_ARG(key->name), n, title(ck), most);
}

/* A table has one clustered key (error 1902). The primary key is clustered
 * unless it has `clustered: false`. */
static void
check_clustered(struct ag_checker *ck, const struct ag_model *model)
{
    const struct ag_key *first = NULL;

    if (model->primary && model->primary->clustered != 0)
        first = model->primary;
    for (const struct ag_key *k = model->keys; k; k = k->next) {
        if (k->clustered != 1)
            continue;
        if (first) {
            struct ag_diag *diag =
                ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(k->attr),
                          "SQL Server allows only one clustered key per table, "
                          "and '%.*s' is already one",
                          AG_ARG(first->name));
            ag_note(ck->diags, diag, ag_attr_span(first->attr),
                    "add clustered: false to this key");
        }
        first = k;
    }
}

static void
rule_keys(struct ag_checker *ck, const struct ag_model *model)
{
    if (model->view || model->implicit)
        return;
    if (model->primary) {
        check_key_types(ck, model->primary);
        check_key_length(ck, model->primary);
        check_key_size(ck, model->primary);
    }
    for (const struct ag_key *k = model->keys; k; k = k->next) {
        if (k->made)
            continue;
        if (check_key_types(ck, k))
            check_key_kind(ck, k);
        check_key_length(ck, k);
        check_key_size(ck, k);
        if (ck->dialect == AG_DIALECT_sqlserver)
            check_one_null(ck, k);
    }
    if (ck->dialect == AG_DIALECT_sqlserver)
        check_clustered(ck, model);
}

/* Whether a unique key identifies every row. */
static bool
holds_always(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    while (p && p->column && !p->column->nullable)
        p = p->next;
    return !p && key->extra->where.n == 0;
}

static void
rule_unique(struct ag_checker *ck, const struct ag_model *model)
{
    const struct ag_key *k = model->keys;

    while (k && !(k->kind == AG_KEY_unique && holds_always(k)))
        k = k->next;
    if (model->primary || k || model->view || model->ignored)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_NO_UNIQUE_KEY, ag_model_span(model),
                  "model '%.*s' has neither a primary key nor a unique key of "
                  "required columns",
                  AG_ARG(model->name));
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "add @id to a field, or @@id([…])");
}

/* The first column that is required and has no default; NULL: none. */
static const struct ag_column *
without_default(const struct ag_foreign_key *f)
{
    const struct ag_column_ref *r = f->columns;
    while (r && (r->column->nullable || r->column->default_value))
        r = r->next;
    return r ? r->column : NULL;
}

static void
check_set_default(struct ag_checker *ck, const struct ag_foreign_key *f)
{
    const struct ag_column *c = without_default(f);

    if (!c)
        return;
    /* SQL Server, error 1762. */
    if (ck->dialect == AG_DIALECT_sqlserver)
        ag_report(ck->diags, AG_BAD_ACTION, f->span,
                  "SQL Server does not allow SetDefault, because '%.*s' is "
                  "required and has no default",
                  AG_ARG(c->field.name));
    else
        ag_report(ck->diags, AG_SET_DEFAULT_FAILS, f->span,
                  "SetDefault will fail, because '%.*s' is required and has no "
                  "default",
                  AG_ARG(c->field.name));
}

/* InnoDB references whole columns (MySQL 8.0 manual 13.1.20.5). */
static void
check_prefix(struct ag_checker *ck, const struct ag_foreign_key *f)
{
    const struct ag_key *key = ag_find_key(f->target, f->references);
    const struct ag_key_part *p = key ? key->parts : NULL;

    while (p && !p->length)
        p = p->next;
    if (!p)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_CANNOT_INDEX, f->span,
                  "a foreign key in MySQL must reference whole columns, but "
                  "the key of '%.*s' has only its first %u characters",
                  AG_ARG(p->column->field.name), p->length);
    ag_note(ck->diags, diag, ag_attr_span(key->attr),
            "add a length to both columns, such as @db.VarChar(191), and "
            "remove 'length'");
}

static void
fix_restrict(struct ag_checker *ck, struct ag_diag *diag,
             const struct ag_member *m)
{
    const struct ag_attr *a = m ? ag_attr_of(m->attrs, AG_ATTR_relation) : NULL;

    for (const struct ag_expr *e = a ? a->args : NULL; e; e = e->next)
        if (ag_str_eq(e->text, AG_STR("Restrict")))
            ag_fix(ck->diags, diag, ag_expr_span(e), AG_STR("NoAction"));
}

static void
rule_foreign_keys(struct ag_checker *ck, const struct ag_model *model)
{
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next) {
        bool restricts = f->on_delete == AG_ACTION_restrict ||
                         f->on_update == AG_ACTION_restrict;
        bool defaults = f->on_delete == AG_ACTION_set_default ||
                        f->on_update == AG_ACTION_set_default;
        if (!ck->schema->foreign_keys) {
            if (defaults)
                ag_report(ck->diags, AG_BAD_ACTION, f->span,
                          "without foreign keys in the database, nothing sets "
                          "the default; use another action than SetDefault");
            continue;
        }
        if (ck->dialect == AG_DIALECT_mysql)
            check_prefix(ck, f);
        if (restricts && ag_lacks(ck, AG_FEATURE_restrict_action))
            fix_restrict(ck,
                         ag_report(ck->diags, AG_BAD_ACTION, f->span,
                                   "%s does not support Restrict; use "
                                   "NoAction, which does the same",
                                   title(ck)),
                         f->relation->field.decl);
        if (defaults && ag_lacks(ck, AG_FEATURE_set_default))
            ag_report(ck->diags, AG_BAD_ACTION, f->span,
                      "InnoDB in MySQL does not support SetDefault; use "
                      "SetNull or Restrict");
        else if (defaults)
            check_set_default(ck, f);
    }
}

static void
rule_columns(struct ag_checker *ck, const struct ag_model *model)
{
    uint32_t most = ag_dialects[ck->dialect].most_columns, n = 0;

    for (const struct ag_column *c = model->columns; c; c = c->next)
        n++;
    if (n > most)
        ag_report(ck->diags, AG_TOO_LARGE, ag_model_span(model),
                  "table '%.*s' has %u columns, but %s allows %u",
                  AG_ARG(model->table), n, title(ck), most);
}

/* The rules, in this order. */
static void (*const rules[])(struct ag_checker *, const struct ag_model *) = {
    rule_lists,        rule_default_names, ag_rule_default, ag_rule_mysql,
    rule_foreign_sql,  rule_autoincrement, rule_keys,       rule_unique,
    rule_foreign_keys, ag_rule_names,      rule_columns,
};

void
ag_check_rules(struct ag_checker *ck)
{
    struct ag_scopes *scopes;

    check_extensions(ck);
    scopes = ag_scopes_open(ck);
    for (const struct ag_model *m = ck->schema->models; m; m = m->next) {
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
            rules[i](ck, m);
        ag_scopes_enter(ck, scopes, m);
    }
    ag_scopes_close(scopes);
    ag_check_type_names(ck);
    ag_check_cascades(ck);
}
