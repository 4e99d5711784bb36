/*
 * Diagnostics are values: a code that never changes its meaning, a severity,
 * a place, a message, notes and fix-its. The library collects them and prints
 * nothing; text, JSON and the rest are renderers over the list.
 *
 * Messages are lower case without a full stop, quote the user's text in '...'
 * and say what was expected in the user's words.
 */
#ifndef AG_BASE_DIAG_H
#define AG_BASE_DIAG_H

#include <stdarg.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

enum ag_severity { AG_WARNING, AG_ERROR };

enum ag_code {
#define AG_DIAG(name, number, severity, summary) AG_##name = number,
#include "base/diag.def"
#undef AG_DIAG
};

/* What the registry says of a code. */
struct ag_code_info {
    enum ag_code code;
    enum ag_severity severity;
    const char *name;    /* "UNKNOWN_TYPE" */
    const char *summary; /* one line, for the manual */
};

/* The registry in the order of the codes, ended by an entry without name. */
extern const struct ag_code_info ag_codes[];

/* A second place, or advice without a place (span {0, 0}). */
struct ag_note {
    struct ag_note *next;
    struct ag_span span;
    struct ag_str text;
};

/* Replacing `span` by `text` mends the mistake, if all of its fixes are made.
 * There are some only where nobody would want another one. */
struct ag_fix {
    struct ag_fix *next;
    struct ag_span span;
    struct ag_str text;
    bool is_name; /* of a string at `span` what is between its quotes */
};

struct ag_diag {
    struct ag_diag *next;
    const struct ag_code_info *info;
    enum ag_severity severity; /* the registry's, raised by --strict */
    struct ag_span span;
    struct ag_str text;
    struct ag_note *notes;
    struct ag_fix *fixes;
};

struct ag_diags {
    struct ag_arena *arena;
    struct ag_diag *first; /* in the order of reporting; see ag_diags_sort */
    struct ag_diag *last;
    unsigned errors;
    unsigned warnings;
    unsigned limit; /* errors kept; further ones are only counted */
    bool strict;    /* warnings count as errors */
};

void ag_diags_init(struct ag_diags *diags, struct ag_arena *arena);

/* Reports `code` at `span`. The same code, place and text is kept once (a
 * schema may be checked for several dialects). Never NULL: what is beyond the
 * limit goes to a diagnostic that is not in the list. */
struct ag_diag *ag_report(struct ag_diags *diags, enum ag_code code,
                          struct ag_span span, const char *fmt, ...)
    AG_PRINTF(4, 5);

/* Adds a note at `span`, or {0, 0} for advice. */
void ag_note(struct ag_diags *diags, struct ag_diag *diag, struct ag_span span,
             const char *fmt, ...) AG_PRINTF(4, 5);

/* Adds a fix-it, which is returned. */
struct ag_fix *ag_fix(struct ag_diags *diags, struct ag_diag *diag,
                      struct ag_span span, struct ag_str text);

/* Sorts by place, keeping the order of reporting at one place. */
void ag_diags_sort(struct ag_diags *diags);

/* The nearest of several names, for "did you mean". */
struct ag_nearest {
    struct ag_str wanted;
    struct ag_str best; /* empty: none is near */
    unsigned distance;
    bool tied; /* another one is as near */
};

struct ag_nearest ag_nearest(struct ag_str wanted);
void ag_nearest_try(struct ag_nearest *nearest, struct ag_str candidate);

/* Adds "did you mean 'x'?" if a name is near; and a fix-it at `span`, a name or
 * a string, if there is little doubt. */
void ag_note_nearest(struct ag_diags *diags, struct ag_diag *diag,
                     struct ag_span span, const struct ag_nearest *nearest);

#endif
