#include "gen/schema/naming.h"

#include "base/words.h"

const char *const ag_style_names[] = {
    [AG_STYLE_as_is] = "as_is",
    [AG_STYLE_snake] = "snake",
    [AG_STYLE_camel] = "camel",
    [AG_STYLE_pascal] = "pascal",
    [AG_STYLE_plural] = "plural",
    [AG_STYLE_snake_plural] = "snake_plural",
    [AG_STYLE_camel_plural] = "camel_plural",
    [AG_STYLE_pascal_plural] = "pascal_plural",
    [AG_STYLE_snake_s] = "snake_s",
    [AG_STYLE_camel_s] = "camel_s",
    [AG_NSTYLE] = NULL,
};

static const struct {
    ag_words_fn *letters; /* NULL: unchanged */
    bool plural;
    bool s; /* an s at the end */
} styles[AG_NSTYLE] = {
    [AG_STYLE_snake] = {ag_words_snake, false, false},
    [AG_STYLE_camel] = {ag_words_camel, false, false},
    [AG_STYLE_pascal] = {ag_words_pascal, false, false},
    [AG_STYLE_plural] = {NULL, true, false},
    [AG_STYLE_snake_plural] = {ag_words_snake, true, false},
    [AG_STYLE_camel_plural] = {ag_words_camel, true, false},
    [AG_STYLE_pascal_plural] = {ag_words_pascal, true, false},
    [AG_STYLE_snake_s] = {ag_words_snake, false, true},
    [AG_STYLE_camel_s] = {ag_words_camel, false, true},
};

struct ag_str
ag_style_apply(struct ag_arena *arena, enum ag_style style, struct ag_str name)
{
    uint32_t at = name.at;

    if (styles[style].plural)
        name = ag_words(arena, ag_words_plural, name);
    if (styles[style].letters)
        name = ag_words(arena, styles[style].letters, name);
    if (styles[style].s)
        name = ag_arena_fmt(arena, "%.*ss", AG_ARG(name));
    name.at = at;
    return name;
}

struct ag_str
ag_cut_stem(struct ag_arena *arena, struct ag_str name, uint32_t tail,
            uint32_t limit)
{
    uint32_t stem = limit > tail ? limit - tail : 0;

    if (name.n <= limit)
        return name;
    while (stem > 0 && ag_utf8_is_continuation(name.p[stem]))
        stem--;
    return ag_arena_fmt(arena, "%.*s%.*s", (int)stem, name.p, (int)tail,
                        name.p + name.n - tail);
}

struct ag_str
ag_constraint_name(struct ag_arena *arena, struct ag_str table,
                   const struct ag_str *columns, size_t n, const char *suffix,
                   uint32_t limit)
{
    struct ag_str tail = ag_str(suffix);
    size_t size = table.n + tail.n;
    for (size_t i = 0; i < n; i++)
        size += 1 + columns[i].n;

    char *text = ag_arena_text(arena, size);
    char *p = text;
    memcpy(p, table.p, table.n);
    p += table.n;
    for (size_t i = 0; i < n; i++) {
        *p++ = '_';
        memcpy(p, columns[i].p, columns[i].n);
        p += columns[i].n;
    }
    memcpy(p, tail.p, tail.n);
    return ag_cut_stem(arena, (struct ag_str){text, (uint32_t)size, 0}, tail.n,
                       limit);
}
