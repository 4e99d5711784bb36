/*
 * The files and folders of a project. Private to gen/project/.
 */
#ifndef AG_GEN_PROJECT_FILES_H
#define AG_GEN_PROJECT_FILES_H

#include "base/buf.h"
#include "base/map.h"
#include "gen/script/script.h"
#include "gen/project/project.h"

struct ag_project {
    struct ag_project_io io;
    struct ag_arena *arena;
    struct ag_map files;      /* path -> struct ag_project_file */
    struct ag_map folders;    /* path + "/" -> struct ag_project_folder */
    struct ag_map modules;    /* folder + name -> struct ag_project_module */
    struct ag_map workspaces; /* path + "/" of the root -> its packages */
    char *key;                /* room for a key of `modules` */
    size_t key_room;
};

struct ag_project_file {
    struct ag_source *source; /* NULL: missing or unreadable */
    struct ag_str path;
    const char *why;                   /* NULL: it does not exist */
    const struct ag_js *json;          /* of *.json */
    const struct ag_pnpm_entry *lists; /* of pnpm-workspace.yaml */
    bool parsed;                       /* the member for its kind is set */
};

/* A pattern of `paths` and one of its targets. */
struct ag_project_alias {
    struct ag_project_alias *next;
    struct ag_str pattern, target;
    struct ag_str from; /* the tsconfig.json */
};

struct ag_project_folder {
    struct ag_project_folder *up; /* NULL: the root of the project */
    struct ag_str path;           /* "", "src/", "../" */
    const struct ag_js *manifest; /* package.json; NULL: none */
    bool workspace;               /* the root of a workspace */
    bool read_config;             /* the next two members are set */
    bool has_config;              /* it has tsconfig.json or jsconfig.json */
    struct ag_project_alias *aliases; /* the most specific first */
};

/* A package of a workspace. */
struct ag_project_package {
    struct ag_project_package *next;
    struct ag_str name;
    struct ag_str folder; /* with a '/' at its end, or empty */
    const struct ag_js *manifest;
};

/* A search for a module. */
struct ag_project_search {
    struct ag_project *project;
    struct ag_project_folder *folder; /* the importing file's */
    struct ag_str name;
    struct ag_project_file *found;
    struct ag_buf tried;
    unsigned ntried;
    bool ours; /* it is no package from elsewhere */
};

/* files.c */

/* The file of a path that is normalized; never NULL. */
struct ag_project_file *ag_project_file(struct ag_project *p,
                                        struct ag_str path);

/* The value of a file of JSON with comments; NULL if there is none. */
const struct ag_js *ag_project_json(struct ag_project *p, struct ag_str path);

/* The member of an object of JSON, and its text if it is a string; NULL, and an
 * empty text, if there is none. */
const struct ag_js *ag_project_get(const struct ag_js *object, const char *key);
const struct ag_js *ag_project_member(const struct ag_js *object,
                                      struct ag_str key);
struct ag_str ag_project_text(const struct ag_js *object, const char *key);

/* The items of a list, or a value that is no list as its only item. */
static inline const struct ag_js *
ag_project_first(const struct ag_js *list)
{
    return list && list->kind == AG_JS_ARRAY ? list->items : list;
}

static inline const struct ag_js *
ag_project_next(const struct ag_js *list, const struct ag_js *item)
{
    return list->kind == AG_JS_ARRAY ? item->next : NULL;
}

/* The folder of a path that ends with '/' or is empty. */
struct ag_project_folder *ag_project_folder(struct ag_project *p,
                                            struct ag_str path);

/* If `text` matches `pattern`, which may contain one '*', sets *star to the
 * part that the '*' matches. */
bool ag_project_match(struct ag_str pattern, struct ag_str text,
                      struct ag_str *star);

/* `text` with each '*' replaced. */
struct ag_str ag_project_fill(struct ag_project *p, struct ag_str text,
                              struct ag_str star);

/* Looks for the module `base`, with or without its ending, or as a folder;
 * `from` names what said so, or is empty. */
bool ag_project_try(struct ag_project_search *s, struct ag_str base,
                    struct ag_str from);

/* tsconfig.c: looks for a module by `paths` and `baseUrl`. */
bool ag_project_try_paths(struct ag_project_search *s);

/* The ending of relative imports in a folder, as tsconfig.json wants it: ".js",
 * ".ts", or an empty text for none; .p is NULL if nothing says it. */
struct ag_str ag_project_imports(struct ag_project *p,
                                 const struct ag_project_folder *folder);

/* package.c: by `imports` of package.json, and as a package of the workspace.
 */
bool ag_project_try_imports(struct ag_project_search *s);
bool ag_project_try_packages(struct ag_project_search *s);

/* pnpm.c: the lists of pnpm-workspace.yaml, in the order of the file. */
struct ag_pnpm_entry {
    struct ag_pnpm_entry *next;
    struct ag_str list; /* "packages", "catalog", "catalogs.NAME" */
    struct ag_str key;  /* the package of a catalog; empty in `packages` */
    struct ag_str text; /* a pattern of folders, or a range of versions */
};
const struct ag_pnpm_entry *ag_project_pnpm(struct ag_project *p,
                                            struct ag_str folder);

/* workspace.c */

/* Whether the folder is the root of a workspace. */
bool ag_project_is_workspace(struct ag_project *p,
                             const struct ag_project_folder *folder);

/* What a package.json says about the version of a dependency; empty if it does
 * not name it. */
struct ag_str ag_project_range(const struct ag_js *manifest,
                               struct ag_str name);

/* The package of the workspace around `folder` with this name, or the folder's
 * own package; NULL if there is none. */
const struct ag_project_package *
ag_project_package(struct ag_project *p, struct ag_project_folder *folder,
                   struct ag_str name);

#endif
