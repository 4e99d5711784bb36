/*
 * What MySQL 8 or MariaDB rejects and other databases accept. MariaDB accepts
 * more than MySQL, so it cannot replace MySQL in tests.
 */
#include "gen/check/checker.h"

/* Defaults (8.0 manual 11.6, and 11.2.5 for timestamps). */

static const struct ag_str now_names[] = {
    AG_LIT("current_timestamp"), AG_LIT("now"), AG_LIT("localtime"),
    AG_LIT("localtimestamp"), {0},
};

static bool
is_timestamp(const struct ag_column *c)
{
    return c->type.kind == AG_TYPE_datetime ||
           c->type.kind == AG_TYPE_timestamp;
}

/* The number in parentheses after a name. */
static uint32_t
precision_at(struct ag_str sql, uint32_t at)
{
    uint32_t n = 0;

    if (at < sql.n && sql.p[at] == '(')
        for (at++; at < sql.n && sql.p[at] >= '0' && sql.p[at] <= '9'; at++)
            n = n * 10 + (uint32_t)(sql.p[at] - '0');
    return n;
}

/* CURRENT_TIMESTAMP(3) [ON UPDATE CURRENT_TIMESTAMP(3)] must have the precision
 * of the column. */
static void
check_precision(struct ag_checker *ck, const struct ag_column *c,
                struct ag_str sql)
{
    struct ag_str name;

    for (uint32_t at = 0;
         (name = ag_next_name(AG_DIALECT_mysql, sql, &at)).n;) {
        if (!ag_is_any(name, now_names) || precision_at(sql, at) == c->type.n)
            continue;
        struct ag_diag *diag =
            ag_report(ck->diags, AG_DEFAULT_FORM, ag_field_span(&c->field),
                      "MySQL requires the same precision: %.*s has %u digits "
                      "of a second and its column '%.*s' has %u",
                      AG_ARG(name), precision_at(sql, at),
                      AG_ARG(c->field.name), c->type.n);
        ag_note(ck->diags, diag, (struct ag_span){0, 0}, "write %.*s(%u)",
                AG_ARG(name), c->type.n);
        return;
    }
}

/* Whether SQL is a number, a string, NULL, TRUE, FALSE, b'…' or x'…'. */
static bool
is_literal(struct ag_str sql)
{
    static const struct ag_str words[] = {AG_LIT("null"), AG_LIT("true"),
                                          AG_LIT("false"), {0}};
    static const struct ag_str before_text[] = {
        AG_LIT("b"), AG_LIT("x"), AG_LIT("n"), AG_LIT("date"), AG_LIT("time"),
        AG_LIT("timestamp"), AG_LIT("_utf8mb4"), AG_LIT("_binary"), {0},
    };
    uint32_t at = 0;
    struct ag_str word;

    while (at < sql.n && strchr("+-.", sql.p[at]))
        at++;
    if (at < sql.n && sql.p[at] >= '0' && sql.p[at] <= '9')
        return true;
    while (at < sql.n && ag_is_sql_word(sql.p[at]))
        at++;
    word = ag_str_cut(sql, 0, at);
    while (at < sql.n && sql.p[at] == ' ')
        at++;
    if (at == sql.n)
        return ag_is_any(word, words);
    return (sql.p[at] == '\'' || sql.p[at] == '"') &&
           (word.n == 0 || ag_is_any(word, before_text));
}

static void
check_expression(struct ag_checker *ck, const struct ag_column *c,
                 struct ag_str sql)
{
    bool outside = ag_type_is(c->type.kind, AG_FAMILY_long);
    uint32_t at = 0;
    struct ag_diag *diag;

    while (sql.n && *sql.p == ' ')
        sql = ag_str_cut(sql, 1, sql.n);
    if (sql.n == 0 || *sql.p == '(')
        return;
    if (ag_is_any(ag_next_name(AG_DIALECT_mysql, sql, &at), now_names) &&
        is_timestamp(c)) {
        check_precision(ck, c, sql);
        return;
    }
    if (is_literal(sql) && !outside)
        return;
    diag = ag_report(
        ck->diags, AG_DEFAULT_FORM, ag_field_span(&c->field),
        outside
            ? "MySQL requires parentheses around the default of '%.*s', a %s"
            : "MySQL requires parentheses around an expression as default of "
              "'%.*s', a %s",
        AG_ARG(c->field.name), ag_type_names[c->type.kind]);
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "write dbgenerated(\"(%.*s)\")", AG_ARG(sql));
    const struct ag_expr *e = c->default_value->args;
    if (e && e->kind == AG_EXPR_STRING) {
        ag_fix(ck->diags, diag, (struct ag_span){e->text.at + 1, e->text.at + 1},
               AG_STR("("));
        ag_fix(ck->diags, diag, (struct ag_span){e->end - 1, e->end - 1},
               AG_STR(")"));
    }
}

/* Checks (8.0 manual 13.1.20.6). */

static bool
changes_columns(const struct ag_foreign_key *f)
{
    return f->on_update == AG_ACTION_cascade ||
           f->on_update == AG_ACTION_set_null ||
           f->on_update == AG_ACTION_set_default ||
           f->on_delete == AG_ACTION_set_null ||
           f->on_delete == AG_ACTION_set_default;
}

/* The foreign key with an action that changes the column `name`. */
static const struct ag_foreign_key *
changer(const struct ag_model *model, struct ag_str name)
{
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next)
        for (const struct ag_column_ref *r = f->columns; r; r = r->next)
            if (changes_columns(f) && ag_str_caseeq(r->column->db_name, name))
                return f;
    return NULL;
}

static bool
is_numbered(const struct ag_model *model, struct ag_str name)
{
    const struct ag_column *c = model->columns;
    while (c && !(c->default_value &&
                  c->default_value->kind == AG_DEFAULT_autoincrement &&
                  ag_str_caseeq(c->db_name, name)))
        c = c->next;
    return c;
}

static void
check_check(struct ag_checker *ck, const struct ag_model *model,
            const struct ag_check_def *check)
{
    struct ag_span span = ag_attr_span(check->attr);
    struct ag_str name, sql = check->expression;

    for (uint32_t at = 0;
         (name = ag_next_name(AG_DIALECT_mysql, sql, &at)).n;) {
        const struct ag_foreign_key *f = changer(model, name);
        if (at < sql.n && sql.p[at] == '(')
            continue; /* a function */
        if (is_numbered(model, name)) {
            ag_report(ck->diags, AG_CHECK_COLUMN, span,
                      "MySQL does not allow a check of '%.*s', because it is "
                      "autoincrement()",
                      AG_ARG(name));
            return;
        }
        if (f && ck->schema->foreign_keys) {
            struct ag_diag *diag =
                ag_report(ck->diags, AG_CHECK_COLUMN, span,
                          "MySQL does not allow a check of '%.*s', because a "
                          "foreign key can change it",
                          AG_ARG(name));
            ag_note(ck->diags, diag, f->span,
                    "add onUpdate: Restrict, and onDelete: Cascade or Restrict "
                    "to the relation");
            return;
        }
    }
}

/* Foreign keys. MariaDB, unlike MySQL, checks that an update of a row which is
 * referred to cannot set required columns to NULL, but only for these actions
 * (tried with 10.11). */

static void
check_null_parent(struct ag_checker *ck, const struct ag_foreign_key *f)
{
    const struct ag_column_ref *c = f->columns;

    while (c && !(!c->column->nullable && c->refers_to->nullable))
        c = c->next;
    if (!c || f->on_update != AG_ACTION_cascade ||
        f->on_delete != AG_ACTION_restrict)
        return;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_NULL_PARENT, f->span,
        "MariaDB, unlike MySQL, rejects onUpdate: Cascade here, because "
        "'%.*s.%.*s' is required, but '%.*s.%.*s' is not",
        AG_ARG(f->model->name), AG_ARG(c->column->field.name),
        AG_ARG(f->target->name), AG_ARG(c->refers_to->field.name));
    ag_note(ck->diags, diag, ag_field_span(&c->refers_to->field),
            "make both required or both optional, or add onUpdate: NoAction");
}

/* Rows are limited to 65535 bytes, without values stored outside of them (8.0
 * manual 8.4.7). */

static uint32_t
row_bytes(const struct ag_column *c)
{
    struct ag_type t = c->type;

    switch (t.kind) {
    case AG_TYPE_char:
        return t.n * 4;
    case AG_TYPE_varchar:
        return t.n * 4 + (t.n * 4 > 255 ? 2 : 1);
    case AG_TYPE_binary:
        return t.n;
    case AG_TYPE_varbinary:
        return t.n + (t.n > 255 ? 2 : 1);
    case AG_TYPE_decimal:
        return t.n / 2 + 1;
    default:
        return ag_type_is(t.kind, AG_FAMILY_long) ? 12 : 8;
    }
}

static void
check_row(struct ag_checker *ck, const struct ag_model *model)
{
    enum { MOST = 65535 };
    uint64_t bytes = 0;

    for (const struct ag_column *c = model->columns; c; c = c->next)
        bytes += row_bytes(c);
    if (bytes <= MOST)
        return;
    struct ag_diag *diag =
        ag_report(ck->diags, AG_TOO_LARGE, ag_model_span(model),
                  "a row of '%.*s' can take %u bytes, but MySQL allows %u",
                  AG_ARG(model->name), (unsigned)bytes, (unsigned)MOST);
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "add @db.Text to long strings, which MySQL stores outside of the "
            "row, or a shorter @db.VarChar(n)");
}

void
ag_rule_mysql(struct ag_checker *ck, const struct ag_model *model)
{
    if (ck->dialect != AG_DIALECT_mysql || model->view)
        return;
    for (const struct ag_column *c = model->columns; c; c = c->next)
        if (c->default_value &&
            c->default_value->kind == AG_DEFAULT_expression && !ck->translated)
            check_expression(ck, c, c->default_value->text);
    for (const struct ag_check_def *k = model->checks; k; k = k->next)
        check_check(ck, model, k);
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next)
        if (ck->schema->foreign_keys)
            check_null_parent(ck, f);
    check_row(ck, model);
}
