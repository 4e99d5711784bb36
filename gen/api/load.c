/*
 * Loads files into a context: schemas; and targets and presets, from the
 * caller's folders or built in. Also lists targets and presets.
 */
#include <string.h>

#include "base/embed.h"
#include "base/path.h"
#include "gen/api/context.h"
#include "grammar/parse.h"

static const struct ag_span nowhere;

/* A folder that is searched before the built-in files. */
struct ag_dir {
    struct ag_dir *next;
    const char *path;
};

struct ag_input_file {
    struct ag_input public; /* first */
    struct ag_input_file *next;
};

/* A manifest or template that was read, so that the sources have one copy. */
struct ag_loaded {
    struct ag_loaded *next;
    struct ag_str name;
    struct ag_str text;
};

/* A preset in the list. */
struct ag_listed_preset {
    struct ag_preset_info info; /* first */
    struct ag_listed_preset *next;
};

/* Reading. */

const char ag_missing[] = "No such file or directory";

const char *
ag_cstr(struct ag_context *ctx, struct ag_str s)
{
    return ag_arena_cstr(&ctx->arena, s.p, s.n);
}

/* Records an input; only the first time counts. */
static void
add_input(struct ag_context *ctx, struct ag_str path, bool missing)
{
    struct ag_input_file *input;
    void **known;

    if (ag_map_get(&ctx->input_paths, path))
        return;
    input = AG_NEW(&ctx->arena, struct ag_input_file);
    input->public.path = ag_cstr(ctx, path);
    input->public.missing = missing;
    known =
        ag_map_put(&ctx->input_paths, &ctx->arena, ag_str(input->public.path));
    *known = input;
    if (ctx->last_input)
        ctx->last_input->next = input;
    else
        ctx->inputs = input;
    ctx->last_input = input;
}

const char *
ag_context_read(struct ag_context *ctx, const char *path, const char **text,
                size_t *size)
{
    const char *why = ctx->io.read(ctx->io.self, path, ag_arena_alloc_text,
                                   &ctx->arena, text, size);

    if (strcmp(path, "-") != 0)
        add_input(ctx, ag_str(path), why == ag_missing);
    return why;
}

const struct ag_input *
ag_next_input(struct ag_context *ctx, const struct ag_input *previous)
{
    const struct ag_input_file *input =
        previous ? ((const struct ag_input_file *)previous)->next : ctx->inputs;

    return input ? &input->public : NULL;
}

bool
ag_context_add(struct ag_context *ctx, const char *name, const char *text,
               size_t size, struct ag_source **source)
{
    struct ag_str copy = ag_str(ag_cstr(ctx, ag_str(name)));

    *source = NULL;
    if (size <= AG_SOURCE_LIMIT)
        *source = ag_source_add(&ctx->sources, &ctx->arena, copy,
                                (struct ag_str){text, (uint32_t)size, 0});
    if (!*source)
        ag_report(&ctx->diags, AG_FILE_SIZE, nowhere,
                  "'%s' is too large: all files together must be under %u MiB",
                  name, AG_SOURCE_LIMIT >> 20);
    return *source != NULL;
}

/* Manifests, templates and presets. */

static void
add_dir(struct ag_context *ctx, struct ag_dir **dirs, const char *path)
{
    while (*dirs)
        dirs = &(*dirs)->next;
    *dirs = AG_NEW(&ctx->arena, struct ag_dir);
    (*dirs)->path = ag_cstr(ctx, ag_str(path));
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

/* The first embedded file whose name is `name` or sorts after it. */
static const struct ag_embedded *
find_embedded(struct ag_str name)
{
    size_t low = 0, high = ag_nembedded;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ag_str_cmp(ag_str(ag_embedded[middle].name), name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return &ag_embedded[low];
}

struct ag_source *
ag_context_source(struct ag_context *ctx, struct ag_str path, const char **why)
{
    const char *name = ag_cstr(ctx, path);
    struct ag_source *source;
    const char *text;
    size_t size;

    *why = ag_context_read(ctx, name, &text, &size);
    if (*why == ag_missing)
        *why = NULL;
    else if (!*why && ag_context_add(ctx, name, text, size, &source))
        return source;
    else if (!*why)
        *why = "the file is too large";
    return NULL;
}

/* The file `name` from the first of `dirs` that has it, or the built-in one,
 * which is shown as `folder`/`name`. */
static struct ag_source *
find_source(struct ag_context *ctx, const struct ag_dir *dirs,
            const char *folder, struct ag_str name, const char **why)
{
    for (const struct ag_dir *dir = dirs; dir; dir = dir->next) {
        struct ag_str path =
            ag_arena_fmt(&ctx->arena, "%s/%.*s", dir->path, AG_ARG(name));
        struct ag_source *source = ag_context_source(ctx, path, why);
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
    if (ag_context_add(ctx, shown.p, embedded->text, embedded->size, &source))
        source->made = true;
    return source;
}

/* Finds a file of a target. If it exists but cannot be read, reports an error.
 */
static bool
find_template(struct ag_context *ctx, struct ag_str name,
              struct ag_source **source)
{
    const char *why;

    *source = ag_path_is_file(name) ? ag_context_source(ctx, name, &why)
                                    : find_source(ctx, ctx->template_dirs,
                                                  "templates", name, &why);
    if (!*source && why)
        ag_report(&ctx->diags, AG_FILE_READ, nowhere, "cannot read '%.*s': %s",
                  AG_ARG(name), why);
    return *source != NULL;
}

/* ag_target_loader.load: the text is a slice of a source, with its position. */
static bool
load_template(void *self, struct ag_str name, struct ag_str *text)
{
    struct ag_context *ctx = self;
    struct ag_loaded *loaded = ctx->loaded;
    struct ag_source *source;

    while (loaded && !ag_str_eq(loaded->name, name))
        loaded = loaded->next;
    if (!loaded) {
        if (!find_template(ctx, name, &source))
            return false;
        loaded = AG_NEW(&ctx->arena, struct ag_loaded);
        loaded->name = ag_arena_copy(&ctx->arena, name);
        loaded->text = source->text;
        loaded->next = ctx->loaded;
        ctx->loaded = loaded;
    }
    *text = loaded->text;
    return true;
}

struct ag_target_loader
ag_target_files(struct ag_context *ctx)
{
    return (struct ag_target_loader){.sources = &ctx->sources,
                                     .load = load_template,
                                     .self = ctx,
                                     .own = ctx->template_dirs};
}

const struct ag_target_info *
ag_next_target(struct ag_context *ctx, const struct ag_target_info *previous)
{
    const struct ag_target_entry *entry;

    if (previous) {
        entry = ((const struct ag_target_entry *)previous)->next;
    } else {
        struct ag_target_loader from = ag_target_files(ctx);
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
    struct ag_str file = ag_arena_join(&ctx->arena, name, AG_STR(".auth"));
    file.at = name.at;
    return file;
}

static struct ag_source *
load_file(void *self, struct ag_str path, const char **why)
{
    struct ag_source *source = ag_context_source(self, path, why);

    if (!source && !*why)
        *why = ag_missing;
    return source;
}

static struct ag_source *
load_text(void *self, struct ag_str name, struct ag_str text)
{
    struct ag_context *ctx = self;
    struct ag_source *source;

    if (ag_context_add(ctx, ag_cstr(ctx, name), ag_cstr(ctx, text), text.n,
                       &source))
        source->made = true;
    return source;
}

static struct ag_source *
load_preset(void *self, struct ag_str name, const char **why)
{
    struct ag_context *ctx = self;

    return find_source(ctx, ctx->preset_dirs, "presets", preset_file(ctx, name),
                       why);
}

static struct ag_source *
load_package(void *self, struct ag_str name)
{
    struct ag_context *ctx = self;
    const char *why;

    return find_source(
        ctx, NULL, "presets",
        ag_arena_fmt(&ctx->arena, "better-auth/%.*s.js", AG_ARG(name)), &why);
}

static bool
has_preset(void *self, struct ag_str name)
{
    struct ag_context *ctx = self;
    struct ag_str file = preset_file(ctx, name);
    const struct ag_embedded *embedded = find_embedded(file);
    const char *text;
    size_t size;

    for (const struct ag_dir *dir = ctx->preset_dirs; dir; dir = dir->next) {
        struct ag_str path =
            ag_arena_fmt(&ctx->arena, "%s/%.*s", dir->path, AG_ARG(file));
        if (!ag_context_read(ctx, path.p, &text, &size))
            return true;
    }
    return embedded->name && ag_str_eq(ag_str(embedded->name), file);
}

const struct ag_embedded *
ag_preset_after(const struct ag_embedded *previous)
{
    const struct ag_embedded *e = previous ? previous + 1 : ag_embedded;

    while (e->name && !ag_str_ends(ag_str(e->name), AG_STR(".auth")))
        e++;
    return e->name ? e : NULL;
}

struct ag_str
ag_preset_name(const struct ag_embedded *preset)
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
    e = ag_preset_after(e);
    return e ? ag_preset_name(e) : (struct ag_str){0};
}

/* ag_project_io.file */
static struct ag_source *
source_of(void *self, struct ag_str path, const char **why)
{
    return ag_context_source(self, path, why);
}

/* ag_project_io.list */
static bool
list_folder(void *self, struct ag_str path,
            void (*each)(void *more, const char *name), void *more)
{
    struct ag_context *ctx = self;
    const char *name = path.n ? ag_cstr(ctx, path) : ".";

    if (!each)
        return ctx->io.list(ctx->io.self, name, NULL, NULL) != ag_missing;
    const char *why = ctx->io.list(ctx->io.self, name, each, more);
    add_input(ctx, ag_str(name), why == ag_missing);
    return why != ag_missing;
}

struct ag_project *
ag_context_project(struct ag_context *ctx)
{
    const struct ag_project_io io = {
        source_of, ctx->io.list ? list_folder : NULL, ctx};

    if (!ctx->project)
        ctx->project = ag_project_new(&io, &ctx->arena);
    return ctx->project;
}

struct ag_use_loader
ag_use_files(struct ag_context *ctx)
{
    return (struct ag_use_loader){
        .file = load_file,
        .preset = load_preset,
        .text = load_text,
        .has_preset = has_preset,
        .next_preset = next_preset_name,
        .package = load_package,
        .project = ag_context_project(ctx),
        .self = ctx,
    };
}

struct ag_str
ag_preset_title(const struct ag_embedded *preset)
{
    struct ag_str line = {preset->text, preset->size, 0};

    line.n = ag_str_find(line, '\n');
    while (line.n && (line.p[0] == '/' || line.p[0] == ' '))
        line = ag_str_cut(line, 1, line.n);
    return line;
}

/* Whether a preset is only a part of others: better-auth/core, …/scim/tables.
 */
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

/* Adds to `tables` the models that a preset and its parts declare and, in
 * parentheses, those that they extend. A part that a version does not have is
 * taken from the newest version. */
static void
add_tables(struct ag_context *ctx, const struct ag_embedded *preset,
           struct ag_str *tables)
{
    struct ag_str lib = ag_preset_name(preset), file;

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
        if (d->subject != AG_SUBJECT_model ||
            (!extends && d->kind != AG_DECL_BLOCK))
            continue;
        *tables = ag_arena_fmt(&ctx->arena, "%.*s%s%s%.*s%s", AG_ARG(*tables),
                               tables->n ? " " : "", extends ? "(" : "",
                               AG_ARG(d->name), extends ? ")" : "");
    }
}

/* A preset without declarations only explains why its version has none. */
static void
list_presets(struct ag_context *ctx)
{
    struct ag_listed_preset **end = &ctx->presets;

    for (const struct ag_embedded *e = ag_preset_after(NULL); e;
         e = ag_preset_after(e)) {
        struct ag_str tables = AG_STR("");
        if (ag_str_starts(ag_preset_name(e), AG_STR(AG_CONVENTIONS)) ||
            !preset_decls(ctx, e))
            continue;
        add_tables(ctx, e, &tables);
        *end = AG_NEW(&ctx->arena, struct ag_listed_preset);
        (*end)->info.name = ag_cstr(ctx, ag_preset_name(e));
        (*end)->info.title = ag_cstr(ctx, ag_preset_title(e));
        (*end)->info.tables = ag_cstr(ctx, tables);
        end = &(*end)->next;
    }
}

const struct ag_preset_info *
ag_next_preset(struct ag_context *ctx, const struct ag_preset_info *previous)
{
    const struct ag_listed_preset *preset;

    if (!ctx->presets)
        list_presets(ctx);
    preset = previous ? ((const struct ag_listed_preset *)previous)->next
                      : ctx->presets;
    return preset ? &preset->info : NULL;
}
