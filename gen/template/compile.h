/*
 * The last step of compiling templates: a linked tree becomes a program;
 * private to the template engine.
 */
#ifndef AG_GEN_TEMPLATE_COMPILE_H
#define AG_GEN_TEMPLATE_COMPILE_H

#include "gen/template/program.h"
#include "gen/template/tree.h"

/* The templates of a set without errors, whose calls are linked, in its arena.
 * Only what they reach is part of the program, whose `props` is NULL. */
const struct ag_templates *ag_tmpl_compile(struct ag_tmpl_set *set);

#endif
