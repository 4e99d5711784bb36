#include "base/escape.h"

void
ag_put_unicode(struct ag_buf *out, unsigned value)
{
    static const char digits[] = "0123456789abcdef";
    char text[] = {'\\',
                   'u',
                   digits[value >> 12 & 15],
                   digits[value >> 8 & 15],
                   digits[value >> 4 & 15],
                   digits[value & 15]};
    ag_buf_put(out, text, sizeof text);
}

/* The letter that represents `c` after a backslash, or 0. */
static char
short_escape(unsigned char c)
{
    switch (c) {
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

void
ag_put_control(struct ag_buf *out, unsigned char c)
{
    char letter = short_escape(c);
    if (letter) {
        ag_buf_char(out, '\\');
        ag_buf_char(out, letter);
    } else {
        ag_put_unicode(out, c);
    }
}

bool
ag_is_control(unsigned char c)
{
    return c < 0x20 || c == 0x7f;
}

void
ag_put_json(struct ag_buf *out, struct ag_str s)
{
    ag_buf_char(out, '"');
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '"' || c == '\\')
            ag_buf_char(out, '\\');
        if (ag_is_control((unsigned char)c))
            ag_put_control(out, (unsigned char)c);
        else
            ag_buf_char(out, c);
    }
    ag_buf_char(out, '"');
}

void
ag_put_quoted(struct ag_buf *out, struct ag_str s, char quote)
{
    ag_buf_char(out, quote);
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == quote)
            ag_buf_char(out, quote);
        ag_buf_char(out, s.p[i]);
    }
    ag_buf_char(out, quote);
}
