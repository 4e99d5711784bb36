/* The release of the library of a configuration. */
#include "gen/import/reader.h"

/* Imports that releases after MAJOR.MINOR do not have. */
static const struct {
    struct ag_str name, module;
    uint32_t major, minor;
} last_imports[] = {
#define AG_UNTIL(name, module, major, minor)                                   \
    {AG_LIT(#name), AG_LIT(module), major, minor},
#include "gen/import/libraries.def"
#undef AG_UNTIL
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The first of these imports of the configuration's own module, with its
 * release; empty if there is none. */
static struct ag_str
last_import(const struct ag_config_reader *c, struct ag_config_release *release)
{
    const struct ag_config_module *own = c->modules;

    while (own->script.source != c->source)
        own = own->next;
    for (size_t i = 0; i < COUNT(last_imports); i++) {
        struct ag_js_binding *b =
            ag_script_export(&own->script, last_imports[i].name);
        if (!b || !ag_str_eq(b->module, last_imports[i].module))
            continue;
        release->major = last_imports[i].major;
        release->minor = last_imports[i].minor;
        return last_imports[i].name;
    }
    return (struct ag_str){0};
}

void
ag_config_find_release(struct ag_config_reader *c, const char *package,
                       bool choose)
{
    struct ag_str import = {0};

    c->release = (struct ag_config_release){UINT32_MAX, UINT32_MAX, {0}};
    if (choose)
        import = last_import(c, &c->release);
    c->loader->release(c->loader->self, c->source, package, choose, import,
                       &c->release);
}

bool
ag_config_since(const struct ag_config_reader *c, uint32_t major,
                uint32_t minor)
{
    return c->release.major > major ||
           (c->release.major == major && c->release.minor >= minor);
}
