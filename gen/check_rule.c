/*
 * What a database would refuse, found before anything is written. The rules
 * are a table; each looks at one model, or at the schema.
 */
#include "gen/checker.h"

static const char *
title(const struct ag_checker *ck)
{
    return ag_dialects[ck->dialect].title;
}

/* Columns. */

static void
rule_lists(struct ag_checker *ck, struct ag_model *model)
{
    for (const struct ag_column *c = model->columns; c; c = c->next) {
        if (!c->list || ck->dialect == AG_DIALECT_postgresql)
            continue;
        struct ag_diag *diag =
            ag_report(ck->diags, AG_NO_LISTS, ag_field_span(&c->field),
                      "%s has no arrays for '%.*s'", title(ck),
                      AG_ARG(c->field.name));
        ag_note(ck->diags, diag, (struct ag_span){0, 0},
                "a Json column or a model of its own holds a list anywhere");
    }
}

static void
rule_foreign_sql(struct ag_checker *ck, struct ag_model *model)
{
    for (const struct ag_column *c = model->columns; c; c = c->next) {
        const struct ag_default *d = c->default_value;
        if (ck->translated && c->type.kind == AG_TYPE_unsupported)
            ag_report(ck->diags, AG_FOREIGN_SQL, ag_field_span(&c->field),
                      "'%.*s' is of a type that the schema names in %.*s's own "
                      "words; %s does not know it", AG_ARG(c->field.name),
                      AG_ARG(ck->provider), title(ck));
        else if (ck->translated && d && d->kind == AG_DEFAULT_expression &&
                 d->text.n)
            ag_report(ck->diags, AG_FOREIGN_SQL, ag_field_span(&c->field),
                      "the default of '%.*s' is SQL of %.*s; %s may not know "
                      "it", AG_ARG(c->field.name), AG_ARG(ck->provider),
                      title(ck));
        else if (d && d->kind == AG_DEFAULT_sequence &&
                 !ag_str_eq(ck->schema->provider, AG_STR("cockroachdb")))
            ag_report(ck->diags, AG_FOREIGN_SQL, ag_field_span(&c->field),
                      "sequence() is CockroachDB's; autoincrement() numbers "
                      "rows in %s", title(ck));
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

/* Why `dialect` cannot number `column`; NULL: it can. SQLite "Autoincrement";
 * MySQL 8.0 manual 13.1.20, AUTO_INCREMENT; SQL Server, IDENTITY. */
static const char *
autoincrement_refusal(enum ag_dialect dialect, const struct ag_model *model,
                      const struct ag_column *column, unsigned nth)
{
    switch (dialect) {
    case AG_DIALECT_sqlite:
        if (!leads_key(model->primary, column) || model->primary->parts->next)
            return "numbers only the one column of a primary key";
        return NULL;
    case AG_DIALECT_mysql:
        if (nth > 1)
            return "numbers one column of a table";
        if (!leads_any_key(model, column))
            return "numbers only a column that begins a key";
        return NULL;
    case AG_DIALECT_sqlserver:
        return nth > 1 ? "numbers one column of a table" : NULL;
    case AG_DIALECT_postgresql:
    case AG_NDIALECT:
        break;
    }
    return NULL;
}

static void
rule_autoincrement(struct ag_checker *ck, struct ag_model *model)
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

/* Keys. */

/* Types that cannot stand in a key. PostgreSQL 15: json and xml have no
 * operator class; MySQL 8.0 manual 8.3.5: TEXT and BLOB need a prefix length,
 * JSON cannot; SQL Server, CREATE INDEX, key columns. */
static const char *const no_key_types[AG_NDIALECT] = {
    [AG_DIALECT_sqlite] = "",
    [AG_DIALECT_postgresql] = " json xml ",
    [AG_DIALECT_mysql] = " text tinytext smalltext mediumtext bytes tinyblob "
                         "smallblob mediumblob json ",
    [AG_DIALECT_sqlserver] = " text ansitext ntext ansimax bytes image xml "
                             "json ",
};

bool
ag_is_one_of(const char *names, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = names; (p = strstr(p, name)); p += n)
        if (p[-1] == ' ' && p[n] == ' ')
            return true;
    return false;
}

/* Bytes that a column takes in a key of MySQL (utf8mb4) or SQL Server. */
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
    struct ag_diag *diag = ag_report(
        ck->diags,
        ck->dialect == AG_DIALECT_mysql ? AG_KEY_TOO_LONG
                                        : AG_KEY_MAY_BE_TOO_LONG,
        ag_attr_span(key->attr),
        "key '%.*s' may take %u bytes; %s indexes at most %u",
        AG_ARG(key->name), sum, title(ck), limit);
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "give its text columns a length, such as @db.VarChar(191)");
}

/* Types of MySQL that a prefix can be taken of, and those with words. */
static const char prefix_types[] =
    " char varchar text tinytext smalltext mediumtext binary varbinary bytes "
    "tinyblob smallblob mediumblob unsupported ";
static const char word_types[] =
    " char varchar text tinytext smalltext mediumtext unsupported ";

static void
check_mysql_part(struct ag_checker *ck, const struct ag_key *key,
                 const struct ag_key_part *part)
{
    const char *name = ag_type_names[part->column->type.kind];

    if (part->length && !ag_is_one_of(prefix_types, name))
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "'%.*s' is of type %s, which has no prefix to index; leave "
                  "'length' out", AG_ARG(part->column->field.name), name);
    if (key->kind == AG_KEY_fulltext && !ag_is_one_of(word_types, name))
        ag_report(ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
                  "'%.*s' is of type %s; a full-text index is for text",
                  AG_ARG(part->column->field.name), name);
}

static void
check_key_types(struct ag_checker *ck, const struct ag_key *key)
{
    /* PostgreSQL's other methods have operator classes for more types. */
    bool btree = key->extra->method.n == 0 || ag_str_eq(key->extra->method, AG_STR("BTree"));

    for (const struct ag_key_part *p = key->parts; p; p = p->next) {
        const char *name;
        if (p->column && ck->dialect == AG_DIALECT_mysql)
            check_mysql_part(ck, key, p);
        if (!p->column || p->column->list || key->kind == AG_KEY_fulltext)
            continue;
        name = ag_type_names[p->column->type.kind];
        if (!ag_is_one_of(no_key_types[ck->dialect], name) ||
            (ck->dialect == AG_DIALECT_postgresql && !btree))
            continue;
        if (ck->dialect == AG_DIALECT_mysql && p->length &&
            p->column->type.kind != AG_TYPE_json)
            continue;
        struct ag_diag *diag = ag_report(
            ck->diags, AG_CANNOT_INDEX, ag_attr_span(key->attr),
            "%s cannot have '%.*s', of type %s, in a key", title(ck),
            AG_ARG(p->column->field.name), name);
        ag_note(ck->diags, diag, ag_field_span(&p->column->field),
                ck->dialect == AG_DIALECT_mysql
                    ? "give it a length (@db.VarChar(191)), or index a prefix: "
                      "%.*s(length: 100)"
                    : "declare '%.*s' with a type that has an order",
                AG_ARG(p->column->field.name));
    }
}

/* Kinds of index that only some databases have. */
static void
check_key_kind(struct ag_checker *ck, const struct ag_key *key)
{
    bool pg = ck->dialect == AG_DIALECT_postgresql;
    bool mysql = ck->dialect == AG_DIALECT_mysql;
    bool btree = key->extra->method.n == 0 || ag_str_eq(key->extra->method, AG_STR("BTree"));
    struct ag_span span = ag_attr_span(key->attr);

    if (pg && !ag_is_cockroachdb(ck))
        ag_check_index(ck, key);
    if (!btree && !pg && !(mysql && ag_str_eq(key->extra->method, AG_STR("Hash"))))
        ag_report(ck->diags, AG_INDEX_METHOD, span,
                  "%s has no %.*s indexes; this becomes an ordinary one",
                  title(ck), AG_ARG(key->extra->method));
    if (key->kind == AG_KEY_fulltext && !mysql)
        ag_report(ck->diags, AG_INDEX_METHOD, span,
                  "%s has no full-text indexes of this kind; none is made",
                  title(ck));
    if (key->extra->where.n && mysql && key->kind == AG_KEY_unique)
        ag_report(ck->diags, AG_CANNOT_INDEX, span,
                  "MySQL has no partial indexes, and a whole one would refuse "
                  "rows that this one takes");
    else if (key->extra->where.n && mysql)
        ag_report(ck->diags, AG_INDEX_METHOD, span,
                  "MySQL has no partial indexes; this becomes a whole one");
}

static void
rule_keys(struct ag_checker *ck, struct ag_model *model)
{
    if (model->view || model->implicit)
        return;
    if (model->primary) {
        check_key_types(ck, model->primary);
        check_key_length(ck, model->primary);
    }
    for (const struct ag_key *k = model->keys; k; k = k->next) {
        if (k->made)
            continue;
        check_key_types(ck, k);
        check_key_length(ck, k);
        check_key_kind(ck, k);
    }
}

/* Whether a unique key tells all rows apart. */
static bool
holds_always(const struct ag_key *key)
{
    const struct ag_key_part *p = key->parts;
    while (p && p->column && !p->column->nullable)
        p = p->next;
    return !p && key->extra->where.n == 0;
}

static void
rule_unique(struct ag_checker *ck, struct ag_model *model)
{
    const struct ag_key *k = model->keys;

    while (k && !(k->kind == AG_KEY_unique && holds_always(k)))
        k = k->next;
    if (model->primary || k || model->view || model->ignored)
        return;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_NO_UNIQUE_KEY, ag_model_span(model),
        "model '%.*s' has neither a primary key nor a unique one of required "
        "columns", AG_ARG(model->name));
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "add @id to a field, or @@id([…])");
}

static void
rule_actions(struct ag_checker *ck, struct ag_model *model)
{
    if (!ck->schema->foreign_keys)
        return;
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next) {
        bool restricts = f->on_delete == AG_ACTION_restrict ||
                         f->on_update == AG_ACTION_restrict;
        bool defaults = f->on_delete == AG_ACTION_set_default ||
                        f->on_update == AG_ACTION_set_default;
        if (restricts && ck->dialect == AG_DIALECT_sqlserver)
            ag_report(ck->diags, AG_BAD_ACTION, f->span,
                      "SQL Server has no Restrict; NoAction does the same "
                      "there");
        if (defaults && ck->dialect == AG_DIALECT_mysql)
            ag_report(ck->diags, AG_BAD_ACTION, f->span,
                      "MySQL's InnoDB refuses SetDefault; choose SetNull or "
                      "Restrict");
    }
}

static void
rule_db_schema(struct ag_checker *ck, struct ag_model *model)
{
    if (model->db_schema.n && (ck->dialect == AG_DIALECT_sqlite ||
                               ck->dialect == AG_DIALECT_mysql))
        ag_report(ck->diags, AG_NO_DATABASE_SCHEMA,
                  ag_str_span(model->db_schema),
                  "%s has no schemas inside a database; the table stands "
                  "without '%.*s'", title(ck), AG_ARG(model->db_schema));
}

/* Names. */

static void
check_length(struct ag_checker *ck, const char *what, struct ag_str name,
             struct ag_span span)
{
    uint32_t limit = ag_dialects[ck->dialect].identifier_limit, length = 0;

    /* PostgreSQL counts bytes, the others characters. */
    for (uint32_t i = 0; i < name.n; i++)
        length += ck->dialect == AG_DIALECT_postgresql ||
                  ((unsigned char)name.p[i] & 0xc0) != 0x80;
    if (limit && length > limit)
        ag_report(ck->diags, AG_NAME_TOO_LONG, span,
                  "%s '%.*s' has %u %s; %s allows %u", what, AG_ARG(name),
                  length,
                  ck->dialect == AG_DIALECT_postgresql ? "bytes" : "characters",
                  title(ck), limit);
}

static void
rule_lengths(struct ag_checker *ck, struct ag_model *model)
{
    check_length(ck, "table", model->table, ag_model_span(model));
    for (const struct ag_column *c = model->columns; c; c = c->next)
        check_length(ck, "column", c->db_name, ag_field_span(&c->field));
    if (model->primary && model->primary->mapped)
        check_length(ck, "key", model->primary->name,
                     ag_attr_span(model->primary->attr));
    for (const struct ag_key *k = model->keys; k; k = k->next)
        if (k->mapped)
            check_length(ck, "index", k->name, ag_attr_span(k->attr));
    if (ck->schema->foreign_keys)
        for (const struct ag_foreign_key *f = model->foreign_keys; f;
             f = f->next)
            check_length(ck, "foreign key", f->name, f->span);
    for (const struct ag_check_def *c = model->checks; c; c = c->next)
        check_length(ck, "check", c->name, ag_attr_span(c->attr));
}

/* Relations without foreign keys. */

static bool
is_indexed(const struct ag_model *model, const struct ag_column_ref *columns)
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

/* relationMode = "prisma": the database looks rows up for nobody, so the
 * referencing columns get an index. */
static void
index_relations(struct ag_checker *ck, struct ag_model *model)
{
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next) {
        struct ag_key_part *parts = NULL, **end = &parts;
        if (is_indexed(model, f->columns))
            continue;
        for (const struct ag_column_ref *c = f->columns; c; c = c->next) {
            *end = ag_new_part(ck, c->column, (struct ag_str){0});
            end = &(*end)->next;
        }
        struct ag_key *key = ag_add_key(ck, model, AG_KEY_index, parts,
                                        (struct ag_str){0});
        key->made = true;
    }
}

static const struct {
    const char *name;
    void (*check)(struct ag_checker *ck, struct ag_model *model);
} rules[] = {
    {"lists", rule_lists},
    {"foreign-sql", rule_foreign_sql},
    {"autoincrement", rule_autoincrement},
    {"keys", rule_keys},
    {"unique", rule_unique},
    {"actions", rule_actions},
    {"db-schema", rule_db_schema},
    {"lengths", rule_lengths},
};

void
ag_check_rules(struct ag_checker *ck)
{
    struct ag_scopes *scopes = ag_scopes_open(ck);

    for (struct ag_model *m = ck->schema->models; m; m = m->next) {
        if (!ck->schema->foreign_keys)
            index_relations(ck, m);
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
            rules[i].check(ck, m);
        ag_scopes_enter(ck, scopes, m);
    }
    ag_scopes_close(scopes);
    for (const struct ag_enum *e = ck->schema->enums; e; e = e->next)
        check_length(ck, "enum", e->db_name, ag_str_span(e->name));
    ag_check_cascades(ck);
}
