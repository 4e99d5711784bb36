/*
 * The template engine in a small world of its own: models with columns.
 *
 * Prints TAP. `tmpl-unit N` runs N rounds of the fuzz test instead of a few.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/source.h"
#include "base/words.h"
#include "gen/template/filter.h"
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
    {AG_LIT("quotes"), AG_KIND_TEXT, {.text = AG_LIT("it's")}},
    {AG_LIT("module"), AG_KIND_SAFE, {.text = AG_LIT("./db")}},
    {AG_LIT("depth"), AG_KIND_NUMBER, {.number = 7}},
    {AG_LIT("strict"), AG_KIND_BOOL, {.number = 1}},
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
    const struct ag_tmpl *tmpl;
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
    run->world = (struct ag_tmpl_world){classes, consts, 4, load, &run->files};
    run->set = ag_tmpl_set(&run->arena, &run->diags, &run->world);
    for (; entries && entries->key; entries++)
        ag_tmpl_entry(run->set, AG_STR("types"), ag_str(entries->key),
                      entries->text ? ag_str(entries->text)
                                    : (struct ag_str){0});
    run->tmpl = ag_tmpl_file(run->set, ag_str(files[0]), params, 1);
    if (!ag_tmpl_done(run->set))
        run->tmpl = NULL;
}

static void
stop(struct run *run)
{
    ag_buf_free(&run->out);
    ag_arena_free(&run->arena);
}

static void
print_diags(const struct run *run)
{
    for (const struct ag_diag *d = run->diags.first; d; d = d->next) {
        struct ag_place place =
            ag_source_place(&run->files.sources, d->span.at);
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
        ag_tmpl_render(run.set, run.tmpl, &user, args, &run.out);
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

/* A mistake gives exactly one error, of this code, at this text, whose message
 * or notes hold `hint`. */
static void
fails_files(const char *const *files, const struct entry *entries,
            enum ag_code code, const char *at, const char *hint,
            const char *name)
{
    struct run run;

    start(&run, files, entries);
    const struct ag_diag *d = run.diags.first;
    bool good = !run.tmpl && d && !d->next && d->info->code == code;
    if (good && *at) {
        const struct ag_source *source =
            ag_source_of(&run.files.sources, d->span.at);
        good = source &&
               ag_str_eq(ag_str_cut(source->text, d->span.at - source->text.at,
                                    d->span.end - source->text.at),
                         ag_str(at));
    }
    bool hinted = false;
    if (d) {
        struct ag_buf buf;
        ag_buf_init(&buf, &run.arena);
        ag_buf_str(&buf, d->text);
        for (const struct ag_note *n = d->notes; n; n = n->next)
            ag_buf_fmt(&buf, "\n%.*s", AG_ARG(n->text));
        ag_buf_char(&buf, '\0');
        hinted = strstr(buf.p, hint) != NULL;
        ag_buf_free(&buf);
    }
    if (!named(good && hinted, name))
        print_diags(&run);
    stop(&run);
}

static void
fails(const char *text, enum ag_code code, const char *at, const char *hint)
{
    const char *files[] = {"main", text, NULL};
    fails_files(files, NULL, code, at, hint, text);
}

/*
 * Tests.
 */

static void
test_lines(void)
{
    renders("", "");
    renders("plain", "plain");
    renders("a { b } % # \\ {} \\n\n", "a { b } % # \\ {} \\n\n");
    renders("{# gone #}\nx\n", "x\n");
    renders("a{# in the line #}b\n", "ab\n");
    renders("{# of\nseveral\n lines ## #}  \nx\n", "x\n");
    renders("{##}{###}{# # } #}x", "x");
    renders("  {% if m %}\n  x\n  {% end %}\n", "  x\n");
    renders("{% if m %} {# two #} {% if m %}\t\nx\n{% end %}{% end %}\ny",
            "x\ny");
    renders("x\n{% if m %}{% end %}", "x\n");
    renders("\n\n{% if m %}\n\nx\n\n{% end %}\n\n", "\n\n\nx\n\n\n");
    renders("a {% if m %}x{% end %} b\n", "a x b\n");
    renders("  {{ m.id }}\nx\n", "  user\nx\n");
    renders("  {{ m.id }} {# why #}\nx\n", "  user\nx\n");
    renders("  {{ m.doc | raw }}\n", "  who \"it\" is\n  second */ line\n");
    renders("  {{ 'a\\n\\nb\\n' }}\nx", "  a\n\n  b\nx");
    renders("  {{ '' }}\nx\n", "x\n");
    renders("  {{ '' }};\nx\n", "  ;\nx\n");
    renders("  {{ m.id }}", "  user");
    renders("a \\\n   b\\\nc\n", "a bc\n");
    renders("a\\\n  {% if m %}\\\n  b{% end %}\\\n", "ab");
    renders(
        "a\r\n{% if m %}\r\n  {{ m.id }}\r\nb \\\r\n c\r\n{% end %}\r\nd\r\n",
        "a\n  user\nb c\nd\n");
    renders("{% if\n  m\n%}\nx\n{% end %}\n", "x\n");
    renders("{{ 'a}}b%}c' }}{% if 'x%}' %}y{% end %}", "a}}b%}cy");
}

static void
test_expressions(void)
{
    renders("{{ 'it\\'s' }} {{ \"a\\tb\\\\\\\"\" }}", "it's a\tb\\\"");
    renders("{{ 12 }} {{ -3 }} {{ 0 }} {{ -922337203685477580 }}",
            "12 -3 0 -922337203685477580");
    renders("{{ true }} {{ false }} {{ not true }} {{ not not 3 }}",
            "true false false true");
    renders("{{ m.key.id }}{{ m.key.size }}{{ m.key.kind }}", "id4int");
    renders("[{{ m.key.model.id }}{{ m.key.model.key.size }}]", "[0]");
    renders("{{ m.key.model.name | quote }}{{ m.key.model.name | snake | sql }}"
            "{{ m.key.model.name | comment }}{{ m.key.model.key.kind }}",
            "\"\"''int");
}

static void
test_truth(void)
{
    renders("{{ m ? 1 : 2 }}{{ m.key.model ? 1 : 2 }}{{ '' ? 1 : 2 }}"
            "{{ 'a' ? 1 : 2 }}{{ 0 ? 1 : 2 }}{{ m.columns ? 1 : 2 }}"
            "{{ m.key.model.columns ? 1 : 2 }}{{ m.key.unique ? 1 : 2 }}",
            "12212121");
    renders("{{ true and 3 }}{{ '' or m.id }}{{ '' and m or 1 }}",
            "truetruetrue");
    renders("{{ false and true or true }} {{ not (true or false) }}",
            "true false");
    renders("{{ 'a' == 'a' }}{{ m.name == 'user' }}{{ m.id != 'x' }}"
            "{{ 3 == 3 }}{{ true == false }}{{ m.key == m.key }}",
            "truetruetruetruefalsetrue");
    renders("{{ m.key.kind == 'int' }}{{ 'text' == m.key.kind }}"
            "{{ m.key.kind != 'text' }}{{ m.key.kind == m.key.kind }}",
            "truefalsetruetrue");
    renders("{{ true ? false ? 1 : 2 : 3 }}", "2");
    renders("{{ (m.key.unique ? m.key : m.key.model.key).id }}", "id");
    renders("{{ true ? 'n' : m.key.size }}{{ m.key.unique ? 7 : 'x' }}", "n7");
}

static void
test_options(void)
{
    renders("{{ option.quotes | quote }} {{ option.module }} "
            "{{ option.depth }} {{ option.strict }}",
            "\"it's\" ./db 7 true");
    fails("{{ option.dept }}", AG_TMPL_UNKNOWN_NAME, "dept",
          "did you mean 'depth'?");
    fails("{{ option }}", AG_TMPL_SYNTAX, "}}", "'.' was expected");
    fails("{{ option.quotes }}", AG_TMPL_UNESCAPED, "option.quotes", "quote");
}

static void
test_blocks(void)
{
    renders("{% if m.key.size == 3 %}a{% elif m.id == 'user' %}b{% else %}c"
            "{% end %}",
            "b");
    renders("{% if false %}a{% elif false %}b{% else %}c{% end %}", "c");
    renders("{% if false %}a{% end %}", "");
    renders("{% for c in m.columns %}{{ c.name | snake | key }};{% end %}",
            "id;display_name;active;");
    renders("{% for c in m.columns sep ', ' %}{{ c.name | quote }}{% end %}",
            "\"id\", \"display name\", \"active\"");
    renders("{% for c in m.columns if not c.unique sep '|' %}{{ c.size }}"
            "{% else %}none{% end %}",
            "255|0");
    renders("{% for c in m.columns if c.size == 3 %}x{% else %}none{% end %}",
            "none");
    renders("{% for c in m.key.model.columns %}x{% else %}none{% end %}",
            "none");
    renders(
        "[\n{% for c in m.columns sep ',' %}\n  {{ c.size }}\n{% end %}\n]\n",
        "[\n  4,\n  255,\n  0\n]\n");
    renders("{% for c in m.columns sep ',' %}\n{% if c.size %}\n{{ c.size }}\n"
            "{% end %}\n{% end %}\n",
            "4,\n255\n");
    renders("{% for c in m.columns sep '\\n' %}\n{{ c.size }}\n{% end %}\n",
            "4\n\n255\n\n0\n");
    renders("{% for a in m.columns %}{% for b in m.columns if a == b %}"
            "{{ b.size }}{% end %}{% for c in m.columns if a == c %}"
            "{{ c.id | upper }} {% end %}{% end %}",
            "4ID 255DISPLAY NAME 0ACTIVE ");
    renders("{% for c in m.columns %}{% switch c.kind %}{% case 'int' %}I"
            "{% case 'text', 'boolean' %}T{% end %}{% end %}",
            "ITT");
    renders("{% for c in m.columns %}\n{% switch c.kind %}\n"
            "{# the one #}\n{% case 'int' %}\nI\n{% else %}\n"
            "other\n{% end %}\n{% end %}\n",
            "I\nother\nother\n");
    renders("{% for o in m.models sep ' ' %}{{ o.id }}{% end %}",
            "user BlogPost");
}

static void
test_macros(void)
{
    const char *files[] = {"main", "{% include 'lib' %}\n{{ f(m.key) }}\n",
                           "lib",
                           "{# lib #}\n{% macro f(c: column) %}{{ c.id }}"
                           "{% end %}\n\n",
                           NULL};
    const char *over[] = {
        "main",
        "{% include 'base' %}\n{% include 'mine' %}\n{% include 'base' %}\n"
        "{{ f(1) }}{{ g() }}",
        "base",
        "{% macro f(n: number) %}base{% end %}\n"
        "{% macro g() %}{{ f(2) }}{% end %}\n",
        "mine",
        "{% macro f(n: number) %}mine{{ n }}{% end %}\n",
        NULL};

    renders("{{ f('a') }}{% macro f(s: text) %}<{{ s | quote }}>{% end %}",
            "<\"a\">");
    renders("{% macro f(c: column, s: safe, b: bool, n: number) %}\n"
            "{{ c.id }} {{ s }} {{ b }} {{ n }}\n{% end %}\n\n\n"
            "{{ f(m.key, 'x', m.key.unique, 3) }}\n{{ f(m.key, 4, true, 5) }}!",
            "id x true 3\nid 4 true 5!");
    renders("{% macro two(c: column) %}\na: {{ c.id }}\n\nb\n{% end %}\n"
            "{\n  {{ two(m.key) }}\n}\n",
            "{\n  a: id\n\n  b\n}\n");
    renders("{% macro none() %}\n{% if false %}\nx\n{% end %}\n{% end %}\n"
            "a\n  {{ none() }}\nb\n",
            "a\nb\n");
    renders("{% macro a(m: model) %}\n{% for c in m.columns %}\n- {{ b(c) }}\n"
            "{% end %}\n{% end %}\n{% macro b(c: column) %}"
            "{% for d in c.model.columns %}{% end %}{{ c.size }}"
            "{% end %}\n  {{ a(m) }}\n",
            "  - 4\n  - 255\n  - 0\n");
    renders("{% macro id(s: safe) %}{{ s }}{% end %}"
            "{{ id(id('a') | upper) }}{{ pair(id('x'), id(id('y'))) }}"
            "{% macro pair(a: safe, b: safe) %}{{ a }}{{ b | wrap('(', ')') }}"
            "{% end %}",
            "Ax(y)");
    renders("{% macro f() %}x{% end %}{% if f() == 'x' %}same{% end %}",
            "same");
    renders_files(files, NULL, "id\n", "a macro of an included file");
    renders_files(over, NULL, "mine1mine2", "the last definition wins");
}

static void
test_tables(void)
{
    static const char *const files[] = {
        "main",
        "{% table types(c: column, s: safe) by c.kind %}\n"
        "{% for c in m.columns sep ' ' %}{{ types(c, '!') }}{% end %}",
        NULL};
    static const struct entry good[] = {{"int", "integer{{ s }}"},
                                        {"text", "old"},
                                        {"text", " {{ c.size }}"},
                                        {"boolean", NULL},
                                        {NULL, NULL}};
    static const struct entry few[] = {{"int", "integer"}, {NULL, NULL}};
    static const struct entry wrong[] = {{"int", "x"},
                                         {"text", "x"},
                                         {"bolean", "x"},
                                         {"boolean", "x"},
                                         {NULL, NULL}};
    static const struct entry bad[] = {
        {"int", "{{ d }}"}, {"text", "x"}, {"boolean", "x"}, {NULL, NULL}};
    static const char *const no_table[] = {"main", "", NULL};

    renders_files(files, good, "integer!  255 ", "a table");
    fails_files(files, few, AG_TMPL_TABLE_ENTRY, "types",
                "no entry for 'text', 'boolean'", "missing entries");
    fails_files(files, wrong, AG_TMPL_TABLE_ENTRY, "",
                "did you mean 'boolean'?", "an unknown key");
    fails_files(files, bad, AG_TMPL_UNKNOWN_NAME, "", "there is no 'd'",
                "a mistake in an entry");
    fails_files(no_table, few, AG_TMPL_UNKNOWN_NAME, "", "no table 'types'",
                "an unknown table");
}

static void
test_imports(void)
{
    renders("{% deferred %}\n{% for i in imports %}\n"
            "import {% if i.type_only %}type {% end %}{ "
            "{% for n in i.names sep ', ' %}"
            "{% if n.type_only and not i.type_only %}type {% end %}{{ n.name }}"
            "{% end %} } from {{ i.module | quote }};\n{% end %}\n{% end %}\n"
            "{% for c in m.columns %}\n"
            "{{ c.kind | use('core') }} {{ 'Z' | use(c.name, 'type') }}\n"
            "{% end %}\n"
            "{{ 'b' | use('core') }}{{ 'B' | use('core', 'type') }}"
            "{{ 'a' | use('./x', 'type') }}{{ 'b' | use('./x') }}"
            "{{ 'a' | use('./x') }}{{ 'T' | use('zz', 'type') }}\n",
            "import type { Z } from \"active\";\n"
            "import { type B, b, boolean, int, text } from \"core\";\n"
            "import type { Z } from \"display name\";\n"
            "import type { Z } from \"id\";\n"
            "import type { T } from \"zz\";\n"
            "import { a, b } from \"./x\";\n"
            "int Z\ntext Z\nboolean Z\nbBabaT\n");
    renders("{% deferred %}a{{ used('x', 'y') }}{{ used('x', 'z') }}"
            "{{ used('x', m.id) }}{% end %}|{% deferred %}b"
            "{{ 'y' | use('x') }}{{ m.id | use('x') }}{% end %}",
            "atruefalsetrue|byuser");
    renders("{% deferred %}{% for i in imports %}x{% else %}none{% end %}"
            "{% end %}",
            "none");
    fails("{{ imports | count }}", AG_TMPL_UNKNOWN_NAME, "imports", "deferred");
    fails("{{ m.name | use('x') | quote }}", AG_TMPL_UNESCAPED, "m.name",
          "safe");
    fails("{{ 'x' | use }}", AG_TMPL_TYPE, "use", "at least 1 argument");
    fails("{{ 'x' | use('y', 'typ') }}", AG_TMPL_TYPE, "'typ'",
          "it takes: type");
}

#define A20 "aaaaaaaaaaaaaaaaaaaa"
#define B20 "bbbbbbbbbbbbbbbbbbbb"
#define C20 "cccccccccccccccccccc"

static void
test_groups(void)
{
    renders("{% group %}f({% break %}a,{% break ' ' %}b{% broken ',' %}"
            "{% back %}){% end %};\n",
            "f(a, b);\n");
    renders("  {% group %}f({% break %}" A20 A20 ",{% break ' ' %}" A20 A20
            "aaaaaaaaaaaa{% broken ',' %}{% back %}){% end %};\n",
            "  f(" A20 A20 ", " A20 A20 "aaaaaaaaaaaa);\n");
    renders("  {% group %}f({% break %}" A20 A20 ",{% break ' ' %}" A20 A20
            "aaaaaaaaaaaaaaa{% broken ',' %}{% back %}){% end %};\n",
            "  f(\n    " A20 A20 ",\n    " A20 A20 "aaaaaaaaaaaaaaa,\n  );\n");
    renders("{{ '\xc3\xa4""bc' | longer('3') }}"
            "{{ '\xc3\xa4""bcd' | longer('3') }}\n",
            "yes\n");
    /* With a condition that breaks it, and what is around it. */
    renders("{% for c in m.columns %}{% group if c.unique %}x{% break %}.y"
            "{% end %};{% end %}\n{% group %}f({% break %}"
            "{% group if true %}x{% break %}.y{% end %}{% back %}){% end %}\n",
            "x\n  .y;x.y;x.y;\nf(\n  x\n    .y\n)\n");
    /* Exactly 100 columns with the tail, and one more. */
    renders("{% group %}" A20 A20 A20 A20 "aaaa({% break %}bbbbbbbbbbbb"
            "{% back %}){% end %};;\n",
            A20 A20 A20 A20 "aaaa(bbbbbbbbbbbb);;\n");
    renders("{% group %}" A20 A20 A20 A20 "aaaa({% break %}bbbbbbbbbbbbb"
            "{% back %}){% end %};;\n",
            A20 A20 A20 A20 "aaaa(\n  bbbbbbbbbbbbb\n);;\n");
    renders("{% group %}f({% break %}\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
            "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4" A20 A20 A20 A20
            "{% back %}){% end %};\n",
            "f(\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
            "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4" A20 A20 A20 A20 ");\n");
    /* Inner groups stay flat where they fit. */
    renders(
        "{% group %}x({% break %}{% group %}y({% break %}" A20 A20
        "{% back %}){% end %},{% break ' ' %}{% group %}z({% break %}" B20 B20
        "{% back %}){% end %},{% break ' ' %}" C20
        "{% broken ',' %}{% back %}){% end %}\n",
        "x(\n  y(" A20 A20 "),\n  z(" B20 B20 "),\n  " C20 ",\n)\n");
    renders(
        "{% group %}x({% break %}{% group %}y({% break %}" A20 A20 A20 A20 A20
        "{% back %}){% end %},{% break ' ' %}b{% back %}){% end %}\n",
        "x(\n  y(\n    " A20 A20 A20 A20 A20 "\n  ),\n  b\n)\n");
    /* What follows an inner group up to the next break counts. */
    renders("{% group %}x({% break %}{% group %}y({% break %}" A20 A20 A20 A20
            "{% back %}){% end %}.bbbbbbbbbbbbbb{% back %}){% end %}\n",
            "x(\n  y(" A20 A20 A20 A20 ").bbbbbbbbbbbbbb\n)\n");
    renders("{% group %}x({% break %}{% group %}y({% break %}" A20 A20 A20 A20
            "{% back %}){% end %}.bbbbbbbbbbbbbbb{% back %}){% end %}\n",
            "x(\n  y(\n    " A20 A20 A20 A20 "\n  ).bbbbbbbbbbbbbbb\n)\n");
    renders("{% group %}x({% break %}{% group %}y({% break %}" A20 A20 A20 A20
            "{% back %}){% end %}.bbbbbbbbbbbbbb{% broken ',' %}{% back %})"
            "{% end %}\n",
            "x(\n  y(\n    " A20 A20 A20 A20 "\n  ).bbbbbbbbbbbbbb,\n)\n");
    /* A value of several lines neither breaks its group nor hides in it. */
    renders("{% group %}f({% break %}'a\n" A20 A20 A20 A20 A20 "\nb'"
            "{% back %}){% end %};\n",
            "f('a\n" A20 A20 A20 A20 A20 "\nb');\n");
    renders("{% group %}[{% break %}{% for c in m.columns sep ',' break ' ' %}"
            "{{ c.id }}{% end %}{% back %}]{% end %}\n",
            "[id, display name, active]\n");
    renders("{% group %}[{% break %}{% for c in m.columns sep ',' break ' ' %}"
            "{{ c.id }}" A20 A20
            "{% end %}{% broken ',' %}{% back %}]{% end %}\n",
            "[\n  id" A20 A20 ",\n  display name" A20 A20 ",\n  active" A20 A20
            ",\n]\n");
    /* The indentation that a value alone on its line will get counts. */
    renders("{% macro f() %}\na\n{% group %}" A20 A20 A20 A20
            "aaaa({% break %}bbbbbbbbbb{% back %}){% end %};;\n{% end %}\n"
            "    {{ f() }}\n  {{ f() }}\n",
            "    a\n    " A20 A20 A20 A20 "aaaa(\n      bbbbbbbbbb\n    );;\n"
            "  a\n  " A20 A20 A20 A20 "aaaa(bbbbbbbbbb);;\n");
    /* The blanks before a lone value are the margin of its other lines, not
     * the indentation of a group on its first line. */
    renders("{% macro g() %}{% group %}f({% break %}" A20 A20 A20 A20 A20
            "{% back %}){% end %}{% end %}\n    {{ g() }}\n",
            "    f(\n      " A20 A20 A20 A20 A20 "\n    )\n");

    /* A separator's blanks do not end a line. */
    renders("{% group %}[{% break %}" A20 A20 A20 ", {% break %}" A20 A20
            "{% back %}]{% end %}",
            "[\n  " A20 A20 A20 ",\n  " A20 A20 "\n]");

    /* Breaks of a macro belong to the group around its call. */
    renders("{% macro args() %}" A20 A20 ",{% break ' ' %}" B20 B20 "{% end %}"
            "{% group %}f({% break %}{{ args() }}, " C20
            "{% back %}){% end %}\n",
            "f(\n  " A20 A20 ",\n  " B20 B20 ", " C20 "\n)\n");
    renders("{% macro args() %}a{% break ' ' %}b{% broken '!' %}{% end %}"
            "{{ args() }}\n",
            "a b\n");
    /* A value that goes through a filter is laid out by itself. */
    renders("{% macro args() %}a{% break ' ' %}b{% end %}{% group %}f("
            "{% break %}{{ args() | upper }}" A20 A20 A20 A20 A20
            "{% back %}){% end %}\n",
            "f(\n  A B" A20 A20 A20 A20 A20 "\n)\n");
    /* Lines of a value inside a group move its marks. */
    renders("{% macro v() %}\n{\n  x\n}\n{% end %}\n{% group %}f({% break %}\n"
            "    {{ v() }}\n" A20 A20 A20 A20 A20 "{% break ' ' %}b{% end %}\n",
            "f(\n  \n    {\n      x\n    }\n" A20 A20 A20 A20 A20 "\n  b\n");
    fails("{% break %}", AG_TMPL_SYNTAX, "break", "outside of a group");
    fails("{% group %}{% broken %}{% end %}", AG_TMPL_SYNTAX, "%}",
          "a string was expected");
}

static void
test_alignments(void)
{
    renders("x {\n  {% align %}\n  a{% cell %}bb{% cell %}c\n"
            "  aaa{% cell %}b{% cell %}\n  # no cells\n  aa{% cell %}b\n"
            "{% end %}\n}\n",
            "x {\n  a   bb c\n  aaa b\n  # no cells\n  aa  b\n}\n");
    /* An empty line begins anew; the last line may have no end. */
    renders("{% align %}\na{% cell %}b\n\naaa{% cell %}b\na{% cell %}b"
            "{% end %}",
            "a b\n\naaa b\na   b");
    /* Widths are in bytes. The last cell of a line counts where others have a
     * cell behind it. */
    renders("{% align %}\n\xc3\xa4{% cell %}x\na{% cell %}xxx{% cell %}y\n"
            "a{% cell %}x{% cell %}y\n{% end %}\n",
            "\xc3\xa4 x\na  xxx y\na  x   y\n");
    /* Cells in macros, loops and lines of their own. */
    renders("{% macro f(c: column) %}{{ c.id }}{% cell %}{{ c.size }}{% end %}\n"
            "{% macro g(m: model) %}\n{% align %}\n{% for c in m.columns %}\n"
            "{{ f(c) }};\n{% end %}\n{% end %}\n{% end %}\n    {{ g(m) }}\n",
            "    id           4;\n    display name 255;\n    active       0;\n");
    renders("{% align %}\n  {% for c in m.columns sep ',' %}\n"
            "  {{ c.id }}{% cell %}x\n  {% end %}\n{% end %}\n",
            "  id           x,\n  display name x,\n  active       x\n");
    /* An alignment in another one is on its own. */
    renders("{% align %}\naaaaa{% cell %}b\n{% align %}\na{% cell %}b\n"
            "aa{% cell %}b\n{% end %}\na{% cell %}b\n{% end %}\n",
            "aaaaa b\na  b\naa b\na     b\n");
    /* In a group nothing is aligned, nor a group by what is around it. */
    renders("{% group %}{% align %}\na{% cell %}b\naa{% cell %}b\n{% end %}"
            "{% end %}\n{% align %}\n{% group %}a{% cell %}b{% end %}\n"
            "aa{% cell %}b\n{% end %}\n",
            "a b\naa b\na b\naa b\n");
    renders("{% align %}\naa{% cell %}{% group %}" A20 A20 A20 A20
            "({% break %}" A20 "{% back %}){% end %}\na{% cell %}b\n"
            "{% end %}\n",
            "aa " A20 A20 A20 A20 "(\n  " A20 "\n)\na  b\n");
    /* A value that a filter takes is no line. */
    renders("{% macro f() %}a{% cell %}b{% end %}\n{% align %}\n"
            "{{ f() | upper }}\naa{% cell %}b\n{% end %}\n",
            "A B\naa b\n");
    fails("{% cell %}", AG_TMPL_SYNTAX, "cell", "outside of an alignment");
    fails("{% align %}", AG_TMPL_SYNTAX, "align", "has no {% end %}");
}

static void
test_deferred(void)
{
    renders("a\n{% deferred %}\nb\n{% end %}\nc\n", "a\nb\nc\n");
    renders("{% deferred %}1{% end %}-{% deferred %}2{% end %}-"
            "{% deferred %}3{% end %}",
            "1-2-3");
    fails("{% if m %}{% deferred %}{% end %}{% end %}", AG_TMPL_SYNTAX,
          "deferred", "inside of another");
    fails("{% macro f() %}{% deferred %}{% end %}{% end %}", AG_TMPL_SYNTAX,
          "deferred", "inside of another");
}

static void
test_includes(void)
{
    const char *good[] = {
        "main",
        "a\n{% for c in m.columns %}\n{% include 'part' %}\n{% end %}\n",
        "part", "{{ c.size }}!\n", NULL};
    const char *none[] = {"main", "{% include 'prat' %}", "part", "", NULL};
    const char *circle[] = {
        "main", "{% include 'a' %}", "a", "x{% include 'b' %}",
        "b",    "{% include 'a' %}", NULL};
    const char *open[] = {"main", "{% include 'a' %}x{% end %}", "a",
                          "{% if m %}", NULL};

    renders_files(good, NULL, "a\n4!\n255!\n0!\n", "an include sees names");
    fails_files(none, NULL, AG_TMPL_NO_FILE, "prat", "no template 'prat'",
                "a file that is missing");
    fails_files(circle, NULL, AG_TMPL_RECURSION, "'a'", "includes itself",
                "files that include each other");
    struct run run;
    start(&run, open, NULL);
    ok(!run.tmpl && run.diags.errors == 2, "blocks do not cross files");
    stop(&run);
}

static void
test_errors(void)
{
    fails("{{ m.nam | quote }}", AG_TMPL_UNKNOWN_NAME, "nam",
          "no property 'nam' on model; it has: name, id, doc, columns, key, "
          "models\ndid you mean 'name'?");
    fails("{{ n.name }}", AG_TMPL_UNKNOWN_NAME, "n", "there is no 'n' here");
    fails("{% for c in m.columns %}{% end %}{{ c.id }}", AG_TMPL_UNKNOWN_NAME,
          "c", "there is no 'c'");
    fails("{{ m.name }}", AG_TMPL_UNESCAPED, "m.name",
          "filter such as 'quote'");
    fails("{{ true ? m.id : m.name }}", AG_TMPL_UNESCAPED, "", "quote");
    fails("{{ m.name | upper }}", AG_TMPL_UNESCAPED, "m.name | upper", "quote");
    fails("{{ m }}", AG_TMPL_TYPE, "m", "a model cannot be printed");
    fails("{{ m.columns }}", AG_TMPL_TYPE, "m.columns", "list of column");
    fails("{{ m.id.x }}", AG_TMPL_TYPE, "x", "has no properties");
    fails("{% if m.key.kind %}{% end %}", AG_TMPL_TYPE, "m.key.kind",
          "neither true nor false");
    fails("{{ m.key.kind == 'itn' }}", AG_TMPL_UNKNOWN_NAME, "itn",
          "it has: int, text, boolean\ndid you mean 'int'?");
    fails("{{ m.key.kind == m.name }}", AG_TMPL_TYPE, "m.key.kind == m.name",
          "cannot be compared");
    fails("{{ m == m.key }}", AG_TMPL_TYPE, "m == m.key", "cannot be compared");
    fails("{{ 1 == 'a' }}", AG_TMPL_TYPE, "1 == 'a'", "cannot be compared");
    fails("{{ true ? m : 1 }}", AG_TMPL_TYPE, "true ? m : 1", "of one kind");
    fails("{% for c in m %}{{ c.x }}{% end %}", AG_TMPL_TYPE, "m", "a list");
    fails("{% switch m.id %}{% case 'a' %}{% end %}", AG_TMPL_TYPE, "m.id",
          "an enum");
    fails("{% switch m.key.kind %}{% case 'int' %}{% end %}", AG_TMPL_SWITCH,
          "switch", "'text', 'boolean'");
    fails("{% switch m.key.kind %}{% case 'int' %}{% case 'int' %}{% else %}"
          "{% end %}",
          AG_TMPL_SWITCH, "'int'", "already");
    fails("{% switch m.key.kind %}{% case 'intt' %}{% else %}{% end %}",
          AG_TMPL_UNKNOWN_NAME, "intt", "did you mean 'int'?");
    fails("{% switch m.key.kind %}x{% else %}{% end %}", AG_TMPL_SYNTAX,
          "switch", "text between");
    fails("{{ m.id | uper }}", AG_TMPL_UNKNOWN_FILTER, "uper",
          "did you mean 'upper'?");
    fails("{{ m.id | upper(1) }}", AG_TMPL_TYPE, "upper", "0 arguments, not 1");
    fails("{{ m | upper }}", AG_TMPL_TYPE, "m", "cannot be applied to a model");
    fails("{{ m.id | count }}", AG_TMPL_TYPE, "m.id", "cannot be applied");
    fails("{{ m.id | prefix(m.name) }}", AG_TMPL_TYPE, "m.name", "a safe text");
    fails("{{ m.name | sql('oracle') }}", AG_TMPL_TYPE, "'oracle'",
          "mysql, mssql");
    fails("{{ m.name | wrap('a', 'b') }}", AG_TMPL_UNESCAPED, "m.name",
          "ident");
    fails("{{ f(m) }}", AG_TMPL_UNKNOWN_NAME, "f", "no macro or table 'f'");
    fails("{% macro f(c: column) %}{% end %}{{ f(m) }}", AG_TMPL_TYPE, "m",
          "takes a column as its 'c', not a model");
    fails("{% macro f(c: safe) %}{% end %}{{ f(m.name) }}", AG_TMPL_TYPE,
          "m.name", "takes a safe text");
    fails("{% macro f(c: column) %}{% end %}{{ f() }}", AG_TMPL_TYPE, "f",
          "takes 1 argument, not 0");
    fails("{% macro f(c: colum) %}{{ c.x }}{% end %}", AG_TMPL_UNKNOWN_NAME,
          "colum", "did you mean 'column'?");
    fails("{% macro f(c: text, c: text) %}{% end %}", AG_TMPL_DUPLICATE, "c",
          "already");
    fails("{% macro f() %}{% end %}{% macro f() %}{% end %}", AG_TMPL_DUPLICATE,
          "f", "first defined here");
    fails("{% macro f() %}{{ m.id }}{% end %}", AG_TMPL_UNKNOWN_NAME, "m",
          "there is no 'm'");
    fails("{% if m %}{% macro f() %}{% end %}{% end %}", AG_TMPL_SYNTAX,
          "macro", "inside of another");
    fails("{% macro f() %}{{ f() }}{% end %}", AG_TMPL_RECURSION, "f",
          "'f' calls itself");
    fails("{% macro f() %}{{ g() }}{% end %}{% macro g() %}{{ h() }}{% end %}"
          "{% macro h() %}{{ f() }}{% end %}",
          AG_TMPL_RECURSION, "", "calls itself\n'");
    fails("{% macro f(a: bool, b: bool, c: bool, d: bool, e: bool, f: bool, "
          "g: bool, h: bool, i: bool) %}{% end %}",
          AG_TMPL_LIMIT, "i", "at most 8");
}

static void
test_syntax(void)
{
    fails("a {{ m.id ", AG_TMPL_SYNTAX, "", "the end of the text");
    fails("{{ m.id %} x", AG_TMPL_SYNTAX, "%}", "'}}' was expected");
    fails("{{ m.id }", AG_TMPL_SYNTAX, "", "'}}' was expected");
    fails("{{ m.id {{ m.id }}", AG_TMPL_SYNTAX, "", "another bracket");
    fails("{{ }}", AG_TMPL_SYNTAX, "}}", "a value was expected");
    fails("{{ m. }}", AG_TMPL_SYNTAX, "}}", "name of a property");
    fails("{{ (m.id }}", AG_TMPL_SYNTAX, "}}", "')' was expected");
    fails("{{ m.id m.id }}", AG_TMPL_SYNTAX, "m", "'}}' was expected");
    fails("{{ 'abc }}\n", AG_TMPL_SYNTAX, "'", "not closed");
    fails("{{ 'a\\q' }}", AG_TMPL_SYNTAX, "\\q", "unknown escape");
    fails("{{ @ }}", AG_TMPL_SYNTAX, "@", "a byte that means nothing");
    fails("{{ \xc3\xa4 }}", AG_TMPL_SYNTAX, "\xc3\xa4", "a byte");
    fails("{# open", AG_TMPL_SYNTAX, "{#", "not closed");
    fails("{% if m %}x", AG_TMPL_SYNTAX, "if", "has no {% end %}");
    fails("{% end %}", AG_TMPL_SYNTAX, "end", "could belong to");
    fails("x{% else %}y", AG_TMPL_SYNTAX, "else", "could belong to");
    fails("{% if m %}{% else %}{% elif m %}{% end %}", AG_TMPL_SYNTAX, "elif",
          "could belong to");
    fails("{% fro c in m.columns %}{% end %}", AG_TMPL_SYNTAX, "fro",
          "did you mean 'for'?");
    fails("{% %}", AG_TMPL_SYNTAX, "%}", "the name of a tag");
    fails("{% if %}{% end %}", AG_TMPL_SYNTAX, "%}", "a value");
    fails("{% for m.columns %}{% end %}", AG_TMPL_SYNTAX, ".", "'in'");
    fails("{% for c in m.columns sep 3 %}{% end %}", AG_TMPL_SYNTAX, "3",
          "a string");
    fails("{% include part %}", AG_TMPL_SYNTAX, "part", "a string");
    fails("{{ 99999999999999999999 }}", AG_TMPL_LIMIT, "99999999999999999999",
          "too large");
    fails("{{ used('a') }}", AG_TMPL_TYPE, "used('a')", "module and a name");
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

    fails_files(files, NULL, AG_TMPL_LIMIT, "", "", name);
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
    filters("member", "a\"]", "[\"a\\\"]\"]");
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

    renders("{{ m.name | sql('mysql') }}{{ 'a\\\\b\\'' | sql('mysql') }}"
            "{{ m.name | sql('mssql') }}",
            "'user''a\\\\b'''N'user'");
    renders("{{ 'a`b' | sqlid('`') }} {{ 'a]b[' | sqlid('[') }} "
            "{{ 'a\"b' | sqlid('\"') }}",
            "`a``b` [a]]b[] \"a\"\"b\"");
    renders("{{ m.doc | line_comment('// ') }}",
            "// who \"it\" is\n// second */ line");
    renders("{{ 'a\\n\\nb\\n' | line_comment('/// ') }}",
            "/// a\n///\n/// b\n///");
    renders("{{ '' | line_comment('// ') }}", "");
    filters("prisma_doc", "a\r\n\rb \xe2\x80\xa8\n",
            "/// a\n///\n/// b \xe2\x80\xa8\n///");
    renders("{{ 'a\\n\\nb\\n' | prefix('  * ') }}", "  * a\n  *\n  * b\n");
    renders("{{ 'x' | wrap('(', ')') }}{{ '' | wrap('(', ')') }}", "(x)");
    renders("{{ m.columns | count }} {{ m.key.model.columns | count }}", "3 0");
    renders("{{ m.key.size | quote }}{{ m.key.unique | upper }}"
            "{{ m.key.kind | capitalize }}",
            "\"4\"TRUEInt");
    renders("{{ m.doc | comment }}", "who \"it\" is\nsecond * / line");
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
    ok(run.tmpl && ag_tmpl_done(run.set), "a template from a string");
    ag_tmpl_render(run.set, run.tmpl, &user, args, &run.out);
    is(ag_buf_text(&run.out), " user.ts", "lines have no rules in a string");
    stop(&run);
}

static void
test_recovery(void)
{
    const char *files[] = {"main",
                           "{{ m.x }}\n{% if m.y %}{{ 'a' | z }}{% end %}\n"
                           "{{ m. }} {{ w }}\n{% for c in m.q %}{{ c.a.b }}"
                           "{% end %}\n{{ f(v) }}\n{{ ) }}{{ m.id }",
                           NULL};
    struct run run;

    start(&run, files, NULL);
    if (!ok(run.diags.errors == 10, "ten mistakes, ten errors"))
        print_diags(&run);
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

static void
test_plurals(void)
{
    static const char *const list[][2] = {
        {"user", "users"},
        {"account", "accounts"},
        {"session", "sessions"},
        {"category", "categories"},
        {"company", "companies"},
        {"key", "keys"},
        {"apiKey", "apiKeys"},
        {"day", "days"},
        {"monkey", "monkeys"},
        {"address", "addresses"},
        {"process", "processes"},
        {"access", "accesses"},
        {"status", "statuses"},
        {"bus", "buses"},
        {"campus", "campuses"},
        {"bonus", "bonuses"},
        {"virus", "viruses"},
        {"alias", "aliases"},
        {"box", "boxes"},
        {"tax", "taxes"},
        {"match", "matches"},
        {"branch", "branches"},
        {"wish", "wishes"},
        {"hash", "hashes"},
        {"quiz", "quizzes"},
        {"person", "people"},
        {"Person", "People"},
        {"UserPerson", "UserPeople"},
        {"PERSON", "PEOPLE"},
        {"child", "children"},
        {"man", "men"},
        {"woman", "women"},
        {"human", "humans"},
        {"foot", "feet"},
        {"tooth", "teeth"},
        {"goose", "geese"},
        {"mouse", "mice"},
        {"ox", "oxen"},
        {"leaf", "leaves"},
        {"wife", "wives"},
        {"life", "lives"},
        {"shelf", "shelves"},
        {"half", "halves"},
        {"wolf", "wolves"},
        {"roof", "roofs"},
        {"proof", "proofs"},
        {"belief", "beliefs"},
        {"hero", "heroes"},
        {"potato", "potatoes"},
        {"photo", "photos"},
        {"echo", "echoes"},
        {"video", "videos"},
        {"index", "indices"},
        {"matrix", "matrices"},
        {"vertex", "vertices"},
        {"appendix", "appendices"},
        {"analysis", "analyses"},
        {"basis", "bases"},
        {"axis", "axes"},
        {"crisis", "crises"},
        {"criterion", "criteria"},
        {"phenomenon", "phenomena"},
        {"datum", "data"},
        {"curriculum", "curricula"},
        {"alumnus", "alumni"},
        {"cactus", "cacti"},
        {"schema", "schemas"},
        {"movie", "movies"},
        {"cookie", "cookies"},
        {"tie", "ties"},
        {"database", "databases"},
        {"release", "releases"},
        {"purchase", "purchases"},
        {"response", "responses"},
        {"course", "courses"},
        {"house", "houses"},
        {"use", "uses"},
        {"cause", "causes"},
        {"image", "images"},
        {"message", "messages"},
        {"cache", "caches"},
        {"file", "files"},
        {"profile", "profiles"},
        {"role", "roles"},
        {"invoice", "invoices"},
        {"device", "devices"},
        {"service", "services"},
        {"price", "prices"},
        {"choice", "choices"},
        {"office", "offices"},
        {"size", "sizes"},
        {"prize", "prizes"},
        {"wave", "waves"},
        {"archive", "archives"},
        {"valve", "valves"},
        {"thief", "thieves"},
        {"passkey", "passkeys"},
        {"verification", "verifications"},
        {"lens", "lenses"},
        {"canvas", "canvases"},
        {"gas", "gases"},
        {"focus", "foci"},
        {"query", "queries"},
        {"reply", "replies"},
        {"history", "histories"},
        {"body", "bodies"},
        {"menu", "menus"},
        {"taxi", "taxis"},
        {"money", "moneys"},
        {"two_factor", "two_factors"},
        {"TwoFactor", "TwoFactors"},
        {"data_base", "data_bases"},
        {"class", "classes"},
        {"boss", "bosses"},
        {"fox", "foxes"},
        {"buzz", "buzzes"},
        {"tree", "trees"},
        {"employee", "employees"},
        {"law", "laws"},
        {"view", "views"},
        {"test", "tests"},
        {"sale", "sales"},
        {"pass", "passes"},
        {"progress", "progresses"},
        {"business", "businesses"},
        {"witness", "witnesses"},
        {"license", "licenses"},
        {"expense", "expenses"},
        {"base", "bases"},
        {"case", "cases"},
        {"phase", "phases"},
        {"lease", "leases"},
        {"clause", "clauses"},
        {"warehouse", "warehouses"},
        {"toe", "toes"},
        {"shoe", "shoes"},
        {"zone", "zones"},
        {"ACCOUNT", "ACCOUNTS"},
    };
    static const char *const same[] = {
        "sheep",    "fish",     "deer",         "news",
        "series",   "species",  "information",  "equipment",
        "metadata", "userData", "media",        "software",
        "chassis",  "feedback", "UserMetadata", "staff",
    };

    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        word(ag_words_plural, list[i][0], list[i][1]);
        word(ag_words_plural, list[i][1], list[i][1]);
        if (strcmp(list[i][0], "basis") != 0 &&
            strcmp(list[i][0], "axis") != 0 && strcmp(list[i][0], "datum") != 0)
            word(ag_words_singular, list[i][1], list[i][0]);
        word(ag_words_singular, list[i][0], list[i][0]);
    }
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        word(ag_words_plural, same[i], same[i]);
        word(ag_words_singular, same[i], same[i]);
    }
}

/*
 * Garbage: pieces of templates in any order must compile or be reported, and
 * what compiles must render.
 */

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
        ag_tmpl_render(run.set, run.tmpl, &user, args, &run.out);
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
    test_lines();
    test_expressions();
    test_truth();
    test_options();
    test_blocks();
    test_macros();
    test_tables();
    test_imports();
    test_groups();
    test_alignments();
    test_deferred();
    test_includes();
    test_errors();
    test_syntax();
    test_limits();
    test_filters();
    test_strings();
    test_recovery();
    test_cases();
    test_plurals();
    test_garbage(argc > 1 ? (unsigned)atoi(argv[1]) : 3000);
    return done();
}
