/* tsconfig.json and jsconfig.json: `paths` and `baseUrl`, and what they say of the
 * endings of imports. */
#include "base/path.h"
#include "gen/project/files.h"

/* Files that one file extends or references, directly or not, counting a file
 * as often as it is reached. */
enum { MOST_FILES = 64 };

struct config {
    struct ag_project *project;
    struct ag_project_folder *folder; /* of the file that the project's tools
                                         begin with */
    int nfile;
};

/* `name`, which the file `path` contains, as a path. */
static struct ag_str
path_in(const struct config *c, struct ag_str path, struct ag_str name)
{
    static const struct ag_str config_dir = AG_LIT("${configDir}/");
    struct ag_str folder = ag_path_folder(path);

    if (ag_str_starts(name, config_dir)) {
        name = ag_str_cut(name, config_dir.n, name.n);
        folder = c->folder->path;
    }
    if (ag_str_starts(name, AG_STR("/")))
        folder.n = 0;
    return ag_arena_join(c->project->arena, folder, name);
}

/* The file that `path` extends; empty if it is not in the project: packages do
 * not know the project's folders. */
static struct ag_str
extended(const struct config *c, struct ag_str path, const struct ag_js *name)
{
    if (name->kind != AG_JS_STRING || !ag_path_is_file(name->text))
        return (struct ag_str){0};
    path = path_in(c, path, name->text);
    if (!ag_str_ends(path, AG_STR(".json")))
        path = ag_arena_join(c->project->arena, path, AG_STR(".json"));
    return ag_path_normalize(c->project->arena, path);
}

/* `baseUrl` of the file, or of one that it extends; empty if there is none. */
static struct ag_str
base_of(struct config *c, struct ag_str path)
{
    const struct ag_js *config = ag_project_json(c->project, path);
    const struct ag_js *options = ag_project_get(config, "compilerOptions");
    const struct ag_js *list = ag_project_get(config, "extends");
    struct ag_str base = ag_project_text(options, "baseUrl");

    if (base.n)
        return ag_arena_join(c->project->arena, path_in(c, path, base),
                             AG_STR("/"));
    for (const struct ag_js *e = ag_project_first(list);
         e && c->nfile < MOST_FILES; e = ag_project_next(list, e)) {
        struct ag_str other = extended(c, path, e), its = {0};
        c->nfile++;
        if (other.n)
            its = base_of(c, other);
        if (its.n)
            base = its;
    }
    return base;
}

/* How specific a pattern is: one without '*' is most, then one with a longer
 * text before it. */
static uint32_t
rank(struct ag_str pattern)
{
    uint32_t star = ag_str_find(pattern, '*');

    return star == pattern.n ? UINT32_MAX : star;
}

static void
add_alias(struct config *c, struct ag_str pattern, struct ag_str target,
          struct ag_str from)
{
    struct ag_project_alias **end = &c->folder->aliases, *alias;

    while (*end && rank((*end)->pattern) >= rank(pattern))
        end = &(*end)->next;
    alias = AG_NEW(c->project->arena, struct ag_project_alias);
    *alias = (struct ag_project_alias){*end, pattern, target, from};
    *end = alias;
}

/* Adds the aliases of the file, then those of the files that it extends. */
static void
read_config(struct config *c, struct ag_str path)
{
    const struct ag_js *config = ag_project_json(c->project, path);
    const struct ag_js *options = ag_project_get(config, "compilerOptions");
    const struct ag_js *paths = ag_project_get(options, "paths");
    const struct ag_js *list = ag_project_get(config, "extends");
    struct ag_str base = base_of(c, path);

    if (paths && paths->kind == AG_JS_OBJECT)
        for (const struct ag_js *p = paths->items; p; p = p->next)
            for (const struct ag_js *t = ag_project_first(p); t;
                 t = ag_project_next(p, t))
                if (t->kind == AG_JS_STRING)
                    add_alias(c, p->key,
                              path_in(c, base.n ? base : path, t->text), path);
    if (ag_project_get(options, "baseUrl"))
        add_alias(c, AG_STR("*"),
                  ag_arena_join(c->project->arena, ag_path_folder(base),
                                AG_STR("*")),
                  path);
    for (const struct ag_js *e = ag_project_first(list);
         e && c->nfile < MOST_FILES; e = ag_project_next(list, e)) {
        struct ag_str other = extended(c, path, e);
        c->nfile++;
        if (other.n)
            read_config(c, other);
    }
}

/* Reads the files that a file references: "path" is a file or a folder. */
static void
read_references(struct config *c, struct ag_str path)
{
    struct ag_arena *arena = c->project->arena;
    const struct ag_js *list =
        ag_project_get(ag_project_json(c->project, path), "references");

    for (const struct ag_js *r = ag_project_first(list);
         r && c->nfile < MOST_FILES; r = ag_project_next(list, r)) {
        struct ag_str other = ag_project_text(r, "path");
        c->nfile++;
        if (other.n == 0)
            continue;
        other = path_in(c, path, other);
        if (!ag_str_ends(other, AG_STR(".json")))
            other = ag_arena_join(arena, other, AG_STR("/tsconfig.json"));
        read_config(c, ag_path_normalize(arena, other));
    }
}

static void
read_folder(struct ag_project *p, struct ag_project_folder *folder)
{
    static const char *const names[] = {"tsconfig.json", "jsconfig.json"};
    struct config c = {.project = p, .folder = folder};

    folder->read_config = true;
    for (int i = 0; i < 2 && !folder->has_config; i++) {
        struct ag_str path =
            ag_arena_join(p->arena, folder->path, ag_str(names[i]));
        folder->has_config = ag_project_json(p, path) != NULL;
        if (!folder->has_config)
            continue;
        read_config(&c, path);
        read_references(&c, path);
    }
}

bool
ag_project_try_paths(struct ag_project_search *s)
{
    struct ag_project_folder *folder = s->folder;

    for (; folder; folder = folder->up) {
        if (!folder->read_config)
            read_folder(s->project, folder);
        if (folder->has_config)
            break;
    }
    for (const struct ag_project_alias *a = folder ? folder->aliases : NULL; a;
         a = a->next) {
        struct ag_str star;
        if (!ag_project_match(a->pattern, s->name, &star))
            continue;
        s->ours |= a->pattern.n > 1; /* "*" matches packages, too */
        if (ag_project_try(s, ag_project_fill(s->project, a->target, star),
                           a->from))
            return true;
    }
    return false;
}

/* The value of a compiler option of the file, or of one that it extends; empty
 * if there is none. */
static struct ag_str
option_of(struct config *c, struct ag_str path, const char *key)
{
    const struct ag_js *config = ag_project_json(c->project, path);
    const struct ag_js *options = ag_project_get(config, "compilerOptions");
    const struct ag_js *value = ag_project_get(options, key);
    const struct ag_js *list = ag_project_get(config, "extends");
    struct ag_str found = {0};

    if (value && (value->kind == AG_JS_STRING || value->kind == AG_JS_NAME))
        return value->text;
    for (const struct ag_js *e = ag_project_first(list);
         e && c->nfile < MOST_FILES; e = ag_project_next(list, e)) {
        struct ag_str other = extended(c, path, e), its = {0};
        c->nfile++;
        if (other.n)
            its = option_of(c, other, key);
        if (its.n)
            found = its;
    }
    return found;
}

static bool
is_true(struct config *c, struct ag_str path, const char *key)
{
    return ag_str_eq(option_of(c, path, key), AG_STR("true"));
}

/* Whether they are equal but for ASCII capitals in `a`. */
static bool
same_word(struct ag_str a, struct ag_str b)
{
    bool same = a.n == b.n;

    for (uint32_t i = 0; same && i < a.n; i++)
        same = (a.p[i] | (a.p[i] >= 'A' && a.p[i] <= 'Z' ? 32 : 0)) == b.p[i];
    return same;
}

/* Whether the name of a module system, or of its resolution, is Node's own. */
static bool
is_node(struct ag_str name)
{
    static const struct ag_str names[] = {
        AG_LIT("nodenext"), AG_LIT("node16"), AG_LIT("node18"), AG_LIT("node20")};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (same_word(name, names[i]))
            return true;
    return false;
}

/* What one file says; .p is NULL if it does not. */
static struct ag_str
ending(struct config *c, struct ag_str path)
{
    struct ag_str how = option_of(c, path, "moduleResolution");

    if (how.n == 0)
        how = option_of(c, path, "module");
    if (how.n == 0)
        return (struct ag_str){0};
    if (!is_node(how))
        return AG_STR("");
    return is_true(c, path, "allowImportingTsExtensions") ||
                   is_true(c, path, "rewriteRelativeImportExtensions")
               ? AG_STR(".ts")
               : AG_STR(".js");
}

struct ag_str
ag_project_imports(struct ag_project *p, const struct ag_project_folder *folder)
{
    struct config c = {.project = p};
    struct ag_str path, found = {0};

    for (; folder; folder = folder->up) {
        path = ag_arena_join(p->arena, folder->path, AG_STR("tsconfig.json"));
        if (ag_project_json(p, path))
            break;
    }
    if (!folder)
        return found;
    c.folder = ag_project_folder(p, folder->path);
    found = ending(&c, path);
    const struct ag_js *list =
        ag_project_get(ag_project_json(p, path), "references");
    for (const struct ag_js *r = ag_project_first(list); r && !found.p;
         r = ag_project_next(list, r)) {
        struct ag_str other = ag_project_text(r, "path");
        if (other.n == 0)
            continue;
        other = path_in(&c, path, other);
        if (!ag_str_ends(other, AG_STR(".json")))
            other = ag_arena_join(p->arena, other, AG_STR("/tsconfig.json"));
        found = ending(&c, ag_path_normalize(p->arena, other));
    }
    return found;
}
