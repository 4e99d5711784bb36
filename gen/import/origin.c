/* The values of names: of modules and their exports, parameters, constants and
 * variables with the changes that the text makes to them. */
#include "gen/import/value.h"

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
    struct ag_config_list list = {0};

    for (; js && n && !js->spread; n--)
        js = js->next;
    if (!rest) {
        struct ag_config_value v = ag_config_within(args, js);
        v.hidden |= js && js->spread;
        return v;
    }
    if (!js)
        return ag_nothing;
    for (; js; js = js->next)
        ag_config_append(c, &list, ag_config_within(args, js))->spread =
            js->spread;
    return ag_config_make(c, AG_JS_ARRAY, list, args);
}

/* The value of a parameter in the calls of its function that the module has. */
static struct ag_config_value
argument_of_callers(struct ag_config_reader *c,
                    const struct ag_config_module *module,
                    const struct ag_js_binding *binding)
{
    struct ag_config_list list = {0};
    struct ag_config_value call = {.module = module};

    for (;;) {
        uint32_t from = call.js ? call.js->end : 0;
        call.js = ag_script_caller(&module->script, binding->params, from);
        if (!call.js)
            break;
        struct ag_config_value args = ag_config_within(call, call.js->items);
        ag_config_append(c, &list,
                         argument(c, args, binding->index, binding->rest));
        args = call;
    }
    call.js = &ag_config_undefined;
    return list.items ? ag_config_choice(c, list, call) : ag_nothing;
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
    struct ag_config_list list = {0};

    if (path.n == 0)
        return member;
    if (dot < path.n)
        member = with_member(c, ag_config_get(c, v, key),
                             ag_str_cut(path, dot + 1, path.n), member);
    if (v.js)
        ag_config_append_spread(c, &list, v);
    ag_config_append(c, &list, member)->key = key;
    return ag_config_make(c, AG_JS_OBJECT, list, v.js ? v : member);
}

/* `v` after a change, or before it: what the text changes may be both. */
static struct ag_config_value
after_change(struct ag_config_reader *c, struct ag_config_value v,
             struct ag_config_value where, const struct ag_js_change *change)
{
    const struct ag_script *s = &where.module->script;
    struct ag_config_value old = inside(c, v, change->path), new = where;
    struct ag_config_list list = {0};

    if (change->kind == AG_JS_ASSIGNED) {
        new.js = ag_script_value_at(s, change->token);
        if (old.js)
            ag_config_append(c, &list, old);
        ag_config_append(c, &list, new);
        return with_member(c, v, change->path, ag_config_choice(c, list, new));
    }
    bool merged = change->kind == AG_JS_MERGED;
    if (!merged && old.js)
        ag_config_append_spread(c, &list, old);
    for (const struct ag_js *i = ag_script_arguments(s, change->token); i;
         i = i->next)
        ag_config_append(c, &list, ag_config_within(where, i))->spread =
            i->spread || merged;
    if (!list.items)
        return v;
    new.js = list.items;
    return with_member(
        c, v, change->path,
        ag_config_make(c, merged ? AG_JS_OBJECT : AG_JS_ARRAY, list, new));
}

/* What ...rest of the binding's pattern has of `v`. */
struct remainder {
    const struct ag_config_module *module;
    uint32_t pattern;
    struct ag_config_list found;
};

/* ag_config_alternative_fn for an object or list. */
static void
add_remainder(struct ag_config_reader *c, struct ag_config_value v, void *more)
{
    struct remainder *all = more, part = *all;
    struct ag_config_list list = {0};
    bool spread = false;
    unsigned n = 0;

    if (ag_config_is_kind(v, AG_JS_ARRAY)) {
        for (const struct ag_js *i = v.js->items; i; i = i->next) {
            spread |= i->spread; /* of any length */
            if (spread || !ag_script_takes(&all->module->script, all->pattern,
                                           ag_arena_fmt(c->arena, "%u", n++)))
                ag_config_append(c, &list, ag_config_within(v, i))->spread =
                    i->spread;
        }
        v = ag_config_make(c, AG_JS_ARRAY, list, v);
    } else if (ag_config_is_kind(v, AG_JS_OBJECT) &&
               c->depth <= AG_CONFIG_DEEPEST) {
        c->depth++;
        for (const struct ag_js *i = v.js->items; i; i = i->next) {
            struct ag_config_value item = ag_config_within(v, i);
            if (i->spread) {
                part.found = (struct ag_config_list){0};
                ag_config_alternatives(c, item, add_remainder, &part);
                ag_config_append_spread(c, &list,
                                        ag_config_choice(c, part.found, item));
            } else if (!ag_script_takes(&all->module->script, all->pattern,
                                        i->key)) {
                ag_config_append(c, &list, item)->key = i->key;
            }
        }
        c->depth--;
        v = ag_config_make(c, AG_JS_OBJECT, list, v);
    }
    ag_config_append(c, &all->found, v);
}

/* The default of a parameter or of a part of a pattern. An empty one of a function
 * that nothing here calls says nothing: the function is there to be called with
 * more. */
static struct ag_config_value
fallback(struct ag_config_value where, const struct ag_js_binding *binding)
{
    const struct ag_script *script = &where.module->script;
    struct ag_config_value v = where;

    v.js = ag_script_value_at(script, binding->fallback);
    bool empty = (ag_config_is_kind(v, AG_JS_OBJECT) ||
                  ag_config_is_kind(v, AG_JS_ARRAY)) &&
                 !v.js->items;
    bool called = where.frame || ag_script_caller(script, binding->params, 0);
    return binding->params && empty && !called ? ag_nothing : v;
}

/* The value of a binding that is not an import, for the name at `use`; none if
 * it is unknown. */
static struct ag_config_value
declared(struct ag_config_reader *c, const struct ag_config_module *module,
         const struct ag_config_frame *frame, struct ag_js_binding *binding,
         uint32_t use)
{
    struct ag_config_value v = {module, frame, NULL, false}, where = v;
    struct ag_config_value *known;
    const struct ag_js_change *around =
        ag_script_change_around(&module->script, binding, use);

    if (binding->known && !frame && !around)
        return *binding->known;
    if (binding->params)
        v = parameter(c, module, frame, binding);
    else
        v.js = ag_script_value(&module->script, binding);
    v = inside(c, v, binding->path);
    if (binding->pattern && v.js) {
        struct remainder r = {.module = module, .pattern = binding->pattern};
        ag_config_alternatives(c, v, add_remainder, &r);
        v = ag_config_choice(c, r.found, v);
    }
    if (binding->fallback && (binding->params || binding->path.n) &&
        ag_config_is_nothing(ag_config_resolve(c, v)))
        v = fallback(where, binding);
    if (binding->busy)
        return v;
    binding->busy = true;
    for (const struct ag_js_change *i = binding->changes; i != around;
         i = i->next) {
        c->steps++;
        v = after_change(c, v, where, i);
    }
    binding->busy = false;
    if (!frame && !around) {
        known = AG_NEW(c->arena, struct ag_config_value);
        *known = v;
        binding->known = known;
    }
    return v;
}

static struct origin
bound(struct ag_config_reader *c, const struct ag_config_module *module,
      const struct ag_config_frame *frame, struct ag_js_binding *binding,
      uint32_t use)
{
    struct origin origin = {.value = {.module = module}};

    if (!binding || binding->changed || c->depth > AG_CONFIG_DEEPEST)
        return origin;
    c->depth++;
    if (binding->module.n)
        origin = imported(c, module, binding->module, binding->name);
    else if (binding->name.n)
        origin = bound(c, module, NULL,
                       ag_script_find(&module->script, binding->name), use);
    else
        origin.value = declared(c, module, frame, binding, use);
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
        return bound(c, module, NULL, b, name.at);
    for (b = ag_script_export(&module->script, AG_STR("*"));
         b && c->depth < AG_CONFIG_DEEPEST; b = b->next) {
        c->depth++;
        origin = imported(c, module, b->module, name);
        c->depth--;
        if (origin.value.js)
            return origin;
    }
    /* module.exports = { name } */
    if (!ag_str_eq(name, AG_STR("default")) && c->depth < AG_CONFIG_DEEPEST) {
        struct ag_config_value whole =
            exported(c, module, AG_STR("default")).value;
        if (ag_config_is_kind(whole, AG_JS_OBJECT))
            origin.value = ag_config_property(c, whole, name, ag_nothing);
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
        return bound(c, module, where.frame, binding, head.at);
    dot = ag_str_find(*rest, '.');
    head = ag_str_cut(*rest, 0, dot);
    *rest = ag_str_cut(*rest, dot + (dot < rest->n), rest->n);
    return imported(c, module, binding->module, head);
}

struct ag_str
ag_config_last_part(struct ag_str path)
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
    return ag_config_last_part(name);
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
    name = ag_config_last_part(v.js->text);
    return rest.n == 0 && origin.package.n &&
                   !ag_str_eq(origin.name, AG_STR("default"))
               ? origin.name
               : name;
}

struct ag_config_value
ag_config_named(struct ag_config_reader *c, struct ag_config_value where,
                struct ag_str path)
{
    struct ag_str rest;
    struct ag_config_value v = origin_of(c, where, path, &rest).value;

    if (!v.js || rest.n == 0)
        return v;
    v = ag_config_resolve(c, v);
    if (!ag_config_is_known(v) && !ag_config_is_kind(v, AG_JS_CHOICE))
        return ag_nothing;
    v = ag_config_get(c, v, rest);
    if (!v.js)
        v = (struct ag_config_value){where.module, NULL, &ag_config_undefined,
                                     false};
    return v;
}
