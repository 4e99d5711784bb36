/*
 * What the generator blocks of a schema ask for, as requests.
 */
#include <string.h>

#include "base/path.h"
#include "gen/api/context.h"
#include "gen/compose/compose.h"
#include "gen/target/partition.h"

struct ag_made_request {
    struct ag_request public; /* first: the list hands out its address */
    struct ag_made_request *next;
};

/* A string of a request that was cut from the schema; by its address a message
 * finds the place again. */
struct ag_located_string {
    struct ag_located_string *next;
    const char *p;
    struct ag_str text;
};

static const char *
place_string(struct ag_context *ctx, struct ag_str s)
{
    struct ag_located_string *placed =
        AG_NEW(&ctx->arena, struct ag_located_string);

    placed->p = ag_cstr(ctx, s);
    placed->text = s;
    placed->next = ctx->placed;
    ctx->placed = placed;
    return placed->p;
}

struct ag_str
ag_request_str(const struct ag_context *ctx, const char *p)
{
    if (!p)
        return AG_STR("");
    for (const struct ag_located_string *placed = ctx->placed; placed;
         placed = placed->next)
        if (placed->p == p)
            return placed->text;
    return ag_str(p);
}

/* Requests of the schema. */

/* `path`, which stands in the schema, from that file's folder. */
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

/* The settings of a generator block that are members of a request; all others
 * are options of the target. */
static const struct {
    struct ag_str name;
    size_t member;
    const char *doc; /* NULL: as that of `config` */
} settings[] = {
    {AG_LIT("provider"), offsetof(struct ag_request, target),
     "The target, such as drizzle, or a generator of Prisma's."},
    {AG_LIT("output"), offsetof(struct ag_request, output),
     "The file, or the folder, from that of the schema."},
    {AG_LIT("dialect"), offsetof(struct ag_request, dialect),
     "The database, if it is not that of the datasource."},
    {AG_LIT("only"), offsetof(struct ag_request, only),
     "The library, preset or file whose declarations this output holds."},
    {AG_LIT("columns"), offsetof(struct ag_request, columns), NULL},
    {AG_LIT("id"), offsetof(struct ag_request, id), NULL},
    {AG_LIT("prefix"), offsetof(struct ag_request, prefix), NULL},
    {AG_LIT("schema"), offsetof(struct ag_request, schema), NULL},
    {AG_LIT("tables"), offsetof(struct ag_request, tables), NULL},
};

static const char **
request_member(struct ag_request *request, struct ag_str name)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (ag_str_eq(settings[i].name, name))
            return (const char **)((char *)request + settings[i].member);
    return NULL;
}

bool
ag_request_setting(size_t i, const char **name, const char **doc)
{
    if (i >= sizeof settings / sizeof *settings)
        return false;
    *name = settings[i].name.p;
    *doc = settings[i].doc;
    return true;
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
    struct ag_made_request *request =
        AG_NEW(&ctx->arena, struct ag_made_request);
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
                ag_cstr(ctx, m->name), ag_cstr(ctx, text), m->name.at};
    }
    if (public->output)
        public->output = place_string(
            ctx, from_folder(ctx, ag_request_str(ctx, public->output)));
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
        if (decl->subject != AG_SUBJECT_generator)
            continue;
        const struct ag_expr *provider = ag_setting(decl, AG_STR("provider"));
        if (provider && provider->kind == AG_EXPR_STRING &&
            ag_target_known(provider->text))
            add_request(ctx, decl);
    }
}

const struct ag_tree *
ag_context_tree(struct ag_context *ctx)
{
    const struct ag_use_loader from = ag_use_files(ctx);

    if (!ctx->composed) {
        ctx->composed = ag_compose(&ctx->tree, &from, &ctx->arena, &ctx->diags);
        ctx->requests = ctx->last_request = NULL;
        find_requests(ctx);
    }
    return ctx->composed;
}

const struct ag_request *
ag_next_request(struct ag_context *ctx, const struct ag_request *previous)
{
    const struct ag_made_request *request;

    if (previous) {
        request = ((const struct ag_made_request *)previous)->next;
    } else {
        ag_context_tree(ctx);
        request = ctx->requests;
    }
    return request ? &request->public : NULL;
}

/* Several outputs of one schema. */

/* The way from the file or folder `from` to `to`, as an import has it. */
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
same_text(const struct ag_context *ctx, const char *a, const char *b)
{
    return ag_str_eq(ag_request_str(ctx, a), ag_request_str(ctx, b));
}

const struct ag_part *
ag_request_parts(struct ag_context *ctx, const struct ag_request *request,
                 const struct ag_part **here)
{
    struct ag_part *parts = NULL, **end = &parts;
    const struct ag_request *own = NULL;
    bool several = false;

    *here = NULL;
    for (const struct ag_made_request *r = ctx->requests; r && !own;
         r = r->next)
        if (r->public.output == request->output &&
            r->public.options == request->options)
            own = &r->public;
    for (const struct ag_made_request *r = own ? ctx->requests : NULL; r;
         r = r->next) {
        if (!same_text(ctx, r->public.target, own->target) ||
            !same_text(ctx, r->public.dialect, own->dialect))
            continue;
        struct ag_str only = ag_request_str(ctx, r->public.only);
        struct ag_span said = ag_str_span(only);
        several |= only.n > 0;
        if (ag_path_is_file(only))
            only = ag_path_normalize(&ctx->arena, from_folder(ctx, only));
        if (&r->public != own && only.n == 0 && !own->only)
            continue;
        *end = AG_NEW(&ctx->arena, struct ag_part);
        (*end)->only = only;
        (*end)->only_span = said;
        (*end)->module = import_path(ctx, ag_request_str(ctx, own->output),
                                     ag_request_str(ctx, r->public.output));
        if (&r->public == own)
            *here = *end;
        end = &(*end)->next;
    }
    if (!several)
        *here = NULL;
    return parts;
}
