/*
 * Diagnostics as text for people, on a terminal or in a log:
 *
 *   schema.auth:5:8: error: unknown type 'Strng' [AG2001]
 *       5 |   name Strng
 *         |        ^~~~~
 *     help: did you mean 'String'?
 *
 * All of it is collected and written by ag_text_flush. Whatever a file holds,
 * a terminal is safe from it: control characters come out as pictures. Lines
 * over 100 characters are cut to a window around the place.
 */
#ifndef AG_CLI_TEXT_H
#define AG_CLI_TEXT_H

#include "authgen/authgen.h"
#include "base/attr.h"
#include "base/buf.h"

struct ag_text {
    struct ag_buf out;
    bool color;
};

/* A message of the command itself: "authgen: error: …". HELP stands indented,
 * below the message before it. */
void ag_text_say(struct ag_text *text, enum ag_level level, const char *fmt,
                 ...) AG_PRINTF(3, 4);

/* A remark that is neither: "authgen: …". */
void ag_text_remark(struct ag_text *text, const char *fmt, ...) AG_PRINTF(2, 3);

/* Adds "  help: did you mean 'x'?" if `best` is not empty. */
void ag_text_nearest(struct ag_text *text, struct ag_str best);

/* All diagnostics of `context` and a summary: "3 errors and 1 warning". */
void ag_text_diagnostics(struct ag_text *text, struct ag_context *context);

/* Writes it to standard error, which nobody could be told about if it fails. */
void ag_text_flush(struct ag_text *text);

#endif
