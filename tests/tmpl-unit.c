/*
 * The template engine in a small world of its own: models with columns. Most
 * tests are cases in tests/template/.
 *
 * Prints TAP. `tmpl-unit N` runs N rounds of the fuzz test instead of a few.
 */
#define _POSIX_C_SOURCE 200809L /* the folder of the cases */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/position.h"
#include "base/source.h"
#include "base/words.h"
#include "gen/template/filter.h"
#include "gen/template/program.h"
#include "gen/template/template.h"
#include "tests/tap.h"

/* Templates name their tests, so line ends and '#' are escaped. */
static const char *
title(const char *name, char *to, size_t room)
{
    char *p = to, *end = to + room - 3;

    for (; *name && p < end; name++) {
        if (*name == '#' || *name == '\n')
            *p++ = '\\';
        *p++ = *name == '\n' ? 'n' : *name;
    }
    *p = '\0';
    return to;
}

static bool
named(bool good, const char *name)
{
    char text[200];
    return ok(good, "%s", title(name, text, sizeof text));
}

static void
is(struct ag_str got, const char *want, const char *name)
{
    char text[200];
    is_str(got, want, title(name, text, sizeof text));
}

/*
 * The world.
 */

enum kind { INT, TEXT, BOOLEAN };

static const char *const kind_names[] = {"int", "text", "boolean", NULL};

struct column {
    const struct column *next;
    const struct model *model;
    const char *name;
    enum kind kind;
    int size;
    bool unique;
};

struct model {
    const struct model *next;
    const char *name;
    const char *doc;
    const struct column *columns;
    const struct column *key;
};

#define GET(name, object, member, expr)                                        \
    static struct ag_value name(const void *env, const void *p)                \
    {                                                                          \
        const struct object *o = p;                                            \
        (void)env;                                                             \
        return (struct ag_value){.member = expr};                              \
    }
#define NEXT(name, object)                                                     \
    static const void *name(const void *env, const void *p)                    \
    {                                                                          \
        const struct object *o = p;                                            \
        (void)env;                                                             \
        return o->next;                                                        \
    }

GET(column_name, column, text, ag_str(o->name))
GET(column_kind, column, number, o->kind)
GET(column_size, column, number, o->size)
GET(column_unique, column, number, o->unique)
GET(column_model, column, object, o->model)
GET(model_name, model, text, ag_str(o->name))
GET(model_doc, model, text, ag_str(o->doc))
GET(model_columns, model, object, o->columns)
GET(model_key, model, object, o->key)
NEXT(next_column, column)
NEXT(next_model, model)

static struct ag_value
first_model(const void *env, const void *p)
{
    (void)p;
    return (struct ag_value){.object = env};
}

static const struct ag_class column_class, model_class;

static const struct ag_prop column_props[] = {
    {.name = "name", .kind = AG_KIND_TEXT, .get = column_name},
    {.name = "id", .kind = AG_KIND_SAFE, .get = column_name},
    {.name = "kind",
     .kind = AG_KIND_ENUM,
     .names = kind_names,
     .get = column_kind},
    {.name = "size", .kind = AG_KIND_NUMBER, .get = column_size},
    {.name = "unique", .kind = AG_KIND_BOOL, .get = column_unique},
    {.name = "model",
     .kind = AG_KIND_OBJECT,
     .cls = &model_class,
     .get = column_model},
    {.name = NULL},
};

static const struct ag_prop model_props[] = {
    {.name = "name", .kind = AG_KIND_TEXT, .get = model_name},
    {.name = "id", .kind = AG_KIND_SAFE, .get = model_name},
    {.name = "doc", .kind = AG_KIND_TEXT, .get = model_doc},
    {.name = "columns",
     .kind = AG_KIND_LIST,
     .cls = &column_class,
     .get = model_columns,
     .next = next_column},
    {.name = "key",
     .kind = AG_KIND_OBJECT,
     .cls = &column_class,
     .get = model_key},
    {.name = "models",
     .kind = AG_KIND_LIST,
     .cls = &model_class,
     .get = first_model,
     .next = next_model},
    {.name = NULL},
};

static const struct ag_class column_class = {"column", "", column_props};
static const struct ag_class model_class = {"model", "", model_props};
static const struct ag_class *const classes[] = {&column_class, &model_class,
                                                 NULL};

static const struct ag_tmpl_const consts[] = {
    {AG_LIT("quotes"), AG_KIND_TEXT, {.text = AG_LIT("it's")}, false},
    {AG_LIT("module"), AG_KIND_SAFE, {.text = AG_LIT("./db")}, false},
    {AG_LIT("depth"), AG_KIND_NUMBER, {.number = 7}, false},
    {AG_LIT("strict"), AG_KIND_BOOL, {.number = 1}, false},
    {AG_LIT("end"), AG_KIND_SAFE, {.text = AG_LIT(";")}, true},
    {AG_LIT("loose"), AG_KIND_BOOL, {.number = 0}, true},
    {AG_LIT("width"), AG_KIND_SAFE, {.text = AG_LIT("5")}, true},
};

static const struct model post;
static const struct column user_columns[] = {
    {&user_columns[1], NULL, "id", INT, 4, true},
    {&user_columns[2], &post, "display name", TEXT, 255, false},
    {NULL, NULL, "active", BOOLEAN, 0, false},
};
static const struct model post = {NULL, "BlogPost", "", NULL, NULL};
static const struct model user = {
    &post, "user", "who \"it\" is\nsecond */ line", user_columns, user_columns};

/* Files that templates include: name, text, name, text. */
struct files {
    struct ag_sources sources;
    struct ag_arena *arena;
    const char *const *list;
};

static bool
load(void *self, struct ag_str name, struct ag_str *text)
{
    struct files *files = self;

    for (const char *const *f = files->list; f && *f; f += 2) {
        if (!ag_str_eq(name, ag_str(f[0])))
            continue;
        struct ag_source *source =
            ag_source_add(&files->sources, files->arena, name, ag_str(f[1]));
        *text = source->text;
        return true;
    }
    return false;
}

/*
 * Running templates.
 */

struct entry {
    const char *key, *text;
};

struct run {
    struct ag_arena arena;
    struct ag_diags diags;
    struct files files;
    struct ag_tmpl_world world;
    struct ag_tmpl_set *set;
    uint32_t tmpl;
    const struct ag_templates *templates;
    struct ag_buf out;
};

static const struct ag_tmpl_param params[] = {{"m", &model_class}};

/* Compiles the first file of the list as a template of `m`. */
static void
start(struct run *run, const char *const *files, const struct entry *entries)
{
    memset(run, 0, sizeof *run);
    ag_arena_init(&run->arena, NULL, NULL);
    ag_diags_init(&run->diags, &run->arena);
    ag_buf_init(&run->out, &run->arena);
    run->files.arena = &run->arena;
    run->files.list = files;
    run->world = (struct ag_tmpl_world){.classes = classes,
                                        .consts = consts,
                                        .nconst = sizeof consts / sizeof *consts,
                                        .load = load,
                                        .self = &run->files};
    run->set = ag_tmpl_set(&run->arena, &run->diags, &run->world);
    for (; entries && entries->key; entries++)
        ag_tmpl_entry(run->set, AG_STR("types"), ag_str(entries->key),
                      entries->text ? ag_str(entries->text)
                                    : (struct ag_str){0});
    run->tmpl = ag_tmpl_file(run->set, ag_str(files[0]), params, 1);
    run->templates = ag_tmpl_done(run->set);
    if (!run->templates)
        run->tmpl = 0;
}

static void
stop(struct run *run)
{
    ag_buf_free(&run->out);
    ag_arena_free(&run->arena);
}

/* The file of a diagnostic; NULL: none. */
static const struct ag_source *
locate(struct run *run, const struct ag_diag *d, struct ag_position *place)
{
    struct ag_places places = {.sources = &run->files.sources,
                               .arena = &run->arena};

    return ag_place(&places, d->span.at, place, NULL);
}

static void
print_diags(struct run *run)
{
    for (const struct ag_diag *d = run->diags.first; d; d = d->next) {
        struct ag_position place;
        locate(run, d, &place);
        printf("# %u:%u-%u %d %.*s\n", place.line, place.column,
               place.column + d->span.end - d->span.at, (int)d->info->code,
               AG_ARG(d->text));
        for (const struct ag_note *n = d->notes; n; n = n->next)
            printf("#   %.*s\n", AG_ARG(n->text));
    }
}

static void
renders_files(const char *const *files, const struct entry *entries,
              const char *want, const char *name)
{
    struct run run;
    const void *args[] = {&user};

    start(&run, files, entries);
    if (run.tmpl) {
        ag_tmpl_render(run.templates, run.tmpl, &user, args, &run.out);
        is(ag_buf_text(&run.out), want, name);
    } else {
        named(false, name);
        print_diags(&run);
    }
    stop(&run);
}

static void
renders(const char *text, const char *want)
{
    const char *files[] = {"main", text, NULL};
    renders_files(files, NULL, want, text);
}

/*
 * Cases: tests/template/NAME.case begins with a line or more about them all. A
 * case is
 *
 *     == what it shows
 *     the template
 *     -- file NAME     a file that it includes
 *     -- entry KEY     an entry of the table `types`
 *     -- none KEY      an entry without text
 *     -- output        what is rendered; or
 *     -- error         what is reported, as "LINE:COLUMN-COLUMN: text [code]"
 *                      and its notes
 *
 * A text lacks its last line end: one that has it is followed by an empty line.
 */

enum { CASE_ROOM = 8 };

struct test_case {
    const char *files[2 * CASE_ROOM + 1];
    struct entry entries[CASE_ROOM + 1];
    const char *want;
    bool fails;
    unsigned nfile, nentry;
};

/* Ends the text before the next line that begins a part; that line, or the end
 * of the file. */
static char *
cut_text(char *text)
{
    char *line = text;

    while (*line && strncmp(line, "-- ", 3) != 0 &&
           strncmp(line, "==", 2) != 0) {
        char *end = strchr(line, '\n');
        if (!end)
            return line + strlen(line);
        line = end + 1;
    }
    if (line > text)
        line[-1] = '\0';
    return line;
}

/* The rest of a line, of which `*p` becomes the one after it. */
static char *
cut_line(char **p)
{
    char *line = *p;

    *p += strcspn(*p, "\n");
    if (**p)
        *(*p)++ = '\0';
    return line;
}

static char *
cut_word(char *line)
{
    char *end = line + strcspn(line, " ");

    if (*end)
        *end++ = '\0';
    return end;
}

/* Reads the parts of a case; where the next one begins. */
static char *
read_case(struct test_case *c, char *p)
{
    const char *part = "file", *name = "main";

    for (;;) {
        const char *text = p;
        p = cut_text(p);
        if (p == text)
            text = "";
        if (strcmp(part, "file") == 0 && c->nfile < CASE_ROOM) {
            c->files[2 * c->nfile] = name;
            c->files[2 * c->nfile++ + 1] = text;
        } else if (strcmp(part, "entry") == 0 && c->nentry < CASE_ROOM) {
            c->entries[c->nentry++] = (struct entry){name, text};
        } else if (strcmp(part, "none") == 0 && c->nentry < CASE_ROOM) {
            c->entries[c->nentry++] = (struct entry){name, NULL};
        } else if (strcmp(part, "output") == 0 || strcmp(part, "error") == 0) {
            c->want = text;
            c->fails = *part == 'e';
        }
        if (strncmp(p, "-- ", 3) != 0)
            return p;
        char *line = cut_line(&p) + 3;
        name = cut_word(line);
        part = line;
    }
}

static void
put_diag(struct ag_buf *out, struct run *run, const struct ag_diag *d)
{
    struct ag_position place;
    const struct ag_source *source = locate(run, d, &place);

    if (source && !ag_str_eq(source->name, AG_STR("main")))
        ag_buf_fmt(out, "%.*s:", AG_ARG(source->name));
    if (source)
        ag_buf_fmt(out, "%u:%u-%u: ", place.line, place.column,
                   place.column + d->span.end - d->span.at);
    ag_buf_fmt(out, "%.*s [AG%d]", AG_ARG(d->text), (int)d->info->code);
    for (const struct ag_note *n = d->notes; n; n = n->next)
        ag_buf_fmt(out, "\n  %.*s", AG_ARG(n->text));
}

static void
fails_case(const struct test_case *c, const char *name)
{
    struct run run;

    start(&run, c->files, c->entries);
    for (const struct ag_diag *d = run.diags.first; d; d = d->next) {
        if (run.out.n)
            ag_buf_char(&run.out, '\n');
        put_diag(&run.out, &run, d);
    }
    is(ag_buf_text(&run.out), c->want, name);
    stop(&run);
}

/* Runs the cases of a file, whose text is taken apart. */
static unsigned
run_cases(const char *file, char *p)
{
    unsigned n = 0;

    for (p = cut_text(p); *p; n++) {
        struct test_case c = {0};
        char name[160];
        snprintf(name, sizeof name, "%.50s %u:%.90s", file, n + 1,
                 cut_line(&p) + 2);
        p = read_case(&c, p);
        if (!c.want)
            named(false, name);
        else if (c.fails)
            fails_case(&c, name);
        else
            renders_files(c.files, c.entries, c.want, name);
    }
    return n;
}

static char *
read_text(const char *path)
{
    FILE *f = fopen(path, "rb");
    size_t n = 0, room = 1 << 20;
    char *text = malloc(room);

    if (!f || !text)
        abort();
    n = fread(text, 1, room - 1, f);
    text[n] = '\0';
    fclose(f);
    return text;
}

static void
test_files(void)
{
    const char *srcdir = getenv("srcdir");
    char folder[1000], path[1300];
    struct dirent **list;

    snprintf(folder, sizeof folder, "%s/tests/template", srcdir ? srcdir : ".");
    int n = scandir(folder, &list, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (strstr(list[i]->d_name, ".case")) {
            snprintf(path, sizeof path, "%s/%s", folder, list[i]->d_name);
            char *text = read_text(path);
            ok(run_cases(list[i]->d_name, text) > 0, "%s has cases",
               list[i]->d_name);
            free(text);
        }
        free(list[i]);
    }
    ok(n > 2, "there are cases");
    if (n >= 0)
        free(list);
}

/*
 * Tests.
 */

/* Line ends of Windows; an editor would not keep them in a case. */
static void
test_lines(void)
{
    renders(
        "a\r\n{% if m %}\r\n  {{ m.id }}\r\nb \\\r\n c\r\n{% end %}\r\nd\r\n",
        "a\n  user\nb c\nd\n");
}

/* `n` times `part` between `before` and `after`. */
static char *
repeat(const char *before, const char *part, unsigned n, const char *after)
{
    size_t size = strlen(part);
    char *text = malloc(strlen(before) + size * n + strlen(after) + 1), *p;

    if (!text)
        abort();
    p = text + strlen(strcpy(text, before));
    for (; n; n--, p += size)
        memcpy(p, part, size);
    strcpy(p, after);
    return text;
}

static void
limited(const char *before, const char *part, const char *after,
        const char *name)
{
    char *text = repeat(before, part, 100000, after);
    const char *files[] = {"main", text, NULL};
    struct run run;

    start(&run, files, NULL);
    if (!ok(!run.tmpl && run.diags.errors == 1 &&
                run.diags.first->info->code == AG_TMPL_LIMIT,
            "%s", name))
        print_diags(&run);
    stop(&run);
    free(text);
}

static void
test_limits(void)
{
    struct ag_buf buf;
    struct ag_arena arena;

    limited("{{ ", "(", "1 }}", "parentheses");
    limited("{{ 1", " ? 1 : 1", " }}", "choices");
    limited("{{ 'a'", " | upper", " }}", "filters");
    limited("{{ used('a', 'b')", " and used('a', 'b')", " }}",
            "conjunctions");
    limited("{{ m.key", ".model.key", ".id }}", "properties");
    limited("", "{% if m %}", "", "blocks");
    limited("", "{% for c in m.columns %}", "", "loops");
    limited("{{ ", "f(", "1 }}", "calls in calls");
    limited("{{ ", "any c in m.columns if ", "1 }}", "any in any");

    ag_arena_init(&arena, NULL, NULL);
    ag_buf_init(&buf, &arena);
    for (int i = 0; i < 5000; i++)
        ag_buf_fmt(&buf, "{%% macro f%d() %%}{{ f%d() }}{%% end %%}\n", i,
                   i + 1);
    ag_buf_fmt(&buf, "{%% macro f5000() %%}{%% end %%}");
    ag_buf_char(&buf, '\0');
    const char *files[] = {"main", buf.p, NULL};
    struct run run;
    start(&run, files, NULL);
    ok(!run.tmpl && run.diags.first->info->code == AG_TMPL_LIMIT,
       "a long chain of macros");
    stop(&run);
    ag_buf_free(&buf);
    ag_arena_free(&arena);

    char *nots = repeat("{{ ", "not ", 99999, "1 }}");
    renders_files((const char *[]){"main", nots, NULL}, NULL, "false", "nots");
    free(nots);
    char *comments = repeat("", "{# c #}\n", 100000, "x");
    renders_files((const char *[]){"main", comments, NULL}, NULL, "x",
                  "comments");
    free(comments);
}

/* One test of a filter. */
static void
filters(const char *name, const char *in, const char *want)
{
    const struct ag_filter *filter = ag_filter(ag_str(name));
    struct ag_str args[AG_FILTER_ARGS] = {{0}};
    struct ag_arena arena;
    struct ag_buf out;

    ag_arena_init(&arena, NULL, NULL);
    ag_buf_init(&out, &arena);
    filter->write(&out, ag_str(in), args);
    is(ag_buf_text(&out), want, name);
    ag_buf_free(&out);
    ag_arena_free(&arena);
}

static void
test_filters(void)
{
    filters("camel", "user_id", "userId");
    filters("pascal", "user_id", "UserId");
    filters("snake", "userId", "user_id");
    filters("kebab", "userId", "user-id");
    filters("plural", "userCategory", "userCategories");
    filters("singular", "user_categories", "user_category");
    filters("upper", "a\xc3\xa4z9", "A\xc3\xa4Z9");
    filters("lower", "A\xc3\x84Z9", "a\xc3\x84z9");
    filters("capitalize", "aB", "AB");
    filters("capitalize", "", "");
    filters("quote", "", "\"\"");
    filters("quote", "a\"b\\c'\n\r\t\x01\x7f",
            "\"a\\\"b\\\\c'\\n\\r\\t\\u0001\\u007f\"");
    filters("quote", "</script> < / a/b", "\"<\\/script> < / a/b\"");
    filters(
        "quote",
        "\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa\xc2\x85\xc3\xa4\xf0\x9f\x98\x80",
        "\"\\u2028\\u2029\xe2\x80\xaa\\u0085\xc3\xa4\xf0\x9f\x98\x80\"");
    filters("squote", "it's \"x\"", "'it\\'s \"x\"'");
    filters("tick", "`a` ${b} $c \\ \r\n",
            "\\`a\\` \\${b} $c \\\\ \\r\\n");
    filters("key", "name_1", "name_1");
    filters("key", "1name", "\"1name\"");
    filters("key", "", "\"\"");
    filters("key", "__proto__", "[\"__proto__\"]");
    filters("member", "name", ".name");
    filters("member", "a\"]", "['a\"]']");
    filters("quote", "it's \"it\"", "'it\\'s \"it\"'");
    filters("quote", "it's \"", "\"it's \\\"\"");
    filters("ident", "a-b c", "a_b_c");
    filters("ident", "1st", "_1st");
    filters("ident", "", "_");
    filters("ident", "class", "class_");
    filters("ident", "classes", "classes");
    filters("ident", "while", "while_");
    filters("ident", "any", "any_");
    filters("ident", "yield", "yield_");
    filters("ident", "t\xc3\xa4g", "t_g");
    filters("sql", "it's \\", "'it''s \\'");
    filters("sqlid", "a\"b", "\"a\"\"b\"");
    filters("prisma", "a\"\\\n\t\x02", "\"a\\\"\\\\\\n\\t\\u0002\"");
    filters("json", "a\"\\\r", "\"a\\\"\\\\\\r\"");
    filters("comment",
            "a */ b **/ c\r\nd\re\xe2\x80\xa8"
            "f",
            "a * / b ** / c\nd\ne\nf");
    filters("raw", "x'", "x'");

    filters("prisma_doc", "a\r\n\rb \xe2\x80\xa8\n",
            "/// a\n///\n/// b \xe2\x80\xa8\n///");
    for (const struct ag_filter *f = ag_filters; f->name; f++)
        if (f->op == AG_FILTER_WRITE && f->need == 0)
            filters(f->name, "",
                    strstr(" quote squote key prisma json ", f->name)
                        ? strcmp(f->name, "squote") ? "\"\"" : "''"
                    : !strcmp(f->name, "sql")    ? "''"
                    : !strcmp(f->name, "sqlid")  ? "\"\""
                    : !strcmp(f->name, "member") ? "[\"\"]"
                    : !strcmp(f->name, "ident")  ? "_"
                                                 : "");
    ok(strcmp(ag_tmpl_filter_docs[0].name, "camel") == 0, "filters are listed");
}

static void
test_strings(void)
{
    struct run run;
    const char *files[] = {"main", "", NULL};
    const void *args[] = {&user};

    start(&run, files, NULL);
    stop(&run);
    memset(&run, 0, sizeof run);
    ag_arena_init(&run.arena, NULL, NULL);
    ag_diags_init(&run.diags, &run.arena);
    ag_buf_init(&run.out, &run.arena);
    run.world = (struct ag_tmpl_world){.classes = classes};
    run.set = ag_tmpl_set(&run.arena, &run.diags, &run.world);
    run.tmpl = ag_tmpl_string(run.set, AG_STR(" {{ m.name | kebab | raw }}.ts"),
                              params, 1);
    run.templates = ag_tmpl_done(run.set);
    ok(run.tmpl && run.templates, "a template from a string");
    ag_tmpl_render(run.templates, run.tmpl, &user, args, &run.out);
    is(ag_buf_text(&run.out), " user.ts", "lines have no rules in a string");
    stop(&run);
}

/* `x in [a, b]` compares x twice, and is the x of the next one. */
static void
test_shared(void)
{
    enum { DEEP = 12 };
    char text[32 * DEEP] = "{{ ";
    const char *files[] = {"main", text, NULL};
    const void *args[] = {&user};
    struct run run;

    for (int i = 0; i < DEEP; i++)
        strcat(text, "(");
    strcat(text, "m.key.size");
    for (int i = 0; i < DEEP; i++)
        strcat(text, i ? " in [true, false])" : " in [4, 5])");
    strcat(text, " }}");
    start(&run, files, NULL);
    ok(run.tmpl && run.templates->program.nterm < 100,
       "what expressions have in common is compiled once");
    ag_tmpl_render(run.templates, run.tmpl, &user, args, &run.out);
    is(ag_buf_text(&run.out), "true", "and computed");
    stop(&run);
}

/*
 * Words.
 */

static void
word(void (*fn)(struct ag_buf *, struct ag_str), const char *in,
     const char *want)
{
    struct ag_arena arena;
    struct ag_buf out;

    ag_arena_init(&arena, NULL, NULL);
    ag_buf_init(&out, &arena);
    fn(&out, ag_str(in));
    is(ag_buf_text(&out), want, in);
    ag_buf_free(&out);
    ag_arena_free(&arena);
}

static void
test_cases(void)
{
    static const char *const list[][5] = {
        {"", "", "", "", ""},
        {"user", "user", "User", "user", "user"},
        {"userId", "userId", "UserId", "user_id", "user-id"},
        {"UserID", "userId", "UserId", "user_id", "user-id"},
        {"HTMLParser", "htmlParser", "HtmlParser", "html_parser",
         "html-parser"},
        {"parseHTML", "parseHtml", "ParseHtml", "parse_html", "parse-html"},
        {"user_id", "userId", "UserId", "user_id", "user-id"},
        {"USER_ID", "userId", "UserId", "user_id", "user-id"},
        {"user-id", "userId", "UserId", "user_id", "user-id"},
        {"display name", "displayName", "DisplayName", "display_name",
         "display-name"},
        {"oauth2Token", "oauth2Token", "Oauth2Token", "oauth2_token",
         "oauth2-token"},
        {"sha256", "sha256", "Sha256", "sha256", "sha256"},
        {"A", "a", "A", "a", "a"},
        {"aB", "aB", "AB", "a_b", "a-b"},
        {"__typename", "__typename", "__Typename", "__typename", "__typename"},
        {"_id", "_id", "_Id", "_id", "_id"},
        {"id_", "id", "Id", "id", "id"},
        {"a__b", "aB", "AB", "a_b", "a-b"},
        {"caf\xc3\xa9 Bar",
         "caf\xc3\xa9"
         "Bar",
         "Caf\xc3\xa9"
         "Bar",
         "caf\xc3\xa9_bar", "caf\xc3\xa9-bar"},
        {"---", "", "", "", ""},
    };

    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        word(ag_words_camel, list[i][0], list[i][1]);
        word(ag_words_pascal, list[i][0], list[i][2]);
        word(ag_words_snake, list[i][0], list[i][3]);
        word(ag_words_kebab, list[i][0], list[i][4]);
    }
}

/* clang-format off */
/* A word and its plural. */
static const char *const plurals[][2] = {
    {"user", "users"}, {"account", "accounts"}, {"session", "sessions"},
    {"category", "categories"}, {"company", "companies"}, {"key", "keys"},
    {"apiKey", "apiKeys"}, {"day", "days"}, {"monkey", "monkeys"},
    {"address", "addresses"}, {"process", "processes"}, {"access", "accesses"},
    {"status", "statuses"}, {"bus", "buses"}, {"campus", "campuses"},
    {"bonus", "bonuses"}, {"virus", "viruses"}, {"alias", "aliases"},
    {"box", "boxes"}, {"tax", "taxes"}, {"match", "matches"},
    {"branch", "branches"}, {"wish", "wishes"}, {"hash", "hashes"},
    {"quiz", "quizzes"}, {"person", "people"}, {"Person", "People"},
    {"UserPerson", "UserPeople"}, {"PERSON", "PEOPLE"}, {"child", "children"},
    {"man", "men"}, {"woman", "women"}, {"human", "humans"}, {"foot", "feet"},
    {"tooth", "teeth"}, {"goose", "geese"}, {"mouse", "mice"}, {"ox", "oxen"},
    {"leaf", "leaves"}, {"wife", "wives"}, {"life", "lives"},
    {"shelf", "shelves"}, {"half", "halves"}, {"wolf", "wolves"},
    {"roof", "roofs"}, {"proof", "proofs"}, {"belief", "beliefs"},
    {"hero", "heroes"}, {"potato", "potatoes"}, {"photo", "photos"},
    {"echo", "echoes"}, {"video", "videos"}, {"index", "indices"},
    {"matrix", "matrices"}, {"vertex", "vertices"}, {"appendix", "appendices"},
    {"analysis", "analyses"}, {"basis", "bases"}, {"axis", "axes"},
    {"crisis", "crises"}, {"criterion", "criteria"},
    {"phenomenon", "phenomena"}, {"datum", "data"}, {"curriculum", "curricula"},
    {"alumnus", "alumni"}, {"cactus", "cacti"}, {"schema", "schemas"},
    {"movie", "movies"}, {"cookie", "cookies"}, {"tie", "ties"},
    {"database", "databases"}, {"release", "releases"},
    {"purchase", "purchases"}, {"response", "responses"}, {"course", "courses"},
    {"house", "houses"}, {"use", "uses"}, {"cause", "causes"},
    {"image", "images"}, {"message", "messages"}, {"cache", "caches"},
    {"file", "files"}, {"profile", "profiles"}, {"role", "roles"},
    {"invoice", "invoices"}, {"device", "devices"}, {"service", "services"},
    {"price", "prices"}, {"choice", "choices"}, {"office", "offices"},
    {"size", "sizes"}, {"prize", "prizes"}, {"wave", "waves"},
    {"archive", "archives"}, {"valve", "valves"}, {"thief", "thieves"},
    {"passkey", "passkeys"}, {"verification", "verifications"},
    {"lens", "lenses"}, {"canvas", "canvases"}, {"gas", "gases"},
    {"focus", "foci"}, {"query", "queries"}, {"reply", "replies"},
    {"history", "histories"}, {"body", "bodies"}, {"menu", "menus"},
    {"taxi", "taxis"}, {"money", "moneys"}, {"two_factor", "two_factors"},
    {"TwoFactor", "TwoFactors"}, {"data_base", "data_bases"},
    {"class", "classes"}, {"boss", "bosses"}, {"fox", "foxes"},
    {"buzz", "buzzes"}, {"tree", "trees"}, {"employee", "employees"},
    {"law", "laws"}, {"view", "views"}, {"test", "tests"}, {"sale", "sales"},
    {"pass", "passes"}, {"progress", "progresses"}, {"business", "businesses"},
    {"witness", "witnesses"}, {"license", "licenses"}, {"expense", "expenses"},
    {"base", "bases"}, {"case", "cases"}, {"phase", "phases"},
    {"lease", "leases"}, {"clause", "clauses"}, {"warehouse", "warehouses"},
    {"toe", "toes"}, {"shoe", "shoes"}, {"zone", "zones"},
    {"ACCOUNT", "ACCOUNTS"},
};
/* clang-format on */

/* Their plural is the same. */
static const char *const unchanged[] = {
    "sheep",    "fish",     "deer",         "news",
    "series",   "species",  "information",  "equipment",
    "metadata", "userData", "media",        "software",
    "chassis",  "feedback", "UserMetadata", "staff",
};

static void
test_plurals(void)
{
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++) {
        word(ag_words_plural, plurals[i][0], plurals[i][1]);
        word(ag_words_plural, plurals[i][1], plurals[i][1]);
        if (strcmp(plurals[i][0], "basis") != 0 &&
            strcmp(plurals[i][0], "axis") != 0 &&
            strcmp(plurals[i][0], "datum") != 0)
            word(ag_words_singular, plurals[i][1], plurals[i][0]);
        word(ag_words_singular, plurals[i][0], plurals[i][0]);
    }
    for (size_t i = 0; i < sizeof unchanged / sizeof *unchanged; i++) {
        word(ag_words_plural, unchanged[i], unchanged[i]);
        word(ag_words_singular, unchanged[i], unchanged[i]);
    }
}

/*
 * Garbage: pieces of templates in any order must compile or be reported, and
 * what compiles must render.
 */

#define A20 "aaaaaaaaaaaaaaaaaaaa"

static const char *const pieces[] = {
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{# ",
    " #}",
    "\n",
    "\r\n",
    "\\\n",
    "  ",
    "x",
    "if ",
    "for ",
    "c in m.columns ",
    "sep ',' ",
    "m",
    "m.id",
    "m.key",
    ".",
    "{% end %}",
    "{% end %}\n",
    "{% else %}",
    "{% if m %}",
    "{% if m %}\n",
    "{% for c in m.columns %}",
    "{% for c in m.columns sep ',' %}\n",
    "{% switch m.key.kind %}",
    "{% case 'int' %}",
    "{% macro f(a: text) %}",
    "{% macro g() %}\n",
    "{{ f('a') }}",
    "{{ g() }}",
    "  {{ g() }}\n",
    "'",
    "\"",
    "(",
    ")",
    "|",
    " | quote",
    " | upper",
    " ? ",
    " : ",
    " == ",
    "and ",
    "{% group %}",
    "{% break ' ' %}",
    "{% back %}",
    "{% broken ',' %}",
    "{% break option.end %}",
    "{{ option.end }}",
    "option.loose",
    "{% align %}",
    "{% cell %}",
    "{% deferred %}",
    "{{ 'a' | use('b') }}",
    "{{ imports | count }}",
    "{% include 'main' %}",
    "{% include 'part' %}",
    "{{ m.doc | raw }}\n",
    "    {{ m.doc | raw }}\n",
    "{{ m.id }}",
    A20 A20 A20 A20,
    "\xc3\xa4",
    "{% table t(c: column) by c.kind %}",
    "{% test q(c: column) if c.unique %}",
    "{{ q(m.key) ? 1 : 2 }}",
    "any c in m.columns if ",
    " in ['int', 'text']",
    "]",
    "{{ t(m.key) }}",
    "not ",
    "3",
    "%",
    "}",
    "{",
    "#",
    "{% else %}\n",
    "{{ '' }}\n",
};

static uint32_t
random_number(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static unsigned
fuzz(uint64_t *state)
{
    char text[4096];
    size_t n = 0;
    unsigned count = 1 + random_number(state) % (1 + random_number(state) % 40),
             rendered = 0;
    const char *files[] = {"main", text, "part",
                           "{% macro g() %}part{% end %}\n{{ m.id }}\n", NULL};
    const void *args[] = {&user};
    bool bytes = random_number(state) % 16 == 0;
    struct run run;

    while (count--) {
        const char *piece =
            pieces[random_number(state) % (sizeof pieces / sizeof *pieces)];
        size_t size = strlen(piece);
        if (n + size + 1 > sizeof text)
            break;
        memcpy(text + n, piece, size);
        n += size;
    }
    text[n] = '\0';
    for (size_t i = 0; i < n && bytes; i++)
        text[i] = (char)(1 + random_number(state) % 255);
    if (n && random_number(state) % 8 == 0)
        text[random_number(state) % n] = (char)(1 + random_number(state) % 255);
    start(&run, files, NULL);
    if (run.tmpl) {
        ag_tmpl_render(run.templates, run.tmpl, &user, args, &run.out);
        rendered = 1;
    } else if (run.diags.errors == 0) {
        ok(false, "a failure without an error");
        tap_show("text", ag_str(text));
    }
    stop(&run);
    return rendered;
}

static void
test_garbage(unsigned rounds)
{
    uint64_t state = 1;
    unsigned rendered = 0;

    for (unsigned i = 0; i < rounds; i++)
        rendered += fuzz(&state);
    ok(rendered > 0, "garbage");
    printf("# %u of %u rendered\n", rendered, rounds);
}

int
main(int argc, char **argv)
{
    test_files();
    test_lines();
    test_limits();
    test_filters();
    test_strings();
    test_shared();
    test_cases();
    test_plurals();
    test_garbage(argc > 1 ? (unsigned)atoi(argv[1]) : 3000);
    return done();
}
