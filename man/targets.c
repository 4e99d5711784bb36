/*
 * Makes authgen-targets(7) from its frame: a line `@constructs@`, `@databases@`
 * or `@targets@` becomes what gen/schema/feature.def, gen/schema/type.def and the manifests
 * say; all other lines stay.
 *
 *     targets FRAME >PAGE
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/embed.h"
#include "gen/target/target.h"

/* The constructs of a matrix: features, column types, kinds of defaults. */
enum {
    FIRST_TYPE = AG_NFEATURE,
    FIRST_DEFAULT = FIRST_TYPE + AG_NTYPE,
    NCONSTRUCT = FIRST_DEFAULT + AG_NDEFAULT,
};

/* A target with one option set to a value that is not the default. */
struct variant {
    struct variant *next;
    struct ag_option option;
    const struct ag_target *dialects[AG_NDIALECT]; /* NULL: it has no such */
};

struct page {
    struct ag_arena arena;
    struct ag_sources sources;
    struct ag_diags diags;
    struct ag_target_loader loader;
};

static const char *const supports[] = {
    [AG_SUPPORT_yes] = "yes",
    [AG_SUPPORT_equivalent] = "equivalent",
    [AG_SUPPORT_no] = "no",
};

/* ag_target_loader.load: what is built in, and nothing else. */
static bool
load(void *self, struct ag_str name, struct ag_str *text)
{
    struct page *page = self;
    const struct ag_embedded *e = ag_embedded;

    while (e->name && !ag_str_eq(name, ag_str(e->name)))
        e++;
    if (!e->name)
        return false;
    *text = ag_source_add(&page->sources, &page->arena, ag_str(e->name),
                          (struct ag_str){e->text, e->size, 0})->text;
    return true;
}

/* The target for a dialect; NULL if it does not support that. */
static const struct ag_target *
find_target(struct page *page, const struct ag_target_info *info,
            enum ag_dialect dialect, const struct ag_option *option)
{
    const struct ag_schema schema = {.dialect = dialect};
    struct ag_str text, path = ag_arena_fmt(&page->arena, "%s/%s.target",
                                            info->name,
                                            ag_dialects[dialect].name);
    return load(page, path, &text)
               ? ag_target_load(&page->loader, ag_str(info->name), &schema,
                                NULL, option, option ? 1 : 0, &page->arena,
                                &page->diags)
               : NULL;
}

/* mdoc. */

/* A word. Nothing in it is a macro, a request or an escape. */
static void
put_word(const char *word, size_t n)
{
    fputs("\\&", stdout);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)word[i];
        unsigned more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
        uint32_t point = c & (0x3fu >> more);
        if (c == '\\')
            fputs("\\e", stdout);
        else if (c == '"')
            fputs("\\(dq", stdout);
        else if (!more)
            putchar(c);
        else {
            while (more-- && ++i < n)
                point = point << 6 | ((unsigned char)word[i] & 0x3f);
            printf("\\[u%04X]", (unsigned)point);
        }
    }
}

/* The words of a text, as arguments of a macro. */
static void
put_words(const char *text)
{
    while (*text) {
        size_t n = strcspn(text, " ");
        put_word(text, n);
        text += n;
        while (*text == ' ')
            text++;
        if (*text)
            putchar(' ');
    }
}

/* The same in lines of text; a sentence begins a line. */
static void
put_text(const char *text)
{
    size_t column = 0;

    while (*text) {
        size_t n = strcspn(text, " ");
        put_word(text, n);
        column += n + 3;
        bool end = text[n - 1] == '.';
        text += n;
        while (*text == ' ')
            text++;
        if (end || !*text || column + strcspn(text, " ") > 72)
            column = 0;
        putchar(column ? ' ' : '\n');
    }
}

static const char *
cstr(struct page *page, struct ag_str s)
{
    return ag_arena_fmt(&page->arena, "%.*s", AG_ARG(s)).p;
}

/* "SQLite, MySQL" of a set of dialects. */
static const char *
titles(struct page *page, const bool *dialects)
{
    struct ag_str list = {0};

    for (int i = 0; i < AG_NDIALECT; i++)
        if (dialects[i])
            list = ag_arena_fmt(&page->arena, "%.*s%s%s", AG_ARG(list),
                                list.n ? ", " : "", ag_dialects[i].title);
    return cstr(page, list);
}

static void
begin_matrix(const char *head, const bool *dialects)
{
    fputs(".Bl -column \"@@index(expression: ...)\"", stdout);
    for (int i = 0; i < AG_NDIALECT; i++)
        if (dialects[i])
            fputs(" \"equivalent\"", stdout);
    printf("\n.It Em ");
    put_words(head);
    for (int i = 0; i < AG_NDIALECT; i++) {
        if (!dialects[i])
            continue;
        fputs(" Ta Em ", stdout);
        put_words(ag_dialects[i].title);
    }
    putchar('\n');
}

static void
begin_row(const char *name)
{
    fputs(".It Li ", stdout);
    put_words(name);
}

static const bool all_dialects[AG_NDIALECT] = {true, true, true, true};
_Static_assert(AG_NDIALECT == 4, "all_dialects has them all");

/* Constructs. */

static bool
is_text(int i)
{
    return i >= AG_FEATURE_name_text && i < AG_NFEATURE;
}

/* How a schema has a construct. */
static const char *
name_of(struct page *page, int i)
{
    if (i < FIRST_TYPE)
        return ag_features[i].written;
    if (i < FIRST_DEFAULT)
        return ag_arena_fmt(&page->arena, "column type %s",
                            ag_type_names[i - FIRST_TYPE]).p;
    return ag_arena_fmt(&page->arena, "default: %s",
                        ag_default_names[i - FIRST_DEFAULT]).p;
}

static const struct ag_capability *
loss_of(const struct ag_target *target, int i)
{
    return i < FIRST_TYPE      ? &target->features[i]
           : i < FIRST_DEFAULT ? &target->types[i - FIRST_TYPE]
                               : &target->defaults[i - FIRST_DEFAULT];
}

/* What a database makes of it, whatever the target. */
static enum ag_support
dialect_support(enum ag_dialect dialect, int i)
{
    struct ag_type type = {.kind = (enum ag_type_kind)(i - FIRST_TYPE)};

    if (i < FIRST_TYPE)
        return ag_features[i].dialects[dialect];
    return i < FIRST_DEFAULT && ag_type_nearest(type, dialect).kind != type.kind
               ? AG_SUPPORT_equivalent
               : AG_SUPPORT_yes;
}

static enum ag_support
support(const struct ag_target *target, int i)
{
    enum ag_support own = loss_of(target, i)->support;
    enum ag_support database = dialect_support(target->dialect, i);

    return own > database ? own : database;
}

static void
put_constructs(void)
{
    fputs(".Bl -tag -width Ds\n", stdout);
    for (int i = 0; i < AG_NFEATURE; i++) {
        begin_row(ag_features[i].written);
        putchar('\n');
        put_text(ag_features[i].doc);
        printf(".Pq Cm %s\n", ag_features[i].name);
    }
    fputs(".El\n", stdout);
}

/* Databases. */

static void
put_limit(const char *name, const uint32_t *limits)
{
    begin_row(name);
    for (int d = 0; d < AG_NDIALECT; d++)
        if (limits[d])
            printf(" Ta %u", (unsigned)limits[d]);
        else
            fputs(" Ta -", stdout);
    putchar('\n');
}

/* Those of gen/schema/dialect.def that a schema may come up against. */
static void
put_limits(void)
{
    enum { NAME, TABLE, COLUMN, COLUMNS, PARTS, NLIMIT };
    static const char *const names[NLIMIT] = {
        [NAME] = "longest name",
        [TABLE] = "longest table comment",
        [COLUMN] = "longest column comment",
        [COLUMNS] = "most columns of a table",
        [PARTS] = "most columns of a key",
    };
    uint32_t limits[NLIMIT][AG_NDIALECT];

    for (int d = 0; d < AG_NDIALECT; d++) {
        limits[NAME][d] = ag_dialects[d].identifier_limit;
        limits[TABLE][d] = ag_dialects[d].table_comment;
        limits[COLUMN][d] = ag_dialects[d].column_comment;
        limits[COLUMNS][d] = ag_dialects[d].most_columns;
        limits[PARTS][d] = ag_dialects[d].most_parts;
    }
    for (int i = 0; i < NLIMIT; i++)
        put_limit(names[i], limits[i]);
}

/* The types that not all databases have, and what they become. */
static void
put_types(void)
{
    begin_matrix("column type", all_dialects);
    for (int i = 0; i < AG_NTYPE; i++) {
        enum ag_support worst = AG_SUPPORT_yes;
        for (int d = 0; d < AG_NDIALECT; d++)
            if (dialect_support((enum ag_dialect)d, FIRST_TYPE + i) > worst)
                worst = AG_SUPPORT_equivalent;
        if (worst == AG_SUPPORT_yes)
            continue;
        begin_row(ag_type_names[i]);
        for (int d = 0; d < AG_NDIALECT; d++) {
            struct ag_type type = {.kind = (enum ag_type_kind)i};
            type = ag_type_nearest(type, (enum ag_dialect)d);
            printf(" Ta %s", (int)type.kind == i ? "yes"
                                                 : ag_type_names[type.kind]);
        }
        putchar('\n');
    }
    fputs(".El\n", stdout);
}

static void
put_databases(void)
{
    begin_matrix("construct", all_dialects);
    for (int i = 0; i < AG_NFEATURE; i++) {
        bool whole = true;
        for (int d = 0; d < AG_NDIALECT; d++)
            whole = whole && ag_features[i].dialects[d] == AG_SUPPORT_yes;
        if (whole)
            continue;
        begin_row(ag_features[i].written);
        for (int d = 0; d < AG_NDIALECT; d++)
            printf(" Ta %s", supports[ag_features[i].dialects[d]]);
        putchar('\n');
    }
    put_limits();
    fputs(".El\n", stdout);
    put_types();
}

/* Targets. */

/* A remark about one construct, and its dialects. */
struct remark {
    struct remark *next;
    const struct ag_capability *loss;
    const struct ag_option *option; /* only with this; NULL: always */
    bool dialects[AG_NDIALECT];
};

static bool
same_texts(const struct ag_str *a, const struct ag_str *b)
{
    for (; a && b && a->p && b->p; a++, b++)
        if (!ag_str_eq(*a, *b))
            return false;
    return a && b ? a->p == b->p : a == b;
}

static bool
same_loss(const struct ag_capability *a, const struct ag_capability *b)
{
    return a->support == b->support && a->limited == b->limited &&
           ag_str_eq(a->hint, b->hint) && same_texts(a->texts, b->texts);
}

static void
add_remark(struct page *page, struct remark **at,
           const struct ag_capability *loss, const struct ag_option *option,
           enum ag_dialect dialect)
{
    while (*at && !((*at)->option == option && same_loss((*at)->loss, loss)))
        at = &(*at)->next;
    if (!*at) {
        *at = AG_NEW(&page->arena, struct remark);
        (*at)->loss = loss;
        (*at)->option = option;
    }
    (*at)->dialects[dialect] = true;
}

static struct remark *
find_remarks(struct page *page, const struct ag_target *const *targets,
             const struct variant *variants, int i)
{
    struct remark *first = NULL;

    for (int d = 0; d < AG_NDIALECT; d++)
        if (targets[d] && loss_of(targets[d], i)->hint.n)
            add_remark(page, &first, loss_of(targets[d], i), NULL,
                       (enum ag_dialect)d);
    for (const struct variant *v = variants; v; v = v->next)
        for (int d = 0; d < AG_NDIALECT; d++)
            if (v->dialects[d] && !same_loss(loss_of(v->dialects[d], i),
                                             loss_of(targets[d], i)))
                add_remark(page, &first, loss_of(v->dialects[d], i),
                           &v->option, (enum ag_dialect)d);
    return first;
}

/* What cannot be shown as it is has a name. */
static struct ag_str
shown_text(struct page *page, struct ag_str text)
{
    static const struct {
        const char *text, *name;
    } unseen[] = {
        {"  ", "two blanks"},         {"\n", "line feed"},
        {"\r", "carriage return"},    {"\t", "tab"},
        {"\xc2\xa0", "U+00A0"},       {"\xe2\x80\xa8", "U+2028"},
        {"\xe2\x80\xa9", "U+2029"},
    };

    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
        if (ag_str_eq(text, ag_str(unseen[i].text)))
            return ag_str(unseen[i].name);
    return ag_arena_fmt(&page->arena, "'%.*s'", AG_ARG(text));
}

static const char *
shown_texts(struct page *page, const struct ag_str *texts)
{
    struct ag_str list = {0};

    for (; texts->p; texts++)
        list = ag_arena_fmt(&page->arena, "%.*s%s%.*s", AG_ARG(list),
                            list.n ? " " : "",
                            AG_ARG(shown_text(page, *texts)));
    return cstr(page, list);
}

static void
put_remark(struct page *page, const struct remark *r)
{
    struct ag_str text = ag_arena_fmt(&page->arena, "%s", titles(page, r->dialects));

    if (r->option)
        text = ag_arena_fmt(&page->arena, "%.*s with %s = %s: %s",
                            AG_ARG(text), r->option->name, r->option->value,
                            supports[r->loss->support]);
    if (r->loss->limited)
        text =
            ag_arena_fmt(&page->arena, "%.*s, if it is too long", AG_ARG(text));
    if (r->loss->texts)
        text = ag_arena_fmt(&page->arena, "%.*s, for text with %s",
                            AG_ARG(text), shown_texts(page, r->loss->texts));
    if (r->loss->hint.n)
        text = ag_arena_fmt(&page->arena, "%.*s: %.*s", AG_ARG(text),
                            AG_ARG(r->loss->hint));
    put_text(text.p);
}

static void
put_remarks(struct page *page, const struct ag_target *const *targets,
            const struct variant *variants)
{
    fputs(".Pp\n.Bl -tag -width Ds -compact\n", stdout);
    for (int i = 0; i < NCONSTRUCT; i++) {
        const struct remark *first = find_remarks(page, targets, variants, i);
        if (!first)
            continue;
        begin_row(name_of(page, i));
        putchar('\n');
        for (const struct remark *r = first; r; r = r->next) {
            if (r != first)
                fputs(".br\n", stdout);
            put_remark(page, r);
        }
    }
    fputs(".El\n", stdout);
}

/* Whether a row says more than that the target spells what the database has. */
static bool
has_row(const struct ag_target *const *targets, int i)
{
    if (i < FIRST_TYPE)
        return !is_text(i);
    for (int d = 0; d < AG_NDIALECT; d++)
        if (targets[d] && loss_of(targets[d], i)->support != AG_SUPPORT_yes)
            return true;
    return false;
}

static void
put_matrix(struct page *page, const struct ag_target *const *targets)
{
    bool dialects[AG_NDIALECT];

    for (int d = 0; d < AG_NDIALECT; d++)
        dialects[d] = targets[d];
    begin_matrix("construct", dialects);
    for (int i = 0; i < NCONSTRUCT; i++) {
        if (!has_row(targets, i))
            continue;
        begin_row(name_of(page, i));
        for (int d = 0; d < AG_NDIALECT; d++)
            if (targets[d])
                printf(" Ta %s", supports[support(targets[d], i)]);
        putchar('\n');
    }
    fputs(".El\n", stdout);
}

static void
put_options(struct page *page, const struct ag_target_info *info)
{
    fputs("The options, with their defaults:\n.Pp\n.Bl -tag -width Ds "
          "-compact\n", stdout);
    for (size_t i = 0; i < info->noption; i++) {
        const struct ag_target_option *o = &info->options[i];
        bool dialects[AG_NDIALECT] = {false};
        printf(".It Cm %s Ns = Ns Cm ", o->name);
        put_words(o->value[0] ? o->value : "''");
        putchar('\n');
        for (int d = 0; d < AG_NDIALECT; d++)
            dialects[d] = strstr(o->dialects, ag_dialects[d].name);
        put_text(strcmp(o->dialects, info->dialects) == 0
                     ? o->doc
                     : ag_arena_fmt(&page->arena, "%s: %s",
                                    titles(page, dialects), o->doc).p);
        if (o->values) {
            fputs(".Pq Cm ", stdout);
            put_words(o->values);
            putchar('\n');
        }
    }
    fputs(".El\n", stdout);
}

/* Every value of every option but the defaults. */
static struct variant *
find_variants(struct page *page, const struct ag_target_info *info)
{
    struct variant *first = NULL, **end = &first;

    for (size_t i = 0; i < info->noption; i++) {
        const struct ag_target_option *o = &info->options[i];
        for (const char *p = o->values ? o->values : ""; *p;) {
            size_t n = strcspn(p, " ");
            const char *value = ag_arena_fmt(&page->arena, "%.*s", (int)n, p).p;
            p += n + (p[n] == ' ');
            if (strcmp(value, o->value) == 0)
                continue;
            *end = AG_NEW(&page->arena, struct variant);
            (*end)->option.name = o->name;
            (*end)->option.value = strcmp(value, "''") == 0 ? "" : value;
            for (int d = 0; d < AG_NDIALECT; d++)
                if (strstr(o->dialects, ag_dialects[d].name))
                    (*end)->dialects[d] = find_target(
                        page, info, (enum ag_dialect)d, &(*end)->option);
            end = &(*end)->next;
        }
    }
    return first;
}

static bool
same_target(const struct ag_target *const *a, const struct ag_target *const *b)
{
    for (int d = 0; d < AG_NDIALECT; d++) {
        if (!a[d] != !b[d])
            return false;
        for (int i = 0; i < NCONSTRUCT && a[d]; i++)
            if (!same_loss(loss_of(a[d], i), loss_of(b[d], i)))
                return false;
    }
    return true;
}

/* What is on the page already. */
struct printed {
    struct printed *next;
    const struct ag_target_info *info;
    const struct ag_target *dialects[AG_NDIALECT];
};

/* `sql` is `ddl` by another name. */
static const struct printed *
find_same(const struct printed *list, const struct printed *one)
{
    while (list && (strcmp(list->info->title, one->info->title) != 0 ||
                    !same_target(list->dialects, one->dialects)))
        list = list->next;
    return list;
}

/* Whether the manifests say something of constructs: those of a target that
 * writes no columns do not. */
static bool
tells_constructs(const struct ag_target *const *targets)
{
    for (int d = 0; d < AG_NDIALECT; d++)
        for (int i = 0; targets[d] && i < NCONSTRUCT; i++)
            if (loss_of(targets[d], i)->support != AG_SUPPORT_yes ||
                loss_of(targets[d], i)->hint.n)
                return true;
    return false;
}

static void
put_target(struct page *page, const struct printed *one)
{
    const struct ag_target *any = NULL;

    for (int d = 0; d < AG_NDIALECT; d++)
        any = one->dialects[d] ? one->dialects[d] : any;
    if (any->names_doc.n)
        put_text(cstr(page, any->names_doc));
    fputs(".Pp\n", stdout);
    put_options(page, one->info);
    if (!tells_constructs(one->dialects))
        return;
    put_matrix(page, one->dialects);
    put_remarks(page, one->dialects, find_variants(page, one->info));
}

static void
put_targets(struct page *page)
{
    struct printed *list = NULL;

    for (const struct ag_target_entry *e =
             ag_target_list(&page->loader, &page->arena, &page->diags);
         e; e = e->next) {
        struct printed *one = AG_NEW(&page->arena, struct printed);
        one->info = &e->info;
        for (int d = 0; d < AG_NDIALECT; d++)
            one->dialects[d] =
                find_target(page, &e->info, (enum ag_dialect)d, NULL);
        const struct printed *same = find_same(list, one);
        fputs(".Ss ", stdout);
        put_words(e->info.name);
        printf("\n");
        put_text(ag_arena_fmt(&page->arena, "%s.", e->info.title).p);
        if (same)
            printf("The same as\n.Cm %s .\n", same->info->name);
        else
            put_target(page, one);
        one->next = list;
        list = one;
    }
}

int
main(int argc, char **argv)
{
    struct page page = {
        .loader = {.sources = &page.sources, .load = load, .self = &page}};
    FILE *frame = argc == 2 ? fopen(argv[1], "r") : NULL;
    char line[256];

    if (!frame) {
        fprintf(stderr, "usage: targets FRAME\n");
        return 2;
    }
    ag_arena_init(&page.arena, NULL, NULL);
    ag_diags_init(&page.diags, &page.arena);
    while (fgets(line, sizeof line, frame)) {
        if (strcmp(line, "@constructs@\n") == 0)
            put_constructs();
        else if (strcmp(line, "@databases@\n") == 0)
            put_databases();
        else if (strcmp(line, "@targets@\n") == 0)
            put_targets(&page);
        else
            fputs(line, stdout);
    }
    fclose(frame);
    /* It sets options that a schema sets otherwise, which is only warned of. */
    for (const struct ag_diag *d = page.diags.errors ? page.diags.first : NULL;
         d; d = d->next)
        fprintf(stderr, "targets: %.*s\n", AG_ARG(d->text));
    ag_arena_free(&page.arena);
    return page.diags.errors || fflush(stdout) != 0 || ferror(stdout);
}
