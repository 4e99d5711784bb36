/* Requests about a text; gen/query/query.h answers them. */
#include "lsp/features.h"

#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "cli/json.h"
#include "cli/run.h"
#include "lsp/server.h"

static const struct kind {
    unsigned symbol, item; /* of the protocol */
    const char *token;     /* NULL: not a token */
} kinds[AG_NLOOK] = {
#define AG_LSP_KIND(kind, symbol, item, token)                                 \
    [AG_LOOK_##kind] = {symbol, item, token},
#include "lsp/kind.def"
#undef AG_LSP_KIND
};

/* The subject of a request. */
struct question {
    struct ag_lsp_server *server;
    struct ag_lsp_file *file;
    struct ag_lsp_schema *schema;
    struct ag_context *context;
    const char *name; /* the file's name for gen/query/query.h */
    uint32_t offset;
    struct ag_lsp_cursor cursor; /* in the text used last */
};

/* Finds the document of a request and its schema; false if there is none. */
static bool
ask(struct question *q, struct ag_lsp_server *server, const json_t *params,
    struct ag_lsp_refusal *refusal)
{
    *q = (struct question){
        .server = server,
        .file = ag_lsp_document(server, params, refusal),
        .cursor.unit = server->unit,
    };
    if (!q->file)
        return false;
    q->schema = ag_lsp_schema_of(server, q->file);
    q->context = ag_lsp_context(q->schema);
    q->name = q->file->path.p;
    q->cursor.text = ag_buf_text(&q->file->text);
    return true;
}

/* The same for a request with a position. */
static bool
ask_at(struct question *q, struct ag_lsp_server *server, const json_t *params,
       struct ag_lsp_refusal *refusal)
{
    struct ag_lsp_position position;

    if (!ask(q, server, params, refusal))
        return false;
    if (!ag_lsp_get_position(json_object_get(params, "position"), &position)) {
        ag_lsp_refuse(refusal, AG_RPC_PARAMS, "missing position");
        return false;
    }
    q->offset = ag_lsp_offset(q->cursor.text, position, server->unit);
    return true;
}

static json_t *
put_at(struct question *q, const struct ag_look_at *at)
{
    if (at->source->text.p != q->cursor.text.p)
        q->cursor = (struct ag_lsp_cursor){
            .text = at->source->text,
            .unit = q->server->unit,
        };
    struct ag_lsp_position begin = ag_lsp_position(&q->cursor, at->begin);
    return ag_lsp_range(begin, ag_lsp_position(&q->cursor, at->end));
}

/* The file of a position; NULL if it is built in. */
static struct ag_lsp_file *
file_at(const struct question *q, const struct ag_look_at *at)
{
    if (!at->source || at->built_in)
        return NULL;
    return ag_lsp_real(q->schema, at->source->name);
}

static json_t *
put_location(struct question *q, const struct ag_look_at *at)
{
    const struct ag_lsp_file *file = file_at(q, at);

    return json_pack("{s:s, s:o}", "uri", file->uri.p, "range", put_at(q, at));
}

static json_t *
markdown(struct ag_str text)
{
    return json_pack("{s:s, s:o}", "kind", "markdown", "value",
                     ag_rpc_string(text));
}

/* Long answers, as JSON. */

static void
put_position(struct ag_json *json, const char *key,
             struct ag_lsp_position position)
{
    ag_json_open(json, key, '{');
    ag_json_number(json, "line", position.line);
    ag_json_number(json, "character", position.character);
    ag_json_close(json, '}');
}

static void
put_lines(struct ag_json *json, const char *key, struct ag_lsp_position begin,
          struct ag_lsp_position end)
{
    ag_json_open(json, key, '{');
    put_position(json, "start", begin);
    put_position(json, "end", end);
    ag_json_close(json, '}');
}

/* Writes a range of the request's file. */
static void
put_bytes(struct ag_json *json, const char *key, struct question *q,
          uint32_t begin, uint32_t end)
{
    struct ag_lsp_position from = ag_lsp_position(&q->cursor, begin);

    put_lines(json, key, from, ag_lsp_position(&q->cursor, end));
}

/* Completion. */

enum { PLAIN = 1, SNIPPET = 2 }; /* InsertTextFormat */

/* A list of items that all replace the same range. */
struct list {
    struct question *q;
    struct ag_json json;
    struct ag_lsp_position begin, end;
    unsigned n;
};

static void
put_item(struct list *list, const struct ag_look_item *item)
{
    struct ag_json *json = &list->json;
    bool snippet = item->snippet && list->q->server->snippets;
    char order[16];

    snprintf(order, sizeof order, "%06u", list->n++);
    ag_json_open(json, NULL, '{');
    ag_json_text(json, "label", item->label);
    ag_json_text(json, "sortText", ag_str(order));
    if (kinds[item->kind].item)
        ag_json_number(json, "kind", kinds[item->kind].item);
    if (item->detail.n)
        ag_json_text(json, "detail", item->detail);
    if (item->doc.n) {
        ag_json_open(json, "documentation", '{');
        ag_json_text(json, "kind", AG_STR("markdown"));
        ag_json_text(json, "value", item->doc);
        ag_json_close(json, '}');
    }
    ag_json_number(json, "insertTextFormat", snippet ? SNIPPET : PLAIN);
    /* Without snippets, insert the text without placeholders. */
    ag_json_open(json, "textEdit", '{');
    put_lines(json, "range", list->begin, list->end);
    ag_json_text(json, "newText",
                 item->snippet && !snippet ? item->label : item->text);
    ag_json_close(json, '}');
    ag_json_close(json, '}');
}

/* Adds the schema files in the folder of the request's file and below. */
static void
put_files(struct list *list)
{
    const struct question *q = list->q;
    struct ag_str folder = ag_path_folder(q->file->path);
    struct ag_arena arena;

    ag_arena_init(&arena, ag_run_out_of_memory, NULL);
    for (const struct ag_lsp_file *f = q->server->workspace.files; f;
         f = f->next) {
        if (!f->listed || f == q->file || !ag_str_starts(f->path, folder))
            continue;
        struct ag_look_item item = {.kind = AG_LOOK_use};
        item.label = item.text =
            ag_arena_fmt(&arena, "./%s", f->path.p + folder.n);
        put_item(list, &item);
    }
    ag_arena_free(&arena);
}

json_t *
ag_lsp_completion(struct ag_lsp_server *server, const json_t *params,
                  struct ag_lsp_refusal *refusal)
{
    struct question q;

    if (!ask_at(&q, server, params, refusal))
        return NULL;
    struct ag_look_items found = ag_look_complete(q.context, q.name, q.offset);
    struct list list = {
        .q = &q,
        .json = {&server->text, false},
        .begin = ag_lsp_position(&q.cursor, found.begin),
        .end = ag_lsp_position(&q.cursor, found.end),
    };
    ag_json_open(&list.json, NULL, '[');
    for (size_t i = 0; i < found.n; i++)
        put_item(&list, &found.items[i]);
    if (found.files)
        put_files(&list);
    ag_json_close(&list.json, ']');
    return NULL;
}

/* The symbol at a position. */

json_t *
ag_lsp_hover(struct ag_lsp_server *server, const json_t *params,
             struct ag_lsp_refusal *refusal)
{
    struct question q;
    struct ag_look_at at = {0};

    if (!ask_at(&q, server, params, refusal))
        return NULL;
    struct ag_str text = ag_look_hover(q.context, q.name, q.offset, &at);
    if (text.n == 0)
        return NULL;
    return json_pack("{s:o, s:o}", "contents", markdown(text), "range",
                     put_at(&q, &at));
}

json_t *
ag_lsp_definition(struct ag_lsp_server *server, const json_t *params,
                  struct ag_lsp_refusal *refusal)
{
    struct question q;
    struct ag_look_at at;

    if (!ask_at(&q, server, params, refusal) ||
        !ag_look_definition(q.context, q.name, q.offset, &at))
        return NULL;
    /* A built-in file cannot be opened, so show the `use` that included it. */
    while (!file_at(&q, &at))
        if (!ag_look_used(q.context, &at))
            return NULL;
    return put_location(&q, &at);
}

/* Moves to the next schema that includes the file. */
static bool
next_schema(struct question *q)
{
    while ((q->schema = q->schema->next)) {
        if (!q->schema->open)
            continue;
        q->context = ag_lsp_context(q->schema);
        if (ag_lsp_has(q->schema, q->file))
            return true;
    }
    return false;
}

json_t *
ag_lsp_references(struct ag_lsp_server *server, const json_t *params,
                  struct ag_lsp_refusal *refusal)
{
    const json_t *wanted = json_object_get(params, "context");
    bool all = json_is_true(json_object_get(wanted, "includeDeclaration"));
    struct question q;
    json_t *locations;
    bool again = false;

    if (!ask_at(&q, server, params, refusal))
        return NULL;
    locations = json_array();
    do {
        size_t n;
        const struct ag_look_at *at =
            ag_look_references(q.context, q.name, q.offset, all, &n);
        for (size_t i = 0; i < n; i++) {
            if (file_at(&q, &at[i]))
                ag_lsp_append(locations, put_location(&q, &at[i]), again);
        }
        again = true;
    } while (next_schema(&q));
    return locations;
}

json_t *
ag_lsp_highlight(struct ag_lsp_server *server, const json_t *params,
                 struct ag_lsp_refusal *refusal)
{
    struct question q;
    json_t *highlights;
    size_t n;

    if (!ask_at(&q, server, params, refusal))
        return NULL;
    highlights = json_array();
    const struct ag_look_at *at =
        ag_look_references(q.context, q.name, q.offset, true, &n);
    for (size_t i = 0; i < n; i++)
        if (file_at(&q, &at[i]) == q.file)
            json_array_append_new(
                highlights, json_pack("{s:o}", "range", put_at(&q, &at[i])));
    return highlights;
}

/* Renaming. */

json_t *
ag_lsp_prepare_rename(struct ag_lsp_server *server, const json_t *params,
                      struct ag_lsp_refusal *refusal)
{
    struct question q;
    struct ag_look_at at;
    const char *why;

    if (!ask_at(&q, server, params, refusal))
        return NULL;
    why = ag_look_renamable(q.context, q.name, q.offset, &at);
    if (!why)
        return put_at(&q, &at);
    return ag_lsp_refuse(refusal, AG_RPC_FAILED, why);
}

/* Adds an edit, unless another schema has added the same one. */
static void
add_edit(struct question *q, json_t *changes, const struct ag_look_edit *edit)
{
    const struct ag_lsp_file *file = file_at(q, &edit->at);
    json_t *range, *element;
    size_t i;

    if (!file)
        return;
    range = put_at(q, &edit->at);
    json_array_foreach (json_object_get(changes, file->uri.p), i, element)
        if (json_equal(json_object_get(element, "range"), range)) {
            json_decref(range);
            return;
        }
    ag_lsp_add_edit(changes, file, range, edit->text);
}

json_t *
ag_lsp_rename(struct ag_lsp_server *server, const json_t *params,
              struct ag_lsp_refusal *refusal)
{
    struct ag_str name = ag_lsp_text(json_object_get(params, "newName"));
    const struct ag_look_edit *edits;
    struct question q;
    json_t *changes;
    const char *why;
    size_t n;

    if (!ask_at(&q, server, params, refusal))
        return NULL;
    if (name.n == 0 || memchr(name.p, '\0', name.n))
        return ag_lsp_refuse(refusal, AG_RPC_PARAMS,
                             "newName is not a valid name");
    changes = json_object();
    do {
        why = ag_look_rename(q.context, q.name, q.offset, name.p, &edits, &n);
        for (size_t i = 0; !why && i < n; i++)
            add_edit(&q, changes, &edits[i]);
    } while (!why && next_schema(&q));
    if (!why)
        return json_pack("{s:o}", "changes", changes);
    json_decref(changes);
    return ag_lsp_refuse(refusal, AG_RPC_FAILED, why);
}

/* Outlines. */

static void
put_outline(struct ag_json *json, const char *key, struct question *q,
            const struct ag_look_outline *outline, size_t n)
{
    ag_json_open(json, key, '[');
    for (size_t i = 0; i < n; i++) {
        const struct ag_look_outline *o = &outline[i];
        ag_json_open(json, NULL, '{');
        ag_json_text(json, "name",
                     o->name.n ? o->name : ag_str(ag_look_names[o->kind]));
        if (o->detail.n)
            ag_json_text(json, "detail", o->detail);
        ag_json_number(json, "kind", kinds[o->kind].symbol);
        put_bytes(json, "range", q, o->all.begin, o->all.end);
        put_bytes(json, "selectionRange", q, o->at.begin, o->at.end);
        if (o->nmember)
            put_outline(json, "children", q, o->members, o->nmember);
        ag_json_close(json, '}');
    }
    ag_json_close(json, ']');
}

json_t *
ag_lsp_document_symbol(struct ag_lsp_server *server, const json_t *params,
                       struct ag_lsp_refusal *refusal)
{
    struct ag_json json = {&server->text, false};
    struct question q;
    size_t n;

    if (!ask(&q, server, params, refusal))
        return NULL;
    const struct ag_look_outline *o = ag_look_outline(q.context, q.name, &n);
    put_outline(&json, NULL, &q, o, n);
    return NULL;
}

json_t *
ag_lsp_workspace_symbol(struct ag_lsp_server *server, const json_t *params,
                        struct ag_lsp_refusal *refusal)
{
    struct ag_str query = ag_lsp_text(json_object_get(params, "query"));
    struct question q = {.server = server, .cursor.unit = server->unit};
    json_t *symbols;
    size_t n;

    if (!json_is_string(json_object_get(params, "query")) ||
        memchr(query.p, '\0', query.n))
        return ag_lsp_refuse(refusal, AG_RPC_PARAMS, "missing query");
    symbols = json_array();
    q.schema = ag_lsp_schemas(&server->workspace, true);
    for (; q.schema; q.schema = q.schema->next) {
        bool again = json_array_size(symbols) > 0;
        q.context = ag_lsp_context(q.schema);
        const struct ag_look_outline *o =
            ag_look_search(q.context, query.p, &n);
        for (size_t i = 0; i < n; i++) {
            if (!file_at(&q, &o[i].at))
                continue;
            json_t *symbol = json_pack(
                "{s:o, s:i, s:o, s:o}", "name", ag_rpc_string(o[i].name),
                "kind", kinds[o[i].kind].symbol, "location",
                put_location(&q, &o[i].at), "containerName",
                ag_rpc_string(o[i].detail));
            ag_lsp_append(symbols, symbol, again);
        }
    }
    return symbols;
}

json_t *
ag_lsp_folding(struct ag_lsp_server *server, const json_t *params,
               struct ag_lsp_refusal *refusal)
{
    struct question q;
    json_t *folds;
    size_t n;

    if (!ask(&q, server, params, refusal))
        return NULL;
    folds = json_array();
    const struct ag_look_fold *f = ag_look_folds(q.context, q.name, &n);
    for (size_t i = 0; i < n; i++) {
        struct ag_lsp_position begin = ag_lsp_position(&q.cursor, f[i].begin);
        struct ag_lsp_position end = ag_lsp_position(&q.cursor, f[i].end);
        json_array_append_new(folds,
                              json_pack("{s:I, s:I, s:s}", "startLine",
                                        (json_int_t)begin.line, "endLine",
                                        (json_int_t)end.line, "kind",
                                        f[i].comment ? "comment" : "region"));
    }
    return folds;
}

/* Semantic tokens. */

/* The index of a kind's word in `words`, the list of different words. */
static int
token_type(enum ag_look_kind kind, json_t *words)
{
    const json_t *word;
    size_t i;

    if (!kinds[kind].token)
        return -1;
    json_array_foreach (words, i, word)
        if (strcmp(json_string_value(word), kinds[kind].token) == 0)
            return (int)i;
    json_array_append_new(words, json_string(kinds[kind].token));
    return (int)i;
}

json_t *
ag_lsp_token_types(void)
{
    json_t *words = json_array();

    for (int kind = 0; kind < AG_NLOOK; kind++)
        token_type((enum ag_look_kind)kind, words);
    return words;
}

/* Adds a token on one line as five numbers: lines since the previous token,
 * characters since that token or the start of the line, length, type and
 * modifiers. */
static void
put_token(struct ag_json *json, struct question *q, uint32_t begin,
          uint32_t end, unsigned type, bool declares,
          struct ag_lsp_position *last)
{
    struct ag_lsp_position at = ag_lsp_position(&q->cursor, begin);
    uint32_t length =
        ag_lsp_length(ag_str_cut(q->cursor.text, begin, end), q->cursor.unit);
    uint32_t lines = at.line - last->line;

    if (length == 0)
        return;
    ag_json_number(json, NULL, lines);
    ag_json_number(json, NULL,
                   lines ? at.character : at.character - last->character);
    ag_json_number(json, NULL, length);
    ag_json_number(json, NULL, type);
    ag_json_number(json, NULL, declares);
    *last = at;
}

json_t *
ag_lsp_tokens(struct ag_lsp_server *server, const json_t *params,
              struct ag_lsp_refusal *refusal)
{
    struct ag_json json = {&server->text, false};
    struct ag_lsp_position last = {0};
    int types[AG_NLOOK];
    struct question q;
    size_t n;

    if (!ask(&q, server, params, refusal))
        return NULL;
    json_t *words = json_array();
    for (int kind = 0; kind < AG_NLOOK; kind++)
        types[kind] = token_type((enum ag_look_kind)kind, words);
    json_decref(words);
    ag_json_open(&json, NULL, '{');
    ag_json_open(&json, "data", '[');
    const struct ag_look_token *t = ag_look_tokens(q.context, q.name, &n);
    for (size_t i = 0; i < n; i++, t++) {
        uint32_t begin = t->begin;
        while (types[t->kind] >= 0 && begin < t->end) {
            struct ag_str rest = ag_str_cut(q.cursor.text, begin, t->end);
            uint32_t line = ag_str_find(rest, '\n');
            put_token(&json, &q, begin, begin + line, (unsigned)types[t->kind],
                      t->declares, &last);
            begin += line + 1;
        }
    }
    ag_json_close(&json, ']');
    ag_json_close(&json, '}');
    return NULL;
}

/* Formatting. */

struct formatting {
    struct question *q;
    struct ag_json json;
};

static void
put_blanks(void *self, uint32_t begin, uint32_t end, struct ag_str text)
{
    struct formatting *f = self;

    ag_json_open(&f->json, NULL, '{');
    put_bytes(&f->json, "range", f->q, begin, end);
    ag_json_text(&f->json, "newText", text);
    ag_json_close(&f->json, '}');
}

json_t *
ag_lsp_formatting(struct ag_lsp_server *server, const json_t *params,
                  struct ag_lsp_refusal *refusal)
{
    const struct ag_io io = {.nomem = ag_run_out_of_memory};
    struct question q;
    size_t size;

    if (!ask(&q, server, params, refusal))
        return NULL;
    struct formatting f = {&q, {&server->text, false}};
    struct ag_str old = q.cursor.text;
    struct ag_context *context = ag_new(&io);
    const char *text = ag_format(context, q.name, old.p, old.n, &size);
    if (text) {
        ag_json_open(&f.json, NULL, '[');
        ag_lsp_compare_blanks(old, (struct ag_str){text, (uint32_t)size, 0},
                              put_blanks, &f);
        ag_json_close(&f.json, ']');
    } else {
        ag_lsp_refuse(refusal, AG_RPC_FAILED,
                      "cannot format a text with syntax errors");
    }
    ag_free(context);
    return NULL;
}
