/* Diagnostics for people, and in the line format of gcc. */
#include <stdio.h>

#include "cli/format.h"
#include "cli/sanitize.h"

enum {
    LINE_MAX_SHOWN = 100, /* columns of a source line */
    BEFORE_PLACE = 40,    /* columns before the position in a cut line */
};

static const char *const colors[] = {
    [AG_LEVEL_HELP] = "\033[1;32m",
    [AG_LEVEL_NOTE] = "\033[1;36m",
    [AG_LEVEL_WARNING] = "\033[1;35m",
    [AG_LEVEL_ERROR] = "\033[1;31m",
};
static const char bold[] = "\033[1m", dim[] = "\033[2m", plain[] = "\033[0m";

static void
put_color(struct ag_text *text, const char *color)
{
    if (text->color)
        ag_buf_str(&text->out, ag_str(color));
}

static void
put_level(struct ag_text *text, enum ag_level level)
{
    put_color(text, colors[level]);
    ag_buf_fmt(&text->out, "%s: ", ag_level_name(level));
    put_color(text, plain);
    if (level >= AG_LEVEL_WARNING)
        put_color(text, bold);
}

/* The excerpt of a line that is shown, in byte offsets. */
struct window {
    uint32_t from, to;
};

/* All of a short line. Of a longer one, about 40 characters before `at` and as
 * many after it as fit. Reads only the bytes that are shown, so that a very
 * long line costs nothing more. */
static struct window
find_window(struct ag_str line, uint32_t at)
{
    struct window w = {0, line.n};
    int columns = 0;

    if (line.n <= LINE_MAX_SHOWN)
        return w;
    for (w.from = at; w.from && columns < BEFORE_PLACE; columns++) {
        uint32_t last = w.from--;
        while (w.from && last - w.from < 4 &&
               ag_utf8_is_continuation(line.p[w.from]))
            w.from--;
    }
    columns = 0;
    for (w.to = w.from; w.to < line.n && w.to - w.from < 4 * LINE_MAX_SHOWN &&
                        (columns < LINE_MAX_SHOWN || w.to < at);) {
        struct ag_shown c = ag_show(ag_str_cut(line, w.to, line.n));
        w.to += c.size;
        columns += c.width;
    }
    return w;
}

/* Appends the characters [from, to) of a line, or blanks of the same width for
 * the line below. */
static void
put_line(struct ag_buf *out, struct ag_str line, uint32_t from, uint32_t to,
         bool blank)
{
    while (from < to) {
        struct ag_shown c = ag_show(ag_str_cut(line, from, line.n));
        if (!blank || c.text[0] == '\t')
            ag_buf_str(out, ag_str(c.text));
        else
            ag_buf_fmt(out, "%*s", c.width, "");
        from += c.size;
    }
}

/* Appends ^~~~ below [from, to), up to the first tab. */
static void
put_caret(struct ag_buf *out, struct ag_str line, uint32_t from, uint32_t to)
{
    int columns = 0;

    while (from < to && line.p[from] != '\t') {
        struct ag_shown c = ag_show(ag_str_cut(line, from, line.n));
        from += c.size;
        columns += c.width;
    }
    ag_buf_char(out, '^');
    while (--columns > 0)
        ag_buf_char(out, '~');
}

static void
put_gutter(struct ag_text *text, const char *number, int width)
{
    put_color(text, dim);
    ag_buf_fmt(&text->out, "%*s | ", width, number);
    put_color(text, plain);
}

static void
put_excerpt(struct ag_text *text, const struct ag_diagnostic *d)
{
    struct ag_buf *out = &text->out;
    struct ag_str line = {d->line, (uint32_t)d->line_size, 0};
    uint32_t begin = d->begin.column - 1, end = d->end.column - 1;
    char number[12];

    if (begin > line.n)
        begin = line.n;
    if (d->end.line != d->begin.line || end > line.n)
        end = line.n;
    struct window w = find_window(line, begin);
    if (end > w.to)
        end = w.to;
    int width = snprintf(number, sizeof number, "%u", (unsigned)d->begin.line);
    if (width < 5)
        width = 5;

    put_gutter(text, number, width);
    ag_buf_str(out, w.from ? AG_STR("…") : AG_STR(""));
    put_line(out, line, w.from, w.to, false);
    ag_buf_str(out, w.to < line.n ? AG_STR("…\n") : AG_STR("\n"));
    put_gutter(text, "", width);
    ag_buf_str(out, w.from ? AG_STR(" ") : AG_STR(""));
    put_line(out, line, w.from, begin, true);
    put_color(text, colors[d->level]);
    put_caret(out, line, begin, end);
    put_color(text, plain);
    ag_buf_char(out, '\n');
}

/* A help line has no position. It is indented below its message. */
static void
put_line_of(struct ag_text *text, const struct ag_diagnostic *d)
{
    struct ag_buf *out = &text->out;

    put_color(text, bold);
    if (d->file) {
        ag_put_shown(out, ag_str(d->file));
        ag_buf_fmt(out, ":%u:%u: ", (unsigned)d->begin.line,
                   (unsigned)d->begin.column);
    } else {
        ag_buf_str(out, d->level == AG_LEVEL_HELP ? AG_STR("  ")
                                                  : AG_STR("authgen: "));
    }
    put_color(text, plain);
    if (d->file || d->level != AG_LEVEL_NOTE)
        put_level(text, d->level);
    ag_put_shown(out, ag_str(d->message));
    put_color(text, plain);
    if (d->code)
        ag_buf_fmt(out, " [AG%04u]", d->code);
    ag_buf_char(out, '\n');
}

static void
put_text(struct ag_text *text, const struct ag_diagnostic *d)
{
    put_line_of(text, d);
    if (d->file)
        put_excerpt(text, d);
    for (size_t i = 0; i < d->nnote; i++)
        put_text(text, &d->notes[i]);
}

static void
put_count(struct ag_buf *out, unsigned n, const char *what)
{
    ag_buf_fmt(out, "%u %s%s", n, what, n == 1 ? "" : "s");
}

static void
put_more(struct ag_buf *out, unsigned n, const char *what)
{
    if (n == 0)
        return;
    ag_buf_str(out, AG_STR("… and "));
    put_count(out, n, what);
    ag_buf_char(out, '\n');
}

static void
sum_text(struct ag_text *text, unsigned errors, unsigned warnings,
         unsigned more_errors, unsigned more_warnings)
{
    struct ag_buf *out = &text->out;

    put_more(out, more_errors, "more error");
    put_more(out, more_warnings, "more warning");
    if (errors)
        put_count(out, errors, "error");
    if (errors && warnings)
        ag_buf_str(out, AG_STR(" and "));
    if (warnings)
        put_count(out, warnings, "warning");
    if (errors || warnings)
        ag_buf_char(out, '\n');
}

const struct ag_format ag_format_text = {
    .name = "text",
    .put = put_text,
    .sum = sum_text,
};

/* The format of gcc, one message per line, which most tools can read. A help
 * line becomes a note at the position of its message. */
static void
put_gcc(struct ag_text *text, const struct ag_diagnostic *d)
{
    put_line_of(text, d);
    for (size_t i = 0; i < d->nnote; i++) {
        struct ag_diagnostic note = d->notes[i];
        if (!note.file && d->file) {
            note.level = AG_LEVEL_NOTE;
            note.file = d->file;
            note.begin = d->begin;
        }
        put_line_of(text, &note);
    }
}

const struct ag_format ag_format_gcc = {
    .name = "gcc",
    .put = put_gcc,
};
