#include "gen/import/import.h"

#include <string.h>

#include "gen/import/reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DEEPEST = 8 }; /* modules that re-export from another one */

/* Finding a configuration. */

static const struct {
    const char *function;
    const char *module;
    void (*read)(struct ag_config_reader *c, struct ag_config_value call);
} roots[] = {
#define AG_ROOT(function, module, library)                                     \
    {#function, module, ag_config_read_##library},
#include "gen/import/libraries.def"
#undef AG_ROOT
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

/* Reads the first configuration that is passed to a library. Warns about other
 * configurations in the file and about later changes. */
static bool
read_call(struct ag_config_reader *c, const struct ag_config_module *module)
{
    size_t root = 0, other = 0;
    const struct ag_js *call = find_call(&module->script, 0, &root);
    struct ag_config_value v = {module, call, false};

    if (!call)
        return false;
    if (call->changed)
        ag_config_warn(c, v, "add the changes to the schema",
                       "this configuration is changed later in the file");
    roots[root].read(c, v);
    for (int n = 0; n < DEEPEST; n++) {
        v.js = find_call(&module->script, v.js->end, &other);
        if (!v.js)
            break;
        ag_config_warn(c, v,
                       "move it to a separate file, or add its settings to the "
                       "schema",
                       "ignoring this configuration, because it is not the "
                       "first in its file");
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

/* Finds and reads the configuration; false if there is none. */
static bool
read_root(struct ag_config_reader *c, const struct ag_config_module *module,
          int depth)
{
    static const char *const names[] = {"default", "authOptions", "auth"};

    if (read_call(c, module) || read_options(c, module, "default") ||
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
    struct ag_str name = c->used->name;

    return ag_str_cut(name, 0, ag_str_find(name, '/'));
}

static void
put_schema(const struct ag_config_reader *c, struct ag_buf *out)
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
            "use one of %.*sor `export default {…}`",
            AG_ARG(ag_buf_text(&calls)));
    ag_buf_free(&calls);
}

struct ag_str
ag_config_read(const struct ag_source *source,
               const struct ag_config_loader *loader, struct ag_buf *out,
               struct ag_arena *arena, struct ag_diags *diags)
{
    struct ag_config_reader c = {
        .loader = loader, .source = source, .arena = arena, .diags = diags};
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
