/* Diagnostics, and the code actions that fix them. */
#include "lsp/server.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "cli/run.h"
#include "lsp/features.h"

static struct ag_lsp_position
position(const struct ag_lsp_server *server, const struct ag_position *p)
{
    if (p->line == 0)
        return (struct ag_lsp_position){0};
    return (struct ag_lsp_position){
        p->line - 1,
        (server->unit == AG_LSP_UTF8 ? p->column : p->utf16) - 1,
    };
}

static json_t *
range(const struct ag_lsp_server *server, const struct ag_position *begin,
      const struct ag_position *end)
{
    return ag_lsp_range(position(server, begin), position(server, end));
}

static struct ag_lsp_file *
file_of(const struct ag_lsp_schema *schema, const struct ag_diagnostic *d)
{
    return d->file ? ag_lsp_real(schema, ag_str(d->file)) : NULL;
}

/* Where a diagnostic is shown: at its position if the file can be opened. In a
 * preset, at the `use` that included it (the last note), or else at the start
 * of the schema. */
static const struct ag_diagnostic *
shown_at(const struct ag_lsp_schema *schema, const struct ag_diagnostic *d)
{
    const struct ag_diagnostic *at = d;

    for (size_t i = d->nnote; !file_of(schema, at) && i > 0; i--)
        if (file_of(schema, &d->notes[i - 1]))
            at = &d->notes[i - 1];
    return at;
}

enum { UNNECESSARY = 1 }; /* DiagnosticTag */

/* Notes with a position become related information. Other notes are appended to
 * the message. */
static json_t *
make_diagnostic(const struct ag_lsp_server *server,
                const struct ag_lsp_schema *schema,
                const struct ag_diagnostic *d)
{
    const struct ag_diagnostic *at = shown_at(schema, d);
    json_t *related = json_array(), *json;
    struct ag_arena arena;
    struct ag_buf text;
    char code[16];

    ag_arena_init(&arena, ag_run_out_of_memory, NULL);
    ag_buf_init(&text, &arena);
    ag_buf_str(&text, ag_str(d->message));
    if (at != d && d->file)
        ag_buf_fmt(&text, " (%s:%u)", d->file, (unsigned)d->begin.line);
    for (size_t i = 0; i < d->nnote; i++) {
        const struct ag_diagnostic *note = &d->notes[i];
        const struct ag_lsp_file *file = file_of(schema, note);
        if (file)
            json_array_append_new(
                related,
                json_pack("{s:{s:s, s:o}, s:o}", "location", "uri", file->uri.p,
                          "range", range(server, &note->begin, &note->end),
                          "message", ag_rpc_string(ag_str(note->message))));
        else
            ag_buf_fmt(&text, "\n%s", note->message);
    }
    snprintf(code, sizeof code, "AG%u", d->code);
    json = json_pack("{s:o, s:i, s:s, s:s, s:o}", "range",
                     range(server, &at->begin, &at->end), "severity",
                     d->level == AG_LEVEL_ERROR ? 1 : 2, "code", code, "source",
                     "authgen", "message", ag_rpc_string(ag_buf_text(&text)));
    /* The construct is left out of the output. */
    if (d->code == AG_NOT_HERE || d->code == AG_LOST)
        json_object_set_new(json, "tags", json_pack("[i]", UNNECESSARY));
    if (json_array_size(related))
        json_object_set(json, "relatedInformation", related);
    json_decref(related);
    ag_buf_free(&text);
    ag_arena_free(&arena);
    return json;
}

/* Adds the diagnostics of a schema to their files' lists in `all`. Several
 * schemas may report the same mistake. */
static void
collect(const struct ag_lsp_server *server, struct ag_lsp_schema *schema,
        bool several, json_t *all)
{
    struct ag_context *context = ag_lsp_context(schema);
    const struct ag_diagnostic *d = NULL;

    while ((d = ag_next_diagnostic(context, d))) {
        const struct ag_lsp_file *file = file_of(schema, shown_at(schema, d));
        if (!file)
            file = schema->roots->file;
        ag_lsp_append(ag_lsp_array(all, file->uri.p),
                      make_diagnostic(server, schema, d), several);
    }
}

static void
publish(struct ag_lsp_server *server, struct ag_lsp_file *file, json_t *list)
{
    bool same =
        file->published ? list && json_equal(file->published, list) : !list;

    if (same && !file->touched)
        return;
    json_t *params = json_pack("{s:s, s:o}", "uri", file->uri.p, "diagnostics",
                               list ? json_incref(list) : json_array());
    if (file->open)
        json_object_set_new(params, "version", json_integer(file->version));
    ag_rpc_notify(&server->rpc, "textDocument/publishDiagnostics", params);
    json_decref(file->published);
    file->published = list ? json_incref(list) : NULL;
    file->touched = false;
}

void
ag_lsp_publish(struct ag_lsp_server *server)
{
    struct ag_lsp_schema *schema = ag_lsp_schemas(&server->workspace, false);
    json_t *all = json_object();
    bool several = schema && schema->next;

    for (; schema; schema = schema->next)
        if (schema->open)
            collect(server, schema, several, all);
    for (struct ag_lsp_file *f = server->workspace.files; f; f = f->next)
        publish(server, f, json_object_get(all, f->uri.p));
    json_decref(all);
}

/* Code actions. */

/* Whether a diagnostic has edits that fix it and all of them are in `file`;
 * with NULL, in any files that can be written. */
static bool
is_fixable(const struct ag_lsp_schema *schema, const struct ag_diagnostic *d,
           const struct ag_lsp_file *file)
{
    for (size_t i = 0; i < d->nedit; i++) {
        const struct ag_lsp_file *of =
            ag_lsp_real(schema, ag_str(d->edits[i].file));
        if (!of || (file && of != file))
            return false;
    }
    return d->nedit > 0;
}

static void
add_edits(const struct ag_lsp_server *server,
          const struct ag_lsp_schema *schema, const struct ag_diagnostic *d,
          json_t *changes)
{
    for (size_t i = 0; i < d->nedit; i++) {
        const struct ag_edit *e = &d->edits[i];
        ag_lsp_add_edit(changes, ag_lsp_real(schema, ag_str(e->file)),
                        range(server, &e->begin, &e->end), ag_str(e->text));
    }
}

static bool
before(struct ag_lsp_position a, struct ag_lsp_position b)
{
    return a.line < b.line || (a.line == b.line && a.character < b.character);
}

/* Whether a diagnostic overlaps or touches the client's range. */
static bool
touches(const struct ag_lsp_server *server, const struct ag_diagnostic *d,
        struct ag_lsp_position begin, struct ag_lsp_position end)
{
    return !before(end, position(server, &d->begin)) &&
           !before(position(server, &d->end), begin);
}

/* The title of an action: its edit, or the diagnostic that it fixes. */
static json_t *
title(const struct ag_diagnostic *d, struct ag_arena *arena)
{
    const struct ag_edit *edit = &d->edits[0];
    struct ag_str text = ag_str(edit->text);

    if (d->nedit > 1 || memchr(text.p, '\n', text.n))
        text = ag_arena_fmt(arena, "fix: %s", d->message);
    else if (text.n == 0)
        text = ag_arena_fmt(arena, "remove: %s", d->message);
    else if (edit->begin.offset == edit->end.offset)
        text = ag_arena_fmt(arena, "insert '%.*s'", AG_ARG(text));
    else
        text = ag_arena_fmt(arena, "change to '%.*s'", AG_ARG(text));
    return ag_rpc_string(text);
}

static json_t *
fix_one(const struct ag_lsp_server *server, const struct ag_lsp_schema *schema,
        const struct ag_diagnostic *d)
{
    json_t *changes = json_object(), *action;
    struct ag_arena arena;

    ag_arena_init(&arena, ag_run_out_of_memory, NULL);
    add_edits(server, schema, d, changes);
    action = json_pack("{s:o, s:s, s:b, s:[o], s:{s:o}}", "title",
                       title(d, &arena), "kind", "quickfix", "isPreferred", 1,
                       "diagnostics", make_diagnostic(server, schema, d),
                       "edit", "changes", changes);
    ag_arena_free(&arena);
    return action;
}

/* The edits that fix_all has chosen so far. */
struct chosen {
    struct chosen *next;
    const struct ag_edit *edit;
};

static bool
overlaps(const struct ag_diagnostic *d, const struct chosen *chosen)
{
    for (; chosen; chosen = chosen->next)
        for (size_t i = 0; i < d->nedit; i++)
            if (d->edits[i].begin.offset <= chosen->edit->end.offset &&
                chosen->edit->begin.offset <= d->edits[i].end.offset)
                return true;
    return false;
}

/* One action with all edits for a file; of edits that overlap, only the first.
 * NULL if there are none. */
static json_t *
fix_all(const struct ag_lsp_server *server, const struct ag_lsp_schema *schema,
        const struct ag_lsp_file *file)
{
    const struct ag_diagnostic *d = NULL;
    struct chosen *chosen = NULL;
    json_t *changes = json_object();
    struct ag_arena arena;

    ag_arena_init(&arena, ag_run_out_of_memory, NULL);
    while ((d = ag_next_diagnostic(schema->context, d))) {
        if (!is_fixable(schema, d, file) || overlaps(d, chosen))
            continue;
        for (size_t i = 0; i < d->nedit; i++) {
            struct chosen *c = AG_NEW(&arena, struct chosen);
            *c = (struct chosen){chosen, &d->edits[i]};
            chosen = c;
        }
        add_edits(server, schema, d, changes);
    }
    ag_arena_free(&arena);
    if (!chosen) {
        json_decref(changes);
        return NULL;
    }
    return json_pack("{s:s, s:s, s:{s:o}}", "title",
                     "fix all auto-fixable problems", "kind", AG_LSP_FIX_ALL,
                     "edit", "changes", changes);
}

/* Whether the client requests actions of a kind: a kind in `only` includes the
 * kinds below it. */
static bool
wants(const json_t *only, const char *kind)
{
    const json_t *wanted;
    size_t i;

    if (!json_is_array(only))
        return true;
    json_array_foreach (only, i, wanted) {
        struct ag_str of = ag_lsp_text(wanted), rest = ag_str(kind);
        if (!ag_str_starts(rest, of))
            continue;
        rest = ag_str_cut(rest, of.n, rest.n);
        if (of.n == 0 || rest.n == 0 || *rest.p == '.')
            return true;
    }
    return false;
}

json_t *
ag_lsp_code_action(struct ag_lsp_server *server, const json_t *params,
                   struct ag_lsp_refusal *refusal)
{
    struct ag_lsp_file *file = ag_lsp_document(server, params, refusal);
    const json_t *asked = json_object_get(params, "range");
    const json_t *only =
        json_object_get(json_object_get(params, "context"), "only");
    const struct ag_diagnostic *d = NULL;
    struct ag_lsp_position begin, end;
    json_t *actions, *all;

    if (!file)
        return NULL;
    if (!ag_lsp_get_position(json_object_get(asked, "start"), &begin) ||
        !ag_lsp_get_position(json_object_get(asked, "end"), &end))
        return ag_lsp_refuse(refusal, AG_RPC_PARAMS, "missing range");
    struct ag_lsp_schema *schema = ag_lsp_schema_of(server, file);
    actions = json_array();
    if (wants(only, "quickfix"))
        while ((d = ag_next_diagnostic(schema->context, d)))
            if (is_fixable(schema, d, NULL) && file_of(schema, d) == file &&
                touches(server, d, begin, end))
                json_array_append_new(actions, fix_one(server, schema, d));
    all = wants(only, AG_LSP_FIX_ALL) ? fix_all(server, schema, file) : NULL;
    if (all)
        json_array_append_new(actions, all);
    return actions;
}
