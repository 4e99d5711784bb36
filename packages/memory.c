/*
 * memcpy, memmove and memchr for a release with musl on x86-64. musl's copies use
 * one instruction for all lengths, which takes longer to begin than to copy a
 * word, and most of authgen's copies are words. Its memchr looks at a word at
 * once, that of glibc at 16 bytes or more. packages/release.sh compiles this file
 * so that the compiler does not take the loops for calls of memcpy.
 */
#include <stddef.h>
#include <stdint.h>

void *memmove(void *to, const void *from, size_t n);
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memchr(const void *text, int wanted, size_t n);

/* What is copied at once, from any address. */
#define ANYWHERE aligned(1), may_alias
typedef uint16_t pair __attribute__((ANYWHERE));
typedef uint32_t half __attribute__((ANYWHERE));
typedef uint64_t word __attribute__((ANYWHERE));
typedef uint64_t vector __attribute__((vector_size(16), ANYWHERE));
typedef char bytes __attribute__((vector_size(16), ANYWHERE));

/* Copies from one to two times the size of `type`: its first and its last bytes,
 * which overlap. All are read before any is written. */
#define COPY_ENDS(type)                                                        \
    do {                                                                       \
        type first = *(const type *)s;                                         \
        type last = *(const type *)(s + n - sizeof last);                      \
        *(type *)d = first;                                                    \
        *(type *)(d + n - sizeof last) = last;                                 \
    } while (0)

static void
copy_small(char *d, const char *s, size_t n)
{
    if (n >= sizeof(word))
        COPY_ENDS(word);
    else if (n >= sizeof(half))
        COPY_ENDS(half);
    else if (n >= sizeof(pair))
        COPY_ENDS(pair);
    else if (n)
        *d = *s;
}

/* The last vector is read first, because the others may be written over it. */
static void
copy_forwards(char *d, const char *s, size_t n)
{
    vector last = *(const vector *)(s + n - sizeof last);
    size_t i = 0;

    for (; n - i > 2 * sizeof last; i += 2 * sizeof last) {
        vector a = *(const vector *)(s + i);
        vector b = *(const vector *)(s + i + sizeof a);
        *(vector *)(d + i) = a;
        *(vector *)(d + i + sizeof a) = b;
    }
    if (n - i > sizeof last)
        *(vector *)(d + i) = *(const vector *)(s + i);
    *(vector *)(d + n - sizeof last) = last;
}

static void
copy_backwards(char *d, const char *s, size_t n)
{
    vector first = *(const vector *)s;

    for (; n > sizeof first; n -= sizeof first)
        *(vector *)(d + n - sizeof first) =
            *(const vector *)(s + n - sizeof first);
    *(vector *)d = first;
}

void *
memmove(void *to, const void *from, size_t n)
{
    char *d = to;
    const char *s = from;

    if (n <= sizeof(vector))
        copy_small(d, s, n);
    else if (n <= 2 * sizeof(vector))
        COPY_ENDS(vector);
    else if ((uintptr_t)d - (uintptr_t)s >= n)
        copy_forwards(d, s, n);
    else
        copy_backwards(d, s, n);
    return to;
}

void *
memcpy(void *restrict to, const void *restrict from, size_t n)
{
    return memmove(to, from, n);
}

/* A bit for each byte of 16 that is the one in all places of `wanted`. */
static int
matches(const char *p, bytes wanted)
{
    return __builtin_ia32_pmovmskb128(*(const bytes *)p == wanted);
}

void *
memchr(const void *text, int wanted, size_t n)
{
    const char *p = text, *end = p + n;
    const char byte = (char)wanted;
    const bytes all = (bytes){0} + byte;
    int found;

    if (n < sizeof all) {
        for (; p < end; p++)
            if (*p == byte)
                return (void *)p;
        return NULL;
    }
    for (; (size_t)(end - p) > sizeof all; p += sizeof all)
        if ((found = matches(p, all)))
            return (void *)(p + __builtin_ctz((unsigned)found));
    p = end - sizeof all;
    found = matches(p, all);
    return found ? (void *)(p + __builtin_ctz((unsigned)found)) : NULL;
}
