#include "lsp/workspace.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/path.h"
#include "cli/files.h"
#include "cli/platform.h"
#include "cli/run.h"
#include "cli/uri.h"
#include "grammar/lexer.h"
#include "grammar/parser.h"

void
ag_lsp_workspace_init(struct ag_lsp_workspace *ws, const struct ag_args *args)
{
    *ws = (struct ag_lsp_workspace){.args = args};
    ag_arena_init(&ws->arena, ag_run_out_of_memory, NULL);
}

/* Frees the context, whose text has changed. */
static void
drop_context(struct ag_lsp_schema *schema)
{
    schema->need = ag_memory_size(schema->context);
    ag_free(schema->context);
    schema->context = NULL;
}

/* The memory of a context stays for the next one: asking the system for it, and
 * touching it for the first time, would cost as much as parsing does. */
static void
lend_memory(struct ag_lsp_schema *schema, struct ag_io *io)
{
    if (schema->need > schema->memory_size) {
        ag_arena_free(&schema->kept);
        schema->memory = ag_arena_text(&schema->kept, schema->need);
        schema->memory_size = schema->need;
    }
    io->memory = schema->memory;
    io->memory_size = schema->memory_size;
}

static void
free_schema(struct ag_lsp_schema *schema)
{
    ag_free(schema->context);
    ag_arena_free(&schema->kept);
    ag_arena_free(&schema->read);
    struct ag_arena arena = schema->arena; /* contains the schema itself */
    ag_arena_free(&arena);
}

void
ag_lsp_workspace_free(struct ag_lsp_workspace *ws)
{
    for (struct ag_lsp_schema *s = ws->schemas, *next; s; s = next) {
        next = s->next;
        free_schema(s);
    }
    for (struct ag_lsp_file *f = ws->files; f; f = f->next) {
        ag_buf_free(&f->text);
        ag_arena_free(&f->arena);
        json_decref(f->published);
    }
    ag_arena_free(&ws->arena);
}

/* Lists. */

static bool
list_has(const struct ag_lsp_list *list, const struct ag_lsp_file *file)
{
    while (list && list->file != file)
        list = list->next;
    return list != NULL;
}

static bool
list_eq(const struct ag_lsp_list *a, const struct ag_lsp_list *b)
{
    for (; a && b && a->file == b->file; a = a->next)
        b = b->next;
    return !a && !b;
}

/* Adds a file that the list does not contain. */
static void
list_add(struct ag_lsp_list **list, struct ag_lsp_file *file,
         struct ag_arena *arena)
{
    while (*list && (*list)->file != file)
        list = &(*list)->next;
    if (*list)
        return;
    *list = AG_NEW(arena, struct ag_lsp_list);
    (*list)->file = file;
}

/* Files. */

struct ag_lsp_file *
ag_lsp_file(struct ag_lsp_workspace *ws, struct ag_str path)
{
    struct ag_lsp_file *file = ag_map_get(&ws->paths, path);

    if (file)
        return file;
    file = AG_NEW(&ws->arena, struct ag_lsp_file);
    file->path = ag_arena_fmt(&ws->arena, "%.*s", AG_ARG(path));
    file->uri = ag_uri_of(file->path, &ws->arena);
    ag_buf_init(&file->text, &ws->arena);
    ag_arena_init(&file->arena, ag_run_out_of_memory, NULL);
    *ag_map_put(&ws->paths, &ws->arena, file->path) = file;
    if (ws->last)
        ws->last->next = file;
    else
        ws->files = file;
    ws->last = file;
    return file;
}

struct ag_lsp_file *
ag_lsp_file_of_uri(struct ag_lsp_workspace *ws, struct ag_str uri)
{
    struct ag_arena scratch;

    ag_arena_init(&scratch, ag_run_out_of_memory, NULL);
    struct ag_str path = ag_uri_path(uri, &scratch);
    struct ag_lsp_file *file = path.n ? ag_lsp_file(ws, path) : NULL;
    if (file && !ag_str_eq(file->uri, uri))
        file->uri = ag_arena_fmt(&ws->arena, "%.*s", AG_ARG(uri));
    ag_arena_free(&scratch);
    return file;
}

static bool
is_prisma(const struct ag_lsp_file *file)
{
    return ag_str_ends(file->path, AG_STR(".prisma"));
}

static bool
is_schema(struct ag_str path)
{
    return ag_str_ends(path, AG_STR(".auth")) ||
           ag_str_ends(path, AG_STR(".prisma"));
}

/* `path` ends with '/'. */
static void
add_folder(struct ag_lsp_workspace *ws, struct ag_str path, int depth,
           struct ag_arena *scratch)
{
    struct dirent **entries;
    int n = scandir(path.p, &entries, NULL, alphasort);

    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        struct stat st;
        struct ag_str inner =
            ag_arena_fmt(scratch, "%.*s%s", AG_ARG(path), name);
        if (name[0] == '.' || strcmp(name, "node_modules") == 0)
            ;
        else if (is_schema(inner) && ws->nlisted < AG_LSP_FILES)
            ag_lsp_changed(ws, ag_lsp_file(ws, inner));
        else if (depth && lstat(inner.p, &st) == 0 && S_ISDIR(st.st_mode))
            add_folder(ws, ag_arena_fmt(scratch, "%.*s/", AG_ARG(inner)),
                       depth - 1, scratch);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

void
ag_lsp_add_folder(struct ag_lsp_workspace *ws, struct ag_str uri)
{
    struct ag_arena scratch;

    ag_arena_init(&scratch, ag_run_out_of_memory, NULL);
    struct ag_str path = ag_uri_folder(uri, &scratch);
    if (path.n)
        add_folder(ws, path, AG_LSP_DEPTH, &scratch);
    ag_arena_free(&scratch);
}

void
ag_lsp_add_siblings(struct ag_lsp_workspace *ws, const struct ag_lsp_file *file)
{
    struct ag_str path = ag_path_folder(file->path);
    struct ag_arena scratch;

    ag_arena_init(&scratch, ag_run_out_of_memory, NULL);
    if (path.n)
        add_folder(ws, ag_arena_fmt(&scratch, "%.*s", AG_ARG(path)), 0,
                   &scratch);
    ag_arena_free(&scratch);
}

/* The `use` statements of a file. */

static bool
is_regular(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* ag_io.read of a file that is not open. Only regular files: a pipe would block
 * the server, and reading "-" would take the client's messages. */
static const char *
read_disk(const char *path, void *(*alloc)(void *memory, size_t size),
          void *memory, const char **text, size_t *size)
{
    struct stat st;

    if (strcmp(path, "-") == 0 ||
        (stat(path, &st) == 0 && !S_ISREG(st.st_mode)))
        return "Not a regular file";
    return ag_files_read(NULL, path, alloc, memory, text, size);
}

/* ag_io.read of a buffer or a file. */
static const char *
read_text(const struct ag_lsp_file *file,
          void *(*alloc)(void *memory, size_t size), void *memory,
          const char **text, size_t *size)
{
    char *copy;

    if (!file->open)
        return read_disk(file->path.p, alloc, memory, text, size);
    copy = alloc(memory, (size_t)file->text.n + 1);
    if (file->text.n)
        memcpy(copy, file->text.p, file->text.n);
    copy[file->text.n] = '\0';
    *text = copy;
    *size = file->text.n;
    return NULL;
}

static void
add_use(struct ag_lsp_workspace *ws, struct ag_lsp_file *file,
        struct ag_str name)
{
    struct ag_str path;

    if (!ag_path_is_source(name))
        return;
    path = ag_path_from(&file->arena, file->path, name);
    list_add(&file->uses, ag_lsp_file(ws, path), &file->arena);
}

/* The end of the last line that begins with `use` or `datasource`. Scanning
 * stops there, which skips nearly all of most files. */
static uint32_t
last_statement(struct ag_str text)
{
    uint32_t last = 0;

    for (uint32_t at = 0; at < text.n;) {
        struct ag_str line = ag_str_cut(text, at, text.n);
        uint32_t end = at + ag_str_find(line, '\n');
        while (line.n && (line.p[0] == ' ' || line.p[0] == '\t'))
            line = ag_str_cut(line, 1, line.n);
        if (ag_str_starts(line, AG_STR("use")) ||
            ag_str_starts(line, AG_STR("datasource")))
            last = end;
        at = end + 1;
    }
    return last;
}

/* Scans the statements outside of blocks. */
static void
scan_tokens(struct ag_lsp_workspace *ws, struct ag_lsp_file *file,
            struct ag_str text, struct ag_arena *scratch)
{
    struct ag_diags quiet;
    struct ag_str word = {0}; /* the first word of the line */
    struct ag_token token;
    const char *end = text.p + last_statement(text);
    bool line_start = true;
    int kind, depth = 0;

    ag_diags_init(&quiet, scratch);
    struct ag_lexer lexer = ag_lexer_begin(text, scratch, &quiet);
    while (lexer.cursor < end &&
           (kind = ag_lex_again(&lexer, &token)) != AG_TOK_END) {
        if (kind == AG_LEX_COMMENT || kind == AG_LEX_DOC)
            continue;
        if (kind == AG_TOK_STRING && ag_str_eq(word, AG_STR("use")))
            add_use(ws, file, token.text);
        word = (struct ag_str){0};
        if (line_start && depth == 0 && kind == AG_TOK_NAME)
            word = token.text;
        file->datasource |= ag_str_eq(word, AG_STR("datasource"));
        depth += (kind == AG_TOK_LBRACE) - (kind == AG_TOK_RBRACE && depth);
        line_start = kind == AG_LEX_LINE;
    }
}

static void
scan(struct ag_lsp_workspace *ws, struct ag_lsp_file *file)
{
    struct ag_arena old_arena = file->arena, scratch;
    const struct ag_lsp_list *old = file->uses;
    bool had = file->datasource;
    const char *text;
    size_t size;

    ag_arena_init(&file->arena, ag_run_out_of_memory, NULL);
    ag_arena_init(&scratch, ag_run_out_of_memory, NULL);
    file->uses = NULL;
    file->datasource = false;
    if (!read_text(file, ag_arena_alloc_text, &scratch, &text, &size))
        scan_tokens(ws, file, (struct ag_str){text, (uint32_t)size, 0},
                    &scratch);
    if (had != file->datasource || !list_eq(old, file->uses))
        ws->changed = true;
    file->scanned = true;
    ag_arena_free(&scratch);
    ag_arena_free(&old_arena);
}

/* Changes. */

bool
ag_lsp_has(const struct ag_lsp_schema *schema, const struct ag_lsp_file *file)
{
    return list_has(schema->roots, file) || list_has(schema->files, file);
}

static void
set_listed(struct ag_lsp_workspace *ws, struct ag_lsp_file *file, bool listed)
{
    if (listed == file->listed)
        return;
    file->listed = listed;
    ws->nlisted = listed ? ws->nlisted + 1 : ws->nlisted - 1;
    ws->changed = true;
}

void
ag_lsp_changed(struct ag_lsp_workspace *ws, struct ag_lsp_file *file)
{
    if (!file->open)
        set_listed(ws, file, is_schema(file->path) && is_regular(file->path.p));
    file->scanned = false;
    for (struct ag_lsp_schema *s = ws->schemas; s; s = s->next)
        if (s->context && ag_lsp_has(s, file)) {
            drop_context(s);
        }
}

void
ag_lsp_changed_uri(struct ag_lsp_workspace *ws, struct ag_str uri)
{
    struct ag_arena scratch;

    ag_arena_init(&scratch, ag_run_out_of_memory, NULL);
    struct ag_str path = ag_uri_path(uri, &scratch);
    struct ag_lsp_file *file = ag_map_get(&ws->paths, path);
    if (!file && is_schema(path) && !strstr(path.p, "/node_modules/") &&
        ws->nlisted < AG_LSP_FILES)
        file = ag_lsp_file(ws, path);
    if (file && !file->open)
        ag_lsp_changed(ws, file);
    ag_arena_free(&scratch);
}

void
ag_lsp_changed_on_disk(struct ag_lsp_workspace *ws)
{
    for (struct ag_lsp_file *f = ws->files; f; f = f->next)
        if (!f->open)
            ag_lsp_changed(ws, f);
}

void
ag_lsp_forget_folder(struct ag_lsp_workspace *ws, struct ag_str uri)
{
    struct ag_arena scratch;

    ag_arena_init(&scratch, ag_run_out_of_memory, NULL);
    struct ag_str path = ag_uri_folder(uri, &scratch);
    for (struct ag_lsp_file *f = ws->files; path.n && f; f = f->next)
        if (ag_str_starts(f->path, path))
            set_listed(ws, f, false);
    ag_arena_free(&scratch);
}

/* The schemas and their files. */

/* The .prisma file with a datasource to which a file without one belongs. */
static const struct ag_lsp_file *
find_whole(const struct ag_lsp_workspace *ws, const struct ag_lsp_file *part)
{
    const struct ag_lsp_file *nearest = NULL;
    bool several = false;

    if (!is_prisma(part) || part->datasource)
        return NULL;
    for (const struct ag_lsp_file *f = ws->files; f; f = f->next) {
        struct ag_str folder = ag_path_folder(f->path);
        uint32_t n = nearest ? ag_path_folder(nearest->path).n : 0;
        if (!f->datasource || !is_prisma(f) || !(f->open || f->listed) ||
            folder.n == 0 || folder.n < n || !ag_str_starts(part->path, folder))
            continue;
        several = folder.n == n;
        nearest = f;
    }
    return several ? NULL : nearest;
}

static bool
uses(const struct ag_lsp_file *user, const struct ag_lsp_file *file)
{
    return user != file && (user->open || user->listed) &&
           (file->whole == user || list_has(user->uses, file));
}

/* Marks `file` and all files that use it, directly or indirectly. */
static void
reach(struct ag_lsp_workspace *ws, struct ag_lsp_file *file)
{
    if (file->reached)
        return;
    file->reached = true;
    for (struct ag_lsp_file *f = ws->files; f; f = f->next)
        if (uses(f, file))
            reach(ws, f);
}

static bool
is_used(const struct ag_lsp_workspace *ws, const struct ag_lsp_file *file)
{
    const struct ag_lsp_file *f = ws->files;

    while (f && !uses(f, file))
        f = f->next;
    return f != NULL;
}

/* Adds the schema of a file that no file uses, or of a cycle of files. */
static void
add_schema(struct ag_lsp_workspace *ws, struct ag_lsp_file *root, bool open)
{
    struct ag_lsp_list *roots = NULL;
    struct ag_arena arena;
    struct ag_lsp_schema *s = ws->schemas;

    ag_arena_init(&arena, ag_run_out_of_memory, NULL);
    list_add(&roots, root, &arena);
    for (struct ag_lsp_file *f = ws->files; f; f = f->next)
        if (f->whole == root)
            list_add(&roots, f, &arena);
    while (s && !list_eq(s->roots, roots))
        s = s->next;
    if (s) {
        ag_arena_free(&arena);
    } else {
        s = AG_NEW(&arena, struct ag_lsp_schema);
        s->workspace = ws;
        s->arena = arena;
        s->roots = roots;
        ag_arena_init(&s->read, ag_run_out_of_memory, NULL);
        ag_arena_init(&s->kept, ag_run_out_of_memory, NULL);
        s->kept.large = ag_platform_pages;
        s->next = ws->schemas;
        ws->schemas = s;
    }
    s->open |= open;
    s->exists = true;
}

static void
add_schemas_of(struct ag_lsp_workspace *ws, struct ag_lsp_file *file)
{
    bool any = false;

    for (struct ag_lsp_file *f = ws->files; f; f = f->next)
        f->reached = false;
    reach(ws, file);
    for (struct ag_lsp_file *f = ws->files; f; f = f->next)
        if (f->reached && !is_used(ws, f)) {
            add_schema(ws, f, file->open);
            any = true;
        }
    if (!any)
        add_schema(ws, file, file->open);
}

static void
drop_schemas(struct ag_lsp_workspace *ws)
{
    for (struct ag_lsp_schema **end = &ws->schemas; *end;) {
        struct ag_lsp_schema *s = *end;
        if (s->exists) {
            end = &s->next;
        } else {
            *end = s->next;
            free_schema(s);
        }
    }
}

struct ag_lsp_schema *
ag_lsp_schemas(struct ag_lsp_workspace *ws, bool all)
{
    /* Scanning a file may append other files to the list. */
    for (struct ag_lsp_file *f = ws->files; f; f = f->next)
        if (!f->scanned && (f->open || f->listed))
            scan(ws, f);
    if (!ws->changed && ws->all >= all)
        return ws->schemas;
    ws->changed = false;
    ws->all |= all;
    for (struct ag_lsp_schema *s = ws->schemas; s; s = s->next)
        s->open = s->exists = false;
    for (struct ag_lsp_file *f = ws->files; f; f = f->next)
        f->whole = find_whole(ws, f);
    for (struct ag_lsp_file *f = ws->files; f; f = f->next)
        if (f->open || (ws->all && f->listed))
            add_schemas_of(ws, f);
    drop_schemas(ws);
    return ws->schemas;
}

/* Compiling. */

/* ag_io.read */
static const char *
read_file(void *self, const char *path,
          void *(*alloc)(void *memory, size_t size), void *memory,
          const char **text, size_t *size)
{
    struct ag_lsp_schema *schema = self;
    struct ag_lsp_file *file = ag_lsp_file(schema->workspace, ag_str(path));

    list_add(&schema->files, file, &schema->read);
    return read_text(file, alloc, memory, text, size);
}

/* Like `authgen check`: for each dialect that generators request. */
static void
check(struct ag_context *context)
{
    const struct ag_request *asked = NULL;
    bool any = false;

    while ((asked = ag_next_request(context, asked))) {
        ag_check_schema(context, asked);
        any = true;
    }
    if (!any)
        ag_check_schema(context, NULL);
}

struct ag_context *
ag_lsp_context(struct ag_lsp_schema *schema)
{
    struct ag_io io = {.self = schema,
                       .read = read_file,
                       .nomem = ag_run_out_of_memory,
                       .large = ag_platform_pages,
                       .list = ag_files_list};
    const struct ag_args *args = schema->workspace->args;
    bool good = true;

    if (schema->context)
        return schema->context;
    ag_arena_free(&schema->read);
    schema->files = NULL;
    lend_memory(schema, &io);
    schema->context = ag_new(&io);
    for (size_t i = 0; i < args->preset_dir.n; i++)
        ag_add_preset_dir(schema->context, args->preset_dir.p[i]);
    for (struct ag_lsp_list *l = schema->roots; l; l = l->next)
        good &= ag_read(schema->context, l->file->path.p);
    if (good)
        check(schema->context);
    return schema->context;
}

struct ag_lsp_file *
ag_lsp_real(const struct ag_lsp_schema *schema, struct ag_str path)
{
    struct ag_lsp_file *file = ag_map_get(&schema->workspace->paths, path);

    return file && ag_lsp_has(schema, file) ? file : NULL;
}
