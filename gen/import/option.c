/* Reads the options of a configuration: whether they are set, their texts, all
 * properties of an object; and warns about what the text does not say. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "gen/import/reader.h"

enum {
    DEEPEST = 64,      /* nested spreads */
    LONGEST_NAME = 60, /* in a message, bytes */
};

/* Whether there is a warning at the position of `v`; there will be. */
static bool
is_warned(struct ag_config_reader *c, struct ag_config_value v)
{
    uint32_t *at = AG_NEW(c->arena, uint32_t);
    void **slot;

    *at = v.js->text.at;
    slot = ag_map_put(&c->warned, c->arena,
                      (struct ag_str){(const char *)at, sizeof *at, 0});
    bool warned = *slot != NULL;
    *slot = at;
    return warned;
}

/* The same for a module. */
static bool
is_module_warned(struct ag_config_reader *c, struct ag_str module)
{
    void **slot = ag_map_put(&c->lost, c->arena, module);
    bool warned = *slot != NULL;

    *slot = c;
    return warned;
}

/* If the value comes from a module that was not found, warns about the module,
 * once. An error was reported about one that cannot be read. */
static bool
warn_of_module(struct ag_config_reader *c, struct ag_config_value v,
               const char *advice)
{
    struct ag_config_value lost = ag_config_resolve(c, v);
    struct ag_str module, tried;
    struct ag_diag *diag;

    if (!lost.js || !lost.module || !ag_config_lost(c, lost, &module, &tried))
        return false;
    if (!tried.n || is_module_warned(c, module))
        return true;
    diag = ag_report(c->diags, AG_SCRIPT_COMPUTED, ag_js_span(v.js),
                     "cannot find the module \"%.*s\" that this comes from",
                     AG_ARG(module));
    ag_note(c->diags, diag, (struct ag_span){0, 0}, "looked for %.*s",
            AG_ARG(tried));
    ag_note(c->diags, diag, (struct ag_span){0, 0}, "%s", advice);
    return true;
}

/* Appends why the text does not contain the value of the name or call `v`. */
static void
put_cause(struct ag_buf *out, struct ag_config_value v)
{
    struct ag_str head = ag_str_until(v.js->text, '.');
    const struct ag_js_binding *b = ag_script_find(&v.module->script, head);
    uint32_t n = v.js->text.n < LONGEST_NAME ? v.js->text.n : LONGEST_NAME;
    struct ag_str shown = ag_str_cut(v.js->text, 0, n);
    const char *end = shown.n < v.js->text.n     ? "…"
                      : v.js->kind == AG_JS_CALL ? "()"
                                                 : "";

    ag_buf_fmt(out, "\"%.*s%s\" ", AG_ARG(shown), end);
    if (!b)
        ag_buf_fmt(out, "is not declared in this file");
    else if (b->module.n)
        ag_buf_fmt(out, "is imported from \"%.*s\"", AG_ARG(b->module));
    else if (b->params)
        ag_buf_fmt(out, "is a parameter, and no call gives it a value");
    else if (b->changed)
        ag_buf_fmt(out, "is changed in a way that is not followed");
    else
        ag_buf_fmt(out, "is computed at run time");
}

struct ag_str
ag_config_cause(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value lost = ag_config_resolve(c, v);
    struct ag_str text;
    struct ag_buf cause;

    if (!lost.js || !lost.module ||
        (lost.js->kind != AG_JS_NAME && lost.js->kind != AG_JS_CALL) ||
        ag_config_is_name(lost, "true"))
        return (struct ag_str){0};
    ag_buf_init(&cause, c->arena);
    put_cause(&cause, lost);
    text = ag_buf_take(&cause);
    text.at = lost.js->text.at;
    ag_buf_free(&cause);
    return text;
}

void
ag_config_warn(struct ag_config_reader *c, struct ag_config_value v,
               const char *advice, const char *fmt, ...)
{
    static const char hidden[] = "add its content to the schema: "
                                 "use \"better-auth/…\", extend model …";
    char text[512];
    struct ag_str cause;
    va_list args;

    if (v.hidden)
        advice = hidden;
    if (is_warned(c, v) || warn_of_module(c, v, advice))
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    struct ag_diag *diag = ag_report(
        c->diags, AG_SCRIPT_COMPUTED, ag_js_span(v.js), "%s",
        v.hidden ? "cannot determine from the text what this contains" : text);
    cause = ag_config_cause(c, v);
    if (cause.n)
        ag_note(c->diags, diag, ag_js_span(ag_config_resolve(c, v).js), "%.*s",
                AG_ARG(cause));
    if (!ag_config_contains(ag_str(text), AG_STR("assuming")))
        ag_note(c->diags, diag, (struct ag_span){0, 0},
                "assuming that it is not given");
    ag_note(c->diags, diag, (struct ag_span){0, 0}, "%s", advice);
}

bool
ag_config_is_set(struct ag_config_reader *c, struct ag_config_value object,
                 const char *path, const char *advice)
{
    struct ag_config_value v = ag_config_option(c, object, path);
    enum ag_truth is = ag_config_truth(c, v);

    if (is == AG_UNKNOWN)
        ag_config_warn(c, v, advice,
                       "cannot determine from the text whether '%s' is set",
                       path);
    return is == AG_YES;
}

bool
ag_config_may_be_set(struct ag_config_reader *c, struct ag_config_value object,
                     const char *path)
{
    return ag_config_truth(c, ag_config_option(c, object, path)) != AG_NO;
}

const char ag_config_advice_model[] =
    "write it in the schema: rename model … NAME";
const char ag_config_advice_table[] =
    "write it in the schema: extend model … { @@map(\"…\") }";

/* The texts among the alternatives of a value. */
struct texts {
    struct ag_str first;
    bool found;
    bool differ; /* or there may be none */
};

static void
add_text(struct ag_config_reader *c, struct ag_config_value v, void *more)
{
    struct texts *t = more;

    (void)c;
    if (!ag_config_is_kind(v, AG_JS_STRING)) {
        t->differ |= ag_config_is_nothing(v);
        return;
    }
    t->differ |= t->found && !ag_str_eq(t->first, v.js->text);
    if (!t->found)
        t->first = v.js->text;
    t->found = true;
}

/* Of `process.env.NAME ?? "text"` the text is the one that is written. */
struct ag_str
ag_config_text(struct ag_config_reader *c, struct ag_config_value v,
               const char *advice, const char *what)
{
    struct ag_config_value s = ag_config_resolve(c, v);
    struct texts texts = {.found = false};

    if (ag_config_is_nothing(s))
        return (struct ag_str){0};
    if (ag_config_is_kind(s, AG_JS_STRING))
        return s.js->text;
    if (ag_config_is_kind(s, AG_JS_CHOICE))
        ag_config_alternatives(c, s, add_text, &texts);
    if (!texts.found)
        ag_config_warn(c, s.hidden ? s : v, advice,
                       "%s is computed at run time", what);
    else if (texts.differ)
        ag_config_warn(c, v, advice,
                       "%s depends on a condition; assuming '%.*s'", what,
                       AG_ARG(texts.first));
    return texts.first;
}

bool
ag_config_contains(struct ag_str text, struct ag_str part)
{
    for (; text.n >= part.n; text = ag_str_cut(text, 1, text.n))
        if (memcmp(text.p, part.p, part.n) == 0)
            return true;
    return false;
}

/* The keys of an object and of what is spread in it, each once. */
struct keys {
    struct ag_map seen;
    struct key {
        struct key *next;
        struct ag_str name;
        struct ag_config_value v; /* used if no other value has the key */
        bool again;
    } * first, **end;
    const char *what;
};

static void collect_keys(struct ag_config_reader *c, struct ag_config_value v,
                         void *more);

/* Adds the key of the property `v`. */
static void
add_key(struct ag_config_reader *c, struct keys *keys, struct ag_str name,
        struct ag_config_value v)
{
    void **slot = ag_map_put(&keys->seen, c->arena, name);

    if (*slot) {
        ((struct key *)*slot)->again = true;
        return;
    }
    struct key *key = AG_NEW(c->arena, struct key);
    *key = (struct key){.name = name, .v = v};
    *slot = key;
    *keys->end = key;
    keys->end = &key->next;
}

/* ag_config_alternative_fn */
static void
collect_keys(struct ag_config_reader *c, struct ag_config_value o, void *more)
{
    struct keys *keys = more;

    if (ag_config_is_nothing(o) || ag_config_is_name(o, "false"))
        return;
    if (!ag_config_is_kind(o, AG_JS_OBJECT) || c->depth > DEEPEST) {
        ag_config_warn(c, o, "add its content to the schema: extend model …",
                       "cannot determine %s from the text", keys->what);
        return;
    }
    c->depth++;
    for (const struct ag_js *p = o.js->items; p; p = p->next) {
        struct ag_config_value v = ag_config_within(o, p);
        c->steps++;
        if (p->spread)
            ag_config_alternatives(c, v, collect_keys, keys);
        else if (p->key.n)
            add_key(c, keys, p->key, v);
        else
            ag_config_warn(c, v, "add it to the schema: extend model …",
                           "a name in %s is computed at run time", keys->what);
    }
    c->depth--;
}

void
ag_config_each(struct ag_config_reader *c, struct ag_config_value object,
               ag_config_each_fn *each, void *more, const char *what)
{
    struct keys keys = {.what = what};

    keys.end = &keys.first;
    if (!object.js)
        return;
    ag_config_alternatives(c, object, collect_keys, &keys);
    for (const struct key *key = keys.first; key; key = key->next)
        each(c, key->name,
             key->again ? ag_config_get(c, object, key->name) : key->v, more);
}
