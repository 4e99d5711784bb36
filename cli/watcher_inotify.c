/* Linux. */
#include "cli/watcher.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <unistd.h>

struct ag_watcher {
    int fd;
};

struct ag_watcher *
ag_watcher_open(const char *const *paths, size_t n)
{
    const uint32_t changes = IN_MODIFY | IN_ATTRIB | IN_MOVE | IN_CREATE |
                             IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF;
    struct ag_watcher *watcher = malloc(sizeof *watcher);

    if (!watcher)
        return NULL;
    watcher->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watcher->fd < 0) {
        free(watcher);
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        inotify_add_watch(watcher->fd, paths[i], changes);
    return watcher;
}

void
ag_watcher_wait(struct ag_watcher *watcher, int milliseconds)
{
    struct pollfd ready = {watcher->fd, POLLIN, 0};

    poll(&ready, 1, milliseconds);
}

void
ag_watcher_close(struct ag_watcher *watcher)
{
    if (watcher)
        close(watcher->fd);
    free(watcher);
}
