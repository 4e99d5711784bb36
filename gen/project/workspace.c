/* Workspaces: the packages of a repository, by their names. */
#include <stdlib.h>

#include "base/path.h"
#include "gen/project/files.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_PARTS = 64 }; /* of a path that is compared with a pattern */

/* The packages of a workspace, and the search for them. */
struct workspace {
    struct ag_project *project;
    struct ag_str root; /* its folder */
    struct ag_project_package *first, **end;
    const struct pattern *patterns;
    unsigned nfolder; /* folders that were looked at */
};

/* A pattern for folders, without "./" and the last '/'. */
struct pattern {
    const struct pattern *next;
    struct ag_str text;
    bool excludes; /* it began with '!' */
};

/* Patterns. */

/* Whether a name matches a part of a pattern, in which '*' is any text. */
static bool
match_part(struct ag_str pattern, struct ag_str name)
{
    uint32_t i = 0, k = 0, star = UINT32_MAX, from = 0;

    while (k < name.n)
        if (i < pattern.n && pattern.p[i] == '*') {
            star = i++;
            from = k;
        } else if (i < pattern.n && pattern.p[i] == name.p[k]) {
            i++;
            k++;
        } else if (star != UINT32_MAX) {
            i = star + 1;
            k = ++from;
        } else {
            return false;
        }
    while (i < pattern.n && pattern.p[i] == '*')
        i++;
    return i == pattern.n;
}

/* Removes the first part of a path and returns it. */
static struct ag_str
take_part(struct ag_str *path)
{
    struct ag_str part = ag_str_until(*path, '/');

    *path = ag_str_cut(*path, part.n + (part.n < path->n), path->n);
    return part;
}

/* Whether a path matches a pattern, in which a part "**" is any path. */
static bool
match(struct ag_str pattern, struct ag_str path)
{
    /* Bit i: the pattern up to here matches the first i parts. */
    uint64_t now = 1, next;
    struct ag_str parts[MOST_PARTS];
    unsigned n = 0;

    while (path.n && n + 1 < MOST_PARTS)
        parts[n++] = take_part(&path);
    while (pattern.n && now) {
        struct ag_str part = take_part(&pattern);
        next = 0;
        if (ag_str_eq(part, AG_STR("**")))
            next = ~(now - 1) | now; /* all from the lowest bit */
        else
            for (unsigned i = 0; i < n; i++)
                if (now >> i & 1 && match_part(part, parts[i]))
                    next |= (uint64_t)1 << (i + 1);
        now = next;
    }
    return now >> n & 1;
}

/* Adds a pattern to a list. */
static void
add_pattern(struct ag_project *p, const struct pattern **list,
            struct ag_str text)
{
    struct pattern *pattern = AG_NEW(p->arena, struct pattern);

    pattern->excludes = ag_str_starts(text, AG_STR("!"));
    text = ag_str_cut(text, pattern->excludes, text.n);
    while (ag_str_starts(text, AG_STR("./")))
        text = ag_str_cut(text, 2, text.n);
    while (ag_str_ends(text, AG_STR("/")))
        text.n--;
    pattern->text = text;
    pattern->next = *list;
    *list = pattern;
}

/* The patterns of the workspace with this root, the last first; NULL if it is
 * no root. */
static const struct pattern *
patterns_of(struct ag_project *p, struct ag_str root,
            const struct ag_js *manifest)
{
    const struct ag_js *list = ag_project_get(manifest, "workspaces");
    const struct pattern *patterns = NULL;

    if (list && list->kind == AG_JS_OBJECT)
        list = ag_project_get(list, "packages");
    if (list && list->kind == AG_JS_ARRAY)
        for (const struct ag_js *i = list->items; i; i = i->next)
            if (i->kind == AG_JS_STRING)
                add_pattern(p, &patterns, i->text);
    for (const struct ag_pnpm_entry *e = ag_project_pnpm(p, root); e;
         e = e->next)
        if (ag_str_eq(e->list, AG_STR("packages")))
            add_pattern(p, &patterns, e->text);
    return patterns;
}

bool
ag_project_is_workspace(struct ag_project *p,
                        const struct ag_project_folder *folder)
{
    return patterns_of(p, folder->path, folder->manifest) != NULL;
}

/* Folders. */

/* Adds the package in a folder below the root: "", "packages/a". */
static void
add_package(struct workspace *w, struct ag_str path)
{
    struct ag_project *p = w->project;
    struct ag_str folder = ag_arena_fmt(p->arena, "%.*s%.*s%s", AG_ARG(w->root),
                                        AG_ARG(path), path.n ? "/" : "");
    const struct ag_js *manifest = ag_project_json(
        p, ag_arena_join(p->arena, folder, AG_STR("package.json")));
    struct ag_str name = ag_project_text(manifest, "name");

    for (const struct pattern *n = w->patterns; n; n = n->next)
        if (n->excludes && match(n->text, path))
            return;
    if (name.n == 0)
        return;
    *w->end = AG_NEW(p->arena, struct ag_project_package);
    (*w->end)->name = name;
    (*w->end)->folder = folder;
    (*w->end)->manifest = manifest;
    w->end = &(*w->end)->next;
}

/* The names of the folders in a folder. */
struct names {
    struct ag_arena *arena;
    const char **p;
    size_t n, room;
};

static void
add_name(void *more, const char *name)
{
    struct names *names = more;
    size_t n = strlen(name);

    if (name[0] == '.' || strcmp(name, "node_modules") == 0 ||
        names->n >= AG_PROJECT_FOLDERS)
        return;
    if (names->n == names->room) {
        const char **old = names->p;
        names->room = names->room ? 2 * names->room : 16;
        names->p = AG_NEW_ARRAY(names->arena, const char *, names->room);
        if (names->n)
            memcpy(names->p, old, names->n * sizeof *old);
    }
    names->p[names->n++] = ag_arena_cstr(names->arena, name, n);
}

static int
compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the packages below the folder `path` that match the pattern, `levels`
 * folders deep. */
static void
add_below(struct workspace *w, struct ag_str pattern, struct ag_str path,
          int levels)
{
    struct ag_project *p = w->project;
    struct names names = {.arena = p->arena};

    if (levels == 0 || !p->io.list)
        return;
    p->io.list(p->io.self, ag_arena_join(p->arena, w->root, path), add_name,
               &names);
    if (names.n)
        qsort(names.p, names.n, sizeof *names.p, compare);
    for (size_t i = 0; i < names.n && w->nfolder++ < AG_PROJECT_FOLDERS; i++) {
        struct ag_str inner = ag_arena_fmt(p->arena, "%.*s%s%s", AG_ARG(path),
                                           path.n ? "/" : "", names.p[i]);
        if (match(pattern, inner))
            add_package(w, inner);
        add_below(w, pattern, inner, levels - 1);
    }
}

static void
add_matching(struct workspace *w, struct ag_str pattern)
{
    struct ag_str rest = pattern, path = {0};
    int levels = 0;

    for (struct ag_str before = rest; rest.n; before = rest) {
        struct ag_str part = take_part(&rest);
        if (ag_str_find(part, '*') < part.n) {
            rest = before;
            break;
        }
        path = ag_str_cut(pattern, 0, pattern.n - rest.n);
    }
    while (ag_str_ends(path, AG_STR("/")))
        path.n--;
    if (rest.n == 0) {
        add_package(w, path);
        return;
    }
    for (; rest.n && levels < AG_PROJECT_DEPTH; levels++)
        if (ag_str_eq(take_part(&rest), AG_STR("**")))
            levels = AG_PROJECT_DEPTH - 1;
    add_below(w, pattern, path, levels);
}

/* The packages of the workspace with this root, read once. */
static const struct ag_project_package *
packages_of(struct ag_project *p, const struct ag_project_folder *root)
{
    struct ag_str key = ag_arena_join(p->arena, root->path, AG_STR("/"));
    void **known = ag_map_put(&p->workspaces, p->arena, key);
    struct workspace *w = *known;

    if (w)
        return w->first;
    *known = w = AG_NEW(p->arena, struct workspace);
    w->project = p;
    w->root = root->path;
    w->end = &w->first;
    w->patterns = patterns_of(p, root->path, root->manifest);
    for (const struct pattern *n = w->patterns; n; n = n->next)
        if (!n->excludes)
            add_matching(w, n->text);
    add_package(w, (struct ag_str){0});
    return w->first;
}

/* Finding a package. */

struct ag_str
ag_project_range(const struct ag_js *manifest, struct ag_str name)
{
    static const char *const lists[] = {"dependencies", "devDependencies",
                                        "peerDependencies",
                                        "optionalDependencies"};

    for (size_t i = 0; i < COUNT(lists); i++) {
        const struct ag_js *range =
            ag_project_member(ag_project_get(manifest, lists[i]), name);
        if (range && range->kind == AG_JS_STRING)
            return range->text;
    }
    return (struct ag_str){0};
}

/* The package in a folder that a dependency names: link:../other. */
static const struct ag_project_package *
linked(struct ag_project *p, const struct ag_project_folder *folder,
       struct ag_str name, struct ag_str range)
{
    static const struct ag_str protocols[] = {AG_LIT("file:"), AG_LIT("link:"),
                                              AG_LIT("portal:")};

    for (size_t i = 0; i < COUNT(protocols); i++) {
        if (!ag_str_starts(range, protocols[i]))
            continue;
        struct ag_project_package *package =
            AG_NEW(p->arena, struct ag_project_package);
        range = ag_str_cut(range, protocols[i].n, range.n);
        package->name = name;
        package->folder = ag_path_normalize(
            p->arena, ag_arena_fmt(p->arena, "%.*s%.*s/", AG_ARG(folder->path),
                                   AG_ARG(range)));
        package->manifest =
            ag_project_json(p, ag_arena_join(p->arena, package->folder,
                                             AG_STR("package.json")));
        return package->manifest ? package : NULL;
    }
    return NULL;
}

/* Whether pnpm takes a dependency with this range from elsewhere, although the
 * workspace may have a package of its name. */
static bool
is_foreign(struct ag_project *p, const struct ag_project_folder *root,
           struct ag_str range)
{
    return range.n && !ag_str_starts(range, AG_STR("workspace:")) &&
           !ag_str_eq(range, AG_STR("*")) && ag_project_pnpm(p, root->path);
}

const struct ag_project_package *
ag_project_package(struct ag_project *p, struct ag_project_folder *folder,
                   struct ag_str name)
{
    const struct ag_project_package *package;
    struct ag_str range;

    if (name.n == 0 || ag_str_find(name, ':') < name.n)
        return NULL;
    while (folder->up && !folder->manifest)
        folder = folder->up;
    if (ag_str_eq(ag_project_text(folder->manifest, "name"), name)) {
        struct ag_project_package *own =
            AG_NEW(p->arena, struct ag_project_package);
        *own = (struct ag_project_package){NULL, name, folder->path,
                                           folder->manifest};
        return own;
    }
    range = ag_project_range(folder->manifest, name);
    package = linked(p, folder, name, range);
    if (package)
        return package;
    while (folder->up && !folder->workspace)
        folder = folder->up;
    if (!folder->workspace || is_foreign(p, folder, range))
        return NULL;
    package = packages_of(p, folder);
    while (package && !ag_str_eq(package->name, name))
        package = package->next;
    return package;
}
