#include "cli/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "authgen/authgen.h"
#include "base/source.h"

/* Waits for a descriptor that another program made non-blocking. */
static void
await(int fd, short event)
{
    struct pollfd ready = {fd, event, 0};

    poll(&ready, 1, -1);
}

int
ag_files_descriptor(const char *path)
{
    static const char *const standard[] = {"/dev/stdin", "/dev/stdout",
                                           "/dev/stderr"};
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    uint32_t fd;

    for (int i = 0; i < 3; i++)
        if (strcmp(path, standard[i]) == 0)
            return i;
    for (int i = 0; i < 2; i++) {
        size_t n = strlen(folders[i]);
        if (strncmp(path, folders[i], n) == 0 &&
            ag_str_uint(ag_str(path + n), &fd))
            return (int)fd;
    }
    return -1;
}

bool
ag_files_is_input(const char *path)
{
    return strcmp(path, "-") == 0 || ag_files_descriptor(path) == STDIN_FILENO;
}

ssize_t
ag_files_get(int fd, char *p, size_t room)
{
    ssize_t n;

    while ((n = read(fd, p, room)) < 0) {
        if (errno == EAGAIN)
            await(fd, POLLIN);
        else if (errno != EINTR)
            break;
    }
    return n;
}

/* Reads `fd` to its end; `hint` is the expected size. Returns NULL or the
 * reason of the failure. */
static const char *
slurp(int fd, size_t hint, void *(*alloc)(void *memory, size_t size),
      void *memory, const char **text, size_t *size)
{
    size_t room = hint + 1, used = 0; /* one more byte detects the end */
    char *p = alloc(memory, room + 1);

    for (;;) {
        ssize_t n = ag_files_get(fd, p + used, room - used);
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

/* Whether an error of open() means that there is no such file. A path through a
 * file, such as authgen/x where the program is, leads nowhere, too. */
static bool
is_missing(int error)
{
    return error == ENOENT || error == ENOTDIR;
}

const char *
ag_files_read(void *self, const char *path,
              void *(*alloc)(void *memory, size_t size), void *memory,
              const char **text, size_t *size)
{
    enum { PIPE_HINT = 65535 };
    struct stat st;
    (void)self;

    if (ag_files_is_input(path))
        return slurp(STDIN_FILENO, PIPE_HINT, alloc, memory, text, size);
    /* Most files that are asked for are settings that a project lacks, which
     * stat() finds out in half the time of open(). The host of the WebAssembly
     * module may know what can be read, but not what there is. */
    if (stat(path, &st) != 0 && is_missing(errno))
        return ag_missing;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return is_missing(errno) ? ag_missing : strerror(errno);

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

/* Whether the entry of a folder is a folder, but no link to one. */
static bool
is_folder(int folder, const struct dirent *entry)
{
    struct stat st;

    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
        return false;
    return fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(st.st_mode);
}

const char *
ag_files_list(void *self, const char *path,
              void (*each)(void *more, const char *name), void *more)
{
    const struct dirent *entry;
    struct stat st;
    (void)self;

    if (stat(path, &st) != 0)
        return is_missing(errno) ? ag_missing : strerror(errno);
    if (!each)
        return NULL;
    DIR *folder = opendir(path);
    if (!folder)
        return strerror(errno);
    while ((entry = readdir(folder)))
        if (is_folder(dirfd(folder), entry))
            each(more, entry->d_name);
    closedir(folder);
    return NULL;
}

bool
ag_files_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

struct paths {
    struct ag_arena *arena;
    const char **p;
    size_t n, room;
};

static void
add_path(struct paths *paths, const char *path)
{
    if (paths->n == paths->room) {
        size_t room = 2 * paths->room + 16;
        const char **more = AG_NEW_ARRAY(paths->arena, const char *, room);
        for (size_t i = 0; i < paths->n; i++)
            more[i] = paths->p[i];
        paths->p = more;
        paths->room = room;
    }
    paths->p[paths->n++] = path;
}

static const char *
add_schemas(struct paths *paths, const char *path)
{
    const struct dirent *entry;
    const char *why = NULL;
    const bool slash = ag_str_ends(ag_str(path), AG_STR("/"));
    DIR *folder = opendir(path);

    if (!folder)
        return strerror(errno);
    while (!why && (entry = readdir(folder))) {
        bool below = is_folder(dirfd(folder), entry);
        if (!below && !ag_str_ends(ag_str(entry->d_name), AG_STR(".prisma")))
            continue;
        const char *name = ag_arena_fmt(paths->arena, "%s%s%s", path,
                                        slash ? "" : "/", entry->d_name)
                               .p;
        if (below)
            why = add_schemas(paths, name);
        else
            add_path(paths, name);
    }
    closedir(folder);
    return why;
}

static int
compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *
ag_files_schemas(const char *folder, struct ag_arena *arena,
                 const char ***paths)
{
    struct paths found = {.arena = arena};
    const char *why = add_schemas(&found, folder);

    add_path(&found, NULL);
    qsort(found.p, found.n - 1, sizeof *found.p, compare_paths);
    *paths = found.p;
    return why;
}

bool
ag_files_put(int fd, const char *p, size_t size)
{
    while (size) {
        ssize_t n = write(fd, p, size);
        if (n < 0 && errno == EAGAIN)
            await(fd, POLLOUT);
        else if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            p += n;
            size -= (size_t)n;
        }
    }
    return true;
}
