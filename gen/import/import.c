#include "gen/import/import.h"

#include <string.h>

#include "gen/import/reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DEEPEST = 8 }; /* modules that re-export from another one */

/* Finding a configuration. */

typedef void read_fn(struct ag_config_reader *c, struct ag_config_value call);

static const struct {
    const char *function;
    const char *module;
    read_fn *read;
} roots[] = {
#define AG_ROOT(function, module, library)                                     \
    {#function, module, ag_config_read_##library},
#include "gen/import/libraries.def"
#undef AG_ROOT
};

static const struct {
    const char *type;
    read_fn *read;
} types[] = {
#define AG_TYPE(type, library) {#type, ag_config_read_##library},
#include "gen/import/libraries.def"
#undef AG_TYPE
};

/* The first call of a root function that ends after `from`; sets *root. */
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

bool
ag_config_has_call(const struct ag_config_module *module)
{
    size_t root;

    return find_call(&module->script, 0, &root) != NULL;
}

/* How much a call speaks for being the configuration: it is exported, it has an
 * adapter, or at least a database. */
static int
rank(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_config_value options =
        ag_config_returned(c, ag_config_item(call, 0));
    struct ag_config_value database = ag_config_option(c, options, "database");
    int exported = (int)ag_script_exported(&call.module->script, call.js);

    return 4 * exported + 2 * ag_config_has_adapter(c, database) +
           (database.js != NULL);
}

/* The line of a value, from 1. */
static unsigned
line_of(const struct ag_script *script, const struct ag_js *value)
{
    struct ag_str text = script->source->text;
    unsigned line = 1;

    for (uint32_t i = 0; i < value->text.at - text.at; i++)
        line += text.p[i] == '\n';
    return line;
}

/* Reads the configuration that the module passes to a library. Of several, it
 * is the exported one, then one with an adapter, then the first. Warns if these
 * do not decide, and about later changes. */
static bool
read_call(struct ag_config_reader *c, const struct ag_config_module *module)
{
    size_t root = 0, best_root = 0;
    int n = 0; /* other calls */
    const struct ag_js *call = find_call(&module->script, 0, &best_root);
    struct ag_config_value best = {.module = module, .js = call}, v = best,
                           equal = ag_nothing;

    if (!call)
        return false;
    for (; n < DEEPEST; n++) {
        v.js = find_call(&module->script, v.js->end, &root);
        if (!v.js)
            break;
        int more = rank(c, v) - rank(c, best);
        if (more == 0)
            equal = v;
        if (more <= 0)
            continue;
        best = v;
        best_root = root;
        equal = ag_nothing;
    }
    if (n > 0)
        c->loader->say(c->loader->self,
                       ag_arena_fmt(c->arena, "%.*s() in line %u",
                                    AG_ARG(best.js->text),
                                    line_of(&module->script, best.js)));
    if (best.js->changed)
        ag_config_warn(c, best, "add the changes to the schema",
                       "this configuration is changed later in the file");
    roots[best_root].read(c, best);
    if (equal.js)
        ag_config_warn(c, equal,
                       "move it to a separate file, or add its settings to the "
                       "schema",
                       "ignoring this configuration, because there is another "
                       "one in its file");
    return true;
}

/* ag_config_is_call_fn: a call of a root function. */
static bool
is_root(struct ag_config_reader *c, struct ag_config_value call)
{
    struct ag_str module, name = ag_config_function(c, call, &module);

    for (size_t i = 0; i < COUNT(roots); i++)
        if (ag_str_eq(name, ag_str(roots[i].function)) && !roots[i].module[0])
            return true;
    return false;
}

/* Reads the call of a root function that the value `v` comes from. */
static bool
read_value(struct ag_config_reader *c, struct ag_config_value v)
{
    struct ag_str module, name;
    struct ag_config_value call = ag_config_find_call(c, v, is_root);

    if (!call.js)
        return false;
    name = ag_config_function(c, call, &module);
    for (size_t i = 0; i < COUNT(roots); i++)
        if (ag_str_eq(name, ag_str(roots[i].function)) && !roots[i].module[0]) {
            roots[i].read(c, call);
            break;
        }
    return true;
}

static bool
says(struct ag_config_reader *c, struct ag_config_value config,
     const char *option)
{
    struct ag_config_value v = ag_config_option(c, config, option);

    return v.js && !v.hidden;
}

/* Reads the export `name` of the module if it is a configuration without a
 * call: `export default { plugins: [] }`, or authOptions of next-auth. */
static bool
read_options(struct ag_config_reader *c, const struct ag_config_module *module,
             const char *name)
{
    struct ag_config_value v =
        ag_config_returned(c, ag_config_export(c, module, name));

    if (!ag_config_is_kind(v, AG_JS_OBJECT))
        return false;
    if (says(c, v, "providers") || says(c, v, "adapter"))
        ag_config_read_auth_js(c, v);
    else
        ag_config_read_better_auth(c, v);
    return true;
}

/* Reads the first value whose type is that of a configuration. */
static bool
read_typed(struct ag_config_reader *c, const struct ag_config_module *module)
{
    for (size_t i = 0; i < COUNT(types); i++) {
        struct ag_config_value v = {.module = module};
        v.js = ag_script_typed(&module->script, ag_str(types[i].type), 0);
        if (!v.js)
            continue;
        types[i].read(c, ag_config_returned(c, v));
        return true;
    }
    return false;
}

/* Finds and reads the configuration; false if there is none. */
static bool
read_root(struct ag_config_reader *c, const struct ag_config_module *module,
          int depth)
{
    static const char *const names[] = {"auth", "default", "authOptions",
                                        "handlers", "getAuth"};

    if (read_call(c, module))
        return true;
    for (size_t i = 0; i < COUNT(names); i++)
        if (read_value(c, ag_config_export(c, module, names[i])))
            return true;
    if (read_typed(c, module) || read_options(c, module, "default") ||
        read_options(c, module, "authOptions") ||
        read_options(c, module, "authConfig"))
        return true;
    /* export { auth } from "./elsewhere", or const auth = makeAuth({…}) with an
     * imported function. */
    for (size_t i = 0; i < COUNT(names) && depth < DEEPEST; i++) {
        struct ag_config_value v =
            ag_config_resolve(c, ag_config_export(c, module, names[i]));
        if (v.js && v.module != module)
            return read_root(c, v.module, depth + 1);
    }
    return false;
}

/* The library of the first preset. */
static struct ag_str
library_of(const struct ag_config_reader *c)
{
    struct ag_str name = c->used ? c->used->name : ag_str(c->library);

    return ag_str_cut(name, 0, ag_str_find(name, '/'));
}

/* The adapters that a module can import. */
static const struct adapter {
    const char *function;
    const char *target; /* what writes its tables */
    bool compat;        /* SQLite's types are those on which all ORMs agree */
} adapters[] = {
    {"drizzleAdapter", "drizzle", false},
    {"DrizzleAdapter", "drizzle", false},
    {"prismaAdapter", "prisma", true},
    {"PrismaAdapter", "prisma", true},
    {"TypeORMAdapter", "typeorm", true},
    {"TypeORMLegacyAdapter", "typeorm", true},
    {"KyselyAdapter", "sql", true},
};

/* The adapter of the configuration; NULL: a driver, or unknown. */
static const struct adapter *
adapter_of(const struct ag_config_reader *c)
{
    for (size_t i = 0; i < COUNT(adapters); i++)
        for (const struct ag_config_module *m = c->modules; m; m = m->next)
            if (ag_map_get(&m->script.bindings, ag_str(adapters[i].function)))
                return &adapters[i];
    return NULL;
}

static void
put_schema(const struct ag_config_reader *c, struct ag_buf *out)
{
    struct ag_str version = c->release.version;

    if (!c->used)
        ag_buf_fmt(out, "// Without an adapter, %s needs no tables.\n",
                   c->library);
    for (const struct ag_config_used *u = c->used; u; u = u->next) {
        struct ag_str library = ag_str_until(u->name, '/');
        bool with = version.n && ag_str_find(library, '@') == library.n;
        ag_buf_fmt(out, "use \"%.*s%s%.*s%.*s\"\n", AG_ARG(library),
                   with ? "@" : "", with ? (int)version.n : 0, version.p,
                   (int)(u->name.n - library.n), u->name.p + library.n);
    }
    if (c->provider || c->config.n)
        ag_buf_char(out, '\n');
    if (c->provider)
        ag_buf_fmt(out, "datasource db {\n  provider = \"%s\"\n}\n",
                   c->provider);
    if (c->config.n)
        ag_buf_fmt(out, "config {\n%.*s}\n", AG_ARG(ag_buf_text(&c->config)));
    if (c->body.n)
        ag_buf_fmt(out, "\n%.*s", AG_ARG(ag_buf_text(&c->body)));
}

static void
report_none(struct ag_config_reader *c, const struct ag_source *source)
{
    struct ag_buf calls;
    struct ag_diag *diag =
        ag_report(c->diags, AG_SCRIPT_NO_CONFIG,
                  (struct ag_span){source->text.at, source->text.at},
                  "no configuration found in '%.*s'", AG_ARG(source->name));

    ag_buf_init(&calls, c->arena);
    for (size_t i = 0; i < COUNT(roots); i++)
        if (strcmp(roots[i].function, "default") != 0)
            ag_buf_fmt(&calls, "%s(…), ", roots[i].function);
    ag_note(c->diags, diag, (struct ag_span){0, 0},
            "use one of %.*sor `export default {…}`; or export tables of "
            "Drizzle",
            AG_ARG(ag_buf_text(&calls)));
    ag_buf_free(&calls);
}

struct ag_str
ag_config_read(const struct ag_source *source,
               const struct ag_config_loader *loader, struct ag_buf *out,
               const char **target, struct ag_guess *guess,
               struct ag_arena *arena, struct ag_diags *diags)
{
    struct ag_config_reader c = {
        .loader = loader, .source = source, .arena = arena, .diags = diags};
    const struct ag_config_module *module = ag_config_module(&c, source);
    struct ag_str library = {0};

    *target = NULL;
    *guess = (struct ag_guess){0};
    if (!module)
        return library;
    ag_buf_init(&c.config, arena);
    ag_buf_init(&c.body, arena);
    if (read_root(&c, module, 0)) {
        const struct adapter *adapter = adapter_of(&c);
        bool sqlite = c.provider ? strcmp(c.provider, "sqlite") == 0
                                 : adapter != NULL;
        if (sqlite && (adapter ? adapter->compat : c.kysely))
            ag_buf_fmt(&c.config, "  sqlite    = compat\n");
        put_schema(&c, out);
        library = library_of(&c);
        /* The application creates the tables of a driver. */
        *target = adapter ? adapter->target : c.provider ? "sql" : NULL;
        if (!c.provider)
            *guess = c.guess;
    } else {
        report_none(&c, source);
    }
    ag_buf_free(&c.config);
    ag_buf_free(&c.body);
    return library;
}
