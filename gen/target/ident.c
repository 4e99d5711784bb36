#include "gen/target/view.h"

/* Renders a template of the `names` block for one object. */
static struct ag_str
make_ident(struct ag_view *v, uint32_t tmpl, const void *object)
{
    return ag_view_text(v, tmpl, &object);
}

/* Assigns the identifier `ident` to the declaration at `*span`, with a _
 * appended if the templates reserve it. Reports two declarations with one
 * identifier. */
static struct ag_str
enter_ident(struct ag_view *v, struct ag_str ident, struct ag_span span,
            struct ag_str name)
{
    void **slot = ag_map_put(&v->taken, v->arena, ident);
    while (*slot == &v->reserved) {
        ident = ag_arena_fmt(v->arena, "%.*s_", AG_ARG(ident));
        slot = ag_map_put(&v->taken, v->arena, ident);
    }
    if (*slot) {
        const struct ag_span *first = *slot;
        struct ag_diag *diag =
            ag_report(v->diags, AG_IDENT_COLLISION, span,
                      "'%.*s' becomes the identifier '%.*s' in %.*s, and so "
                      "does another name",
                      AG_ARG(name), AG_ARG(ident), AG_ARG(v->target->title));
        ag_note(v->diags, diag, *first, "the other one is here");
        ag_note(
            v->diags, diag, (struct ag_span){0, 0},
            "rename one of them, and add @@map to keep the name of its table");
        return ident;
    }
    struct ag_span *place = AG_NEW(v->arena, struct ag_span);
    *place = span;
    *slot = place;
    return ident;
}

/* Reserves the names that the templates import and the manifest's `reserved`.
 */
static void
reserve_idents(struct ag_view *v)
{
    struct ag_str words = v->target->reserved;
    uint32_t end = 0;

    ag_tmpl_imports(v->target->templates, &v->taken, v->arena, &v->reserved);
    for (; words.n;
         words = ag_str_cut(words, end < words.n ? end + 1 : end, words.n)) {
        end = ag_str_find(words, ' ');
        *ag_map_put(&v->taken, v->arena, ag_str_cut(words, 0, end)) =
            &v->reserved;
    }
}

static void
name_model(struct ag_view *v, const struct ag_model *m)
{
    const uint32_t *names = v->target->names;
    bool fixed = names[AG_NAME_code] && m->code.n;

    for (int k = AG_NAME_model; k < AG_NAME_enum; k++) {
        uint32_t name =
            k == AG_NAME_model && fixed ? names[AG_NAME_code] : names[k];
        if (name && (k == AG_NAME_model || ag_shown_relation(v, m->relations)))
            v->idents[k][m->index] = enter_ident(v, make_ident(v, name, m),
                                                 ag_model_span(m), m->name);
    }
}

static void
name_enum(struct ag_view *v, const struct ag_enum *e)
{
    v->idents[AG_NAME_enum][e->index] =
        enter_ident(v, make_ident(v, v->target->names[AG_NAME_enum], e),
                    ag_str_span(e->name), e->name);
}

/* Those of this output come first: a message is about the others. */
static void
name_models(struct ag_view *v, bool here)
{
    for (const struct ag_model *m = v->schema->models; m; m = m->next)
        if ((ag_model_module(v->partition, m).n == 0) == here)
            name_model(v, m);
}

static void
name_enums(struct ag_view *v, bool here)
{
    for (const struct ag_enum *e = v->schema->enums; e; e = e->next)
        if ((ag_enum_module(v->partition, e).n == 0) == here)
            name_enum(v, e);
}

void
ag_view_make_idents(struct ag_view *v)
{
    const struct ag_target *t = v->target;
    uint32_t n = 0;

    for (int k = AG_NAME_model; k < AG_NNAME; k++) {
        uint32_t of_kind =
            k == AG_NAME_enum ? v->schema->nenum : v->schema->nmodel;
        if (!t->names[k])
            continue;
        v->idents[k] = AG_NEW_ARRAY(v->arena, struct ag_str, of_kind);
        n += of_kind;
    }
    ag_map_reserve(&v->taken, v->arena, n);
    reserve_idents(v);
    name_models(v, true);
    name_models(v, false);
    if (!t->names[AG_NAME_enum])
        return;
    name_enums(v, true);
    name_enums(v, false);
}
