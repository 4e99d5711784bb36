/* The names of a module: their declarations, their scopes, and whether the text
 * changes them later. */
#include "gen/script/script.h"

#include <string.h>

#include "base/buf.h"
#include "gen/script/tokens.h"

enum { MOST_ALIASES = 8 };

/* The scope of an export inside its module. */
static const struct ag_span nowhere;

static uint32_t
place_of(const struct ag_script *s, uint32_t i)
{
    return s->source->text.at + s->tokens[i].at;
}

/* Names and their scopes. */

static struct ag_js_binding *
declare(struct ag_script *s, struct ag_str name, struct ag_span scope)
{
    struct ag_js_binding *binding = AG_NEW(s->arena, struct ag_js_binding);
    void **list = ag_map_put(&s->bindings, s->arena, name);

    binding->at = name.at;
    binding->local = name;
    binding->scope = scope;
    if (s->last)
        s->last->later = binding;
    else
        s->first = binding;
    s->last = binding;
    binding->next = *list;
    for (struct ag_js_binding *b = *list; b && scope.end; b = b->next)
        if (b->scope.at == scope.at && b->scope.end == scope.end)
            b->changed = binding->changed = true;
    *list = binding;
    return binding;
}

/* Declares `name`, whose value begins at `token`; 0: unknown value. */
static void
declare_value(struct ag_script *s, struct ag_str name, struct ag_span scope,
              uint32_t token)
{
    declare(s, name, scope)->token = token;
}

static void
declare_import(struct ag_script *s, struct ag_str local, struct ag_span scope,
               struct ag_str name, struct ag_str module)
{
    struct ag_js_binding *binding = declare(s, local, scope);

    binding->name = name;
    binding->module = module;
}

/* The scope of a declaration at a token. */

struct scopes {
    uint32_t open[AG_JS_DEEPEST]; /* the enclosing brackets */
    int depth;
};

/* The enclosing block. */
static struct ag_span
scope_around(const struct ag_script *s, const struct scopes *scopes)
{
    uint32_t open = scopes->depth ? scopes->open[scopes->depth - 1] : 0;
    uint32_t close = scopes->depth ? s->tokens[open].match : s->ntoken - 1;

    return (struct ag_span){scopes->depth ? place_of(s, open)
                                          : s->source->text.at,
                            place_of(s, close) + 1};
}

/* From the parameters at `i` to the end of the function's body. */
static struct ag_span
scope_of_function(const struct ag_script *s, uint32_t i, uint32_t body)
{
    uint32_t end =
        ag_js_is(s, body, "{") ? s->tokens[body].match : s->tokens[body].stop;

    return (struct ag_span){place_of(s, i), place_of(s, end) + 1};
}

/* Declarations. */

/* Where the parts of a pattern have their values. */
struct source_of {
    uint32_t token, params, index, pattern; /* as in struct ag_js_binding */
    struct ag_str path;
};

static struct ag_str
join_path(const struct ag_script *s, struct ag_str path, struct ag_str part)
{
    return path.n == 0 ? part
                       : ag_arena_fmt(s->arena, "%.*s.%.*s", AG_ARG(path),
                                      AG_ARG(part));
}

static void declare_pattern(struct ag_script *s, uint32_t open,
                            struct ag_span scope, struct source_of from);

/* Declares the part of a pattern at `i`: a name, or a pattern in it, then its
 * type and its fallback. Returns the token after it. */
static uint32_t
declare_part(struct ag_script *s, uint32_t i, struct ag_span scope,
             struct source_of from, bool rest)
{
    uint32_t behind = ag_js_after(s, i), fallback = 0;

    behind += ag_js_is(s, behind, "?"); /* optional */
    if (ag_js_is(s, behind, ":"))
        behind = ag_js_skip_type(s, behind + 1, "=");
    if (ag_js_is(s, behind, "="))
        fallback = behind + 1;
    if (ag_js_is_name(s, i)) {
        struct ag_js_binding *b = declare(s, ag_js_text(s, i), scope);
        b->token = from.token;
        b->params = from.params;
        b->index = from.index;
        b->path = from.path;
        b->pattern = from.pattern;
        b->rest = rest;
        b->fallback = fallback;
    } else if (s->tokens[i].lexeme == AG_JT_OPEN) {
        declare_pattern(s, i, scope, from);
    }
    return fallback ? s->tokens[fallback].stop : behind;
}

/* Declares the names of the destructuring pattern at `open`, or of the
 * parameters there. */
static void
declare_pattern(struct ag_script *s, uint32_t open, struct ag_span scope,
                struct source_of from)
{
    uint32_t close = s->tokens[open].match, n = 0;
    bool keys = ag_js_is(s, open, "{");
    bool parameters = ag_js_is(s, open, "(");

    for (uint32_t i = open + 1; i < close; n++) {
        struct source_of part = from;
        bool rest = ag_js_is(s, i, "...");
        if (ag_js_is(s, i, ",")) { /* [, b] */
            i++;
            continue;
        }
        i += rest;
        struct ag_str key = ag_js_text(s, i);
        bool named = ag_js_is_name(s, i);
        if (keys && ag_js_is(s, ag_js_after(s, i), ":"))
            i = ag_js_after(s, i) + 1; /* key: name */
        while (ag_js_is_name(s, i) && ag_js_is_name(s, i + 1))
            i++; /* private readonly name */
        if (parameters)
            part.index = n;
        else if (!rest && keys && named)
            part.path = join_path(s, from.path, key);
        else if (!rest && !keys)
            part.path = join_path(s, from.path,
                                  ag_arena_fmt(s->arena, "%u", (unsigned)n));
        else if (!rest)
            part.token = part.params = 0; /* a computed key */
        part.pattern = rest && !parameters ? open : 0;
        i = declare_part(s, i, scope, part, rest && parameters);
        while (i < close && !ag_js_is(s, i, ","))
            i = ag_js_after(s, i);
        i += i < close;
    }
}

/* Declares the names between braces at `open`: a, b as c (b: c if `as` is a
 * colon). They are exported if `scope` is `nowhere`. */
static void
declare_names(struct ag_script *s, uint32_t open, const char *as,
              struct ag_span scope, struct ag_str module)
{
    uint32_t close = s->tokens[open].match;

    for (uint32_t i = open + 1; i < close; i = ag_js_after(s, i)) {
        if (!ag_js_is_name(s, i) ||
            (ag_js_is(s, i, "type") && ag_js_is_name(s, i + 1) &&
             !ag_js_is(s, i + 1, "as")))
            continue;
        struct ag_str name = ag_js_text(s, i), local = name;
        if (ag_js_is(s, i + 1, as) && ag_js_is_name(s, i + 2)) {
            local = ag_js_text(s, i + 2);
            i += 2;
        }
        declare_import(s, local, scope, name, module);
    }
}

/* Reads the import statement at `i`. */
static void
read_import(struct ag_script *s, uint32_t i, struct ag_span scope)
{
    uint32_t from = i + 1, k = i + 1;

    while (!ag_js_is_string(s, from) &&
           (!ag_js_stops(s, from) || ag_js_is(s, from, ",")))
        from = ag_js_after(s, from);
    if (!ag_js_is_string(s, from) || from == i + 1)
        return;
    struct ag_str module = ag_js_decode(s, ag_js_text(s, from));
    if (ag_js_is(s, k, "type") && !ag_js_is(s, k + 1, "from") &&
        !ag_js_is(s, k + 1, ","))
        k++;
    if (ag_js_is_name(s, k)) {
        declare_import(s, ag_js_text(s, k), scope, AG_STR("default"), module);
        k += 1 + ag_js_is(s, k + 1, ",");
    }
    if (ag_js_is(s, k, "*") && ag_js_is_name(s, k + 2))
        declare_import(s, ag_js_text(s, k + 2), scope, AG_STR("*"), module);
    else if (ag_js_is(s, k, "{"))
        declare_names(s, k, "as", scope, module);
}

/* Reads the export statement at `i` if it exports names or a default. */
static void
read_export(struct ag_script *s, uint32_t i)
{
    uint32_t open = i + 1 + ag_js_is(s, i + 1, "type"), from;
    struct ag_str module = {0}, local = AG_STR("*");

    if (ag_js_is(s, i + 1, "default"))
        declare_value(s, AG_STR("default"), nowhere, i + 2);
    if (!ag_js_is(s, open, "{") && !ag_js_is(s, open, "*"))
        return;
    from = ag_js_after(s, open);
    if (ag_js_is(s, open, "*") && ag_js_is(s, from, "as")) {
        local = ag_js_text(s, from + 1);
        from += 2;
    }
    if (ag_js_is(s, from, "from") && ag_js_is_string(s, from + 1))
        module = ag_js_decode(s, ag_js_text(s, from + 1));
    if (ag_js_is(s, open, "{"))
        declare_names(s, open, "as", nowhere, module);
    else if (module.n)
        declare_import(s, local, nowhere, AG_STR("*"), module);
}

/* Reads module.exports = value or exports.name = value; `exports` is at `i`. */
static void
read_exports(struct ag_script *s, uint32_t i)
{
    bool whole = ag_js_is(s, i + 1, "=") && i > 1 && ag_js_is(s, i - 1, ".") &&
                 ag_js_is(s, i - 2, "module");

    if (whole)
        declare_value(s, AG_STR("default"), nowhere, i + 2);
    else if (ag_js_is(s, i + 1, ".") && ag_js_is_name(s, i + 2) &&
             ag_js_is(s, i + 3, "="))
        declare_value(s, ag_js_text(s, i + 2), nowhere, i + 4);
}

/* If the value at `i` is a module, require("name") or import("name"), returns
 * its name and sets *behind to the token after it; empty if not. */
static struct ag_str
required(const struct ag_script *s, uint32_t i, uint32_t *behind)
{
    i += ag_js_is(s, i, "await");
    *behind = ag_js_after(s, i + 1);
    if ((!ag_js_is(s, i, "require") && !ag_js_is(s, i, "import")) ||
        !ag_js_is(s, i + 1, "(") || !ag_js_is_string(s, i + 2))
        return (struct ag_str){0};
    return ag_js_decode(s, ag_js_text(s, i + 2));
}

/* The package of which the name at `i` is the whole module, as in `import pg
 * from "pg"`; empty if there is none. The default export of a file is an
 * ordinary value. */
static struct ag_str
package_of(const struct ag_script *s, uint32_t i)
{
    const struct ag_js_binding *b =
        s->tokens[i].stop == i + 1 ? ag_script_find(s, ag_js_text(s, i)) : NULL;
    bool whole = b && b->module.n && b->module.p[0] != '.' &&
                 (ag_str_eq(b->name, AG_STR("default")) ||
                  ag_str_eq(b->name, AG_STR("*")));

    return whole ? b->module : (struct ag_str){0};
}

/* Declares the names after `const` (let, var) at `i`: x: T = value,
 * { a, b: c } = value. */
static void
read_constants(struct ag_script *s, uint32_t i, struct ag_span scope)
{
    do {
        uint32_t name = i + 1, value = ag_js_after(s, name), behind;
        struct ag_str module = {0};
        if (ag_js_is(s, value, "!"))
            value++;
        if (ag_js_is(s, value, ":"))
            value = ag_js_skip_type(s, value + 1, "=");
        value = ag_js_is(s, value, "=") ? value + 1 : 0;
        if (value)
            module = required(s, value, &behind);
        bool pattern = s->tokens[name].lexeme == AG_JT_OPEN;
        if (value && pattern && !module.n)
            module = package_of(s, value);
        if (module.n && ag_js_is_name(s, name) && ag_js_is(s, behind, "."))
            declare_import(s, ag_js_text(s, name), scope,
                           ag_js_text(s, behind + 1), module);
        else if (module.n && ag_js_is_name(s, name))
            declare_import(s, ag_js_text(s, name), scope, AG_STR("*"), module);
        else if (module.n && ag_js_is(s, name, "{"))
            declare_names(s, name, ":", scope, module);
        else if (pattern)
            declare_pattern(s, name, scope, (struct source_of){.token = value});
        else if (ag_js_is_name(s, name))
            declare_value(s, ag_js_text(s, name), scope, value);
        else
            return;
        i = value ? s->tokens[value].stop : ag_js_after(s, name);
    } while (ag_js_is(s, i, ","));
}

/* Declares the names of `for (const x of list)`: any item of the list. */
static void
read_loop(struct ag_script *s, uint32_t open, const struct scopes *scopes)
{
    uint32_t body = ag_js_after(s, open), of = ag_js_after(s, open + 2);
    struct ag_span scope = scope_around(s, scopes);
    struct source_of from = {.path = AG_STR("*")};

    uint32_t end =
        ag_js_is(s, body, "{") ? s->tokens[body].match : s->tokens[body].stop;
    scope.end = place_of(s, end) + 1;
    if (ag_js_is(s, of, "of"))
        from.token = of + 1;
    declare_part(s, open + 2, scope, from, false);
}

/* Declares the parameters at `i`, if a function begins there: (a, { b }) => …
 * or a => … */
static void
read_parameters(struct ag_script *s, uint32_t i)
{
    uint32_t body = ag_js_is_name(s, i) ? i + 2 : ag_js_body(s, i);

    if (body == 0)
        return;
    s->tokens[body].body = true;
    struct ag_span scope = scope_of_function(s, i, body);
    struct source_of from = {.params = i};
    if (ag_js_is_name(s, i))
        declare_part(s, i, scope, from, false);
    else
        declare_pattern(s, i, scope, from);
}

/* Declares a class, and `this` in it: a value with the class's members. */
static void
read_class(struct ag_script *s, uint32_t i, struct ag_span scope)
{
    uint32_t open = i;

    if (ag_js_is_name(s, i + 1) && !ag_js_is(s, i + 1, "extends"))
        declare_value(s, ag_js_text(s, i + 1), scope, i);
    while (!ag_js_stops(s, open) && !ag_js_is(s, open, "{"))
        open = ag_js_after(s, open);
    if (!ag_js_is(s, open, "{"))
        return;
    struct ag_str this = AG_STR("this");
    this.at = place_of(s, open);
    declare_value(
        s, this,
        (struct ag_span){this.at, place_of(s, s->tokens[open].match) + 1}, i);
}

/* Reads the declaration that begins at a token, if one does. */
static void
read_declaration(struct ag_script *s, uint32_t i, const struct scopes *scopes)
{
    static const char *const words[] = {"const", "let", "var", NULL};
    struct ag_span scope = scope_around(s, scopes);
    bool property = i && (ag_js_is(s, i - 1, ".") || ag_js_is(s, i - 1, "?."));

    if (ag_js_is(s, i, "("))
        read_parameters(s, i);
    if (!ag_js_is_name(s, i))
        return;
    if (ag_js_is(s, i, "exports"))
        read_exports(s, i);
    else if (property)
        return;
    else if (ag_js_is(s, i + 1, "=>"))
        read_parameters(s, i);
    else if (ag_js_is_one(s, i, words) && i > 1 && ag_js_is(s, i - 1, "(") &&
             ag_js_is(s, i - 2, "for"))
        read_loop(s, i - 1, scopes);
    else if (ag_js_is_one(s, i, words))
        read_constants(s, i, scope);
    else if (ag_js_is(s, i, "import") && scopes->depth == 0)
        read_import(s, i, scope);
    else if (ag_js_is(s, i, "export") && scopes->depth == 0)
        read_export(s, i);
    else if (ag_js_is(s, i, "enum") && ag_js_is(s, i + 2, "{"))
        declare_value(s, ag_js_text(s, i + 1), scope, i + 2);
    else if (ag_js_is(s, i, "class"))
        read_class(s, i, scope);
    else if (ag_js_is(s, i, "function")) {
        uint32_t name = i + 1 + ag_js_is(s, i + 1, "*");
        uint32_t open = ag_js_skip_type_arguments(s, name + 1);
        if (ag_js_is_name(s, name) && ag_js_is(s, open, "(") &&
            ag_js_body(s, open)) /* without a body, it is only a type */
            declare_value(s, ag_js_text(s, name), scope, i);
    }
}

static void
read_declarations(struct ag_script *s)
{
    struct scopes scopes = {.depth = 0};

    for (uint32_t i = 0; i + 1 < s->ntoken; i++) {
        read_declaration(s, i, &scopes);
        if (s->tokens[i].lexeme == AG_JT_OPEN)
            scopes.open[scopes.depth++] = i;
        else if (s->tokens[i].lexeme == AG_JT_CLOSE)
            scopes.depth--;
    }
}

struct ag_js_binding *
ag_script_find(const struct ag_script *script, struct ag_str name)
{
    struct ag_js_binding *b = ag_map_get(&script->bindings, name);
    struct ag_js_binding *found = NULL;

    for (; b; b = b->next)
        if (name.at >= b->scope.at && name.at < b->scope.end &&
            (!found || b->scope.at > found->scope.at))
            found = b;
    return found;
}

/* Changes. */

/* The token after .a, ["a"] and ! that follow a name; a method that is called
 * is not part of it. */
static uint32_t
skip_path(const struct ag_script *s, uint32_t i)
{
    for (;;) {
        bool dot = ag_js_is(s, i, ".") || ag_js_is(s, i, "?.");
        if (dot && ag_js_is_name(s, i + 1) && !ag_js_is(s, i + 2, "("))
            i += 2;
        else if (ag_js_is(s, i, "[") || ag_js_is(s, i, "!"))
            i = ag_js_after(s, i);
        else
            return i;
    }
}

/* Stores the names between the tokens `i` and `end`, which skip_path returned;
 * false if one of them is computed. */
static bool
read_path(const struct ag_script *s, uint32_t i, uint32_t end,
          struct ag_str *path)
{
    bool known = true;
    struct ag_buf buf;

    ag_buf_init(&buf, s->arena);
    for (; i < end; i = ag_js_after(s, i)) {
        struct ag_str part = ag_js_text(s, i);
        bool bracket = ag_js_is(s, i, "[");
        if (bracket)
            part = ag_js_text(s, i + 1);
        if (bracket && ag_js_is_string(s, i + 1))
            part = ag_js_decode(s, part);
        else if (bracket)
            known = false;
        else if (!ag_js_is_name(s, i))
            continue;
        if (buf.n)
            ag_buf_char(&buf, '.');
        ag_buf_str(&buf, part);
    }
    *path = ag_buf_take(&buf);
    ag_buf_free(&buf);
    return known;
}

static void
append_change(struct ag_script *s, struct ag_js_binding *b,
              const struct ag_js_change *change)
{
    struct ag_js_change **end = &b->changes;

    while (*end)
        end = &(*end)->next;
    *end = AG_NEW(s->arena, struct ag_js_change);
    **end = *change;
}

/* Whether a value that begins with a path from the token `i` to `end` may be
 * the value at that path. Without semicolons, a name begins the next statement.
 */
static bool
ends_alias(const struct ag_script *s, uint32_t i, uint32_t end)
{
    static const char *const either[] = {"??", "||", NULL};
    static const char *const words[] = {"in", "instanceof", NULL};

    return s->tokens[i].stop == end || ag_js_is_one(s, end, either) ||
           (end > i + 1 && ag_js_is_name(s, end) &&
            !ag_js_is_one(s, end, words));
}

/* Whether a path is one of members, not of items of lists. */
static bool
is_members(struct ag_str path)
{
    bool start = true;

    for (uint32_t i = 0; i < path.n; i++) {
        if (start &&
            (path.p[i] == '*' || (path.p[i] >= '0' && path.p[i] <= '9')))
            return false;
        start = path.p[i] == '.';
    }
    return true;
}

/* Adds a change of the value named at `i` and, unless the name gets another
 * value, of the value that it is an alias of. If `known` is false, the values
 * become unknown. */
static void
add_change(struct ag_script *s, uint32_t i, struct ag_js_change change,
           bool known)
{
    struct ag_js_binding *b = ag_script_find(s, ag_js_text(s, i));

    for (int n = 0; b && n < MOST_ALIASES && b->at != place_of(s, i); n++) {
        uint32_t end = skip_path(s, b->token + 1);
        struct ag_str alias;
        if (b->token && ag_str_starts(change.path, AG_STR("options")))
            s->tokens[b->token].changed = true;
        b->changed |= !known;
        if (known)
            append_change(s, b, &change);
        if ((change.kind == AG_JS_ASSIGNED && change.path.n == 0 && known) ||
            !b->token || b->params || !is_members(b->path) ||
            !ag_js_is_name(s, b->token) || !ends_alias(s, b->token, end) ||
            !read_path(s, b->token + 1, end, &alias))
            return;
        if (b->path.n)
            alias = alias.n ? join_path(s, alias, b->path) : b->path;
        change.path = change.path.n ? join_path(s, alias, change.path) : alias;
        b = ag_script_find(s, ag_js_text(s, b->token));
    }
}

/* Whether the call with the bracket `open` is a statement, so that its value is
 * not used. */
static bool
is_statement(const struct ag_script *s, uint32_t open)
{
    uint32_t i = open;

    if (i == 0 || !ag_js_is_name(s, i - 1))
        return false;
    for (i--; i > 1 && ag_js_is(s, i - 1, ".") && ag_js_is_name(s, i - 2);)
        i -= 2;
    if (ag_js_is(s, i, "console"))
        return false;
    i -= i && (ag_js_is(s, i - 1, "await") || ag_js_is(s, i - 1, "void"));
    if (i == 1 || ag_js_is(s, i - 1, ";") || ag_js_is(s, i - 1, "{") ||
        s->tokens[i - 1].lexeme == AG_JT_CLOSE)
        return true;
    /* A line end may also end a statement. */
    const struct ag_js_token *last = &s->tokens[i - 1];
    struct ag_str between =
        ag_str_cut(s->source->text, last->at + last->n, s->tokens[i].at);
    return ag_str_find(between, '\n') < between.n &&
           last->lexeme != AG_JT_SIGN && last->lexeme != AG_JT_OPEN &&
           !ag_js_stops(s, i - 1);
}

/* The methods that add items to a list. */
static const char *const pushes[] = {"push", "unshift", NULL};

/* Whether the name at `i` is an argument that a call may change: of a statement
 * that passes it to a function. */
static bool
is_passed(const struct ag_script *s, uint32_t i)
{
    const struct ag_js_binding *b = ag_script_find(s, ag_js_text(s, i));

    return i > 1 && ag_js_is(s, i - 1, "(") && is_statement(s, i - 1) &&
           !ag_js_is_one(s, i - 2, pushes) &&
           (!b || !b->token || s->tokens[b->token].lexeme == AG_JT_OPEN);
}

/* Makes the value of the name at `i` unknown, not what it is an alias of. */
static void
set_changed(const struct ag_script *s, uint32_t i)
{
    struct ag_js_binding *b = ag_script_find(s, ag_js_text(s, i));

    if (b)
        b->changed = true;
}

/* Records what the text does to the value of the name at `i`: name.a.b = x,
 * name.push(x), Object.assign(name, x), change(name). */
static void
read_change(struct ag_script *s, uint32_t i)
{
    static const char *const methods[] = {"splice", "fill", "copyWithin", NULL};
    static const char *const others[] = {"type", ".", "?.", NULL};
    static const char *const updates[] = {
        "+=", "-=", "*=", "/=", "++", "--", NULL};
    static const char *const operators[] = {"??", "||", "&&", NULL};
    struct ag_js_change change = {.kind = AG_JS_ASSIGNED};
    uint32_t k;

    if (i && ag_js_is_one(s, i - 1, others))
        return;
    k = skip_path(s, i + 1);
    if (i > 3 && ag_js_is(s, i - 1, "(") && ag_js_is(s, i - 2, "assign") &&
        ag_js_is(s, i - 4, "Object")) {
        change.kind = AG_JS_MERGED;
        change.token = i - 1;
        add_change(s, i, change, read_path(s, i + 1, k, &change.path));
        return;
    }
    if (ag_js_is(s, k, ".") || ag_js_is(s, k, "?.")) { /* a call */
        bool push = ag_js_is_one(s, k + 1, pushes);
        change.kind = AG_JS_PUSHED;
        change.token = k + 2;
        if (push || ag_js_is_one(s, k + 1, methods))
            add_change(s, i, change,
                       push && read_path(s, i + 1, k, &change.path));
        return;
    }
    bool update = ag_js_is_one(s, k, updates);
    bool doubled = ag_js_is_one(s, k, operators) && ag_js_is(s, k + 1, "=");
    change.token = k + 1 + doubled;
    if (ag_js_is(s, k + doubled, "="))
        add_change(s, i, change, read_path(s, i + 1, k, &change.path));
    else if (update && k == i + 1)
        set_changed(s, i);
    else if (update ||
             ((ag_js_is(s, k, ",") || ag_js_is(s, k, ")")) &&
              is_passed(s, i)) ||
             (i && ag_js_is(s, i - 1, "delete")))
        add_change(s, i, change, false);
}

/* Whether the bracket at `i` begins the target of an assignment:
 * ({ a, b: c } = x). */
static bool
is_target(const struct ag_script *s, uint32_t i)
{
    static const char *const starts[] = {"(", "{", "}",  ",",
                                         ";", "=", "=>", NULL};

    return (ag_js_is(s, i, "{") || ag_js_is(s, i, "[")) &&
           ag_js_is(s, ag_js_after(s, i), "=") &&
           (i == 0 || ag_js_is_one(s, i - 1, starts));
}

static void
find_changes(struct ag_script *s)
{
    uint32_t target = 0; /* names before this token are assigned to */

    for (uint32_t i = 0; i + 1 < s->ntoken; i++) {
        if (is_target(s, i) && s->tokens[i].match > target)
            target = s->tokens[i].match;
        if (ag_js_is_name(s, i) && i < target)
            add_change(s, i, (struct ag_js_change){.path = {0}}, false);
        else if (ag_js_is_name(s, i))
            read_change(s, i);
    }
}

/* The module. */

bool
ag_script_read(struct ag_script *script, const struct ag_source *source,
               struct ag_arena *arena, struct ag_diags *diags)
{
    *script = (struct ag_script){.source = source, .arena = arena};
    if (!ag_js_tokenize(script, diags))
        return false;
    read_declarations(script);
    find_changes(script);
    return true;
}

struct ag_js_binding *
ag_script_export(const struct ag_script *script, struct ag_str name)
{
    struct ag_js_binding *b = ag_map_get(&script->bindings, name);
    struct ag_js_binding *found = NULL;

    for (; b; b = b->next) {
        if (b->scope.end == 0)
            return b;
        if (b->scope.at == script->source->text.at)
            found = b;
    }
    return found;
}

const struct ag_js *
ag_script_value(const struct ag_script *script, struct ag_js_binding *binding)
{
    if (binding->token && !binding->value)
        binding->value = ag_js_parse(script, binding->token);
    return binding->value;
}

const struct ag_js *
ag_script_value_at(const struct ag_script *script, uint32_t token)
{
    return ag_js_parse(script, token);
}

bool
ag_script_takes(const struct ag_script *script, uint32_t pattern,
                struct ag_str key)
{
    uint32_t close = script->tokens[pattern].match, n = 0, index;

    if (ag_js_is(script, pattern, "[")) {
        for (uint32_t i = pattern + 1; i < close; i = ag_js_after(script, i))
            n += ag_js_is(script, i, ",");
        return ag_str_uint(key, &index) && index < n;
    }
    for (uint32_t i = pattern + 1; i < close; i = ag_js_after(script, i)) {
        struct ag_str text = ag_js_text(script, i);
        bool first = i == pattern + 1 || ag_js_is(script, i - 1, ",");
        if (first && ag_js_is_string(script, i))
            text = ag_js_decode(script, text);
        if (first && ag_str_eq(text, key))
            return true;
    }
    return false;
}

const struct ag_js_change *
ag_script_change_around(const struct ag_script *script,
                        const struct ag_js_binding *binding, uint32_t use)
{
    const struct ag_js_change *last = NULL;

    for (const struct ag_js_change *i = binding->changes; i; i = i->next)
        if (place_of(script, i->token) <= use)
            last = i;
    /* Without semicolons, it may end before the token `stop`. */
    return last && use < place_of(script, script->tokens[last->token].stop) &&
                   use < ag_js_parse(script, last->token)->end
               ? last
               : NULL;
}

const struct ag_js *
ag_script_arguments(const struct ag_script *script, uint32_t token)
{
    return ag_js_parse_arguments(script, token);
}

/* Whether the name at `i` refers to the function `name` of `module`, as for
 * ag_script_call. */
static bool
is_function(const struct ag_script *s, uint32_t i, struct ag_str name,
            struct ag_str module)
{
    struct ag_str text = ag_js_text(s, i);
    const struct ag_js_binding *b;

    if (i && ag_js_is(s, i - 1, "function"))
        return false;
    if (i > 1 && ag_js_is(s, i - 1, ".")) { /* module.name, require().name */
        b = ag_js_is_name(s, i - 2) ? ag_script_find(s, ag_js_text(s, i - 2))
                                    : NULL;
        return ag_str_eq(text, name) && module.n == 0 &&
               (ag_js_is(s, i - 2, ")") ||
                (b && ag_str_eq(b->name, AG_STR("*"))));
    }
    b = ag_script_find(s, text);
    if (module.n)
        return b && ag_str_eq(b->module, module) && ag_str_eq(b->name, name);
    return ag_str_eq(text, name) || (b && ag_str_eq(b->name, name));
}

/* The first token at or after a position. */
static uint32_t
token_at(const struct ag_script *s, uint32_t place)
{
    uint32_t low = 0, high = s->ntoken;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (place_of(s, middle) < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct ag_js *
ag_script_call(const struct ag_script *script, struct ag_str name,
               struct ag_str module, uint32_t from)
{
    for (uint32_t i = token_at(script, from); i + 1 < script->ntoken; i++) {
        char next = script->source->text.p[script->tokens[i + 1].at];
        if ((next != '(' && next != '<' && next != '?') ||
            !ag_js_is_name(script, i) || !is_function(script, i, name, module))
            continue;
        struct ag_js *value = ag_js_parse_call(script, i);
        if (value->kind != AG_JS_CALL)
            continue;
        value->changed = script->tokens[i].changed;
        return value;
    }
    return NULL;
}

const struct ag_js *
ag_script_json(const struct ag_source *source, struct ag_arena *arena)
{
    struct ag_script *script = AG_NEW(arena, struct ag_script);
    struct ag_diags quiet;

    ag_diags_init(&quiet, arena);
    *script = (struct ag_script){.source = source, .arena = arena};
    if (!ag_js_tokenize(script, &quiet) || script->ntoken < 3)
        return NULL;
    return ag_js_parse(script, 1);
}

/* Whether a binding's value is the function with these parameters. */
static bool
is_bound_to(const struct ag_script *s, const struct ag_js_binding *b,
            uint32_t params)
{
    static const char *const words[] = {"function", "async", "*", NULL};
    uint32_t i = b && !b->params && b->path.n == 0 ? b->token : 0;

    if (i == 0 || i > params)
        return false;
    if (ag_js_is(s, i, "class")) /* new C(x) */
        return ag_js_parse(s, i)->params == params;
    while (i < params && (ag_js_is_name(s, i) || ag_js_is(s, i, "*")) &&
           (ag_js_is_one(s, i, words) || ag_js_is(s, i + 1, "(") ||
            ag_js_is(s, i + 1, "<")))
        i = ag_js_skip_type_arguments(s, i + 1);
    return i == params;
}

const struct ag_js *
ag_script_caller(const struct ag_script *script, uint32_t params, uint32_t from)
{
    for (uint32_t i = token_at(script, from); i + 1 < script->ntoken; i++) {
        if (!ag_js_is_name(script, i) ||
            (i && (ag_js_is(script, i - 1, ".") ||
                   ag_js_is(script, i - 1, "function"))))
            continue;
        char next = script->source->text.p[script->tokens[i + 1].at];
        if ((next == '(' || next == '<') &&
            is_bound_to(script, ag_script_find(script, ag_js_text(script, i)),
                        params)) {
            struct ag_js *value = ag_js_parse_call(script, i);
            if (value->kind == AG_JS_CALL)
                return value;
        }
    }
    return NULL;
}

/* The value whose type is named at `i`; NULL: none. */
static const struct ag_js *
typed_at(const struct ag_script *s, uint32_t i)
{
    struct ag_js_binding *b;

    if (i > 2 && ag_js_is(s, i - 1, "<") && ag_js_is(s, i - 2, "Promise"))
        i -= 2;
    if (i < 2)
        return NULL;
    uint32_t end = i - 2, open = s->tokens[end].match;
    if (ag_js_is(s, i - 1, ":") && ag_js_is_name(s, end)) {
        b = ag_script_find(s, ag_js_text(s, end));
        return b && b->at == place_of(s, end) ? ag_script_value(s, b) : NULL;
    }
    if (ag_js_is(s, i - 1, ":") && ag_js_is(s, end, ")") && ag_js_body(s, open))
        return ag_js_parse_function(s, open);
    if ((ag_js_is(s, i - 1, "satisfies") || ag_js_is(s, i - 1, "as")) &&
        ag_js_is(s, end, "}"))
        return ag_js_parse(s, open);
    return NULL;
}

const struct ag_js *
ag_script_typed(const struct ag_script *script, struct ag_str type,
                uint32_t from)
{
    for (uint32_t i = token_at(script, from); i < script->ntoken; i++) {
        if (!ag_js_is_name(script, i) ||
            !ag_str_eq(ag_js_text(script, i), type))
            continue;
        const struct ag_js *value = typed_at(script, i);
        if (value)
            return value;
    }
    return NULL;
}

/* Whether the module exports the name in another statement: export { name },
 * export default name. */
static bool
exports_name(const struct ag_script *s, struct ag_str name)
{
    const struct ag_js_binding *b = ag_map_get(&s->bindings, AG_STR("default"));

    for (; b; b = b->next)
        if (b->scope.end == 0 && b->token &&
            ag_str_eq(ag_js_text(s, b->token), name))
            return true;
    for (b = ag_map_get(&s->bindings, name); b; b = b->next)
        if (b->scope.end == 0)
            return true;
    return false;
}

enum ag_js_exported
ag_script_exported(const struct ag_script *script, const struct ag_js *value)
{
    static const char *const words[] = {"export", "const",    "let", "var",
                                        "class",  "function", NULL};
    uint32_t at = token_at(script, value->text.at), start = 0, i = 0, next;

    for (; i < at; i = next) {
        if (ag_js_is(script, i, "export") || ag_js_is(script, i, ";") ||
            (ag_js_is_one(script, i, words) &&
             !ag_js_is(script, start, "export")))
            start = i;
        next = ag_js_after(script, i);
        if (next > at || next == i)
            break;
    }
    if (!ag_js_is(script, start, "export") &&
        !(ag_js_is_name(script, start + 1) &&
          exports_name(script, ag_js_text(script, start + 1))))
        return AG_JS_NOT_EXPORTED;
    return i == at ? AG_JS_IS_EXPORTED : AG_JS_IN_EXPORTED;
}

bool
ag_script_declares_export(const struct ag_script *script,
                          const struct ag_js_binding *binding)
{
    static const char *const words[] = {"const", "let", "var", NULL};
    uint32_t i = token_at(script, binding->at);

    if (i < 2 || !ag_js_is(script, i - 1, ","))
        return i > 1 && ag_js_is_one(script, i - 1, words) &&
               ag_js_is(script, i - 2, "export");
    return binding->value && /* export const a = 1, name = 2 */
           ag_script_exported(script, binding->value) == AG_JS_IS_EXPORTED;
}
