#include "gen/compose/resolve.h"

#include "base/path.h"
#include "gen/compose/resolver.h"
#include "grammar/parse.h"

enum { DEEPEST = 32 }; /* nested uses */

/* The unit whose declarations are being added, and the units that use it. */
struct frame {
    const struct frame *outer;
    const struct ag_unit *unit;
    int depth;
};

static void add_unit(struct ag_resolver *u, struct frame *frame);

/* Libraries. */

bool
ag_is_older_version(struct ag_str a, struct ag_str b)
{
    uint32_t m, n;

    while (a.n && b.n) {
        struct ag_str x = ag_str_until(a, '.'), y = ag_str_until(b, '.');
        if (!ag_str_uint(x, &m) || !ag_str_uint(y, &n))
            return false;
        if (m != n)
            return m < n;
        a = ag_str_cut(a, x.n + (x.n < a.n), a.n);
        b = ag_str_cut(b, y.n + (y.n < b.n), b.n);
    }
    return b.n > 0;
}

struct ag_str
ag_resolver_version(struct ag_str preset, struct ag_str library)
{
    struct ag_str name = ag_str_until(preset, '@');

    if (!ag_str_eq(name, library) || name.n == preset.n ||
        ag_str_find(preset, '/') < preset.n)
        return (struct ag_str){0};
    return ag_str_cut(preset, name.n + 1, preset.n);
}

/* ag_library.newer. A library whose versions have nothing in common has no
 * preset without a version. */
static const struct ag_str *
find_newer(struct ag_resolver *u, struct ag_str library, struct ag_str version)
{
    struct ag_str known = {0};
    struct ag_str *newer;
    size_t n = 0;

    while ((known = u->loader->next_preset(u->loader->self, known)).n)
        n += ag_resolver_version(known, library).n > 0;
    newer = AG_NEW_ARRAY(u->arena, struct ag_str, n + 1);
    n = 0;
    while (u->loader->has_preset(u->loader->self, library) &&
           (known = u->loader->next_preset(u->loader->self, known)).n) {
        struct ag_str v = ag_resolver_version(known, library);
        size_t i = n;
        if (!ag_is_older_version(version, v))
            continue;
        for (; i > 0 && ag_is_older_version(v, newer[i - 1]); i--)
            newer[i] = newer[i - 1];
        newer[i] = v;
        n++;
    }
    return newer;
}

struct ag_library *
ag_resolver_find_library(const struct ag_resolver *u, struct ag_str name)
{
    struct ag_library *library = u->libraries;

    while (library && !ag_str_eq(library->name, name))
        library = library->next;
    return library;
}

struct ag_library *
ag_resolver_library(struct ag_resolver *u, struct ag_str name,
                    struct ag_str version)
{
    struct ag_library *library = ag_resolver_find_library(u, name);

    if (!library) {
        library = AG_NEW(u->arena, struct ag_library);
        library->name = name;
        library->version = version;
        if (version.n)
            library->newer = find_newer(u, name, version);
        library->next = u->libraries;
        u->libraries = library;
    } else if (!ag_str_eq(library->version, version)) {
        struct ag_diag *diag = ag_report(
            u->diags, AG_LIBRARY_VERSIONS, ag_str_span(name),
            "a schema can use only one version of '%.*s'", AG_ARG(name));
        ag_note(u->diags, diag, ag_str_span(library->name),
                "this uses '%.*s%s%.*s'", AG_ARG(name),
                library->version.n ? "@" : "", AG_ARG(library->version));
        return NULL;
    }
    return library;
}

/* The library of a configuration: "better-auth", "lucia@3". If the schema uses
 * the library already, in that version. */
static const struct ag_library *
library_of(struct ag_resolver *u, struct ag_str name)
{
    struct ag_str lib = ag_str_until(name, '@');
    const struct ag_library *library = ag_resolver_find_library(u, lib);

    if (library)
        return library;
    return ag_resolver_library(
        u, lib, ag_str_cut(name, lib.n + (lib.n < name.n), name.n));
}

/* The versions of the library of a preset, "x, x@1"; empty if unknown. */
static struct ag_str
versions_of(struct ag_resolver *u, struct ag_str name)
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

/* The name of a preset without the version of its library. */
static struct ag_str
without_version(const struct ag_resolver *u, struct ag_str name)
{
    struct ag_str head = ag_str_until(name, '/');

    return ag_arena_fmt(u->arena, "%.*s%.*s", AG_ARG(ag_str_until(head, '@')),
                        AG_ARG(ag_str_cut(name, head.n, name.n)));
}

bool
ag_resolver_is_plugin(const struct ag_resolver *u, struct ag_str name)
{
    struct ag_str folder = ag_path_folder(without_version(u, name));

    if (ag_str_until(folder, '/').n + 1 >= folder.n)
        return false;
    return !u->loader->has_preset(u->loader->self,
                                  ag_str_cut(folder, 0, folder.n - 1));
}

/* Whether a note lists the preset of a known library: it is a plugin of the
 * library itself. */
static bool
is_plugin(struct ag_str preset, struct ag_str library)
{
    struct ag_str rest = ag_str_cut(preset, library.n, preset.n);

    return rest.n && rest.p[0] == '/' && !ag_str_eq(rest, AG_STR("/core")) &&
           ag_str_find(ag_str_cut(rest, 1, rest.n), '/') == rest.n - 1;
}

/* Lists the presets of the library `head`, or, if it is unknown, the libraries.
 */
static void
note_presets(struct ag_resolver *u, struct ag_diag *diag, struct ag_str head,
             bool is_library)
{
    struct ag_str list = {0}, known = {0}, last = {0};

    while ((known = u->loader->next_preset(u->loader->self, known)).n) {
        struct ag_str name = known;
        if (!is_library)
            name = ag_str_until(ag_str_until(known, '/'), '@');
        if (ag_str_starts(known, AG_STR(AG_CONVENTIONS)))
            continue;
        if (is_library ? !ag_str_starts(known, head) || !is_plugin(known, head)
                       : ag_str_eq(name, last))
            continue;
        list = ag_arena_fmt(u->arena, "%.*s%s%.*s", AG_ARG(list),
                            list.n ? ", " : "", AG_ARG(name));
        last = name;
    }
    if (list.n)
        ag_note(u->diags, diag, (struct ag_span){0, 0}, "the %s are %.*s",
                is_library ? "presets" : "libraries", AG_ARG(list));
}

static void
report_no_preset(struct ag_resolver *u, struct ag_str name)
{
    struct ag_nearest nearest = ag_nearest(name);
    struct ag_str head = ag_str_until(name, '/'), known = {0};
    struct ag_str versions = versions_of(u, name);
    struct ag_diag *diag =
        ag_report(u->diags, AG_UNKNOWN_USE, ag_str_span(name),
                  "unknown preset '%.*s'", AG_ARG(name));
    bool library = false;

    while ((known = u->loader->next_preset(u->loader->self, known)).n) {
        library |= ag_str_eq(known, head);
        ag_nearest_try(&nearest, known);
    }
    if (versions.n && !library)
        ag_note(u->diags, diag, (struct ag_span){0, 0}, "use one of %.*s",
                AG_ARG(versions));
    else if (nearest.best.n)
        ag_note_nearest(u->diags, diag, ag_str_span(name), &nearest);
    else
        note_presets(u, diag, head, library);
    if (ag_resolver_is_plugin(u, name))
        ag_note(u->diags, diag, (struct ag_span){0, 0},
                "declare the tables of a plugin in authgen/%.*s.auth, in the "
                "folder of this file or above it",
                AG_ARG(without_version(u, name)));
    ag_note(u->diags, diag, (struct ag_span){0, 0},
            "run `authgen presets` to list all presets; the name of a file "
            "begins with ./ or ends in .auth, .prisma, .ts or .js");
}

struct ag_str
ag_resolver_reason(const struct ag_preset *preset)
{
    struct ag_str line = ag_str_until(preset->source->text, '\n');

    while (line.n && (line.p[0] == '/' || line.p[0] == ' '))
        line = ag_str_cut(line, 1, line.n);
    return line;
}

/* Reports a preset that this version does not have. */
static void
report_gone(struct ag_resolver *u, struct ag_str name,
            const struct ag_preset *preset)
{
    ag_note(u->diags,
            ag_report(u->diags, AG_UNKNOWN_USE, ag_str_span(name),
                      "unknown preset '%.*s'", AG_ARG(name)),
            (struct ag_span){0, 0}, "%.*s", AG_ARG(ag_resolver_reason(preset)));
}

/* Reading. */

struct ag_preset *
ag_resolver_preset(struct ag_resolver *u, struct ag_str name,
                   struct ag_str user, const char **why)
{
    struct ag_preset *preset = u->presets;
    struct ag_source *source = NULL;

    while (preset && !ag_str_eq(preset->name, name))
        preset = preset->next;
    if (preset)
        return preset;
    *why = NULL;
    if (ag_resolver_is_plugin(u, name))
        source = ag_project_above(
            u->loader->project, user,
            ag_arena_fmt(u->arena, "authgen/%.*s.auth", AG_ARG(name)), why);
    if (!source && !*why)
        source = u->loader->preset(u->loader->self, name, why);
    if (!source)
        return NULL;
    preset = AG_NEW(u->arena, struct ag_preset);
    preset->name = name;
    preset->source = source;
    preset->next = u->presets;
    u->presets = preset;
    ag_parse(&preset->tree, AG_GRAMMAR_SCHEMA, source, u->arena, u->diags);
    return preset;
}

struct ag_preset *
ag_resolver_library_preset(struct ag_resolver *u,
                           const struct ag_library *library, struct ag_str rest,
                           struct ag_str user, const char **why)
{
    const struct ag_str *newer = library->newer;
    struct ag_str version = library->version, name;
    void *self = u->loader->self;

    for (; version.n; version = *newer++) {
        struct ag_str whole = ag_arena_fmt(
            u->arena, "%.*s@%.*s", AG_ARG(library->name), AG_ARG(version));
        name = ag_arena_fmt(u->arena, "%.*s%.*s", AG_ARG(whole), AG_ARG(rest));
        if (u->loader->has_preset(self, name))
            return ag_resolver_preset(u, name, user, why);
        *why = NULL;
        if (newer == library->newer && !u->loader->has_preset(self, whole))
            return NULL;
    }
    return ag_resolver_preset(
        u,
        ag_arena_fmt(u->arena, "%.*s%.*s", AG_ARG(library->name), AG_ARG(rest)),
        user, why);
}

/* Whether a unit is a file. A configuration is one, although it has a library.
 */
static bool
is_file(const struct ag_unit *unit)
{
    return !unit->library || (unit->source && unit->source->generated);
}

/* The unit of a preset of `library`; if that is NULL, of a file. */
static const struct ag_unit *
find_unit(struct ag_resolver *u, struct ag_str name,
          const struct ag_library *library)
{
    const struct ag_unit *unit = u->out->units.first;

    while (unit && !(ag_str_eq(unit->name, name) &&
                     (library ? unit->library == library && !is_file(unit)
                              : is_file(unit))))
        unit = unit->next;
    return unit;
}

struct ag_unit *
ag_unit_add(struct ag_units *units, struct ag_arena *arena, struct ag_str name,
            const struct ag_library *library)
{
    struct ag_unit *unit = AG_NEW(arena, struct ag_unit);

    unit->name = name;
    unit->library = library;
    if (units->last)
        units->last->next = unit;
    else
        units->first = unit;
    units->last = unit;
    return unit;
}

static bool
is_open(const struct frame *frame, const struct ag_unit *unit)
{
    while (frame && frame->unit != unit)
        frame = frame->outer;
    return frame != NULL;
}

static void
report_cycle(struct ag_resolver *u, const struct frame *frame,
             const struct ag_unit *unit, struct ag_str use)
{
    struct ag_str path = unit->name;

    for (; frame && frame->unit != unit; frame = frame->outer)
        path = ag_arena_fmt(u->arena, "%.*s -> %.*s", AG_ARG(frame->unit->name),
                            AG_ARG(path));
    struct ag_diag *diag =
        ag_report(u->diags, AG_USE_CYCLE, ag_str_span(use),
                  "'%.*s' uses itself: %.*s -> %.*s", AG_ARG(unit->name),
                  AG_ARG(unit->name), AG_ARG(path));
    ag_note(u->diags, diag, (struct ag_span){0, 0},
            "remove this line; move what both files need to a third file that "
            "both use");
}

/* Names of `use`. */

/* The parsed name of a preset: its library and version, and the rest. */
struct preset_name {
    const struct ag_library *library; /* NULL after a message */
    struct ag_str full, rest;
};

static struct preset_name
resolve_preset(struct ag_resolver *u, struct ag_str name,
               const struct ag_unit *user)
{
    struct ag_str head = ag_str_until(name, '/');
    struct ag_str lib = ag_str_until(head, '@');
    struct ag_str version = ag_str_cut(head, lib.n + (lib.n < head.n), head.n);
    struct ag_str rest = ag_str_cut(name, head.n, name.n);
    const struct ag_library *known = ag_resolver_find_library(u, lib);

    if (version.n == 0 && known && (known == user->library || known->found))
        version = known->version;
    return (struct preset_name){
        .library = ag_resolver_library(u, lib, version),
        .full =
            ag_arena_fmt(u->arena, "%.*s%s%.*s%.*s", AG_ARG(lib),
                         version.n ? "@" : "", AG_ARG(version), AG_ARG(rest)),
        .rest = rest,
    };
}

/* Whether the unit has to be read, because it was not added before. Reports a
 * cycle. */
static bool
is_new(struct ag_resolver *u, struct ag_str name, struct ag_str use,
       const struct ag_library *library, const struct frame *outer)
{
    const struct ag_unit *unit = find_unit(u, name, library);

    if (unit && is_open(outer, unit))
        report_cycle(u, outer, unit, use);
    return unit == NULL;
}

static bool
is_too_deep(struct ag_resolver *u, struct ag_str use, const struct frame *outer)
{
    if (outer->depth < DEEPEST)
        return false;
    ag_report(u->diags, AG_TOO_DEEP, ag_str_span(use),
              "files use each other more than %d levels deep", DEEPEST);
    return true;
}

/* Reports a `use` of a convention. */
static bool
is_convention(struct ag_resolver *u, struct ag_str use)
{
    if (!ag_str_starts(use, AG_STR(AG_CONVENTIONS)))
        return false;
    ag_note(u->diags,
            ag_report(u->diags, AG_UNKNOWN_USE, ag_str_span(use),
                      "'%.*s' is a convention, which has no tables",
                      AG_ARG(use)),
            (struct ag_span){0, 0}, "write config { convention = \"%.*s\" }",
            AG_ARG(ag_str_cut(use, sizeof AG_CONVENTIONS - 1, use.n)));
    return true;
}

static void
use_preset(struct ag_resolver *u, struct ag_str use, const struct frame *outer)
{
    if (is_convention(u, use))
        return;
    struct preset_name name = resolve_preset(u, use, outer->unit);
    const char *why = NULL;

    if (!name.library || !is_new(u, name.full, use, name.library, outer))
        return;
    struct ag_unit *unit =
        ag_unit_add(&u->out->units, u->arena, name.full, name.library);
    struct ag_preset *preset = ag_resolver_library_preset(
        u, name.library, name.rest, outer->unit->source->name, &why);
    if (!preset && !why)
        report_no_preset(u, use);
    else if (!preset)
        ag_report(u->diags, AG_FILE_READ, ag_str_span(use),
                  "cannot read '%.*s': %s", AG_ARG(name.full), why);
    if (!preset || is_too_deep(u, use, outer))
        return;
    preset->source->used = ag_str_span(use);
    unit->source = preset->source;
    unit->tree = preset->tree;
    if (!unit->tree.first)
        report_gone(u, use, preset);
    add_unit(u, &(struct frame){outer, unit, outer->depth + 1});
}

/* The file in a `use`, without the release of a configuration: "./auth.ts" of
 * "./auth.ts@1.4". */
static struct ag_str
file_in(struct ag_str use, struct ag_str *release)
{
    uint32_t at = use.n;

    while (at > 0 && use.p[at - 1] != '@' && use.p[at - 1] != '/')
        at--;
    *release = ag_str_cut(use, at, use.n);
    if (at == 0 || use.p[at - 1] != '@' || release->n == 0 ||
        release->p[0] < '0' || release->p[0] > '9' ||
        !ag_path_is_script(ag_str_cut(use, 0, at - 1))) {
        *release = (struct ag_str){0};
        return use;
    }
    return ag_str_cut(use, 0, at - 1);
}

/* Whether a `use` names a file, and not a preset. */
static bool
is_source(struct ag_str use)
{
    struct ag_str release;

    return ag_path_is_source(file_in(use, &release));
}

/* Whether it names a configuration. */
static bool
is_configuration(struct ag_str use)
{
    struct ag_str release, file = file_in(use, &release);

    return ag_path_is_source(file) && ag_path_is_script(file);
}

static void
use_file(struct ag_resolver *u, struct ag_str use, const struct frame *outer)
{
    struct ag_str release, file = file_in(use, &release);
    struct ag_str path =
        ag_path_from(u->arena, outer->unit->source->name, file);
    const char *why = NULL;

    if (!is_new(u, path, use, NULL, outer))
        return;
    struct ag_unit *unit = ag_unit_add(&u->out->units, u->arena, path, NULL);
    struct ag_source *source;
    if (ag_path_is_script(path)) {
        const struct ag_configuration *c =
            ag_resolver_configuration(u, path, release, use);
        source = c->schema;
        if (!u->out->target)
            u->out->target = c->target;
        if (!u->out->guess.of.n)
            u->out->guess = c->guess;
        if (source && !c->drizzle)
            unit->library = library_of(u, c->library);
        if (!unit->library && !c->drizzle)
            return;
    } else {
        source = u->loader->file(u->loader->self, path, &why);
        if (!source)
            ag_report(u->diags, AG_FILE_READ, ag_str_span(use),
                      "cannot read '%.*s': %s", AG_ARG(path), why);
    }
    if (!source || is_too_deep(u, use, outer))
        return;
    source->used = ag_str_span(use);
    unit->source = source;
    ag_parse(&unit->tree, AG_GRAMMAR_SCHEMA, source, u->arena, u->diags);
    add_unit(u, &(struct frame){outer, unit, outer->depth + 1});
}

/* Declarations. */

void
ag_composition_append(struct ag_composition *all, struct ag_composed *decl)
{
    if (all->last)
        all->last->next = decl;
    else
        all->first = decl;
    all->last = decl;
}

static void
add(struct ag_resolver *u, const struct ag_decl *decl,
    const struct ag_unit *unit)
{
    struct ag_composed *composed = AG_NEW(u->arena, struct ag_composed);

    composed->node = decl;
    composed->unit = unit;
    composed->name = decl->name;
    composed->members = decl->members;
    composed->broken = decl->broken;
    ag_composition_append(u->out, composed);
}

/* Adds the declarations of the frame's unit. A `use` is replaced by the
 * declarations of its file. */
static void
add_unit(struct ag_resolver *u, struct frame *frame)
{
    for (const struct ag_decl *d = frame->unit->tree.first; d; d = d->next) {
        if (d->kind != AG_DECL_USE)
            add(u, d, frame->unit);
        else if (is_source(d->name))
            use_file(u, d->name, frame);
        else
            use_preset(u, d->name, frame);
    }
}

/* Finds the version of each library before the first `use`, if there is a
 * configuration: one that the schema says, else that of the project. So the
 * order of `use` does not matter. */
static void
find_versions(struct ag_resolver *u, bool configurations)
{
    for (const struct ag_unit *unit = u->out->units.first; unit;
         unit = unit->next)
        for (const struct ag_decl *d = unit->tree.first; d; d = d->next) {
            bool file = d->kind == AG_DECL_USE && is_source(d->name);
            if (d->kind != AG_DECL_USE || file != configurations)
                continue;
            struct ag_str release, path = file_in(d->name, &release);
            struct ag_str head = ag_str_until(d->name, '/');
            struct ag_str lib = ag_str_until(head, '@');
            if (file && is_configuration(d->name))
                ag_resolver_configuration(
                    u, ag_path_from(u->arena, unit->source->name, path),
                    release, d->name);
            else if (!file && lib.n < head.n)
                ag_resolver_library(u, lib,
                                    ag_str_cut(head, lib.n + 1, head.n));
        }
}

static bool
has_configurations(const struct ag_units *units)
{
    for (const struct ag_unit *unit = units->first; unit; unit = unit->next)
        for (const struct ag_decl *d = unit->tree.first; d; d = d->next)
            if (d->kind == AG_DECL_USE && is_configuration(d->name))
                return true;
    return false;
}

/* All roots are entered before the first `use`, so a root that is also used is
 * added once. */
struct ag_composition *
ag_use(const struct ag_units *roots, const struct ag_use_loader *loader,
       struct ag_arena *arena, struct ag_diags *diags)
{
    struct ag_resolver u = {
        .loader = loader,
        .arena = arena,
        .diags = diags,
        .out = AG_NEW(arena, struct ag_composition),
    };
    struct ag_unit *last = NULL;

    for (const struct ag_unit *r = roots->first; r; r = r->next) {
        struct ag_unit *unit = ag_unit_add(&u.out->units, arena, r->name, NULL);
        unit->source = r->source;
        unit->tree = r->tree;
        last = unit;
    }
    if (has_configurations(roots)) {
        find_versions(&u, false);
        find_versions(&u, true);
    }
    for (const struct ag_unit *root = u.out->units.first; root;
         root = root == last ? NULL : root->next)
        add_unit(&u, &(struct frame){NULL, root, 0});
    u.out->releases = u.releases;
    return u.out;
}
