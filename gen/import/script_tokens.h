/*
 * The tokens of a module, with their brackets matched, as the rest of
 * grammar/script*.c sees them. Private to grammar/.
 */
#ifndef AG_GEN_IMPORT_SCRIPT_TOKENS_H
#define AG_GEN_IMPORT_SCRIPT_TOKENS_H

#include "gen/import/script.h"
#include "gen/import/script_lexer.h"

enum {
    AG_JS_DEEPEST = 200,      /* brackets in each other */
    AG_JS_LONGEST_TYPE = 200, /* tokens of a type that is passed over */
};

struct ag_js_token {
    uint32_t at; /* from the start of the text */
    uint32_t n;
    uint32_t match; /* of a bracket: its other one */
    uint32_t stop;  /* the first from here on, between the same brackets, that
                       ends a value: see ag_js_stops */
    enum ag_js_lexeme lexeme;
    bool body;    /* a function's body, or the value of an arrow, begins here */
    bool changed; /* the value of a constant that is changed begins here */
};

/* All tokens of script->source. False after a message. */
bool ag_js_tokenize(struct ag_script *script, struct ag_diags *diags);

/* The text between the quotes of a string, with its escapes undone. */
struct ag_str ag_js_decode(const struct ag_script *script,
                           struct ag_str quoted);

/* The value that begins at a token. */
struct ag_js *ag_js_parse(const struct ag_script *script, uint32_t token);

/* The same for the call at `token`, whatever is done with its result. */
struct ag_js *ag_js_parse_call(const struct ag_script *script, uint32_t token);

/* A type at `i` ends before this one: what ends a value, or the text `end`.
 * `i` itself if it is too long to be looked through. */
uint32_t ag_js_skip_type(const struct ag_script *script, uint32_t i,
                         const char *end);

/* Behind the type arguments at `i`, or `i` if there are none that a call
 * follows. */
uint32_t ag_js_skip_type_arguments(const struct ag_script *script, uint32_t i);

/* Where the body of the function whose parameters are at `i` begins, an opening
 * parenthesis; 0: they are no parameters. */
uint32_t ag_js_body(const struct ag_script *script, uint32_t i);

static inline struct ag_str
ag_js_text(const struct ag_script *s, uint32_t i)
{
    const struct ag_js_token *t = &s->tokens[i];

    return ag_str_cut(s->source->text, t->at, t->at + t->n);
}

/* Whether the token is this name or sign; no string is. */
static inline bool
ag_js_is(const struct ag_script *s, uint32_t i, const char *text)
{
    return i < s->ntoken && s->tokens[i].lexeme != AG_JT_STRING &&
           ag_str_eq(ag_js_text(s, i), ag_str(text));
}

/* Whether it is one of several, of which the last is NULL. */
static inline bool
ag_js_is_one(const struct ag_script *s, uint32_t i, const char *const *texts)
{
    while (*texts && !ag_js_is(s, i, *texts))
        texts++;
    return *texts;
}

static inline bool
ag_js_is_name(const struct ag_script *s, uint32_t i)
{
    return i < s->ntoken && s->tokens[i].lexeme == AG_JT_NAME;
}

static inline bool
ag_js_is_string(const struct ag_script *s, uint32_t i)
{
    return i < s->ntoken && s->tokens[i].lexeme == AG_JT_STRING;
}

/* The token after `i`, or after its other bracket; the last one stays. */
static inline uint32_t
ag_js_after(const struct ag_script *s, uint32_t i)
{
    if (s->tokens[i].lexeme == AG_JT_OPEN)
        i = s->tokens[i].match;
    return i + 1 < s->ntoken ? i + 1 : s->ntoken - 1;
}

/* Whether a value has its end before the token: a comma, a semicolon, a closing
 * bracket, or a word that begins a statement. */
static inline bool
ag_js_stops(const struct ag_script *s, uint32_t i)
{
    return s->tokens[i].stop == i;
}

#endif
