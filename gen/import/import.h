/*
 * Converts the configuration of an authentication library to the schema that a
 * person would write for it. The configuration is read as text and never run.
 */
#ifndef AG_GEN_IMPORT_IMPORT_H
#define AG_GEN_IMPORT_IMPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "gen/schema/composed.h"

/* What a preset is for a configuration. */
enum ag_config_preset {
    AG_PRESET_NONE,  /* missing */
    AG_PRESET_GONE,  /* the release of the library does not have it */
    AG_PRESET_EMPTY, /* one that only uses the library */
    AG_PRESET_FULL
};

/* The release of a library. */
struct ag_config_release {
    uint32_t major, minor; /* UINT32_MAX: unknown, so the newest */
    struct ag_str version; /* of its presets: "1.4"; empty: the newest */
};

struct ag_config_loader {
    /* Finds the release of `package` for the configuration `config`: that of a
     * `use`, or of the project, or else *release if `import` is not empty,
     * which is an import that later releases do not have. If not `choose`, only
     * finds the numbers. */
    void (*release)(void *self, const struct ag_source *config,
                    const char *package, bool choose, struct ag_str import,
                    struct ag_config_release *release);
    /* Whether the project of `config` has this or a later major release of
     * `package`. */
    bool (*since)(void *self, const struct ag_source *config,
                  const char *package, uint32_t major);
    /* Returns the module that `importer` imports as `name`, given as written;
     * NULL if it is a package, or cannot be found. Reports an error if it
     * cannot be read. In place of some packages it returns a built-in text. */
    struct ag_source *(*module)(void *self, const struct ag_source *importer,
                                struct ag_str name);
    /* Whether `name` is a module of the project that was not found or not read;
     * if it was not found, *tried are the places: "src/db.ts, src/db/index.ts
     * (tsconfig.json)". Otherwise *tried is empty. */
    bool (*lost)(void *self, const struct ag_source *importer,
                 struct ag_str name, struct ag_str *tried);
    /* The file `path` in the folder of the file `user`, or the nearest folder
     * above it in the project; NULL if there is none. Reports an error if it
     * cannot be read. */
    struct ag_source *(*above)(void *self, const struct ag_source *user,
                               struct ag_str path);
    /* The provider of the datasource of a Prisma schema; empty if it has none.
     */
    struct ag_str (*provider)(void *self, const struct ag_source *schema);
    /* What the preset *name is for the configuration `config`. Sets *name to
     * the preset for the release of the plugin's package; of one that is gone,
     * to the reason. */
    enum ag_config_preset (*preset)(void *self, const struct ag_source *config,
                                    struct ag_str *name);
    /* Whether a preset, or a preset that it uses, declares the model. */
    bool (*declares)(void *self, struct ag_str preset, struct ag_str model);
    /* Adds `text` to the headers of outputs: what was chosen. */
    void (*say)(void *self, struct ag_str text);
    void *self;
};

/* Appends to `out` the schema for the configuration in `source`. Warns about
 * each part that cannot be determined from the text, at its position. Returns
 * the library, such as "better-auth", and sets *target to the one that suits the
 * adapter, such as "drizzle", or to NULL if that is unknown. If the configuration
 * has an adapter, but the text does not say its database, sets *guess. If there
 * is no configuration, reports an error and returns an empty string. */
struct ag_str ag_config_read(const struct ag_source *source,
                             const struct ag_config_loader *loader,
                             struct ag_buf *out, const char **target,
                             struct ag_guess *guess, struct ag_arena *arena,
                             struct ag_diags *diags);

#endif
