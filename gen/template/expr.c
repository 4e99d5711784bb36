#include "gen/template/parse.h"

/* clang-format off */
static const char *const token_names[] = {
    [AG_TT_END]         = "the end of the input",
    [AG_TT_BAD]         = "an unexpected character",
    [AG_TT_TEXT]        = "text",
    [AG_TT_TAG]         = "'{%'",
    [AG_TT_PRINT]       = "'{{'",
    [AG_TT_LINE]        = "'{{'",
    [AG_TT_CLOSE_TAG]   = "'%}'",
    [AG_TT_CLOSE_PRINT] = "'}}'",
    [AG_TT_OPEN]        = "the start of another tag",
    [AG_TT_NAME]        = "a name",
    [AG_TT_TRUE]        = "'true'",
    [AG_TT_FALSE]       = "'false'",
    [AG_TT_NOT]         = "'not'",
    [AG_TT_AND]         = "'and'",
    [AG_TT_OR]          = "'or'",
    [AG_TT_STRING]      = "a string",
    [AG_TT_OPEN_STRING] = "a string without a closing quote",
    [AG_TT_NUMBER]      = "a number",
    [AG_TT_DOT]         = "'.'",
    [AG_TT_COMMA]       = "','",
    [AG_TT_COLON]       = "':'",
    [AG_TT_PIPE]        = "'|'",
    [AG_TT_LPAREN]      = "'('",
    [AG_TT_RPAREN]      = "')'",
    [AG_TT_LBRACKET]    = "'['",
    [AG_TT_RBRACKET]    = "']'",
    [AG_TT_QUESTION]    = "'?'",
    [AG_TT_EQ]          = "'=='",
    [AG_TT_NE]          = "'!='",
};
/* clang-format on */

static const struct type text_type = {.kind = AG_KIND_TEXT};
static const struct type safe_type = {.kind = AG_KIND_SAFE};
static const struct type number_type = {.kind = AG_KIND_NUMBER};
static const struct type bool_type = {.kind = AG_KIND_BOOL};

/*
 * Tokens.
 */

void
ag_tmpl_next(struct parser *p)
{
    p->token = ag_tmpl_lex_code(&p->lexer);
    p->text = p->lexer.token;
}

bool
ag_tmpl_accept(struct parser *p, enum ag_tmpl_token token)
{
    if (p->token != token)
        return false;
    ag_tmpl_next(p);
    return true;
}

static bool
at_word(const struct parser *p, const char *word)
{
    return p->token == AG_TT_NAME && ag_str_eq(p->text, ag_str(word));
}

bool
ag_tmpl_accept_word(struct parser *p, const char *word)
{
    if (!at_word(p, word))
        return false;
    ag_tmpl_next(p);
    return true;
}

void
ag_tmpl_skip(struct parser *p)
{
    p->panic = true;
    while (p->token != AG_TT_CLOSE_TAG && p->token != AG_TT_CLOSE_PRINT &&
           p->token != AG_TT_OPEN && p->token != AG_TT_END)
        ag_tmpl_next(p);
}

void
ag_tmpl_expected(struct parser *p, const char *what)
{
    if (p->panic)
        return;
    if (p->token == AG_TT_NAME)
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(p->text),
                      "expected %s, found '%.*s'", what, AG_ARG(p->text));
    else
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(p->text),
                      "expected %s, found %s", what, token_names[p->token]);
    ag_tmpl_skip(p);
}

bool
ag_tmpl_expect(struct parser *p, enum ag_tmpl_token token)
{
    if (ag_tmpl_accept(p, token))
        return true;
    ag_tmpl_expected(p, token_names[token]);
    return false;
}

struct ag_str
ag_tmpl_name(struct parser *p)
{
    struct ag_str name = p->text;
    return ag_tmpl_expect(p, AG_TT_NAME) ? name : (struct ag_str){0};
}

static char
unescape(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case '\\':
    case '\'':
    case '"':
        return c;
    default:
        return 0;
    }
}

struct ag_str
ag_tmpl_literal(struct parser *p)
{
    struct ag_str s = p->text, inside;

    if (!ag_tmpl_expect(p, AG_TT_STRING))
        return (struct ag_str){0};
    inside = ag_str_cut(s, 1, s.n - 1);
    if (ag_str_find(inside, '\\') == inside.n)
        return inside;

    char *to = ag_arena_text(p->set->arena, inside.n);
    struct ag_str text = {to, 0, s.at};
    for (uint32_t i = 0; i < inside.n; i++) {
        char c = inside.p[i];
        if (c == '\\') {
            c = unescape(inside.p[++i]);
            if (!c)
                ag_tmpl_error(p->set, AG_TMPL_SYNTAX,
                              ag_str_span(ag_str_cut(inside, i - 1, i + 1)),
                              "unknown escape; use \\n, \\r, \\t, \\\\, "
                              "\\' or \\\"");
        }
        to[text.n++] = c;
    }
    return text;
}

/*
 * Terms.
 */

static struct ag_span
until(const struct parser *p, struct ag_span from)
{
    struct ag_span here = ag_str_span(p->text);

    /* The token after the term; blanks before it do not matter much, but a
     * line end would. */
    const char *end = p->text.p;
    while (here.at > from.at + 1 && (end[-1] == ' ' || end[-1] == '\n' ||
                                     end[-1] == '\r' || end[-1] == '\t')) {
        end--;
        here.at--;
    }
    return (struct ag_span){from.at, from.at ? here.at : 0};
}

static struct expr *
new_expr(struct parser *p, enum ag_term op, const struct expr *a)
{
    struct expr *e = AG_NEW(p->set->arena, struct expr);
    e->op = op;
    e->a = a;
    return e;
}

static bool
is_text(struct type type)
{
    return type.kind == AG_KIND_TEXT || type.kind == AG_KIND_SAFE;
}

static struct term
constant(struct parser *p, struct type type, struct ag_value value,
         struct ag_span span)
{
    struct expr *e =
        new_expr(p, is_text(type) ? AG_TERM_TEXT : AG_TERM_NUMBER, NULL);

    e->value = value;
    return (struct term){e, type, span, 1};
}

/* The term of an expression with a reported error. */
static struct term
bad(struct parser *p, struct ag_span span)
{
    return constant(p, (struct type){.bad = true},
                    (struct ag_value){.number = 0}, span);
}

/* A term made of `a`. */
static struct term
over(struct parser *p, struct term a, enum ag_term op, struct type type)
{
    if (a.type.bad)
        return a;
    if (++a.depth > EXPR_LIMIT) {
        ag_tmpl_error(p->set, AG_TMPL_LIMIT, a.span,
                      "the expression is nested more than %d levels deep",
                      EXPR_LIMIT);
        return bad(p, a.span);
    }
    a.expr = new_expr(p, op, a.expr);
    a.type = type;
    a.span = until(p, a.span);
    return a;
}

static struct term
over_both(struct parser *p, struct term a, struct term b, enum ag_term op,
          struct type type)
{
    if (a.depth < b.depth)
        a.depth = b.depth;
    a = over(p, a, op, type);
    if (!a.type.bad)
        a.expr->b = b.expr;
    return a;
}

/*
 * Types.
 */

static const char *const kind_names[] = {
    [AG_KIND_TEXT] = "text",     [AG_KIND_SAFE] = "safe text",
    [AG_KIND_NUMBER] = "number", [AG_KIND_BOOL] = "bool",
    [AG_KIND_ENUM] = "enum",     [AG_KIND_OBJECT] = "object",
    [AG_KIND_LIST] = "list",
};

struct ag_str
ag_tmpl_describe(struct ag_tmpl_set *set, struct type type)
{
    const char *name = kind_names[type.kind];

    if (type.kind == AG_KIND_LIST)
        return ag_arena_fmt(set->arena, "a list of %s", type.cls->name);
    if (type.kind == AG_KIND_OBJECT)
        name = type.cls->name;
    return ag_arena_fmt(set->arena, "%s %s",
                        strchr("aeiou", *name) ? "an" : "a", name);
}

static bool
same_type(struct type a, struct type b)
{
    if (a.kind != b.kind)
        return false;
    if (a.kind == AG_KIND_ENUM)
        return a.prop->names == b.prop->names;
    if (a.kind == AG_KIND_LIST && a.prop->next != b.prop->next)
        return false;
    return a.cls == b.cls;
}

/* An expression that gives the text of a number, bool or enum; the expression
 * itself if it is text, NULL if it has none. */
static struct expr *
shown(struct ag_tmpl_set *set, struct type type, struct expr *a)
{
    struct expr *e;

    if (type.bad || is_text(type))
        return a;
    if (type.kind == AG_KIND_OBJECT || type.kind == AG_KIND_LIST)
        return NULL;
    e = AG_NEW(set->arena, struct expr);
    e->a = a;
    e->op = AG_TERM_NUMBER_TEXT;
    if (type.kind == AG_KIND_BOOL)
        e->op = AG_TERM_BOOL_TEXT;
    if (type.kind == AG_KIND_ENUM) {
        e->op = AG_TERM_ENUM_TEXT;
        e->prop = type.prop;
    }
    return e;
}

bool
ag_tmpl_fit(struct ag_tmpl_set *set, struct type from, struct type to,
            struct expr **expr)
{
    if (from.bad || to.bad)
        return true;
    if (to.kind == AG_KIND_SAFE && from.kind == AG_KIND_TEXT)
        return false;
    if (!is_text(to))
        return same_type(from, to);
    struct expr *text = shown(set, from, *expr);
    if (!text)
        return false;
    *expr = text;
    return true;
}

/* A condition that options alone decide becomes a constant: templates ask for
 * the dialect everywhere. */
static struct term
fold(struct term a)
{
    const struct expr *left = a.expr->a, *right = a.expr->b;
    bool value;

    if (a.type.bad || is_constant(a.expr) || !is_constant(left))
        return a;
    if (a.expr->op == AG_TERM_NOT)
        value = !left->value.number;
    else if (a.expr->op == AG_TERM_TEXT_TRUTH)
        value = left->value.text.n > 0;
    else if (a.expr->op == AG_TERM_TEXT_EQ && is_constant(right))
        value = ag_str_eq(left->value.text, right->value.text);
    else
        return a;
    *a.expr = (struct expr){.op = AG_TERM_NUMBER, .value.number = value};
    return a;
}

/* Whether there is some text. A call may turn out to be one of a test, also as
 * one of two choices. */
static struct term
text_truth(struct parser *p, struct term a)
{
    struct call *call = a.expr->op == AG_TERM_CALL ? a.expr->call : NULL;

    if (a.expr->op == AG_TERM_CHOOSE) {
        struct term yes = a, no = a;
        yes.expr = a.expr->choose.yes;
        no.expr = a.expr->choose.no;
        a.expr->choose.yes = text_truth(p, yes).expr;
        a.expr->choose.no = text_truth(p, no).expr;
        a.type = bool_type;
        return a;
    }
    a = fold(over(p, a, AG_TERM_TEXT_TRUTH, bool_type));
    if (call && !a.type.bad)
        call->truth = a.expr;
    return a;
}

/* Turns a term into a condition. */
static struct term
truth(struct parser *p, struct term a)
{
    if (a.type.bad)
        return a;
    switch (a.type.kind) {
    case AG_KIND_TEXT:
    case AG_KIND_SAFE:
        return text_truth(p, a);
    case AG_KIND_NUMBER:
        a.type = bool_type;
        return a;
    case AG_KIND_BOOL:
        return a;
    case AG_KIND_OBJECT:
    case AG_KIND_LIST:
        return over(p, a, AG_TERM_OBJECT_TRUTH, bool_type);
    case AG_KIND_ENUM:
        break;
    }
    ag_tmpl_error(p->set, AG_TMPL_TYPE, a.span,
                  "an enum is not a condition; compare it with == or in");
    return bad(p, a.span);
}

/* The term, which must be of the kind. */
static struct term
of_kind(struct parser *p, struct term a, enum ag_kind kind, const char *what)
{
    if (a.type.bad || a.type.kind == kind)
        return a;
    ag_tmpl_error(p->set, AG_TMPL_TYPE, a.span, "expected %s, found %.*s", what,
                  AG_ARG(ag_tmpl_describe(p->set, a.type)));
    return bad(p, a.span);
}

/*
 * Names.
 */

static bool
is_named(const char *name, struct ag_str s)
{
    return *name == *s.p && strncmp(name, s.p, s.n) == 0 && !name[s.n];
}

/* The name at `i` of a table, NULL at its end. */
typedef const char *name_fn(const void *list, size_t i);

/* "a, b, c" */
static struct ag_str
join_names(struct ag_tmpl_set *set, name_fn *get, const void *list)
{
    struct ag_buf buf;
    const char *name;

    ag_buf_init(&buf, set->arena);
    for (size_t i = 0; (name = get(list, i)); i++) {
        ag_buf_str(&buf, i ? AG_STR(", ") : AG_STR(""));
        ag_buf_str(&buf, ag_str(name));
    }
    return ag_buf_take(&buf);
}

static const char *
prop_name(const void *list, size_t i)
{
    const struct ag_prop *props = list;
    return props[i].name;
}

static const char *
filter_name(const void *list, size_t i)
{
    const struct ag_filter *filters = list;
    return filters[i].name;
}

static void
note_nearest(struct ag_tmpl_set *set, struct ag_diag *diag,
             struct ag_str wanted, name_fn *get, const void *list)
{
    struct ag_nearest nearest = ag_nearest(wanted);
    const char *name;

    for (size_t i = 0; (name = get(list, i)); i++)
        ag_nearest_try(&nearest, ag_str(name));
    ag_note_nearest(set->diags, diag, ag_str_span(wanted), &nearest);
}

static struct type
prop_type(const struct ag_prop *prop)
{
    return (struct type){.kind = prop->kind, .cls = prop->cls, .prop = prop};
}

/* The property of this name; or NULL. A class has dozens, of which templates
 * name a few again and again. */
static const struct ag_prop *
find_prop(struct ag_tmpl_set *set, const struct ag_class *cls,
          struct ag_str name)
{
    uint32_t i = ((uint32_t)((uintptr_t)cls >> 4) + (unsigned char)*name.p * 5 +
                  name.n * 7) %
                 PROP_CACHE;
    const struct ag_prop *prop = cls->props;

    if (set->props[i].cls == cls && is_named(set->props[i].prop->name, name))
        return set->props[i].prop;
    while (prop->name && !is_named(prop->name, name))
        prop++;
    if (!prop->name)
        return NULL;
    set->props[i].cls = cls;
    set->props[i].prop = prop;
    return prop;
}

static struct term
property(struct parser *p, struct term a, struct ag_str name)
{
    struct ag_diag *diag;

    if (a.type.bad)
        return a;
    if (a.type.kind != AG_KIND_OBJECT) {
        ag_tmpl_error(p->set, AG_TMPL_TYPE, ag_str_span(name),
                      "%.*s has no properties",
                      AG_ARG(ag_tmpl_describe(p->set, a.type)));
        return bad(p, a.span);
    }
    const struct ag_class *cls = a.type.cls;
    const struct ag_prop *prop = find_prop(p->set, cls, name);
    if (prop) {
        a = over(p, a, AG_TERM_PROP, prop_type(prop));
        if (!a.type.bad)
            a.expr->prop = prop;
        return a;
    }
    diag = ag_tmpl_error(p->set, AG_TMPL_UNKNOWN_NAME, ag_str_span(name),
                         "class %s has no property '%.*s'; its properties are "
                         "%.*s",
                         cls->name, AG_ARG(name),
                         AG_ARG(join_names(p->set, prop_name, cls->props)));
    note_nearest(p->set, diag, name, prop_name, cls->props);
    return bad(p, a.span);
}

/* option.NAME */
static struct term
option(struct parser *p, struct ag_span span)
{
    const struct ag_tmpl_world *world = p->set->world;
    struct ag_diag *diag;

    if (!ag_tmpl_expect(p, AG_TT_DOT))
        return bad(p, span);
    struct ag_str name = p->text;
    if (!ag_tmpl_expect(p, AG_TT_NAME))
        return bad(p, span);
    for (uint32_t i = 0; i < world->nconst; i++) {
        const struct ag_tmpl_const *c = &world->consts[i];
        if (!ag_str_eq(c->name, name))
            continue;
        span = until(p, span);
        if (!c->open)
            return constant(p, (struct type){.kind = c->kind}, c->value, span);
        struct expr *e = new_expr(p, AG_TERM_OPTION, NULL);
        e->slot = i;
        return (struct term){e, {.kind = c->kind}, span, 1};
    }
    struct ag_nearest nearest = ag_nearest(name);
    for (size_t i = 0; i < world->nconst; i++)
        ag_nearest_try(&nearest, world->consts[i].name);
    diag = ag_tmpl_error(p->set, AG_TMPL_UNKNOWN_NAME, ag_str_span(name),
                         "the target has no option '%.*s'", AG_ARG(name));
    ag_note_nearest(p->set->diags, diag, ag_str_span(name), &nearest);
    return bad(p, span);
}

static struct term
imports(struct parser *p, struct ag_span span)
{
    struct type type = {.kind = AG_KIND_LIST,
                        .cls = &ag_import_class,
                        .prop = ag_imports_class.props};

    if (!p->scope->deferred && !p->scope->macro)
        ag_tmpl_error(p->set, AG_TMPL_UNKNOWN_NAME, span,
                      "'imports' can be used only in {%% deferred %%} and in "
                      "macros");
    return (struct term){new_expr(p, AG_TERM_IMPORTS, NULL), type, span, 1};
}

void
ag_tmpl_declare(struct parser *p, struct ag_str name, struct type type)
{
    struct scope *scope = p->scope;

    scope->vars[scope->nvar] = (struct param){name, type};
    scope->nvar++;
    if (scope->unit->nslot < scope->nvar)
        scope->unit->nslot = scope->nvar;
}

static struct term
variable(struct parser *p, struct ag_str name)
{
    struct scope *scope = p->scope;
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_diag *diag;

    for (uint32_t i = scope->nvar; i-- > 0;) {
        if (!ag_str_eq(scope->vars[i].name, name))
            continue;
        struct expr *e = new_expr(p, AG_TERM_VAR, NULL);
        e->slot = i;
        return (struct term){e, scope->vars[i].type, ag_str_span(name), 1};
    }
    if (ag_str_eq(name, AG_STR("option")))
        return option(p, ag_str_span(name));
    if (ag_str_eq(name, AG_STR("imports")))
        return imports(p, ag_str_span(name));

    diag = ag_tmpl_error(p->set, AG_TMPL_UNKNOWN_NAME, ag_str_span(name),
                         "unknown name '%.*s'", AG_ARG(name));
    for (uint32_t i = 0; i < scope->nvar; i++)
        ag_nearest_try(&nearest, scope->vars[i].name);
    ag_nearest_try(&nearest, AG_STR("option"));
    ag_note_nearest(p->set->diags, diag, ag_str_span(name), &nearest);
    return bad(p, ag_str_span(name));
}

/*
 * Calls and filters.
 */

static struct term conditional(struct parser *p);

/* The arguments up to the parenthesis that closes; their number, which may be
 * more than there is room for. */
static unsigned
arguments(struct parser *p, struct term *args, unsigned room, unsigned *depth)
{
    unsigned n = 0;

    if (ag_tmpl_accept(p, AG_TT_RPAREN))
        return 0;
    do {
        struct term arg = conditional(p);
        if (n < room)
            args[n] = arg;
        if (*depth < arg.depth)
            *depth = arg.depth;
        n++;
    } while (ag_tmpl_accept(p, AG_TT_COMMA));
    ag_tmpl_expect(p, AG_TT_RPAREN);
    return n;
}

/* used('module', 'name') */
static struct term
used(struct parser *p, struct ag_span span)
{
    struct term args[2], term;
    unsigned depth = 0, n = arguments(p, args, 2, &depth);

    span = until(p, span);
    if (p->panic)
        return bad(p, span);
    if (n != 2 || !(args[0].type.bad || is_text(args[0].type)) ||
        !(args[1].type.bad || is_text(args[1].type))) {
        ag_tmpl_error(p->set, AG_TMPL_TYPE, span,
                      "'used' takes two texts: a module and a name");
        return bad(p, span);
    }
    if (args[0].type.bad || args[1].type.bad)
        return bad(p, span);
    term = over_both(p, args[0], args[1], AG_TERM_USED_TEXT, bool_type);
    term.span = span;
    if (!term.type.bad && is_constant(args[0].expr) &&
        is_constant(args[1].expr)) {
        term.expr->op = AG_TERM_USED;
        term.expr->slot =
            ag_import_slot(&p->set->imports, p->set->arena,
                           args[0].expr->value.text, args[1].expr->value.text);
    }
    return term;
}

/* A call of a macro, test or table, which is looked up when all are known. */
static struct term
call(struct parser *p, struct ag_str name)
{
    struct call *call = AG_NEW(p->set->arena, struct call);
    struct term args[PARAM_LIMIT];
    unsigned depth = 0, n = arguments(p, args, PARAM_LIMIT, &depth);
    struct ag_span span = until(p, ag_str_span(name));

    if (p->panic)
        return bad(p, span);
    call->name = name;
    call->nargs = n;
    if (n > PARAM_LIMIT)
        n = PARAM_LIMIT; /* linking will report it */
    call->args = AG_NEW_ARRAY(p->set->arena, struct arg, n);
    for (unsigned i = 0; i < n; i++)
        call->args[i] = (struct arg){args[i].expr, args[i].type, args[i].span};
    call->next = p->scope->unit->calls;
    p->scope->unit->calls = call;
    struct expr *e = new_expr(p, AG_TERM_CALL, NULL);
    e->call = call;
    return (struct term){e, safe_type, span, depth + 1};
}

static bool
one_of(const char *const *choices, struct ag_str s)
{
    for (; *choices; choices++)
        if (ag_str_eq(ag_str(*choices), s))
            return true;
    return false;
}

static const char *
choice_name(const void *list, size_t i)
{
    const char *const *choices = list;
    return choices[i];
}

/* Checks an argument of a filter. */
static bool
check_arg(struct parser *p, const struct ag_filter *filter,
          const struct ag_filter_param *param, struct term *arg,
          struct expr **expr)
{
    struct ag_tmpl_set *set = p->set;
    struct type want = {.kind = param->kind};

    *expr = arg->expr;
    if (arg->type.bad)
        return false;
    if (!ag_tmpl_fit(set, arg->type, want, expr)) {
        ag_tmpl_error(set, AG_TMPL_TYPE, arg->span,
                      "the argument of '%s' must be a %s, not %.*s",
                      filter->name, kind_names[param->kind],
                      AG_ARG(ag_tmpl_describe(set, arg->type)));
        return false;
    }
    if (!param->choices || !is_constant(arg->expr) ||
        one_of(param->choices, arg->expr->value.text))
        return true;
    ag_tmpl_error(set, AG_TMPL_TYPE, arg->span,
                  "the argument of '%s' cannot be '%.*s'; use one of: %.*s",
                  filter->name, AG_ARG(arg->expr->value.text),
                  AG_ARG(join_names(p->set, choice_name, param->choices)));
    return false;
}

static bool
check_args(struct parser *p, const struct ag_filter *filter,
           struct ag_span span, struct term *args, unsigned n,
           struct expr **exprs)
{
    bool good = true;

    if (n < filter->need || n > filter->may) {
        ag_tmpl_error(
            p->set, AG_TMPL_TYPE, span, "'%s' takes %s%u argument%s, not %u",
            filter->name,
            filter->need < filter->may
                ? n < filter->need ? "at least " : "at most "
                : "",
            n < filter->need ? filter->need : filter->may,
            (n < filter->need ? filter->need : filter->may) == 1 ? "" : "s", n);
        return false;
    }
    for (unsigned i = 0; i < n; i++)
        if (!check_arg(p, filter, &filter->params[i], &args[i], &exprs[i]))
            good = false;
    return good;
}

/* Converts the input of a filter to the kind that it takes. */
static bool
check_input(struct parser *p, const struct ag_filter *filter, struct term *a)
{
    struct expr *e = a->expr;
    struct type type = a->type;

    if (filter->takes == AG_KIND_LIST) {
        if (type.kind == AG_KIND_LIST)
            return true;
    } else if (ag_tmpl_fit(p->set, type, (struct type){.kind = filter->takes},
                           &e)) {
        if (e != a->expr) {
            a->expr = e;
            a->type = safe_type;
            a->depth++;
        }
        return true;
    } else if (type.kind == AG_KIND_TEXT) {
        ag_tmpl_error(p->set, AG_TMPL_UNESCAPED, a->span,
                      "'%s' takes safe text; apply a filter such as 'ident' "
                      "before it",
                      filter->name);
        return false;
    }
    ag_tmpl_error(p->set, AG_TMPL_TYPE, a->span,
                  "'%s' cannot be applied to %.*s", filter->name,
                  AG_ARG(ag_tmpl_describe(p->set, type)));
    return false;
}

static struct term
use(struct parser *p, struct term a, struct expr *const *args)
{
    const struct expr *name = a.expr, *module = args[0];
    bool as_type = args[1] != NULL;

    a = over(p, a, AG_TERM_USE_TEXT, a.type);
    if (a.type.bad)
        return a;
    a.expr->b = module;
    a.expr->slot = as_type;
    if (is_constant(name) && is_constant(module)) {
        a.expr->op = AG_TERM_USE;
        a.expr->slot =
            as_type + ag_import_slot(&p->set->imports, p->set->arena,
                                     module->value.text, name->value.text);
    }
    return a;
}

static struct term
apply(struct parser *p, const struct ag_filter *filter, struct term a,
      struct expr *const *args)
{
    switch (filter->op) {
    case AG_FILTER_USE:
        return use(p, a, args);
    case AG_FILTER_COUNT: {
        struct type type = a.type;
        a = over(p, a, AG_TERM_COUNT, number_type);
        if (!a.type.bad)
            a.expr->prop = type.prop;
        return a;
    }
    case AG_FILTER_WRITE:
        break;
    }
    struct filter_use *use = AG_NEW(p->set->arena, struct filter_use);
    use->filter = filter;
    for (unsigned i = 0; i < AG_FILTER_ARGS; i++)
        use->args[i] = args[i];
    a = over(p, a, AG_TERM_FILTER,
             filter->gives == AG_GIVES_SAFE ? safe_type : a.type);
    if (!a.type.bad)
        a.expr->filter = use;
    return a;
}

/* `a | name` or `a | name(args)`; the name is the next token. */
static struct term
filtered(struct parser *p, struct term a)
{
    struct ag_str name = p->text;
    struct term args[AG_FILTER_ARGS];
    struct expr *exprs[AG_FILTER_ARGS] = {NULL};
    const struct ag_filter *filter;
    unsigned n = 0, depth = a.depth;

    if (!ag_tmpl_expect(p, AG_TT_NAME))
        return bad(p, a.span);
    if (ag_tmpl_accept(p, AG_TT_LPAREN))
        n = arguments(p, args, AG_FILTER_ARGS, &depth);
    if (p->panic)
        return bad(p, a.span);
    filter = ag_filter(name);
    if (!filter) {
        struct ag_diag *diag = ag_tmpl_error(
            p->set, AG_TMPL_UNKNOWN_FILTER, ag_str_span(name),
            "unknown filter '%.*s'; the filters are %.*s", AG_ARG(name),
            AG_ARG(join_names(p->set, filter_name, ag_filters)));
        note_nearest(p->set, diag, name, filter_name, ag_filters);
        return bad(p, a.span);
    }
    if (!check_args(p, filter, ag_str_span(name), args, n, exprs) ||
        a.type.bad || !check_input(p, filter, &a))
        return bad(p, a.span);
    if (a.depth < depth)
        a.depth = depth;
    return apply(p, filter, a, exprs);
}

/*
 * Grammar, from the tightest to the loosest.
 */

static struct term
number(struct parser *p)
{
    struct ag_str s = p->text;
    int64_t value = 0;
    bool minus = s.p[0] == '-';

    for (uint32_t i = minus; i < s.n; i++) {
        if (value > (INT64_MAX - 9) / 10) {
            ag_tmpl_error(p->set, AG_TMPL_LIMIT, ag_str_span(s),
                          "the number is too large");
            break;
        }
        value = value * 10 + (s.p[i] - '0');
    }
    ag_tmpl_next(p);
    return constant(p, number_type,
                    (struct ag_value){.number = minus ? -value : value},
                    ag_str_span(s));
}

static struct term any(struct parser *p, struct ag_span span);

static struct term
primary(struct parser *p)
{
    struct ag_str text = p->text;
    struct ag_span span = ag_str_span(text);
    struct term a;

    switch ((int)p->token) {
    case AG_TT_NAME:
        ag_tmpl_next(p);
        if (p->token == AG_TT_NAME && ag_str_eq(text, AG_STR("any")))
            return any(p, span);
        if (!ag_tmpl_accept(p, AG_TT_LPAREN))
            return variable(p, text);
        if (ag_str_eq(text, AG_STR("used")))
            return used(p, span);
        return call(p, text);
    case AG_TT_STRING:
        text = ag_tmpl_literal(p);
        return constant(p, safe_type, (struct ag_value){.text = text}, span);
    case AG_TT_NUMBER:
        return number(p);
    case AG_TT_TRUE:
    case AG_TT_FALSE: {
        struct ag_value value = {.number = p->token == AG_TT_TRUE};
        ag_tmpl_next(p);
        return constant(p, bool_type, value, span);
    }
    case AG_TT_LPAREN:
        ag_tmpl_next(p);
        a = conditional(p);
        ag_tmpl_expect(p, AG_TT_RPAREN);
        return a;
    default:
        ag_tmpl_expected(p, "a value");
        return bad(p, span);
    }
}

static bool
is_word_token(enum ag_tmpl_token token)
{
    return token >= AG_TT_NAME && token <= AG_TT_OR;
}

static struct term
postfix(struct parser *p)
{
    struct term a = primary(p);

    for (;;) {
        if (ag_tmpl_accept(p, AG_TT_DOT)) {
            struct ag_str name = p->text;
            if (!is_word_token(p->token)) {
                ag_tmpl_expected(p, "the name of a property");
                return bad(p, a.span);
            }
            ag_tmpl_next(p);
            a = property(p, a, name);
        } else if (ag_tmpl_accept(p, AG_TT_PIPE)) {
            a = filtered(p, a);
        } else {
            return a;
        }
    }
}

int
ag_tmpl_enum_value(struct ag_tmpl_set *set, const char *const *names,
                   struct ag_str name, enum ag_code code)
{
    struct ag_diag *diag;

    for (int i = 0; names[i]; i++)
        if (is_named(names[i], name))
            return i;
    diag = ag_tmpl_error(set, code, ag_str_span(name),
                         "the enum has no value '%.*s'; its values are %.*s",
                         AG_ARG(name),
                         AG_ARG(join_names(set, choice_name, names)));
    note_nearest(set, diag, name, choice_name, names);
    return -1;
}

/* Compares an enum with a literal, which is replaced by the value's number. */
static struct term
equal_enum(struct parser *p, struct term a, struct term b)
{
    int value = ag_tmpl_enum_value(p->set, a.type.prop->names,
                                   b.expr->value.text, AG_TMPL_UNKNOWN_NAME);

    a = over(p, a, AG_TERM_NUMBER_IS, bool_type);
    if (!a.type.bad)
        a.expr->slot = value < 0 ? 0 : (uint32_t)value;
    return a;
}

static struct term
equal(struct parser *p, struct term a, struct term b)
{
    if (a.type.bad || b.type.bad)
        return bad(p, a.span);
    if (is_text(a.type) && is_text(b.type))
        return fold(over_both(p, a, b, AG_TERM_TEXT_EQ, bool_type));
    if (a.type.kind == AG_KIND_ENUM && b.type.kind == AG_KIND_SAFE &&
        is_constant(b.expr))
        return equal_enum(p, a, b);
    if (b.type.kind == AG_KIND_ENUM && a.type.kind == AG_KIND_SAFE &&
        is_constant(a.expr))
        return equal_enum(p, b, a);
    if (same_type(a.type, b.type) && a.type.kind != AG_KIND_LIST)
        return over_both(p, a, b,
                         a.type.kind == AG_KIND_OBJECT ? AG_TERM_OBJECT_EQ
                                                       : AG_TERM_NUMBER_EQ,
                         bool_type);
    ag_tmpl_error(p->set, AG_TMPL_TYPE, until(p, a.span),
                  "%.*s cannot be compared with %.*s",
                  AG_ARG(ag_tmpl_describe(p->set, a.type)),
                  AG_ARG(ag_tmpl_describe(p->set, b.type)));
    return bad(p, a.span);
}

/* How tightly an operator between two operands binds; 0: it is none. */
enum { LOOSEST = 1, COMPARISON = 3 };

static unsigned
precedence(const struct parser *p)
{
    switch ((int)p->token) {
    case AG_TT_OR:
        return LOOSEST;
    case AG_TT_AND:
        return 2;
    case AG_TT_EQ:
    case AG_TT_NE:
        return COMPARISON;
    case AG_TT_NAME:
        return at_word(p, "in") ? COMPARISON : 0;
    default:
        return 0;
    }
}

static struct term
both(struct parser *p, struct term a, enum ag_tmpl_token token, struct term b)
{
    if (token == AG_TT_EQ)
        return equal(p, a, b);
    if (token == AG_TT_NE)
        return fold(over(p, equal(p, a, b), AG_TERM_NOT, bool_type));
    a = truth(p, a);
    b = truth(p, b);
    if (a.type.bad || b.type.bad)
        return a.type.bad ? a : b;
    if (is_constant(a.expr))
        return (a.expr->value.number != 0) == (token == AG_TT_AND) ? b : a;
    if (is_constant(b.expr))
        return (b.expr->value.number != 0) == (token == AG_TT_AND) ? a : b;
    return over_both(p, a, b, token == AG_TT_AND ? AG_TERM_AND : AG_TERM_OR,
                     bool_type);
}

static struct term operation(struct parser *p, unsigned tightness);

/* [x, y], after `a in`. The names of an enum's values become a set, all else
 * is compared. */
static struct term
among(struct parser *p, struct term a)
{
    struct term any =
        constant(p, bool_type, (struct ag_value){.number = 0}, a.span);
    bool is_enum = !a.type.bad && a.type.kind == AG_KIND_ENUM, *set = NULL;
    uint32_t n = 0;

    while (is_enum && a.type.prop->names[n])
        n++;
    ag_tmpl_expect(p, AG_TT_LBRACKET);
    do {
        struct term item = operation(p, COMPARISON + 1);
        if (p->panic)
            return bad(p, a.span);
        if (is_enum && item.type.kind == AG_KIND_SAFE &&
            is_constant(item.expr)) {
            int i = ag_tmpl_enum_value(p->set, a.type.prop->names,
                                       item.expr->value.text,
                                       AG_TMPL_UNKNOWN_NAME);
            set = set ? set : AG_NEW_ARRAY(p->set->arena, bool, n);
            set[i < 0 ? 0 : i] = true;
        } else if (!any.type.bad) {
            any = both(p, any, AG_TT_OR, equal(p, a, item));
        }
    } while (ag_tmpl_accept(p, AG_TT_COMMA));
    ag_tmpl_expect(p, AG_TT_RBRACKET);
    if (set) {
        a = over(p, a, AG_TERM_NUMBER_IN, bool_type);
        if (!a.type.bad) {
            a.expr->set = set;
            a.expr->slot = n;
        }
        any = both(p, a, AG_TT_OR, any);
    }
    return any;
}

/* `not` takes a comparison. */
static struct term
negation(struct parser *p)
{
    struct ag_span span = ag_str_span(p->text);
    unsigned nots = 0;

    while (ag_tmpl_accept(p, AG_TT_NOT))
        nots++;
    struct term a = truth(p, operation(p, COMPARISON));
    a.span.at = span.at;
    for (nots = 2 - nots % 2; nots; nots--)
        a = fold(over(p, a, AG_TERM_NOT, bool_type));
    return a;
}

/* Operands between operators that bind at least that tight. */
static struct term
operation(struct parser *p, unsigned tightness)
{
    struct term a = p->token == AG_TT_NOT ? negation(p) : postfix(p);
    unsigned here;

    while ((here = precedence(p)) >= tightness) {
        enum ag_tmpl_token token = p->token;
        ag_tmpl_next(p);
        if (token == AG_TT_NAME)
            a = among(p, a);
        else
            a = both(p, a, token, operation(p, here + 1));
    }
    return a;
}

/* Goes one level down; false if that is too deep, after a report. */
static bool
descend(struct parser *p)
{
    if (p->nest < EXPR_LIMIT) {
        p->nest++;
        return true;
    }
    if (!p->panic)
        ag_tmpl_error(p->set, AG_TMPL_LIMIT, ag_str_span(p->text),
                      "the expression is nested more than %d levels deep",
                      EXPR_LIMIT);
    ag_tmpl_skip(p);
    return false;
}

/* `x in LIST if CONDITION`, after `any`. */
static struct term
any(struct parser *p, struct ag_span span)
{
    struct loop *loop = AG_NEW(p->set->arena, struct loop);
    struct ag_str name = ag_tmpl_name(p);

    if (!ag_tmpl_accept_word(p, "in"))
        ag_tmpl_expected(p, "'in'");
    struct term list = of_kind(p, postfix(p), AG_KIND_LIST, "a list");
    if (!ag_tmpl_accept_word(p, "if"))
        ag_tmpl_expected(p, "'if'");
    if (!descend(p))
        return bad(p, span);
    loop->prop = list.type.prop;
    loop->slot = p->scope->nvar;
    ag_tmpl_declare(p, name,
                    (struct type){.kind = AG_KIND_OBJECT,
                                  .bad = list.type.bad,
                                  .cls = list.type.cls});
    struct term cond = truth(p, operation(p, LOOSEST));
    p->scope->nvar--;
    p->nest--;
    if (list.type.bad || cond.type.bad)
        return bad(p, span);
    if (is_constant(cond.expr))
        return cond.expr->value.number ? truth(p, list) : cond;
    loop->cond = cond.expr;
    if (list.depth < cond.depth)
        list.depth = cond.depth;
    list.span = span;
    list = over(p, list, AG_TERM_ANY, bool_type);
    if (!list.type.bad)
        list.expr->loop = loop;
    return list;
}

static struct term
choice(struct parser *p, struct term cond, struct term yes, struct term no)
{
    /* A call beside a bool is one of a test. */
    if (no.type.kind == AG_KIND_BOOL && yes.expr->op == AG_TERM_CALL)
        yes = truth(p, yes);
    if (yes.type.kind == AG_KIND_BOOL && no.expr->op == AG_TERM_CALL)
        no = truth(p, no);
    struct type type = yes.type;
    struct expr *a = yes.expr, *b = no.expr;

    cond = truth(p, cond);
    if (cond.type.bad || yes.type.bad || no.type.bad)
        return bad(p, cond.span);
    if (!same_type(yes.type, no.type)) {
        bool text = is_text(yes.type) || is_text(no.type);
        type = yes.type.kind == AG_KIND_TEXT || no.type.kind == AG_KIND_TEXT
                   ? text_type
                   : safe_type;
        if (!text || !ag_tmpl_fit(p->set, yes.type, type, &a) ||
            !ag_tmpl_fit(p->set, no.type, type, &b)) {
            ag_tmpl_error(p->set, AG_TMPL_TYPE, until(p, cond.span),
                          "both values of '?' must be of one kind, not %.*s "
                          "and %.*s",
                          AG_ARG(ag_tmpl_describe(p->set, yes.type)),
                          AG_ARG(ag_tmpl_describe(p->set, no.type)));
            return bad(p, cond.span);
        }
    }
    if (cond.depth < yes.depth)
        cond.depth = yes.depth;
    if (cond.depth < no.depth)
        cond.depth = no.depth;
    if (is_constant(cond.expr)) {
        cond.expr = cond.expr->value.number ? a : b;
        cond.type = type;
        return cond;
    }
    cond = over(p, cond, AG_TERM_CHOOSE, type);
    if (!cond.type.bad) {
        cond.expr->choose.yes = a;
        cond.expr->choose.no = b;
    }
    return cond;
}

static struct term
conditional(struct parser *p)
{
    if (!descend(p))
        return bad(p, ag_str_span(p->text));
    struct term a = operation(p, LOOSEST);
    if (ag_tmpl_accept(p, AG_TT_QUESTION)) {
        struct term yes = conditional(p);
        ag_tmpl_expect(p, AG_TT_COLON);
        a = choice(p, a, yes, conditional(p));
    }
    p->nest--;
    return a;
}

/*
 * Whole expressions.
 */

static struct term
whole_expr(struct parser *p)
{
    struct unit *unit = p->scope->unit;
    const struct call *before = unit->calls;
    struct term a = conditional(p);
    unsigned depth = p->scope->depth + a.depth;

    if (unit->depth < depth)
        unit->depth = depth;
    for (struct call *c = unit->calls; c != before; c = c->next)
        c->depth = depth;
    return a;
}

const struct expr *
ag_tmpl_condition(struct parser *p)
{
    return truth(p, whole_expr(p)).expr;
}

const struct expr *
ag_tmpl_printable(struct parser *p)
{
    struct term a = whole_expr(p);
    struct expr *e = a.expr;

    if (ag_tmpl_fit(p->set, a.type, safe_type, &e))
        return e;
    if (a.type.kind == AG_KIND_TEXT)
        ag_tmpl_error(p->set, AG_TMPL_UNESCAPED, a.span,
                      "text from the schema needs a filter such as 'quote'");
    else
        ag_tmpl_error(p->set, AG_TMPL_TYPE, a.span, "%.*s cannot be printed",
                      AG_ARG(ag_tmpl_describe(p->set, a.type)));
    return e;
}

const struct expr *
ag_tmpl_constant(struct parser *p)
{
    struct term a = whole_expr(p);

    if (!a.type.bad &&
        !(a.type.kind == AG_KIND_SAFE &&
          (is_constant(a.expr) || a.expr->op == AG_TERM_OPTION)))
        ag_tmpl_error(p->set, AG_TMPL_TYPE, a.span,
                      "a text or a constant of the manifest must be here");
    return a.expr;
}

const struct expr *
ag_tmpl_literal_expr(struct parser *p)
{
    struct ag_str text = ag_tmpl_literal(p);

    return constant(p, safe_type, (struct ag_value){.text = text},
                    ag_str_span(text))
        .expr;
}

struct term
ag_tmpl_list(struct parser *p)
{
    return of_kind(p, whole_expr(p), AG_KIND_LIST, "a list");
}

struct term
ag_tmpl_enum(struct parser *p)
{
    return of_kind(p, whole_expr(p), AG_KIND_ENUM, "an enum");
}
