/*
 * Whatever the bytes of a configuration are, reading it ends, and what comes of
 * it is a schema without mistakes of syntax. What follows a NUL is the module
 * "./other", which the first one can import.
 */
#include "tests/fuzz/io.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *end = size ? memchr(text, '\0', size) : NULL;
    size_t first = end ? (size_t)(end - text) : size;
    struct fuzz_file files[] = {
        {"auth.ts", text, first},
        {"auth.tsx", text, first},
        {"other.ts", text + first, size - first},
        {NULL, NULL, 0},
    };

    if (end) {
        files[2].text++;
        files[2].size--;
    }
    for (int i = 0; i < 2; i++) {
        struct ag_context *context = fuzz_open(files);
        size_t n = 0;
        const char *schema = ag_expand_file(context, files[i].path, &n);
        if (!schema != !!ag_errors(context))
            abort(); /* neither a schema nor an error, or both */
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
    return 0;
}
