/*
 * arena FILE TARGET DIALECT: how many bytes a compilation takes from its arena,
 * a line for each stage: what it calls itself, and the bytes.
 *
 * The arena begins in memory that it is lent, and needs no other block. So its
 * first free byte tells how many bytes the objects take.
 */
#include <stdio.h>
#include <stdlib.h>

#include "authgen/authgen.h"
#include "gen/api/context.h"

static char memory[1 << 28]; /* costs only what is used of it */

static _Noreturn void
die(const char *what)
{
    fprintf(stderr, "arena: %s\n", what);
    exit(2);
}

/* ag_io.read */
static const char *
read_file(void *self, const char *path,
          void *(*alloc)(void *memory, size_t size), void *arena,
          const char **text, size_t *size)
{
    FILE *file = fopen(path, "rb");
    long end;

    (void)self;
    if (!file)
        return ag_missing;
    if (fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0)
        die(path);
    rewind(file);
    *size = (size_t)end;
    char *to = alloc(arena, *size + 1);
    if (fread(to, 1, *size, file) != *size)
        die(path);
    fclose(file);
    to[*size] = '\0';
    *text = to;
    return NULL;
}

/* Prints the bytes since the last stage. */
static void
print(const struct ag_context *context, const char *stage, const char **last)
{
    const char *now = context->arena.free;

    if (now < memory || now > memory + sizeof memory)
        die("it needs more memory than it is lent");
    printf("%s %ld\n", stage, (long)(now - *last));
    *last = now;
}

int
main(int argc, char **argv)
{
    const struct ag_io io = {
        .read = read_file, .memory = memory, .memory_size = sizeof memory};
    const char *last = memory;

    if (argc != 4)
        die("usage: arena FILE TARGET DIALECT");
    const struct ag_request request = {.target = argv[2], .dialect = argv[3]};
    struct ag_context *context = ag_new(&io);
    if (!ag_read(context, argv[1]))
        die(argv[1]);
    print(context, "parse", &last);
    if (!ag_check_schema(context, &request))
        die("the schema has errors");
    print(context, "check", &last);
    if (!ag_generate(context, &request))
        die("the target reports errors");
    print(context, "generate", &last);
    ag_free(context);
    return 0;
}
