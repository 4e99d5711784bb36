/*
 * Files and descriptors: reading texts, and writing bytes to descriptors, where
 * they cannot be undone. cli/output.h writes the generated files.
 */
#ifndef AG_CLI_FILES_H
#define AG_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"

/* The descriptor that a path names ("/dev/fd/3"); -1 if it names none. */
int ag_files_descriptor(const char *path);

/* Whether a path means standard input, as "-" and "/dev/stdin" do. */
bool ag_files_is_input(const char *path);

/* Implements ag_io.read for regular files, pipes and any standard input. */
const char *ag_files_read(void *self, const char *path,
                          void *(*alloc)(void *memory, size_t size),
                          void *memory, const char **text, size_t *size);

/* Implements ag_io.list. */
const char *ag_files_list(void *self, const char *path,
                          void (*each)(void *more, const char *name),
                          void *more);

/* Whether a path is that of a folder. */
bool ag_files_is_folder(const char *path);

/* Sets *paths to the files *.prisma in `folder` and in the folders below it, but
 * not in those that symbolic links lead to: in the order of their paths, with a
 * NULL at the end. Returns NULL, or the reason of a failure. */
const char *ag_files_schemas(const char *folder, struct ag_arena *arena,
                             const char ***paths);

/* Reads what there is from a descriptor, at most `room` bytes, waiting as long as
 * necessary for the first. Returns their number, 0 at the end; -1 and errno on
 * failure. */
ssize_t ag_files_get(int fd, char *p, size_t room);

/* Writes all bytes to a descriptor, waiting as long as necessary; false and
 * errno on failure. */
bool ag_files_put(int fd, const char *p, size_t size);

#endif
