#include "gen/schema/schema.h"

const char *const ag_default_names[] = {
    [AG_DEFAULT_none] = "none",
    [AG_DEFAULT_text] = "text",
    [AG_DEFAULT_number] = "number",
    [AG_DEFAULT_boolean] = "boolean",
    [AG_DEFAULT_enum] = "enum",
    [AG_DEFAULT_json] = "json",
    [AG_DEFAULT_datetime] = "datetime",
    [AG_DEFAULT_bytes] = "bytes",
    [AG_DEFAULT_list] = "list",
    [AG_DEFAULT_now] = "now",
    [AG_DEFAULT_autoincrement] = "autoincrement",
    [AG_DEFAULT_uuid] = "uuid",
    [AG_DEFAULT_uuid7] = "uuid7",
    [AG_DEFAULT_cuid] = "cuid",
    [AG_DEFAULT_cuid2] = "cuid2",
    [AG_DEFAULT_ulid] = "ulid",
    [AG_DEFAULT_nanoid] = "nanoid",
    [AG_DEFAULT_expression] = "expression",
    [AG_DEFAULT_sequence] = "sequence",
    [AG_NDEFAULT] = NULL,
};

const char *const ag_action_names[] = {
    [AG_ACTION_cascade] = "cascade",         [AG_ACTION_restrict] = "restrict",
    [AG_ACTION_no_action] = "no_action",     [AG_ACTION_set_null] = "set_null",
    [AG_ACTION_set_default] = "set_default", [AG_NACTION] = NULL,
};

const char *const ag_key_names[] = {"primary", "unique", "index", "fulltext",
                                    NULL};
const char *const ag_sort_names[] = {"none", "asc", "desc", NULL};

struct ag_span
ag_field_span(const struct ag_field *field)
{
    return ag_str_span(field->decl ? field->decl->name : field->name);
}

uint32_t
ag_enum_width(const struct ag_enum *e)
{
    uint32_t most = 1;

    for (const struct ag_value_def *d = e->values; d; d = d->next) {
        uint32_t width = ag_str_chars(d->db_name);
        for (uint32_t i = 0; i < d->db_name.n; i++)
            width += (unsigned char)d->db_name.p[i] >= 0xf0;
        if (width > most)
            most = width;
    }
    return most;
}

struct ag_span
ag_model_span(const struct ag_model *model)
{
    return ag_str_span(model->decl ? model->decl->name : model->name);
}

const struct ag_field *
ag_find_field(const struct ag_model *model, struct ag_str name)
{
    const struct ag_field *field = model->fields;
    if (model->decl)
        name = ag_renamed(model->decl, name);
    if (model->by_name.slots)
        return ag_map_get(&model->by_name, name);
    while (field && !ag_str_eq(field->name, name))
        field = field->next_field;
    return field;
}

bool
ag_is_btree(const struct ag_key *key)
{
    return key->extra->method.n == 0 ||
           ag_str_eq(key->extra->method, AG_STR("BTree"));
}
