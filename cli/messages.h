/*
 * The messages of the command: diagnostics of a context and messages about the
 * run itself. They are collected in the format of --diagnostics and written by
 * ag_text_flush. The formats are in cli/format*.c. The one for people is
 *
 *   schema.auth:5:8: error: unknown type 'Strng' [AG2002]
 *       5 |   name Strng
 *         |        ^~~~~
 *     help: did you mean 'String'?
 */
#ifndef AG_CLI_MESSAGES_H
#define AG_CLI_MESSAGES_H

#include "authgen/authgen.h"
#include "base/attr.h"
#include "base/buf.h"

struct ag_format;
struct ag_pending;

struct ag_text {
    struct ag_buf out;
    bool color;
    bool to_output;                 /* the document goes to standard output */
    const struct ag_format *format; /* NULL: text for people */
    struct ag_pending *pending, *last; /* messages whose help may follow */
    unsigned nput;                     /* diagnostics put by the format */
    void *state;                       /* private to the format; in the arena */
};

/* Sets the format by its name; to be called before adding or flushing messages.
 * A format that is one document goes to standard output if `to_output`. */
void ag_text_choose(struct ag_text *text, const char *format, bool to_output);

/* Adds a message of the command itself: "authgen: error: …". A NOTE is a
 * remark, "authgen: …"; HELP belongs to the previous message. */
void ag_text_say(struct ag_text *text, enum ag_level level, const char *fmt,
                 ...) AG_PRINTF(3, 4);

/* The same for a message about a place in a file, if the format is for programs:
 * people see it in what is printed. */
void ag_text_say_at(struct ag_text *text, enum ag_level level, const char *file,
                    const struct ag_position *at, const char *fmt, ...)
    AG_PRINTF(5, 6);

/* Adds all diagnostics of `context` and, for people, a summary: "3 errors and 1
 * warning". Keeps no pointer into the context. */
void ag_text_diagnostics(struct ag_text *text, struct ag_context *context);

/* All messages, instead of writing them; valid until another is added. */
struct ag_str ag_text_end(struct ag_text *text);

/* Writes all messages and starts over. Returns false if standard output failed;
 * a failure of standard error cannot be reported. */
bool ag_text_flush(struct ag_text *text);

#endif
