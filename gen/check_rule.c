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

static bool
is_one_of(const char *names, const char *name)
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

static void
check_key_types(struct ag_checker *ck, const struct ag_key *key)
{
    /* PostgreSQL's other methods have operator classes for more types. */
    bool btree = key->method.n == 0 || ag_str_eq(key->method, AG_STR("BTree"));

    for (const struct ag_key_part *p = key->parts; p; p = p->next) {
        const char *name;
        if (!p->column || p->column->list || key->kind == AG_KEY_fulltext)
            continue;
        name = ag_type_names[p->column->type.kind];
        if (!is_one_of(no_key_types[ck->dialect], name) ||
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
    bool btree = key->method.n == 0 || ag_str_eq(key->method, AG_STR("BTree"));
    struct ag_span span = ag_attr_span(key->attr);

    if (!btree && !pg && !(mysql && ag_str_eq(key->method, AG_STR("Hash"))))
        ag_report(ck->diags, AG_INDEX_METHOD, span,
                  "%s has no %.*s indexes; this becomes an ordinary one",
                  title(ck), AG_ARG(key->method));
    if (key->kind == AG_KEY_fulltext && !mysql)
        ag_report(ck->diags, AG_INDEX_METHOD, span,
                  "%s has no full-text indexes of this kind; none is made",
                  title(ck));
    if (key->where.n && mysql && key->kind == AG_KEY_unique)
        ag_report(ck->diags, AG_CANNOT_INDEX, span,
                  "MySQL has no partial indexes, and a whole one would refuse "
                  "rows that this one takes");
    else if (key->where.n && mysql)
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

static void
rule_unique(struct ag_checker *ck, struct ag_model *model)
{
    const struct ag_key *k = model->keys;

    while (k && k->kind != AG_KEY_unique)
        k = k->next;
    if (model->primary || k || model->view || model->ignored)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_NO_UNIQUE_KEY, ag_model_span(model),
                  "model '%.*s' has neither a primary key nor a unique one",
                  AG_ARG(model->name));
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "add @id to a field, or @@id([…])");
}

static void
rule_actions(struct ag_checker *ck, struct ag_model *model)
{
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
    if (name.n == 0)
        ag_report(ck->diags, AG_BAD_NAME, span, "a name cannot be empty");
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
    for (const struct ag_check_def *c = model->checks; c; c = c->next)
        check_length(ck, "check", c->name, ag_attr_span(c->attr));
}

/* A name in the database, and where it comes from. */
struct entry {
    struct ag_str name;
    struct ag_span span;
    const char *what;
};

/* Names that must differ. */
struct scope {
    struct ag_map map;
    bool fold; /* the case of letters does not count */
};

static struct ag_str
folded(struct ag_checker *ck, struct ag_str s)
{
    char *p = ag_arena_text(ck->arena, s.n);
    for (uint32_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    return (struct ag_str){p, s.n, s.at};
}

/* `schema`.`name` as one key; the schema's end cannot be part of a name. */
static struct ag_str
qualified(struct ag_checker *ck, struct ag_str schema, struct ag_str name)
{
    if (schema.n == 0)
        return name;
    return ag_arena_fmt(ck->arena, "%.*s%c%.*s", AG_ARG(schema), 0,
                        AG_ARG(name));
}

static void
enter(struct ag_checker *ck, struct scope *scope, struct ag_str schema,
      struct entry entry)
{
    struct ag_str key = qualified(ck, schema, entry.name);
    void **slot = ag_map_put(&scope->map, ck->arena,
                             scope->fold ? folded(ck, key) : key);
    if (*slot) {
        const struct entry *first = *slot;
        bool same = ag_str_eq(first->name, entry.name);
        struct ag_diag *diag = ag_report(
            ck->diags, AG_NAME_COLLISION, entry.span,
            same ? "%s '%.*s' has the name of another %s in %s"
                 : "%s '%.*s' differs only in case from another %s in %s",
            entry.what, AG_ARG(entry.name), first->what, title(ck));
        ag_note(ck->diags, diag, first->span, "the other one is this");
        return;
    }
    struct entry *kept = AG_NEW(ck->arena, struct entry);
    *kept = entry;
    *slot = kept;
}

/*
 * Which names share a space. PostgreSQL: tables, indexes and keys are relations
 * of a schema, and a table's name is a type's, too. SQLite: tables and indexes
 * of the database. MySQL: foreign keys and checks of a database. SQL Server:
 * constraints of a schema.
 */
enum {
    SPACE_TABLE = 1,   /* with the tables */
    SPACE_SCHEMA = 2,  /* with the other constraints of the schema */
};
static const struct {
    int primary, unique, index, foreign_key, check;
} spaces[AG_NDIALECT] = {
    [AG_DIALECT_sqlite] = {0, SPACE_TABLE, SPACE_TABLE, 0, 0},
    [AG_DIALECT_postgresql] = {SPACE_TABLE, SPACE_TABLE, SPACE_TABLE, 0, 0},
    [AG_DIALECT_mysql] = {0, 0, 0, SPACE_SCHEMA, SPACE_SCHEMA},
    [AG_DIALECT_sqlserver] = {SPACE_SCHEMA, 0, 0, SPACE_SCHEMA, SPACE_SCHEMA},
};

/* Enters a constraint where its dialect has it; 0: the table's own space. */
static void
enter_constraint(struct ag_checker *ck, struct scope spaces_of[3], int space,
                 const struct ag_model *model, struct entry entry)
{
    enter(ck, &spaces_of[space], space ? model->db_schema : (struct ag_str){0},
          entry);
}

static void
enter_constraints(struct ag_checker *ck, struct scope scopes[3],
                  const struct ag_model *model)
{
    enum ag_dialect d = ck->dialect;

    scopes[0].map = (struct ag_map){0};
    if (model->primary && spaces[d].primary)
        enter_constraint(ck, scopes, spaces[d].primary, model,
                         (struct entry){model->primary->name,
                                        model->primary->attr
                                            ? ag_attr_span(model->primary->attr)
                                            : ag_model_span(model),
                                        "key"});
    for (const struct ag_key *k = model->keys; k; k = k->next)
        enter_constraint(
            ck, scopes,
            k->kind == AG_KEY_unique ? spaces[d].unique : spaces[d].index,
            model, (struct entry){k->name,
                                  k->attr ? ag_attr_span(k->attr)
                                          : ag_model_span(model), "index"});
    if (ck->schema->foreign_keys)
        for (const struct ag_foreign_key *f = model->foreign_keys; f;
             f = f->next)
            enter_constraint(ck, scopes, spaces[d].foreign_key, model,
                             (struct entry){f->name, f->span, "foreign key"});
    for (const struct ag_check_def *c = model->checks; c; c = c->next)
        enter_constraint(ck, scopes, spaces[d].check, model,
                         (struct entry){c->name, ag_attr_span(c->attr),
                                        "check"});
}

static void
enter_columns(struct ag_checker *ck, const struct ag_model *model)
{
    struct scope columns = {.fold = true};
    struct scope exact = {.fold = ag_dialects[ck->dialect].case_fold};

    (void)columns;
    if (!model->columns->next)
        return;
    for (const struct ag_column *c = model->columns; c; c = c->next)
        enter(ck, &exact, (struct ag_str){0},
              (struct entry){c->db_name, ag_field_span(&c->field), "column"});
}

static void
check_collisions(struct ag_checker *ck)
{
    bool fold = ag_dialects[ck->dialect].case_fold;
    struct scope scopes[3] = {{.fold = fold}, {.fold = fold}, {.fold = fold}};

    for (const struct ag_model *m = ck->schema->models; m; m = m->next)
        enter(ck, &scopes[SPACE_TABLE], m->db_schema,
              (struct entry){m->table, ag_model_span(m), "table"});
    if (ck->dialect == AG_DIALECT_postgresql)
        for (const struct ag_enum *e = ck->schema->enums; e; e = e->next)
            enter(ck, &scopes[SPACE_TABLE], e->db_schema,
                  (struct entry){e->db_name, ag_str_span(e->name), "type"});
    for (const struct ag_model *m = ck->schema->models; m; m = m->next) {
        if (m->view)
            continue;
        enter_columns(ck, m);
        enter_constraints(ck, scopes, m);
    }
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
        if (!c && key->kind != AG_KEY_fulltext && key->where.n == 0)
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
            *end = AG_NEW(ck->arena, struct ag_key_part);
            (*end)->column = c->column;
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
    for (struct ag_model *m = ck->schema->models; m; m = m->next) {
        if (!ck->schema->foreign_keys)
            index_relations(ck, m);
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
            rules[i].check(ck, m);
    }
    for (const struct ag_enum *e = ck->schema->enums; e; e = e->next)
        check_length(ck, "enum", e->db_name, ag_str_span(e->name));
    check_collisions(ck);
}
