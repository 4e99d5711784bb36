#include "cli/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    LINE_MAX_SHOWN = 100, /* columns of a source line */
    BEFORE_PLACE = 40,    /* columns of a cut line before the place */
    MESSAGE_MAX = 1000    /* bytes of a message */
};

static const struct {
    const char *name;
    const char *color;
} levels[] = {
    [AG_LEVEL_HELP] = {"help", "\033[1;32m"},
    [AG_LEVEL_NOTE] = {"note", "\033[1;36m"},
    [AG_LEVEL_WARNING] = {"warning", "\033[1;35m"},
    [AG_LEVEL_ERROR] = {"error", "\033[1;31m"},
};
static const char bold[] = "\033[1m", dim[] = "\033[2m", plain[] = "\033[0m";

/* Characters that take no column, take two, or would tamper with the line. */
enum { HARMFUL = -1 };
static const struct {
    uint32_t low, high;
    int width;
} widths[] = {
    /* clang-format off */
    {0x0080, 0x009f, HARMFUL}, {0x0300, 0x036f, 0},  {0x0483, 0x0489, 0},
    {0x0591, 0x05bd, 0},       {0x0610, 0x061a, 0},  {0x061c, 0x061c, HARMFUL},
    {0x064b, 0x065f, 0},       {0x0900, 0x0902, 0},  {0x0e31, 0x0e31, 0},
    {0x0e34, 0x0e3a, 0},       {0x0e47, 0x0e4e, 0},  {0x1100, 0x115f, 2},
    {0x1ab0, 0x1aff, 0},       {0x1dc0, 0x1dff, 0},  {0x200b, 0x200d, 0},
    {0x200e, 0x200f, HARMFUL}, {0x2028, 0x202e, HARMFUL},
    {0x2060, 0x2064, 0},       {0x2066, 0x2069, HARMFUL},
    {0x20d0, 0x20f0, 0},       {0x231a, 0x231b, 2},  {0x2e80, 0x303e, 2},
    {0x3041, 0xa4cf, 2},       {0xa960, 0xa97c, 2},  {0xac00, 0xd7a3, 2},
    {0xf900, 0xfaff, 2},       {0xfe00, 0xfe0f, 0},  {0xfe20, 0xfe2f, 0},
    {0xfe30, 0xfe6f, 2},       {0xfeff, 0xfeff, HARMFUL}, {0xff00, 0xff60, 2},
    {0xffe0, 0xffe6, 2},       {0xfff9, 0xfffb, HARMFUL}, {0x1f300, 0x1f64f, 2},
    {0x1f680, 0x1f6ff, 2},     {0x1f900, 0x1f9ff, 2}, {0x20000, 0x3fffd, 2},
    {0xe0000, 0xe0fff, HARMFUL},
    /* clang-format on */
};

/* A character as it is shown. */
struct shown {
    uint32_t size; /* bytes of the source */
    int width;     /* columns */
    char text[5];
};

static int
width_of(uint32_t c)
{
    size_t low = 0, high = sizeof widths / sizeof *widths;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (widths[middle].high < c)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof widths / sizeof *widths && widths[low].low <= c)
        return widths[low].width;
    return 1;
}

/* The bytes of a well-formed character at the start of `s`, and itself; 0 if
 * it is ill-formed. */
static uint32_t
decode(struct ag_str s, uint32_t *c)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)s.p[0];
    uint32_t n = lead < 0x80   ? 1
                 : lead < 0xc0 ? 0
                 : lead < 0xe0 ? 2
                 : lead < 0xf0 ? 3
                 : lead < 0xf8 ? 4
                               : 0;

    if (n == 0 || n > s.n)
        return 0;
    *c = n == 1 ? lead : lead & (0x7fu >> n);
    for (uint32_t i = 1; i < n; i++) {
        unsigned char byte = (unsigned char)s.p[i];
        if ((byte & 0xc0) != 0x80)
            return 0;
        *c = *c << 6 | (byte & 0x3f);
    }
    if (*c < least[n] || *c > 0x10ffff || (*c >= 0xd800 && *c < 0xe000))
        return 0;
    return n;
}

/* How the character at the start of `s` is shown: itself, the picture of a
 * control character (U+2400 and on), or U+FFFD. A tab stays a tab. */
static struct shown
show(struct ag_str s)
{
    struct shown shown = {1, 1, "\xef\xbf\xbd"};
    uint32_t c, n = decode(s, &c);

    if (n == 0)
        return shown;
    shown.size = n;
    if (c == '\t') {
        memcpy(shown.text, "\t", 2);
    } else if (c < 0x20 || c == 0x7f) {
        shown.text[1] = (char)0x90;
        shown.text[0] = (char)0xe2;
        shown.text[2] = (char)(0x80 + (c == 0x7f ? 0x21 : c));
    } else if (width_of(c) != HARMFUL) {
        shown.width = width_of(c);
        memcpy(shown.text, s.p, n);
        shown.text[n] = '\0';
    }
    return shown;
}

/* `s` made harmless; line ends as well. */
static void
put_shown(struct ag_buf *out, struct ag_str s)
{
    uint32_t end = s.n;

    if (s.n > MESSAGE_MAX) {
        end = MESSAGE_MAX;
        while (((unsigned char)s.p[end] & 0xc0) == 0x80 &&
               end > MESSAGE_MAX - 4)
            end--;
    }
    for (uint32_t i = 0; i < end;) {
        /* Nearly all is plain: take that at once. */
        uint32_t from = i;
        while (i < end && s.p[i] >= ' ' && s.p[i] < 0x7f)
            i++;
        ag_buf_put(out, s.p + from, i - from);
        if (i < end) {
            struct shown c = show(ag_str_cut(s, i, end));
            ag_buf_str(out, c.text[0] == '\t' ? AG_STR(" ") : ag_str(c.text));
            i += c.size;
        }
    }
    if (end < s.n)
        ag_buf_str(out, AG_STR("…"));
}

static void
put_color(struct ag_text *text, const char *color)
{
    if (text->color)
        ag_buf_str(&text->out, ag_str(color));
}

static void
put_level(struct ag_text *text, enum ag_level level)
{
    put_color(text, levels[level].color);
    ag_buf_fmt(&text->out, "%s: ", levels[level].name);
    put_color(text, plain);
    if (level >= AG_LEVEL_WARNING)
        put_color(text, bold);
}

/* The excerpt: what of a line is shown, in bytes of it. */
struct window {
    uint32_t from, to;
};

/* All of a short line; else some 40 characters before `at`, and what fits
 * after it. Looks at no more bytes than are shown, however long the line. */
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
               ((unsigned char)line.p[w.from] & 0xc0) == 0x80)
            w.from--;
    }
    columns = 0;
    for (w.to = w.from; w.to < line.n && w.to - w.from < 4 * LINE_MAX_SHOWN &&
                        (columns < LINE_MAX_SHOWN || w.to < at);) {
        struct shown c = show(ag_str_cut(line, w.to, line.n));
        w.to += c.size;
        columns += c.width;
    }
    return w;
}

/* Puts the characters [from, to) of a line, or what stands below them: blanks
 * as wide as each. */
static void
put_line(struct ag_buf *out, struct ag_str line, uint32_t from, uint32_t to,
         bool blank)
{
    while (from < to) {
        struct shown c = show(ag_str_cut(line, from, line.n));
        if (!blank || c.text[0] == '\t')
            ag_buf_str(out, ag_str(c.text));
        else
            ag_buf_fmt(out, "%*s", c.width, "");
        from += c.size;
    }
}

/* ^~~~ below [from, to), as far as the first tab. */
static void
put_caret(struct ag_buf *out, struct ag_str line, uint32_t from, uint32_t to)
{
    int columns = 0;

    while (from < to && line.p[from] != '\t') {
        struct shown c = show(ag_str_cut(line, from, line.n));
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
    put_color(text, levels[d->level].color);
    put_caret(out, line, begin, end);
    put_color(text, plain);
    ag_buf_char(out, '\n');
}

static void
put_diagnostic(struct ag_text *text, const struct ag_diagnostic *d)
{
    struct ag_buf *out = &text->out;

    if (d->file) {
        put_color(text, bold);
        put_shown(out, ag_str(d->file));
        ag_buf_fmt(out, ":%u:%u: ", (unsigned)d->begin.line,
                   (unsigned)d->begin.column);
    } else if (d->code) {
        put_color(text, bold);
        ag_buf_str(out, AG_STR("authgen: "));
    } else {
        ag_buf_str(out, AG_STR("  "));
    }
    put_color(text, plain);
    put_level(text, d->level);
    put_shown(out, ag_str(d->message));
    put_color(text, plain);
    if (d->code)
        ag_buf_fmt(out, " [AG%04u]", d->code);
    ag_buf_char(out, '\n');
    if (d->file)
        put_excerpt(text, d);
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

void
ag_text_diagnostics(struct ag_text *text, struct ag_context *context)
{
    struct ag_buf *out = &text->out;
    const struct ag_diagnostic *d = NULL;
    unsigned errors = ag_errors(context), warnings = ag_warnings(context);
    unsigned kept[AG_LEVEL_ERROR + 1] = {0};

    while ((d = ag_next_diagnostic(context, d))) {
        kept[d->level]++;
        put_diagnostic(text, d);
        for (size_t i = 0; i < d->nnote; i++)
            put_diagnostic(text, &d->notes[i]);
    }
    put_more(out, errors - kept[AG_LEVEL_ERROR], "more error");
    put_more(out, warnings - kept[AG_LEVEL_WARNING], "more warning");
    if (errors)
        put_count(out, errors, "error");
    if (errors && warnings)
        ag_buf_str(out, AG_STR(" and "));
    if (warnings)
        put_count(out, warnings, "warning");
    if (errors || warnings)
        ag_buf_char(out, '\n');
}

static void put_format(struct ag_text *text, const char *fmt, va_list args)
    AG_PRINTF(2, 0);

static void
put_format(struct ag_text *text, const char *fmt, va_list args)
{
    char message[MESSAGE_MAX + 1];
    int n = vsnprintf(message, sizeof message, fmt, args);

    if (n > MESSAGE_MAX)
        n = MESSAGE_MAX;
    if (n > 0)
        put_shown(&text->out, (struct ag_str){message, (uint32_t)n, 0});
    put_color(text, plain);
    ag_buf_char(&text->out, '\n');
}

void
ag_text_say(struct ag_text *text, enum ag_level level, const char *fmt, ...)
{
    va_list args;

    put_color(text, bold);
    ag_buf_str(&text->out,
               level == AG_LEVEL_HELP ? AG_STR("  ") : AG_STR("authgen: "));
    put_color(text, plain);
    put_level(text, level);
    va_start(args, fmt);
    put_format(text, fmt, args);
    va_end(args);
}

void
ag_text_remark(struct ag_text *text, const char *fmt, ...)
{
    va_list args;

    ag_buf_str(&text->out, AG_STR("authgen: "));
    va_start(args, fmt);
    put_format(text, fmt, args);
    va_end(args);
}

void
ag_text_nearest(struct ag_text *text, struct ag_str best)
{
    if (best.n)
        ag_text_say(text, AG_LEVEL_HELP, "did you mean '%.*s'?", AG_ARG(best));
}

void
ag_text_flush(struct ag_text *text)
{
    const char *p = text->out.p;
    size_t left = text->out.n;

    while (left) {
        ssize_t n = write(STDERR_FILENO, p, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        p += n;
        left -= (size_t)n;
    }
    text->out.n = 0;
}
