/* The command `fmt`. */
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "cli/diff.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/run.h"

/* Writes a formatted text back to its file. Fails for a pipe. */
static int
write_back(struct ag_run *run, const char *path, struct ag_str text)
{
    struct ag_output output = {.path = path, .text = text.p, .size = text.n};
    struct stat st;

    if (ag_files_is_input(path))
        return ag_run_print(run, text);
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "cannot write '%s': not a regular file", path);
        return AG_STATUS_IO;
    }
    if (!ag_outputs_write(&output, 1, true, &run->arena, &run->text))
        return AG_STATUS_IO;
    ag_run_written(run, &output, 1);
    return AG_STATUS_FINE;
}

/* Formats one file. The output of --check and --diff goes to `out`. */
static int
format_file(struct ag_run *run, const char *path, struct ag_buf *out)
{
    const struct ag_args *args = &run->args;
    const char *name = path, *text;
    size_t size;

    if (ag_files_is_input(path))
        name = args->stdin_filepath ? args->stdin_filepath : "<stdin>";
    if (ag_path_is_script(ag_str(name))) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "cannot format '%s': it is a configuration, not a schema",
                    name);
        ag_text_say(&run->text, AG_LEVEL_HELP,
                    "`authgen fmt` formats schemas only; use the formatter of "
                    "your TypeScript files");
        return AG_STATUS_USAGE;
    }
    const char *why = ag_files_read(NULL, path, ag_arena_alloc_text,
                                    &run->arena, &text, &size);
    if (why) {
        ag_text_say(&run->text, AG_LEVEL_ERROR, "cannot read '%s': %s", name,
                    why);
        return AG_STATUS_IO;
    }
    struct ag_str before = {text, (uint32_t)size, 0}, after = {0};
    after.p = ag_format(run->context, name, text, size, &size);
    after.n = (uint32_t)size;
    if (!after.p)
        return (int)ag_status(run->context);
    if (!args->check && !args->diff)
        return write_back(run, path, after);
    if (ag_str_eq(before, after))
        return AG_STATUS_FINE;
    if (args->diff)
        ag_diff(out, name, before, after, &run->arena);
    else
        ag_buf_fmt(out, "%s\n", name);
    return args->check ? AG_STATUS_WRONG : AG_STATUS_FINE;
}

/* Formats each file separately and returns the worst status. */
int
ag_run_fmt(struct ag_run *run)
{
    const struct ag_strings *files = &run->args.operands;
    bool input = files->n == 0 && run->args.stdin_filepath;
    int worst = AG_STATUS_FINE;
    struct ag_buf out;

    if (!input && !ag_run_usual(run))
        return AG_STATUS_USAGE;
    ag_buf_init(&out, &run->arena);
    ag_run_open(run);
    for (size_t i = 0; i < files->n + input; i++) {
        int status = format_file(run, input ? "-" : files->p[i], &out);
        if (status > worst)
            worst = status;
    }
    ag_text_diagnostics(&run->text, run->context);
    if (out.n && ag_run_print(run, ag_buf_text(&out)) != AG_STATUS_FINE)
        worst = AG_STATUS_IO;
    ag_buf_free(&out);
    return worst;
}
