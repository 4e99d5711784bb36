#include "gen/compose/resolve.h"

#include "base/path.h"
#include "gen/import/import.h"
#include "grammar/parse.h"

enum { DEEPEST = 32 }; /* files that use each other in a row */

/* A file that was read. */
struct unit {
    struct unit *next;
    struct ag_str name; /* of a file its path, of a preset its full name */
    const struct ag_library *library; /* NULL: a file */
    bool open; /* its declarations are being looked through */
};

struct user {
    const struct ag_use_loader *loader;
    struct ag_arena *arena;
    struct ag_diags *diags;
    struct unit *units;
    struct ag_library *libraries;
    struct ag_tree *out;
};

/* The file that is being looked through, and those that brought it. */
struct frame {
    const struct frame *outer;
    struct unit *unit;
    int depth;
};

static void flatten(struct user *u, const struct ag_tree *tree,
                    struct frame *frame);

/* Libraries. */

static const struct ag_library *
find_library(struct user *u, struct ag_str name, struct ag_str version)
{
    struct ag_library **end = &u->libraries;

    while (*end && !ag_str_eq((*end)->name, name))
        end = &(*end)->next;
    if (!*end) {
        *end = AG_NEW(u->arena, struct ag_library);
        (*end)->name = name;
        (*end)->version = version;
    } else if (!ag_str_eq((*end)->version, version)) {
        struct ag_library *first = *end;
        struct ag_diag *diag = ag_report(
            u->diags, AG_LIBRARY_VERSIONS, ag_str_span(name),
            "a schema has one version of '%.*s'", AG_ARG(name));
        ag_note(u->diags, diag, ag_str_span(first->name),
                "here it is '%.*s%s%.*s'", AG_ARG(name),
                first->version.n ? "@" : "", AG_ARG(first->version));
        return NULL;
    }
    return *end;
}

/* The library that a configuration is for: "better-auth", "lucia@3". If the
 * schema uses it already, in the version that it uses. */
static const struct ag_library *
library_of(struct user *u, struct ag_str name)
{
    struct ag_str lib = ag_str_until(name, '@');
    const struct ag_library *l = u->libraries;

    while (l && !ag_str_eq(l->name, lib))
        l = l->next;
    if (l)
        return l;
    return find_library(u, lib,
                        ag_str_cut(name, lib.n + (lib.n < name.n), name.n));
}

/* The versions of the library of a preset, "x, x@1"; empty if it is none. */
static struct ag_str
versions_of(struct user *u, struct ag_str name)
{
    struct ag_str lib = ag_str_until(ag_str_until(name, '/'), '@');
    struct ag_str versions = {0}, known = {0};

    while ((known = u->loader->next_preset(u->loader->self, known)).n)
        if (ag_str_until(known, '/').n == known.n &&
            ag_str_eq(ag_str_until(known, '@'), lib))
            versions = ag_arena_fmt(u->arena, "%.*s%s%.*s", AG_ARG(versions),
                                    versions.n ? ", " : "", AG_ARG(known));
    return versions;
}

static void
report_no_preset(struct user *u, struct ag_str name)
{
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_str head = ag_str_until(name, '/'), known = {0};
    struct ag_str versions = versions_of(u, name);
    struct ag_diag *diag =
        ag_report(u->diags, AG_UNKNOWN_USE, ag_str_span(name),
                  "there is no preset '%.*s'", AG_ARG(name));
    bool library = false;

    while ((known = u->loader->next_preset(u->loader->self, known)).n) {
        library |= ag_str_eq(known, head);
        ag_nearest_try(&nearest, known);
    }
    if (versions.n && !library)
        ag_note(u->diags, diag, (struct ag_span){0, 0}, "there is %.*s",
                AG_ARG(versions));
    else
        ag_note_nearest(u->diags, diag, ag_str_span(name), &nearest);
    ag_note(u->diags, diag, (struct ag_span){0, 0},
            "`authgen presets` lists them; the name of a file begins with ./");
}

/* A preset without declarations says why its version has none. */
static void
report_gone(struct user *u, struct ag_str name, const struct ag_source *source)
{
    struct ag_str line = ag_str_until(source->text, '\n');

    while (line.n && (line.p[0] == '/' || line.p[0] == ' '))
        line = ag_str_cut(line, 1, line.n);
    ag_note(u->diags,
            ag_report(u->diags, AG_UNKNOWN_USE, ag_str_span(name),
                      "there is no preset '%.*s'", AG_ARG(name)),
            (struct ag_span){0, 0}, "%.*s", AG_ARG(line));
}

/* Reading. */

static struct ag_source *
read_preset(struct user *u, const struct ag_library *library,
            struct ag_str name, struct ag_str rest, const char **why)
{
    void *self = u->loader->self;

    if (u->loader->has_preset(self, name) || library->version.n == 0)
        return u->loader->preset(self, name, why);
    struct ag_str core = ag_arena_fmt(u->arena, "%.*s@%.*s",
                                      AG_ARG(library->name),
                                      AG_ARG(library->version));
    *why = NULL;
    if (!u->loader->has_preset(self, core))
        return NULL;
    return u->loader->preset(self,
                             ag_arena_fmt(u->arena, "%.*s%.*s",
                                          AG_ARG(library->name), AG_ARG(rest)),
                             why);
}

static struct unit *
find_unit(struct user *u, struct ag_str name, const struct ag_library *library)
{
    struct unit *unit = u->units;

    while (unit && !(ag_str_eq(unit->name, name) && unit->library == library))
        unit = unit->next;
    return unit;
}

static struct unit *
new_unit(struct user *u, struct ag_str name, const struct ag_library *library)
{
    struct unit *unit = AG_NEW(u->arena, struct unit);

    unit->name = name;
    unit->library = library;
    unit->next = u->units;
    u->units = unit;
    return unit;
}

static void
report_cycle(struct user *u, const struct frame *frame,
             const struct unit *unit, struct ag_str use)
{
    struct ag_str path = unit->name;

    for (; frame && frame->unit != unit; frame = frame->outer)
        path = ag_arena_fmt(u->arena, "%.*s -> %.*s",
                            AG_ARG(frame->unit->name), AG_ARG(path));
    struct ag_diag *diag =
        ag_report(u->diags, AG_USE_CYCLE, ag_str_span(use),
                  "'%.*s' uses itself: %.*s -> %.*s", AG_ARG(unit->name),
                  AG_ARG(unit->name), AG_ARG(path));
    ag_note(u->diags, diag, (struct ag_span){0, 0},
            "take this line out; what both need can be a file that both use");
}

/* Configurations. */

/* ag_config_loader.module: endings are mostly left out, or are those of what
 * the module is compiled to. */
static struct ag_source *
load_module(void *self, const struct ag_source *importer, struct ag_str path)
{
    static const char *const endings[] = {"", ".ts", ".js", ".mts", ".mjs",
                                          "/index.ts", "/index.js"};
    const struct user *u = self;
    const char *why;

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct ag_str name = ag_arena_fmt(u->arena, "%.*s%s", AG_ARG(path),
                                          endings[i]);
        name = ag_path_from(u->arena, importer->name, name);
        struct ag_source *source =
            ag_config_is(name) ? u->loader->file(u->loader->self, name, &why)
                               : NULL;
        if (source)
            return source;
    }
    if (!ag_str_ends(path, AG_STR(".js")))
        return NULL;
    path = ag_arena_fmt(u->arena, "%.*s.ts", (int)path.n - 3, path.p);
    return load_module(self, importer, path);
}

/* ag_config_loader.declares, of presets that use each other `depth` deep. */
static bool
declares(struct user *u, struct ag_str preset, struct ag_str model, int depth)
{
    struct ag_tree tree = {0};
    struct ag_diags quiet;
    const char *why;
    const struct ag_source *source =
        u->loader->preset(u->loader->self, preset, &why);

    if (!source || depth == DEEPEST)
        return false;
    ag_diags_init(&quiet, u->arena);
    ag_parse(&tree, AG_GRAMMAR_SCHEMA, source, u->arena, &quiet);
    for (const struct ag_decl *d = tree.first; d; d = d->next)
        if (d->kind == AG_DECL_USE ? declares(u, d->name, model, depth + 1)
                                   : d->kind == AG_DECL_BLOCK &&
                                         ag_str_eq(d->name, model))
            return true;
    return false;
}

static bool
preset_declares(void *self, struct ag_str preset, struct ag_str model)
{
    return declares(self, preset, model, 0);
}

struct ag_source *
ag_expand(const struct ag_source *source, const struct ag_use_loader *loader,
          struct ag_str *library, struct ag_arena *arena,
          struct ag_diags *diags)
{
    struct user u = {.loader = loader, .arena = arena, .diags = diags};
    const struct ag_config_loader modules = {load_module, preset_declares, &u};
    struct ag_source *expanded = NULL;
    struct ag_buf text;

    ag_buf_init(&text, arena);
    *library = ag_config_read(source, &modules, &text, arena, diags);
    if (library->n)
        expanded = loader->text(
            loader->self,
            ag_arena_fmt(arena, "%.*s (expanded)", AG_ARG(source->name)),
            ag_buf_text(&text));
    ag_buf_free(&text);
    return expanded;
}

/* Reads what the `use` of `name` means, and goes through it. */
static void
use(struct user *u, struct ag_str name, const struct frame *outer)
{
    const struct ag_library *library = NULL;
    struct ag_source *source;
    struct ag_str full, rest = {0};
    const char *why = NULL;

    if (ag_path_is_file(name)) {
        const struct ag_source *user =
            ag_source_of(u->loader->sources, name.at);
        full = ag_path_from(u->arena, user ? user->name : AG_STR(""), name);
    } else {
        struct ag_str head = ag_str_until(name, '/');
        struct ag_str lib = ag_str_until(head, '@');
        struct ag_str version =
            ag_str_cut(head, lib.n + (lib.n < head.n), head.n);
        const struct ag_library *here = outer->unit->library;
        rest = ag_str_cut(name, head.n, name.n);
        if (version.n == 0 && here && ag_str_eq(here->name, lib))
            version = here->version;
        full = ag_arena_fmt(u->arena, "%.*s%s%.*s%.*s", AG_ARG(lib),
                            version.n ? "@" : "", AG_ARG(version),
                            AG_ARG(rest));
        library = find_library(u, lib, version);
        if (!library)
            return;
    }

    struct unit *unit = find_unit(u, full, library);
    if (unit) {
        if (unit->open)
            report_cycle(u, outer, unit, name);
        return;
    }
    unit = new_unit(u, full, library);
    source = library ? read_preset(u, library, full, rest, &why)
                     : u->loader->file(u->loader->self, full, &why);
    if (!source && library && !why)
        report_no_preset(u, name);
    else if (!source)
        ag_report(u->diags, AG_FILE_READ, ag_str_span(name),
                  "cannot read '%.*s': %s", AG_ARG(full), why);
    if (!source)
        return;
    if (outer->depth == DEEPEST) {
        ag_report(u->diags, AG_TOO_DEEP, ag_str_span(name),
                  "files use each other %d deep here", DEEPEST);
        return;
    }
    source->used = ag_str_span(name);
    if (!library && ag_config_is(full)) {
        struct ag_str of;
        source = ag_expand(source, u->loader, &of, u->arena, u->diags);
        if (!source)
            return;
        source->used = ag_str_span(name);
        unit->library = library_of(u, of);
        if (!unit->library)
            return;
    }

    struct ag_tree tree = {0};
    struct frame frame = {outer, unit, outer->depth + 1};
    ag_parse(&tree, AG_GRAMMAR_SCHEMA, source, u->arena, u->diags);
    if (library && !tree.first)
        report_gone(u, name, source);
    unit->open = true;
    flatten(u, &tree, &frame);
    unit->open = false;
}

static void
add(struct user *u, const struct ag_decl *decl, const struct unit *unit)
{
    struct ag_decl *copy = AG_NEW(u->arena, struct ag_decl);

    *copy = *decl;
    copy->next = NULL;
    copy->library = unit->library;
    copy->unit = unit->name;
    if (u->out->last)
        u->out->last->next = copy;
    else
        u->out->first = copy;
    u->out->last = copy;
}

static void
flatten(struct user *u, const struct ag_tree *tree, struct frame *frame)
{
    for (const struct ag_decl *d = tree->first; d; d = d->next)
        if (d->kind == AG_DECL_USE)
            use(u, d->name, frame);
        else
            add(u, d, frame->unit);
}

static struct unit *
root_unit(struct user *u, const struct ag_source *source)
{
    struct ag_str name = ag_path_normalize(u->arena, source->name);
    struct unit *unit = find_unit(u, name, NULL);

    return unit ? unit : new_unit(u, name, NULL);
}

/* The tree of several roots. All are known before the first `use`, so that a
 * root which is used, too, is there once. */
static void
flatten_roots(struct user *u, const struct ag_tree *roots)
{
    const struct ag_source *source = NULL;
    struct frame frame = {0};

    for (int pass = 0; pass < 2; pass++) {
        for (const struct ag_decl *d = roots->first; d; d = d->next) {
            const struct ag_source *of =
                ag_source_of(u->loader->sources, d->keyword.at);
            if (of != source)
                frame.unit = root_unit(u, of);
            source = of;
            frame.unit->open = true;
            if (pass == 1 && d->kind == AG_DECL_USE)
                use(u, d->name, &frame);
            else if (pass == 1)
                add(u, d, frame.unit);
            frame.unit->open = false;
        }
    }
}

struct ag_tree *
ag_use(const struct ag_tree *roots, const struct ag_use_loader *loader,
       struct ag_arena *arena, struct ag_diags *diags)
{
    struct user u = {
        .loader = loader,
        .arena = arena,
        .diags = diags,
        .out = AG_NEW(arena, struct ag_tree),
    };

    flatten_roots(&u, roots);
    return u.out;
}
