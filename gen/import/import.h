/*
 * The configuration of an authentication library, read as text and never run,
 * to the schema that a person would have written for it.
 */
#ifndef AG_GEN_IMPORT_IMPORT_H
#define AG_GEN_IMPORT_IMPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

/* Whether a file of this name is such a configuration: .ts, .js, .mjs … */
bool ag_config_is(struct ag_str name);

struct ag_config_loader {
    /* The module that a configuration imports by a relative path: `path` from
     * `importer`'s folder, as it is written. NULL: there is none. */
    struct ag_source *(*module)(void *self, const struct ag_source *importer,
                                struct ag_str path);
    /* Whether a preset, or one that it uses, declares the model. */
    bool (*declares)(void *self, struct ag_str preset, struct ag_str model);
    void *self;
};

/* Appends to `out` the schema for the configuration in `source`. What cannot be
 * known from the text is a warning at its place. Returns the library, such as
 * "better-auth"; empty, after a message, if there is no configuration. */
struct ag_str ag_config_read(const struct ag_source *source,
                             const struct ag_config_loader *loader,
                             struct ag_buf *out, struct ag_arena *arena,
                             struct ag_diags *diags);

#endif
