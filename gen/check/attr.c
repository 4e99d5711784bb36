#include "gen/check/checker.h"

static bool
is_raw(const struct ag_expr *e)
{
    return e->kind == AG_EXPR_CALL && ag_str_eq(e->text, AG_STR("raw")) &&
           e->items && e->items->kind == AG_EXPR_STRING;
}

bool
ag_is_word(const struct ag_expr *e, struct ag_str word)
{
    return e->kind == AG_EXPR_NAME && ag_str_eq(e->text, word);
}

bool
ag_is_boolean(const struct ag_expr *e)
{
    return ag_is_word(e, AG_STR("true")) || ag_is_word(e, AG_STR("false"));
}

struct ag_str
ag_arg_text(const struct ag_expr *arg)
{
    if (!arg)
        return (struct ag_str){0};
    return is_raw(arg) ? arg->items->text : arg->text;
}

int
ag_arg_choice(const struct ag_expr *arg, const char *const *values)
{
    for (int i = 0; values[i]; i++)
        if (ag_str_eq(arg->text, ag_str(values[i])))
            return i;
    return -1;
}

/* Whether `arg` has the form that `spec` requires. */
static bool
fits(const struct ag_expr *arg, const struct ag_arg_spec *spec)
{
    uint32_t number;

    switch (spec->kind) {
    case AG_ARG_any:
        return true;
    case AG_ARG_string:
        return arg->kind == AG_EXPR_STRING;
    case AG_ARG_db_name:
        return arg->kind == AG_EXPR_STRING && arg->text.n;
    case AG_ARG_integer:
        return arg->kind == AG_EXPR_NUMBER && ag_str_uint(arg->text, &number);
    case AG_ARG_boolean:
        return ag_is_boolean(arg);
    case AG_ARG_name:
        return arg->kind == AG_EXPR_NAME || arg->kind == AG_EXPR_CALL;
    case AG_ARG_fields:
        return arg->kind == AG_EXPR_ARRAY || arg->kind == AG_EXPR_NAME ||
               arg->kind == AG_EXPR_CALL;
    case AG_ARG_sql:
        return arg->kind == AG_EXPR_STRING || is_raw(arg) ||
               arg->kind == AG_EXPR_OBJECT;
    }
    return false;
}

/* The form of each kind of argument, in the words of messages. */
static const char *const forms[] = {
    [AG_ARG_any] = "a value",
    [AG_ARG_string] = "a string",
    [AG_ARG_db_name] = "a non-empty string",
    [AG_ARG_integer] = "a number",
    [AG_ARG_boolean] = "true or false",
    [AG_ARG_name] = "a name",
    [AG_ARG_fields] = "a list of fields",
    [AG_ARG_sql] = "a string with SQL",
};

/* Adds the fix-it for quotes that are missing or superfluous. */
static void
fix_argument(struct ag_checker *ck, struct ag_diag *diag,
             const struct ag_expr *arg, const struct ag_arg_spec *spec)
{
    struct ag_expr bare = *arg;

    if (arg->kind == AG_EXPR_NAME &&
        (spec->kind == AG_ARG_string || spec->kind == AG_ARG_db_name))
        ag_fix_quotes(ck, diag, arg);
    if (arg->kind != AG_EXPR_STRING)
        return;
    bare.kind = spec->kind == AG_ARG_integer ? AG_EXPR_NUMBER : AG_EXPR_NAME;
    if ((spec->kind == AG_ARG_integer || spec->kind == AG_ARG_boolean ||
         (spec->values && ag_arg_choice(&bare, spec->values) >= 0)) &&
        fits(&bare, spec))
        ag_fix(ck->diags, diag, ag_expr_span(arg), arg->text);
}

const char *
ag_known_form(enum ag_arg_kind kind)
{
    return forms[kind];
}

static void
check_argument(struct ag_checker *ck, struct ag_str name,
               const struct ag_expr *arg, const struct ag_arg_spec *spec,
               bool *good)
{
    if (!fits(arg, spec)) {
        fix_argument(ck,
                     ag_report(ck->diags, AG_BAD_ARGUMENT, ag_expr_span(arg),
                               "the value of '%s' in %.*s must be %s",
                               spec->name, AG_ARG(name), forms[spec->kind]),
                     arg, spec);
        *good = false;
        return;
    }
    if (spec->kind != AG_ARG_name || !spec->values ||
        ag_arg_choice(arg, spec->values) >= 0)
        return;

    struct ag_nearest nearest = ag_nearest(arg->text);
    struct ag_diag *diag =
        ag_report(ck->diags, AG_BAD_ARGUMENT, ag_expr_span(arg),
                  "the value of '%s' in %.*s cannot be '%.*s'", spec->name,
                  AG_ARG(name), AG_ARG(arg->text));
    for (size_t i = 0; spec->values[i]; i++)
        ag_nearest_try(&nearest, ag_str(spec->values[i]));
    ag_note_nearest(ck->diags, diag, ag_expr_span(arg), &nearest);
    *good = false;
}

static void
report_unknown(struct ag_checker *ck, struct ag_str name,
               const struct ag_expr *arg, const struct ag_arg_spec *specs)
{
    struct ag_nearest nearest = ag_nearest(ag_label(arg));
    struct ag_span span = ag_str_span(ag_label(arg));
    struct ag_diag *diag;

    if (ag_label(arg).n == 0) {
        ag_report(ck->diags, AG_UNKNOWN_ARGUMENT, ag_expr_span(arg),
                  !specs[0].name ? "%.*s takes no arguments"
                  : specs[0].need == AG_ARG_NAMED
                      ? "%.*s takes only named arguments"
                      : "%.*s takes only one unnamed argument",
                  AG_ARG(name));
        return;
    }
    diag = ag_report(ck->diags, AG_UNKNOWN_ARGUMENT, span,
                     "%.*s has no argument '%.*s'", AG_ARG(name),
                     AG_ARG(ag_label(arg)));
    for (const struct ag_arg_spec *s = specs; s->name; s++)
        ag_nearest_try(&nearest, ag_str(s->name));
    ag_note_nearest(ck->diags, diag, span, &nearest);
}

/* The index of the spec that `arg` is for, or -1. */
static int
find_spec(const struct ag_expr *arg, const struct ag_arg_spec *specs,
          bool first_taken)
{
    if (ag_label(arg).n == 0)
        return specs[0].name && specs[0].need != AG_ARG_NAMED && !first_taken
                   ? 0 : -1;
    for (int i = 0; specs[i].name; i++)
        if (ag_str_eq(ag_label(arg), ag_str(specs[i].name)))
            return i;
    return -1;
}

bool
ag_bind(struct ag_checker *ck, struct ag_str name, struct ag_span span,
        const struct ag_expr *args, const struct ag_arg_spec *specs,
        const struct ag_expr **bound)
{
    bool good = true;

    for (int i = 0; i < AG_MAX_ARGS; i++)
        bound[i] = NULL;
    for (const struct ag_expr *arg = args; arg; arg = arg->next) {
        int i = find_spec(arg, specs, bound[0] != NULL);
        if (i < 0) {
            report_unknown(ck, name, arg, specs);
            good = false;
        } else if (bound[i]) {
            ag_report(ck->diags, AG_DUPLICATE_ARGUMENT,
                      ag_label(arg).n ? ag_str_span(ag_label(arg))
                                      : ag_expr_span(arg),
                      "'%s' is given twice in %.*s", specs[i].name,
                      AG_ARG(name));
            good = false;
        } else {
            bound[i] = arg;
            check_argument(ck, name, arg, &specs[i], &good);
        }
    }
    for (int i = 0; specs[i].name; i++) {
        if (specs[i].need == AG_ARG_REQUIRED && !bound[i]) {
            ag_report(ck->diags, AG_MISSING_ARGUMENT, span,
                      "%.*s needs the argument '%s', %s", AG_ARG(name),
                      specs[i].name, forms[specs[i].kind]);
            good = false;
        }
    }
    return good;
}

bool
ag_bind_attr(struct ag_checker *ck, const struct ag_attr *attr,
             const struct ag_arg_spec *specs, const struct ag_expr **bound)
{
    return ag_bind(ck, ag_attr_title(attr), ag_attr_span(attr), attr->args,
                   specs, bound);
}

void
ag_report_attribute(struct ag_checker *ck, const struct ag_attr *attr,
                    bool (*known)(size_t, struct ag_known *))
{
    struct ag_nearest nearest = ag_nearest(attr->name);
    struct ag_str title = ag_attr_title(attr);
    struct ag_diag *diag =
        ag_report(ck->diags, AG_UNKNOWN_ATTRIBUTE, ag_attr_span(attr),
                  "unknown attribute %.*s", AG_ARG(title));
    struct ag_known word;

    for (size_t i = 0; known(i, &word); i++)
        ag_nearest_try(&nearest, word.name);
    ag_note_nearest(ck->diags, diag, ag_str_span(attr->name), &nearest);
}

struct ag_diag *
ag_report_twice(struct ag_checker *ck, const struct ag_attr *attr,
                const struct ag_attr *first)
{
    struct ag_str title = ag_attr_title(attr);
    struct ag_diag *diag =
        ag_report(ck->diags, AG_DUPLICATE_ATTRIBUTE, ag_attr_span(attr),
                  "%.*s is given twice", AG_ARG(title));

    ag_note(ck->diags, diag, ag_attr_span(first), "first given here");
    return diag;
}

const struct ag_arg_spec ag_map_args[] = {
    {"name", AG_ARG_db_name, AG_ARG_REQUIRED, NULL},
    {0},
};
const struct ag_arg_spec ag_code_args[] = {
    {"name", AG_ARG_db_name, AG_ARG_REQUIRED, NULL},
    {"key", AG_ARG_db_name, AG_ARG_OPTIONAL, NULL},
    {0},
};
const struct ag_arg_spec ag_schema_args[] = {
    {"map", AG_ARG_db_name, AG_ARG_REQUIRED, NULL},
    {0},
};

/* The name that @map, @@map or @@schema gives. */
struct ag_str
ag_mapped_name(struct ag_checker *ck, const struct ag_attr *attr,
               const struct ag_arg_spec *specs)
{
    const struct ag_expr *bound[AG_MAX_ARGS];

    if (!ag_bind_attr(ck, attr, specs, bound))
        return (struct ag_str){0};
    return bound[0]->text;
}
