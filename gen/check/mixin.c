#include "gen/check/checker.h"

const struct ag_arg_spec ag_include_args[] = {
    {"mixin", AG_ARG_name, AG_ARG_REQUIRED, NULL},
    {0},
};

/* A mixin that was included, and where. */
struct ag_included {
    struct ag_included *next;
    const struct ag_composed *mixin;
    struct ag_span span;
};

struct ag_member_iter
ag_members(struct ag_checker *ck, const struct ag_composed *decl, bool quiet)
{
    return (struct ag_member_iter){
        .ck = ck, .at = {decl->members}, .of = {decl}, .quiet = quiet};
}

/* Whether `mixin`, which `e` names, is included for the first time. */
static bool
is_first(struct ag_member_iter *walk, const struct ag_composed *mixin,
         const struct ag_expr *e)
{
    struct ag_checker *ck = walk->ck;
    struct ag_included *i = walk->included;

    while (i && i->mixin != mixin)
        i = i->next;
    if (!i) {
        i = AG_NEW(ck->arena, struct ag_included);
        *i = (struct ag_included){walk->included, mixin, ag_expr_span(e)};
        walk->included = i;
        return true;
    }
    if (!walk->quiet)
        ag_note(ck->diags,
                ag_report(ck->diags, AG_DUPLICATE_ATTRIBUTE, ag_expr_span(e),
                          "mixin '%.*s' is included twice", AG_ARG(e->text)),
                i->span, "first included here");
    return false;
}

/* Continues with the members of the mixin that `e` names. Skips a mixin that is
 * missing, is being iterated, or was included before. */
static void
include(struct ag_member_iter *walk, const struct ag_expr *e)
{
    struct ag_checker *ck = walk->ck;
    struct ag_check_symbol *symbol = ag_find_symbol(ck, e->text);
    int limit = (int)(sizeof walk->at / sizeof *walk->at);
    bool cycle = walk->depth + 1 == limit;

    if (!symbol || !symbol->mixin) {
        if (walk->quiet)
            return;
        struct ag_nearest nearest = ag_nearest(e->text);
        struct ag_diag *diag =
            ag_report(ck->diags, AG_UNKNOWN_MIXIN, ag_expr_span(e),
                      "unknown mixin '%.*s'", AG_ARG(e->text));
        if (diag->dropped)
            return;
        for (const struct ag_composed *d = ck->schema->composition->first; d;
             d = d->next)
            if (d->node->subject == AG_SUBJECT_mixin)
                ag_nearest_try(&nearest, d->name);
        ag_note_nearest(ck->diags, diag, ag_expr_span(e), &nearest);
        return;
    }
    for (int i = 0; i <= walk->depth; i++)
        cycle |= walk->of[i] == symbol->mixin;
    if (cycle) {
        if (!walk->quiet)
            ag_report(ck->diags, AG_MIXIN_CYCLE, ag_expr_span(e),
                      "mixin '%.*s' includes itself", AG_ARG(e->text));
        return;
    }
    if (!is_first(walk, symbol->mixin, e))
        return;
    walk->depth++;
    walk->of[walk->depth] = symbol->mixin;
    walk->at[walk->depth] = symbol->mixin->members;
}

const struct ag_member *
ag_next_member(struct ag_member_iter *walk)
{
    const struct ag_expr *bound[AG_MAX_ARGS];

    while (walk->depth >= 0) {
        const struct ag_member *m = walk->at[walk->depth];
        if (!m) {
            walk->depth--;
            continue;
        }
        walk->at[walk->depth] = m->next;
        if (!ag_is_block_attr(m, AG_ATTR_include))
            return m;
        if (walk->quiet) {
            if (m->attrs->args)
                include(walk, m->attrs->args);
        } else if (ag_bind_attr(walk->ck, m->attrs, ag_include_args, bound)) {
            include(walk, bound[0]);
        }
    }
    return NULL;
}
