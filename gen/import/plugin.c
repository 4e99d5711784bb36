/* Converts plugins of Better Auth to presets, and applies their options. */
#include <string.h>

#include "gen/import/reader.h"

enum { DEEPEST = 16 }; /* nested lists */

static const struct plugin {
    const char *function; /* of another package: PACKAGE/FUNCTION */
    const char *preset;
} plugins[] = {
#define AG_PLUGIN(function, preset) {#function, preset},
#include "gen/import/libraries.def"
#undef AG_PLUGIN
};

static const struct {
    const char *function;
    const char *path;
    bool set;
    const char *preset;
    const char *advice;
} variants[] = {
#define AG_IF(function, path, preset)                                          \
    {#function, path, true, preset, "if it is, add: use \"" preset "\""},
#define AG_UNLESS(function, path, preset)                                      \
    {#function, path, false, preset, "if it is not, add: use \"" preset "\""},
#include "gen/import/libraries.def"
#undef AG_IF
#undef AG_UNLESS
};

static const struct {
    const char *function;
    const char *path;
    const char *table;
} own_options[] = {
#define AG_TABLE(function, path, table) {#function, path, table},
#include "gen/import/libraries.def"
#undef AG_TABLE
};

static const struct {
    const char *function;
    const char *table;
} odd_names[] = {
#define AG_ODD(function, table) {#function, table},
#include "gen/import/libraries.def"
#undef AG_ODD
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void
report(struct ag_config_reader *c, struct ag_config_value v, const char *what)
{
    ag_config_warn(
        c, v,
        "add its tables to the schema: use \"better-auth/…\", or declare "
        "models; run `authgen presets` to list the presets",
        "%s", what);
}

/* Uses the preset of a plugin or of one of its options, which is `v`. Warns if
 * the release of the library does not have it, or if the plugin of a package
 * keeps its tables elsewhere. */
static void
use_preset(struct ag_config_reader *c, struct ag_config_value v,
           const char *preset, bool of_package)
{
    struct ag_str name = ag_str(preset), version = c->release.version;
    const char *advice = "no tables are generated for it";

    if (c->loader->preset(c->loader->self, c->source, &name) !=
        AG_PRESET_GONE) {
        ag_config_use(c, preset);
        return;
    }
    if (version.n && !of_package)
        advice = ag_arena_fmt(c->arena,
                              "the tables are those of release %.*s; to choose "
                              "another one, add: use \"better-auth@…\"",
                              AG_ARG(version))
                     .p;
    if (ag_str_ends(name, AG_STR(".")))
        name.n--;
    ag_config_warn(c, v, advice, "%.*s", AG_ARG(name));
}

/* Applies the options that add tables or columns, if they may be set; and those
 * that remove some, if they certainly are. */
static void
read_variants(struct ag_config_reader *c, const char *function,
              struct ag_config_value options)
{
    for (size_t i = 0; i < COUNT(variants); i++) {
        if (strcmp(variants[i].function, function) != 0)
            continue;
        struct ag_config_value v =
            ag_config_option(c, options, variants[i].path);
        enum ag_truth is = ag_config_truth(c, v);
        if (v.hidden)
            ag_config_warn(c, v, variants[i].advice,
                           "cannot determine from the text whether '%s' is set",
                           variants[i].path);
        else if (variants[i].set ? is != AG_NO
                                 : is == AG_NO && !ag_config_is_nothing(v))
            use_preset(c, v, variants[i].preset, false);
    }
}

/* Reads the limits of apiKey, which are the defaults of columns. If there is a
 * list of one configuration, they are in it. */
static void
read_limits(struct ag_config_reader *c, struct ag_config_value options)
{
    static const char *const limits[][2] = {
        {"rateLimit.timeWindow", "rateLimitTimeWindow"},
        {"rateLimit.maxRequests", "rateLimitMax"},
    };
    struct ag_config_value list = ag_config_resolve(c, options);
    struct ag_buf fields;

    /* With several configurations, the defaults are not used. */
    if (ag_config_is_kind(list, AG_JS_ARRAY)) {
        if (!list.js->items || list.js->items->next)
            return;
        options = ag_config_item(list, 0);
    }
    ag_buf_init(&fields, c->arena);
    for (size_t i = 0; i < COUNT(limits); i++) {
        struct ag_config_value v = ag_config_option(c, options, limits[i][0]);
        if (ag_config_is_nothing(v))
            continue;
        ag_buf_fmt(&fields, "  %s Int?", limits[i][1]);
        ag_config_put_default(c, &fields, ag_str(limits[i][1]), v,
                              AG_STR("number"));
        ag_buf_char(&fields, '\n');
    }
    ag_config_extend(c, AG_STR("apikey"), ag_buf_text(&fields));
    ag_buf_free(&fields);
}

static void
read_schema(struct ag_config_reader *c, struct ag_str table,
            struct ag_config_value v, void *more)
{
    (void)more;
    ag_config_read_table(c, table, v);
}

/* Names a table that is not in camel case, unless the options do. */
static void
name_odd(struct ag_config_reader *c, struct ag_str table,
         struct ag_config_value schema)
{
    struct ag_config_value options = ag_config_get(c, schema, table);

    if (ag_config_is_nothing(ag_config_option(c, options, "modelName")))
        ag_config_name_odd(c, table);
}

/* Reads the options of a known plugin: the arguments of its call. */
static void
read_options(struct ag_config_reader *c, const char *plugin,
             struct ag_config_value call)
{
    struct ag_str function = ag_str(plugin);
    struct ag_config_value options = ag_config_item(call, 0);
    struct ag_config_value schema = ag_config_option(c, options, "schema");
    struct ag_config_value more = ag_config_item(call, 1);

    if (ag_str_eq(function, AG_STR("apiKey"))) {
        read_limits(c, options);
        if (more.js)
            schema = ag_config_option(c, more, "schema");
    }
    if (ag_str_eq(function, AG_STR("lastLoginMethod"))) {
        ag_config_rename_columns(c, AG_STR("user"),
                                 ag_config_option(c, schema, "user"));
        return;
    }
    ag_config_each(c, schema, read_schema, NULL, "a plugin's schema");
    /* Before 1.5 the library ignores twoFactorTable. */
    if (ag_str_eq(function, AG_STR("twoFactor")) && ag_config_since(c, 1, 5))
        ag_config_rename_table(
            c, AG_STR("twoFactor"),
            ag_config_text(c, ag_config_option(c, options, "twoFactorTable"),
                           ag_config_advice_model, "twoFactorTable"));
    for (size_t i = 0; i < COUNT(own_options); i++)
        if (ag_str_eq(function, ag_str(own_options[i].function)))
            ag_config_read_table(
                c, ag_str(own_options[i].table),
                own_options[i].path[0]
                    ? ag_config_option(c, options, own_options[i].path)
                    : options);
    for (size_t i = 0; i < COUNT(odd_names); i++)
        if (ag_str_eq(function, ag_str(odd_names[i].function)))
            name_odd(c, ag_str(odd_names[i].table), schema);
}

/* Whether this can be the name of a package, or of its scope. */
static bool
is_package(struct ag_str name)
{
    for (uint32_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = ag_config_is_identifier(ag_str_cut(name, i, i + 1));
        if (!letter && !(c >= '0' && c <= '9') && (i == 0 || !strchr("-._", c)))
            return false;
    }
    return name.n > 0;
}

/* The package of a module: "@scope/name" of "@scope/name/path". Empty if the
 * module is a file or an alias of the project. */
static struct ag_str
package_of(struct ag_str module)
{
    struct ag_str scope = ag_str_until(module, '/'), name = scope;

    if (ag_str_starts(module, AG_STR("@")) && scope.n < module.n) {
        name = ag_str_until(ag_str_cut(module, scope.n + 1, module.n), '/');
        if (!is_package(ag_str_cut(scope, 1, scope.n)))
            return (struct ag_str){0};
    }
    if (!is_package(name))
        return (struct ag_str){0};
    return ag_str_cut(module, 0, (uint32_t)(name.p - module.p) + name.n);
}

/* Whether a module may contain the plugins of the table above. An unknown
 * module counts too, because frameworks may import names automatically. */
static bool
is_better_auth(struct ag_str module)
{
    struct ag_str package = package_of(module);

    return module.n == 0 || ag_str_eq(package, AG_STR("better-auth")) ||
           ag_str_starts(package, AG_STR("@better-auth/"));
}

/* The preset of a plugin that is not in the table above; empty if its package
 * is unknown. */
static struct ag_str
preset_of(struct ag_config_reader *c, struct ag_str module,
          struct ag_str function)
{
    struct ag_str package = package_of(module);

    if (package.n == 0 || !ag_config_is_identifier(function))
        return (struct ag_str){0};
    return ag_arena_fmt(c->arena, "better-auth/%.*s/%.*s", AG_ARG(package),
                        AG_ARG(function));
}

/* Whether options of Better Auth affect tables. */
static bool
decides_tables(struct ag_config_reader *c, struct ag_config_value options)
{
    static const char *const others[] = {"plugins", "database", "advanced",
                                         "secondaryStorage"};

    for (size_t i = 0; i < COUNT(others); i++)
        if (!ag_config_is_nothing(ag_config_option(c, options, others[i])))
            return true;
    for (size_t i = 0; i < AG_CONFIG_NTABLE; i++)
        if (!ag_config_is_nothing(
                ag_config_option(c, options, ag_config_tables[i])))
            return true;
    return false;
}

/* The plugin that a call creates; NULL if it is unknown. */
static const struct plugin *
find_plugin(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str module, name = ag_config_function(c, call, &module);
    struct ag_str preset = preset_of(c, module, name), found = preset;
    struct plugin *plugin;

    for (size_t i = 0; i < COUNT(plugins) && is_better_auth(module); i++)
        if (ag_str_eq(name, ag_str(plugins[i].function)))
            return &plugins[i];
    if (preset.n == 0)
        return NULL;
    plugin = AG_NEW(c->arena, struct plugin);
    plugin->function = preset.p + strlen("better-auth/");
    enum ag_config_preset kind =
        c->loader->preset(c->loader->self, c->source, &found);
    if (kind == AG_PRESET_NONE)
        return NULL;
    plugin->preset = kind == AG_PRESET_EMPTY ? ""
                     : kind == AG_PRESET_GONE
                         ? preset.p
                         : ag_arena_cstr(c->arena, found.p, found.n);
    return plugin;
}

bool
ag_config_is_plugin(struct ag_config_reader *c, struct ag_config_value call)
{
    return find_plugin(c, call) != NULL;
}

/* Warns about the call of an unknown plugin, and names the file that may
 * declare its tables. */
static void
report_unknown(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str module, name = ag_config_function(c, call, &module);
    struct ag_str preset = preset_of(c, module, name);

    if (preset.n == 0)
        report(c, call, "unknown plugin");
    else
        ag_config_warn(c, call,
                       ag_arena_fmt(c->arena,
                                    "declare its tables in "
                                    "authgen/%.*s.auth; if it has none, write "
                                    "only: use \"better-auth\"",
                                    AG_ARG(preset))
                           .p,
                       "unknown plugin '%.*s' of \"%.*s\"", AG_ARG(name),
                       AG_ARG(package_of(module)));
}

/* Reads a plugin defined in the text: { id, schema }. Its `init` may return
 * options, which apply like those of the configuration. */
static void
read_own_plugin(struct ag_config_reader *c, struct ag_config_value plugin)
{
    struct ag_config_value init = ag_config_option(c, plugin, "init");
    struct ag_config_value brought = ag_config_returned(c, init);

    ag_config_read_own_tables(c, ag_config_option(c, plugin, "schema"));
    if (!ag_config_is_nothing(init) &&
        (!ag_config_is_kind(brought, AG_JS_OBJECT) ||
         decides_tables(c, ag_config_option(c, brought, "options"))))
        report(c, init, "cannot determine from the text what this returns");
}

/* Whether the plugin has tables, or its options affect tables. */
static bool
has_tables(const struct plugin *plugin)
{
    for (size_t i = 0; i < COUNT(variants); i++)
        if (strcmp(variants[i].function, plugin->function) == 0)
            return true;
    return plugin->preset[0];
}

static void
read_known_plugin(struct ag_config_reader *c, struct ag_config_value call)
{
    const struct plugin *plugin = find_plugin(c, call);

    if (!plugin) {
        report_unknown(c, call);
        return;
    }
    if (!has_tables(plugin))
        return;
    if (plugin->preset[0])
        use_preset(c, call, plugin->preset,
                   strchr(plugin->function, '/') != NULL);
    read_variants(c, plugin->function, ag_config_item(call, 0));
    read_options(c, plugin->function, call);
}

/* The plugins that are read: those defined in the text, or the others. */
struct selection {
    bool own;
    int depth; /* of lists */
};

static void read_list(struct ag_config_reader *c, struct ag_config_value list,
                      void *more);

/* Reads the known plugins that are spread in one that the text defines:
 * { ...expo(), id: "own" }. */
static void
read_spread_plugins(struct ag_config_reader *c, struct ag_config_value plugin)
{
    for (const struct ag_js *i = plugin.js->items; i; i = i->next) {
        struct ag_config_value v = ag_config_within(plugin, i);
        if (!i->spread)
            continue;
        v = ag_config_resolve(c, v);
        if (ag_config_is_kind(v, AG_JS_CALL) && ag_config_is_plugin(c, v))
            read_known_plugin(c, v);
    }
}

/* ag_config_alternative_fn for an item of a list of plugins. */
static void
read_plugin(struct ag_config_reader *c, struct ag_config_value v, void *more)
{
    struct selection *selection = more;

    if (ag_config_truth(c, v) == AG_NO)
        return;
    if (ag_config_is_kind(v, AG_JS_ARRAY))
        read_list(c, v, more);
    else if (ag_config_is_kind(v, AG_JS_OBJECT) ||
             ag_config_is_kind(v, AG_JS_CLASS)) {
        if (selection->own)
            read_own_plugin(c, v);
        else
            read_spread_plugins(c, v);
    } else if (selection->own) {
        return;
    } else if (ag_config_is_kind(v, AG_JS_CALL)) {
        read_known_plugin(c, v);
    } else {
        report(c, v, "cannot determine the plugin from the text");
    }
}

/* ag_config_alternative_fn for a list of plugins. */
static void
read_list(struct ag_config_reader *c, struct ag_config_value list, void *more)
{
    struct selection *selection = more;

    if (ag_config_truth(c, list) == AG_NO)
        return;
    if (!ag_config_is_kind(list, AG_JS_ARRAY) || selection->depth == DEEPEST) {
        report(c, list, "the list of plugins is computed at run time");
        return;
    }
    selection->depth++;
    for (const struct ag_js *i = list.js->items; i; i = i->next)
        ag_config_alternatives(c, ag_config_within(list, i),
                               i->spread ? read_list : read_plugin, more);
    selection->depth--;
}

void
ag_config_read_plugins(struct ag_config_reader *c, struct ag_config_value list)
{
    struct selection others = {.own = false}, own = {.own = true};

    if (!list.js)
        return;
    /* A plugin may extend the tables of a later one. */
    ag_config_alternatives(c, list, read_list, &others);
    ag_config_alternatives(c, list, read_list, &own);
}
