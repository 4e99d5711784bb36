/*
 * The command `authgen`. Standard output carries only data; messages go to
 * standard error.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/platform.h"
#include "cli/run.h"

static ag_run_fn *const commands[AG_NCOMMAND] = {
#define AG_COMMAND(name, operands, doc) ag_run_##name,
#include "cli/options.def"
#undef AG_COMMAND
};

/* Whether to use colours without --color: https://no-color.org and
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

/* Whether `prisma generate` runs this command, which then reads no schema of the
 * command line. */
static bool
is_for_prisma(const struct ag_args *args)
{
    return getenv("PRISMA_GENERATOR_INVOCATION") && !args->has_command &&
           args->operands.n == 0 && args->use.n == 0 && !args->target;
}

static int
execute(struct ag_run *run, int argc, char **argv, ag_run_fn *generate)
{
    const struct ag_args *args = &run->args;

    bool good = ag_args_parse(&run->args, argc, argv, &run->arena, &run->text);
    /* `check` prints nothing else, so its document goes to standard output and
     * can be redirected. */
    if (args->diagnostics && !args->help && !args->version)
        ag_text_choose(&run->text, args->diagnostics,
                       args->command == AG_COMMAND_check);
    if (!good)
        return AG_STATUS_USAGE;
    if (args->color && strcmp(args->color, "auto") != 0)
        run->text.color = strcmp(args->color, "always") == 0;
    if (args->help)
        return ag_run_help(run);
    if (args->version)
        return ag_run_version(run);
    if (args->command == AG_COMMAND_generate)
        return is_for_prisma(args) ? ag_run_prisma(run) : generate(run);
    return commands[args->command](run);
}

/* The memory of a run on a small schema. It costs only what is used of it,
 * while each block of malloc's may be a call of the system. */
static char run_memory[1 << 14], context_memory[1 << 19];

int
ag_run_main(int argc, char **argv, ag_run_fn *generate)
{
    struct ag_run run = {.text.color = wants_color(),
                         .memory = context_memory,
                         .memory_size = sizeof context_memory};

    ag_platform_init();
    ag_arena_init(&run.arena, ag_run_out_of_memory, NULL);
    ag_arena_lend(&run.arena, run_memory, sizeof run_memory);
    ag_buf_init(&run.text.out, &run.arena);
    int status = execute(&run, argc, argv, generate);
    if (!ag_text_flush(&run.text) && status < AG_STATUS_IO)
        status = AG_STATUS_IO;
    ag_free(run.context);
    ag_buf_free(&run.text.out);
    ag_arena_free(&run.arena);
    return status;
}

int
main(int argc, char **argv)
{
    return ag_run_main(argc, argv, ag_run_generate);
}
