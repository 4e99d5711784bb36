/* Reads the configurations that a schema uses. */
#include "base/path.h"
#include "gen/compose/resolver.h"
#include "gen/drizzle/drizzle.h"
#include "gen/import/import.h"
#include "grammar/parse.h"

enum { DEEPEST = 32 }; /* nested uses */

/* The name of the package at the start of a text: "name/…", "@scope/name/…". */
static struct ag_str
package_in(struct ag_str text)
{
    uint32_t n = ag_str_find(text, '/');

    if (n < text.n && text.p[0] == '@')
        n += 1 + ag_str_find(ag_str_cut(text, n + 1, text.n), '/');
    return ag_str_cut(text, 0, n);
}

/* Whether there are presets LIBRARY/PACKAGE/FUNCTION for the package of a
 * module, which say more than the package's own text. */
static bool
has_presets(struct ag_resolver *u, struct ag_str module)
{
    struct ag_str preset = {0};

    while (!u->has_packages &&
           (preset = u->loader->next_preset(u->loader->self, preset)).n) {
        uint32_t n = ag_str_find(preset, '/');
        struct ag_str rest = ag_str_cut(preset, n + (n < preset.n), preset.n);
        struct ag_str package = package_in(rest);
        if (package.n < rest.n)
            *ag_map_put(&u->packages, u->arena, package) = u;
    }
    u->has_packages = true;
    return ag_map_get(&u->packages, package_in(module)) != NULL;
}

/* The built-in text in place of a package; NULL if there is none. */
static struct ag_source *
load_package(struct ag_resolver *u, struct ag_str name)
{
    static const char none = 0;
    void **known = ag_map_put(&u->texts, u->arena, name);

    if (!*known)
        *known = u->loader->package(u->loader->self, name);
    if (!*known)
        *known = (void *)&none;
    return *known == &none ? NULL : *known;
}

/* ag_config_loader.module */
static struct ag_source *
load_module(void *self, const struct ag_source *importer, struct ag_str name)
{
    struct ag_resolver *u = self;
    const struct ag_project_module *module =
        ag_project_find(u->loader->project, importer->name, name);

    if (module->why)
        ag_report(u->diags, AG_FILE_READ, ag_str_span(name),
                  "cannot read '%.*s': %s", AG_ARG(module->path), module->why);
    if (module->why || module->tried.n || ag_path_is_file(name))
        return module->source;
    return module->source && !has_presets(u, name) ? module->source
                                                   : load_package(u, name);
}

/* ag_config_loader.lost */
static bool
is_lost(void *self, const struct ag_source *importer, struct ag_str name,
        struct ag_str *tried)
{
    const struct ag_resolver *u = self;
    const struct ag_project_module *module =
        ag_project_find(u->loader->project, importer->name, name);

    *tried = module->tried;
    return !module->source && (module->why || module->tried.n);
}

/* ag_config_loader.above */
static struct ag_source *
find_above(void *self, const struct ag_source *user, struct ag_str path)
{
    struct ag_resolver *u = self;
    const char *why;
    struct ag_source *source =
        ag_project_above(u->loader->project, user->name,
                         ag_path_normalize(u->arena, path), &why);

    if (why)
        ag_report(u->diags, AG_FILE_READ, (struct ag_span){0, 0},
                  "cannot read '%.*s': %s", AG_ARG(path), why);
    return source;
}

/* ag_config_loader.provider. Mistakes in the file are Prisma's to report. It
 * parses a copy, since a source is parsed once, but may be asked for again. */
static struct ag_str
find_provider(void *self, const struct ag_source *schema)
{
    struct ag_resolver *u = self;
    struct ag_source *copy =
        u->loader->text(u->loader->self, schema->name, schema->text);
    struct ag_diags diags;
    struct ag_tree tree = {0};

    ag_diags_init(&diags, u->arena);
    if (!copy)
        return (struct ag_str){0};
    ag_parse(&tree, AG_GRAMMAR_SCHEMA, copy, u->arena, &diags);
    for (const struct ag_decl *d = tree.first; d; d = d->next) {
        const struct ag_expr *e =
            d->kind == AG_DECL_BLOCK && d->subject == AG_SUBJECT_datasource
                ? ag_setting(d, AG_STR("provider"))
                : NULL;
        if (e && e->kind == AG_EXPR_STRING)
            return e->text;
    }
    return (struct ag_str){0};
}

/* ag_config_loader.declares, for presets that are `depth` uses deep. */
static bool
declares(struct ag_resolver *u, struct ag_str name, struct ag_str model,
         int depth)
{
    const char *why;
    const struct ag_preset *preset =
        ag_resolver_preset(u, name, (struct ag_str){0}, &why);

    if (!preset || depth == DEEPEST)
        return false;
    for (const struct ag_decl *d = preset->tree.first; d; d = d->next)
        if (d->kind == AG_DECL_USE
                ? declares(u, d->name, model, depth + 1)
                : d->kind == AG_DECL_BLOCK && ag_str_eq(d->name, model))
            return true;
    return false;
}

static bool
preset_declares(void *self, struct ag_str preset, struct ag_str model)
{
    return declares(self, preset, model, 0);
}

/* Adds a text to the outputs' headers: which release was found, and where, or
 * which configuration of a file. Also ag_config_loader.say. */
static void
add_release(void *self, struct ag_str text)
{
    struct ag_resolver *u = self;
    struct ag_found_release **end = &u->releases;

    for (; *end; end = &(*end)->next)
        if (ag_str_eq((*end)->text, text))
            return;
    *end = AG_NEW(u->arena, struct ag_found_release);
    (*end)->text = text;
}

/* ag_config_loader.since */
static bool
is_since(void *self, const struct ag_source *config, const char *package,
         uint32_t major)
{
    const struct ag_resolver *u = self;
    struct ag_release r;

    return ag_project_release(u->loader->project, config->name, package, &r) &&
           r.major >= major;
}

static bool
is_older(const struct ag_release *a, const struct ag_release *b)
{
    return a->major < b->major || (a->major == b->major && a->minor < b->minor);
}

/* Whether the project has its own file for the preset of a plugin. */
static bool
is_own(struct ag_resolver *u, const struct ag_source *config,
       struct ag_str name)
{
    const char *why;
    const struct ag_preset *preset =
        ag_resolver_preset(u, name, config->name, &why);

    return preset && !preset->source->made;
}

/* The preset of a plugin for the release of its package: of the releases in
 * LIBRARY/PACKAGE@RELEASE/FUNCTION the first that is not older, else `name`,
 * which is for the newest. */
static struct ag_str
choose_plugin(struct ag_resolver *u, const struct ag_source *config,
              struct ag_str name)
{
    struct ag_str folder = ag_path_folder(name), best = name, known = {0};
    struct ag_str function = ag_str_cut(name, folder.n, name.n), package;
    struct ag_release installed, least = {.major = AG_RELEASE_ANY}, r;

    folder = ag_str_cut(folder, 0, folder.n - 1);
    package = ag_str_until(folder, '/');
    package = ag_str_cut(folder, package.n + 1, folder.n);
    if (is_own(u, config, name) ||
        !ag_project_release(u->loader->project, config->name,
                            ag_arena_cstr(u->arena, package.p, package.n),
                            &installed))
        return name;
    while ((known = u->loader->next_preset(u->loader->self, known)).n) {
        struct ag_str release = ag_str_cut(known, 0, ag_path_folder(known).n);
        if (!ag_str_starts(release, folder) || release.n < folder.n + 3 ||
            release.p[folder.n] != '@' ||
            !ag_str_eq(ag_str_cut(known, release.n, known.n), function) ||
            !ag_release_parse(ag_str_cut(release, folder.n + 1, release.n - 1),
                              &r))
            continue;
        if (!is_older(&r, &installed) && is_older(&r, &least)) {
            least = r;
            best = known;
        }
    }
    if (best.p != name.p)
        add_release(u, ag_arena_fmt(u->arena, "%.*s %.*s (%.*s)",
                                    AG_ARG(package), AG_ARG(installed.text),
                                    AG_ARG(ag_project_shown(installed.from))));
    return best;
}

/* ag_config_loader.preset. One that cannot be read is reported when it is used.
 */
static enum ag_config_preset
preset_kind(void *self, const struct ag_source *config, struct ag_str *name)
{
    struct ag_resolver *u = self;
    struct ag_library newest = {.name = ag_str_until(*name, '/')};
    const struct ag_library *library = ag_resolver_find_library(u, newest.name);
    const struct ag_preset *preset;
    const struct ag_decl *d;
    const char *why;

    if (ag_resolver_is_plugin(u, *name))
        *name = choose_plugin(u, config, *name);
    preset = ag_resolver_library_preset(
        u, library ? library : &newest,
        ag_str_cut(*name, newest.name.n, name->n), config->name, &why);
    if (!preset)
        return why ? AG_PRESET_FULL : AG_PRESET_NONE;
    d = preset->tree.first;
    if (!d) {
        *name = ag_resolver_reason(preset);
        return AG_PRESET_GONE;
    }
    while (d && d->kind == AG_DECL_USE &&
           ag_str_find(d->name, '/') == d->name.n)
        d = d->next;
    return d ? AG_PRESET_FULL : AG_PRESET_EMPTY;
}

/* The presets for a release of a library; of the newest release, the presets
 * without a version. */
static struct ag_str
choose(struct ag_resolver *u, struct ag_str library,
       const struct ag_release *release, struct ag_release_choice *choice)
{
    const struct ag_release last = {
        .major = 999, .minor = 999, .patch = AG_RELEASE_ANY};
    struct ag_release_choice newest = {.fits = false};
    struct ag_str known = {0};

    while ((known = u->loader->next_preset(u->loader->self, known)).n) {
        struct ag_str version = ag_resolver_version(known, library);
        ag_release_try(choice, release, version);
        ag_release_try(&newest, &last, version);
    }
    return ag_str_eq(choice->best, newest.best) ? (struct ag_str){0}
                                                : choice->best;
}

static void
report_release(struct ag_resolver *u, const char *package,
               const struct ag_release *release, struct ag_str nearest)
{
    ag_note(u->diags,
            ag_report(u->diags, AG_LIBRARY_RELEASE, ag_str_span(release->text),
                      "there are no presets for %s %.*s: using those of %.*s, "
                      "the nearest release",
                      package, AG_ARG(release->text), AG_ARG(nearest)),
            (struct ag_span){0, 0}, "write use \"%s@%.*s\" to choose a release",
            package, AG_ARG(nearest));
}

/* The release that the `use` of a configuration says. */
static void
take_asked(struct ag_resolver *u, const char *package, bool with_presets,
           struct ag_config_release *release)
{
    struct ag_release_choice choice = {.fits = false};
    struct ag_str name = ag_str(package);
    struct ag_release r;

    ag_release_parse(u->asked, &r);
    release->major = r.major;
    release->minor = r.minor;
    if (!with_presets)
        return;
    name.at = u->asked.at;
    release->version = choose(u, name, &r, &choice);
    ag_resolver_library(u, name, release->version);
    if (!choice.fits)
        report_release(u, package, &r, choice.best);
}

/* ag_config_loader.release */
static void
find_release(void *self, const struct ag_source *config, const char *package,
             bool with_presets, struct ag_str import,
             struct ag_config_release *release)
{
    struct ag_resolver *u = self;
    struct ag_str name = ag_str(package);
    struct ag_library *library = ag_resolver_find_library(u, name);
    struct ag_release_choice choice = {.fits = false};
    struct ag_release r;
    bool found;

    if (u->asked.n) {
        take_asked(u, package, with_presets, release);
        return;
    }
    if (library) {
        ag_release_parse(library->version, &r);
        *release =
            (struct ag_config_release){r.major, r.minor, library->version};
        return;
    }
    found = ag_project_release(u->loader->project, config->name, package, &r);
    if (!found)
        r = (struct ag_release){.major = release->major,
                                .minor = release->minor,
                                .patch = AG_RELEASE_ANY};
    if (!found && !import.n)
        return;
    release->major = r.major;
    release->minor = r.minor;
    if (with_presets) {
        release->version = choose(u, name, &r, &choice);
        library = ag_resolver_library(u, name, release->version);
        library->found = true;
    }
    if (with_presets && found && !choice.fits)
        report_release(u, package, &r, choice.best);
    if (!choice.best.n)
        choice.best = r.minor == AG_RELEASE_ANY
                          ? ag_arena_fmt(u->arena, "%u", r.major)
                          : ag_arena_fmt(u->arena, "%u.%u", r.major, r.minor);
    add_release(u, ag_arena_fmt(
                       u->arena, "%s %.*s (%.*s)", package, AG_ARG(choice.best),
                       AG_ARG(found ? ag_project_shown(r.from) : import)));
}

/* Makes the schema for the configuration in `source` and sets c->library; or
 * the schema for a Drizzle file, and sets c->drizzle. */
static void
expand(struct ag_resolver *u, const struct ag_source *source,
       struct ag_configuration *c)
{
    const struct ag_config_loader loader = {
        .release = find_release,
        .since = is_since,
        .module = load_module,
        .lost = is_lost,
        .above = find_above,
        .provider = find_provider,
        .preset = preset_kind,
        .declares = preset_declares,
        .say = add_release,
        .self = u,
    };
    struct ag_origins origins = {0};
    struct ag_buf text;

    ag_buf_init(&text, u->arena);
    c->drizzle =
        ag_drizzle_read(source, &loader, &text, &origins, u->arena, u->diags);
    if (!c->drizzle)
        c->library = ag_config_read(source, &loader, &text, &c->target,
                                    &c->guess, u->arena, u->diags);
    if (c->library.n || c->drizzle)
        c->schema = u->loader->text(
            u->loader->self,
            ag_arena_fmt(u->arena, "%.*s (expanded)", AG_ARG(source->name)),
            ag_buf_text(&text));
    ag_buf_free(&text);
    if (c->schema) {
        c->schema->generated = true;
        c->schema->origins = origins;
    }
}

const struct ag_configuration *
ag_resolver_configuration(struct ag_resolver *u, struct ag_str path,
                          struct ag_str release, struct ag_str use)
{
    struct ag_configuration *c = u->configurations;
    struct ag_source *source;
    const char *why;

    while (c && !ag_str_eq(c->path, path))
        c = c->next;
    if (c)
        return c;
    c = AG_NEW(u->arena, struct ag_configuration);
    c->path = path;
    c->next = u->configurations;
    u->configurations = c;
    source = u->loader->file(u->loader->self, path, &why);
    if (source) {
        source->used = ag_str_span(use);
        u->asked = release;
        expand(u, source, c);
    } else {
        ag_report(u->diags, AG_FILE_READ, ag_str_span(use),
                  "cannot read '%.*s': %s", AG_ARG(path), why);
    }
    return c;
}

struct ag_source *
ag_expand(const struct ag_source *source, const struct ag_use_loader *loader,
          struct ag_arena *arena, struct ag_diags *diags)
{
    struct ag_resolver u = {.loader = loader, .arena = arena, .diags = diags};
    struct ag_configuration c = {.schema = NULL};

    expand(&u, source, &c);
    ag_guess_report(&c.guess, diags);
    return c.schema;
}
