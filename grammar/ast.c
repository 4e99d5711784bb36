#include "grammar/ast.h"

const char *const ag_expr_names[] = {
    [AG_EXPR_NAME] = "name",
    [AG_EXPR_STRING] = "string",
    [AG_EXPR_NUMBER] = "number",
    [AG_EXPR_CALL] = "call",
    [AG_EXPR_ARRAY] = "array",
    [AG_EXPR_OBJECT] = "object",
    NULL,
};

const struct ag_str ag_attr_names[AG_NATTR] = {
#define AG_ATTRIBUTE(name) [AG_ATTR_##name] = AG_LIT(#name),
#include "grammar/attribute.def"
#undef AG_ATTRIBUTE
};

enum ag_attr_kind
ag_attr_find(struct ag_str name)
{
#define AG_ATTRIBUTE(word)                                                     \
    if (ag_str_eq(name, AG_STR(#word)))                                        \
        return AG_ATTR_##word;
#include "grammar/attribute.def"
#undef AG_ATTRIBUTE
    return ag_str_find(name, '.') < name.n ? AG_ATTR_native : AG_ATTR_unknown;
}

enum ag_subject
ag_subject_find(struct ag_str word)
{
#define AG_KEYWORD(name, token, snippet, doc)                                  \
    if (ag_str_eq(word, AG_STR(#name)))                                        \
        return AG_SUBJECT_##name;
#define AG_STATEMENT(name, token, snippet, doc)
#include "grammar/keyword.def"
#undef AG_KEYWORD
#undef AG_STATEMENT
    return ag_str_eq(word, AG_STR("field")) ? AG_SUBJECT_field
                                            : AG_SUBJECT_none;
}

enum ag_subject
ag_subject_of_block(struct ag_str word)
{
#define AG_BLOCK(name)                                                         \
    if (ag_str_eq(word, AG_STR(#name)))                                        \
        return AG_SUBJECT_##name;
#include "grammar/block.def"
#undef AG_BLOCK
    return AG_SUBJECT_none;
}

const struct ag_expr *
ag_setting(const struct ag_decl *decl, struct ag_str name)
{
    for (const struct ag_member *m = decl ? decl->members : NULL; m;
         m = m->next)
        if (m->kind == AG_MEMBER_SETTING && ag_str_eq(m->name, name))
            return m->value;
    return NULL;
}
