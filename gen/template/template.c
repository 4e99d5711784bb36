#include "gen/template/template.h"

#include <assert.h>
#include <stdio.h>

#include "gen/template/compile.h"
#include "gen/template/layout.h"
#include "gen/template/parse.h"
#include "gen/template/tree.h"

struct ag_tmpl_set *
ag_tmpl_set(struct ag_arena *arena, struct ag_diags *diags,
            const struct ag_tmpl_world *world)
{
    struct ag_tmpl_set *set = AG_NEW(arena, struct ag_tmpl_set);

    set->arena = arena;
    set->diags = diags;
    set->world = world;
    set->style = ag_layout_style(world->style);
    return set;
}

struct ag_diag *
ag_tmpl_error(struct ag_tmpl_set *set, enum ag_code code, struct ag_span span,
              const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        ag_arena_nomem(set->arena);
    char *text = ag_arena_text(set->arena, (size_t)n + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)n + 1, fmt, args);
    va_end(args);
    set->failed = true;
    return ag_report(set->diags, code, span, "%s", text);
}

struct unit *
ag_tmpl_unit(struct ag_tmpl_set *set, struct unit *unit)
{
    unit->next = set->all;
    set->all = unit;
    return unit;
}

/*
 * Files and strings.
 */

struct file *
ag_tmpl_find_file(struct ag_tmpl_set *set, struct ag_str name)
{
    void **place = ag_map_put(&set->files, set->arena, name);
    struct file *file = *place;

    if (!file) {
        const struct ag_tmpl_world *world = set->world;
        file = *place = AG_NEW(set->arena, struct file);
        file->name = name;
        file->missing =
            !world->load || !world->load(world->self, name, &file->text);
    }
    if (!file->missing)
        return file;
    ag_tmpl_error(set, AG_TMPL_NO_FILE, ag_str_span(name),
                  "template '%.*s' not found", AG_ARG(name));
    return NULL;
}

/* Adds the text as a template, or as a condition; returns its number. */
static uint32_t
add(struct ag_tmpl_set *set, struct ag_str text, struct file *file,
        bool condition, const struct ag_tmpl_param *params, size_t nparam)
{
    struct unit *unit = ag_tmpl_unit(set, AG_NEW(set->arena, struct unit));
    bool failed = set->failed;

    assert(nparam <= PARAM_LIMIT);

    for (size_t i = 0; i < nparam; i++)
        unit->params[i] = (struct param){
            ag_str(params[i].name),
            {.kind = AG_KIND_OBJECT, .cls = params[i].cls},
        };
    unit->nparam = (unsigned)nparam;
    unit->number = ++set->ntemplate;
    set->failed = false;
    unit->body = condition ? ag_tmpl_when_body(set, unit, text)
                           : ag_tmpl_body(set, unit, text, file, false);
    bool good = !set->failed;
    set->failed |= failed;
    return good ? unit->number : 0;
}

uint32_t
ag_tmpl_file(struct ag_tmpl_set *set, struct ag_str name,
             const struct ag_tmpl_param *params, size_t nparam)
{
    struct file *file = ag_tmpl_find_file(set, name);
    return file ? add(set, file->text, file, false, params, nparam) : 0;
}

/* A copy of `text` with the NUL that the lexer needs. */
static struct ag_str
with_end(struct ag_tmpl_set *set, struct ag_str text)
{
    text.p = ag_arena_cstr(set->arena, text.p, text.n);
    return text;
}

uint32_t
ag_tmpl_string(struct ag_tmpl_set *set, struct ag_str text,
               const struct ag_tmpl_param *params, size_t nparam)
{
    return add(set, with_end(set, text), NULL, false, params, nparam);
}

uint32_t
ag_tmpl_when(struct ag_tmpl_set *set, struct ag_str text,
             const struct ag_tmpl_param *params, size_t nparam)
{
    return add(set, with_end(set, text), NULL, true, params, nparam);
}

/*
 * Tables.
 */

void
ag_tmpl_entry(struct ag_tmpl_set *set, struct ag_str table, struct ag_str key,
              struct ag_str text)
{
    struct entry *entry = AG_NEW(set->arena, struct entry);

    *entry = (struct entry){set->entries, table, key, text};
    set->entries = entry;
}

static void
report_no_table(struct ag_tmpl_set *set, struct ag_str name)
{
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_diag *diag;

    for (const struct unit *u = set->all; u; u = u->next)
        if (u->by)
            ag_nearest_try(&nearest, u->name);
    diag = ag_tmpl_error(set, AG_TMPL_UNKNOWN_NAME, ag_str_span(name),
                         "no template declares a table '%.*s'", AG_ARG(name));
    ag_note_nearest(set->diags, diag, ag_str_span(name), &nearest);
}

/* An entry without text; not NULL, so that the key counts as given. */
static const struct node none = {.kind = NODE_TEXT};

static void
start_table(struct ag_tmpl_set *set, struct unit *table)
{
    size_t n = 0;

    while (table->keys[n])
        n++;
    table->bodies = AG_NEW_ARRAY(set->arena, const struct node *, n + 1);
}

/* `table` is what the entry's table means; or NULL. */
static void
compile_entry(struct ag_tmpl_set *set, struct unit *table,
              const struct entry *entry)
{
    /* Nothing needs no table. */
    if (entry->text.n == 0 && !table)
        return;
    if (!table || !table->by) {
        report_no_table(set, entry->table);
        return;
    }
    if (!table->keys)
        return;
    int i =
        ag_tmpl_enum_value(set, table->keys, entry->key, AG_TMPL_TABLE_ENTRY);
    /* Entries come newest first, and the newest one wins. */
    if (i < 0 || table->bodies[i])
        return;
    if (entry->text.p)
        table->bodies[i] =
            ag_tmpl_body(set, table, with_end(set, entry->text), NULL, true);
    if (!table->bodies[i])
        table->bodies[i] = &none;
}

static void
check_table(struct ag_tmpl_set *set, const struct unit *table)
{
    struct ag_buf buf;

    ag_buf_init(&buf, set->arena);
    for (size_t i = 0; table->keys[i]; i++)
        if (!table->bodies[i])
            ag_buf_fmt(&buf, "%s'%s'", buf.n ? ", " : "", table->keys[i]);
    if (buf.n)
        ag_tmpl_error(set, AG_TMPL_TABLE_ENTRY, ag_str_span(table->name),
                      "the table '%.*s' has no entry for %.*s",
                      AG_ARG(table->name), AG_ARG(ag_buf_text(&buf)));
    ag_buf_free(&buf);
}

static void
fill_tables(struct ag_tmpl_set *set)
{
    for (struct unit *u = set->all; u; u = u->next)
        if (u->by && u->keys)
            start_table(set, u);
    const struct entry *last = NULL;
    struct unit *table = NULL;
    for (const struct entry *e = set->entries; e; last = e, e = e->next) {
        if (!last || !ag_str_eq(e->table, last->table))
            table = ag_map_get(&set->units, e->table);
        compile_entry(set, table, e);
    }
    for (struct unit *u = set->all; u; u = u->next)
        if (u->by && u->keys && ag_map_get(&set->units, u->name) == u)
            check_table(set, u);
}

/*
 * Calls.
 */

/* Whether computing `e` touches nothing but the caller's frame. */
static bool
is_direct(const struct expr *e)
{
    while (e->op == AG_TERM_PROP || e->op == AG_TERM_ENUM_TEXT ||
           e->op == AG_TERM_USE)
        e = e->a;
    return is_constant(e) || e->op == AG_TERM_OPTION || e->op == AG_TERM_VAR;
}

/* A test where a bool is wanted is a condition, too. */
static void
link_bool(struct ag_tmpl_set *set, const struct param *param, struct arg *arg)
{
    const struct unit *unit =
        param->type.kind == AG_KIND_BOOL && arg->expr->op == AG_TERM_CALL
            ? ag_map_get(&set->units, arg->expr->call->name)
            : NULL;

    if (!unit || !unit->cond)
        return;
    struct expr *e = AG_NEW(set->arena, struct expr);
    e->op = AG_TERM_TEXT_TRUTH;
    e->a = arg->expr;
    arg->expr->call->truth = e;
    arg->expr = e;
    arg->type = param->type;
}

/* A call of a test is valid only as a condition, and becomes the test's. */
static void
link_test(struct ag_tmpl_set *set, const struct call *call)
{
    struct ag_diag *diag;

    if (call->truth) {
        call->truth->op = AG_TERM_TEST;
        return;
    }
    diag = ag_tmpl_error(set, AG_TMPL_TYPE, ag_str_span(call->name),
                         "'%.*s' is a test and cannot be printed; use it as a "
                         "condition",
                         AG_ARG(call->name));
    ag_note(set->diags, diag, ag_str_span(call->unit->name), "defined here");
}

static void
link_call(struct ag_tmpl_set *set, struct call *call)
{
    struct unit *unit = ag_map_get(&set->units, call->name);
    struct ag_diag *diag;

    if (!unit) {
        struct ag_nearest nearest = ag_nearest(call->name);
        for (const struct unit *u = set->all; u; u = u->next)
            ag_nearest_try(&nearest, u->file ? u->name : AG_STR(""));
        diag = ag_tmpl_error(set, AG_TMPL_UNKNOWN_NAME, ag_str_span(call->name),
                             "unknown macro, test or table '%.*s'",
                             AG_ARG(call->name));
        ag_note_nearest(set->diags, diag, ag_str_span(call->name), &nearest);
        return;
    }
    call->unit = unit;
    if (unit->cond)
        link_test(set, call);
    if (call->nargs != unit->nparam) {
        diag = ag_tmpl_error(set, AG_TMPL_TYPE, ag_str_span(call->name),
                             "'%.*s' takes %u argument%s, not %u",
                             AG_ARG(unit->name), unit->nparam,
                             unit->nparam == 1 ? "" : "s", call->nargs);
        ag_note(set->diags, diag, ag_str_span(unit->name), "defined here");
        return;
    }
    call->direct = true;
    for (unsigned i = 0; i < unit->nparam; i++) {
        const struct param *param = &unit->params[i];
        struct arg *arg = &call->args[i];
        link_bool(set, param, arg);
        bool fits = ag_tmpl_fit(set, arg->type, param->type, &arg->expr);
        call->direct = call->direct && is_direct(arg->expr);
        if (fits)
            continue;
        diag = ag_tmpl_error(
            set, AG_TMPL_TYPE, arg->span,
            "the argument '%.*s' of '%.*s' must be %.*s, not %.*s",
            AG_ARG(param->name), AG_ARG(unit->name),
            AG_ARG(ag_tmpl_describe(set, param->type)),
            AG_ARG(ag_tmpl_describe(set, arg->type)));
        ag_note(set->diags, diag, ag_str_span(unit->name), "defined here");
    }
}

/* Reports that the unit calls itself, by the calls that the way down went. */
static void
report_circle(struct ag_tmpl_set *set, const struct unit *unit)
{
    const struct call *call = unit->going;
    struct ag_diag *diag =
        ag_tmpl_error(set, AG_TMPL_RECURSION, ag_str_span(call->name),
                      "'%.*s' calls itself", AG_ARG(unit->name));

    for (; call->unit != unit; call = call->unit->going)
        ag_note(set->diags, diag, ag_str_span(call->unit->going->name),
                "'%.*s' calls '%.*s'", AG_ARG(call->unit->name),
                AG_ARG(call->unit->going->name));
}

/* Finds out how deep rendering goes from `unit` on, `above` it being what is
 * around its call. That bounds the recursion here too. */
static void
measure(struct ag_tmpl_set *set, struct unit *unit, unsigned above)
{
    unit->state = SEEING;
    unit->height = unit->depth;
    unit->need = unit->nslot;
    for (const struct call *call = unit->calls; call; call = call->next) {
        struct unit *target = call->unit;
        if (!target)
            continue;
        unit->going = call;
        if (target->state == SEEING) {
            report_circle(set, target);
            continue;
        }
        unsigned depth = above + call->depth;
        if (target->state == UNSEEN && depth <= HEIGHT_LIMIT)
            measure(set, target, depth);
        if (depth + target->height > HEIGHT_LIMIT) {
            ag_tmpl_error(set, AG_TMPL_LIMIT, ag_str_span(call->name),
                          "calls of macros are nested too deep");
            break;
        }
        if (unit->height < call->depth + target->height)
            unit->height = call->depth + target->height;
        if (unit->need < unit->nslot + target->need)
            unit->need = unit->nslot + target->need;
    }
    unit->state = SEEN;
    if (set->need < unit->need)
        set->need = unit->need;
}

const struct ag_templates *
ag_tmpl_done(struct ag_tmpl_set *set)
{
    fill_tables(set);
    for (struct unit *unit = set->all; unit; unit = unit->next) {
        for (struct call *call = unit->calls; call; call = call->next)
            link_call(set, call);
    }
    for (struct unit *unit = set->all; unit; unit = unit->next)
        if (unit->state == UNSEEN)
            measure(set, unit, 0);
    return set->failed ? NULL : ag_tmpl_compile(set);
}
