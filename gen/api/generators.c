/*
 * Converts the generator blocks of a schema to requests.
 */
#include <string.h>

#include "base/path.h"
#include "gen/api/context.h"
#include "gen/compose/compose.h"
#include "gen/target/partition.h"

struct ag_generator {
    struct ag_request request; /* first: its address is the list element's */
    struct ag_generator *next;
    struct ag_str texts[AG_NREQUEST_TEXT]; /* with their positions */
};

/* Requests of the schema. */

/* `path`, written in a schema, relative to that file's folder. */
static struct ag_str
from_folder(struct ag_context *ctx, struct ag_str path)
{
    const struct ag_source *source = ag_source_of(&ctx->sources, path.at);
    struct ag_str folder = ag_path_folder(source ? source->name : AG_STR(""));

    if (folder.n == 0 || ag_str_starts(path, AG_STR("/")))
        return path;
    if (ag_str_starts(path, AG_STR("./")))
        path = ag_str_cut(path, 2, path.n);
    return ag_arena_fmt(&ctx->arena, "%.*s%.*s", AG_ARG(folder), AG_ARG(path));
}

/* The same for a target, if it is the path of a manifest. */
static struct ag_str
manifest_from_folder(struct ag_context *ctx, struct ag_str target)
{
    if (!ag_path_is_file(target))
        return target;
    target = from_folder(ctx, target);
    return ag_path_is_file(target)
               ? target
               : ag_arena_fmt(&ctx->arena, "./%.*s", AG_ARG(target));
}

/* The settings of a generator block that are members of a request. All others
 * are options of the target. */
static const struct {
    struct ag_str name;
    size_t member;
    const char *doc; /* NULL: as that of `config` */
} settings[] = {
    [AG_REQUEST_target] =
        {AG_LIT("target"), offsetof(struct ag_request, target),
         "The target, such as drizzle, if the provider is authgen."},
    [AG_REQUEST_output] =
        {AG_LIT("output"), offsetof(struct ag_request, output),
         "The file or folder to write, relative to the schema's folder."},
    [AG_REQUEST_dialect] = {AG_LIT("dialect"),
                            offsetof(struct ag_request, dialect),
                            "The dialect; default: that of the datasource."},
    [AG_REQUEST_only] =
        {AG_LIT("only"), offsetof(struct ag_request, only),
         "The library, preset or file whose declarations are generated."},
    [AG_REQUEST_columns] = {AG_LIT("columns"),
                            offsetof(struct ag_request, columns), NULL},
    [AG_REQUEST_convention] = {AG_LIT("convention"),
                               offsetof(struct ag_request, convention), NULL},
    [AG_REQUEST_id] = {AG_LIT("id"), offsetof(struct ag_request, id), NULL},
    [AG_REQUEST_prefix] = {AG_LIT("prefix"),
                           offsetof(struct ag_request, prefix), NULL},
    [AG_REQUEST_schema] = {AG_LIT("schema"),
                           offsetof(struct ag_request, schema), NULL},
    [AG_REQUEST_tables] = {AG_LIT("tables"),
                           offsetof(struct ag_request, tables), NULL},
};
_Static_assert(sizeof settings / sizeof *settings == AG_NREQUEST_TEXT,
               "every member has a setting");

static const char *
member_of(const struct ag_request *request, enum ag_request_text which)
{
    return *(const char *const *)((const char *)request +
                                  settings[which].member);
}

bool
ag_request_inherits(const struct ag_request *request,
                    enum ag_request_text which)
{
    const char *value = member_of(request, which);
    struct ag_str text = request->generator ? request->generator->texts[which]
                                            : (struct ag_str){0};

    return value && text.p && ag_str_eq(text, ag_str(value));
}

struct ag_str
ag_request_str(const struct ag_request *request, enum ag_request_text which)
{
    const char *value = member_of(request, which);

    if (ag_request_inherits(request, which))
        return request->generator->texts[which];
    return value ? ag_str(value) : AG_STR("");
}

/* Sets a member of a generator's request to the value of a setting. */
static void
set_text(struct ag_context *ctx, struct ag_generator *generator,
         enum ag_request_text which, struct ag_str text)
{
    char *request = (char *)&generator->request;

    generator->texts[which] = text;
    *(const char **)(request + settings[which].member) = ag_cstr(ctx, text);
}

bool
ag_request_setting(size_t i, const char **name, const char **doc)
{
    if (i == 0) {
        *name = "provider";
        *doc = "What makes the output: authgen, a generator of Prisma, or in a "
               "schema for authgen alone a target, such as drizzle.";
        return true;
    }
    if (--i >= sizeof settings / sizeof *settings)
        return false;
    *name = settings[i].name.p;
    *doc = settings[i].doc;
    return true;
}

/* The text of a setting's value; if it is not a string, reports an error and
 * returns false. */
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
    case AG_EXPR_CALL:
    case AG_EXPR_ARRAY:
    case AG_EXPR_OBJECT:
        break;
    }
    ag_report(&ctx->diags, AG_GENERATOR_SETTING, ag_expr_span(value),
              "the value of '%.*s' in a generator must be a string",
              AG_ARG(setting->name));
    return false;
}

/* The member of a request that a setting sets; AG_NREQUEST_TEXT if it is an
 * option of the target, AG_NREQUEST_TEXT + 1 if it is neither. */
static int
setting_member(struct ag_str name, bool authgen)
{
    const bool provider = ag_str_eq(name, AG_STR("provider"));
    int which = 0;

    if (provider)
        return authgen ? AG_NREQUEST_TEXT + 1 : AG_REQUEST_target;
    while (which < AG_NREQUEST_TEXT && !ag_str_eq(settings[which].name, name))
        which++;
    return which == AG_REQUEST_target && !authgen ? AG_NREQUEST_TEXT : which;
}

/* Adds the request of a generator block; `authgen`: its provider is not the
 * target, but authgen. */
static void
add_generator(struct ag_context *ctx, const struct ag_decl *block, bool authgen)
{
    struct ag_generator *generator = AG_NEW(&ctx->arena, struct ag_generator);
    struct ag_request *request = &generator->request;
    struct ag_option *options;
    size_t nsetting = 0;

    for (const struct ag_member *m = block->members; m; m = m->next)
        nsetting++;
    options = AG_NEW_ARRAY(&ctx->arena, struct ag_option, nsetting);
    request->options = options;
    request->generator = generator;
    request->name = ag_cstr(ctx, block->name);
    for (const struct ag_member *m = block->members; m; m = m->next) {
        struct ag_str text;
        if (m->kind != AG_MEMBER_SETTING || !setting_text(ctx, m, &text))
            continue;
        int which = setting_member(m->name, authgen);
        if (which == AG_REQUEST_output)
            text = from_folder(ctx, text);
        else if (which == AG_REQUEST_target)
            text = manifest_from_folder(ctx, text);
        if (which < AG_NREQUEST_TEXT)
            set_text(ctx, generator, (enum ag_request_text)which, text);
        else if (which == AG_NREQUEST_TEXT)
            options[request->noption++] = (struct ag_option){
                ag_cstr(ctx, m->name), ag_cstr(ctx, text), m->name.at};
    }
    if (!request->target)
        return; /* it is no string, which has been reported */
    if (ctx->last_generator)
        ctx->last_generator->next = generator;
    else
        ctx->generators = generator;
    ctx->last_generator = generator;
}

/* Reports a generator block that does not say its target. */
static void
report_no_target(struct ag_context *ctx, const struct ag_decl *block,
                 const struct ag_expr *provider)
{
    struct ag_diag *diag = ag_report(
        &ctx->diags, AG_GENERATOR_TARGET, ag_expr_span(provider),
        "generator '%.*s' has no target", AG_ARG(block->name));

    ag_note(&ctx->diags, diag, (struct ag_span){0, 0},
            "add a line such as `target = \"drizzle\"`; `authgen targets` lists "
            "the targets");
}

/* Warns about a block that makes `prisma generate` fail for the whole file. */
static void
report_for_prisma(struct ag_context *ctx, const struct ag_expr *provider)
{
    const struct ag_source *source =
        ag_source_of(&ctx->sources, provider->text.at);

    if (!source || !ag_str_ends(source->name, AG_STR(".prisma")))
        return;
    struct ag_diag *diag =
        ag_report(&ctx->diags, AG_PRISMA_PROVIDER, ag_expr_span(provider),
                  "`prisma generate` cannot run the provider '%.*s'",
                  AG_ARG(provider->text));
    ag_note(&ctx->diags, diag, (struct ag_span){0, 0},
            "write `provider = \"authgen\"` and `target = \"%.*s\"`",
            AG_ARG(provider->text));
    ag_fix(&ctx->diags, diag, ag_expr_span(provider),
           ag_arena_fmt(&ctx->arena, "\"authgen\"\n  target   = \"%.*s\"",
                        AG_ARG(provider->text)));
}

static void
find_generators(struct ag_context *ctx)
{
    for (const struct ag_composed *d = ctx->composition->first; d;
         d = d->next) {
        if (d->node->subject != AG_SUBJECT_generator)
            continue;
        const struct ag_expr *provider =
            ag_setting(d->node, AG_STR("provider"));
        if (!provider || provider->kind != AG_EXPR_STRING ||
            !ag_provider_is_ours(provider->text))
            continue;
        bool authgen = ag_provider_is_authgen(provider->text);
        if (!authgen)
            report_for_prisma(ctx, provider);
        if (!authgen || ag_setting(d->node, AG_STR("target")))
            add_generator(ctx, d->node, authgen);
        else
            report_no_target(ctx, d->node, provider);
    }
}

const struct ag_composition *
ag_context_composition(struct ag_context *ctx)
{
    const struct ag_use_loader from = ag_use_files(ctx);

    if (!ctx->composition) {
        ctx->composition =
            ag_compose(&ctx->roots, &from, &ctx->arena, &ctx->diags);
        ctx->generators = ctx->last_generator = NULL;
        find_generators(ctx);
    }
    return ctx->composition;
}

const struct ag_request *
ag_next_request(struct ag_context *ctx, const struct ag_request *previous)
{
    const struct ag_generator *generator;

    if (previous) {
        generator = previous->generator->next;
    } else {
        ag_context_composition(ctx);
        generator = ctx->generators;
    }
    return generator ? &generator->request : NULL;
}

/* Several outputs of one schema. */

/* The relative path from the file or folder `from` to `to`, for an import. */
static struct ag_str
import_path(struct ag_context *ctx, struct ag_str from, struct ag_str to)
{
    uint32_t same = 0, i = 0;
    struct ag_str way = AG_STR("");

    from = ag_path_normalize(&ctx->arena, from);
    to = ag_path_normalize(&ctx->arena, to);
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
same_text(const struct ag_request *a, const struct ag_request *b,
          enum ag_request_text which)
{
    return ag_str_eq(ag_request_str(a, which), ag_request_str(b, which));
}

const struct ag_part *
ag_request_parts(struct ag_context *ctx, const struct ag_request *request,
                 const struct ag_part **here)
{
    const struct ag_generator *own = request->generator;
    struct ag_part *parts = NULL, **end = &parts;
    bool several = false;

    *here = NULL;
    for (const struct ag_generator *g = own ? ctx->generators : NULL; g;
         g = g->next) {
        if (!same_text(&g->request, &own->request, AG_REQUEST_target) ||
            !same_text(&g->request, &own->request, AG_REQUEST_dialect))
            continue;
        struct ag_str only = ag_request_str(&g->request, AG_REQUEST_only);
        struct ag_span span = ag_str_span(only);
        several |= only.n > 0;
        if (ag_path_is_source(only))
            only = ag_path_normalize(&ctx->arena, from_folder(ctx, only));
        if (g != own && only.n == 0 && !own->request.only)
            continue;
        *end = AG_NEW(&ctx->arena, struct ag_part);
        (*end)->only = only;
        (*end)->only_span = span;
        (*end)->module =
            import_path(ctx, ag_request_str(&own->request, AG_REQUEST_output),
                        ag_request_str(&g->request, AG_REQUEST_output));
        if (g == own)
            *here = *end;
        end = &(*end)->next;
    }
    if (!several)
        *here = NULL;
    return parts;
}
