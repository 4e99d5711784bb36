/*
 * What only the program as a WebAssembly module has: the functions that its host
 * calls. packages/npm/runtime.cjs is the host; it gives the module files, as
 * WASI does.
 */
#include "cli/wasm.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/json.h"

void *
ag_wasm_alloc(size_t size)
{
    return malloc(size);
}

/* Prints the generated files as JSON instead of writing them. */
static int
print_files(struct ag_run *run)
{
    const struct ag_file *file = NULL;
    int status = ag_run_render(run);
    struct ag_buf out;
    struct ag_json json = {&out, false};

    if (status != AG_STATUS_FINE)
        return status;
    ag_buf_init(&out, &run->arena);
    ag_json_open(&json, NULL, '[');
    while ((file = ag_next_file(run->context, file))) {
        ag_json_open(&json, NULL, '{');
        ag_json_text(&json, "path", ag_str(file->path));
        ag_json_text(&json, "text",
                     (struct ag_str){file->text, (uint32_t)file->size, 0});
        ag_json_close(&json, '}');
    }
    ag_json_close(&json, ']');
    status = ag_run_print(run, ag_buf_text(&out));
    ag_buf_free(&out);
    return status;
}

int
ag_wasm_main(const char *folder, int argc, char **argv)
{
    return chdir(folder) == 0 ? ag_run_main(argc, argv, ag_run_generate)
                              : AG_STATUS_IO;
}

int
ag_wasm_files(const char *folder, int argc, char **argv)
{
    return chdir(folder) == 0 ? ag_run_main(argc, argv, print_files)
                              : AG_STATUS_IO;
}
