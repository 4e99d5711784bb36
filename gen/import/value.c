/* Resolves values in the text of a configuration, through names, modules,
 * functions and operators. A value that depends on a condition is a choice of
 * all the values that it may have. */
#include <string.h>

#include "gen/import/reader.h"

enum {
    DEEPEST = 64,        /* chained names, nested spreads */
    MOST_STEPS = 4000000 /* a few hundredths of a second */
};

static const struct ag_js undefined = {
    .kind = AG_JS_NAME,
    .text = {"undefined", 9, 0},
};
static const struct ag_js words[] = {
    [AG_NO] = {.kind = AG_JS_NAME, .text = {"false", 5, 0}},
    [AG_YES] = {.kind = AG_JS_NAME, .text = {"true", 4, 0}},
};

static struct ag_config_value property(struct ag_config_reader *c,
                                       struct ag_config_value object,
                                       struct ag_str key,
                                       struct ag_config_value before);

/* Kinds of values. */

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

/* Whether the kind of a resolved value is known: it is what the text says. */
static bool
is_known(struct ag_config_value v)
{
    return !v.hidden &&
           (is_literal(v) || v.js->kind == AG_JS_OBJECT ||
            v.js->kind == AG_JS_CLASS || v.js->kind == AG_JS_ARRAY);
}

/* Values of values. */

struct ag_config_value
ag_config_within(struct ag_config_value list, const struct ag_js *js)
{
    if (js && js->kind == AG_JS_BOUND)
        return *js->bound;
    return (struct ag_config_value){list.module, list.frame, js, false};
}

/* The same for an item that is the value itself, and so is unknown if it is
 * spread. */
static struct ag_config_value
item(struct ag_config_value list, const struct ag_js *js)
{
    struct ag_config_value v = ag_config_within(list, js);

    v.hidden |= js && js->spread;
    return v;
}

struct ag_config_value
ag_config_item(struct ag_config_value list, unsigned n)
{
    const struct ag_js *js = list.js ? list.js->items : NULL;

    for (; js && n; n--)
        js = js->next;
    return item(list, js);
}

struct ag_config_value
ag_config_last(struct ag_config_value call)
{
    const struct ag_js *js = call.js->items;

    while (js && js->next)
        js = js->next;
    return item(call, js);
}

/* A list of values while it is made. */
struct list {
    struct ag_js *items, **end;
};

/* Appends `v`, with its own module and call. */
static struct ag_js *
append(struct ag_config_reader *c, struct list *list, struct ag_config_value v)
{
    struct ag_config_value *bound = AG_NEW(c->arena, struct ag_config_value);
    struct ag_js *js = AG_NEW(c->arena, struct ag_js);

    if (!v.js)
        v.js = &undefined;
    *bound = v;
    js->kind = AG_JS_BOUND;
    js->bound = bound;
    js->text.at = v.js->text.at;
    js->end = v.js->end;
    if (!list->items)
        list->end = &list->items;
    *list->end = js;
    list->end = &js->next;
    return js;
}

static void
append_spread(struct ag_config_reader *c, struct list *list,
              struct ag_config_value v)
{
    append(c, list, v)->spread = true;
}

/* A value with these items, where the text has `where`. */
static struct ag_config_value
make(struct ag_config_reader *c, enum ag_js_kind kind, struct list list,
     struct ag_config_value where)
{
    struct ag_js *js = AG_NEW(c->arena, struct ag_js);

    js->kind = kind;
    js->items = list.items;
    js->text.at = where.js->text.at;
    js->end = where.js->end;
    where.js = js;
    where.hidden = false;
    return where;
}

static struct ag_config_value
make_text(struct ag_config_reader *c, enum ag_js_kind kind, struct ag_str text,
          struct ag_config_value where)
{
    struct ag_config_value v = make(c, kind, (struct list){0}, where);
    struct ag_js *js = AG_NEW(c->arena, struct ag_js);

    *js = *v.js;
    text.at = js->text.at;
    js->text = text;
    v.js = js;
    return v;
}

static bool
is_same(struct ag_config_value a, struct ag_config_value b)
{
    return a.js == b.js && a.module == b.module && a.frame == b.frame &&
           a.hidden == b.hidden;
}

/* The value, or the choice, that is one of the list. */
static struct ag_config_value
choice(struct ag_config_reader *c, struct list list,
       struct ag_config_value where)
{
    struct ag_config_value first = ag_config_within(where, list.items);

    for (const struct ag_js *i = list.items; i; i = i->next)
        if (!is_same(ag_config_within(where, i), first))
            return make(c, AG_JS_CHOICE, list, where);
    return first;
}

/* Alternatives of a choice. */
struct alternatives {
    ag_config_alternative_fn *each;
    void *more;
};

static void
each_alternative(struct ag_config_reader *c, struct ag_config_value v,
                 const struct alternatives *a)
{
    v = ag_config_resolve(c, v);
    if (!ag_config_is_kind(v, AG_JS_CHOICE) || c->depth > DEEPEST) {
        a->each(c, v.js ? v : (struct ag_config_value){.js = &undefined},
                a->more);
        return;
    }
    c->depth++;
    for (const struct ag_js *i = v.js->items; i; i = i->next)
        each_alternative(c, ag_config_within(v, i), a);
    c->depth--;
}

void
ag_config_alternatives(struct ag_config_reader *c, struct ag_config_value v,
                       ag_config_alternative_fn *each, void *more)
{
    each_alternative(c, v, &(struct alternatives){each, more});
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
    /* A built-in text in place of a package contains only a part of it. */
    if (!module || (source->made && !ag_script_export(&module->script, name)))
        return origin;
    return exported(c, module, name);
}

/* Parameters. */

/* The argument `n` of a call; with `rest`, it and all after it. */
static struct ag_config_value
argument(struct ag_config_reader *c, struct ag_config_value args, uint32_t n,
         bool rest)
{
    const struct ag_js *js = args.js;
    struct list list = {0};

    for (; js && n && !js->spread; n--)
        js = js->next;
    if (!rest)
        return item(args, js);
    if (!js)
        return ag_nothing;
    for (; js; js = js->next)
        append(c, &list, ag_config_within(args, js))->spread = js->spread;
    return make(c, AG_JS_ARRAY, list, args);
}

/* The value of a parameter in the calls of its function that the module has. */
static struct ag_config_value
argument_of_callers(struct ag_config_reader *c,
                    const struct ag_config_module *module,
                    const struct ag_js_binding *binding)
{
    struct list list = {0};
    struct ag_config_value call = {.module = module};

    for (;;) {
        uint32_t from = call.js ? call.js->end : 0;
        call.js = ag_script_caller(&module->script, binding->params, from);
        if (!call.js)
            break;
        struct ag_config_value args = ag_config_within(call, call.js->items);
        append(c, &list, argument(c, args, binding->index, binding->rest));
        args = call;
    }
    call.js = &undefined;
    return list.items ? choice(c, list, call) : ag_nothing;
}

/* The value of a parameter: in the frame of its function or, if the function
 * was not called on the way here, in all its calls. */
static struct ag_config_value
parameter(struct ag_config_reader *c, const struct ag_config_module *module,
          const struct ag_config_frame *frame,
          const struct ag_js_binding *binding)
{
    while (frame &&
           (frame->module != module || frame->params != binding->params))
        frame = frame->outer;
    return frame ? argument(c, frame->args, binding->index, binding->rest)
                 : argument_of_callers(c, module, binding);
}

/* Names. */

/* The value at a path inside of `v`, which may be empty. */
static struct ag_config_value
inside(struct ag_config_reader *c, struct ag_config_value v, struct ag_str path)
{
    return path.n && v.js ? ag_config_get(c, v, path) : v;
}

/* `v` with the member at `path` replaced by `member`. */
static struct ag_config_value
with_member(struct ag_config_reader *c, struct ag_config_value v,
            struct ag_str path, struct ag_config_value member)
{
    uint32_t dot = ag_str_find(path, '.');
    struct ag_str key = ag_str_cut(path, 0, dot);
    struct list list = {0};

    if (path.n == 0)
        return member;
    if (dot < path.n)
        member = with_member(c, ag_config_get(c, v, key),
                             ag_str_cut(path, dot + 1, path.n), member);
    if (v.js)
        append_spread(c, &list, v);
    append(c, &list, member)->key = key;
    return make(c, AG_JS_OBJECT, list, v.js ? v : member);
}

/* `v` after a change, or before it: what the text changes may be both. */
static struct ag_config_value
after_change(struct ag_config_reader *c, struct ag_config_value v,
             struct ag_config_value where, const struct ag_js_change *change)
{
    const struct ag_script *s = &where.module->script;
    struct ag_config_value old = inside(c, v, change->path), new = where;
    struct list list = {0};

    if (change->kind == AG_JS_ASSIGNED) {
        new.js = ag_script_value_at(s, change->token);
        if (old.js)
            append(c, &list, old);
        append(c, &list, new);
        return with_member(c, v, change->path, choice(c, list, new));
    }
    bool merged = change->kind == AG_JS_MERGED;
    if (!merged && old.js)
        append_spread(c, &list, old);
    for (const struct ag_js *i = ag_script_arguments(s, change->token); i;
         i = i->next)
        append(c, &list, ag_config_within(where, i))->spread =
            i->spread || merged;
    if (!list.items)
        return v;
    new.js = list.items;
    return with_member(c, v, change->path,
                       make(c, merged ? AG_JS_OBJECT : AG_JS_ARRAY, list, new));
}

/* The value of a binding that is not an import; none if it is unknown. */
static struct ag_config_value
declared(struct ag_config_reader *c, const struct ag_config_module *module,
         const struct ag_config_frame *frame, struct ag_js_binding *binding)
{
    struct ag_config_value v = {module, frame, NULL, false}, where = v;
    struct ag_config_value *known;

    if (binding->known && !frame)
        return *binding->known;
    if (binding->params)
        v = parameter(c, module, frame, binding);
    else
        v.js = ag_script_value(&module->script, binding);
    v = inside(c, v, binding->path);
    if (binding->fallback && (binding->params || binding->path.n) &&
        ag_config_is_nothing(ag_config_resolve(c, v))) {
        v = where;
        v.js = ag_script_value_at(&module->script, binding->fallback);
    }
    if (binding->busy)
        return v;
    binding->busy = true;
    for (const struct ag_js_change *i = binding->changes; i; i = i->next)
        v = after_change(c, v, where, i);
    binding->busy = false;
    if (!frame) {
        known = AG_NEW(c->arena, struct ag_config_value);
        *known = v;
        binding->known = known;
    }
    return v;
}

static struct origin
bound(struct ag_config_reader *c, const struct ag_config_module *module,
      const struct ag_config_frame *frame, struct ag_js_binding *binding)
{
    struct origin origin = {.value = {.module = module}};

    if (!binding || binding->changed || c->depth > DEEPEST)
        return origin;
    c->depth++;
    if (binding->module.n)
        origin = imported(c, module, binding->module, binding->name);
    else if (binding->name.n)
        origin = bound(c, module, NULL,
                       ag_script_find(&module->script, binding->name));
    else
        origin.value = declared(c, module, frame, binding);
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
        return bound(c, module, NULL, b);
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
            origin.value = property(c, whole, name, ag_nothing);
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
origin_of(struct ag_config_reader *c, struct ag_config_value where,
          struct ag_str path, struct ag_str *rest)
{
    const struct ag_config_module *module = where.module;
    uint32_t dot = ag_str_find(path, '.');
    struct ag_str head = ag_str_cut(path, 0, dot);
    struct ag_js_binding *binding = ag_script_find(&module->script, head);

    *rest = ag_str_cut(path, dot + (dot < path.n), path.n);
    if (!binding)
        return (struct origin){.name = head};
    if (!rest->n || !ag_str_eq(binding->name, AG_STR("*")) || binding->changed)
        return bound(c, module, where.frame, binding);
    dot = ag_str_find(*rest, '.');
    head = ag_str_cut(*rest, 0, dot);
    *rest = ag_str_cut(*rest, dot + (dot < rest->n), rest->n);
    return imported(c, module, binding->module, head);
}

/* The last part of a path: c of a.b.c. */
static struct ag_str
last_part(struct ag_str path)
{
    for (uint32_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '.')
            return ag_str_cut(path, i, path.n);
    return path;
}

struct ag_str
ag_config_function(struct ag_config_reader *c, struct ag_config_value call,
                   struct ag_str *package)
{
    struct ag_str name = call.js->text, rest;
    struct origin origin = origin_of(c, call, name, &rest);

    *package = origin.package;
    if (rest.n == 0 && !ag_str_eq(origin.name, AG_STR("default")))
        return origin.name;
    return last_part(name);
}

bool
ag_config_lost(struct ag_config_reader *c, struct ag_config_value v,
               struct ag_str *module, struct ag_str *tried)
{
    struct origin origin = {.name = {0}};
    struct ag_str rest;

    if (v.js->kind == AG_JS_NAME || v.js->kind == AG_JS_CALL)
        origin = origin_of(c, v, v.js->text, &rest);
    *module = origin.package;
    return origin.importer && !origin.value.js &&
           c->loader->lost(c->loader->self, origin.importer->script.source,
                           origin.package, tried);
}

struct ag_str
ag_config_exported_name(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_str rest, name;

    while (v.js && v.js->kind == AG_JS_BOUND)
        v = *v.js->bound;
    if (!ag_config_is_kind(v, AG_JS_NAME))
        return (struct ag_str){0};
    struct origin origin = origin_of(c, v, v.js->text, &rest);
    name = last_part(v.js->text);
    return rest.n == 0 && origin.package.n &&
                   !ag_str_eq(origin.name, AG_STR("default"))
               ? origin.name
               : name;
}

/* The value of a path such as a.b.c, whose names are those at `where`; none if
 * the text does not contain it. */
static struct ag_config_value
named(struct ag_config_reader *c, struct ag_config_value where,
      struct ag_str path)
{
    struct ag_str rest;
    struct ag_config_value v = origin_of(c, where, path, &rest).value;

    if (!v.js || rest.n == 0)
        return v;
    v = ag_config_resolve(c, v);
    if (!is_known(v) && !ag_config_is_kind(v, AG_JS_CHOICE))
        return ag_nothing;
    v = ag_config_get(c, v, rest);
    if (!v.js)
        v = (struct ag_config_value){where.module, NULL, &undefined, false};
    return v;
}

/* Calls. */

/* The result of a call of `function` with the arguments from `args` on; none if
 * it is unknown. */
static struct ag_config_value
call_function(struct ag_config_reader *c, struct ag_config_value function,
              struct ag_config_value args)
{
    struct ag_config_frame *frame;

    if (ag_config_is_kind(function, AG_JS_CLASS))
        return function; /* its object has its members */
    if (!ag_config_is_kind(function, AG_JS_FUNCTION) || !function.js->items)
        return ag_nothing;
    frame = AG_NEW(c->arena, struct ag_config_frame);
    *frame = (struct ag_config_frame){function.frame, function.module,
                                      function.js->params, args};
    function.frame = frame;
    function.js = function.js->items;
    return function;
}

struct ag_config_value
ag_config_call(struct ag_config_reader *c, struct ag_config_value function,
               struct ag_config_value argument)
{
    struct list args = {0};

    append(c, &args, argument);
    argument.js = args.items;
    return call_function(c, ag_config_resolve(c, function), argument);
}

/* The items of a list, and what a function makes of them. */
struct mapping {
    struct list list;
    struct ag_config_value function;
    bool known;
};

static void
map_list(struct ag_config_reader *c, struct ag_config_value list, void *more)
{
    struct mapping *m = more;

    if (!ag_config_is_kind(list, AG_JS_ARRAY)) {
        m->known &= ag_config_is_nothing(list);
        return;
    }
    for (const struct ag_js *i = list.js->items; i; i = i->next) {
        struct ag_config_value v = ag_config_within(list, i);
        struct list args = {0};
        if (i->spread) {
            ag_config_alternatives(c, v, map_list, m);
            continue;
        }
        append(c, &args, v);
        v.js = args.items;
        v = call_function(c, m->function, v);
        m->known &= v.js != NULL;
        if (v.js)
            append(c, &m->list, v);
    }
}

/* Methods of lists. Those that only leave out or reorder items have the list as
 * their result, because a schema has what may run. */
static struct ag_config_value
call_method(struct ag_config_reader *c, struct ag_config_value list,
            struct ag_str method, struct ag_config_value args)
{
    static const char *const same[] = {
        "filter",    "slice",      "sort",   "reverse", "flat", "toSorted",
        "toSpliced", "toReversed", "values", "valueOf", NULL,
    };
    struct mapping m = {.known = true};

    list = ag_config_resolve(c, list);
    if (!ag_config_is_kind(list, AG_JS_ARRAY) &&
        !ag_config_is_kind(list, AG_JS_CHOICE))
        return ag_nothing;
    for (size_t i = 0; same[i]; i++)
        if (ag_str_eq(method, ag_str(same[i])))
            return list;
    if (ag_str_eq(method, AG_STR("concat"))) {
        append_spread(c, &m.list, list);
        for (const struct ag_js *i = args.js; i; i = i->next) {
            struct ag_config_value v = ag_config_within(args, i);
            struct ag_config_value is = ag_config_resolve(c, v);
            bool one = ag_config_is_kind(is, AG_JS_OBJECT) ||
                       ag_config_is_kind(is, AG_JS_CALL);
            append(c, &m.list, v)->spread = !one;
        }
        return make(c, AG_JS_ARRAY, m.list, list);
    }
    if (ag_str_eq(method, AG_STR("map")) ||
        ag_str_eq(method, AG_STR("flatMap"))) {
        m.function = ag_config_resolve(c, ag_config_within(args, args.js));
        ag_config_alternatives(c, list, map_list, &m);
        return m.known && m.list.items ? make(c, AG_JS_ARRAY, m.list, list)
                                       : ag_nothing;
    }
    return ag_nothing;
}

/* Functions of JavaScript whose result is made of their arguments. */
static struct ag_config_value
call_global(struct ag_config_reader *c, struct ag_config_value call)
{
    static const char *const same[] = {
        "Object.freeze", "Object.seal",     "structuredClone",
        "Array.from",    "Promise.resolve", "Promise.all",
        "String",        "Number",          NULL,
    };
    bool assign = ag_str_eq(call.js->text, AG_STR("Object.assign"));
    bool values = ag_str_eq(call.js->text, AG_STR("Object.values"));
    struct list list = {0};

    for (size_t i = 0; same[i]; i++)
        if (ag_str_eq(call.js->text, ag_str(same[i])))
            return ag_config_item(call, 0);
    if (assign) {
        for (const struct ag_js *i = call.js->items; i; i = i->next)
            append_spread(c, &list, ag_config_within(call, i));
        return make(c, AG_JS_OBJECT, list, call);
    }
    struct ag_config_value object =
        ag_config_resolve(c, ag_config_item(call, 0));
    if (!values || !ag_config_is_kind(object, AG_JS_OBJECT))
        return ag_nothing;
    for (const struct ag_js *i = object.js->items; i; i = i->next)
        append(c, &list, ag_config_within(object, i));
    return make(c, AG_JS_ARRAY, list, call);
}

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

/* Resolves a call of a path to its result, by one step; none if that is
 * unknown. */
static struct ag_config_value
called(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str path = call.js->text, method = last_part(path);
    struct ag_config_value args = call, v = named(c, call, path);

    args.js = call.js->items;
    if (!ag_config_is_nothing(v))
        return call_function(c, ag_config_resolve(c, v), args);
    if (method.n < path.n) {
        struct ag_str object = ag_str_cut(path, 0, path.n - method.n - 1);
        v = call_method(c, named(c, call, object), method, args);
        if (v.js)
            return v;
        if (!ag_script_find(&call.module->script, ag_str_until(path, '.')))
            return call_global(c, call);
        return ag_nothing;
    }
    if (!is_better_auth(path))
        return ag_script_find(&call.module->script, path)
                   ? ag_nothing
                   : call_global(c, call);
    v = ag_config_item(call, 0);
    return ag_config_is_kind(v, AG_JS_FUNCTION) ? ag_config_item(v, 0) : v;
}

/* The same for a call of another expression. */
static struct ag_config_value
applied(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_config_value function = ag_config_item(call, 0), v, args = call;

    args.js = function.js->next;
    if (call.js->items->kind == AG_JS_MEMBER) {
        v = call_method(c, ag_config_item(function, 0), function.js->text,
                        args);
        if (v.js)
            return v;
    }
    return call_function(c, ag_config_resolve(c, function), args);
}

/* Operators. */

/* Resolves c ? a : b by one step. */
static struct ag_config_value
conditional(struct ag_config_reader *c, struct ag_config_value v)
{
    enum ag_truth is = ag_config_truth(c, ag_config_item(v, 0));
    struct list list = {0};

    if (is != AG_UNKNOWN)
        return ag_config_item(v, is == AG_YES ? 1 : 2);
    append(c, &list, ag_config_item(v, 1));
    append(c, &list, ag_config_item(v, 2));
    return choice(c, list, v);
}

/* Resolves a ?? b, a || b, a && b by one step. */
static struct ag_config_value
either(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value first = ag_config_resolve(c, ag_config_item(v, 0));
    struct ag_config_value second = ag_config_item(v, 1);
    bool and = ag_str_eq(v.js->text, AG_STR("&&"));
    enum ag_truth is = ag_config_truth(c, first);
    struct list list = {0};

    if (ag_str_eq(v.js->text, AG_STR("??")) && is != AG_UNKNOWN)
        is = ag_config_is_nothing(first) ? AG_NO : AG_YES;
    if (is != AG_UNKNOWN)
        return (is == AG_YES) == and? second : first;
    /* Of `c && a` the falsy c does not matter. */
    append(c, &list, and? ag_nothing : first);
    append(c, &list, second);
    return choice(c, list, v);
}

/* The number of a literal of decimal digits; false if it is none. Not strtod,
 * which depends on the caller's locale. */
static bool
number_of(struct ag_config_value v, double *number)
{
    double scale = 1;
    bool fraction = false;

    if (!ag_config_is_kind(v, AG_JS_NUMBER))
        return false;
    *number = 0;
    for (uint32_t i = v.js->text.p[0] == '-'; i < v.js->text.n; i++) {
        char c = v.js->text.p[i];
        if (c >= '0' && c <= '9') {
            *number = *number * 10 + (c - '0');
            scale *= fraction ? 10 : 1;
        } else if (c == '.' && !fraction) {
            fraction = true;
        } else if (c != '_') {
            return false;
        }
    }
    *number /= v.js->text.p[0] == '-' ? -scale : scale;
    return true;
}

/* A number that a double holds exactly; none for other results. */
static struct ag_config_value
make_number(struct ag_config_reader *c, double number,
            struct ag_config_value where)
{
    const double most = 9007199254740992; /* 2 to the power of 53 */
    long long whole;

    if (!(number > -most && number < most))
        return ag_nothing;
    whole = (long long)number;
    return (double)whole == number
               ? make_text(c, AG_JS_NUMBER,
                           ag_arena_fmt(c->arena, "%lld", whole), where)
               : ag_nothing;
}

/* Resolves arithmetic of numbers by one step. */
static struct ag_config_value
calculated(struct ag_config_reader *c, struct ag_config_value v, double a,
           double b)
{
    switch (v.js->text.p[0]) {
    case '+':
        return make_number(c, a + b, v);
    case '-':
        return make_number(c, a - b, v);
    case '*':
        return make_number(c, a * b, v);
    case '/':
        return b != 0 ? make_number(c, a / b, v) : ag_nothing;
    case '%':
        return b == 0 ? ag_nothing
                      : make_number(c, a - b * (double)(long long)(a / b), v);
    default:
        return ag_nothing;
    }
}

/* Resolves a template, or strings joined by +, by one step; none if a part is
 * not known. */
static struct ag_config_value
joined(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value whole = ag_nothing;
    bool known = true;
    struct ag_buf text;

    ag_buf_init(&text, c->arena);
    for (const struct ag_js *i = v.js->items; i; i = i->next) {
        struct ag_config_value part =
            ag_config_resolve(c, ag_config_within(v, i));
        known &= ag_config_is_kind(part, AG_JS_STRING) ||
                 ag_config_is_kind(part, AG_JS_NUMBER);
        if (known)
            ag_buf_str(&text, part.js->text);
    }
    if (known)
        whole = make_text(c, AG_JS_STRING, ag_buf_take(&text), v);
    ag_buf_free(&text);
    return whole;
}

/* Resolves an operator that is not one of conditions, by one step. */
static struct ag_config_value
operated(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_str operator= v.js->text;
    struct ag_config_value first, second;
    double a, b;

    if (operator.p[0] == '`')
        return joined(c, v);
    first = ag_config_resolve(c, ag_config_item(v, 0));
    second = ag_config_resolve(c, ag_config_item(v, 1));
    if (ag_str_eq(operator, AG_STR("!"))) {
        enum ag_truth is = ag_config_truth(c, first);
        if (is == AG_UNKNOWN)
            return ag_nothing;
        v.js = &words[is == AG_NO];
        return v;
    }
    if (operator.p[0] == '=' || operator.p[0] == '!') {
        if (!first.js || !second.js || !is_known(first) || !is_known(second) ||
            !is_literal(first) || !is_literal(second))
            return ag_nothing;
        bool same = first.js->kind == second.js->kind &&
                    ag_str_eq(first.js->text, second.js->text);
        v.js = &words[same == (operator.p[0] == '=')];
        return v;
    }
    if (number_of(first, &a) && number_of(second, &b))
        return calculated(c, v, a, b);
    return operator.p[0] == '+' ? joined(c, v) : ag_nothing;
}

/* The value of (…).a or (…)[a], by one step. */
static struct ag_config_value
member(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value object = ag_config_resolve(c, ag_config_item(v, 0));
    struct ag_str key = v.js->text;

    if (!object.js ||
        (!is_known(object) && !ag_config_is_kind(object, AG_JS_CHOICE)))
        return ag_nothing;
    if (v.js->kind == AG_JS_ELEMENT) {
        struct ag_config_value which =
            ag_config_resolve(c, ag_config_item(v, 1));
        bool known = ag_config_is_kind(which, AG_JS_STRING) ||
                     ag_config_is_kind(which, AG_JS_NUMBER);
        key = known ? which.js->text : AG_STR("*");
    }
    object = property(c, object, key, ag_nothing);
    if (!object.js) {
        v.js = &undefined;
        return v;
    }
    return object;
}

struct ag_config_value
ag_config_step(struct ag_config_reader *c, struct ag_config_value v)
{
    switch (v.js->kind) {
    case AG_JS_NAME:
        return v.module ? named(c, v, v.js->text) : ag_nothing;
    case AG_JS_CALL:
        return called(c, v);
    case AG_JS_APPLY:
        return applied(c, v);
    case AG_JS_MEMBER:
    case AG_JS_ELEMENT:
        return member(c, v);
    case AG_JS_OPERATION:
        return operated(c, v);
    case AG_JS_EITHER:
        return either(c, v);
    case AG_JS_CONDITION:
        return conditional(c, v);
    case AG_JS_BOUND:
        return *v.js->bound;
    case AG_JS_OTHER:
    case AG_JS_STRING:
    case AG_JS_NUMBER:
    case AG_JS_OBJECT:
    case AG_JS_CLASS:
    case AG_JS_ARRAY:
    case AG_JS_FUNCTION:
    case AG_JS_CHOICE:
        break;
    }
    return ag_nothing;
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
        next = v.hidden ? ag_nothing : ag_config_step(c, v);
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

/* Finding calls. */

/* Searches the items of `v` from `i` on, only the spread ones if `spread`. */
static struct ag_config_value
find_in_items(struct ag_config_reader *c, struct ag_config_value v,
              const struct ag_js *i, bool spread, ag_config_is_call_fn *is)
{
    struct ag_config_value found = ag_nothing;

    for (; i && !found.js; i = i->next)
        if (i->spread || !spread)
            found = ag_config_find_call(c, ag_config_within(v, i), is);
    return found;
}

struct ag_config_value
ag_config_find_call(struct ag_config_reader *c, struct ag_config_value v,
                    ag_config_is_call_fn *is)
{
    struct ag_config_value found = ag_nothing, next;

    if (!v.js || v.hidden || c->depth > DEEPEST)
        return ag_nothing;
    if (v.js->kind == AG_JS_CALL && is(c, v))
        return v;
    c->depth++;
    next = ++c->steps > MOST_STEPS ? ag_nothing : ag_config_step(c, v);
    if (next.js)
        found = ag_config_find_call(c, next, is);
    if (!found.js &&
        (v.js->kind == AG_JS_CALL || v.js->kind == AG_JS_APPLY ||
         v.js->kind == AG_JS_CHOICE || v.js->kind == AG_JS_FUNCTION ||
         v.js->kind == AG_JS_MEMBER))
        found = find_in_items(c, v, v.js->items, false, is);
    else if (!found.js && v.js->kind == AG_JS_OBJECT)
        found = find_in_items(c, v, v.js->items, true, is);
    c->depth--;
    return found;
}

/* Properties. */

/* Any item of a list. */
static struct ag_config_value
any_item(struct ag_config_reader *c, struct ag_config_value list)
{
    struct list items = {0};

    for (const struct ag_js *i = list.js->items; i; i = i->next) {
        struct ag_config_value v = ag_config_within(list, i);
        if (i->spread)
            v = property(c, v, AG_STR("*"), ag_nothing);
        append(c, &items, v);
    }
    return items.items ? choice(c, items, list) : ag_nothing;
}

/* The item of an array with the index `key`. */
static struct ag_config_value
element(struct ag_config_reader *c, struct ag_config_value list,
        struct ag_str key)
{
    const struct ag_js *js = list.js->items;
    uint32_t n;

    if (ag_str_eq(key, AG_STR("*")))
        return any_item(c, list);
    if (!ag_str_uint(key, &n))
        return ag_nothing; /* length and similar */
    for (; js && n > 0 && !js->spread; n--)
        js = js->next;
    return item(list, js);
}

/* The property `key` of the alternatives of a choice. */
struct search {
    struct list found;
    struct ag_str key;
    struct ag_config_value before;
};

static void
search_alternative(struct ag_config_reader *c, struct ag_config_value v,
                   void *more)
{
    struct search *s = more;

    append(c, &s->found, property(c, v, s->key, s->before));
}

/* The property `key` of an object; if it occurs twice, the last one; `before`
 * if it does not occur. Hidden if an unknown value may add it. */
static struct ag_config_value
property(struct ag_config_reader *c, struct ag_config_value object,
         struct ag_str key, struct ag_config_value before)
{
    struct ag_config_value found = before;

    object = ag_config_resolve(c, object);
    if (ag_config_is_nothing(object) || object.hidden)
        return object.hidden ? object : before;
    if (ag_config_is_kind(object, AG_JS_ARRAY))
        return element(c, object, key);
    if (c->depth <= DEEPEST && ag_config_is_kind(object, AG_JS_CHOICE)) {
        struct search search = {.key = key, .before = before};
        c->depth++;
        ag_config_alternatives(c, object, search_alternative, &search);
        c->depth--;
        found = choice(c, search.found, object);
        return found.js == &undefined ? ag_nothing : found;
    }
    if (ag_config_is_kind(object, AG_JS_CALL) && ag_config_is_plugin(c, object))
        return before; /* its preset has what it brings */
    if ((object.js->kind != AG_JS_OBJECT && object.js->kind != AG_JS_CLASS) ||
        c->depth > DEEPEST) {
        object.hidden = !is_literal(object);
        return object.hidden ? object : before;
    }
    if (ag_str_eq(key, AG_STR("*")))
        return any_item(c, object);
    c->depth++;
    for (const struct ag_js *p = object.js->items; p; p = p->next) {
        struct ag_config_value v = ag_config_within(object, p);
        c->steps++;
        if (p->spread) {
            found = property(c, v, key, found);
        } else if (p->key.n == 0 || ag_str_eq(p->key, key)) {
            v.hidden |= p->key.n == 0;
            found = v;
        }
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
    object = property(c, object, ag_str_cut(path, 0, dot), ag_nothing);
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

/* The truth of the alternatives of a choice. */
static void
add_truth(struct ag_config_reader *c, struct ag_config_value v, void *more)
{
    unsigned *truths = more;

    *truths |= 1U << ag_config_truth(c, v);
}

enum ag_truth
ag_config_truth(struct ag_config_reader *c, struct ag_config_value v)
{
    unsigned truths = 0;

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
    case AG_JS_CLASS:
    case AG_JS_ARRAY:
    case AG_JS_FUNCTION:
        return AG_YES;
    case AG_JS_CHOICE:
        if (c->depth > DEEPEST)
            return AG_UNKNOWN;
        ag_config_alternatives(c, v, add_truth, &truths);
        return truths == 1U << AG_YES  ? AG_YES
               : truths == 1U << AG_NO ? AG_NO
                                       : AG_UNKNOWN;
    case AG_JS_CALL:
    case AG_JS_APPLY:
    case AG_JS_MEMBER:
    case AG_JS_ELEMENT:
    case AG_JS_OPERATION:
    case AG_JS_EITHER:
    case AG_JS_CONDITION:
    case AG_JS_BOUND:
    case AG_JS_OTHER:
        break;
    }
    return AG_UNKNOWN;
}
