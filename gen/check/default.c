/* Defaults that a column cannot store, or a database cannot compute. */
#include "gen/check/checker.h"

#include <stdlib.h>

#include "gen/schema/literal.h"

static uint32_t
base64_bytes(struct ag_str s)
{
    uint32_t n = s.n / 4 * 3;

    while (s.n && s.p[s.n - 1] == '=')
        s.n--, n--;
    return n;
}

/* The range of an integer type. Values of 32 and 64 bits are checked with their
 * scalars. */
static bool
integer_range(enum ag_dialect dialect, enum ag_type_kind kind, int64_t *low,
              int64_t *high)
{
    bool is_signed = false;

    switch (kind) {
    case AG_TYPE_tinyint:
        is_signed = dialect != AG_DIALECT_sqlserver;
        *high = is_signed ? INT8_MAX : UINT8_MAX;
        break;
    case AG_TYPE_utinyint:
        *high = UINT8_MAX;
        break;
    case AG_TYPE_smallint:
        is_signed = true;
        *high = INT16_MAX;
        break;
    case AG_TYPE_usmallint:
        *high = UINT16_MAX;
        break;
    case AG_TYPE_mediumint:
        is_signed = true;
        *high = 0x7fffff;
        break;
    case AG_TYPE_umediumint:
        *high = 0xffffff;
        break;
    case AG_TYPE_uint:
    case AG_TYPE_oid:
        *high = UINT32_MAX;
        break;
    case AG_TYPE_ubigint:
        *high = INT64_MAX;
        break;
    default:
        return false;
    }
    *low = is_signed ? -*high - 1 : 0;
    return true;
}

static bool
integer_fits(enum ag_dialect dialect, enum ag_type_kind kind, struct ag_str s)
{
    char digits[24] = "";
    int64_t low, high;

    if (!integer_range(dialect, kind, &low, &high) || s.n >= sizeof digits ||
        ag_str_find(s, '.') < s.n || ag_str_find(s, 'e') < s.n)
        return true;
    memcpy(digits, s.p, s.n);
    int64_t value = strtoll(digits, NULL, 10);
    return value >= low && value <= high;
}

/* Whether the digits of a number before the decimal point fit. A decimal of
 * MySQL has ten if it does not say how many. */
static bool
decimal_fits(enum ag_dialect dialect, struct ag_type type, struct ag_str s)
{
    uint32_t n = 0, i = 0;

    if (type.nargs == 0 && dialect == AG_DIALECT_mysql)
        type = (struct ag_type){.kind = type.kind, .nargs = 2, .n = 10};

    while (i < s.n && (s.p[i] == '-' || s.p[i] == '+' || s.p[i] == '0'))
        i++;
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        i++, n++;
    return type.nargs == 0 || (i < s.n && s.p[i] != '.') || n + type.s <= type.n;
}

static void
check_value(struct ag_checker *ck, const struct ag_column *c,
            const struct ag_default *d)
{
    struct ag_type t = c->type;
    struct ag_span span = ag_field_span(&c->field);
    uint32_t n;

    switch (t.kind) {
    case AG_TYPE_char:
    case AG_TYPE_varchar:
    case AG_TYPE_nchar:
    case AG_TYPE_nvarchar:
        n = d->kind == AG_DEFAULT_text ? ag_str_chars(d->text) : 0;
        if (t.n && n > t.n)
            ag_note(ck->diags,
                    ag_report(ck->diags, AG_DEFAULT_TOO_LARGE, span,
                              "the default of '%.*s' has %u characters, but "
                              "its column allows %u",
                              AG_ARG(c->field.name), n, t.n),
                    (struct ag_span){0, 0},
                    "use a longer type, such as @db.Text");
        return;
    case AG_TYPE_binary:
    case AG_TYPE_varbinary:
        n = d->kind == AG_DEFAULT_bytes ? base64_bytes(d->text) : 0;
        if (t.n && n > t.n)
            ag_report(
                ck->diags, AG_DEFAULT_TOO_LARGE, span,
                "the default of '%.*s' has %u bytes, but its column allows %u",
                AG_ARG(c->field.name), n, t.n);
        return;
    case AG_TYPE_timestamp:
        if (d->kind == AG_DEFAULT_datetime &&
            (ag_timestamp_epoch(d->text) < 1000 ||
             ag_timestamp_epoch(d->text) / 1000 > INT32_MAX))
            ag_report(ck->diags, AG_DEFAULT_TOO_LARGE, span,
                      "the default of '%.*s' is outside the range of MySQL's "
                      "timestamp, 1970 to 2038",
                      AG_ARG(c->field.name));
        return;
    default:
        if (d->kind == AG_DEFAULT_number &&
            !(t.kind == AG_TYPE_decimal
                  ? decimal_fits(ck->dialect, t, d->text)
                  : integer_fits(ck->dialect, t.kind, d->text)))
            ag_report(ck->diags, AG_DEFAULT_TOO_LARGE, span,
                      "the default of '%.*s', %.*s, is too large for its "
                      "column, a %s", AG_ARG(c->field.name), AG_ARG(d->text),
                      ag_type_names[t.kind]);
    }
}

/* Columns in the SQL of a default. Only MySQL allows them. */

/* Words that are no columns without quotes, and those after which comes a
 * type. */
static const struct ag_str sql_words[] = {
    AG_LIT("and"),
    AG_LIT("array"),
    AG_LIT("as"),
    AG_LIT("at"),
    AG_LIT("between"),
    AG_LIT("case"),
    AG_LIT("cast"),
    AG_LIT("collate"),
    AG_LIT("current_date"),
    AG_LIT("current_time"),
    AG_LIT("current_timestamp"),
    AG_LIT("current_user"),
    AG_LIT("else"),
    AG_LIT("end"),
    AG_LIT("false"),
    AG_LIT("from"),
    AG_LIT("in"),
    AG_LIT("interval"),
    AG_LIT("is"),
    AG_LIT("like"),
    AG_LIT("localtime"),
    AG_LIT("localtimestamp"),
    AG_LIT("not"),
    AG_LIT("null"),
    AG_LIT("or"),
    AG_LIT("row"),
    AG_LIT("session_user"),
    AG_LIT("then"),
    AG_LIT("time"),
    AG_LIT("true"),
    AG_LIT("user"),
    AG_LIT("when"),
    AG_LIT("zone"),
    {0},
};
static const struct ag_str before_types[] = {
    AG_LIT("as"), AG_LIT("collate"), {0}};

/* The column of that name. PostgreSQL reads names without quotes in lower case,
 * the others in any case. */
static const struct ag_column *
column_named(const struct ag_checker *ck, const struct ag_model *model,
             struct ag_str name, bool quoted)
{
    bool exact = ck->dialect == AG_DIALECT_postgresql;
    const struct ag_column *c = model->columns;

    for (; c; c = c->next) {
        uint32_t i = 0;
        while (!quoted && exact && i < c->db_name.n &&
               !(c->db_name.p[i] >= 'A' && c->db_name.p[i] <= 'Z'))
            i++;
        if (quoted && exact ? ag_str_eq(c->db_name, name)
                            : ag_str_caseeq(c->db_name, name) &&
                                  (quoted || !exact || i == c->db_name.n))
            break;
    }
    return c;
}

/* The first column that `sql` names; NULL: none. */
static const struct ag_column *
named_column(const struct ag_checker *ck, const struct ag_model *model,
             struct ag_str sql)
{
    struct ag_str name, before = {0};

    for (uint32_t at = 0; (name = ag_next_name(ck->dialect, sql, &at)).n;
         before = name) {
        bool quoted = sql.p + at != name.p + name.n;
        uint32_t from = (uint32_t)(name.p - sql.p) - quoted, to = at;
        const struct ag_column *c;
        while (to < sql.n && sql.p[to] == ' ')
            to++;
        while (from && sql.p[from - 1] == ' ')
            from--;
        /* A type, a function, a part of a name, a literal with a type. */
        if ((from && strchr(":.", sql.p[from - 1])) ||
            (to < sql.n && strchr("(.'", sql.p[to])) ||
            ag_is_any(before, before_types) ||
            (!quoted && ag_is_any(name, sql_words)))
            continue;
        c = column_named(ck, model, name, quoted);
        if (c)
            return c;
    }
    return NULL;
}

static void
check_no_columns(struct ag_checker *ck, const struct ag_column *c)
{
    const struct ag_default *d = c->default_value;
    const struct ag_column *other;

    if (!d || d->kind != AG_DEFAULT_expression ||
        ck->dialect == AG_DIALECT_mysql || ck->translated)
        return;
    other = named_column(ck, c->field.model, d->text);
    if (!other)
        return;
    struct ag_diag *diag = ag_report(
        ck->diags, AG_DEFAULT_COLUMN, ag_field_span(&c->field),
        "a default in %s cannot name a column, as that of '%.*s' does with "
        "'%.*s'",
        ag_dialects[ck->dialect].title, AG_ARG(c->field.name),
        AG_ARG(other->db_name));
    ag_note(ck->diags, diag, (struct ag_span){0, 0},
            "if the column is generated, remove @default and add GENERATED "
            "ALWAYS AS in a migration");
}

void
ag_rule_default(struct ag_checker *ck, const struct ag_model *model)
{
    for (const struct ag_column *c = model->columns; c; c = c->next) {
        const struct ag_default *d = c->default_value;
        check_no_columns(ck, c);
        if (d && d->kind == AG_DEFAULT_list)
            d = d->items;
        for (; d; d = c->list ? d->next : NULL)
            check_value(ck, c, d);
    }
}
