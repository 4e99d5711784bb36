/*
 * What differs between systems. configure chooses the implementation:
 *
 * - cli/platform_posix.c for Linux, macOS and the BSDs;
 * - cli/platform_plain.c for systems without processes, signals and locks, such
 *   as WASI. Files are still written to temporaries and renamed, but nothing
 *   protects a run that is killed, or two runs that write the same file.
 *
 * cli/watcher.h does the same for notifications of changes.
 */
#ifndef AG_CLI_PLATFORM_H
#define AG_CLI_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <time.h>

/* Timestamps of a file: of its content, and of its content or attributes. */
struct timespec ag_platform_modified(const struct stat *st);
struct timespec ag_platform_changed(const struct stat *st);

/* Must be called first. Makes sure that descriptors 0 to 2 are open (otherwise
 * messages could be written into a file that is opened later), and that a
 * broken pipe or a file size limit makes write() fail instead of raising a
 * signal. */
void ag_platform_init(void);

/* Implements ag_io.large: requests large pages for the part of `memory` that
 * consists of whole large pages. A schema of ten thousand models takes tens of
 * megabytes; without large pages, a sixth of the run time goes into the first
 * touch of each small page. */
void ag_platform_pages(void *self, void *memory, size_t size);

/* Delays the signals that would end the run; until when; and whether one of
 * them is waiting. Without a delay, none is waiting. */
void ag_platform_hold_signals(void);
void ag_platform_release_signals(void);
bool ag_platform_is_ended(void);

/* Locks an open file until all its descriptors are closed, in this process and
 * in its children. False and errno on failure, EWOULDBLOCK if another process
 * has locked it. */
bool ag_platform_lock(int fd);

/* Calls `work(self)` in such a way that ending this process or its process
 * group does not stop it. `result` is the part of `self` that `work` changes.
 * False if it was stopped nevertheless; `result` is then unchanged. */
bool ag_platform_shield(void (*work)(void *self), void *self, void *result,
                        size_t size);

/* Whether this process may change the file at `path`; else false and errno. */
bool ag_platform_may_write(const char *path);

/* Whether this process may replace `file` in `folder`. In a folder such as
 * /tmp, others may write to the file but not replace it. */
bool ag_platform_may_replace(const struct stat *file,
                             const struct stat *folder);

/* Gives an open file the owner and the permissions of `old`, the file that it
 * will replace. False and errno if it cannot have these permissions. */
bool ag_platform_inherit(int fd, const struct stat *old);

/* Reports the errors of an open file that appear only when it is closed. False
 * and errno if there is one. The file stays open. */
bool ag_platform_settle(int fd);

/* Raises the limit of open files as far as possible. */
void ag_platform_raise_limit(void);

#endif
