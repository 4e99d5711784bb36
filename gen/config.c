#include "gen/config.h"

#include <string.h>

#include "gen/config_read.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DEEPEST = 8 }; /* modules that only export what is in another one */

void
ag_config_use(struct ag_config *c, const char *preset)
{
    struct ag_config_used **end = &c->used;

    for (; *end; end = &(*end)->next)
        if (ag_str_eq((*end)->name, ag_str(preset)))
            return;
    *end = AG_NEW(c->arena, struct ag_config_used);
    (*end)->name = ag_str(preset);
}

/* Better Auth. */

/* advanced.database.generateId, and what older versions called it. A function
 * of one's own makes texts. */
static void
read_id(struct ag_config *c, struct ag_said config, struct ag_buf *settings)
{
    static const char advice[] = "say it in the schema: config { id = uuid }";
    struct ag_said v =
        ag_config_option(c, config, "advanced.database.generateId");
    struct ag_said id;
    bool number =
        ag_config_is_set(c, config, "advanced.database.useNumberId", advice);

    if (ag_said_is_nothing(v))
        v = ag_config_option(c, config, "advanced.generateId");
    id = ag_config_resolve(c, v);
    if (number || ag_said_is_text(id, "serial"))
        ag_buf_fmt(settings, "  id      = serial\n");
    else if (ag_said_is_text(id, "uuid"))
        ag_buf_fmt(settings, "  id      = uuid\n");
    else if (!ag_said_is_nothing(id) && !ag_said_is(id, AG_JS_FUNCTION) &&
             !ag_said_is(id, AG_JS_CALL) && !ag_said_is_name(id, "false") &&
             !(ag_said_is(id, AG_JS_NAME) &&
               ag_str_find(id.js->text, '.') == id.js->text.n))
        ag_config_warn(c, id.hidden ? id : v, advice,
                       "how ids are made is computed");
}

/* What is not in the database if there is a secondary storage. */
static void
read_storage(struct ag_config *c, struct ag_said config, bool *session,
             bool *verification)
{
    static const char advice[] =
        "if there is, write: use \"better-auth/secondary-storage\"";
    struct ag_said v =
        ag_config_resolve(c, ag_config_option(c, config, "secondaryStorage"));
    enum ag_truth is = ag_config_truth(c, v);

    /* What makes one, or is imported as one, is one. */
    if (ag_said_is(v, AG_JS_CALL))
        is = AG_YES;
    if (ag_said_is(v, AG_JS_NAME)) {
        const struct ag_js_binding *b =
            ag_script_find(&v.module->script, v.js->text);
        if (b && b->module.n)
            is = AG_YES;
    }
    if (is == AG_UNKNOWN)
        ag_config_warn(c, v, advice,
                       "whether there is a secondary storage cannot be known "
                       "from the text");
    *session =
        is != AG_YES ||
        ag_config_is_set(c, config, "session.storeSessionInDatabase", advice);
    *verification =
        is != AG_YES ||
        ag_config_is_set(c, config, "verification.storeInDatabase", advice);
    if (*session && *verification)
        return;
    ag_config_use(c, *session ? "better-auth/secondary-storage/sessions"
                     : *verification
                         ? "better-auth/secondary-storage/verifications"
                         : "better-auth/secondary-storage");
}

static bool
has_rate_limit(struct ag_config *c, struct ag_said config)
{
    struct ag_said v = ag_config_option(c, config, "rateLimit.storage");
    struct ag_said storage = ag_config_resolve(c, v);

    if (!ag_said_is_nothing(storage) && !ag_said_is(storage, AG_JS_STRING))
        ag_config_warn(c, storage.hidden ? storage : v,
                       "if in the database, write: use "
                       "\"better-auth/rate-limit\"",
                       "where rate limits are kept is computed");
    return ag_said_is_text(storage, "database");
}

/* betterAuth(options), defineServerAuth((context) => options), or the options
 * alone. */
void
ag_config_read_better_auth(struct ag_config *c, struct ag_said call)
{
    struct ag_said config = call;
    bool has[AG_CONFIG_NTABLE] = {
        [AG_CONFIG_USER] = true, [AG_CONFIG_ACCOUNT] = true};
    struct ag_buf settings;

    if (ag_said_is(call, AG_JS_CALL))
        config = ag_config_returned(c, ag_config_item(call, 0));
    if (!config.js)
        config = call;
    c->options = config;
    ag_config_use(c, "better-auth");
    ag_buf_init(&settings, c->arena);
    read_id(c, config, &settings);
    ag_config_read_database(c, ag_config_option(c, config, "database"),
                            &settings);
    if (settings.n)
        ag_buf_fmt(&c->config, "config {\n%.*s}\n",
                   AG_ARG(ag_buf_text(&settings)));
    ag_buf_free(&settings);
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
}

/* Where a configuration is. */

static const struct {
    const char *function;
    const char *module;
    void (*read)(struct ag_config *c, struct ag_said call);
} roots[] = {
#define AG_ROOT(function, module, library)                                     \
    {#function, module, ag_config_read_##library},
#include "gen/config.def"
#undef AG_ROOT
};

/* The first call of a root that ends behind `from`; `root` is set. */
static const struct ag_js *
find_call(const struct ag_script *script, uint32_t from, size_t *root)
{
    const struct ag_js *found = NULL;

    for (size_t i = 0; i < COUNT(roots); i++) {
        const struct ag_js *call = ag_script_call(
            script, ag_str(roots[i].function), ag_str(roots[i].module), from);
        if (call && (!found || call->text.at < found->text.at)) {
            found = call;
            *root = i;
        }
    }
    return found;
}

/* Reads the first configuration that is handed to a library; of others, and of
 * what is done to it later, it warns. */
static bool
read_call(struct ag_config *c, const struct ag_config_module *module)
{
    size_t root = 0, other = 0;
    const struct ag_js *call = find_call(&module->script, 0, &root);
    struct ag_said v = {module, call, false};

    if (!call)
        return false;
    if (call->changed)
        ag_config_warn(c, v, "write into the schema what it changes",
                       "the text goes on to change this configuration");
    roots[root].read(c, v);
    for (int n = 0; n < DEEPEST; n++) {
        v.js = find_call(&module->script, v.js->end, &other);
        if (!v.js)
            break;
        ag_config_warn(c, v,
                       "give it a file of its own, or write into the schema "
                       "what it has more",
                       "a configuration comes before this one, which is not "
                       "read");
    }
    return true;
}

static bool
says(struct ag_config *c, struct ag_said config, const char *option)
{
    struct ag_said v = ag_config_option(c, config, option);

    return v.js && !v.hidden;
}

/* Reads what the module exports as `name` if that is a configuration by itself:
 * `export default { plugins: [] }`, and what next-auth calls authOptions. */
static bool
read_options(struct ag_config *c, const struct ag_config_module *module,
             const char *name)
{
    struct ag_said v = ag_config_returned(c, ag_config_export(c, module, name));

    if (!ag_said_is(v, AG_JS_OBJECT))
        return false;
    if (says(c, v, "providers") || says(c, v, "adapter"))
        ag_config_read_auth_js(c, v);
    else
        ag_config_read_better_auth(c, v);
    return true;
}

/* Finds and reads the configuration; false if there is none. */
static bool
read_root(struct ag_config *c, const struct ag_config_module *module, int depth)
{
    static const char *const names[] = {"default", "authOptions", "auth"};

    if (read_call(c, module) || read_options(c, module, "default") ||
        read_options(c, module, "authOptions") ||
        read_options(c, module, "authConfig"))
        return true;
    /* export { auth } from "./elsewhere", or const auth = makeAuth({…}) with a
     * function from there. */
    for (size_t i = 0; i < COUNT(names) && depth < DEEPEST; i++) {
        struct ag_said v =
            ag_config_resolve(c, ag_config_export(c, module, names[i]));
        if (v.js && v.module != module)
            return read_root(c, v.module, depth + 1);
    }
    return false;
}

/* The library of the preset that is used first. */
static struct ag_str
library_of(const struct ag_config *c)
{
    struct ag_str name = c->used->name;

    return ag_str_cut(name, 0, ag_str_find(name, '/'));
}

static void
put_schema(const struct ag_config *c, struct ag_buf *out)
{
    for (const struct ag_config_used *u = c->used; u; u = u->next)
        ag_buf_fmt(out, "use \"%.*s\"\n", AG_ARG(u->name));
    if (c->provider || c->config.n)
        ag_buf_char(out, '\n');
    if (c->provider)
        ag_buf_fmt(out, "datasource db {\n  provider = \"%s\"\n}\n",
                   c->provider);
    ag_buf_str(out, ag_buf_text(&c->config));
    if (c->body.n)
        ag_buf_fmt(out, "\n%.*s", AG_ARG(ag_buf_text(&c->body)));
}

static void
report_none(struct ag_config *c, const struct ag_source *source)
{
    struct ag_diag *diag =
        ag_report(c->diags, AG_SCRIPT_NO_CONFIG,
                  (struct ag_span){source->text.at, source->text.at},
                  "there is no configuration in '%.*s'", AG_ARG(source->name));

    ag_note(c->diags, diag, (struct ag_span){0, 0},
            "it is looked for in betterAuth({…}), defineServerAuth({…}), "
            "NextAuth({…}), lucia({…}), and `export default {…}`");
}

bool
ag_config_is(struct ag_str name)
{
    static const char *const endings[] = {".ts", ".mts", ".cts", ".tsx",
                                          ".js", ".mjs", ".cjs", ".jsx"};

    for (size_t i = 0; i < COUNT(endings); i++)
        if (ag_str_ends(name, ag_str(endings[i])))
            return true;
    return false;
}

struct ag_str
ag_config_read(const struct ag_source *source,
               const struct ag_config_loader *loader, struct ag_buf *out,
               struct ag_arena *arena, struct ag_diags *diags)
{
    struct ag_config c = {.loader = loader, .arena = arena, .diags = diags};
    const struct ag_config_module *module = ag_config_module(&c, source);
    struct ag_str library = {0};

    if (!module)
        return library;
    ag_buf_init(&c.config, arena);
    ag_buf_init(&c.body, arena);
    if (read_root(&c, module, 0)) {
        put_schema(&c, out);
        library = library_of(&c);
    } else {
        report_none(&c, source);
    }
    ag_buf_free(&c.config);
    ag_buf_free(&c.body);
    return library;
}
