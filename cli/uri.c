#include "cli/uri.h"

#include "base/path.h"

#include <string.h>

void
ag_put_uri(struct ag_buf *out, struct ag_str path)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789-._~/";

    if (ag_str_starts(path, AG_STR("/")))
        ag_buf_str(out, AG_STR("file://"));
    for (uint32_t i = 0; i < path.n; i++)
        if (strchr(plain, path.p[i]))
            ag_buf_char(out, path.p[i]);
        else
            ag_buf_fmt(out, "%%%02X", (unsigned char)path.p[i]);
}

static struct ag_str
cstr(struct ag_str s, struct ag_arena *arena)
{
    s.p = ag_arena_cstr(arena, s.p, s.n);
    return s;
}

struct ag_str
ag_uri_path(struct ag_str uri, struct ag_arena *arena)
{
    static const struct ag_str scheme = AG_LIT("file://");
    char *path;
    uint32_t n = 0;

    if (uri.n && memchr(uri.p, '\0', uri.n))
        return AG_STR("");
    if (!ag_str_starts(uri, scheme))
        return cstr(uri, arena);
    uri = ag_str_cut(uri, scheme.n, uri.n);
    /* The part before the path is the host name. */
    uri = ag_str_cut(uri, ag_str_find(uri, '/'), uri.n);
    path = ag_arena_text(arena, (size_t)uri.n + 1);
    for (uint32_t i = 0; i < uri.n; i++) {
        int high = i + 2 < uri.n ? ag_hex_digit(uri.p[i + 1]) : -1;
        int low = high >= 0 ? ag_hex_digit(uri.p[i + 2]) : -1;
        path[n] = uri.p[i];
        if (uri.p[i] == '%' && low >= 0) {
            path[n] = (char)(high * 16 + low);
            i += 2;
        }
        if (path[n++] == '\0')
            return AG_STR("");
    }
    return cstr(ag_path_normalize(arena, (struct ag_str){path, n, 0}), arena);
}

struct ag_str
ag_uri_folder(struct ag_str uri, struct ag_arena *arena)
{
    struct ag_str path = ag_uri_path(uri, arena);

    if (!ag_str_starts(path, AG_STR("/")))
        return AG_STR("");
    if (ag_str_ends(path, AG_STR("/")))
        return path;
    return ag_arena_fmt(arena, "%.*s/", AG_ARG(path));
}

struct ag_str
ag_uri_of(struct ag_str path, struct ag_arena *arena)
{
    struct ag_buf uri;

    if (!ag_str_starts(path, AG_STR("/")))
        return cstr(path, arena);
    ag_buf_init(&uri, arena);
    ag_put_uri(&uri, path);
    struct ag_str copy = cstr(ag_buf_text(&uri), arena);
    ag_buf_free(&uri);
    return copy;
}
