/*
 * libauthgen: one schema, every target, the same database.
 *
 * Call in this order:
 *
 *   1. ag_new          a context: all memory of one compilation
 *   2. ag_read, ag_add, ag_use_name  the schema files; together with what they
 *                      use they are one schema
 *   3. ag_check_schema only to check; or
 *      ag_generate     for each output wanted (ag_next_request lists those
 *                      that the schema itself asks for)
 *   4. ag_status, ag_next_diagnostic, ag_next_file, ag_next_input
 *                      what came of it, and of what
 *   5. ag_free
 *
 * The library prints nothing, never exits, keeps no global state, and touches
 * the outside world only through the callbacks of struct ag_io. All that it
 * returns belongs to the context and lives until ag_free.
 */
#ifndef AUTHGEN_H
#define AUTHGEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ag_context;

/* What ag_io.read returns where there is no such file, so that a target can
 * be looked for elsewhere: "No such file or directory". */
extern const char ag_missing[];

/* How the library reaches the world. */
struct ag_io {
    void *self;

    /* Reads the whole file `path` into memory from `alloc(memory, size)`, which
     * never fails, with one NUL after the text (size does not count it); "-" is
     * standard input. Returns NULL, or why not: ag_missing (that very pointer)
     * or a text such as "Permission denied". */
    const char *(*read)(void *self, const char *path,
                        void *(*alloc)(void *memory, size_t size), void *memory,
                        const char **text, size_t *size);

    /* Called when memory has run out; must not return. NULL: abort(). */
    void (*nomem)(void *self);

    /* Told of large pieces of memory before they are used, to ask the system
     * for large pages. May be NULL. */
    void (*large)(void *self, void *memory, size_t size);
};

/* A context; `io` is copied. Never NULL: see io.nomem. */
struct ag_context *ag_new(const struct ag_io *io);
void ag_free(struct ag_context *context);

/* Whether warnings count as errors from now on (--strict). */
void ag_set_strict(struct ag_context *context, bool strict);

/* Reads a schema file and parses it. False if it could not be read; that is a
 * diagnostic, too. Mistakes in the text show in ag_errors. Standard input is
 * called "<stdin>" from then on. */
bool ag_read(struct ag_context *context, const char *path);

/* The same for a text at hand, which is copied; outputs show `name` as it is,
 * and of a file's path the last part alone. */
bool ag_add(struct ag_context *context, const char *name, const char *text,
            size_t size);

/* What `use "name"` in a schema file of the working directory would do. */
bool ag_use_name(struct ag_context *context, const char *name);

/* The schema for the configuration of an authentication library in the module
 * `path`, of JavaScript or TypeScript, which is read and never run. NULL after
 * an error. */
const char *ag_expand_file(struct ag_context *context, const char *path,
                           size_t *size);

/* `text`, the schema file `name`, laid out as `authgen fmt` does: its tokens and
 * comments as they are, in columns. It does not become part of the context's
 * schema. NULL after an error: the text is not of the language's form, or too
 * large. */
const char *ag_format(struct ag_context *context, const char *name,
                      const char *text, size_t size, size_t *out_size);

/* A directory to look for targets in before the built-in ones. */
void ag_add_template_dir(struct ag_context *context, const char *path);

/* The same for presets: `use "x/y"` looks for path/x/y.auth. */
void ag_add_preset_dir(struct ag_context *context, const char *path);

struct ag_option {
    const char *name;
    const char *value;
    uint32_t at; /* the context's own: where the schema says it; else 0 */
};

struct ag_generator; /* a generator block of a schema */

/* An output that is wanted. Strings may be NULL: not said. */
struct ag_request {
    const char *target;  /* "drizzle", "drizzle@1", or a manifest's path */
    const char *dialect; /* else the datasource's, else sqlite */
    const char *output;  /* where to: a file, or a folder (ends in '/'); where
                            there are several files it is always a folder */
    const char *id;      /* these override the schema's config block */
    const char *tables;
    const char *columns;
    const char *prefix;
    const char *schema; /* inside the database */
    const char *only; /* of a generator block: the library, preset or file whose
                         declarations it holds; the others import them */
    bool no_foreign_keys;
    const struct ag_option *options; /* the target's, -O name=value */
    size_t noption;
    const struct ag_generator *generator; /* the block that asks for it; a copy
                                             keeps it; NULL: the caller does */
};

/* The requests that `generator` blocks make whose provider is a target of
 * authgen: the one after `previous`, the first after NULL; NULL at the end. A
 * relative output is relative to the folder of the schema file, as in Prisma.
 * Settings other than those of struct ag_request are options of the target.
 * A copy with other values in some members is a good request, too. */
const struct ag_request *ag_next_request(struct ag_context *context,
                                         const struct ag_request *previous);

/* Checks the schema as `request` has it (NULL: for its own dialect); target,
 * output and options are not looked at. False after an error. */
bool ag_check_schema(struct ag_context *context,
                     const struct ag_request *request);

/* Checks and renders. The files are added to the context's list. False, and
 * no file, after an error, of this call or an earlier one: what is wrong stays
 * with its context. */
bool ag_generate(struct ag_context *context, const struct ag_request *request);

/* A file that was rendered. */
struct ag_file {
    const char *path; /* where it goes: relative to the working directory, or
                         as request.output says; never NULL */
    const char *text; /* not NUL-terminated */
    size_t size;
    bool to_output;    /* the request named no place: print it if it is alone */
    bool make_folders; /* folders of the path that are missing are to be made:
                          the request named a folder, or the schema the path */
};

const struct ag_file *ag_next_file(struct ag_context *context,
                                   const struct ag_file *previous);

/* A file that a context has read, or looked for: a change of it can change the
 * outcome. Built-in targets and presets are none, nor is standard input. */
struct ag_input {
    const char *path; /* as ag_io.read had it */
    bool missing;     /* there was no such file */
};

/* In the order in which they were first asked for, each path once: the one
 * after `previous`, the first after NULL; NULL at the end. */
const struct ag_input *ag_next_input(struct ag_context *context,
                                     const struct ag_input *previous);

/* What each generated file has within its first 512 bytes; a file without it
 * was not written by authgen. */
#define AG_MARK "Made by authgen"

/* HELP is advice, a note without a place. */
enum ag_level {
    AG_LEVEL_HELP,
    AG_LEVEL_NOTE,
    AG_LEVEL_WARNING,
    AG_LEVEL_ERROR
};

/* A place in a file, as people and machines count. A byte order mark counts
 * in the offset alone. */
struct ag_position {
    uint32_t offset; /* bytes from the start of the file */
    uint32_t line;   /* from 1; 0: no place */
    uint32_t column; /* from 1, bytes */
    uint32_t utf16;  /* from 1, UTF-16 units */
    uint32_t point;  /* from 1, code points */
};

struct ag_edit {
    const char *file;
    struct ag_position begin, end;
    const char *text;
};

struct ag_diagnostic {
    enum ag_level level;
    unsigned code;    /* 2001 of AG2001; 0: a note or help */
    const char *file; /* NULL: no place */
    struct ag_position begin, end;
    const char *message;
    const char *line; /* the source line of `begin`, not NUL-terminated */
    size_t line_size; /* without its line end */
    const struct ag_diagnostic *notes; /* nnote of them */
    size_t nnote;
    const struct ag_edit *edits; /* together they mend the mistake; there are
                                    some where nobody would want others, and
                                    they are all in files */
    size_t nedit;
};

/* The diagnostics, sorted by file and place: the one after `previous`. One
 * without a place speaks of the request or of a file that cannot be read, and
 * comes first. Reading, checking or generating more makes the list anew, with
 * what it had. */
const struct ag_diagnostic *
ag_next_diagnostic(struct ag_context *context,
                   const struct ag_diagnostic *previous);

/* How many there were, also those beyond the limit of what is kept. */
unsigned ag_errors(const struct ag_context *context);
unsigned ag_warnings(const struct ag_context *context);

/* What came of it all, as the command's exit status has it. */
enum ag_status {
    AG_STATUS_FINE = 0,
    AG_STATUS_WRONG = 1, /* the schema, or a template, is wrong */
    AG_STATUS_USAGE = 2, /* the request is wrong */
    AG_STATUS_IO = 3,    /* a file could not be read */
};

/* The greatest that a diagnostic stands for. */
enum ag_status ag_status(const struct ag_context *context);

/* A target that can be asked for. */
struct ag_target_info {
    const char *name;  /* "drizzle@1" */
    const char *title; /* "Drizzle ORM 1.0" */
    const char *dialects; /* "sqlite postgresql mysql" */
    const struct ag_target_option *options;
    size_t noption;
};

struct ag_target_option {
    const char *name;
    const char *value;  /* the default */
    const char *values; /* "model camel pascal snake plural", '' for the empty
                           text; NULL: any text */
    const char *doc;    /* one line */
    const char *dialects; /* those that have it so: "sqlite mysql" */
};

/* The built-in targets in the order of their names. */
const struct ag_target_info *
ag_next_target(struct ag_context *context,
               const struct ag_target_info *previous);

/* A preset that a schema can `use`. */
struct ag_preset_info {
    const char *name;   /* "better-auth/two-factor" */
    const char *title;  /* one line */
    const char *tables; /* "(User) TwoFactor": the models that it declares, and
                           in brackets those of others that it adds to */
};

/* The built-in presets in the order of their names. */
const struct ag_preset_info *
ag_next_preset(struct ag_context *context,
               const struct ag_preset_info *previous);

#ifdef __cplusplus
}
#endif

#endif
