/* Defaults that a column cannot store. */
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

/* Whether the digits of a number before the decimal point fit. */
static bool
decimal_fits(struct ag_type type, struct ag_str s)
{
    uint32_t n = 0, i = 0;

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
                  ? decimal_fits(t, d->text)
                  : integer_fits(ck->dialect, t.kind, d->text)))
            ag_report(ck->diags, AG_DEFAULT_TOO_LARGE, span,
                      "the default of '%.*s', %.*s, is too large for its "
                      "column, a %s", AG_ARG(c->field.name), AG_ARG(d->text),
                      ag_type_names[t.kind]);
    }
}

void
ag_rule_default(struct ag_checker *ck, const struct ag_model *model)
{
    for (const struct ag_column *c = model->columns; c; c = c->next) {
        const struct ag_default *d = c->default_value;
        if (d && d->kind == AG_DEFAULT_list)
            d = d->items;
        for (; d; d = c->list ? d->next : NULL)
            check_value(ck, c, d);
    }
}
