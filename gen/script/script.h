/*
 * Reads the values in the text of a JavaScript or TypeScript module without
 * running it: literals, objects, arrays, calls, and the names of imports,
 * constants and functions, each in its scope. A value known only at run time is
 * AG_JS_OTHER or missing; nothing is guessed.
 *
 * Supports ECMAScript 2025 (ECMA-262) and CommonJS. Skips the types of
 * TypeScript 5, and JSX in files whose names end in x (.tsx). Other syntax
 * errors are not reported: only quotes and brackets must match.
 */
#ifndef AG_GEN_SCRIPT_SCRIPT_H
#define AG_GEN_SCRIPT_SCRIPT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/source.h"
#include "base/str.h"

enum ag_js_kind {
    AG_JS_OTHER,   /* an expression that is not read */
    AG_JS_STRING,  /* text is decoded */
    AG_JS_NUMBER,  /* text is as written */
    AG_JS_NAME,    /* a, a.b.c, a[0], true, undefined; text is "a.b.c", "a.0" */
    AG_JS_OBJECT,  /* items, each with its key, or spread */
    AG_JS_CLASS,   /* items: its fields and methods, also static ones; what it
                      extends is spread */
    AG_JS_ARRAY,   /* items, which may be spread */
    AG_JS_CALL,    /* f(x), new F(x); text is the name, items the arguments */
    AG_JS_APPLY,   /* (…)(x): items are the function, then the arguments */
    AG_JS_MEMBER,  /* (…).a: the item is the object, text is "a" */
    AG_JS_ELEMENT, /* (…)[a]: items are the object, and a */
    AG_JS_FUNCTION,  /* the item is the value that it returns, if known */
    AG_JS_OPERATION, /* text is the operator; items are the operands. "`" is a
                        template: strings and values */
    AG_JS_TAGGED,    /* tag`…`; text is the tag's name, items are those of the
                        template */
    AG_JS_EITHER,    /* a ?? b, a || b, a && b; text is the operator */
    AG_JS_CONDITION, /* c ? a : b; items are c, a, b */
    AG_JS_CHOICE,    /* items are the possible values */
    AG_JS_BOUND,     /* the value `bound`; made by the reader, never parsed */
};

struct ag_config_value;

struct ag_js {
    struct ag_js *next; /* in a list of items */
    struct ag_js *items;
    const struct ag_config_value *bound;
    struct ag_str key;  /* of a property; empty: computed, with a position */
    struct ag_str text; /* .at is the start of the value, of any kind */
    uint32_t end;       /* just after the value */
    uint32_t params;    /* of a function: the token of its parameters; of a
                           class: that of its constructor's, or 0 */
    enum ag_js_kind kind;
    bool spread;  /* ...value */
    bool changed; /* of a call from ag_script_call: the text later changes the
                     constant that it initializes */
};

enum ag_js_change_kind {
    AG_JS_PUSHED,   /* name.path.push(x): `token` is the parenthesis */
    AG_JS_ASSIGNED, /* name.path = x: `token` begins x */
    AG_JS_MERGED,   /* Object.assign(name, x): `token` is the parenthesis */
};

/* What the text does to a constant or variable after its declaration. */
struct ag_js_change {
    struct ag_js_change *next; /* in the order of the text */
    enum ag_js_change_kind kind;
    uint32_t token;
    struct ag_str path; /* "a.b"; may be empty */
};

/* The meaning of a name in a scope of a module, or as an export. */
struct ag_js_binding {
    struct ag_js_binding *next;  /* of the same name, elsewhere */
    struct ag_js_binding *later; /* the next declaration of the module */
    struct ag_str local;         /* the name here; its position is `at` */
    struct ag_str module;       /* it is imported from here; or empty */
    struct ag_str name;   /* its name there, "default", or "*" for the whole
                             module; of an export, its local name */
    uint32_t at;          /* the position of its declaration */
    struct ag_span scope; /* `nowhere` for an export */
    uint32_t token;       /* its value begins here; 0: no value, or unknown */
    uint32_t fallback;    /* the value if that is undefined; 0: none */
    uint32_t params; /* of a parameter: the token of the parameters; else 0 */
    uint32_t index;  /* of a parameter, from 0 */
    struct ag_str path; /* inside that value or parameter: "a.b"; "*" is any of
                           its items; empty: all of it */
    uint32_t pattern;   /* of ...name in { a, ...name }, [a, ...name]: the token
                         of the bracket; else 0 */
    bool rest;          /* of a parameter: ...name */
    bool changed;       /* in a way that `changes` cannot describe */
    bool busy; /* while its value is being read; a change may refer to it */
    struct ag_js_change *changes;
    struct ag_js *value; /* set when it is first needed */
    const struct ag_config_value *known; /* the reader's, with all changes; the
                                            same in all calls */
};

struct ag_js_token;

/* A module. It is const after ag_script_read. */
struct ag_script {
    const struct ag_source *source;
    struct ag_arena *arena;
    struct ag_js_token *tokens; /* the first one is empty */
    uint32_t ntoken;
    struct ag_map bindings; /* lists of struct ag_js_binding */
    struct ag_js_binding *first, *last; /* all of them, in the order of the
                                           text */
};

/* Reads the text. Reports an error and returns false if it is too large or not
 * UTF-8, if quotes or brackets are not closed, or if brackets are nested too
 * deeply; see gen/script/tokens.h. */
bool ag_script_read(struct ag_script *script, const struct ag_source *source,
                    struct ag_arena *arena, struct ag_diags *diags);

/* The binding of `name` at its position, name.at; NULL if the module does not
 * declare it, as for globals. */
struct ag_js_binding *ag_script_find(const struct ag_script *script,
                                     struct ag_str name);

/* The export `name` of the module, which may be "default", or any name declared
 * at its top level; NULL if there is none. "*" returns the re-exports of whole
 * modules, linked by binding->next. */
struct ag_js_binding *ag_script_export(const struct ag_script *script,
                                       struct ag_str name);

/* The value at the binding's token, without `path` and changes; NULL if it has
 * none. */
const struct ag_js *ag_script_value(const struct ag_script *script,
                                    struct ag_js_binding *binding);

/* The value that begins at a token: of a change, or a fallback. */
const struct ag_js *ag_script_value_at(const struct ag_script *script,
                                       uint32_t token);

/* The change of the binding that has the position `use` in its value. There,
 * the name has the value before this change, as in plugins = [...plugins, a].
 * NULL: none. */
const struct ag_js_change *
ag_script_change_around(const struct ag_script *script,
                        const struct ag_js_binding *binding, uint32_t use);

/* The arguments in the parentheses at a token, in their order; NULL: none. */
const struct ag_js *ag_script_arguments(const struct ag_script *script,
                                        uint32_t token);

/* The first call after `from` of the function whose parameters are at the token
 * `params`, by a name that is bound to it. NULL: no more calls. */
const struct ag_js *ag_script_caller(const struct ag_script *script,
                                     uint32_t params, uint32_t from);

enum ag_js_exported {
    AG_JS_NOT_EXPORTED,
    AG_JS_IN_EXPORTED, /* inside an exported statement, such as a function */
    AG_JS_IS_EXPORTED, /* the value of an exported name */
};

/* Whether a value is exported, in its statement or by its name. */
enum ag_js_exported ag_script_exported(const struct ag_script *script,
                                       const struct ag_js *value);

/* Whether a constant is exported where it is declared: export const name = …. */
bool ag_script_declares_export(const struct ag_script *script,
                               const struct ag_js_binding *binding);

/* The first value after `from` that the text says is of the type `type`:
 * const x: T = {…}, {…} satisfies T, (…): T => …. NULL: none. */
const struct ag_js *ag_script_typed(const struct ag_script *script,
                                    struct ag_str type, uint32_t from);

/* The first call after `from` (0: from the start) of the function that `module`
 * exports as `name`. If `module` is empty, any function with this name counts,
 * imported or not. NULL: no more calls. */
const struct ag_js *ag_script_call(const struct ag_script *script,
                                   struct ag_str name, struct ag_str module,
                                   uint32_t from);

/* Whether the pattern { a, b: c, ...rest } or [a, ...rest] at a token takes the
 * key, such as "a" or "0", so that the rest does not have it. */
bool ag_script_takes(const struct ag_script *script, uint32_t pattern,
                     struct ag_str key);

/* The value of a file of JSON, which may have comments and trailing commas.
 * NULL if it cannot be read: see ag_script_read. */
const struct ag_js *ag_script_json(const struct ag_source *source,
                                   struct ag_arena *arena);

/* The position of a value. */
static inline struct ag_span
ag_js_span(const struct ag_js *value)
{
    return (struct ag_span){value->text.at, value->end};
}

#endif
