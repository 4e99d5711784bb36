#include "gen/schema/composed.h"

struct ag_str
ag_renamed(const struct ag_composed *decl, struct ag_str field)
{
    const struct ag_rename *r = ag_map_get(&decl->renames, field);

    return r ? r->to : field;
}

void
ag_guess_report(const struct ag_guess *guess, struct ag_diags *diags)
{
    struct ag_diag *diag;

    if (!guess->of.n)
        return;
    diag = ag_report(diags, AG_SCRIPT_COMPUTED, ag_str_span(guess->of),
                     "cannot determine the database from the text; assuming "
                     "SQLite");
    if (guess->cause.n)
        ag_note(diags, diag,
                (struct ag_span){guess->cause.at, guess->cause.at}, "%.*s",
                AG_ARG(guess->cause));
    ag_note(diags, diag, (struct ag_span){0, 0},
            "choose it with --dialect, or add to the schema: datasource db { "
            "provider = \"…\" }");
}
