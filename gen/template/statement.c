#include "gen/template/parse.h"

/* The end of a body. */
enum stop {
    STOP_NONE = 0,
    STOP_END = 1,
    STOP_ELSE = 2,
    STOP_ELIF = 4,
    STOP_CASE = 8,
    STOP_TEXT = 16, /* the end of the input */
};

/* A body that is being built. */
struct body {
    struct node *first;
    struct node **last;
};

static void
body_init(struct body *body)
{
    body->first = NULL;
    body->last = &body->first;
}

static struct node *
add(struct parser *p, struct body *body, enum node_kind kind)
{
    struct node *node = AG_NEW(p->set->arena, struct node);
    node->kind = kind;
    if (kind == NODE_LINE || kind >= NODE_GROUP)
        p->scope->unit->opaque = true;
    *body->last = node;
    body->last = &node->next;
    return node;
}

/*
 * Tags.
 */

/* Reads up to the bracket that closes a tag. */
static void
close(struct parser *p, enum ag_tmpl_token token)
{
    if (p->token != token)
        ag_tmpl_expected(p, token == AG_TT_CLOSE_TAG ? "'%}'" : "'}}'");
    p->panic = false;
}

/* {{ value }}, after its opening bracket. */
static void
value(struct parser *p, struct body *body, enum node_kind kind)
{
    struct node *node = add(p, body, kind);

    node->print.blanks = p->lexer.blanks;
    node->print.newline = p->lexer.newline;
    ag_tmpl_next(p);
    node->print.expr = ag_tmpl_printable(p);
    close(p, AG_TT_CLOSE_PRINT);
}

/* Stops reading the input. */
static void
abandon(struct parser *p)
{
    p->lexer.cursor = p->lexer.text.p + p->lexer.text.n;
    p->lexer.line_end = NULL;
    p->token = AG_TT_END;
    p->abandoned = true;
}

struct tag {
    struct ag_str name;
    void (*parse)(struct parser *p, struct body *body);
    enum stop stop;
};

static enum stop tag(struct parser *p, struct body *body);

static void
bad_text(struct parser *p)
{
    struct ag_str s = p->lexer.token;
    bool nul = *s.p == '\0';

    ag_tmpl_error(p->set, AG_TMPL_SYNTAX,
                  ag_str_span(ag_str_cut(s, 0, nul ? 1 : 2)),
                  nul ? "the template contains a NUL byte"
                      : "the comment has no closing '#}'");
}

/* Nodes up to a tag that ends a body; its word is p->tag, and the token after
 * it is read. */
static enum stop
nodes(struct parser *p, struct body *body)
{
    enum stop stop = STOP_NONE;

    while (stop == STOP_NONE) {
        switch ((int)ag_tmpl_lex_text(&p->lexer)) {
        case AG_TT_TEXT:
            add(p, body, NODE_TEXT)->text = p->lexer.token;
            break;
        case AG_TT_PRINT:
            value(p, body, NODE_PRINT);
            break;
        case AG_TT_LINE:
            value(p, body, NODE_LINE);
            break;
        case AG_TT_TAG:
            stop = tag(p, body);
            break;
        case AG_TT_END:
            return STOP_TEXT;
        default:
            bad_text(p);
            break;
        }
    }
    return stop;
}

/* Reports a tag that no open block allows. */
static void
misplaced(struct parser *p)
{
    if (!p->lost)
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(p->tag),
                      "'%.*s' does not belong to any open block",
                      AG_ARG(p->tag));
    ag_tmpl_skip(p);
    close(p, AG_TT_CLOSE_TAG);
}

static struct ag_str
joined(struct parser *p, struct ag_str a, struct ag_str b)
{
    char *text = ag_arena_text(p->set->arena, (size_t)a.n + b.n);

    memcpy(text, a.p, a.n);
    memcpy(text + a.n, b.p, b.n);
    return (struct ag_str){text, a.n + b.n, 0};
}

/* Makes constant values text, and texts that meet one text. */
static void
join_texts(struct parser *p, struct body *body)
{
    struct node *last = NULL;

    for (struct node *node = body->first; node; node = node->next) {
        const struct expr *e =
            node->kind == NODE_PRINT ? node->print.expr : NULL;
        if (e && e->op == AG_TERM_TEXT && e->value.text.p) {
            node->kind = NODE_TEXT;
            node->text = e->value.text;
        }
        if (last && last->kind == NODE_TEXT && node->kind == NODE_TEXT) {
            last->text = joined(p, last->text, node->text);
            last->next = node->next;
        } else {
            last = node;
        }
    }
    body->last = last ? &last->next : &body->first;
}

/* A body up to one of the tags `stops` or to `end`; `opener` is the word of
 * the tag that it belongs to. The parser stops after the word that ends it; at
 * `end`, after the whole tag. */
static enum stop
block(struct parser *p, struct body *body, struct ag_str opener, unsigned stops)
{
    enum stop stop;

    body_init(body);
    if (p->scope->depth == BLOCK_LIMIT) {
        if (!p->abandoned)
            ag_tmpl_error(p->set, AG_TMPL_LIMIT, ag_str_span(opener),
                          "blocks are nested more than %d levels deep",
                          BLOCK_LIMIT);
        abandon(p);
        return STOP_END;
    }
    p->scope->depth++;
    if (p->scope->unit->depth < p->scope->depth)
        p->scope->unit->depth = p->scope->depth;
    while ((stop = nodes(p, body)) != STOP_TEXT && stop != STOP_END &&
           !(stop & stops))
        misplaced(p);
    p->scope->depth--;
    join_texts(p, body);
    if (stop == STOP_END)
        close(p, AG_TT_CLOSE_TAG);
    if (stop != STOP_TEXT)
        return stop;
    if (!p->abandoned)
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(opener),
                      "'%.*s' has no {%% end %%}", AG_ARG(opener));
    return STOP_END;
}

static void
parse_if(struct parser *p, struct body *body)
{
    struct ag_str opener = p->tag;
    struct node *node = add(p, body, NODE_IF);
    const struct branch **last = &node->branches;
    unsigned stops = STOP_ELSE | STOP_ELIF;
    enum stop stop = STOP_ELIF;
    bool decided = false;

    do {
        struct branch *branch = AG_NEW(p->set->arena, struct branch);
        struct body inside;
        if (stop == STOP_ELIF)
            branch->cond = ag_tmpl_condition(p);
        else
            stops = 0;
        close(p, AG_TT_CLOSE_TAG);
        stop = block(p, &inside, opener, stops);
        branch->body = inside.first;
        /* The options decide the condition: the rest is only checked. */
        bool constant = branch->cond && is_constant(branch->cond);
        if (decided || (constant && !branch->cond->value.number))
            continue;
        *last = branch;
        last = &branch->next;
        if (constant)
            branch->cond = NULL;
        decided = constant;
    } while (stop != STOP_END);
}

/* sep 'S' [break 'flat'] */
static void
parse_sep(struct parser *p, struct loop *loop)
{
    if (!ag_tmpl_accept_word(p, "sep"))
        return;
    p->scope->unit->opaque = true;
    loop->sep = ag_tmpl_literal(p);
    if (!ag_tmpl_accept_word(p, "break"))
        return;
    loop->breaks = true;
    if (p->token == AG_TT_STRING)
        loop->flat = ag_tmpl_literal(p);
}

static void
parse_for(struct parser *p, struct body *body)
{
    struct ag_str opener = p->tag;
    struct loop *loop = AG_NEW(p->set->arena, struct loop);
    uint32_t nvar = p->scope->nvar;
    struct body inside;

    loop->lines = p->lexer.line_end != NULL;
    add(p, body, NODE_FOR)->loop = loop;
    struct ag_str name = ag_tmpl_name(p);
    if (!ag_tmpl_accept_word(p, "in"))
        ag_tmpl_expected(p, "'in'");
    struct term list = ag_tmpl_list(p);
    loop->list = list.expr;
    loop->prop = list.type.prop;
    loop->slot = nvar;
    ag_tmpl_declare(p, name,
                    (struct type){.kind = AG_KIND_OBJECT,
                                  .bad = list.type.bad,
                                  .cls = list.type.cls});
    if (ag_tmpl_accept_word(p, "if"))
        loop->cond = ag_tmpl_condition(p);
    if (loop->cond && is_constant(loop->cond)) {
        /* The options decide the condition: all items, or an empty list. */
        if (!loop->cond->value.number)
            loop->list = loop->cond;
        loop->cond = NULL;
    }
    parse_sep(p, loop);
    close(p, AG_TT_CLOSE_TAG);
    enum stop stop = block(p, &inside, opener, STOP_ELSE);
    loop->body = inside.first;
    p->scope->nvar = nvar;
    if (stop == STOP_END)
        return;
    close(p, AG_TT_CLOSE_TAG);
    p->scope->unit->opaque = true;
    block(p, &inside, opener, 0);
    loop->none = inside.first;
}

/*
 * switch.
 */

struct cases {
    struct type type;
    const struct node **bodies;
    bool *known; /* by value: a case has it */
    int n;
};

/* 'a', 'b' of a case, whose values are set in `mine`. */
static void
parse_values(struct parser *p, struct cases *cases, bool *mine)
{
    do {
        struct ag_span span = ag_str_span(p->text);
        struct ag_str name = ag_tmpl_literal(p);
        if (p->panic || cases->type.bad)
            continue;
        int i = ag_tmpl_enum_value(p->set, cases->type.prop->names, name,
                                   AG_TMPL_UNKNOWN_NAME);
        if (i < 0)
            continue;
        if (cases->known[i])
            ag_tmpl_error(p->set, AG_TMPL_SWITCH, span,
                          "the switch already has a case for '%.*s'",
                          AG_ARG(name));
        cases->known[i] = true;
        mine[i] = true;
    } while (ag_tmpl_accept(p, AG_TT_COMMA));
}

static void
fill(struct cases *cases, const bool *which, bool wanted,
     const struct node *body)
{
    for (int i = 0; i < cases->n; i++)
        if (which[i] == wanted)
            cases->bodies[i] = body;
}

/* Reports the values that have no case. */
static void
check_cases(struct parser *p, const struct cases *cases, struct ag_str opener)
{
    struct ag_buf buf;

    ag_buf_init(&buf, p->set->arena);
    for (int i = 0; i < cases->n; i++)
        if (!cases->known[i])
            ag_buf_fmt(&buf, "%s'%s'", buf.n ? ", " : "",
                       cases->type.prop->names[i]);
    if (buf.n)
        ag_tmpl_error(p->set, AG_TMPL_SWITCH, ag_str_span(opener),
                      "the switch has no 'else' and no case for %.*s",
                      AG_ARG(ag_buf_text(&buf)));
    ag_buf_free(&buf);
}

static bool
is_blank(const struct node *node)
{
    for (; node; node = node->next) {
        if (node->kind != NODE_TEXT)
            return false;
        for (uint32_t i = 0; i < node->text.n; i++)
            if (!strchr(" \t\n", node->text.p[i]))
                return false;
    }
    return true;
}

static void
parse_cases(struct parser *p, struct cases *cases, struct ag_str opener,
            enum stop stop)
{
    bool other = false;

    while (stop != STOP_END) {
        bool *mine = AG_NEW_ARRAY(p->set->arena, bool, cases->n + 1);
        struct body inside;
        if (stop == STOP_CASE)
            parse_values(p, cases, mine);
        else
            other = true;
        close(p, AG_TT_CLOSE_TAG);
        bool rest = stop == STOP_ELSE;
        stop = block(p, &inside, opener,
                     other ? 0u : (unsigned)STOP_CASE | STOP_ELSE);
        if (rest)
            fill(cases, cases->known, false, inside.first);
        else
            fill(cases, mine, true, inside.first);
    }
    if (!other && !cases->type.bad)
        check_cases(p, cases, opener);
}

static void
parse_switch(struct parser *p, struct body *body)
{
    struct ag_arena *arena = p->set->arena;
    struct ag_str opener = p->tag;
    struct node *node = add(p, body, NODE_SWITCH);
    struct term value = ag_tmpl_enum(p);
    struct cases cases = {.type = value.type};
    struct body inside;

    while (!value.type.bad && value.type.prop->names[cases.n])
        cases.n++;
    cases.bodies = AG_NEW_ARRAY(arena, const struct node *, cases.n + 1);
    cases.known = AG_NEW_ARRAY(arena, bool, cases.n + 1);
    node->choice.expr = value.expr;
    node->choice.bodies = cases.bodies;
    node->choice.n = (uint32_t)cases.n;
    close(p, AG_TT_CLOSE_TAG);
    enum stop stop = block(p, &inside, opener, STOP_CASE | STOP_ELSE);
    if (!is_blank(inside.first))
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(opener),
                      "text is not allowed between 'switch' and its first "
                      "'case'");
    parse_cases(p, &cases, opener, stop);
}

/*
 * Macros and tables.
 */

/* clang-format off */
static const struct param_kind {
    struct ag_str name;
    enum ag_kind kind;
} param_kinds[] = {
    {AG_LIT("text"),   AG_KIND_TEXT},
    {AG_LIT("safe"),   AG_KIND_SAFE},
    {AG_LIT("number"), AG_KIND_NUMBER},
    {AG_LIT("bool"),   AG_KIND_BOOL},
};
/* clang-format on */

enum { PARAM_KINDS = sizeof param_kinds / sizeof *param_kinds };

static const struct ag_class *const no_classes[] = {NULL};

static const struct ag_class *
find_class(const struct ag_class *const *classes, struct ag_str name)
{
    while (*classes && !(*(*classes)->name == *name.p &&
                         ag_str_eq(ag_str((*classes)->name), name)))
        classes++;
    return *classes;
}

static void
unknown_type(struct parser *p, struct ag_str name,
             const struct ag_class *const *classes)
{
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_diag *diag =
        ag_tmpl_error(p->set, AG_TMPL_UNKNOWN_NAME, ag_str_span(name),
                      "unknown kind of parameter '%.*s'", AG_ARG(name));

    for (int i = 0; i < PARAM_KINDS; i++)
        ag_nearest_try(&nearest, param_kinds[i].name);
    for (; *classes; classes++)
        ag_nearest_try(&nearest, ag_str((*classes)->name));
    ag_note_nearest(p->set->diags, diag, ag_str_span(name), &nearest);
}

/* The type of a parameter. */
static struct type
parse_type(struct parser *p)
{
    const struct ag_class *const *classes = p->set->world->classes;
    struct ag_str name = ag_tmpl_name(p);

    if (name.n == 0)
        return (struct type){.bad = true};
    if (!classes)
        classes = no_classes;
    for (int i = 0; i < PARAM_KINDS; i++)
        if (ag_str_eq(param_kinds[i].name, name))
            return (struct type){.kind = param_kinds[i].kind};
    const struct ag_class *cls = find_class(classes, name);
    if (!cls)
        cls = find_class(ag_import_classes, name);
    if (cls)
        return (struct type){.kind = AG_KIND_OBJECT, .cls = cls};
    unknown_type(p, name, classes);
    return (struct type){.bad = true};
}

/* (a: type, b: type) */
static void
parse_params(struct parser *p, struct unit *unit)
{
    ag_tmpl_expect(p, AG_TT_LPAREN);
    if (ag_tmpl_accept(p, AG_TT_RPAREN))
        return;
    do {
        struct ag_str name = ag_tmpl_name(p);
        ag_tmpl_expect(p, AG_TT_COLON);
        struct type type = parse_type(p);
        if (p->panic)
            return;
        for (unsigned i = 0; i < unit->nparam; i++)
            if (ag_str_eq(unit->params[i].name, name))
                ag_tmpl_error(p->set, AG_TMPL_DUPLICATE, ag_str_span(name),
                              "duplicate parameter '%.*s'",
                              AG_ARG(name));
        if (unit->nparam == PARAM_LIMIT) {
            ag_tmpl_error(p->set, AG_TMPL_LIMIT, ag_str_span(name),
                          "a macro has at most %d parameters", PARAM_LIMIT);
            ag_tmpl_skip(p);
            return;
        }
        unit->params[unit->nparam++] = (struct param){name, type};
    } while (ag_tmpl_accept(p, AG_TT_COMMA));
    ag_tmpl_expect(p, AG_TT_RPAREN);
}

static void
init_scope(struct scope *scope, struct unit *unit, bool macro)
{
    scope->unit = unit;
    scope->nvar = unit->nparam;
    scope->depth = 0;
    scope->deferred = false;
    scope->groups = macro;
    scope->rows = macro;
    scope->macro = macro;
    memcpy(scope->vars, unit->params, unit->nparam * sizeof *unit->params);
    if (unit->nslot < unit->nparam)
        unit->nslot = unit->nparam;
}

static bool
same_params(const struct unit *a, const struct unit *b)
{
    if (a->nparam != b->nparam || !a->by != !b->by || !a->cond != !b->cond)
        return false;
    for (unsigned i = 0; i < a->nparam; i++) {
        const struct type *x = &a->params[i].type, *y = &b->params[i].type;
        if (!x->bad && !y->bad && (x->kind != y->kind || x->cls != y->cls))
            return false;
    }
    return true;
}

/* Makes calls of its name mean `unit`. A file that is read again changes
 * nothing; another file may replace what it builds upon. */
static void
define(struct parser *p, struct unit *unit)
{
    struct ag_tmpl_set *set = p->set;
    struct ag_diag *diag = NULL;

    p->defines = true;
    if (unit->name.n == 0)
        return;
    void **place = ag_map_put(&set->units, set->arena, unit->name);
    const struct unit *old = *place;
    for (const struct unit *u = old; u; u = u->replaced)
        if (u->name.p == unit->name.p)
            return;
    *place = unit;
    unit->replaced = old;
    if (ag_str_eq(unit->name, AG_STR("used")))
        ag_tmpl_error(set, AG_TMPL_DUPLICATE, ag_str_span(unit->name),
                      "'used' is a built-in function; choose another name");
    if (!old)
        return;
    if (old->file == unit->file)
        diag = ag_tmpl_error(set, AG_TMPL_DUPLICATE, ag_str_span(unit->name),
                             "'%.*s' is defined twice", AG_ARG(unit->name));
    else if (!same_params(old, unit))
        diag = ag_tmpl_error(set, AG_TMPL_TYPE, ag_str_span(unit->name),
                             "'%.*s' must be of the same kind and have the "
                             "same parameters as the definition that it "
                             "replaces",
                             AG_ARG(unit->name));
    if (diag)
        ag_note(set->diags, diag, ag_str_span(old->name), "first defined here");
}

/* The unit of a macro, test or table, whose name and parameters are next. */
static struct unit *
parse_head(struct parser *p)
{
    struct unit *unit =
        ag_tmpl_unit(p->set, AG_NEW(p->set->arena, struct unit));

    if (p->scope->depth != p->base)
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(p->tag),
                      "'%.*s' cannot be inside of another block",
                      AG_ARG(p->tag));
    if (!p->file)
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(p->tag),
                      "'%.*s' can be used only in template files",
                      AG_ARG(p->tag));
    unit->file = p->lexer.text.p;
    unit->name = ag_tmpl_name(p);
    parse_params(p, unit);
    return unit;
}

/* Passes over the rest of a line that only defines something, and over empty
 * lines behind it; `opener` is the word of the tag. */
static void
end_definition(struct parser *p, struct ag_str opener)
{
    const char *start = opener.p;

    if (!p->lexer.line_end) {
        while (start > p->lexer.text.p && start[-1] != '\n')
            if (!strchr(" \t%{", *--start))
                return;
    }
    ag_tmpl_lex_gap(&p->lexer);
}

static void
parse_macro(struct parser *p, struct body *body)
{
    struct ag_str opener = p->tag;
    bool lines = p->lexer.line_end != NULL;
    struct unit *unit = parse_head(p);
    struct scope *outer = p->scope, scope;
    unsigned base = p->base;
    struct body inside;

    (void)body;
    unit->lines = lines;
    unit->opaque |= lines;
    define(p, unit);
    init_scope(&scope, unit, true);
    p->scope = &scope;
    p->base = 0;
    close(p, AG_TT_CLOSE_TAG);
    block(p, &inside, opener, 0);
    unit->body = inside.first;
    p->scope = outer;
    p->base = base;
    end_definition(p, opener);
}

/* The expression of `unit`: the enum of a table, the condition of a test. */
static void
parse_by(struct parser *p, struct unit *unit)
{
    struct term by = ag_tmpl_enum(p);

    unit->by = by.expr;
    unit->keys = by.type.bad ? NULL : by.type.prop->names;
}

static void
parse_cond(struct parser *p, struct unit *unit)
{
    unit->cond = ag_tmpl_condition(p);
}

/* The rest of a tag that is a complete definition; `word` comes before the
 * expression. */
static void
parse_definition(struct parser *p, const char *word,
                 void (*parse)(struct parser *p, struct unit *unit))
{
    struct ag_str opener = p->tag;
    struct unit *unit = parse_head(p);
    struct scope *outer = p->scope, scope;

    if (!ag_tmpl_accept_word(p, word))
        ag_tmpl_expected(p, ag_arena_fmt(p->set->arena, "'%s'", word).p);
    init_scope(&scope, unit, true);
    p->scope = &scope;
    parse(p, unit);
    p->scope = outer;
    define(p, unit);
    close(p, AG_TT_CLOSE_TAG);
    end_definition(p, opener);
}

static void
parse_table(struct parser *p, struct body *body)
{
    (void)body;
    parse_definition(p, "by", parse_by);
}

static void
parse_test(struct parser *p, struct body *body)
{
    (void)body;
    parse_definition(p, "if", parse_cond);
}

/*
 * The rest.
 */

static void
parse_include(struct parser *p, struct body *body)
{
    struct ag_span span = ag_str_span(p->text);
    struct ag_str name = ag_tmpl_literal(p);
    struct file *file;
    unsigned depth = 1;

    bool panic = p->panic;
    close(p, AG_TT_CLOSE_TAG);
    if (panic)
        return;
    file = ag_tmpl_find_file(p->set, name);
    if (!file || file->silent)
        return;
    for (const struct parser *up = p; up; up = up->up, depth++) {
        if (up->file != file && depth < INCLUDE_LIMIT)
            continue;
        struct ag_diag *diag =
            up->file == file
                ? ag_tmpl_error(p->set, AG_TMPL_RECURSION, span,
                                "'%.*s' includes itself", AG_ARG(name))
                : ag_tmpl_error(p->set, AG_TMPL_LIMIT, span,
                                "files are included more than %d levels deep",
                                INCLUDE_LIMIT);
        for (const struct parser *q = p; q != up; q = q->up)
            ag_note(p->set->diags, diag, q->included, "'%.*s' is included here",
                    AG_ARG(q->file->name));
        return;
    }

    struct parser inner = {.set = p->set,
                           .scope = p->scope,
                           .base = p->scope->depth,
                           .file = file,
                           .up = p,
                           .included = span};
    struct body inside;
    body_init(&inside);
    ag_tmpl_lex(&inner.lexer, file->text, true);
    while (nodes(&inner, &inside) != STOP_TEXT)
        misplaced(&inner);
    if (inner.defines && is_blank(inside.first)) {
        file->silent = !inner.abandoned;
        p->defines = true;
        return;
    }
    if (inside.first) {
        *body->last = inside.first;
        body->last = inside.last;
    }
}

static void
parse_deferred(struct parser *p, struct body *body)
{
    struct unit *unit = p->scope->unit;
    struct ag_str opener = p->tag;
    struct body inside;

    if (p->scope->depth || p->scope->macro)
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(opener),
                      "'deferred' cannot be inside of another block");
    close(p, AG_TT_CLOSE_TAG);
    struct deferred *part = AG_NEW(p->set->arena, struct deferred);
    add(p, body, NODE_DEFERRED)->deferred = part;
    bool outer = p->scope->deferred;
    p->scope->deferred = true;
    block(p, &inside, opener, 0);
    p->scope->deferred = outer;
    part->body = inside.first;
    part->index = unit->ndeferred++;
    part->before = unit->deferred;
    unit->deferred = part;
}

/* The columns of what follows a group on its line, if they are known. */
static uint32_t
tail(const struct parser *p)
{
    bool plain;
    struct ag_str s = ag_tmpl_lex_ahead(&p->lexer, &plain);

    return plain && s.n && !p->lexer.line_end ? ag_str_chars(s) : 1;
}

static void
parse_group(struct parser *p, struct body *body)
{
    struct ag_str opener = p->tag;
    struct node *node = add(p, body, NODE_GROUP);
    bool outer = p->scope->groups;
    struct body inside;

    node->group.kind = ag_tmpl_accept_word(p, "hug")   ? AG_LAYOUT_HUG
                       : ag_tmpl_accept_word(p, "key") ? AG_LAYOUT_KEY
                                                       : AG_LAYOUT_PLAIN;
    bool last = ag_tmpl_accept_word(p, "last");
    if (ag_tmpl_accept_word(p, "if"))
        node->group.cond = ag_tmpl_condition(p);
    close(p, AG_TT_CLOSE_TAG);
    p->scope->groups = true;
    block(p, &inside, opener, 0);
    p->scope->groups = outer;
    node->group.body = inside.first;
    node->group.tail = last ? 0 : tail(p);
}

static void
add_mark(struct parser *p, struct body *body, enum node_kind kind)
{
    if (!p->scope->groups)
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(p->tag),
                      "'%.*s' can be used only in a group", AG_ARG(p->tag));
    struct node *node = add(p, body, kind);
    if (p->token == AG_TT_NAME)
        node->mark = ag_tmpl_constant(p);
    else if (p->token == AG_TT_STRING || kind == NODE_BROKEN)
        node->mark = ag_tmpl_literal_expr(p);
    close(p, AG_TT_CLOSE_TAG);
}

static void
parse_break(struct parser *p, struct body *body)
{
    add_mark(p, body, NODE_BREAK);
}

static void
parse_back(struct parser *p, struct body *body)
{
    add_mark(p, body, NODE_BACK);
}

static void
parse_broken(struct parser *p, struct body *body)
{
    add_mark(p, body, NODE_BROKEN);
}

static void
parse_align(struct parser *p, struct body *body)
{
    struct ag_str opener = p->tag;
    struct node *node = add(p, body, NODE_ALIGN);
    bool outer = p->scope->rows;
    struct body inside;

    close(p, AG_TT_CLOSE_TAG);
    p->scope->rows = true;
    block(p, &inside, opener, 0);
    p->scope->rows = outer;
    node->aligned = inside.first;
}

static void
parse_cell(struct parser *p, struct body *body)
{
    if (!p->scope->rows)
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(p->tag),
                      "'%.*s' can be used only in an alignment",
                      AG_ARG(p->tag));
    add(p, body, NODE_CELL);
    close(p, AG_TT_CLOSE_TAG);
}

/* clang-format off */
static const struct tag tags[] = {
    {AG_LIT("end"),      NULL,           STOP_END},
    {AG_LIT("if"),       parse_if,       STOP_NONE},
    {AG_LIT("else"),     NULL,           STOP_ELSE},
    {AG_LIT("for"),      parse_for,      STOP_NONE},
    {AG_LIT("elif"),     NULL,           STOP_ELIF},
    {AG_LIT("case"),     NULL,           STOP_CASE},
    {AG_LIT("switch"),   parse_switch,   STOP_NONE},
    {AG_LIT("macro"),    parse_macro,    STOP_NONE},
    {AG_LIT("test"),     parse_test,     STOP_NONE},
    {AG_LIT("group"),    parse_group,    STOP_NONE},
    {AG_LIT("break"),    parse_break,    STOP_NONE},
    {AG_LIT("broken"),   parse_broken,   STOP_NONE},
    {AG_LIT("back"),     parse_back,     STOP_NONE},
    {AG_LIT("table"),    parse_table,    STOP_NONE},
    {AG_LIT("include"),  parse_include,  STOP_NONE},
    {AG_LIT("deferred"), parse_deferred, STOP_NONE},
    {AG_LIT("align"),    parse_align,    STOP_NONE},
    {AG_LIT("cell"),     parse_cell,     STOP_NONE},
};
/* clang-format on */

static void
unknown_tag(struct parser *p)
{
    struct ag_nearest nearest = ag_nearest(p->tag);
    struct ag_diag *diag =
        ag_tmpl_error(p->set, AG_TMPL_SYNTAX, ag_str_span(p->tag),
                      "unknown tag '%.*s'", AG_ARG(p->tag));

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        ag_nearest_try(&nearest, tags[i].name);
    ag_note_nearest(p->set->diags, diag, ag_str_span(p->tag), &nearest);
    p->lost = true;
    ag_tmpl_skip(p);
    close(p, AG_TT_CLOSE_TAG);
}

/* A tag; STOP_NONE if it is complete. */
static enum stop
tag(struct parser *p, struct body *body)
{
    ag_tmpl_next(p);
    p->tag = p->text;
    if (p->token != AG_TT_NAME) {
        ag_tmpl_expected(p, "the name of a tag");
        close(p, AG_TT_CLOSE_TAG);
        return STOP_NONE;
    }
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (!ag_str_eq(tags[i].name, p->tag))
            continue;
        ag_tmpl_next(p);
        if (tags[i].parse)
            tags[i].parse(p, body);
        return tags[i].stop;
    }
    ag_tmpl_next(p);
    unknown_tag(p);
    return STOP_NONE;
}

const struct node *
ag_tmpl_body(struct ag_tmpl_set *set, struct unit *unit, struct ag_str text,
             struct file *file, bool macro)
{
    struct scope scope;
    struct parser p = {.set = set, .scope = &scope, .file = file};
    struct body body;

    init_scope(&scope, unit, macro);
    body_init(&body);
    ag_tmpl_lex(&p.lexer, text, file != NULL);
    while (nodes(&p, &body) != STOP_TEXT)
        misplaced(&p);
    if (p.defines && is_blank(body.first)) {
        if (file)
            file->silent = !p.abandoned;
        return NULL;
    }
    join_texts(&p, &body);
    return body.first;
}

const struct node *
ag_tmpl_when_body(struct ag_tmpl_set *set, struct unit *unit,
                  struct ag_str text)
{
    static const struct node yes = {.kind = NODE_TEXT, .text = AG_LIT("yes")};
    struct branch *branch = AG_NEW(set->arena, struct branch);
    struct scope scope;
    struct parser p = {.set = set, .scope = &scope};
    struct body body;

    init_scope(&scope, unit, false);
    body_init(&body);
    ag_tmpl_lex(&p.lexer, text, false);
    ag_tmpl_next(&p);
    branch->cond = ag_tmpl_condition(&p);
    branch->body = &yes;
    if (p.token != AG_TT_END)
        ag_tmpl_expected(&p, "the end of the condition");
    add(&p, &body, NODE_IF)->branches = branch;
    return body.first;
}
