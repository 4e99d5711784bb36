#include "gen/compose/compose.h"

#include "base/buf.h"
#include "base/map.h"
#include "gen/schema/type.h"

struct composer {
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_composition *all;
    struct ag_composed *statements; /* the statements, in source order */
    struct ag_map by_name; /* models, enums, mixins by their names before
                              renames; also those that were omitted */
    struct ag_map changed; /* those whose members statements change, by the
                              same names: to struct members */
    struct ag_map former;  /* to the first rename to a name; of fields, the
                              name follows that of the model, with a dot */
    struct ag_map renamed[3]; /* by rank, what was renamed: to struct renamed */
};

/* The members of a declaration, which are copies. */
struct members {
    struct ag_map by_name;   /* fields and values: the first of each name */
    struct ag_map blocks;    /* block attributes, by what they replace */
    struct ag_map omitted;   /* fields that are still in the list, by name */
    struct ag_member **end;  /* of the list */
    bool expanded;           /* there are no more mixins to include */
};

/* The renames of one thing. */
struct renamed {
    const struct ag_composed *first;
    const struct ag_composed *other; /* the first one to another name */
};

static const struct ag_span nowhere;

/* Whether `decl` declares a name, and may be extended, omitted, renamed. */
static bool
is_named(const struct ag_composed *decl)
{
    return decl->node->subject == AG_SUBJECT_model ||
           decl->node->subject == AG_SUBJECT_view ||
           decl->node->subject == AG_SUBJECT_enum ||
           decl->node->subject == AG_SUBJECT_mixin;
}

/* The name of a field with its model's, as statements write it. */
static struct ag_str
field_key(const struct composer *c, struct ag_str model, struct ag_str field)
{
    return ag_arena_fmt(c->arena, "%.*s.%.*s", AG_ARG(model), AG_ARG(field));
}

/* The name in the source of what is called `name` after the renames. */
static struct ag_str
former_name(const struct composer *c, const struct ag_composed *owner,
            struct ag_str name)
{
    struct ag_str key =
        owner && c->former.slots ? field_key(c, owner->node->name, name) : name;
    const struct ag_composed *rename = ag_map_get(&c->former, key);

    if (!rename)
        return name;
    uint32_t dot = ag_str_find(rename->name, '.');
    return owner ? ag_str_cut(rename->name, dot + 1, rename->name.n)
                 : rename->name;
}

static struct ag_composed *
find_decl(const struct composer *c, struct ag_str name)
{
    struct ag_composed *decl = ag_map_get(&c->by_name, name);

    return decl ? decl : ag_map_get(&c->by_name, former_name(c, NULL, name));
}

/* Reports that the statement `doing` has no object called `name`. */
static void
report_nothing(struct composer *c, const struct ag_composed *doing,
               struct ag_str name)
{
    bool is_enum = doing->node->subject == AG_SUBJECT_enum;
    const struct ag_composed *other = find_decl(c, name);
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_diag *diag = ag_report(
        c->diags, AG_NOTHING_TO_CHANGE, ag_str_span(name), "no %s '%.*s' to %s",
        is_enum ? "enum" : "model", AG_ARG(name),
        doing->node->kind == AG_DECL_EXTEND   ? "extend"
        : doing->node->kind == AG_DECL_RENAME ? "rename"
                                              : "omit");

    if (diag->dropped)
        return;
    if (other) {
        ag_note(c->diags, diag, ag_str_span(other->name),
                "this %.*s has the name", AG_ARG(other->node->keyword));
        return;
    }
    for (const struct ag_composed *d = c->all->first; d; d = d->next)
        if (is_named(d) && (d->node->subject == AG_SUBJECT_enum) == is_enum)
            ag_nearest_try(&nearest, d->name);
    ag_note_nearest(c->diags, diag, ag_str_span(name), &nearest);
    if (nearest.best.n == 0 && doing->node->kind == AG_DECL_EXTEND)
        ag_note(c->diags, diag, nowhere,
                "remove `extend` to declare it, or `use` the preset that "
                "declares it");
}

/* Members. */

static struct ag_member *
find_member(const struct members *members, struct ag_str name)
{
    struct ag_member *member = ag_map_get(&members->by_name, name);

    return ag_map_get(&members->omitted, name) == member ? NULL : member;
}

static struct ag_member *
copy_member(struct composer *c, const struct ag_member *member)
{
    struct ag_member *copy = AG_NEW(c->arena, struct ag_member);

    *copy = *member;
    copy->next = NULL;
    return copy;
}

/* Adds a text that is equal for equal expressions, as same_expr compares them.
 * Recurses only as deep as schemas nest expressions: arguments, lists, calls. */
static void
put_expr(struct ag_buf *out, const struct ag_expr *e)
{
    ag_buf_fmt(out, "%d %u:%.*s%u:%.*s(", (int)e->kind, e->text.n,
               AG_ARG(e->text), ag_label(e).n, AG_ARG(ag_label(e)));
    for (const struct ag_expr *item = e->items; item; item = item->next)
        put_expr(out, item);
    ag_buf_char(out, ')');
}

/* The text that identifies a block attribute. If it is equal, the later one replaces
 * the earlier one: a model has some attributes once, and others once for the same
 * fields. Empty if the attribute replaces none. */
static struct ag_str
block_key(struct composer *c, const struct ag_attr *attr)
{
    struct ag_buf key;

    if (attr->kind == AG_ATTR_map || attr->kind == AG_ATTR_code ||
        attr->kind == AG_ATTR_schema || attr->kind == AG_ATTR_id ||
        attr->kind == AG_ATTR_ignore)
        return attr->name;
    if (!attr->args)
        return (struct ag_str){0};
    ag_buf_init(&key, c->arena);
    ag_buf_fmt(&key, "%.*s ", AG_ARG(attr->name));
    put_expr(&key, attr->args);
    return ag_buf_take(&key);
}

/* Enters a member of the list, the last one so far. */
static void
enter(struct composer *c, struct members *members, struct ag_member *member)
{
    bool block = member->kind == AG_MEMBER_BLOCK;
    struct ag_str key = block ? block_key(c, member->attrs) : member->name;

    members->end = &member->next;
    if (key.n == 0)
        return;
    void **slot = ag_map_put(block ? &members->blocks : &members->by_name,
                             c->arena, key);
    if (!*slot)
        *slot = member;
}

/* The members of `decl`, as copies, so that they can be changed. */
static struct members *
own_members(struct composer *c, struct ag_composed *decl)
{
    void **slot = ag_map_put(&c->changed, c->arena, decl->node->name);
    struct members *members = *slot;

    if (members)
        return members;
    *slot = members = AG_NEW(c->arena, struct members);
    members->end = &decl->members;
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        *members->end = copy_member(c, m);
        enter(c, members, *members->end);
    }
    return members;
}

/* The model or enum `name` that a statement changes; NULL after a message. */
static struct ag_composed *
object(struct composer *c, const struct ag_composed *statement,
       struct ag_str name)
{
    struct ag_composed *decl = find_decl(c, name);
    bool is_enum = statement->node->subject == AG_SUBJECT_enum;

    if (decl && (decl->node->subject == AG_SUBJECT_enum) == is_enum)
        return decl;
    report_nothing(c, statement, name);
    return NULL;
}

/* Replaces each @@include by the members of its mixin, if that is known.
 * Mistakes are reported when the schema is checked. */
static void
expand(struct composer *c, struct ag_composed *decl, struct members *members)
{
    struct ag_member **at = &decl->members;
    int left = 64; /* mixins in all; one that includes itself is kept */

    members->expanded = true;
    while (*at) {
        const struct ag_member *m = *at;
        const struct ag_composed *mixin = NULL;
        if (ag_is_block_attr(m, AG_ATTR_include) && m->attrs->args)
            mixin = ag_map_get(&c->by_name, m->attrs->args->text);
        if (!mixin || mixin->node->subject != AG_SUBJECT_mixin || left-- <= 0) {
            at = &(*at)->next;
            continue;
        }
        struct ag_member *rest = m->next, **end = at;
        *end = rest;
        for (m = mixin->members; m; m = m->next) {
            *end = copy_member(c, m);
            end = &(*end)->next;
        }
        *end = rest;
    }
    members->by_name = members->blocks = (struct ag_map){0};
    for (struct ag_member *m = decl->members; m; m = m->next)
        enter(c, members, m);
}

/* The member of a field or value, or of a mixin's. */
static struct ag_member *
find_field(struct composer *c, struct ag_composed *decl,
           struct members *members, struct ag_str name)
{
    struct ag_member *member = find_member(members, name);

    if (!member && !members->expanded) {
        expand(c, decl, members);
        member = find_member(members, name);
    }
    return member ? member
                  : find_member(members, former_name(c, decl, name));
}

/* Attributes. */

static bool same_exprs(const struct ag_expr *a, const struct ag_expr *b);

/* Recurses only as deep as schemas nest expressions: arguments, lists and
 * calls. */
static bool
same_expr(const struct ag_expr *a, const struct ag_expr *b)
{
    return a->kind == b->kind && ag_str_eq(a->text, b->text) &&
           ag_str_eq(ag_label(a), ag_label(b)) &&
           same_exprs(a->items, b->items);
}

static bool
same_exprs(const struct ag_expr *a, const struct ag_expr *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (!same_expr(a, b))
            return false;
    return !a && !b;
}

static struct ag_str
prefix_of(struct ag_str name)
{
    return ag_str_cut(name, 0, ag_str_find(name, '.'));
}

/* Whether `later` replaces `earlier`, both of one field. A native type for one
 * database replaces the one for the same database. A native type of the
 * datasource replaces all. */
static bool
replaces(const struct ag_attr *later, const struct ag_attr *earlier)
{
    struct ag_str a = prefix_of(later->name), b = prefix_of(earlier->name);

    if (later->kind != AG_ATTR_native || earlier->kind != AG_ATTR_native)
        return ag_str_eq(later->name, earlier->name);
    enum ag_dialect dialect;
    return ag_str_eq(a, b) || !ag_dialect_find(a, &dialect);
}

/* Statements of a higher rank override others silently: those of the schema's
 * files, then those of configurations, then those of presets. */
static int
rank(const struct ag_unit *unit)
{
    return !unit->library                              ? 2
           : unit->source && unit->source->generated ? 1
                                                       : 0;
}

/* Whether a preset names `other`, a preset of its library, in a `use`: then it
 * knows what it changes. */
static bool
uses(const struct ag_unit *unit, const struct ag_unit *other)
{
    struct ag_str path = ag_str_cut(other->name, ag_str_find(other->name, '/'),
                                    other->name.n);
    const struct ag_decl *d = unit->tree.first;

    if (!unit->library || unit->library != other->library)
        return false;
    while (d && !(d->kind == AG_DECL_USE &&
                  ag_str_eq(path, ag_str_cut(d->name, ag_str_find(d->name, '/'),
                                             d->name.n))))
        d = d->next;
    return d != NULL;
}

/* Whether `at` is in another extend of the same rank as `extend`, which does not
 * know it. */
static bool
is_in_other(const struct composer *c, const struct ag_composed *extend,
            uint32_t at)
{
    for (const struct ag_composed *d = c->statements; d; d = d->next)
        if (d != extend && d->node->kind == AG_DECL_EXTEND &&
            rank(d->unit) == rank(extend->unit) &&
            !uses(extend->unit, d->unit) &&
            at > d->node->keyword.at && at < d->node->end)
            return true;
    return false;
}

static void
report_disagreement(struct composer *c, const struct ag_composed *extend,
                    struct ag_str field, struct ag_span later,
                    struct ag_span earlier)
{
    if (!is_in_other(c, extend, earlier.at))
        return;
    struct ag_diag *diag = ag_report(
        c->diags, AG_EXTENDS_DISAGREE, later,
        "this extend of '%.*s%s%.*s' contradicts another one; this one applies",
        AG_ARG(extend->name), field.n ? "." : "", AG_ARG(field));
    ag_note(c->diags, diag, earlier, "the other one is here");
}

/* Merges the attributes of a field: the inherited ones that are not replaced,
 * then the later ones. */
static struct ag_attr *
merge_attrs(struct composer *c, const struct ag_composed *extend,
            const struct ag_member *earlier, const struct ag_member *later)
{
    struct ag_attr *merged = NULL, **end = &merged;

    for (const struct ag_attr *a = earlier->attrs; a; a = a->next) {
        const struct ag_attr *by = later->attrs;
        while (by && !replaces(by, a))
            by = by->next;
        if (by && !same_exprs(by->args, a->args))
            report_disagreement(c, extend, later->name, ag_attr_span(by),
                                ag_attr_span(a));
        if (by)
            continue;
        *end = AG_NEW(c->arena, struct ag_attr);
        **end = *a;
        end = &(*end)->next;
    }
    *end = later->attrs;
    return merged;
}

/* Extends. */

static void
extend_field(struct composer *c, const struct ag_composed *extend,
             const struct ag_composed *decl, struct ag_member *field,
             const struct ag_member *later)
{
    bool retyped =
        !ag_str_eq(field->type, later->type) || field->arity != later->arity;

    if (retyped && is_in_other(c, extend, field->type.at)) {
        report_disagreement(c, extend, later->name, ag_str_span(later->type),
                            ag_str_span(field->type));
    } else if (retyped && decl->unit->library && !extend->unit->library) {
        struct ag_diag *diag =
            ag_report(c->diags, AG_RETYPED, ag_str_span(later->type),
                      "'%.*s' relies on the type of '%.*s.%.*s'",
                      AG_ARG(decl->unit->library->name), AG_ARG(decl->name),
                      AG_ARG(field->name));
        ag_note(c->diags, diag, ag_str_span(field->type),
                "the type is declared here");
    }
    field->attrs = merge_attrs(c, extend, field, later);
    field->type = later->type;
    field->arity = later->arity;
    field->value = later->value;
    if (later->doc)
        field->doc = later->doc;
}

static void
extend_block(struct composer *c, const struct ag_composed *extend,
             struct members *members, struct ag_member *later)
{
    struct ag_member *earlier =
        ag_map_get(&members->blocks, block_key(c, later->attrs));

    if (later->attrs->kind == AG_ATTR_include)
        members->expanded = false;
    if (!earlier) {
        *members->end = later;
        enter(c, members, later);
        return;
    }
    if (!same_exprs(later->attrs->args, earlier->attrs->args))
        report_disagreement(c, extend, AG_STR(""), ag_attr_span(later->attrs),
                            ag_attr_span(earlier->attrs));
    later->next = earlier->next;
    *earlier = *later;
}

static void
extend(struct composer *c, const struct ag_composed *extend)
{
    struct ag_composed *decl = object(c, extend, extend->name);

    if (!decl)
        return;
    struct ag_extension *extension = AG_NEW(c->arena, struct ag_extension);
    extension->node = extend->node;
    extension->unit = extend->unit;
    extension->next = decl->extensions;
    decl->extensions = extension;
    decl->broken |= extend->broken;
    struct members *members = own_members(c, decl);
    for (const struct ag_member *m = extend->members; m; m = m->next) {
        struct ag_member *later = copy_member(c, m);
        if (m->kind == AG_MEMBER_BLOCK) {
            extend_block(c, extend, members, later);
            continue;
        }
        struct ag_member *field = find_field(c, decl, members, m->name);
        if (field && m->kind == AG_MEMBER_FIELD) {
            extend_field(c, extend, decl, field, m);
        } else if (field) {
            field->attrs = merge_attrs(c, extend, field, m);
        } else {
            *members->end = later;
            enter(c, members, later);
        }
    }
}

/* Omissions. */

/* The model of the field Model.name that a statement changes, and the name.
 * NULL after a message. */
static struct ag_composed *
field_owner(struct composer *c, const struct ag_composed *statement,
            struct ag_str *name)
{
    struct ag_str whole = statement->name, model = prefix_of(whole);

    if (model.n == whole.n) {
        ag_report(c->diags, AG_SYNTAX, ag_str_span(whole),
                  "write the field with its model, such as User.%.*s",
                  AG_ARG(whole));
        return NULL;
    }
    *name = ag_str_cut(whole, model.n + 1, whole.n);
    return object(c, statement, model);
}

static void
report_no_field(struct composer *c, const struct ag_composed *doing,
                const struct ag_composed *decl, struct ag_str name)
{
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_diag *diag = ag_report(
        c->diags, AG_NOTHING_TO_CHANGE, ag_str_span(name),
        "model '%.*s' has no field '%.*s' to %s", AG_ARG(decl->name),
        AG_ARG(name), doing->node->kind == AG_DECL_RENAME ? "rename" : "omit");

    if (diag->dropped)
        return;
    for (const struct ag_member *m = decl->members; m; m = m->next)
        if (m->kind == AG_MEMBER_FIELD)
            ag_nearest_try(&nearest, m->name);
    ag_note_nearest(c->diags, diag, ag_str_span(name), &nearest);
}

static void
omit_field(struct composer *c, const struct ag_composed *omit)
{
    struct ag_str name;
    struct ag_composed *decl = field_owner(c, omit, &name);

    if (!decl)
        return;
    struct members *members = own_members(c, decl);
    struct ag_member *field = find_field(c, decl, members, name);
    if (field)
        *ag_map_put(&members->omitted, c->arena, field->name) = field;
    else
        report_no_field(c, omit, decl, name);
}

/* Takes the omitted fields out of the lists. */
static void
remove_omitted(struct composer *c)
{
    for (struct ag_composed *d = c->all->first; d; d = d->next) {
        const struct members *members = ag_map_get(&c->changed, d->node->name);
        struct ag_member **at = &d->members;
        if (!members || !members->omitted.slots || !is_named(d))
            continue;
        while (*at)
            if ((*at)->kind != AG_MEMBER_BLOCK &&
                ag_map_get(&members->omitted, (*at)->name) == *at)
                *at = (*at)->next;
            else
                at = &(*at)->next;
    }
}

/* Whether the field refers to the declaration `name`. */
static bool
refers_to(const struct ag_member *field, struct ag_str name)
{
    if (field->kind != AG_MEMBER_FIELD)
        return false;
    if (ag_str_eq(field->type, name))
        return true;
    for (const struct ag_attr *a = field->attrs; a; a = a->next)
        if (a->kind == AG_ATTR_references && a->args &&
            ag_str_eq(prefix_of(a->args->text), name))
            return true;
    return false;
}

static void
omit_decl(struct composer *c, const struct ag_composed *omit)
{
    struct ag_composed *decl = object(c, omit, omit->name);
    struct ag_composed **at = &c->all->first, *before = NULL;

    if (!decl)
        return;
    while (*at && *at != decl) {
        before = *at;
        at = &before->next;
    }
    if (*at)
        *at = decl->next;
    if (decl == c->all->last)
        c->all->last = before;
}

/* Reports an omitted declaration to which others still refer. Restores it, so
 * that this is the only message. */
static void
check_omitted(struct composer *c, const struct ag_composed *omit)
{
    struct ag_composed *gone = ag_map_get(&c->by_name, omit->name);
    struct ag_diag *diag = NULL;

    /* Two statements may omit it; it was restored for the first. */
    for (const struct ag_composed *d = c->all->first; d; d = d->next)
        if (d == gone)
            return;
    for (const struct ag_composed *d = c->all->first; d && gone; d = d->next)
        for (const struct ag_member *m = is_named(d) ? d->members : NULL; m;
             m = m->next) {
            if (!refers_to(m, gone->name))
                continue;
            if (!diag)
                diag = ag_report(c->diags, AG_OMIT_REFERENCED,
                                 ag_str_span(omit->name),
                                 "cannot omit '%.*s', because it is referenced",
                                 AG_ARG(gone->name));
            ag_note(c->diags, diag, ag_str_span(m->name),
                    "referenced by this field; add `omit field %.*s.%.*s` or "
                    "`omit model %.*s`",
                    AG_ARG(d->name), AG_ARG(m->name), AG_ARG(d->name));
        }
    if (diag) {
        gone->next = NULL;
        ag_composition_append(c->all, gone);
    }
}

/* Renames. */

static void
check_renamed(struct composer *c, const struct ag_composed *rename)
{
    void **slot = ag_map_put(&c->renamed[rank(rename->unit)], c->arena,
                             rename->name);
    struct renamed *known = *slot;

    if (!known) {
        *slot = known = AG_NEW(c->arena, struct renamed);
        known->first = rename;
    }
    const struct ag_composed *earlier =
        ag_str_eq(known->first->node->to, rename->node->to) ? known->other
                                                            : known->first;
    if (!earlier)
        return;
    if (!known->other)
        known->other = rename;
    struct ag_diag *diag = ag_report(
        c->diags, AG_EXTENDS_DISAGREE, ag_str_span(rename->node->to),
        "this rename of '%.*s' contradicts another one; this one applies",
        AG_ARG(rename->name));
    ag_note(c->diags, diag, ag_str_span(earlier->node->to),
            "the other one is here");
}

static void
rename_field(struct composer *c, const struct ag_composed *rename)
{
    struct ag_str name;
    struct ag_composed *decl = field_owner(c, rename, &name);

    if (!decl)
        return;
    struct ag_member *field =
        find_field(c, decl, own_members(c, decl), name);
    if (!field) {
        report_no_field(c, rename, decl, name);
        return;
    }
    check_renamed(c, rename);
    struct ag_rename *entry = AG_NEW(c->arena, struct ag_rename);
    entry->from = field->name;
    entry->to = rename->node->to;
    *ag_map_put(&decl->renames, c->arena, entry->from) = entry;
}

static void
rename_decl(struct composer *c, const struct ag_composed *rename)
{
    struct ag_composed *decl = object(c, rename, rename->name);

    if (!decl)
        return;
    check_renamed(c, rename);
    decl->name = rename->node->to;
}

/* The whole. */

/* Whether the statement has a valid word after its keyword. */
static bool
check_word(struct composer *c, const struct ag_composed *statement)
{
    if (statement->node->subject == AG_SUBJECT_model ||
        statement->node->subject == AG_SUBJECT_enum ||
        statement->node->subject == AG_SUBJECT_field)
        return true;
    ag_report(c->diags, AG_SYNTAX, ag_str_span(statement->node->keyword),
              "unexpected '%.*s', expected model, enum or field",
              AG_ARG(statement->node->keyword));
    return false;
}

/* Applies `statement`, which is next in order. */
static void
apply(struct composer *c, const struct ag_composed *statement)
{
    bool field = statement->node->subject == AG_SUBJECT_field;

    switch (statement->node->kind) {
    case AG_DECL_EXTEND:
        extend(c, statement);
        break;
    case AG_DECL_OMIT:
        (field ? omit_field : omit_decl)(c, statement);
        break;
    case AG_DECL_RENAME:
        (field ? rename_field : rename_decl)(c, statement);
        break;
    case AG_DECL_BLOCK:
    case AG_DECL_USE:
        break;
    }
}

/* Whether the schema has a datasource, which overrides a configuration's. */
static bool
other_datasource(const struct ag_composed *first)
{
    for (const struct ag_composed *d = first; d; d = d->next)
        if (d->node->subject == AG_SUBJECT_datasource && !d->unit->library)
            return true;
    return false;
}

/* Enters a rename by its new name. */
static void
enter_rename(struct composer *c, const struct ag_composed *d)
{
    struct ag_str model = prefix_of(d->name);

    if (d->node->kind != AG_DECL_RENAME)
        return;
    void **slot = ag_map_put(&c->former, c->arena,
                             model.n < d->name.n
                                 ? field_key(c, model, d->node->to)
                                 : d->node->to);
    if (!*slot)
        *slot = (void *)d;
}

/* Separates declarations from statements, and enters the names. */
static void
sort_out(struct composer *c)
{
    struct ag_composed *next, *d = c->all->first;
    struct ag_composed **statements = &c->statements;
    bool datasource = other_datasource(d);

    c->all->first = c->all->last = NULL;
    for (; d; d = next) {
        next = d->next;
        d->next = NULL;
        if (d->node->kind != AG_DECL_BLOCK) {
            if (d->node->kind == AG_DECL_EXTEND || check_word(c, d)) {
                *statements = d;
                statements = &d->next;
                enter_rename(c, d);
            }
            continue;
        }
        if (datasource && d->node->subject == AG_SUBJECT_datasource &&
            d->unit->library)
            continue;
        ag_composition_append(c->all, d);
        if (!is_named(d))
            continue;
        void **slot = ag_map_put(&c->by_name, c->arena, d->name);
        if (!*slot)
            *slot = d;
    }
}

static bool
has_statements(const struct ag_units *roots)
{
    const struct ag_unit *unit = roots->first;

    while (unit && !unit->tree.statements)
        unit = unit->next;
    return unit != NULL;
}

const struct ag_composition *
ag_compose(const struct ag_units *roots, const struct ag_use_loader *loader,
           struct ag_arena *arena, struct ag_diags *diags)
{
    static const struct {
        enum ag_decl_kind kind;
        bool preset;
    } turns[] = {
        {AG_DECL_EXTEND, true}, {AG_DECL_EXTEND, false},
        {AG_DECL_OMIT, true},   {AG_DECL_OMIT, false},
        {AG_DECL_RENAME, true}, {AG_DECL_RENAME, false},
    };
    struct composer c = {
        .arena = arena,
        .diags = diags,
        .all = ag_use(roots, loader, arena, diags),
    };

    if (!has_statements(roots))
        return c.all;
    sort_out(&c);
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        for (const struct ag_composed *d = c.statements; d; d = d->next)
            if (d->node->kind == turns[i].kind &&
                !!d->unit->library == turns[i].preset)
                apply(&c, d);
    remove_omitted(&c);
    for (const struct ag_composed *d = c.statements; d; d = d->next)
        if (d->node->kind == AG_DECL_OMIT)
            check_omitted(&c, d);
    return c.all;
}
