/*
 * Diagnostics as one JSON array with one diagnostic per line. A position has
 * the members of struct ag_position.
 */
#include "cli/format.h"
#include "cli/json.h"

static void
put_position(struct ag_json *json, const char *key,
             const struct ag_position *position)
{
    ag_json_open(json, key, '{');
    ag_json_number(json, "offset", position->offset);
    ag_json_number(json, "line", position->line);
    ag_json_number(json, "column", position->column);
    ag_json_number(json, "point", position->point);
    ag_json_number(json, "utf16", position->utf16);
    ag_json_close(json, '}');
}

static void
put_place(struct ag_json *json, const char *file,
          const struct ag_position *begin, const struct ag_position *end)
{
    if (!file)
        return;
    ag_json_text(json, "file", ag_str(file));
    put_position(json, "begin", begin);
    put_position(json, "end", end);
}

static void
put_json(struct ag_text *text, const struct ag_diagnostic *d)
{
    struct ag_json json = {&text->out, false};

    ag_buf_str(&text->out, text->nput++ ? AG_STR(",\n") : AG_STR("[\n"));
    ag_json_open(&json, NULL, '{');
    ag_json_text(&json, "level", ag_str(ag_level_name(d->level)));
    if (d->code)
        ag_json_text(&json, "code", ag_code_name(text, d->code));
    ag_json_text(&json, "message", ag_str(d->message));
    put_place(&json, d->file, &d->begin, &d->end);
    ag_json_open(&json, "notes", '[');
    for (size_t i = 0; i < d->nnote; i++) {
        const struct ag_diagnostic *n = &d->notes[i];
        ag_json_open(&json, NULL, '{');
        ag_json_text(&json, "level", ag_str(ag_level_name(n->level)));
        ag_json_text(&json, "message", ag_str(n->message));
        put_place(&json, n->file, &n->begin, &n->end);
        ag_json_close(&json, '}');
    }
    ag_json_close(&json, ']');
    ag_json_open(&json, "edits", '[');
    for (size_t i = 0; i < d->nedit; i++) {
        const struct ag_edit *e = &d->edits[i];
        ag_json_open(&json, NULL, '{');
        put_place(&json, e->file, &e->begin, &e->end);
        ag_json_text(&json, "text", ag_str(e->text));
        ag_json_close(&json, '}');
    }
    ag_json_close(&json, ']');
    ag_json_close(&json, '}');
}

static void
end_json(struct ag_text *text)
{
    ag_buf_str(&text->out, text->nput ? AG_STR("\n]\n") : AG_STR("[]\n"));
}

const struct ag_format ag_format_json = {
    .name = "json",
    .put = put_json,
    .end = end_json,
};
