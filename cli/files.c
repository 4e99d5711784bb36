#include "cli/files.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/source.h"

void
ag_files_init(void)
{
    struct pollfd fds[] = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
    const struct sigaction ignore = {.sa_handler = SIG_IGN};

    poll(fds, 3, 0);
    for (int fd = 0; fd < 3; fd++)
        if (fds[fd].revents & POLLNVAL) {
            /* The wrong way round, so that using it is still an error. */
            int got = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
            if (got > fd)
                close(got);
        }
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

/* Reading. */

/* Reads to the end of `fd`, of which `hint` bytes are expected. Returns NULL
 * or why not. */
static const char *
slurp(int fd, size_t hint, void *(*alloc)(void *memory, size_t size),
      void *memory, const char **text, size_t *size)
{
    size_t room = hint + 1, used = 0; /* one more shows the end of the file */
    char *p = alloc(memory, room + 1);

    for (;;) {
        ssize_t n = read(fd, p + used, room - used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return strerror(errno);
        if (n == 0)
            break;
        used += (size_t)n;
        if (used > AG_SOURCE_LIMIT)
            return strerror(EFBIG);
        if (used == room) {
            room *= 2;
            char *larger = alloc(memory, room + 1);
            memcpy(larger, p, used);
            p = larger;
        }
    }
    p[used] = '\0';
    *text = p;
    *size = used;
    return NULL;
}

const char *
ag_files_read(void *self, const char *path,
              void *(*alloc)(void *memory, size_t size), void *memory,
              const char **text, size_t *size)
{
    enum { PIPE_HINT = 65535 };
    struct stat st;
    (void)self;

    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdin") == 0)
        return slurp(STDIN_FILENO, PIPE_HINT, alloc, memory, text, size);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return errno == ENOENT ? ag_missing : strerror(errno);

    const char *why = NULL;
    if (fstat(fd, &st) != 0)
        why = strerror(errno);
    else if (S_ISDIR(st.st_mode))
        why = strerror(EISDIR);
    else if (S_ISREG(st.st_mode) && st.st_size > AG_SOURCE_LIMIT)
        why = strerror(EFBIG);
    else if (S_ISREG(st.st_mode))
        why = slurp(fd, (size_t)st.st_size, alloc, memory, text, size);
    else if (S_ISFIFO(st.st_mode))
        why = slurp(fd, PIPE_HINT, alloc, memory, text, size);
    else
        why = "Not a regular file";
    close(fd);
    return why;
}

/* Writing. */

/* Signals that end the run, and wait while there are temporaries. */
static const int ending[] = {SIGHUP, SIGINT, SIGTERM};

enum work {
    STREAM,  /* written straight */
    NOTHING, /* the file is as it should be */
    CREATE,
    REPLACE
};

struct job {
    const struct ag_output *output;
    const char *path; /* links followed */
    char *temporary;  /* a name for it, whose end is still open */
    bool exists;      /* the temporary does */
    struct stat old;  /* of REPLACE */
    enum work work;
};

/* A folder that was made, to be removed if the run fails. */
struct made {
    struct made *next;
    const char *path;
};

struct writer {
    struct job *jobs;
    size_t njob;
    struct made *made; /* the last one first */
    bool force;
    sigset_t fatal; /* those of `ending` that are not ignored */
    struct ag_arena *arena;
    struct ag_text *text;
};

static bool
fail(struct writer *w, const struct job *job, int error)
{
    if (job->output->path)
        ag_text_say(w->text, AG_LEVEL_ERROR, "cannot write '%s': %s",
                    job->output->path, strerror(error));
    else if (error != EPIPE)
        ag_text_say(w->text, AG_LEVEL_ERROR, "cannot write standard output: %s",
                    strerror(error));
    return false;
}

/* The bytes of `path` before its last component, slash included. */
static size_t
folder_size(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? (size_t)(slash + 1 - path) : 0;
}

/* Where the link `path` leads; NULL and errno if it cannot be read. */
static const char *
follow(struct writer *w, const char *path, size_t size)
{
    size_t folder = folder_size(path);
    size_t room = size ? size : 4096; /* some file systems do not tell */
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

/* Paths that name a descriptor: their links lead nowhere that can be renamed
 * to. */
static bool
is_descriptor(const char *path)
{
    return strcmp(path, "/dev/stdout") == 0 ||
           strcmp(path, "/dev/stderr") == 0 ||
           strncmp(path, "/dev/fd/", 8) == 0 || strncmp(path, "/proc/", 6) == 0;
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

/* Compares the existing file with what is to be in it. */
static bool
compare(struct writer *w, struct job *job)
{
    const struct ag_output *output = job->output;
    char p[16384];
    size_t done = 0;
    bool marked = w->force || job->old.st_size == 0;
    bool same = (uintmax_t)job->old.st_size == output->size;
    int fd = open(job->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return w->force || fail(w, job, errno);
    for (;;) {
        ssize_t n = read(fd, p, same ? sizeof p : 512);
        if (n < 0 && errno == EINTR)
            continue;
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
                    "cannot write '%s': authgen did not write that file",
                    output->path);
        ag_text_say(w->text, AG_LEVEL_HELP,
                    "--force overwrites it; what authgen writes has '%s' at "
                    "its top",
                    AG_MARK);
        return false;
    }
    return true;
}

/* Finds out what is to be done for an output, and whether it may be done. */
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
    if (job->work == REPLACE &&
        faccessat(AT_FDCWD, job->path, W_OK, AT_EACCESS) != 0)
        return fail(w, job, errno);
    return true;
}

/* Writes all; false and errno. `fatal` signals that are waiting end it, if it
 * is not NULL. */
static bool
write_all(int fd, const char *p, size_t size, const sigset_t *fatal)
{
    enum { CHUNK = 1 << 20 };

    while (size) {
        ssize_t n = write(fd, p, size < CHUNK ? size : CHUNK);
        if (n < 0 && errno == EAGAIN) {
            struct pollfd ready = {fd, POLLOUT, 0};
            poll(&ready, 1, -1);
            continue;
        }
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            p += n;
            size -= (size_t)n;
        }
        sigset_t waiting;
        if (!fatal || sigpending(&waiting) != 0)
            continue;
        for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
            if (sigismember(fatal, ending[i]) == 1 &&
                sigismember(&waiting, ending[i]) == 1) {
                errno = EINTR;
                return false;
            }
    }
    return true;
}

static bool
write_stream(struct writer *w, const struct job *job)
{
    const struct ag_output *output = job->output;
    int fd = STDOUT_FILENO;

    if (output->path && strcmp(job->path, "/dev/stdout") != 0)
        fd = open(job->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || !write_all(fd, output->text, output->size, NULL)) {
        int error = errno;
        if (fd > STDERR_FILENO)
            close(fd);
        return fail(w, job, error);
    }
    return close(fd) == 0 || fail(w, job, errno);
}

/* Makes the folders of `path` that are missing; opening the file will tell
 * what could not be done. */
static void
make_folders(struct writer *w, const char *path)
{
    struct ag_str folder = ag_str(path);

    folder.n = (uint32_t)folder_size(path);
    folder = ag_arena_fmt(w->arena, "%.*s", AG_ARG(folder));
    if (folder.n == 0 || access(folder.p, F_OK) == 0)
        return;
    for (uint32_t i = 1; i < folder.n; i++) {
        if (path[i] != '/' || path[i - 1] == '/')
            continue;
        struct made *made = AG_NEW(w->arena, struct made);
        made->path = ag_arena_fmt(w->arena, "%.*s", (int)i, path).p;
        if (mkdir(made->path, 0777) == 0) {
            made->next = w->made;
            w->made = made;
        }
    }
}

/* Temporaries are called `.NAME.xxxxxx`, next to the output. */
enum {
    LETTERS = 6,
    LONGEST_NAME = 200, /* of NAME; the rest is cut */
};

static void
name_temporary(struct writer *w, struct job *job)
{
    size_t folder = folder_size(job->path);
    size_t n = strlen(job->path + folder);

    if (n > LONGEST_NAME)
        n = LONGEST_NAME;
    char *p = ag_arena_text(w->arena, folder + n + LETTERS + 3);
    job->temporary = p;
    memcpy(p, job->path, folder);
    p += folder;
    *p++ = '.';
    memcpy(p, job->path + folder, n);
    p += n;
    *p++ = '.';
    memset(p, 'x', LETTERS);
    p[LETTERS] = '\0';
}

/* A number that others cannot easily tell beforehand; O_EXCL does the rest. */
static uint64_t
seed(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * 1000000007u ^ (uint64_t)now.tv_nsec << 20 ^
           (uint64_t)getpid() << 44 ^ (uint64_t)(uintptr_t)&now;
}

/* Makes the temporary; -1 and errno if that fails. */
static int
open_temporary(struct job *job, mode_t mode)
{
    enum { TRIES = 100 };
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    char *end = job->temporary + strlen(job->temporary);
    uint64_t random = seed();

    for (int i = 0; i < TRIES; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        uint64_t bits = random >> 16;
        for (int k = 1; k <= LETTERS; k++, bits /= 36)
            end[-k] = letters[bits % 36];
        int fd = open(job->temporary, flags, mode);
        if (fd >= 0)
            job->exists = true;
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

static bool
write_temporary(struct writer *w, struct job *job)
{
    bool replaces = job->work == REPLACE;
    int fd = open_temporary(job, replaces ? 0600 : 0666);

    if (fd < 0) {
        int error = errno;
        fail(w, job, error);
        if (error == ENOENT)
            ag_text_say(w->text, AG_LEVEL_HELP, "make the folder '%.*s' first",
                        (int)folder_size(job->path), job->path);
        return false;
    }
    /* Only root can give a file away; for others it does not matter. */
    if (replaces && job->old.st_uid != geteuid() &&
        fchown(fd, job->old.st_uid, job->old.st_gid) != 0)
        errno = 0;
    bool ok = (!replaces || fchmod(fd, job->old.st_mode & 0777) == 0) &&
              write_all(fd, job->output->text, job->output->size, &w->fatal);
    int error = errno;
    if (close(fd) != 0 && ok) {
        error = errno;
        ok = false;
    }
    return ok || fail(w, job, error);
}

static bool
write_files(struct writer *w)
{
    for (size_t i = 0; i < w->njob; i++)
        if (w->jobs[i].work == CREATE && w->jobs[i].output->make_folders)
            make_folders(w, w->jobs[i].path);
    for (size_t i = 0; i < w->njob; i++)
        if (w->jobs[i].work >= CREATE && !write_temporary(w, &w->jobs[i]))
            return false;
    for (size_t i = 0; i < w->njob; i++) {
        struct job *job = &w->jobs[i];
        if (!job->exists)
            continue;
        if (rename(job->temporary, job->path) != 0)
            return fail(w, job, errno);
        job->exists = false;
    }
    return true;
}

static void
discard(struct writer *w)
{
    for (size_t i = 0; i < w->njob; i++)
        if (w->jobs[i].exists)
            unlink(w->jobs[i].temporary);
    for (const struct made *made = w->made; made; made = made->next)
        rmdir(made->path);
}

/* Makes the signals that end a run wait, but for those that are ignored
 * (nohup), which would look as if they waited. */
static void
hold_signals(struct writer *w, sigset_t *before)
{
    struct sigaction action;

    sigemptyset(&w->fatal);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (sigaction(ending[i], NULL, &action) == 0 &&
            action.sa_handler != SIG_IGN)
            sigaddset(&w->fatal, ending[i]);
    sigprocmask(SIG_BLOCK, &w->fatal, before);
}

bool
ag_files_write(const struct ag_output *outputs, size_t n, bool force,
               struct ag_arena *arena, struct ag_text *text)
{
    struct writer w = {.njob = n, .force = force, .arena = arena, .text = text};
    bool ok = true, any = false;
    sigset_t before;

    w.jobs = AG_NEW_ARRAY(arena, struct job, n);
    for (size_t i = 0; i < n; i++) {
        w.jobs[i].output = &outputs[i];
        if (!inspect(&w, &w.jobs[i]))
            ok = false;
        if (w.jobs[i].work >= CREATE) {
            name_temporary(&w, &w.jobs[i]);
            any = true;
        }
    }
    /* First what cannot be undone and may take its time. */
    for (size_t i = 0; i < n && ok; i++)
        if (w.jobs[i].work == STREAM)
            ok = write_stream(&w, &w.jobs[i]);
    if (!ok || !any)
        return ok;

    hold_signals(&w, &before);
    ok = write_files(&w);
    if (!ok)
        discard(&w);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ok;
}
