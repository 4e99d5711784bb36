/*
 * What the text of a JavaScript or TypeScript module says of its values,
 * without running it: literals, objects, arrays, calls, the names of imports
 * and constants. What only running it would tell is AG_JS_OTHER.
 *
 * ECMAScript 2025 (ECMA-262) with the types of TypeScript 5, which are passed
 * over. No JSX.
 */
#ifndef AG_GRAMMAR_SCRIPT_H
#define AG_GRAMMAR_SCRIPT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"

enum ag_js_kind {
    AG_JS_OTHER,    /* an expression that is computed */
    AG_JS_STRING,   /* text is decoded */
    AG_JS_NUMBER,   /* text as written */
    AG_JS_NAME,     /* a, a.b.c, true, undefined; text without blanks */
    AG_JS_OBJECT,   /* items, each with its key, or spread */
    AG_JS_ARRAY,    /* items, some may be spread */
    AG_JS_CALL,     /* f(x), new F(x); text is the name, items the arguments */
    AG_JS_FUNCTION, /* items: the value that it returns, if the text says one */
    AG_JS_EITHER,   /* a ?? b, a || b; items are the two */
};

struct ag_js {
    struct ag_js *next; /* in a list of items */
    struct ag_js *items;
    struct ag_str key;  /* of a property; .at is its place */
    struct ag_str text; /* .at is where the value begins, whatever it is */
    uint32_t end;       /* just after it */
    enum ag_js_kind kind;
    bool spread; /* ...value */
};

/* import { name as local } from "module"; name is "default", or "*" for all.
 * Also export { name as local } from "module", which has an empty module if it
 * exports what is declared here, and "*" for `local` if it exports all. */
struct ag_js_import {
    struct ag_js_import *next;
    struct ag_str local;
    struct ag_str name;
    struct ag_str module;
};

struct ag_js_token;

struct ag_js_binding;

/* A module that was read; const from then on. */
struct ag_script {
    const struct ag_source *source;
    struct ag_arena *arena;
    struct ag_js_token *tokens;
    uint32_t ntoken;
    struct ag_js_import *imports;
    struct ag_js_binding *bindings; /* const, let, var, function */
    uint32_t exported; /* the token after `export default`; 0: none */
    uint32_t *depth;   /* of values in the one that is being parsed */
};

/* Reads the text. False, after a message, if it is not UTF-8, or quotes or
 * brackets are not closed or nested more than 200 deep. */
bool ag_script_read(struct ag_script *script, const struct ag_source *source,
                    struct ag_arena *arena, struct ag_diags *diags);

/* The import that brings `local`; NULL: none. */
const struct ag_js_import *ag_script_import(const struct ag_script *script,
                                            struct ag_str local);

/* What a constant or function of this name is made of; NULL if there is none,
 * or it is declared several times inside of functions. AG_JS_OTHER if the text
 * goes on to change it. */
struct ag_js *ag_script_constant(const struct ag_script *script,
                                 struct ag_str name);

/* The value of `export default`; NULL if there is none. */
struct ag_js *ag_script_default(const struct ag_script *script);

/* The first call of `name` after the call `previous` (NULL: of all), wherever
 * it stands; NULL: no more. */
struct ag_js *ag_script_call(const struct ag_script *script,
                             struct ag_str name, const struct ag_js *previous);

/* Where a value stands. */
static inline struct ag_span
ag_js_span(const struct ag_js *value)
{
    return (struct ag_span){value->text.at, value->end};
}

#endif
