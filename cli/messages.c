/* Collects diagnostics; see cli/messages.h. */
#include "cli/messages.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/format.h"
#include "cli/sanitize.h"

static const struct ag_format *const formats[] = {
    &ag_format_text,  &ag_format_gcc,    &ag_format_json,
    &ag_format_sarif, &ag_format_github,
};

static const struct ag_format *
format_of(const struct ag_text *text)
{
    return text->format ? text->format : &ag_format_text;
}

void
ag_text_choose(struct ag_text *text, const char *format, bool to_output)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i]->name, format) == 0)
            text->format = formats[i];
    text->to_output = to_output && format_of(text)->end;
}

const char *
ag_level_name(enum ag_level level)
{
    static const char *const names[] = {
        [AG_LEVEL_HELP] = "help",
        [AG_LEVEL_NOTE] = "note",
        [AG_LEVEL_WARNING] = "warning",
        [AG_LEVEL_ERROR] = "error",
    };

    return names[level];
}

struct ag_str
ag_code_name(struct ag_text *text, unsigned code)
{
    return ag_arena_fmt(text->out.arena, "AG%04u", code);
}

struct ag_pending {
    struct ag_pending *next;
    struct ag_diagnostic diagnostic;
};

static void
put_pending(struct ag_text *text)
{
    for (const struct ag_pending *pending = text->pending; pending;
         pending = pending->next)
        format_of(text)->put(text, &pending->diagnostic);
    text->pending = text->last = NULL;
}

static void
add_help(struct ag_arena *arena, struct ag_diagnostic *to,
         struct ag_diagnostic help)
{
    struct ag_diagnostic *notes =
        AG_NEW_ARRAY(arena, struct ag_diagnostic, to->nnote + 1);

    for (size_t i = 0; i < to->nnote; i++)
        notes[i] = to->notes[i];
    notes[to->nnote++] = help;
    to->notes = notes;
}

/* Completes a message and adds it to those that are pending. */
static void AG_PRINTF(3, 0)
add(struct ag_text *text, struct ag_diagnostic d, const char *fmt, va_list args)
{
    struct ag_arena *arena = text->out.arena;
    char message[AG_SHOWN_LONGEST + 2]; /* one more, to detect a cut */

    if (vsnprintf(message, sizeof message, fmt, args) < 0)
        return;
    d.message = ag_arena_fmt(arena, "%s", message).p;
    if (d.level == AG_LEVEL_HELP && text->last) {
        add_help(arena, &text->last->diagnostic, d);
        return;
    }
    struct ag_pending *pending = AG_NEW(arena, struct ag_pending);
    pending->diagnostic = d;
    if (text->last)
        text->last->next = pending;
    else
        text->pending = pending;
    text->last = pending;
}

void
ag_text_say(struct ag_text *text, enum ag_level level, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    add(text, (struct ag_diagnostic){.level = level}, fmt, args);
    va_end(args);
}

void
ag_text_say_at(struct ag_text *text, enum ag_level level, const char *file,
               const struct ag_position *at, const char *fmt, ...)
{
    struct ag_diagnostic d = {
        .level = level, .file = file, .begin = *at, .end = *at};
    va_list args;

    if (format_of(text) == &ag_format_text)
        return;
    va_start(args, fmt);
    add(text, d, fmt, args);
    va_end(args);
}

void
ag_text_diagnostics(struct ag_text *text, struct ag_context *context)
{
    const struct ag_format *format = format_of(text);
    const struct ag_diagnostic *d = NULL;
    unsigned errors = ag_errors(context), warnings = ag_warnings(context);
    unsigned kept[AG_LEVEL_ERROR + 1] = {0};

    put_pending(text);
    while ((d = ag_next_diagnostic(context, d))) {
        kept[d->level]++;
        format->put(text, d);
    }
    kept[AG_LEVEL_ERROR] = errors - kept[AG_LEVEL_ERROR];
    kept[AG_LEVEL_WARNING] = warnings - kept[AG_LEVEL_WARNING];
    if (format->sum)
        format->sum(text, errors, warnings, kept[AG_LEVEL_ERROR],
                    kept[AG_LEVEL_WARNING]);
    else if (kept[AG_LEVEL_ERROR] || kept[AG_LEVEL_WARNING])
        ag_text_say(text, AG_LEVEL_NOTE, "%u more errors and %u more warnings",
                    kept[AG_LEVEL_ERROR], kept[AG_LEVEL_WARNING]);
}

struct ag_str
ag_text_end(struct ag_text *text)
{
    put_pending(text);
    if (format_of(text)->end)
        format_of(text)->end(text);
    text->nput = 0;
    text->state = NULL;
    return ag_buf_text(&text->out);
}

bool
ag_text_flush(struct ag_text *text)
{
    ag_text_end(text);
    bool good = ag_files_put(text->to_output ? STDOUT_FILENO : STDERR_FILENO,
                             text->out.p, text->out.n);
    text->out.n = 0;
    if (good || !text->to_output)
        return true;
    text->format = NULL;
    text->to_output = false;
    ag_text_say(text, AG_LEVEL_ERROR, "cannot write standard output: %s",
                strerror(errno));
    ag_text_flush(text);
    return false;
}
