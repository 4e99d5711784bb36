/* The configurations of Auth.js and Lucia. Their adapter determines the preset,
 * the tables and the database. */
#include <string.h>

#include "gen/import/reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The adapter: the call in `given` that `is` accepts, otherwise any call. If it
 * cannot be determined, warns, looks for the database in the project, and
 * returns no value. */
static struct ag_config_value
adapter_of(struct ag_config_reader *c, struct ag_config_value given,
           struct ag_config_value config, ag_config_is_call_fn *is)
{
    struct ag_config_value adapter = ag_config_find_call(c, given, is);

    if (adapter.js)
        return adapter;
    adapter = ag_config_resolve(c, given);
    if (ag_config_is_kind(adapter, AG_JS_CALL))
        return adapter;
    ag_config_warn(
        c,
        adapter.hidden ? adapter
        : given.js     ? given
                       : config,
        "add the preset and the names of tables to the schema: use \"…\", "
        "extend model … { @@map(\"…\") }; run `authgen presets` to list the "
        "presets",
        "cannot determine the adapter from the text");
    if (adapter.js)
        ag_config_find_database(c, adapter);
    return ag_nothing;
}

/* Auth.js. */

/* The preset of each adapter, by the adapter's package. */
static const struct {
    const char *module;
    const char *preset;
} presets[] = {
#define AG_AUTH_JS(module, preset) {module, preset},
#include "gen/import/libraries.def"
#undef AG_AUTH_JS
};

/* The names of tables in the second argument of DrizzleAdapter. */
static const struct {
    const char *option;
    const char *table;
} drizzle_tables[] = {
#define AG_AUTH_JS_TABLE(option, table) {#option, #table},
#include "gen/import/libraries.def"
#undef AG_AUTH_JS_TABLE
};

/* ag_config_is_call_fn: an adapter of Auth.js. */
static bool
is_auth_js(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str module;

    ag_config_function(c, call, &module);
    for (size_t i = 0; i < COUNT(presets); i++)
        if (ag_str_eq(module, ag_str(presets[i].module)))
            return true;
    return false;
}

/* The preset of the release of NextAuth.js; without one, of Auth.js 5. */
static const char *
default_preset(const struct ag_config_reader *c)
{
    return c->release.major <= 3   ? "next-auth@3"
           : c->release.major == 4 ? "next-auth@4"
                                   : "auth.js";
}

/* The preset for the function `name` of `module`. An adapter that is not
 * imported is assumed to use the tables that most adapters share. */
static const char *
preset_of(struct ag_config_reader *c, struct ag_config_value adapter,
          struct ag_str name, struct ag_str module)
{
    if (c->release.major <= 3) /* all adapters have the same tables */
        return default_preset(c);
    for (size_t i = 0; i < COUNT(presets); i++)
        if (ag_str_eq(module, ag_str(presets[i].module)))
            return presets[i].preset;
    if (module.n || !name.n) {
        ag_config_warn(c, adapter,
                       "declare its tables in a schema instead of using this "
                       "file; run `authgen presets` to find similar ones",
                       "unknown adapter");
        c->guess = (struct ag_guess){0}; /* for the same cause */
    }
    return default_preset(c);
}

/* Whether the configuration enables passkeys. */
static bool
has_webauthn(struct ag_config_reader *c, struct ag_config_value config)
{
    struct ag_config_value list =
        ag_config_resolve(c, ag_config_option(c, config, "providers"));

    if (ag_config_is_kind(list, AG_JS_ARRAY))
        for (const struct ag_js *i = list.js->items; i; i = i->next)
            if (ag_str_eq(i->text, AG_STR("Passkey")) ||
                ag_str_eq(i->text, AG_STR("WebAuthn")))
                return true;
    /* The passkey providers require this setting. */
    return ag_config_is_set(c, config, "experimental.enableWebAuthn",
                            "if it is, add: use \"auth.js/webauthn\"");
}

/* Appends the convention of the library's documents for Drizzle. */
static void
put_convention(struct ag_config_reader *c, const char *library)
{
    ag_buf_fmt(&c->config, "  convention = \"%s/%s\"\n", library,
               ag_config_drizzle(c));
}

void
ag_config_read_auth_js(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_config_value config = call, given, adapter;
    const char *preset;
    struct ag_str module, name;

    /* NextAuth(options), or NextAuth(request, response, options). */
    if (ag_config_is_kind(call, AG_JS_CALL))
        config = ag_config_last(call);
    config = ag_config_returned(c, config);
    if (!config.js)
        config = call;
    ag_config_find_release(c, "next-auth", false);
    preset = default_preset(c);
    given = ag_config_option(c, config, "adapter");
    bool none = ag_config_is_nothing(ag_config_resolve(c, given));
    /* NextAuth.js 3 makes an adapter of the address of a database. */
    if (none && (c->release.major > 3 ||
                 ag_config_is_nothing(ag_config_resolve(
                     c, ag_config_option(c, config, "database"))))) {
        c->library = "auth.js";
        ag_config_warn(c, config,
                       "add an adapter if sessions or accounts are to be in a "
                       "database",
                       "this configuration has no adapter, so it needs no "
                       "tables");
        return;
    }
    adapter = none ? ag_nothing : adapter_of(c, given, config, is_auth_js);
    if (adapter.js) {
        name = ag_config_function(c, adapter, &module);
        ag_config_find_database(c, adapter);
        preset = preset_of(c, adapter, name, module);
        if (ag_str_eq(name, AG_STR("DrizzleAdapter"))) {
            put_convention(c, "auth.js");
            for (size_t i = 0; i < COUNT(drizzle_tables); i++)
                ag_config_read_drizzle_table(
                    c, ag_str(drizzle_tables[i].table),
                    ag_config_option(c, ag_config_item(adapter, 1),
                                     drizzle_tables[i].option));
        }
        if (ag_str_eq(name, AG_STR("KyselyAdapter")))
            ag_buf_fmt(&c->config, "  tables = as_is\n");
    }
    ag_config_use(c, preset);
    if (has_webauthn(c, config))
        ag_config_use(c, "auth.js/webauthn");
}

/* Lucia. */

/* ag_config_is_call_fn: an adapter of Lucia. */
static bool
is_lucia(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str module;

    ag_config_function(c, call, &module);
    return ag_str_starts(module, AG_STR("@lucia-auth/adapter-"));
}

static bool
is_prisma(struct ag_config_reader *c, struct ag_config_value adapter)
{
    struct ag_str module;

    ag_config_function(c, adapter, &module);
    return ag_str_eq(module, AG_STR("@lucia-auth/adapter-prisma"));
}

/* Reads a name of { user: "auth_user", session: null }. */
static void
read_table(struct ag_config_reader *c, struct ag_str table,
           struct ag_config_value v, void *more)
{
    const bool *prisma = more;

    if (ag_config_is_name(ag_config_resolve(c, v), "null"))
        ag_buf_fmt(&c->body, "omit model %.*s\n",
                   AG_ARG(ag_config_model(c, table)));
    else if (*prisma)
        ag_config_rename_table(c, table,
                               ag_config_text(c, v, ag_config_advice_model,
                                              "the name of a model"));
    else
        ag_config_map_table(c, table, v);
}

/* Reads the options of Lucia 1 and 2 and returns the adapter. */
static struct ag_config_value
options_adapter(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_config_value config =
        ag_config_returned(c, ag_config_item(call, 0));
    struct ag_config_value given = ag_config_option(c, config, "adapter");

    /* { user: adapter, session: adapter } is also possible. */
    if (ag_config_is_kind(ag_config_resolve(c, given), AG_JS_OBJECT))
        given = ag_config_option(c, given, "user");
    return adapter_of(c, given, config.js ? config : call, is_lucia);
}

void
ag_config_read_lucia1(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_config_value adapter = options_adapter(c, call);

    ag_config_find_release(c, "lucia-auth", false);
    ag_config_use(c, "lucia@1");
    if (adapter.js)
        ag_config_find_database(c, adapter);
}

void
ag_config_read_lucia2(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_config_value adapter = options_adapter(c, call);
    bool prisma = adapter.js && is_prisma(c, adapter);

    ag_config_find_release(c, "lucia", false);
    ag_config_use(c, prisma ? "lucia@2/prisma" : "lucia@2");
    if (!adapter.js)
        return;
    ag_config_find_database(c, adapter);
    ag_config_each(c, ag_config_item(adapter, 1), read_table, &prisma,
                   "the names of the tables");
}

/* Reads the Prisma model that `client.authUser` refers to. */
static void
read_model(struct ag_config_reader *c, struct ag_str table,
           struct ag_config_value v)
{
    struct ag_str name = v.js ? v.js->text : AG_STR("");

    while (ag_str_find(name, '.') < name.n)
        name = ag_str_cut(name, ag_str_find(name, '.') + 1, name.n);
    if (ag_config_is_kind(v, AG_JS_NAME))
        ag_config_rename_table(c, table, name);
    else if (v.js)
        ag_config_warn(c, v, ag_config_advice_model,
                       "cannot determine the name of this model from the text");
}

void
ag_config_read_lucia3(struct ag_config_reader *c, struct ag_config_value call)
{
    static const struct ag_str user = AG_LIT("user"),
                               session = AG_LIT("session");
    struct ag_config_value given = ag_config_item(call, 0);
    struct ag_config_value adapter = adapter_of(c, given, call, is_lucia);
    struct ag_config_value first, second;
    bool prisma = false;

    ag_config_find_release(c, "lucia", false);
    if (!adapter.js) {
        ag_config_use(c, "lucia@3");
        return;
    }
    first = ag_config_item(adapter, 1);
    second = ag_config_item(adapter, 2);
    if (is_prisma(c, adapter)) {
        ag_config_use(c, "lucia@3");
        ag_config_find_database(c, adapter);
        read_model(c, session, ag_config_item(adapter, 0));
        read_model(c, user, first);
        /* The adapter looks a session's user up by the name of its model. */
        ag_buf_fmt(&c->config,
                   "  code      = camel\n  relations = code\n");
        return;
    }
    ag_config_find_database(c, adapter);
    /* In SQLite, Lucia stores seconds. */
    bool sqlite = c->provider && strcmp(c->provider, "sqlite") == 0;
    ag_config_use(c, sqlite ? "lucia@3/sqlite" : "lucia@3");
    if (second.js) {
        put_convention(c, "lucia");
        ag_config_read_drizzle_table(c, session, first);
        ag_config_read_drizzle_table(c, user, second);
    } else if (first.js) {
        ag_config_each(c, first, read_table, &prisma,
                       "the names of the tables");
    }
}
