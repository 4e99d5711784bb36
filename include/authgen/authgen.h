/*
 * libauthgen: compiles a schema to code for several ORMs and SQL dialects.
 *
 * Call in this order:
 *
 *   1. ag_new          a context: all memory of one compilation
 *   2. ag_read, ag_add, ag_use_name  the schema files; these and the files that
 *                      they use are one schema
 *   3. ag_check_schema to check only; or
 *      ag_generate     for each output (ag_next_request lists those that the
 *                      generator blocks of the schema request)
 *   4. ag_status, ag_next_diagnostic, ag_next_file, ag_next_input
 *                      the results, and the files that they depend on
 *   5. ag_free
 *
 * The library prints nothing, never exits and has no global state. It reaches
 * the outside world only through the callbacks of struct ag_io. All results
 * belong to the context and live until ag_free.
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

/* ag_io.read returns this if the file does not exist, so that other places are
 * searched: "No such file or directory". */
extern const char ag_missing[];

/* Callbacks for files and memory. */
struct ag_io {
    void *self;

    /* Reads the whole file `path`; "-" is standard input. The text goes to
     * memory from `alloc(memory, size)`, which never fails, with a NUL after it
     * that `size` does not count. Returns NULL, or the reason of a failure:
     * ag_missing (the pointer itself), or a text such as "Permission denied".
     */
    const char *(*read)(void *self, const char *path,
                        void *(*alloc)(void *memory, size_t size), void *memory,
                        const char **text, size_t *size);

    /* Called when memory runs out; must not return. NULL: abort(). */
    void (*nomem)(void *self);

    /* Called before large blocks of memory are used, so that it can ask the
     * system for large pages. May be NULL. */
    void (*large)(void *self, void *memory, size_t size);

    /* Calls `each` with the name of every folder in the folder `path`, in any
     * order, without those that symbolic links lead to. Returns NULL, or the
     * reason of a failure like `read`. If `each` is NULL, checks only whether
     * the path exists. May be NULL: then packages of a workspace are found only
     * if it lists their folders by name. */
    const char *(*list)(void *self, const char *path,
                        void (*each)(void *more, const char *name), void *more);

    /* Memory for the first part of the context, in place of malloc, which must
     * stay valid as long as the context and serve no other. NULL: none. */
    void *memory;
    size_t memory_size;
};

/* Creates a context; copies `io`. Never NULL: see io.nomem. */
struct ag_context *ag_new(const struct ag_io *io);
void ag_free(struct ag_context *context);

/* The bytes of memory that a context has taken without its outputs, also those of
 * io.memory: what another context of the same files needs to be lent so that it
 * asks for no more. */
size_t ag_memory_size(const struct ag_context *context);

/* Sets whether warnings count as errors from now on (--strict). */
void ag_set_strict(struct ag_context *context, bool strict);

/* Reads and parses a schema file. Reports a failure to read it, and then
 * returns false. Syntax errors are only reported; see ag_errors. The name of
 * standard input is "<stdin>". A JavaScript or TypeScript module is the
 * configuration of an authentication library, or has Drizzle tables; it is read
 * as by ag_use_name. */
bool ag_read(struct ag_context *context, const char *path);

/* The same for a text in memory, which is copied. Outputs show `name`; if it is
 * a path, only its last part. */
bool ag_add(struct ag_context *context, const char *name, const char *text,
            size_t size);

/* Does the same as `use "name"` in a schema file in the working directory. */
bool ag_use_name(struct ag_context *context, const char *name);

/* The schema for the configuration of an authentication library, or for the
 * Drizzle tables, in `path`, a JavaScript or TypeScript module. The module is
 * read, not run. NULL after an error. */
const char *ag_expand_file(struct ag_context *context, const char *path,
                           size_t *size);

/* Formats `text`, the schema file `name`, like `authgen fmt`: aligns its tokens
 * and comments in columns, without changing them. The text does not become part
 * of the context's schema. NULL after an error: the text cannot be parsed, or
 * is too large. */
const char *ag_format(struct ag_context *context, const char *name,
                      const char *text, size_t size, size_t *out_size);

/* Adds a directory that is searched for targets before the built-in ones. */
void ag_add_template_dir(struct ag_context *context, const char *path);

/* The same for presets: `use "x/y"` reads path/x/y.auth. */
void ag_add_preset_dir(struct ag_context *context, const char *path);

struct ag_option {
    const char *name;
    const char *value;
    uint32_t at; /* for the context: its position in the schema; otherwise 0 */
};

struct ag_generator; /* a generator block of a schema */

/* A request for one output. Strings may be NULL: not given. */
struct ag_request {
    const char *target;  /* "drizzle", "drizzle@1", or a manifest's path */
    const char *dialect; /* NULL: the datasource's, otherwise sqlite */
    const char *output;  /* a file, or a folder if it ends with '/' or if the
                            target has several files */
    const char *id;      /* this and the next five override the config block */
    const char *tables;
    const char *columns;
    const char *prefix;
    const char *schema; /* inside the database */
    const char *convention;
    const char *only; /* from a generator block: the library, preset or file
                         whose declarations it contains; the others import
                         them */
    bool no_foreign_keys;
    const char *name; /* of the generator block */
    const struct ag_option *options; /* the target's, -O name=value */
    size_t noption;
    const struct ag_generator *generator; /* the block of the request, also
                                             in copies; NULL: the caller's
                                             request */
};

/* The requests of `generator` blocks whose provider is authgen or one of its
 * targets: the one after `previous`, the first after NULL. NULL at the end. A
 * relative output is relative to the folder of the schema file, as in Prisma.
 * Settings that are no member of struct ag_request are options of the target.
 * The caller may change members in a copy. */
const struct ag_request *ag_next_request(struct ag_context *context,
                                         const struct ag_request *previous);

/* The target that suits the adapter of a configuration in the schema, such as
 * "drizzle"; NULL if there is no configuration or its adapter is unknown. */
const char *ag_adapter_target(struct ag_context *context);

/* Checks the schema for `request` (NULL: for its own dialect). Ignores the
 * target, output and options. False after an error. */
bool ag_check_schema(struct ag_context *context,
                     const struct ag_request *request);

/* Checks the schema and renders a target. Adds the files to the context's list.
 * After an error in this or an earlier call, returns false and adds none,
 * because errors remain in the context. */
bool ag_generate(struct ag_context *context, const struct ag_request *request);

/* A rendered file. */
struct ag_file {
    const char *path; /* the path to write, whose folders may be missing:
                         relative to the working directory, or request.output
                         with a name if needed; never NULL */
    const char *text; /* not NUL-terminated */
    size_t size;
    bool to_output;    /* no output was requested: print the file, if it is the
                          only one */
};

const struct ag_file *ag_next_file(struct ag_context *context,
                                   const struct ag_file *previous);

/* A position in a file, in several units. Only the offset includes a byte order
 * mark. */
struct ag_position {
    uint32_t offset; /* bytes from the start of the file */
    uint32_t line;   /* from 1; 0: no position */
    uint32_t column; /* from 1, bytes */
    uint32_t utf16;  /* from 1, UTF-16 units */
    uint32_t point;  /* from 1, code points */
};

/* A difference between a file and a schema, in words. */
struct ag_difference_info {
    const char *text; /* "column user.age is missing" */
    const char *file; /* where the file has it; NULL: it does not */
    struct ag_position at;
    const char *schema_file; /* where the schema has it; NULL: it does not */
    struct ag_position schema_at;
};

/* Compares the databases of two contexts, each of which has read a schema: an
 * existing one, and the wanted one. The places in the schema are those of
 * `context`, which generated `file` from it. Returns *n differences; none if
 * one of the schemas has errors. They belong to `context`. */
const struct ag_difference_info *ag_compare_schemas(struct ag_context *context,
                                                    const struct ag_file *file,
                                                    struct ag_context *found,
                                                    struct ag_context *wanted,
                                                    size_t *n);

/* A file that a context has read or searched for, or a folder that it listed. If
 * it changes, the result may change. Built-in targets and presets, and standard input, are not included.
 */
struct ag_input {
    const char *path; /* as passed to ag_io.read */
    bool missing;     /* the file did not exist */
};

/* The inputs in the order of their first use, each path once: the one after
 * `previous`, the first after NULL; NULL at the end. */
const struct ag_input *ag_next_input(struct ag_context *context,
                                     const struct ag_input *previous);

/* Each generated file contains this in its first 512 bytes. A file without it
 * was not written by authgen. */
#define AG_MARK "Made by authgen"

/* If a generated file imports packages besides the ORM's own, a line of the
 * comment at its top consists of this and their names, with blanks between. */
#define AG_NEEDS "// Needs: npm install "

/* HELP is advice: a note without a position. */
enum ag_level {
    AG_LEVEL_HELP,
    AG_LEVEL_NOTE,
    AG_LEVEL_WARNING,
    AG_LEVEL_ERROR
};

struct ag_edit {
    const char *file;
    struct ag_position begin, end;
    const char *text;
};

struct ag_diagnostic {
    enum ag_level level;
    unsigned code;    /* 2001 of AG2001; 0: a note or help */
    const char *file; /* NULL: no position */
    struct ag_position begin, end;
    const char *message;
    const char *line; /* the source line of `begin`, not NUL-terminated */
    size_t line_size; /* without its line end */
    const struct ag_diagnostic *notes; /* nnote of them */
    size_t nnote;
    const struct ag_edit *edits; /* together they fix the mistake; only if no
                                    other fix is likely; all are in files on
                                    disk */
    size_t nedit;
};

/* The diagnostics, sorted by file and position: the one after `previous`. Those
 * without a position come first; they are about the request, or a file that
 * cannot be read. Reading, checking or generating more rebuilds the list. */
const struct ag_diagnostic *
ag_next_diagnostic(struct ag_context *context,
                   const struct ag_diagnostic *previous);

/* The number of errors and warnings, including those that exceed the limit of
 * the list. */
unsigned ag_errors(const struct ag_context *context);
unsigned ag_warnings(const struct ag_context *context);

/* The result, as the command's exit status. */
enum ag_status {
    AG_STATUS_FINE = 0,
    AG_STATUS_WRONG = 1, /* the schema, or a template, is wrong */
    AG_STATUS_USAGE = 2, /* the request is wrong */
    AG_STATUS_IO = 3,    /* a file could not be read */
};

/* The greatest status of all diagnostics. */
enum ag_status ag_status(const struct ag_context *context);

/* An available target. */
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
    const char *values; /* "model camel pascal snake plural", '' is the empty
                           string; NULL: any string */
    const char *doc;    /* one line */
    const char *dialects; /* those for which this entry is true: "sqlite
                             mysql" */
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
                           in parentheses those that it extends */
};

/* The built-in presets in the order of their names. */
const struct ag_preset_info *
ag_next_preset(struct ag_context *context,
               const struct ag_preset_info *previous);

#ifdef __cplusplus
}
#endif

#endif
