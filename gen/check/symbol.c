#include "gen/check/checker.h"

struct ag_check_symbol *
ag_find_symbol(const struct ag_checker *ck, struct ag_str name)
{
    return ag_map_get(&ck->symbols, name);
}

void
ag_report_duplicate(struct ag_checker *ck, const char *what, struct ag_str name,
                    struct ag_span first)
{
    struct ag_diag *diag =
        ag_report(ck->diags, AG_DUPLICATE_NAME, ag_str_span(name),
                  "%s '%.*s' is declared twice", what, AG_ARG(name));
    ag_note(ck->diags, diag, first, "first declared here");
}

void
ag_report_field(struct ag_checker *ck, const struct ag_model *model,
                struct ag_str name, struct ag_span span)
{
    struct ag_nearest nearest = ag_nearest(name);

    if (model->decl->broken)
        return;
    struct ag_diag *diag = ag_report(ck->diags, AG_UNKNOWN_FIELD, span,
                                     "model '%.*s' has no field '%.*s'",
                                     AG_ARG(model->name), AG_ARG(name));
    if (diag->dropped)
        return;
    for (const struct ag_field *f = model->fields; f; f = f->next_field)
        ag_nearest_try(&nearest, f->name);
    ag_note_nearest(ck->diags, diag, span, &nearest);
}
