/*
 * How the project writes code: the settings of its formatter.
 *
 * In each folder upwards, a file of Prettier counts, else one of Biome; the
 * first one found is the only one, with the files that it extends.
 * .editorconfig says what Prettier's does not, as Prettier itself reads it, and
 * what Biome's does not, if that asks for it. All files of an output have the
 * settings of one name: overrides cannot tell them apart.
 */
#include "base/path.h"
#include "gen/project/files.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DEEPEST = 8 }; /* braces in braces of a pattern, and extended files */

struct style {
    struct ag_project *project;
    struct ag_str path; /* of the file that is written */
    struct ag_str name; /* the same without its folder */
    struct ag_str file; /* that is read, */
    struct ag_str root; /* and its folder */
    bool editorconfig;  /* .editorconfig says the rest */
    struct ag_project_style *out;
};

static struct ag_str
trim(struct ag_str s)
{
    while (s.n && strchr(" \t\r", s.p[0]))
        s = ag_str_cut(s, 1, s.n);
    while (s.n && strchr(" \t\r", s.p[s.n - 1]))
        s.n--;
    return s;
}

static struct ag_str
next_line(struct ag_str *text)
{
    struct ag_str line = ag_str_until(*text, '\n');

    *text = ag_str_cut(*text, line.n + (line.n < text->n), text->n);
    return line;
}

/* A member of the style that a file sets to a text; an empty one says nothing. */
static void
set(struct ag_str *member, struct ag_str value)
{
    if (value.n)
        *member = value;
}

/* A setting that is not followed. */
static void
ignore(struct style *s, const char *key)
{
    s->out->unread = s->file;
    s->out->ignored = ag_str(key);
}

/* The same for a number, which is followed if it has digits only. */
static void
set_number(struct style *s, struct ag_str *member, const char *key,
           struct ag_str value)
{
    uint32_t n = 0;

    while (n < value.n && value.p[n] >= '0' && value.p[n] <= '9')
        n++;
    if (n == value.n)
        set(member, value);
    else
        ignore(s, key);
}

/* Ignores the setting if it has this value. */
static void
ignore_value(struct style *s, const char *key, struct ag_str value,
             const char *ignored)
{
    if (ag_str_eq(value, ag_str(ignored)))
        ignore(s, key);
}

/* Patterns. */

/* Whether a pattern has more than `matches` knows: [a-z], !(a), @(a|b). */
static bool
is_special(struct ag_str pattern)
{
    for (uint32_t i = 0; i < pattern.n; i++)
        if (pattern.p[i] == '[' ||
            (pattern.p[i] == '(' && i && strchr("!?*+@", pattern.p[i - 1])))
            return true;
    return false;
}

/* Whether a path matches a pattern: * ? {a,b}, and ** across folders. */
static bool
matches(struct ag_str pattern, struct ag_str name, int depth)
{
    for (; pattern.n; pattern = ag_str_cut(pattern, 1, pattern.n),
                      name = ag_str_cut(name, 1, name.n)) {
        if (*pattern.p == '*') {
            bool deep = pattern.n > 1 && pattern.p[1] == '*';
            struct ag_str rest = ag_str_cut(pattern, 1 + deep, pattern.n);
            if (deep && ag_str_starts(rest, AG_STR("/")) &&
                matches(ag_str_cut(rest, 1, rest.n), name, depth))
                return true;
            for (uint32_t i = 0; i <= name.n; i++) {
                if (matches(rest, ag_str_cut(name, i, name.n), depth))
                    return true;
                if (!deep && i < name.n && name.p[i] == '/')
                    break;
            }
            return false;
        }
        uint32_t close = ag_str_find(pattern, '}');
        if (*pattern.p == '{' && close < pattern.n && depth < DEEPEST) {
            struct ag_str items = ag_str_cut(pattern, 1, close);
            struct ag_str rest = ag_str_cut(pattern, close + 1, pattern.n);
            for (;;) {
                struct ag_str item = ag_str_until(items, ',');
                if (ag_str_starts(name, item) &&
                    matches(rest, ag_str_cut(name, item.n, name.n), depth + 1))
                    return true;
                if (item.n == items.n)
                    return false;
                items = ag_str_cut(items, item.n + 1, items.n);
            }
        }
        if (name.n == 0 ||
            (*pattern.p != *name.p && (*pattern.p != '?' || *name.p == '/')))
            return false;
    }
    return name.n == 0;
}

/* Whether a pattern of the file that is read matches the path of the output. If
 * `anywhere`, one without a folder matches the name in any folder. */
static bool
applies(struct style *s, struct ag_str pattern, bool anywhere)
{
    if (is_special(pattern)) {
        ignore(s, "overrides");
        return false;
    }
    if (ag_str_starts(pattern, AG_STR("./")))
        pattern = ag_str_cut(pattern, 2, pattern.n);
    if (anywhere && ag_str_find(pattern, '/') == pattern.n)
        return matches(pattern, s->name, 0);
    if (*pattern.p == '/')
        pattern = ag_str_cut(pattern, 1, pattern.n);
    /* How the folders between "../" and here are called is not known. */
    if (!ag_str_starts(s->path, s->root)) {
        if (ag_str_starts(pattern, AG_STR("**/")))
            return matches(pattern, s->path, 0);
        ignore(s, "overrides");
        return false;
    }
    return matches(pattern, ag_str_cut(s->path, s->root.n, s->path.n), 0);
}

/* Whether one of the patterns does: a text or a list. With '!' one of Biome takes
 * back what those before it say; one of Prettier matches all other files. */
static bool
any_applies(struct style *s, const struct ag_js *patterns, bool anywhere)
{
    bool biome = s->out->formatter.n > 0, found = false;

    for (const struct ag_js *f = ag_project_first(patterns); f;
         f = ag_project_next(patterns, f)) {
        bool no = ag_str_starts(f->text, AG_STR("!")) &&
                  !ag_str_starts(f->text, AG_STR("!("));
        if (f->kind != AG_JS_STRING)
            continue;
        bool fits = applies(s, ag_str_cut(f->text, no, f->text.n), anywhere);
        if (!biome)
            found |= fits != no;
        else if (fits)
            found = !no;
    }
    return found;
}

/* Prettier. */

/* The text of a member, whatever its kind. */
static struct ag_str
said(const struct ag_js *object, const char *key)
{
    const struct ag_js *js = ag_project_get(object, key);

    return js && (js->kind == AG_JS_STRING || js->kind == AG_JS_NUMBER ||
                  js->kind == AG_JS_NAME)
               ? js->text
               : (struct ag_str){0};
}

/* The options of Prettier, by name. `get` returns the text of one. */
static void
set_prettier(struct style *s,
             struct ag_str (*get)(const void *from, const char *key),
             const void *from)
{
    struct ag_project_style *out = s->out;
    struct ag_str single = get(from, "singleQuote");

    set_number(s, &out->width, "printWidth", get(from, "printWidth"));
    set_number(s, &out->indent, "tabWidth", get(from, "tabWidth"));
    set(&out->tabs, get(from, "useTabs"));
    set(&out->semicolons, get(from, "semi"));
    set(&out->commas, get(from, "trailingComma"));
    set(&out->spacing, get(from, "bracketSpacing"));
    set(&out->parens, get(from, "arrowParens"));
    set(&out->newline, get(from, "endOfLine"));
    ignore_value(s, "endOfLine", out->newline, "cr");
    ignore_value(s, "trailingComma", out->commas, "none");
    ignore_value(s, "quoteProps", get(from, "quoteProps"), "consistent");
    ignore_value(s, "objectWrap", get(from, "objectWrap"), "collapse");
    ignore_value(s, "insertPragma", get(from, "insertPragma"), "true");
    if (single.n)
        out->quotes = ag_str_eq(single, AG_STR("true")) ? AG_STR("single")
                                                        : AG_STR("double");
}

static struct ag_str
get_member(const void *from, const char *key)
{
    return said(from, key);
}

/* The value of a line `key: value`, or `key = value`, at a line's begin, and before
 * a table of TOML. */
static struct ag_str
get_line(const void *from, const char *key)
{
    struct ag_str text = *(const struct ag_str *)from, value = {0};
    struct ag_str name = ag_str(key);

    while (text.n) {
        struct ag_str line = next_line(&text), rest;
        if (ag_str_starts(line, AG_STR("[")))
            break;
        if (!ag_str_starts(line, name))
            continue;
        rest = trim(ag_str_cut(line, name.n, line.n));
        if (rest.n == 0 || (*rest.p != ':' && *rest.p != '='))
            continue;
        rest = trim(ag_str_cut(rest, 1, rest.n));
        if (rest.n && (*rest.p == '"' || *rest.p == '\''))
            value = ag_str_until(ag_str_cut(rest, 1, rest.n), *rest.p);
        else
            value = trim(ag_str_until(rest, '#'));
    }
    return value;
}

static void
read_prettier(struct style *s, const struct ag_js *config)
{
    const struct ag_js *list = ag_project_get(config, "overrides");

    set_prettier(s, get_member, config);
    for (const struct ag_js *o = ag_project_first(list); o;
         o = ag_project_next(list, o)) {
        if (any_applies(s, ag_project_get(o, "files"), true) &&
            !any_applies(s, ag_project_get(o, "excludeFiles"), true))
            set_prettier(s, get_member, ag_project_get(o, "options"));
    }
}

/* The object that a module exports; NULL if the text does not say it. */
static const struct ag_js *
exported(struct ag_project *p, const struct ag_source *source)
{
    struct ag_script *script = AG_NEW(p->arena, struct ag_script);
    struct ag_js_binding *binding;
    const struct ag_js *value;
    struct ag_diags quiet;

    ag_diags_init(&quiet, p->arena);
    if (!ag_script_read(script, source, p->arena, &quiet))
        return NULL;
    binding = ag_script_export(script, AG_STR("default"));
    value = binding ? ag_script_value(script, binding) : NULL;
    if (value && value->kind == AG_JS_NAME) {
        binding = ag_script_find(script, value->text);
        value = binding ? ag_script_value(script, binding) : NULL;
    }
    return value && value->kind == AG_JS_OBJECT ? value : NULL;
}

/* Whether a part of the settings is known only when the module is run. */
static bool
is_computed(const struct ag_js *config)
{
    for (const struct ag_js *js = config->items; js; js = js->next) {
        bool word = js->kind == AG_JS_NAME;
        if (js->spread || js->kind == AG_JS_OTHER || js->kind >= AG_JS_CALL ||
            (word && !ag_str_eq(js->text, AG_STR("true")) &&
             !ag_str_eq(js->text, AG_STR("false"))))
            return true;
    }
    return false;
}

static const struct ag_str prettier_files[] = {
    AG_LIT(".prettierrc"),         AG_LIT(".prettierrc.json"),
    AG_LIT(".prettierrc.yaml"),    AG_LIT(".prettierrc.yml"),
    AG_LIT(".prettierrc.json5"),   AG_LIT(".prettierrc.js"),
    AG_LIT(".prettierrc.mjs"),     AG_LIT(".prettierrc.cjs"),
    AG_LIT(".prettierrc.ts"),      AG_LIT("prettier.config.js"),
    AG_LIT("prettier.config.mjs"), AG_LIT("prettier.config.cjs"),
    AG_LIT("prettier.config.ts"),  AG_LIT(".prettierrc.toml"),
};

static struct ag_project_file *
file_in(struct ag_project *p, const struct ag_project_folder *folder,
        struct ag_str name)
{
    return ag_project_file(p, ag_arena_join(p->arena, folder->path, name));
}

/* The first character of a file that is no blank; 0: none. */
static char
first_of(const struct ag_project_file *file)
{
    struct ag_str text = file->source->text;

    while (text.n && strchr(" \t\r\n", text.p[0]))
        text = ag_str_cut(text, 1, text.n);
    return text.n ? text.p[0] : '\0';
}

/* Settings in YAML or TOML. */
static void
read_lines(struct style *s, struct ag_str text)
{
    set_prettier(s, get_line, &text);
    while (text.n) {
        struct ag_str line = next_line(&text);
        if (ag_str_starts(line, AG_STR("overrides:")) ||
            ag_str_starts(line, AG_STR("[[overrides")))
            ignore(s, "overrides");
    }
}

static bool
try_prettier(struct style *s, const struct ag_project_folder *folder)
{
    const struct ag_js *config = ag_project_get(folder->manifest, "prettier");

    s->root = folder->path;
    if (config) {
        s->file = ag_arena_join(s->project->arena, folder->path,
                                AG_STR("package.json"));
        if (config->kind == AG_JS_OBJECT)
            read_prettier(s, config);
        else
            s->out->unread = s->file;
        return true;
    }
    for (size_t i = 0; i < COUNT(prettier_files); i++) {
        struct ag_project_file *file =
            file_in(s->project, folder, prettier_files[i]);
        struct ag_str name = prettier_files[i];
        if (!file->source)
            continue;
        s->file = file->path;
        if (ag_str_ends(name, AG_STR("js")) || ag_str_ends(name, AG_STR("ts"))) {
            config = exported(s->project, file->source);
            if (!config || is_computed(config))
                s->out->unread = file->path;
            read_prettier(s, config);
        } else if (first_of(file) == '{') {
            read_prettier(s, ag_project_json(s->project, file->path));
        } else if (first_of(file) == '"') {
            s->out->unread = file->path;
        } else {
            read_lines(s, file->source->text);
        }
        return true;
    }
    return false;
}

/* Biome. */

static void
set_indent(struct style *s, const struct ag_js *formatter)
{
    struct ag_project_style *out = s->out;
    struct ag_str indent = said(formatter, "indentStyle");

    set_number(s, &out->width, "lineWidth", said(formatter, "lineWidth"));
    set_number(s, &out->indent, "indentWidth", said(formatter, "indentWidth"));
    if (indent.n)
        out->tabs = ag_str_eq(indent, AG_STR("tab")) ? AG_STR("true")
                                                     : AG_STR("false");
}

/* The settings in the file itself, or in one of its overrides. */
static void
set_biome(struct style *s, const struct ag_js *config)
{
    const struct ag_js *formatter = ag_project_get(config, "formatter");
    const struct ag_js *script =
        ag_project_get(ag_project_get(config, "javascript"), "formatter");
    struct ag_str semicolons = said(script, "semicolons");
    struct ag_str parens = said(script, "arrowParentheses");
    struct ag_project_style *out = s->out;

    for (int i = 0; i < 2; i++) {
        const struct ag_js *from = i ? script : formatter;
        set_indent(s, from);
        set(&out->spacing, said(from, "bracketSpacing"));
        set(&out->newline, said(from, "lineEnding"));
        ignore_value(s, "expand", said(from, "expand"), "always");
        ignore_value(s, "expand", said(from, "expand"), "never");
    }
    set(&out->quotes, said(script, "quoteStyle"));
    set(&out->commas, said(script, "trailingCommas"));
    ignore_value(s, "trailingCommas", out->commas, "none");
    if (semicolons.n)
        out->semicolons = ag_str_eq(semicolons, AG_STR("asNeeded"))
                              ? AG_STR("false")
                              : AG_STR("true");
    if (parens.n)
        out->parens = ag_str_eq(parens, AG_STR("asNeeded")) ? AG_STR("avoid")
                                                            : AG_STR("always");
    if (ag_str_eq(said(formatter, "useEditorconfig"), AG_STR("true")))
        s->editorconfig = true;
}

static bool try_biome(struct style *s, const struct ag_project_folder *folder,
                      int depth);

/* Reads a file of Biome after those that it extends. */
static void
read_biome(struct style *s, const struct ag_project_folder *folder,
           struct ag_project_file *file, int depth)
{
    struct ag_arena *arena = s->project->arena;
    const struct ag_js *config = ag_script_json(file->source, arena);
    const struct ag_js *others = ag_project_get(config, "extends");
    const struct ag_js *list = ag_project_get(config, "overrides");
    bool package = false;

    for (const struct ag_js *e = ag_project_first(others); e && depth;
         e = ag_project_next(others, e)) {
        struct ag_project_file *other;
        /* The root of a monorepo. */
        if (ag_str_eq(e->text, AG_STR("//"))) {
            for (const struct ag_project_folder *f = folder->up;
                 f && !try_biome(s, f, depth - 1); f = f->up)
                ;
            continue;
        }
        other = ag_project_file(s->project,
                                ag_path_from(arena, file->path, e->text));
        if (ag_str_starts(e->text, AG_STR(".")) && other->source)
            read_biome(s, folder, other, depth - 1);
        else
            package = true;
    }
    s->file = file->path;
    s->root = ag_path_folder(file->path);
    if (package)
        ignore(s, "extends");
    set_biome(s, config);
    for (const struct ag_js *o = ag_project_first(list); o;
         o = ag_project_next(list, o))
        if (any_applies(s, ag_project_get(o, "includes"), false) ||
            /* Of Biome 1. */
            (any_applies(s, ag_project_get(o, "include"), true) &&
             !any_applies(s, ag_project_get(o, "ignore"), true)))
            set_biome(s, o);
}

static bool
try_biome(struct style *s, const struct ag_project_folder *folder, int depth)
{
    static const struct ag_str names[] = {AG_LIT("biome.json"),
                                          AG_LIT("biome.jsonc")};

    for (size_t i = 0; i < COUNT(names); i++) {
        struct ag_project_file *file = file_in(s->project, folder, names[i]);
        if (!file->source)
            continue;
        s->out->formatter = AG_STR("biome");
        read_biome(s, folder, file, depth);
        return true;
    }
    return false;
}

/* .editorconfig. Biome 2 takes only the indentation and the ends of lines from it. */

#define NO_LIMIT "10000" /* the most that the option `width` of targets takes */

/* Whether the folder has one that is the root. */
static bool
read_editorconfig(struct style *s, const struct ag_project_folder *folder)
{
    struct ag_project_file *file =
        file_in(s->project, folder, AG_STR(".editorconfig"));
    struct ag_project_style own = {.width = {0}}, *out = s->out;
    struct ag_str text = file->source ? file->source->text : AG_STR("");
    bool counts = false, root = false, biome = out->formatter.n > 0;

    s->root = folder->path;
    while (text.n) {
        struct ag_str line = trim(next_line(&text));
        struct ag_str key = trim(ag_str_until(line, '=')), value;
        if (line.n > 1 && line.p[0] == '[') {
            counts = applies(s, ag_str_cut(line, 1, line.n - 1), true);
            continue;
        }
        value = trim(ag_str_cut(line, ag_str_find(line, '='), line.n));
        value = trim(ag_str_cut(value, value.n > 0, value.n));
        if (ag_str_eq(key, AG_STR("root")))
            root = ag_str_eq(value, AG_STR("true"));
        if (!counts)
            continue;
        if (ag_str_eq(key, AG_STR("max_line_length")) && !biome)
            own.width = ag_str_eq(value, AG_STR("off")) ? AG_STR(NO_LIMIT) : value;
        else if (ag_str_eq(key, AG_STR("quote_type")) && !biome)
            set(&own.quotes, value);
        else if (ag_str_eq(key, AG_STR("indent_style")))
            own.tabs = ag_str_eq(value, AG_STR("tab")) ? AG_STR("true")
                                                       : AG_STR("false");
        else if (ag_str_eq(key, AG_STR("indent_size")) ||
                 ag_str_eq(key, AG_STR("tab_width")))
            set(&own.indent, value);
        else if (ag_str_eq(key, AG_STR("end_of_line")))
            set(&own.newline, value);
    }
    out->width = out->width.n ? out->width : own.width;
    out->indent = out->indent.n ? out->indent : own.indent;
    out->tabs = out->tabs.n ? out->tabs : own.tabs;
    out->quotes = out->quotes.n ? out->quotes : own.quotes;
    out->newline = out->newline.n ? out->newline : own.newline;
    return root;
}

void
ag_project_style(struct ag_project *p, struct ag_str file,
                 struct ag_project_style *out)
{
    struct ag_str start = ag_path_normalize(p->arena, ag_path_folder(file));
    const struct ag_project_folder *first = ag_project_folder(p, start), *f;
    struct style s = {.project = p, .out = out};
    bool biome = false;

    *out = (struct ag_project_style){.width = {0}};
    out->imports = ag_project_imports(p, first);
    s.name = ag_str_cut(file, ag_path_folder(file).n, file.n);
    if (!ag_str_ends(s.name, AG_STR(".ts")))
        s.name = AG_STR("schema.ts");
    s.path = ag_arena_join(p->arena, first->path, s.name);
    s.editorconfig = true;
    for (f = first; f && !try_prettier(&s, f); f = f->up) {
        s.editorconfig = false;
        if ((biome = try_biome(&s, f, DEEPEST)))
            break;
        s.editorconfig = true;
    }
    for (f = first; f && s.editorconfig && !read_editorconfig(&s, f); f = f->up)
        ;
    if (biome)
        set(&out->tabs, out->tabs.n ? out->tabs : AG_STR("true"));
}
