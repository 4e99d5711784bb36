/*
 * Temporaries: what is to take the place of a file, next to it.
 *
 * One has the same name in each run, `.NAME.xxxxxx`, and is locked by the run
 * that writes it for as long as that run, or the child that ends its work (see
 * cli/commit.h), lives. So a run that finds one knows without looking around
 * whether it has to wait or is to clear away what a run has left that was
 * killed.
 *
 * Where the file system has no locks, nothing is taken for a leftover: the run
 * fails and says why.
 */
#ifndef AG_CLI_TEMPORARY_H
#define AG_CLI_TEMPORARY_H

#include <sys/types.h>

#include "base/arena.h"

enum ag_temporary {
    AG_TEMPORARY_NEW = 'n',  /* what is to be in the file */
    AG_TEMPORARY_OLD = 'o',  /* what was in it */
    AG_TEMPORARY_LOCK = 'l', /* nothing: it is there to be locked */
};

/* The name of a temporary for the file `path`. */
const char *ag_temporary_name(struct ag_arena *arena, const char *path,
                              enum ag_temporary kind);

/* Makes and locks the temporary `name`, and clears away one that a dead run has
 * left. A descriptor for writing, to be closed when the temporary has a name no
 * more; or -1 and errno, EWOULDBLOCK if a living run has it. */
int ag_temporary_open(const char *name, mode_t mode);

/* Clears away what a dead run has left under that name, if it did. */
void ag_temporary_sweep(const char *name);

#endif
