/*
 * Configurations that nobody writes: whatever the bytes are, reading them ends,
 * and what comes of it is a schema. The texts to begin with are those of
 * tests/peers/config.
 *
 * Prints TAP. `config-unit N` runs N rounds instead of a few.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/position.h"
#include "base/source.h"
#include "gen/import/import.h"
#include "grammar/parse.h"
#include "tests/tap.h"

enum { ROOM = 1 << 20 };

static struct ag_str texts[512];
static unsigned ntext;
static char scratch[ROOM];

static void
no_memory(void *self)
{
    (void)self;
    puts("Bail out! no memory");
    exit(99);
}

static void
no_release(void *self, const struct ag_source *config, const char *package,
           bool choose, struct ag_str import, struct ag_config_release *release)
{
    (void)self;
    (void)config;
    (void)package;
    (void)choose;
    (void)import;
    (void)release;
}

static bool
no_newer(void *self, const struct ag_source *config, const char *package,
         uint32_t major)
{
    (void)self;
    (void)config;
    (void)package;
    (void)major;
    return false;
}

static struct ag_source *
no_module(void *self, const struct ag_source *importer, struct ag_str path)
{
    (void)self;
    (void)importer;
    (void)path;
    return NULL;
}

static bool
not_lost(void *self, const struct ag_source *importer, struct ag_str name,
         struct ag_str *tried)
{
    (void)self;
    (void)importer;
    (void)name;
    *tried = (struct ag_str){0};
    return false;
}

static struct ag_source *
nothing_above(void *self, const struct ag_source *user, struct ag_str path)
{
    (void)self;
    (void)user;
    (void)path;
    return NULL;
}

static enum ag_config_preset
no_preset(void *self, const struct ag_source *config, struct ag_str *preset)
{
    (void)self;
    (void)config;
    (void)preset;
    return AG_PRESET_NONE;
}

static bool
no_model(void *self, struct ag_str preset, struct ag_str model)
{
    (void)self;
    (void)preset;
    (void)model;
    return false;
}

static void
no_text(void *self, struct ag_str text)
{
    (void)self;
    (void)text;
}

/* What came of a text. */
struct result {
    char library[32]; /* empty: no configuration */
    unsigned code;    /* of the first error; 0: none */
    uint32_t at;      /* its place, from the start */
    bool parsed;      /* what was written is a schema */
    double seconds;
};

static unsigned
errors_after(struct ag_str schema, struct ag_sources *sources,
             struct ag_arena *arena)
{
    struct ag_diags diags;
    struct ag_tree tree = {0};
    char *copy = ag_arena_text(arena, (size_t)schema.n + 1);

    if (schema.n)
        memcpy(copy, schema.p, schema.n);
    copy[schema.n] = '\0';
    ag_diags_init(&diags, arena);
    ag_parse(&tree, AG_GRAMMAR_SCHEMA,
             ag_source_add(sources, arena, AG_STR("expanded"),
                           (struct ag_str){copy, schema.n, 0}),
             arena, &diags);
    if (diags.errors) {
        struct ag_places places = {.sources = sources, .arena = arena};
        struct ag_position position;
        struct ag_str line;
        ag_place(&places, diags.first->span.at, &position, &line);
        printf("# %.*s in:\n# %.*s\n", AG_ARG(diags.first->text), AG_ARG(line));
    }
    return diags.errors;
}

/* Reads a copy that has its exact size, so that a sanitizer sees its end. */
static struct result
read_text(const char *text, size_t n)
{
    const struct ag_config_loader loader = {
        .say = no_text,
        .release = no_release,
        .since = no_newer,
        .module = no_module,
        .lost = not_lost,
        .above = nothing_above,
        .preset = no_preset,
        .declares = no_model,
    };
    struct result result = {0};
    struct ag_sources sources = {0};
    struct ag_arena arena;
    struct ag_diags diags;
    struct ag_buf out;
    char *copy = malloc(n + 1);
    clock_t start = clock();

    if (!copy)
        no_memory(NULL);
    memcpy(copy, text, n);
    copy[n] = '\0';
    ag_arena_init(&arena, no_memory, NULL);
    ag_diags_init(&diags, &arena);
    ag_buf_init(&out, &arena);
    struct ag_source *source =
        ag_source_add(&sources, &arena, AG_STR("auth.ts"),
                      (struct ag_str){copy, (uint32_t)n, 0});
    const char *target;
    struct ag_guess guess;
    struct ag_str library =
        ag_config_read(source, &loader, &out, &target, &guess, &arena, &diags);
    snprintf(result.library, sizeof result.library, "%.*s", (int)library.n,
             library.p);
    for (const struct ag_diag *d = diags.first; d && !result.code; d = d->next)
        if (d->severity == AG_ERROR) {
            result.code = (unsigned)d->info->code;
            result.at = d->span.at - source->text.at;
        }
    result.parsed =
        !library.n || errors_after(ag_buf_text(&out), &sources, &arena) == 0;
    result.seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    ag_buf_free(&out);
    ag_arena_free(&arena);
    free(copy);
    return result;
}

static struct result
read_string(const char *text)
{
    return read_text(text, strlen(text));
}

static void
load_texts(void)
{
    const char *srcdir = getenv("srcdir");
    char path[4096];
    struct dirent *entry;
    DIR *dir;

    snprintf(path, sizeof path, "%s/tests/peers/config", srcdir ? srcdir : ".");
    dir = opendir(path);
    while (dir && (entry = readdir(dir)) && ntext < 512) {
        char name[sizeof path + 300];
        FILE *file;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        file = entry->d_name[0] == '.' ? NULL : fopen(name, "r");
        if (!file)
            continue;
        char *text = malloc(1 << 16);
        if (!text)
            no_memory(NULL);
        size_t n = fread(text, 1, 1 << 16, file);
        texts[ntext++] = (struct ag_str){text, (uint32_t)n, 0};
        fclose(file);
    }
    if (dir)
        closedir(dir);
}

/* What is not closed is an error where it begins. */
static void
test_open(void)
{
    static const struct {
        const char *text, *open;
    } cases[] = {
        {"betterAuth({ a: 'x", "'x"},
        {"betterAuth({ a: \"x\n\" })", "\"x"},
        {"betterAuth({ a: `x ${b} y", "`x"},
        {"betterAuth({ a: `x ${b", "`x"},
        {"betterAuth({}) /* x", "/* x"},
        {"a(); betterAuth({ b: [1, 2)", "[1"},
        {"betterAuth({ plugins: [] ", "{ plugins"},
        {"f(); }", "}"},
        {"x = [betterAuth({})", "[betterAuth"},
        {"`${'", "'"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct result result = read_string(cases[i].text);
        size_t at =
            (size_t)(strstr(cases[i].text, cases[i].open) - cases[i].text);
        ok(result.code == 1010 && result.at == at,
           "case %zu is open: AG%u at %u", i, result.code, result.at);
    }
    ok(read_string("").code == 1012, "nothing is no configuration");
    ok(read_string("betterAuth({})").code == 0, "nearly nothing is one");
    ok(read_text("betterAuth({\0})", 15).code == 0, "a NUL is passed over");
}

static void
test_deep(void)
{
    static const char *const nests[] = {
        "[",          "(",
        "{",          "{a:",
        "{...",       "`${",
        "f(",         "x=>",
        "()=>",       "()=>{return ",
        "a??",        "a?",
        "async ",     "new ",
        "await ",     "-",
        "!",          "function(){return ",
        "function*",  "a as ",
        "a<",         "a.",
        "...",        "/*",
        "//\n",       "'",
        "{a(){",      "=>",
        "[...",       "f({plugins:[",
        "({plugins:", "typeof ",
        "a?.",        "export{",
        "const a=",   "import a,",
        "a=",         "let a=1;",
        "export *",   "/a/;",
    };

    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++) {
        size_t n = (size_t)snprintf(scratch, ROOM, "x=betterAuth(");
        size_t one = strlen(nests[i]);
        for (int k = 0; k < 100000 && n + one < ROOM - 1; k++, n += one)
            memcpy(scratch + n, nests[i], one);
        struct result result = read_text(scratch, n);
        ok(result.parsed && result.seconds < 5, "100,000 times %zu: %.1f s", i,
           result.seconds);
    }
}

/* As a few names that are declared often, and used often. */
static void
test_many(void)
{
    size_t n = 0;

    for (int i = 0; i < 20000; i++)
        n += (size_t)snprintf(scratch + n, ROOM - n, "let a%d=a%d;a%d=1;\n", i,
                              i + 1, i);
    n += (size_t)snprintf(scratch + n, ROOM - n, "betterAuth({plugins:[");
    for (int i = 0; i < 20000; i++)
        n += (size_t)snprintf(scratch + n, ROOM - n, "a%d,", i);
    n += (size_t)snprintf(scratch + n, ROOM - n, "]})");
    struct result result = read_text(scratch, n);
    ok(result.seconds < 10, "20,000 names: %.1f s", result.seconds);
}

static uint32_t
next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* A text with a few bytes changed, a part cut out, or put in from another. */
static size_t
mutate(uint64_t *state)
{
    static const char *const pieces[] = {
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "'",
        "\"",
        "`",
        "${",
        "/*",
        "*/",
        "//",
        "\\",
        "\n",
        ",",
        "...",
        "=>",
        "??",
        ":",
        "as ",
        "<",
        ">",
        "/",
        "\0\1",
        "const plugins = ",
        "plugins: plugins",
        "...options",
        "\xff\xfe",
        "schema: {",
        "type: [",
        "additionalFields: {",
        "betterAuth(",
    };
    struct ag_str from = texts[next(state) % ntext];
    struct ag_str other = texts[next(state) % ntext];
    size_t n = from.n;

    memcpy(scratch, from.p, n);
    for (uint32_t left = 1 + next(state) % 6; left && n; left--) {
        size_t at = next(state) % n, count = 1 + next(state) % 60;
        const char *piece =
            pieces[next(state) % (sizeof pieces / sizeof *pieces)];
        if (count > n - at)
            count = n - at;
        switch (next(state) % 5) {
        case 0:
            scratch[at] = (char)next(state);
            continue;
        case 1:
            memmove(scratch + at, scratch + at + count, n - at - count);
            n -= count;
            continue;
        case 2:
            n = at + count;
            continue;
        case 3:
            count = strlen(piece);
            break;
        default:
            piece = other.p + next(state) % (other.n + 1);
            if (count > (size_t)(other.p + other.n - piece))
                count = (size_t)(other.p + other.n - piece);
        }
        memmove(scratch + at + count, scratch + at, n - at);
        memcpy(scratch + at, piece, count);
        n += count;
    }
    return n;
}

static void
test_garbage(unsigned rounds)
{
    uint64_t state = 5;
    unsigned known = 0, refused = 0, wrong = 0;
    double longest = 0;

    for (unsigned i = 0; i < rounds; i++) {
        size_t n = mutate(&state);
        struct result result = read_text(scratch, n);
        known += result.library[0] != '\0';
        refused += result.code != 0;
        if (result.seconds > longest)
            longest = result.seconds;
        if (result.parsed && (result.library[0] || result.code))
            continue;
        wrong++;
        printf("# round %u: AG%u\n", i, result.code);
    }
    ok(wrong == 0 && longest < 2, "garbage");
    printf("# of %u, %u were read, %u refused; the longest took %.3f s\n",
           rounds, known, refused, longest);
}

/* Every text, cut off at each place. */
static void
test_cut(void)
{
    unsigned wrong = 0, n = 0;

    for (unsigned i = 0; i < ntext; i += 8)
        for (uint32_t end = 0; end < texts[i].n; end++, n++) {
            struct result result = read_text(texts[i].p, end);
            wrong += !result.parsed || !(result.library[0] || result.code);
        }
    ok(wrong == 0, "texts that are cut off");
    printf("# %u of %u are wrong\n", wrong, n);
}

int
main(int argc, char **argv)
{
    load_texts();
    ok(ntext > 90, "there are configurations");
    test_open();
    test_deep();
    test_many();
    if (ntext) {
        test_cut();
        test_garbage(argc > 1 ? (unsigned)atoi(argv[1]) : 3000);
    }
    return done();
}
