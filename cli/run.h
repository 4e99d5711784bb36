/*
 * One run of the command: its arguments, what is said of it, and the steps that
 * commands share. Every command of cli/options.def is a function ag_run_NAME
 * that returns the exit status, an ag_status or AG_STATUS_BUG.
 */
#ifndef AG_CLI_RUN_H
#define AG_CLI_RUN_H

#include "authgen/authgen.h"
#include "base/arena.h"
#include "base/str.h"
#include "cli/messages.h"
#include "cli/options.h"

/* A bug, or out of memory: EX_SOFTWARE of sysexits.h. */
enum { AG_STATUS_BUG = 70 };

/* A text that is read in place of a file. */
struct ag_overlay {
    const struct ag_overlay *next;
    const char *path; /* as it is asked for */
    const char *text; /* ends with a NUL */
    size_t size;
};

struct ag_run {
    struct ag_args args;
    struct ag_arena arena; /* until the end of the run */
    struct ag_text text;
    struct ag_context *context; /* NULL: none was opened */
    const struct ag_overlay *overlay;
    size_t written; /* outputs that were made or replaced */
};

/* The arena's and the context's callback: ends the process. */
_Noreturn void ag_run_out_of_memory(void *self);

/* Opens the context, with what the options say of it. */
struct ag_context *ag_run_open(struct ag_run *run);

/* Where the command line names neither a file nor what is used, makes the usual
 * schema its operand; false, and an error, if there is none. */
bool ag_run_usual(struct ag_run *run);

/* Reads the operands and what --use names, or else the usual schema, into a new
 * context. Returns an exit status; the context stays NULL if nothing was
 * opened. Mistakes in the text are diagnostics of the context. */
int ag_run_read(struct ag_run *run);

/* Puts into `request` what the options say of the schema. */
void ag_run_override(struct ag_request *request, const struct ag_args *args);

/* Prints to standard output. Returns an exit status. */
int ag_run_print(struct ag_run *run, struct ag_str text);

#define AG_COMMAND(name, operands, doc) int ag_run_##name(struct ag_run *run);
#include "cli/options.def"
#undef AG_COMMAND

#endif
