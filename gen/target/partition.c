#include "gen/target/partition.h"

/* Whether `only` means what `unit` declares. */
static bool
matches(struct ag_str only, const struct ag_unit *unit)
{
    const struct ag_library *library = unit->library;
    struct ag_str rest;

    if (ag_str_eq(only, unit->name))
        return true;
    if (!library || !ag_str_starts(only, library->name))
        return false;
    /* A whole library, with or without its version. */
    rest = ag_str_cut(only, library->name.n, only.n);
    return rest.n == 0 ||
           (rest.p[0] == '@' &&
            ag_str_eq(ag_str_cut(rest, 1, rest.n), library->version));
}

/* The part that contains `decl`, or, for NULL, what is in no other; NULL: none
 * does. */
static const struct ag_part *
part_of(const struct ag_part *parts, const struct ag_composed *decl)
{
    const struct ag_part *rest = NULL;

    for (const struct ag_part *p = parts; p; p = p->next) {
        if (p->only.n == 0)
            rest = p;
        else if (decl && matches(p->only, decl->unit))
            return p;
    }
    return rest;
}

/* The module of declarations in no part; it is never shown. */
static const struct ag_str lost = AG_LIT("?");

/* An implicit join table is in the part of both of its sides, or else in the
 * rest. */
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

struct ag_str
ag_model_module(const struct ag_partition *partition,
                const struct ag_model *model)
{
    return partition ? partition->model_modules[model->index]
                     : (struct ag_str){0};
}

struct ag_str
ag_enum_module(const struct ag_partition *partition, const struct ag_enum *e)
{
    return partition ? partition->enum_modules[e->index] : (struct ag_str){0};
}

bool
ag_relation_is_visible(const struct ag_partition *partition,
                       const struct ag_relation *relation)
{
    if (!partition || partition->whole)
        return true;
    if (ag_model_module(partition, relation->field.model).n)
        return false;
    if (relation->join)
        return ag_model_module(partition, relation->join).n == 0;
    return relation->owner ||
           ag_model_module(partition, relation->target).n == 0;
}

static bool
has_enum(const struct ag_model *model, const struct ag_enum *e)
{
    const struct ag_column *c = model->columns;

    while (c && ag_enum_of(c) != e)
        c = c->next;
    return c != NULL;
}

/* An enum is in the part that selects it. But modules that import each other
 * may be loaded in any order, and a column needs its enum when it is loaded. So
 * an enum that would be in the rest is moved to the part of a library's table
 * that uses it (by an `extend`). */
static const struct ag_part *
part_of_enum(const struct ag_part *parts, const struct ag_schema *schema,
             const struct ag_enum *e)
{
    const struct ag_part *own = part_of(parts, e->decl);
    bool rest = !own || own->only.n == 0;

    for (const struct ag_model *m = schema->models; m; m = m->next) {
        const struct ag_part *user = part_of_model(parts, m);
        if (user && has_enum(m, e) &&
            ((m->decl && m->decl->unit->library) || (rest && user->only.n)))
            return user;
    }
    return own;
}

static struct ag_str
module_of(const struct ag_part *part, const struct ag_part *here)
{
    if (part == here)
        return (struct ag_str){0};
    return part ? part->module : lost;
}

static void
report_lost(struct ag_diags *diags, struct ag_span span, struct ag_str name)
{
    struct ag_diag *diag =
        ag_report(diags, AG_IN_NO_OUTPUT, span,
                  "'%.*s' is referenced but is in no output", AG_ARG(name));

    ag_note(diags, diag, (struct ag_span){0, 0},
            "add a generator without `only` for everything that is in no other "
            "output");
}

static void
find_lost(const struct ag_partition *partition, const struct ag_model *model,
          struct ag_diags *diags)
{
    for (const struct ag_foreign_key *f = model->foreign_keys; f; f = f->next)
        if (ag_str_eq(ag_model_module(partition, f->target), lost))
            report_lost(diags, f->span, f->target->name);
    for (const struct ag_column *c = model->columns; c; c = c->next)
        if (ag_enum_of(c) &&
            ag_str_eq(ag_enum_module(partition, ag_enum_of(c)), lost))
            report_lost(diags, ag_field_span(&c->field), ag_enum_of(c)->name);
}

/* Reports that the schema has nothing for the output `here`. */
static void
report_empty(const struct ag_schema *schema, const struct ag_part *here,
             struct ag_diags *diags)
{
    struct ag_nearest nearest = ag_nearest(here->only);
    struct ag_diag *diag = ag_report(
        diags, AG_BAD_SETTING, here->only_span,
        "the schema has no model or enum from '%.*s'", AG_ARG(here->only));
    const struct ag_library *library = NULL;

    for (const struct ag_model *m = schema->models; m; m = m->next) {
        if (!m->decl || !m->decl->unit->library)
            continue;
        library = m->decl->unit->library;
        ag_nearest_try(&nearest, m->decl->unit->name);
        ag_nearest_try(&nearest, library->name);
    }
    ag_note_nearest(diags, diag, here->only_span, &nearest);
    /* A configuration: its tables belong to its library. */
    if (nearest.best.n == 0 && library)
        ag_note(diags, diag, (struct ag_span){0, 0}, "use '%.*s', which it has",
                AG_ARG(library->name));
}

const struct ag_partition *
ag_partition(const struct ag_schema *schema, const struct ag_part *parts,
             const struct ag_part *here, bool whole, struct ag_arena *arena,
             struct ag_diags *diags)
{
    struct ag_str *models = AG_NEW_ARRAY(arena, struct ag_str, schema->nmodel);
    struct ag_str *enums = AG_NEW_ARRAY(arena, struct ag_str, schema->nenum);
    struct ag_partition *partition = AG_NEW(arena, struct ag_partition);
    bool empty = true;

    *partition = (struct ag_partition){models, enums, whole};
    for (const struct ag_enum *e = schema->enums; e; e = e->next) {
        const struct ag_part *part = part_of_enum(parts, schema, e);
        enums[e->index] = module_of(part, here);
        empty &= part != here;
    }
    for (const struct ag_model *m = schema->models; m; m = m->next) {
        const struct ag_part *part = part_of_model(parts, m);
        models[m->index] = module_of(part, here);
        empty &= part != here;
    }
    if (here->only.n && empty)
        report_empty(schema, here, diags);
    for (const struct ag_model *m = schema->models; m && !whole; m = m->next)
        if (models[m->index].n == 0)
            find_lost(partition, m, diags);
    return partition;
}
