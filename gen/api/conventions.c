/*
 * Finds conventions: the preset convention/NAME, or a file. Both consist of a
 * `config` block.
 *
 * Like other presets, "better-auth@1.4/drizzle" is that of the next newer
 * release that has one, at last "better-auth/drizzle".
 */
#include "base/path.h"
#include "gen/api/context.h"
#include "grammar/parse.h"

/* A convention that was read. */
struct ag_read_convention {
    struct ag_read_convention *next;
    struct ag_str name;           /* of its preset or file */
    const struct ag_decl *config; /* NULL: there was a mistake */
};

/* The release in the name of a convention: "1.4" of "better-auth@1.4/drizzle".
 * Sets the parts around "@1.4". */
static struct ag_str
split(struct ag_str name, struct ag_str *library, struct ag_str *rest)
{
    struct ag_str head = ag_str_until(name, '/');

    *library = ag_str_until(head, '@');
    *rest = ag_str_cut(name, head.n, name.n);
    return ag_str_cut(head, library->n + (library->n < head.n), head.n);
}

/* The preset of the next newer release of a convention; empty: none. */
static struct ag_str
find_newer(struct ag_context *ctx, struct ag_str name)
{
    const struct ag_use_loader from = ag_use_files(ctx);
    struct ag_str library, rest, release = split(name, &library, &rest);
    struct ag_str found = {0}, best = {0}, known = {0};

    if (rest.n == 0 || release.n == 0)
        return found;
    while ((known = from.next_preset(from.self, known)).n) {
        struct ag_str l, r, version;
        if (!ag_str_starts(known, AG_STR(AG_CONVENTIONS)))
            continue;
        version = split(ag_str_cut(known, sizeof AG_CONVENTIONS - 1, known.n),
                        &l, &r);
        if (!ag_str_eq(l, library) || !ag_str_eq(r, rest) ||
            (version.n && ag_is_older_version(version, release)))
            continue;
        if (!found.n ||
            (version.n && (!best.n || ag_is_older_version(version, best)))) {
            found = known;
            best = version;
        }
    }
    return found;
}

static void
report_unknown(struct ag_context *ctx, struct ag_str name,
               struct ag_diags *diags)
{
    const struct ag_use_loader from = ag_use_files(ctx);
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_str known = {0}, list = {0};
    struct ag_diag *diag = ag_report(diags, AG_UNKNOWN_USE, ag_str_span(name),
                                     "unknown convention '%.*s'", AG_ARG(name));

    while ((known = from.next_preset(from.self, known)).n) {
        struct ag_str rest =
            ag_str_cut(known, sizeof AG_CONVENTIONS - 1, known.n);
        if (!ag_str_starts(known, AG_STR(AG_CONVENTIONS)))
            continue;
        ag_nearest_try(&nearest, rest);
        list = ag_arena_fmt(&ctx->arena, "%.*s%s%.*s", AG_ARG(list),
                            list.n ? ", " : "", AG_ARG(rest));
    }
    if (nearest.best.n)
        ag_note_nearest(diags, diag, ag_str_span(name), &nearest);
    else
        ag_note(diags, diag, (struct ag_span){0, 0}, "the conventions are %.*s",
                AG_ARG(list));
}

/* The source of a convention, whose file or preset is `full`; NULL after a
 * message. */
static struct ag_source *
read_source(struct ag_context *ctx, struct ag_str name, struct ag_str full,
            struct ag_diags *diags)
{
    const struct ag_use_loader from = ag_use_files(ctx);
    bool file = ag_path_is_source(name);
    const char *why = NULL;
    struct ag_source *source = file ? from.file(from.self, full, &why)
                                    : from.preset(from.self, full, &why);

    if (!source && !why) {
        struct ag_str newer = find_newer(ctx, name);
        if (newer.n)
            source = from.preset(from.self, newer, &why);
    }
    if (!source && why)
        ag_report(diags, AG_FILE_READ, ag_str_span(name),
                  "cannot read '%.*s': %s", AG_ARG(full), why);
    else if (!source)
        report_unknown(ctx, name, diags);
    return source;
}

/* The only declaration of a convention; NULL after a message. */
static const struct ag_decl *
only_config(const struct ag_tree *tree, struct ag_str name,
            struct ag_diags *diags)
{
    const struct ag_decl *config = tree->first;

    if (config && config->subject == AG_SUBJECT_config &&
        config->kind == AG_DECL_BLOCK && !config->next)
        return config;
    ag_report(diags, AG_BAD_SETTING, ag_str_span(name),
              "'%.*s' is not a convention, which consists of a config block",
              AG_ARG(name));
    return NULL;
}

const struct ag_decl *
ag_context_convention(struct ag_context *ctx, struct ag_str name,
                      struct ag_diags *diags)
{
    const struct ag_source *user = ag_source_of(&ctx->sources, name.at);
    struct ag_str full =
        ag_path_is_source(name)
            ? ag_path_from(&ctx->arena, user ? user->name : AG_STR(""), name)
            : ag_arena_fmt(&ctx->arena, AG_CONVENTIONS "%.*s", AG_ARG(name));
    struct ag_read_convention *read = ctx->conventions;
    struct ag_tree tree = {0};
    struct ag_source *source;

    while (read && !ag_str_eq(read->name, full))
        read = read->next;
    if (read)
        return read->config;
    source = read_source(ctx, name, full, diags);
    if (!source)
        return NULL;
    ag_parse(&tree, AG_GRAMMAR_SCHEMA, source, &ctx->arena, diags);
    read = AG_NEW(&ctx->arena, struct ag_read_convention);
    read->name = full;
    read->config = only_config(&tree, name, diags);
    read->next = ctx->conventions;
    ctx->conventions = read;
    return read->config;
}
