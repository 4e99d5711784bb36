#include "gen/config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "gen/filter.h"
#include "gen/type.h"
#include "grammar/script.h"

/* A module that was read. */
struct module {
    struct module *next;
    struct ag_script script;
};

/* A value, and the module whose names it uses. */
struct value {
    const struct module *module;
    const struct ag_js *js; /* NULL: there is none */
    bool hidden; /* whether there is one is not known for what `js` says */
};

/* A table that a plugin in the text declares. */
struct own {
    struct own *next;
    struct ag_str table;
};

/* A place that was warned of. */
struct place {
    struct place *next;
    uint32_t at;
};

struct reader {
    const struct ag_config_loader *loader;
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct ag_buf *out;
    struct ag_buf uses, config, body; /* the parts of what is written */
    struct module *modules;
    struct value options; /* of betterAuth */
    struct place *warned;
    struct own *own;
    bool snake;  /* names in the database are in snake case */
    bool plural; /* and those of tables have an s behind */
};

static const struct value none;
static const struct ag_js undefined = {
    .kind = AG_JS_NAME,
    .text = {"undefined", 9, 0},
};

enum truth { NO, YES, UNKNOWN };

/* Those of Better Auth itself, each with options of its own. */
static const char *const tables[] = {"user", "session", "account",
                                     "verification", "rateLimit"};
enum { NTABLE = sizeof tables / sizeof *tables };

/* Messages. */

/* Warns of what cannot be known, once at each place: `what`, and what to write
 * instead. */
static void
warn(struct reader *r, struct value v, const char *advice, const char *fmt,
     ...) AG_PRINTF(4, 5);

static void
warn(struct reader *r, struct value v, const char *advice, const char *fmt,
     ...)
{
    char text[512];
    va_list args;

    for (const struct place *p = r->warned; p; p = p->next)
        if (p->at == v.js->text.at)
            return;
    struct place *place = AG_NEW(r->arena, struct place);
    *place = (struct place){r->warned, v.js->text.at};
    r->warned = place;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    struct ag_diag *diag =
        ag_report(r->diags, AG_SCRIPT_COMPUTED, ag_js_span(v.js), "%s",
                  v.hidden ? "what this holds cannot be known from the text"
                           : text);
    ag_note(r->diags, diag, (struct ag_span){0, 0}, "%s",
            v.hidden ? "write what it holds into the schema: "
                       "use \"better-auth/…\", extend model …"
                     : advice);
}

/* Values. */

static bool
is_name(struct value v, const char *name)
{
    return v.js && v.js->kind == AG_JS_NAME &&
           ag_str_eq(v.js->text, ag_str(name));
}

static bool
contains(struct ag_str s, struct ag_str part)
{
    for (; s.n >= part.n; s = ag_str_cut(s, 1, s.n))
        if (memcmp(s.p, part.p, part.n) == 0)
            return true;
    return false;
}

static bool
is_text(struct value v, const char *text)
{
    return v.js && !v.hidden && v.js->kind == AG_JS_STRING &&
           ag_str_eq(v.js->text, ag_str(text));
}

static bool
is_nothing(struct value v)
{
    return !v.js || (!v.hidden &&
                     (is_name(v, "undefined") || is_name(v, "null")));
}

/* Whether a value that is no object has no properties for sure. */
static bool
is_literal(struct value v)
{
    return v.js->kind == AG_JS_STRING || v.js->kind == AG_JS_NUMBER ||
           v.js->kind == AG_JS_ARRAY || v.js->kind == AG_JS_FUNCTION ||
           is_name(v, "true") || is_name(v, "false");
}

static const struct module *
read_module(struct reader *r, const struct ag_source *source)
{
    struct module *m = r->modules;

    while (m && m->script.source != source)
        m = m->next;
    if (m)
        return m;
    m = AG_NEW(r->arena, struct module);
    if (!ag_script_read(&m->script, source, r->arena, r->diags))
        return NULL;
    m->next = r->modules;
    r->modules = m;
    return m;
}

/* Where a name comes from: its value; or, if that is in no text that can be
 * read, the package and its name there. */
struct origin {
    struct value value;
    struct ag_str package, name;
};

static struct origin origin_of(struct reader *r, const struct module *module,
                               struct ag_str name, int depth);

/* What an import, or an export of what is imported, brings. */
static struct origin
imported(struct reader *r, const struct module *from,
         const struct ag_js_import *import, struct ag_str name, int depth)
{
    struct origin origin = {.package = import->module, .name = name};
    const struct module *module = NULL;
    struct ag_source *source = NULL;

    if (import->module.n == 0)
        return origin_of(r, from, name, depth + 1);
    if (import->module.p[0] == '.')
        source = r->loader->module(r->loader->self, from->script.source,
                                   import->module);
    if (source)
        module = read_module(r, source);
    return module ? origin_of(r, module, name, depth + 1) : origin;
}

static struct origin
origin_of(struct reader *r, const struct module *module, struct ag_str name,
          int depth)
{
    const struct ag_script *script = &module->script;
    struct origin origin = {.name = name};
    const struct ag_js_import *import = ag_script_import(script, name);

    if (depth > 16)
        return origin;
    origin.value.module = module;
    origin.value.js = ag_str_eq(name, AG_STR("default"))
                          ? ag_script_default(script)
                          : ag_script_constant(script, name);
    if (origin.value.js)
        return origin;
    if (import)
        return imported(r, module, import, import->name, depth);
    for (import = script->imports; import; import = import->next)
        if (ag_str_eq(import->local, AG_STR("*"))) {
            origin = imported(r, module, import, name, depth);
            if (origin.value.js)
                return origin;
        }
    return origin;
}

/* The same for a path a.b.c: where `a` comes from, or `a.b` if `a` is a whole
 * module. *rest is what is behind that. */
static struct origin
origin_of_path(struct reader *r, const struct module *module,
               struct ag_str path, struct ag_str *rest)
{
    uint32_t dot = ag_str_find(path, '.');
    struct ag_str head = ag_str_cut(path, 0, dot);
    const struct ag_js_import *import = ag_script_import(&module->script, head);

    *rest = ag_str_cut(path, dot + (dot < path.n), path.n);
    if (!import || !rest->n || !ag_str_eq(import->name, AG_STR("*")))
        return origin_of(r, module, head, 0);
    path = *rest;
    dot = ag_str_find(path, '.');
    *rest = ag_str_cut(path, dot + (dot < path.n), path.n);
    return imported(r, module, import, ag_str_cut(path, 0, dot), 0);
}

static struct value resolve(struct reader *r, struct value v);
static struct value get(struct reader *r, struct value object,
                        struct ag_str path);

/* What a name such as a.b.c stands for; none if it is not in the text. */
static struct value
named(struct reader *r, const struct module *module, struct ag_str path)
{
    struct ag_str rest;
    struct value v = origin_of_path(r, module, path, &rest).value;

    if (!v.js || rest.n == 0)
        return v;
    v = resolve(r, v);
    if (v.hidden || v.js->kind != AG_JS_OBJECT)
        return none;
    v = get(r, v, rest);
    if (!v.js)
        v = (struct value){module, &undefined, false};
    return v;
}

/* Whether a function of this name is handed Better Auth's options, which its
 * call stands for where it is part of another configuration. */
static bool
is_better_auth(struct ag_str name)
{
#define AG_ROOT(function, library)                                             \
    if (strcmp(#library, "better_auth") == 0 &&                                \
        ag_str_eq(name, AG_STR(#function)))                                    \
        return true;
#include "gen/config.def"
#undef AG_ROOT
    return false;
}

/* Follows names of constants, imports, and calls of functions that only return
 * a value, as far as it goes. */
static struct value
resolve(struct reader *r, struct value v)
{
    for (int i = 0; i < 16 && v.js && !v.hidden; i++) {
        struct value next = none;
        if (v.js->kind == AG_JS_NAME || v.js->kind == AG_JS_CALL)
            next = named(r, v.module, v.js->text);
        if (v.js->kind == AG_JS_CALL && next.js)
            next.js =
                next.js->kind == AG_JS_FUNCTION ? next.js->items : NULL;
        if (v.js->kind == AG_JS_CALL && !next.js &&
            is_better_auth(v.js->text)) {
            next = (struct value){v.module, v.js->items, false};
            if (next.js && next.js->kind == AG_JS_FUNCTION)
                next.js = next.js->items;
        }
        if (v.js->kind == AG_JS_EITHER) {
            next = resolve(r, (struct value){v.module, v.js->items, false});
            if (is_nothing(next))
                next = (struct value){v.module, v.js->items->next, false};
            else if (next.js->kind == AG_JS_NAME ||
                     next.js->kind == AG_JS_OTHER ||
                     next.js->kind == AG_JS_EITHER)
                next = none;
        }
        if (!next.js)
            break;
        v = next;
    }
    return v;
}

/* A value that a function returns, or the value itself. */
static struct value
returned(struct reader *r, struct value v)
{
    v = resolve(r, v);
    if (v.js && v.js->kind == AG_JS_FUNCTION)
        v = resolve(r, (struct value){v.module, v.js->items, false});
    return v;
}

/* The property `key` of an object; of several the last one. Hidden if something
 * that is not known may bring it. */
static struct value
property(struct reader *r, struct value object, struct ag_str key, int depth)
{
    struct value found = none;

    object = resolve(r, object);
    if (is_nothing(object))
        return none;
    if (object.hidden)
        return object;
    if (object.js->kind != AG_JS_OBJECT || depth > 16) {
        object.hidden |= !is_literal(object);
        return object.hidden ? object : none;
    }
    for (const struct ag_js *p = object.js->items; p; p = p->next) {
        struct value v = {object.module, p, !p->spread && p->key.n == 0};
        if (p->spread)
            v = property(r, v, key, depth + 1);
        else if (!v.hidden && !ag_str_eq(p->key, key))
            continue;
        if (v.js)
            found = v;
    }
    return found;
}

/* The value at a path such as "advanced.database.generateId". */
static struct value
get(struct reader *r, struct value object, struct ag_str path)
{
    uint32_t dot = ag_str_find(path, '.');

    if (!object.js)
        return none;
    object = property(r, object, ag_str_cut(path, 0, dot), 0);
    return dot < path.n && object.js && !object.hidden
               ? get(r, object, ag_str_cut(path, dot + 1, path.n))
               : object;
}

static struct value
option(struct reader *r, struct value object, const char *path)
{
    return get(r, object, ag_str(path));
}

static enum truth
truth(struct reader *r, struct value v)
{
    v = resolve(r, v);
    if (v.hidden)
        return UNKNOWN;
    if (is_nothing(v) || is_name(v, "false"))
        return NO;
    switch (v.js->kind) {
    case AG_JS_STRING:
        return v.js->text.n ? YES : NO;
    case AG_JS_NUMBER:
        return ag_str_eq(v.js->text, AG_STR("0")) ? NO : YES;
    case AG_JS_NAME:
        return is_name(v, "true") ? YES : UNKNOWN;
    case AG_JS_OBJECT:
    case AG_JS_ARRAY:
    case AG_JS_FUNCTION:
        return YES;
    case AG_JS_CALL:
    case AG_JS_EITHER:
    case AG_JS_OTHER:
        break;
    }
    return UNKNOWN;
}

/* Whether the option at `path` is set; if that is computed it is not, after a
 * warning. */
static bool
is_set(struct reader *r, struct value object, const char *path,
       const char *advice)
{
    struct value v = option(r, object, path);
    enum truth is = truth(r, v);

    if (is == UNKNOWN)
        warn(r, v, advice, "whether '%s' is set cannot be known from the text",
             path);
    return is == YES;
}

/* The text of a string; empty, after a warning, if it is computed. `what` is
 * what it says. */
static struct ag_str
string_of(struct reader *r, struct value v, const char *what)
{
    struct value s = resolve(r, v);

    if (is_nothing(s))
        return (struct ag_str){0};
    if (s.js->kind == AG_JS_STRING && !s.hidden)
        return s.js->text;
    warn(r, s.hidden ? s : v, "say it in the schema: rename, extend, config",
         "%s is computed", what);
    return (struct ag_str){0};
}

/* Calls `each` for every property of an object, also of those spread in it. */
typedef void each_fn(struct reader *r, struct ag_str key, struct value v,
                     void *more);

static void
each_of(struct reader *r, struct value object, each_fn *each, void *more,
        const char *what, int depth)
{
    struct value o = resolve(r, object);

    if (is_nothing(o))
        return;
    if (o.hidden || o.js->kind != AG_JS_OBJECT || depth > 16) {
        warn(r, o.hidden ? o : object,
             "write what it holds into the schema: extend model …",
             "%s cannot be known from the text", what);
        return;
    }
    for (const struct ag_js *p = o.js->items; p; p = p->next) {
        struct value v = {o.module, p, false};
        if (p->spread)
            each_of(r, v, each, more, what, depth + 1);
        else if (p->key.n)
            each(r, p->key, v, more);
        else
            warn(r, v, "write what it is into the schema: extend model …",
                 "a name in %s is computed", what);
    }
}

static void
for_each(struct reader *r, struct value object, each_fn *each, void *more,
         const char *what)
{
    each_of(r, object, each, more, what, 0);
}

/* Names. */

static bool
is_identifier(struct ag_str name)
{
    for (uint32_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_')))
            return false;
    }
    return name.n > 0;
}

static struct ag_str
styled(struct reader *r, struct ag_str name, void (*style)(struct ag_buf *,
                                                           struct ag_str))
{
    struct ag_buf buf;

    ag_buf_init(&buf, r->arena);
    style(&buf, name);
    struct ag_str made = ag_arena_copy(r->arena, ag_buf_text(&buf));
    ag_buf_free(&buf);
    return made;
}

/* `name` as it may stand in the schema: what is left of it. */
static void
put_name(struct ag_buf *out, struct ag_str name, char first)
{
    uint32_t before = out->n;

    for (uint32_t i = 0; i < name.n; i++) {
        if (out->n == before && !is_identifier(ag_str_cut(name, i, i + 1)))
            ag_buf_char(out, first);
        if (name.p[i] == '_' || (name.p[i] >= '0' && name.p[i] <= '9') ||
            is_identifier(ag_str_cut(name, i, i + 1)))
            ag_buf_char(out, name.p[i]);
    }
    if (out->n == before)
        ag_buf_char(out, first);
}

/* The model of a table: that of its key, "user" or "twoFactor". */
static struct ag_str
model_of(struct reader *r, struct ag_str table)
{
    struct ag_buf buf;

    ag_buf_init(&buf, r->arena);
    put_name(&buf, styled(r, table, ag_words_pascal), 'X');
    struct ag_str made = ag_arena_copy(r->arena, ag_buf_text(&buf));
    ag_buf_free(&buf);
    return made;
}

/* A field's name; @map says what it is where our language cannot. */
static void
put_field(struct reader *r, struct ag_buf *out, struct ag_str name)
{
    put_name(out, is_identifier(name) ? name : styled(r, name, ag_words_camel),
             'x');
}

/* What the database calls a table of this name. */
static struct ag_str
table_name(struct reader *r, struct ag_str name)
{
    if (r->plural)
        name = ag_arena_fmt(r->arena, "%.*ss", AG_ARG(name));
    return r->snake ? styled(r, name, ag_words_snake) : name;
}

/* @@map, where the style of names does not make `name` of `model`. */
static void
put_map(struct reader *r, struct ag_buf *out, struct ag_str model,
        struct ag_str name)
{
    struct ag_str made = r->plural ? styled(r, model, ag_words_plural) : model;

    made = styled(r, made, r->snake ? ag_words_snake : ag_words_camel);
    name = table_name(r, name);
    if (ag_str_eq(made, name))
        return;
    ag_buf_fmt(out, "  @@map(");
    ag_put_json(out, name);
    ag_buf_fmt(out, ")\n");
}

/* extend model … { `text` }, if there is something to say. */
static void
put_extend(struct reader *r, struct ag_str table, struct ag_str text)
{
    if (text.n == 0)
        return;
    ag_buf_fmt(&r->body, "extend model ");
    ag_buf_str(&r->body, model_of(r, table));
    ag_buf_fmt(&r->body, " {\n%.*s}\n", AG_ARG(text));
}

/* What code calls the table that the library calls `name`. */
static struct ag_str
model_name(struct reader *r, struct ag_str name)
{
    struct ag_str pascal = model_of(r, name);
    bool cased = ag_str_eq(styled(r, pascal, ag_words_camel), name);

    return !cased && is_identifier(name) ? name : pascal;
}

/* modelName: what code and the database call the table. */
static void
rename_table(struct reader *r, struct ag_str table, struct ag_str name)
{
    struct ag_str model = model_name(r, name);
    struct ag_buf map;

    if (name.n == 0 || ag_str_eq(name, table))
        return;
    if (!ag_str_eq(model, model_of(r, table))) {
        ag_buf_fmt(&r->body, "rename model ");
        ag_buf_str(&r->body, model_of(r, table));
        ag_buf_fmt(&r->body, " %.*s\n", AG_ARG(model));
    }
    ag_buf_init(&map, r->arena);
    put_map(r, &map, model, name);
    put_extend(r, table, ag_buf_text(&map));
    ag_buf_free(&map);
}

/* `v` says that a column is called `name`. */
static void
rename_column(struct reader *r, struct ag_str table, struct ag_str field,
              struct ag_str name, struct value v)
{
    if (name.n == 0 || ag_str_eq(name, field))
        return;
    if (!is_identifier(name)) {
        warn(r, v, "say it in the schema: extend model … { field Type "
                   "@map(\"…\") }",
             "'%.*s' can be no name of a field", AG_ARG(name));
        return;
    }
    ag_buf_fmt(&r->body, "rename field ");
    ag_buf_str(&r->body, model_of(r, table));
    ag_buf_char(&r->body, '.');
    put_field(r, &r->body, field);
    ag_buf_fmt(&r->body, " %.*s\n", AG_ARG(name));
}

/* `fields: { email: "email_address" }` of the table `*more`. */
static void
read_renamed(struct reader *r, struct ag_str key, struct value v, void *more)
{
    rename_column(r, *(struct ag_str *)more, key,
                  string_of(r, v, "the name of a column"), v);
}

/* additionalFields. */

/* The fields of a table, as they are read. */
struct table {
    struct ag_str name;
    struct ag_buf fields, keys, enums;
    struct value given;    /* the fields in the text */
    struct value siblings; /* the tables of the same plugin */
    struct ag_str targets; /* of references so far, each in brackets */
    bool made; /* it is a new one, not one that the library has */
};

typedef void value_fn(struct reader *r, struct ag_buf *out, struct value v,
                      unsigned n, void *more);

/* Calls `each` for the values of an enum, also of those that are spread. */
static unsigned
each_value(struct reader *r, struct value list, value_fn *each,
           struct ag_buf *out, unsigned n, void *more)
{
    for (const struct ag_js *i = list.js->items; i; i = i->next) {
        struct value v = {list.module, i, false};
        struct value is = resolve(r, v);
        if (i->spread && is.js->kind == AG_JS_ARRAY)
            n = each_value(r, is, each, out, n, more);
        else if (!i->spread && is.js->kind == AG_JS_STRING)
            each(r, out, is, ++n, more);
        else
            warn(r, v, "write the enum into the schema, and extend model … "
                       "{ field Enum }",
                 "a value of an enum is computed");
    }
    return n;
}

/* The name of an enum's value, which our language allows. */
static void
put_value_name(struct ag_buf *out, struct value v, unsigned n)
{
    if (is_identifier(v.js->text))
        ag_buf_str(out, v.js->text);
    else
        ag_buf_fmt(out, "value%u", n);
}

static void
put_value(struct reader *r, struct ag_buf *out, struct value v, unsigned n,
          void *more)
{
    (void)r;
    (void)more;
    ag_buf_fmt(out, "  ");
    put_value_name(out, v, n);
    if (!is_identifier(v.js->text)) {
        ag_buf_fmt(out, " @map(");
        ag_put_json(out, v.js->text);
        ag_buf_char(out, ')');
    }
    ag_buf_char(out, '\n');
}

/* The default, which is `*more`. */
static void
put_value_default(struct reader *r, struct ag_buf *out, struct value v,
                  unsigned n, void *more)
{
    (void)r;
    if (!ag_str_eq(v.js->text, *(struct ag_str *)more))
        return;
    ag_buf_fmt(out, " @default(");
    put_value_name(out, v, n);
    ag_buf_char(out, ')');
}

/* A number as our language has it: JavaScript's may be 1_000, 0xff, 1e3. */
static bool
put_number(struct ag_buf *out, struct ag_str text)
{
    bool minus = text.n && text.p[0] == '-';
    uint64_t number = 0;
    int base = 10;
    uint32_t i = minus;

    if (text.n > i + 1 && text.p[i] == '0' && text.p[i + 1] == 'x') {
        base = 16;
        i += 2;
    }
    struct ag_str digits = ag_str_cut(text, i, text.n);
    uint32_t dot = base == 10 ? ag_str_find(digits, '.') : digits.n;
    if (minus)
        ag_buf_char(out, '-');
    for (uint32_t k = 0; k < digits.n; k++) {
        char c = digits.p[k];
        int digit = c >= '0' && c <= '9'                 ? c - '0'
                    : base == 16 && (c | 32) >= 'a' && (c | 32) <= 'f'
                        ? (c | 32) - 'a' + 10
                        : -1;
        if (c == '_' || (c == 'n' && k + 1 == digits.n) || k == dot)
            continue;
        if (digit < 0 || number > (UINT64_MAX - 15) / 16)
            return false;
        if (k < dot)
            number = number * (unsigned)base + (unsigned)digit;
    }
    ag_buf_fmt(out, "%llu", (unsigned long long)number);
    if (dot + 1 < digits.n)
        ag_buf_str(out, ag_str_cut(digits, dot, digits.n));
    return true;
}

/* A literal as JSON; false if something in it is computed. */
static bool
put_literal(struct reader *r, struct ag_buf *out, struct value v, int depth)
{
    bool object, good = true;

    v = resolve(r, v);
    if (!v.js || v.hidden || depth > 16)
        return false;
    object = v.js->kind == AG_JS_OBJECT;
    switch (v.js->kind) {
    case AG_JS_STRING:
        ag_put_json(out, v.js->text);
        return true;
    case AG_JS_NUMBER:
        return put_number(out, v.js->text);
    case AG_JS_NAME:
        ag_buf_str(out, v.js->text);
        return is_name(v, "true") || is_name(v, "false") || is_name(v, "null");
    case AG_JS_OBJECT:
    case AG_JS_ARRAY:
        ag_buf_char(out, object ? '{' : '[');
        for (const struct ag_js *i = v.js->items; i && good; i = i->next) {
            if (i != v.js->items)
                ag_buf_char(out, ',');
            if (object) {
                ag_put_json(out, i->key);
                ag_buf_char(out, ':');
            }
            good = !i->spread &&
                   put_literal(r, out, (struct value){v.module, i, false},
                               depth + 1);
        }
        ag_buf_char(out, object ? '}' : ']');
        return good;
    case AG_JS_CALL:
    case AG_JS_FUNCTION:
    case AG_JS_EITHER:
    case AG_JS_OTHER:
        break;
    }
    return false;
}

static bool
makes_date(struct value v)
{
    struct ag_str text = v.module->script.source->text;

    return contains(ag_str_cut(text, v.js->text.at - text.at,
                               v.js->end - text.at),
                    AG_STR("new Date"));
}

/* defaultValue. A function's value is made by the library when it runs. */
static void
put_default(struct reader *r, struct ag_buf *out, struct value v,
            struct ag_str type, struct value values)
{
    struct value d = resolve(r, v);
    struct ag_buf text;
    size_t before = out->n;

    if (is_nothing(d))
        return;
    if (d.js->kind == AG_JS_FUNCTION || d.js->kind == AG_JS_CALL) {
        if (ag_str_eq(type, AG_STR("date")) && makes_date(d))
            ag_buf_fmt(out, " @default(now())");
        return;
    }
    if (values.js && d.js->kind == AG_JS_STRING) {
        struct ag_str value = d.js->text;
        each_value(r, values, put_value_default, out, 0, &value);
        if (out->n == before)
            warn(r, v, "say it in the schema: extend model … { field Enum "
                       "@default(…) }",
                 "the default is none of the field's values");
        return;
    }
    ag_buf_init(&text, r->arena);
    if (values.js || !put_literal(r, &text, d, 0)) {
        warn(r, v, "say it in the schema: extend model … { field Type "
                   "@default(…) }",
             "a default is computed");
    } else if (ag_str_eq(type, AG_STR("json"))) {
        ag_buf_fmt(out, " @default(");
        ag_put_json(out, ag_buf_text(&text));
        ag_buf_char(out, ')');
    } else if (!ag_str_eq(type, AG_STR("date"))) {
        ag_buf_fmt(out, " @default(%.*s)", AG_ARG(ag_buf_text(&text)));
    }
    ag_buf_free(&text);
}

static const struct {
    const char *type;
    const char *scalar, *big; /* with `bigint: true` */
    bool list;
} field_types[] = {
    {"string", "String", "String", false},
    {"number", "Int", "BigInt", false},
    {"boolean", "Boolean", "Boolean", false},
    {"date", "DateTime", "DateTime", false},
    {"json", "Json", "Json", false},
    {"string[]", "String", "String", true},
    {"number[]", "Int", "BigInt", true},
};

/* The referential action as our language has it. */
static const char *
action_of(struct ag_str name)
{
    static const char *const actions[][2] = {
        {"cascade", "Cascade"},    {"set null", "SetNull"},
        {"restrict", "Restrict"},  {"no action", "NoAction"},
        {"set default", "SetDefault"},
    };

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (ag_str_eq(name, ag_str(actions[i][0])))
            return actions[i][1];
    return "Cascade"; /* what Better Auth takes if nothing is said */
}

/* The key of the table that others call `name`: its key or its modelName. */
static struct ag_str
table_of(struct reader *r, struct ag_str name)
{
    for (size_t i = 0; i < NTABLE; i++) {
        struct value v = resolve(
            r, option(r, option(r, r->options, tables[i]), "modelName"));
        if (v.js && v.js->kind == AG_JS_STRING && !v.hidden &&
            ag_str_eq(v.js->text, name))
            return ag_str(tables[i]);
    }
    return name;
}

/* The names of a relation, where those that the language makes of the column
 * and the table are taken: by a column, or by another reference. */
static void
put_relation_names(struct reader *r, struct ag_buf *out, struct table *table,
                   struct ag_str key, struct ag_str target)
{
    struct ag_str stem = key, tag;
    struct ag_str plural = styled(r, table->name, ag_words_plural);

    if (ag_str_ends(key, AG_STR("Id")))
        stem = ag_str_cut(key, 0, key.n - 2);
    stem = styled(r, stem, ag_words_camel);
    if (stem.n < key.n && get(r, table->given, stem).js)
        ag_buf_fmt(out, ", as: %.*s%.*s", AG_ARG(stem),
                   AG_ARG(model_of(r, target)));
    tag = ag_arena_fmt(r->arena, "(%.*s)", AG_ARG(target));
    if (!table->made || contains(table->targets, tag))
        ag_buf_fmt(out, ", back: %.*s%.*s", AG_ARG(stem),
                   AG_ARG(model_of(r, plural)));
    table->targets = ag_arena_fmt(r->arena, "%.*s%.*s", AG_ARG(table->targets),
                                  AG_ARG(tag));
}

/* references: { model, field, onDelete }. */
static void
put_reference(struct reader *r, struct ag_buf *out, struct table *table,
              struct ag_str key, struct value reference)
{
    struct ag_str model =
        string_of(r, option(r, reference, "model"), "the model of a reference");
    struct ag_str field =
        string_of(r, option(r, reference, "field"), "the field of a reference");
    struct ag_str action =
        string_of(r, option(r, reference, "onDelete"), "onDelete");

    if (model.n == 0)
        return;
    struct value sibling = get(r, table->siblings, model);
    if (truth(r, option(r, sibling, "disableMigration")) == YES)
        return;
    ag_buf_fmt(out, " @references(");
    ag_buf_str(out, model_of(r, table_of(r, model)));
    ag_buf_char(out, '.');
    put_field(r, out, field.n ? field : AG_STR("id"));
    ag_buf_fmt(out, ", onDelete: %s", action_of(action));
    put_relation_names(r, out, table, key, table_of(r, model));
    ag_buf_char(out, ')');
}

/* The type of a field: a scalar, or an enum of its own. */
static void
put_type(struct reader *r, struct table *table, struct ag_str key,
         struct value v, struct ag_str *kind, struct value *values)
{
    static const char advice[] =
        "say it in the schema: extend model … { field Type }";
    struct ag_buf *out = &table->fields;
    struct value given = option(r, v, "type");
    struct value type = resolve(r, given);
    size_t i = 0, n = sizeof field_types / sizeof *field_types;

    if (type.js && !type.hidden && type.js->kind == AG_JS_ARRAY) {
        *values = type;
        ag_buf_str(out, model_of(r, table->name));
        ag_buf_str(out, model_of(r, key));
        ag_buf_fmt(&table->enums, "enum ");
        ag_buf_str(&table->enums, model_of(r, table->name));
        ag_buf_str(&table->enums, model_of(r, key));
        ag_buf_fmt(&table->enums, " {\n");
        each_value(r, type, put_value, &table->enums, 0, NULL);
        ag_buf_fmt(&table->enums, "}\n");
        return;
    }
    if (type.js && !type.hidden && type.js->kind == AG_JS_STRING)
        *kind = type.js->text;
    while (i < n && !ag_str_eq(*kind, ag_str(field_types[i].type)))
        i++;
    if (i == n) {
        warn(r, type.js ? given : v, advice,
             "the type of '%.*s' cannot be known from the text; it becomes "
             "String", AG_ARG(key));
        i = 0;
    }
    bool big = is_set(r, v, "bigint", advice);
    bool to_id = ag_str_eq(string_of(r, option(r, v, "references.field"),
                                     "the field of a reference"),
                           AG_STR("id"));
    ag_buf_fmt(out, "%s%s",
               to_id ? "Id" : big ? field_types[i].big : field_types[i].scalar,
               field_types[i].list ? "[]" : "");
    if (field_types[i].list)
        *values = none;
}

/* Better Auth's `required` is true if nothing is said. */
static bool
is_nullable(struct reader *r, struct value field, struct ag_str key)
{
    struct value v = option(r, field, "required");

    if (!is_nothing(v) && truth(r, v) == UNKNOWN)
        warn(r, v, "say it in the schema: extend model … { field Type? }",
             "whether '%.*s' is required is computed; it is taken for required",
             AG_ARG(key));
    return is_name(resolve(r, v), "false");
}

/* One of additionalFields, or of a plugin's own fields. */
static void
read_field(struct reader *r, struct ag_str key, struct value v, void *more)
{
    static const char advice[] =
        "say it in the schema: extend model … { field Type }";
    struct table *table = more;
    struct ag_buf *out = &table->fields;
    struct value is = resolve(r, v), values = none;
    struct ag_str kind = {0};

    if (is.js->kind != AG_JS_OBJECT) {
        warn(r, v, advice,
             "what the field '%.*s' is cannot be known from the text",
             AG_ARG(key));
        return;
    }
    bool unique = is_set(r, v, "unique", advice);
    bool index = is_set(r, v, "index", advice) && !unique;
    bool sorted = is_set(r, v, "sortable", advice);
    struct value reference = option(r, v, "references");
    ag_buf_fmt(out, "  ");
    put_field(r, out, key);
    ag_buf_char(out, ' ');
    put_type(r, table, key, v, &kind, &values);
    if (out->p[out->n - 1] != ']' && is_nullable(r, v, key))
        ag_buf_char(out, '?');
    if (unique)
        ag_buf_fmt(out, " @unique");
    put_default(r, out, option(r, v, "defaultValue"), kind, values);
    if (ag_str_eq(kind, AG_STR("date")) && option(r, v, "onUpdate").js)
        ag_buf_fmt(out, " @updatedAt");
    if (!is_identifier(key)) {
        ag_buf_fmt(out, " @map(");
        ag_put_json(out, key);
        ag_buf_char(out, ')');
    }
    if (!is_nothing(reference))
        put_reference(r, out, table, key, reference);
    else if (ag_str_eq(kind, AG_STR("string")) && (unique || index || sorted))
        ag_buf_fmt(out, " @mysql.VarChar(255) @sqlserver.NVarChar(255)");
    ag_buf_char(out, '\n');
    if (index) {
        ag_buf_fmt(&table->keys, "  @@index([");
        put_field(r, &table->keys, key);
        ag_buf_fmt(&table->keys, "])\n");
    }
    rename_column(r, table->name, key,
                  string_of(r, option(r, v, "fieldName"),
                            "the name of a column"),
                  option(r, v, "fieldName"));
}

static void
init_table(struct reader *r, struct table *table, struct ag_str name)
{
    *table = (struct table){.name = name};
    ag_buf_init(&table->fields, r->arena);
    ag_buf_init(&table->keys, r->arena);
    ag_buf_init(&table->enums, r->arena);
}

static void
free_table(struct table *table)
{
    ag_buf_free(&table->fields);
    ag_buf_free(&table->keys);
    ag_buf_free(&table->enums);
}

/* What the options say of one table. */
static void
read_table(struct reader *r, struct ag_str name, struct value options,
           void *more)
{
    struct table table;

    (void)more;
    if (is_nothing(resolve(r, options)))
        return;
    init_table(r, &table, name);
    table.given = option(r, options, "additionalFields");
    for_each(r, table.given, read_field, &table, "additionalFields");
    ag_buf_str(&table.fields, ag_buf_text(&table.keys));
    put_extend(r, name, ag_buf_text(&table.fields));
    ag_buf_str(&r->body, ag_buf_text(&table.enums));
    free_table(&table);
    for_each(r, option(r, options, "fields"), read_renamed, &name, "fields");
    rename_table(r, name,
                 string_of(r, option(r, options, "modelName"), "modelName"));
}

/* A plugin's own tables. */

/* One of `indexes`: { fields, unique, name }. */
static void
read_index(struct reader *r, struct table *table, struct value v)
{
    struct value fields = resolve(r, option(r, v, "fields"));
    struct ag_str name =
        string_of(r, option(r, v, "name"), "the name of an index");
    bool unique = is_set(r, v, "unique", "write it into the schema: @@unique");
    const char *sep = "";

    if (!fields.js || fields.hidden || fields.js->kind != AG_JS_ARRAY) {
        warn(r, v, "write it into the schema: extend model … { @@index(…) }",
             "the fields of an index cannot be known from the text");
        return;
    }
    ag_buf_fmt(&table->keys, "  @@%s([", unique ? "unique" : "index");
    for (const struct ag_js *i = fields.js->items; i; i = i->next) {
        ag_buf_fmt(&table->keys, "%s", sep);
        put_field(r, &table->keys, string_of(r, (struct value){fields.module, i, false},
                            "a field of an index"));
        sep = ", ";
    }
    ag_buf_fmt(&table->keys, "]");
    if (name.n) {
        ag_buf_fmt(&table->keys, ", map: ");
        ag_put_json(&table->keys, name);
    }
    ag_buf_fmt(&table->keys, ")\n");
}

/* A table of a plugin's `schema`, which is `*more`. One that the library has
 * gets the fields; another one is made. */
static void
read_own_table(struct reader *r, struct ag_str name, struct value v,
               void *more)
{
    struct value indexes = resolve(r, option(r, v, "indexes"));
    struct ag_str given =
        string_of(r, option(r, v, "modelName"), "modelName");
    bool known = false;
    struct table table;

    for (size_t i = 0; i < NTABLE; i++)
        known |= ag_str_eq(name, ag_str(tables[i]));
    for (const struct own *o = r->own; o; o = o->next)
        known |= ag_str_eq(name, o->table);
    if (!known && is_set(r, v, "disableMigration",
                         "if it is, write into the schema: omit model"))
        return;
    init_table(r, &table, name);
    table.siblings = *(struct value *)more;
    table.given = option(r, v, "fields");
    table.made = !known;
    for_each(r, table.given, read_field, &table,
             "the fields of a plugin's table");
    if (indexes.js && indexes.js->kind == AG_JS_ARRAY)
        for (const struct ag_js *i = indexes.js->items; i; i = i->next)
            read_index(r, &table, (struct value){indexes.module, i, false});
    else if (!is_nothing(indexes))
        warn(r, indexes, "write them into the schema: extend model …",
             "the indexes of a plugin's table are computed");
    ag_buf_str(&table.fields, ag_buf_text(&table.keys));
    if (known) {
        put_extend(r, name, ag_buf_text(&table.fields));
    } else {
        struct own *own = AG_NEW(r->arena, struct own);
        *own = (struct own){r->own, name};
        r->own = own;
        ag_buf_fmt(&r->body, "model %.*s {\n  id Id @id\n%.*s",
                   AG_ARG(model_of(r, name)),
                   AG_ARG(ag_buf_text(&table.fields)));
        if (given.n == 0)
            put_map(r, &r->body, model_of(r, name), name);
        ag_buf_fmt(&r->body, "}\n");
        rename_table(r, name, given);
    }
    ag_buf_str(&r->body, ag_buf_text(&table.enums));
    free_table(&table);
}

/* Plugins. */

static const struct {
    const char *function;
    const char *preset;
} plugins[] = {
#define AG_PLUGIN(function, preset) {#function, preset},
#include "gen/config.def"
#undef AG_PLUGIN
};
enum { NPLUGIN = sizeof plugins / sizeof *plugins };

static const struct {
    const char *function;
    const char *path;
    enum { yes, no } is;
    const char *preset;
    const char *advice;
} variants[] = {
#define AG_WHEN(function, path, is, preset)                                    \
    {function, path, is, preset,                                               \
     "if it is" #is ", write: use \"better-auth/" preset "\""},
#include "gen/config.def"
#undef AG_WHEN
};

static const struct {
    const char *function;
    const char *table;
} own_options[] = {
#define AG_TABLE(function, table) {#function, table},
#include "gen/config.def"
#undef AG_TABLE
}, odd_plurals[] = {
#define AG_ODD(function, table) {#function, table},
#include "gen/config.def"
#undef AG_ODD
};

static void
use(struct reader *r, const char *preset)
{
    ag_buf_fmt(&r->uses, "use \"better-auth/%s\"\n", preset);
}

/* Returns whether there are any, so that the options say something of tables. */
static bool
read_variants(struct reader *r, const char *function, struct value options)
{
    bool any = false;

    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        struct value v;
        enum truth is;
        if (strcmp(variants[i].function, function) != 0)
            continue;
        any = true;
        v = option(r, options, variants[i].path);
        is = truth(r, v);
        if (is == UNKNOWN)
            warn(r, v, variants[i].advice,
                 "whether '%s' is set cannot be known from the text",
                 variants[i].path);
        else if (variants[i].is == yes ? is == YES
                                       : is == NO && !is_nothing(v))
            use(r, variants[i].preset);
    }
    return any;
}

/* The name that a call's function has in its own package. */
static struct ag_str
function_name(struct reader *r, struct value call, struct ag_str *package)
{
    struct ag_str name = call.js->text, rest;
    struct origin origin = origin_of_path(r, call.module, name, &rest);

    *package = origin.package;
    if (rest.n == 0 && !ag_str_eq(origin.name, AG_STR("default")))
        return origin.name;
    for (uint32_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '.')
            return ag_str_cut(name, i, name.n);
    return name;
}

static void
report_plugin(struct reader *r, struct value v, const char *what)
{
    warn(r, v,
         "write into the schema what tables it has: use \"better-auth/…\", "
         "or models of your own; `authgen presets` lists the presets",
         "%s", what);
}

/* The defaults of columns that are options of apiKey. */
static void
read_limits(struct reader *r, struct value options)
{
    static const char *const limits[][2] = {
        {"rateLimit.timeWindow", "rateLimitTimeWindow"},
        {"rateLimit.maxRequests", "rateLimitMax"},
    };
    struct value list = resolve(r, options);
    struct ag_buf fields;

    /* Of several configurations none counts. */
    if (list.js && list.js->kind == AG_JS_ARRAY) {
        if (!list.js->items || list.js->items->next)
            return;
        options = (struct value){list.module, list.js->items, false};
    }
    ag_buf_init(&fields, r->arena);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct value v = option(r, options, limits[i][0]);
        if (is_nothing(v))
            continue;
        ag_buf_fmt(&fields, "  %s Int?", limits[i][1]);
        put_default(r, &fields, v, AG_STR("number"), none);
        ag_buf_char(&fields, '\n');
    }
    put_extend(r, AG_STR("apikey"), ag_buf_text(&fields));
    ag_buf_free(&fields);
}

/* The options of a plugin that is known. */
static void
read_options(struct reader *r, const char *plugin, struct value options)
{
    struct ag_str function = ag_str(plugin);
    struct value schema = option(r, options, "schema");

    if (ag_str_eq(function, AG_STR("apiKey"))) {
        read_limits(r, options);
        if (options.js && options.js->next)
            schema = option(
                r, (struct value){options.module, options.js->next, false},
                "schema");
    }
    if (ag_str_eq(function, AG_STR("lastLoginMethod"))) {
        for_each(r, option(r, schema, "user"), read_renamed,
                 &(struct ag_str){"user", 4, 0}, "a plugin's schema");
        return;
    }
    for_each(r, schema, read_table, NULL, "a plugin's schema");
    if (ag_str_eq(function, AG_STR("twoFactor")))
        rename_table(r, AG_STR("twoFactor"),
                     string_of(r, option(r, options, "twoFactorTable"),
                               "twoFactorTable"));
    for (size_t i = 0; i < sizeof own_options / sizeof *own_options; i++)
        if (ag_str_eq(function, ag_str(own_options[i].function)))
            read_table(r, ag_str(own_options[i].table), options, NULL);
    for (size_t i = 0; i < sizeof odd_plurals / sizeof *odd_plurals; i++) {
        struct ag_str table = ag_str(odd_plurals[i].table);
        struct ag_buf map;
        if (!ag_str_eq(function, ag_str(odd_plurals[i].function)) ||
            !is_nothing(option(r, get(r, schema, table), "modelName")))
            continue;
        ag_buf_init(&map, r->arena);
        put_map(r, &map, model_of(r, table), table);
        put_extend(r, table, ag_buf_text(&map));
        ag_buf_free(&map);
    }
}

/* A plugin that the text makes: { id, schema: { table: { fields } } }. */
static void
read_own_plugin(struct reader *r, struct value plugin)
{
    struct value schema = resolve(r, option(r, plugin, "schema"));

    for_each(r, schema, read_own_table, &schema, "a plugin's schema");
}

static void
read_plugin(struct reader *r, struct value v, int depth)
{
    struct value plugin = v, made = resolve(r, v);
    struct ag_str name, package;
    size_t i = 0;

    if (made.js->kind == AG_JS_OBJECT) {
        read_own_plugin(r, made);
        return;
    }
    if (made.js->kind != AG_JS_CALL || depth > 16) {
        report_plugin(r, v, "which plugin this is cannot be known from the "
                            "text");
        return;
    }
    plugin = made;
    name = function_name(r, plugin, &package);
    while (i < NPLUGIN && !ag_str_eq(name, ag_str(plugins[i].function)))
        i++;
    if (i == NPLUGIN || (package.n && !contains(package, AG_STR("better-auth")))) {
        report_plugin(r, v, "this plugin is not known");
        return;
    }
    if (plugins[i].preset[0])
        use(r, plugins[i].preset);
    struct value options = {plugin.module, plugin.js->items, false};
    if (read_variants(r, plugins[i].function, options) || plugins[i].preset[0])
        read_options(r, plugins[i].function, options);
}

static void
read_plugins(struct reader *r, struct value list, int depth)
{
    struct value l = resolve(r, list);

    if (is_nothing(l))
        return;
    if (l.hidden || l.js->kind != AG_JS_ARRAY || depth > 16) {
        report_plugin(r, l.hidden ? l : list, "the list of plugins is computed");
        return;
    }
    for (const struct ag_js *i = l.js->items; i; i = i->next) {
        struct value v = {l.module, i, false};
        if (i->spread)
            read_plugins(r, v, depth + 1);
        else if (!is_nothing(v) && !is_name(v, "false"))
            read_plugin(r, v, depth);
    }
}

/* The database. */

static void
put_datasource(struct reader *r, struct ag_str provider)
{
    enum ag_dialect dialect;

    if (r->config.n || !ag_dialect_find(provider, &dialect))
        return;
    ag_buf_fmt(&r->config, "datasource db {\n  provider = \"%s\"\n}\n",
               ag_dialects[dialect].name);
}

/* Drivers that are handed to adapters, by their module, and adapters, by their
 * function: the database. */
static const struct {
    const char *name;
    const char *provider;
} drivers[] = {
#define AG_DRIVER(module, provider) {module, provider},
#include "gen/config.def"
#undef AG_DRIVER
}, adapters[] = {
#define AG_ADAPTER(function, provider) {#function, provider},
#include "gen/config.def"
#undef AG_ADAPTER
};

static void
read_driver(struct reader *r, struct value database)
{
    struct value v = resolve(r, database);
    struct ag_str name, module;

    if (!v.js || v.js->kind != AG_JS_CALL)
        return;
    name = function_name(r, v, &module);
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
        if (ag_str_eq(module, ag_str(drivers[i].name)))
            put_datasource(r, ag_str(drivers[i].provider));
    for (size_t i = 0; i < sizeof adapters / sizeof *adapters; i++)
        if (ag_str_eq(name, ag_str(adapters[i].name)))
            put_datasource(r, ag_str(adapters[i].provider));
}

/* `database:` an adapter's call, a driver, or { dialect, type }. */
static void
read_database(struct reader *r, struct value database, struct ag_buf *settings)
{
    struct value v = resolve(r, database);
    struct ag_str package, name, schema;

    if (v.js && v.js->kind == AG_JS_OBJECT) {
        put_datasource(r, string_of(r, option(r, v, "type"), "the database"));
        read_driver(r, option(r, v, "dialect"));
        return;
    }
    if (!v.js || v.js->kind != AG_JS_CALL)
        return;
    name = function_name(r, v, &package);
    bool drizzle = ag_str_eq(name, AG_STR("drizzleAdapter"));
    if (!drizzle && !ag_str_eq(name, AG_STR("prismaAdapter"))) {
        read_driver(r, v);
        return;
    }
    if (!v.js->items || !v.js->items->next)
        return;
    struct value options = {v.module, v.js->items->next, false};
    put_datasource(r, string_of(r, option(r, options, "provider"),
                                "the adapter's provider"));
    r->plural = is_set(r, options, "usePlural",
                       "say it in the schema: config { tables = plural }");
    r->snake = drizzle &&
               !is_set(r, options, "camelCase",
                       "say it in the schema: config { columns = camel }");
    if (r->snake)
        ag_buf_fmt(settings, "  columns = snake\n  tables  = %s\n",
                   r->plural ? "snake_plural" : "snake");
    else if (r->plural)
        ag_buf_fmt(settings, "  tables  = camel_plural\n");
    schema = string_of(r, option(r, options, "schemaName"), "schemaName");
    if (schema.n) {
        ag_buf_fmt(settings, "  schema  = ");
        ag_put_json(settings, schema);
        ag_buf_char(settings, '\n');
    }
}

/* advanced.database.generateId, and what older versions called it. A function
 * of one's own makes texts. */
static void
read_id(struct reader *r, struct value config, struct ag_buf *settings)
{
    static const char advice[] = "say it in the schema: config { id = uuid }";
    struct value v = option(r, config, "advanced.database.generateId");
    struct value id;

    if (is_nothing(v))
        v = option(r, config, "advanced.generateId");
    id = resolve(r, v);
    if (is_set(r, config, "advanced.database.useNumberId", advice))
        ag_buf_fmt(settings, "  id      = serial\n");
    else if (is_nothing(id))
        return;
    else if (is_text(id, "serial") || is_text(id, "uuid"))
        ag_buf_fmt(settings, "  id      = %.*s\n", AG_ARG(id.js->text));
    else if (id.hidden || id.js->kind == AG_JS_STRING || id.js->kind == AG_JS_OTHER ||
             id.js->kind == AG_JS_EITHER ||
             (id.js->kind == AG_JS_NAME && contains(id.js->text, AG_STR("."))))
        warn(r, id.hidden ? id : v, advice, "how ids are made is computed");
}

/* Better Auth. */

/* What is not in the database if there is a secondary storage. */
static void
read_storage(struct reader *r, struct value config, bool *session,
             bool *verification)
{
    static const char advice[] =
        "if there is, write: use \"better-auth/secondary-storage\"";
    struct value v = resolve(r, option(r, config, "secondaryStorage"));
    enum truth is = truth(r, v);

    if (v.js && !v.hidden &&
        (v.js->kind == AG_JS_CALL ||
         (v.js->kind == AG_JS_NAME &&
          ag_script_import(&v.module->script, v.js->text))))
        is = YES;
    if (is == UNKNOWN)
        warn(r, v, advice,
             "whether there is a secondary storage cannot be known from the "
             "text");
    *session = is != YES ||
               is_set(r, config, "session.storeSessionInDatabase", advice);
    *verification = is != YES ||
                    is_set(r, config, "verification.storeInDatabase", advice);
    if (*session && *verification)
        return;
    use(r, *session        ? "secondary-storage/sessions"
           : *verification ? "secondary-storage/verifications"
                           : "secondary-storage");
}

static bool
has_rate_limit(struct reader *r, struct value config)
{
    struct value v = option(r, config, "rateLimit.storage");
    struct value storage = resolve(r, v);

    if (is_nothing(storage))
        return false;
    if (storage.hidden || storage.js->kind != AG_JS_STRING)
        warn(r, storage.hidden ? storage : v,
             "if in the database, write: use \"better-auth/rate-limit\"",
             "where rate limits are kept is computed");
    return is_text(storage, "database");
}

static void
read_better_auth(struct reader *r, struct value config)
{
    bool has[NTABLE] = {true, true, true, true, has_rate_limit(r, config)};
    struct ag_buf settings;

    r->options = config;
    ag_buf_fmt(&r->uses, "use \"better-auth\"\n");
    ag_buf_init(&settings, r->arena);
    read_id(r, config, &settings);
    read_database(r, option(r, config, "database"), &settings);
    if (settings.n)
        ag_buf_fmt(&r->config, "config {\n%.*s}\n",
                   AG_ARG(ag_buf_text(&settings)));
    ag_buf_free(&settings);
    read_plugins(r, option(r, config, "plugins"), 0);
    if (has[4])
        use(r, "rate-limit");
    read_storage(r, config, &has[1], &has[3]);
    for (size_t i = 0; i < NTABLE; i++)
        if (has[i])
            read_table(r, ag_str(tables[i]), option(r, config, tables[i]),
                       NULL);
}

/* Auth.js. */

/* Adapters of Auth.js that want another preset than "auth.js". */
static const struct {
    const char *module;
    const char *preset;
} auth_js_adapters[] = {
#define AG_AUTH_JS(module, preset) {module, preset},
#include "gen/config.def"
#undef AG_AUTH_JS
};

static void
read_auth_js(struct reader *r, struct value config)
{
    struct value given = option(r, config, "adapter");
    struct value adapter = resolve(r, given);
    struct value list = resolve(r, option(r, config, "providers"));
    const char *preset = "auth.js";
    struct ag_str module;

    if (!adapter.js || adapter.hidden || adapter.js->kind != AG_JS_CALL) {
        warn(r, adapter.hidden ? adapter : given.js ? given : config,
             "write into the schema: use \"auth.js\", or \"auth.js/pg\", "
             "\"next-auth@4\"",
             "which adapter is used cannot be known from the text");
    } else {
        function_name(r, adapter, &module);
        for (size_t i = 0;
             i < sizeof auth_js_adapters / sizeof *auth_js_adapters; i++)
            if (ag_str_eq(module, ag_str(auth_js_adapters[i].module)))
                preset = auth_js_adapters[i].preset;
        read_driver(r, adapter);
        read_driver(r,
                    (struct value){adapter.module, adapter.js->items, false});
    }
    ag_buf_fmt(&r->uses, "use \"%s\"\n", preset);
    if (!list.js || list.js->kind != AG_JS_ARRAY)
        return;
    for (const struct ag_js *i = list.js->items; i; i = i->next)
        if (ag_str_eq(i->text, AG_STR("Passkey")) ||
            ag_str_eq(i->text, AG_STR("WebAuthn"))) {
            ag_buf_fmt(&r->uses, "use \"auth.js/webauthn\"\n");
            return;
        }
}

/* Lucia. */

/* { user: "auth_user", session: null }: the names of the tables. */
static void
read_lucia_table(struct reader *r, struct ag_str table, struct value v,
                 void *more)
{
    (void)more;
    if (is_name(resolve(r, v), "null")) {
        ag_buf_fmt(&r->body, "omit model ");
        ag_buf_str(&r->body, model_of(r, table));
        ag_buf_char(&r->body, '\n');
        return;
    }
    struct ag_str name = string_of(r, v, "the name of a table");
    if (name.n == 0)
        return;
    ag_buf_fmt(&r->body, "extend model ");
    ag_buf_str(&r->body, model_of(r, table));
    ag_buf_fmt(&r->body, " {\n  @@map(");
    ag_put_json(&r->body, name);
    ag_buf_fmt(&r->body, ")\n}\n");
}

static void
read_lucia(struct reader *r, struct value adapter, const char *preset)
{
    struct value a = resolve(r, adapter);
    struct value names = none;

    ag_buf_fmt(&r->uses, "use \"%s\"\n", preset);
    if (!a.js)
        return;
    if (a.hidden || a.js->kind != AG_JS_CALL) {
        warn(r, a.hidden ? a : adapter,
             "give tables their names in the schema: extend model User "
             "{ @@map(\"…\") }",
             "which adapter is used cannot be known from the text");
        return;
    }
    read_driver(r, a);
    if (a.js->items && a.js->items->next && !a.js->items->next->next)
        names = resolve(r, (struct value){a.module, a.js->items->next, false});
    if (names.js && names.js->kind == AG_JS_OBJECT)
        for_each(r, names, read_lucia_table, NULL, "the names of the tables");
}

static void
read_lucia2(struct reader *r, struct value config)
{
    struct value adapter = option(r, config, "adapter");
    struct value a = resolve(r, adapter);

    /* { user: adapter, session: adapter } is possible, too. */
    if (a.js && a.js->kind == AG_JS_OBJECT)
        adapter = option(r, a, "user");
    read_lucia(r, adapter, "lucia@2");
}

static void
read_lucia3(struct reader *r, struct value adapter)
{
    read_lucia(r, adapter, "lucia@3");
}

/* The whole. */

static const struct {
    const char *function;
    void (*read)(struct reader *r, struct value config);
} roots[] = {
#define AG_ROOT(function, library) {#function, read_##library},
#include "gen/config.def"
#undef AG_ROOT
};

/* The local name of a function of the libraries. */
static struct ag_str
local_name(const struct module *module, const char *function)
{
    for (const struct ag_js_import *i = module->script.imports; i; i = i->next)
        if (ag_str_eq(i->name, ag_str(function)))
            return i->local;
    return ag_str(function);
}

/* Finds and reads the configuration; false if there is none. */
static bool
read_root(struct reader *r, const struct module *module)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        const struct ag_js *call = ag_script_call(
            &module->script, local_name(module, roots[i].function), NULL);
        struct value config = {module, call ? call->items : NULL, false};
        if (!call)
            continue;
        config = returned(r, config);
        if (!config.js)
            config = (struct value){module, call, false};
        roots[i].read(r, config);
        return true;
    }
    /* A configuration by itself: `export default { plugins: [] }`, and what
     * next-auth calls authOptions. */
    struct value v = {module, ag_script_default(&module->script), false};
    v = returned(r, v);
    if (!v.js || v.js->kind != AG_JS_OBJECT) {
        v.module = module;
        v.js = ag_script_constant(&module->script, AG_STR("authOptions"));
    }
    if (!v.js || v.js->kind != AG_JS_OBJECT)
        return false;
    if (option(r, v, "providers").js && option(r, v, "adapter").js)
        read_auth_js(r, v);
    else
        read_better_auth(r, v);
    return true;
}

bool
ag_config_is(struct ag_str name)
{
    static const char *const endings[] = {".ts", ".mts", ".cts",
                                          ".js", ".mjs", ".cjs"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ag_str_ends(name, ag_str(endings[i])))
            return true;
    return false;
}

struct ag_str
ag_config_read(const struct ag_source *source,
               const struct ag_config_loader *loader, struct ag_buf *out,
               struct ag_arena *arena, struct ag_diags *diags)
{
    struct reader r = {
        .loader = loader, .arena = arena, .diags = diags, .out = out};
    struct ag_str library = {0};
    const struct module *module = read_module(&r, source);

    if (!module)
        return library;
    ag_buf_init(&r.uses, arena);
    ag_buf_init(&r.config, arena);
    ag_buf_init(&r.body, arena);
    if (read_root(&r, module)) {
        struct ag_str uses = ag_buf_text(&r.uses);
        ag_buf_str(out, uses);
        if (r.config.n)
            ag_buf_fmt(out, "\n%.*s", AG_ARG(ag_buf_text(&r.config)));
        if (r.body.n)
            ag_buf_fmt(out, "\n%.*s", AG_ARG(ag_buf_text(&r.body)));
        /* The name in the first `use "…"`. */
        library = ag_str_cut(uses, 5, uses.n);
        library = ag_str_cut(library, 0, ag_str_find(library, '"'));
        library = ag_str_cut(library, 0, ag_str_find(library, '/'));
        library = ag_arena_copy(arena, library);
    } else {
        struct ag_diag *diag = ag_report(
            diags, AG_SCRIPT_NO_CONFIG,
            (struct ag_span){source->text.at, source->text.at},
            "there is no configuration in '%.*s'", AG_ARG(source->name));
        ag_note(diags, diag, (struct ag_span){0, 0},
                "it is looked for in betterAuth({…}), defineServerAuth({…}), "
                "NextAuth({…}), lucia({…}), and `export default {…}`");
    }
    ag_buf_free(&r.uses);
    ag_buf_free(&r.config);
    ag_buf_free(&r.body);
    return library;
}
