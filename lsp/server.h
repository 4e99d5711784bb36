/*
 * A server of the Language Server Protocol 3.17: one client, one thread.
 *
 * The server receives all available messages before it serves the first, so
 * that it skips cancelled requests. It makes diagnostics when the queue is
 * empty, so that of many changes in a row only the last text is checked. A
 * request is answered from the text after the messages before it.
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
    struct ag_buf text; /* a long result, see ag_lsp_method_fn */
    enum { AG_LSP_BORN, AG_LSP_READY, AG_LSP_SHUT, AG_LSP_GONE } state;
    bool due;   /* diagnostics must be published */
    bool clean; /* `exit` came after `shutdown` */
    /* The client's capabilities. */
    enum ag_lsp_unit unit;
    bool snippets;
    bool watches; /* it can watch files if asked to */
};

/* The reason why a request is refused. */
struct ag_lsp_refusal {
    enum ag_rpc_error error; /* 0: not refused */
    const char *message;
};

/* A method. Returns its result, which the caller owns; NULL means null. A
 * result that may have a hundred thousand parts is written as JSON to
 * server->text instead: building a tree would take many times as long and delay
 * the next keystroke. */
typedef json_t *ag_lsp_method_fn(struct ag_lsp_server *server,
                                 const json_t *params,
                                 struct ag_lsp_refusal *refusal);

#define AG_LSP_METHOD(name, function) ag_lsp_method_fn function;
#include "lsp/method.def"
#undef AG_LSP_METHOD

/* The life of a server: lsp/run.c reads a descriptor; in the WebAssembly module
 * (lsp/wasm.h), the host passes the input. */

/* `args`, which must live as long as the server, are those of the command. The
 * server writes to the descriptor `out`. */
void ag_lsp_init(struct ag_lsp_server *server, const struct ag_args *args,
                 int out);

/* Frees the server. Returns the exit status: 0 if `exit` followed `shutdown`,
 * else 1. */
int ag_lsp_free(struct ag_lsp_server *server);

/* Takes the messages of the input, which is added to server->rpc. */
void ag_lsp_receive(struct ag_lsp_server *server);

/* Whether there is something to do, which ag_lsp_step does: it serves the first
 * message or publishes diagnostics. */
bool ag_lsp_busy(const struct ag_lsp_server *server);
void ag_lsp_step(struct ag_lsp_server *server);

/* Whether the client has sent `exit` or does not read any more. */
bool ag_lsp_gone(const struct ag_lsp_server *server);

/* Refuses a request. Returns NULL, so that a method can return the call. */
json_t *ag_lsp_refuse(struct ag_lsp_refusal *refusal, enum ag_rpc_error error,
                      const char *message);

/* Parts of messages. */

/* The file of params.textDocument; NULL if it is not open. Refuses a request
 * without one. */
struct ag_lsp_file *ag_lsp_document(struct ag_lsp_server *server,
                                    const json_t *params,
                                    struct ag_lsp_refusal *refusal);

/* The first schema that has read the file, which must be open. If an error kept
 * all schemas from reading it, another schema, which has no answers about it.
 * The schema is compiled; never NULL. */
struct ag_lsp_schema *ag_lsp_schema_of(struct ag_lsp_server *server,
                                       struct ag_lsp_file *file);

/* Adds the schemas in a list of WorkspaceFolder and below. */
void ag_lsp_add_folders(struct ag_lsp_server *server, const json_t *folders);

/* Adds an edit of a file to `changes` of a WorkspaceEdit. */
void ag_lsp_add_edit(json_t *changes, const struct ag_lsp_file *file,
                     json_t *range, struct ag_str text);

/* Sends the diagnostics of files for which they have changed. */
void ag_lsp_publish(struct ag_lsp_server *server);

#endif
