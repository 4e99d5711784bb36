/*
 * Fix-its, made only where no other fix is likely. The strings of the tree are
 * slices of the source, so its text around a node can be read through them.
 */
#include "gen/check/checker.h"

static const char *
text_at(struct ag_str near, uint32_t at)
{
    return near.p + ((ptrdiff_t)at - (ptrdiff_t)near.at);
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

void
ag_fix_quotes(struct ag_checker *ck, struct ag_diag *diag,
              const struct ag_expr *e)
{
    ag_fix(ck->diags, diag, (struct ag_span){e->text.at, e->text.at},
           AG_STR("\""));
    ag_fix(ck->diags, diag, (struct ag_span){e->end, e->end}, AG_STR("\""));
}

void
ag_fix_optional(struct ag_checker *ck, struct ag_diag *diag,
                const struct ag_member *m, bool optional)
{
    uint32_t at = m->type.at + m->type.n;
    const char *p = m->type.p + m->type.n;

    /* Unsupported("…") ends elsewhere, and a generated type has no position. */
    if (m->value || !m->type.at)
        return;
    for (; is_blank(*p) || *p == '[' || *p == ']'; p++)
        at++;
    if (*p == '?' && !optional)
        ag_fix(ck->diags, diag, (struct ag_span){at, at + 1}, AG_STR(""));
    at = m->type.at + m->type.n;
    if (optional && m->arity == AG_REQUIRED)
        ag_fix(ck->diags, diag, (struct ag_span){at, at}, AG_STR("?"));
}

void
ag_fix_drop(struct ag_checker *ck, struct ag_diag *diag,
            const struct ag_attr *attr)
{
    struct ag_span span = ag_attr_span(attr);
    const char *begin = text_at(attr->name, span.at);
    const char *end = text_at(attr->name, span.end);

    while (is_blank(begin[-1])) {
        begin--;
        span.at--;
    }
    /* An attribute alone on its line is removed with the line. */
    if (begin[-1] == '\n') {
        while (is_blank(*end) || *end == '\r') {
            end++;
            span.end++;
        }
        if (*end == '\n')
            span.end++;
    }
    ag_fix(ck->diags, diag, span, AG_STR(""));
}

void
ag_fix_member(struct ag_checker *ck, struct ag_diag *diag,
              const struct ag_composed *decl, struct ag_str line)
{
    uint32_t at = decl->node->end - 1;
    const char *p = text_at(decl->node->keyword, at);

    if (*p != '}')
        return;
    while (is_blank(p[-1])) {
        p--;
        at--;
    }
    if (p[-1] == '\n')
        ag_fix(ck->diags, diag, (struct ag_span){at, at},
               ag_arena_fmt(ck->arena, "  %.*s\n", AG_ARG(line)));
    else
        ag_fix(ck->diags, diag, (struct ag_span){at, decl->node->end - 1},
               ag_arena_fmt(ck->arena, "\n  %.*s\n", AG_ARG(line)));
}

/* The name without '_' at its start, and with '_' for '-', as Prisma itself
 * makes names. Empty if that is no valid name either. */
static struct ag_str
plain_name(struct ag_checker *ck, struct ag_str name)
{
    while (name.n && *name.p == '_')
        name = ag_str_cut(name, 1, name.n);
    if (name.n < 2 || (*name.p >= '0' && *name.p <= '9') || *name.p == '-')
        return (struct ag_str){0};
    char *p = ag_arena_text(ck->arena, name.n);
    for (uint32_t i = 0; i < name.n; i++)
        p[i] = name.p[i];
    for (uint32_t i = 0; i < name.n; i++)
        if (p[i] == '-')
            p[i] = '_';
    return (struct ag_str){p, name.n, 0};
}

void
ag_fix_member_name(struct ag_checker *ck, struct ag_diag *diag,
                   const struct ag_composed *decl, const struct ag_member *m)
{
    const struct ag_check_symbol *type = ag_find_symbol(ck, m->type);
    struct ag_str name = plain_name(ck, m->name);
    bool mapped = type && type->model;

    for (const struct ag_member *o = decl->members; o; o = o->next)
        if (ag_str_eq(o->name, name))
            return;
    if (!name.n || ag_config_of(ck, decl)->columns != AG_STYLE_as_is)
        return;
    mapped |= ag_attr_of(m->attrs, AG_ATTR_map) != NULL;
    ag_fix(ck->diags, diag, ag_str_span(m->name), name);
    if (!mapped)
        ag_fix(ck->diags, diag, (struct ag_span){m->end, m->end},
               ag_arena_fmt(ck->arena, " @map(\"%.*s\")", AG_ARG(m->name)));
}

void
ag_fix_decl_name(struct ag_checker *ck, struct ag_diag *diag,
                 const struct ag_composed *decl)
{
    struct ag_str name = plain_name(ck, decl->name);
    const struct ag_config *config = ag_config_of(ck, decl);
    bool mapped = false;

    if (!name.n || ag_find_symbol(ck, name) || config->prefix.n ||
        config->tables != AG_STYLE_as_is)
        return;
    for (const struct ag_member *m = decl->members; m; m = m->next)
        mapped |= ag_is_block_attr(m, AG_ATTR_map);
    ag_fix(ck->diags, diag, ag_str_span(decl->name), name);
    if (!mapped && decl->node->subject != AG_SUBJECT_mixin)
        ag_fix_member(
            ck, diag, decl,
            ag_arena_fmt(ck->arena, "@@map(\"%.*s\")", AG_ARG(decl->name)));
}
