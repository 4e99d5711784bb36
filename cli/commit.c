#include "cli/commit.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/platform.h"

/* Gives the file that is replaced a second name. If the file system has no hard
 * links, renames it. */
static bool
keep(const struct ag_replacement *r)
{
    struct stat st;

    unlink(r->backup); /* left by a run that was killed */
    if (link(r->to, r->backup) == 0)
        return true;
    int error = errno;
    if (lstat(r->to, &st) == 0 && S_ISREG(st.st_mode))
        return rename(r->to, r->backup) == 0;
    errno = error;
    return false;
}

static bool
replace(const struct ag_replacement *r)
{
    return (!r->backup || keep(r)) && rename(r->from, r->to) == 0;
}

/* Undoes a replacement; `done`: the file was already replaced. */
static void
restore(const struct ag_replacement *r, bool done)
{
    if (r->backup)
        rename(r->backup, r->to);
    else if (done)
        unlink(r->to);
}

static int
rename_all(const struct ag_replacement *renames, size_t n, size_t *failed)
{
    int error = 0;
    size_t done = 0;

    while (done < n && replace(&renames[done]))
        done++;
    if (done < n) {
        error = errno;
        *failed = done;
        restore(&renames[done], false);
        while (done-- > 0)
            restore(&renames[done], true);
    }
    for (size_t i = 0; i < n; i++)
        if (renames[i].backup)
            unlink(renames[i].backup);
    return error;
}

/* All renames, and their result. */
struct unit {
    const struct ag_replacement *renames;
    size_t n;
    struct {
        int error;
        size_t failed;
    } result;
};

static void
rename_unit(void *self)
{
    struct unit *unit = self;

    unit->result.error =
        rename_all(unit->renames, unit->n, &unit->result.failed);
}

int
ag_commit(const struct ag_replacement *renames, size_t n, size_t *failed)
{
    struct unit unit = {.renames = renames, .n = n};

    *failed = 0;
    if (n == 0)
        return 0;
    if (n == 1)
        return rename(renames->from, renames->to) == 0 ? 0 : errno;
    if (ag_platform_shield(rename_unit, &unit, &unit.result,
                           sizeof unit.result)) {
        *failed = unit.result.failed;
        return unit.result.error;
    }
    /* It was stopped. It worked from the first to the last. */
    size_t done = 0;
    for (; done < n && access(renames[done].from, F_OK) != 0; done++)
        if (renames[done].backup)
            unlink(renames[done].backup);
    int error = rename_all(renames + done, n - done, failed);
    *failed += done;
    return error;
}
