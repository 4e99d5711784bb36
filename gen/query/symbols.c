#include "gen/query/symbols.h"

#include "base/diag.h"
#include "base/embed.h"
#include "gen/import/import.h"
#include "gen/schema/type.h"
#include "grammar/parse.h"

void *
ag_look_grow(struct ag_arena *arena, void *items, size_t n, size_t size)
{
    if (n & (n - 1) || (n && n < 4))
        return items;
    void *room = ag_arena_alloc(arena, size * (n ? n * 2 : 4));
    if (n)
        memcpy(room, items, size * n);
    return room;
}

struct ag_diags
ag_look_quiet(struct ag_lookup *look)
{
    struct ag_diags quiet;

    ag_diags_init(&quiet, look->arena);
    return quiet;
}

bool
ag_look_known(ag_look_list *list, struct ag_str name, struct ag_known *known)
{
    for (size_t i = 0; list(i, known); i++)
        if (ag_str_eq(known->name, name))
            return true;
    *known = (struct ag_known){0};
    return false;
}

const struct ag_arg_spec *
ag_look_spec(const struct ag_arg_spec *specs, struct ag_str label)
{
    if (!specs || (label.n == 0 && specs->need == AG_ARG_NAMED))
        return NULL;
    for (; specs->name; specs++)
        if (label.n == 0 || ag_look_is(label, specs->name))
            return specs;
    return NULL;
}

/* Databases and targets. */

struct ag_str
ag_look_provider(const struct ag_lookup *look, struct ag_str prefix)
{
    const struct ag_decl *source = look->source;
    const struct ag_expr *provider = ag_setting(source, AG_STR("provider"));
    enum ag_dialect dialect;

    if (!(source && ag_str_eq(source->name, prefix)) &&
        ag_dialect_find(prefix, &dialect))
        return ag_str(ag_dialects[dialect].name);
    /* CockroachDB has PostgreSQL's dialect, but its own native types. */
    if (provider && ag_look_is(provider->text, "cockroachdb"))
        return provider->text;
    if (provider && ag_dialect_find(provider->text, &dialect))
        return ag_str(ag_dialects[dialect].name);
    return (struct ag_str){0};
}

static enum ag_dialect
dialect_of(const struct ag_lookup *look)
{
    const struct ag_expr *e = ag_setting(look->source, AG_STR("provider"));
    enum ag_dialect dialect;

    return e && ag_dialect_find(e->text, &dialect) ? dialect
                                                   : AG_DIALECT_sqlite;
}

const struct ag_target *
ag_look_target(struct ag_lookup *look, struct ag_str name)
{
    struct ag_target_loader loader = ag_target_files(look->context);
    enum ag_dialect first = dialect_of(look);
    const struct ag_target *target = NULL;

    if (!ag_target_known(name))
        return NULL;
    for (int i = 0; !target && i < AG_NDIALECT; i++) {
        struct ag_diags quiet = ag_look_quiet(look);
        target = ag_target_glance(
            &loader, name, (enum ag_dialect)(((int)first + i) % AG_NDIALECT),
            look->arena, &quiet);
    }
    return target;
}

const struct ag_target_opt *
ag_look_options(struct ag_lookup *look, const struct ag_decl *generator)
{
    const struct ag_expr *e = ag_generator_target(generator);
    const struct ag_target *target = e ? ag_look_target(look, e->text) : NULL;

    return target ? target->options : NULL;
}

/* Files. */

const struct ag_unit *
ag_look_file(const struct ag_lookup *look, const char *name)
{
    const struct ag_unit *u = look->units;

    while (u && !(u->source && ag_look_is(u->source->name, name)))
        u = u->next;
    return u;
}

struct ag_look_at
ag_look_range(const struct ag_lookup *look, struct ag_span span)
{
    const struct ag_source *source =
        ag_source_of(&look->context->sources, span.at);

    if (!source)
        return (struct ag_look_at){0};
    return (struct ag_look_at){.source = source,
                               .begin = span.at - source->text.at,
                               .end = span.end - source->text.at,
                               .built_in = source->made && !source->named};
}

/* Owners. */

enum ag_look_kind
ag_look_block_kind(enum ag_subject subject)
{
    static const enum ag_look_kind kinds[AG_NSUBJECT] = {
        [AG_SUBJECT_model] = AG_LOOK_model,
        [AG_SUBJECT_view] = AG_LOOK_view,
        [AG_SUBJECT_mixin] = AG_LOOK_mixin,
        [AG_SUBJECT_enum] = AG_LOOK_enum,
        [AG_SUBJECT_datasource] = AG_LOOK_datasource,
        [AG_SUBJECT_generator] = AG_LOOK_generator,
        [AG_SUBJECT_config] = AG_LOOK_config,
    };
    return kinds[subject];
}

struct ag_symbol *
ag_look_find(const struct ag_lookup *look, struct ag_str name)
{
    return ag_map_get(&look->owners, name);
}

const struct ag_symbol *
ag_look_type(const struct ag_lookup *look, struct ag_str type)
{
    return ag_scalar_is_prisma(ag_scalar_find(type)) ? NULL
                                                     : ag_look_find(look, type);
}

static void
declare(struct ag_lookup *look, const struct ag_decl *d)
{
    enum ag_look_kind kind = ag_look_block_kind(d->subject);
    void **slot;

    if (kind == AG_LOOK_datasource && !look->source)
        look->source = d;
    if (kind == AG_LOOK_none || kind > AG_LOOK_enum)
        return;
    slot = ag_map_put(&look->owners, look->arena, d->name);
    if (*slot)
        return;
    struct ag_symbol *owner = AG_NEW(look->arena, struct ag_symbol);
    owner->decl = d;
    owner->kind = kind;
    owner->now = d->name;
    *slot = owner;
}

/* The parts of "User.email"; `rest` is empty for a name alone. */
static void
split(struct ag_str path, struct ag_str *head, struct ag_str *rest)
{
    uint32_t dot = ag_str_find(path, '.');

    *head = ag_str_cut(path, 0, dot);
    *rest = ag_str_cut(path, dot + (dot < path.n), path.n);
}

static void
add_rename(struct ag_lookup *look, const struct ag_decl *d)
{
    struct ag_str head, rest;
    struct ag_symbol *owner;
    void **slot;

    split(d->name, &head, &rest);
    owner = ag_look_find(look, head);
    if (!owner)
        return;
    if (rest.n) {
        struct ag_look_rename *r = AG_NEW(look->arena, struct ag_look_rename);
        *r = (struct ag_look_rename){owner->renames, rest, d->to};
        owner->renames = r;
        return;
    }
    slot = ag_map_put(&look->owners, look->arena, d->to);
    if (!*slot)
        *slot = owner;
    owner->now = d->to;
}

static void
add_extend(struct ag_lookup *look, const struct ag_decl *d)
{
    struct ag_symbol *owner = ag_look_find(look, d->name);
    struct ag_look_extend **end = owner ? &owner->extends : NULL;

    if (!owner)
        return;
    while (*end)
        end = &(*end)->next;
    *end = AG_NEW(look->arena, struct ag_look_extend);
    (*end)->decl = d;
}

/* The argument `label` of an attribute; NULL: it has none. */
static const struct ag_expr *
argument(const struct ag_attr *attr, const char *label)
{
    const struct ag_expr *e = attr->args;

    while (e && !ag_look_is(ag_label(e), label))
        e = e->next;
    return e;
}

/* The model that @references with these arguments refers to; NULL: none. */
static struct ag_symbol *
referenced(const struct ag_lookup *look, const struct ag_expr *args)
{
    const struct ag_expr *to = args;
    struct ag_str head, rest;

    while (to && ag_label(to).n && !ag_look_is(ag_label(to), "to"))
        to = to->next;
    if (!to || to->kind != AG_EXPR_NAME)
        return NULL;
    split(to->text, &head, &rest);
    return ag_look_find(look, head);
}

/* Adds the relations that @references declares in other models. */
static void
add_backs(struct ag_lookup *look, const struct ag_decl *d)
{
    const struct ag_symbol *from = ag_look_find(look, d->name);

    for (const struct ag_member *m = d->members; m; m = m->next)
        for (const struct ag_attr *a = m->attrs; a; a = a->next) {
            const struct ag_expr *e;
            struct ag_symbol *owner;
            struct ag_look_back *back;
            if (a->kind != AG_ATTR_references || !(e = argument(a, "back")) ||
                !(owner = referenced(look, a->args)))
                continue;
            back = AG_NEW(look->arena, struct ag_look_back);
            *back = (struct ag_look_back){owner->backs, e->text, m, from};
            owner->backs = back;
        }
}

/* Calls `fn` for the declarations of all files that are of `kind`. */
static void
each_decl(struct ag_lookup *look, enum ag_decl_kind kind,
          void (*fn)(struct ag_lookup *, const struct ag_decl *))
{
    for (const struct ag_unit *f = look->units; f; f = f->next)
        for (const struct ag_decl *d = f->tree.first; d; d = d->next)
            if (d->kind == kind)
                fn(look, d);
}

struct ag_lookup *
ag_look_up(struct ag_context *context)
{
    struct ag_lookup *look = context->lookup;

    if (look)
        return look;
    look = context->lookup = AG_NEW(&context->arena, struct ag_lookup);
    look->context = context;
    look->arena = &context->arena;
    look->units = ag_context_composition(context)->units.first;
    each_decl(look, AG_DECL_BLOCK, declare);
    each_decl(look, AG_DECL_RENAME, add_rename);
    each_decl(look, AG_DECL_EXTEND, add_extend);
    each_decl(look, AG_DECL_BLOCK, add_backs);
    each_decl(look, AG_DECL_EXTEND, add_backs);
    return look;
}

/* Members. */

/* The mixin that a line of a block includes; NULL: none. */
static const struct ag_symbol *
included(const struct ag_lookup *look, const struct ag_member *m)
{
    const struct ag_symbol *mixin;

    if (!ag_is_block_attr(m, AG_ATTR_include) || !m->attrs->args)
        return NULL;
    mixin = ag_look_find(look, m->attrs->args->text);
    return mixin && mixin->kind == AG_LOOK_mixin ? mixin : NULL;
}

/* An owner that was visited: each is visited once, even if included again. */
struct seen {
    struct seen *next;
    const struct ag_symbol *owner;
};

static bool
is_first(const struct ag_lookup *look, struct seen **seen,
         const struct ag_symbol *owner)
{
    for (; *seen; seen = &(*seen)->next)
        if ((*seen)->owner == owner)
            return false;
    *seen = AG_NEW(look->arena, struct seen);
    (*seen)->owner = owner;
    return true;
}

static bool
each_member(const struct ag_lookup *look, const struct ag_symbol *of,
            const struct ag_decl *d, struct seen **seen, int depth,
            ag_look_member_fn *fn, void *self)
{
    enum { DEEPEST = 16 };
    const struct ag_symbol *mixin;

    for (const struct ag_member *m = d->members; m; m = m->next) {
        if (m->kind == AG_MEMBER_FIELD || m->kind == AG_MEMBER_VALUE) {
            if (fn(self, of, m))
                return true;
        } else if (depth < DEEPEST && (mixin = included(look, m)) &&
                   is_first(look, seen, mixin)) {
            if (each_member(look, mixin, mixin->decl, seen, depth + 1, fn,
                            self))
                return true;
        }
    }
    return false;
}

bool
ag_look_members(const struct ag_lookup *look, const struct ag_symbol *owner,
                ag_look_member_fn *fn, void *self)
{
    struct seen *seen = NULL;

    is_first(look, &seen, owner);
    if (each_member(look, owner, owner->decl, &seen, 0, fn, self))
        return true;
    for (const struct ag_look_extend *e = owner->extends; e; e = e->next)
        if (each_member(look, owner, e->decl, &seen, 0, fn, self))
            return true;
    return false;
}

struct ag_str
ag_look_renamed(const struct ag_symbol *owner, struct ag_str name)
{
    for (const struct ag_look_rename *r = owner->renames; r; r = r->next)
        if (ag_str_eq(r->from, name))
            return r->to;
    return name;
}

struct wanted {
    struct ag_str name;
    struct ag_look_member found;
    bool relations; /* include relations that `as:` declares */
};

static bool
try_member(void *self, const struct ag_symbol *of, const struct ag_member *m)
{
    struct wanted *w = self;

    if (ag_str_eq(m->name, w->name)) {
        w->found = (struct ag_look_member){m, of, m->name};
        return true;
    }
    for (const struct ag_attr *a = w->relations ? m->attrs : NULL; a;
         a = a->next) {
        const struct ag_expr *e =
            a->kind == AG_ATTR_references ? argument(a, "as") : NULL;
        if (e && ag_str_eq(e->text, w->name)) {
            w->found = (struct ag_look_member){NULL, of, e->text};
            return true;
        }
    }
    return false;
}

struct ag_look_member
ag_look_member(const struct ag_lookup *look, const struct ag_symbol *owner,
               struct ag_str name)
{
    struct wanted w = {.name = name};

    if (!owner)
        return w.found;
    for (const struct ag_look_rename *r = owner->renames; r; r = r->next)
        if (ag_str_eq(r->to, name))
            w.name = r->from;
    if (ag_look_members(look, owner, try_member, &w))
        return w.found;
    for (const struct ag_look_back *b = owner->backs; b; b = b->next)
        if (ag_str_eq(b->name, w.name))
            return (struct ag_look_member){NULL, owner, b->name};
    w.relations = true;
    ag_look_members(look, owner, try_member, &w);
    return w.found;
}

/* The walk. */

struct walk {
    struct ag_lookup *look;
    const struct ag_decl *decl;
    const struct ag_symbol *owner; /* the owner of the members */
    const struct ag_member *member;
    const struct ag_symbol *type;     /* of the field; NULL: a scalar */
    const struct ag_arg_spec *spec;   /* of the argument */
    ag_look_fn *fn;
    void *self;
};

static void
say(const struct walk *w, enum ag_look_kind kind, struct ag_str text,
    struct ag_span span)
{
    struct ag_look_name name = {.kind = kind,
                                .text = text,
                                .span = span,
                                .decl = w->decl,
                                .owner = w->owner,
                                .spec = w->spec,
                                .member = w->member};

    if (span.at)
        w->fn(w->self, &name);
}

static void
put_owner(const struct walk *w, struct ag_str text)
{
    const struct ag_symbol *owner = ag_look_find(w->look, text);
    struct ag_look_name name = {
        .kind = owner ? owner->kind : AG_LOOK_model,
        .text = text,
        .span = ag_str_span(text),
        .def = owner ? owner->decl->name.at : 0,
        .decl = w->decl,
        .owner = owner,
        .declares = owner && owner->decl->name.at == text.at,
    };

    if (text.n && text.at)
        w->fn(w->self, &name);
}

static void
put_member(const struct walk *w, const struct ag_symbol *owner,
           struct ag_str text)
{
    struct ag_look_member found = ag_look_member(w->look, owner, text);
    struct ag_look_name name = {
        .kind = owner && owner->kind == AG_LOOK_enum ? AG_LOOK_value
                                                     : AG_LOOK_field,
        .text = text,
        .span = ag_str_span(text),
        .def = found.name.at,
        .decl = w->decl,
        .owner = found.of ? owner : NULL,
        .member = found.member,
        .declares = found.name.at == text.at,
    };

    if (text.n && text.at)
        w->fn(w->self, &name);
}

/* The name of a field or value in its declaration. In an `extend` it may be
 * declared already. */
static void
put_declared(const struct walk *w, const struct ag_member *m)
{
    struct ag_look_name name = {
        .kind = m->kind == AG_MEMBER_VALUE ? AG_LOOK_value : AG_LOOK_field,
        .text = m->name,
        .span = ag_str_span(m->name),
        .def = m->name.at,
        .decl = w->decl,
        .owner = w->owner,
        .member = m,
        .declares = true,
    };

    if (w->owner && w->owner->decl != w->decl)
        put_member(w, w->owner, m->name);
    else
        w->fn(w->self, &name);
}

static void
put_path(const struct walk *w, struct ag_str path)
{
    struct ag_str head, rest;

    split(path, &head, &rest);
    put_owner(w, head);
    put_member(w, ag_look_find(w->look, head), rest);
}

static void
put_expr(const struct walk *w, enum ag_look_kind kind, const struct ag_expr *e)
{
    struct ag_span span = ag_expr_span(e);

    if (e->kind == AG_EXPR_CALL)
        span.end = span.at + e->text.n;
    if (e->kind == AG_EXPR_NAME || e->kind == AG_EXPR_CALL ||
        e->kind == AG_EXPR_STRING)
        say(w, kind, e->text, span);
}

static void walk_args(const struct walk *outer, const struct ag_expr *args,
                      const struct ag_arg_spec *specs, enum ag_attr_kind attr);

/* A value that may be a value of an enum. */
static void
walk_value(const struct walk *w, const struct ag_expr *e,
           const struct ag_symbol *type)
{
    switch (e->kind) {
    case AG_EXPR_NAME:
        if (type && type->kind == AG_LOOK_enum)
            put_member(w, type, e->text);
        else
            put_expr(w, AG_LOOK_choice, e);
        return;
    case AG_EXPR_CALL:
        put_expr(w, AG_LOOK_function, e);
        return;
    case AG_EXPR_ARRAY:
        /* Lists of lists are no defaults. */
        for (const struct ag_expr *i = e->items; i; i = i->next)
            if (i->kind == AG_EXPR_NAME)
                walk_value(w, i, type);
        return;
    case AG_EXPR_STRING:
    case AG_EXPR_NUMBER:
    case AG_EXPR_OBJECT:
        return;
    }
}

/* [a, b(sort: Desc)], or a single name. */
static void
walk_fields(const struct walk *w, const struct ag_expr *e,
            const struct ag_symbol *owner)
{
    bool list = e->kind == AG_EXPR_ARRAY;

    for (e = list ? e->items : e; e; e = list ? e->next : NULL) {
        if (e->kind != AG_EXPR_NAME && e->kind != AG_EXPR_CALL)
            continue;
        put_member(w, owner, e->text);
        if (e->kind == AG_EXPR_CALL)
            walk_args(w, e->items, ag_known_part_args(), AG_ATTR_unknown);
    }
}

/* The type of a field, if it is a model or an enum. */
static const struct ag_symbol *
type_of(const struct ag_lookup *look, const struct ag_member *m)
{
    return m && !m->value ? ag_look_type(look, m->type) : NULL;
}

/* where: { kind: ADMIN, deletedAt: { not: null } } */
static void
walk_conditions(const struct walk *w, const struct ag_expr *object)
{
    for (const struct ag_expr *e = object->items; e; e = e->next) {
        const struct ag_expr *value = e->kind == AG_EXPR_OBJECT ? e->items : e;
        put_member(w, w->owner, ag_label(e));
        if (value)
            walk_value(
                w, value,
                type_of(w->look,
                        ag_look_member(w->look, w->owner, ag_label(e)).member));
    }
}

static void
put_relation(const struct walk *w, const struct ag_expr *e,
             const struct ag_symbol *other)
{
    struct ag_look_name name = {.kind = AG_LOOK_relation,
                                .text = e->text,
                                .span = ag_expr_span(e),
                                .decl = w->decl,
                                .owner = w->owner,
                                .other = other,
                                .member = w->member};

    if (e->kind == AG_EXPR_STRING)
        w->fn(w->self, &name);
}

static void
walk_arg(const struct walk *w, const struct ag_expr *e,
         const struct ag_arg_spec *spec, enum ag_attr_kind attr,
         const struct ag_symbol *other)
{
    bool relation = attr == AG_ATTR_relation;
    bool references = attr == AG_ATTR_references;
    struct ag_str name = ag_str(spec->name);

    if ((relation || references) && ag_look_is(name, "name"))
        put_relation(w, e, other);
    else if (references && ag_look_is(name, "to") && e->kind == AG_EXPR_NAME)
        put_path(w, e->text);
    else if (references && ag_look_is(name, "as"))
        put_member(w, w->owner, e->text);
    else if (references && ag_look_is(name, "back"))
        put_member(w, other, e->text);
    else if (spec->kind == AG_ARG_fields)
        walk_fields(w, e,
                    relation && ag_look_is(name, "references") ? other
                                                               : w->owner);
    else if (attr == AG_ATTR_include)
        put_owner(w, e->text);
    else if (attr == AG_ATTR_default && spec->kind == AG_ARG_any)
        walk_value(w, e, w->type);
    else if (spec->kind == AG_ARG_sql && e->kind == AG_EXPR_OBJECT)
        walk_conditions(w, e);
    else if (spec->kind == AG_ARG_name || spec->kind == AG_ARG_boolean)
        put_expr(w, AG_LOOK_choice, e);
}

static void
walk_args(const struct walk *outer, const struct ag_expr *args,
          const struct ag_arg_spec *specs, enum ag_attr_kind attr)
{
    struct walk w = *outer;
    const struct ag_symbol *other =
        attr == AG_ATTR_references ? referenced(w.look, args) : w.type;

    for (const struct ag_expr *e = args; e; e = e->next) {
        w.spec = ag_look_spec(specs, ag_label(e));
        if (e->label)
            say(&w, AG_LOOK_argument, ag_label(e), ag_str_span(ag_label(e)));
        if (w.spec)
            walk_arg(&w, e, w.spec, attr, other);
    }
}

static void
walk_attr(const struct walk *w, const struct ag_attr *a)
{
    struct ag_span span = ag_str_span(ag_attr_title(a));
    struct ag_known known;

    if (a->kind == AG_ATTR_native) {
        say(w, AG_LOOK_native, a->name, span);
        return;
    }
    say(w, AG_LOOK_attribute, a->name, span);
    ag_look_known(a->block ? ag_known_block_attribute : ag_known_attribute,
                  a->name, &known);
    walk_args(w, a->args, known.args, a->kind);
}

static void
walk_type(const struct walk *w, struct ag_str type)
{
    if (w->type)
        put_owner(w, type);
    else if (ag_scalar_find(type) < AG_NSCALAR || w->member->value)
        say(w, AG_LOOK_scalar, type, ag_str_span(type));
    else
        put_owner(w, type);
}

/* DateTime = Timestamptz(3), or a list for several databases. */
static void
walk_natives(const struct walk *w, const struct ag_expr *e)
{
    bool list = e->kind == AG_EXPR_ARRAY;

    for (e = list ? e->items : e; e; e = list ? e->next : NULL)
        put_expr(w, AG_LOOK_native, e);
}

static void
walk_setting(const struct walk *w, const struct ag_member *m)
{
    enum ag_look_kind block = ag_look_block_kind(w->decl->subject);
    bool provider = ag_look_is(m->name, "provider");
    bool target = block == AG_LOOK_generator &&
                  ag_generator_target(w->decl) == m->value;

    if (block == AG_LOOK_config && ag_scalar_find(m->name) < AG_NSCALAR) {
        say(w, AG_LOOK_scalar, m->name, ag_str_span(m->name));
        walk_natives(w, m->value);
        return;
    }
    say(w, AG_LOOK_setting, m->name, ag_str_span(m->name));
    if (target || (block == AG_LOOK_generator && provider))
        put_expr(w, AG_LOOK_target, m->value);
    else if (m->value->kind != AG_EXPR_STRING || provider)
        put_expr(w, AG_LOOK_choice, m->value);
}

static void
walk_member(struct walk w, const struct ag_member *m)
{
    w.member = m;
    switch (m->kind) {
    case AG_MEMBER_FIELD:
        w.type = type_of(w.look, m);
        put_declared(&w, m);
        walk_type(&w, m->type);
        break;
    case AG_MEMBER_VALUE:
        put_declared(&w, m);
        break;
    case AG_MEMBER_SETTING:
        walk_setting(&w, m);
        return;
    case AG_MEMBER_BLOCK:
        break;
    }
    for (const struct ag_attr *a = m->attrs; a; a = a->next)
        walk_attr(&w, a);
}

void
ag_look_walk(struct ag_lookup *look, const struct ag_decl *d, ag_look_fn *fn,
             void *self)
{
    struct walk w = {.look = look, .decl = d, .fn = fn, .self = self};
    enum ag_look_kind kind = ag_look_block_kind(d->subject);

    switch (d->kind) {
    case AG_DECL_USE:
        say(&w, AG_LOOK_use, d->name, (struct ag_span){d->name.at, d->end});
        return;
    case AG_DECL_OMIT:
    case AG_DECL_RENAME:
        put_path(&w, d->name);
        if (ag_str_find(d->name, '.') == d->name.n)
            put_owner(&w, d->to);
        else
            put_member(
                &w,
                ag_look_find(look,
                             ag_str_cut(d->name, 0, ag_str_find(d->name, '.'))),
                d->to);
        return;
    case AG_DECL_BLOCK:
    case AG_DECL_EXTEND:
        break;
    }
    if (kind > AG_LOOK_enum) {
        say(&w, kind, d->name, ag_str_span(d->name));
    } else {
        put_owner(&w, d->name);
        w.owner = ag_look_find(look, d->name);
    }
    for (const struct ag_member *m = d->members; m; m = m->next)
        walk_member(w, m);
}

/* Positions. */

struct at {
    uint32_t at;
    struct ag_look_name found;
};

/* If two names touch, the one that begins here is preferred. */
static void
try_match(void *self, const struct ag_look_name *name)
{
    struct at *at = self;

    if (name->span.at > at->at || name->span.end < at->at)
        return;
    if (at->found.kind != AG_LOOK_none && name->span.end == at->at)
        return;
    at->found = *name;
}

struct ag_look_name
ag_look_name(struct ag_lookup *look, const char *file, uint32_t offset)
{
    const struct ag_unit *f = ag_look_file(look, file);
    struct at at = {0};

    if (!f || offset > f->source->text.n)
        return at.found;
    at.at = f->source->text.at + offset;
    for (const struct ag_decl *d = f->tree.first; d; d = d->next)
        if (d->keyword.at <= at.at && at.at <= d->end)
            ag_look_walk(look, d, try_match, &at);
    return at.found;
}
