/*
 * Prints gen/target/compiled_targets.c: the built-in targets, compiled. It is
 * linked with an empty table of them. So it loads each one from its files, and
 * then prints the tables of its program.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/embed.h"
#include "gen/target/compiled.h"
#include "gen/target/view.h"

struct maker {
    struct ag_arena arena;
    struct ag_sources sources;
    struct ag_diags diags;
};

/* ag_target_loader.load: the embedded files. */
static bool
load(void *self, struct ag_str name, struct ag_str *text)
{
    struct maker *maker = self;
    const struct ag_embedded *e = ag_embedded;

    while (e->name && !ag_str_eq(name, ag_str(e->name)))
        e++;
    if (!e->name)
        return false;
    *text = ag_source_add(&maker->sources, &maker->arena, ag_str(e->name),
                          (struct ag_str){e->text, e->size, 0})
                ->text;
    return true;
}

static void
put_cells(const char *table, int i, const struct ag_cell *cells, uint32_t n)
{
    printf("static const struct ag_cell %s%d[] = {\n", table, i);
    for (uint32_t at = 0; at < n; at++) {
        const struct ag_cell *c = &cells[at];
        printf("{%u,%u,%lu,%lu,%lu},\n", (unsigned)c->op, (unsigned)c->n,
               (unsigned long)c->a, (unsigned long)c->b, (unsigned long)c->c);
    }
    puts("};");
}

/* Bytes, since a string literal of more than 4095 bytes is not C11; without signs,
 * since a char has one on some machines only. */
static void
put_text(const char *table, int i, const char *text, uint32_t n)
{
    printf("static const unsigned char %s%d[] = {", table, i);
    for (uint32_t at = 0; at < n; at++)
        printf("%s%u,", at % 32 ? "" : "\n",
               (unsigned)(unsigned char)text[at]);
    puts("0};");
}

static void
put_numbers(int i, const uint32_t *numbers, uint32_t n)
{
    printf("static const uint32_t numbers%d[] = {", i);
    for (uint32_t at = 0; at < n; at++)
        printf("%s%lu,", at % 16 ? "" : "\n", (unsigned long)numbers[at]);
    puts("};");
}

static void
put_props(int i, const struct ag_program_prop *props, uint32_t n)
{
    printf("static const struct ag_program_prop props%d[] = {\n", i);
    for (uint32_t at = 0; at < n; at++)
        printf("{%u,%u},\n", (unsigned)props[at].cls, (unsigned)props[at].prop);
    puts("{0,0}};");
}

static void
put_imports(int i, const struct ag_program_import *imports, uint32_t n)
{
    printf("static const struct ag_program_import imports%d[] = {\n", i);
    for (uint32_t at = 0; at < n; at++)
        printf("{%lu,%lu,%lu,%lu},\n", (unsigned long)imports[at].module,
               (unsigned long)imports[at].nmodule,
               (unsigned long)imports[at].name,
               (unsigned long)imports[at].nname);
    puts("{0,0,0,0}};");
}

/* The tables of the target of number `i`, and its entry in `list`. */
static void
put_target(struct maker *maker, const struct ag_target *target, int i,
           struct ag_buf *list)
{
    const struct ag_templates *t = target->templates;
    const struct ag_program *p = &t->program;
    struct ag_compiled_fields fields = ag_compile_fields(target, &maker->arena);

    printf("\n/* %.*s, %s */\n", AG_ARG(target->name),
           ag_dialects[target->dialect].name);
    put_cells("steps", i, p->steps, p->nstep);
    put_cells("terms", i, p->terms, p->nterm);
    put_text("texts", i, p->texts, p->ntext);
    put_props(i, ag_program_props(t, ag_view_classes, &maker->arena), p->nprop);
    put_imports(i, p->imports, p->nimport);
    put_numbers(i, fields.numbers, fields.nnumber);
    put_text("fields", i, fields.texts.p, fields.texts.n);
    ag_buf_fmt(list,
               "    {\"%.*s\", (enum ag_dialect)%d,\n"
               "     {steps%d, terms%d, (const char *)texts%d, props%d, "
               "imports%d,\n"
               "      %lu, %lu, %lu, %lu, %lu, %lu},\n"
               "     numbers%d, (const char *)fields%d},\n",
               AG_ARG(target->name), (int)target->dialect, i, i, i, i, i,
               (unsigned long)p->nstep, (unsigned long)p->nterm,
               (unsigned long)p->ntext, (unsigned long)p->nprop,
               (unsigned long)p->nimport, (unsigned long)p->need, i, i);
}

int
main(void)
{
    struct maker maker = {0};
    const struct ag_target_loader loader = {
        .sources = &maker.sources, .load = load, .self = &maker};
    struct ag_str name = {0};
    struct ag_buf list;
    int n = 0;

    ag_arena_init(&maker.arena, NULL, NULL);
    ag_diags_init(&maker.diags, &maker.arena);
    ag_buf_init(&list, &maker.arena);
    puts("/* Made by build-aux/compile-targets.c from templates/. */\n"
         "#include \"gen/target/compiled.h\"");
    while ((name = ag_target_next(name)).n) {
        for (int d = 0; d < AG_NDIALECT; d++) {
            const struct ag_schema schema = {.dialect = (enum ag_dialect)d};
            struct ag_str text;
            if (!load(&maker,
                      ag_arena_fmt(&maker.arena, "%.*s/%s.target", AG_ARG(name),
                                   ag_dialects[d].name),
                      &text))
                continue;
            const struct ag_target *target =
                ag_target_load(&loader, name, &schema, NULL, NULL, 0,
                               &maker.arena, &maker.diags);
            if (!target) {
                fprintf(stderr, "compile-targets: %.*s for %s has errors\n",
                        AG_ARG(name), ag_dialects[d].name);
                return EXIT_FAILURE;
            }
            put_target(&maker, target, n++, &list);
        }
    }
    ag_buf_char(&list, '\0');
    printf("\nconst struct ag_compiled ag_compiled_targets[] = {\n%s"
           "    {.name = NULL},\n};\n",
           list.p);
    ag_buf_free(&list);
    ag_arena_free(&maker.arena);
    return ferror(stdout) || fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
