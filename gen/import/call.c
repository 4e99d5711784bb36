/* The results of calls: of functions in the text, methods of lists, and some
 * functions of JavaScript. */
#include <string.h>

#include "gen/import/value.h"

/* Calls with the same arguments of functions that may be known only by name. */
struct calls {
    struct ag_config_list results;
    struct ag_config_value args;
};

static struct ag_config_value call_function(struct ag_config_reader *c,
                                            struct ag_config_value function,
                                            struct ag_config_value args);

/* ag_config_alternative_fn for a function. */
static void
add_call(struct ag_config_reader *c, struct ag_config_value function,
         void *more)
{
    struct calls *calls = more;
    struct ag_config_list args = {0};
    struct ag_config_value call = function;

    if (!ag_config_is_kind(function, AG_JS_NAME) ||
        ag_config_is_nothing(function)) {
        call = call_function(c, function, calls->args);
    } else {
        for (const struct ag_js *i = calls->args.js; i; i = i->next)
            ag_config_append(c, &args, ag_config_within(calls->args, i))
                ->spread = i->spread;
        struct ag_js *js = AG_NEW(c->arena, struct ag_js);
        js->kind = AG_JS_CALL;
        js->text = function.js->text;
        js->end = function.js->end;
        js->items = args.items;
        call.js = js;
    }
    if (!call.js) {
        call = function;
        call.hidden = true;
    }
    ag_config_append(c, &calls->results, call);
}

/* The result of a call of `function`, a name or a choice. */
static struct ag_config_value
call_elsewhere(struct ag_config_reader *c, struct ag_config_value function,
               struct ag_config_value args)
{
    struct calls calls = {.args = args};

    ag_config_alternatives(c, function, add_call, &calls);
    return ag_config_choice(c, calls.results, function);
}

/* The result of a call of `function` with the arguments from `args` on; none if
 * it is unknown. */
static struct ag_config_value
call_function(struct ag_config_reader *c, struct ag_config_value function,
              struct ag_config_value args)
{
    struct ag_config_frame *frame;

    if (ag_config_is_nothing(function) || c->depth > AG_CONFIG_DEEPEST)
        return ag_nothing;
    if (ag_config_is_kind(function, AG_JS_NAME) ||
        ag_config_is_kind(function, AG_JS_CHOICE))
        return call_elsewhere(c, function, args);
    bool class = ag_config_is_kind(function, AG_JS_CLASS);
    if (class && !function.js->params)
        return function; /* its object has its members */
    if (!class &&
        (!ag_config_is_kind(function, AG_JS_FUNCTION) || !function.js->items))
        return ag_nothing;
    frame = AG_NEW(c->arena, struct ag_config_frame);
    *frame = (struct ag_config_frame){function.frame, function.module,
                                      function.js->params, args};
    function.frame = frame;
    if (!class)
        function.js = function.js->items;
    return function;
}

struct ag_config_value
ag_config_call(struct ag_config_reader *c, struct ag_config_value function,
               struct ag_config_value argument)
{
    struct ag_config_list args = {0};

    ag_config_append(c, &args, argument);
    argument.js = args.items;
    return call_function(c, ag_config_resolve(c, function), argument);
}

/* The items of a list, and what a function makes of them. */
struct mapping {
    struct ag_config_list list;
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
        struct ag_config_list args = {0};
        if (i->spread) {
            ag_config_alternatives(c, v, map_list, m);
            continue;
        }
        ag_config_append(c, &args, v);
        v.js = args.items;
        v = call_function(c, m->function, v);
        m->known &= v.js != NULL;
        if (v.js)
            ag_config_append(c, &m->list, v);
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
        ag_config_append_spread(c, &m.list, list);
        for (const struct ag_js *i = args.js; i; i = i->next) {
            struct ag_config_value v = ag_config_within(args, i);
            struct ag_config_value is = ag_config_resolve(c, v);
            bool one = ag_config_is_kind(is, AG_JS_OBJECT) ||
                       ag_config_is_kind(is, AG_JS_CALL);
            ag_config_append(c, &m.list, v)->spread = !one;
        }
        return ag_config_make(c, AG_JS_ARRAY, m.list, list);
    }
    if (ag_str_eq(method, AG_STR("map")) ||
        ag_str_eq(method, AG_STR("flatMap"))) {
        m.function = ag_config_resolve(c, ag_config_within(args, args.js));
        ag_config_alternatives(c, list, map_list, &m);
        return m.known && m.list.items
                   ? ag_config_make(c, AG_JS_ARRAY, m.list, list)
                   : ag_nothing;
    }
    return ag_nothing;
}

/* A string or number as a value of this kind; none if it is something else. */
static struct ag_config_value
converted(struct ag_config_reader *c, struct ag_config_value v,
          enum ag_js_kind kind)
{
    uint32_t n;

    if (ag_config_is_kind(v, kind) ||
        (ag_config_is_kind(v, AG_JS_STRING) && ag_str_uint(v.js->text, &n)) ||
        ag_config_is_kind(v, AG_JS_NUMBER))
        return ag_config_make_text(c, kind, v.js->text, v);
    return ag_nothing;
}

/* Functions of JavaScript whose result is made of their arguments. */
static struct ag_config_value
call_global(struct ag_config_reader *c, struct ag_config_value call)
{
    static const char *const same[] = {
        "Object.freeze",
        "Object.seal",
        "structuredClone",
        "Array.from",
        "Promise.resolve",
        "Promise.all",
        NULL,
    };
    bool assign = ag_str_eq(call.js->text, AG_STR("Object.assign"));
    bool values = ag_str_eq(call.js->text, AG_STR("Object.values"));
    struct ag_config_list list = {0};

    for (size_t i = 0; same[i]; i++)
        if (ag_str_eq(call.js->text, ag_str(same[i])))
            return ag_config_item(call, 0);
    if (assign) {
        for (const struct ag_js *i = call.js->items; i; i = i->next)
            ag_config_append_spread(c, &list, ag_config_within(call, i));
        return ag_config_make(c, AG_JS_OBJECT, list, call);
    }
    struct ag_config_value object =
        ag_config_resolve(c, ag_config_item(call, 0));
    if (ag_str_eq(call.js->text, AG_STR("String")))
        return converted(c, object, AG_JS_STRING);
    if (ag_str_eq(call.js->text, AG_STR("Number")))
        return converted(c, object, AG_JS_NUMBER);
    if (ag_str_eq(call.js->text, AG_STR("Array.of"))) {
        for (const struct ag_js *i = call.js->items; i; i = i->next)
            ag_config_append(c, &list, ag_config_within(call, i))->spread =
                i->spread;
        return ag_config_make(c, AG_JS_ARRAY, list, call);
    }
    if (!values || !ag_config_is_kind(object, AG_JS_OBJECT))
        return ag_nothing;
    for (const struct ag_js *i = object.js->items; i; i = i->next)
        ag_config_append(c, &list, ag_config_within(object, i));
    return ag_config_make(c, AG_JS_ARRAY, list, call);
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

struct ag_config_value
ag_config_step_call(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str path = call.js->text, method = ag_config_last_part(path);
    struct ag_config_value args = call, v = ag_config_named(c, call, path);

    args.js = call.js->items;
    if (!ag_config_is_nothing(v))
        return call_function(c, ag_config_resolve(c, v), args);
    if (method.n < path.n) {
        struct ag_str object = ag_str_cut(path, 0, path.n - method.n - 1);
        v = call_method(c, ag_config_named(c, call, object), method, args);
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

struct ag_config_value
ag_config_step_apply(struct ag_config_reader *c, struct ag_config_value call)
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
