/* Parses the value that begins at a token. */
#include "base/buf.h"
#include "gen/script/tokens.h"

/* Values nested deeper than this are AG_JS_OTHER. */
enum { DEEPEST = 2 * AG_JS_DEEPEST };

struct parser {
    const struct ag_script *s;
    uint32_t i; /* the next token */
    int depth;
};

static struct ag_js *parse_value(struct parser *p);
static struct ag_js *parse_operand(struct parser *p);
static struct ag_js *parse_primary(struct parser *p);
static struct ag_js *parse_path(struct parser *p);
struct operator;
static bool is_operator(const struct parser *p,
                        const struct operator** operator);

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

static struct ag_js **
append(struct ag_js **end, struct ag_js *value)
{
    *end = value;
    return &value->next;
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

/* Whether a template is at `i`. */
static bool
is_template(const struct ag_script *s, uint32_t i)
{
    return s->source->text.p[s->tokens[i].at] == '`';
}

uint32_t
ag_js_skip_type_arguments(const struct ag_script *script, uint32_t i)
{
    uint32_t k = skip_angles(script, i);

    return ag_js_is(script, k, "(") || is_template(script, k) ? k : i;
}

/* Skips `as T`, `satisfies T` and `!` after a value. */
static void
skip_casts(struct parser *p)
{
    /* What ends a type; | and & are part of it. */
    static const char *const ends[] = {"as",  "satisfies", "?",  ":",   "&&",
                                       "||",  "??",        "==", "===", "!=",
                                       "!==", "+",         "-",  "*",   NULL};

    for (;;) {
        if (take(p, "!"))
            continue;
        if (!take(p, "as") && !take(p, "satisfies"))
            return;
        while (!ag_js_stops(p->s, p->i) && !ag_js_is_one(p->s, p->i, ends)) {
            uint32_t behind = skip_angles(p->s, p->i);
            p->i = behind > p->i ? behind : ag_js_after(p->s, p->i);
        }
    }
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

/* Parses the values that the body of a function may return: a choice if there
 * are several, NULL if there is none. */
static struct ag_js *
parse_body(struct parser *p)
{
    const struct ag_script *s = p->s;
    struct ag_js *choice = new_value(p, AG_JS_CHOICE), **end = &choice->items;
    uint32_t start = p->i, close = s->tokens[start].match;

    if (!next_is(p, "{"))
        return parse_value(p);
    for (uint32_t i = start + 1; i < close; i++) {
        if (s->tokens[i].body && ag_js_is(s, i, "{"))
            i = s->tokens[i].match; /* skip another function */
        if (!ag_js_is(s, i, "return") || !ag_js_stops(s, i) ||
            ag_js_stops(s, i + 1))
            continue;
        p->i = i + 1;
        end = append(end, parse_value(p));
    }
    p->i = close + 1;
    set_extent(p, choice, start);
    return choice->items && choice->items->next ? choice : choice->items;
}

/* Parses a function from its parameters on. */
static struct ag_js *
parse_function(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_FUNCTION);
    uint32_t body = ag_js_body(p->s, p->i);

    value->params = p->i;
    if (body) {
        p->i = body;
        value->items = parse_body(p);
    } else {
        skip(p);
    }
    return value;
}

/* Objects and lists. */

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

/* Whether a modifier is next: async, get, static, private, before a key. */
static bool
is_modifier(const struct parser *p)
{
    enum ag_js_lexeme lexeme = p->s->tokens[p->i + 1].lexeme;

    return next_lexeme(p) == AG_JT_NAME &&
           (lexeme == AG_JT_NAME || lexeme == AG_JT_STRING ||
            ag_js_is(p->s, p->i + 1, "[") || ag_js_is(p->s, p->i + 1, "*") ||
            ag_js_is(p->s, p->i + 1, "#"));
}

/* Parses a property of an object, or a member of a class, whose types are
 * skipped. */
static struct ag_js *
parse_property(struct parser *p, bool class)
{
    struct ag_js *value;
    struct ag_str key;
    bool getter = false;

    if (take(p, "...")) {
        value = parse_value(p);
        value->spread = true;
        return value;
    }
    while (is_modifier(p)) {
        getter = next_is(p, "get");
        p->i++;
    }
    if (!take(p, "*"))
        take(p, "#");
    value = new_value(p, AG_JS_NAME);
    key = parse_key(p);
    if (class && (take(p, "?") || take(p, "!") || next_is(p, ":")) &&
        take(p, ":"))
        p->i = ag_js_skip_type(p->s, p->i, "=");
    p->i = ag_js_skip_type_arguments(p->s, p->i);
    if (take(p, "=") || (!class && take(p, ":"))) { /* in an enum = */
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
        end = append(end, parse_property(p, false));
        skip_rest(p, close);
    }
    p->i = close + 1;
    return value;
}

/* Parses the members that parameters of a constructor declare: private a: T. */
static struct ag_js **
parse_parameter_properties(const struct parser *p, struct ag_js **end,
                           uint32_t open)
{
    static const char *const words[] = {"public", "private", "protected",
                                        "readonly", NULL};
    const struct ag_script *s = p->s;

    for (uint32_t i = open + 1; i < s->tokens[open].match;
         i = ag_js_after(s, i)) {
        bool modified = ag_js_is_one(s, i, words) && ag_js_is_name(s, i + 1);
        if (!modified || ag_js_is_one(s, i + 1, words))
            continue;
        struct parser name = {.s = s, .i = i + 1};
        struct ag_js *value = parse_path(&name);
        set_extent(&name, value, i + 1);
        value->key = value->text;
        end = append(end, value);
    }
    return end;
}

/* Parses a class from the word on. */
static struct ag_js *
parse_class(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_CLASS);
    struct ag_js **end = &value->items;
    uint32_t last = p->s->tokens[p->i].stop, close;

    while (p->i < last && !next_is(p, "{"))
        if (take(p, "extends") && next_lexeme(p) == AG_JT_NAME) {
            *end = parse_path(p);
            (*end)->spread = true;
            end = &(*end)->next;
        } else {
            skip(p);
        }
    if (!next_is(p, "{"))
        return value;
    close = p->s->tokens[p->i++].match;
    while (p->i < close) {
        uint32_t start = p->i;
        if (take(p, ";") || next_lexeme(p) == AG_JT_SIGN) { /* a decorator */
            p->i = start + 1;
            continue;
        }
        if (next_is(p, "constructor") && ag_js_is(p->s, start + 1, "(") &&
            ag_js_body(p->s, start + 1)) {
            value->params = start + 1;
            end = parse_parameter_properties(p, end, start + 1);
        }
        end = append(end, parse_property(p, true));
        if (p->i == start)
            skip(p);
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

/* Takes .b, ?.b, ["b"] or [0] after a path; stores the name in *part. */
static bool
take_part(struct parser *p, struct ag_str *part)
{
    uint32_t start = p->i;

    take(p, "!");
    bool dot = take(p, "?.") || take(p, ".");
    if (dot && next_lexeme(p) == AG_JT_NAME) {
        *part = ag_js_text(p->s, p->i++);
        return true;
    }
    if (is_element(p, part)) {
        p->i += 3;
        return true;
    }
    p->i = start;
    return false;
}

/* Parses a, a.b, a?.b, a["b"]. */
static struct ag_js *
parse_path(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_NAME);
    struct ag_str name = ag_js_text(p->s, p->i++), part;
    struct ag_buf path;

    if (!take_part(p, &part)) {
        set_text(value, name);
        return value;
    }
    ag_buf_init(&path, p->s->arena);
    ag_buf_str(&path, name);
    do {
        ag_buf_char(&path, '.');
        ag_buf_str(&path, part);
    } while (take_part(p, &part));
    set_text(value, ag_buf_take(&path));
    ag_buf_free(&path);
    return value;
}

/* Parses the arguments of a call of `function`. */
static struct ag_js *
parse_call(struct parser *p, struct ag_js *function)
{
    struct ag_js *value = function;

    if (function->kind == AG_JS_NAME) {
        function->kind = AG_JS_CALL;
        function->items = parse_items(p);
    } else {
        value = new_value(p, AG_JS_APPLY);
        value->items = function;
        function->next = parse_items(p);
    }
    return value;
}

/* Parses .a or [a] of an object. */
static struct ag_js *
parse_member(struct parser *p, struct ag_js *object)
{
    struct ag_js *value = new_value(p, AG_JS_MEMBER);
    struct ag_str name;
    uint32_t close;

    value->items = object;
    if (take_part(p, &name)) {
        set_text(value, name);
        return value;
    }
    close = p->s->tokens[p->i++].match;
    value->kind = AG_JS_ELEMENT;
    object->next = parse_value(p);
    p->i = close + 1;
    return value;
}

/* Parses the template after its tag, a name. */
static struct ag_js *
parse_tagged(struct parser *p, struct ag_js *tag)
{
    struct ag_js *template = parse_primary(p);

    tag->kind = AG_JS_TAGGED;
    tag->items = template->kind == AG_JS_STRING ? template : template->items;
    return tag;
}

/* Parses the members and calls that follow a value. */
static struct ag_js *
parse_tail(struct parser *p, struct ag_js *value, uint32_t start)
{
    for (;;) {
        uint32_t before = p->i;
        set_extent(p, value, start);
        p->i = ag_js_skip_type_arguments(p->s, p->i);
        if (next_is(p, "?.") && ag_js_is(p->s, p->i + 1, "("))
            p->i++;
        bool member =
            next_is(p, "[") || ((next_is(p, ".") || next_is(p, "?.")) &&
                                ag_js_is_name(p->s, p->i + 1));
        if (next_is(p, "("))
            value = parse_call(p, value);
        else if (value->kind == AG_JS_NAME && is_template(p->s, p->i))
            value = parse_tagged(p, value);
        else if (member)
            value = parse_member(p, value);
        else if (next_is(p, "!") && !ag_js_stops(p->s, p->i + 1) &&
                 (ag_js_is(p->s, p->i + 1, ".") ||
                  ag_js_is(p->s, p->i + 1, "[")))
            p->i++;
        else {
            p->i = before;
            return value;
        }
    }
}

static struct ag_js *
parse_name(struct parser *p)
{
    const struct ag_script *s = p->s;
    struct ag_js *value = new_value(p, AG_JS_OTHER);
    bool new = false;

    if (take(p, "function")) {
        while (next_lexeme(p) == AG_JT_NAME || next_is(p, "*"))
            p->i++;
        p->i = ag_js_skip_type_arguments(s, p->i);
        return next_is(p, "(") ? parse_function(p) : value;
    }
    if (next_is(p, "class"))
        return parse_class(p);
    if (ag_js_is(s, p->i + 1, "=>")) {
        value->kind = AG_JS_FUNCTION;
        value->params = p->i;
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
    if (take(p, "await"))
        return parse_operand(p);
    new = take(p, "new");
    if (next_lexeme(p) != AG_JT_NAME)
        return value;
    value = parse_path(p);
    p->i = ag_js_skip_type_arguments(s, p->i);
    if (new && !next_is(p, "(")) /* new F */
        value->kind = AG_JS_CALL;
    return value;
}

/* A string of a template: the token without the ${ or } around it. */
static struct ag_js *
parse_template_text(struct parser *p, uint32_t cut)
{
    struct ag_js *value = new_value(p, AG_JS_STRING);
    struct ag_str text = ag_js_text(p->s, p->i++);

    set_text(value, ag_js_decode(p->s, ag_str_cut(text, 0, text.n - cut)));
    return value;
}

static struct ag_js *
parse_template(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OPERATION);
    struct ag_js **end = &value->items;
    uint32_t close = p->s->tokens[p->i].match;

    set_text(value, AG_STR("`"));
    while (p->i < close) {
        end = append(end, parse_template_text(p, 1));
        end = append(end, parse_value(p));
        while (p->i < close && next_lexeme(p) != AG_JT_MIDDLE)
            skip(p);
    }
    append(end, parse_template_text(p, 0));
    return value;
}

static struct ag_js *
parse_bracket(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_ARRAY);
    uint32_t start = p->i, close = p->s->tokens[start].match;

    if (next_is(p, "{"))
        return parse_object(p);
    if (next_is(p, "[")) {
        value->items = parse_items(p);
        return value;
    }
    if (!next_is(p, "("))
        return parse_template(p);
    if (ag_js_body(p->s, start) &&
        ag_js_is(p->s, ag_js_body(p->s, start) - 1, "=>"))
        return parse_function(p);
    p->i++;
    struct ag_js *inner = parse_value(p);
    if (p->i != close)
        inner->kind = AG_JS_OTHER;
    p->i = close + 1;
    return inner;
}

/* Parses an operand of the unary operator at the next token. */
static struct ag_js *
parse_unary(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OTHER);
    uint32_t behind;

    if (next_is(p, "!") || next_is(p, "-")) {
        bool minus = next_is(p, "-");
        value->kind = AG_JS_OPERATION;
        set_text(value, ag_js_text(p->s, p->i++));
        if (minus && next_lexeme(p) == AG_JT_NUMBER) {
            value->kind = AG_JS_NUMBER;
            struct ag_str text = ag_js_text(p->s, p->i++);
            set_text(value, ag_arena_fmt(p->s->arena, "-%.*s", AG_ARG(text)));
        } else {
            value->items = parse_operand(p);
        }
        return value;
    }
    behind = skip_angles(p->s, p->i); /* <T>value, <T>() => … */
    if (behind == p->i)
        return value;
    p->i = behind;
    return parse_value(p);
}

static struct ag_js *
parse_primary(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OTHER);

    switch (next_lexeme(p)) {
    case AG_JT_STRING:
        value->kind = AG_JS_STRING;
        set_text(value, ag_js_decode(p->s, ag_js_text(p->s, p->i++)));
        return value;
    case AG_JT_NUMBER:
        value->kind = AG_JS_NUMBER;
        set_text(value, ag_js_text(p->s, p->i++));
        return value;
    case AG_JT_NAME:
        return parse_name(p);
    case AG_JT_OPEN:
        return parse_bracket(p);
    case AG_JT_OPAQUE:
        p->i++;
        return value;
    case AG_JT_SIGN:
        return parse_unary(p);
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

/* Parses a value up to the next operator, and skips types. */
static struct ag_js *
parse_operand(struct parser *p)
{
    struct ag_js *value = new_value(p, AG_JS_OTHER);
    uint32_t start = p->i;

    if (++p->depth < DEEPEST) {
        value = parse_primary(p);
        if (p->i > start)
            value = parse_tail(p, value, start);
    } else {
        p->i = p->s->tokens[start].stop;
    }
    if (p->i > start) /* at the start, ! is an operator */
        skip_casts(p);
    set_extent(p, value, start);
    p->depth--;
    return value;
}

/* Operators. */

/* The binary operators; a higher level binds tighter. */
static const struct operator
{
    const char *text;
    int level;
    enum ag_js_kind kind;
}
operators[] = {
    {"??", 1, AG_JS_EITHER},        {"||", 1, AG_JS_EITHER},
    {"&&", 2, AG_JS_EITHER},        {"|", 3, AG_JS_OTHER},
    {"^", 3, AG_JS_OTHER},          {"&", 3, AG_JS_OTHER},
    {"==", 4, AG_JS_OPERATION},     {"!=", 4, AG_JS_OPERATION},
    {"===", 4, AG_JS_OPERATION},    {"!==", 4, AG_JS_OPERATION},
    {"<", 5, AG_JS_OTHER},          {">", 5, AG_JS_OTHER},
    {"<=", 5, AG_JS_OTHER},         {">=", 5, AG_JS_OTHER},
    {"instanceof", 5, AG_JS_OTHER}, {"in", 5, AG_JS_OTHER},
    {"+", 6, AG_JS_OPERATION},      {"-", 6, AG_JS_OPERATION},
    {"*", 7, AG_JS_OPERATION},      {"/", 7, AG_JS_OPERATION},
    {"%", 7, AG_JS_OPERATION},
};

/* Whether a binary operator is next; stores it in *operator, if not NULL. */
static bool
is_operator(const struct parser *p, const struct operator** operator)
{
    enum ag_js_lexeme lexeme = next_lexeme(p);

    if (lexeme != AG_JT_SIGN && lexeme != AG_JT_NAME)
        return false;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (next_is(p, operators[i].text)) {
            if (operator)
                *operator= & operators[i];
            return true;
        }
    return false;
}

/* Parses operands and operators whose level is at least `level`. */
static struct ag_js *
parse_binary(struct parser *p, int level)
{
    uint32_t start = p->i;
    struct ag_js *left = parse_operand(p);
    const struct operator* operator;

    while (is_operator(p, &operator) && operator->level >= level) {
        struct ag_js *value = new_value(p, operator->kind);
        set_text(value, ag_js_text(p->s, p->i++));
        value->items = left;
        left->next = parse_binary(p, operator->level + 1);
        left = value;
        set_extent(p, left, start);
    }
    return left;
}

/* Whether the next token continues the expression in a way that is not read: a
 * comma operator, an assignment, a template with a tag. A name begins the next
 * statement in a text without semicolons. */
static bool
is_continuation(const struct parser *p)
{
    const struct ag_js_token *t = &p->s->tokens[p->i];

    return !ag_js_stops(p->s, p->i) && !next_is(p, ":") &&
           (t->lexeme == AG_JT_SIGN || is_template(p->s, p->i));
}

/* Parses the next value to its end. A value that is not read or nested too
 * deeply is AG_JS_OTHER. */
static struct ag_js *
parse_value(struct parser *p)
{
    uint32_t start = p->i;
    struct ag_js *value = parse_binary(p, 0);

    if (take(p, "?")) {
        struct ag_js *condition = value;
        value = new_value(p, AG_JS_CONDITION);
        value->items = condition;
        p->depth++;
        condition->next = parse_value(p);
        if (take(p, ":"))
            condition->next->next = parse_value(p);
        else
            value->kind = AG_JS_OTHER;
        p->depth--;
    }
    if (is_continuation(p)) {
        value = new_value(p, AG_JS_OTHER);
        while (is_continuation(p))
            do
                skip(p);
            while (p->s->tokens[p->i - 1].lexeme == AG_JT_SIGN &&
                   !ag_js_stops(p->s, p->i));
    }
    set_extent(p, value, start);
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

    p.i = ag_js_skip_type_arguments(script, p.i);
    if (next_is(&p, "?.") && ag_js_is(script, p.i + 1, "("))
        p.i++;
    if (next_is(&p, "("))
        value = parse_call(&p, value);
    set_extent(&p, value, token);
    return value;
}

struct ag_js *
ag_js_parse_arguments(const struct ag_script *script, uint32_t token)
{
    return parse_items(&(struct parser){.s = script, .i = token});
}

struct ag_js *
ag_js_parse_function(const struct ag_script *script, uint32_t token)
{
    struct parser p = {.s = script, .i = token};
    struct ag_js *value = parse_function(&p);

    set_extent(&p, value, token);
    return value;
}
