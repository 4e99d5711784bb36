/* The commands that list things: `targets`, `presets`, `help`, `version`. */
#include "config.h"

#include <string.h>

#include "cli/run.h"

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

int
ag_run_targets(struct ag_run *run)
{
    struct ag_context *context = ag_run_open(run);
    const struct ag_target_info *target = NULL;
    struct ag_buf out;

    ag_buf_init(&out, &run->arena);
    while ((target = ag_next_target(context, target)))
        put_target(&out, target);
    ag_text_diagnostics(&run->text, context);
    int status = (int)ag_status(context);
    if (status == AG_STATUS_FINE)
        status = ag_run_print(run, ag_buf_text(&out));
    ag_buf_free(&out);
    return status;
}

int
ag_run_presets(struct ag_run *run)
{
    struct ag_context *context = ag_run_open(run);
    const struct ag_preset_info *preset = NULL;
    struct ag_buf out;

    ag_buf_init(&out, &run->arena);
    while ((preset = ag_next_preset(context, preset))) {
        ag_buf_fmt(&out, "%s  %s\n", preset->name, preset->title);
        if (*preset->tables)
            ag_buf_fmt(&out, "    %s\n", preset->tables);
    }
    int status = ag_run_print(run, ag_buf_text(&out));
    ag_buf_free(&out);
    return status;
}

int
ag_run_help(struct ag_run *run)
{
    const struct ag_strings *names = &run->args.operands;
    enum ag_command_id command = run->args.command;
    struct ag_buf out;

    if (command == AG_COMMAND_help && names->n) {
        command = ag_command_find(names->p[0], &run->text);
        if (command == AG_NCOMMAND)
            return AG_STATUS_USAGE;
    }
    ag_buf_init(&out, &run->arena);
    if (command == AG_COMMAND_help || !(run->args.has_command || names->n))
        ag_help_all(&out);
    else
        ag_help_command(&out, command);
    int status = ag_run_print(run, ag_buf_text(&out));
    ag_buf_free(&out);
    return status;
}

int
ag_run_version(struct ag_run *run)
{
    return ag_run_print(run, AG_STR("authgen " PACKAGE_VERSION "\n"));
}
