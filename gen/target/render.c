#include "gen/target/render.h"

#include "gen/target/view.h"

struct ag_str
ag_view_text(struct ag_view *v, uint32_t tmpl, const void *const *args)
{
    struct ag_buf buf;
    char small[AG_SMALL_TEXT];

    ag_buf_init(&buf, v->arena);
    ag_buf_lend(&buf, small, sizeof small);
    ag_tmpl_render(v->target->templates, tmpl, v, args, &buf);
    return ag_buf_take(&buf);
}

/* "schema.auth, app.auth". */
struct ag_str
ag_view_sources(struct ag_arena *arena, const char *const *sources)
{
    char small[AG_SMALL_TEXT];
    struct ag_buf buf;

    ag_buf_init(&buf, arena);
    ag_buf_lend(&buf, small, sizeof small);
    for (size_t i = 0; sources[i]; i++) {
        struct ag_str name = ag_str(sources[i]);
        if (i > 0)
            ag_buf_put(&buf, ", ", 2);
        ag_buf_str(&buf, ag_str_eq(name, AG_STR("-")) ? AG_STR("standard input")
                                                      : name);
    }
    return ag_buf_take(&buf);
}

/* An estimate of the size of a target's output, so that a large text does not
 * move while it grows. Unused room costs only addresses. */
static uint32_t
likely_size(const struct ag_schema *schema)
{
    const struct ag_composed *last = schema->composition->last;
    uint32_t end = last ? last->node->end : 0;

    return end < UINT32_MAX / 4 ? end * 4 : 0;
}

/* Renders `output` for one object and appends it at `end`; returns the new end.
 */
static struct ag_rendered **
render_one(struct ag_view *v, const struct ag_target_output *output,
           const void *each, struct ag_rendered **end)
{
    const void *args[2] = {v->schema, each};

    if (output->when && ag_view_text(v, output->when, args).n == 0)
        return end;
    struct ag_rendered *file = *end = AG_NEW(v->arena, struct ag_rendered);
    file->name = ag_view_text(v, output->file, args);
    ag_buf_init(&file->text, v->arena);
    if (!each)
        ag_buf_reserve(&file->text, likely_size(v->schema));
    ag_tmpl_render(v->target->templates, output->text, v, args, &file->text);
    return &file->next;
}

/* Renders `output`, once or for each model or enum; returns the new end. */
static struct ag_rendered **
render_output(struct ag_view *v, const struct ag_target_output *output,
              struct ag_rendered **end)
{
    switch (output->each) {
    case AG_EACH_schema:
        return render_one(v, output, NULL, end);
    case AG_EACH_model:
        for (const struct ag_model *m = ag_first_model(v); m;
             m = ag_next_model(v, m))
            end = render_one(v, output, m, end);
        return end;
    case AG_EACH_enum:
        for (const struct ag_enum *e = ag_first_enum(v, false); e;
             e = ag_next_enum(v, e))
            end = render_one(v, output, e, end);
        return end;
    }
    return end;
}

struct ag_rendered *
ag_render(const struct ag_schema *schema, const struct ag_partition *partition,
          const struct ag_target *target, const struct ag_convention *tool,
          const char *const *sources, struct ag_arena *arena,
          struct ag_diags *diags)
{
    struct ag_view v = {.schema = schema,
                        .partition = partition,
                        .target = target,
                        .tool = tool,
                        .arena = arena,
                        .diags = diags,
                        .sources = ag_view_sources(arena, sources)};
    struct ag_rendered *first = NULL, **end = &first;

    v.enum_used = AG_NEW_ARRAY(arena, bool, schema->nenum);
    ag_view_report_losses(&v);
    ag_view_find_plugins(&v);
    ag_view_make_idents(&v);
    if (diags->errors)
        return NULL;
    for (const struct ag_target_output *o = target->outputs; o; o = o->next)
        end = render_output(&v, o, end);
    return first;
}
