/*
 * Writes all outputs as one unit.
 *
 * An output is written to a temporary in the same folder. When all temporaries
 * are complete, they are renamed. So nobody sees half a file, and a failing run
 * leaves every output unchanged. cli/commit.h explains how this holds for
 * several files even if the run is killed. A file whose content stays the same
 * is not touched. Missing folders are made.
 *
 * Signals that would end the run are delayed until the temporaries are gone. If
 * a run is killed nevertheless, the next run with the same outputs removes its
 * temporaries. Runs that write the same file wait for each other; of several
 * runs with exactly the same outputs, one result remains.
 *
 * A device or a pipe is written directly, and so is a descriptor named by the
 * path ("/dev/fd/3"), from its current offset.
 */
#ifndef AG_CLI_OUTPUT_H
#define AG_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "cli/messages.h"

struct ag_output {
    const char *path; /* NULL: standard output */
    const char *text;
    size_t size;
    bool foreign;      /* written without AG_MARK, overwritten without it */
    bool touch;        /* update the timestamp even if nothing changes */
    bool written;      /* result: the file was made or replaced */
};

/* Writes all outputs; or writes none, adds an error to `text` and returns
 * false. A file without AG_MARK is overwritten only with `force`. */
bool ag_outputs_write(struct ag_output *outputs, size_t n, bool force,
                      struct ag_arena *arena, struct ag_text *text);

#endif
