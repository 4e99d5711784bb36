#include "gen/target/probe.h"

#include "gen/target/view.h"

/* The offset of the next mark in [at, text.n), or text.n; *begins: whether it
 * begins a part. */
static uint32_t
find_mark(struct ag_str text, uint32_t at, bool *begins)
{
    for (; at + AG_TMPL_MARK <= text.n; at++) {
        const char *p = memchr(text.p + at, AG_TMPL_BEGIN[0], text.n - at);
        if (!p)
            break;
        at = (uint32_t)(p - text.p);
        if (text.n - at < AG_TMPL_MARK)
            break;
        *begins = memcmp(p, AG_TMPL_BEGIN, AG_TMPL_MARK) == 0;
        if (*begins || memcmp(p, AG_TMPL_END, AG_TMPL_MARK) == 0)
            return at;
    }
    return text.n;
}

/* Adds the part that begins after the mark at `at`; returns its end. */
static uint32_t
take_part(struct ag_view *v, struct ag_str text, uint32_t at,
          struct ag_probe_part ***end)
{
    struct ag_buf part;
    uint32_t from = at, depth = 1;
    bool begins = false;

    while (from && text.p[from - 1] == ' ')
        from--;
    ag_buf_init(&part, v->arena);
    if (from == 0 || text.p[from - 1] == '\n')
        ag_buf_str(&part, ag_str_cut(text, from, at));
    for (at += AG_TMPL_MARK; depth && at < text.n;) {
        uint32_t mark = find_mark(text, at, &begins);
        ag_buf_str(&part, ag_str_cut(text, at, mark));
        at = mark < text.n ? mark + AG_TMPL_MARK : mark;
        depth = begins ? depth + 1 : depth - 1;
    }
    **end = AG_NEW(v->arena, struct ag_probe_part);
    (**end)->text = ag_buf_take(&part);
    *end = &(**end)->next;
    return at;
}

static void
probe_output(struct ag_view *v, const struct ag_target_output *output,
             const void *each, const void *object, struct ag_probe_part ***end)
{
    const void *args[2] = {v->schema, each};
    struct ag_buf out;
    bool begins = false;

    ag_buf_init(&out, v->arena);
    if (!output->when || ag_view_text(v, output->when, args).n)
        ag_tmpl_probe(v->target->templates, output->text, v, args, object,
                      &out);
    struct ag_str text = ag_buf_text(&out);
    for (uint32_t at = 0; (at = find_mark(text, at, &begins)) < text.n;)
        at = take_part(v, text, at, end);
    ag_buf_free(&out);
}

struct ag_probe_part *
ag_probe(const struct ag_schema *schema, const struct ag_target *target,
         const struct ag_convention *tool, const struct ag_model *model,
         const void *object, const char *const *sources, struct ag_arena *arena,
         struct ag_diags *diags)
{
    struct ag_view v = {.schema = schema,
                        .target = target,
                        .tool = tool,
                        .arena = arena,
                        .diags = diags,
                        .sources = ag_view_sources(arena, sources),
                        .probed_model = model,
                        .probed_enum = model ? NULL : object};
    struct ag_probe_part *parts = NULL, **end = &parts;

    v.enum_used = AG_NEW_ARRAY(arena, bool, schema->nenum);
    ag_view_make_idents(&v);
    v.probing = true;
    for (const struct ag_target_output *o = target->outputs; o; o = o->next) {
        if (o->each == AG_EACH_schema)
            probe_output(&v, o, NULL, object, &end);
        else if (o->each == AG_EACH_model && model)
            probe_output(&v, o, model, object, &end);
        else if (o->each == AG_EACH_enum && !model)
            probe_output(&v, o, object, object, &end);
    }
    return parts;
}
