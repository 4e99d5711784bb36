/*
 * The public interface, include/authgen/authgen.h: contexts, and running the
 * stages. The other parts are listed in gen/api/context.h.
 */
#include <string.h>

#include "base/escape.h"
#include "base/path.h"
#include "gen/api/context.h"
#include "gen/check/check.h"
#include "gen/compose/resolve.h"
#include "gen/target/partition.h"
#include "gen/target/render.h"
#include "grammar/format.h"
#include "grammar/parse.h"

static const struct ag_span nowhere;

struct ag_made_file {
    struct ag_file public; /* first: its address is the list element's */
    struct ag_made_file *next;
    const struct ag_schema *schema;
};

const struct ag_schema *
ag_file_schema(const struct ag_file *file)
{
    return ((const struct ag_made_file *)file)->schema;
}

struct ag_context *
ag_new(const struct ag_io *io)
{
    struct ag_arena arena;

    ag_arena_init(&arena, io->nomem, io->self);
    arena.large = io->large;
    if (io->memory)
        ag_arena_lend(&arena, io->memory, io->memory_size);
    struct ag_context *ctx = AG_NEW(&arena, struct ag_context);
    ctx->io = *io;
    ctx->arena = arena;
    ag_diags_init(&ctx->diags, &ctx->arena);
    ctx->names = AG_NEW(&ctx->arena, const char *);
    ctx->places.sources = &ctx->sources;
    ctx->places.arena = &ctx->arena;
    return ctx;
}

size_t
ag_memory_size(const struct ag_context *ctx)
{
    return ag_arena_size(&ctx->arena);
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

/* Parses a file; `shown` is its name in outputs. */
static bool
parse(struct ag_context *ctx, const char *name, const char *shown,
      const char *text, size_t size)
{
    struct ag_source *source;

    if (!ag_context_add(ctx, name, text, size, &source))
        return false;
    source->named = true;
    add_name(ctx, ag_cstr(ctx, ag_str(shown)));
    ctx->composition = NULL;
    ctx->checked = NULL;
    ctx->lookup = NULL;
    struct ag_unit *unit =
        ag_unit_add(&ctx->roots, &ctx->arena,
                    ag_path_normalize(&ctx->arena, source->name), NULL);
    unit->source = source;
    ag_parse(&unit->tree, AG_GRAMMAR_SCHEMA, source, &ctx->arena, &ctx->diags);
    return true;
}

/* Parses `use "name"`; outputs show `shown`. */
static bool
use_name(struct ag_context *ctx, const char *name, const char *shown)
{
    struct ag_buf text;

    ag_buf_init(&text, &ctx->arena);
    ag_buf_fmt(&text, "use ");
    ag_put_json(&text, ag_str(name));
    bool good =
        parse(ctx, "<use>", shown, ag_cstr(ctx, ag_buf_text(&text)), text.n);
    if (good)
        ctx->sources.last->made = true;
    ag_buf_free(&text);
    return good;
}

bool
ag_use_name(struct ag_context *ctx, const char *name)
{
    return use_name(ctx, name, name);
}

/* A path that `use` cannot take for a preset. */
static const char *
as_file(struct ag_context *ctx, const char *path)
{
    return ag_path_is_source(ag_str(path))
               ? path
               : ag_arena_fmt(&ctx->arena, "./%s", path).p;
}

bool
ag_read(struct ag_context *ctx, const char *path)
{
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    /* The folder depends on the machine, so outputs do not show it. */
    const char *slash = strrchr(name, '/'), *shown = slash ? slash + 1 : name;
    const char *text;
    size_t size;

    if (ag_path_is_script(ag_str(path)))
        return use_name(ctx, as_file(ctx, path), shown);
    const char *why = ag_context_read(ctx, path, &text, &size);
    if (why) {
        ag_report(&ctx->diags, AG_FILE_READ, nowhere, "cannot read '%s': %s",
                  name, why);
        return false;
    }
    return parse(ctx, name, shown, text, size);
}

bool
ag_add(struct ag_context *ctx, const char *name, const char *text, size_t size)
{
    return parse(ctx, name, name, ag_arena_cstr(&ctx->arena, text, size), size);
}

const char *
ag_expand_file(struct ag_context *ctx, const char *path, size_t *size)
{
    const struct ag_use_loader from = ag_use_files(ctx);
    const char *why;
    struct ag_source *source = ag_context_source(ctx, ag_str(path), &why);

    if (!source)
        ag_report(&ctx->diags, AG_FILE_READ, nowhere, "cannot read '%s': %s",
                  path, why ? why : ag_missing);
    else
        source = ag_expand(source, &from, &ctx->arena, &ctx->diags);
    if (!source)
        return NULL;
    *size = source->text.n;
    return source->text.p;
}

const char *
ag_format(struct ag_context *ctx, const char *name, const char *text,
          size_t size, size_t *out_size)
{
    struct ag_source *source;
    struct ag_buf out;

    text = ag_arena_cstr(&ctx->arena, text, size);
    if (!ag_context_add(ctx, name, text, size, &source))
        return NULL;
    ag_buf_init(&out, &ctx->arena);
    bool good = ag_format_source(source, &out, &ctx->arena, &ctx->diags);
    const char *result = good ? ag_cstr(ctx, ag_buf_text(&out)) : NULL;
    *out_size = out.n;
    ag_buf_free(&out);
    return result;
}

/* Checking and rendering. */

/* ag_conventions.load */
static const struct ag_decl *
load_convention(void *self, struct ag_str name, struct ag_diags *diags)
{
    return ag_context_convention(self, name, diags);
}

static struct ag_conventions
conventions_of(struct ag_context *ctx)
{
    return (struct ag_conventions){load_convention, ctx};
}

const struct ag_convention *
ag_context_tool(struct ag_context *ctx, const struct ag_target *target,
                struct ag_arena *arena, struct ag_diags *diags)
{
    const struct ag_conventions from = conventions_of(ctx);

    return target->convention.n
               ? ag_check_convention(target->convention, target->dialect, &from,
                                     arena, diags)
               : NULL;
}

/* A checked schema. */
struct ag_checked {
    struct ag_checked *next;
    struct ag_check_options options;
    const struct ag_schema *schema;
    bool reported; /* its mistakes are in the context's diagnostics */
    bool failed;
};

static bool
same_options(const struct ag_check_options *a, const struct ag_check_options *b)
{
    return a->no_foreign_keys == b->no_foreign_keys &&
           ag_str_eq(a->dialect, b->dialect) && ag_str_eq(a->id, b->id) &&
           ag_str_eq(a->tables, b->tables) &&
           ag_str_eq(a->columns, b->columns) &&
           ag_str_eq(a->prefix, b->prefix) && ag_str_eq(a->schema, b->schema) &&
           ag_str_eq(a->convention, b->convention);
}

/* The entry for `options`; a new one has no schema. */
static struct ag_checked *
find_checked(struct ag_context *ctx, const struct ag_check_options *options)
{
    struct ag_checked *checked = ctx->checked;

    while (checked && !same_options(&checked->options, options))
        checked = checked->next;
    if (!checked) {
        checked = AG_NEW(&ctx->arena, struct ag_checked);
        checked->options = *options;
        checked->next = ctx->checked;
        ctx->checked = checked;
    }
    return checked;
}

const struct ag_schema *
ag_context_check(struct ag_context *ctx, const struct ag_request *request,
                 bool quiet)
{
    const struct ag_check_options options = {
        .dialect = ag_request_str(request, AG_REQUEST_dialect),
        .no_foreign_keys = request->no_foreign_keys,
        .id = ag_request_str(request, AG_REQUEST_id),
        .tables = ag_request_str(request, AG_REQUEST_tables),
        .columns = ag_request_str(request, AG_REQUEST_columns),
        .prefix = ag_request_str(request, AG_REQUEST_prefix),
        .schema = ag_request_str(request, AG_REQUEST_schema),
        .convention = ag_request_str(request, AG_REQUEST_convention),
        .conventions = conventions_of(ctx),
    };
    const struct ag_composition *composition = ag_context_composition(ctx);
    struct ag_checked *checked = find_checked(ctx, &options);

    if (!checked->schema || (!quiet && !checked->reported)) {
        struct ag_diags silent, *diags = quiet ? &silent : &ctx->diags;
        ag_diags_init(&silent, &ctx->arena);
        unsigned before = diags->errors;
        checked->schema =
            ag_check(composition, &checked->options, &ctx->arena, diags);
        checked->failed = diags->errors > before;
        checked->reported = !quiet;
    }
    return quiet && checked->failed ? NULL : checked->schema;
}

bool
ag_check_schema(struct ag_context *ctx, const struct ag_request *request)
{
    static const struct ag_request any;

    ag_context_check(ctx, request ? request : &any, false);
    return ctx->diags.errors == 0;
}

/* Whether a target may write a file of this name: it must be inside the output
 * folder on every system. */
static bool
is_safe_path(struct ag_str name)
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

/* Sets the path of the file that the target calls `name`; `alone`: it is the
 * only file. */
static void
set_path(struct ag_context *ctx, struct ag_file *file,
         const struct ag_request *request, struct ag_str name, bool alone)
{
    struct ag_str output = ag_request_str(request, AG_REQUEST_output);
    bool slash = output.n == 0 || ag_str_ends(output, AG_STR("/"));

    if (!request->output) {
        file->path = ag_cstr(ctx, name);
        file->to_output = true;
    } else if (slash || !alone) {
        file->path = ag_arena_fmt(&ctx->arena, "%.*s%s%.*s", AG_ARG(output),
                                  slash ? "" : "/", AG_ARG(name))
                         .p;
    } else {
        file->path = ag_cstr(ctx, output);
    }
}

/* The place of a path among those of all outputs. macOS and Windows ignore
 * case. */
static void **
find_path(struct ag_context *ctx, const struct ag_file *file)
{
    struct ag_str path = ag_str(file->path);
    char *key = ag_arena_text(&ctx->arena, path.n + 1);

    key[0] = file->to_output ? '-' : '/';
    for (uint32_t i = 0; i < path.n; i++)
        key[i + 1] = ag_ascii_lower(path.p[i]);
    return ag_map_put(&ctx->paths, &ctx->arena,
                      (struct ag_str){key, path.n + 1, 0});
}

/* Reports two outputs with one path. */
static void
report_same_path(struct ag_context *ctx, struct ag_str first,
                 struct ag_str second)
{
    if (ag_str_eq(first, second))
        ag_report(&ctx->diags, AG_SAME_FILE, nowhere,
                  "two outputs have the path '%.*s'", AG_ARG(second));
    else
        ag_report(&ctx->diags, AG_SAME_FILE, nowhere,
                  "the paths of two outputs differ only in case: '%.*s' and "
                  "'%.*s'", AG_ARG(first), AG_ARG(second));
}

static void
add_file(struct ag_context *ctx, const struct ag_request *request,
         const struct ag_rendered *rendered, bool alone)
{
    struct ag_made_file *file = AG_NEW(&ctx->arena, struct ag_made_file);

    if (rendered->name.n == 0 || !is_safe_path(rendered->name)) {
        ag_report(&ctx->diags, AG_FILE_NAME, nowhere,
                  "target '%s' names a file outside its folder: '%.*s'",
                  request->target, AG_ARG(rendered->name));
        return;
    }
    file->schema = ag_context_check(ctx, request, true);
    set_path(ctx, &file->public, request, rendered->name, alone);
    file->public.text = rendered->text.p ? rendered->text.p : "";
    file->public.size = rendered->text.n;
    void **same = find_path(ctx, &file->public);
    if (*same)
        report_same_path(ctx,
                         ag_str(((struct ag_made_file *)*same)->public.path),
                         ag_str(file->public.path));
    *same = file;
    if (ctx->last_file)
        ctx->last_file->next = file;
    else
        ctx->files = file;
    ctx->last_file = file;
}

/* Adds all files of a target; none after an error. */
static bool
add_files(struct ag_context *ctx, const struct ag_request *request,
          const struct ag_rendered *first)
{
    struct ag_made_file *last = ctx->last_file;

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

/* What outputs name as their sources: the schema files, the releases of
 * libraries that were found, and that of the target's package. */
static const char *const *
list_sources(struct ag_context *ctx, struct ag_str found)
{
    const struct ag_found_release *r = ctx->composition->releases;
    const char **names;
    size_t n = ctx->nname;

    for (; r; r = r->next)
        n++;
    names = AG_NEW_ARRAY(&ctx->arena, const char *, n + 2);
    for (n = 0; n < ctx->nname; n++)
        names[n] = ctx->names[n];
    for (r = ctx->composition->releases; r; r = r->next)
        names[n++] = ag_cstr(ctx, r->text);
    if (found.n)
        names[n] = ag_cstr(ctx, found);
    return names;
}

bool
ag_generate(struct ag_context *ctx, const struct ag_request *request)
{
    struct ag_target_loader from = ag_target_files(ctx);
    const struct ag_schema *schema = ag_context_check(ctx, request, false);
    struct ag_str found;
    struct ag_str name = ag_context_target(
        ctx, ag_request_str(request, AG_REQUEST_target), &found);
    const struct ag_target *target = ag_target_load(
        &from, name, schema, ag_context_customs(ctx, request),
        request->options, request->noption, &ctx->arena, &ctx->diags);

    if (!target || ctx->diags.errors)
        return false;
    ag_context_report_style(ctx, target, request);
    const struct ag_part *here, *parts = ag_request_parts(ctx, request, &here);
    const struct ag_partition *partition =
        here ? ag_partition(schema, parts, here, target->whole, &ctx->arena,
                            &ctx->diags)
             : NULL;
    if (ctx->diags.errors)
        return false;
    struct ag_rendered *first = ag_render(
        schema, partition, target,
        ag_context_tool(ctx, target, &ctx->arena, &ctx->diags),
        list_sources(ctx, found), &ctx->arena, &ctx->diags);
    struct ag_rendered **end = &ctx->rendered;
    while (*end)
        end = &(*end)->next;
    *end = first;
    return ctx->diags.errors == 0 && add_files(ctx, request, first);
}

const struct ag_file *
ag_next_file(struct ag_context *ctx, const struct ag_file *previous)
{
    const struct ag_made_file *file =
        previous ? ((const struct ag_made_file *)previous)->next : ctx->files;

    return file ? &file->public : NULL;
}
