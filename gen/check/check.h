/*
 * Syntax tree to schema: names resolved, types lowered, every rule checked.
 */
#ifndef AG_GEN_CHECK_CHECK_H
#define AG_GEN_CHECK_CHECK_H

#include "base/arena.h"
#include "base/diag.h"
#include "gen/schema/schema.h"
#include "grammar/ast.h"

struct ag_check_options {
    struct ag_str dialect;  /* empty: the datasource's, or sqlite */
    bool no_foreign_keys;   /* as relationMode = "prisma" */
    struct ag_str id;       /* as in config { id = … }; these win over it */
    struct ag_str tables;   /* config { tables = … } */
    struct ag_str columns;  /* config { columns = … } */
    struct ag_str prefix;   /* config { prefix = … }: before every table */
    struct ag_str schema;   /* config { schema = … }: where all tables are */
};

/* The schema of a composition for one dialect. Mistakes go to `diags`; what
 * could be understood is in the result, which is never NULL, but only a run
 * without errors may be rendered. */
const struct ag_schema *ag_check(const struct ag_composition *composition,
                                 const struct ag_check_options *options,
                                 struct ag_arena *arena,
                                 struct ag_diags *diags);

#endif
