/*
 * One run of the command: its arguments, its messages and the steps that
 * commands share. Every command in cli/options.def is a function ag_run_NAME
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

/* A text that is read instead of a file. */
struct ag_overlay {
    const struct ag_overlay *next;
    const char *path; /* as the library requests it */
    const char *text; /* ends with a NUL */
    size_t size;
};

struct ag_output;

struct ag_run {
    struct ag_args args;
    struct ag_arena arena; /* lives until the end of the run */
    struct ag_text text;
    struct ag_context *context; /* NULL: not opened */
    const struct ag_overlay *overlay;
    const char *generator; /* generate only this block's output; NULL: all */
    size_t written; /* outputs that were made or replaced */
    void *memory; /* ag_io.memory of `context`; NULL: none */
    size_t memory_size;
};

/* The arena's and the context's callback: ends the process. */
_Noreturn void ag_run_out_of_memory(void *self);

/* A new context that reads files as the run's does; the caller frees it. */
struct ag_context *ag_run_new(struct ag_run *run);

/* Opens the context and applies the options to it. */
struct ag_context *ag_run_open(struct ag_run *run);

/* If the command line has neither a file nor --use, makes the default schema
 * its operand. If that does not exist, reports an error and returns false. */
bool ag_run_usual(struct ag_run *run);

/* Reads the operands and the presets of --use, or else the default schema, into
 * a new context. Returns an exit status; if it fails early, the context stays
 * NULL. Mistakes in the text become diagnostics of the context. */
int ag_run_read(struct ag_run *run);

/* The first half of `generate`: reads the schema, generates what is requested
 * and adds the diagnostics to the messages. Returns an exit status; if it is
 * AG_STATUS_FINE, the context has the files. */
int ag_run_render(struct ag_run *run);

/* Overrides the schema's settings in `request` by the options. */
void ag_run_override(struct ag_request *request, const struct ag_args *args);

/* On a terminal, says which of `n` outputs have been written, and which
 * packages they need. */
void ag_run_written(struct ag_run *run, const struct ag_output *outputs,
                    size_t n);

/* Prints to standard output. Returns an exit status. */
int ag_run_print(struct ag_run *run, struct ag_str text);

/* A command: returns an exit status. */
typedef int ag_run_fn(struct ag_run *run);

#define AG_COMMAND(name, operands, doc) ag_run_fn ag_run_##name;
#include "cli/options.def"
#undef AG_COMMAND

/* What `prisma generate` runs: Prisma's generator protocol, in prisma/. */
ag_run_fn ag_run_prisma;

/* The whole program: runs the command that the arguments name, with `generate`
 * for the command of that name. Returns the exit status. */
int ag_run_main(int argc, char **argv, ag_run_fn *generate);

#endif
