/* Resolves values in the text of a configuration, through names, modules and
 * functions, and warns about values that cannot be determined. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "gen/import/reader.h"

enum {
    DEEPEST = 64,        /* chained names, nested spreads */
    MOST_STEPS = 4000000 /* a few hundredths of a second */
};

/* A position that has a warning already, or a module. */
struct ag_config_place {
    struct ag_config_place *next;
    uint32_t at;
    struct ag_str module;
};

static const struct ag_js undefined = {
    .kind = AG_JS_NAME,
    .text = {"undefined", 9, 0},
};

/* Whether there was a warning at this position, or about this module; from now
 * on there was. */
static bool
was_warned(struct ag_config_reader *c, uint32_t at, struct ag_str module)
{
    struct ag_config_place *place;

    for (place = c->warned; place; place = place->next)
        if (place->at == at && ag_str_eq(place->module, module))
            return true;
    place = AG_NEW(c->arena, struct ag_config_place);
    *place = (struct ag_config_place){c->warned, at, module};
    c->warned = place;
    return false;
}

static bool is_lost(struct ag_config_reader *c, struct ag_config_value v,
                    struct ag_str *module, struct ag_str *tried);

/* If the value comes from a module that was not found, warns about the module,
 * once. An error was reported about one that cannot be read. */
static bool
warn_of_module(struct ag_config_reader *c, struct ag_config_value v,
               const char *advice)
{
    struct ag_str module, tried;
    struct ag_diag *diag;

    if (!is_lost(c, v, &module, &tried))
        return false;
    if (!tried.n || was_warned(c, 0, module))
        return true;
    diag = ag_report(c->diags, AG_SCRIPT_COMPUTED, ag_js_span(v.js),
                     "cannot find the module '%.*s' that this comes from",
                     AG_ARG(module));
    ag_note(c->diags, diag, (struct ag_span){0, 0}, "looked for %.*s",
            AG_ARG(tried));
    ag_note(c->diags, diag, (struct ag_span){0, 0}, "%s", advice);
    return true;
}

void
ag_config_warn(struct ag_config_reader *c, struct ag_config_value v,
               const char *advice, const char *fmt, ...)
{
    static const char hidden[] = "add its content to the schema: "
                                 "use \"better-auth/…\", extend model …";
    char text[512];
    va_list args;

    if (was_warned(c, v.js->text.at, (struct ag_str){0}) ||
        warn_of_module(c, v, v.hidden ? hidden : advice))
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    struct ag_diag *diag = ag_report(
        c->diags, AG_SCRIPT_COMPUTED, ag_js_span(v.js), "%s",
        v.hidden ? "cannot determine from the text what this contains" : text);
    ag_note(c->diags, diag, (struct ag_span){0, 0}, "%s",
            v.hidden ? hidden : advice);
}

bool
ag_config_is_name(struct ag_config_value v, const char *name)
{
    return ag_config_is_kind(v, AG_JS_NAME) &&
           ag_str_eq(v.js->text, ag_str(name));
}

bool
ag_config_is_text(struct ag_config_value v, const char *text)
{
    return ag_config_is_kind(v, AG_JS_STRING) &&
           ag_str_eq(v.js->text, ag_str(text));
}

bool
ag_config_is_nothing(struct ag_config_value v)
{
    return !v.js || ag_config_is_name(v, "undefined") ||
           ag_config_is_name(v, "null");
}

/* Whether a value that is not an object certainly has no properties. */
static bool
is_literal(struct ag_config_value v)
{
    return v.js->kind == AG_JS_STRING || v.js->kind == AG_JS_NUMBER ||
           v.js->kind == AG_JS_FUNCTION || ag_config_is_name(v, "true") ||
           ag_config_is_name(v, "false");
}

struct ag_config_value
ag_config_item(struct ag_config_value list, unsigned n)
{
    const struct ag_js *js = list.js ? list.js->items : NULL;

    for (; js && n; n--)
        js = js->next;
    return (struct ag_config_value){list.module, js, js && js->spread};
}

struct ag_config_value
ag_config_last(struct ag_config_value call)
{
    const struct ag_js *js = call.js->items;

    while (js && js->next)
        js = js->next;
    return (struct ag_config_value){call.module, js, js && js->spread};
}

/* Modules. */

const struct ag_config_module *
ag_config_module(struct ag_config_reader *c, const struct ag_source *source)
{
    struct ag_config_module *m = c->modules;

    while (m && m->script.source != source)
        m = m->next;
    if (m)
        return m;
    m = AG_NEW(c->arena, struct ag_config_module);
    if (!ag_script_read(&m->script, source, c->arena, c->diags))
        return NULL;
    m->next = c->modules;
    c->modules = m;
    return m;
}

/* The origin of a name: its value; or, if no readable text contains that, the
 * package and the name in the package. */
struct origin {
    struct ag_config_value value;
    struct ag_str package, name; /* both empty: declared here, but its value
                                    cannot be determined */
    const struct ag_config_module *importer; /* of the package */
};

static struct origin exported(struct ag_config_reader *c,
                              const struct ag_config_module *module,
                              struct ag_str name);
static struct ag_config_value property(struct ag_config_reader *c,
                                       struct ag_config_value object,
                                       struct ag_str key);

/* The origin of `name` imported from `package`, or from a module of the
 * project. */
static struct origin
imported(struct ag_config_reader *c, const struct ag_config_module *from,
         struct ag_str package, struct ag_str name)
{
    struct origin origin = {.package = package, .name = name, .importer = from};
    const struct ag_config_module *module = NULL;
    struct ag_source *source =
        c->loader->module(c->loader->self, from->script.source, package);

    if (source)
        module = ag_config_module(c, source);
    return module ? exported(c, module, name) : origin;
}

static struct origin
bound(struct ag_config_reader *c, const struct ag_config_module *module,
      struct ag_js_binding *binding)
{
    struct origin origin = {.value = {.module = module}};

    if (!binding || binding->changed || c->depth > DEEPEST)
        return origin;
    c->depth++;
    if (binding->module.n)
        origin = imported(c, module, binding->module, binding->name);
    else if (binding->name.n)
        origin =
            bound(c, module, ag_script_find(&module->script, binding->name));
    else
        origin.value.js = ag_script_value(&module->script, binding);
    c->depth--;
    return origin;
}

/* The origin of the export `name` of a module. */
static struct origin
exported(struct ag_config_reader *c, const struct ag_config_module *module,
         struct ag_str name)
{
    struct ag_js_binding *b = ag_script_export(&module->script, name);
    struct origin origin = {.name = {0}};

    if (b)
        return bound(c, module, b);
    for (b = ag_script_export(&module->script, AG_STR("*"));
         b && c->depth < DEEPEST; b = b->next) {
        c->depth++;
        origin = imported(c, module, b->module, name);
        c->depth--;
        if (origin.value.js)
            return origin;
    }
    /* module.exports = { name } */
    if (!ag_str_eq(name, AG_STR("default")) && c->depth < DEEPEST) {
        struct ag_config_value whole =
            exported(c, module, AG_STR("default")).value;
        if (ag_config_is_kind(whole, AG_JS_OBJECT))
            origin.value = property(c, whole, name);
    }
    return origin;
}

struct ag_config_value
ag_config_export(struct ag_config_reader *c,
                 const struct ag_config_module *module, const char *name)
{
    return exported(c, module, ag_str(name)).value;
}

/* The origin of a path a.b.c: that of `a`, or of `a.b` if `a` is a whole
 * module. *rest receives the rest of the path. */
static struct origin
origin_of(struct ag_config_reader *c, const struct ag_config_module *module,
          struct ag_str path, struct ag_str *rest)
{
    uint32_t dot = ag_str_find(path, '.');
    struct ag_str head = ag_str_cut(path, 0, dot);
    struct ag_js_binding *binding = ag_script_find(&module->script, head);

    *rest = ag_str_cut(path, dot + (dot < path.n), path.n);
    if (!binding)
        return (struct origin){.name = head};
    if (!rest->n || !ag_str_eq(binding->name, AG_STR("*")) || binding->changed)
        return bound(c, module, binding);
    dot = ag_str_find(*rest, '.');
    head = ag_str_cut(*rest, 0, dot);
    *rest = ag_str_cut(*rest, dot + (dot < rest->n), rest->n);
    return imported(c, module, binding->module, head);
}

struct ag_str
ag_config_function(struct ag_config_reader *c, struct ag_config_value call,
                   struct ag_str *package)
{
    struct ag_str name = call.js->text, rest;
    struct origin origin = origin_of(c, call.module, name, &rest);

    *package = origin.package;
    if (rest.n == 0 && !ag_str_eq(origin.name, AG_STR("default")))
        return origin.name;
    for (uint32_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '.')
            return ag_str_cut(name, i, name.n);
    return name;
}

/* Whether the value is a name from a module that was not found or not read. */
static bool
is_lost(struct ag_config_reader *c, struct ag_config_value v,
        struct ag_str *module, struct ag_str *tried)
{
    struct origin origin = {.name = {0}};
    struct ag_str rest;

    if (v.js->kind == AG_JS_NAME || v.js->kind == AG_JS_CALL)
        origin = origin_of(c, v.module, v.js->text, &rest);
    *module = origin.package;
    return origin.importer && !origin.value.js &&
           c->loader->lost(c->loader->self, origin.importer->script.source,
                           origin.package, tried);
}

/* The value of a name such as a.b.c; none if the text does not contain it. */
static struct ag_config_value
named(struct ag_config_reader *c, const struct ag_config_module *module,
      struct ag_str path)
{
    struct ag_str rest;
    struct ag_config_value v = origin_of(c, module, path, &rest).value;

    if (!v.js || rest.n == 0)
        return v;
    v = ag_config_resolve(c, v);
    if (!ag_config_is_kind(v, AG_JS_OBJECT) &&
        !ag_config_is_kind(v, AG_JS_ARRAY))
        return ag_nothing;
    v = ag_config_get(c, v, rest);
    return v.js ? v : (struct ag_config_value){module, &undefined, false};
}

/* Values. */

/* Whether a function of this name takes the options of Better Auth. In another
 * configuration, a call of it has the value of these options. */
static bool
is_better_auth(struct ag_str name)
{
#define AG_ROOT(function, module, library)                                     \
    if (strcmp(#library, "better_auth") == 0 &&                                \
        ag_str_eq(name, AG_STR(#function)))                                    \
        return true;
#include "gen/import/libraries.def"
#undef AG_ROOT
    return false;
}

/* Resolves a call to its result, by one step; none if that is unknown. */
static struct ag_config_value
called(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_config_value v = named(c, call.module, call.js->text);

    if (v.js)
        return ag_config_is_kind(v, AG_JS_FUNCTION) ? ag_config_item(v, 0)
                                                    : ag_nothing;
    if (!is_better_auth(call.js->text))
        return ag_nothing;
    v = ag_config_item(call, 0);
    return ag_config_is_kind(v, AG_JS_FUNCTION) ? ag_config_item(v, 0) : v;
}

/* Resolves a ?? b by one step, if it is known which of them applies. */
static struct ag_config_value
either(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value first = ag_config_resolve(c, ag_config_item(v, 0));

    if (ag_config_is_nothing(first))
        return ag_config_item(v, 1);
    if (first.hidden || first.js->kind == AG_JS_NAME ||
        first.js->kind == AG_JS_OTHER || first.js->kind == AG_JS_EITHER ||
        first.js->kind == AG_JS_CHOICE)
        return ag_nothing;
    return first;
}

struct ag_config_value
ag_config_resolve(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value next = v;

    if (!v.js || v.hidden)
        return v;
    if (c->depth > DEEPEST)
        next.hidden = true;
    c->depth++;
    for (int i = 0; next.js && !next.hidden && i < DEEPEST; i++) {
        v = next;
        if (++c->steps > MOST_STEPS)
            v.hidden = true;
        next = v.hidden                     ? ag_nothing
               : v.js->kind == AG_JS_NAME   ? named(c, v.module, v.js->text)
               : v.js->kind == AG_JS_CALL   ? called(c, v)
               : v.js->kind == AG_JS_EITHER ? either(c, v)
                                            : ag_nothing;
    }
    c->depth--;
    return next.js ? next : v;
}

struct ag_config_value
ag_config_returned(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value r = ag_config_resolve(c, v);

    if (!ag_config_is_kind(r, AG_JS_FUNCTION))
        return r;
    r.hidden = !r.js->items;
    return r.hidden ? r : ag_config_resolve(c, ag_config_item(r, 0));
}

/* The item of an array with the index `key`. */
static struct ag_config_value
element(struct ag_config_value list, struct ag_str key)
{
    const struct ag_js *js = list.js->items;
    uint32_t n;

    if (!ag_str_uint(key, &n))
        return ag_nothing; /* length and similar */
    for (; js && n > 0 && !js->spread; n--)
        js = js->next;
    return (struct ag_config_value){list.module, js, js && js->spread};
}

/* The property `key` of a choice of several objects: hidden if one of them has
 * it. */
static struct ag_config_value
chosen(struct ag_config_reader *c, struct ag_config_value choice,
       struct ag_str key)
{
    c->depth++;
    for (const struct ag_js *i = choice.js->items; i; i = i->next) {
        struct ag_config_value v = {choice.module, i, false};
        choice.hidden |= property(c, v, key).js != NULL;
    }
    c->depth--;
    return choice.hidden ? choice : ag_nothing;
}

/* The property `key` of an object; if it occurs twice, the last one. Hidden if
 * an unknown value may add it. */
static struct ag_config_value
property(struct ag_config_reader *c, struct ag_config_value object,
         struct ag_str key)
{
    struct ag_config_value found = ag_nothing;

    object = ag_config_resolve(c, object);
    if (ag_config_is_nothing(object) || object.hidden)
        return object.hidden ? object : ag_nothing;
    if (ag_config_is_kind(object, AG_JS_ARRAY))
        return element(object, key);
    if (ag_config_is_kind(object, AG_JS_CHOICE) && c->depth <= DEEPEST)
        return chosen(c, object, key);
    if (object.js->kind != AG_JS_OBJECT || c->depth > DEEPEST) {
        object.hidden = !is_literal(object);
        return object.hidden ? object : ag_nothing;
    }
    c->depth++;
    for (const struct ag_js *p = object.js->items; p; p = p->next) {
        struct ag_config_value v = {object.module, p,
                                    !p->spread && p->key.n == 0};
        c->steps++;
        if (p->spread)
            v = property(c, v, key);
        else if (!v.hidden && !ag_str_eq(p->key, key))
            continue;
        if (v.js)
            found = v;
    }
    c->depth--;
    return found;
}

struct ag_config_value
ag_config_get(struct ag_config_reader *c, struct ag_config_value object,
              struct ag_str path)
{
    uint32_t dot = ag_str_find(path, '.');

    if (!object.js)
        return ag_nothing;
    object = property(c, object, ag_str_cut(path, 0, dot));
    return dot < path.n && object.js && !object.hidden
               ? ag_config_get(c, object, ag_str_cut(path, dot + 1, path.n))
               : object;
}

struct ag_config_value
ag_config_option(struct ag_config_reader *c, struct ag_config_value object,
                 const char *path)
{
    return ag_config_get(c, object, ag_str(path));
}

enum ag_truth
ag_config_truth(struct ag_config_reader *c, struct ag_config_value v)
{
    v = ag_config_resolve(c, v);
    if (v.hidden)
        return AG_UNKNOWN;
    if (ag_config_is_nothing(v) || ag_config_is_name(v, "false"))
        return AG_NO;
    switch (v.js->kind) {
    case AG_JS_STRING:
        return v.js->text.n ? AG_YES : AG_NO;
    case AG_JS_NUMBER:
        return ag_str_eq(v.js->text, AG_STR("0")) ? AG_NO : AG_YES;
    case AG_JS_NAME:
        return ag_config_is_name(v, "true") ? AG_YES : AG_UNKNOWN;
    case AG_JS_OBJECT:
    case AG_JS_ARRAY:
    case AG_JS_FUNCTION:
        return AG_YES;
    case AG_JS_CALL:
    case AG_JS_EITHER:
    case AG_JS_CHOICE:
    case AG_JS_OTHER:
        break;
    }
    return AG_UNKNOWN;
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

const char ag_config_advice_model[] =
    "write it in the schema: rename model … NAME";
const char ag_config_advice_table[] =
    "write it in the schema: extend model … { @@map(\"…\") }";

struct ag_str
ag_config_text(struct ag_config_reader *c, struct ag_config_value v,
               const char *advice, const char *what)
{
    struct ag_config_value s = ag_config_resolve(c, v);

    if (ag_config_is_nothing(s))
        return (struct ag_str){0};
    if (ag_config_is_kind(s, AG_JS_STRING))
        return s.js->text;
    ag_config_warn(c, s.hidden ? s : v, advice, "%s is computed at run time",
                   what);
    return (struct ag_str){0};
}

bool
ag_config_contains(struct ag_str text, struct ag_str part)
{
    for (; text.n >= part.n; text = ag_str_cut(text, 1, text.n))
        if (memcmp(text.p, part.p, part.n) == 0)
            return true;
    return false;
}

void
ag_config_each(struct ag_config_reader *c, struct ag_config_value object,
               ag_config_each_fn *each, void *more, const char *what)
{
    struct ag_config_value o = ag_config_resolve(c, object);

    if (ag_config_is_nothing(o))
        return;
    if (!ag_config_is_kind(o, AG_JS_OBJECT) || c->depth > DEEPEST) {
        ag_config_warn(c, o.hidden ? o : object,
                       "add its content to the schema: extend model …",
                       "cannot determine %s from the text", what);
        return;
    }
    c->depth++;
    for (const struct ag_js *p = o.js->items; p; p = p->next) {
        struct ag_config_value v = {o.module, p, false};
        c->steps++;
        if (p->spread)
            ag_config_each(c, v, each, more, what);
        else if (p->key.n)
            each(c, p->key, v, more);
        else
            ag_config_warn(c, v, "add it to the schema: extend model …",
                           "a name in %s is computed at run time", what);
    }
    c->depth--;
}
