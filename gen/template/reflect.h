/*
 * Reflection: how a template sees C structs.
 *
 * A class lists the properties of one kind of object. Its tables are made from
 * gen/target/view.def by X-macro and are const. The template engine knows objects only
 * through these tables; it includes nothing about schemas.
 */
#ifndef AG_GEN_TEMPLATE_REFLECT_H
#define AG_GEN_TEMPLATE_REFLECT_H

#include "base/str.h"

enum ag_kind {
    AG_KIND_TEXT,   /* a user's text: printing it needs a filter that escapes */
    AG_KIND_SAFE,   /* text that may be printed as it is */
    AG_KIND_NUMBER, /* int64_t */
    AG_KIND_BOOL,   /* int64_t, 0 or 1 */
    AG_KIND_ENUM,   /* int64_t, an index into ag_prop.names */
    AG_KIND_OBJECT, /* of ag_prop.cls; may be NULL */
    AG_KIND_LIST,   /* the first object of ag_prop.cls; NULL: empty */
};

struct ag_value {
    union {
        struct ag_str text;
        int64_t number;
        const void *object;
    };
};

struct ag_class;

struct ag_prop {
    const char *name;
    const char *doc; /* one line, for the manual and for error messages */
    enum ag_kind kind;
    const struct ag_class *cls;   /* of an object or of a list's items */
    const char *const *names;     /* of an enum: its values, NULL-ended; the
                                     spelling that templates compare with */
    /* The value; `env` is what rendering was started with. `object` is not
     * NULL: the engine gives the zero of the kind for a property of NULL, so
     * reading is total. */
    struct ag_value (*get)(const void *env, const void *object);
    /* Of a list: the item after `item`, or NULL. */
    const void *(*next)(const void *env, const void *item);
};

struct ag_class {
    const char *name;
    const char *doc;
    const struct ag_prop *props; /* ended by one without name */
};

#endif
