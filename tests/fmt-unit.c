/*
 * The layout of texts with comments and ends of lines at random places: nothing
 * but blanks changes, documentation stays with what it belongs to, and a second
 * time nothing changes at all. The texts to begin with are in tests/fmt.
 *
 * Prints TAP. `fmt-unit N` runs N rounds instead of a few.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/format.h"
#include "grammar/parse.h"
#include "tests/tap.h"

enum { ROOM = 1 << 16 };

static const char *const names[] = {"columns.in.prisma", "statements.in.auth",
                                    "comments.in.prisma", "lists.in.auth"};
enum { NTEXT = sizeof names / sizeof *names };
static struct ag_str texts[NTEXT];
static char room[ROOM * 2];

static uint32_t
random_below(uint32_t n)
{
    static uint64_t state = 1;

    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % n;
}

static void
load_texts(void)
{
    const char *srcdir = getenv("srcdir");

    for (unsigned i = 0; i < NTEXT; i++) {
        char path[4096], *text = malloc(ROOM);
        snprintf(path, sizeof path, "%s/tests/fmt/%s", srcdir ? srcdir : ".",
                 names[i]);
        FILE *file = fopen(path, "r");
        ok(text && file, "there is %s", names[i]);
        if (!text || !file)
            exit(1);
        texts[i] =
            (struct ag_str){text, (uint32_t)fread(text, 1, ROOM, file), 0};
        fclose(file);
    }
}

/* One of the texts with a few things put in between its bytes. */
static struct ag_str
make_text(void)
{
    static const char *const pieces[] = {
        " ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\n\n\n",
        "// c\n",
        " // c\n\n",
        "/// d\n",
        " /// d\n",
        "/* c */",
        " /* c\n d */ ",
        "\n/* c */\n",
        "}",
        "\n}\n",
        "{",
        "\n}\n/// d\n\nmodel X { id Int @id\n",
        "\nuse \"x\"\n",
        "\n@@map(\"x\") // c\n",
        "\n@@index([\nid]) /// d\n",
        "\nname Type\n",
    };
    struct ag_str from = texts[random_below(NTEXT)];
    uint32_t n = 0, next = 0;

    for (uint32_t i = 0; i < from.n; i++) {
        if (i == next) {
            const char *piece =
                pieces[random_below(sizeof pieces / sizeof *pieces)];
            if (i)
                n += (uint32_t)sprintf(room + n, "%s", piece);
            next += 1 + random_below(from.n);
        }
        room[n++] = from.p[i];
    }
    room[n] = '\0';
    return (struct ag_str){room, n, 0};
}

struct round {
    struct ag_sources sources;
    struct ag_arena arena;
    struct ag_diags diags;
};

/* The text as a file of its own: a mistake at one place is counted once. */
static struct ag_source *
add_source(struct round *round, struct ag_str text)
{
    char *copy = ag_arena_text(&round->arena, (size_t)text.n + 1);

    if (text.n)
        memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    return ag_source_add(&round->sources, &round->arena, AG_STR("x.auth"),
                         (struct ag_str){copy, text.n, 0});
}

/* Parses a text; false if it is not of the language's form. */
static bool
parse(struct round *round, struct ag_str text, struct ag_tree *tree)
{
    *tree = (struct ag_tree){0};
    ag_parse(tree, AG_GRAMMAR_SCHEMA, add_source(round, text), &round->arena,
             &round->diags);
    return round->diags.errors == 0;
}

static bool
lay_out(struct round *round, struct ag_str text, struct ag_buf *out)
{
    return ag_format_source(add_source(round, text), out, &round->arena,
                            &round->diags);
}

static bool
same_doc(const struct ag_str *a, const struct ag_str *b)
{
    return a && b ? ag_str_eq(*a, *b) : a == b;
}

/* Whether two trees declare the same, with the same documentation. */
static bool
same_tree(const struct ag_tree *a, const struct ag_tree *b)
{
    const struct ag_decl *d = a->first, *e = b->first;

    for (; d && e; d = d->next, e = e->next) {
        const struct ag_member *m = d->members, *k = e->members;
        for (; m && k; m = m->next, k = k->next)
            if (m->kind != k->kind || !ag_str_eq(m->name, k->name) ||
                !same_doc(m->doc, k->doc))
                return false;
        if (m || k || !ag_str_eq(d->name, e->name) || !same_doc(d->doc, e->doc))
            return false;
    }
    return !d && !e;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether two texts differ in blanks alone. */
static bool
same_ink(struct ag_str a, struct ag_str b)
{
    uint32_t i = 0, j = 0;

    for (;;) {
        while (i < a.n && is_blank(a.p[i]))
            i++;
        while (j < b.n && is_blank(b.p[j]))
            j++;
        if (i == a.n || j == b.n)
            return i == a.n && j == b.n;
        if (a.p[i++] != b.p[j++])
            return false;
    }
}

/* What is wrong with the layout of `text`; NULL: nothing. */
static const char *
check(struct round *round, struct ag_str text, bool *read)
{
    struct ag_buf out, again;
    struct ag_tree before, after;
    const char *wrong = NULL;

    ag_buf_init(&out, &round->arena);
    ag_buf_init(&again, &round->arena);
    *read = parse(round, text, &before);
    bool done = lay_out(round, text, &out);
    if (done != *read)
        wrong = "another view of the form";
    else if (!done && out.n)
        wrong = "an output in spite of mistakes";
    if (!wrong && done) {
        if (!same_ink(text, ag_buf_text(&out)))
            wrong = "more than blanks";
        else if (!parse(round, ag_buf_text(&out), &after))
            wrong = "cannot be read any more";
        else if (!same_tree(&before, &after))
            wrong = "means something else";
        else if (!lay_out(round, ag_buf_text(&out), &again) ||
                 !ag_str_eq(ag_buf_text(&out), ag_buf_text(&again)))
            wrong = "is not the same the second time";
    }
    if (wrong)
        tap_show("out", ag_buf_text(&out));
    ag_buf_free(&out);
    ag_buf_free(&again);
    return wrong;
}

int
main(int argc, char **argv)
{
    unsigned rounds = argc > 1 ? (unsigned)atoi(argv[1]) : 5000;
    unsigned read = 0, bad = 0;

    load_texts();
    for (unsigned i = 0; i < rounds && bad < 3; i++) {
        struct round round = {0};
        struct ag_str text = make_text();
        bool good;
        ag_arena_init(&round.arena, NULL, NULL);
        ag_diags_init(&round.diags, &round.arena);
        const char *wrong = check(&round, text, &good);
        read += good;
        if (wrong) {
            printf("# round %u: %s\n", i, wrong);
            tap_show("text", text);
            bad++;
        }
        ag_arena_free(&round.arena);
    }
    ok(bad == 0, "%u texts are laid out without loss", rounds);
    ok(read > rounds / 10, "%u of them are of the language's form", read);
    return done();
}
