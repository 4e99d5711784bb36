/*
 * The commands and options of the command line: one table, cli/options.def,
 * from which the parser and the help text are made.
 *
 * Options follow GNU's conventions: `--name=value` or `--name value`, `-n
 * value`, `-nvalue`, combined flags (`-hV`), anywhere among the operands; `--`
 * ends the options; `-` is an operand. Names cannot be abbreviated. Options in
 * capitals are gcc's, with one dash: `-MF value` or `-MFvalue`.
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

/* Ended by an entry without a name. */
extern const struct ag_option_info ag_option_infos[];

/* The dashes before the name of an option: "--", or "-" if it is in capitals.
 */
const char *ag_option_dashes(const char *name);

/* Whether a placeholder lists the possible values, "a|b", instead of naming
 * them. */
bool ag_option_is_choice(struct ag_str placeholder);

/* The values of an option, or the operands. */
struct ag_strings {
    const char **p;
    size_t n;
};

struct ag_args {
    enum ag_command_id command;
    bool has_command; /* the command line names the command */
    struct ag_strings operands;

/* A text is NULL if its option is not given. */
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

/* Reads the command line into `args`, with memory from `arena`. After an error,
 * adds a message to `text` and returns false; `args` has what was read before.
 */
bool ag_args_parse(struct ag_args *args, int argc, char **argv,
                   struct ag_arena *arena, struct ag_text *text);

/* Appends the text of `--help`: all commands on one screen, or one command in
 * full. */
void ag_help_all(struct ag_buf *out);
void ag_help_command(struct ag_buf *out, enum ag_command_id command);

/* The command with that name. If there is none, adds an error with advice to
 * `text` and returns AG_NCOMMAND. */
enum ag_command_id ag_command_find(const char *name, struct ag_text *text);

#endif
