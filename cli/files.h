/*
 * Files and descriptors: reading texts, and writing bytes to descriptors, where
 * they cannot be undone. cli/output.h writes the generated files.
 */
#ifndef AG_CLI_FILES_H
#define AG_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>

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

/* Writes all bytes to a descriptor, waiting as long as necessary; false and
 * errno on failure. */
bool ag_files_put(int fd, const char *p, size_t size);

#endif
