/*
 * The public interface, include/authgen/authgen.h: a context, and the way
 * through the stages.
 */
#include "authgen/authgen.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "gen/check.h"
#include "gen/place.h"
#include "gen/target.h"
#include "gen/view.h"
#include "grammar/parse.h"

const char ag_missing[] = "No such file or directory";

struct file {
    struct ag_file public; /* first: the list hands out its address */
    struct file *next;
};

struct request {
    struct ag_request public; /* first */
    struct request *next;
};

/* A string of a request that was cut from the schema; by its address a message
 * finds the place again. */
struct placed {
    struct placed *next;
    const char *p;
    struct ag_str text;
};

struct template_dir {
    struct template_dir *next;
    const char *path;
};

/* A manifest or a template that was read: one copy in the sources. */
struct loaded {
    struct loaded *next;
    struct ag_str name;
    struct ag_str text;
};

struct ag_context {
    struct ag_io io;
    struct ag_arena arena; /* holds the context itself */
    struct ag_sources sources;
    struct ag_diags diags;
    struct ag_tree tree;
    const char *const *names; /* of the schema files, NULL-ended */
    size_t nname;

    struct template_dir *dirs;
    struct loaded *loaded;

    const struct ag_decl *asked; /* the last declaration that made requests */
    struct request *requests, *last_request;
    struct placed *placed;

    struct ag_rendered *rendered; /* all that was made: its buffers are ours */
    struct file *files, *last_file;

    struct ag_places places;
    struct ag_diagnostic *diagnostics;
    size_t ndiagnostic;

    struct ag_target_entry *targets;
};

static const struct ag_span nowhere;

struct ag_context *
ag_new(const struct ag_io *io)
{
    struct ag_arena arena;

    ag_arena_init(&arena, io->nomem, io->self);
    arena.large = io->large;
    struct ag_context *ctx = AG_NEW(&arena, struct ag_context);
    ctx->io = *io;
    ctx->arena = arena;
    ag_diags_init(&ctx->diags, &ctx->arena);
    ctx->names = AG_NEW(&ctx->arena, const char *);
    ctx->places.sources = &ctx->sources;
    ctx->places.arena = &ctx->arena;
    return ctx;
}

void
ag_free(struct ag_context *ctx)
{
    if (!ctx)
        return;
    for (struct ag_rendered *r = ctx->rendered; r; r = r->next)
        ag_buf_free(&r->text);
    struct ag_arena arena = ctx->arena;
    ag_arena_free(&arena);
}

void
ag_set_strict(struct ag_context *ctx, bool strict)
{
    ctx->diags.strict = strict;
}

/* Strings at the public border. */

static const char *
cstr(struct ag_context *ctx, struct ag_str s)
{
    char *p = ag_arena_text(&ctx->arena, (size_t)s.n + 1);

    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

static const char *
place_string(struct ag_context *ctx, struct ag_str s)
{
    struct placed *placed = AG_NEW(&ctx->arena, struct placed);

    placed->p = cstr(ctx, s);
    placed->text = s;
    placed->next = ctx->placed;
    ctx->placed = placed;
    return placed->p;
}

/* The slice of a request's string, with its place if the schema has it. */
static struct ag_str
request_str(const struct ag_context *ctx, const char *p)
{
    if (!p)
        return AG_STR("");
    for (const struct placed *placed = ctx->placed; placed;
         placed = placed->next)
        if (placed->p == p)
            return placed->text;
    return ag_str(p);
}

/* Reading. */

static void *
alloc_text(void *memory, size_t size)
{
    return ag_arena_text(memory, size);
}

/* Makes `text` a source called `name`; false (and a diagnostic) if it is too
 * large. */
static bool
add_source(struct ag_context *ctx, const char *name, const char *text,
           size_t size, struct ag_source **source)
{
    struct ag_str copy = ag_str(cstr(ctx, ag_str(name)));

    *source = NULL;
    if (size <= AG_SOURCE_LIMIT)
        *source = ag_source_add(&ctx->sources, &ctx->arena, copy,
                                (struct ag_str){text, (uint32_t)size, 0});
    if (!*source)
        ag_report(&ctx->diags, AG_FILE_SIZE, nowhere,
                  "'%s' is too large: all files together may have %u MiB", name,
                  AG_SOURCE_LIMIT >> 20);
    return *source != NULL;
}

static void
add_name(struct ag_context *ctx, const char *name)
{
    const char **names =
        AG_NEW_ARRAY(&ctx->arena, const char *, ctx->nname + 2);

    for (size_t i = 0; i < ctx->nname; i++)
        names[i] = ctx->names[i];
    names[ctx->nname++] = name;
    ctx->names = names;
}

static bool
parse(struct ag_context *ctx, const char *name, const char *text, size_t size)
{
    struct ag_source *source;

    if (!add_source(ctx, name, text, size, &source))
        return false;
    add_name(ctx, source->name.p);
    ag_parse(&ctx->tree, AG_GRAMMAR_SCHEMA, source, &ctx->arena, &ctx->diags);
    return true;
}

bool
ag_read(struct ag_context *ctx, const char *path)
{
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    const char *text;
    size_t size;
    const char *why =
        ctx->io.read(ctx->io.self, path, alloc_text, &ctx->arena, &text, &size);

    if (why) {
        ag_report(&ctx->diags, AG_FILE_READ, nowhere, "cannot read '%s': %s",
                  name, why);
        return false;
    }
    return parse(ctx, name, text, size);
}

bool
ag_add(struct ag_context *ctx, const char *name, const char *text, size_t size)
{
    char *copy = ag_arena_text(&ctx->arena, size + 1);

    if (size)
        memcpy(copy, text, size);
    copy[size] = '\0';
    return parse(ctx, name, copy, size);
}

/* Manifests and templates. */

void
ag_add_template_dir(struct ag_context *ctx, const char *path)
{
    struct template_dir **end = &ctx->dirs;

    while (*end)
        end = &(*end)->next;
    *end = AG_NEW(&ctx->arena, struct template_dir);
    (*end)->path = cstr(ctx, ag_str(path));
}

/* The first embedded file whose name is not before `name`. */
static const struct ag_embedded *
find_embedded(struct ag_str name)
{
    size_t low = 0, high = 0;

    while (ag_embedded[high].name)
        high++;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ag_str_cmp(ag_str(ag_embedded[middle].name), name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return &ag_embedded[low];
}

/* Reads a file of a target. One that is there but cannot be read is an error;
 * one that is not there is looked for elsewhere. */
static bool
read_template(struct ag_context *ctx, const char *path,
              struct ag_source **source)
{
    const char *text;
    size_t size;
    const char *why =
        ctx->io.read(ctx->io.self, path, alloc_text, &ctx->arena, &text, &size);

    if (!why)
        return add_source(ctx, path, text, size, source);
    if (why != ag_missing)
        ag_report(&ctx->diags, AG_FILE_READ, nowhere, "cannot read '%s': %s",
                  path, why);
    return false;
}

static bool
is_path(struct ag_str name)
{
    return name.n && (name.p[0] == '.' || name.p[0] == '/');
}

static bool
find_template(struct ag_context *ctx, struct ag_str name,
              struct ag_source **source)
{
    if (is_path(name))
        return read_template(ctx, cstr(ctx, name), source);
    for (const struct template_dir *dir = ctx->dirs; dir; dir = dir->next) {
        struct ag_str path =
            ag_arena_fmt(&ctx->arena, "%s/%.*s", dir->path, AG_ARG(name));
        if (read_template(ctx, path.p, source))
            return true;
    }
    const struct ag_embedded *embedded = find_embedded(name);
    if (!embedded->name || !ag_str_eq(ag_str(embedded->name), name))
        return false;
    struct ag_str shown =
        ag_arena_fmt(&ctx->arena, "templates/%s", embedded->name);
    return add_source(ctx, shown.p, embedded->text, embedded->size, source);
}

/* ag_target_loader.load: the text has its place in the sources. */
static bool
load_template(void *self, struct ag_str name, struct ag_str *text)
{
    struct ag_context *ctx = self;
    struct loaded *loaded = ctx->loaded;
    struct ag_source *source;

    while (loaded && !ag_str_eq(loaded->name, name))
        loaded = loaded->next;
    if (!loaded) {
        if (!find_template(ctx, name, &source))
            return false;
        loaded = AG_NEW(&ctx->arena, struct loaded);
        loaded->name = ag_arena_copy(&ctx->arena, name);
        loaded->text = source->text;
        loaded->next = ctx->loaded;
        ctx->loaded = loaded;
    }
    *text = loaded->text;
    return true;
}

static struct ag_target_loader
loader(struct ag_context *ctx)
{
    return (struct ag_target_loader){&ctx->sources, load_template, ctx};
}

const struct ag_target_info *
ag_next_target(struct ag_context *ctx, const struct ag_target_info *previous)
{
    const struct ag_target_entry *entry;

    if (previous) {
        entry = ((const struct ag_target_entry *)previous)->next;
    } else {
        struct ag_target_loader from = loader(ctx);
        if (!ctx->targets)
            ctx->targets = ag_target_list(&from, &ctx->arena, &ctx->diags);
        entry = ctx->targets;
    }
    return entry ? &entry->info : NULL;
}

/* Requests of the schema. */

/* `path`, which stands in the schema, from that file's folder. */
static struct ag_str
from_folder(struct ag_context *ctx, struct ag_str path)
{
    const struct ag_source *source = ag_source_of(&ctx->sources, path.at);
    uint32_t n = source ? source->name.n : 0;

    while (n && source->name.p[n - 1] != '/')
        n--;
    if (n == 0 || ag_str_starts(path, AG_STR("/")))
        return path;
    if (ag_str_starts(path, AG_STR("./")))
        path = ag_str_cut(path, 2, path.n);
    return ag_arena_fmt(&ctx->arena, "%.*s%.*s", (int)n, source->name.p,
                        AG_ARG(path));
}

/* The settings of a generator block that are members of a request; all others
 * are options of the target. */
static const struct {
    struct ag_str name;
    size_t member;
} settings[] = {
    {AG_LIT("columns"), offsetof(struct ag_request, columns)},
    {AG_LIT("dialect"), offsetof(struct ag_request, dialect)},
    {AG_LIT("id"), offsetof(struct ag_request, id)},
    {AG_LIT("output"), offsetof(struct ag_request, output)},
    {AG_LIT("prefix"), offsetof(struct ag_request, prefix)},
    {AG_LIT("provider"), offsetof(struct ag_request, target)},
    {AG_LIT("tables"), offsetof(struct ag_request, tables)},
};

static const char **
request_member(struct ag_request *request, struct ag_str name)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (ag_str_eq(settings[i].name, name))
            return (const char **)((char *)request + settings[i].member);
    return NULL;
}

/* The text of a setting's value; false (and a diagnostic) if it has none. */
static bool
setting_text(struct ag_context *ctx, const struct ag_member *setting,
             struct ag_str *text)
{
    const struct ag_expr *value = setting->value;

    switch (value->kind) {
    case AG_EXPR_STRING:
    case AG_EXPR_NAME:
    case AG_EXPR_NUMBER:
        *text = value->text;
        if (text->n == 0 || !memchr(text->p, '\0', text->n))
            return true;
        break;
        return false;
    case AG_EXPR_CALL:
    case AG_EXPR_ARRAY:
    case AG_EXPR_OBJECT:
        break;
    }
    ag_report(&ctx->diags, AG_GENERATOR_SETTING, ag_expr_span(value),
              "'%.*s' of a generator wants a text", AG_ARG(setting->name));
    return false;
}

/* The request of a generator block whose provider is a target. */
static void
add_request(struct ag_context *ctx, const struct ag_decl *decl)
{
    struct request *request = AG_NEW(&ctx->arena, struct request);
    struct ag_request *public = &request->public;
    struct ag_option *options;
    size_t nsetting = 0;

    for (const struct ag_member *m = decl->members; m; m = m->next)
        nsetting++;
    options = AG_NEW_ARRAY(&ctx->arena, struct ag_option, nsetting);
    public->options = options;
    for (const struct ag_member *m = decl->members; m; m = m->next) {
        struct ag_str text;
        if (m->kind != AG_MEMBER_SETTING || !setting_text(ctx, m, &text))
            continue;
        const char **member = request_member(public, m->name);
        if (member)
            *member = place_string(ctx, text);
        else
            options[public->noption++] = (struct ag_option){
                cstr(ctx, m->name), cstr(ctx, text), m->name.at};
    }
    if (public->output)
    public->output =
        place_string(ctx, from_folder(ctx, request_str(ctx, public->output)));
    if (ctx->last_request)
        ctx->last_request->next = request;
    else
        ctx->requests = request;
    ctx->last_request = request;
}

/* Looks through the declarations that came since the last time. */
static void
find_requests(struct ag_context *ctx)
{
    const struct ag_decl *decl =
        ctx->asked ? ctx->asked->next : ctx->tree.first;

    for (; decl; decl = decl->next) {
        ctx->asked = decl;
        if (!ag_str_eq(decl->keyword, AG_STR("generator")))
            continue;
        const struct ag_expr *provider = ag_setting(decl, AG_STR("provider"));
        if (provider && provider->kind == AG_EXPR_STRING &&
            ag_target_known(provider->text))
            add_request(ctx, decl);
    }
}

const struct ag_request *
ag_next_request(struct ag_context *ctx, const struct ag_request *previous)
{
    const struct request *request;

    if (previous) {
        request = ((const struct request *)previous)->next;
    } else {
        find_requests(ctx);
        request = ctx->requests;
    }
    return request ? &request->public : NULL;
}

/* Checking and rendering. */

static const struct ag_schema *
check(struct ag_context *ctx, const struct ag_request *request)
{
    struct ag_check_options options = {
        .dialect = request_str(ctx, request->dialect),
        .no_foreign_keys = request->no_foreign_keys,
        .id = request_str(ctx, request->id),
        .tables = request_str(ctx, request->tables),
        .columns = request_str(ctx, request->columns),
        .prefix = request_str(ctx, request->prefix),
    };

    return ag_check(&ctx->tree, &options, &ctx->arena, &ctx->diags);
}

bool
ag_check_schema(struct ag_context *ctx, const struct ag_request *request)
{
    static const struct ag_request any;

    check(ctx, request ? request : &any);
    return ctx->diags.errors == 0;
}

/* Whether a target may call a file so: below its folder, on every system. */
static bool
is_tame(struct ag_str name)
{
    uint32_t from = 0;

    if (memchr(name.p, '\0', name.n) || memchr(name.p, '\\', name.n))
        return false;
    for (;;) {
        struct ag_str part = ag_str_cut(name, from, name.n);
        part = ag_str_cut(part, 0, ag_str_find(part, '/'));
        if (part.n == 0 || ag_str_eq(part, AG_STR(".")) ||
            ag_str_eq(part, AG_STR("..")))
            return false;
        from += part.n + 1;
        if (from > name.n)
            return true;
    }
}

/* Where a file goes that the target calls `name`, one of several if not
 * `alone`. */
static void
set_path(struct ag_context *ctx, struct ag_file *file,
         const struct ag_request *request, struct ag_str name, bool alone)
{
    struct ag_str output = request_str(ctx, request->output);
    bool slash = output.n == 0 || ag_str_ends(output, AG_STR("/"));

    if (!request->output) {
        file->path = cstr(ctx, name);
        file->to_output = true;
        file->make_folders = true;
    } else if (slash || !alone) {
        file->path = ag_arena_fmt(&ctx->arena, "%.*s%s%.*s", AG_ARG(output),
                                  slash ? "" : "/", AG_ARG(name))
                         .p;
        file->make_folders = true;
    } else {
        file->path = cstr(ctx, output);
        file->make_folders = output.p != request->output;
    }
}

static void
add_file(struct ag_context *ctx, const struct ag_request *request,
         const struct ag_rendered *rendered, bool alone)
{
    struct file *file = AG_NEW(&ctx->arena, struct file);

    if (rendered->name.n == 0 || !is_tame(rendered->name)) {
        ag_report(&ctx->diags, AG_FILE_NAME, nowhere,
                  "target '%s' names a file outside its folder: '%.*s'",
                  request->target, AG_ARG(rendered->name));
        return;
    }
    set_path(ctx, &file->public, request, rendered->name, alone);
    file->public.text = rendered->text.p ? rendered->text.p : "";
    file->public.size = rendered->text.n;
    for (const struct file *f = ctx->files; f; f = f->next)
        if (strcmp(f->public.path, file->public.path) == 0 &&
            f->public.to_output == file->public.to_output)
            ag_report(&ctx->diags, AG_SAME_FILE, nowhere,
                      "two outputs are called '%s'", file->public.path);
    if (ctx->last_file)
        ctx->last_file->next = file;
    else
        ctx->files = file;
    ctx->last_file = file;
}

bool
ag_generate(struct ag_context *ctx, const struct ag_request *request)
{
    struct ag_target_loader from = loader(ctx);
    const struct ag_schema *schema = check(ctx, request);
    const struct ag_target *target = ag_target_load(
        &from, request_str(ctx, request->target), schema->dialect,
        request->options, request->noption, &ctx->arena, &ctx->diags);

    if (!target || ctx->diags.errors)
        return false;
    struct ag_rendered *first =
        ag_view_render(schema, target, ctx->names, &ctx->arena, &ctx->diags);
    struct ag_rendered **end = &ctx->rendered;
    while (*end)
        end = &(*end)->next;
    *end = first;
    if (ctx->diags.errors)
        return false;

    struct file *last = ctx->last_file;
    for (const struct ag_rendered *r = first; r; r = r->next)
        add_file(ctx, request, r, first->next == NULL);
    if (ctx->diags.errors == 0)
        return true;
    ctx->last_file = last;
    if (last)
        last->next = NULL;
    else
        ctx->files = NULL;
    return false;
}

const struct ag_file *
ag_next_file(struct ag_context *ctx, const struct ag_file *previous)
{
    const struct file *file =
        previous ? ((const struct file *)previous)->next : ctx->files;

    return file ? &file->public : NULL;
}

/* Diagnostics. */

static const char *
place(struct ag_context *ctx, struct ag_span span, struct ag_position *begin,
      struct ag_position *end, struct ag_str *line)
{
    const struct ag_source *source =
        ag_place(&ctx->places, span.at, begin, line);

    if (!source)
        return NULL;
    ag_place(&ctx->places, span.end < span.at ? span.at : span.end, end, NULL);
    return source->name.p;
}

static void
set_place(struct ag_context *ctx, struct ag_diagnostic *out,
          struct ag_span span)
{
    struct ag_str line;

    out->file = place(ctx, span, &out->begin, &out->end, &line);
    out->line = line.p;
    out->line_size = line.n;
}

static const struct ag_diagnostic *
make_notes(struct ag_context *ctx, const struct ag_diag *diag, size_t *n)
{
    struct ag_diagnostic *notes;
    size_t i = 0;

    *n = 0;
    for (const struct ag_note *note = diag->notes; note; note = note->next)
        ++*n;
    notes = AG_NEW_ARRAY(&ctx->arena, struct ag_diagnostic, *n);
    for (const struct ag_note *note = diag->notes; note; note = note->next) {
        notes[i].level = note->span.at ? AG_LEVEL_NOTE : AG_LEVEL_HELP;
        notes[i].message = cstr(ctx, note->text);
        set_place(ctx, &notes[i++], note->span);
    }
    return notes;
}

static const struct ag_edit *
make_edits(struct ag_context *ctx, const struct ag_diag *diag, size_t *n)
{
    struct ag_edit *edits, *edit;

    *n = 0;
    for (const struct ag_fix *fix = diag->fixes; fix; fix = fix->next)
        *n += fix->span.at != 0;
    edit = edits = AG_NEW_ARRAY(&ctx->arena, struct ag_edit, *n);
    for (const struct ag_fix *fix = diag->fixes; fix; fix = fix->next) {
        if (fix->span.at == 0)
            continue;
        edit->file = place(ctx, fix->span, &edit->begin, &edit->end, NULL);
        edit++->text = cstr(ctx, fix->text);
    }
    return edits;
}

/* Makes the public list out of what has been reported up to now. */
static void
make_diagnostics(struct ag_context *ctx)
{
    struct ag_diagnostic *out;

    ag_diags_sort(&ctx->diags);
    ctx->ndiagnostic = 0;
    for (const struct ag_diag *d = ctx->diags.first; d; d = d->next)
        ctx->ndiagnostic++;
    out = AG_NEW_ARRAY(&ctx->arena, struct ag_diagnostic, ctx->ndiagnostic);
    ctx->diagnostics = out;
    for (const struct ag_diag *d = ctx->diags.first; d; d = d->next, out++) {
        out->level =
            d->severity == AG_ERROR ? AG_LEVEL_ERROR : AG_LEVEL_WARNING;
        out->code = d->info->code;
        out->message = cstr(ctx, d->text);
        set_place(ctx, out, d->span);
        out->notes = make_notes(ctx, d, &out->nnote);
        out->edits = make_edits(ctx, d, &out->nedit);
    }
}

const struct ag_diagnostic *
ag_next_diagnostic(struct ag_context *ctx, const struct ag_diagnostic *previous)
{
    if (!ctx->diags.first)
        return NULL;
    if (!previous)
        make_diagnostics(ctx);
    const struct ag_diagnostic *next =
        previous ? previous + 1 : ctx->diagnostics;
    return next < ctx->diagnostics + ctx->ndiagnostic ? next : NULL;
}

unsigned
ag_errors(const struct ag_context *ctx)
{
    return ctx->diags.errors;
}

unsigned
ag_warnings(const struct ag_context *ctx)
{
    return ctx->diags.warnings;
}

static enum ag_status
status_of(const struct ag_diag *diag)
{
    if (diag->severity != AG_ERROR)
        return AG_STATUS_FINE;
    if (diag->info->code == AG_FILE_READ || diag->info->code == AG_FILE_SIZE)
        return AG_STATUS_IO;
    return diag->span.at ? AG_STATUS_WRONG : AG_STATUS_USAGE;
}

enum ag_status
ag_status(const struct ag_context *ctx)
{
    enum ag_status status =
        ctx->diags.errors ? AG_STATUS_WRONG : AG_STATUS_FINE;

    for (const struct ag_diag *d = ctx->diags.first; d; d = d->next)
        if (status_of(d) > status)
            status = status_of(d);
    return status;
}
