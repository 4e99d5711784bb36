#include "base/attr.h"
#include "gen/template/filter.h"
#include "gen/template/import.h"
#include "gen/template/layout.h"
#include "gen/template/program.h"

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
    const struct ag_cell *steps, *terms;
    const struct ag_prop *const *props;
    const struct ag_value *options;
    const char *texts;
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
static void run(struct render *r, const struct ag_cell *s);
static void print(struct render *r, const struct ag_cell *t);

static const struct ag_cell *
step(const struct render *r, uint32_t i)
{
    return r->steps + i;
}

static const struct ag_cell *
term(const struct render *r, uint32_t i)
{
    return r->terms + i;
}

static struct ag_str
text(const struct render *r, uint32_t at, uint32_t n)
{
    return (struct ag_str){r->texts + at, n, 0};
}

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
print_apart(struct render *r, const struct ag_cell *t)
{
    uint32_t group = r->layout.group;
    struct ag_layout_rows *rows = r->layout.rows;

    r->layout.group = 0;
    r->layout.rows = NULL;
    print(r, t);
    r->layout.group = group;
    r->layout.rows = rows;
}

/* The text that `t` prints. */
static struct ag_str
text_of(struct render *r, const struct ag_cell *t)
{
    uint32_t start = r->out->n;

    print_apart(r, t);
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
number(const struct ag_cell *t)
{
    return (int64_t)((uint64_t)t->b << 32 | t->a);
}

static int64_t
count(const struct render *r, uint32_t prop, const void *item)
{
    int64_t n = 0;
    for (; item; item = r->props[prop]->next(r->env, item))
        n++;
    return n;
}

static bool test(struct render *r, const struct ag_cell *t);

static struct ag_value compute(struct render *r, const struct ag_cell *t);

/* Most terms are variables and their properties, which are not worth a call. */
AG_INLINE struct ag_value
value(struct render *r, const struct ag_cell *t)
{
    if (t->op == AG_TERM_VAR)
        return r->frame[t->n];
    if (t->op != AG_TERM_MEMBER)
        return compute(r, t);
    const void *object = r->frame[t->n].object;
    return object ? r->props[t->b]->get(r->env, object) : zero;
}

AG_INLINE struct ag_value
eval(struct render *r, uint32_t i)
{
    return value(r, term(r, i));
}

static AG_NOINLINE struct ag_value
eval_use_text(struct render *r, const struct ag_cell *t)
{
    struct ag_value name = eval(r, t->a), module = eval(r, t->b);

    ag_imports_use(&r->imports, module.text, name.text, t->n);
    return name;
}

static AG_NOINLINE bool
used_text(struct render *r, const struct ag_cell *t)
{
    struct ag_str module = eval(r, t->a).text, name = eval(r, t->b).text;

    return ag_imports_used(&r->imports, module, name);
}

/* The value of what is neither a variable nor a property of one. */
static struct ag_value
compute(struct render *r, const struct ag_cell *t)
{
    struct ag_value v;

    switch ((enum ag_term)t->op) {
    case AG_TERM_TEXT:
        v.text = text(r, t->a, t->b);
        return v;
    case AG_TERM_NUMBER:
        v.number = number(t);
        return v;
    case AG_TERM_OPTION:
        return r->options[t->n];
    case AG_TERM_VAR:
    case AG_TERM_MEMBER:
        break;
    case AG_TERM_PROP:
        v = eval(r, t->a);
        return v.object ? r->props[t->b]->get(r->env, v.object) : zero;
    case AG_TERM_TEXT_TRUTH:
    case AG_TERM_OBJECT_TRUTH:
    case AG_TERM_NOT:
    case AG_TERM_AND:
    case AG_TERM_OR:
    case AG_TERM_TEXT_EQ:
    case AG_TERM_NUMBER_EQ:
    case AG_TERM_NUMBER_IS:
    case AG_TERM_NUMBER_IN:
    case AG_TERM_OBJECT_EQ:
    case AG_TERM_ANY:
    case AG_TERM_TEST:
    case AG_TERM_USED:
    case AG_TERM_USED_TEXT:
        return truth(test(r, t));
    case AG_TERM_CHOOSE:
        return eval(r, test(r, term(r, t->a)) ? t->b : t->c);
    case AG_TERM_BOOL_TEXT:
        v.text = test(r, term(r, t->a)) ? AG_STR("true") : AG_STR("false");
        return v;
    case AG_TERM_ENUM_TEXT:
        v.text = ag_str(r->props[t->b]->names[eval(r, t->a).number]);
        return v;
    case AG_TERM_COUNT:
        v.number = count(r, t->b, eval(r, t->a).object);
        return v;
    case AG_TERM_USE:
        r->imports.used[t->b] = 1;
        return eval(r, t->a);
    case AG_TERM_USE_TEXT:
        return eval_use_text(r, t);
    case AG_TERM_IMPORTS:
        v.object = ag_imports_list(&r->imports);
        return v;
    case AG_TERM_NUMBER_TEXT:
    case AG_TERM_FILTER:
    case AG_TERM_CALL:
        v.text = text_of(r, t);
        return v;
    }
    return zero;
}

/* An argument that calls something would do so where the frame goes. */
static AG_NOINLINE void
put_args(struct render *r, const struct ag_cell *call, struct ag_value *frame)
{
    struct ag_value args[AG_CALL_NARG];
    unsigned n = call->n & AG_CALL_NARG;

    for (unsigned i = 0; i < n; i++)
        args[i] = eval(r, call->b + i);
    memcpy(frame, args, n * sizeof *args);
}

/* Puts the arguments where the callee's frame begins, and goes there. */
AG_INLINE void
enter(struct render *r, const struct ag_cell *call)
{
    struct ag_value *frame = r->frame + call->c;

    if (!(call->n & AG_CALL_DIRECT))
        put_args(r, call, frame);
    else
        for (unsigned i = 0; i < (call->n & AG_CALL_NARG); i++)
            frame[i] = eval(r, call->b + i);
    r->frame = frame;
}

static void
leave(struct render *r, const struct ag_cell *call)
{
    r->frame -= call->c;
}

static bool any(struct render *r, const struct ag_cell *s);
static bool prints(struct render *r, const struct ag_cell *t);

/* Whether the body of a loop prints anything for any of its items. */
static AG_NOINLINE bool
any_item(struct render *r, const struct ag_cell *s)
{
    const struct ag_cell *loop = s + 1;
    const struct ag_prop *prop = r->props[s->b];
    const void *item = eval(r, s->a).object;

    for (; item; item = prop->next(r->env, item)) {
        r->frame[s->n].object = item;
        if ((!loop->a || test(r, term(r, loop->a))) && any(r, step(r, loop->b)))
            return true;
    }
    return false;
}

/* The step that a switch goes to. */
static const struct ag_cell *
choose(struct render *r, const struct ag_cell *s)
{
    struct pile pile = r->pile;
    const struct ag_cell *jump = s + 1 + eval(r, s->a).number;

    r->pile = pile;
    return step(r, jump->c);
}

/* Whether a body that is not opaque prints anything. */
static bool
any(struct render *r, const struct ag_cell *s)
{
    for (;; s++) {
        switch ((int)s->op) {
        case AG_STEP_END:
            return false;
        case AG_STEP_TEXT:
            return true;
        case AG_STEP_IF:
            if (!test(r, term(r, s->a)))
                s = step(r, s->c) - 1;
            break;
        case AG_STEP_JUMP:
            s = step(r, s->c) - 1;
            break;
        case AG_STEP_SWITCH:
            s = choose(r, s) - 1;
            break;
        case AG_STEP_FOR:
            if (any_item(r, s))
                return true;
            s = step(r, s->c) - 1;
            break;
        default:
            if (prints(r, s))
                return true;
            break;
        }
    }
}

/* Whether a term prints anything. Few macros have to be rendered to know; what
 * they print is not kept. */
static AG_NOINLINE bool
prints(struct render *r, const struct ag_cell *t)
{
    uint32_t start = r->out->n;
    struct pile pile = r->pile;
    bool yes;

    if (t->op == AG_TERM_CALL && !(t->n & AG_CALL_OPAQUE)) {
        enter(r, t);
        yes = any(r, step(r, t->a));
        leave(r, t);
    } else {
        print_apart(r, t);
        yes = r->out->n > start;
        r->out->n = start;
    }
    r->pile = pile;
    return yes;
}

static AG_NOINLINE bool
equal_texts(struct render *r, const struct ag_cell *t)
{
    struct pile pile = r->pile;
    struct ag_str a = eval(r, t->a).text;
    bool equal = ag_str_eq(a, eval(r, t->b).text);

    r->pile = pile;
    return equal;
}

/* The condition of a test, in its own frame. */
static AG_NOINLINE bool
call_test(struct render *r, const struct ag_cell *call)
{
    struct pile pile = r->pile;

    enter(r, call);
    bool yes = test(r, term(r, call->a));
    leave(r, call);
    r->pile = pile;
    return yes;
}

/* Whether the condition is true for an item of the list. */
static AG_NOINLINE bool
test_any(struct render *r, const struct ag_cell *t)
{
    const struct ag_prop *prop = r->props[t->c];
    const void *item = eval(r, t->a).object;

    for (; item; item = prop->next(r->env, item)) {
        r->frame[t->n].object = item;
        if (test(r, term(r, t->b)))
            return true;
    }
    return false;
}

static bool
text_truth(struct render *r, uint32_t i)
{
    const struct ag_cell *t = term(r, i);

    if (t->op == AG_TERM_CALL || t->op == AG_TERM_FILTER)
        return prints(r, t);
    return eval(r, i).text.n != 0;
}

/* A condition. Texts that it makes on its way end with it. */
static bool
test(struct render *r, const struct ag_cell *t)
{
    switch ((int)t->op) {
    case AG_TERM_NUMBER:
        return number(t) != 0;
    case AG_TERM_OPTION:
        return r->options[t->n].number != 0;
    case AG_TERM_VAR:
        return r->frame[t->n].number != 0;
    case AG_TERM_MEMBER: {
        const void *object = r->frame[t->n].object;
        return object && r->props[t->b]->get(r->env, object).number != 0;
    }
    case AG_TERM_TEXT_TRUTH:
        return text_truth(r, t->a);
    case AG_TERM_TEXT_EQ:
        return equal_texts(r, t);
    case AG_TERM_OBJECT_TRUTH:
        return eval(r, t->a).object != NULL;
    case AG_TERM_NOT:
        return !test(r, term(r, t->a));
    case AG_TERM_AND:
        return test(r, term(r, t->a)) && test(r, term(r, t->b));
    case AG_TERM_OR:
        return test(r, term(r, t->a)) || test(r, term(r, t->b));
    case AG_TERM_NUMBER_EQ:
        return eval(r, t->a).number == eval(r, t->b).number;
    case AG_TERM_NUMBER_IS:
        return eval(r, t->a).number == t->b;
    case AG_TERM_NUMBER_IN:
        return r->texts[t->b + (uint64_t)eval(r, t->a).number];
    case AG_TERM_OBJECT_EQ:
        return eval(r, t->a).object == eval(r, t->b).object;
    case AG_TERM_ANY:
        return test_any(r, t);
    case AG_TERM_TEST:
        return call_test(r, t);
    case AG_TERM_USED:
        return r->imports.used[t->b] || r->imports.used[t->b + 1];
    case AG_TERM_USED_TEXT:
        return used_text(r, t);
    default:
        return compute(r, t).number != 0;
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
filter(struct render *r, const struct ag_cell *t)
{
    const struct ag_filter *filter = &ag_filters[t->n];
    struct ag_str in = eval(r, t->a).text;
    struct ag_str args[AG_FILTER_ARGS] = {{0}};

    if (t->b)
        args[0] = eval(r, t->b).text;
    if (t->c)
        args[1] = eval(r, t->c).text;
    ag_filter_write(filter, r->layout.style->single)(r->out, in, args);
}

static void
call(struct render *r, const struct ag_cell *call)
{
    uint32_t start = r->out->n;

    enter(r, call);
    run(r, step(r, call->a));
    leave(r, call);
    if (call->n & AG_CALL_LINES && r->out->n > start &&
        r->out->p[r->out->n - 1] == '\n') {
        r->out->n--;
        ag_layout_cut(&r->layout);
    }
}

static void
print(struct render *r, const struct ag_cell *t)
{
    switch ((int)t->op) {
    case AG_TERM_OPTION:
        ag_buf_str(r->out, r->options[t->n].text);
        break;
    case AG_TERM_NUMBER_TEXT:
        put_number(r->out, eval(r, t->a).number);
        break;
    case AG_TERM_FILTER:
        filter(r, t);
        break;
    case AG_TERM_CALL:
        call(r, t);
        break;
    case AG_TERM_CHOOSE:
        print(r, term(r, test(r, term(r, t->a)) ? t->b : t->c));
        break;
    case AG_TERM_USE:
        r->imports.used[t->b] = 1;
        print(r, term(r, t->a));
        break;
    default:
        ag_buf_str(r->out, value(r, t).text);
        break;
    }
}

/*
 * Statements.
 */

/* A value alone on its line: its lines are indented as it is, and an empty one
 * leaves no line. */
static AG_NOINLINE void
print_line(struct render *r, const struct ag_cell *s)
{
    struct ag_buf *out = r->out;
    struct ag_str blanks = text(r, s->b, s->c);
    uint32_t line = out->n, marks = r->layout.nmark;

    ag_buf_str(out, blanks);
    struct ag_layout_margin margin = {r->layout.margins, out->n, blanks.n};
    r->layout.margins = &margin;
    print(r, term(r, s->a));
    r->layout.margins = margin.up;
    if (out->n == margin.start) {
        out->n = line;
        r->layout.nmark = marks;
        return;
    }
    ag_layout_indent(&r->layout, margin.start, blanks);
    if (s->n && out->p[out->n - 1] != '\n')
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
separate(struct render *r, const struct ag_cell *sep)
{
    const struct ag_cell *flat = sep + 1;

    ag_buf_str(r->out, text(r, sep->a, sep->b));
    if (sep->n)
        ag_layout_mark(&r->layout, AG_LAYOUT_BREAK, text(r, flat->a, flat->b));
}

/* An item of whole lines, after others: the separator comes before the line end
 * of the last one, unless this one turns out to leave no line. */
static AG_NOINLINE void
run_line_item(struct render *r, const struct ag_cell *s, const void *item)
{
    const struct ag_cell *loop = s + 1, *sep = s + 2;
    struct ag_buf *out = r->out;

    out->n--;
    ag_buf_str(out, text(r, sep->a, sep->b));
    ag_buf_char(out, '\n');
    uint32_t start = out->n;
    ag_layout_shift(&r->layout, start - sep->b, sep->b);
    run(r, step(r, loop->b));
    if (item == r->probe)
        mark_item(r, start);
    if (out->n == start) {
        out->n -= sep->b + 1;
        ag_buf_char(out, '\n');
        ag_layout_cut(&r->layout);
    }
}

static AG_NOINLINE void
run_loop(struct render *r, const struct ag_cell *s)
{
    const struct ag_cell *loop = s + 1, *sep = s + 2;
    const struct ag_prop *prop = r->props[s->b];
    struct pile pile = r->pile;
    const void *item = eval(r, s->a).object;
    uint32_t start = r->out->n;
    bool any = false;

    r->pile = pile;
    for (; item; item = prop->next(r->env, item)) {
        r->frame[s->n].object = item;
        if (loop->a && !test(r, term(r, loop->a)))
            continue;
        if (loop->n && sep->b && r->out->n > start &&
            r->out->p[r->out->n - 1] == '\n') {
            run_line_item(r, s, item);
            continue;
        }
        if (any && !loop->n)
            separate(r, sep);
        any = true;
        uint32_t begin = r->out->n;
        run(r, step(r, loop->b));
        if (item == r->probe)
            mark_item(r, begin);
    }
    if (!any)
        run(r, step(r, loop->c));
}

static void
open_group(struct render *r, const struct ag_cell *s)
{
    bool forced = s->a && test(r, term(r, s->a));

    ag_layout_open(&r->layout, s->b,
                   forced ? AG_LAYOUT_FORCED : (enum ag_layout_group)s->n);
}

static void
run_align(struct render *r, const struct ag_cell *body)
{
    struct ag_layout_rows rows;

    ag_layout_rows_open(&r->layout, &rows);
    run(r, body);
    ag_layout_rows_close(&r->layout);
}

static void
mark(struct render *r, enum ag_layout_kind kind, const struct ag_cell *s)
{
    ag_layout_mark(&r->layout, kind, eval(r, s->a).text);
}

static void
run(struct render *r, const struct ag_cell *s)
{
    struct pile pile;

    for (;; s++) {
        switch ((int)s->op) {
        case AG_STEP_END:
            return;
        case AG_STEP_TEXT:
            ag_buf_put(r->out, r->texts + s->a, s->b);
            break;
        case AG_STEP_LINE:
            pile = r->pile;
            print_line(r, s);
            r->pile = pile;
            break;
        case AG_STEP_IF:
            if (!test(r, term(r, s->a)))
                s = step(r, s->c) - 1;
            break;
        case AG_STEP_JUMP:
            s = step(r, s->c) - 1;
            break;
        case AG_STEP_SWITCH:
            s = choose(r, s) - 1;
            break;
        case AG_STEP_FOR:
            run_loop(r, s);
            s = step(r, s->c) - 1;
            break;
        case AG_STEP_GROUP:
            open_group(r, s);
            break;
        case AG_STEP_GROUPED:
            ag_layout_close(&r->layout);
            break;
        case AG_STEP_BREAK:
            mark(r, AG_LAYOUT_BREAK, s);
            break;
        case AG_STEP_BACK:
            mark(r, AG_LAYOUT_BACK, s);
            break;
        case AG_STEP_BROKEN:
            mark(r, AG_LAYOUT_BROKEN, s);
            break;
        case AG_STEP_ALIGN:
            run_align(r, s + 1);
            s = step(r, s->c) - 1;
            break;
        case AG_STEP_CELL:
            ag_layout_tab(&r->layout);
            break;
        case AG_STEP_DEFERRED:
            r->places[s->n] = r->out->n;
            break;
        default:
            pile = r->pile;
            print(r, s);
            r->pile = pile;
            break;
        }
    }
}

/* Renders the deferred parts, the last one first, each to the end of the
 * output and from there to its place. */
static void
run_deferred(struct render *r, const struct ag_cell *tmpl)
{
    struct pile pile = r->pile;

    for (uint32_t i = tmpl->c; i-- > 0;) {
        uint32_t start = r->out->n;
        r->layout.floor = start;
        run(r, step(r, step(r, tmpl->b + i)->a));
        struct ag_str part = take(r, start);
        ag_buf_insert(r->out, r->places[i], part);
        r->pile = pile;
    }
}

void
ag_tmpl_render(const struct ag_templates *templates, uint32_t number,
               const void *env, const void *const *args, struct ag_buf *out)
{
    ag_tmpl_probe(templates, number, env, args, NULL, out);
}

void
ag_tmpl_probe(const struct ag_templates *templates, uint32_t number,
              const void *env, const void *const *args, const void *object,
              struct ag_buf *out)
{
    const struct ag_program *program = &templates->program;
    const struct ag_cell *tmpl = &program->steps[number];
    struct render r = {
        .steps = program->steps,
        .terms = program->terms,
        .props = templates->props,
        .options = templates->options,
        .texts = program->texts,
        .out = out,
        .env = env,
        .probe = object,
    };
    struct ag_value frame[SMALL_FRAME];
    union small_chunk small;
    char flat[SMALL_FLAT], memory[SMALL_ARENA];
    uint32_t begin = out->n;

    ag_arena_init(&r.arena, out->arena->nomem, out->arena->nomem_self);
    ag_arena_lend(&r.arena, memory, sizeof memory);
    ag_layout_init(&r.layout, &r.arena, &templates->style, out);
    ag_buf_lend(&r.layout.flat, flat, sizeof flat);
    r.layout.marked = object;
    ag_imports_init(&r.imports, &r.arena, program);
    small.chunk.next = NULL;
    small.chunk.size = SMALL_CHUNK;
    r.chunks = &small.chunk;
    r.frame = frame;
    if (program->need > SMALL_FRAME)
        r.frame = AG_NEW_ARRAY(&r.arena, struct ag_value, program->need);
    else
        memset(frame, 0, program->need * sizeof *frame);
    for (unsigned i = 0; i < tmpl->n; i++)
        r.frame[i].object = args[i];
    if (tmpl->c)
        r.places = AG_NEW_ARRAY(&r.arena, uint32_t, tmpl->c);
    r.nplace = tmpl->c;
    run(&r, step(&r, tmpl->a));
    run_deferred(&r, tmpl);
    ag_layout_restyle(&r.layout, begin);
    ag_layout_free(&r.layout);
    ag_arena_free(&r.arena);
}
