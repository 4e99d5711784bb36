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
#include "gen/compose.h"
#include "gen/filter.h"
#include "gen/part.h"
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

/* Where to look for files before the built-in ones. */
struct dir {
    struct dir *next;
    const char *path;
};

/* A preset as the list shows it. */
struct preset {
    struct ag_preset_info info; /* first */
    struct preset *next;
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
    struct ag_tree tree; /* of the files that were named, one after the other */
    const struct ag_tree *composed; /* what they mean; NULL: not known yet */
    const char *const *names; /* of the schema files, NULL-ended */
    size_t nname;

    struct dir *template_dirs, *preset_dirs;
    struct loaded *loaded;

    struct request *requests, *last_request; /* of ctx->composed */
    struct placed *placed;

    struct ag_rendered *rendered; /* all that was made: its buffers are ours */
    struct file *files, *last_file;

    struct ag_places places;
    struct ag_diagnostic *diagnostics;
    size_t ndiagnostic;

    struct ag_target_entry *targets;
    struct preset *presets;
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

/* `shown` is what outputs call the file. */
static bool
parse(struct ag_context *ctx, const char *name, const char *shown,
      const char *text, size_t size)
{
    struct ag_source *source;

    if (!add_source(ctx, name, text, size, &source))
        return false;
    add_name(ctx, cstr(ctx, ag_str(shown)));
    ctx->composed = NULL;
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
    /* The folder is the machine's. */
    const char *slash = strrchr(name, '/');
    return parse(ctx, name, slash ? slash + 1 : name, text, size);
}

bool
ag_add(struct ag_context *ctx, const char *name, const char *text, size_t size)
{
    char *copy = ag_arena_text(&ctx->arena, size + 1);

    if (size)
        memcpy(copy, text, size);
    copy[size] = '\0';
    return parse(ctx, name, name, copy, size);
}

bool
ag_use_name(struct ag_context *ctx, const char *name)
{
    struct ag_buf text;

    ag_buf_init(&text, &ctx->arena);
    ag_buf_fmt(&text, "use ");
    ag_put_json(&text, ag_str(name));
    bool good = parse(ctx, "<use>", name,
                      cstr(ctx, ag_buf_text(&text)), text.n);
    ag_buf_free(&text);
    return good;
}

/* Manifests, templates and presets. */

static void
add_dir(struct ag_context *ctx, struct dir **dirs, const char *path)
{
    while (*dirs)
        dirs = &(*dirs)->next;
    *dirs = AG_NEW(&ctx->arena, struct dir);
    (*dirs)->path = cstr(ctx, ag_str(path));
}

void
ag_add_template_dir(struct ag_context *ctx, const char *path)
{
    add_dir(ctx, &ctx->template_dirs, path);
}

void
ag_add_preset_dir(struct ag_context *ctx, const char *path)
{
    add_dir(ctx, &ctx->preset_dirs, path);
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

/* The file `path`. NULL if it cannot be read, or with *why NULL if there is
 * none. */
static struct ag_source *
read_source(struct ag_context *ctx, struct ag_str path, const char **why)
{
    const char *name = cstr(ctx, path);
    struct ag_source *source;
    const char *text;
    size_t size;

    *why = ctx->io.read(ctx->io.self, name, alloc_text, &ctx->arena, &text,
                        &size);
    if (*why == ag_missing)
        *why = NULL;
    else if (!*why && add_source(ctx, name, text, size, &source))
        return source;
    else if (!*why)
        *why = "it is too large";
    return NULL;
}

/* The file `name` in the first of `dirs` that has it, else the built-in one,
 * which is shown as `folder`/`name`. */
static struct ag_source *
find_source(struct ag_context *ctx, const struct dir *dirs, const char *folder,
            struct ag_str name, const char **why)
{
    for (const struct dir *dir = dirs; dir; dir = dir->next) {
        struct ag_str path =
            ag_arena_fmt(&ctx->arena, "%s/%.*s", dir->path, AG_ARG(name));
        struct ag_source *source = read_source(ctx, path, why);
        if (source || *why)
            return source;
    }
    const struct ag_embedded *embedded = find_embedded(name);
    struct ag_source *source = NULL;
    *why = NULL;
    if (!embedded->name || !ag_str_eq(ag_str(embedded->name), name))
        return NULL;
    struct ag_str shown =
        ag_arena_fmt(&ctx->arena, "%s/%s", folder, embedded->name);
    add_source(ctx, shown.p, embedded->text, embedded->size, &source);
    return source;
}

static bool
is_path(struct ag_str name)
{
    return name.n && (name.p[0] == '.' || name.p[0] == '/');
}

/* A file of a target. One that is there but cannot be read is an error. */
static bool
find_template(struct ag_context *ctx, struct ag_str name,
              struct ag_source **source)
{
    const char *why;

    *source = is_path(name) ? read_source(ctx, name, &why)
                            : find_source(ctx, ctx->template_dirs, "templates",
                                          name, &why);
    if (!*source && why)
        ag_report(&ctx->diags, AG_FILE_READ, nowhere,
                  "cannot read '%.*s': %s", AG_ARG(name), why);
    return *source != NULL;
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

/* Presets: the loader of ag_compose. */

static struct ag_str
preset_file(struct ag_context *ctx, struct ag_str name)
{
    struct ag_str file =
        ag_arena_fmt(&ctx->arena, "%.*s.auth", AG_ARG(name));
    file.at = name.at;
    return file;
}

static struct ag_source *
load_file(void *self, struct ag_str path, const char **why)
{
    struct ag_source *source = read_source(self, path, why);

    if (!source && !*why)
        *why = ag_missing;
    return source;
}

static struct ag_source *
load_text(void *self, struct ag_str name, struct ag_str text)
{
    struct ag_context *ctx = self;
    struct ag_source *source;

    add_source(ctx, cstr(ctx, name), cstr(ctx, text), text.n, &source);
    return source;
}

static struct ag_source *
load_preset(void *self, struct ag_str name, const char **why)
{
    struct ag_context *ctx = self;

    return find_source(ctx, ctx->preset_dirs, "presets",
                       preset_file(ctx, name), why);
}

static bool
has_preset(void *self, struct ag_str name)
{
    struct ag_context *ctx = self;
    struct ag_str file = preset_file(ctx, name);
    const struct ag_embedded *embedded = find_embedded(file);
    const char *text;
    size_t size;

    for (const struct dir *dir = ctx->preset_dirs; dir; dir = dir->next) {
        struct ag_str path =
            ag_arena_fmt(&ctx->arena, "%s/%.*s", dir->path, AG_ARG(file));
        if (!ctx->io.read(ctx->io.self, path.p, alloc_text, &ctx->arena, &text,
                          &size))
            return true;
    }
    return embedded->name && ag_str_eq(ag_str(embedded->name), file);
}

/* The built-in preset after `previous`, or the first; NULL: no more. */
static const struct ag_embedded *
next_preset(const struct ag_embedded *previous)
{
    const struct ag_embedded *e = previous ? previous + 1 : ag_embedded;

    while (e->name && !ag_str_ends(ag_str(e->name), AG_STR(".auth")))
        e++;
    return e->name ? e : NULL;
}

static struct ag_str
preset_name(const struct ag_embedded *preset)
{
    struct ag_str name = ag_str(preset->name);

    return ag_str_cut(name, 0, name.n - (uint32_t)strlen(".auth"));
}

static struct ag_str
next_preset_name(void *self, struct ag_str previous)
{
    const struct ag_embedded *e = NULL;

    if (previous.n)
        e = find_embedded(preset_file(self, previous));
    e = next_preset(e);
    return e ? preset_name(e) : (struct ag_str){0};
}

static struct ag_use_loader
use_loader(struct ag_context *ctx)
{
    return (struct ag_use_loader){
        .sources = &ctx->sources,
        .file = load_file,
        .preset = load_preset,
        .text = load_text,
        .has_preset = has_preset,
        .next_preset = next_preset_name,
        .self = ctx,
    };
}

const char *
ag_expand_file(struct ag_context *ctx, const char *path, size_t *size)
{
    const struct ag_use_loader from = use_loader(ctx);
    const char *why;
    struct ag_source *source = read_source(ctx, ag_str(path), &why);
    struct ag_str library;

    if (!source)
        ag_report(&ctx->diags, AG_FILE_READ, nowhere, "cannot read '%s': %s",
                  path, why ? why : ag_missing);
    else
        source = ag_expand(source, &from, &library, &ctx->arena, &ctx->diags);
    if (!source)
        return NULL;
    *size = source->text.n;
    return source->text.p;
}

/* What the first line says, a comment. */
static struct ag_str
preset_title(const struct ag_embedded *preset)
{
    struct ag_str line = {preset->text, preset->size, 0};

    line.n = ag_str_find(line, '\n');
    while (line.n && (line.p[0] == '/' || line.p[0] == ' '))
        line = ag_str_cut(line, 1, line.n);
    return line;
}

/* Whether a preset is a part of others: better-auth/core, …/scim/tables. */
static bool
is_part(struct ag_str preset)
{
    return ag_str_ends(preset, AG_STR("/core")) ||
           ag_str_ends(preset, AG_STR("/tables"));
}

static const struct ag_decl *
preset_decls(struct ag_context *ctx, const struct ag_embedded *preset)
{
    struct ag_source source = {
        .text = {preset->text, preset->size, 0},
    };
    struct ag_tree tree = {0};
    struct ag_diags quiet;

    ag_diags_init(&quiet, &ctx->arena);
    ag_parse(&tree, AG_GRAMMAR_SCHEMA, &source, &ctx->arena, &quiet);
    return tree.first;
}

/* Adds to `tables` the models that a preset and its parts declare, and, in
 * brackets, those they add to. A part that its version has not is the newest's. */
static void
add_tables(struct ag_context *ctx, const struct ag_embedded *preset,
           struct ag_str *tables)
{
    struct ag_str lib = preset_name(preset), file;

    lib.n = ag_str_find(lib, '/');
    for (const struct ag_decl *d = preset_decls(ctx, preset); d; d = d->next) {
        bool extends = d->kind == AG_DECL_EXTEND;
        if (d->kind == AG_DECL_USE && is_part(d->name)) {
            uint32_t slash = ag_str_find(d->name, '/');
            file = ag_arena_fmt(&ctx->arena, "%.*s%.*s.auth", AG_ARG(lib),
                                (int)(d->name.n - slash), d->name.p + slash);
            const struct ag_embedded *part = find_embedded(file);
            if (!part->name || !ag_str_eq(ag_str(part->name), file))
                part = find_embedded(preset_file(ctx, d->name));
            if (part->name)
                add_tables(ctx, part, tables);
        }
        if (!ag_str_eq(d->keyword, AG_STR("model")) ||
            (!extends && d->kind != AG_DECL_BLOCK))
            continue;
        *tables = ag_arena_fmt(&ctx->arena, "%.*s%s%s%.*s%s", AG_ARG(*tables),
                               tables->n ? " " : "", extends ? "(" : "",
                               AG_ARG(d->name), extends ? ")" : "");
    }
}

/* One without declarations only says why its version has none. */
static void
list_presets(struct ag_context *ctx)
{
    struct preset **end = &ctx->presets;

    for (const struct ag_embedded *e = next_preset(NULL); e;
         e = next_preset(e)) {
        struct ag_str tables = AG_STR("");
        if (!preset_decls(ctx, e))
            continue;
        add_tables(ctx, e, &tables);
        *end = AG_NEW(&ctx->arena, struct preset);
        (*end)->info.name = cstr(ctx, preset_name(e));
        (*end)->info.title = cstr(ctx, preset_title(e));
        (*end)->info.tables = cstr(ctx, tables);
        end = &(*end)->next;
    }
}

const struct ag_preset_info *
ag_next_preset(struct ag_context *ctx, const struct ag_preset_info *previous)
{
    const struct preset *preset;

    if (!ctx->presets)
        list_presets(ctx);
    preset = previous ? ((const struct preset *)previous)->next : ctx->presets;
    return preset ? &preset->info : NULL;
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
    {AG_LIT("only"), offsetof(struct ag_request, only)},
    {AG_LIT("output"), offsetof(struct ag_request, output)},
    {AG_LIT("prefix"), offsetof(struct ag_request, prefix)},
    {AG_LIT("provider"), offsetof(struct ag_request, target)},
    {AG_LIT("schema"), offsetof(struct ag_request, schema)},
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

static void
find_requests(struct ag_context *ctx)
{
    for (const struct ag_decl *decl = ctx->composed->first; decl;
         decl = decl->next) {
        if (!ag_str_eq(decl->keyword, AG_STR("generator")))
            continue;
        const struct ag_expr *provider = ag_setting(decl, AG_STR("provider"));
        if (provider && provider->kind == AG_EXPR_STRING &&
            ag_target_known(provider->text))
            add_request(ctx, decl);
    }
}

/* The tree that is checked, made when it is first asked for. */
static const struct ag_tree *
compose(struct ag_context *ctx)
{
    const struct ag_use_loader from = use_loader(ctx);

    if (!ctx->composed) {
        ctx->composed =
            ag_compose(&ctx->tree, &from, &ctx->arena, &ctx->diags);
        ctx->requests = ctx->last_request = NULL;
        find_requests(ctx);
    }
    return ctx->composed;
}

const struct ag_request *
ag_next_request(struct ag_context *ctx, const struct ag_request *previous)
{
    const struct request *request;

    if (previous) {
        request = ((const struct request *)previous)->next;
    } else {
        compose(ctx);
        request = ctx->requests;
    }
    return request ? &request->public : NULL;
}

/* Checking and rendering. */

static struct ag_schema *
check(struct ag_context *ctx, const struct ag_request *request)
{
    struct ag_check_options options = {
        .dialect = request_str(ctx, request->dialect),
        .no_foreign_keys = request->no_foreign_keys,
        .id = request_str(ctx, request->id),
        .tables = request_str(ctx, request->tables),
        .columns = request_str(ctx, request->columns),
        .prefix = request_str(ctx, request->prefix),
        .schema = request_str(ctx, request->schema),
    };

    return ag_check(compose(ctx), &options, &ctx->arena, &ctx->diags);
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

/* Several outputs of one schema. */

/* The way from the file or folder `from` to `to`, as an import has it. */
static struct ag_str
import_path(struct ag_context *ctx, struct ag_str from, struct ag_str to)
{
    uint32_t same = 0, i = 0;
    struct ag_str way = AG_STR("");

    from = ag_tidy_path(&ctx->arena, from);
    to = ag_tidy_path(&ctx->arena, to);
    for (; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
        if (from.p[i] == '/')
            same = i + 1;
    for (i = same; i < from.n; i++)
        if (from.p[i] == '/')
            way = ag_arena_fmt(&ctx->arena, "%.*s../", AG_ARG(way));
    to = ag_str_cut(to, same, to.n);
    if (ag_str_ends(to, AG_STR(".ts")))
        to.n -= (uint32_t)strlen(".ts");
    return ag_arena_fmt(&ctx->arena, "%s%.*s%.*s", way.n ? "" : "./",
                        AG_ARG(way), AG_ARG(to));
}

static bool
same_text(const struct ag_context *ctx, const char *a, const char *b)
{
    return ag_str_eq(request_str(ctx, a), request_str(ctx, b));
}

/* What the generator blocks for the same target and dialect hold, as seen from
 * `request`, which is one of them; *here is its own part. *here is NULL if it
 * has all of the schema. */
static const struct ag_part *
make_parts(struct ag_context *ctx, const struct ag_request *request,
           const struct ag_part **here)
{
    struct ag_part *parts = NULL, **end = &parts;
    const struct ag_request *own = NULL;
    bool several = false;

    *here = NULL;
    for (const struct request *r = ctx->requests; r && !own; r = r->next)
        if (r->public.output == request->output &&
            r->public.options == request->options)
            own = &r->public;
    for (const struct request *r = own ? ctx->requests : NULL; r; r = r->next) {
        if (!same_text(ctx, r->public.target, own->target) ||
            !same_text(ctx, r->public.dialect, own->dialect))
            continue;
        struct ag_str only = request_str(ctx, r->public.only);
        several |= only.n > 0;
        if (is_path(only))
            only = ag_tidy_path(&ctx->arena, from_folder(ctx, only));
        if (&r->public != own && only.n == 0 && !own->only)
            continue;
        *end = AG_NEW(&ctx->arena, struct ag_part);
        (*end)->only = only;
        (*end)->module =
            import_path(ctx, request_str(ctx, own->output),
                        request_str(ctx, r->public.output));
        if (&r->public == own)
            *here = *end;
        end = &(*end)->next;
    }
    if (!several)
        *here = NULL;
    return parts;
}

bool
ag_generate(struct ag_context *ctx, const struct ag_request *request)
{
    struct ag_target_loader from = loader(ctx);
    struct ag_schema *schema = check(ctx, request);
    const struct ag_target *target = ag_target_load(
        &from, request_str(ctx, request->target), schema->dialect,
        request->options, request->noption, &ctx->arena, &ctx->diags);

    if (!target || ctx->diags.errors)
        return false;
    const struct ag_part *here, *parts = make_parts(ctx, request, &here);
    if (here)
        ag_part_take(schema, parts, here, target->whole, &ctx->diags);
    if (ctx->diags.errors)
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

/* The `use` that brought the file of `span`; nowhere if none did. */
static struct ag_span
used(struct ag_context *ctx, struct ag_span span)
{
    const struct ag_source *source = ag_source_of(&ctx->sources, span.at);

    return source ? source->used : nowhere;
}

static void
set_note(struct ag_context *ctx, struct ag_diagnostic *note,
         struct ag_span span, struct ag_str text)
{
    note->level = span.at ? AG_LEVEL_NOTE : AG_LEVEL_HELP;
    note->message = cstr(ctx, text);
    set_place(ctx, note, span);
}

static const struct ag_diagnostic *
make_notes(struct ag_context *ctx, const struct ag_diag *diag, size_t *n)
{
    struct ag_diagnostic *notes, *next;

    *n = 0;
    for (const struct ag_note *note = diag->notes; note; note = note->next)
        ++*n;
    for (struct ag_span at = used(ctx, diag->span); at.at; at = used(ctx, at))
        ++*n;
    next = notes = AG_NEW_ARRAY(&ctx->arena, struct ag_diagnostic, *n);
    for (const struct ag_note *note = diag->notes; note; note = note->next)
        set_note(ctx, next++, note->span, note->text);
    for (struct ag_span at = used(ctx, diag->span); at.at; at = used(ctx, at))
        set_note(ctx, next++, at, AG_STR("used here"));
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
