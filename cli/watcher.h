/*
 * Waits for changes of files: by inotify, kqueue or polling, as configure
 * selects. Each is a file cli/watcher_*.c.
 *
 * A watcher is a hint. It may wake without a change and may miss changes on
 * network file systems. So the caller compares the files and also checks them
 * from time to time.
 */
#ifndef AG_CLI_WATCHER_H
#define AG_CLI_WATCHER_H

#include <stddef.h>

struct ag_watcher;

/* Watches files for changes, and folders for files that are made or removed.
 * Ignores missing paths. Returns NULL if the system has no watchers, or no more
 * of them. */
struct ag_watcher *ag_watcher_open(const char *const *paths, size_t n);

/* Waits until something has changed since ag_watcher_open, at most the given
 * time. After that, a new watcher is needed. */
void ag_watcher_wait(struct ag_watcher *watcher, int milliseconds);

/* `watcher` may be NULL. */
void ag_watcher_close(struct ag_watcher *watcher);

#endif
