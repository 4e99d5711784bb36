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

const struct ag_expr *
ag_setting(const struct ag_decl *decl, struct ag_str name)
{
    for (const struct ag_member *m = decl ? decl->members : NULL; m;
         m = m->next)
        if (m->kind == AG_MEMBER_SETTING && ag_str_eq(m->name, name))
            return m->value;
    return NULL;
}
