/*
 * What the command says: diagnostics of a context, and messages of its own. All
 * of it is collected in the format of --diagnostics and written by
 * ag_text_flush. The formats are in cli/format*.c; for people it is
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
    bool to_output; /* the document is what standard output is for */
    const struct ag_format *format; /* NULL: text for people */
    struct ag_pending *pending, *last; /* messages that wait: help may follow */
    unsigned nput;                  /* what the format has put */
    void *state;                    /* the format's own; in the arena */
};

/* Sets the format by its name, before diagnostics and flushing. A format that
 * is one document goes to standard output if `to_output`. */
void ag_text_choose(struct ag_text *text, const char *format, bool to_output);

/* A message of the command itself: "authgen: error: …". A NOTE is a remark,
 * "authgen: …"; HELP belongs to the message before it. */
void ag_text_say(struct ag_text *text, enum ag_level level, const char *fmt,
                 ...) AG_PRINTF(3, 4);

/* All diagnostics of `context` and, for people, a summary: "3 errors and 1
 * warning". Nothing of the context is kept. */
void ag_text_diagnostics(struct ag_text *text, struct ag_context *context);

/* Writes it, and begins anew. False if that failed; but if it was standard
 * error that failed, nobody could be told. */
bool ag_text_flush(struct ag_text *text);

#endif
