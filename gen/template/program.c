#include "gen/template/program.h"

#include "gen/template/import.h"
#include "gen/template/layout.h"

/* The classes by number: the engine's own ones come after the others. */
struct classes {
    const struct ag_class *const *p;
    uint16_t n;
};

static struct classes
count(const struct ag_class *const *classes)
{
    struct classes all = {classes, 0};

    while (classes[all.n])
        all.n++;
    return all;
}

static const struct ag_class *
class_at(const struct classes *all, uint16_t i)
{
    return i < all->n ? all->p[i] : ag_own_classes[i - all->n];
}

const struct ag_templates *
ag_program_templates(const struct ag_program *program,
                     const struct ag_class *const *classes,
                     const struct ag_value *options, struct ag_tmpl_style style,
                     struct ag_arena *arena)
{
    struct ag_templates *templates = AG_NEW(arena, struct ag_templates);
    const struct classes all = count(classes);
    const struct ag_prop **props =
        AG_NEW_ARRAY(arena, const struct ag_prop *, program->nprop);

    for (uint32_t i = 0; i < program->nprop; i++) {
        const struct ag_program_prop *at = &program->props[i];
        props[i] = &class_at(&all, at->cls)->props[at->prop];
    }
    templates->program = *program;
    templates->props = props;
    templates->options = options;
    templates->style = ag_layout_style(style);
    return templates;
}

/* Looks for a property in a class, and sets its place there. */
static bool
is_in(const struct ag_class *class, const struct ag_prop *prop,
      struct ag_program_prop *place)
{
    for (place->prop = 0; class->props[place->prop].name; place->prop++)
        if (&class->props[place->prop] == prop)
            return true;
    return false;
}

const struct ag_program_prop *
ag_program_props(const struct ag_templates *templates,
                 const struct ag_class *const *classes, struct ag_arena *arena)
{
    const struct classes all = count(classes);
    uint32_t n = templates->program.nprop;
    struct ag_program_prop *places =
        AG_NEW_ARRAY(arena, struct ag_program_prop, n);

    for (uint32_t i = 0; i < n; i++)
        while (!is_in(class_at(&all, places[i].cls), templates->props[i],
                      &places[i]))
            places[i].cls++;
    return places;
}
