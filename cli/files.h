/*
 * Files and descriptors: how texts come in, and how bytes go out to where they
 * cannot be taken back from. What is made is written by cli/output.h.
 */
#ifndef AG_CLI_FILES_H
#define AG_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* Called first: sees to it that descriptors 0 to 2 are open (or no file would
 * be safe from messages) and that a broken pipe and a file size limit are
 * errors of write instead of signals. */
void ag_files_init(void);

/* The descriptor that a path names ("/dev/fd/3"); -1: none of this process. */
int ag_files_descriptor(const char *path);

/* Whether a path means standard input, as "-" and "/dev/stdin" do. */
bool ag_files_is_input(const char *path);

/* ag_io.read. Regular files, pipes, and standard input, whatever it is. */
const char *ag_files_read(void *self, const char *path,
                          void *(*alloc)(void *memory, size_t size),
                          void *memory, const char **text, size_t *size);

/* Writes all of it to a descriptor, however long that takes; false, and errno,
 * if that fails. */
bool ag_files_put(int fd, const char *p, size_t size);

#endif
