/*
 * The tokens of a module, with matched brackets. Private to gen/script/.
 */
#ifndef AG_GEN_SCRIPT_TOKENS_H
#define AG_GEN_SCRIPT_TOKENS_H

#include "gen/script/script.h"
#include "gen/script/lexer.h"

enum {
    AG_JS_LARGEST = 8 << 20,  /* bytes of a module: its values take 200 times
                                 as much memory */
    AG_JS_DEEPEST = 200,      /* nested brackets */
    AG_JS_LONGEST_TYPE = 200, /* tokens of a type that is skipped */
};

struct ag_js_token {
    uint32_t at; /* from the start of the text */
    uint32_t n;
    uint32_t match; /* of a bracket: the matching one */
    uint32_t stop;  /* the next token between the same brackets that ends a
                       value: see ag_js_stops */
    enum ag_js_lexeme lexeme;
    bool body;    /* a function's body, or the value of an arrow, begins here */
    bool changed; /* begins the value of a constant that is changed later */
};

/* Reads all tokens of script->source. False after reporting an error. */
bool ag_js_tokenize(struct ag_script *script, struct ag_diags *diags);

/* The text between the quotes of a string, with its escapes decoded. */
struct ag_str ag_js_decode(const struct ag_script *script,
                           struct ag_str quoted);

/* Parses the value that begins at a token. */
struct ag_js *ag_js_parse(const struct ag_script *script, uint32_t token);

/* Parses the call at `token`, without operators that follow it. */
struct ag_js *ag_js_parse_call(const struct ag_script *script, uint32_t token);

/* Parses the arguments in the parentheses at `token`. */
struct ag_js *ag_js_parse_arguments(const struct ag_script *script,
                                    uint32_t token);

/* Parses the function whose parameters begin at `token`. */
struct ag_js *ag_js_parse_function(const struct ag_script *script,
                                   uint32_t token);

/* The token after the type at `i`: one that ends a value, or the text `end`.
 * Returns `i` if the type is too long. */
uint32_t ag_js_skip_type(const struct ag_script *script, uint32_t i,
                         const char *end);

/* The token after the type arguments at `i`; `i` if there are none, or if no
 * call follows. */
uint32_t ag_js_skip_type_arguments(const struct ag_script *script, uint32_t i);

/* The start of the body of the function with parameters at `i`, an opening
 * parenthesis; 0 if they are not parameters. */
uint32_t ag_js_body(const struct ag_script *script, uint32_t i);

static inline struct ag_str
ag_js_text(const struct ag_script *s, uint32_t i)
{
    const struct ag_js_token *t = &s->tokens[i];

    return ag_str_cut(s->source->text, t->at, t->at + t->n);
}

/* Whether the token is this name or sign; false for strings. */
static inline bool
ag_js_is(const struct ag_script *s, uint32_t i, const char *text)
{
    /* Most tokens differ in the first byte. */
    return i < s->ntoken && s->source->text.p[s->tokens[i].at] == *text &&
           s->tokens[i].lexeme != AG_JT_STRING &&
           ag_str_eq(ag_js_text(s, i), ag_str(text));
}

/* Whether it is one of several, ended by NULL. */
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

/* The token after `i` or after its matching bracket; the last token itself if
 * there is none. */
static inline uint32_t
ag_js_after(const struct ag_script *s, uint32_t i)
{
    if (s->tokens[i].lexeme == AG_JT_OPEN)
        i = s->tokens[i].match;
    return i + 1 < s->ntoken ? i + 1 : s->ntoken - 1;
}

/* Whether a value ends before the token: a comma, a semicolon, a closing
 * bracket, or a word that begins a statement. */
static inline bool
ag_js_stops(const struct ag_script *s, uint32_t i)
{
    return s->tokens[i].stop == i;
}

#endif
