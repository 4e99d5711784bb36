#include "gen/template/compile.h"

#include <string.h>

/* A table that grows. */
struct cells {
    struct ag_cell *p;
    uint32_t n, room;
};

/* The properties that the program reads; the same one has one number. */
struct props {
    const struct ag_prop **p;
    uint32_t n, room;
};

struct compiler {
    struct ag_tmpl_set *set;
    struct ag_arena *arena;
    struct cells steps, terms;
    struct props props;
    struct ag_buf texts;
    struct ag_map known;                /* a text -> its offset plus 1 */
    const struct unit *unit;            /* the one that is being compiled */
    struct unit *called, **last_called; /* what is called, by first calls */
    uint32_t ncalled;
};

/*
 * The tables.
 */

/* The table of `n` items at `p`, which may move, with room for another one. */
static void *
with_room(struct compiler *k, void *p, uint32_t n, uint32_t *room, size_t size)
{
    if (n < *room)
        return p;
    *room = n ? n * 2 : 64;
    void *larger = ag_arena_alloc(k->arena, *room * size);
    if (n)
        memcpy(larger, p, n * size);
    return larger;
}

static uint32_t
add(struct compiler *k, struct cells *cells, struct ag_cell cell)
{
    cells->p = with_room(k, cells->p, cells->n, &cells->room, sizeof cell);
    cells->p[cells->n] = cell;
    return cells->n++;
}

static uint32_t
step(struct compiler *k, struct ag_cell cell)
{
    return add(k, &k->steps, cell);
}

/* The offset of a text, which is in the program once. */
static uint32_t
text(struct compiler *k, struct ag_str s)
{
    void **offset;

    if (s.n == 0)
        return 0;
    offset = ag_map_put(&k->known, k->arena, s);
    if (!*offset) {
        uintptr_t at = k->texts.n;
        ag_buf_str(&k->texts, s);
        *offset = (char *)(at + 1);
    }
    return (uint32_t)((uintptr_t)*offset - 1);
}

static uint32_t
prop(struct compiler *k, const struct ag_prop *prop)
{
    struct props *props = &k->props;

    for (uint32_t i = 0; i < props->n; i++)
        if (props->p[i] == prop)
            return i;
    props->p =
        with_room(k, props->p, props->n, &props->room, sizeof *props->p);
    props->p[props->n] = prop;
    return props->n++;
}

/*
 * Expressions.
 */

static struct ag_cell term_of(struct compiler *k, const struct expr *e);

/* The number of the term of `e`, which comes after those that it consists of;
 * 0 for none. Several expressions can have one part in common, as x has in
 * `x in [a, b]`. */
static uint32_t
term(struct compiler *k, const struct expr *e)
{
    struct expr *own = (struct expr *)e; /* compiling is the last to see it */

    if (e && e->term == 0)
        own->term = add(k, &k->terms, term_of(k, e));
    return e ? e->term : 0;
}

static struct ag_cell
filter_of(struct compiler *k, const struct expr *e)
{
    const struct filter_use *use = e->filter;

    return (struct ag_cell){
        .op = AG_TERM_FILTER,
        .n = (uint16_t)(use->filter - ag_filters),
        .a = term(k, e->a),
        .b = term(k, use->args[0]),
        .c = term(k, use->args[1]),
    };
}

/* The number of a unit that is called. */
static uint32_t
called(struct compiler *k, struct unit *unit)
{
    if (unit->called == 0) {
        unit->called = ++k->ncalled;
        *k->last_called = unit;
        k->last_called = &unit->next_called;
    }
    return unit->called;
}

/* The arguments are one after the other, behind what they consist of. Until all
 * bodies are compiled, `a` is the number of the unit, not that of its body. */
static struct ag_cell
call_of(struct compiler *k, const struct call *call)
{
    struct unit *unit = call->unit;
    struct ag_cell args[PARAM_LIMIT];
    struct ag_cell cell = {
        .op = unit->cond ? AG_TERM_TEST : AG_TERM_CALL,
        .n = (uint16_t)(call->nargs | (call->direct ? AG_CALL_DIRECT : 0u) |
                        (unit->lines ? AG_CALL_LINES : 0u) |
                        (unit->opaque ? AG_CALL_OPAQUE : 0u)),
        .a = called(k, unit),
        .c = k->unit->nslot,
    };

    for (unsigned i = 0; i < call->nargs; i++)
        args[i] = term_of(k, call->args[i].expr);
    cell.b = k->terms.n;
    for (unsigned i = 0; i < call->nargs; i++)
        add(k, &k->terms, args[i]);
    return cell;
}

/* The term of a set: a text with a byte for each number. */
static struct ag_cell
set_of(struct compiler *k, const struct expr *e)
{
    uint32_t a = term(k, e->a);
    struct ag_str bytes = {(const char *)e->set, e->slot, 0};

    return (struct ag_cell){
        .op = AG_TERM_NUMBER_IN, .a = a, .b = text(k, bytes)};
}

static struct ag_cell
prop_of(struct compiler *k, const struct expr *e)
{
    if (e->a->op == AG_TERM_VAR)
        return (struct ag_cell){.op = AG_TERM_MEMBER,
                                .n = (uint16_t)e->a->slot,
                                .b = prop(k, e->prop)};
    return (struct ag_cell){
        .op = AG_TERM_PROP, .a = term(k, e->a), .b = prop(k, e->prop)};
}

static struct ag_cell
term_of(struct compiler *k, const struct expr *e)
{
    struct ag_cell cell = {.op = (uint16_t)e->op};

    switch (e->op) {
    case AG_TERM_TEXT:
        cell.a = text(k, e->value.text);
        cell.b = e->value.text.n;
        return cell;
    case AG_TERM_NUMBER:
        cell.a = (uint32_t)e->value.number;
        cell.b = (uint32_t)((uint64_t)e->value.number >> 32);
        return cell;
    case AG_TERM_VAR:
    case AG_TERM_OPTION:
        cell.n = (uint16_t)e->slot;
        return cell;
    case AG_TERM_MEMBER:
    case AG_TERM_PROP:
        return prop_of(k, e);
    case AG_TERM_TEST: /* the test that a calls */
        return call_of(k, e->a->call);
    case AG_TERM_CALL:
        return call_of(k, e->call);
    case AG_TERM_FILTER:
        return filter_of(k, e);
    case AG_TERM_NUMBER_IN:
        return set_of(k, e);
    case AG_TERM_AND:
    case AG_TERM_OR:
    case AG_TERM_TEXT_EQ:
    case AG_TERM_NUMBER_EQ:
    case AG_TERM_OBJECT_EQ:
    case AG_TERM_USED_TEXT:
        cell.a = term(k, e->a);
        cell.b = term(k, e->b);
        return cell;
    case AG_TERM_USE_TEXT:
        cell.a = term(k, e->a);
        cell.b = term(k, e->b);
        cell.n = (uint16_t)e->slot;
        return cell;
    case AG_TERM_CHOOSE:
        cell.a = term(k, e->a);
        cell.b = term(k, e->choose.yes);
        cell.c = term(k, e->choose.no);
        return cell;
    case AG_TERM_ANY:
        cell.n = (uint16_t)e->loop->slot;
        cell.a = term(k, e->a);
        cell.b = term(k, e->loop->cond);
        cell.c = prop(k, e->loop->prop);
        return cell;
    case AG_TERM_ENUM_TEXT:
    case AG_TERM_COUNT:
        cell.a = term(k, e->a);
        cell.b = prop(k, e->prop);
        return cell;
    case AG_TERM_NUMBER_IS:
    case AG_TERM_USE:
        cell.a = term(k, e->a);
        cell.b = e->slot;
        return cell;
    case AG_TERM_USED:
        cell.b = e->slot;
        return cell;
    case AG_TERM_TEXT_TRUTH:
    case AG_TERM_OBJECT_TRUTH:
    case AG_TERM_NOT:
    case AG_TERM_NUMBER_TEXT:
    case AG_TERM_BOOL_TEXT:
        cell.a = term(k, e->a);
        return cell;
    case AG_TERM_IMPORTS:
        return cell;
    }
    return cell;
}

/*
 * Statements.
 */

static void steps(struct compiler *k, const struct node *node);

static void
text_step(struct compiler *k, enum ag_step op, struct ag_str s, unsigned n)
{
    step(k,
         (struct ag_cell){
             .op = (uint16_t)op, .n = (uint16_t)n, .a = text(k, s), .b = s.n});
}

static void
mark_step(struct compiler *k, enum ag_step op, const struct expr *e)
{
    step(k, (struct ag_cell){.op = (uint16_t)op, .a = term(k, e)});
}

/* Makes the step `from` go to the next step to come. */
static void
land(struct compiler *k, uint32_t from)
{
    k->steps.p[from].c = k->steps.n;
}

/* The same for the steps of a chain, each of which has the one before it in
 * `c`; 0: none. */
static void
land_all(struct compiler *k, uint32_t last)
{
    while (last) {
        uint32_t before = k->steps.p[last].c;
        land(k, last);
        last = before;
    }
}

/* A jump of a chain whose last one was `before`. */
static uint32_t
chain(struct compiler *k, uint32_t before)
{
    return step(k, (struct ag_cell){.op = AG_STEP_JUMP, .c = before});
}

static void
if_steps(struct compiler *k, const struct branch *branch)
{
    uint32_t ends = 0;

    for (; branch; branch = branch->next) {
        uint32_t otherwise = 0;
        if (branch->cond)
            otherwise = step(k, (struct ag_cell){.op = AG_STEP_IF,
                                                 .a = term(k, branch->cond)});
        steps(k, branch->body);
        if (branch->next)
            ends = chain(k, ends);
        if (otherwise)
            land(k, otherwise);
    }
    land_all(k, ends);
}

/* A switch over an enum of `n` values. Values with the same body share it. */
static void
switch_steps(struct compiler *k, const struct expr *by,
             const struct node *const *bodies, uint32_t n)
{
    uint32_t ends = 0, first;

    step(k, (struct ag_cell){.op = AG_STEP_SWITCH, .a = term(k, by)});
    first = k->steps.n;
    for (uint32_t i = 0; i < n; i++)
        chain(k, 0);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t same = 0;
        while (bodies[same] != bodies[i])
            same++;
        if (same < i) {
            k->steps.p[first + i].c = k->steps.p[first + same].c;
            continue;
        }
        land(k, first + i);
        steps(k, bodies[i]);
        ends = chain(k, ends);
    }
    land_all(k, ends);
}

static void
for_steps(struct compiler *k, const struct loop *loop)
{
    uint32_t at = step(k, (struct ag_cell){.op = AG_STEP_FOR,
                                           .n = (uint16_t)loop->slot,
                                           .a = term(k, loop->list),
                                           .b = prop(k, loop->prop)});
    uint32_t head = step(k, (struct ag_cell){.op = AG_STEP_LOOP,
                                             .n = loop->lines,
                                             .a = term(k, loop->cond)});

    text_step(k, AG_STEP_SEP, loop->sep, loop->breaks);
    text_step(k, AG_STEP_FLAT, loop->flat, 0);
    k->steps.p[head].b = k->steps.n;
    steps(k, loop->body);
    step(k, (struct ag_cell){.op = AG_STEP_END});
    land(k, head);
    if (loop->none) {
        steps(k, loop->none);
        step(k, (struct ag_cell){.op = AG_STEP_END});
    } else {
        k->steps.p[head].c--;
    }
    land(k, at);
}

static void
align_steps(struct compiler *k, const struct node *body)
{
    uint32_t at = step(k, (struct ag_cell){.op = AG_STEP_ALIGN});

    steps(k, body);
    step(k, (struct ag_cell){.op = AG_STEP_END});
    land(k, at);
}

/* The steps of a body without its end. */
static void
steps(struct compiler *k, const struct node *node)
{
    for (; node; node = node->next) {
        switch (node->kind) {
        case NODE_TEXT:
            if (node->text.n)
                text_step(k, AG_STEP_TEXT, node->text, 0);
            break;
        case NODE_PRINT:
            step(k, term_of(k, node->print.expr));
            break;
        case NODE_LINE:
            step(k, (struct ag_cell){.op = AG_STEP_LINE,
                                     .n = node->print.newline,
                                     .a = term(k, node->print.expr),
                                     .b = text(k, node->print.blanks),
                                     .c = node->print.blanks.n});
            break;
        case NODE_IF:
            if_steps(k, node->branches);
            break;
        case NODE_SWITCH:
            switch_steps(k, node->choice.expr, node->choice.bodies,
                         node->choice.n);
            break;
        case NODE_FOR:
            for_steps(k, node->loop);
            break;
        case NODE_GROUP:
            step(k, (struct ag_cell){.op = AG_STEP_GROUP,
                                     .n = (uint16_t)node->group.kind,
                                     .a = term(k, node->group.cond),
                                     .b = node->group.tail});
            steps(k, node->group.body);
            step(k, (struct ag_cell){.op = AG_STEP_GROUPED});
            break;
        case NODE_BREAK:
            mark_step(k, AG_STEP_BREAK, node->mark);
            break;
        case NODE_BACK:
            mark_step(k, AG_STEP_BACK, node->mark);
            break;
        case NODE_BROKEN:
            mark_step(k, AG_STEP_BROKEN, node->mark);
            break;
        case NODE_ALIGN:
            align_steps(k, node->aligned);
            break;
        case NODE_CELL:
            step(k, (struct ag_cell){.op = AG_STEP_CELL});
            break;
        case NODE_DEFERRED:
            step(k, (struct ag_cell){.op = AG_STEP_DEFERRED,
                                     .n = (uint16_t)node->deferred->index});
            break;
        }
    }
}

/*
 * Templates, and the units that they call.
 */

static uint32_t
body(struct compiler *k, const struct node *node)
{
    uint32_t at = k->steps.n;

    steps(k, node);
    step(k, (struct ag_cell){.op = AG_STEP_END});
    return at;
}

/* The term of a test, or the body of a macro or a table. */
static uint32_t
unit_body(struct compiler *k, const struct unit *unit)
{
    uint32_t at = k->steps.n, n = 0;

    if (unit->cond)
        return term(k, unit->cond);
    if (!unit->by)
        return body(k, unit->body);
    while (unit->keys[n])
        n++;
    switch_steps(k, unit->by, unit->bodies, n);
    step(k, (struct ag_cell){.op = AG_STEP_END});
    return at;
}

/* The bodies of deferred parts, in the order of the text. */
static uint32_t
deferred_parts(struct compiler *k, const struct unit *unit)
{
    uint32_t at = k->steps.n;

    for (uint32_t i = 0; i < unit->ndeferred; i++)
        step(k, (struct ag_cell){.op = AG_STEP_END});
    for (const struct deferred *d = unit->deferred; d; d = d->before) {
        uint32_t part = body(k, d->body);
        k->steps.p[at + d->index].a = part;
    }
    return at;
}

static void
template_steps(struct compiler *k, const struct unit *unit)
{
    uint32_t text, parts;

    k->unit = unit;
    text = body(k, unit->body);
    parts = deferred_parts(k, unit);
    k->steps.p[unit->number] = (struct ag_cell){.op = AG_STEP_TEMPLATE,
                                                .n = (uint16_t)unit->nparam,
                                                .a = text,
                                                .b = parts,
                                                .c = unit->ndeferred};
}

/* Makes calls name the bodies of units, not the units. */
static void
link_calls(struct cells *cells, const struct cells *bodies)
{
    for (struct ag_cell *c = cells->p; c < cells->p + cells->n; c++)
        if (c->op == AG_TERM_CALL || c->op == AG_TERM_TEST)
            c->a = bodies->p[c->a].a;
}

/* The units that are called, also those that only they call, and then where
 * each call leads. */
static void
called_units(struct compiler *k)
{
    struct unit *unit = k->called;
    struct cells bodies = {0};

    add(k, &bodies, (struct ag_cell){0});
    for (; unit; unit = unit->next_called) {
        k->unit = unit;
        uint32_t at = unit_body(k, unit);
        add(k, &bodies, (struct ag_cell){.a = at});
    }
    link_calls(&k->steps, &bodies);
    link_calls(&k->terms, &bodies);
}

static void
import_table(struct compiler *k, struct ag_program *program)
{
    const struct ag_import_slots *slots = &k->set->imports;
    struct ag_program_import *imports =
        AG_NEW_ARRAY(k->arena, struct ag_program_import, slots->n / 2);

    for (const struct ag_import_use *u = slots->first; u; u = u->next)
        imports[u->slot / 2] = (struct ag_program_import){
            text(k, u->module), u->module.n, text(k, u->name), u->name.n};
    program->imports = imports;
    program->nimport = slots->n / 2;
}

static const struct ag_value *
options(const struct ag_tmpl_set *set)
{
    const struct ag_tmpl_world *world = set->world;
    struct ag_value *values =
        AG_NEW_ARRAY(set->arena, struct ag_value, world->nconst);

    for (uint32_t i = 0; i < world->nconst; i++)
        values[i] = world->consts[i].value;
    return values;
}

const struct ag_templates *
ag_tmpl_compile(struct ag_tmpl_set *set)
{
    struct compiler k = {
        .set = set, .arena = set->arena, .last_called = &k.called};
    struct ag_templates *templates = AG_NEW(set->arena, struct ag_templates);
    struct ag_program *program = &templates->program;

    ag_buf_init(&k.texts, set->arena);
    ag_buf_char(&k.texts, '\0'); /* so that there is a text at offset 0 */
    add(&k, &k.terms, (struct ag_cell){.op = AG_TERM_TEXT});
    for (uint32_t i = 0; i <= set->ntemplate; i++)
        step(&k, (struct ag_cell){.op = AG_STEP_END});
    for (const struct unit *u = set->all; u; u = u->next)
        if (u->number)
            template_steps(&k, u);
    called_units(&k);
    import_table(&k, program);
    program->steps = k.steps.p;
    program->nstep = k.steps.n;
    program->terms = k.terms.p;
    program->nterm = k.terms.n;
    program->nprop = k.props.n;
    program->need = set->need;
    program->ntext = k.texts.n;
    program->texts = ag_buf_take(&k.texts).p;
    templates->props = k.props.p;
    templates->options = options(set);
    templates->style = set->style;
    return templates;
}
