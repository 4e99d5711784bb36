/*
 * Diagnostics as GitHub workflow commands, which GitHub shows beside the lines
 * of a change:
 *
 *   ::error file=x.auth,line=2,endLine=2,col=8,endColumn=13,title=AG2002::text
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 * A column counts UTF-16 units; it is left out if the range spans lines.
 */
#include "cli/format.h"
#include "cli/sanitize.h"

/* Appends a sanitized text as the value of a property or as the message. */
static void
put_escaped(struct ag_buf *out, const char *p, const char *special)
{
    for (struct ag_str s = ag_str(p); s.n;) {
        struct ag_shown c = ag_show(s);
        if (strchr(special, *s.p))
            ag_buf_fmt(out, "%%%02X", (unsigned)*s.p);
        else
            ag_buf_str(out, ag_str(c.text));
        s = ag_str_cut(s, c.size, s.n);
    }
}

static const char in_property[] = "%\r\n:,", in_message[] = "%\r\n";

static void
put_property(struct ag_buf *out, const char *name, uint32_t number)
{
    ag_buf_fmt(out, ",%s=%u", name, (unsigned)number);
}

static void
put_github(struct ag_text *text, const struct ag_diagnostic *d)
{
    struct ag_buf *out = &text->out;

    /* A remark goes only to the log. */
    if (!d->file && d->level == AG_LEVEL_NOTE) {
        ag_buf_fmt(out, "authgen: ");
        put_escaped(out, d->message, "");
        ag_buf_char(out, '\n');
        return;
    }
    ag_buf_fmt(out, "::%s ",
               d->level == AG_LEVEL_ERROR     ? "error"
               : d->level == AG_LEVEL_WARNING ? "warning"
                                              : "notice");
    if (d->file) {
        ag_buf_str(out, AG_STR("file="));
        put_escaped(out, d->file, in_property);
        put_property(out, "line", d->begin.line);
        put_property(out, "endLine", d->end.line);
        if (d->begin.line == d->end.line) {
            put_property(out, "col", d->begin.utf16);
            put_property(out, "endColumn", d->end.utf16);
        }
        ag_buf_char(out, ',');
    }
    if (d->code)
        ag_buf_fmt(out, "title=AG%04u::", d->code);
    else
        ag_buf_str(out, AG_STR("title=authgen::"));
    put_escaped(out, d->message, in_message);
    for (size_t i = 0; i < d->nnote; i++) {
        const struct ag_diagnostic *n = &d->notes[i];
        ag_buf_fmt(out, "%%0A%s: ", ag_level_name(n->level));
        put_escaped(out, n->message, in_message);
        if (n->file) {
            ag_buf_str(out, AG_STR(": "));
            put_escaped(out, n->file, in_message);
            ag_buf_fmt(out, ":%u:%u", (unsigned)n->begin.line,
                       (unsigned)n->begin.column);
        }
    }
    ag_buf_char(out, '\n');
}

const struct ag_format ag_format_github = {
    .name = "github",
    .put = put_github,
};
