/*
 * The project around a configuration: which file an import means, which
 * releases of packages it has, and how it formats code. Everything is read as text; nothing is run, and below node_modules only package.json is
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
     * whether the path exists. Without `each`, only returns that, and the path
     * is no input. May be NULL. */
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

/* A release of a package, or a range of releases by the one that it names. */
struct ag_release {
    uint32_t major, minor, patch; /* AG_RELEASE_ANY: not said */
    struct ag_str text;           /* "1.4.22", "^1.4.0" */
    struct ag_str from;           /* the package.json that says so */
    bool installed;               /* it is in node_modules */
};

#define AG_RELEASE_ANY UINT32_MAX

/* Reads "1.4.22", "^1.4.0", "npm:name@1.4"; false if no number is in it. */
bool ag_release_parse(struct ag_str text, struct ag_release *release);

/* The release of a package for a file: from node_modules/PACKAGE/package.json
 * in the nearest folder upwards, else from the nearest package.json that names
 * it, also by `catalog:` and `workspace:`, but not its patch. False if none
 * says a number. */
bool ag_project_release(struct ag_project *project, struct ag_str file,
                        const char *package, struct ag_release *release);

/* The settings of a project's formatter, as options of targets; what it does
 * not say is empty. */
struct ag_project_style {
    struct ag_str width;      /* columns of a line: "80" */
    struct ag_str indent;     /* columns of a step of indentation: "2" */
    struct ag_str tabs;       /* a step is a tab: "true", "false" */
    struct ag_str quotes;     /* "single", "double" */
    struct ag_str semicolons; /* "true", "false" */
    struct ag_str commas;     /* at the end of lists: "all", "es5", "none" */
    struct ag_str spacing;   /* in braces on one line: "true", "false" */
    struct ag_str parens;    /* around one parameter: "always", "avoid" */
    struct ag_str newline;   /* "lf", "crlf" */
    struct ag_str formatter; /* "biome"; else empty */
    struct ag_str imports;   /* the ending of relative imports: ".js", ".ts", or
                                none; .p is NULL: not said */
    struct ag_str unread;  /* the file that can only be run, not read, */
    struct ag_str ignored; /* or has this setting, which outputs do not follow */
};

/* The style of the file `file`, which need not exist: from the nearest file of
 * Prettier or Biome, .editorconfig, and tsconfig.json. */
void ag_project_style(struct ag_project *project, struct ag_str file,
                      struct ag_project_style *style);

/* The part of a path that does not depend on the machine, for outputs: that in
 * node_modules, or the name of the file. */
struct ag_str ag_project_shown(struct ag_str path);

/* A search for what is made for a release, among names such as "1", "1.4" and
 * "1.7.2". A name of three numbers is for the releases up to this one; it is
 * chosen only for a release whose patch is known. */
struct ag_release_choice {
    struct ag_str best; /* empty: no candidate has a number */
    bool fits;          /* false: it is for another release, the nearest one */
    uint32_t distance, patch;
};

void ag_release_try(struct ag_release_choice *choice,
                    const struct ag_release *release, struct ag_str candidate);

#endif
