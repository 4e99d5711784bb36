#include "cli/commit.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* The child's answer. */
struct result {
    int error;
    size_t failed;
};

_Noreturn static void
rename_as_child(const struct ag_replacement *renames, size_t n, int out)
{
    struct result result = {0};

    setsid();
    result.error = rename_all(renames, n, &result.failed);
    _exit(write(out, &result, sizeof result) != sizeof result);
}

/* Waits for the child; false if it was killed. */
static bool
ask_child(pid_t child, int in, struct result *result)
{
    ssize_t n;

    do
        n = read(in, result, sizeof *result);
    while (n < 0 && errno == EINTR);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    return n == sizeof *result;
}

int
ag_commit(const struct ag_replacement *renames, size_t n, size_t *failed)
{
    struct result result;
    int pipes[2];

    *failed = 0;
    if (n == 1)
        return rename(renames->from, renames->to) == 0 ? 0 : errno;
    if (n == 0 || pipe(pipes) != 0)
        return rename_all(renames, n, failed);
    pid_t child = fork();
    if (child == 0)
        rename_as_child(renames, n, pipes[1]);
    close(pipes[1]);
    bool answered = child > 0 && ask_child(child, pipes[0], &result);
    close(pipes[0]);
    if (child < 0)
        return rename_all(renames, n, failed);
    if (answered) {
        *failed = result.failed;
        return result.error;
    }
    /* The child worked from the first to the last. */
    size_t done = 0;
    for (; done < n && access(renames[done].from, F_OK) != 0; done++)
        if (renames[done].backup)
            unlink(renames[done].backup);
    int error = rename_all(renames + done, n - done, failed);
    *failed += done;
    return error;
}
