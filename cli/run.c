/* Steps that the commands share; see cli/run.h. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/output.h"
#include "cli/platform.h"
#include "cli/run.h"

_Noreturn void
ag_run_out_of_memory(void *self)
{
    static const char message[] = "authgen: error: out of memory\n";
    ssize_t n = write(STDERR_FILENO, message, sizeof message - 1);

    (void)self;
    (void)n;
    _exit(AG_STATUS_BUG);
}

int
ag_run_print(struct ag_run *run, struct ag_str text)
{
    struct ag_output output = {.text = text.p, .size = text.n};

    return ag_outputs_write(&output, 1, false, &run->arena, &run->text)
               ? AG_STATUS_FINE
               : AG_STATUS_IO;
}

/* Appends to `names`, without repetition, the words of `list`. */
static void
add_words(struct ag_buf *names, struct ag_str list)
{
    while (list.n) {
        struct ag_str word = ag_str_until(list, ' ');
        struct ag_str rest = ag_buf_text(names);
        list = ag_str_cut(list, word.n + (word.n < list.n), list.n);
        while (rest.n && !ag_str_eq(ag_str_until(rest, ' '), word)) {
            uint32_t end = ag_str_find(rest, ' ');
            rest = ag_str_cut(rest, end + (end < rest.n), rest.n);
        }
        if (rest.n == 0)
            ag_buf_fmt(names, "%s%.*s", names->n ? " " : "", AG_ARG(word));
    }
}

/* Appends the packages that the comment at the top of an output names. */
static void
add_packages(struct ag_buf *names, const struct ag_output *output)
{
    const struct ag_str mark = AG_STR(AG_NEEDS);
    struct ag_str text = {output->text, (uint32_t)output->size, 0};

    while (ag_str_starts(text, AG_STR("//"))) {
        struct ag_str line = ag_str_until(text, '\n');
        if (ag_str_starts(line, mark))
            add_words(names, ag_str_cut(line, mark.n, line.n));
        text = ag_str_cut(text, line.n + (line.n < text.n), text.n);
    }
}

void
ag_run_written(struct ag_run *run, const struct ag_output *outputs, size_t n)
{
    struct ag_buf packages;

    if (run->args.diagnostics || !isatty(STDERR_FILENO))
        return;
    ag_buf_init(&packages, &run->arena);
    for (size_t i = 0; i < n; i++) {
        if (!outputs[i].written)
            continue;
        ag_text_say(&run->text, AG_LEVEL_NOTE, "wrote %s", outputs[i].path);
        add_packages(&packages, &outputs[i]);
    }
    if (packages.n)
        ag_text_say(&run->text, AG_LEVEL_HELP, "it needs: npm install %.*s",
                    AG_ARG(ag_buf_text(&packages)));
    ag_buf_free(&packages);
}

/* ag_io.read */
static const char *
read_file(void *self, const char *path,
          void *(*alloc)(void *memory, size_t size), void *memory,
          const char **text, size_t *size)
{
    const struct ag_run *run = self;

    for (const struct ag_overlay *o = run->overlay; o; o = o->next)
        if (strcmp(o->path, path) == 0) {
            *text = o->text;
            *size = o->size;
            return NULL;
        }
    return ag_files_read(self, path, alloc, memory, text, size);
}

static struct ag_io
io_of(struct ag_run *run)
{
    return (struct ag_io){.self = run,
                          .read = read_file,
                          .nomem = ag_run_out_of_memory,
                          .large = ag_platform_pages,
                          .list = ag_files_list};
}

struct ag_context *
ag_run_new(struct ag_run *run)
{
    const struct ag_io io = io_of(run);

    return ag_new(&io);
}

struct ag_context *
ag_run_open(struct ag_run *run)
{
    struct ag_io io = io_of(run);

    io.memory = run->memory;
    io.memory_size = run->memory_size;
    run->context = ag_new(&io);
    ag_set_strict(run->context, run->args.strict);
    for (size_t i = 0; i < run->args.template_dir.n; i++)
        ag_add_template_dir(run->context, run->args.template_dir.p[i]);
    for (size_t i = 0; i < run->args.preset_dir.n; i++)
        ag_add_preset_dir(run->context, run->args.preset_dir.p[i]);
    return run->context;
}

/* Reports missing folders, which the library would ignore silently. */
static int
check_dirs(struct ag_run *run, const struct ag_strings *dirs, const char *what)
{
    for (size_t i = 0; i < dirs->n; i++) {
        if (ag_files_is_folder(dirs->p[i]))
            continue;
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "cannot read %s from '%s': no such folder", what,
                    dirs->p[i]);
        return AG_STATUS_IO;
    }
    return AG_STATUS_FINE;
}

/* Reports the first operand if it is neither a command nor a file. */
static bool
is_unknown_command(struct ag_run *run)
{
    const struct ag_args *args = &run->args;
    const char *name = args->operands.n ? args->operands.p[0] : "";
    const struct ag_target_info *target = NULL;

    if (args->has_command || !name[0] || strpbrk(name, "./") ||
        strcmp(name, "-") == 0 || access(name, F_OK) == 0)
        return false;
    ag_command_find(name, &run->text);
    ag_run_open(run);
    while ((target = ag_next_target(run->context, target)))
        if (strcmp(target->name, name) == 0)
            ag_text_say(&run->text, AG_LEVEL_HELP,
                        "'%s' is a target: run `authgen -t %s FILE`", name,
                        name);
    return true;
}

/* The default schemas, in order of preference. */
static const char *const usual_schemas[] = {
    "schema.auth",
    "schema.prisma",
    "prisma/schema.prisma",
};

/* Where the tool of Better Auth looks for a configuration; each place also in
 * the folders src and app. */
static const char *const usual_configurations[] = {
    "auth.ts",        "lib/auth.ts",   "lib/server/auth.ts",
    "server/auth.ts", "utils/auth.ts", "auth/index.ts",
    "auth/auth.ts",   "auth.js",       "lib/auth.js",
    "server/auth.js", "utils/auth.js", "server/auth/index.ts",
};

/* Suggests a configuration if there is one at a usual place. */
static bool
suggest_configuration(struct ag_run *run)
{
    static const char *const folders[] = {"", "src/", "app/"};
    const size_t n = sizeof usual_configurations / sizeof *usual_configurations;
    const char *target = run->args.target ? run->args.target : "drizzle";

    for (size_t i = 0; i < n * 3; i++) {
        const char *path = ag_arena_fmt(&run->arena, "%s%s", folders[i % 3],
                                        usual_configurations[i / 3])
                               .p;
        if (access(path, F_OK) != 0)
            continue;
        ag_text_say(&run->text, AG_LEVEL_HELP,
                    "there is a configuration: run `authgen -t %s %s`", target,
                    path);
        return true;
    }
    return false;
}

bool
ag_run_usual(struct ag_run *run)
{
    struct ag_args *args = &run->args;

    if (args->operands.n || args->use.n)
        return true;
    for (size_t i = 0; i < sizeof usual_schemas / sizeof *usual_schemas; i++) {
        if (access(usual_schemas[i], F_OK) != 0)
            continue;
        args->operands.p = AG_NEW(&run->arena, const char *);
        args->operands.p[args->operands.n++] = usual_schemas[i];
        return true;
    }
    ag_text_say(&run->text, AG_LEVEL_ERROR,
                "no schema found: looked for schema.auth, schema.prisma and "
                "prisma/schema.prisma");
    if (!suggest_configuration(run))
        ag_text_say(&run->text, AG_LEVEL_HELP,
                    "name a schema or a configuration such as "
                    "src/lib/auth.ts (`-` is standard input), or run `authgen "
                    "init` to create a schema");
    return false;
}

/* Reads the schemas of a folder, which are one schema, as for Prisma. */
static bool
read_folder(struct ag_run *run, const char *folder)
{
    const char **paths;
    const char *why = ag_files_schemas(folder, &run->arena, &paths);
    bool good = true;

    if (!why && !*paths)
        why = "it has no schema (*.prisma)";
    if (why)
        ag_text_say(&run->text, AG_LEVEL_ERROR, "cannot read '%s': %s", folder,
                    why);
    for (; !why && *paths; paths++)
        good &= ag_read(run->context, *paths);
    return good && !why;
}

int
ag_run_read(struct ag_run *run)
{
    const struct ag_strings *files = &run->args.operands;
    int status;

    if (is_unknown_command(run))
        return AG_STATUS_USAGE;
    status = check_dirs(run, &run->args.template_dir, "templates");
    if (status == AG_STATUS_FINE)
        status = check_dirs(run, &run->args.preset_dir, "presets");
    if (status != AG_STATUS_FINE)
        return status;
    if (!ag_run_usual(run))
        return AG_STATUS_USAGE;
    ag_run_open(run);
    for (size_t i = 0; i < run->args.use.n; i++)
        ag_use_name(run->context, run->args.use.p[i]);
    for (size_t i = 0; i < files->n; i++)
        if (!(ag_files_is_folder(files->p[i])
                  ? read_folder(run, files->p[i])
                  : ag_read(run->context, files->p[i])))
            status = AG_STATUS_IO;
    return status;
}

void
ag_run_override(struct ag_request *request, const struct ag_args *args)
{
    if (args->dialect)
        request->dialect = args->dialect;
    if (args->id)
        request->id = args->id;
    if (args->tables)
        request->tables = args->tables;
    if (args->columns)
        request->columns = args->columns;
    if (args->prefix)
        request->prefix = args->prefix;
    if (args->db_schema)
        request->schema = args->db_schema;
    if (args->convention)
        request->convention = args->convention;
    if (args->no_foreign_keys)
        request->no_foreign_keys = true;
}
