#include "base/diag.h"

#include <stdio.h>

const struct ag_code_info ag_codes[] = {
#define AG_DIAG(name, number, severity, summary)                               \
    {AG_##name, AG_##severity, #name, summary},
#include "base/diag.def"
#undef AG_DIAG
    {0, 0, NULL, NULL},
};

void
ag_diags_init(struct ag_diags *diags, struct ag_arena *arena)
{
    *diags = (struct ag_diags){.arena = arena, .limit = 100};
}

AG_PRINTF(2, 0)
static struct ag_str
format(struct ag_arena *arena, const char *fmt, va_list args)
{
    va_list again;

    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0)
        ag_arena_nomem(arena);
    char *p = ag_arena_text(arena, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, args);
    return (struct ag_str){p, (uint32_t)n, 0};
}

static const struct ag_code_info *
find_info(enum ag_code code)
{
    const struct ag_code_info *info = ag_codes;
    while (info->code != code)
        info++;
    return info;
}

static bool
known(const struct ag_diags *diags, const struct ag_diag *diag)
{
    for (const struct ag_diag *d = diags->first; d; d = d->next)
        if (d->info == diag->info && d->span.at == diag->span.at &&
            d->span.end == diag->span.end && ag_str_eq(d->text, diag->text))
            return true;
    return false;
}

struct ag_diag *
ag_report(struct ag_diags *diags, enum ag_code code, struct ag_span span,
          const char *fmt, ...)
{
    const struct ag_code_info *info = find_info(code);
    enum ag_severity severity = diags->strict ? AG_ERROR : info->severity;
    unsigned *count = severity == AG_ERROR ? &diags->errors : &diags->warnings;
    struct ag_diag *diag = &diags->dropped;
    va_list args;

    if (*count >= diags->limit) {
        ++*count;
        *diag = (struct ag_diag){
            .info = info, .severity = severity, .span = span, .dropped = true};
        return diag;
    }
    diag = AG_NEW(diags->arena, struct ag_diag);
    diag->info = info;
    diag->severity = severity;
    diag->span = span;
    va_start(args, fmt);
    diag->text = format(diags->arena, fmt, args);
    va_end(args);
    diag->dropped = known(diags, diag);
    if (diag->dropped)
        return diag;
    if (diags->last)
        diags->last->next = diag;
    else
        diags->first = diag;
    diags->last = diag;
    ++*count;
    return diag;
}

void
ag_note(struct ag_diags *diags, struct ag_diag *diag, struct ag_span span,
        const char *fmt, ...)
{
    struct ag_note **end = &diag->notes;
    va_list args;

    if (diag->dropped)
        return;
    while (*end)
        end = &(*end)->next;
    *end = AG_NEW(diags->arena, struct ag_note);
    (*end)->span = span;
    va_start(args, fmt);
    (*end)->text = format(diags->arena, fmt, args);
    va_end(args);
}

struct ag_fix *
ag_fix(struct ag_diags *diags, struct ag_diag *diag, struct ag_span span,
       struct ag_str text)
{
    struct ag_fix **end = &diag->fixes;

    if (diag->dropped)
        return &diags->no_fix;
    while (*end)
        end = &(*end)->next;
    *end = AG_NEW(diags->arena, struct ag_fix);
    (*end)->span = span;
    (*end)->text = text;
    return *end;
}

void
ag_diags_sort(struct ag_diags *diags)
{
    struct ag_diag *sorted = NULL, *diag = diags->first, *next;

    /* Insertion sort: the list is short (see the limit) and nearly sorted. */
    for (; diag; diag = next) {
        struct ag_diag **at = &sorted;
        next = diag->next;
        while (*at && (*at)->span.at <= diag->span.at)
            at = &(*at)->next;
        diag->next = *at;
        *at = diag;
    }
    diags->first = sorted;
    diags->last = sorted;
    while (diags->last && diags->last->next)
        diags->last = diags->last->next;
}

/* Distances of candidates that are not spelt nearly the same. */
enum { START = 3, NONE, SHORTEST_START = 3 };

struct ag_nearest
ag_nearest(struct ag_str wanted)
{
    return (struct ag_nearest){.wanted = wanted, .distance = NONE};
}

/* Takes a candidate at this distance if it is the nearest so far. */
static void
consider(struct ag_nearest *nearest, struct ag_str candidate, unsigned distance)
{
    if (distance < nearest->distance) {
        nearest->best = candidate;
        nearest->distance = distance;
        nearest->tied = false;
    } else if (distance == nearest->distance &&
               !ag_str_eq(candidate, nearest->best)) {
        nearest->tied = true;
    }
}

void
ag_nearest_try(struct ag_nearest *nearest, struct ag_str candidate)
{
    /* Two edits at most, and fewer than half of a short name. */
    unsigned limit = nearest->wanted.n / 2 < 2 ? nearest->wanted.n / 2 : 2;
    unsigned distance = ag_str_distance(nearest->wanted, candidate, limit);

    if (distance && ag_str_caseeq(nearest->wanted, candidate))
        distance = limit = 1;
    if (distance <= limit)
        consider(nearest, candidate, distance);
}

void
ag_nearest_try_start(struct ag_nearest *nearest, struct ag_str candidate)
{
    struct ag_str wanted = nearest->wanted;

    ag_nearest_try(nearest, candidate);
    if (wanted.n >= SHORTEST_START && candidate.n >= SHORTEST_START &&
        (ag_str_starts(wanted, candidate) || ag_str_starts(candidate, wanted)))
        consider(nearest, candidate, START);
}

/* Whether the nearest name is close enough to be offered as a fix-it. */
static bool
is_certain(const struct ag_nearest *nearest)
{
    return !nearest->tied &&
           (nearest->distance * 3 <= nearest->wanted.n ||
            ag_str_caseeq(nearest->wanted, nearest->best) ||
            ag_str_starts(nearest->best, nearest->wanted));
}

void
ag_note_nearest(struct ag_diags *diags, struct ag_diag *diag,
                struct ag_span span, const struct ag_nearest *nearest)
{
    if (nearest->best.n == 0)
        return;
    ag_note(diags, diag, (struct ag_span){0, 0}, "did you mean '%.*s'?",
            AG_ARG(nearest->best));
    if (is_certain(nearest))
        ag_fix(diags, diag, span, nearest->best)->is_name = true;
}
