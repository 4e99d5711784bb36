/*
 * TAP for C tests. Include it once per program:
 *
 *     int
 *     main(void)
 *     {
 *         ok(1 + 1 == 2, "numbers work");
 *         is_str(ag_str("x"), "x", "slices work");
 *         return done();
 *     }
 */
#ifndef AG_TESTS_TAP_H
#define AG_TESTS_TAP_H

#include <stdarg.h>
#include <stdio.h>

#include "base/attr.h"
#include "base/str.h"

static unsigned tap_tests, tap_failed;

static inline bool
ok(bool good, const char *fmt, ...) AG_PRINTF(2, 3);

static inline bool
ok(bool good, const char *fmt, ...)
{
    va_list args;
    tap_failed += !good;
    printf("%sok %u - ", good ? "" : "not ", ++tap_tests);
    va_start(args, fmt);
    vprintf(fmt, args);
    va_end(args);
    putchar('\n');
    fflush(stdout); /* a crash must not take finished results along */
    return good;
}

/* Prints `s` on one line: a newline could begin what looks like a result. */
static inline void
tap_show(const char *label, struct ag_str s)
{
    printf("# %s '", label);
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '\n')
            printf("\\n");
        else if (c < ' ' || c == '\\')
            printf("\\x%02x", c);
        else
            putchar(c);
    }
    printf("'\n");
}

/* Whether `got` is the text `expected`. */
static inline bool
is_str(struct ag_str got, const char *expected, const char *name)
{
    struct ag_str want = {expected, (uint32_t)strlen(expected), 0};
    bool good = ok(ag_str_eq(got, want), "%s", name);
    if (!good) {
        tap_show("got     ", got);
        tap_show("expected", want);
    }
    return good;
}

/* Whether two numbers are the same. */
static inline bool
is_int(long long got, long long expected, const char *name)
{
    bool good = ok(got == expected, "%s", name);
    if (!good)
        printf("# got %lld, expected %lld\n", got, expected);
    return good;
}

/* The plan, after the last test; main returns what it returns. */
static inline int
done(void)
{
    printf("1..%u\n", tap_tests);
    return tap_failed != 0;
}

#endif
