#include "base/position.h"

struct ag_lines {
    struct ag_lines *next;
    const struct ag_source *source;
    const uint32_t *starts; /* of each line; the first after the BOM */
    uint32_t nline;
    struct ag_position last; /* the previous answer */
};

static uint32_t
count_lines(struct ag_str text)
{
    uint32_t n = 1, from = 0;

    while ((from += ag_str_find(ag_str_cut(text, from, text.n), '\n')) < text.n)
        n++, from++;
    return n;
}

static struct ag_lines *
find_lines(struct ag_places *places, const struct ag_source *source)
{
    struct ag_lines *lines = places->files;
    struct ag_str text = source->text;

    while (lines && lines->source != source)
        lines = lines->next;
    if (lines)
        return lines;

    lines = AG_NEW(places->arena, struct ag_lines);
    lines->source = source;
    lines->nline = count_lines(text);
    uint32_t *starts = AG_NEW_ARRAY(places->arena, uint32_t, lines->nline);
    uint32_t from = ag_str_starts(text, AG_STR("\xef\xbb\xbf")) ? 3 : 0;
    starts[0] = from;
    for (uint32_t i = 1; i < lines->nline; i++) {
        from += ag_str_find(ag_str_cut(text, from, text.n), '\n') + 1;
        starts[i] = from;
    }
    lines->starts = starts;
    lines->next = places->files;
    places->files = lines;
    return lines;
}

/* The index of the line that contains `offset`. */
static uint32_t
find_line(const struct ag_lines *lines, uint32_t offset)
{
    uint32_t low = 0, high = lines->nline;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

const struct ag_source *
ag_place(struct ag_places *places, uint32_t at, struct ag_position *position,
         struct ag_str *line)
{
    const struct ag_source *source = ag_source_of(places->sources, at);

    *position = (struct ag_position){0};
    if (line)
        *line = AG_STR("");
    if (!source)
        return NULL;

    struct ag_lines *lines = find_lines(places, source);
    struct ag_str text = source->text;
    uint32_t offset = at - text.at;
    uint32_t i = find_line(lines, offset);
    uint32_t start = lines->starts[i];
    struct ag_position p = {start, i + 1, 1, 1, 1};

    if (lines->last.line == p.line && lines->last.offset <= offset)
        p = lines->last;
    for (; p.offset < offset; p.offset++) {
        char c = text.p[p.offset];
        if (ag_utf8_is_continuation(c))
            continue;
        p.point++;
        p.utf16 += (unsigned char)c >= 0xf0 ? 2 : 1;
    }
    p.offset = offset;
    p.column = offset < start ? 1 : offset - start + 1;
    lines->last = p;
    *position = p;
    if (line) {
        uint32_t end = text.n;
        if (i + 1 < lines->nline)
            end = lines->starts[i + 1] - 1;
        if (end > start && text.p[end - 1] == '\r')
            end--;
        *line = ag_str_cut(text, start, end);
    }
    return source;
}
