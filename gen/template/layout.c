#include "gen/template/layout.h"

#include "gen/template/template.h"

struct ag_layout_mark {
    enum ag_layout_kind kind;
    uint32_t at;    /* in the output; while laying out, in the flat text */
    uint32_t n;     /* bytes of the flat text of a break */
    uint32_t group; /* the group it belongs to, from 1; 0: none */

    /* OPEN */
    uint32_t close; /* the mark at its end */
    uint32_t tail;
    bool forced; /* it contains a group that is broken in any case */
    bool hug;
    bool key;
    bool hugged; /* by the group around it, which stays flat */
    bool broken;
    struct ag_str indent; /* of its line: .at and .n are in the output */

    struct ag_str text; /* BROKEN */
};

struct ag_tmpl_style
ag_layout_style(struct ag_tmpl_style style)
{
    if (style.width == 0)
        style.width = AG_LAYOUT_WIDTH;
    if (style.indent == 0)
        style.indent = AG_LAYOUT_STEP;
    return style;
}

void
ag_layout_init(struct ag_layout *l, struct ag_arena *arena,
               const struct ag_tmpl_style *style, struct ag_buf *out)
{
    *l = (struct ag_layout){.out = out, .arena = arena, .style = style};
    ag_buf_init(&l->flat, out->arena);
}

void
ag_layout_free(struct ag_layout *l)
{
    ag_buf_free(&l->flat);
}

static struct ag_layout_mark *
new_mark(struct ag_layout *l, enum ag_layout_kind kind)
{
    if (l->nmark == l->room) {
        uint32_t room = l->room ? l->room * 2 : 32;
        struct ag_layout_mark *marks =
            AG_NEW_ARRAY(l->arena, struct ag_layout_mark, room);
        if (l->nmark)
            memcpy(marks, l->marks, l->nmark * sizeof *marks);
        l->marks = marks;
        l->room = room;
    }
    struct ag_layout_mark *mark = &l->marks[l->nmark++];
    *mark = (struct ag_layout_mark){
        .kind = kind, .at = l->out->n, .group = l->group};
    return mark;
}

void
ag_layout_open(struct ag_layout *l, uint32_t tail, enum ag_layout_group kind)
{
    struct ag_layout_mark *mark = new_mark(l, AG_LAYOUT_OPEN);

    mark->tail = tail;
    mark->hug = kind == AG_LAYOUT_HUG;
    mark->key = kind == AG_LAYOUT_KEY;
    l->group = l->nmark;
    for (uint32_t i = kind == AG_LAYOUT_FORCED ? l->group : 0;
         i && !l->marks[i - 1].forced; i = l->marks[i - 1].group)
        l->marks[i - 1].forced = true;
}

void
ag_layout_mark(struct ag_layout *l, enum ag_layout_kind kind,
               struct ag_str text)
{
    struct ag_layout_mark *mark = l->group ? new_mark(l, kind) : NULL;

    if (kind == AG_LAYOUT_BROKEN) {
        if (mark)
            mark->text = text;
        return;
    }
    if (mark)
        mark->n = text.n;
    ag_buf_str(l->out, text);
}

static uint32_t
width(const char *p, const char *end)
{
    return ag_str_chars((struct ag_str){p, (uint32_t)(end - p), 0});
}

/* The start of the line that contains `at`. */
static uint32_t
line_start(const struct ag_layout *l, uint32_t at)
{
    while (at > l->floor && l->out->p[at - 1] != '\n')
        at--;
    return at;
}

/* The columns that will be put before the line that begins at `line`. */
static uint32_t
margin(const struct ag_layout *l, uint32_t line)
{
    uint32_t n = 0;
    for (const struct ag_layout_margin *m = l->margins; m; m = m->up)
        if (line > m->start)
            n += m->width;
    return n;
}

/* The columns that the style adds to those of `blanks` at a line's begin. */
static uint32_t
wider(const struct ag_layout *l, uint32_t blanks)
{
    return blanks / AG_LAYOUT_STEP * (l->style->indent - AG_LAYOUT_STEP);
}

static uint32_t
blanks_at(struct ag_str s)
{
    uint32_t n = 0;

    while (n < s.n && s.p[n] == ' ')
        n++;
    return n;
}

/* The column at `end` of the line of the output that begins at `line`. */
static uint32_t
column(const struct ag_layout *l, uint32_t line, uint32_t end)
{
    uint32_t n = margin(l, line);

    if (l->style->indent != AG_LAYOUT_STEP)
        n += wider(l, n + blanks_at(ag_str_cut(ag_buf_text(l->out), line, end)));
    return n + width(l->out->p + line, l->out->p + end);
}

/* Whether `s` fits from `from` on with `tail` columns after it. Of a text of
 * several lines, the first and the last one count: those between are not
 * made shorter by a break around them. */
static bool
fits(const struct ag_layout *l, struct ag_str s, uint32_t from, uint32_t tail)
{
    uint32_t most = l->style->width;
    const char *p = s.p, *end = ag_str_end(s);
    const char *first = ag_str_at(s, ag_str_find(s, '\n')), *last = end;

    if (first == end)
        return from + width(p, end) + tail <= most;
    while (last[-1] != '\n')
        last--;
    return from + width(p, first) <= most && width(last, end) + tail <= most;
}

/* Whether the break of a mark may end a line, for a decision about a group
 * before it: all but those of groups that are known to be flat. The groups
 * behind `now` are not decided. */
static bool
may_break(const struct ag_layout *l, const struct ag_layout_mark *mark,
          uint32_t now)
{
    return (mark->kind == AG_LAYOUT_BREAK || mark->kind == AG_LAYOUT_BACK) &&
           (mark->group - 1 > now || l->marks[mark->group - 1].broken);
}

/* The columns from the mark `from` up to where its line can end next: a break,
 * a line end, or the end of all. `now` is the group in question. */
static uint32_t
columns_after(const struct ag_layout *l, uint32_t first, uint32_t from,
              uint32_t now)
{
    struct ag_str flat = ag_buf_text(&l->flat);
    uint32_t at = l->marks[from].at, n = 0;

    for (uint32_t i = from + 1; i <= l->nmark; i++) {
        const struct ag_layout_mark *mark = &l->marks[i];
        struct ag_str s =
            ag_str_cut(flat, at, i < l->nmark ? mark->at : flat.n);
        uint32_t newline = ag_str_find(s, '\n');
        n += width(s.p, s.p + newline);
        if (newline < s.n || n > l->style->width)
            return n;
        if (i == l->nmark)
            break;
        at = mark->at;
        if (may_break(l, mark, now))
            return n;
        if (mark->kind == AG_LAYOUT_BROKEN && mark->group - 1 < now &&
            l->marks[mark->group - 1].broken)
            n += width(mark->text.p, ag_str_end(mark->text));
    }
    return n + l->marks[first].tail;
}

/* The columns of the line that begins at `line` which the lines after it will
 * get as their margin: it is the first line of a value that is alone. */
static uint32_t
own_margin(const struct ag_layout *l, uint32_t line)
{
    uint32_t n = 0;
    for (const struct ag_layout_margin *m = l->margins; m; m = m->up)
        if (line <= m->start)
            n += m->width;
    return n;
}

/* The last group in the group `open`, or 0. *other: one before it is broken in
 * any case. */
static uint32_t
last_inside(const struct ag_layout *l, uint32_t open, bool *other)
{
    uint32_t last = 0;

    *other = false;
    for (uint32_t i = open + 1; i < l->marks[open].close; i++) {
        if (l->marks[i].kind != AG_LAYOUT_OPEN)
            continue;
        *other |= last && l->marks[last].forced;
        last = i;
        i = l->marks[i].close;
    }
    return last;
}

/* Whether the group at column `from` stays flat and its last group is broken. */
static bool
hug(struct ag_layout *l, uint32_t open, uint32_t from)
{
    bool other;
    uint32_t last = last_inside(l, open, &other), end = last;

    if (!last || other)
        return false;
    while (end < l->nmark && (l->marks[end].kind != AG_LAYOUT_BREAK ||
                              l->marks[end].group - 1 < last))
        end++;
    if (end == l->nmark)
        return false;
    struct ag_str head = ag_str_cut(ag_buf_text(&l->flat), l->marks[open].at,
                                    l->marks[end].at);
    return l->marks[last].hugged = fits(l, head, from, 0);
}

/* Whether prettier keeps a text on the line of its key: isObjectPropertyWithShortKey
 * in its src/language-js/print/assignment.js. The key ends with a colon. */
static bool
is_short_key(const struct ag_layout *l, uint32_t open)
{
    enum { COLON = 1, LEAST = 3 }; /* columns that a break has to win */
    const struct ag_layout_mark *mark = &l->marks[open];
    const char *flat = l->flat.p;

    return width(flat + mark->at, flat + mark[1].at) <
           COLON + l->style->indent + LEAST;
}

static void
decide(struct ag_layout *l, uint32_t first, uint32_t open)
{
    struct ag_layout_mark *mark = &l->marks[open];
    uint32_t line = line_start(l, l->out->n), end = line;

    if (open == first || mark->hugged || l->marks[mark->group - 1].broken) {
        struct ag_str flat = ag_str_cut(ag_buf_text(&l->flat), mark->at,
                                        l->marks[mark->close].at);
        uint32_t from = column(l, line, l->out->n);
        mark->broken =
            open == first || mark->hugged || mark->forced ||
            !fits(l, flat, from, columns_after(l, first, mark->close, open));
        if (mark->broken && (mark->hug ? hug(l, open, from)
                                       : mark->key && is_short_key(l, open)))
            mark->broken = false;
    }
    if (!mark->broken)
        return;
    /* A group that has ended indents no other one. */
    const struct ag_layout_mark *broke = &l->marks[l->broke.mark];
    if (l->broke.line == line && broke->close < open) {
        mark->indent = broke->indent;
        return;
    }
    while (end < l->out->n && (l->out->p[end] == ' ' || l->out->p[end] == '\t'))
        end++;
    mark->indent = (struct ag_str){NULL, end - line - own_margin(l, line), line};
}

/* Returns where the line begins. Blanks before the break, as of a separator ", ",
 * would end the line before. */
static uint32_t
new_line(struct ag_layout *l, struct ag_str indent, uint32_t step)
{
    while (l->out->n && l->out->p[l->out->n - 1] == ' ')
        l->out->n--;
    ag_buf_reserve(l->out, 1 + indent.n + step);
    ag_buf_char(l->out, '\n');
    uint32_t line = l->out->n;
    ag_buf_put(l->out, l->out->p + indent.at, indent.n);
    for (; step; step--)
        ag_buf_char(l->out, ' ');
    return line;
}

/* Writes the group `first` again, broken. */
static void
lay_out(struct ag_layout *l, uint32_t first)
{
    struct ag_buf *out = l->out;
    uint32_t start = l->marks[first].at, done = 0;

    l->broke.mark = first; /* it is open, so it counts for none */
    l->flat.n = 0;
    ag_buf_str(&l->flat, ag_str_cut(ag_buf_text(out), start, out->n));
    out->n = start;
    for (uint32_t i = first; i < l->nmark; i++)
        l->marks[i].at -= start;
    for (uint32_t i = first; i < l->nmark; i++) {
        struct ag_layout_mark *mark = &l->marks[i];
        ag_buf_put(out, l->flat.p + done, mark->at - done);
        done = mark->at;
        if (mark->kind == AG_LAYOUT_OPEN)
            decide(l, first, i);
        if (mark->kind < AG_LAYOUT_BREAK)
            continue;
        const struct ag_layout_mark *group = &l->marks[mark->group - 1];
        if (!group->broken)
            continue;
        if (mark->kind == AG_LAYOUT_BROKEN) {
            ag_buf_str(out, mark->text);
        } else {
            bool indents = mark->kind == AG_LAYOUT_BREAK;
            uint32_t line = new_line(l, group->indent,
                                     indents ? AG_LAYOUT_STEP : 0);
            if (indents) {
                l->broke.line = line;
                l->broke.mark = mark->group - 1;
            }
            done += mark->n;
        }
    }
    ag_buf_put(out, l->flat.p + done, l->flat.n - done);
}

void
ag_layout_close(struct ag_layout *l)
{
    uint32_t open = l->group - 1;
    const struct ag_layout_mark *mark = &l->marks[open];

    l->group = mark->group;
    l->marks[open].close = l->nmark;
    new_mark(l, AG_LAYOUT_CLOSE);
    if (l->group)
        return;
    mark = &l->marks[open];
    const struct ag_buf *out = l->out;
    uint32_t line = line_start(l, mark->at), tail = mark->tail;
    if (mark->forced) {
        lay_out(l, open);
    } else if (column(l, line, mark->at) + (out->n - mark->at) + tail >
               l->style->width) {
        struct ag_str s = ag_str_cut(ag_buf_text(out), mark->at, out->n);
        if (!fits(l, s, column(l, line, mark->at), tail))
            lay_out(l, open);
    }
    l->nmark = open;
}

/*
 * Alignments.
 */

void
ag_layout_rows_open(struct ag_layout *l, struct ag_layout_rows *rows)
{
    *rows = (struct ag_layout_rows){l->rows, l->out->n, l->nmark};
    l->rows = rows;
}

void
ag_layout_tab(struct ag_layout *l)
{
    if (l->rows && !l->group)
        new_mark(l, AG_LAYOUT_TAB)->n = 1;
    ag_buf_char(l->out, ' ');
}

/* Lines, of the flat text; `mark` is the first one behind their begin. */
struct row {
    uint32_t at, end;
    uint32_t mark, ntab;
};

static struct row
next_row(const struct ag_layout *l, uint32_t at, uint32_t mark)
{
    struct ag_str flat = ag_buf_text(&l->flat);
    struct row row = {at, at + ag_str_find(ag_str_cut(flat, at, flat.n), '\n'),
                      mark, 0};

    while (mark + row.ntab < l->nmark && l->marks[mark + row.ntab].at < row.end)
        row.ntab++;
    return row;
}

/* The begin of cell `i` of the row, and its end. */
static uint32_t
cell_start(const struct ag_layout *l, const struct row *row, uint32_t i)
{
    if (i == 0)
        return row->at;
    const struct ag_layout_mark *tab = &l->marks[row->mark + i - 1];
    return tab->at + tab->n;
}

static uint32_t
cell_end(const struct ag_layout *l, const struct row *row, uint32_t i)
{
    return i < row->ntab ? l->marks[row->mark + i].at : row->end;
}

/* The bytes of cell `i`; marks take no place. */
static uint32_t
cell_width(const struct ag_layout *l, const struct row *row, uint32_t i)
{
    uint32_t from = cell_start(l, row, i), end = cell_end(l, row, i);
    uint32_t n = end - from;

    for (; l->marked && from + AG_TMPL_MARK <= end; from++)
        if (memcmp(l->flat.p + from, AG_TMPL_BEGIN, AG_TMPL_MARK) == 0 ||
            memcmp(l->flat.p + from, AG_TMPL_END, AG_TMPL_MARK) == 0)
            n -= AG_TMPL_MARK;
    return n;
}

/* The widths of the columns from `row` to the next empty line; returns where
 * that is. */
static uint32_t
measure(const struct ag_layout *l, struct row row, uint32_t *widths)
{
    memset(widths, 0, AG_LAYOUT_CELLS * sizeof *widths);
    while (row.at < row.end) {
        for (uint32_t i = 0; row.ntab && i <= row.ntab && i < AG_LAYOUT_CELLS;
             i++) {
            uint32_t n = cell_width(l, &row, i);
            if (n > widths[i] && n <= AG_LAYOUT_CELL)
                widths[i] = n;
        }
        if (row.end == l->flat.n)
            break;
        row = next_row(l, row.end + 1, row.mark + row.ntab);
    }
    return row.end;
}

static void
put_row(struct ag_layout *l, const struct row *row, const uint32_t *widths)
{
    struct ag_buf *out = l->out;
    uint32_t start = out->n;

    for (uint32_t i = 0; i <= row->ntab; i++) {
        uint32_t from = cell_start(l, row, i), n = cell_end(l, row, i) - from;
        ag_buf_put(out, l->flat.p + from, n);
        if (i == row->ntab)
            break;
        if (l->marked)
            n = cell_width(l, row, i);
        for (; i < AG_LAYOUT_CELLS && n < widths[i]; n++)
            ag_buf_char(out, ' ');
        ag_buf_char(out, ' ');
    }
    while (row->ntab && out->n > start && out->p[out->n - 1] == ' ')
        out->n--;
}

void
ag_layout_rows_close(struct ag_layout *l)
{
    const struct ag_layout_rows *rows = l->rows;
    uint32_t start = rows->start, run = 0, at = 0, mark = rows->mark;
    uint32_t widths[AG_LAYOUT_CELLS];

    l->rows = rows->up;
    if (l->group || l->nmark == mark)
        return;
    l->flat.n = 0;
    ag_buf_put(&l->flat, l->out->p + start, l->out->n - start);
    l->out->n = start;
    for (uint32_t i = mark; i < l->nmark; i++)
        l->marks[i].at -= start;
    while (at < l->flat.n) {
        struct row row = next_row(l, at, mark);
        if (at >= run)
            run = measure(l, row, widths);
        put_row(l, &row, widths);
        at = row.end;
        mark += row.ntab;
        if (at < l->flat.n) {
            ag_buf_char(l->out, '\n');
            at++;
        }
    }
    l->nmark = rows->mark;
}

/* With its line end. */
static uint32_t
line_length(const char *p, const char *end)
{
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    return (uint32_t)((newline ? newline + 1 : end) - p);
}

void
ag_layout_indent(struct ag_layout *l, uint32_t start, struct ag_str blanks)
{
    struct ag_buf *out = l->out;
    uint32_t end = out->n, mark = l->nmark, by = 0;

    if (blanks.n == 0 || start >= end)
        return;
    uint32_t at = start + line_length(out->p + start, out->p + end);
    if (at == end)
        return;
    while (mark && l->marks[mark - 1].at >= at)
        mark--;

    /* The text after the first line is set aside and comes back line by line. A
     * mark moves with its byte. */
    l->flat.n = 0;
    ag_buf_str(&l->flat, ag_str_cut(ag_buf_text(out), at, end));
    out->n = at;
    for (const char *p = l->flat.p, *last = p + l->flat.n; p < last;) {
        uint32_t n = line_length(p, last);
        if (*p != '\n') {
            ag_buf_str(out, blanks);
            by += blanks.n;
        }
        ag_buf_put(out, p, n);
        p += n;
        at += n;
        for (; mark < l->nmark && l->marks[mark].at < at; mark++)
            l->marks[mark].at += by;
    }
    for (; mark < l->nmark; mark++)
        l->marks[mark].at += by;
}

void
ag_layout_cut(struct ag_layout *l)
{
    uint32_t end = l->out->n;

    for (uint32_t i = l->nmark; i; i--) {
        struct ag_layout_mark *mark = &l->marks[i - 1];
        if (mark->at + mark->n <= end)
            break;
        if (mark->at > end)
            mark->at = end;
        mark->n = end - mark->at;
    }
}

void
ag_layout_shift(struct ag_layout *l, uint32_t from, uint32_t by)
{
    for (uint32_t i = l->nmark; i && l->marks[i - 1].at >= from; i--)
        l->marks[i - 1].at += by;
}

void
ag_layout_restyle(const struct ag_layout *l, uint32_t start)
{
    const struct ag_tmpl_style *style = l->style;
    struct ag_buf *out = l->out;
    struct ag_str text;
    struct ag_buf copy;

    if (!style->tabs && style->indent == AG_LAYOUT_STEP && !style->crlf)
        return;
    ag_buf_init(&copy, out->arena);
    ag_buf_str(&copy, ag_str_cut(ag_buf_text(out), start, out->n));
    out->n = start;
    for (text = ag_buf_text(&copy); text.n;) {
        uint32_t blanks = blanks_at(text), steps = blanks / AG_LAYOUT_STEP;
        uint32_t end = ag_str_find(text, '\n');
        for (uint32_t i = 0; i < steps * (style->tabs ? 1 : style->indent); i++)
            ag_buf_char(out, style->tabs ? '\t' : ' ');
        ag_buf_put(out, text.p + steps * AG_LAYOUT_STEP,
                   end - steps * AG_LAYOUT_STEP);
        if (end < text.n)
            ag_buf_str(out, style->crlf ? AG_STR("\r\n") : AG_STR("\n"));
        text = ag_str_cut(text, end + (end < text.n), text.n);
    }
    ag_buf_free(&copy);
}
