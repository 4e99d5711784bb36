/*
 * The command line's options: one table, cli/options.def, and what is made
 * from it.
 *
 * Options are GNU's: `--name=value` or `--name value`, `-n value`, `-nvalue`,
 * flags in one bunch (`-hV`), anywhere among the operands; `--` ends them; `-`
 * is an operand. Names are not abbreviated. Those in capitals are gcc's, with
 * one dash: `-MF value` or `-MFvalue`.
 */
#ifndef AG_CLI_OPTIONS_H
#define AG_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/buf.h"
#include "cli/messages.h"

enum ag_command_id {
#define AG_COMMAND(name, operands, doc) AG_COMMAND_##name,
#include "cli/options.def"
#undef AG_COMMAND
    AG_NCOMMAND
};

struct ag_command {
    const char *name;
    const char *operands;
    const char *doc;
};
extern const struct ag_command ag_commands[AG_NCOMMAND];

enum ag_option_kind {
    AG_OPTION_FLAG,
    AG_OPTION_TEXT,
    AG_OPTION_ONCE,
    AG_OPTION_LIST,
};

/* The headings of `--help`. */
enum ag_option_group {
#define AG_GROUP(name, title, brief) AG_GROUP_##name,
#include "cli/options.def"
#undef AG_GROUP
    AG_NGROUP
};

/* A set of commands. */
#define AG_FOR(name) (1u << AG_COMMAND_##name)
#define AG_ALL (~0u)

struct ag_option_info {
    const char *name; /* "target" */
    char letter;      /* 't', or 0 */
    enum ag_option_kind kind;
    enum ag_option_group group;
    unsigned commands;
    const char *placeholder; /* "TARGET[@V]"; NULL for a flag */
    const char *doc;
    size_t member; /* of struct ag_args */
};

/* Ended by one without name. */
extern const struct ag_option_info ag_option_infos[];

/* What stands before the name of an option: "--", or "-" if it is in capitals.
 */
const char *ag_option_dashes(const char *name);

/* Whether a placeholder is a list of words, "a|b", rather than what they are
 * called. */
bool ag_option_is_choice(struct ag_str placeholder);

/* Values of an option, or operands. */
struct ag_strings {
    const char **p;
    size_t n;
};

struct ag_args {
    enum ag_command_id command;
    bool has_command; /* it was named */
    struct ag_strings operands;

/* A text that is not given is NULL. */
#define AG_FLAG(member, name, letter, group, commands, doc) bool member;
#define AG_TEXT(member, name, letter, group, commands, placeholder, doc)       \
    const char *member;
#define AG_ONCE(member, name, letter, group, commands, placeholder, doc)       \
    const char *member;
#define AG_LIST(member, name, letter, group, commands, placeholder, doc)       \
    struct ag_strings member;
#include "cli/options.def"
#undef AG_FLAG
#undef AG_TEXT
#undef AG_ONCE
#undef AG_LIST
};

/* Reads the command line; memory from `arena`. False after an error, which
 * `text` has then; what could be read is in `args`. */
bool ag_args_parse(struct ag_args *args, int argc, char **argv,
                   struct ag_arena *arena, struct ag_text *text);

/* Puts `--help`: all commands on one screen, or one command in full. */
void ag_help_all(struct ag_buf *out);
void ag_help_command(struct ag_buf *out, enum ag_command_id command);

/* The command's name that is nearest to `name`; empty if none is near. */
struct ag_str ag_command_nearest(const char *name);

/* The command of that name; AG_NCOMMAND (and an error in `text`) if there is
 * none. */
enum ag_command_id ag_command_find(const char *name, struct ag_text *text);

#endif
