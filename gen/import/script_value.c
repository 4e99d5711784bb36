/* Parses the value that begins at a token. */
#include "base/buf.h"
#include "gen/import/script_tokens.h"

/* Values nested deeper than this are AG_JS_OTHER. */
enum { DEEPEST = 2 * AG_JS_DEEPEST };

struct parser {
    const struct ag_script *s;
    uint32_t i; /* the next token */
    int depth;
};

static struct ag_js *parse_value(struct parser *p);

static bool
next_is(const struct parser *p, const char *text)
{
    return ag_js_is(p->s, p->i, text);
}

static enum ag_js_lexeme
next_lexeme(const struct parser *p)
{
    return p->s->tokens[p->i].lexeme;
}

static bool
take(struct parser *p, const char *text)
{
    bool is = next_is(p, text);

    p->i += is;
    return is;
}

static void
skip(struct parser *p)
{
    p->i = ag_js_after(p->s, p->i);
}

static struct ag_js *
new_value(const struct parser *p, enum ag_js_kind kind)
{
    struct ag_js *value = AG_NEW(p->s->arena, struct ag_js);

    value->kind = kind;
    value->text = ag_str_cut(ag_js_text(p->s, p->i), 0, 0);
    return value;
}

/* Sets the text; its position stays the start of the value. */
static void
set_text(struct ag_js *value, struct ag_str text)
{
    text.at = value->text.at;
    value->text = text;
}

/* Types. */

uint32_t
ag_js_skip_type(const struct ag_script *script, uint32_t i, const char *end)
{
    uint32_t k = i, depth = 0; /* of <>, where a comma does not end a type */

    for (int n = 0; n < AG_JS_LONGEST_TYPE; n++) {
        enum ag_js_lexeme lexeme = script->tokens[k].lexeme;
        if (lexeme == AG_JT_END || lexeme == AG_JT_CLOSE ||
            (depth ? ag_js_is(script, k, ";")
                   : ag_js_stops(script, k) || ag_js_is(script, k, end)))
            return k;
        depth += ag_js_is(script, k, "<");
        depth -= depth && ag_js_is(script, k, ">");
        k = ag_js_after(script, k);
    }
    return i;
}

/* The token after the types in angle brackets at `i`; `i` if there are none. */
static uint32_t
skip_angles(const struct ag_script *s, uint32_t i)
{
    uint32_t k = i, depth = 0;

    if (!ag_js_is(s, i, "<"))
        return i;
    for (int n = 0; n < AG_JS_LONGEST_TYPE; n++) {
        if (ag_js_stops(s, k) && !ag_js_is(s, k, ","))
            return i;
        depth += ag_js_is(s, k, "<");
        depth -= ag_js_is(s, k, ">");
        k = ag_js_after(s, k);
        if (depth == 0)
            return k;
    }
    return i;
}

uint32_t
ag_js_skip_type_arguments(const struct ag_script *script, uint32_t i)
{
    uint32_t k = skip_angles(script, i);

    return ag_js_is(script, k, "(") ? k : i;
}

/* Skips `as T` and `satisfies T`. */
static void
skip_casts(struct parser *p)
{
    static const char *const operators[] = {"as", "satisfies", "?",  ":",
                                            "&&", "||",        "??", NULL};

    for (;;) {
        if (take(p, "!"))
            continue;
        if (!take(p, "as") && !take(p, "satisfies"))
            return;
        while (!ag_js_stops(p->s, p->i) &&
               !ag_js_is_one(p->s, p->i, operators)) {
            uint32_t behind = skip_angles(p->s, p->i);
            p->i = behind > p->i ? behind : ag_js_after(p->s, p->i);
        }
    }
}

/* Functions. */

/* The token after the return type at `i`: => or a brace that is not part of the
 * type, if there is one. */
static uint32_t
skip_result_type(const struct ag_script *s, uint32_t i)
{
    static const char *const joints[] = {"|", "&",  "extends", "?",
                                         ":", "is", NULL};
    bool whole = false; /* the previous tokens are a complete type */
    bool angles = true; /* every < so far begins type arguments */

    for (int n = 0; n < AG_JS_LONGEST_TYPE && !ag_js_stops(s, i); n++) {
        if (ag_js_is(s, i, "=>") || (whole && ag_js_is(s, i, "{")))
            break;
        whole = !ag_js_is_one(s, i, joints);
        uint32_t behind = angles ? skip_angles(s, i) : i;
        angles = angles && (behind > i || !ag_js_is(s, i, "<"));
        i = behind > i ? behind : ag_js_after(s, i);
    }
    return i;
}

uint32_t
ag_js_body(const struct ag_script *script, uint32_t i)
{
    static const char *const words[] = {"if",     "while", "for",
                                        "switch", "with",  NULL};
    uint32_t k = ag_js_after(script, i);

    if (i && ag_js_is_one(script, i - 1, words))
        return 0;
    if (ag_js_is(script, k, ":"))
        k = skip_result_type(script, k + 1);
    if (ag_js_is(script, k, "=>"))
        return k + 1;
    return ag_js_is(script, k, "{") ? k : 0;
}

/* The value that the function returns, if its body has only one. */
static struct ag_js *
parse_body(struct parser *p)
{
    const struct ag_script *s = p->s;
    uint32_t close, found = 0;

    if (!next_is(p, "{"))
        return parse_value(p);
    close = s->tokens[p->i].match;
    for (uint32_t i = p->i + 1; i < close; i++) {
        if (s->tokens[i].body && ag_js_is(s, i, "{"))
            i = s->tokens[i].match; /* skip another function */
        if (!ag_js_is(s, i, "return") || !ag_js_stops(s, i))
            continue;
        if (found) {
            p->i = close + 1;
            return NULL;
        }
        found = i + 1;
    }
    p->i = found;
    struct ag_js *value = found && found < close ? parse_value(p) : NULL;
    p->i = close + 1;
    return value;
}

/* Parses a function from its parameters on. */
static struct ag_js *
parse_function(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_FUNCTION);
    uint32_t body = ag_js_body(p->s, p->i);

    if (body) {
        p->i = body;
        value->items = parse_body(p);
    } else {
        skip(p);
    }
    return value;
}

/* Objects and lists. */

static struct ag_js **
append(struct ag_js **end, struct ag_js *value)
{
    *end = value;
    return &value->next;
}

/* Skips to the end of the value, over tokens that could not be parsed. */
static void
skip_rest(struct parser *p, uint32_t close)
{
    p->i = p->s->tokens[p->i].stop;
    if (p->i < close && !next_is(p, ","))
        p->i++;
}

/* Parses the items of an array, or arguments, and their closing bracket. */
static struct ag_js *
parse_items(struct parser *p)
{
    struct ag_js *items = NULL, **end = &items;
    uint32_t close = p->s->tokens[p->i++].match;

    while (p->i < close) {
        if (take(p, ","))
            continue;
        bool spread = take(p, "...");
        struct ag_js *value = parse_value(p);
        value->spread = spread;
        end = append(end, value);
        skip_rest(p, close);
    }
    p->i = close + 1;
    return items;
}

/* Parses the key of a property; empty if it is computed. */
static struct ag_str
parse_key(struct parser *p)
{
    struct ag_str text = ag_js_text(p->s, p->i), key = {0};
    uint32_t inner = p->i + 1;

    if (next_lexeme(p) == AG_JT_STRING)
        key = ag_js_decode(p->s, text);
    else if (next_lexeme(p) != AG_JT_OPEN)
        key = text;
    else if (ag_js_is_string(p->s, inner) &&
             p->s->tokens[p->i].match == inner + 1)
        key = ag_js_decode(p->s, ag_js_text(p->s, inner)); /* ["key"] */
    skip(p);
    return key;
}

static struct ag_js *
parse_property(struct parser *p)
{
    struct ag_js *value;
    struct ag_str key;
    bool getter = false;

    if (take(p, "...")) {
        value = parse_value(p);
        value->spread = true;
        return value;
    }
    /* Skip async, get, set, static before the key. */
    while (next_lexeme(p) == AG_JT_NAME) {
        enum ag_js_lexeme lexeme = p->s->tokens[p->i + 1].lexeme;
        if (lexeme != AG_JT_NAME && lexeme != AG_JT_STRING &&
            !ag_js_is(p->s, p->i + 1, "[") && !ag_js_is(p->s, p->i + 1, "*"))
            break;
        getter = next_is(p, "get");
        p->i++;
    }
    take(p, "*");
    value = new_value(p, AG_JS_NAME);
    key = parse_key(p);
    p->i = ag_js_skip_type_arguments(p->s, p->i);
    if (take(p, ":") || take(p, "=")) { /* in an enum = */
        value = parse_value(p);
    } else if (next_is(p, "(")) {
        value = parse_function(p);
        if (getter && value->items)
            value = value->items;
    } else { /* `key` alone */
        set_text(value, key);
        value->end = value->text.at + key.n;
    }
    value->key = key;
    return value;
}

static struct ag_js *
parse_object(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OBJECT);
    struct ag_js **end = &value->items;
    uint32_t close = p->s->tokens[p->i++].match;

    while (p->i < close) {
        if (take(p, ","))
            continue;
        end = append(end, parse_property(p));
        skip_rest(p, close);
    }
    p->i = close + 1;
    return value;
}

/* Names. */

/* Whether ["name"] or [0] is next; stores its text in *part. */
static bool
is_element(const struct parser *p, struct ag_str *part)
{
    const struct ag_js_token *inner = &p->s->tokens[p->i + 1];

    if (!next_is(p, "[") || p->s->tokens[p->i].match != p->i + 2)
        return false;
    *part = ag_js_text(p->s, p->i + 1);
    if (inner->lexeme == AG_JT_STRING)
        *part = ag_js_decode(p->s, *part);
    return inner->lexeme == AG_JT_NUMBER ||
           (inner->lexeme == AG_JT_STRING && part->n &&
            ag_str_find(*part, '.') == part->n);
}

/* Takes the next part of a path: .b, ?.b, !.b, ["b"], [0]; or the ?. before a
 * call. Returns false if there is no part. */
static bool
take_part(struct parser *p, struct ag_str *part)
{
    uint32_t start = p->i;
    bool dot;

    take(p, "!");
    dot = take(p, "?.") || take(p, ".");
    if (dot && next_lexeme(p) == AG_JT_NAME) {
        *part = ag_js_text(p->s, p->i++);
        return true;
    }
    if (is_element(p, part)) {
        p->i += 3;
        return true;
    }
    if (!dot || !next_is(p, "("))
        p->i = start;
    return false;
}

/* Parses a, a.b, a?.b, a["b"], and a call that follows. */
static struct ag_js *
parse_path(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_NAME);
    struct ag_str head = ag_js_text(p->s, p->i++), part;
    struct ag_buf path;

    ag_buf_init(&path, p->s->arena);
    while (take_part(p, &part)) {
        if (path.n == 0)
            ag_buf_str(&path, head);
        ag_buf_char(&path, '.');
        ag_buf_str(&path, part);
    }
    set_text(value, path.n ? ag_buf_take(&path) : head);
    ag_buf_free(&path);
    p->i = ag_js_skip_type_arguments(p->s, p->i);
    if (next_is(p, "(")) {
        value->kind = AG_JS_CALL;
        value->items = parse_items(p);
    }
    return value;
}

static struct ag_js *
parse_name(struct parser *p)
{
    const struct ag_script *s = p->s;
    struct ag_js *value = new_value(p, AG_JS_OTHER);

    if (take(p, "function")) {
        while (next_lexeme(p) == AG_JT_NAME || next_is(p, "*"))
            p->i++;
        p->i = ag_js_skip_type_arguments(s, p->i);
        return next_is(p, "(") ? parse_function(p) : value;
    }
    if (ag_js_is(s, p->i + 1, "=>")) {
        value->kind = AG_JS_FUNCTION;
        p->i += 2;
        value->items = parse_body(p);
        return value;
    }
    if (next_is(p, "async") &&
        (ag_js_is(s, p->i + 1, "function") || ag_js_is(s, p->i + 2, "=>") ||
         (ag_js_is(s, p->i + 1, "(") && ag_js_body(s, p->i + 1)) ||
         ag_js_is(s, p->i + 1, "<"))) {
        p->i++;
        return parse_value(p);
    }
    if (next_is(p, "new") || next_is(p, "await")) {
        p->i++;
        return next_lexeme(p) == AG_JT_NAME ? parse_path(p) : value;
    }
    return parse_path(p);
}

static struct ag_js *
parse_bracket(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OTHER);
    uint32_t start = p->i, close = p->s->tokens[start].match;

    if (next_is(p, "{"))
        return parse_object(p);
    if (next_is(p, "[")) {
        value->kind = AG_JS_ARRAY;
        value->items = parse_items(p);
        return value;
    }
    if (next_is(p, "(")) {
        if (ag_js_body(p->s, start) &&
            ag_js_is(p->s, ag_js_body(p->s, start) - 1, "=>"))
            return parse_function(p);
        p->i++;
        struct ag_js *inner = parse_value(p);
        if (p->i == close)
            value = inner;
    }
    p->i = close + 1; /* also after a template */
    return value;
}

static struct ag_js *
parse_primary(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OTHER);
    bool minus;

    switch (next_lexeme(p)) {
    case AG_JT_STRING:
        value->kind = AG_JS_STRING;
        set_text(value, ag_js_decode(p->s, ag_js_text(p->s, p->i++)));
        return value;
    case AG_JT_NAME:
        return parse_name(p);
    case AG_JT_OPEN:
        return parse_bracket(p);
    case AG_JT_OPAQUE:
        p->i++;
        return value;
    case AG_JT_NUMBER:
    case AG_JT_SIGN:
        minus = take(p, "-");
        if (next_lexeme(p) == AG_JT_NUMBER) {
            value->kind = AG_JS_NUMBER;
            struct ag_str text = ag_js_text(p->s, p->i++);
            value->text = ag_arena_fmt(p->s->arena, "%s%.*s", minus ? "-" : "",
                                       AG_ARG(text));
            return value;
        }
        p->i -= minus;
        uint32_t behind = skip_angles(p->s, p->i); /* <T>value, <T>() => … */
        if (behind == p->i)
            return value;
        p->i = behind;
        return parse_value(p);
    case AG_JT_CLOSE:
    case AG_JT_MIDDLE:
    case AG_JT_END:
    case AG_JT_OPEN_STRING:
    case AG_JT_OPEN_TEMPLATE:
    case AG_JT_OPEN_COMMENT:
        break;
    }
    return value;
}

/* Whether the argument at `i` is a function that tests whether a value is
 * truthy: Boolean, (x) => x, (x) => !!x. */
static bool
is_truth(const struct ag_script *s, uint32_t i, uint32_t close)
{
    uint32_t name = i, body;

    if (ag_js_is(s, i, "Boolean"))
        return i + 1 == close;
    name += ag_js_is(s, i, "(");
    body = name > i ? ag_js_body(s, i) : i + 2;
    if (body == 0 || !ag_js_is(s, body - 1, "=>"))
        return false;
    if (ag_js_is(s, body, "!") && ag_js_is(s, body + 1, "!"))
        body += 2;
    return body + 1 == close && ag_js_is_name(s, name) &&
           ag_str_eq(ag_js_text(s, name), ag_js_text(s, body));
}

/* Skips .filter(Boolean) of [cond && x].filter(Boolean): falsy items are
 * ignored anyway. */
static void
skip_filter(struct parser *p)
{
    const struct ag_script *s = p->s;
    uint32_t open = p->i + 2;

    if (next_is(p, ".") && ag_js_is(s, p->i + 1, "filter") &&
        ag_js_is(s, open, "(") && is_truth(s, open + 1, s->tokens[open].match))
        p->i = s->tokens[open].match + 1;
}

/* Whether the next token continues the expression: an operator, a property, a
 * call. A name begins the next statement in a text without semicolons. */
static bool
is_continuation(const struct parser *p)
{
    static const char *const words[] = {"(", "[", "in", "instanceof", NULL};
    const struct ag_js_token *t = &p->s->tokens[p->i];

    return !ag_js_stops(p->s, p->i) && !next_is(p, ":") &&
           (t->lexeme == AG_JT_SIGN || p->s->source->text.p[t->at] == '`' ||
            ag_js_is_one(p->s, p->i, words));
}

/* Parses the ?? or || that follows `first`. */
static struct ag_js *
parse_either(struct parser *p, struct ag_js *first)
{
    struct ag_js *value = new_value(p, AG_JS_EITHER);

    p->i++;
    value->items = first;
    first->next = parse_value(p);
    return value;
}

/* Skips to the ? or && that chooses a value, or to the end of the expression.
 */
static void
skip_condition(struct parser *p)
{
    bool open = true; /* at the start or after an operator */

    while (open ? !ag_js_stops(p->s, p->i) : is_continuation(p)) {
        if (next_is(p, "?") || next_is(p, "&&"))
            return;
        open = next_lexeme(p) == AG_JT_SIGN;
        skip(p);
    }
}

/* Parses the rest of a computed expression: a choice if it is a condition. */
static struct ag_js *
parse_computed(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OTHER), *chosen;
    bool two;

    skip_condition(p);
    two = take(p, "?");
    if (!two && !take(p, "&&"))
        return value;
    chosen = parse_value(p);
    if (two && take(p, ":"))
        chosen->next = parse_value(p);
    /* c && a || b is not a choice. */
    if (two ? !chosen->next : chosen->kind == AG_JS_EITHER)
        return value;
    value->kind = AG_JS_CHOICE;
    value->items = chosen;
    return value;
}

/* Makes the value extend from the token `start` to the next token. */
static void
set_extent(const struct parser *p, struct ag_js *value, uint32_t start)
{
    const struct ag_js_token *first = &p->s->tokens[start];
    const struct ag_js_token *last =
        p->i > start ? first + (p->i - 1 - start) : NULL;
    uint32_t base = p->s->source->text.at;

    value->text.at = base + first->at;
    value->end = base + (last ? last->at + last->n : first->at);
}

/* Parses the next value to its end and skips types. A value that is computed or
 * nested too deeply is AG_JS_OTHER. */
static struct ag_js *
parse_value(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OTHER);
    uint32_t start = p->i;

    if (++p->depth < DEEPEST)
        value = parse_primary(p);
    else
        p->i = p->s->tokens[start].stop;
    if (value->kind == AG_JS_ARRAY)
        skip_filter(p);
    if (p->i > start) /* at the start, ! is an operator */
        skip_casts(p);
    set_extent(p, value, start);
    if (next_is(p, "??") || next_is(p, "||"))
        value = parse_either(p, value);
    else if (is_continuation(p))
        value = parse_computed(p);
    set_extent(p, value, start);
    p->depth--;
    return value;
}

struct ag_js *
ag_js_parse(const struct ag_script *script, uint32_t token)
{
    return parse_value(&(struct parser){.s = script, .i = token});
}

struct ag_js *
ag_js_parse_call(const struct ag_script *script, uint32_t token)
{
    struct parser p = {.s = script, .i = token};
    struct ag_js *value = parse_path(&p);

    set_extent(&p, value, token);
    return value;
}
