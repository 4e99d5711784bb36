/*
 * The tree of templates while they are checked; private to the template engine.
 *
 * template.c   sets, files and entries; linking: calls, tests, tables, depth
 * statement.c  tags: text to nodes
 * expr.c       expressions: text to checked expressions
 * compile.c    nodes and expressions to a program
 * render.c, layout.c, import.c  a program to text
 */
#ifndef AG_GEN_TEMPLATE_TREE_H
#define AG_GEN_TEMPLATE_TREE_H

#include "base/attr.h"
#include "base/map.h"
#include "gen/template/filter.h"
#include "gen/template/import.h"
#include "gen/template/layout.h"
#include "gen/template/program.h"
#include "gen/template/reflect.h"
#include "gen/template/template.h"

enum {
    PARAM_LIMIT = 8,    /* parameters of a macro */
    BLOCK_LIMIT = 64,   /* blocks in blocks */
    EXPR_LIMIT = 64,    /* operands in operands */
    INCLUDE_LIMIT = 16, /* files in files */
    PROP_CACHE = 64,    /* properties that are found at once; a power of 2 */
    HEIGHT_LIMIT = 512, /* blocks, operands and calls from a template down to
                           the deepest one, which limits the renderer's stack */
};

/* The type of an expression. `bad` marks an expression with a reported error,
 * which fits everywhere. */
struct type {
    enum ag_kind kind;
    bool bad;
    const struct ag_class *cls; /* of an object or the items of a list */
    const struct ag_prop *prop; /* of an enum or a list: the property that has
                                   its names, or gives its next item */
};

struct filter_use {
    const struct ag_filter *filter;
    const struct expr *args[AG_FILTER_ARGS]; /* NULL: not given */
};

/* An argument of a call; its type and place are for linking. */
struct arg {
    struct expr *expr;
    struct type type;
    struct ag_span span;
};

struct call {
    struct call *next; /* of the same caller */
    struct unit *unit; /* NULL before it is linked */
    struct arg *args;
    struct expr *truth; /* made of the call where it is a condition; or NULL */
    unsigned nargs;
    bool direct;    /* no argument calls anything or makes a text */
    unsigned depth; /* of blocks and operands around it */
    struct ag_str name;
};

/* The operands are those of the term, but for those of a TEST, where `a` is the
 * call, and MEMBER, which only the compiler makes. */
struct expr {
    enum ag_term op;
    uint32_t slot; /* of a set: how many numbers it may have */
    uint32_t term; /* its number in the program; 0: it has none yet */
    const struct expr *a;
    union {
        const struct expr *b;
        const struct ag_prop *prop;
        const struct filter_use *filter;
        struct call *call;
        const bool *set; /* by number */
        const struct loop *loop;
        struct ag_value value;
        struct {
            struct expr *yes, *no;
        } choose;
    };
};

/* Whether the value is known when templates are compiled. */
static inline bool
is_constant(const struct expr *e)
{
    return e->op == AG_TERM_TEXT || e->op == AG_TERM_NUMBER;
}

enum node_kind {
    NODE_TEXT,
    NODE_PRINT,
    NODE_LINE, /* a value alone on its line */
    NODE_IF,
    NODE_FOR,
    NODE_SWITCH,
    NODE_GROUP,
    NODE_BREAK,  /* mark is printed if the group is flat */
    NODE_BACK,   /* the same */
    NODE_BROKEN, /* mark is printed if the group is broken */
    NODE_ALIGN,
    NODE_CELL,
    NODE_DEFERRED,
};

struct branch {
    const struct branch *next;
    const struct expr *cond; /* NULL: else */
    const struct node *body;
};

struct loop {
    const struct expr *list;
    const struct ag_prop *prop; /* gives the next item */
    const struct expr *cond;    /* NULL: all items */
    const struct node *body;
    const struct node *none; /* if there are no items */
    struct ag_str sep;
    struct ag_str flat; /* of the break after sep */
    uint32_t slot;
    bool breaks; /* a break follows sep */
    bool lines;  /* items are whole lines: sep comes before the line end */
};

struct deferred {
    const struct deferred *before; /* the one before it in the text */
    const struct node *body;
    uint32_t index;
};

struct node {
    struct node *next;
    enum node_kind kind;
    union {
        struct ag_str text;
        const struct expr *mark; /* the text of a break, back or broken */
        struct {
            const struct expr *expr;
            struct ag_str blanks;
            bool newline;
        } print;
        const struct branch *branches;
        const struct loop *loop;
        struct {
            const struct expr *expr;
            const struct node *const *bodies; /* by value */
            uint32_t n;
        } choice;
        struct {
            const struct node *body;
            const struct expr *cond; /* that breaks it; NULL: only its length */
            uint32_t tail;           /* columns that follow it on its line */
            enum ag_layout_group kind; /* without the condition */
        } group;
        const struct node *aligned;
        const struct deferred *deferred;
    };
};

struct param {
    struct ag_str name;
    struct type type;
};

/* A unit with its own frame: a template, a macro, a test or a table. */
struct unit {
    struct ag_str name;
    const char *file; /* the text that contains it */
    struct param params[PARAM_LIMIT];
    unsigned nparam;
    uint32_t nslot; /* of its frame: parameters first, then loops */
    bool lines;     /* its value loses the line end before `end` */
    bool opaque;    /* only rendering shows whether its value is empty: it has
                       lines, separators, groups or the like */
    const struct node *body;
    const struct expr *cond; /* of a test, which has no body */

    /* Of a table: its enum and the body for each value. */
    const struct expr *by;
    const char *const *keys;
    const struct node **bodies;

    /* Of a template. */
    const struct deferred *deferred; /* the last one in the text */
    uint32_t ndeferred;

    /* For compiling. */
    uint32_t number;          /* of a template, from 1; 0: it is none */
    uint32_t called;          /* the same of what is called */
    struct unit *next_called; /* the one whose number is the next */

    /* For linking. */
    struct unit *next;           /* of the set */
    const struct unit *replaced; /* the one that its name meant before */
    struct call *calls;
    unsigned depth; /* of blocks and operands */
    enum { UNSEEN, SEEING, SEEN } state;
    unsigned height;          /* with what it calls */
    uint32_t need;            /* slots, with what it calls */
    const struct call *going; /* the call that linking is in */
};

/* A file that was asked for. */
struct file {
    struct ag_str name;
    struct ag_str text;
    bool missing;
    bool silent; /* it was read and has only definitions */
};

struct entry {
    struct entry *next;
    struct ag_str table, key, text;
};

struct ag_tmpl_set {
    struct ag_arena *arena;
    struct ag_diags *diags;
    const struct ag_tmpl_world *world;
    struct ag_tmpl_style style;
    struct ag_map files;   /* struct file */
    struct ag_map units;   /* the macros, tests and tables that calls mean */
    struct unit *all;      /* every unit, for linking */
    struct entry *entries; /* newest first */
    struct ag_import_slots imports;
    struct {
        const struct ag_class *cls;
        const struct ag_prop *prop;
    } props[PROP_CACHE]; /* those that were found last */
    uint32_t ntemplate;
    uint32_t need; /* slots of the deepest frames */
    bool failed;
};

#endif
