#include "gen/compare/text.h"

#include "base/buf.h"
#include "base/escape.h"

static struct ag_str
taken(struct ag_buf *out)
{
    struct ag_str text = ag_buf_take(out);

    ag_buf_free(out);
    return text;
}

struct ag_str
ag_values_text(const struct ag_enum *e, struct ag_arena *arena)
{
    struct ag_buf out;

    ag_buf_init(&out, arena);
    for (const struct ag_value_def *v = e->values; v; v = v->next) {
        ag_put_quoted(&out, v->db_name, '\'');
        if (v->next)
            ag_buf_fmt(&out, ", ");
    }
    return taken(&out);
}

/* Only PostgreSQL has enums with names. */
static void
put_enum(struct ag_buf *out, const struct ag_enum *e, enum ag_dialect dialect,
         struct ag_arena *arena)
{
    if (dialect == AG_DIALECT_postgresql)
        ag_buf_fmt(out, "%.*s%s%.*s", AG_ARG(e->db_schema),
                   e->db_schema.n ? "." : "", AG_ARG(e->db_name));
    else
        ag_buf_fmt(out, "enum (%.*s)", AG_ARG(ag_values_text(e, arena)));
}

struct ag_str
ag_type_text(const struct ag_column *c, enum ag_dialect dialect,
             struct ag_arena *arena)
{
    /* MySQL's default of a precision is 0. */
    bool zero = dialect == AG_DIALECT_mysql && c->type.n == 0;
    struct ag_buf out;

    ag_buf_init(&out, arena);
    if (c->type.kind == AG_TYPE_enum)
        put_enum(&out, c->enum_type, dialect, arena);
    else if (c->type.kind == AG_TYPE_unsupported)
        ag_buf_str(&out, c->unsupported->text);
    else
        ag_buf_fmt(&out, "%s", ag_type_names[c->type.kind]);
    if (c->type.nargs == 1 && !zero)
        ag_buf_fmt(&out, "(%u)", c->type.n);
    if (c->type.nargs == 2)
        ag_buf_fmt(&out, "(%u, %u)", c->type.n, c->type.s);
    if (c->list)
        ag_buf_fmt(&out, "[]");
    return taken(&out);
}

/* Defaults. */

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether parentheses are around all of the SQL. */
static bool
is_wrapped(struct ag_str sql)
{
    char quote = 0;
    int depth = 0;

    if (sql.n < 2 || sql.p[0] != '(' || sql.p[sql.n - 1] != ')')
        return false;
    for (uint32_t i = 0; i + 1 < sql.n; i++) {
        char c = sql.p[i];
        if (quote ? c == quote : c == '\'' || c == '"' || c == '`')
            quote = quote ? 0 : c;
        depth += !quote && c == '(';
        depth -= !quote && c == ')';
        if (depth == 0)
            return false;
    }
    return true;
}

struct ag_str
ag_sql_text(struct ag_str sql, struct ag_arena *arena)
{
    struct ag_buf out;
    char quote = 0;

    for (;;) {
        while (sql.n && is_blank(sql.p[0]))
            sql = ag_str_cut(sql, 1, sql.n);
        while (sql.n && is_blank(sql.p[sql.n - 1]))
            sql.n--;
        if (!is_wrapped(sql))
            break;
        sql = ag_str_cut(sql, 1, sql.n - 1);
    }
    ag_buf_init(&out, arena);
    for (uint32_t i = 0; i < sql.n; i++) {
        char c = sql.p[i];
        bool blank = !quote && is_blank(c);
        if (quote ? c == quote : c == '\'' || c == '"' || c == '`')
            quote = quote ? 0 : c;
        if (blank && is_blank(sql.p[i - 1]))
            continue;
        if (!quote && c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        ag_buf_char(&out, blank ? ' ' : c);
    }
    return taken(&out);
}

static void
put_default(struct ag_buf *out, const struct ag_default *d,
            struct ag_arena *arena)
{
    switch (d->kind) {
    case AG_DEFAULT_text:
    case AG_DEFAULT_json:
    case AG_DEFAULT_datetime:
    case AG_DEFAULT_bytes:
        ag_put_quoted(out, d->text, '\'');
        break;
    case AG_DEFAULT_enum:
        ag_put_quoted(out, d->value->db_name, '\'');
        break;
    case AG_DEFAULT_number:
    case AG_DEFAULT_boolean:
        ag_buf_str(out, d->text);
        break;
    case AG_DEFAULT_list:
        ag_buf_char(out, '[');
        for (const struct ag_default *i = d->items; i; i = i->next) {
            put_default(out, i, arena);
            if (i->next)
                ag_buf_fmt(out, ", ");
        }
        ag_buf_char(out, ']');
        break;
    case AG_DEFAULT_now:
    case AG_DEFAULT_expression:
        if (d->text.n)
            ag_buf_str(out, ag_sql_text(d->text, arena));
        else
            ag_buf_fmt(out, "%s()", ag_default_names[d->kind]);
        break;
    case AG_DEFAULT_none:
    case AG_DEFAULT_autoincrement:
    case AG_DEFAULT_uuid:
    case AG_DEFAULT_uuid7:
    case AG_DEFAULT_cuid:
    case AG_DEFAULT_cuid2:
    case AG_DEFAULT_ulid:
    case AG_DEFAULT_nanoid:
    case AG_DEFAULT_sequence:
    case AG_NDEFAULT:
        ag_buf_fmt(out, "%s()", ag_default_names[d->kind]);
        break;
    }
}

struct ag_str
ag_default_text(const struct ag_column *c, struct ag_arena *arena)
{
    struct ag_buf out;

    ag_buf_init(&out, arena);
    if (c->identity)
        ag_buf_fmt(&out, "identity");
    else if (c->default_value)
        put_default(&out, c->default_value, arena);
    return taken(&out);
}

/* Keys. */

struct ag_str
ag_parts_text(const struct ag_key_part *parts, struct ag_arena *arena)
{
    struct ag_buf out;

    ag_buf_init(&out, arena);
    for (const struct ag_key_part *p = parts; p; p = p->next) {
        if (p->column)
            ag_buf_str(&out, p->column->db_name);
        else
            ag_buf_str(&out, ag_sql_text(p->extra->expression, arena));
        if (p->length)
            ag_buf_fmt(&out, "(%u)", p->length);
        if (p->extra->ops.n)
            ag_buf_fmt(&out, " %.*s", AG_ARG(p->extra->ops));
        if (p->sort == AG_SORT_desc)
            ag_buf_fmt(&out, " desc");
        if (p->next)
            ag_buf_fmt(&out, ", ");
    }
    return taken(&out);
}

struct ag_str
ag_columns_text(const struct ag_column_ref *columns, struct ag_arena *arena)
{
    struct ag_buf out;

    ag_buf_init(&out, arena);
    for (const struct ag_column_ref *c = columns; c; c = c->next)
        ag_buf_fmt(&out, "%.*s%s", AG_ARG(c->column->db_name),
                   c->next ? ", " : "");
    return taken(&out);
}

struct ag_str
ag_referenced_text(const struct ag_foreign_key *key, struct ag_arena *arena)
{
    return ag_arena_fmt(arena, "%.*s (%.*s)", AG_ARG(key->target->table),
                        AG_ARG(ag_columns_text(key->references, arena)));
}
