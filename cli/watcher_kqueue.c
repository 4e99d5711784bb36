/* The BSDs and macOS. */
#undef _POSIX_C_SOURCE
#define _DEFAULT_SOURCE
#include "cli/watcher.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/types.h>

#include <sys/event.h>
#include <sys/time.h>
#include <unistd.h>

struct ag_watcher {
    int queue;
    size_t n;
    int files[]; /* n open descriptors */
};

struct ag_watcher *
ag_watcher_open(const char *const *paths, size_t n)
{
    struct ag_watcher *watcher = malloc(sizeof *watcher + n * sizeof(int));
    struct kevent event;

    if (!watcher)
        return NULL;
    watcher->n = 0;
    watcher->queue = kqueue();
    if (watcher->queue < 0) {
        free(watcher);
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        int file = open(paths[i], O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (file < 0)
            continue;
        watcher->files[watcher->n++] = file;
        EV_SET(&event, (uintptr_t)file, EVFILT_VNODE, EV_ADD | EV_CLEAR,
               NOTE_WRITE | NOTE_EXTEND | NOTE_ATTRIB | NOTE_DELETE |
                   NOTE_RENAME,
               0, NULL);
        kevent(watcher->queue, &event, 1, NULL, 0, NULL);
    }
    return watcher;
}

void
ag_watcher_wait(struct ag_watcher *watcher, int milliseconds)
{
    const struct timespec wait = {milliseconds / 1000,
                                  milliseconds % 1000 * 1000000L};
    struct kevent event;

    kevent(watcher->queue, NULL, 0, &event, 1, &wait);
}

void
ag_watcher_close(struct ag_watcher *watcher)
{
    if (!watcher)
        return;
    for (size_t i = 0; i < watcher->n; i++)
        close(watcher->files[i]);
    close(watcher->queue);
    free(watcher);
}
