/* The names of a module: their declarations, their scopes, and whether the text
 * changes them later. */
#include "gen/import/script.h"

#include <string.h>

#include "gen/import/script_tokens.h"

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
    binding->scope = scope;
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

/* Declares the names of the destructuring pattern at `open`. Their values are
 * unknown. */
static void
declare_pattern(struct ag_script *s, uint32_t open, struct ag_span scope)
{
    uint32_t close = s->tokens[open].match;
    bool keys = ag_js_is(s, open, "{");

    for (uint32_t i = open + 1; i < close; i = ag_js_after(s, i)) {
        i += ag_js_is(s, i, "...");
        if (keys && ag_js_is(s, ag_js_after(s, i), ":"))
            i = ag_js_after(s, i) + 1; /* key: name */
        while (ag_js_is_name(s, i) && ag_js_is_name(s, i + 1))
            i++; /* private readonly name */
        if (ag_js_is_name(s, i))
            declare_value(s, ag_js_text(s, i), scope, 0);
        else if (s->tokens[i].lexeme == AG_JT_OPEN)
            declare_pattern(s, i, scope);
        while (i < close && !ag_js_is(s, i, ","))
            i = ag_js_after(s, i);
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
            declare_pattern(s, name, scope);
        else if (ag_js_is_name(s, name))
            declare_value(s, ag_js_text(s, name), scope, value);
        else
            return;
        i = value ? s->tokens[value].stop : ag_js_after(s, name);
    } while (ag_js_is(s, i, ","));
}

/* Declares the names of `for (const x of list)`. */
static void
read_loop(struct ag_script *s, uint32_t open, const struct scopes *scopes)
{
    uint32_t body = ag_js_after(s, open);
    struct ag_span scope = scope_around(s, scopes);

    if (ag_js_is(s, body, "{"))
        scope.end = place_of(s, s->tokens[body].match) + 1;
    if (ag_js_is_name(s, open + 2))
        declare_value(s, ag_js_text(s, open + 2), scope, 0);
    else if (s->tokens[open + 2].lexeme == AG_JT_OPEN)
        declare_pattern(s, open + 2, scope);
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
    if (ag_js_is_name(s, i))
        declare_value(s, ag_js_text(s, i), scope_of_function(s, i, body), 0);
    else
        declare_pattern(s, i, scope_of_function(s, i, body));
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
    else if (ag_js_is(s, i, "class") && ag_js_is_name(s, i + 1))
        declare_value(s, ag_js_text(s, i + 1), scope, 0);
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

/* Marks the value named at `i` as changed, and the value it is an alias of. */
static void
mark_changed(struct ag_script *s, uint32_t i)
{
    struct ag_js_binding *b = ag_script_find(s, ag_js_text(s, i));

    while (b && !b->changed && b->at != place_of(s, i)) {
        b->changed = true;
        if (!b->token)
            return;
        s->tokens[b->token].changed = true;
        b = ag_js_is_name(s, b->token)
                ? ag_script_find(s, ag_js_text(s, b->token))
                : NULL;
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
    if (i == 0 || ag_js_is(s, i - 1, ";") || ag_js_is(s, i - 1, "{") ||
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

/* Whether the value of the name at `i` is changed here: name.a[0] = x,
 * name.push(x), Object.assign(name, x), change(name). */
static bool
is_changed(const struct ag_script *s, uint32_t i)
{
    static const char *const methods[] = {"push",       "unshift", "splice",
                                          "pop",        "shift",   "fill",
                                          "copyWithin", NULL};
    static const char *const dots[] = {".", "?.", NULL};
    static const char *const doubled[] = {"??", "||", "&&", NULL};

    if (i && (ag_js_is(s, i - 1, "type") || ag_js_is_one(s, i - 1, dots)))
        return false;
    if (i && ag_js_is(s, i - 1, "delete"))
        return true;
    if (i && ag_js_is(s, i - 1, "(") &&
        ((i > 3 && ag_js_is(s, i - 2, "assign") &&
          ag_js_is(s, i - 4, "Object")) ||
         is_statement(s, i - 1))) {
        const struct ag_js_binding *b = ag_script_find(s, ag_js_text(s, i));
        return !b || !b->token || s->tokens[b->token].lexeme == AG_JT_OPEN;
    }
    for (++i;
         ag_js_is_one(s, i, dots) || ag_js_is(s, i, "!") || ag_js_is(s, i, "[");
         i = ag_js_after(s, i)) {
        i += ag_js_is_one(s, i, dots) && ag_js_is_name(s, i + 1);
        if (ag_js_is_one(s, i, methods) && ag_js_is(s, i + 1, "("))
            return true;
    }
    return ag_js_is(s, i, "=") ||
           (ag_js_is_one(s, i, doubled) && ag_js_is(s, i + 1, "="));
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
        if (ag_js_is_name(s, i) && (i < target || is_changed(s, i)))
            mark_changed(s, i);
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
    if (!binding->token || binding->changed)
        return NULL;
    if (!binding->value)
        binding->value = ag_js_parse(script, binding->token);
    return binding->value;
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
    if (!ag_js_tokenize(script, &quiet) || script->ntoken < 2)
        return NULL;
    return ag_js_parse(script, 0);
}
