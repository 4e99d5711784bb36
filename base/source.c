#include "base/source.h"

struct ag_source *
ag_source_add(struct ag_sources *sources, struct ag_arena *arena,
              struct ag_str name, struct ag_str text)
{
    uint32_t base = 1;
    if (sources->last)
        base = sources->last->text.at + sources->last->text.n + 1;
    if (text.n > AG_SOURCE_LIMIT || text.n >= UINT32_MAX - base)
        return NULL;

    struct ag_source *source = AG_NEW(arena, struct ag_source);
    text.at = base;
    source->name = name;
    source->text = text;
    if (sources->last)
        sources->last->next = source;
    else
        sources->first = source;
    sources->last = source;
    return source;
}

struct ag_source *
ag_source_of(const struct ag_sources *sources, uint32_t at)
{
    if (at == 0)
        return NULL;
    for (struct ag_source *s = sources->first; s; s = s->next)
        if (at - s->text.at <= s->text.n)
            return s;
    return NULL;
}

struct ag_span
ag_source_origin(const struct ag_sources *sources, struct ag_span span)
{
    const struct ag_source *source = ag_source_of(sources, span.at);
    uint32_t low = 0, high = source ? source->origins.n : 0;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (source->origins.p[middle].offset <= span.at - source->text.at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? source->origins.p[low - 1].span : span;
}
