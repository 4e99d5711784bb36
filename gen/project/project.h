/*
 * The project around a configuration: which file an import means. Everything is
 * read as text; nothing is run, and below node_modules only package.json is
 * read.
 *
 * A project ends at the nearest folder above a file that is the root of a
 * workspace (pnpm-workspace.yaml with `packages`, or package.json with
 * `workspaces`) or contains .git, and after AG_PROJECT_LEVELS folders.
 *
 * Each file is read once, and each import is looked up once, in the life of a
 * struct ag_project.
 */
#ifndef AG_GEN_PROJECT_PROJECT_H
#define AG_GEN_PROJECT_PROJECT_H

#include "base/arena.h"
#include "base/source.h"

enum {
    AG_PROJECT_LEVELS = 12,   /* folders upwards from a file */
    AG_PROJECT_DEPTH = 6,     /* folders that `**` of a workspace matches */
    AG_PROJECT_FOLDERS = 2000 /* folders of a workspace that are looked at */
};

/* How a project reads files. */
struct ag_project_io {
    /* The file as a source. On failure, NULL, and *why is a text, or NULL if
     * the file does not exist. */
    struct ag_source *(*file)(void *self, struct ag_str path, const char **why);
    /* Calls `each` for the folders in a folder, in any order, and returns
     * whether the path exists. Without `each`, only returns that. */
    bool (*list)(void *self, struct ag_str path,
                 void (*each)(void *more, const char *name), void *more);
    void *self;
};

struct ag_project;

/* A project, in `arena`. Copies `io`. */
struct ag_project *ag_project_new(const struct ag_project_io *io,
                                  struct ag_arena *arena);

/* What an import means. */
struct ag_project_module {
    struct ag_source *source; /* NULL: no file was found, or it cannot be read;
                                 if `tried` and `why` are empty too, the import
                                 is of a package that does not belong to the
                                 project */
    struct ag_str path;       /* of the file that cannot be read */
    const char *why;          /* why it cannot be read */
    struct ag_str tried;      /* the places without the file: "src/db.ts,
                                 src/db/index.ts (tsconfig.json)" */
};

/* The module that the file `importer` imports as `name`:
 *
 *   1. a relative path;
 *   2. `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json,
 * with `extends` and `references`;
 *   3. #name: `imports` of the nearest package.json;
 *   4. the package of the workspace with this name: its `exports`, then `main`,
 *      `module` and `types`, then src/index.ts;
 *   5. an alias of a framework: ~/ ~~/ @/ @@/ $lib/ #shared/ #server/, in the
 *      folder of each level, or in its src/, app/ or src/lib/.
 *
 * The source of a built file is read instead of the file: src/ for dist/, .ts
 * for .js and .d.ts. The result belongs to the project. */
const struct ag_project_module *ag_project_find(struct ag_project *project,
                                                struct ag_str importer,
                                                struct ag_str name);

/* The file `path` in the folder of the file `user`, or else in the nearest
 * folder above it in the project. NULL if there is none; then *why is NULL, or
 * says why the nearest one cannot be read. */
struct ag_source *ag_project_above(struct ag_project *project,
                                   struct ag_str user, struct ag_str path,
                                   const char **why);

#endif
