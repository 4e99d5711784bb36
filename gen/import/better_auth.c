/* The options of Better Auth. */
#include <string.h>

#include "gen/import/reader.h"

/* Reads advanced.database.useNumberId, which releases up to 1.4 have. */
static bool
has_number_id(struct ag_config_reader *c, struct ag_config_value config)
{
    static const char path[] = "advanced.database.useNumberId";
    struct ag_config_value v = ag_config_option(c, config, path);

    if (!ag_config_since(c, 1, 5))
        return ag_config_is_set(
            c, config, path, "write it in the schema: config { id = serial }");
    if (ag_config_truth(c, v) != AG_NO)
        ag_config_warn(c, v, "write: generateId: \"serial\"",
                       "Better Auth ignores useNumberId since 1.5");
    return false;
}

/* Reads advanced.database.generateId and its names in older versions. A custom
 * function generates strings. */
static void
read_id(struct ag_config_reader *c, struct ag_config_value config,
        struct ag_buf *settings)
{
    static const char advice[] = "write it in the schema: config { id = uuid }";
    struct ag_config_value v =
        ag_config_option(c, config, "advanced.database.generateId");
    struct ag_config_value id;
    bool number = has_number_id(c, config);

    if (ag_config_is_nothing(v))
        v = ag_config_option(c, config, "advanced.generateId");
    id = ag_config_resolve(c, v);
    if (number || (ag_config_is_text(id, "serial") && ag_config_since(c, 1, 4)))
        ag_buf_fmt(settings, "  id      = serial\n");
    else if (ag_config_is_text(id, "uuid") && ag_config_since(c, 1, 4))
        ag_buf_fmt(settings, "  id      = uuid\n");
    else if (!ag_config_is_nothing(id) &&
             !ag_config_is_kind(id, AG_JS_STRING) &&
             !ag_config_is_kind(id, AG_JS_FUNCTION) &&
             !ag_config_is_kind(id, AG_JS_CALL) &&
             !ag_config_is_name(id, "false") &&
             !(ag_config_is_kind(id, AG_JS_NAME) &&
               ag_str_find(id.js->text, '.') == id.js->text.n))
        ag_config_warn(c, id.hidden ? id : v, advice,
                       "generateId is computed at run time");
}

/* Determines which tables a secondary storage certainly replaces. */
static void
read_storage(struct ag_config_reader *c, struct ag_config_value config,
             bool *session, bool *verification)
{
    static const char advice[] =
        "if it is, add: use \"better-auth/secondary-storage\"";
    struct ag_config_value v =
        ag_config_resolve(c, ag_config_option(c, config, "secondaryStorage"));
    enum ag_truth is = ag_config_truth(c, v);

    /* A call or an imported name counts as a storage. */
    if (ag_config_is_kind(v, AG_JS_CALL))
        is = AG_YES;
    if (ag_config_is_kind(v, AG_JS_NAME)) {
        const struct ag_js_binding *b =
            ag_script_find(&v.module->script, v.js->text);
        if (b && b->module.n)
            is = AG_YES;
    }
    if (v.hidden)
        ag_config_warn(c, v, advice,
                       "cannot determine from the text whether "
                       "'secondaryStorage' is set");
    *session = is != AG_YES || ag_config_may_be_set(
                                   c, config, "session.storeSessionInDatabase");
    *verification = is != AG_YES || ag_config_may_be_set(
                                        c, config,
                                        "verification.storeInDatabase");
    if (*session && *verification)
        return;
    ag_config_use(c, *session ? "better-auth/secondary-storage/sessions"
                     : *verification
                         ? "better-auth/secondary-storage/verifications"
                         : "better-auth/secondary-storage");
}

/* ag_config_alternative_fn for rateLimit.storage. */
static void
read_rate_limit(struct ag_config_reader *c, struct ag_config_value storage,
                void *more)
{
    bool *has = more;

    *has |= ag_config_is_text(storage, "database");
    if (!ag_config_is_nothing(storage) &&
        !ag_config_is_kind(storage, AG_JS_STRING))
        ag_config_warn(c, storage,
                       "if it is \"database\", add: use "
                       "\"better-auth/rate-limit\"",
                       "rateLimit.storage is computed at run time");
}

static bool
has_rate_limit(struct ag_config_reader *c, struct ag_config_value config)
{
    bool has = false;

    ag_config_alternatives(c, ag_config_option(c, config, "rateLimit.storage"),
                           read_rate_limit, &has);
    return has;
}

/* Adds what the library's own command makes of a preset otherwise: NAME/generate
 * for the adapters of Drizzle and Prisma, NAME/migrate for Kysely's. */
static void
use_command(struct ag_config_reader *c)
{
    if (!c->convention)
        return;
    for (const struct ag_config_used *u = c->used; u; u = u->next) {
        bool core = ag_str_find(u->name, '/') == u->name.n;
        struct ag_str name =
            ag_arena_fmt(c->arena, "%.*s%s/%s", AG_ARG(u->name),
                         core ? "/core" : "", c->kysely ? "migrate" : "generate");
        struct ag_str found = name;
        if (c->loader->preset(c->loader->self, c->source, &found) ==
            AG_PRESET_FULL)
            ag_config_use(c, name.p);
    }
}

/* For Drizzle on SQLite, releases up to 1.2 keep dates as seconds. */
static void
warn_of_seconds(struct ag_config_reader *c, struct ag_config_value database)
{
    struct ag_config_value provider =
        ag_config_option(c, ag_config_item(database, 1), "provider");

    if (c->convention &&
        ag_str_starts(ag_str(c->convention), AG_STR("drizzle")) &&
        c->provider && strcmp(c->provider, "sqlite") == 0 &&
        ag_str_eq(c->release.version, AG_STR("1.2")))
        ag_config_warn(c, provider.js ? provider : database,
                       "if the database has rows, upgrade Better Auth first, or "
                       "multiply its dates by 1000",
                       "Better Auth 1.2 keeps dates of SQLite as seconds; "
                       "assuming a new database, with milliseconds");
}

/* Reads betterAuth(options), defineServerAuth((context) => options), or only
 * the options. */
void
ag_config_read_better_auth(struct ag_config_reader *c,
                           struct ag_config_value call)
{
    struct ag_config_value config = call;
    bool has[AG_CONFIG_NTABLE] = {
        [AG_CONFIG_USER] = true, [AG_CONFIG_ACCOUNT] = true};

    if (ag_config_is_kind(call, AG_JS_CALL))
        config = ag_config_returned(c, ag_config_item(call, 0));
    if (!config.js)
        config = call;
    c->options = config;
    ag_config_find_release(c, "better-auth", true);
    ag_config_use(c, "better-auth");
    read_id(c, config, &c->config);
    ag_config_read_database(c, ag_config_option(c, config, "database"),
                            &c->config);
    warn_of_seconds(c, ag_config_option(c, config, "database"));
    if (c->convention)
        ag_buf_fmt(&c->config, "  convention = \"better-auth%s%.*s/%s\"\n",
                   c->release.version.n ? "@" : "",
                   AG_ARG(c->release.version), c->convention);
    ag_buf_fmt(&c->config, "  code      = %s\n  relations = %s\n",
               c->plural ? "camel_s" : "camel", c->prisma ? "lower" : "code");
    /* Kysely's adapter passes lists as JSON text, also to PostgreSQL. */
    if (c->kysely && c->provider)
        ag_buf_fmt(&c->config, "  lists     = json\n");
    ag_config_read_plugins(c, ag_config_option(c, config, "plugins"));
    has[AG_CONFIG_RATE_LIMIT] = has_rate_limit(c, config);
    if (has[AG_CONFIG_RATE_LIMIT])
        ag_config_use(c, "better-auth/rate-limit");
    read_storage(c, config, &has[AG_CONFIG_SESSION],
                 &has[AG_CONFIG_VERIFICATION]);
    for (size_t i = 0; i < AG_CONFIG_NTABLE; i++)
        if (has[i])
            ag_config_read_table(
                c, ag_str(ag_config_tables[i]),
                ag_config_option(c, config, ag_config_tables[i]));
    ag_config_read_mapping(c);
    use_command(c);
}
