#include "config.h"

#include "lsp/server.h"

#include <stdlib.h>

#include "cli/run.h"
#include "lsp/features.h"

/* Parts of messages. */

json_t *
ag_lsp_refuse(struct ag_lsp_refusal *refusal, enum ag_rpc_error error,
              const char *message)
{
    *refusal = (struct ag_lsp_refusal){error, message};
    return NULL;
}

struct ag_lsp_file *
ag_lsp_document(struct ag_lsp_server *server, const json_t *params,
                struct ag_lsp_refusal *refusal)
{
    const json_t *document = json_object_get(params, "textDocument");
    struct ag_str uri = ag_lsp_text(json_object_get(document, "uri"));
    struct ag_lsp_file *file = NULL;

    if (uri.n)
        file = ag_lsp_file_of_uri(&server->workspace, uri);
    if (!file)
        ag_lsp_refuse(refusal, AG_RPC_PARAMS, "missing textDocument.uri");
    return file && file->open ? file : NULL;
}

struct ag_lsp_schema *
ag_lsp_schema_of(struct ag_lsp_server *server, struct ag_lsp_file *file)
{
    struct ag_lsp_schema *s = ag_lsp_schemas(&server->workspace, false);
    struct ag_lsp_schema *other = NULL;

    for (; s; s = s->next) {
        if (!s->open)
            continue;
        ag_lsp_context(s);
        if (ag_lsp_has(s, file))
            return s;
        other = s;
    }
    return other;
}

void
ag_lsp_add_edit(json_t *changes, const struct ag_lsp_file *file, json_t *range,
                struct ag_str text)
{
    json_array_append_new(ag_lsp_array(changes, file->uri.p),
                          json_pack("{s:o, s:o}", "range", range, "newText",
                                    ag_rpc_string(text)));
}

/* The life of a server. */

static bool
flag(const json_t *capabilities, const char *area, const char *feature,
     const char *name)
{
    const json_t *of = json_object_get(capabilities, area);

    return json_is_true(json_object_get(json_object_get(of, feature), name));
}

/* The client's preferred encoding that we also support. */
static enum ag_lsp_unit
choose_unit(const json_t *capabilities)
{
    const json_t *encodings = json_object_get(
        json_object_get(capabilities, "general"), "positionEncodings");
    const json_t *encoding;
    size_t i;

    json_array_foreach (encodings, i, encoding) {
        struct ag_str name = ag_lsp_text(encoding);
        if (ag_str_eq(name, AG_STR("utf-8")))
            return AG_LSP_UTF8;
        if (ag_str_eq(name, AG_STR("utf-16")))
            return AG_LSP_UTF16;
    }
    return AG_LSP_UTF16;
}

void
ag_lsp_add_folders(struct ag_lsp_server *server, const json_t *folders)
{
    const json_t *folder;
    size_t i;

    json_array_foreach (folders, i, folder)
        ag_lsp_add_folder(&server->workspace,
                          ag_lsp_text(json_object_get(folder, "uri")));
}

json_t *
ag_lsp_initialize(struct ag_lsp_server *server, const json_t *params,
                  struct ag_lsp_refusal *refusal)
{
    const json_t *capabilities = json_object_get(params, "capabilities");
    const json_t *folders = json_object_get(params, "workspaceFolders");

    if (!json_is_object(params) || server->state != AG_LSP_BORN)
        return ag_lsp_refuse(refusal, AG_RPC_INVALID,
                             "the server is already initialized");
    server->state = AG_LSP_READY;
    server->unit = choose_unit(capabilities);
    server->watches = flag(capabilities, "workspace", "didChangeWatchedFiles",
                           "dynamicRegistration");
    server->snippets = flag(json_object_get(capabilities, "textDocument"),
                            "completion", "completionItem", "snippetSupport");
    if (json_array_size(folders))
        ag_lsp_add_folders(server, folders);
    else
        ag_lsp_add_folder(&server->workspace,
                          ag_lsp_text(json_object_get(params, "rootUri")));
    /* clang-format off */
    return json_pack(
        "{s:{s:s, s:{s:b, s:i, s:b}, s:{s:[s, s, s, s, s, s, s, s]}, s:b, s:b, "
        "s:b, s:b, s:{s:b}, s:b, s:b, s:b, s:b, s:{s:[s, s]}, "
        "s:{s:{s:o, s:[s]}, s:b}, s:{s:{s:b, s:b}}}, s:{s:s, s:s}}",
        "capabilities",
        "positionEncoding", server->unit == AG_LSP_UTF8 ? "utf-8" : "utf-16",
        "textDocumentSync", "openClose", 1, "change", 2, "save", 1,
        "completionProvider", "triggerCharacters",
            "@", "\"", ".", "(", "[", ":", "/", " ",
        "hoverProvider", 1,
        "definitionProvider", 1,
        "referencesProvider", 1,
        "documentHighlightProvider", 1,
        "renameProvider", "prepareProvider", 1,
        "documentSymbolProvider", 1,
        "workspaceSymbolProvider", 1,
        "foldingRangeProvider", 1,
        "documentFormattingProvider", 1,
        "codeActionProvider", "codeActionKinds",
            "quickfix", AG_LSP_FIX_ALL,
        "semanticTokensProvider",
            "legend", "tokenTypes", ag_lsp_token_types(),
                "tokenModifiers", "declaration",
            "full", 1,
        "workspace", "workspaceFolders",
            "supported", 1, "changeNotifications", 1,
        "serverInfo", "name", PACKAGE_NAME, "version", PACKAGE_VERSION);
    /* clang-format on */
}

/* Asks the client to watch files: schemas, and modules that configure an
 * authentication library. */
json_t *
ag_lsp_initialized(struct ag_lsp_server *server, const json_t *params,
                   struct ag_lsp_refusal *refusal)
{
    (void)params;
    (void)refusal;
    if (server->watches)
        ag_rpc_request(
            &server->rpc, "watch", "client/registerCapability",
            json_pack(
                "{s:[{s:s, s:s, s:{s:[{s:s}]}}]}", "registrations", "id",
                "watch", "method", "workspace/didChangeWatchedFiles",
                "registerOptions", "watchers", "globPattern",
                "**/*.{auth,prisma,ts,tsx,mts,cts,js,jsx,mjs,cjs,json,yaml}"));
    return NULL;
}

json_t *
ag_lsp_shutdown(struct ag_lsp_server *server, const json_t *params,
                struct ag_lsp_refusal *refusal)
{
    (void)params;
    (void)refusal;
    server->state = AG_LSP_SHUT;
    return NULL;
}

json_t *
ag_lsp_exit(struct ag_lsp_server *server, const json_t *params,
            struct ag_lsp_refusal *refusal)
{
    (void)params;
    (void)refusal;
    server->clean = server->state == AG_LSP_SHUT;
    server->state = AG_LSP_GONE;
    return NULL;
}

/* Messages. */

static const struct method {
    const char *name;
    ag_lsp_method_fn *function;
} methods[] = {
#define AG_LSP_METHOD(name, function) {name, function},
#include "lsp/method.def"
#undef AG_LSP_METHOD
};

static const struct method *
find_method(struct ag_str name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (ag_str_eq(ag_str(methods[i].name), name))
            return &methods[i];
    return NULL;
}

/* Whether the state allows a method; if not, refuses the request. */
static bool
is_time(const struct ag_lsp_server *server, const struct method *method,
        struct ag_lsp_refusal *refusal)
{
    bool exits = method && method->function == ag_lsp_exit;
    bool begins = method && method->function == ag_lsp_initialize;

    if (server->state == AG_LSP_BORN && !begins && !exits)
        ag_lsp_refuse(refusal, AG_RPC_EARLY, "the server is not initialized");
    else if (server->state == AG_LSP_SHUT && !exits)
        ag_lsp_refuse(refusal, AG_RPC_INVALID, "the server is shut down");
    else if (!method)
        ag_lsp_refuse(refusal, AG_RPC_METHOD, "unknown method");
    return refusal->error == 0;
}

static void
serve(struct ag_lsp_server *server, const json_t *message)
{
    const json_t *name = json_object_get(message, "method");
    json_t *id = json_object_get(message, "id"), *result = NULL;
    struct ag_lsp_refusal refusal = {0};

    if (!name && id &&
        (json_object_get(message, "result") ||
         json_object_get(message, "error")))
        return; /* a response to our request, which needs no answer */
    if (!json_is_string(name) || (id && !json_is_string(id) &&
                                  !json_is_number(id) && !json_is_null(id))) {
        ag_rpc_refuse(&server->rpc, NULL, AG_RPC_INVALID,
                      "the message is neither a request nor a notification");
        return;
    }
    const struct method *method = find_method(ag_lsp_text(name));
    if (is_time(server, method, &refusal))
        result = method->function(server, json_object_get(message, "params"),
                                  &refusal);
    if (!id)
        json_decref(result);
    else if (refusal.error)
        ag_rpc_refuse(&server->rpc, id, refusal.error, refusal.message);
    else if (server->text.n)
        ag_rpc_reply_text(&server->rpc, id, ag_buf_text(&server->text));
    else
        ag_rpc_reply(&server->rpc, id, result);
    ag_buf_free(&server->text);
}

/* Removes the request that a notification cancels from the queue. */
static void
cancel(struct ag_lsp_server *server, const json_t *message)
{
    const json_t *params = json_object_get(message, "params");
    const json_t *id = json_object_get(params, "id");

    for (size_t i = 0; id && i < json_array_size(server->queue); i++) {
        json_t *waiting =
            json_object_get(json_array_get(server->queue, i), "id");
        if (!waiting || !json_equal(waiting, id))
            continue;
        ag_rpc_refuse(&server->rpc, waiting, AG_RPC_CANCELLED, "cancelled");
        json_array_remove(server->queue, i);
        return;
    }
}

void
ag_lsp_receive(struct ag_lsp_server *server)
{
    json_t *message;

    for (;;) {
        switch (ag_rpc_next(&server->rpc, &message)) {
        case AG_RPC_MESSAGE:
            if (ag_str_eq(ag_lsp_text(json_object_get(message, "method")),
                          AG_STR("$/cancelRequest"))) {
                cancel(server, message);
                json_decref(message);
            } else {
                json_array_append_new(server->queue, message);
            }
            break;
        case AG_RPC_BROKEN:
            ag_rpc_refuse(&server->rpc, NULL, AG_RPC_PARSE, "invalid message");
            break;
        case AG_RPC_NONE:
            return;
        }
    }
}

bool
ag_lsp_busy(const struct ag_lsp_server *server)
{
    return !ag_lsp_gone(server) &&
           (json_array_size(server->queue) > 0 || server->due);
}

bool
ag_lsp_gone(const struct ag_lsp_server *server)
{
    return server->state == AG_LSP_GONE || server->rpc.failed;
}

void
ag_lsp_step(struct ag_lsp_server *server)
{
    json_t *message = json_incref(json_array_get(server->queue, 0));

    /* A request needs the compiled schema, too. */
    if (server->due && (!message || json_object_get(message, "id"))) {
        server->due = false;
        ag_lsp_publish(server);
    }
    if (message) {
        json_array_remove(server->queue, 0);
        serve(server, message);
    }
    json_decref(message);
}

static void *
allocate(size_t size)
{
    void *p = malloc(size ? size : 1);

    if (!p)
        ag_run_out_of_memory(NULL);
    return p;
}

void
ag_lsp_init(struct ag_lsp_server *server, const struct ag_args *args, int out)
{
    *server = (struct ag_lsp_server){.state = AG_LSP_BORN};
    json_set_alloc_funcs(allocate, free);
    ag_lsp_workspace_init(&server->workspace, args);
    ag_rpc_init(&server->rpc, out, &server->workspace.arena);
    server->queue = json_array();
    ag_buf_init(&server->text, &server->workspace.arena);
}

int
ag_lsp_free(struct ag_lsp_server *server)
{
    json_decref(server->queue);
    ag_rpc_free(&server->rpc);
    ag_lsp_workspace_free(&server->workspace);
    return server->clean ? 0 : 1;
}
