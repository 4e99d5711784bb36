/*
 * Imports that templates register with `use` and print from `imports`;
 * private to the template engine.
 *
 * A use whose module and name are constant gets a slot while compiling, so
 * that rendering sets one byte. The others are looked up by their text, and get
 * the slots after those.
 */
#ifndef AG_GEN_TEMPLATE_IMPORT_H
#define AG_GEN_TEMPLATE_IMPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "gen/template/reflect.h"

/* A name of a module. Both forms have slots next to each other: the value at
 * an even one, the type after it. */
struct ag_import_use {
    struct ag_import_use *next;
    struct ag_str module;
    struct ag_str name;
    uint32_t slot;
};

/* The uses of a set, or of one render. */
struct ag_import_slots {
    struct ag_map map;
    struct ag_import_use *first; /* newest first */
    uint32_t n;
};

/* The even slot of a use, made if it is new. */
uint32_t ag_import_slot(struct ag_import_slots *slots, struct ag_arena *arena,
                        struct ag_str module, struct ag_str name);

struct ag_program;

/* The imports of one render. */
struct ag_imports {
    struct ag_arena *arena;
    const struct ag_program *program; /* has the constant uses */
    struct ag_import_slots slots; /* all uses; empty before the first one by its
                                     text */
    unsigned char *used;          /* by slot */
    uint32_t room;                /* of `used` */
};

void ag_imports_init(struct ag_imports *imports, struct ag_arena *arena,
                     const struct ag_program *program);

/* Registers or asks for a use by its text. */
void ag_imports_use(struct ag_imports *imports, struct ag_str module,
                    struct ag_str name, bool type);
bool ag_imports_used(struct ag_imports *imports, struct ag_str module,
                     struct ag_str name);

/* The first of the modules, sorted; objects of ag_import_class. */
const void *ag_imports_list(struct ag_imports *imports);

extern const struct ag_class ag_import_class;
extern const struct ag_class ag_import_name_class;

/* It has one property, whose items are what `imports` lists. */
extern const struct ag_class ag_imports_class;

/* The first two, which templates can name, and all three; ended by NULL. */
extern const struct ag_class *const ag_import_classes[];
extern const struct ag_class *const ag_own_classes[];

#endif
