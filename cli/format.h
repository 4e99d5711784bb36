/*
 * The formats of --diagnostics. Private to cli/messages.c and cli/format*.c.
 *
 * A format receives one diagnostic after the other. Messages of the command
 * itself are diagnostics without a code and without a position; those below
 * AG_LEVEL_WARNING are remarks.
 *
 * A new format needs a line in cli/messages.c and its name in cli/options.def.
 */
#ifndef AG_CLI_FORMAT_H
#define AG_CLI_FORMAT_H

#include "cli/messages.h"

struct ag_format {
    const char *name;
    void (*put)(struct ag_text *text, const struct ag_diagnostic *d);
    /* Prints how many there were and how many of them were dropped. NULL: only
     * the dropped ones are reported, as a remark. */
    void (*sum)(struct ag_text *text, unsigned errors, unsigned warnings,
                unsigned more_errors, unsigned more_warnings);
    /* Ends the document. NULL: the format consists of lines. */
    void (*end)(struct ag_text *text);
};

extern const struct ag_format ag_format_text;
extern const struct ag_format ag_format_gcc;
extern const struct ag_format ag_format_json;
extern const struct ag_format ag_format_sarif;
extern const struct ag_format ag_format_github;

/* "error" */
const char *ag_level_name(enum ag_level level);

/* "AG2002", in the text's arena. */
struct ag_str ag_code_name(struct ag_text *text, unsigned code);

#endif
