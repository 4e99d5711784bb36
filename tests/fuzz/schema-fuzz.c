/*
 * Whatever the bytes of a schema are, it is checked and generated, or mistakes
 * are reported. The first byte chooses the dialect, and whether to generate,
 * which takes longer, and for which target.
 */
#include "tests/fuzz/io.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const dialects[] = {"sqlite", "postgresql", "mysql",
                                           "sqlserver"};
    static const char *const targets[] = {
        "drizzle", "drizzle@1",   "prisma", "prisma@6",
        "typeorm", "typeorm@0.3", "sql",    "options",
    };
    struct fuzz_file none = {NULL, NULL, 0};
    struct ag_context *context = fuzz_open(&none);
    struct ag_request request = {0};
    unsigned choice = size ? data[0] : 0;

    request.dialect = dialects[choice % 4];
    request.target = targets[choice / 4 % 8];
    if (size)
        ag_add(context, "fuzz.auth", (const char *)data + 1, size - 1);
    bool fine = choice < 128 ? ag_check_schema(context, &request)
                             : ag_generate(context, &request);
    const struct ag_file *file = NULL;
    while ((file = ag_next_file(context, file)))
        if (!fine || !file->path ||
            (file->size && !memchr(file->text, file->text[0], file->size)))
            abort();
    if (fine == (ag_errors(context) > 0))
        abort();
    fuzz_look(context);
    ag_free(context);
    return 0;
}
