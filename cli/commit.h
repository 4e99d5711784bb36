/*
 * The last step of writing several files as one unit: temporaries that are
 * complete take the places of files, all or none.
 *
 * If one cannot be renamed, those before it are taken back; a second name of
 * each old file is kept for that until all are renamed. A child in a session of
 * its own does it, so that killing the run at that moment, or its process group
 * as terminals and build tools do, does not leave half of it; if it is the
 * child that is killed, the run ends its work.
 *
 * What does not hold: where both end at once (power, kernel, container), files
 * of two runs may stand side by side until the next run; each of them is whole
 * as far as the file system keeps the order of a write and a rename. Where it
 * has no hard links, a file that is replaced has no name for a moment.
 */
#ifndef AG_CLI_COMMIT_H
#define AG_CLI_COMMIT_H

#include <stddef.h>

struct ag_replacement {
    const char *from; /* the temporary */
    const char *to;
    const char *backup; /* a name for the file that is replaced; NULL: there is
                           none */
};

/* Renames all or none. Returns 0, or an errno with the index of what failed. */
int ag_commit(const struct ag_replacement *renames, size_t n, size_t *failed);

#endif
