/* The commands that list things: `targets`, `presets`, `help`, `version`. */
#include "config.h"

#include <string.h>

#include "cli/json.h"
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

static void
put_preset(struct ag_buf *out, const struct ag_preset_info *preset)
{
    ag_buf_fmt(out, "%s  %s\n", preset->name, preset->title);
    if (*preset->tables)
        ag_buf_fmt(out, "    %s\n", preset->tables);
}

/* The words of `list`, which are separated by spaces: those in parentheses, or
 * the others. The word '' is the empty text. */
static void
put_words(struct ag_json *json, const char *key, const char *list,
          bool parentheses)
{
    struct ag_str rest = ag_str(list);

    ag_json_open(json, key, '[');
    while (rest.n) {
        struct ag_str word = ag_str_until(rest, ' ');
        rest = ag_str_cut(rest, word.n + (word.n < rest.n), rest.n);
        if ((word.p[0] == '(') != parentheses)
            continue;
        if (parentheses || ag_str_eq(word, AG_STR("''")))
            word = ag_str_cut(word, 1, word.n - 1);
        ag_json_text(json, NULL, word);
    }
    ag_json_close(json, ']');
}

static void
put_target_json(struct ag_json *json, const struct ag_target_info *target)
{
    ag_json_open(json, NULL, '{');
    ag_json_text(json, "name", ag_str(target->name));
    ag_json_text(json, "title", ag_str(target->title));
    put_words(json, "dialects", target->dialects, false);
    ag_json_open(json, "options", '[');
    for (size_t i = 0; i < target->noption; i++) {
        const struct ag_target_option *option = &target->options[i];
        ag_json_open(json, NULL, '{');
        ag_json_text(json, "name", ag_str(option->name));
        ag_json_text(json, "default", ag_str(option->value));
        ag_json_text(json, "doc", ag_str(option->doc));
        if (option->values)
            put_words(json, "values", option->values, false);
        put_words(json, "dialects", option->dialects, false);
        ag_json_close(json, '}');
    }
    ag_json_close(json, ']');
    ag_json_close(json, '}');
}

static void
put_preset_json(struct ag_json *json, const struct ag_preset_info *preset)
{
    ag_json_open(json, NULL, '{');
    ag_json_text(json, "name", ag_str(preset->name));
    ag_json_text(json, "title", ag_str(preset->title));
    put_words(json, "models", preset->tables, false);
    put_words(json, "extends", preset->tables, true);
    ag_json_close(json, '}');
}

static void
end_json(struct ag_json *json)
{
    ag_json_close(json, ']');
    ag_buf_char(json->out, '\n');
}

int
ag_run_targets(struct ag_run *run)
{
    struct ag_context *context = ag_run_open(run);
    const struct ag_target_info *target = NULL;
    struct ag_buf out;
    struct ag_json json = {&out, false};

    ag_buf_init(&out, &run->arena);
    if (run->args.json)
        ag_json_open(&json, NULL, '[');
    while ((target = ag_next_target(context, target))) {
        if (run->args.json)
            put_target_json(&json, target);
        else
            put_target(&out, target);
    }
    if (run->args.json)
        end_json(&json);
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
    struct ag_json json = {&out, false};

    ag_buf_init(&out, &run->arena);
    if (run->args.json)
        ag_json_open(&json, NULL, '[');
    while ((preset = ag_next_preset(context, preset))) {
        if (run->args.json)
            put_preset_json(&json, preset);
        else
            put_preset(&out, preset);
    }
    if (run->args.json)
        end_json(&json);
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
