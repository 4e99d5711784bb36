/* Converts diagnostics to those of the public interface. */
#include "gen/api/context.h"

static const struct ag_span nowhere;

/* Whether a source is a name that the caller passed to ag_use_name or ag_read:
 * it has no line that a user could see. */
static bool
is_request(const struct ag_source *source)
{
    return source->made && source->named;
}

static const char *
place(struct ag_context *ctx, struct ag_span span, struct ag_position *begin,
      struct ag_position *end, struct ag_str *line)
{
    span = ag_source_origin(&ctx->sources, span);
    const struct ag_source *source =
        ag_place(&ctx->places, span.at, begin, line);

    if (!source || is_request(source)) {
        *begin = (struct ag_position){0};
        return NULL;
    }
    ag_place(&ctx->places, span.end < span.at ? span.at : span.end, end, NULL);
    return source->name.p;
}

static void
set_place(struct ag_context *ctx, struct ag_diagnostic *out,
          struct ag_span span)
{
    struct ag_str line = {0};

    out->file = place(ctx, span, &out->begin, &out->end, &line);
    out->line = out->file ? line.p : NULL;
    out->line_size = out->file ? line.n : 0;
}

/* The `use` that included the file of `span`; {0, 0} if none in a file did. */
static struct ag_span
used(struct ag_context *ctx, struct ag_span span)
{
    const struct ag_source *source = ag_source_of(&ctx->sources, span.at);
    struct ag_span at = source ? source->used : nowhere;

    source = ag_source_of(&ctx->sources, at.at);
    return source && !is_request(source) ? at : nowhere;
}

static void
set_note(struct ag_context *ctx, struct ag_diagnostic *note,
         struct ag_span span, struct ag_str text)
{
    note->level = span.at ? AG_LEVEL_NOTE : AG_LEVEL_HELP;
    note->message = ag_cstr(ctx, text);
    set_place(ctx, note, span);
}

static const struct ag_diagnostic *
make_notes(struct ag_context *ctx, const struct ag_diag *diag, size_t *n)
{
    struct ag_diagnostic *notes, *next;

    *n = 0;
    for (const struct ag_note *note = diag->notes; note; note = note->next)
        ++*n;
    for (struct ag_span at = used(ctx, diag->span); at.at; at = used(ctx, at))
        ++*n;
    next = notes = AG_NEW_ARRAY(&ctx->arena, struct ag_diagnostic, *n);
    for (const struct ag_note *note = diag->notes; note; note = note->next)
        set_note(ctx, next++, note->span, note->text);
    for (struct ag_span at = used(ctx, diag->span); at.at; at = used(ctx, at))
        set_note(ctx, next++, at, AG_STR("used here"));
    return notes;
}

/* The range that a fix-it replaces: if a name is a string, the text between its
 * quotes. */
static struct ag_span
fix_span(const struct ag_context *ctx, const struct ag_fix *fix)
{
    const struct ag_source *source = ag_source_of(&ctx->sources, fix->span.at);
    struct ag_span span = fix->span;
    const char *p = source->text.p + (span.at - source->text.at);

    if (!fix->is_name || *p != '"')
        return span;
    span.end = ++span.at;
    for (p++; *p && *p != '"' && *p != '\n'; p++)
        span.end++;
    return span;
}

/* The text of a fix-it, with the line ends of the file. */
static const char *
fix_text(struct ag_context *ctx, const struct ag_fix *fix)
{
    const struct ag_source *source = ag_source_of(&ctx->sources, fix->span.at);
    uint32_t line = ag_str_find(source->text, '\n'), rest = 0;
    struct ag_buf out;

    if (line == 0 || line == source->text.n || source->text.p[line - 1] != '\r')
        return ag_cstr(ctx, fix->text);
    ag_buf_init(&out, &ctx->arena);
    while (rest < fix->text.n) {
        struct ag_str text = ag_str_cut(fix->text, rest, fix->text.n);
        uint32_t n = ag_str_find(text, '\n');
        ag_buf_put(&out, text.p, n);
        if (n < text.n)
            ag_buf_fmt(&out, "\r\n");
        rest += n + 1;
    }
    const char *p = ag_cstr(ctx, ag_buf_text(&out));
    ag_buf_free(&out);
    return p;
}

/* Makes the edits of a diagnostic; none if one of them is in a generated text.
 */
static const struct ag_edit *
make_edits(struct ag_context *ctx, const struct ag_diag *diag, size_t *n)
{
    struct ag_edit *edits, *edit;

    *n = 0;
    for (const struct ag_fix *fix = diag->fixes; fix; fix = fix->next) {
        const struct ag_source *source =
            ag_source_of(&ctx->sources, fix->span.at);
        if (!source || source->made) {
            *n = 0;
            return NULL;
        }
        ++*n;
    }
    edit = edits = AG_NEW_ARRAY(&ctx->arena, struct ag_edit, *n);
    for (const struct ag_fix *fix = diag->fixes; fix; fix = fix->next) {
        edit->file =
            place(ctx, fix_span(ctx, fix), &edit->begin, &edit->end, NULL);
        edit++->text = fix_text(ctx, fix);
    }
    return edits;
}

/* Makes the public list of the diagnostics reported so far. */
static void
make_diagnostics(struct ag_context *ctx)
{
    struct ag_diagnostic *out;

    ag_diags_sort(&ctx->diags);
    ctx->ndiagnostic = 0;
    for (const struct ag_diag *d = ctx->diags.first; d; d = d->next)
        ctx->ndiagnostic++;
    out = AG_NEW_ARRAY(&ctx->arena, struct ag_diagnostic, ctx->ndiagnostic);
    ctx->diagnostics = out;
    for (const struct ag_diag *d = ctx->diags.first; d; d = d->next, out++) {
        out->level =
            d->severity == AG_ERROR ? AG_LEVEL_ERROR : AG_LEVEL_WARNING;
        out->code = d->info->code;
        out->message = ag_cstr(ctx, d->text);
        set_place(ctx, out, d->span);
        out->notes = make_notes(ctx, d, &out->nnote);
        out->edits = make_edits(ctx, d, &out->nedit);
    }
}

const struct ag_diagnostic *
ag_next_diagnostic(struct ag_context *ctx, const struct ag_diagnostic *previous)
{
    if (!ctx->diags.first)
        return NULL;
    if (!previous)
        make_diagnostics(ctx);
    const struct ag_diagnostic *next =
        previous ? previous + 1 : ctx->diagnostics;
    return next < ctx->diagnostics + ctx->ndiagnostic ? next : NULL;
}

unsigned
ag_errors(const struct ag_context *ctx)
{
    return ctx->diags.errors;
}

unsigned
ag_warnings(const struct ag_context *ctx)
{
    return ctx->diags.warnings;
}

static enum ag_status
status_of(const struct ag_diag *diag)
{
    if (diag->severity != AG_ERROR)
        return AG_STATUS_FINE;
    if (diag->info->code == AG_FILE_READ || diag->info->code == AG_FILE_SIZE)
        return AG_STATUS_IO;
    return diag->span.at ? AG_STATUS_WRONG : AG_STATUS_USAGE;
}

enum ag_status
ag_status(const struct ag_context *ctx)
{
    enum ag_status status =
        ctx->diags.errors ? AG_STATUS_WRONG : AG_STATUS_FINE;

    for (const struct ag_diag *d = ctx->diags.first; d; d = d->next)
        if (status_of(d) > status)
            status = status_of(d);
    return status;
}
