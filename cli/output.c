#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commit.h"
#include "cli/files.h"
#include "cli/platform.h"
#include "cli/temporary.h"

enum work {
    STREAM,  /* written directly */
    NOTHING, /* the file is up to date */
    CREATE,
    REPLACE
};

struct job {
    struct ag_output *output;
    const char *path; /* with links followed */
    const char *temporary;
    int fd;             /* of the temporary; -1: none */
    int folder_error;   /* why a folder could not be made; 0: they exist */
    struct stat old;    /* of REPLACE and NOTHING */
    struct stat folder; /* of several outputs */
    enum work work;
};

/* A folder made by this run; it is removed if the run fails. */
struct made {
    struct made *next;
    const char *path;
};

struct writer {
    struct job *jobs;
    size_t njob;
    struct made *made; /* the last one first */
    bool force;
    bool streamed;    /* the streams have been written */
    const char *lock; /* of several outputs */
    struct ag_arena *arena;
    struct ag_text *text;
};

static bool
fail(struct writer *w, const struct job *job, int error)
{
    if (job->output->path)
        ag_text_say(w->text, AG_LEVEL_ERROR, "cannot write '%s': %s",
                    job->output->path,
                    error == EWOULDBLOCK
                        ? "another authgen process is writing this file"
                        : strerror(error));
    else if (error != EPIPE)
        ag_text_say(w->text, AG_LEVEL_ERROR, "cannot write standard output: %s",
                    strerror(error));
    return false;
}

/* The number of bytes of `path` before its last component, with the slash. */
static size_t
folder_size(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? (size_t)(slash + 1 - path) : 0;
}

/* The target of the link `path`; NULL and errno if it cannot be read. */
static const char *
follow(struct writer *w, const char *path, size_t size)
{
    size_t folder = folder_size(path);
    size_t room = size ? size : 4096; /* some file systems report 0 */
    char *p = ag_arena_text(w->arena, folder + room + 1);
    ssize_t n = readlink(path, p + folder, room);

    if (n < 0)
        return NULL;
    p[folder + (size_t)n] = '\0';
    if (p[folder] == '/')
        return p + folder;
    memcpy(p, path, folder);
    return p;
}

/* Whether a path names a descriptor, possibly of another process. The target of
 * such a link cannot be replaced by renaming. */
static bool
is_descriptor(const char *path)
{
    return ag_files_descriptor(path) >= 0 || strncmp(path, "/proc/", 6) == 0;
}

static bool
has_mark(const char *p, size_t n)
{
    const size_t size = sizeof AG_MARK - 1;

    for (size_t i = 0; i + size <= n; i++)
        if (memcmp(p + i, AG_MARK, size) == 0)
            return true;
    return false;
}

/* Compares the existing file with its new content. */
static bool
compare(struct writer *w, struct job *job)
{
    const struct ag_output *output = job->output;
    char p[16384];
    size_t done = 0;
    bool marked = w->force || output->foreign || job->old.st_size == 0;
    bool same = (uintmax_t)job->old.st_size == output->size;
    int fd = open(job->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return marked || fail(w, job, errno);
    for (;;) {
        ssize_t n = ag_files_get(fd, p, same ? sizeof p : 512);
        if (n < 0) {
            int error = errno;
            close(fd);
            return fail(w, job, error);
        }
        if (done == 0 && !marked)
            marked = has_mark(p, n < 512 ? (size_t)n : 512);
        if (n == 0 || !same)
            break;
        same = (size_t)n <= output->size - done &&
               memcmp(p, output->text + done, (size_t)n) == 0;
        done += (size_t)n;
        if (!same)
            break;
    }
    close(fd);
    if (same && done == output->size) {
        job->work = NOTHING;
        return true;
    }
    if (!marked) {
        ag_text_say(w->text, AG_LEVEL_ERROR,
                    "cannot overwrite '%s': authgen did not write that file",
                    output->path);
        ag_text_say(w->text, AG_LEVEL_HELP,
                    "run authgen with --force to overwrite it; authgen recognizes "
                    "its files by the line '%s'",
                    AG_MARK);
        return false;
    }
    return true;
}

/* Decides how to write an output, and checks that this is allowed. */
static bool
inspect(struct writer *w, struct job *job)
{
    struct stat st;

    job->path = job->output->path;
    job->work = STREAM;
    if (!job->path || is_descriptor(job->path))
        return true;
    for (int links = 0;; links++) {
        if (lstat(job->path, &st) != 0) {
            job->work = CREATE;
            return errno == ENOENT || fail(w, job, errno);
        }
        if (!S_ISLNK(st.st_mode))
            break;
        if (links == 40)
            return fail(w, job, ELOOP);
        job->path = follow(w, job->path, (size_t)st.st_size);
        if (!job->path)
            return fail(w, job, errno);
        if (is_descriptor(job->path))
            return true;
    }
    if (S_ISDIR(st.st_mode))
        return fail(w, job, EISDIR);
    if (!S_ISREG(st.st_mode))
        return true;
    job->work = REPLACE;
    job->old = st;
    if (!compare(w, job))
        return false;
    if (job->work == REPLACE && !ag_platform_may_write(job->path))
        return fail(w, job, errno);
    return true;
}

/* Writes all of an output to `fd`; false and errno if that fails, or if a
 * signal would end the run. */
static bool
put(int fd, const struct ag_output *output)
{
    enum { CHUNK = 1 << 20 };
    const char *p = output->text;
    size_t left = output->size, n;

    for (; left; p += n, left -= n) {
        n = left < CHUNK ? left : CHUNK;
        if (!ag_files_put(fd, p, n))
            return false;
        if (ag_platform_is_ended()) {
            errno = EINTR;
            return false;
        }
    }
    return ag_platform_settle(fd);
}

static bool
write_stream(struct writer *w, const struct job *job)
{
    int own = job->path ? ag_files_descriptor(job->path) : STDOUT_FILENO;
    /* Opening the path would write from the start of the file. */
    int fd = own < 0 ? open(job->path, O_WRONLY | O_CLOEXEC | O_NOCTTY) : own;
    int error = fd >= 0 && put(fd, job->output) ? 0 : errno;

    if (own < 0 && fd >= 0)
        close(fd);
    return error == 0 || fail(w, job, error);
}

/* Makes the missing folders of the path. If that fails, opening the file will
 * report the error. */
static void
make_folders(struct writer *w, struct job *job)
{
    const char *path = job->path;
    size_t n = folder_size(path);

    if (n == 0 || access(ag_arena_cstr(w->arena, path, n), F_OK) == 0)
        return;
    for (size_t i = 1; i < n; i++) {
        if (path[i] != '/' || path[i - 1] == '/')
            continue;
        struct made *made = AG_NEW(w->arena, struct made);
        made->path = ag_arena_cstr(w->arena, path, i);
        if (mkdir(made->path, 0777) == 0) {
            made->next = w->made;
            w->made = made;
        } else if (errno != EEXIST) {
            job->folder_error = errno;
        }
    }
}

/* Makes a temporary, waiting while another run has it; -1 and errno on failure.
 */
static int
await_temporary(const char *name, mode_t mode)
{
    enum { WAIT = 5, PATIENCE = 10000 }; /* milliseconds */

    for (int waited = 0;; waited += WAIT) {
        int fd = ag_temporary_open(name, mode);
        if (fd >= 0 || errno != EWOULDBLOCK || waited == PATIENCE)
            return fd;
        poll(NULL, 0, WAIT);
        if (ag_platform_is_ended()) {
            errno = EINTR;
            return -1;
        }
    }
}

static bool
open_temporary(struct writer *w, struct job *job)
{
    job->fd =
        await_temporary(job->temporary, job->work == CREATE ? 0666 : 0600);
    if (job->fd >= 0)
        return true;
    int error = errno;
    return fail(w, job,
                error == ENOENT && job->folder_error ? job->folder_error
                                                     : error);
}

static bool
write_temporary(struct writer *w, const struct job *job)
{
    return ((job->work != REPLACE || ag_platform_inherit(job->fd, &job->old)) &&
            put(job->fd, job->output)) ||
           fail(w, job, errno);
}

/* Orders jobs by their files. All runs lock files in this order. */
static int
compare_places(const void *a, const void *b)
{
    const struct job *x = a, *y = b;

    if (x->work == STREAM || y->work == STREAM) /* streams come first */
        return (y->work == STREAM) - (x->work == STREAM);
    if (x->folder.st_dev != y->folder.st_dev)
        return x->folder.st_dev < y->folder.st_dev ? -1 : 1;
    if (x->folder.st_ino != y->folder.st_ino)
        return x->folder.st_ino < y->folder.st_ino ? -1 : 1;
    return strcmp(x->path + folder_size(x->path),
                  y->path + folder_size(y->path));
}

/* Stats the folder of `job`; `last` is a job whose folder is known, or NULL. */
static void
find_folder(struct writer *w, struct job *job, const struct job *last)
{
    size_t n = folder_size(job->path);

    if (last && n == folder_size(last->path) &&
        memcmp(job->path, last->path, n) == 0)
        job->folder = last->folder;
    else /* if it is missing, making the file will fail */
        stat(n ? ag_arena_cstr(w->arena, job->path, n) : ".", &job->folder);
}

/* Makes folders, and reports two outputs that are the same file. */
static bool
prepare(struct writer *w)
{
    for (size_t i = 0; i < w->njob; i++)
        if (w->jobs[i].work == CREATE)
            make_folders(w, &w->jobs[i]);
    if (w->njob < 2)
        return true;
    const struct job *last = NULL;
    for (struct job *job = w->jobs; job < w->jobs + w->njob; job++)
        if (job->work != STREAM) {
            find_folder(w, job, last);
            last = job;
        }
    qsort(w->jobs, w->njob, sizeof *w->jobs, compare_places);
    for (size_t i = 0; i < w->njob; i++)
        if (w->jobs[i].work == REPLACE &&
            !ag_platform_may_replace(&w->jobs[i].old, &w->jobs[i].folder))
            return fail(w, &w->jobs[i], EPERM);
    for (size_t i = 1; i < w->njob; i++) {
        const struct job *job = &w->jobs[i];
        if (job->work == STREAM || compare_places(job, job - 1) != 0)
            continue;
        ag_text_say(w->text, AG_LEVEL_ERROR,
                    "outputs '%s' and '%s' are the same file",
                    job[-1].output->path, job->output->path);
        return false;
    }
    return true;
}

/* The backup of a replaced file that a killed run may have left. */
static const char *
backup_of(const struct writer *w, const struct job *job)
{
    return ag_temporary_name(w->arena, job->path, AG_TEMPORARY_OLD);
}

/* Whether another run is writing an unchanged output, or has left a temporary
 * of it. */
static bool
is_left(const struct writer *w, const struct job *job)
{
    return access(job->temporary, F_OK) == 0 ||
           (w->njob > 1 && access(backup_of(w, job), F_OK) == 0);
}

/* Whether the file is unchanged since it was inspected. */
static bool
is_as_seen(const struct job *job)
{
    struct stat st;

    if (lstat(job->path, &st) != 0)
        return job->work == CREATE;
    struct timespec now = ag_platform_modified(&st);
    struct timespec then = ag_platform_modified(&job->old);
    return job->work != CREATE && st.st_dev == job->old.st_dev &&
           st.st_ino == job->old.st_ino && st.st_size == job->old.st_size &&
           now.tv_sec == then.tv_sec && now.tv_nsec == then.tv_nsec;
}

/* Replaces the files by the temporaries. */
static bool
commit(struct writer *w)
{
    struct ag_replacement *renames =
        AG_NEW_ARRAY(w->arena, struct ag_replacement, w->njob);
    const struct job **jobs =
        AG_NEW_ARRAY(w->arena, const struct job *, w->njob);
    size_t n = 0, failed;

    for (size_t i = 0; i < w->njob; i++) {
        struct job *job = &w->jobs[i];
        if (job->work < CREATE)
            continue;
        renames[n].from = job->temporary;
        renames[n].to = job->path;
        if (job->work == REPLACE && w->njob > 1)
            renames[n].backup = backup_of(w, job);
        jobs[n++] = job;
    }
    int error = ag_commit(renames, n, &failed);
    return error == 0 || fail(w, jobs[failed], error);
}

enum outcome {
    FAILED,
    WROTE,
    AGAIN /* another run was faster: inspect the files again */
};

/* Writes the outputs while all temporaries are locked. */
static enum outcome
write_locked(struct writer *w)
{
    struct job *job, *end = w->jobs + w->njob;

    for (job = w->jobs; w->njob > 1 && job < end; job++)
        if (job->work != STREAM && !is_as_seen(job))
            return AGAIN;
    for (job = w->jobs; job < end; job++) {
        if (job->work == NOTHING)
            ag_temporary_sweep(job->temporary);
        if (job->work == NOTHING && w->njob > 1)
            unlink(backup_of(w, job));
        if (job->work >= CREATE && !write_temporary(w, job))
            return FAILED;
    }
    return commit(w) ? WROTE : FAILED;
}

static enum outcome
write_files(struct writer *w)
{
    struct job *job, *end = w->jobs + w->njob;
    enum outcome outcome;
    bool ok = true;

    for (job = w->jobs; job < end && ok; job++)
        if (job->work >= CREATE)
            ok = open_temporary(w, job);
    outcome = ok ? write_locked(w) : FAILED;
    for (job = w->jobs; job < end; job++) {
        if (job->fd < 0)
            continue;
        if (outcome == WROTE)
            job->output->written = true;
        else
            unlink(job->temporary);
        close(job->fd);
    }
    return outcome;
}

/* Writes the outputs as one unit. Runs with the same outputs wait for each
 * other by locking a temporary beside the last output that has no other
 * purpose. */
static enum outcome
write_unit(struct writer *w)
{
    enum outcome outcome;
    int fd = -1;

    if (w->lock) {
        fd = await_temporary(w->lock, 0600);
        /* If it cannot be made, no other run has one either. */
        if (fd < 0 && (errno == EWOULDBLOCK || errno == EINTR)) {
            fail(w, &w->jobs[w->njob - 1], errno);
            return FAILED;
        }
    }
    outcome = write_files(w);
    if (fd >= 0) {
        unlink(w->lock);
        close(fd);
    }
    return outcome;
}

/* Removes the folders made by this run. */
static void
discard(const struct writer *w)
{
    for (const struct made *made = w->made; made; made = made->next)
        rmdir(made->path);
}

static bool
touch(struct writer *w, const struct job *job)
{
    return utimensat(AT_FDCWD, job->path, NULL, 0) == 0 || fail(w, job, errno);
}

/* Inspects all outputs and writes them. */
static enum outcome
attempt(struct writer *w, struct ag_output *outputs)
{
    bool ok = true, any = false;
    enum outcome outcome = WROTE;

    for (size_t i = 0; i < w->njob; i++) {
        struct job *job = &w->jobs[i];
        *job = (struct job){.output = &outputs[i], .fd = -1};
        if (!inspect(w, job))
            ok = false;
        if (job->work != STREAM)
            job->temporary =
                ag_temporary_name(w->arena, job->path, AG_TEMPORARY_NEW);
        any |= job->work >= CREATE || (job->work == NOTHING && is_left(w, job));
    }
    ok = ok && prepare(w);
    if (ok && w->njob > 1) {
        /* The streams come first, so the last job is a file if there is one. */
        const struct job *last = &w->jobs[w->njob - 1];
        if (last->work != STREAM)
            w->lock =
                ag_temporary_name(w->arena, last->path, AG_TEMPORARY_LOCK);
        any |= w->lock && access(w->lock, F_OK) == 0;
    }
    /* Streams first: they cannot be undone and may take long. */
    for (size_t i = 0; i < w->njob && ok && !w->streamed; i++)
        if (w->jobs[i].work == STREAM)
            ok = write_stream(w, &w->jobs[i]);
    w->streamed = true;
    if (ok && any) {
        ag_platform_hold_signals();
        outcome = write_unit(w);
        if (outcome == FAILED)
            discard(w);
        ag_platform_release_signals();
        return outcome;
    }
    if (!ok)
        discard(w);
    return ok ? WROTE : FAILED;
}

bool
ag_outputs_write(struct ag_output *outputs, size_t n, bool force,
                 struct ag_arena *arena, struct ag_text *text)
{
    enum { MANY = 100 };
    struct writer w = {.njob = n, .force = force, .arena = arena, .text = text};
    enum outcome outcome;

    if (n > MANY)
        ag_platform_raise_limit(); /* every output needs a descriptor */
    w.jobs = AG_NEW_ARRAY(arena, struct job, n);
    do
        outcome = attempt(&w, outputs);
    while (outcome == AGAIN);
    bool ok = outcome == WROTE;
    for (size_t i = 0; i < n && ok; i++)
        if (w.jobs[i].work == NOTHING && w.jobs[i].output->touch)
            ok = touch(&w, &w.jobs[i]);
    return ok;
}
