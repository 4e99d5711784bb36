/*
 * The target of a request. "drizzle" is the target for the release of
 * drizzle-orm that is installed in the project: "drizzle@1" for 1.0. The
 * manifest of "drizzle" says the packages, and the release that it is for
 * itself. If nobody names a target, the release that package.json asks for
 * counts, too.
 */
#include "base/path.h"
#include "gen/api/context.h"
#include "gen/project/project.h"
#include "gen/target/target.h"

/* The file whose project counts: the first configuration, else the first
 * schema. */
static struct ag_str
file_of(const struct ag_composition *composition)
{
    const struct ag_unit *first = NULL;

    for (const struct ag_unit *u = composition->units.first; u; u = u->next) {
        if (u->library && u->source && u->source->generated)
            return u->name;
        if (!first && u->source && !u->source->made)
            first = u;
    }
    return first ? first->name : AG_STR("");
}

/* Finds the release of one of the packages in a list, which blanks separate. */
static bool
find_release(struct ag_context *ctx, struct ag_str packages,
             struct ag_release *release, struct ag_str *package)
{
    struct ag_str file = file_of(ctx->composition);

    while (packages.n) {
        *package = ag_str_until(packages, ' ');
        if (ag_project_release(ag_context_project(ctx), file,
                               ag_cstr(ctx, *package), release))
            return true;
        packages = ag_str_cut(packages, package->n + (package->n < packages.n),
                              packages.n);
    }
    return false;
}

/* ag_context_target; `asked`: package.json counts, too. */
static struct ag_str
choose(struct ag_context *ctx, struct ag_str name, bool asked,
       struct ag_str *found)
{
    struct ag_str base = ag_str_until(name, '@'), known = {0}, package = {0};
    struct ag_str pinned = ag_str_cut(name, base.n + (base.n < name.n), name.n);
    const struct ag_target_loader from = ag_target_files(ctx);
    struct ag_release_choice choice = {.fits = false};
    struct ag_str packages, plain;
    struct ag_release release;

    *found = (struct ag_str){0};
    if (ag_path_is_file(name) ||
        !ag_target_packages(&from, base, &packages, &plain, &ctx->arena))
        return name;
    if (pinned.n ? !ag_release_parse(pinned, &release)
                 : !find_release(ctx, packages, &release, &package) ||
                       !(asked || release.installed))
        return name;
    ag_release_try(&choice, &release, plain);
    while ((known = ag_target_next(known)).n)
        if (ag_str_eq(ag_str_until(known, '@'), base) && known.n > base.n)
            ag_release_try(&choice, &release,
                           ag_str_cut(known, base.n + 1, known.n));
    if (pinned.n && !choice.fits)
        return name;
    if (ag_str_eq(choice.best, plain))
        return base;
    if (!pinned.n)
        *found = ag_arena_fmt(&ctx->arena, "%.*s %.*s (%.*s)", AG_ARG(package),
                              AG_ARG(choice.best),
                              AG_ARG(ag_project_shown(release.from)));
    return ag_arena_fmt(&ctx->arena, "%.*s@%.*s", AG_ARG(base),
                        AG_ARG(choice.best));
}

struct ag_str
ag_context_target(struct ag_context *ctx, struct ag_str name,
                  struct ag_str *found)
{
    struct ag_str target = choose(ctx, name, false, found);

    if (ag_str_eq(target, ctx->adapter_target))
        *found = ctx->adapter_release;
    return target;
}

const struct ag_target_custom *
ag_context_customs(struct ag_context *ctx, const struct ag_request *request)
{
    struct ag_str file = ag_request_str(request, AG_REQUEST_output);
    struct ag_str folder = ag_path_folder(file);
    struct ag_project_style style;
    struct ag_target_custom *customs;

    if (file.n == 0)
        file = file_of(ctx->composition);
    else if (ag_str_find(ag_str_cut(file, folder.n, file.n), '.') ==
             file.n - folder.n)
        file = ag_arena_fmt(&ctx->arena, "%.*s/", AG_ARG(file));
    ag_project_style(ag_context_project(ctx), file, &style);
    ctx->unread = style.unread;
    ctx->ignored = style.ignored;
    const struct ag_target_custom all[] = {
        {"width", style.width},           {"indent", style.indent},
        {"tabs", style.tabs},             {"quotes", style.quotes},
        {"semicolons", style.semicolons}, {"commas", style.commas},
        {"spacing", style.spacing},       {"parens", style.parens},
        {"newline", style.newline},       {"formatter", style.formatter},
        {"imports", style.imports},       {NULL, {0}},
    };
    customs = AG_NEW_ARRAY(&ctx->arena, struct ag_target_custom,
                           sizeof all / sizeof *all);
    memcpy(customs, all, sizeof all);
    return customs;
}

void
ag_context_report_style(struct ag_context *ctx, const struct ag_target *target,
                        const struct ag_request *request)
{
    static const struct ag_span nowhere = {0, 0};
    const struct ag_target_opt *o = target->options;
    struct ag_diag *diag;

    while (o && !(o->custom && strcmp(o->custom, "width") == 0))
        o = o->next;
    for (size_t i = 0; o && i < request->noption; i++)
        if (ag_str_eq(ag_str(request->options[i].name), o->name))
            return; /* whoever gives it knows the settings */
    if (!o || ctx->unread.n == 0 ||
        ag_str_eq(ctx->unread, ctx->unread_reported))
        return;
    ctx->unread_reported = ctx->unread;
    if (ctx->ignored.n) {
        diag = ag_report(&ctx->diags, AG_STYLE_UNREAD, nowhere,
                         "the setting '%.*s' of the formatter in '%.*s' is not "
                         "followed",
                         AG_ARG(ctx->ignored), AG_ARG(ctx->unread));
        ag_note(&ctx->diags, diag, nowhere,
                "exclude the output from the formatter, or run that after "
                "authgen");
        return;
    }
    diag = ag_report(&ctx->diags, AG_STYLE_UNREAD, nowhere,
                     "the settings of prettier in '%.*s' cannot be read "
                     "without running it",
                     AG_ARG(ctx->unread));
    ag_note(&ctx->diags, diag, nowhere,
            "write them as a plain object, or as options such as -O %.*s=100",
            AG_ARG(o->name));
}

const char *
ag_adapter_target(struct ag_context *ctx)
{
    const char *target = ag_context_composition(ctx)->target;

    if (!target)
        return NULL;
    ctx->adapter_target =
        choose(ctx, ag_str(target), true, &ctx->adapter_release);
    return ag_cstr(ctx, ctx->adapter_target);
}
