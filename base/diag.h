/*
 * Diagnostics are values: a code that never changes its meaning, a severity,
 * a position, a message, notes and fix-its. The library collects them and
 * prints nothing; text, JSON and the other formats are renderers over the list.
 *
 * A message says what is wrong in the words of the input, and a note says what
 * to do ("add …", "use …"). Both are lower case without a full stop and quote
 * the user's text in '...'.
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

/* The registry's entry for a code. */
struct ag_code_info {
    enum ag_code code;
    enum ag_severity severity;
    const char *name;    /* "UNKNOWN_TYPE" */
    const char *summary; /* one line, for the manual */
};

/* The registry in the order of the codes, ended by an entry without name. */
extern const struct ag_code_info ag_codes[];

/* A second position, or advice without a position (span {0, 0}). */
struct ag_note {
    struct ag_note *next;
    struct ag_span span;
    struct ag_str text;
};

/* Replace `span` by `text`. A diagnostic is fixed when all of its fix-its are
 * applied. It has fix-its only if there is no other sensible correction. */
struct ag_fix {
    struct ag_fix *next;
    struct ag_span span;
    struct ag_str text;
    bool is_name; /* if `span` is a string, replace only between its quotes */
};

struct ag_diag {
    struct ag_diag *next;
    const struct ag_code_info *info;
    enum ag_severity severity; /* the registry's, raised by --strict */
    struct ag_span span;
    struct ag_str text;
    struct ag_note *notes;
    struct ag_fix *fixes;
    bool dropped; /* not in the list: nobody sees what is added to it */
};

struct ag_diags {
    struct ag_arena *arena;
    struct ag_diag *first; /* in reporting order; see ag_diags_sort */
    struct ag_diag *last;
    unsigned errors;
    unsigned warnings;
    unsigned limit; /* errors kept; further ones are only counted */
    bool strict;    /* warnings count as errors */
    struct ag_diag dropped; /* what ag_report returns beyond the limit */
    struct ag_fix no_fix;   /* what ag_fix returns for a dropped diagnostic */
};

void ag_diags_init(struct ag_diags *diags, struct ag_arena *arena);

/* Reports `code` at `span`. Of several diagnostics with the same code, position
 * and text, only one is kept (a schema may be checked for several dialects).
 * Never returns NULL: a diagnostic that is not kept is `dropped`. One beyond the
 * limit is counted, but takes no memory. */
struct ag_diag *ag_report(struct ag_diags *diags, enum ag_code code,
                          struct ag_span span, const char *fmt, ...)
    AG_PRINTF(4, 5);

/* Adds a note at `span`, or a help line if `span` is {0, 0}. */
void ag_note(struct ag_diags *diags, struct ag_diag *diag, struct ag_span span,
             const char *fmt, ...) AG_PRINTF(4, 5);

/* Adds a fix-it and returns it. */
struct ag_fix *ag_fix(struct ag_diags *diags, struct ag_diag *diag,
                      struct ag_span span, struct ag_str text);

/* Sorts by position; diagnostics at one position keep their order. */
void ag_diags_sort(struct ag_diags *diags);

/* A search for the nearest of several names, for "did you mean". */
struct ag_nearest {
    struct ag_str wanted;
    struct ag_str best; /* empty: no candidate is near enough */
    unsigned distance;
    bool tied; /* another candidate is as near */
};

struct ag_nearest ag_nearest(struct ag_str wanted);
void ag_nearest_try(struct ag_nearest *nearest, struct ag_str candidate);

/* The same. If no candidate is near, takes one that is the start of the wanted
 * name, or the reverse: "drizzle" for "drizzle-orm". */
void ag_nearest_try_start(struct ag_nearest *nearest, struct ag_str candidate);

/* Adds the note "did you mean 'x'?" if a name is near. If it is very near, also
 * adds a fix-it at `span`, which is a name or a string. */
void ag_note_nearest(struct ag_diags *diags, struct ag_diag *diag,
                     struct ag_span span, const struct ag_nearest *nearest);

#endif
