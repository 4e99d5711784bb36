/*
 * Plain lines (grammar/line.h) are read as the grammar reads them: texts of
 * lines with pieces at random places have the same tree and the same
 * diagnostics in both ways. Prints TAP. `line-unit N` runs N rounds instead of
 * a few; `line-unit FILE...` compares files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/line.h"
#include "tests/tap.h"
#include "tests/trees.h"

enum { ROOM = 1 << 20 };

static char room[ROOM];

static uint32_t
random_below(uint32_t n)
{
    static uint64_t state = 1;

    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % n;
}

/* Lines that are read in one pass. */
static const char *const plain[] = {
    "id Int",
    "  email  String?   @unique",
    "\tposts\tPost[] // all of them",
    "a-b String@map(\"a b\")@db.VarChar(255) /// its name",
    "  price Decimal @default(-1.50) @db.Decimal(12, 2)\r",
    "id String @id @default(dbgenerated(\"gen_random_uuid()\")) @db.Uuid",
    "by User? @relation(\"by\", fields: [byId], references: [id])",
    "by User? @relation(fields: [byId], references: [id], onDelete: SetNull)",
    "  @@index([a, b(sort: Desc), c(ops: raw(\"x\"))], type: Hash)",
    "@@map(\"users\") // c",
    "at DateTime @updatedAt() //",
    "id Int @map(\"\xc3\xa9\") // \xe2\x80\xa6 \xef\xbb\xbf \xf0\x9f\x98\x80",
    "id Int /// \xec\x95\x84",
    "kind Kind[] @default([A, B]) @check(\"x > 0\")",
};

/* Lines that are left to the grammar. */
static const char *const unusual[] = {
    "",
    "// c",
    "}",
    "id",
    "id Int @default({a: 1})",
    "id Int @map(\"a\\nb\")",
    "n\xc3\xa9 Int",
    "id Int @map(\"\xe2\x80\xae\")", /* a bidirectional control */
    "id Int @map(\"\xff\")",
    "id Int // \xe2\x81\xa6",
    "id Int // \xed\xa0\x80",      /* a surrogate */
    "id Int // \xc0\x80",          /* too long */
    "id Int /// \xf4\x90\x80\x80", /* beyond Unicode */
    "id Int // \x01",
    "id Int[]?",
    "id Unsupported(\"x\")",
    "id Int /* c */",
    "id Int @ id",
    "id Int @default(1",
    "id Int @default(1,)",
    "id Int @default(1a)",
    "id Int @x.y.z",
    "id Int: 5",
    "id.x Int",
    "id Int @x([a: 1])",
    "@@map(\"x\") @id",
    "@@ map(\"x\")",
    "id Int\n  )",
    "id Int\n  // c\n  ]",
    "id Int @x(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a()))))))))))))))))",
};

static bool
is_plain(const char *line)
{
    struct ag_arena arena;
    struct ag_diags diags;
    struct ag_str doc;

    ag_arena_init(&arena, NULL, NULL);
    ag_diags_init(&diags, &arena);
    int n = snprintf(room, ROOM, "%s\n  next Int\n", line);
    struct ag_lexer lexer =
        ag_lexer_begin((struct ag_str){room, (uint32_t)n, 1}, &arena, &diags);
    bool found = ag_read_line(&lexer, &doc) != NULL;
    const char *end = room + strlen(line) + 1;
    bool moved = lexer.cursor == (found ? end : room);
    ag_arena_free(&arena);
    return found && moved;
}

static void
check_lines(void)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (!ok(is_plain(plain[i]), "line %zu is read in one pass", i))
            tap_show("line", ag_str(plain[i]));
    for (size_t i = 0; i < sizeof unusual / sizeof *unusual; i++)
        if (!ok(!is_plain(unusual[i]), "line %zu is left to the grammar", i))
            tap_show("line", ag_str(unusual[i]));
}

static const char *
random_piece(void)
{
    static const char *const pieces[] = {
        " ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "@",
        "@@",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "?",
        "=",
        "\"",
        "\\",
        ".",
        "-",
        "/",
        ";",
        "1",
        "a",
        "// c",
        "/// d\n",
        "/* e */",
        "/*",
        "\n}\n",
        "\n//\n",
        "\n  /// f\n",
        "\xc3\xa9",
        "\xe2\x80\xae",
        "\xe2\x80\xa6",
        "\xf0\x9f\x98\x80",
        "\xed\xa0\x80",
        "\xc2\xa0",
        "\xff",
        "\"x\"",
        "@id",
        "a.b",
        "now()",
        "\n]",
        "\n, ",
        "model A",
        "model",
        "\nmodel B {\n",
        "\n}\nenum C {\n",
        "\n}\nconfig {\n",
        "\n}\nuse \"x\"\nextend model D {\n",
    };

    return pieces[random_below(sizeof pieces / sizeof *pieces)];
}

/* A block of lines, some with a piece put somewhere; returns its size. */
static uint32_t
make_text(void)
{
    enum { FEW = 12 };
    uint32_t lines = random_below(FEW);
    char *out = room;

    out += sprintf(out, "%s", random_below(8) ? "model M {\n" : "");
    while (lines--) {
        const char *line =
            random_below(4)
                ? plain[random_below(sizeof plain / sizeof *plain)]
                : unusual[random_below(sizeof unusual / sizeof *unusual)];
        int at = (int)random_below((uint32_t)strlen(line) + 1);
        out += sprintf(out, "%.*s%s%s%s", at, line,
                       random_below(2) ? "" : random_piece(), line + at,
                       random_below(8) ? "\n" : random_piece());
    }
    out += sprintf(out, "%s", random_below(8) ? "}\n" : "");
    return (uint32_t)(out - room);
}

static void
check_rounds(unsigned rounds)
{
    unsigned bad = 0, fine = 0;

    for (unsigned i = 0; i < rounds && bad < 3; i++) {
        struct reading reading;
        uint32_t n = make_text();
        const char *wrong = trees_compare(room, n);
        trees_read(&reading, AG_GRAMMAR_SCHEMA, room, n);
        fine += reading.diags.errors == 0;
        ag_arena_free(&reading.arena);
        if (wrong) {
            printf("# round %u: %s\n", i, wrong);
            tap_show("text", (struct ag_str){room, n, 0});
            bad++;
        }
    }
    ok(bad == 0, "%u texts are read the same in both ways", rounds);
    ok(fine > rounds / 20, "%u of them have no mistakes", fine);
}

static void
check_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    size_t n = file ? fread(room, 1, ROOM - 1, file) : 0;

    if (!ok(file && feof(file), "can read %s", name))
        exit(1);
    fclose(file);
    room[n] = '\0';
    const char *wrong = trees_compare(room, (uint32_t)n);
    if (!ok(!wrong, "%s is read the same in both ways", name))
        printf("# %s\n", wrong);
}

int
main(int argc, char **argv)
{
    unsigned rounds = argc == 2 ? (unsigned)atoi(argv[1]) : 0;

    if (argc > 1 && rounds == 0) {
        for (int i = 1; i < argc; i++)
            check_file(argv[i]);
    } else {
        check_lines();
        check_rounds(rounds ? rounds : 20000);
    }
    return done();
}
