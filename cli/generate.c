/* The command `generate`. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "cli/depend.h"
#include "cli/diff.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/run.h"

/* The target's options from the -O options; NULL after an error. */
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
                        "the value of '--option' must be NAME=VALUE, not '%s'",
                        given->p[i]);
            return NULL;
        }
        options[i].name = ag_arena_cstr(&run->arena, given->p[i],
                                        (size_t)(equals - given->p[i]));
        options[i].value = equals + 1;
    }
    return options;
}

/* The path of --output: NULL for standard output, ending with '/' for a folder.
 */
static const char *
output_of(struct ag_run *run)
{
    const char *output = run->args.output;

    if (!output || strcmp(output, "-") == 0)
        return NULL;
    if (output[0] && output[strlen(output) - 1] != '/' &&
        ag_files_is_folder(output))
        return ag_arena_fmt(&run->arena, "%s/", output).p;
    return output;
}

/* Whether the only input is a configuration, which has no generator blocks. */
static bool
is_configuration(const struct ag_run *run)
{
    const struct ag_args *args = &run->args;
    const struct ag_strings *files =
        args->operands.n ? &args->operands : &args->use;

    return files->n == 1 && ag_path_is_script(ag_str(files->p[0]));
}

/* Generates the target of --target, or the one that suits a configuration. */
static int
generate_target(struct ag_run *run, const char *target)
{
    struct ag_option *options = parse_options(run);
    struct ag_request request = {
        .target = target,
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
                "add --target TARGET, or a generator block with the provider "
                "authgen and a target; the targets are %.*s",
                AG_ARG(ag_buf_text(&names)));
    ag_buf_free(&names);
}

/* Generates the targets that the schema's generator blocks request. */
static int
generate_requests(struct ag_run *run)
{
    const struct ag_request *asked = NULL;
    bool any = false;

    while ((asked = ag_next_request(run->context, asked))) {
        struct ag_request request = *asked;
        if (run->generator && strcmp(run->generator, request.name) != 0)
            continue;
        ag_run_override(&request, &run->args);
        ag_generate(run->context, &request);
        any = true;
    }
    if (any || ag_errors(run->context))
        return AG_STATUS_FINE;
    if (run->generator) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "the provider of generator '%s' is not authgen",
                    run->generator);
        ag_text_say(&run->text, AG_LEVEL_HELP,
                    "write `provider = \"authgen\"`");
        return AG_STATUS_USAGE;
    }
    ag_text_say(&run->text, AG_LEVEL_ERROR,
                "nothing to generate: --target is missing, and the schema has "
                "no generator block with a target");
    name_targets(run);
    return AG_STATUS_USAGE;
}

/* Updates the timestamp of the stamp file and keeps its content. */
static int
touch_stamp(struct ag_run *run)
{
    const char *path = run->args.stamp;
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    bool touched = fd >= 0 && futimens(fd, NULL) == 0;

    if (!touched)
        ag_text_say(&run->text, AG_LEVEL_ERROR, "cannot touch '%s': %s", path,
                    strerror(errno));
    if (fd >= 0)
        close(fd);
    return touched ? AG_STATUS_FINE : AG_STATUS_IO;
}

/* Whether `n` files can go to standard output; reports an error if not. */
static bool
can_print(struct ag_run *run, size_t n)
{
    if (n && run->args.command == AG_COMMAND_watch) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "`authgen watch` cannot print its output: add --output "
                    "FILE, or an `output` to the generator block");
        return false;
    }
    if (n > 1) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "cannot print %zu files to standard output", n);
        ag_text_say(&run->text, AG_LEVEL_HELP, "%s",
                    run->args.target
                        ? "add --output DIR/ to write them to a folder"
                        : "add an `output` to each generator block");
        return false;
    }
    return true;
}

/* Writes the files of the context, and the dependency file and the stamp. */
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
    if (!can_print(run, printed))
        return AG_STATUS_USAGE;
    outputs = AG_NEW_ARRAY(&run->arena, struct ag_output, n + 1);
    for (size_t i = 0; (file = ag_next_file(run->context, file)); i++) {
        outputs[i].path = file->to_output ? NULL : file->path;
        outputs[i].text = file->text;
        outputs[i].size = file->size;
        outputs[i].touch = run->args.touch;
    }
    size_t all = n + run->args.depend;
    if (run->args.depend && !ag_depend(run, &outputs[n]))
        return AG_STATUS_USAGE;
    if (!ag_outputs_write(outputs, all, run->args.force, &run->arena,
                          &run->text))
        return AG_STATUS_IO;
    for (size_t i = 0; i < n; i++)
        run->written += outputs[i].written;
    if (run->args.command == AG_COMMAND_generate)
        ag_run_written(run, outputs, n);
    return run->args.stamp ? touch_stamp(run) : AG_STATUS_FINE;
}

/* --list-outputs */
static int
list_outputs(struct ag_run *run)
{
    const struct ag_file *file = NULL;
    struct ag_buf out;

    ag_buf_init(&out, &run->arena);
    while ((file = ag_next_file(run->context, file))) {
        if (file->to_output)
            continue;
        ag_buf_str(&out, ag_str(file->path));
        ag_buf_char(&out, run->args.null ? '\0' : '\n');
    }
    int status = ag_run_print(run, ag_buf_text(&out));
    ag_buf_free(&out);
    return status;
}

static bool
has_output(struct ag_run *run, const struct ag_file *file)
{
    if (file->to_output)
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "'%s' has no output file to compare with: add --output",
                    file->path);
    return !file->to_output;
}

static const struct ag_position first_line = {
    .line = 1, .column = 1, .utf16 = 1, .point = 1};

/* The line of `before` with the first difference from `after`. */
static struct ag_position
first_difference(struct ag_str before, struct ag_str after)
{
    struct ag_position at = first_line;

    for (uint32_t i = 0;
         i < before.n && i < after.n && before.p[i] == after.p[i]; i++)
        if (before.p[i] == '\n' && i + 1 < before.n) {
            at.line++;
            at.offset = i + 1;
        }
    return at;
}

/* Appends to `out` the difference between a file on disk and its new content.
 * Returns an exit status, AG_STATUS_WRONG if they differ. */
static int
check_output(struct ag_run *run, const struct ag_file *file, struct ag_buf *out)
{
    struct ag_str before = {0}, after = {file->text, (uint32_t)file->size, 0};
    size_t size = 0;

    const char *why = ag_files_read(NULL, file->path, ag_arena_alloc_text,
                                    &run->arena, &before.p, &size);
    if (why && why != ag_missing) {
        ag_text_say(&run->text, AG_LEVEL_ERROR, "cannot read '%s': %s",
                    file->path, why);
        return AG_STATUS_IO;
    }
    before.n = (uint32_t)size;
    if (!why && ag_str_eq(before, after))
        return AG_STATUS_FINE;
    ag_diff(out, file->path, before, after, &run->arena);
    const struct ag_position at = first_difference(before, after);
    ag_text_say_at(&run->text, AG_LEVEL_ERROR, file->path, &at,
                   "'%s' %s: run authgen without --check", file->path,
                   why ? "does not exist" : "is out of date");
    return AG_STATUS_WRONG;
}

static void
put_difference(struct ag_run *run, struct ag_buf *out, const char *path,
               const struct ag_difference_info *d)
{
    ag_text_say_at(&run->text, AG_LEVEL_ERROR, d->file ? d->file : path,
                   d->file ? &d->at : &first_line, "%s", d->text);
    ag_buf_fmt(out, "%s", d->file ? d->file : path);
    if (d->file)
        ag_buf_fmt(out, ":%u:%u", d->at.line, d->at.point);
    ag_buf_fmt(out, ": %s", d->text);
    if (d->schema_file)
        ag_buf_fmt(out, " (%s:%u:%u)", d->schema_file, d->schema_at.line,
                   d->schema_at.point);
    ag_buf_char(out, '\n');
}

/* Appends the differences between a Drizzle file on disk and its new content,
 * as tables. Returns an exit status, AG_STATUS_WRONG if they differ. */
static int
compare_output(struct ag_run *run, const struct ag_file *file,
               struct ag_buf *out)
{
    struct ag_overlay overlay = {
        .next = run->overlay,
        .path = file->path,
        .text = ag_arena_cstr(&run->arena, file->text, file->size),
        .size = file->size,
    };
    const struct ag_overlay *files = run->overlay;
    struct ag_context *found = ag_run_new(run), *wanted = ag_run_new(run);
    const struct ag_difference_info *list;
    size_t n;

    ag_read(found, file->path);
    ag_check_schema(found, NULL); /* which reads all files */
    run->overlay = &overlay;
    ag_read(wanted, file->path);
    list = ag_compare_schemas(run->context, file, found, wanted, &n);
    run->overlay = files;
    int status = (int)ag_status(found);
    for (size_t i = 0; i < n; i++)
        put_difference(run, out, file->path, &list[i]);
    if (ag_errors(wanted)) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "'%s' has no tables of Drizzle to compare: use --check",
                    file->path);
        status = AG_STATUS_USAGE;
    } else {
        ag_text_diagnostics(&run->text, found);
    }
    ag_free(found);
    ag_free(wanted);
    return n ? AG_STATUS_WRONG : status;
}

/* --check, --check=schema: prints the differences between the files on disk and
 * the output. */
static int
check_outputs(struct ag_run *run)
{
    const struct ag_file *file = NULL;
    bool schema = run->args.check_schema;
    struct ag_buf out;
    size_t stale = 0;
    int status = AG_STATUS_FINE;

    ag_buf_init(&out, &run->arena);
    while (status <= AG_STATUS_WRONG &&
           (file = ag_next_file(run->context, file))) {
        status = !has_output(run, file) ? AG_STATUS_USAGE
                 : schema               ? compare_output(run, file, &out)
                                        : check_output(run, file, &out);
        stale += status == AG_STATUS_WRONG;
    }
    if (status <= AG_STATUS_WRONG && stale) {
        status = ag_run_print(run, ag_buf_text(&out));
        if (out.n)
            ag_text_say(&run->text, AG_LEVEL_ERROR, "%zu %s out of date", stale,
                        stale == 1 ? "output is" : "outputs are");
        if (status == AG_STATUS_FINE)
            status = AG_STATUS_WRONG;
    }
    ag_buf_free(&out);
    return status;
}

/* Whether each option that modifies another one is used together with it. */
static bool
check_pairs(struct ag_run *run)
{
    const struct ag_args *args = &run->args;
    const bool target = args->target || is_configuration(run);
    const struct {
        bool given, with;
        const char *option, *other;
    } pairs[] = {
        {args->output != NULL, target, "--output", "--target"},
        {args->option.n != 0, target, "--option", "--target"},
        {args->null, args->list_outputs, "--null", "--list-outputs"},
        {args->depend_phony, args->depend, "-MP", "-MD"},
        {args->depend_file != NULL, args->depend, "-MF", "-MD"},
        {args->depend_target.n != 0, args->depend, "-MT", "-MD"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!pairs[i].given || pairs[i].with)
            continue;
        ag_text_say(&run->text, AG_LEVEL_ERROR, "option '%s' requires '%s'",
                    pairs[i].option, pairs[i].other);
        if (!args->target && (args->output || args->option.n))
            ag_text_say(&run->text, AG_LEVEL_HELP,
                        "add --target, or write outputs and options in the "
                        "generator blocks");
        return false;
    }
    return true;
}

int
ag_run_render(struct ag_run *run)
{
    const struct ag_args *args = &run->args;
    int status;

    if (!check_pairs(run))
        return AG_STATUS_USAGE;
    if (args->output && !args->output[0]) {
        ag_text_say(&run->text, AG_LEVEL_ERROR, "option '--output' is empty");
        return AG_STATUS_USAGE;
    }
    status = ag_run_read(run);
    if (status == AG_STATUS_FINE) {
        const char *target = args->target;
        if (!target && is_configuration(run))
            target = ag_adapter_target(run->context);
        status = target ? generate_target(run, target) : generate_requests(run);
    }
    if (!run->context)
        return status;
    ag_text_diagnostics(&run->text, run->context);
    return status == AG_STATUS_FINE ? (int)ag_status(run->context) : status;
}

int
ag_run_generate(struct ag_run *run)
{
    const struct ag_args *args = &run->args;
    int status = ag_run_render(run);

    if (status != AG_STATUS_FINE)
        return status;
    if (args->list_outputs)
        return list_outputs(run);
    return args->check || args->check_schema ? check_outputs(run)
                                             : write_generated(run);
}
