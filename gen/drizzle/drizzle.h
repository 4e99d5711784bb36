/*
 * Converts the tables of a Drizzle file to the schema that a person would write
 * for them. The file is read as text and never run, with the reader of values
 * that configurations have.
 *
 * The schema means the database that drizzle-kit makes of the file: names that
 * it gives by default are written with map:. The names in code are those of the
 * file. What a schema cannot express, or only running the file would tell, is
 * warned of at its position.
 */
#ifndef AG_GEN_DRIZZLE_DRIZZLE_H
#define AG_GEN_DRIZZLE_DRIZZLE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "gen/import/import.h"

/* Appends to `out` the schema for the tables that the module `source` exports,
 * also those of other modules, and for the tables that they refer to. *origins
 * is where its lines come from, with offsets in `out`, which must be empty.
 * Returns false if there are no tables, or if the module calls a library with a
 * configuration; then there are no diagnostics. */
bool ag_drizzle_read(const struct ag_source *source,
                     const struct ag_config_loader *loader, struct ag_buf *out,
                     struct ag_origins *origins, struct ag_arena *arena,
                     struct ag_diags *diags);

#endif
