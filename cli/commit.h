/*
 * The last step of writing several files as one unit: complete temporaries
 * replace files, all or none.
 *
 * If one cannot be renamed, the renames before it are undone. For that, each
 * old file keeps a second name until all are renamed. A child process in a
 * separate session does the work, so that killing the run or its process group
 * (as terminals and build tools do) does not leave it half done. If the child
 * is killed, the run finishes its work.
 *
 * Limits: if both processes end at once (power, kernel, container), files of
 * two runs may coexist until the next run. Each file is still complete if the
 * file system preserves the order of a write and a rename. On a file system
 * without hard links, a file that is being replaced briefly has no name.
 */
#ifndef AG_CLI_COMMIT_H
#define AG_CLI_COMMIT_H

#include <stddef.h>

struct ag_replacement {
    const char *from; /* the temporary */
    const char *to;
    const char *backup; /* second name of the old file; NULL: no old file */
};

/* Renames all or none. Returns 0, or an errno and the index that failed. */
int ag_commit(const struct ag_replacement *renames, size_t n, size_t *failed);

#endif
