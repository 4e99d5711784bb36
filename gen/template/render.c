#include "base/attr.h"
#include "gen/template/layout.h"
#include "gen/template/tree.h"

/* Texts that a statement makes on its way stay where they are until it is
 * done: they are piled up in chunks, which are used again. */
struct chunk {
    struct chunk *next;
    uint32_t size;
    char text[];
};

enum { CHUNK = 4000 };

/* The memory of small templates, such as names of identifiers, is on the
 * stack. SMALL_ARENA has room for a few chunks and the marks of a layout. */
enum { SMALL_FRAME = 64, SMALL_CHUNK = 240, SMALL_FLAT = 1024 };
enum { SMALL_ARENA = 1 << 14 };
union small_chunk {
    struct chunk chunk;
    char room[sizeof(struct chunk) + SMALL_CHUNK];
};

struct pile {
    struct chunk *chunk;
    uint32_t used;
};

struct render {
    const struct unit *unit; /* whose frame it is */
    struct ag_value *frame;
    struct ag_buf *out;
    const void *env;
    const void *probe; /* the output for this item is marked; or NULL */
    struct chunk *chunks;
    struct pile pile;
    struct ag_layout layout;
    struct ag_imports imports;
    struct ag_arena arena;
    uint32_t *places; /* of deferred parts, by index */
    uint32_t nplace;
};

/* `run`, `test` and `print` are called very often, so rarely needed variables
 * are kept out of their frames. */
static void run(struct render *r, const struct node *node);
static void print(struct render *r, const struct expr *e);

/* The chunk after the current one, with room for `n` bytes. */
static struct chunk *
next_chunk(struct render *r, uint32_t n)
{
    struct chunk *last = r->pile.chunk;
    struct chunk *next = last ? last->next : r->chunks;

    if (next && next->size >= n)
        return next;
    uint32_t size = n > CHUNK ? n : CHUNK;
    struct chunk *chunk = ag_arena_alloc(&r->arena, sizeof *chunk + size);
    chunk->size = size;
    chunk->next = next;
    if (last)
        last->next = chunk;
    else
        r->chunks = chunk;
    return chunk;
}

/* Takes the output from `start` on away and keeps it as a text. */
static struct ag_str
take(struct render *r, uint32_t start)
{
    uint32_t n = r->out->n - start;
    struct pile *pile = &r->pile;

    if (!pile->chunk || pile->chunk->size - pile->used < n) {
        pile->chunk = next_chunk(r, n);
        pile->used = 0;
    }
    char *to = pile->chunk->text + pile->used;
    if (n)
        memcpy(to, r->out->p + start, n);
    pile->used += n;
    r->out->n = start;
    return (struct ag_str){to, n, 0};
}

/* Prints text that is not yet part of the output: its groups are broken
 * independently of the output. */
static void
print_apart(struct render *r, const struct expr *e)
{
    uint32_t group = r->layout.group;
    struct ag_layout_rows *rows = r->layout.rows;

    r->layout.group = 0;
    r->layout.rows = NULL;
    print(r, e);
    r->layout.group = group;
    r->layout.rows = rows;
}

/* The text that `e` prints. */
static struct ag_str
text_of(struct render *r, const struct expr *e)
{
    uint32_t start = r->out->n;

    print_apart(r, e);
    return take(r, start);
}

/*
 * Expressions.
 */

static const struct ag_value zero;

static struct ag_value
truth(bool value)
{
    return (struct ag_value){.number = value};
}

static int64_t
count(const struct render *r, const struct expr *e, const void *item)
{
    int64_t n = 0;
    for (; item; item = e->next(r->env, item))
        n++;
    return n;
}

static bool test(struct render *r, const struct expr *e);

static struct ag_value compute(struct render *r, const struct expr *e);

/* Most expressions are variables and their properties, which are not worth a
 * call. */
static inline struct ag_value
eval(struct render *r, const struct expr *e)
{
    if (e->op == OP_VAR)
        return r->frame[e->slot];
    if (e->op != OP_PROP || e->a->op != OP_VAR)
        return compute(r, e);
    const void *object = r->frame[e->a->slot].object;
    return object ? e->prop->get(r->env, object) : zero;
}

/* The value of what is neither a variable nor a property of one. */
static struct ag_value
compute(struct render *r, const struct expr *e)
{
    struct ag_value v, w;

    switch (e->op) {
    case OP_CONST:
        return e->value;
    case OP_VAR:
        return r->frame[e->slot];
    case OP_PROP:
        v = eval(r, e->a);
        return v.object ? e->prop->get(r->env, v.object) : zero;
    case OP_TEXT_TRUTH:
    case OP_OBJECT_TRUTH:
    case OP_NOT:
    case OP_AND:
    case OP_OR:
    case OP_TEXT_EQ:
    case OP_NUMBER_EQ:
    case OP_NUMBER_IS:
    case OP_NUMBER_IN:
    case OP_OBJECT_EQ:
    case OP_ANY:
    case OP_TEST:
    case OP_USED:
        return truth(test(r, e));
    case OP_CHOOSE:
        return compute(r, test(r, e->a) ? e->choose.yes : e->choose.no);
    case OP_BOOL_TEXT:
        v.text = test(r, e->a) ? AG_STR("true") : AG_STR("false");
        return v;
    case OP_ENUM_TEXT:
        v.text = ag_str(e->names[compute(r, e->a).number]);
        return v;
    case OP_COUNT:
        v.number = count(r, e, compute(r, e->a).object);
        return v;
    case OP_USE:
        r->imports.used[e->slot] = 1;
        return compute(r, e->a);
    case OP_USE_TEXT:
        v = compute(r, e->a);
        w = compute(r, e->b);
        ag_imports_use(&r->imports, w.text, v.text, e->slot);
        return v;
    case OP_USED_TEXT:
        v = compute(r, e->a);
        w = compute(r, e->b);
        return truth(ag_imports_used(&r->imports, v.text, w.text));
    case OP_IMPORTS:
        v.object = ag_imports_list(&r->imports);
        return v;
    case OP_NUMBER_TEXT:
    case OP_FILTER:
    case OP_CALL:
        v.text = text_of(r, e);
        return v;
    }
    return zero;
}

/* An argument that calls something would do so where the frame goes. */
static AG_NOINLINE void
put_args(struct render *r, const struct call *call, struct ag_value *frame)
{
    struct ag_value args[PARAM_LIMIT];

    for (unsigned i = 0; i < call->nargs; i++)
        args[i] = eval(r, call->args[i].expr);
    memcpy(frame, args, call->nargs * sizeof *args);
}

/* Puts the arguments where the callee's frame begins, and goes there. */
AG_INLINE void
enter(struct render *r, const struct call *call)
{
    struct ag_value *frame = r->frame + r->unit->nslot;

    if (!call->direct)
        put_args(r, call, frame);
    else
        for (unsigned i = 0; i < call->nargs; i++)
            frame[i] = eval(r, call->args[i].expr);
    r->frame = frame;
    r->unit = call->unit;
}

static void
leave(struct render *r, const struct unit *caller)
{
    r->unit = caller;
    r->frame -= caller->nslot;
}

static const struct node *choose(struct render *r, const struct node *node);

/* The body that a call comes to, in the callee's frame. */
static const struct node *
body_of(struct render *r, const struct unit *unit)
{
    return unit->by ? unit->bodies[eval(r, unit->by).number] : unit->body;
}

static bool any(struct render *r, const struct node *node);
static bool prints(struct render *r, const struct expr *e);

/* Whether the nodes of a loop's body print anything for any of its items. */
static AG_NOINLINE bool
any_item(struct render *r, const struct loop *loop)
{
    const void *item = eval(r, loop->list).object;

    for (; item; item = loop->next(r->env, item)) {
        r->frame[loop->slot].object = item;
        if ((!loop->cond || test(r, loop->cond)) && any(r, loop->body))
            return true;
    }
    return false;
}

/* Whether nodes of a unit that is not opaque print anything. */
static bool
any(struct render *r, const struct node *node)
{
    const struct node *body;

    while (node) {
        switch ((int)node->kind) {
        case NODE_TEXT:
            if (node->text.n)
                return true;
            break;
        case NODE_IF:
        case NODE_SWITCH:
            body = choose(r, node);
            if (!node->next) { /* no need to come back */
                node = body;
                continue;
            }
            if (body && any(r, body))
                return true;
            break;
        case NODE_FOR:
            if (any_item(r, node->loop))
                return true;
            break;
        case NODE_PRINT:
            if (prints(r, node->print.expr))
                return true;
            break;
        }
        node = node->next;
    }
    return false;
}

/* Whether a call or filter prints anything. Few macros have to be rendered to
 * know; what they print is not kept. */
static AG_NOINLINE bool
prints(struct render *r, const struct expr *e)
{
    uint32_t start = r->out->n;
    struct pile pile = r->pile;
    const struct unit *caller = r->unit;
    bool yes;

    if (e->op == OP_CALL && !e->call->unit->opaque) {
        enter(r, e->call);
        yes = any(r, body_of(r, e->call->unit));
        leave(r, caller);
    } else {
        print_apart(r, e);
        yes = r->out->n > start;
        r->out->n = start;
    }
    r->pile = pile;
    return yes;
}

static AG_NOINLINE bool
equal_texts(struct render *r, const struct expr *e)
{
    struct pile pile = r->pile;
    struct ag_str a = eval(r, e->a).text;
    bool equal = ag_str_eq(a, eval(r, e->b).text);

    r->pile = pile;
    return equal;
}

/* The condition of a test, in its own frame. */
static AG_NOINLINE bool
call_test(struct render *r, const struct call *call)
{
    const struct unit *caller = r->unit;
    struct pile pile = r->pile;

    enter(r, call);
    bool yes = test(r, call->unit->cond);
    leave(r, caller);
    r->pile = pile;
    return yes;
}

/* Whether the condition is true for an item of the list. */
static AG_NOINLINE bool
test_any(struct render *r, const struct expr *e)
{
    const struct loop *loop = e->loop;
    const void *item = eval(r, e->a).object;

    for (; item; item = loop->next(r->env, item)) {
        r->frame[loop->slot].object = item;
        if (test(r, loop->cond))
            return true;
    }
    return false;
}

/* A condition. Texts that it makes on its way end with it. */
static bool
test(struct render *r, const struct expr *e)
{
    switch ((int)e->op) {
    case OP_TEXT_TRUTH:
        if (e->a->op == OP_CALL || e->a->op == OP_FILTER)
            return prints(r, e->a);
        return eval(r, e->a).text.n != 0;
    case OP_TEXT_EQ:
        return equal_texts(r, e);
    case OP_OBJECT_TRUTH:
        return eval(r, e->a).object != NULL;
    case OP_NOT:
        return !test(r, e->a);
    case OP_AND:
        return test(r, e->a) && test(r, e->b);
    case OP_OR:
        return test(r, e->a) || test(r, e->b);
    case OP_NUMBER_EQ:
        return eval(r, e->a).number == eval(r, e->b).number;
    case OP_NUMBER_IS:
        return eval(r, e->a).number == e->slot;
    case OP_NUMBER_IN:
        return e->set[eval(r, e->a).number];
    case OP_OBJECT_EQ:
        return eval(r, e->a).object == eval(r, e->b).object;
    case OP_ANY:
        return test_any(r, e);
    case OP_TEST:
        return call_test(r, e->a->call);
    case OP_USED:
        return r->imports.used[e->slot] || r->imports.used[e->slot + 1];
    default:
        return eval(r, e).number != 0;
    }
}

static void
put_number(struct ag_buf *out, int64_t value)
{
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char text[20], *p = text + sizeof text;

    do
        *--p = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        *--p = '-';
    ag_buf_put(out, p, (uint32_t)(text + sizeof text - p));
}

static void
filter(struct render *r, const struct expr *e)
{
    const struct filter_use *use = e->filter;
    struct ag_str in = eval(r, e->a).text;
    struct ag_str args[AG_FILTER_ARGS] = {{0}};

    for (unsigned i = 0; i < AG_FILTER_ARGS; i++)
        if (use->args[i])
            args[i] = eval(r, use->args[i]).text;
    use->write(r->out, in, args);
}

static void
call(struct render *r, const struct call *call)
{
    const struct unit *unit = call->unit, *caller = r->unit;
    uint32_t start = r->out->n;

    enter(r, call);
    run(r, body_of(r, unit));
    leave(r, caller);
    if (unit->lines && r->out->n > start && r->out->p[r->out->n - 1] == '\n') {
        r->out->n--;
        ag_layout_cut(&r->layout);
    }
}

static void
print(struct render *r, const struct expr *e)
{
    switch (e->op) {
    case OP_NUMBER_TEXT:
        put_number(r->out, eval(r, e->a).number);
        break;
    case OP_FILTER:
        filter(r, e);
        break;
    case OP_CALL:
        call(r, e->call);
        break;
    case OP_CHOOSE:
        print(r, test(r, e->a) ? e->choose.yes : e->choose.no);
        break;
    case OP_USE:
        r->imports.used[e->slot] = 1;
        print(r, e->a);
        break;
    default:
        ag_buf_str(r->out, eval(r, e).text);
        break;
    }
}

/*
 * Statements.
 */

/* A value alone on its line: its lines are indented as it is, and an empty one
 * leaves no line. */
static AG_NOINLINE void
print_line(struct render *r, const struct node *node)
{
    struct ag_buf *out = r->out;
    struct ag_str blanks = node->print.blanks;
    uint32_t line = out->n, marks = r->layout.nmark;

    ag_buf_str(out, blanks);
    struct ag_layout_margin margin = {r->layout.margins, out->n, blanks.n};
    r->layout.margins = &margin;
    print(r, node->print.expr);
    r->layout.margins = margin.up;
    if (out->n == margin.start) {
        out->n = line;
        r->layout.nmark = marks;
        return;
    }
    ag_layout_indent(&r->layout, margin.start, blanks);
    if (node->print.newline && out->p[out->n - 1] != '\n')
        ag_buf_char(out, '\n');
}

static void
insert_mark(struct render *r, uint32_t at, struct ag_str mark)
{
    ag_layout_shift(&r->layout, at, mark.n);
    for (uint32_t i = 0; i < r->nplace; i++)
        r->places[i] += r->places[i] >= at ? mark.n : 0;
    ag_buf_insert(r->out, at, mark);
}

/* Marks what was written from `start` on for the item that is looked for. */
static AG_NOINLINE void
mark_item(struct render *r, uint32_t start)
{
    uint32_t end = r->out->n;

    if (end == start)
        return;
    insert_mark(r, end - (r->out->p[end - 1] == '\n'), AG_STR(AG_TMPL_END));
    insert_mark(r, start, AG_STR(AG_TMPL_BEGIN));
}

/* Puts the separator after the item that ends here. */
static void
separate(struct render *r, const struct loop *loop)
{
    ag_buf_str(r->out, loop->sep);
    if (loop->breaks)
        ag_layout_mark(&r->layout, AG_LAYOUT_BREAK, loop->flat);
}

/* An item of whole lines, after others: the separator comes before the line end
 * of the last one, unless this one turns out to leave no line. */
static AG_NOINLINE void
run_line_item(struct render *r, const struct loop *loop)
{
    struct ag_buf *out = r->out;

    out->n--;
    ag_buf_str(out, loop->sep);
    ag_buf_char(out, '\n');
    uint32_t start = out->n;
    ag_layout_shift(&r->layout, start - loop->sep.n, loop->sep.n);
    run(r, loop->body);
    if (r->probe && r->frame[loop->slot].object == r->probe)
        mark_item(r, start);
    if (out->n == start) {
        out->n -= loop->sep.n + 1;
        ag_buf_char(out, '\n');
        ag_layout_cut(&r->layout);
    }
}

static AG_NOINLINE void
run_loop(struct render *r, const struct loop *loop)
{
    struct pile pile = r->pile;
    const void *item = eval(r, loop->list).object;
    uint32_t start = r->out->n;
    bool any = false;

    r->pile = pile;
    for (; item; item = loop->next(r->env, item)) {
        r->frame[loop->slot].object = item;
        if (loop->cond && !test(r, loop->cond))
            continue;
        if (loop->lines && loop->sep.n && r->out->n > start &&
            r->out->p[r->out->n - 1] == '\n') {
            run_line_item(r, loop);
            continue;
        }
        if (any && !loop->lines)
            separate(r, loop);
        any = true;
        uint32_t begin = r->out->n;
        run(r, loop->body);
        if (item == r->probe)
            mark_item(r, begin);
    }
    if (!any)
        run(r, loop->none);
}

static enum ag_layout_group
kind_of(struct render *r, const struct node *node)
{
    if (node->group.cond && test(r, node->group.cond))
        return AG_LAYOUT_FORCED;
    return node->group.kind;
}

static void
run_align(struct render *r, const struct node *body)
{
    struct ag_layout_rows rows;

    ag_layout_rows_open(&r->layout, &rows);
    run(r, body);
    ag_layout_rows_close(&r->layout);
}

static const struct node *
choose(struct render *r, const struct node *node)
{
    if (node->kind == NODE_SWITCH) {
        struct pile pile = r->pile;
        int64_t i = eval(r, node->choice.expr).number;
        r->pile = pile;
        return node->choice.bodies[i];
    }
    for (const struct branch *b = node->branches; b; b = b->next)
        if (!b->cond || test(r, b->cond))
            return b->body;
    return NULL;
}

static void
run(struct render *r, const struct node *node)
{
    const struct node *body;
    struct pile pile;

    while (node) {
        switch (node->kind) {
        case NODE_TEXT:
            ag_buf_str(r->out, node->text);
            break;
        case NODE_PRINT:
            pile = r->pile;
            print(r, node->print.expr);
            r->pile = pile;
            break;
        case NODE_LINE:
            pile = r->pile;
            print_line(r, node);
            r->pile = pile;
            break;
        case NODE_IF:
        case NODE_SWITCH:
            body = choose(r, node);
            if (!node->next) { /* no need to come back */
                node = body;
                continue;
            }
            if (body)
                run(r, body);
            break;
        case NODE_FOR:
            run_loop(r, node->loop);
            break;
        case NODE_GROUP:
            ag_layout_open(&r->layout, node->group.tail, kind_of(r, node));
            run(r, node->group.body);
            ag_layout_close(&r->layout);
            break;
        case NODE_BREAK:
            ag_layout_mark(&r->layout, AG_LAYOUT_BREAK, node->text);
            break;
        case NODE_BACK:
            ag_layout_mark(&r->layout, AG_LAYOUT_BACK, node->text);
            break;
        case NODE_BROKEN:
            ag_layout_mark(&r->layout, AG_LAYOUT_BROKEN, node->text);
            break;
        case NODE_ALIGN:
            run_align(r, node->aligned);
            break;
        case NODE_CELL:
            ag_layout_tab(&r->layout);
            break;
        case NODE_DEFERRED:
            r->places[node->deferred->index] = r->out->n;
            break;
        }
        node = node->next;
    }
}

/* Renders the deferred parts, the last one first, each to the end of the
 * output and from there to its place. */
static void
run_deferred(struct render *r, const struct deferred *part)
{
    struct pile pile = r->pile;

    for (; part; part = part->before) {
        uint32_t start = r->out->n;
        r->layout.floor = start;
        run(r, part->body);
        struct ag_str text = take(r, start);
        ag_buf_insert(r->out, r->places[part->index], text);
        r->pile = pile;
    }
}

void
ag_tmpl_render(const struct ag_tmpl_set *set, const struct ag_tmpl *tmpl,
               const void *env, const void *const *args, struct ag_buf *out)
{
    ag_tmpl_probe(set, tmpl, env, args, NULL, out);
}

void
ag_tmpl_probe(const struct ag_tmpl_set *set, const struct ag_tmpl *tmpl,
              const void *env, const void *const *args, const void *object,
              struct ag_buf *out)
{
    const struct unit *unit = &tmpl->unit;
    struct render r = {.unit = unit, .out = out, .env = env, .probe = object};
    struct ag_value frame[SMALL_FRAME];
    union small_chunk small;
    char flat[SMALL_FLAT], memory[SMALL_ARENA];
    uint32_t begin = out->n;

    ag_arena_init(&r.arena, out->arena->nomem, out->arena->nomem_self);
    ag_arena_lend(&r.arena, memory, sizeof memory);
    ag_layout_init(&r.layout, &r.arena, &set->style, out);
    ag_buf_lend(&r.layout.flat, flat, sizeof flat);
    r.layout.marked = object;
    ag_imports_init(&r.imports, &r.arena, &set->imports);
    small.chunk.next = NULL;
    small.chunk.size = SMALL_CHUNK;
    r.chunks = &small.chunk;
    r.frame = frame;
    if (set->need > SMALL_FRAME)
        r.frame = AG_NEW_ARRAY(&r.arena, struct ag_value, set->need);
    else
        memset(frame, 0, set->need * sizeof *frame);
    for (unsigned i = 0; i < unit->nparam; i++)
        r.frame[i].object = args[i];
    if (unit->ndeferred)
        r.places = AG_NEW_ARRAY(&r.arena, uint32_t, unit->ndeferred);
    r.nplace = unit->ndeferred;
    run(&r, unit->body);
    run_deferred(&r, unit->deferred);
    ag_layout_restyle(&r.layout, begin);
    ag_layout_free(&r.layout);
    ag_arena_free(&r.arena);
}
