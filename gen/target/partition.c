#include "gen/target/partition.h"

/* Whether `only` means what `decl` declares. */
static bool
holds(struct ag_str only, const struct ag_decl *decl)
{
    const struct ag_library *library = decl->library;
    struct ag_str rest;

    if (ag_str_eq(only, decl->unit))
        return true;
    if (!library || !ag_str_starts(only, library->name))
        return false;
    /* All of a library, with or without its version. */
    rest = ag_str_cut(only, library->name.n, only.n);
    return rest.n == 0 ||
           (rest.p[0] == '@' &&
            ag_str_eq(ag_str_cut(rest, 1, rest.n), library->version));
}

/* The part that holds `decl`, or, without, what is in no other; NULL: none. */
static const struct ag_part *
part_of(const struct ag_part *parts, const struct ag_decl *decl)
{
    const struct ag_part *rest = NULL;

    for (const struct ag_part *p = parts; p; p = p->next) {
        if (p->only.n == 0)
            rest = p;
        else if (decl && holds(p->only, decl))
            return p;
    }
    return rest;
}

/* The module of what no part holds; it is never shown. */
static const struct ag_str lost = AG_LIT("?");

/* An implicit join is where both of its sides are, or else with the rest. */
static const struct ag_part *
part_of_model(const struct ag_part *parts, const struct ag_model *model)
{
    const struct ag_part *both = NULL;

    if (model->decl)
        return part_of(parts, model->decl);
    for (const struct ag_relation *r = model->relations; r; r = r->next) {
        const struct ag_part *side = part_of(parts, r->target->decl);
        if (both && both != side)
            return part_of(parts, NULL);
        both = side;
    }
    return both;
}

/* Whether the code of this output can say the relation. */
static bool
is_visible(const struct ag_relation *relation)
{
    if (relation->field.model->module.n)
        return false;
    if (relation->join)
        return !relation->join->module.n;
    return relation->owner || !relation->target->module.n;
}

static void
drop_relations(struct ag_model *model)
{
    struct ag_relation **at = &model->relations;
    struct ag_field **field = &model->fields;

    model->last_relation = NULL;
    while (*at) {
        struct ag_relation *r = *at;
        if (is_visible(r)) {
            r->lonely = !is_visible(r->back);
            model->last_relation = r;
            at = &r->next;
        } else {
            *at = r->next;
        }
    }
    model->last_field = NULL;
    while (*field) {
        if ((*field)->is_relation &&
            !is_visible((const struct ag_relation *)*field)) {
            *field = (*field)->next_field;
        } else {
            model->last_field = *field;
            field = &(*field)->next_field;
        }
    }
}

static bool
has_enum(const struct ag_model *model, const struct ag_enum *e)
{
    const struct ag_column *c = model->columns;

    while (c && !(c->scalar == AG_SCALAR_enum && c->enum_type == e))
        c = c->next;
    return c != NULL;
}

/* An enum is where `only` has it. But modules that import each other may begin
 * in any order, and a column calls its enum at once: so it is with a library's
 * table, which an `extend` gave it, and not with the rest, if others have it.
 */
static const struct ag_part *
part_of_enum(const struct ag_part *parts, const struct ag_schema *schema,
             const struct ag_enum *e)
{
    const struct ag_part *own = part_of(parts, e->decl);
    bool rest = !own || own->only.n == 0;

    for (const struct ag_model *m = schema->models; m; m = m->next) {
        const struct ag_part *user = part_of_model(parts, m);
        if (user && has_enum(m, e) &&
            ((m->decl && m->decl->library) || (rest && user->only.n)))
            return user;
    }
    return own;
}

static void
take_models(struct ag_schema *schema, const struct ag_part *parts,
            const struct ag_part *here)
{
    struct ag_model *all = schema->models, *next;
    struct ag_model **end = &schema->models, **other = &schema->other_models;

    schema->last_model = NULL;
    for (struct ag_model *m = all; m; m = next) {
        const struct ag_part *part = part_of_model(parts, m);
        next = m->next;
        m->next = NULL;
        if (part == here) {
            m->previous = schema->last_model;
            schema->last_model = m;
            *end = m;
            end = &m->next;
        } else {
            m->module = part ? part->module : lost;
            *other = m;
            other = &m->next;
        }
        *end = *other = NULL;
    }
}

static void
take_enums(struct ag_schema *schema, const struct ag_part *parts,
           const struct ag_part *here)
{
    struct ag_enum *all = schema->enums, *next;
    struct ag_enum **end = &schema->enums, **other = &schema->other_enums;

    for (struct ag_enum *e = all; e; e = next) {
        const struct ag_part *part = part_of_enum(parts, schema, e);
        next = e->next;
        e->next = NULL;
        if (part == here) {
            *end = e;
            end = &e->next;
        } else {
            e->module = part ? part->module : lost;
            *other = e;
            other = &e->next;
        }
        *end = *other = NULL;
    }
}

static void
report_lost(struct ag_diags *diags, struct ag_span span, struct ag_str name)
{
    struct ag_diag *diag =
        ag_report(diags, AG_IN_NO_OUTPUT, span,
                  "'%.*s' is referred to, and in no output", AG_ARG(name));

    ag_note(diags, diag, (struct ag_span){0, 0},
            "a generator without `only` holds what no other does");
}

static void
find_lost(const struct ag_model *model, struct ag_diags *diags)
{
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next)
        if (ag_str_eq(f->target->module, lost))
            report_lost(diags, f->span, f->target->name);
    for (const struct ag_column *c = model->columns; c; c = c->next)
        if (c->scalar == AG_SCALAR_enum &&
            ag_str_eq(c->enum_type->module, lost))
            report_lost(diags, ag_field_span(&c->field), c->enum_type->name);
}

/* Says that `here` would be an output with nothing in it. */
static void
report_empty(const struct ag_schema *schema, const struct ag_part *here,
             struct ag_diags *diags)
{
    struct ag_nearest nearest = ag_nearest(here->only);
    struct ag_diag *diag = ag_report(
        diags, AG_BAD_SETTING, here->only_span,
        "the schema has no model or enum of '%.*s'", AG_ARG(here->only));
    const struct ag_library *library = NULL;

    for (const struct ag_model *m = schema->other_models; m; m = m->next) {
        if (!m->decl || !m->decl->library)
            continue;
        library = m->decl->library;
        ag_nearest_try(&nearest, m->decl->unit);
        ag_nearest_try(&nearest, library->name);
    }
    ag_note_nearest(diags, diag, here->only_span, &nearest);
    /* A configuration, whose tables are its library's. */
    if (nearest.best.n == 0 && library)
        ag_note(diags, diag, (struct ag_span){0, 0}, "it has those of '%.*s'",
                AG_ARG(library->name));
}

void
ag_part_take(struct ag_schema *schema, const struct ag_part *parts,
             const struct ag_part *here, bool whole, struct ag_diags *diags)
{
    take_enums(schema, parts, here);
    take_models(schema, parts, here);
    if (here->only.n && !schema->models && !schema->enums)
        report_empty(schema, here, diags);
    for (struct ag_model *m = schema->models; m && !whole; m = m->next) {
        find_lost(m, diags);
        drop_relations(m);
    }
}
