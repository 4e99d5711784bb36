/*
 * Different names that are equal in the database. Each scope has an arena,
 * which is freed at the end; that of a table is emptied after each table.
 */
#include "gen/check/checker.h"

/* A name in the database, and the position of its declaration. */
struct entry {
    struct ag_str name;
    struct ag_span span;
    const char *what;
};

/* Whether names that differ only in case are equal. */
enum fold { FOLD_NO, FOLD_YES, FOLD_MAYBE };

/* Names that must differ. */
struct scope {
    struct ag_map map; /* to struct entry */
    struct ag_arena arena;
    enum fold fold;
};

struct ag_scopes {
    struct scope by_space[3]; /* SPACE_OWN, SPACE_TABLE, SPACE_SCHEMA */
};

/* The first part of a scope's memory, which SPACE_OWN uses again for each
 * table. */
enum { FEW_NAMES = 4096 };

static void
scope_init(struct ag_checker *ck, struct scope *scope, enum fold fold)
{
    *scope = (struct scope){.fold = fold};
    ag_arena_init(&scope->arena, ck->arena->nomem, ck->arena->nomem_self);
    ag_arena_lend(&scope->arena, AG_NEW_ARRAY(ck->arena, char, FEW_NAMES),
                  FEW_NAMES);
}

static void
scope_empty(struct scope *scope)
{
    scope->map = (struct ag_map){0};
    ag_arena_free(&scope->arena);
}

struct ag_str
ag_folded(struct ag_arena *arena, struct ag_str s)
{
    char *p = ag_arena_text(arena, s.n);
    for (uint32_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    return (struct ag_str){p, s.n, s.at};
}

/* `schema`.`name` as one key. No name contains the NUL between them. */
static struct ag_str
qualified(struct scope *scope, struct ag_str schema, struct ag_str name)
{
    if (schema.n == 0)
        return name;
    return ag_arena_fmt(&scope->arena, "%.*s%c%.*s", AG_ARG(schema), 0,
                        AG_ARG(name));
}

static void
enter(struct ag_checker *ck, struct scope *scope, struct ag_str schema,
      struct entry entry)
{
    const char *title = ag_dialects[ck->dialect].title;
    struct ag_str key = qualified(scope, schema, entry.name);
    void **slot = ag_map_put(&scope->map, &scope->arena,
                             scope->fold ? ag_folded(&scope->arena, key) : key);
    if (*slot) {
        const struct entry *first = *slot;
        bool same = ag_str_eq(first->name, entry.name);
        struct ag_diag *diag = ag_report(
            ck->diags,
            !same && scope->fold == FOLD_MAYBE ? AG_NAME_CASE
                                               : AG_NAME_COLLISION,
            entry.span,
            same ? "%s '%.*s' has the same name as another %s in %s"
                 : "%s '%.*s' differs only in case from another %s in %s",
            entry.what, AG_ARG(entry.name), first->what, title);
        ag_note(ck->diags, diag, first->span, "the other one is here");
        return;
    }
    struct entry *kept = AG_NEW(&scope->arena, struct entry);
    *kept = entry;
    *slot = kept;
}

/*
 * Which names share a space. In PostgreSQL, tables, indexes and keys are
 * relations of a schema. The name of a table is also that of a type, and
 * SPACE_SCHEMA has the types. In SQLite, tables and indexes of a database share
 * a space. In MySQL, it is foreign keys and checks of a database; in SQL
 * Server, constraints of a schema.
 */
enum {
    SPACE_OWN = 0,     /* the table's */
    SPACE_TABLE = 1,   /* with the tables */
    SPACE_SCHEMA = 2,  /* with the other constraints of the schema */
    SPACE_NONE = 3,    /* the name is not used */
};
struct spaces {
    int primary, unique, index, foreign_key, check;
};
static const struct spaces spaces[AG_NDIALECT] = {
    [AG_DIALECT_sqlite] = {SPACE_NONE, SPACE_TABLE, SPACE_TABLE, 0, 0},
    [AG_DIALECT_postgresql] = {SPACE_TABLE, SPACE_TABLE, SPACE_TABLE, 0, 0},
    [AG_DIALECT_mysql] = {SPACE_NONE, 0, 0, SPACE_SCHEMA, SPACE_SCHEMA},
    [AG_DIALECT_sqlserver] = {SPACE_SCHEMA, 0, 0, SPACE_SCHEMA, SPACE_SCHEMA},
};

/* PostgreSQL makes a sequence for each column that counts, and names it like an
 * index (PostgreSQL 15 manual 8.1.4; parse_utilcmd.c,
 * generateSerialExtraStmts).
 */
static void
enter_sequences(struct ag_checker *ck, struct scope scopes[3],
                const struct ag_model *model)
{
    static const struct ag_convention names = {
        .names[AG_CONSTRAINT_index] = {AG_LIT("{table}_{columns}_seq"),
                                       AG_CUT_parts, false},
    };

    for (const struct ag_column *c = model->columns; c; c = c->next) {
        struct ag_key_part *part;
        if (!c->default_value ||
            c->default_value->kind != AG_DEFAULT_autoincrement)
            continue;
        part = ag_new_part(ck, c, (struct ag_str){0});
        struct ag_key key = {
            .model = model, .kind = AG_KEY_index, .parts = part};
        enter(ck, &scopes[SPACE_TABLE], model->db_schema,
              (struct entry){ag_key_name(&names, &key, ck->dialect, ck->arena),
                             ag_field_span(&c->field), "sequence"});
    }
}

/* Enters a constraint in the space that its dialect uses, unless the database
 * makes its name. */
static void
enter_constraint(struct ag_checker *ck, struct scope spaces_of[3], int space,
                 const struct ag_model *model, struct entry entry)
{
    if (space != SPACE_NONE && entry.name.n)
        enter(ck, &spaces_of[space],
              space == SPACE_OWN ? (struct ag_str){0} : model->db_schema,
              entry);
}

/* Whether the database stores the default; the client makes the others. */
static bool
is_stored(const struct ag_default *d)
{
    return d && (d->kind <= AG_DEFAULT_now ||
                 (d->kind == AG_DEFAULT_expression && d->text.n));
}

/* SQL Server names the constraints of a column: its default, and the check that
 * replaces an enum (view.def, column.default_name and check_name). */
static void
enter_column_constraints(struct ag_checker *ck, struct scope scopes[3],
                         const struct ag_model *model)
{
    for (const struct ag_column *c = model->columns; c; c = c->next) {
        const struct ag_default *d = c->default_value;
        struct ag_column_ref one = {.column = c};
        struct entry entry = {.span = ag_field_span(&c->field)};
        if (is_stored(d)) {
            entry.what = "default";
            entry.name = d->map ? *d->map
                                : ag_make_name(ck, model->table, &one, "_df");
            enter_constraint(ck, scopes, SPACE_SCHEMA, model, entry);
        }
        if (c->type.kind == AG_TYPE_enum) {
            entry.what = "check";
            entry.name = ag_make_name(ck, model->table, &one, "_check");
            enter_constraint(ck, scopes, SPACE_SCHEMA, model, entry);
        }
    }
}

/* MySQL makes an index for a foreign key without one, and gives it the name of
 * the key (8.0 manual 13.1.20.5). */
static void
enter_made_indexes(struct ag_checker *ck, struct scope scopes[3],
                   const struct ag_model *model)
{
    if (ck->dialect != AG_DIALECT_mysql || !ck->schema->foreign_keys)
        return;
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next)
        if (f->name.n && !ag_is_indexed(model, f->columns))
            enter_constraint(ck, scopes, SPACE_OWN, model,
                             (struct entry){f->name, f->span, "index"});
}

static void
enter_constraints(struct ag_checker *ck, struct scope scopes[3],
                  const struct ag_model *model)
{
    static const struct spaces of_cockroachdb = {0};
    const struct spaces *s = ag_is_cockroachdb(ck) ? &of_cockroachdb
                                                : &spaces[ck->dialect];

    scope_empty(&scopes[SPACE_OWN]);
    if (model->primary) {
        struct entry primary = {model->primary->name,
                                model->primary->attr
                                    ? ag_attr_span(model->primary->attr)
                                    : ag_model_span(model),
                                "key"};
        enter_constraint(ck, scopes, s->primary, model, primary);
        /* In PostgreSQL it is both a relation and a constraint of its table. */
        if (s->primary == SPACE_TABLE)
            enter_constraint(ck, scopes, SPACE_OWN, model, primary);
    }
    for (const struct ag_key *k = model->keys; k; k = k->next) {
        struct entry key = {
            k->name, k->attr ? ag_attr_span(k->attr) : ag_model_span(model),
            "index"};
        int space = k->kind == AG_KEY_unique ? s->unique : s->index;
        enter_constraint(ck, scopes, space, model, key);
        /* As above. */
        if (k->as_constraint && space == SPACE_TABLE)
            enter_constraint(ck, scopes, SPACE_OWN, model, key);
    }
    enter_made_indexes(ck, scopes, model);
    if (ck->schema->foreign_keys)
        for (const struct ag_foreign_key *f = model->foreign_keys; f;
             f = f->next)
            enter_constraint(ck, scopes, s->foreign_key, model,
                             (struct entry){f->name, f->span, "foreign key"});
    for (const struct ag_check_def *c = model->checks; c; c = c->next)
        enter_constraint(ck, scopes, s->check, model,
                         (struct entry){c->name, ag_attr_span(c->attr),
                                        "check"});
    if (ck->dialect == AG_DIALECT_sqlserver)
        enter_column_constraints(ck, scopes, model);
    if (ck->dialect == AG_DIALECT_postgresql && !ag_is_cockroachdb(ck))
        enter_sequences(ck, scopes, model);
}

/* The columns of a table. If there are few, comparing them with each other is
 * faster than entering them. */
static void
check_columns(struct ag_checker *ck, struct scope *scope,
              const struct ag_model *model)
{
    enum { FEW = 32 };
    bool fold = scope->fold != FOLD_NO, collide = false;
    unsigned n = 0;

    for (const struct ag_column *c = model->columns; c && n <= FEW;
         c = c->next, n++)
        for (const struct ag_column *b = model->columns; b != c; b = b->next)
            collide |= fold ? ag_str_caseeq(b->db_name, c->db_name)
                            : ag_str_eq(b->db_name, c->db_name);
    if (!collide && n <= FEW)
        return;
    scope_empty(scope);
    for (const struct ag_column *c = model->columns; c; c = c->next)
        enter(ck, scope, (struct ag_str){0},
              (struct entry){c->db_name, ag_field_span(&c->field), "column"});
}

/* PostgreSQL's types: enums, and the rows of tables. */
static void
enter_types(struct ag_checker *ck, struct scope *types)
{
    for (const struct ag_model *m = ck->schema->models; m; m = m->next)
        enter(ck, types, m->db_schema,
              (struct entry){m->table, ag_model_span(m), "table"});
    for (const struct ag_enum *e = ck->schema->enums; e; e = e->next)
        if (!e->as_text)
            enter(ck, types, e->db_schema,
                  (struct entry){e->db_name, ag_str_span(e->name), "type"});
}

struct ag_scopes *
ag_scopes_open(struct ag_checker *ck)
{
    enum fold fold = ag_dialects[ck->dialect].case_fold ? FOLD_YES : FOLD_NO;
    struct ag_scopes *scopes = AG_NEW(ck->arena, struct ag_scopes);
    struct scope *tables = &scopes->by_space[SPACE_TABLE];

    scope_init(ck, &scopes->by_space[SPACE_OWN], fold);
    scope_init(ck, &scopes->by_space[SPACE_SCHEMA], fold);
    /* MySQL stores tables as files, so this depends on the server's file system
     * (8.0 manual 9.2.3). */
    scope_init(ck, tables, ck->dialect == AG_DIALECT_mysql ? FOLD_MAYBE : fold);
    for (const struct ag_model *m = ck->schema->models; m; m = m->next)
        enter(ck, tables, m->db_schema,
              (struct entry){m->table, ag_model_span(m), "table"});
    if (ck->dialect == AG_DIALECT_postgresql && ck->schema->enums)
        enter_types(ck, &scopes->by_space[SPACE_SCHEMA]);
    return scopes;
}

void
ag_scopes_enter(struct ag_checker *ck, struct ag_scopes *scopes,
                const struct ag_model *model)
{
    if (model->view)
        return;
    check_columns(ck, &scopes->by_space[SPACE_OWN], model);
    enter_constraints(ck, scopes->by_space, model);
}

void
ag_scopes_close(struct ag_scopes *scopes)
{
    for (int i = 0; i < SPACE_NONE; i++)
        scope_empty(&scopes->by_space[i]);
}
