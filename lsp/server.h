/*
 * A server of the Language Server Protocol 3.17: one client, one thread.
 *
 * All messages that have come are read before the first is served, so that one
 * which was cancelled is not worked on. Diagnostics are made when nothing is
 * left to be served, at once: of many changes in a row the last text alone is
 * checked. A request is answered from the text as the messages before it left
 * it.
 */
#ifndef AG_LSP_SERVER_H
#define AG_LSP_SERVER_H

#include <jansson.h>

#include "gen/query/query.h"
#include "lsp/document.h"
#include "lsp/json.h"
#include "lsp/rpc.h"
#include "lsp/workspace.h"

struct ag_lsp_server {
    struct ag_rpc rpc;
    struct ag_lsp_workspace workspace;
    json_t *queue;      /* messages to be served */
    struct ag_buf text; /* of a long result, see ag_lsp_method_fn */
    enum { AG_LSP_BORN, AG_LSP_READY, AG_LSP_SHUT, AG_LSP_GONE } state;
    bool due;   /* diagnostics are to be published */
    bool clean; /* `exit` came after `shutdown` */
    /* What the client said of itself. */
    enum ag_lsp_unit unit;
    bool snippets;
    bool watches; /* it tells of files that change, if it is asked to */
};

/* Why a request is refused. */
struct ag_lsp_refusal {
    enum ag_rpc_error error; /* 0: it is not */
    const char *message;
};

/* A method: its result, which is the caller's; NULL is null. One that can have
 * a hundred thousand parts is written as JSON to server->text: a tree of it
 * would take many times as long, and the next keystroke would wait. */
typedef json_t *ag_lsp_method_fn(struct ag_lsp_server *server,
                                 const json_t *params,
                                 struct ag_lsp_refusal *refusal);

#define AG_LSP_METHOD(name, function) ag_lsp_method_fn function;
#include "lsp/method.def"
#undef AG_LSP_METHOD

/* Serves until the client says `exit` or goes away; 0 if it was said in order,
 * else 1. */
int ag_lsp_serve(const struct ag_args *args, int in, int out);

/* Refuses a request; NULL, for it to return. */
json_t *ag_lsp_refuse(struct ag_lsp_refusal *refusal, enum ag_rpc_error error,
                      const char *message);

/* Parts of messages. */

/* params.textDocument; refuses what has none. NULL if it is not open. */
struct ag_lsp_file *ag_lsp_document(struct ag_lsp_server *server,
                                    const json_t *params,
                                    struct ag_lsp_refusal *refusal);

/* The first schema that has read the file, which is open; or, where a mistake
 * kept all from reading it, another one, which knows no answers about it.
 * Compiled; never NULL. */
struct ag_lsp_schema *ag_lsp_schema_of(struct ag_lsp_server *server,
                                       struct ag_lsp_file *file);

/* Makes the schemas below a list of WorkspaceFolder known. */
void ag_lsp_add_folders(struct ag_lsp_server *server, const json_t *folders);

/* Adds an edit to a list of them by file, `changes` of a WorkspaceEdit. */
void ag_lsp_add_edit(json_t *changes, const struct ag_lsp_file *file,
                     json_t *range, struct ag_str text);

/* Sends the diagnostics that are not what the client has. */
void ag_lsp_publish(struct ag_lsp_server *server);

#endif
