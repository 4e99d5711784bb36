/* Values: their kinds and items, alternatives, properties, truth; and the steps
 * to a result. A value that depends on a condition is a choice of all the
 * values that it may have. */
#include "gen/import/value.h"

const struct ag_js ag_config_undefined = {
    .kind = AG_JS_NAME,
    .text = {"undefined", 9, 0},
};

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

bool
ag_config_is_literal(struct ag_config_value v)
{
    return v.js->kind == AG_JS_STRING || v.js->kind == AG_JS_NUMBER ||
           v.js->kind == AG_JS_FUNCTION || ag_config_is_name(v, "true") ||
           ag_config_is_name(v, "false");
}

bool
ag_config_is_known(struct ag_config_value v)
{
    return !v.hidden &&
           (ag_config_is_literal(v) || v.js->kind == AG_JS_OBJECT ||
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

struct ag_js *
ag_config_append(struct ag_config_reader *c, struct ag_config_list *list,
                 struct ag_config_value v)
{
    struct ag_config_value *bound = AG_NEW(c->arena, struct ag_config_value);
    struct ag_js *js = AG_NEW(c->arena, struct ag_js);

    if (!v.js)
        v.js = &ag_config_undefined;
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

void
ag_config_append_spread(struct ag_config_reader *c, struct ag_config_list *list,
                        struct ag_config_value v)
{
    ag_config_append(c, list, v)->spread = true;
}

struct ag_config_value
ag_config_make(struct ag_config_reader *c, enum ag_js_kind kind,
               struct ag_config_list list, struct ag_config_value where)
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

struct ag_config_value
ag_config_make_text(struct ag_config_reader *c, enum ag_js_kind kind,
                    struct ag_str text, struct ag_config_value where)
{
    struct ag_config_value v =
        ag_config_make(c, kind, (struct ag_config_list){0}, where);
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

struct ag_config_value
ag_config_choice(struct ag_config_reader *c, struct ag_config_list list,
                 struct ag_config_value where)
{
    struct ag_config_value first = ag_config_within(where, list.items);

    for (const struct ag_js *i = list.items; i; i = i->next)
        if (!is_same(ag_config_within(where, i), first))
            return ag_config_make(c, AG_JS_CHOICE, list, where);
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
    if (!ag_config_is_kind(v, AG_JS_CHOICE) || c->depth > AG_CONFIG_DEEPEST) {
        a->each(c,
                v.js ? v : (struct ag_config_value){.js = &ag_config_undefined},
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

/* The value of (…).a or (…)[a], by one step. */
static struct ag_config_value
member(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_config_value object = ag_config_resolve(c, ag_config_item(v, 0));
    struct ag_str key = v.js->text;

    if (!object.js || (!ag_config_is_known(object) &&
                       !ag_config_is_kind(object, AG_JS_CHOICE)))
        return ag_nothing;
    if (v.js->kind == AG_JS_ELEMENT) {
        struct ag_config_value which =
            ag_config_resolve(c, ag_config_item(v, 1));
        bool known = ag_config_is_kind(which, AG_JS_STRING) ||
                     ag_config_is_kind(which, AG_JS_NUMBER);
        key = known ? which.js->text : AG_STR("*");
    }
    object = ag_config_property(c, object, key, ag_nothing);
    if (!object.js) {
        v.js = &ag_config_undefined;
        return v;
    }
    return object;
}

struct ag_config_value
ag_config_step(struct ag_config_reader *c, struct ag_config_value v)
{
    switch (v.js->kind) {
    case AG_JS_NAME:
        return v.module ? ag_config_named(c, v, v.js->text) : ag_nothing;
    case AG_JS_CALL:
        return ag_config_step_call(c, v);
    case AG_JS_APPLY:
        return ag_config_step_apply(c, v);
    case AG_JS_MEMBER:
    case AG_JS_ELEMENT:
        return member(c, v);
    case AG_JS_OPERATION:
        return ag_config_step_operation(c, v);
    case AG_JS_EITHER:
        return ag_config_step_either(c, v);
    case AG_JS_CONDITION:
        return ag_config_step_condition(c, v);
    case AG_JS_BOUND:
        return *v.js->bound;
    case AG_JS_OTHER:
    case AG_JS_TAGGED:
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
    if (c->depth > AG_CONFIG_DEEPEST)
        next.hidden = true;
    c->depth++;
    for (int i = 0; next.js && !next.hidden && i < AG_CONFIG_DEEPEST; i++) {
        v = next;
        if (++c->steps > AG_CONFIG_STEPS)
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

    if (!v.js || v.hidden || c->depth > AG_CONFIG_DEEPEST)
        return ag_nothing;
    if (v.js->kind == AG_JS_CALL && is(c, v))
        return v;
    c->depth++;
    next = ++c->steps > AG_CONFIG_STEPS ? ag_nothing : ag_config_step(c, v);
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
    struct ag_config_list items = {0};

    for (const struct ag_js *i = list.js->items; i; i = i->next) {
        struct ag_config_value v = ag_config_within(list, i);
        if (i->spread)
            v = ag_config_property(c, v, AG_STR("*"), ag_nothing);
        ag_config_append(c, &items, v);
    }
    return items.items ? ag_config_choice(c, items, list) : ag_nothing;
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
    struct ag_config_list found;
    struct ag_str key;
    struct ag_config_value before;
};

static void
search_alternative(struct ag_config_reader *c, struct ag_config_value v,
                   void *more)
{
    struct search *s = more;

    ag_config_append(c, &s->found, ag_config_property(c, v, s->key, s->before));
}

struct ag_config_value
ag_config_property(struct ag_config_reader *c, struct ag_config_value object,
                   struct ag_str key, struct ag_config_value before)
{
    struct ag_config_value found = before;

    object = ag_config_resolve(c, object);
    if (ag_config_is_nothing(object) || object.hidden)
        return object.hidden ? object : before;
    if (ag_config_is_kind(object, AG_JS_ARRAY))
        return element(c, object, key);
    if (c->depth <= AG_CONFIG_DEEPEST &&
        ag_config_is_kind(object, AG_JS_CHOICE)) {
        struct search search = {.key = key, .before = before};
        c->depth++;
        ag_config_alternatives(c, object, search_alternative, &search);
        c->depth--;
        found = ag_config_choice(c, search.found, object);
        return found.js == &ag_config_undefined ? ag_nothing : found;
    }
    if (ag_config_is_kind(object, AG_JS_CALL) && ag_config_is_plugin(c, object))
        return before; /* its preset has what it brings */
    if ((object.js->kind != AG_JS_OBJECT && object.js->kind != AG_JS_CLASS) ||
        c->depth > AG_CONFIG_DEEPEST) {
        object.hidden = !ag_config_is_literal(object);
        return object.hidden ? object : before;
    }
    if (ag_str_eq(key, AG_STR("*")))
        return any_item(c, object);
    c->depth++;
    for (const struct ag_js *p = object.js->items; p; p = p->next) {
        struct ag_config_value v = ag_config_within(object, p);
        c->steps++;
        if (p->spread) {
            found = ag_config_property(c, v, key, found);
            if (object.js->kind == AG_JS_CLASS && found.js)
                found.hidden |= !ag_config_is_literal(found) ||
                                found.js->kind == AG_JS_FUNCTION;
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
    object =
        ag_config_property(c, object, ag_str_cut(path, 0, dot), ag_nothing);
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
        if (c->depth > AG_CONFIG_DEEPEST)
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
    case AG_JS_TAGGED:
    case AG_JS_EITHER:
    case AG_JS_CONDITION:
    case AG_JS_BOUND:
    case AG_JS_OTHER:
        break;
    }
    return AG_UNKNOWN;
}
