/*
 * Filters: functions from text to text, as in `{{ name | snake | quote }}`.
 *
 * A filter declares the kinds of its input and its result. A filter from
 * AG_KIND_TEXT to AG_KIND_SAFE is an escape: its result is safe to print in its
 * place, for any input. Filters read their input and append to the output; the
 * two never overlap.
 */
#ifndef AG_GEN_TEMPLATE_FILTER_H
#define AG_GEN_TEMPLATE_FILTER_H

#include "base/buf.h"
#include "gen/template/reflect.h"

enum { AG_FILTER_ARGS = 2 };

enum ag_filter_op {
    AG_FILTER_WRITE, /* by its function */
    AG_FILTER_USE,   /* registers an import; the renderer does it */
    AG_FILTER_COUNT, /* of a list; the renderer does it */
};

enum ag_filter_gives {
    AG_GIVES_SAME, /* the kind of its input */
    AG_GIVES_SAFE,
    AG_GIVES_NUMBER,
};

/* An argument of a filter. */
struct ag_filter_param {
    enum ag_kind kind;          /* TEXT or SAFE */
    const char *const *choices; /* allowed values, NULL-ended; NULL: any */
};

/* `args` has AG_FILTER_ARGS texts; missing ones are empty. */
typedef void ag_filter_fn(struct ag_buf *out, struct ag_str in,
                          const struct ag_str *args);

struct ag_filter {
    const char *name;
    enum ag_filter_op op;
    enum ag_kind takes; /* TEXT, SAFE or LIST */
    enum ag_filter_gives gives;
    unsigned need; /* arguments that must be given */
    unsigned may;  /* arguments that may be given */
    struct ag_filter_param params[AG_FILTER_ARGS];
    ag_filter_fn *write;
    const char *doc;
};

/* The function of a filter; where `single` quotes are preferred, that of some is
 * another one. */
ag_filter_fn *ag_filter_write(const struct ag_filter *filter, bool single);

/* All filters, ended by one without name. */
extern const struct ag_filter ag_filters[];

/* The filter of that name, or NULL. */
const struct ag_filter *ag_filter(struct ag_str name);

#endif
