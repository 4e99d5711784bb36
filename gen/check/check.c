#include "gen/check/check.h"

#include "gen/check/checker.h"

const struct ag_schema *
ag_check(const struct ag_composition *composition,
         const struct ag_check_options *options, struct ag_arena *arena,
         struct ag_diags *diags)
{
    struct ag_checker ck = {
        .schema = AG_NEW(arena, struct ag_schema),
        .arena = arena,
        .diags = diags,
        .options = options,
    };

    ck.schema->composition = composition;
    ck.schema->foreign_keys = true;
    ag_config_for(&ck, NULL);
    ag_declare_all(&ck);
    if (options->no_foreign_keys)
        ck.schema->foreign_keys = false;
    ag_find_dialect(&ck);
    ag_settle_configs(&ck);
    for (struct ag_enum *e = ck.schema->enums; e; e = e->next)
        ag_check_enum(&ck, e);
    /* One model at a time, while its part of the tree is in the cache. */
    for (struct ag_model *m = ck.schema->models; m; m = m->next) {
        ag_check_model_names(&ck, m);
        ag_check_fields(&ck, m);
        ag_check_keys(&ck, m);
    }
    ag_note_translations(&ck);
    ag_check_relations(&ck);
    for (struct ag_model *m = ck.schema->models; m; m = m->next) {
        m->previous = ck.schema->last_model;
        ck.schema->last_model = m;
    }
    if (diags->errors == 0) {
        ag_lower(&ck);
        ag_check_rules(&ck);
        ag_derive(&ck);
    }
    return ck.schema;
}
