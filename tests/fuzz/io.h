/*
 * What fuzz targets have in common: a context whose files are in memory.
 */
#ifndef AG_TESTS_FUZZ_IO_H
#define AG_TESTS_FUZZ_IO_H

#include <stdlib.h>
#include <string.h>

#include "authgen/authgen.h"

/* A file; several end with one whose path is NULL. */
struct fuzz_file {
    const char *path;
    const char *text;
    size_t size;
};

static inline const char *
fuzz_read(void *self, const char *path,
          void *(*alloc)(void *memory, size_t size), void *memory,
          const char **text, size_t *size)
{
    const struct fuzz_file *file = self;

    while (file->path && strcmp(file->path, path) != 0)
        file++;
    if (!file->path)
        return ag_missing;
    char *copy = alloc(memory, file->size + 1);
    if (file->size)
        memcpy(copy, file->text, file->size);
    copy[file->size] = '\0';
    *text = copy;
    *size = file->size;
    return NULL;
}

/* ag_io.list: the folders are parts of the paths. */
static inline const char *
fuzz_list(void *self, const char *path,
          void (*each)(void *more, const char *name), void *more)
{
    size_t n = strcmp(path, ".") == 0 ? 0 : strlen(path);
    const char *why = ag_missing;

    for (const struct fuzz_file *f = self; f->path; f++) {
        const char *rest = f->path + n, *end;
        if (strncmp(f->path, path, n) != 0 || (n && *rest++ != '/'))
            continue;
        why = NULL;
        end = strchr(rest, '/');
        if (!end || !each)
            continue;
        char *name = calloc(1, (size_t)(end - rest) + 1);
        memcpy(name, rest, (size_t)(end - rest));
        each(more, name);
        free(name);
    }
    return why;
}

static inline struct ag_context *
fuzz_open(struct fuzz_file *files)
{
    const struct ag_io io = {
        .self = files, .read = fuzz_read, .list = fuzz_list};

    return ag_new(&io);
}

/* Looks at all that is said, so that nothing of it points elsewhere. */
static inline void
fuzz_look(struct ag_context *context)
{
    const struct ag_diagnostic *d = NULL;

    while ((d = ag_next_diagnostic(context, d))) {
        if (strlen(d->message) == 0 || d->end.offset < d->begin.offset)
            abort();
        if (d->line_size && !memchr(d->line, d->line[0], d->line_size))
            abort();
    }
}

#endif
