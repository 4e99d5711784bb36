/*
 * Differences of texts; see cli/diff.h.
 *
 * Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the variant
 * in linear space: a search from both ends finds the middle of a shortest edit
 * path; the parts before and after it are then solved in the same way.
 */
#include "cli/diff.h"

#include "base/map.h"

enum {
    CONTEXT = 3, /* lines around a change */
    STEPS = 1024 /* from each end; beyond that, a box is changed as a whole */
};

/* One of the two texts as lines. */
struct side {
    struct ag_str *lines; /* with their line ends */
    uint32_t *ids;        /* equal for equal lines */
    bool *changed;        /* removed, or added */
    uint32_t n;
};

/* The furthest x reached from one end on each diagonal, or -1. */
struct reach {
    int32_t x[2 * STEPS + 5];
};

struct differ {
    struct ag_arena *arena;
    struct ag_map ids; /* line -> uint32_t */
    uint32_t nid;
    struct side a, b;
    struct reach forward, backward;
};

/* Lines [a, aend) of one text and [b, bend) of the other. */
struct box {
    uint32_t a, aend, b, bend;
};

static int32_t *
at(struct reach *reach, int32_t diagonal)
{
    return &reach->x[diagonal + STEPS + 2];
}

static void
read_side(struct differ *d, struct side *side, struct ag_str text)
{
    uint32_t n = 1;

    for (uint32_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    side->lines = AG_NEW_ARRAY(d->arena, struct ag_str, n);
    side->ids = AG_NEW_ARRAY(d->arena, uint32_t, n);
    side->changed = AG_NEW_ARRAY(d->arena, bool, n);
    for (uint32_t from = 0; from < text.n;) {
        struct ag_str line = ag_str_cut(text, from, text.n);
        line.n = ag_str_find(line, '\n') + 1;
        if (line.n > text.n - from)
            line.n = text.n - from;
        uint32_t *id = &side->ids[side->n];
        void **first = ag_map_put(&d->ids, d->arena, line);
        if (!*first) {
            *id = d->nid++;
            *first = id;
        }
        *id = *(const uint32_t *)*first;
        side->lines[side->n++] = line;
        from += line.n;
    }
}

/* Takes one step from the neighbours of a diagonal in `reach`, then follows all
 * equal lines. */
static int32_t
advance(const struct differ *d, const struct box *box, struct reach *reach,
        int32_t diagonal, bool backward)
{
    int32_t n = (int32_t)(box->aend - box->a);
    int32_t m = (int32_t)(box->bend - box->b);
    int32_t left = *at(reach, diagonal - 1), above = *at(reach, diagonal + 1);
    int32_t x = left >= 0 && left < n ? left + 1 : -1;

    if (above > x && above - diagonal <= m)
        x = above;
    if (x < 0)
        return -1;
    for (; x < n && x - diagonal < m; x++) {
        uint32_t i = (uint32_t)x, j = (uint32_t)(x - diagonal);
        if (backward
                ? d->a.ids[box->aend - 1 - i] != d->b.ids[box->bend - 1 - j]
                : d->a.ids[box->a + i] != d->b.ids[box->b + j])
            break;
    }
    return x;
}

/* Finds the middle of a shortest path through a box whose sides have no common
 * line at either end; false if the path is too long. */
static bool
find_middle(struct differ *d, const struct box *box, struct box *middle)
{
    int32_t n = (int32_t)(box->aend - box->a);
    int32_t m = (int32_t)(box->bend - box->b);
    int32_t delta = n - m;
    bool odd = delta % 2 != 0;

    *at(&d->forward, -1) = *at(&d->backward, -1) = -1;
    *at(&d->forward, 1) = *at(&d->backward, 1) = 0;
    for (int32_t step = 0; step <= STEPS; step++) {
        for (int32_t half = 0; half < 2; half++) {
            struct reach *own = half ? &d->backward : &d->forward;
            struct reach *other = half ? &d->forward : &d->backward;
            int32_t others = half ? step : step - 1; /* the other end's step */
            if (step > 0)
                *at(own, step + 1) = *at(own, -step - 1) = -1;
            for (int32_t k = -step; k <= step; k += 2) {
                int32_t x = advance(d, box, own, k, half);
                *at(own, k) = x;
                if (x < 0 || odd == (half == 1) || delta - k < -others ||
                    delta - k > others || *at(other, delta - k) < n - x)
                    continue;
                if (half) {
                    middle->a = box->aend - (uint32_t)x;
                    middle->b = box->bend - (uint32_t)(x - k);
                } else {
                    middle->a = box->a + (uint32_t)x;
                    middle->b = box->b + (uint32_t)(x - k);
                }
                return true;
            }
        }
    }
    return false;
}

static void
compare(struct differ *d, struct box box)
{
    struct box middle;

    while (box.a < box.aend && box.b < box.bend &&
           d->a.ids[box.a] == d->b.ids[box.b]) {
        box.a++;
        box.b++;
    }
    while (box.a < box.aend && box.b < box.bend &&
           d->a.ids[box.aend - 1] == d->b.ids[box.bend - 1]) {
        box.aend--;
        box.bend--;
    }
    if (box.a < box.aend && box.b < box.bend && find_middle(d, &box, &middle)) {
        compare(d, (struct box){box.a, middle.a, box.b, middle.b});
        compare(d, (struct box){middle.a, box.aend, middle.b, box.bend});
        return;
    }
    memset(d->a.changed + box.a, true, box.aend - box.a);
    memset(d->b.changed + box.b, true, box.bend - box.b);
}

/* Output. */

static void
put_line(struct ag_buf *out, char sign, struct ag_str line)
{
    ag_buf_char(out, sign);
    ag_buf_str(out, line);
    if (!ag_str_ends(line, AG_STR("\n")))
        ag_buf_str(out, AG_STR("\n\\ No newline at end of file\n"));
}

/* "-FIRST,COUNT"; an empty range is numbered by the line before it. */
static void
put_range(struct ag_buf *out, char sign, uint32_t from, uint32_t to)
{
    ag_buf_fmt(out, "%c%u", sign, to > from ? from + 1 : from);
    if (to - from != 1)
        ag_buf_fmt(out, ",%u", to - from);
}

static void
put_hunk(struct ag_buf *out, const struct differ *d, struct box box)
{
    ag_buf_str(out, AG_STR("@@ "));
    put_range(out, '-', box.a, box.aend);
    ag_buf_char(out, ' ');
    put_range(out, '+', box.b, box.bend);
    ag_buf_str(out, AG_STR(" @@\n"));
    while (box.a < box.aend || box.b < box.bend) {
        if (box.a < box.aend && d->a.changed[box.a]) {
            put_line(out, '-', d->a.lines[box.a++]);
        } else if (box.b < box.bend && d->b.changed[box.b]) {
            put_line(out, '+', d->b.lines[box.b++]);
        } else {
            put_line(out, ' ', d->a.lines[box.a++]);
            box.b++;
        }
    }
}

/* A hunk ends where more lines than twice the context are equal. */
static void
put_hunks(struct ag_buf *out, const struct differ *d)
{
    struct box box = {0}, all = {0, d->a.n, 0, d->b.n};
    bool open = false;

    while (all.a < all.aend || all.b < all.bend) {
        bool removed = all.a < all.aend && d->a.changed[all.a];
        bool added = all.b < all.bend && d->b.changed[all.b];
        if (removed || added) {
            if (!open) {
                uint32_t before = all.a < CONTEXT ? all.a : CONTEXT;
                box.a = all.a - before;
                box.b = all.b - before;
                open = true;
            }
            if (removed)
                all.a++;
            else
                all.b++;
            box.aend = all.a;
            box.bend = all.b;
            continue;
        }
        all.a++;
        all.b++;
        if (!open || all.a - box.aend <= 2 * CONTEXT)
            continue;
        box.aend += CONTEXT;
        box.bend += CONTEXT;
        put_hunk(out, d, box);
        open = false;
    }
    if (!open)
        return;
    uint32_t after = all.aend - box.aend;
    box.aend += after < CONTEXT ? after : CONTEXT;
    box.bend += after < CONTEXT ? after : CONTEXT;
    put_hunk(out, d, box);
}

/* "--- a/PATH", as git writes it: quoted if necessary; a path with blanks ends
 * with a tab. */
static void
put_path(struct ag_buf *out, const char *sign, const char *side,
         const char *path, struct ag_str text)
{
    bool quoted = false, blank = strchr(path, ' ') != NULL;

    ag_buf_fmt(out, "%s ", sign);
    if (!text.p) {
        ag_buf_str(out, AG_STR("/dev/null\n"));
        return;
    }
    for (const char *p = path; *p; p++)
        quoted |= (unsigned char)*p < ' ' || *p == '"' || *p == '\\';
    ag_buf_fmt(out, "%s%s/", quoted ? "\"" : "", side);
    for (path += strspn(path, "/"); *path; path++)
        if ((unsigned char)*path < ' ')
            ag_buf_fmt(out, "\\%03o", (unsigned)*path);
        else
            ag_buf_fmt(out, "%s%c", *path == '"' || *path == '\\' ? "\\" : "",
                       *path);
    ag_buf_str(out, quoted  ? AG_STR("\"\n")
                    : blank ? AG_STR("\t\n")
                            : AG_STR("\n"));
}

void
ag_diff(struct ag_buf *out, const char *path, struct ag_str before,
        struct ag_str after, struct ag_arena *arena)
{
    if (ag_str_eq(before, after) && !before.p == !after.p)
        return;
    struct differ *d = AG_NEW(arena, struct differ);
    d->arena = arena;
    read_side(d, &d->a, before);
    read_side(d, &d->b, after);
    compare(d, (struct box){0, d->a.n, 0, d->b.n});
    put_path(out, "---", "a", path, before);
    put_path(out, "+++", "b", path, after);
    put_hunks(out, d);
}
