/* The results of operators: conditions, arithmetic and text. */
#include "base/buf.h"
#include "gen/import/value.h"

static const struct ag_js words[] = {
    [AG_NO] = {.kind = AG_JS_NAME, .text = {"false", 5, 0}},
    [AG_YES] = {.kind = AG_JS_NAME, .text = {"true", 4, 0}},
};

struct ag_config_value
ag_config_step_condition(struct ag_config_reader *c, struct ag_config_value v)
{
    enum ag_truth is = ag_config_truth(c, ag_config_item(v, 0));
    struct ag_config_list list = {0};

    if (is != AG_UNKNOWN)
        return ag_config_item(v, is == AG_YES ? 1 : 2);
    ag_config_append(c, &list, ag_config_item(v, 1));
    ag_config_append(c, &list, ag_config_item(v, 2));
    return ag_config_choice(c, list, v);
}

struct ag_config_value
ag_config_step_either(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value first = ag_config_resolve(c, ag_config_item(v, 0));
    struct ag_config_value second = ag_config_item(v, 1);
    bool and = ag_str_eq(v.js->text, AG_STR("&&"));
    enum ag_truth is = ag_config_truth(c, first);
    struct ag_config_list list = {0};

    if (ag_str_eq(v.js->text, AG_STR("??")) && is != AG_UNKNOWN)
        is = ag_config_is_nothing(first) ? AG_NO : AG_YES;
    if (is != AG_UNKNOWN)
        return (is == AG_YES) == and? second : first;
    /* Of `c && a` the falsy c does not matter. */
    ag_config_append(c, &list, and? ag_nothing : first);
    ag_config_append(c, &list, second);
    return ag_config_choice(c, list, v);
}

/* The number of a literal of decimal digits; false if it is none. Not strtod,
 * which depends on the caller's locale. */
static bool
number_of(struct ag_config_value v, double *number)
{
    double scale = 1;
    bool fraction = false;

    if (!ag_config_is_kind(v, AG_JS_NUMBER))
        return false;
    *number = 0;
    for (uint32_t i = v.js->text.p[0] == '-'; i < v.js->text.n; i++) {
        char c = v.js->text.p[i];
        if (c >= '0' && c <= '9') {
            *number = *number * 10 + (c - '0');
            scale *= fraction ? 10 : 1;
        } else if (c == '.' && !fraction) {
            fraction = true;
        } else if (c != '_') {
            return false;
        }
    }
    *number /= v.js->text.p[0] == '-' ? -scale : scale;
    return true;
}

/* A number that a double holds exactly; none for other results. */
static struct ag_config_value
make_number(struct ag_config_reader *c, double number,
            struct ag_config_value where)
{
    const double most = 9007199254740992; /* 2 to the power of 53 */
    long long whole;

    if (!(number > -most && number < most))
        return ag_nothing;
    whole = (long long)number;
    return (double)whole == number
               ? ag_config_make_text(c, AG_JS_NUMBER,
                                     ag_arena_fmt(c->arena, "%lld", whole),
                                     where)
               : ag_nothing;
}

/* Resolves arithmetic of numbers by one step. */
static struct ag_config_value
calculated(struct ag_config_reader *c, struct ag_config_value v, double a,
           double b)
{
    switch (v.js->text.p[0]) {
    case '+':
        return make_number(c, a + b, v);
    case '-':
        return make_number(c, a - b, v);
    case '*':
        return make_number(c, a * b, v);
    case '/':
        return b != 0 ? make_number(c, a / b, v) : ag_nothing;
    case '%':
        return b == 0 ? ag_nothing
                      : make_number(c, a - b * (double)(long long)(a / b), v);
    default:
        return ag_nothing;
    }
}

/* Resolves a template, or strings joined by +, by one step; none if a part is
 * not known. */
static struct ag_config_value
joined(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value whole = ag_nothing;
    bool known = true;
    struct ag_buf text;

    ag_buf_init(&text, c->arena);
    for (const struct ag_js *i = v.js->items; i; i = i->next) {
        struct ag_config_value part =
            ag_config_resolve(c, ag_config_within(v, i));
        known &= ag_config_is_kind(part, AG_JS_STRING) ||
                 ag_config_is_kind(part, AG_JS_NUMBER);
        if (known)
            ag_buf_str(&text, part.js->text);
    }
    if (known)
        whole = ag_config_make_text(c, AG_JS_STRING, ag_buf_take(&text), v);
    ag_buf_free(&text);
    return whole;
}

struct ag_config_value
ag_config_step_operation(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_str operator= v.js->text;
    struct ag_config_value first, second;
    double a, b;

    if (operator.p[0] == '`')
        return joined(c, v);
    first = ag_config_resolve(c, ag_config_item(v, 0));
    second = ag_config_resolve(c, ag_config_item(v, 1));
    if (ag_str_eq(operator, AG_STR("!"))) {
        enum ag_truth is = ag_config_truth(c, first);
        if (is == AG_UNKNOWN)
            return ag_nothing;
        v.js = &words[is == AG_NO];
        return v;
    }
    if (operator.p[0] == '=' || operator.p[0] == '!') {
        if (!first.js || !second.js || !ag_config_is_known(first) ||
            !ag_config_is_known(second) || !ag_config_is_literal(first) ||
            !ag_config_is_literal(second))
            return ag_nothing;
        bool same = first.js->kind == second.js->kind &&
                    ag_str_eq(first.js->text, second.js->text);
        v.js = &words[same == (operator.p[0] == '=')];
        return v;
    }
    if (!v.js->items->next && number_of(first, &a))
        return make_number(c, -a, v);
    if (number_of(first, &a) && number_of(second, &b))
        return calculated(c, v, a, b);
    return operator.p[0] == '+' ? joined(c, v) : ag_nothing;
}
