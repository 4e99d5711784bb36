/*
 * Temporaries: files that will replace a file in the same folder.
 *
 * A temporary has the same name in each run, `.NAME.xxxxxx`. The run that
 * writes it keeps it locked while that run, or the child that finishes its work
 * (see cli/commit.h), lives. So a run that finds a temporary knows whether to
 * wait for another run or to remove what a killed run has left.
 *
 * On a file system without locks, no temporary is treated as a leftover: the
 * run fails and reports why.
 */
#ifndef AG_CLI_TEMPORARY_H
#define AG_CLI_TEMPORARY_H

#include <sys/types.h>

#include "base/arena.h"

enum ag_temporary {
    AG_TEMPORARY_NEW = 'n',  /* the new content of the file */
    AG_TEMPORARY_OLD = 'o',  /* its old content */
    AG_TEMPORARY_LOCK = 'l', /* empty; used only as a lock */
};

/* The name of a temporary for the file `path`. */
const char *ag_temporary_name(struct ag_arena *arena, const char *path,
                              enum ag_temporary kind);

/* Makes and locks the temporary `name`, removing one left by a killed run.
 * Returns a descriptor for writing, to be closed after the temporary has been
 * renamed or removed; or -1 and errno, EWOULDBLOCK if a running process has
 * locked it. */
int ag_temporary_open(const char *name, mode_t mode);

/* Removes the temporary `name` if a killed run has left it. */
void ag_temporary_sweep(const char *name);

#endif
