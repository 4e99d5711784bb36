/*
 * The files that a client works on, and their schemas.
 *
 * A schema consists of a root file and all files that it uses. The `use` lines
 * determine which file belongs to which schema. They are read in all files of
 * the client's folders, and of the folder of each opened file:
 *
 *   - a file that no other file uses is the root of a schema; an open file that
 *     others use belongs to the schemas of their roots;
 *   - as in Prisma, a .prisma file with a datasource uses all files without one
 *     in its folder and below, if no other file in its folder has one.
 *
 * The text of an open file is its buffer, not the file on disk. A schema is
 * compiled when it is needed and one of its files has changed. Its context
 * answers all queries until the next change.
 */
#ifndef AG_LSP_WORKSPACE_H
#define AG_LSP_WORKSPACE_H

#include <jansson.h>

#include "authgen/authgen.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "cli/options.h"

enum {
    AG_LSP_FILES = 1024, /* schema files in all folders */
    AG_LSP_DEPTH = 32    /* nested folders */
};

struct ag_lsp_file {
    struct ag_lsp_file *next;
    struct ag_str path; /* absolute; or the URI if it is not a file */
    struct ag_str uri;  /* the client's URI, if it has sent one */
    struct ag_buf text; /* of an open file */
    json_int_t version;
    bool open;
    bool listed;              /* found in a folder */
    bool scanned;             /* `uses` and `datasource` match its text */
    bool datasource;          /* it has a datasource */
    struct ag_arena arena;    /* for `uses` */
    struct ag_lsp_list *uses; /* the files that it uses */
    const struct ag_lsp_file *whole; /* the .prisma file that it belongs to */
    bool reached;                    /* mark of the search for roots */
    json_t *published; /* the diagnostics sent to the client; NULL: none */
    bool touched;      /* send diagnostics even if they have not changed */
};

struct ag_lsp_list {
    struct ag_lsp_list *next;
    struct ag_lsp_file *file;
};

struct ag_lsp_schema {
    struct ag_lsp_schema *next;
    struct ag_lsp_workspace *workspace;
    struct ag_arena arena;      /* for the schema and `roots` */
    struct ag_arena read;       /* for `files` */
    struct ag_lsp_list *roots;  /* its root files */
    struct ag_lsp_list *files;  /* files that it read or did not find */
    struct ag_context *context; /* NULL: not compiled */
    struct ag_arena kept;       /* memory for the next context: `memory` */
    void *memory;
    size_t memory_size; /* of it */
    size_t need;        /* what the last context took */
    bool open;                  /* an open file belongs to it */
    bool exists;                /* mark: a file is still its root */
};

struct ag_lsp_workspace {
    const struct ag_args *args; /* of the command */
    struct ag_arena arena;      /* for the files, which are never freed */
    struct ag_map paths;        /* path -> struct ag_lsp_file */
    struct ag_lsp_file *files, *last;
    unsigned nlisted;
    struct ag_lsp_schema *schemas;
    bool all;     /* schemas without an open file were requested, too */
    bool changed; /* the schemas must be determined again */
};

void ag_lsp_workspace_init(struct ag_lsp_workspace *ws,
                           const struct ag_args *args);
void ag_lsp_workspace_free(struct ag_lsp_workspace *ws);

/* The file of a path or URI, which is added if it is new. NULL for an invalid
 * URI. */
struct ag_lsp_file *ag_lsp_file(struct ag_lsp_workspace *ws,
                                struct ag_str path);
struct ag_lsp_file *ag_lsp_file_of_uri(struct ag_lsp_workspace *ws,
                                       struct ag_str uri);

/* Adds the schema files in a folder and below. */
void ag_lsp_add_folder(struct ag_lsp_workspace *ws, struct ag_str uri);

/* Adds the schema files in the folder of a file, because they may use it. */
void ag_lsp_add_siblings(struct ag_lsp_workspace *ws,
                         const struct ag_lsp_file *file);

/* Removes the files below a folder from the roots of schemas, unless open. */
void ag_lsp_forget_folder(struct ag_lsp_workspace *ws, struct ag_str uri);

/* Must be called when a file has changed, appeared or disappeared. */
void ag_lsp_changed(struct ag_lsp_workspace *ws, struct ag_lsp_file *file);

/* The same for the file of a URI. Ignores files in node_modules and files that
 * are no schemas, because clients report every change in a folder. */
void ag_lsp_changed_uri(struct ag_lsp_workspace *ws, struct ag_str uri);

/* The same for all files that are not open. */
void ag_lsp_changed_on_disk(struct ag_lsp_workspace *ws);

/* The schemas of the open files, or of all known files. */
struct ag_lsp_schema *ag_lsp_schemas(struct ag_lsp_workspace *ws, bool all);

/* The context of a schema, compiled and checked. */
struct ag_context *ag_lsp_context(struct ag_lsp_schema *schema);

/* Whether a schema has read the file or, if not compiled, has it as a root. */
bool ag_lsp_has(const struct ag_lsp_schema *schema,
                const struct ag_lsp_file *file);

/* The file `path` of a compiled schema; NULL if it is built in. */
struct ag_lsp_file *ag_lsp_real(const struct ag_lsp_schema *schema,
                                struct ag_str path);

#endif
