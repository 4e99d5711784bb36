#include "cli/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/platform.h"

enum {
    LETTERS = 6,
    LONGEST_NAME = 200, /* of NAME; the rest is cut */
};

const char *
ag_temporary_name(struct ag_arena *arena, const char *path,
                  enum ag_temporary kind)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t folder = (size_t)(name - path), n = strlen(name);
    uint64_t hash = 14695981039346656037u ^ (unsigned char)kind;

    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)name[i]) * 1099511628211u;
    if (n > LONGEST_NAME)
        n = LONGEST_NAME;
    char *p = ag_arena_text(arena, folder + n + LETTERS + 3), *q = p + folder;
    memcpy(p, path, folder);
    *q++ = '.';
    memcpy(q, name, n);
    q += n;
    *q++ = '.';
    hash ^= hash >> 32;
    for (int i = 0; i < LETTERS; i++, hash /= 36)
        *q++ = letters[hash % 36];
    *q = '\0';
    return p;
}

static const int flags = O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

/* Whether `name` is still the name of the open file. */
static bool
is_named(int fd, const char *name)
{
    struct stat open, named;

    return fstat(fd, &open) == 0 && lstat(name, &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

/* Removes `name` unless a running process has locked it; false and errno if it
 * still exists. */
static bool
sweep(const char *name)
{
    int fd = open(name, flags);
    bool gone;

    if (fd < 0)
        return errno == ENOENT;
    /* Only the owner of the lock may remove the name. */
    gone = ag_platform_lock(fd) && (!is_named(fd, name) || unlink(name) == 0);
    int error = errno;
    close(fd);
    errno = error;
    return gone;
}

void
ag_temporary_sweep(const char *name)
{
    (void)sweep(name);
}

int
ag_temporary_open(const char *name, mode_t mode)
{
    enum { TRIES = 100 };

    for (int i = 0; i < TRIES; i++) {
        struct stat st;
        int fd = open(name, flags | O_CREAT | O_EXCL, mode);
        if (fd < 0 && errno != EEXIST)
            return -1;
        if (fd < 0) {
            if (!sweep(name))
                return -1;
            continue;
        }
        /* Until it is locked, another run may treat it as a leftover. */
        if ((ag_platform_lock(fd) || errno != EWOULDBLOCK) &&
            fstat(fd, &st) == 0 && st.st_nlink > 0)
            return fd;
        close(fd);
    }
    errno = EWOULDBLOCK;
    return -1;
}
