/*
 * Whether a schema that is read line by line (grammar/line.h) and one that is
 * read token by token have the same tree and the same diagnostics.
 */
#ifndef AG_TESTS_TREES_H
#define AG_TESTS_TREES_H

#include "base/source.h"
#include "grammar/parse.h"

/* A text that was read in one of the two ways. */
struct reading {
    struct ag_sources sources;
    struct ag_arena arena;
    struct ag_diags diags;
    struct ag_tree tree;
};

/* Reads `n` bytes, which a NUL follows. */
static inline void
trees_read(struct reading *reading, enum ag_grammar grammar, const char *text,
           uint32_t n)
{
    *reading = (struct reading){0};
    ag_arena_init(&reading->arena, NULL, NULL);
    ag_diags_init(&reading->diags, &reading->arena);
    ag_parse(&reading->tree, grammar,
             ag_source_add(&reading->sources, &reading->arena, AG_STR("x.auth"),
                           (struct ag_str){text, n, 0}),
             &reading->arena, &reading->diags);
}

static inline bool
trees_same_text(struct ag_str a, struct ag_str b)
{
    return ag_str_eq(a, b) && a.at == b.at && !a.p == !b.p;
}

/* Of texts that few nodes have. */
static inline bool
trees_same_part(const struct ag_str *a, const struct ag_str *b)
{
    return a && b ? trees_same_text(*a, *b) : a == b;
}

static inline bool
trees_same_exprs(const struct ag_expr *a, const struct ag_expr *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (a->kind != b->kind || a->end != b->end ||
            !trees_same_part(a->label, b->label) ||
            !trees_same_text(a->text, b->text) ||
            !trees_same_exprs(a->items, b->items))
            return false;
    return !a && !b;
}

static inline bool
trees_same_attrs(const struct ag_attr *a, const struct ag_attr *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (a->kind != b->kind || a->block != b->block || a->end != b->end ||
            !trees_same_text(a->name, b->name) ||
            !trees_same_exprs(a->args, b->args))
            return false;
    return !a && !b;
}

static inline bool
trees_same_members(const struct ag_member *a, const struct ag_member *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (a->kind != b->kind || a->arity != b->arity || a->end != b->end ||
            !trees_same_text(a->name, b->name) ||
            !trees_same_text(a->type, b->type) ||
            !trees_same_part(a->doc, b->doc) ||
            !trees_same_exprs(a->value, b->value) ||
            !trees_same_attrs(a->attrs, b->attrs))
            return false;
    return !a && !b;
}

static inline bool
trees_same_decls(const struct ag_decl *a, const struct ag_decl *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (a->kind != b->kind || a->subject != b->subject ||
            a->broken != b->broken || a->end != b->end ||
            !trees_same_text(a->keyword, b->keyword) ||
            !trees_same_text(a->name, b->name) ||
            !trees_same_text(a->to, b->to) ||
            !trees_same_part(a->doc, b->doc) ||
            !trees_same_members(a->members, b->members))
            return false;
    return !a && !b;
}

static inline bool
trees_same_span(struct ag_span a, struct ag_span b)
{
    return a.at == b.at && a.end == b.end;
}

static inline bool
trees_same_diags(const struct ag_diag *a, const struct ag_diag *b)
{
    for (; a && b; a = a->next, b = b->next) {
        const struct ag_note *n = a->notes, *m = b->notes;
        const struct ag_fix *f = a->fixes, *g = b->fixes;
        for (; n && m; n = n->next, m = m->next)
            if (!trees_same_span(n->span, m->span) ||
                !ag_str_eq(n->text, m->text))
                return false;
        for (; f && g; f = f->next, g = g->next)
            if (!trees_same_span(f->span, g->span) ||
                !ag_str_eq(f->text, g->text))
                return false;
        if (n || m || f || g || a->info != b->info ||
            !trees_same_span(a->span, b->span) || !ag_str_eq(a->text, b->text))
            return false;
    }
    return !a && !b;
}

/* What differs between the two ways; NULL: nothing. `n` bytes, which a NUL
 * follows. */
static inline const char *
trees_compare(const char *text, uint32_t n)
{
    struct reading lines, tokens;
    const char *wrong = NULL;

    trees_read(&lines, AG_GRAMMAR_SCHEMA, text, n);
    trees_read(&tokens, AG_GRAMMAR_TOKENS, text, n);
    if (!trees_same_diags(lines.diags.first, tokens.diags.first) ||
        lines.diags.errors != tokens.diags.errors)
        wrong = "other diagnostics";
    else if (!trees_same_decls(lines.tree.first, tokens.tree.first) ||
             lines.tree.statements != tokens.tree.statements)
        wrong = "another tree";
    ag_arena_free(&lines.arena);
    ag_arena_free(&tokens.arena);
    return wrong;
}

#endif
