/*
 * How outputs go out as one unit.
 *
 * An output is written to a temporary in its own folder and renamed when all
 * temporaries are complete, so that nobody sees half a file and a run that
 * fails leaves every output as it was; cli/commit.h says how several are one
 * unit, even if the run is killed. A file whose content stays the same is not
 * touched. Signals that would end the run wait until the temporaries are gone;
 * what a run leaves that cannot wait, the next one for the same outputs clears
 * away. Runs that write the same file wait for each other, and those that have
 * all outputs in common leave what one of them has made. What is no regular
 * file (a device, a pipe) is written straight, and so is a descriptor that the
 * path names ("/dev/fd/3"), wherever in a file it stands.
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
    bool make_folders; /* make those of the path that are missing */
    bool foreign;      /* it has no AG_MARK, and needs none to be overwritten */
    bool touch;        /* give it a new time also if it stays the same */
    bool written;      /* set: it was made or replaced */
};

/* Writes all outputs, or none and says why. A file without AG_MARK is
 * overwritten with `force` alone. */
bool ag_outputs_write(struct ag_output *outputs, size_t n, bool force,
                      struct ag_arena *arena, struct ag_text *text);

#endif
