/*
 * A context parses each file of a schema once for all queries, and checks the
 * schema once for all outputs with the same settings.
 */
#include "gen/api/context.h"

#include <stdlib.h>

#include "gen/query/query.h"
#include "tests/tap.h"

static const char schema[] =
    "use \"./user.auth\"\n"
    "use \"better-auth\"\n"
    "datasource db {\n  provider = \"postgresql\"\n}\n"
    "generator a {\n  provider = \"drizzle\"\n  output = \"a.ts\"\n}\n"
    "generator b {\n  provider = \"prisma\"\n  output = \"b.prisma\"\n}\n"
    "generator c {\n  provider = \"typeorm\"\n  output = \"c/\"\n}\n"
    "generator d {\n  provider = \"sql\"\n  output = \"d.sql\"\n}\n"
    "generator e {\n  provider = \"sql\"\n  output = \"e.sql\"\n"
    "  dialect = \"mysql\"\n}\n"
    "model Post {\n  id Id @id\n  title String\n}\n";
static const char used[] = "model Owner {\n  id Id @id\n}\n";

static unsigned reads; /* of the used file */

static const char *
read_file(void *self, const char *path,
          void *(*alloc)(void *memory, size_t size), void *memory,
          const char **text, size_t *size)
{
    bool root = strcmp(path, "schema.auth") == 0;
    char *p;

    (void)self;
    if (!root && strcmp(path, "user.auth") != 0)
        return ag_missing;
    reads += !root;
    *text = root ? schema : used;
    *size = strlen(*text);
    p = alloc(memory, *size + 1);
    memcpy(p, *text, *size + 1);
    *text = p;
    return NULL;
}

/* Makes all queries that an editor makes after a change. */
static void
ask(struct ag_context *context)
{
    static const char *const files[] = {"schema.auth", "user.auth"};
    struct ag_look_at at;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        for (uint32_t offset = 0; offset < 60; offset += 3) {
            ag_look_hover(context, files[i], offset, &at);
            ag_look_complete(context, files[i], offset);
        }
}

static void
test_parsed_once(void)
{
    const struct ag_io io = {.read = read_file};
    struct ag_context *context = ag_new(&io);
    const struct ag_request *r = NULL;
    const struct ag_unit *u;
    unsigned nunit = 0, nparsed = 0;

    ag_read(context, "schema.auth");
    while ((r = ag_next_request(context, r)))
        ag_check_schema(context, r);
    ask(context);
    ok(ag_errors(context) == 0, "the schema has no mistakes");
    ok(reads == 1, "a used file is read once (%u)", reads);
    for (u = ag_context_composition(context)->units.first; u; u = u->next) {
        nunit++;
        nparsed += u->source && u->source->parsed && u->tree.first;
    }
    ok(nunit > 3 && nparsed == nunit, "every unit has its tree (%u of %u)",
       nparsed, nunit);
    /* ag_parse asserts that no source is parsed a second time. */
    for (const struct ag_source *s = context->sources.first; s; s = s->next)
        nparsed -= s->parsed && !ag_str_starts(s->name, AG_STR("templates/")) &&
                   !ag_str_starts(s->name, AG_STR("presets/convention/"));
    ok(nparsed == 0, "no other schema file is parsed");
    ag_free(context);
}

static void
test_checked_once(void)
{
    const struct ag_io io = {.read = read_file};
    struct ag_context *context = ag_new(&io);
    const struct ag_request *r = NULL;
    const struct ag_schema *seen[8] = {0};
    size_t n = 0;

    ag_read(context, "schema.auth");
    for (; (r = ag_next_request(context, r)); n++) {
        ok(ag_generate(context, r), "%s is generated", r->output);
        seen[n] = ag_context_check(context, r, false);
    }
    ok(n == 5, "there are five outputs (%zu)", n);
    ok(seen[0] == seen[1] && seen[0] == seen[2] && seen[0] == seen[3],
       "four outputs of one dialect share one checked schema");
    ok(seen[4] != seen[0], "one of another dialect has its own");
    ag_free(context);
}

/* The output in which `size` bytes of the caller's have been lent, at an odd
 * address; *inside: whether the context is in them. */
static struct ag_file
generate_lent(char *memory, size_t size, struct ag_context **context,
              bool *inside)
{
    const struct ag_io io = {
        .read = read_file, .memory = memory + 1, .memory_size = size};

    *context = ag_new(&io);
    *inside = (char *)*context > memory && (char *)*context < memory + size;
    ag_read(*context, "schema.auth");
    ag_generate(*context, ag_next_request(*context, NULL));
    return *ag_next_file(*context, NULL);
}

static void
test_lent_memory(void)
{
    static char memory[1 << 16];
    static const size_t sizes[] = {3, 2000, sizeof memory - 1};
    struct ag_context *wanted, *context;
    bool inside;
    struct ag_file file = generate_lent(memory, 0, &wanted, &inside);

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ag_file got = generate_lent(memory, sizes[i], &context, &inside);
        ok(inside == (i > 0), "a context begins in %zu bytes that are lent: %s",
           sizes[i], i > 0 ? "yes" : "no");
        ok(got.size == file.size && memcmp(got.text, file.text, got.size) == 0,
           "... and its output is the same");
        ag_free(context);
    }
    ag_free(wanted);
}

/* The language server lends a context what the last one took. */
static void
test_lent_enough(void)
{
    struct ag_io io = {.read = read_file};
    struct ag_context *context = ag_new(&io);

    ag_read(context, "schema.auth");
    ag_generate(context, ag_next_request(context, NULL));
    io.memory_size = ag_memory_size(context);
    ag_free(context);
    io.memory = malloc(io.memory_size);
    context = ag_new(&io);
    ag_read(context, "schema.auth");
    ag_generate(context, ag_next_request(context, NULL));
    ok(context->arena.blocks == context->arena.lent,
       "the same files need no more than the %zu bytes of before",
       io.memory_size);
    ok(ag_memory_size(context) <= io.memory_size, "which it says, too");
    ag_free(context);
    free(io.memory);
}

int
main(void)
{
    test_parsed_once();
    test_checked_once();
    test_lent_memory();
    test_lent_enough();
    return done();
}
