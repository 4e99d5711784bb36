/* Files and folders of a project, each read once. */
#include "gen/project/files.h"

#include "base/path.h"

enum { MOST_TRIED = 6 }; /* places in a message */

struct ag_project *
ag_project_new(const struct ag_project_io *io, struct ag_arena *arena)
{
    struct ag_project *p = AG_NEW(arena, struct ag_project);

    p->io = *io;
    p->arena = arena;
    return p;
}

struct ag_project_file *
ag_project_file(struct ag_project *p, struct ag_str path)
{
    struct ag_project_file *file = ag_map_get(&p->files, path);

    if (file)
        return file;
    file = AG_NEW(p->arena, struct ag_project_file);
    file->path = ag_arena_copy(p->arena, path);
    file->source = p->io.file(p->io.self, file->path, &file->why);
    *ag_map_put(&p->files, p->arena, file->path) = file;
    return file;
}

/* JSON. */

const struct ag_js *
ag_project_json(struct ag_project *p, struct ag_str path)
{
    struct ag_project_file *file = ag_project_file(p, path);

    if (file->source && !file->parsed)
        file->json = ag_script_json(file->source, p->arena);
    file->parsed = true;
    return file->json;
}

const struct ag_js *
ag_project_member(const struct ag_js *object, struct ag_str key)
{
    const struct ag_js *found = NULL;

    if (object && object->kind == AG_JS_OBJECT)
        for (const struct ag_js *js = object->items; js; js = js->next)
            if (ag_str_eq(js->key, key))
                found = js;
    return found;
}

const struct ag_js *
ag_project_get(const struct ag_js *object, const char *key)
{
    return ag_project_member(object, ag_str(key));
}

struct ag_str
ag_project_text(const struct ag_js *object, const char *key)
{
    const struct ag_js *js = ag_project_get(object, key);

    return js && js->kind == AG_JS_STRING ? js->text : (struct ag_str){0};
}

/* Folders. */

/* The folder above; false for the root of the file system. */
static bool
above(struct ag_project *p, struct ag_str path, struct ag_str *up)
{
    if (ag_str_eq(path, AG_STR("/")))
        return false;
    if (path.n == 0 || ag_str_eq(path, AG_STR("../")) ||
        ag_str_ends(path, AG_STR("/../")))
        *up = ag_arena_join(p->arena, path, AG_STR("../"));
    else
        *up = ag_path_folder(ag_str_cut(path, 0, path.n - 1));
    return true;
}

static struct ag_project_folder *
make_folder(struct ag_project *p, struct ag_str path, int level)
{
    /* A map has no empty key with a value of its own, so it ends with '/'. */
    struct ag_str key = ag_arena_join(p->arena, path, AG_STR("/")), up;
    struct ag_project_folder *folder = ag_map_get(&p->folders, key);
    struct ag_str manifest, git;

    if (folder)
        return folder;
    folder = AG_NEW(p->arena, struct ag_project_folder);
    *ag_map_put(&p->folders, p->arena, key) = folder;
    folder->path = ag_arena_copy(p->arena, path);
    manifest = ag_arena_join(p->arena, path, AG_STR("package.json"));
    folder->manifest = ag_project_json(p, manifest);
    folder->workspace = ag_project_is_workspace(p, folder);
    git = ag_arena_join(p->arena, path, AG_STR(".git"));
    if (folder->workspace || level == AG_PROJECT_LEVELS ||
        (p->io.list && p->io.list(p->io.self, git, NULL, NULL)))
        return folder;
    if (above(p, path, &up))
        folder->up = make_folder(p, up, level + 1);
    return folder;
}

struct ag_project_folder *
ag_project_folder(struct ag_project *p, struct ag_str path)
{
    return make_folder(p, path, 1);
}

struct ag_source *
ag_project_above(struct ag_project *p, struct ag_str user, struct ag_str path,
                 const char **why)
{
    struct ag_str start = ag_path_normalize(p->arena, ag_path_folder(user));
    const struct ag_project_file *file = NULL;

    for (const struct ag_project_folder *f = ag_project_folder(p, start); f;
         f = f->up) {
        file = ag_project_file(p, ag_arena_join(p->arena, f->path, path));
        if (file->source || file->why)
            break;
    }
    *why = file->why;
    return file->source;
}

/* Patterns. */

bool
ag_project_match(struct ag_str pattern, struct ag_str text, struct ag_str *star)
{
    struct ag_str before = ag_str_until(pattern, '*'), after;

    *star = (struct ag_str){0};
    if (before.n == pattern.n)
        return ag_str_eq(pattern, text);
    after = ag_str_cut(pattern, before.n + 1, pattern.n);
    if (text.n < before.n + after.n || !ag_str_starts(text, before) ||
        !ag_str_ends(text, after))
        return false;
    *star = ag_str_cut(text, before.n, text.n - after.n);
    return true;
}

struct ag_str
ag_project_fill(struct ag_project *p, struct ag_str text, struct ag_str star)
{
    struct ag_buf out;

    if (ag_str_find(text, '*') == text.n)
        return text;
    ag_buf_init(&out, p->arena);
    for (uint32_t i = 0; i < text.n; i++)
        if (text.p[i] == '*')
            ag_buf_str(&out, star);
        else
            ag_buf_char(&out, text.p[i]);
    text = ag_buf_take(&out);
    ag_buf_free(&out);
    return text;
}

/* Modules. */

/* Imports mostly omit the ending, or have that of the compiled module. */
static const char *const endings[] = {
    "", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs",
};
static const char *const indexes[] = {
    "/index.ts", "/index.tsx", "/index.mts",
    "/index.js", "/index.jsx", "/index.mjs",
};
static const char *const compiled[][2] = {
    {".js", ".ts"},   {".js", ".tsx"},  {".jsx", ".tsx"},
    {".mjs", ".mts"}, {".cjs", ".cts"},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Looks for exactly this file. */
static bool
try_file(struct ag_project_search *s, struct ag_str path)
{
    struct ag_project_file *file;

    if (!ag_path_is_script(path))
        return false;
    file = ag_project_file(s->project, path);
    if (!file->source && !file->why)
        return false;
    s->found = file;
    return true;
}

/* Adds the files that stand for all that were tried. */
static void
note_tried(struct ag_project_search *s, struct ag_str base, struct ag_str from)
{
    bool whole = ag_path_is_script(base);

    if (s->ntried++ > MOST_TRIED)
        return;
    if (s->tried.n)
        ag_buf_fmt(&s->tried, ", ");
    if (s->ntried > MOST_TRIED) {
        ag_buf_fmt(&s->tried, "…");
        return;
    }
    ag_buf_fmt(&s->tried, "%.*s%s", AG_ARG(base), whole ? "" : ".ts");
    if (!whole && s->ntried == 1)
        ag_buf_fmt(&s->tried, ", %.*s/index.ts", AG_ARG(base));
    if (from.n)
        ag_buf_fmt(&s->tried, " (%.*s)", AG_ARG(from));
}

/* Whether the folder exists, which saves looking for files in it. If not, it is
 * an input as a missing file is. */
static bool
is_folder(struct ag_project *p, struct ag_str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    return path.n == 0 || !p->io.list ||
           p->io.list(p->io.self, path, NULL, NULL) ||
           ag_project_file(p, path)->why;
}

/* Looks for a file whose name is the base and one of the endings. */
static bool
try_endings(struct ag_project_search *s, struct ag_str base,
            const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (try_file(s,
                     ag_arena_join(s->project->arena, base, ag_str(list[i]))))
            return true;
    return false;
}

bool
ag_project_try(struct ag_project_search *s, struct ag_str base,
               struct ag_str from)
{
    struct ag_project *p = s->project;

    base = ag_path_normalize(p->arena, base);
    while (base.n > 1 && base.p[base.n - 1] == '/')
        base.n--;
    bool folder = is_folder(p, ag_path_folder(base));
    if (folder && try_endings(s, base, endings, COUNT(endings)))
        return true;
    for (size_t i = 0; i < COUNT(compiled) && folder; i++) {
        struct ag_str ending = ag_str(compiled[i][0]);
        if (ag_str_ends(base, ending) &&
            try_file(s,
                     ag_arena_fmt(p->arena, "%.*s%s", (int)(base.n - ending.n),
                                  base.p, compiled[i][1])))
            return true;
    }
    if (folder && is_folder(p, base) &&
        try_endings(s, base, indexes, COUNT(indexes)))
        return true;
    note_tried(s, base, from);
    return false;
}
