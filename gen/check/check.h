/*
 * From the syntax tree to the schema: resolves names, lowers types and checks
 * every rule.
 */
#ifndef AG_GEN_CHECK_CHECK_H
#define AG_GEN_CHECK_CHECK_H

#include "base/arena.h"
#include "base/diag.h"
#include "gen/schema/convention.h"
#include "gen/schema/schema.h"
#include "grammar/ast.h"

/* Reads conventions. `load` returns the `config` block of `name`, or NULL after a
 * message to `diags`. The position of `name` is in the file that uses it. */
struct ag_conventions {
    const struct ag_decl *(*load)(void *self, struct ag_str name,
                                  struct ag_diags *diags);
    void *self;
};

struct ag_check_options {
    struct ag_str dialect;  /* empty: the datasource's, or sqlite */
    bool no_foreign_keys;   /* as relationMode = "prisma" */
    struct ag_str id;       /* config { id = … }; each overrides the schema's */
    struct ag_str tables;   /* config { tables = … } */
    struct ag_str columns;  /* config { columns = … } */
    struct ag_str prefix;   /* config { prefix = … }: added to all table
                               names */
    struct ag_str schema;   /* config { schema = … }: the schema of all
                               tables */
    struct ag_str convention; /* config { convention = … } */
    struct ag_conventions conventions;
};

/* The schema of a composition for one dialect, in `arena`; never NULL. Reports
 * mistakes to `diags`. After an error the schema contains only what was
 * understood, and must not be rendered. */
const struct ag_schema *ag_check(const struct ag_composition *composition,
                                 const struct ag_check_options *options,
                                 struct ag_arena *arena,
                                 struct ag_diags *diags);

/* The convention of a tool for a dialect, in `arena`; NULL after a message. */
const struct ag_convention *
ag_check_convention(struct ag_str name, enum ag_dialect dialect,
                    const struct ag_conventions *from, struct ag_arena *arena,
                    struct ag_diags *diags);

#endif
