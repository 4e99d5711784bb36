/* Notifications about texts and files. */
#include "lsp/server.h"

static void
changed(struct ag_lsp_server *server, struct ag_lsp_file *file)
{
    ag_lsp_changed(&server->workspace, file);
    file->touched = true;
    server->due = true;
}

static void
set_version(struct ag_lsp_file *file, const json_t *document)
{
    const json_t *version = json_object_get(document, "version");

    if (json_is_integer(version))
        file->version = json_integer_value(version);
}

json_t *
ag_lsp_did_open(struct ag_lsp_server *server, const json_t *params,
                struct ag_lsp_refusal *refusal)
{
    const json_t *document = json_object_get(params, "textDocument");
    struct ag_lsp_file *file;
    struct ag_str uri = ag_lsp_text(json_object_get(document, "uri"));
    struct ag_str text = ag_lsp_text(json_object_get(document, "text"));

    if (uri.n == 0 || !json_is_string(json_object_get(document, "text")) ||
        !(file = ag_lsp_file_of_uri(&server->workspace, uri)))
        return ag_lsp_refuse(refusal, AG_RPC_PARAMS,
                             "textDocument needs uri and text");
    if (!file->listed)
        ag_lsp_add_siblings(&server->workspace, file);
    ag_lsp_splice(&file->text, 0, file->text.n, text);
    set_version(file, document);
    file->open = true;
    server->workspace.changed = true;
    changed(server, file);
    return NULL;
}

/* Applies one change of a text; false if it is invalid. */
static bool
apply(struct ag_lsp_server *server, struct ag_lsp_file *file,
      const json_t *change)
{
    const json_t *text = json_object_get(change, "text");
    const json_t *range = json_object_get(change, "range");
    struct ag_str old = ag_buf_text(&file->text);
    struct ag_lsp_position from, to;
    uint32_t begin = 0, end = old.n;

    if (!json_is_string(text))
        return false;
    if (range && !json_is_null(range)) {
        if (!ag_lsp_get_position(json_object_get(range, "start"), &from) ||
            !ag_lsp_get_position(json_object_get(range, "end"), &to))
            return false;
        begin = ag_lsp_offset(old, from, server->unit);
        end = from.line == to.line && from.character == to.character
                  ? begin
                  : ag_lsp_offset(old, to, server->unit);
        if (end < begin)
            return false;
    }
    ag_lsp_splice(&file->text, begin, end, ag_lsp_text(text));
    return true;
}

json_t *
ag_lsp_did_change(struct ag_lsp_server *server, const json_t *params,
                  struct ag_lsp_refusal *refusal)
{
    struct ag_lsp_file *file = ag_lsp_document(server, params, refusal);
    const json_t *changes = json_object_get(params, "contentChanges"), *change;
    size_t i;

    if (!file)
        return NULL;
    json_array_foreach (changes, i, change)
        if (!apply(server, file, change))
            ag_lsp_refuse(refusal, AG_RPC_PARAMS,
                          "a change has an invalid text or range");
    set_version(file, json_object_get(params, "textDocument"));
    changed(server, file);
    return NULL;
}

json_t *
ag_lsp_did_close(struct ag_lsp_server *server, const json_t *params,
                 struct ag_lsp_refusal *refusal)
{
    struct ag_lsp_file *file = ag_lsp_document(server, params, refusal);

    if (!file)
        return NULL;
    file->open = false;
    ag_buf_free(&file->text);
    server->workspace.changed = true;
    changed(server, file);
    return NULL;
}

/* Even a client that cannot watch files reports the files that it saves. */
json_t *
ag_lsp_did_save(struct ag_lsp_server *server, const json_t *params,
                struct ag_lsp_refusal *refusal)
{
    (void)params;
    (void)refusal;
    ag_lsp_changed_on_disk(&server->workspace);
    server->due = true;
    return NULL;
}

json_t *
ag_lsp_did_change_files(struct ag_lsp_server *server, const json_t *params,
                        struct ag_lsp_refusal *refusal)
{
    const json_t *changes = json_object_get(params, "changes"), *change;
    size_t i;

    (void)refusal;
    json_array_foreach (changes, i, change)
        ag_lsp_changed_uri(&server->workspace,
                           ag_lsp_text(json_object_get(change, "uri")));
    server->due = true;
    return NULL;
}

json_t *
ag_lsp_did_change_folders(struct ag_lsp_server *server, const json_t *params,
                          struct ag_lsp_refusal *refusal)
{
    const json_t *event = json_object_get(params, "event"), *folder;
    size_t i;

    (void)refusal;
    json_array_foreach (json_object_get(event, "removed"), i, folder)
        ag_lsp_forget_folder(&server->workspace,
                             ag_lsp_text(json_object_get(folder, "uri")));
    ag_lsp_add_folders(server, json_object_get(event, "added"));
    server->due = true;
    return NULL;
}
