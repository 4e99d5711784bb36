/*
 * Programs: what templates are compiled to, and what the renderer reads.
 *
 * A program has two tables of cells: steps, which are the statements one after
 * the other, and terms, which are the expressions. Cells name each other, texts
 * and properties by numbers. So a program has no pointers of its own: one that
 * was compiled when authgen was built is constant data, which the system maps
 * and nobody relocates. gen/template/compile.h makes programs of templates.
 */
#ifndef AG_GEN_TEMPLATE_PROGRAM_H
#define AG_GEN_TEMPLATE_PROGRAM_H

#include "gen/template/template.h"

/* What a cell is; what `n`, `a`, `b` and `c` are is said behind it. A text is
 * its offset and its length in bytes. `to` is the number of a step, `term` that
 * of a term, `prop` that of a property of the program. */

enum ag_step {
    AG_STEP_END,     /* of a body */
    AG_STEP_TEXT,    /* a, b: text */
    AG_STEP_LINE,    /* a value alone on its line. a: term; b, c: text, its
                        blanks; n: its line has an end */
    AG_STEP_IF,      /* a: term; c: to, if it is false */
    AG_STEP_JUMP,    /* c: to */
    AG_STEP_SWITCH,  /* a: term; a JUMP for each value of its enum follows */
    AG_STEP_FOR,     /* n: slot; a: term, the list; b: prop, which has its next
                        item; c: to, behind it. The steps LOOP, SEP and FLAT
                        follow, then the body, then what is for an empty list */
    AG_STEP_LOOP,    /* a: term, the condition; 0: none; b: to, the body; c: to,
                        for an empty list; n: its items are whole lines */
    AG_STEP_SEP,     /* a, b: text; n: a break follows it */
    AG_STEP_FLAT,    /* a, b: text of that break */
    AG_STEP_GROUP,   /* n: enum ag_layout_group; a: term, the condition that
                        breaks it; 0: none; b: columns after it on its line */
    AG_STEP_GROUPED, /* the end of a group */
    AG_STEP_BREAK,   /* a: term, what is printed if the group is flat */
    AG_STEP_BACK,    /* the same */
    AG_STEP_BROKEN,  /* a: term, what is printed if the group is broken */
    AG_STEP_ALIGN,   /* its body follows; c: to, behind it */
    AG_STEP_CELL,
    AG_STEP_DEFERRED, /* n: its index */
    AG_STEP_TEMPLATE, /* a template. n: its parameters; a: to, its body; b: to,
                         its deferred parts, whose bodies' `to` are the `a` of
                         as many steps; c: how many */
    AG_NSTEP
};

/* As a step, a term prints its value. */
enum ag_term {
    AG_TERM_TEXT = AG_NSTEP, /* a, b: text */
    AG_TERM_NUMBER,       /* a, b: its lower and upper 32 bits */
    AG_TERM_OPTION,       /* n: its place in ag_tmpl_world.consts */
    AG_TERM_VAR,          /* n: slot */
    AG_TERM_MEMBER,       /* b: prop, of the object in slot n */
    AG_TERM_PROP,         /* b: prop, of the object a */
    AG_TERM_TEXT_TRUTH,   /* a: term */
    AG_TERM_OBJECT_TRUTH, /* a: term */
    AG_TERM_NOT,          /* a: term */
    AG_TERM_AND,          /* a, b: terms */
    AG_TERM_OR,           /* a, b: terms */
    AG_TERM_TEXT_EQ,      /* a, b: terms */
    AG_TERM_NUMBER_EQ,    /* a, b: terms */
    AG_TERM_NUMBER_IS,    /* a: term; b: the number that it may be */
    AG_TERM_NUMBER_IN,    /* a: term; b: text, with a byte for each number: 1 if
                             it is in the set */
    AG_TERM_OBJECT_EQ,    /* a, b: terms */
    AG_TERM_ANY,          /* a: term, the list; b: term, the condition; c: prop,
                             which has the next item; n: slot */
    AG_TERM_TEST,         /* a CALL; a: term, the condition of the test */
    AG_TERM_CHOOSE,       /* a: term, the condition; b, c: terms */
    AG_TERM_NUMBER_TEXT,  /* a: term */
    AG_TERM_BOOL_TEXT,    /* a: term */
    AG_TERM_ENUM_TEXT,    /* a: term; b: prop, which has the names */
    AG_TERM_COUNT,     /* a: term, the list; b: prop, which has the next item */
    AG_TERM_FILTER,    /* n: its number; a: term; b, c: terms, the arguments;
                          0: none */
    AG_TERM_USE,       /* a: term; b: slot of the import */
    AG_TERM_USE_TEXT,  /* a: term, the name; b: term, the module; n: a type */
    AG_TERM_USED,      /* b: slot of the import; the one after it counts, too */
    AG_TERM_USED_TEXT, /* a: term, the module; b: term, the name */
    AG_TERM_IMPORTS,
    AG_TERM_CALL, /* a: to, the body; b: the first of its arguments, terms
                     one after the other; c: slots of the caller's frame;
                     n: AG_CALL_… */
};

/* Of a call: the number of arguments, and what is known of it. */
enum {
    AG_CALL_NARG = 0xf,
    AG_CALL_DIRECT = 0x10, /* no argument calls anything or makes a text */
    AG_CALL_LINES = 0x20,  /* its value loses the line end before `end` */
    AG_CALL_OPAQUE = 0x40, /* only rendering shows whether it prints anything */
};

struct ag_cell {
    uint16_t op; /* enum ag_step or enum ag_term */
    uint16_t n;
    uint32_t a, b, c;
};

/* A property: its class, by the order of ag_tmpl_world.classes and those of the
 * engine after them, and its place in the class. */
struct ag_program_prop {
    uint16_t cls;
    uint16_t prop;
};

/* A name of a module that templates import by a constant `use`. */
struct ag_program_import {
    uint32_t module, nmodule; /* text */
    uint32_t name, nname;     /* text */
};

/* Templates are the first steps, in the order in which they were added; step 0
 * and term 0 are none, an END and an empty text. */
struct ag_program {
    const struct ag_cell *steps;
    const struct ag_cell *terms;
    const char *texts;
    const struct ag_program_prop *props;
    const struct ag_program_import *imports; /* the slot of the first is 0, that
                                                of the next 2, … */
    uint32_t nstep, nterm, ntext, nprop, nimport;
    uint32_t need; /* slots of the deepest frames */
};

/* Templates that can be rendered; in an arena. */
struct ag_templates {
    struct ag_program program;
    const struct ag_prop *const *props; /* by number */
    const struct ag_value *options;     /* the values of ag_tmpl_world.consts */
    struct ag_tmpl_style style;
};

/* The templates of a program that was made for these classes, NULL-ended, with
 * these values of what is open. The program's tables and the values must outlive
 * them. */
const struct ag_templates *
ag_program_templates(const struct ag_program *program,
                     const struct ag_class *const *classes,
                     const struct ag_value *options, struct ag_tmpl_style style,
                     struct ag_arena *arena);

/* The classes and places of the templates' properties, as `props` of a program
 * has them. */
const struct ag_program_prop *
ag_program_props(const struct ag_templates *templates,
                 const struct ag_class *const *classes, struct ag_arena *arena);

#endif
