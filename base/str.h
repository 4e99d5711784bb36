/*
 * Slices of text.
 *
 * A slice borrows its bytes from the source text, from an arena or from static
 * data; all of these live at least as long as the context. It is not
 * NUL-terminated. A slice of a source file also has its position, so that a
 * diagnostic can point at it: `at` is the offset of the first byte in the space
 * that base/source.h describes, or 0 if the text comes from no file.
 */
#ifndef AG_BASE_STR_H
#define AG_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct ag_str {
    const char *p;
    uint32_t n;
    uint32_t at;
};

/* A half-open range [at, end) of source offsets; {0, 0} is "nowhere". */
struct ag_span {
    uint32_t at;
    uint32_t end;
};

/* A slice of a string literal, usable in initialisers. */
#define AG_LIT(s) { "" s, sizeof(s) - 1, 0 }
#define AG_STR(s) ((struct ag_str)AG_LIT(s))

/* For printf: "%.*s", AG_ARG(s). */
#define AG_ARG(s) (int)(s).n, (s).p

/* A slice of a NUL-terminated string, which it borrows. */
static inline struct ag_str
ag_str(const char *cstr)
{
    return (struct ag_str){cstr, (uint32_t)strlen(cstr), 0};
}

/* The place `n` bytes into `s`. The pointer of an empty slice may be NULL, and C
 * forbids adding even 0 to NULL (C11 6.5.6). */
static inline const char *
ag_str_at(struct ag_str s, uint32_t n)
{
    return n ? s.p + n : s.p;
}

/* The place after the last byte of `s`. */
static inline const char *
ag_str_end(struct ag_str s)
{
    return ag_str_at(s, s.n);
}

/* The bytes [from, to) of `s`, with their position. */
static inline struct ag_str
ag_str_cut(struct ag_str s, uint32_t from, uint32_t to)
{
    return (struct ag_str){ag_str_at(s, from), to - from,
                           s.at ? s.at + from : 0};
}

/* The position of `s` in the source. */
static inline struct ag_span
ag_str_span(struct ag_str s)
{
    return (struct ag_span){s.at, s.at ? s.at + s.n : 0};
}

static inline bool
ag_str_eq(struct ag_str a, struct ag_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* The small letter of an ASCII letter; other bytes stay. */
static inline char
ag_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Equality ignoring the case of ASCII letters, which is how SQLite, MySQL and
 * SQL Server compare most identifiers. */
bool ag_str_caseeq(struct ag_str a, struct ag_str b);

/* Byte order for sorting; a prefix comes before the longer text. */
int ag_str_cmp(struct ag_str a, struct ag_str b);

/* Whether a byte is a continuation byte of UTF-8: 10xxxxxx. */
static inline bool
ag_utf8_is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The number of code points of a text in UTF-8. */
uint32_t ag_str_chars(struct ag_str s);

/* Whether a text has no characters beyond U+FFFF. */
bool ag_str_is_bmp(struct ag_str s);

bool ag_str_starts(struct ag_str s, struct ag_str prefix);
bool ag_str_ends(struct ag_str s, struct ag_str suffix);

/* The value of a hexadecimal digit, or -1. */
int ag_hex_digit(char c);

/* Reads the code point at the start of a text that is valid UTF-8 and not
 * empty; returns the number of its bytes. */
uint32_t ag_utf8_code(struct ag_str s, uint32_t *code);

/* Writes a code point as UTF-8, at most 4 bytes; returns the end. */
char *ag_put_utf8(char *out, uint32_t code);

/* Offset of the first `c` in `s`, or s.n. */
uint32_t ag_str_find(struct ag_str s, char c);

/* The bytes of `s` before the first `c`, or all of it. */
struct ag_str ag_str_until(struct ag_str s, char c);

/* Reads all of `s` as an unsigned decimal number; false if it is not one or
 * does not fit. */
bool ag_str_uint(struct ag_str s, uint32_t *value);

/* Damerau-Levenshtein distance, for "did you mean"; more than `limit` is
 * returned as `limit` + 1, and so is any distance of texts over 63 bytes. */
unsigned ag_str_distance(struct ag_str a, struct ag_str b, unsigned limit);

#endif
