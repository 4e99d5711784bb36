#include "base/str.h"

bool
ag_str_caseeq(struct ag_str a, struct ag_str b)
{
    if (a.n != b.n)
        return false;
    for (uint32_t i = 0; i < a.n; i++)
        if (ag_ascii_lower(a.p[i]) != ag_ascii_lower(b.p[i]))
            return false;
    return true;
}

int
ag_str_cmp(struct ag_str a, struct ag_str b)
{
    uint32_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

int
ag_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

uint32_t
ag_utf8_code(struct ag_str s, uint32_t *code)
{
    unsigned char c = (unsigned char)s.p[0];
    uint32_t n = 1;

    *code = c < 0x80 ? c : c < 0xe0 ? c & 0x1f : c < 0xf0 ? c & 0x0f : c & 0x07;
    for (; n < s.n && ag_utf8_is_continuation(s.p[n]); n++)
        *code = *code << 6 | ((unsigned char)s.p[n] & 0x3f);
    return n;
}

char *
ag_put_utf8(char *out, uint32_t code)
{
    if (code < 0x80) {
        *out++ = (char)code;
        return out;
    }
    if (code < 0x800) {
        *out++ = (char)(0xc0 | code >> 6);
    } else if (code < 0x10000) {
        *out++ = (char)(0xe0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3f));
    } else {
        *out++ = (char)(0xf0 | code >> 18);
        *out++ = (char)(0x80 | (code >> 12 & 0x3f));
        *out++ = (char)(0x80 | (code >> 6 & 0x3f));
    }
    *out++ = (char)(0x80 | (code & 0x3f));
    return out;
}

/* Counts eight bytes at a time. Continuation bytes have the highest bit set and
 * the next one clear. */
uint32_t
ag_str_chars(struct ag_str s)
{
    const char *p = s.p, *end = ag_str_end(s);
    uint32_t n = s.n;

    for (; end - p >= 8; p += 8) {
        uint64_t bytes;
        memcpy(&bytes, p, 8);
        bytes = (bytes & ~(bytes << 1)) >> 7 & 0x0101010101010101;
        n -= (uint32_t)(bytes * 0x0101010101010101 >> 56);
    }
    for (; p < end; p++)
        n -= ag_utf8_is_continuation(*p);
    return n;
}

bool
ag_str_is_bmp(struct ag_str s)
{
    uint32_t i = 0;
    while (i < s.n && (unsigned char)s.p[i] < 0xf0)
        i++;
    return i == s.n;
}

bool
ag_str_starts(struct ag_str s, struct ag_str prefix)
{
    return s.n >= prefix.n && memcmp(s.p, prefix.p, prefix.n) == 0;
}

bool
ag_str_ends(struct ag_str s, struct ag_str suffix)
{
    return s.n >= suffix.n &&
           memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0;
}

uint32_t
ag_str_find(struct ag_str s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? (uint32_t)(hit - s.p) : s.n;
}

struct ag_str
ag_str_until(struct ag_str s, char c)
{
    return ag_str_cut(s, 0, ag_str_find(s, c));
}

bool
ag_str_uint(struct ag_str s, uint32_t *value)
{
    uint64_t v = 0;
    if (s.n == 0 || s.n > 10)
        return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    if (v > UINT32_MAX)
        return false;
    *value = (uint32_t)v;
    return true;
}

static unsigned
min(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned
ag_str_distance(struct ag_str a, struct ag_str b, unsigned limit)
{
    enum { LONGEST = 64 };
    unsigned rows[3][LONGEST];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    uint32_t gap = a.n > b.n ? a.n - b.n : b.n - a.n;

    if (a.n >= LONGEST || b.n >= LONGEST || gap > limit)
        return limit + 1;
    for (uint32_t j = 0; j <= b.n; j++) {
        before[j] = 0;
        last[j] = j;
    }
    for (uint32_t i = 1; i <= a.n; i++) {
        row[0] = i;
        for (uint32_t j = 1; j <= b.n; j++) {
            bool same = ag_ascii_lower(a.p[i - 1]) == ag_ascii_lower(b.p[j - 1]);
            row[j] = min(min(last[j], row[j - 1]) + 1, last[j - 1] + !same);
            if (i > 1 && j > 1 && ag_ascii_lower(a.p[i - 1]) == ag_ascii_lower(b.p[j - 2]) &&
                ag_ascii_lower(a.p[i - 2]) == ag_ascii_lower(b.p[j - 1]))
                row[j] = min(row[j], before[j - 2] + 1);
        }
        unsigned *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return min(last[b.n], limit + 1);
}
