/*
 * Waiting for changes of files: inotify, kqueue, or nothing better than to look
 * again, as configure finds; each is one file, cli/watcher_*.c.
 *
 * A watcher is a hint. It may wake for nothing and may miss what network file
 * systems do; who uses it compares the files, and looks again from time to
 * time.
 */
#ifndef AG_CLI_WATCHER_H
#define AG_CLI_WATCHER_H

#include <stddef.h>

struct ag_watcher;

/* Watches files for what is done to them, and folders for what comes and goes
 * in them; paths that are not there are passed over. NULL: there is nothing to
 * watch with, or no more of it. */
struct ag_watcher *ag_watcher_open(const char *const *paths, size_t n);

/* Waits until something has happened since ag_watcher_open, for so many
 * milliseconds at most. Then a new watcher is needed. */
void ag_watcher_wait(struct ag_watcher *watcher, int milliseconds);

/* May be NULL. */
void ag_watcher_close(struct ag_watcher *watcher);

#endif
