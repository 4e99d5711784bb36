/* The settings of `config` that make a convention: names of constraints, and
 * the SQL of now(). Each value may be for one database, or a list. */
#include "gen/check/checker.h"

struct ag_str
ag_setting_word(const struct ag_checker *ck, const struct ag_expr *e,
                bool *fits)
{
    enum ag_dialect dialect = ck->dialect;
    struct ag_str word = e->text;

    *fits = true;
    if ((e->kind == AG_EXPR_CALL || e->kind == AG_EXPR_NAME) &&
        ag_is_qualified(ck, e->text, &dialect, &word))
        *fits = dialect == ck->dialect;
    return word;
}

const struct ag_expr *
ag_for_dialect(const struct ag_checker *ck, const struct ag_expr *value)
{
    bool list = value && value->kind == AG_EXPR_ARRAY, fits;
    const struct ag_expr *e = list ? value->items : value;

    for (; e; e = list ? e->next : NULL) {
        ag_setting_word(ck, e, &fits);
        if (fits)
            return e;
    }
    return NULL;
}

/* "{table}_key", or a call of one of these. */
enum { FORM_name, FORM_constraint, FORM_index };
static const char *const forms[] = {"name", "constraint", "index", NULL};

enum { PATTERN, CUT };
static const struct ag_arg_spec form_args[] = {
    [PATTERN] = {"pattern", AG_ARG_string, AG_ARG_REQUIRED, NULL},
    [CUT] = {"cut", AG_ARG_name, AG_ARG_NAMED, ag_cut_names},
    {0},
};

static bool
check_words(struct ag_checker *ck, const struct ag_expr *pattern)
{
    struct ag_str wrong = ag_pattern_mistake(pattern->text);

    if (!wrong.n)
        return true;
    ag_note(ck->diags,
            ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(pattern),
                      "a name has no part '%.*s'", AG_ARG(wrong)),
            (struct ag_span){0, 0}, "the parts are %s", ag_pattern_parts);
    return false;
}

/* Whether `e` is a pattern, or a call with one. */
static bool
check_pattern(struct ag_checker *ck, const struct ag_member *m,
              const struct ag_expr *e)
{
    const struct ag_expr *bound[AG_MAX_ARGS];
    bool fits;

    if (e->kind == AG_EXPR_STRING)
        return check_words(ck, e);
    if (e->kind != AG_EXPR_CALL) {
        ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(e),
                  "the value of '%.*s' must be a pattern, such as "
                  "\"{table}_{columns}_key\"",
                  AG_ARG(m->name));
        return false;
    }
    struct ag_str form = ag_setting_word(ck, e, &fits);
    return ag_choose(ck, m->name, form, ag_expr_span(e), forms) >= 0 &&
           ag_bind(ck, form, ag_expr_span(e), e->items, form_args, bound) &&
           check_words(ck, bound[PATTERN]);
}

/* Whether `e` is SQL for a database. */
static bool
check_now(struct ag_checker *ck, const struct ag_member *m,
          const struct ag_expr *e)
{
    bool fits;

    if (e->kind == AG_EXPR_CALL && e->items &&
        e->items->kind == AG_EXPR_STRING && !e->items->next &&
        ag_str_eq(ag_setting_word(ck, e, &fits), AG_STR("dbgenerated")))
        return true;
    ag_report(ck->diags, AG_BAD_SETTING, ag_expr_span(e),
              "the value of '%.*s' must be SQL for a database, such as "
              "mysql.dbgenerated(\"now()\")",
              AG_ARG(m->name));
    return false;
}

/* Applies a check to a value, or to each one of a list. */
static bool
check_each(struct ag_checker *ck, const struct ag_member *m,
           bool (*check)(struct ag_checker *, const struct ag_member *,
                         const struct ag_expr *))
{
    bool list = m->value->kind == AG_EXPR_ARRAY, good = true;
    const struct ag_expr *e = list ? m->value->items : m->value;

    for (; e; e = list ? e->next : NULL)
        good &= check(ck, m, e);
    return good;
}

bool
ag_check_pattern(struct ag_checker *ck, const struct ag_member *m)
{
    return check_each(ck, m, check_pattern);
}

bool
ag_check_now(struct ag_checker *ck, const struct ag_member *m)
{
    return check_each(ck, m, check_now);
}

/* The rule of a pattern that was checked. */
static struct ag_name_rule
rule_of(const struct ag_expr *e, enum ag_cut cut)
{
    struct ag_name_rule rule = {.cut = cut};

    if (e->kind == AG_EXPR_STRING) {
        rule.pattern = e->text;
        return rule;
    }
    rule.is_constraint = ag_str_ends(e->text, ag_str(forms[FORM_constraint]));
    for (const struct ag_expr *arg = e->items; arg; arg = arg->next)
        if (ag_str_eq(ag_label(arg), AG_STR("cut")))
            rule.cut = (enum ag_cut)ag_arg_choice(arg, ag_cut_names);
        else
            rule.pattern = arg->text;
    return rule;
}

void
ag_settle_convention(struct ag_config *config)
{
    struct ag_name_rule *rules = config->named.names;

    for (size_t i = 0; i < AG_NCONSTRAINT; i++)
        if (config->names[i])
            rules[i] = rule_of(config->names[i], (enum ag_cut)config->cut);
    if (!config->names[AG_CONSTRAINT_composite_primary])
        rules[AG_CONSTRAINT_composite_primary] = rules[AG_CONSTRAINT_primary];
    if (!config->names[AG_CONSTRAINT_block_unique])
        rules[AG_CONSTRAINT_block_unique] = rules[AG_CONSTRAINT_unique];
}
