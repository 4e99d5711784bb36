#include "cli/sanitize.h"

#include <string.h>

/* Characters that take no column, take two, or would corrupt the line. */
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

uint32_t
ag_decode(struct ag_str s, uint32_t *c)
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
        if (!ag_utf8_is_continuation(s.p[i]))
            return 0;
        *c = *c << 6 | ((unsigned char)s.p[i] & 0x3f);
    }
    if (*c < least[n] || *c > 0x10ffff || (*c >= 0xd800 && *c < 0xe000))
        return 0;
    return n;
}

struct ag_shown
ag_show(struct ag_str s)
{
    struct ag_shown shown = {1, 1, "\xef\xbf\xbd"};
    uint32_t c, n = ag_decode(s, &c);

    if (n == 0)
        return shown;
    shown.size = n;
    if (c == '\t') {
        memcpy(shown.text, "\t", 2);
    } else if (c < 0x20 || c == 0x7f) {
        ag_put_utf8(shown.text, 0x2400 + (c == 0x7f ? 0x21 : c));
    } else if (width_of(c) != HARMFUL) {
        shown.width = width_of(c);
        memcpy(shown.text, s.p, n);
        shown.text[n] = '\0';
    }
    return shown;
}

void
ag_put_shown(struct ag_buf *out, struct ag_str s)
{
    uint32_t end = s.n;

    if (s.n > AG_SHOWN_LONGEST) {
        end = AG_SHOWN_LONGEST;
        while (ag_utf8_is_continuation(s.p[end]) && end > AG_SHOWN_LONGEST - 4)
            end--;
    }
    for (uint32_t i = 0; i < end;) {
        /* Nearly all text is plain: copy it in one step. */
        uint32_t from = i;
        while (i < end && s.p[i] >= ' ' && s.p[i] < 0x7f)
            i++;
        ag_buf_put(out, s.p + from, i - from);
        if (i < end) {
            struct ag_shown c = ag_show(ag_str_cut(s, i, end));
            ag_buf_str(out, c.text[0] == '\t' ? AG_STR(" ") : ag_str(c.text));
            i += c.size;
        }
    }
    if (end < s.n)
        ag_buf_str(out, AG_STR("…"));
}
