/*
 * A context, shared by the files of the public interface: api.c runs the
 * stages, load.c reads files, generators.c converts generator blocks to
 * requests, diagnostics.c converts diagnostics; gen/query/symbols.c reads
 * contexts for the language server. Private to gen/.
 */
#ifndef AG_GEN_API_CONTEXT_H
#define AG_GEN_API_CONTEXT_H

#include "authgen/authgen.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/position.h"
#include "base/source.h"
#include "gen/compose/resolve.h"
#include "gen/schema/schema.h"
#include "gen/target/target.h"
#include "grammar/ast.h"

struct ag_checked;
struct ag_dir;
struct ag_input_file;
struct ag_listed_preset;
struct ag_loaded;
struct ag_lookup;
struct ag_made_file;
struct ag_part;
struct ag_read_convention;
struct ag_rendered;

struct ag_context {
    struct ag_io io;
    struct ag_arena arena; /* contains the context itself */
    struct ag_sources sources;
    struct ag_diags diags;
    struct ag_units roots;                    /* the files given to ag_read and
                                                 ag_add */
    const struct ag_composition *composition; /* of the roots; NULL: not
                                                 composed yet */
    const char *const *names; /* of the schema files, NULL-ended */
    size_t nname;

    struct ag_dir *template_dirs, *preset_dirs;
    struct ag_loaded *loaded;
    struct ag_input_file *inputs, *last_input;
    struct ag_map input_paths; /* the paths of the inputs */

    struct ag_generator *generators, *last_generator; /* of `composition` */

    struct ag_rendered *rendered; /* all rendered files; owned */
    struct ag_made_file *files, *last_file;
    struct ag_map paths; /* of `files`, in lower case: the file */

    struct ag_places places;
    struct ag_diagnostic *diagnostics;
    size_t ndiagnostic;

    struct ag_project *project; /* NULL: not needed yet */
    struct ag_str unread, unread_reported; /* a formatter's file that can only be
                                          run, and the last one reported */
    struct ag_str ignored; /* its setting that outputs do not follow */
    struct ag_str adapter_target,
        adapter_release; /* for the header: why it has this version */

    struct ag_target_entry *targets;
    struct ag_listed_preset *presets;
    struct ag_read_convention *conventions;

    struct ag_checked *checked; /* schemas, one for each set of options */
    struct ag_lookup *lookup;  /* gen/query/references.c's */
};

/* A NUL-terminated copy, owned by the context like all results below. */
const char *ag_cstr(struct ag_context *context, struct ag_str s);

/* The schema for `request`. It is checked once for all requests that differ
 * only in target, output and options. Mistakes are reported to the context's
 * diagnostics. If `quiet`, they are not reported, and the result is NULL after
 * an error. */
const struct ag_schema *ag_context_check(struct ag_context *context,
                                         const struct ag_request *request,
                                         bool quiet);

/* The schema of a rendered file. */
const struct ag_schema *ag_file_schema(const struct ag_file *file);

/* load.c */

/* Reads the file `path` by ag_io.read and records it as an input; all reading
 * uses this function. Returns NULL or the reason of the failure. */
const char *ag_context_read(struct ag_context *context, const char *path,
                            const char **text, size_t *size);

/* Adds `text` as a source named `name`. If it is too large, reports an error
 * and returns false. */
bool ag_context_add(struct ag_context *context, const char *name,
                    const char *text, size_t size, struct ag_source **source);

/* The file `path` as a source. NULL if it cannot be read; *why is the reason,
 * or NULL if the file does not exist. */
struct ag_source *ag_context_source(struct ag_context *context,
                                    struct ag_str path, const char **why);

/* The files around configurations. */
struct ag_project *ag_context_project(struct ag_context *context);

/* The loader for ag_target_load, and for ag_compose. */
struct ag_target_loader ag_target_files(struct ag_context *context);
struct ag_use_loader ag_use_files(struct ag_context *context);

/* The built-in preset after `previous`, the first after NULL; NULL at the end.
 */
const struct ag_embedded *ag_preset_after(const struct ag_embedded *previous);
struct ag_str ag_preset_name(const struct ag_embedded *preset);

/* The title of a preset: the comment in its first line. */
struct ag_str ag_preset_title(const struct ag_embedded *preset);

/* conventions.c */

/* The `config` block of the convention `name`: of a preset, or of a file, which
 * is relative to the file with the position of `name`. NULL after a message to
 * `diags`. */
const struct ag_decl *ag_context_convention(struct ag_context *context,
                                            struct ag_str name,
                                            struct ag_diags *diags);

/* api.c */

/* The convention of a target's tool; NULL: it has none. */
const struct ag_convention *ag_context_tool(struct ag_context *context,
                                            const struct ag_target *target,
                                            struct ag_arena *arena,
                                            struct ag_diags *diags);

/* targets.c */

/* What the project around the output of a request says about its code. */
struct ag_target_custom;
const struct ag_target_custom *
ag_context_customs(struct ag_context *context,
                   const struct ag_request *request);

/* Reports a file of a formatter that could not be read for the last customs, if
 * the target has a layout. */
struct ag_target;
void ag_context_report_style(struct ag_context *context,
                             const struct ag_target *target,
                             const struct ag_request *request);

/* The target that `name` means: "drizzle" may be "drizzle@1", if this release of
 * its package is installed in the project; then *found says so for the header of
 * outputs, and otherwise is empty. "drizzle@0.45" may be "drizzle". A name that
 * is unknown stays. The schema must have been composed. */
struct ag_str ag_context_target(struct ag_context *context, struct ag_str name,
                                struct ag_str *found);

/* generators.c */

/* The declarations of the schema, composed on the first call. */
const struct ag_composition *ag_context_composition(struct ag_context *context);

/* The members of a request that are strings. */
enum ag_request_text {
    AG_REQUEST_target,
    AG_REQUEST_output,
    AG_REQUEST_dialect,
    AG_REQUEST_only,
    AG_REQUEST_columns,
    AG_REQUEST_convention,
    AG_REQUEST_id,
    AG_REQUEST_prefix,
    AG_REQUEST_schema,
    AG_REQUEST_tables,
    AG_NREQUEST_TEXT
};

/* A member of a request; empty for NULL. Its position is in the schema if its
 * value is that of the request's generator block. */
struct ag_str ag_request_str(const struct ag_request *request,
                             enum ag_request_text which);

/* Whether a member has the value of the request's generator block. */
bool ag_request_inherits(const struct ag_request *request,
                         enum ag_request_text which);

/* The parts of the generator blocks with the target and dialect of `request`,
 * which is one of them. Module paths are relative to its output. Sets *here to
 * its own part, or to NULL if it contains the whole schema. */
const struct ag_part *ag_request_parts(struct ag_context *context,
                                       const struct ag_request *request,
                                       const struct ag_part **here);

/* The i-th setting of a generator block that is no option of its target. False
 * at the end. Sets *doc to NULL if `config` documents the setting. */
bool ag_request_setting(size_t i, const char **name, const char **doc);

#endif
