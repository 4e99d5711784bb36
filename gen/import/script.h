/*
 * What the text of a JavaScript or TypeScript module says of its values,
 * without running it: literals, objects, arrays, calls, and the names of
 * imports, constants and functions, each in its scope. What only running it
 * would tell is AG_JS_OTHER, or has no value at all; nothing is guessed.
 *
 * ECMAScript 2025 (ECMA-262), CommonJS, the types of TypeScript 5, which are
 * passed over, and JSX in files whose names end in x (.tsx), which is passed
 * over as well. What is no program is read somehow: only quotes and brackets
 * have to match.
 */
#ifndef AG_GEN_IMPORT_SCRIPT_H
#define AG_GEN_IMPORT_SCRIPT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/source.h"
#include "base/str.h"

enum ag_js_kind {
    AG_JS_OTHER,  /* an expression that is computed */
    AG_JS_STRING, /* text is decoded */
    AG_JS_NUMBER, /* text as written */
    AG_JS_NAME,   /* a, a.b.c, a[0], true, undefined; text is "a.b.c", "a.0" */
    AG_JS_OBJECT, /* items, each with its key, or spread */
    AG_JS_ARRAY,  /* items, some may be spread */
    AG_JS_CALL,   /* f(x), new F(x); text is the name, items the arguments */
    AG_JS_FUNCTION, /* items: the value that it returns, if the text says one */
    AG_JS_EITHER,   /* a ?? b, a || b; items are the two */
    AG_JS_CHOICE,   /* c ? a : b, c && a; items: what it is, if c is so */
};

struct ag_js {
    struct ag_js *next; /* in a list of items */
    struct ag_js *items;
    struct ag_str key;  /* of a property, .at is its place; empty: computed */
    struct ag_str text; /* .at is where the value begins, whatever it is */
    uint32_t end;       /* just after it */
    enum ag_js_kind kind;
    bool spread;  /* ...value */
    bool changed; /* of a call that was looked for: the text changes something
                     in the constant that it makes */
};

/* What a name means somewhere in a module, or as an export of it. */
struct ag_js_binding {
    struct ag_js_binding *next; /* of the same name, elsewhere */
    struct ag_str module;       /* what it is imported from; empty: nothing */
    struct ag_str name;   /* its name there, "default", or "*" for all of it; if
                             it is exported by another name that it has here */
    uint32_t at;          /* where it is declared */
    struct ag_span scope; /* where it can be seen; nowhere: it is an export */
    uint32_t token;       /* where its value begins; 0: it has none, or none
                             that is known */
    bool changed; /* assigned to, or something in it; or declared twice */
    struct ag_js *value; /* once it was asked for */
};

struct ag_js_token;

/* A module that was read; const from then on. */
struct ag_script {
    const struct ag_source *source;
    struct ag_arena *arena;
    struct ag_js_token *tokens;
    uint32_t ntoken;
    struct ag_map bindings; /* lists of struct ag_js_binding */
};

/* Reads the text. False, after a message, if it is not UTF-8, or quotes or
 * brackets are not closed or nested more than 200 deep. */
bool ag_script_read(struct ag_script *script, const struct ag_source *source,
                    struct ag_arena *arena, struct ag_diags *diags);

/* What `name` means where it stands, at name.at; NULL if nothing here declares
 * it, as with globals. */
struct ag_js_binding *ag_script_find(const struct ag_script *script,
                                     struct ag_str name);

/* What the module exports as `name`, which may be "default", or anything else
 * that is declared at its top; NULL: nothing. "*" is what it exports of other
 * modules as a whole: several, of which binding->next is the next. */
struct ag_js_binding *ag_script_export(const struct ag_script *script,
                                       struct ag_str name);

/* The value of a binding; NULL if it has none, or is changed. */
const struct ag_js *ag_script_value(const struct ag_script *script,
                                    struct ag_js_binding *binding);

/* The first call, behind what ends at `from` (0: of all), of a function that
 * `module` exports as `name`; or, if `module` is empty, that is imported by
 * this name from anywhere, or is called so. NULL: no more. */
const struct ag_js *ag_script_call(const struct ag_script *script,
                                   struct ag_str name, struct ag_str module,
                                   uint32_t from);

/* Where a value stands. */
static inline struct ag_span
ag_js_span(const struct ag_js *value)
{
    return (struct ag_span){value->text.at, value->end};
}

#endif
