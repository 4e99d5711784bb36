/* cli/commit.h: several renames are one. Prints TAP. */
#include "cli/commit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/tap.h"

static void
put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    if (!f || fputs(text, f) < 0 || fclose(f) != 0) {
        puts("Bail out! cannot write");
        exit(99);
    }
}

static void
is_file(const char *path, const char *expected)
{
    char text[64] = "(no file)";
    FILE *f = fopen(path, "r");

    if (f) {
        size_t n = fread(text, 1, sizeof text - 1, f);
        text[n] = '\0';
        fclose(f);
    }
    is_str(ag_str(text), expected, path);
}

/* How many names there are in the working directory. */
static int
count(void)
{
    DIR *d = opendir(".");
    int n = -2; /* "." and ".." */

    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n;
}

int
main(void)
{
    char scratch[] = "/tmp/authgen-commit-XXXXXX";
    const struct ag_replacement renames[] = {
        {".a.new", "a", ".a.old"},
        {".b.new", "b", NULL},
        {".c.new", "c", ".c.old"},
    };
    const size_t n = sizeof renames / sizeof *renames;
    size_t failed = 99;

    if (!mkdtemp(scratch) || chdir(scratch) != 0) {
        puts("Bail out! no folder to work in");
        return 99;
    }

    put("a", "a old");
    put("c", "c old");
    put(".a.new", "a new");
    put(".b.new", "b new");
    put(".c.new", "c new");
    put(".a.old", "left by a run that was killed");
    is_int(ag_commit(renames, n, &failed), 0, "all are renamed");
    is_file("a", "a new");
    is_file("b", "b new");
    is_file("c", "c new");
    is_int(count(), 3, "nothing else is there");

    /* One that cannot be: what was renamed before is taken back. */
    put(".a.new", "a newer");
    put(".b.new", "b newer");
    put(".c.new", "c newer");
    unlink("b");
    unlink("c");
    mkdir("c", 0777);
    put("c/x", "x");
    ok(ag_commit(renames, n, &failed) != 0, "a folder is not replaced");
    is_int((long long)failed, 2, "... which is told");
    is_file("a", "a new");
    is_file("b", "(no file)");
    is_file("c/x", "x");
    is_file(".a.old", "(no file)");
    is_file(".c.old", "(no file)");

    unlink(".a.new");
    is_int(ag_commit(renames, 2, &failed), ENOENT, "a temporary is gone");
    is_int((long long)failed, 0, "... which is told");
    is_file("a", "a new");
    is_file("b", "(no file)");

    /* One alone. */
    put(".a.new", "a last");
    is_int(ag_commit(renames, 1, &failed), 0, "one file");
    is_file("a", "a last");

    unlink("a");
    unlink(".b.new");
    unlink(".c.new");
    unlink("c/x");
    rmdir("c");
    is_int(count(), 0, "nothing is left");
    rmdir(scratch);
    return done();
}
