#include "gen/template/import.h"

#include <stdlib.h>

#include "gen/template/program.h"

/*
 * What templates see.
 */

struct import_name {
    struct import_name *next;
    struct ag_str name;
    bool type_only;
};

struct import {
    struct import *next;
    struct ag_str module;
    struct import_name *names;
    bool type_only;
};

static struct ag_value
get_module(const void *env, const void *object)
{
    const struct import *import = object;
    (void)env;
    return (struct ag_value){.text = import->module};
}

static struct ag_value
get_names(const void *env, const void *object)
{
    const struct import *import = object;
    (void)env;
    return (struct ag_value){.object = import->names};
}

static struct ag_value
get_type_only(const void *env, const void *object)
{
    const struct import *import = object;
    (void)env;
    return (struct ag_value){.number = import->type_only};
}

static struct ag_value
get_name(const void *env, const void *object)
{
    const struct import_name *name = object;
    (void)env;
    return (struct ag_value){.text = name->name};
}

static struct ag_value
get_name_type_only(const void *env, const void *object)
{
    const struct import_name *name = object;
    (void)env;
    return (struct ag_value){.number = name->type_only};
}

static const void *
next_name(const void *env, const void *item)
{
    const struct import_name *name = item;
    (void)env;
    return name->next;
}

static const void *
next_import(const void *env, const void *item)
{
    const struct import *import = item;
    (void)env;
    return import->next;
}

static const struct ag_prop import_name_props[] = {
    {.name = "name", .doc = "the name", .kind = AG_KIND_SAFE, .get = get_name},
    {.name = "type_only",
     .doc = "it is used only as a type",
     .kind = AG_KIND_BOOL,
     .get = get_name_type_only},
    {.name = NULL},
};

const struct ag_class ag_import_name_class = {
    "import_name", "a name that is imported", import_name_props};

static const struct ag_prop import_props[] = {
    {.name = "module",
     .doc = "the module",
     .kind = AG_KIND_TEXT,
     .get = get_module},
    {.name = "names",
     .doc = "the names that are used of it, sorted",
     .kind = AG_KIND_LIST,
     .cls = &ag_import_name_class,
     .get = get_names,
     .next = next_name},
    {.name = "type_only",
     .doc = "all of its names are used only as types",
     .kind = AG_KIND_BOOL,
     .get = get_type_only},
    {.name = NULL},
};

const struct ag_class ag_import_class = {"import", "a module that is imported",
                                         import_props};

static const struct ag_prop imports_props[] = {
    {.name = "list",
     .doc = "the modules, sorted",
     .kind = AG_KIND_LIST,
     .cls = &ag_import_class,
     .next = next_import},
    {.name = NULL},
};

const struct ag_class ag_imports_class = {"imports", "what is imported",
                                          imports_props};

const struct ag_class *const ag_import_classes[] = {
    &ag_import_class, &ag_import_name_class, NULL};
const struct ag_class *const ag_own_classes[] = {
    &ag_import_class, &ag_import_name_class, &ag_imports_class, NULL};

/*
 * Uses.
 */

/* The key of a use is its module and its name with a NUL between. */
static struct ag_str
make_key(struct ag_arena *arena, struct ag_str module, struct ag_str name)
{
    struct ag_str key = {NULL, module.n + 1 + name.n, 0};
    char *p = ag_arena_text(arena, key.n);

    key.p = p;
    if (module.n)
        memcpy(p, module.p, module.n);
    p[module.n] = '\0';
    if (name.n)
        memcpy(p + module.n + 1, name.p, name.n);
    return key;
}

static uint32_t
slot_of(struct ag_import_slots *slots, struct ag_arena *arena,
        struct ag_str key, uint32_t module)
{
    void **value = ag_map_put(&slots->map, arena, key);
    struct ag_import_use *use = *value;

    if (!use) {
        use = AG_NEW(arena, struct ag_import_use);
        use->module = ag_str_cut(key, 0, module);
        use->name = ag_str_cut(key, module + 1, key.n);
        use->slot = slots->n;
        use->next = slots->first;
        slots->first = use;
        slots->n += 2;
        *value = use;
    }
    return use->slot;
}

uint32_t
ag_import_slot(struct ag_import_slots *slots, struct ag_arena *arena,
               struct ag_str module, struct ag_str name)
{
    return slot_of(slots, arena, make_key(arena, module, name), module.n);
}

void
ag_imports_init(struct ag_imports *imports, struct ag_arena *arena,
                const struct ag_program *program)
{
    *imports = (struct ag_imports){.arena = arena, .program = program};
    imports->room = program->nimport * 2;
    if (imports->room)
        imports->used = AG_NEW_ARRAY(arena, unsigned char, imports->room);
}

/* The module and the name of a constant use. */
static struct ag_str
module_of(const struct ag_program *program, uint32_t i)
{
    const struct ag_program_import *import = &program->imports[i];
    return (struct ag_str){program->texts + import->module, import->nmodule, 0};
}

static struct ag_str
name_of(const struct ag_program *program, uint32_t i)
{
    const struct ag_program_import *import = &program->imports[i];
    return (struct ag_str){program->texts + import->name, import->nname, 0};
}

/* Enters the constant uses, so that they are found by their texts. */
static void
enter_constants(struct ag_imports *imports)
{
    for (uint32_t i = 0; i < imports->program->nimport; i++)
        ag_import_slot(&imports->slots, imports->arena,
                       module_of(imports->program, i),
                       name_of(imports->program, i));
}

/* The slot of a use that may be new. */
static uint32_t
slot_in(struct ag_imports *imports, struct ag_str key, uint32_t module)
{
    uint32_t slot = slot_of(&imports->slots, imports->arena, key, module);

    if (slot >= imports->room) {
        uint32_t room = imports->room ? imports->room * 2 : 64;
        unsigned char *used = AG_NEW_ARRAY(imports->arena, unsigned char, room);
        if (imports->room)
            memcpy(used, imports->used, imports->room);
        imports->used = used;
        imports->room = room;
    }
    return slot;
}

void
ag_imports_use(struct ag_imports *imports, struct ag_str module,
               struct ag_str name, bool type)
{
    if (imports->slots.n == 0)
        enter_constants(imports);
    char *mark = imports->arena->free;
    struct ag_str key = make_key(imports->arena, module, name);
    const struct ag_import_use *use = ag_map_get(&imports->slots.map, key);
    uint32_t slot = use ? use->slot : slot_in(imports, key, module.n);

    imports->used[slot + type] = 1;
    /* A key that was only for looking up is given back, if it is the last text
     * of its block. */
    if (use && key.p == mark)
        imports->arena->free = mark;
}

bool
ag_imports_used(struct ag_imports *imports, struct ag_str module,
                struct ag_str name)
{
    const unsigned char *used = imports->used;
    const struct ag_import_use *use;

    if (imports->slots.n) {
        use = ag_map_get(&imports->slots.map,
                         make_key(imports->arena, module, name));
        return use && (used[use->slot] || used[use->slot + 1]);
    }
    for (uint32_t i = 0; i < imports->program->nimport; i++)
        if ((used[2 * i] || used[2 * i + 1]) &&
            ag_str_eq(name_of(imports->program, i), name) &&
            ag_str_eq(module_of(imports->program, i), module))
            return true;
    return false;
}

/*
 * The list.
 */

static int
fold(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static bool
is_digit(struct ag_str s, uint32_t i)
{
    return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* The order of numbers at `i`, by their values. */
static int
compare_numbers(struct ag_str a, struct ag_str b, uint32_t i)
{
    uint32_t end_a = i, end_b = i;

    while (is_digit(a, end_a))
        end_a++;
    while (is_digit(b, end_b))
        end_b++;
    return end_a == end_b ? a.p[i] - b.p[i] : (end_a > end_b) - (end_a < end_b);
}

/* In the order that Biome sorts imports in: A, a, B, b; 2 before 10. */
static int
compare_names(struct ag_str a, struct ag_str b)
{
    for (uint32_t i = 0; i < a.n && i < b.n; i++) {
        if (a.p[i] == b.p[i])
            continue;
        if (is_digit(a, i) && is_digit(b, i))
            return compare_numbers(a, b, i);
        if (fold(a.p[i]) != fold(b.p[i]))
            return fold(a.p[i]) - fold(b.p[i]);
        return a.p[i] - b.p[i];
    }
    return (a.n > b.n) - (a.n < b.n);
}

/* Packages before local files. */
static int
compare_modules(struct ag_str a, struct ag_str b)
{
    bool own_a = a.n && a.p[0] == '.', own_b = b.n && b.p[0] == '.';
    return own_a != own_b ? own_a - own_b : compare_names(a, b);
}

static int
compare_uses(const void *a, const void *b)
{
    const struct ag_import_use *x = a, *y = b;
    int order = compare_modules(x->module, y->module);
    return order ? order : compare_names(x->name, y->name);
}

/* Adds a use, if it was used; `slot` then says whether only as a type. */
static struct ag_import_use *
add_use(struct ag_import_use *to, const struct ag_imports *imports,
        struct ag_str module, struct ag_str name, uint32_t slot)
{
    bool value = imports->used[slot], type = imports->used[slot + 1];

    if (!value && !type)
        return to;
    *to =
        (struct ag_import_use){.module = module, .name = name, .slot = !value};
    return to + 1;
}

/* Lists what was used; returns the end. */
static struct ag_import_use *
collect(struct ag_import_use *to, const struct ag_imports *imports)
{
    const struct ag_program *program = imports->program;

    for (uint32_t i = 0; i < program->nimport; i++)
        to = add_use(to, imports, module_of(program, i), name_of(program, i),
                     i * 2);
    for (const struct ag_import_use *use = imports->slots.first;
         use && use->slot >= program->nimport * 2; use = use->next)
        to = add_use(to, imports, use->module, use->name, use->slot);
    return to;
}

const void *
ag_imports_list(struct ag_imports *imports)
{
    struct ag_arena *arena = imports->arena;
    struct ag_import_use *uses = AG_NEW_ARRAY(arena, struct ag_import_use,
                                              imports->room / 2),
                         *end = collect(uses, imports);
    struct import *first = NULL, **last = &first, *import = NULL;
    struct import_name **name = NULL;

    if (end - uses > 1)
        qsort(uses, (size_t)(end - uses), sizeof *uses, compare_uses);
    for (const struct ag_import_use *use = uses; use < end; use++) {
        if (!import || !ag_str_eq(import->module, use->module)) {
            import = *last = AG_NEW(arena, struct import);
            import->module = use->module;
            import->type_only = true;
            last = &import->next;
            name = &import->names;
        }
        *name = AG_NEW(arena, struct import_name);
        (*name)->name = use->name;
        (*name)->type_only = use->slot;
        import->type_only &= (*name)->type_only;
        name = &(*name)->next;
    }
    return first;
}

void
ag_tmpl_imports(const struct ag_templates *templates, struct ag_map *names,
                struct ag_arena *arena, void *value)
{
    const struct ag_program *program = &templates->program;

    for (uint32_t i = 0; i < program->nimport; i++)
        *ag_map_put(names, arena, name_of(program, i)) = value;
}
