/* The commands `generate` and `check`. */
#include <string.h>
#include <sys/stat.h>

#include "cli/files.h"
#include "cli/run.h"

/* The target's options as -O gives them; NULL after an error. */
static struct ag_option *
parse_options(struct ag_run *run)
{
    const struct ag_strings *given = &run->args.option;
    struct ag_option *options =
        AG_NEW_ARRAY(&run->arena, struct ag_option, given->n + 1);

    for (size_t i = 0; i < given->n; i++) {
        const char *equals = strchr(given->p[i], '=');
        if (!equals || equals == given->p[i]) {
            ag_text_say(&run->text, AG_LEVEL_ERROR,
                        "option '--option' wants NAME=VALUE, not '%s'",
                        given->p[i]);
            return NULL;
        }
        struct ag_str name = ag_str(given->p[i]);
        name.n = (uint32_t)(equals - given->p[i]);
        options[i].name = ag_arena_fmt(&run->arena, "%.*s", AG_ARG(name)).p;
        options[i].value = equals + 1;
    }
    return options;
}

/* --output: NULL for standard output, with a '/' if it is a folder. */
static const char *
output_of(struct ag_run *run)
{
    const char *output = run->args.output;
    struct stat st;

    if (!output || strcmp(output, "-") == 0)
        return NULL;
    if (output[0] && output[strlen(output) - 1] != '/' &&
        stat(output, &st) == 0 && S_ISDIR(st.st_mode))
        return ag_arena_fmt(&run->arena, "%s/", output).p;
    return output;
}

/* Generates what --target asks for. */
static int
generate_target(struct ag_run *run)
{
    struct ag_option *options = parse_options(run);
    struct ag_request request = {
        .target = run->args.target,
        .output = output_of(run),
        .options = options,
        .noption = run->args.option.n,
    };

    if (!options)
        return AG_STATUS_USAGE;
    ag_run_override(&request, &run->args);
    ag_generate(run->context, &request);
    return AG_STATUS_FINE;
}

static void
name_targets(struct ag_run *run)
{
    struct ag_buf names;
    const struct ag_target_info *target = NULL;

    ag_buf_init(&names, &run->arena);
    while ((target = ag_next_target(run->context, target)))
        ag_buf_fmt(&names, "%s%s", names.n ? ", " : "", target->name);
    ag_text_say(&run->text, AG_LEVEL_HELP,
                "say which with --target (%.*s), or write a generator block "
                "with such a provider",
                AG_ARG(ag_buf_text(&names)));
    ag_buf_free(&names);
}

/* Generates what the schema's generator blocks ask for. */
static int
generate_requests(struct ag_run *run)
{
    const struct ag_request *asked = NULL;
    bool any = false;

    while ((asked = ag_next_request(run->context, asked))) {
        struct ag_request request = *asked;
        ag_run_override(&request, &run->args);
        ag_generate(run->context, &request);
        any = true;
    }
    if (any || ag_errors(run->context))
        return AG_STATUS_FINE;
    ag_text_say(&run->text, AG_LEVEL_ERROR,
                "nothing to generate: no target is named, and the schema has "
                "no generator block for one");
    name_targets(run);
    return AG_STATUS_USAGE;
}

/* Writes the files of the context. */
static int
write_generated(struct ag_run *run)
{
    const struct ag_file *file = NULL;
    struct ag_output *outputs;
    size_t n = 0, printed = 0;

    while ((file = ag_next_file(run->context, file))) {
        n++;
        printed += file->to_output;
    }
    if (printed > 1) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "%zu files cannot all be printed", printed);
        ag_text_say(&run->text, AG_LEVEL_HELP, "%s",
                    run->args.target ? "name a folder with --output DIR/"
                                     : "give each generator block an `output`");
        return AG_STATUS_USAGE;
    }
    outputs = AG_NEW_ARRAY(&run->arena, struct ag_output, n);
    for (size_t i = 0; (file = ag_next_file(run->context, file)); i++) {
        outputs[i].path = file->to_output ? NULL : file->path;
        outputs[i].text = file->text;
        outputs[i].size = file->size;
        outputs[i].make_folders = file->make_folders;
    }
    return ag_files_write(outputs, n, run->args.force, &run->arena, &run->text)
               ? AG_STATUS_FINE
               : AG_STATUS_IO;
}

int
ag_run_generate(struct ag_run *run)
{
    const struct ag_args *args = &run->args;
    int status;

    if (!args->target && (args->output || args->option.n)) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "option '--%s' goes with '--target'",
                    args->output ? "output" : "option");
        ag_text_say(&run->text, AG_LEVEL_HELP,
                    "generator blocks say for themselves where and how");
        return AG_STATUS_USAGE;
    }
    if (args->output && !args->output[0]) {
        ag_text_say(&run->text, AG_LEVEL_ERROR, "option '--output' is empty");
        return AG_STATUS_USAGE;
    }
    status = ag_run_read(run);
    if (status == AG_STATUS_FINE)
        status = args->target ? generate_target(run) : generate_requests(run);
    if (!run->context)
        return status;
    ag_text_diagnostics(&run->text, run->context);
    if (status == AG_STATUS_FINE)
        status = (int)ag_status(run->context);
    return status == AG_STATUS_FINE ? write_generated(run) : status;
}

/* Checks for each dialect that the generator blocks ask for, or else for the
 * schema's own. */
int
ag_run_check(struct ag_run *run)
{
    const struct ag_request *asked = NULL;
    struct ag_request request = {0};
    int status = ag_run_read(run);

    if (!run->context)
        return status;
    if (status == AG_STATUS_FINE && !run->args.dialect)
        while ((asked = ag_next_request(run->context, asked))) {
            request = *asked;
            ag_run_override(&request, &run->args);
            ag_check_schema(run->context, &request);
        }
    if (status == AG_STATUS_FINE && !request.target) {
        ag_run_override(&request, &run->args);
        ag_check_schema(run->context, &request);
    }
    ag_text_diagnostics(&run->text, run->context);
    return status == AG_STATUS_FINE ? (int)ag_status(run->context) : status;
}
