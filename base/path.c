#include "base/path.h"

struct ag_str
ag_path_normalize(struct ag_arena *arena, struct ag_str path)
{
    char *text = ag_arena_text(arena, (size_t)path.n + 1);
    uint32_t n = 0, at = 0;

    while (at < path.n) {
        struct ag_str part = ag_str_until(ag_str_cut(path, at, path.n), '/');
        uint32_t back = n ? n - 1 : 0;
        while (back && text[back - 1] != '/')
            back--;
        struct ag_str last = {text + back, n > back ? n - 1 - back : 0, 0};
        bool slash = at + part.n < path.n;
        if (ag_str_eq(part, AG_STR("..")) && last.n &&
            !ag_str_eq(last, AG_STR(".."))) {
            n = back;
        } else if (!ag_str_eq(part, AG_STR(".")) && (part.n || at == 0)) {
            memcpy(text + n, part.p, part.n);
            n += part.n;
            if (slash)
                text[n++] = '/';
        }
        at += part.n + 1;
    }
    return (struct ag_str){text, n, path.at};
}

struct ag_str
ag_path_folder(struct ag_str path)
{
    while (path.n && path.p[path.n - 1] != '/')
        path.n--;
    return path;
}

bool
ag_path_is_file(struct ag_str name)
{
    return name.n && (name.p[0] == '.' || name.p[0] == '/');
}

static bool
has_ending(struct ag_str name, const char *const *endings)
{
    while (*endings && !ag_str_ends(name, ag_str(*endings)))
        endings++;
    return *endings;
}

bool
ag_path_is_script(struct ag_str name)
{
    static const char *const endings[] = {".ts",  ".mts", ".cts", ".tsx", ".js",
                                          ".mjs", ".cjs", ".jsx", NULL};

    return has_ending(name, endings);
}

bool
ag_path_is_source(struct ag_str name)
{
    static const char *const endings[] = {".auth", ".prisma", NULL};

    return ag_path_is_file(name) || has_ending(name, endings) ||
           (ag_path_is_script(name) && !ag_str_eq(name, AG_STR("auth.js")));
}

struct ag_str
ag_path_from(struct ag_arena *arena, struct ag_str file, struct ag_str name)
{
    struct ag_str folder = ag_path_folder(file), path;

    if (name.p[0] == '/')
        folder.n = 0;
    path = ag_arena_fmt(arena, "%.*s%.*s", AG_ARG(folder), AG_ARG(name));
    path.at = name.at;
    return ag_path_normalize(arena, path);
}
