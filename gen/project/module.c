/* Finds the file that an import means. */
#include "base/path.h"
#include "gen/project/files.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Where frameworks look for what begins so: Nuxt, SvelteKit, Next. */
static const struct {
    struct ag_str prefix;
    const char *folder;
} aliases[] = {
    {AG_LIT("~~/"), ""},
    {AG_LIT("~/"), ""},
    {AG_LIT("@@/"), ""},
    {AG_LIT("@/"), ""},
    {AG_LIT("$lib/"), ""},
    {AG_LIT("#shared/"), "shared/"},
    {AG_LIT("#server/"), "server/"},
};
static const char *const folders[] = {"", "src/", "app/", "src/lib/"};

static bool
try_alias(struct ag_project_search *s, const char *folder, struct ag_str rest)
{
    for (const struct ag_project_folder *f = s->folder; f; f = f->up)
        for (size_t i = 0; i < COUNT(folders); i++)
            if (ag_project_try(s,
                               ag_arena_fmt(s->project->arena, "%.*s%s%s%.*s",
                                            AG_ARG(f->path), folders[i], folder,
                                            AG_ARG(rest)),
                               (struct ag_str){0}))
                return true;
    return false;
}

static bool
try_frameworks(struct ag_project_search *s)
{
    struct ag_str name = s->name;

    if (ag_str_eq(name, AG_STR("$lib")))
        name = AG_STR("$lib/index");
    for (size_t i = 0; i < COUNT(aliases); i++) {
        struct ag_str prefix = aliases[i].prefix;
        if (!ag_str_starts(name, prefix))
            continue;
        s->ours = true;
        return try_alias(s, aliases[i].folder,
                         ag_str_cut(name, prefix.n, name.n));
    }
    return false;
}

/* A text that modules of bundlers have behind their names: "./a.svg?raw", or
 * that files of other kinds end with. Their values are unknown. */
static bool
is_other_kind(struct ag_str name)
{
    static const char *const others[] = {
        ".json", ".vue", ".svelte", ".astro", ".css", ".prisma", ".sql", ".md",
    };

    for (size_t i = 0; i < COUNT(others); i++)
        if (ag_str_ends(name, ag_str(others[i])))
            return true;
    return ag_str_find(name, '?') < name.n;
}

static void
search(struct ag_project_search *s)
{
    if (s->name.n == 0 || is_other_kind(s->name))
        return;
    if (ag_path_is_file(s->name)) {
        s->ours = true;
        ag_project_try(
            s, ag_path_from(s->project->arena, s->folder->path, s->name),
            (struct ag_str){0});
        return;
    }
    if (ag_project_try_paths(s) || ag_project_try_imports(s) ||
        ag_project_try_packages(s) || s->ours)
        return;
    try_frameworks(s);
}

/* The key of an import, which is valid until the next call: most imports are
 * looked up often. */
static struct ag_str
key_of(struct ag_project *p, struct ag_str folder, struct ag_str name)
{
    size_t n = (size_t)folder.n + 1 + name.n;

    if (n > p->key_room) {
        p->key_room = 2 * n;
        p->key = ag_arena_text(p->arena, p->key_room);
    }
    if (folder.n)
        memcpy(p->key, folder.p, folder.n);
    p->key[folder.n] = '\n';
    if (name.n)
        memcpy(p->key + folder.n + 1, name.p, name.n);
    return (struct ag_str){p->key, (uint32_t)n, 0};
}

const struct ag_project_module *
ag_project_find(struct ag_project *p, struct ag_str importer,
                struct ag_str name)
{
    struct ag_str folder = ag_path_folder(importer);
    struct ag_str key = key_of(p, folder, name);
    struct ag_project_module *module = ag_map_get(&p->modules, key);
    struct ag_project_search s = {.project = p, .name = name};

    if (module)
        return module;
    module = AG_NEW(p->arena, struct ag_project_module);
    *ag_map_put(&p->modules, p->arena, ag_arena_copy(p->arena, key)) = module;
    s.folder = ag_project_folder(p, ag_path_normalize(p->arena, folder));
    ag_buf_init(&s.tried, p->arena);
    search(&s);
    if (s.found) {
        module->source = s.found->source;
        module->path = s.found->path;
        module->why = s.found->why;
    } else if (s.ours) {
        module->tried = ag_buf_take(&s.tried);
    }
    ag_buf_free(&s.tried);
    return module;
}
