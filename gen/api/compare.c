/* Compares the schemas of two contexts, for people. */
#include "gen/compare/compare.h"
#include "gen/api/context.h"

/* The text of a difference, of which `before` is what a file has, and `after`
 * what the schema has. */
static struct ag_str
text_of(const struct ag_difference *d, struct ag_arena *arena)
{
    struct ag_str subject = ag_difference_subject(d, arena);
    struct ag_str before = d->before.value, after = d->after.value;

    if (!d->aspect)
        return ag_arena_fmt(arena, "%.*s is %s", AG_ARG(subject),
                            d->before.has ? "not in the schema" : "missing");
    if (ag_difference_is_phrase(d))
        return ag_arena_fmt(arena, "%.*s %.*s, but %.*s in the schema",
                            AG_ARG(subject), AG_ARG(before), AG_ARG(after));
    if (!before.n)
        return ag_arena_fmt(arena, "%.*s has no %s, but %.*s in the schema",
                            AG_ARG(subject), d->aspect, AG_ARG(after));
    if (!after.n)
        after = AG_STR("none");
    return ag_arena_fmt(arena, "%.*s: %s %.*s, but %.*s in the schema",
                        AG_ARG(subject), d->aspect, AG_ARG(before),
                        AG_ARG(after));
}

static const char *
place(struct ag_context *ctx, struct ag_context *owner, struct ag_span span,
      struct ag_position *position)
{
    const struct ag_source *source;

    span = ag_source_origin(&owner->sources, span);
    source = ag_place(&owner->places, span.at, position, NULL);
    return source ? ag_cstr(ctx, source->name) : NULL;
}

/* The position in `schema` of the enum, column or table of a difference. */
static struct ag_span
find_span(const struct ag_schema *schema, const struct ag_difference *d)
{
    const struct ag_difference_side *s = d->after.has ? &d->after : &d->before;
    const struct ag_model *m =
        s->model ? ag_counterpart_model(schema, s->model) : NULL;
    const struct ag_column *c =
        m && s->column ? ag_counterpart_column(m, s->column->db_name) : NULL;
    const struct ag_enum *e =
        s->enumeration ? ag_counterpart_enum(schema, s->enumeration) : NULL;

    if (e)
        return ag_str_span(e->decl->name);
    return c   ? ag_field_span(&c->field)
           : m ? ag_model_span(m)
               : (struct ag_span){0, 0};
}

const struct ag_difference_info *
ag_compare_schemas(struct ag_context *ctx, const struct ag_file *file,
                   struct ag_context *found, struct ag_context *wanted,
                   size_t *n)
{
    static const struct ag_request any;
    const struct ag_schema *before = ag_context_check(found, &any, false);
    const struct ag_schema *after = ag_context_check(wanted, &any, false);
    const struct ag_schema *schema = ag_file_schema(file);
    const struct ag_difference *first = NULL;
    struct ag_difference_info *list;

    *n = 0;
    if (!found->diags.errors && !wanted->diags.errors)
        first = ag_compare(before, after, &ctx->arena);
    for (const struct ag_difference *d = first; d; d = d->next)
        ++*n;
    list = AG_NEW_ARRAY(&ctx->arena, struct ag_difference_info, *n + 1);
    for (size_t i = 0; first; i++, first = first->next) {
        struct ag_span span = ag_difference_span(&first->before);
        list[i].text = ag_cstr(ctx, text_of(first, &ctx->arena));
        if (!span.at && first->before.model)
            span = ag_model_span(first->before.model);
        list[i].file = place(ctx, found, span, &list[i].at);
        list[i].schema_file =
            place(ctx, ctx, find_span(schema, first), &list[i].schema_at);
    }
    return list;
}
