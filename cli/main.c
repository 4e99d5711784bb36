/*
 * The command `authgen`. Standard output carries data alone, standard error
 * all that is said about it.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "authgen/authgen.h"
#include "base/diag.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/pages.h"
#include "cli/text.h"

enum status {
    FINE = AG_STATUS_FINE,
    USAGE = AG_STATUS_USAGE,
    IO = AG_STATUS_IO,
    BUG = 70 /* or out of memory; EX_SOFTWARE of sysexits.h */
};

/* One run. */
struct run {
    struct ag_args args;
    struct ag_arena arena;
    struct ag_text text;
    struct ag_context *context; /* NULL: none is needed */
};

static void
out_of_memory(void *self)
{
    static const char message[] = "authgen: error: out of memory\n";
    ssize_t n = write(STDERR_FILENO, message, sizeof message - 1);

    (void)self;
    (void)n;
    _exit(BUG);
}

/* Prints to standard output. */
static int
print(struct run *run, const struct ag_buf *buf)
{
    struct ag_output output = {.text = buf->p, .size = buf->n};

    return ag_files_write(&output, 1, false, &run->arena, &run->text) ? FINE
                                                                      : IO;
}

/* The context of the run. */
static struct ag_context *
open_context(struct run *run)
{
    const struct ag_io io = {run, ag_files_read, out_of_memory, ag_pages_large};

    run->context = ag_new(&io);
    ag_set_strict(run->context, run->args.strict);
    for (size_t i = 0; i < run->args.template_dir.n; i++)
        ag_add_template_dir(run->context, run->args.template_dir.p[i]);
    for (size_t i = 0; i < run->args.preset_dir.n; i++)
        ag_add_preset_dir(run->context, run->args.preset_dir.p[i]);
    return run->context;
}

/* A folder that is not there would be passed over in silence. */
static int
check_dirs(struct run *run, const struct ag_strings *dirs, const char *what)
{
    for (size_t i = 0; i < dirs->n; i++) {
        struct stat st;
        if (stat(dirs->p[i], &st) == 0 && S_ISDIR(st.st_mode))
            continue;
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "there is no folder '%s' to take %s from", dirs->p[i],
                    what);
        return IO;
    }
    return FINE;
}

/* Whether the only thing wrong with a first operand is that a command's name
 * is misspelt; it is taken for a file otherwise. */
static bool
is_misspelt_command(struct run *run)
{
    const struct ag_args *args = &run->args;
    struct ag_nearest nearest;

    if (args->has_command || args->operands.n == 0 ||
        strpbrk(args->operands.p[0], "./") ||
        access(args->operands.p[0], F_OK) == 0)
        return false;
    nearest = ag_nearest(ag_str(args->operands.p[0]));
    for (int i = 0; i < AG_NCOMMAND; i++)
        ag_nearest_try(&nearest, ag_str(ag_commands[i].name));
    return nearest.best.n != 0 &&
           ag_command_find(args->operands.p[0], &run->text) == AG_NCOMMAND;
}

/* Where a schema is looked for if none is named, in this order. */
static const char *const usual_schemas[] = {
    "schema.auth",
    "schema.prisma",
    "prisma/schema.prisma",
};

static int
read_usual_schema(struct run *run)
{
    for (size_t i = 0; i < sizeof usual_schemas / sizeof *usual_schemas; i++) {
        if (access(usual_schemas[i], F_OK) != 0)
            continue;
        ag_text_remark(&run->text, "reading %s", usual_schemas[i]);
        return ag_read(run->context, usual_schemas[i]) ? FINE : IO;
    }
    ag_text_say(&run->text, AG_LEVEL_ERROR,
                "no schema: there is no schema.auth, schema.prisma or "
                "prisma/schema.prisma here");
    ag_text_say(&run->text, AG_LEVEL_HELP,
                "name the file, or `-` for standard input; `authgen init` "
                "writes one to begin with");
    return USAGE;
}

/* Reads the schema into a new context. */
static int
read_schema(struct run *run)
{
    const struct ag_strings *files = &run->args.operands;
    int status;

    if (is_misspelt_command(run))
        return USAGE;
    status = check_dirs(run, &run->args.template_dir, "templates");
    if (status == FINE)
        status = check_dirs(run, &run->args.preset_dir, "presets");
    if (status != FINE)
        return status;
    open_context(run);
    for (size_t i = 0; i < run->args.use.n; i++)
        ag_use_name(run->context, run->args.use.p[i]);
    if (files->n == 0 && run->args.use.n == 0)
        return read_usual_schema(run);
    for (size_t i = 0; i < files->n; i++)
        if (!ag_read(run->context, files->p[i]))
            status = IO;
    return status;
}

/* What the command line asks for goes before what the schema says. */
static void
override(struct ag_request *request, const struct ag_args *args)
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
    if (args->no_foreign_keys)
        request->no_foreign_keys = true;
}

/* The target's options as -O gives them; NULL after an error. */
static struct ag_option *
parse_options(struct run *run)
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
output_of(struct run *run)
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
generate_target(struct run *run)
{
    struct ag_option *options = parse_options(run);
    struct ag_request request = {
        .target = run->args.target,
        .output = output_of(run),
        .options = options,
        .noption = run->args.option.n,
    };

    if (!options)
        return USAGE;
    override(&request, &run->args);
    ag_generate(run->context, &request);
    return FINE;
}

static void
name_targets(struct run *run)
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
generate_requests(struct run *run)
{
    const struct ag_request *asked = NULL;
    bool any = false;

    while ((asked = ag_next_request(run->context, asked))) {
        struct ag_request request = *asked;
        override(&request, &run->args);
        ag_generate(run->context, &request);
        any = true;
    }
    if (any || ag_errors(run->context))
        return FINE;
    ag_text_say(&run->text, AG_LEVEL_ERROR,
                "nothing to generate: no target is named, and the schema has "
                "no generator block for one");
    name_targets(run);
    return USAGE;
}

/* Writes the files of the context. */
static int
write_generated(struct run *run)
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
        return USAGE;
    }
    outputs = AG_NEW_ARRAY(&run->arena, struct ag_output, n);
    for (size_t i = 0; (file = ag_next_file(run->context, file)); i++) {
        outputs[i].path = file->to_output ? NULL : file->path;
        outputs[i].text = file->text;
        outputs[i].size = file->size;
        outputs[i].make_folders = file->make_folders;
    }
    return ag_files_write(outputs, n, run->args.force, &run->arena, &run->text)
               ? FINE
               : IO;
}

static int
run_generate(struct run *run)
{
    const struct ag_args *args = &run->args;
    int status;

    if (!args->target && (args->output || args->option.n)) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "option '--%s' goes with '--target'",
                    args->output ? "output" : "option");
        ag_text_say(&run->text, AG_LEVEL_HELP,
                    "generator blocks say for themselves where and how");
        return USAGE;
    }
    if (args->output && !args->output[0]) {
        ag_text_say(&run->text, AG_LEVEL_ERROR, "option '--output' is empty");
        return USAGE;
    }
    status = read_schema(run);
    if (status == FINE)
        status = args->target ? generate_target(run) : generate_requests(run);
    if (!run->context)
        return status;
    ag_text_diagnostics(&run->text, run->context);
    if (status == FINE)
        status = (int)ag_status(run->context);
    return status == FINE ? write_generated(run) : status;
}

/* Checks for each dialect that the generator blocks ask for, or else for the
 * schema's own. */
static int
run_check(struct run *run)
{
    const struct ag_request *asked = NULL;
    struct ag_request request = {0};
    int status = read_schema(run);

    if (!run->context)
        return status;
    if (status == FINE && !run->args.dialect)
        while ((asked = ag_next_request(run->context, asked))) {
            request = *asked;
            override(&request, &run->args);
            ag_check_schema(run->context, &request);
        }
    if (status == FINE && !request.target) {
        override(&request, &run->args);
        ag_check_schema(run->context, &request);
    }
    ag_text_diagnostics(&run->text, run->context);
    return status == FINE ? (int)ag_status(run->context) : status;
}

static void
put_target(struct ag_buf *out, const struct ag_target_info *target)
{
    ag_buf_fmt(out, "%s  %s\n", target->name, target->title);
    ag_buf_fmt(out, "    for %s\n", target->dialects);
    for (size_t i = 0; i < target->noption; i++) {
        const struct ag_target_option *option = &target->options[i];
        ag_buf_fmt(out, "    -O %s=%s  %s", option->name, option->value,
                   option->doc);
        if (option->values)
            ag_buf_fmt(out, " (%s)", option->values);
        if (strcmp(option->dialects, target->dialects) != 0)
            ag_buf_fmt(out, " [%s]", option->dialects);
        ag_buf_char(out, '\n');
    }
}

static int
run_targets(struct run *run)
{
    struct ag_context *context = open_context(run);
    const struct ag_target_info *target = NULL;
    struct ag_buf out;

    ag_buf_init(&out, &run->arena);
    while ((target = ag_next_target(context, target)))
        put_target(&out, target);
    ag_text_diagnostics(&run->text, context);
    int status = (int)ag_status(context);
    if (status == FINE)
        status = print(run, &out);
    ag_buf_free(&out);
    return status;
}

static int
run_presets(struct run *run)
{
    struct ag_context *context = open_context(run);
    const struct ag_preset_info *preset = NULL;
    struct ag_buf out;

    ag_buf_init(&out, &run->arena);
    while ((preset = ag_next_preset(context, preset))) {
        ag_buf_fmt(&out, "%s  %s\n", preset->name, preset->title);
        if (*preset->tables)
            ag_buf_fmt(&out, "    %s\n", preset->tables);
    }
    int status = print(run, &out);
    ag_buf_free(&out);
    return status;
}

/* The line `use "name"`. */
static void
put_use(struct ag_buf *out, const char *name)
{
    ag_buf_fmt(out, "use \"");
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            ag_buf_char(out, '\\');
        ag_buf_char(out, *name);
    }
    ag_buf_fmt(out, "\"\n");
}

static int
run_expand(struct run *run)
{
    const struct ag_strings *files = &run->args.operands;
    size_t size = 0;
    const char *text;

    if (files->n != 1) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "expand wants one file, such as auth.ts");
        return USAGE;
    }
    open_context(run);
    text = ag_expand_file(run->context, files->p[0], &size);
    ag_text_diagnostics(&run->text, run->context);
    int status = (int)ag_status(run->context);
    struct ag_output output = {.text = text, .size = size};
    if (status != FINE)
        return status;
    return ag_files_write(&output, 1, false, &run->arena, &run->text) ? FINE
                                                                      : IO;
}

/* A schema to begin with. It is never written over another file. */
static int
run_init(struct run *run)
{
    const struct ag_args *args = &run->args;
    const char *path = args->operands.n ? args->operands.p[0] : "schema.auth";
    struct ag_buf out;
    int status = USAGE;

    ag_buf_init(&out, &run->arena);
    ag_buf_fmt(&out,
               "// The tables of this application. `authgen` writes what the "
               "generator asks for;\n"
               "// man authgen-schema explains the language.\n\n");
    for (size_t i = 0; i < args->use.n; i++)
        put_use(&out, args->use.p[i]);
    if (args->use.n == 0)
        ag_buf_fmt(&out, "use \"better-auth\"\n"
                         "// use \"better-auth/two-factor\"\n"
                         "// `authgen presets` lists them all.\n");
    ag_buf_fmt(&out,
               "\ndatasource db {\n  provider = \"%s\"\n}\n\n"
               "generator schema {\n"
               "  provider = \"drizzle\" // or prisma, typeorm, ddl\n"
               "  output   = \"src/db/schema.ts\"\n}\n\n"
               "// What a preset declares can be changed:\n"
               "//\n"
               "// extend model User {\n"
               "//   nickname String?\n"
               "// }\n\n"
               "// Your own tables:\n"
               "//\n"
               "// model Post {\n"
               "//   id     Id     @id\n"
               "//   title  String\n"
               "//   userId Id     @references(User.id, onDelete: Cascade)\n"
               "// }\n",
               args->dialect ? args->dialect : "sqlite");
    if (access(path, F_OK) == 0) {
        ag_text_say(&run->text, AG_LEVEL_ERROR, "'%s' is there already", path);
        ag_text_say(&run->text, AG_LEVEL_HELP, "name another file");
    } else {
        struct ag_output output = {.path = path, .text = out.p, .size = out.n};
        status = ag_files_write(&output, 1, true, &run->arena, &run->text)
                     ? FINE
                     : IO;
    }
    ag_buf_free(&out);
    return status;
}

static int
run_help(struct run *run)
{
    const struct ag_strings *names = &run->args.operands;
    enum ag_command_id command = run->args.command;
    struct ag_buf out;

    if (command == AG_COMMAND_help && names->n) {
        command = ag_command_find(names->p[0], &run->text);
        if (command == AG_NCOMMAND)
            return USAGE;
    }
    ag_buf_init(&out, &run->arena);
    if (command == AG_COMMAND_help || !(run->args.has_command || names->n))
        ag_help_all(&out);
    else
        ag_help_command(&out, command);
    int status = print(run, &out);
    ag_buf_free(&out);
    return status;
}

static int
run_version(struct run *run)
{
    static char version[] = "authgen " PACKAGE_VERSION "\n";
    const struct ag_buf out = {.p = version, .n = sizeof version - 1};

    return print(run, &out);
}

static int (*const commands[AG_NCOMMAND])(struct run *run) = {
#define AG_COMMAND(name, operands, doc) run_##name,
#include "cli/options.def"
#undef AG_COMMAND
};

/* Whether to colour, if --color does not say: https://no-color.org and
 * https://bixense.com/clicolors */
static bool
wants_color(void)
{
    const char *no = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE");
    const char *term = getenv("TERM");

    if (no && no[0])
        return false;
    if (force && force[0] && strcmp(force, "0") != 0)
        return true;
    return isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

static int
execute(struct run *run, int argc, char **argv)
{
    const struct ag_args *args = &run->args;

    if (!ag_args_parse(&run->args, argc, argv, &run->arena, &run->text))
        return USAGE;
    if (args->color && strcmp(args->color, "auto") != 0)
        run->text.color = strcmp(args->color, "always") == 0;
    if (args->help)
        return run_help(run);
    if (args->version)
        return run_version(run);
    return commands[args->command](run);
}

int
main(int argc, char **argv)
{
    struct run run = {.text.color = false};

    ag_files_init();
    ag_arena_init(&run.arena, out_of_memory, NULL);
    ag_buf_init(&run.text.out, &run.arena);
    run.text.color = wants_color();
    int status = execute(&run, argc, argv);
    ag_text_flush(&run.text);
    ag_free(run.context);
    ag_buf_free(&run.text.out);
    ag_arena_free(&run.arena);
    return status;
}
