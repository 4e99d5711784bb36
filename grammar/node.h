/*
 * The nodes of the syntax tree as the readers of schemas make them: the grammar
 * and the scanner of plain lines. Everybody else takes them as const.
 */
#ifndef AG_GRAMMAR_NODE_H
#define AG_GRAMMAR_NODE_H

#include "base/arena.h"
#include "grammar/ast.h"

/* A copy of the slice itself, for what few nodes have. */
static inline struct ag_str *
ag_new_text(struct ag_arena *arena, struct ag_str text)
{
    struct ag_str *s = AG_NEW(arena, struct ag_str);
    *s = text;
    return s;
}

/* An expression without items. */
static inline struct ag_expr *
ag_new_expr(struct ag_arena *arena, enum ag_expr_kind kind, struct ag_span span,
            struct ag_str text)
{
    struct ag_expr *e = AG_NEW(arena, struct ag_expr);
    e->kind = kind;
    e->text = text;
    e->end = span.end;
    return e;
}

/* An attribute without arguments. `span` includes its @ or @@, `name` not. */
static inline struct ag_attr *
ag_new_attr(struct ag_arena *arena, struct ag_str name, struct ag_span span)
{
    struct ag_attr *a = AG_NEW(arena, struct ag_attr);
    a->name = name;
    a->kind = ag_attr_find(name);
    a->block = name.at - span.at == 2;
    a->end = span.end;
    return a;
}

/* A line of a block that ends at `end`, without the rest. */
static inline struct ag_member *
ag_new_member(struct ag_arena *arena, enum ag_member_kind kind,
              struct ag_str name, uint32_t end)
{
    struct ag_member *m = AG_NEW(arena, struct ag_member);
    m->kind = kind;
    m->name = name;
    m->end = end;
    return m;
}

#endif
