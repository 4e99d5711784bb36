/*
 * Generates authgen-presets(7) from its frame: a line `@presets@` is replaced
 * by the list of presets, and `@options@` by Better Auth's options for names in
 * snake case. All other lines are copied.
 *
 *     presets FRAME >PAGE
 */
#include <stdio.h>
#include <string.h>

#include "authgen/authgen.h"

static const char *
read_nothing(void *self, const char *path,
             void *(*alloc)(void *memory, size_t size), void *memory,
             const char **text, size_t *size)
{
    (void)self;
    (void)path;
    (void)alloc;
    (void)memory;
    (void)text;
    (void)size;
    return ag_missing;
}

/* Text; nothing in it is a macro, a request or an escape. */
static void
put_text(const char *text, size_t n)
{
    fputs("\\&", stdout);
    for (size_t i = 0; i < n; i++)
        if (text[i] == '\\')
            fputs("\\e", stdout);
        else
            putchar(text[i]);
}

/* The library of a preset, "better-auth@1.6" of "better-auth@1.6/jwt". */
static size_t
library(const char *name)
{
    return strcspn(name, "/");
}

static void
put_presets(struct ag_context *context)
{
    const struct ag_preset_info *p = NULL;
    const char *last = "";

    while ((p = ag_next_preset(context, p))) {
        size_t n = library(p->name);
        if (n != library(last) || strncmp(p->name, last, n) != 0) {
            if (*last)
                puts(".El");
            fputs(".Ss ", stdout);
            put_text(p->name, n);
            puts("\n.Bl -tag -width Ds -compact");
        }
        last = p->name;
        printf(".It Cm %s\n", p->name);
        put_text(p->title, strlen(p->title));
        putchar('\n');
        if (*p->tables)
            printf(".br\n.Em %s\n", p->tables);
    }
    if (*last)
        puts(".El");
}

/* False if there was a mistake. */
static bool
put_options(struct ag_context *context)
{
    const struct ag_request request = {.target = "options", .columns = "snake"};
    const struct ag_file *file;

    if (!ag_use_name(context, "better-auth") ||
        !ag_use_name(context, "better-auth/two-factor") ||
        !ag_generate(context, &request))
        return false;
    file = ag_next_file(context, NULL);
    for (const char *line = file->text, *end = line + file->size; line < end;) {
        size_t n = strcspn(line, "\n");
        if (n && strncmp(line, "//", 2) != 0)
            put_text(line, n);
        if (strncmp(line, "//", 2) != 0)
            putchar('\n');
        line += n + 1;
    }
    return true;
}

int
main(int argc, char **argv)
{
    const struct ag_io io = {.read = read_nothing};
    struct ag_context *context = ag_new(&io);
    FILE *frame = argc == 2 ? fopen(argv[1], "r") : NULL;
    bool good = frame;
    char line[256];

    if (!frame)
        fprintf(stderr, "usage: presets FRAME\n");
    while (good && fgets(line, sizeof line, frame)) {
        if (strcmp(line, "@presets@\n") == 0)
            put_presets(context);
        else if (strcmp(line, "@options@\n") == 0)
            good = put_options(context);
        else
            fputs(line, stdout);
    }
    if (frame)
        fclose(frame);
    good = good && ag_errors(context) == 0;
    ag_free(context);
    return !good || fflush(stdout) != 0 || ferror(stdout);
}
