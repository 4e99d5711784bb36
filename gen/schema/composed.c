#include "gen/schema/composed.h"

struct ag_str
ag_renamed(const struct ag_composed *decl, struct ag_str field)
{
    for (const struct ag_rename *r = decl->renames; r; r = r->next)
        if (ag_str_eq(r->from, field))
            return r->to;
    return field;
}
