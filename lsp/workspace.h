/*
 * The files that a client works on, and the schemas that they make.
 *
 * A schema is a file and all that it uses. What belongs to which schema is
 * found from the files of the client's folders, and of the folder of each file
 * that was opened, by the `use` lines in them:
 *
 *   - an open file that others use belongs to the schemas of those that nobody
 *     uses; one that nobody uses is a schema of its own;
 *   - a .prisma file with a datasource uses, as Prisma has it, all that have
 *     none in its folder and below, if no other file of its folder has one.
 *
 * The text of an open file is its buffer, whatever the disk says. A schema is
 * compiled when it is asked for, if one of the files that it read has changed;
 * its context then answers all questions until the next change.
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
    AG_LSP_FILES = 1024, /* schema files of all folders */
    AG_LSP_DEPTH = 32    /* of folders in each other */
};

struct ag_lsp_file {
    struct ag_lsp_file *next;
    struct ag_str path; /* absolute, or the URI of what is no file */
    struct ag_str uri;  /* as the client has it, if it said one */
    struct ag_buf text; /* if it is open */
    json_int_t version;
    bool open;
    bool listed;           /* it was found in a folder */
    bool scanned;          /* `uses` and `datasource` are what its text says */
    bool datasource;       /* it has one */
    struct ag_arena arena; /* of `uses` */
    struct ag_lsp_list *uses;        /* the files that it names */
    const struct ag_lsp_file *whole; /* the .prisma file that it is a part of */
    bool reached;                    /* a mark of the search for roots */
    json_t *published; /* the diagnostics that the client has; NULL: none */
    bool touched; /* the client is to get them, even if they are the same */
};

struct ag_lsp_list {
    struct ag_lsp_list *next;
    struct ag_lsp_file *file;
};

struct ag_lsp_schema {
    struct ag_lsp_schema *next;
    struct ag_lsp_workspace *workspace;
    struct ag_arena arena;      /* of the schema and `roots` */
    struct ag_arena read;       /* of `files` */
    struct ag_lsp_list *roots;  /* what it is made of */
    struct ag_lsp_list *files;  /* what it read, or looked for in vain */
    struct ag_context *context; /* NULL: to be compiled */
    bool open;                  /* an open file belongs to it */
    bool wanted;                /* a mark: it is still there */
};

struct ag_lsp_workspace {
    const struct ag_args *args; /* of the command */
    struct ag_arena arena;      /* of the files, which are few and stay */
    struct ag_map paths;        /* to struct ag_lsp_file */
    struct ag_lsp_file *files, *last;
    unsigned nlisted;
    struct ag_lsp_schema *schemas;
    bool all;     /* also those of no open file were asked for */
    bool changed; /* they are to be found anew */
};

void ag_lsp_workspace_init(struct ag_lsp_workspace *ws,
                           const struct ag_args *args);
void ag_lsp_workspace_free(struct ag_lsp_workspace *ws);

/* The file of a path or URI; made known if it was not. NULL for the URI of
 * nothing. */
struct ag_lsp_file *ag_lsp_file(struct ag_lsp_workspace *ws,
                                struct ag_str path);
struct ag_lsp_file *ag_lsp_file_of_uri(struct ag_lsp_workspace *ws,
                                       struct ag_str uri);

/* Finds the schema files in a folder and below. */
void ag_lsp_add_folder(struct ag_lsp_workspace *ws, struct ag_str uri);

/* Finds those in the folder of a file, which makes known what may use it. */
void ag_lsp_add_siblings(struct ag_lsp_workspace *ws,
                         const struct ag_lsp_file *file);

/* Takes the files below a folder for none that make schemas, unless they are
 * open. */
void ag_lsp_forget_folder(struct ag_lsp_workspace *ws, struct ag_str uri);

/* Says that the text of a file is another one, or that it came or went. */
void ag_lsp_changed(struct ag_lsp_workspace *ws, struct ag_lsp_file *file);

/* Says so of the file of a URI, if it is of any interest: a client tells of all
 * that a package manager does. */
void ag_lsp_changed_uri(struct ag_lsp_workspace *ws, struct ag_str uri);

/* Says so of all files that are not open. */
void ag_lsp_changed_on_disk(struct ag_lsp_workspace *ws);

/* The schemas of the open files, or of all that are known. */
struct ag_lsp_schema *ag_lsp_schemas(struct ag_lsp_workspace *ws, bool all);

/* The context of a schema, compiled and checked. */
struct ag_context *ag_lsp_context(struct ag_lsp_schema *schema);

/* Whether a schema read the file, if it was compiled, or is made of it. */
bool ag_lsp_has(const struct ag_lsp_schema *schema,
                const struct ag_lsp_file *file);

/* The file `path` of a compiled schema; NULL if it is no file but built in. */
struct ag_lsp_file *ag_lsp_real(const struct ag_lsp_schema *schema,
                                struct ag_str path);

#endif
