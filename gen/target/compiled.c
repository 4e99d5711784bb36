#include "gen/target/compiled.h"

#include <string.h>

#include "gen/target/view.h"

/* Reads or writes fields, so that one function per struct says which it has and
 * in which order: it passes the value of each field and takes what it gets. */
struct store {
    struct ag_arena *arena;
    bool reading;
    const uint32_t *from; /* the next number to read */
    const char *texts;
    struct ag_buf *numbers_to, *texts_to; /* to write to */
};

static uint32_t
number(struct store *s, uint32_t value)
{
    if (s->reading)
        return *s->from++;
    ag_buf_put(s->numbers_to, (const char *)&value, sizeof value);
    return value;
}

/* Its length plus 1, and its offset unless it is empty; 0 for p == NULL. */
static struct ag_str
text(struct store *s, struct ag_str value)
{
    uint32_t n = number(s, value.p ? value.n + 1 : 0);
    uint32_t at = n > 1 ? number(s, s->reading ? 0 : s->texts_to->n) : 0;

    if (s->reading)
        return (struct ag_str){n ? s->texts + at : NULL, n ? n - 1 : 0, 0};
    ag_buf_str(s->texts_to, value);
    return value;
}

/* A list that is ended by p == NULL: its length plus 1; 0 for NULL. */
static const struct ag_str *
texts(struct store *s, const struct ag_str *list)
{
    uint32_t n = 0;

    while (list && list[n].p)
        n++;
    n = number(s, list ? n + 1 : 0);
    if (!s->reading) {
        for (uint32_t i = 0; i + 1 < n; i++)
            text(s, list[i]);
        return list;
    }
    struct ag_str *read = n ? AG_NEW_ARRAY(s->arena, struct ag_str, n) : NULL;
    for (uint32_t i = 0; i + 1 < n; i++)
        read[i] = text(s, (struct ag_str){0});
    return read;
}

static void
capabilities(struct store *s, struct ag_capability *list, int n)
{
    for (int i = 0; i < n; i++) {
        struct ag_capability *c = &list[i];
        c->support = (enum ag_support)number(s, c->support);
        c->hint = text(s, c->hint);
        c->texts = texts(s, c->texts);
        c->limited = number(s, c->limited);
    }
}

/* The setting of a project that is the default of an option; by its place in
 * ag_target_customs plus 1; 0: none. */
static const char *
custom(struct store *s, const char *name)
{
    uint32_t i = 0;

    if (!s->reading && name)
        while (strcmp(ag_target_customs[i++], name) != 0)
            ;
    i = number(s, i);
    return i ? ag_target_customs[i - 1] : NULL;
}

static void
option(struct store *s, struct ag_target_opt *o)
{
    o->name = text(s, o->name);
    o->value = text(s, o->value);
    o->setting = text(s, o->setting);
    o->values = texts(s, o->values);
    o->doc = text(s, o->doc);
    o->custom = custom(s, o->custom);
    o->boolean = number(s, o->boolean);
    o->number = number(s, o->number);
    o->fixed = number(s, o->fixed);
}

static void
constant(struct store *s, struct ag_target_const *c)
{
    c->name = text(s, c->name);
    c->open = number(s, c->open);
}

static void
rule(struct store *s, struct ag_target_rule *r)
{
    r->when = text(s, r->when);
    r->name = text(s, r->name);
    r->value = text(s, r->value);
}

static void
output(struct store *s, struct ag_target_output *o)
{
    o->name = text(s, o->name);
    o->each = (enum ag_each)number(s, o->each);
    o->file_text = text(s, o->file_text);
    o->file = number(s, o->file);
    o->text = number(s, o->text);
    o->when = number(s, o->when);
}

/* A linked list: 1 before each item, and 0 at its end. */
#define LIST(s, type, first, item)                                             \
    for (type **at_ = &(first); number(s, *at_ != NULL);                       \
         at_ = &(*at_)->next) {                                                \
        if ((s)->reading)                                                      \
            *at_ = AG_NEW((s)->arena, type);                                   \
        item(s, *at_);                                                         \
    }

static void
target_fields(struct store *s, struct ag_target *t)
{
    t->title = text(s, t->title);
    t->dialect = (enum ag_dialect)number(s, t->dialect);
    t->convention = text(s, t->convention);
    t->whole = number(s, t->whole);
    capabilities(s, t->features, AG_NFEATURE);
    capabilities(s, t->types, AG_NTYPE);
    capabilities(s, t->defaults, AG_NDEFAULT);
    t->folders = texts(s, t->folders);
    for (int i = 0; i < AG_NNAME; i++)
        t->names[i] = number(s, t->names[i]);
    t->reserved = text(s, t->reserved);
    t->names_doc = text(s, t->names_doc);
    LIST(s, struct ag_target_opt, t->options, option)
    LIST(s, struct ag_target_const, t->consts, constant)
    LIST(s, struct ag_target_rule, t->rules, rule)
    LIST(s, struct ag_target_output, t->outputs, output)
}

struct ag_compiled_fields
ag_compile_fields(const struct ag_target *target, struct ag_arena *arena)
{
    struct ag_buf numbers, texts;
    struct store s = {
        .arena = arena, .numbers_to = &numbers, .texts_to = &texts};
    struct ag_target copy = *target;

    ag_buf_init(&numbers, arena);
    ag_buf_init(&texts, arena);
    target_fields(&s, &copy);
    uint32_t n = numbers.n / sizeof(uint32_t);
    uint32_t *aligned = AG_NEW_ARRAY(arena, uint32_t, n);
    memcpy(aligned, numbers.p, numbers.n);
    ag_buf_free(&numbers);
    return (struct ag_compiled_fields){aligned, n, ag_buf_take(&texts)};
}

/*
 * Loading.
 */

/* Sets an option to a value that it may have; false if the target is compiled
 * for another one. */
static bool
set(struct ag_target_opt *option, struct ag_str value)
{
    if (option->fixed || option->setting.n)
        return ag_str_eq(option->value, value);
    option->value = value;
    return true;
}

static bool
take_custom(struct ag_target_opt *option,
            const struct ag_target_custom *customs)
{
    for (const struct ag_target_custom *c = customs; c && c->name; c++)
        if (option->custom && strcmp(c->name, option->custom) == 0 &&
            c->value.p && ag_target_allows(option, c->value) &&
            !set(option, c->value))
            return false;
    return true;
}

static bool
take_option(struct ag_target *target, const struct ag_option *given)
{
    struct ag_target_opt *option = target->options;

    while (option && !ag_str_eq(option->name, ag_str(given->name)))
        option = option->next;
    return option && ag_target_allows(option, ag_str(given->value)) &&
           set(option, ag_str(given->value));
}

static const struct ag_compiled *
find(struct ag_str name, enum ag_dialect dialect)
{
    const struct ag_compiled *c = ag_compiled_targets;

    while (c->name &&
           !(c->dialect == dialect && ag_str_eq(name, ag_str(c->name))))
        c++;
    return c->name ? c : NULL;
}

/* The target without its templates. */
static struct ag_target *
read_fields(const struct ag_compiled *compiled, struct ag_str name,
            struct ag_arena *arena)
{
    struct ag_target *target = AG_NEW(arena, struct ag_target);
    struct store s = {.arena = arena,
                      .reading = true,
                      .from = compiled->numbers,
                      .texts = compiled->texts};

    target_fields(&s, target);
    target->name = name;
    return target;
}

const struct ag_target *
ag_compiled_glance(struct ag_str name, enum ag_dialect dialect,
                   struct ag_arena *arena)
{
    const struct ag_compiled *compiled = find(name, dialect);

    return compiled ? read_fields(compiled, name, arena) : NULL;
}

const struct ag_target *
ag_compiled_load(struct ag_str name, const struct ag_schema *schema,
                 const struct ag_target_custom *customs,
                 const struct ag_option *options, size_t noption,
                 struct ag_arena *arena)
{
    const struct ag_compiled *compiled = find(name, schema->dialect);
    struct ag_target *target;

    if (!compiled)
        return NULL;
    target = read_fields(compiled, name, arena);
    for (struct ag_target_opt *o = target->options; o; o = o->next)
        if (!take_custom(o, customs) ||
            (o->setting.n && schema->sqlite.n && !set(o, schema->sqlite)))
            return NULL;
    for (size_t i = 0; i < noption; i++)
        if (!take_option(target, &options[i]))
            return NULL;
    target->templates =
        ag_program_templates(&compiled->program, ag_view_classes,
                             ag_target_values(target, arena),
                             ag_target_style(target), arena);
    return target;
}
