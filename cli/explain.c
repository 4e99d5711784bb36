/* The command `explain`; see cli/explain.h. */
#include "cli/explain.h"

#include <stdio.h>

#include "base/diag.h"
#include "base/embed.h"
#include "cli/run.h"

static struct ag_str
pages(void)
{
    const struct ag_embedded *e = ag_embedded;

    while (e->name && strcmp(e->name, "codes") != 0)
        e++;
    return e->name ? (struct ag_str){e->text, e->size, 0} : AG_STR("");
}

static struct ag_str
trim(struct ag_str s)
{
    while (s.n && s.p[0] == '\n')
        s = ag_str_cut(s, 1, s.n);
    while (s.n && s.p[s.n - 1] == '\n')
        s.n--;
    return s;
}

/* A page begins with a line that is its code and ends before the next page. */
struct ag_str
ag_explain(unsigned code)
{
    struct ag_str rest = pages(), page = {0};
    char title[8];

    snprintf(title, sizeof title, "AG%04u", code % 10000);
    while (rest.n) {
        struct ag_str line = ag_str_cut(rest, 0, ag_str_find(rest, '\n'));
        uint32_t next = line.n + (line.n < rest.n);
        if (page.p && ag_str_starts(line, AG_STR("AG"))) {
            page.n = (uint32_t)(rest.p - page.p);
            break;
        }
        rest = ag_str_cut(rest, next, rest.n);
        if (ag_str_eq(line, ag_str(title)))
            page = rest;
    }
    return trim(page);
}

/* The code named `name`: AG2001, ag2001 or 2001. */
static const struct ag_code_info *
find_code(const char *name)
{
    struct ag_str s = ag_str(name);
    const struct ag_code_info *info = ag_codes;
    uint32_t number;

    if (s.n > 2 && ag_str_caseeq(ag_str_cut(s, 0, 2), AG_STR("AG")))
        s = ag_str_cut(s, 2, s.n);
    if (!ag_str_uint(s, &number))
        return NULL;
    while (info->name && info->code != number)
        info++;
    return info->name ? info : NULL;
}

static const char *
severity(const struct ag_code_info *info)
{
    return info->severity == AG_ERROR ? "error" : "warning";
}

static bool
put_code(struct ag_run *run, struct ag_buf *out, const char *name)
{
    const struct ag_code_info *info = find_code(name);

    if (!info) {
        ag_text_say(&run->text, AG_LEVEL_ERROR, "unknown code '%s'", name);
        ag_text_say(&run->text, AG_LEVEL_HELP,
                    "run `authgen explain` to list all codes");
        return false;
    }
    ag_buf_fmt(out, "%sAG%04u: %s (%s)\n\n", out->n ? "\n" : "",
               (unsigned)info->code, info->summary, severity(info));
    ag_buf_str(out, ag_explain((unsigned)info->code));
    ag_buf_char(out, '\n');
    return true;
}

int
ag_run_explain(struct ag_run *run)
{
    const struct ag_strings *names = &run->args.operands;
    int status = AG_STATUS_FINE;
    struct ag_buf out;

    ag_buf_init(&out, &run->arena);
    for (size_t i = 0; i < names->n; i++)
        if (!put_code(run, &out, names->p[i]))
            status = AG_STATUS_USAGE;
    if (names->n == 0)
        for (const struct ag_code_info *info = ag_codes; info->name; info++)
            ag_buf_fmt(&out, "AG%04u  %s\n", (unsigned)info->code,
                       info->summary);
    if (status == AG_STATUS_FINE)
        status = ag_run_print(run, ag_buf_text(&out));
    ag_buf_free(&out);
    return status;
}
