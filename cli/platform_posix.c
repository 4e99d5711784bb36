/* Linux, macOS and the BSDs. Locks that a child inherits, large pages and the
 * sticky bit of folders are not part of POSIX. */
#undef _POSIX_C_SOURCE
#define _DEFAULT_SOURCE
#include "config.h"

#include "cli/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void
ag_platform_init(void)
{
    struct pollfd fds[] = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
    const struct sigaction ignore = {.sa_handler = SIG_IGN};

    poll(fds, 3, 0);
    for (int fd = 0; fd < 3; fd++)
        if (fds[fd].revents & POLLNVAL) {
            /* Opened for the wrong direction, so that using it still fails. */
            int got = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
            if (got > fd)
                close(got);
        }
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

void
ag_platform_pages(void *self, void *memory, size_t size)
{
    (void)self;
#ifdef MADV_HUGEPAGE
    enum { PAGE = 1 << 21 };
    uintptr_t begin = ((uintptr_t)memory + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    uintptr_t end = ((uintptr_t)memory + size) & ~(uintptr_t)(PAGE - 1);

    /* This is only advice: if it is ignored, nothing changes. */
    if (begin < end)
        (void)madvise((void *)begin, end - begin, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)size;
#endif
}

/* Signals that end the run. */
static const int ending[] = {SIGHUP, SIGINT, SIGTERM};

/* The process has one mask of signals. */
static struct {
    bool held;
    sigset_t fatal;  /* those of `ending` that are not ignored */
    sigset_t before; /* the mask before they were blocked */
} signals;

void
ag_platform_hold_signals(void)
{
    struct sigaction action;

    sigemptyset(&signals.fatal);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (sigaction(ending[i], NULL, &action) == 0 &&
            action.sa_handler != SIG_IGN)
            sigaddset(&signals.fatal, ending[i]);
    sigprocmask(SIG_BLOCK, &signals.fatal, &signals.before);
    signals.held = true;
}

void
ag_platform_release_signals(void)
{
    signals.held = false;
    sigprocmask(SIG_SETMASK, &signals.before, NULL);
}

bool
ag_platform_is_ended(void)
{
    sigset_t waiting;

    if (!signals.held || sigpending(&waiting) != 0)
        return false;
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (sigismember(&signals.fatal, ending[i]) == 1 &&
            sigismember(&waiting, ending[i]) == 1)
            return true;
    return false;
}

bool
ag_platform_lock(int fd)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

/* Does the work in a child that has a session of its own. */
_Noreturn static void
work_as_child(void (*work)(void *self), void *self, const void *result,
              size_t size, int out)
{
    setsid();
    work(self);
    _exit(write(out, result, size) != (ssize_t)size);
}

/* Waits for the child; false if it was killed. */
static bool
ask_child(pid_t child, int in, void *result, size_t size)
{
    ssize_t n;

    do
        n = read(in, result, size);
    while (n < 0 && errno == EINTR);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    return n == (ssize_t)size;
}

bool
ag_platform_shield(void (*work)(void *self), void *self, void *result,
                   size_t size)
{
    int pipes[2];

    if (pipe(pipes) != 0) {
        work(self);
        return true;
    }
    pid_t child = fork();
    if (child == 0)
        work_as_child(work, self, result, size, pipes[1]);
    close(pipes[1]);
    bool done = child > 0 && ask_child(child, pipes[0], result, size);
    close(pipes[0]);
    if (child < 0) {
        work(self);
        done = true;
    }
    return done;
}

bool
ag_platform_may_write(const char *path)
{
    return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

bool
ag_platform_may_replace(const struct stat *file, const struct stat *folder)
{
    return (folder->st_mode & S_ISVTX) == 0 || geteuid() == 0 ||
           geteuid() == folder->st_uid || geteuid() == file->st_uid;
}

bool
ag_platform_inherit(int fd, const struct stat *old)
{
    /* Only root can change the owner, and others only to their own groups. A
     * failure does not matter. */
    if (fchown(fd, old->st_uid, old->st_gid) != 0)
        errno = 0;
    return fchmod(fd, old->st_mode & 0777) == 0;
}

bool
ag_platform_settle(int fd)
{
    int copy = dup(fd);

    return copy >= 0 && close(copy) == 0;
}

void
ag_platform_raise_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return;
#ifdef OPEN_MAX /* macOS allows no more, whatever the limit is. */
    limit.rlim_cur = OPEN_MAX;
    if (before < OPEN_MAX)
        setrlimit(RLIMIT_NOFILE, &limit);
#else
    (void)before;
#endif
}
