/* The modules of packages: `imports`, `exports`, `main` of package.json. */
#include "base/path.h"
#include "gen/project/files.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DEEPEST = 8 }; /* nested conditions */

/* A target of package.json. */
struct target {
    struct ag_project_search *search;
    struct ag_str folder; /* of the package */
    struct ag_str star;   /* what `*` of the pattern matches */
    struct ag_str from;   /* the package.json */
    bool packages;        /* it may be the name of a package */
};

/* Folders whose files are built from src/. */
static const struct ag_str built[] = {
    AG_LIT("dist/"), AG_LIT("build/"), AG_LIT("lib/"),   AG_LIT("out/"),
    AG_LIT("esm/"),  AG_LIT("cjs/"),   AG_LIT("types/"),
};

/* Endings of built files. */
static const struct ag_str built_endings[] = {
    AG_LIT(".d.ts"), AG_LIT(".d.mts"), AG_LIT(".d.cts"),
    AG_LIT(".js"),   AG_LIT(".mjs"),   AG_LIT(".cjs"),
};

static bool
try_in(const struct target *t, const char *folder, struct ag_str path)
{
    return ag_project_try(t->search,
                          ag_arena_fmt(t->search->project->arena, "%.*s%s%.*s",
                                       AG_ARG(t->folder), folder, AG_ARG(path)),
                          t->from);
}

/* Looks for the source of a file, and for the file. A built file may be old, or
 * one text of many modules, so its source is preferred. */
static bool
try_target(const struct target *t, struct ag_str path)
{
    struct ag_str stem, rest;
    bool again = true;

    path = ag_project_fill(t->search->project, path, t->star);
    if (t->packages && !ag_path_is_file(path)) {
        t->search->name = path;
        return ag_project_try_packages(t->search);
    }
    if (ag_str_starts(path, AG_STR("./")))
        path = ag_str_cut(path, 2, path.n);
    stem = path;
    for (size_t i = 0; i < COUNT(built_endings) && stem.n == path.n; i++)
        if (ag_str_ends(path, built_endings[i]))
            stem.n -= built_endings[i].n;
    for (rest = stem; again;) {
        again = false;
        for (size_t i = 0; i < COUNT(built) && !again; i++)
            if (ag_str_starts(rest, built[i])) {
                rest = ag_str_cut(rest, built[i].n, rest.n);
                again = true;
            }
        if (again && try_in(t, "src/", rest))
            return true;
        /* dist/src/index.js */
        if (again && ag_str_starts(rest, AG_STR("src/")) && try_in(t, "", rest))
            return true;
    }
    if (stem.n < path.n && try_in(t, "", stem))
        return true;
    return !ag_str_ends(path, AG_STR(".d.ts")) && try_in(t, "", path);
}

/* Looks for a value of `exports` or `imports`: a path, a list, or conditions of
 * which the first with a file counts. */
static bool
try_value(const struct target *t, const struct ag_js *value, int depth)
{
    bool list = value->kind == AG_JS_OBJECT || value->kind == AG_JS_ARRAY;

    if (value->kind == AG_JS_STRING)
        return try_target(t, value->text);
    for (const struct ag_js *v = list && depth < DEEPEST ? value->items : NULL;
         v; v = v->next)
        if (try_value(t, v, depth + 1))
            return true;
    return false;
}

/* Looks for `name` in a map from names and patterns to values: a name without
 * '*' first. */
static bool
try_map(struct target *t, const struct ag_js *map, struct ag_str name)
{
    if (!map || map->kind != AG_JS_OBJECT)
        return false;
    for (int pattern = 0; pattern < 2; pattern++)
        for (const struct ag_js *m = map->items; m; m = m->next)
            if ((ag_str_find(m->key, '*') < m->key.n) == pattern &&
                ag_project_match(m->key, name, &t->star) && try_value(t, m, 0))
                return true;
    return false;
}

bool
ag_project_try_imports(struct ag_project_search *s)
{
    const struct ag_project_folder *folder = s->folder;

    if (!ag_str_starts(s->name, AG_STR("#")))
        return false;
    while (folder && !folder->manifest)
        folder = folder->up;
    if (!folder)
        return false;
    const struct ag_js *imports = ag_project_get(folder->manifest, "imports");
    struct target t = {.search = s, .folder = folder->path, .packages = true};
    struct ag_str name = s->name;
    t.from =
        ag_arena_join(s->project->arena, folder->path, AG_STR("package.json"));
    bool found = try_map(&t, imports, name);
    s->name = name;
    s->ours |= found || s->tried.n;
    return found;
}

/* Whether the value of `exports` is that of the package itself, without a list
 * of names. */
static bool
is_whole(const struct ag_js *exports)
{
    return exports->kind != AG_JS_OBJECT || !exports->items ||
           !ag_str_starts(exports->items->key, AG_STR("."));
}

/* Looks for a module of a package; `name` is the part after the package's name,
 * without a '/'. */
static bool
try_package(struct ag_project_search *s,
            const struct ag_project_package *package, struct ag_str name)
{
    static const char *const mains[] = {"main", "module", "types"};
    const struct ag_js *exports = ag_project_get(package->manifest, "exports");
    struct target t = {.search = s, .folder = package->folder};
    struct ag_str key = ag_arena_fmt(s->project->arena, ".%s%.*s",
                                     name.n ? "/" : "", AG_ARG(name));

    t.from = ag_arena_join(s->project->arena, package->folder,
                           AG_STR("package.json"));
    if (exports && is_whole(exports)) {
        if (name.n == 0 && try_value(&t, exports, 0))
            return true;
    } else if (try_map(&t, exports, key)) {
        return true;
    }
    t.star = (struct ag_str){0};
    if (name.n)
        return try_in(&t, "src/", name) || try_in(&t, "", name);
    for (size_t i = 0; i < COUNT(mains); i++) {
        struct ag_str main = ag_project_text(package->manifest, mains[i]);
        if (main.n && try_target(&t, main))
            return true;
    }
    return try_in(&t, "src/", AG_STR("index")) ||
           try_in(&t, "", AG_STR("index"));
}

/* The length of the package's name in `name`: "a/b" of "@a/b/c". */
static uint32_t
package_end(struct ag_str name)
{
    uint32_t end = ag_str_find(name, '/');

    if (end < name.n && name.p[0] == '@')
        end += 1 + ag_str_find(ag_str_cut(name, end + 1, name.n), '/');
    return end;
}

bool
ag_project_try_packages(struct ag_project_search *s)
{
    uint32_t end = package_end(s->name);
    const struct ag_project_package *package =
        ag_project_package(s->project, s->folder, ag_str_cut(s->name, 0, end));

    if (!package)
        return false;
    s->ours = true;
    return try_package(s, package,
                       ag_str_cut(s->name, end + (end < s->name.n), s->name.n));
}
