#include "gen/check/checker.h"

/* A value may be empty, unlike other names in the database. */
static const struct ag_arg_spec value_map_args[] = {
    {"name", AG_ARG_string, AG_ARG_REQUIRED, NULL},
    {0},
};

static void
check_value_attributes(struct ag_checker *ck, struct ag_value_def *value)
{
    for (const struct ag_attr *a = value->decl->attrs; a; a = a->next) {
        if (a->kind == AG_ATTR_map) {
            struct ag_str name = ag_mapped_name(ck, a, value_map_args);
            if (name.p)
                value->db_name = name;
        } else {
            ag_report(ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(a),
                      "a value of an enum can have only the attribute @map");
        }
    }
}

static void
check_enum_block(struct ag_checker *ck, struct ag_enum *e,
                 const struct ag_attr *attr)
{
    for (const struct ag_member *m = e->decl->members; m->attrs != attr;
         m = m->next)
        if (m->kind == AG_MEMBER_BLOCK && ag_str_eq(m->name, attr->name))
            ag_report_twice(ck, attr, m->attrs);
    if (attr->kind == AG_ATTR_map) {
        ag_mapped_name(ck, attr, ag_map_args);
    } else if (attr->kind == AG_ATTR_schema) {
        e->db_schema = ag_db_schema_name(ck, attr);
    } else {
        ag_report(
            ck->diags, AG_ATTRIBUTE_PLACE, ag_attr_span(attr),
            "an enum can have only the block attributes @@map and @@schema");
    }
}

void
ag_check_enum(struct ag_checker *ck, struct ag_enum *e)
{
    struct ag_value_def **end = &e->values;

    e->db_name = ag_table_name(ck, e->decl);
    e->as_text = ag_config_of(ck, e->decl)->enums == AG_ENUMS_text;
    ag_check_decl_name(ck, e->decl);
    for (const struct ag_member *m = e->decl->members; m; m = m->next) {
        if (m->kind == AG_MEMBER_BLOCK) {
            check_enum_block(ck, e, m->attrs);
            continue;
        }
        void **slot = ag_map_put(&e->by_name, ck->arena, m->name);
        const struct ag_value_def *first = *slot;
        if (first)
            ag_report_duplicate(ck, "value", m->name, ag_str_span(first->name));
        struct ag_diag *diag = ag_check_name(ck, m->name);
        if (diag)
            ag_fix_member_name(ck, diag, e->decl, m);
        *end = AG_NEW(ck->arena, struct ag_value_def);
        (*end)->decl = m;
        (*end)->name = m->name;
        (*end)->db_name = m->name;
        if (!first)
            *slot = *end;
        check_value_attributes(ck, *end);
        end = &(*end)->next;
    }
    if (!e->db_schema.n)
        e->db_schema = ag_default_db_schema(ck, e->decl);
    ag_check_has_schema(ck, e->decl, e->db_schema, e->name);
    if (!e->values && !e->decl->broken)
        ag_report(ck->diags, AG_EMPTY_BLOCK, ag_str_span(e->name),
                  "enum '%.*s' has no values", AG_ARG(e->name));
}
