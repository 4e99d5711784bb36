/*
 * Differences of texts: what `patch` would make of them is the new text, and no
 * shorter way is there. Prints TAP. `diff-unit N` runs N rounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/diff.h"
#include "tests/tap.h"

enum { LINES = 40 };

static struct ag_arena arena;
static uint32_t state = 1;

static uint32_t
random_below(uint32_t n)
{
    state = state * 1664525 + 1013904223;
    return (state >> 8) % n;
}

/* A text of few different lines, some of `from`; often without its last end. */
static struct ag_str
random_text(struct ag_str from)
{
    struct ag_buf buf;
    uint32_t n = random_below(LINES), kinds = 1 + random_below(9);

    ag_buf_init(&buf, &arena);
    while (n--) {
        if (from.n && random_below(8)) {
            struct ag_str line = ag_str_cut(from, 0, ag_str_find(from, '\n'));
            ag_buf_fmt(&buf, "%.*s\n", AG_ARG(line));
            from = ag_str_cut(from, line.n + (line.n < from.n), from.n);
        } else {
            ag_buf_fmt(&buf, "%u\n", random_below(kinds));
        }
    }
    if (buf.n && random_below(3) == 0)
        buf.n--;
    struct ag_str text = AG_STR(""); /* NULL would be no file */
    if (buf.n)
        text = ag_arena_copy(&arena, ag_buf_text(&buf));
    ag_buf_free(&buf);
    return text;
}

/* The line at the start of `text`, with its end, which is taken off. */
static struct ag_str
take_line(struct ag_str *text)
{
    uint32_t n = ag_str_find(*text, '\n');
    struct ag_str line = ag_str_cut(*text, 0, n + (n < text->n));

    *text = ag_str_cut(*text, line.n, text->n);
    return line;
}

/* Applies a patch of one file to `text`, as simply as can be; false if it does
 * not fit. Counts the lines that change. */
static bool
apply(struct ag_str text, struct ag_str patch, struct ag_buf *out,
      unsigned *changes)
{
    unsigned at = 0;

    *changes = 0;
    if (patch.n == 0) {
        ag_buf_str(out, text);
        return true;
    }
    if (!ag_str_starts(take_line(&patch), AG_STR("--- a/x\n")) ||
        !ag_str_starts(take_line(&patch), AG_STR("+++ b/x\n")))
        return false;
    while (patch.n) {
        struct ag_str line = take_line(&patch);
        if (line.p[0] == '@') {
            /* From here on the old text is at that line. */
            unsigned first = (unsigned)strtoul(line.p + 4, NULL, 10);
            const char *count = memchr(line.p, ' ', line.n);
            count = strpbrk(count + 1, ", ");
            bool none = count[0] == ',' && strtoul(count + 1, NULL, 10) == 0;
            for (; at + 1 < first + none; at++)
                ag_buf_str(out, take_line(&text));
            continue;
        }
        struct ag_str body = ag_str_cut(line, 1, line.n);
        if (ag_str_starts(patch, AG_STR("\\"))) {
            take_line(&patch);
            body.n--;
        }
        if (line.p[0] != '+') {
            if (!ag_str_eq(take_line(&text), body))
                return false;
            at++;
        }
        if (line.p[0] != '-')
            ag_buf_str(out, body);
        *changes += line.p[0] != ' ';
    }
    ag_buf_str(out, text);
    return true;
}

/* The fewest lines that can change, by the table of all ways. */
static unsigned
fewest(struct ag_str a, struct ag_str b)
{
    static struct ag_str as[LINES], bs[LINES];
    static unsigned ways[LINES + 1][LINES + 1];
    unsigned n = 0, m = 0;

    while (a.n)
        as[n++] = take_line(&a);
    while (b.n)
        bs[m++] = take_line(&b);
    for (unsigned i = 0; i <= n; i++)
        for (unsigned j = 0; j <= m; j++) {
            if (i == 0 || j == 0)
                ways[i][j] = i + j;
            else if (ag_str_eq(as[i - 1], bs[j - 1]))
                ways[i][j] = ways[i - 1][j - 1];
            else if (ways[i - 1][j] < ways[i][j - 1])
                ways[i][j] = ways[i - 1][j] + 1;
            else
                ways[i][j] = ways[i][j - 1] + 1;
        }
    return ways[n][m];
}

static bool
round_trip(struct ag_str before, struct ag_str after, unsigned *changes)
{
    struct ag_buf patch, text;

    ag_buf_init(&patch, &arena);
    ag_buf_init(&text, &arena);
    ag_diff(&patch, "x", before, after, &arena);
    bool good = apply(before, ag_buf_text(&patch), &text, changes) &&
                ag_str_eq(ag_buf_text(&text), after);
    if (!good) {
        tap_show("before", before);
        tap_show("after", after);
        tap_show("patch", ag_buf_text(&patch));
    }
    ag_buf_free(&patch);
    ag_buf_free(&text);
    return good;
}

static void
test_random(unsigned rounds)
{
    unsigned wrong = 0, longer = 0, changes;

    for (unsigned i = 0; i < rounds; i++) {
        struct ag_str before = random_text(AG_STR(""));
        struct ag_str after = random_text(before);
        wrong += !round_trip(before, after, &changes);
        longer += changes > fewest(before, after);
        ag_arena_free(&arena);
    }
    ok(wrong == 0, "%u random patches make the new text", rounds);
    ok(longer == 0, "... and are as short as can be");
}

/* A text of `n` lines, no two of them the same. */
static struct ag_str
long_text(const char *word, unsigned n)
{
    struct ag_buf buf;

    ag_buf_init(&buf, &arena);
    for (unsigned i = 0; i < n; i++)
        ag_buf_fmt(&buf, "%s %u\n", word, i);
    struct ag_str text = ag_arena_copy(&arena, ag_buf_text(&buf));
    ag_buf_free(&buf);
    return text;
}

static void
is_diff(struct ag_str before, struct ag_str after, const char *path,
        const char *expected, const char *name)
{
    struct ag_buf out;

    ag_buf_init(&out, &arena);
    ag_diff(&out, path, before, after, &arena);
    is_str(ag_buf_text(&out), expected, name);
    ag_buf_free(&out);
}

static void
test_forms(void)
{
    const struct ag_str none = {NULL, 0, 0}, empty = AG_STR("");
    unsigned changes;

    is_diff(AG_STR("a\n"), AG_STR("a\n"), "x", "", "the same: nothing");
    is_diff(none, AG_STR("a\n"), "x",
            "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n", "a new file");
    is_diff(AG_STR("a\n"), none, "x",
            "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", "a file that goes");
    is_diff(none, empty, "x", "--- /dev/null\n+++ b/x\n", "a new empty file");
    is_diff(AG_STR("a"), AG_STR("a\n"), "/y/a b",
            "--- a/y/a b\t\n+++ b/y/a b\t\n@@ -1 +1 @@\n"
            "-a\n\\ No newline at end of file\n+a\n",
            "an end that was missing; a path with a blank");
    is_diff(empty, AG_STR("a\n"), "\"\n",
            "--- \"a/\\\"\\012\"\n+++ \"b/\\\"\\012\"\n@@ -0,0 +1 @@\n+a\n",
            "a path that has to be quoted");
    ok(round_trip(long_text("a", 5000), long_text("b", 5000), &changes) &&
           changes == 10000,
       "what has nothing in common is changed as a whole");
    ag_arena_free(&arena);
}

int
main(int argc, char **argv)
{
    ag_arena_init(&arena, NULL, NULL);
    test_forms();
    test_random(argc > 1 ? (unsigned)atoi(argv[1]) : 5000);
    return done();
}
