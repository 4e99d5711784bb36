/* Systems without notifications of changes. */
#include "cli/watcher.h"

struct ag_watcher *
ag_watcher_open(const char *const *paths, size_t n)
{
    (void)paths;
    (void)n;
    return NULL;
}

void
ag_watcher_wait(struct ag_watcher *watcher, int milliseconds)
{
    (void)watcher;
    (void)milliseconds;
}

void
ag_watcher_close(struct ag_watcher *watcher)
{
    (void)watcher;
}
