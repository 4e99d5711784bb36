#include "lsp/json.h"

#include "lsp/rpc.h"

struct ag_str
ag_lsp_text(const json_t *string)
{
    size_t n = json_string_length(string);

    if (!json_is_string(string) || n > AG_RPC_LIMIT)
        return AG_STR("");
    return (struct ag_str){json_string_value(string), (uint32_t)n, 0};
}

static bool
has_equal(const json_t *array, const json_t *value)
{
    const json_t *element;
    size_t i;

    json_array_foreach (array, i, element)
        if (json_equal(element, value))
            return true;
    return false;
}

void
ag_lsp_append(json_t *array, json_t *value, bool once)
{
    if (!once || !has_equal(array, value))
        json_array_append(array, value);
    json_decref(value);
}

json_t *
ag_lsp_array(json_t *object, const char *key)
{
    json_t *array = json_object_get(object, key);

    if (!array) {
        array = json_array();
        json_object_set_new(object, key, array);
    }
    return array;
}

static bool
get_number(const json_t *json, uint32_t *number)
{
    json_int_t value = json_integer_value(json);

    if (!json_is_integer(json) || value < 0)
        return false;
    *number = value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
    return true;
}

bool
ag_lsp_get_position(const json_t *json, struct ag_lsp_position *position)
{
    return get_number(json_object_get(json, "line"), &position->line) &&
           get_number(json_object_get(json, "character"), &position->character);
}

static json_t *
put_position(struct ag_lsp_position p)
{
    return json_pack("{s:I, s:I}", "line", (json_int_t)p.line, "character",
                     (json_int_t)p.character);
}

json_t *
ag_lsp_range(struct ag_lsp_position begin, struct ag_lsp_position end)
{
    return json_pack("{s:o, s:o}", "start", put_position(begin), "end",
                     put_position(end));
}
