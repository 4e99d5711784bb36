/* Releases of packages: what is installed, or what package.json asks for. */
#include "base/path.h"
#include "gen/project/files.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { FACTOR = 1000 }; /* minor releases of a major one */

/* Reads a number at the start of *text and removes it. */
static bool
take_number(struct ag_str *text, uint32_t *number)
{
    uint32_t n = 0;

    while (n < text->n && text->p[n] >= '0' && text->p[n] <= '9')
        n++;
    if (!ag_str_uint(ag_str_cut(*text, 0, n), number) || *number >= FACTOR)
        return false;
    *text = ag_str_cut(*text, n, text->n);
    return true;
}

bool
ag_release_parse(struct ag_str text, struct ag_release *release)
{
    uint32_t *const parts[] = {&release->major, &release->minor,
                               &release->patch};
    *release = (struct ag_release){
        AG_RELEASE_ANY, AG_RELEASE_ANY, AG_RELEASE_ANY, text, {0}, false};
    if (ag_str_starts(text, AG_STR("npm:")))
        while (ag_str_find(text, '@') < text.n)
            text = ag_str_cut(text, ag_str_find(text, '@') + 1, text.n);
    while (text.n && strchr("^~>=<v ", text.p[0]))
        text = ag_str_cut(text, 1, text.n);
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (!take_number(&text, parts[i]))
            break;
        if (!ag_str_starts(text, AG_STR(".")))
            break;
        text = ag_str_cut(text, 1, text.n);
    }
    return release->major != AG_RELEASE_ANY;
}

/* What the catalogs of the project say about a package: `catalog:` or
 * `catalog:name`. */
static struct ag_str
in_catalog(struct ag_project *p, const struct ag_project_folder *folder,
           struct ag_str name, struct ag_str package)
{
    bool unnamed = name.n == 0 || ag_str_eq(name, AG_STR("default"));
    struct ag_str list = ag_arena_fmt(p->arena, "catalogs.%.*s", AG_ARG(name));

    for (; folder; folder = folder->up) {
        const struct ag_js *manifests[] = {
            folder->manifest, ag_project_get(folder->manifest, "workspaces")};
        for (const struct ag_pnpm_entry *e = ag_project_pnpm(p, folder->path);
             e; e = e->next)
            if (ag_str_eq(e->key, package) &&
                (ag_str_eq(e->list, list) ||
                 (unnamed && ag_str_eq(e->list, AG_STR("catalog")))))
                return e->text;
        for (size_t i = 0; i < COUNT(manifests); i++) {
            const struct ag_js *all = ag_project_get(manifests[i], "catalogs");
            const struct ag_js *catalog =
                unnamed ? ag_project_get(manifests[i], "catalog")
                        : ag_project_member(all, name);
            const struct ag_js *range = ag_project_member(catalog, package);
            if (range && range->kind == AG_JS_STRING)
                return range->text;
        }
    }
    return (struct ag_str){0};
}

/* Reads what the package.json of a folder says about a package. */
static bool
read_range(struct ag_project *p, struct ag_project_folder *folder,
           struct ag_str package, struct ag_release *release)
{
    static const struct ag_str catalog = AG_LIT("catalog:"),
                               workspace = AG_LIT("workspace:");
    struct ag_str range = ag_project_range(folder->manifest, package);

    if (ag_str_starts(range, catalog))
        range = in_catalog(p, folder, ag_str_cut(range, catalog.n, range.n),
                           package);
    if (ag_str_starts(range, workspace)) {
        const struct ag_project_package *own;
        range = ag_str_cut(range, workspace.n, range.n);
        if (ag_release_parse(range, release))
            return true;
        own = ag_project_package(p, folder, package);
        range = own ? ag_project_text(own->manifest, "version")
                    : (struct ag_str){0};
    }
    return ag_release_parse(range, release);
}

/* The place of the quote that ends the string at `i`; the end of the text, if
 * there is none. */
static uint32_t
string_end(struct ag_str json, uint32_t i)
{
    for (i++; i < json.n && json.p[i] != '"'; i++)
        if (json.p[i] == '\\')
            i++;
    return i < json.n ? i : json.n;
}

static uint32_t
skip_space(struct ag_str json, uint32_t i)
{
    while (i < json.n && strchr(" \t\r\n", json.p[i]))
        i++;
    return i;
}

/* The version in a package.json of node_modules, which npm writes: the string
 * behind the first key "version" of the outermost object. The rest, which for
 * some packages has thousands of entries of `exports`, is not parsed. */
static struct ag_str
version_of(struct ag_str json)
{
    const struct ag_str key = AG_STR("version");
    unsigned depth = 0;

    for (uint32_t i = 0, end; i < json.n; i++) {
        depth += json.p[i] == '{' || json.p[i] == '[';
        depth -= json.p[i] == '}' || json.p[i] == ']';
        if (json.p[i] != '"')
            continue;
        end = string_end(json, i);
        struct ag_str text = ag_str_cut(json, i + 1, end);
        i = end;
        if (depth != 1 || !ag_str_eq(text, key))
            continue;
        end = skip_space(json, end + 1);
        if (end >= json.n || json.p[end] != ':')
            continue;
        i = skip_space(json, end + 1);
        end = string_end(json, i);
        if (end < json.n && json.p[i] == '"')
            return ag_str_cut(json, i + 1, end);
    }
    return (struct ag_str){0};
}

bool
ag_project_release(struct ag_project *p, struct ag_str file, const char *name,
                   struct ag_release *release)
{
    struct ag_project_folder *first =
        ag_project_folder(p, ag_path_normalize(p->arena, ag_path_folder(file)));
    struct ag_str package = ag_str(name);

    for (struct ag_project_folder *f = first; f; f = f->up) {
        struct ag_str path =
            ag_arena_fmt(p->arena, "%.*snode_modules/%s/package.json",
                         AG_ARG(f->path), name);
        const struct ag_project_file *manifest = ag_project_file(p, path);
        struct ag_str version = manifest->source
                                    ? version_of(manifest->source->text)
                                    : (struct ag_str){0};
        if (ag_release_parse(version, release)) {
            release->from = path;
            release->installed = true;
            return true;
        }
    }
    for (struct ag_project_folder *f = first; f; f = f->up)
        if (read_range(p, f, package, release)) {
            release->patch = AG_RELEASE_ANY; /* another one may be installed */
            release->from =
                ag_arena_join(p->arena, f->path, AG_STR("package.json"));
            return true;
        }
    return false;
}

struct ag_str
ag_project_shown(struct ag_str path)
{
    static const struct ag_str modules = AG_LIT("node_modules/");
    struct ag_str folder = ag_path_folder(path);

    for (uint32_t i = 0; i < path.n; i++)
        if (ag_str_starts(ag_str_cut(path, i, path.n), modules))
            return ag_str_cut(path, i, path.n);
    return ag_str_cut(path, folder.n, path.n);
}

/* Choosing. */

/* How far two releases are apart, of which the second may be unknown in part;
 * then the newest counts. */
static uint32_t
distance(const struct ag_release *a, const struct ag_release *b)
{
    uint32_t minor = b->minor == AG_RELEASE_ANY ? FACTOR - 1 : b->minor, x, y;

    if (a->major == b->major && a->minor == AG_RELEASE_ANY)
        return 0;
    x = a->major * FACTOR + (a->minor == AG_RELEASE_ANY ? 0 : a->minor);
    y = b->major * FACTOR + minor;
    return x < y ? y - x : x - y;
}

void
ag_release_try(struct ag_release_choice *choice,
               const struct ag_release *release, struct ag_str candidate)
{
    struct ag_release of;
    uint32_t far;

    if (!ag_release_parse(candidate, &of))
        return;
    far = distance(&of, release);
    if (of.patch != AG_RELEASE_ANY &&
        (far > 0 || release->patch == AG_RELEASE_ANY ||
         release->patch > of.patch))
        return;
    if (choice->best.n &&
        (far > choice->distance ||
         (far == choice->distance && of.patch >= choice->patch)))
        return;
    choice->best = candidate;
    choice->distance = far;
    choice->patch = of.patch;
    choice->fits = far == 0 || (release->minor == AG_RELEASE_ANY &&
                                of.major == release->major);
}
