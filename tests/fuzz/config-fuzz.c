/*
 * Whatever the bytes of a configuration and of the project around it are,
 * reading it ends, and what comes of it is a schema without mistakes of syntax.
 * As in tests/project, a line "=== PATH" begins a file; the text before the
 * first is auth.ts. The configurations are the first files with `auth` in their
 * paths; the text before them is read with JSX, too.
 */
#include "tests/fuzz/io.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_FILES = 16, MOST_CONFIGURATIONS = 2 };

/* Splits `text`, in which it ends the paths with NULs. */
static void
split(struct fuzz_file *files, char *text, size_t size)
{
    struct fuzz_file *file = files;
    size_t next;

    *file = (struct fuzz_file){"auth.ts", text, 0};
    for (size_t i = 0; i < size; i = next) {
        char *end = memchr(text + i, '\n', size - i);
        next = end ? (size_t)(end - text) + 1 : size;
        file->size = (size_t)(text + i - file->text);
        if (!end || next - i < 6 || memcmp(text + i, "=== ", 4) != 0 ||
            file - files == MOST_FILES - 1)
            continue;
        *end = '\0';
        *++file = (struct fuzz_file){text + i + 4, text + next, 0};
    }
    file->size = (size_t)(text + size - file->text);
}

static void
look(struct fuzz_file *files, const char *path)
{
    struct ag_context *context = fuzz_open(files);
    size_t n = 0;
    const char *schema = ag_expand_file(context, path, &n);

    if (!schema && !ag_errors(context))
        abort();
    fuzz_look(context);
    if (schema) {
        struct ag_context *again = fuzz_open(files);
        const struct ag_diagnostic *d = NULL;
        ag_add(again, "expanded.auth", schema, n);
        ag_check_schema(again, NULL);
        while ((d = ag_next_diagnostic(again, d)))
            if (d->code && d->code < 1010 && d->level == AG_LEVEL_ERROR)
                abort(); /* of syntax */
        ag_free(again);
    }
    ag_free(context);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_file files[MOST_FILES + 1] = {{NULL, NULL, 0}};
    char *text = malloc(size + 1);
    int n = 0;

    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    split(files, text, size);
    for (struct fuzz_file *f = files; f->path && n < MOST_CONFIGURATIONS; f++)
        if (f->size && strstr(f->path, "auth")) {
            look(files, f->path);
            n++;
        }
    files[0].path = "auth.tsx"; /* with JSX */
    look(files, files[0].path);
    free(text);
    return 0;
}
