/*
 * What an editor asks of a schema (gen/query/query.h). A `|` in a text is where
 * the cursor is; it is taken out.
 *
 *     lookup-unit                the tests
 *     lookup-unit every FILE...  all questions at all places of the files, and
 *                                of what is left when they are cut or broken
 *     lookup-unit same FILE...   whether what hovers show of the targets is
 *                                what the targets write
 *     lookup-unit time FILE      how long each question takes
 */
#include "gen/query/query.h"

#include <stdlib.h>
#include <time.h>

#include "tests/tap.h"

/* The files that there are. */
struct disk {
    const char *names[4], *texts[4];
};

static const char *
read_disk(void *self, const char *path,
          void *(*alloc)(void *memory, size_t size), void *memory,
          const char **text, size_t *size)
{
    const struct disk *disk = self;

    for (size_t i = 0; i < 4 && disk->names[i]; i++)
        if (strcmp(disk->names[i], path) == 0) {
            char *p;
            *size = strlen(disk->texts[i]);
            *text = p = alloc(memory, *size + 1);
            memcpy(p, disk->texts[i], *size + 1);
            return NULL;
        }
    return ag_missing;
}

/* A schema and a cursor in it. */
struct asked {
    struct ag_context *context;
    const char *file;
    uint32_t at;
};

static struct asked
ask_disk(struct disk *disk)
{
    static char texts[4][8192];
    const struct ag_io io = {.self = disk, .read = read_disk};
    struct asked a = {.context = ag_new(&io), .file = disk->names[0]};

    for (size_t i = 0; i < 4 && disk->names[i]; i++) {
        const char *mark = strchr(disk->texts[i], '|');
        size_t n =
            mark ? (size_t)(mark - disk->texts[i]) : strlen(disk->texts[i]);
        memcpy(texts[i], disk->texts[i], n);
        strcpy(texts[i] + n, mark ? mark + 1 : "");
        disk->texts[i] = texts[i];
        if (mark) {
            a.file = disk->names[i];
            a.at = (uint32_t)n;
        }
    }
    ag_read(a.context, disk->names[0]);
    ag_check_schema(a.context, NULL);
    return a;
}

static struct disk one;

static struct asked
ask(const char *text)
{
    one = (struct disk){.names = {"t.auth"}, .texts = {text}};
    return ask_disk(&one);
}

/* The text of `ask` without its mark. */
static const char *
asked_text(void)
{
    return one.texts[0];
}

/* A text to compare, grown bit by bit. */
static char shown[65536];
static size_t nshown;

static void show(const char *fmt, ...) AG_PRINTF(1, 2);

static void
show(const char *fmt, ...)
{
    va_list args;
    int n;

    va_start(args, fmt);
    n = vsnprintf(shown + nshown, sizeof shown - nshown, fmt, args);
    va_end(args);
    if (n > 0 && nshown + (size_t)n < sizeof shown)
        nshown += (size_t)n;
}

static void
is_shown(struct asked *a, const char *expected, const char *name)
{
    is_str((struct ag_str){shown, (uint32_t)nshown, 0}, expected, name);
    nshown = 0;
    ag_free(a->context);
}

/* "file:line:text", where the text is that of the range. */
static void
show_at(const struct ag_look_at *at)
{
    uint32_t line = 1;

    for (uint32_t i = 0; i < at->begin; i++)
        line += at->source->text.p[i] == '\n';
    show("%.*s:%u:%.*s", AG_ARG(at->source->name), line,
         (int)(at->end - at->begin), at->source->text.p + at->begin);
}

/* The tests. */

static void
symbol_is(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);
    struct ag_look_symbol symbol;

    if (ag_look_symbol(a.context, a.file, a.at, &symbol)) {
        show("%s %.*s", ag_look_names[symbol.kind], AG_ARG(symbol.name));
        show("%s at ", symbol.declared ? ", declared," : "");
        show_at(&symbol.at);
    }
    is_shown(&a, expected, name);
}

static void
definition_is(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);
    struct ag_look_at at;

    if (ag_look_definition(a.context, a.file, a.at, &at)) {
        show_at(&at);
        show("%s", at.built_in ? " (built in)" : "");
    }
    is_shown(&a, expected, name);
}

static void
show_references(const struct asked *a)
{
    size_t n;
    const struct ag_look_at *at =
        ag_look_references(a->context, a->file, a->at, true, &n);

    for (size_t i = 0; i < n; i++) {
        show("%s", i ? " " : "");
        show_at(&at[i]);
    }
}

static void
references_are(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);

    show_references(&a);
    is_shown(&a, expected, name);
}

/* The text as it is after a rename, or why it is not. */
static void
show_renamed(const struct asked *a, const char *to)
{
    const struct ag_look_edit *edits;
    size_t n;
    const char *why =
        ag_look_rename(a->context, a->file, a->at, to, &edits, &n);
    uint32_t done = 0;

    if (why) {
        show("%s", why);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct ag_look_at *at = &edits[i].at;
        if (i == 0 || at->source != edits[i - 1].at.source)
            done = 0;
        show("%.*s%.*s", (int)(at->begin - done), at->source->text.p + done,
             AG_ARG(edits[i].text));
        done = at->end;
        if (i + 1 == n || at->source != edits[i + 1].at.source)
            show("%.*s", (int)(at->source->text.n - done),
                 at->source->text.p + done);
    }
}

static void
renamed_is(const char *text, const char *to, const char *expected,
           const char *name)
{
    struct asked a = ask(text);

    show_renamed(&a, to);
    is_shown(&a, expected, name);
}

/* The labels of the completion, and what they replace. */
static void
completion_is(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);
    struct ag_look_items items = ag_look_complete(a.context, a.file, a.at);

    for (size_t i = 0; i < items.n; i++)
        show("%s%.*s", i ? " " : "", AG_ARG(items.items[i].label));
    is_shown(&a, expected, name);
}

/* Whether one of the words between blanks is `word`. */
static bool
has_word(const char *words, struct ag_str word)
{
    struct ag_str rest = ag_str(words);

    while (rest.n) {
        uint32_t n = ag_str_find(rest, ' ');
        if (ag_str_eq(ag_str_cut(rest, 0, n), word))
            return true;
        rest = ag_str_cut(rest, n < rest.n ? n + 1 : n, rest.n);
    }
    return false;
}

/* Of the words in both lists, the completion has `words`, in this order. It may
 * have others, so that a new one in a table of the program changes no test. */
static void
completion_has(const char *text, const char *words, const char *absent,
               const char *name)
{
    struct asked a = ask(text);
    struct ag_look_items items = ag_look_complete(a.context, a.file, a.at);

    for (size_t i = 0; i < items.n; i++) {
        struct ag_str label = items.items[i].label;
        if (has_word(words, label) || has_word(absent, label))
            show("%s%.*s", nshown ? " " : "", AG_ARG(label));
    }
    is_shown(&a, words, name);
}

/* The item `label` in full. */
static void
item_is(const char *text, const char *label, const char *expected,
        const char *name)
{
    struct asked a = ask(text);
    struct ag_look_items items = ag_look_complete(a.context, a.file, a.at);

    for (size_t i = 0; i < items.n; i++) {
        const struct ag_look_item *item = &items.items[i];
        if (!ag_str_eq(item->label, ag_str(label)))
            continue;
        show("%s %.*s %.*s|%.*s|%s", ag_look_names[item->kind],
             AG_ARG(item->label), AG_ARG(item->detail), AG_ARG(item->doc),
             item->snippet ? "snippet " : "");
        show("%.*s for %u to %u", AG_ARG(item->text), items.begin, items.end);
    }
    is_shown(&a, expected, name);
}

static void
hover_is(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);
    struct ag_str hover = ag_look_hover(a.context, a.file, a.at, NULL);

    show("%.*s", AG_ARG(hover));
    is_shown(&a, expected, name);
}

/* The paragraphs are in the hover, perhaps among those of other targets. */
static void
hover_has(const char *text, const char *paragraphs, const char *name)
{
    struct asked a = ask(text);
    struct ag_str hover = ag_look_hover(a.context, a.file, a.at, NULL);
    char wanted[512];

    snprintf(wanted, sizeof wanted, "\n\n%s\n\n", paragraphs);
    show("\n\n%.*s\n\n", AG_ARG(hover));
    if (!ok(strstr(shown, wanted), "%s", name)) {
        tap_show("got     ", hover);
        tap_show("expected", ag_str(paragraphs));
    }
    nshown = 0;
    ag_free(a.context);
}

#include "tests/lookup-cases.h"

/* Every place. */

/* What the answers come to, so that none can be left out. */
static unsigned long
question(struct ag_context *context, const char *file, uint32_t at)
{
    struct ag_look_symbol symbol;
    struct ag_look_at place;
    const struct ag_look_edit *edits;
    unsigned long sum = 0;
    size_t n;

    sum += ag_look_symbol(context, file, at, &symbol);
    sum += ag_look_definition(context, file, at, &place);
    ag_look_references(context, file, at, true, &n);
    sum += n;
    sum += ag_look_rename(context, file, at, "other", &edits, &n) != NULL;
    sum += ag_look_complete(context, file, at).n;
    return sum;
}

static const char *
read_file(void *self, const char *path,
          void *(*alloc)(void *memory, size_t size), void *memory,
          const char **text, size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *p;
    long n;

    (void)self;
    if (!f)
        return ag_missing;
    fseek(f, 0, SEEK_END);
    n = ftell(f);
    rewind(f);
    if (n < 0 || n > 1 << 26) { /* a folder */
        fclose(f);
        return "it is no file";
    }
    *text = p = alloc(memory, (size_t)n + 1);
    *size = fread(p, 1, (size_t)n, f);
    p[*size] = '\0';
    fclose(f);
    return NULL;
}

/* Asks at all places of [from, to) of a text; hovers, which render, at few. */
static unsigned long
ask_all(const char *name, const char *text, size_t size, size_t from, size_t to,
        size_t step)
{
    const struct ag_io io = {.read = read_file};
    struct ag_context *context = ag_new(&io);
    unsigned long sum = 0;
    size_t n;

    ag_add(context, name, text, size);
    ag_check_schema(context, NULL);
    for (size_t at = from; at <= to && at <= size; at += step) {
        sum += question(context, name, (uint32_t)at);
        if (at % 97 == 0)
            sum += ag_look_hover(context, name, (uint32_t)at, NULL).n;
    }
    ag_look_outline(context, name, &n);
    sum += n;
    ag_look_folds(context, name, &n);
    sum += n;
    const struct ag_look_token *t = ag_look_tokens(context, name, &n);
    for (size_t i = 0; i < n; i++)
        if (t[i].end <= t[i].begin || t[i].end > size ||
            (i && t[i].begin < t[i - 1].end))
            ok(false, "%s: token %zu is out of order", name, i);
    ag_look_search(context, "ser", &n);
    ag_free(context);
    return sum + n;
}

static int
every(char **names)
{
    for (; *names; names++) {
        static char buffer[1 << 20];
        FILE *f = fopen(*names, "rb");
        size_t size = f ? fread(buffer, 1, sizeof buffer - 1, f) : 0;
        unsigned long sum;
        if (f)
            fclose(f);
        size_t few = size / 120 + 1;
        sum = ask_all(*names, buffer, size, 0, size, size / 4000 + 1);
        for (size_t at = 0; at < size; at += few) /* cut off at the cursor */
            sum += ask_all(*names, buffer, at, at > 3 ? at - 3 : 0, at, 1);
        for (size_t at = 0; at < size; at += few) { /* one byte is wrong */
            static const char wrong[] = "{}()[]\"@:,.= \n/\\";
            char was = buffer[at];
            buffer[at] = wrong[at % (sizeof wrong - 1)];
            sum +=
                ask_all(*names, buffer, size, at > 2 ? at - 2 : 0, at + 2, 1);
            buffer[at] = was;
        }
        ok(sum > 0, "%s: every place has its answers", *names);
    }
    return done();
}

/* What the targets write. */

/* All that a target writes, its lines without blanks and commas around. */
struct written {
    const char *title;
    char *lines;
    size_t n, room;
};

static void
add_lines(struct written *w, const char *text, size_t size)
{
    const char *end = text + size;

    while (w->room - w->n < size + 3)
        w->lines = realloc(w->lines, w->room = w->room * 2 + size + 3);
    w->lines[w->n++] = '\n';
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        stop = stop ? stop : end;
        while (text < stop && *text == ' ')
            text++;
        size_t n = (size_t)(stop - text);
        memcpy(w->lines + w->n, text, n);
        w->n += n;
        while (n && strchr(", ", w->lines[w->n - 1]))
            n--, w->n--;
        w->lines[w->n++] = '\n';
        text = stop + 1;
    }
    w->lines[w->n] = '\0';
}

/* What the target called `title` writes, as a generator of the schema wants it
 * if there is one. */
static void
write_target(struct written *w, const char *file, const char *title)
{
    const struct ag_io io = {.read = read_file};
    struct ag_context *context = ag_new(&io);
    const struct ag_target_info *t = NULL;
    const struct ag_request *r = NULL;
    struct ag_request plain = {0};
    const struct ag_file *f = NULL;

    *w = (struct written){.title = title};
    ag_read(context, file);
    while ((t = ag_next_target(context, t)) && strcmp(t->title, title) != 0)
        ;
    plain.target = t ? t->name : "";
    while ((r = ag_next_request(context, r)) &&
           strcmp(r->target, plain.target) != 0)
        ;
    ag_generate(context, r ? r : &plain);
    add_lines(w, "", 0);
    while ((f = ag_next_file(context, f)))
        add_lines(w, f->text, f->size);
    ag_free(context);
}

/* Whether all lines of a text are among those that the target writes. */
static bool
is_written(const struct written *w, const char *text, size_t size)
{
    struct written lines = {0};
    bool good = true;

    add_lines(&lines, text, size);
    for (char *line = lines.lines; line[1]; line = strchr(line + 1, '\n')) {
        char *end = strchr(line + 1, '\n') + 1, was = *end;
        *end = '\0';
        good &= strstr(w->lines, line) != NULL;
        *end = was;
    }
    free(lines.lines);
    return good;
}

enum { TARGETS = 8 };

/* Compares each block of code of a hover that has a target's title. Returns how
 * many there were, or -1 after one that the target does not write. */
static int
compare(struct written written[TARGETS], const char *file, struct ag_str hover)
{
    static char text[1 << 16];
    int n = 0;
    char *p = text;

    if (hover.n >= sizeof text)
        return 0;
    memcpy(text, hover.p, hover.n);
    text[hover.n] = '\0';
    /* The first block is the declaration. */
    while ((p = strstr(p + 1, "\n\n```"))) {
        char *code = strchr(p + 2, '\n') + 1, *end = strstr(code, "\n```");
        char *title = p;
        size_t i = 0;
        while (title > text && title[-1] != '\n')
            title--;
        *p = '\0';
        while (written[i].title && strcmp(written[i].title, title) != 0)
            i++;
        if (!written[i].title) {
            char *copy = malloc(strlen(title) + 1);
            write_target(&written[i], file, strcpy(copy, title));
        }
        if (!is_written(&written[i], code, (size_t)(end - code))) {
            *end = '\0';
            tap_show("not written", ag_str(code));
            return -1;
        }
        n++;
        p = end;
    }
    return n;
}

static int
compare_all(struct ag_context *context, const char *file,
            const struct ag_look_outline *o, size_t n,
            struct written written[TARGETS])
{
    int sum = 0;

    for (size_t i = 0; i < n; i++) {
        struct ag_str hover = ag_look_hover(context, file, o[i].at.begin, NULL);
        int found = compare(written, file, hover);
        int inside =
            compare_all(context, file, o[i].members, o[i].nmember, written);
        if (found < 0 || inside < 0)
            return -1;
        sum += found + inside;
    }
    return sum;
}

static int
same(char **names)
{
    for (; *names; names++) {
        const struct ag_io io = {.read = read_file};
        struct ag_context *context = ag_new(&io);
        struct written written[TARGETS + 1] = {{0}};
        size_t n;
        ag_read(context, *names);
        bool good = ag_check_schema(context, NULL);
        const struct ag_look_outline *o = ag_look_outline(context, *names, &n);
        int found = compare_all(context, *names, o, n, written);
        ok(found > 0 || (found == 0 && !good), "%s: %d texts are written so",
           *names, found);
        for (size_t i = 0; i < TARGETS; i++) {
            free((char *)written[i].title);
            free(written[i].lines);
        }
        ag_free(context);
    }
    return done();
}

/* Time. */

static double
now(void)
{
    return (double)clock() / CLOCKS_PER_SEC * 1000;
}

static int
measure(const char *name)
{
    const struct ag_io io = {.read = read_file};
    struct ag_context *context = ag_new(&io);
    double start = now();
    size_t n;
    struct ag_look_at at;
    struct ag_look_symbol symbol;
    const struct ag_look_edit *edits;

    ag_read(context, name);
    printf("read        %7.2f ms\n", now() - start);
    start = now();
    ag_check_schema(context, NULL);
    printf("check       %7.2f ms\n", now() - start);
    const struct ag_look_outline *o = ag_look_outline(context, name, &n);
    const struct ag_look_outline *last = &o[n - 1];
    uint32_t model = last->at.begin, field = last->members[1].at.begin;
    uint32_t type = last->members[8].at.end + 8;
#define TIME(what, call)                                                       \
    start = now();                                                             \
    call;                                                                      \
    printf("%-11s %7.2f ms\n", what, now() - start)
    TIME("outline", ag_look_outline(context, name, &n));
    TIME("symbol", ag_look_symbol(context, name, type, &symbol));
    TIME("definition", ag_look_definition(context, name, type, &at));
    TIME("references", ag_look_references(context, name, field, true, &n));
    TIME("rename", ag_look_rename(context, name, model, "Other", &edits, &n));
    TIME("complete", ag_look_complete(context, name, type));
    TIME("hover", ag_look_hover(context, name, field, NULL));
    TIME("hover again", ag_look_hover(context, name, field, NULL));
    TIME("hover model", ag_look_hover(context, name, model, NULL));
    TIME("search", ag_look_search(context, "Cust7", &n));
    TIME("folds", ag_look_folds(context, name, &n));
    TIME("tokens", ag_look_tokens(context, name, &n));
    ag_free(context);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "every") == 0)
        return every(argv + 2);
    if (argc > 2 && strcmp(argv[1], "same") == 0)
        return same(argv + 2);
    if (argc > 2 && strcmp(argv[1], "time") == 0)
        return measure(argv[2]);
    test_all();
    return done();
}
