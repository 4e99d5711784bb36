/*
 * Writes JSON from left to right:
 *
 *     struct ag_json json = {out, false};
 *     ag_json_open(&json, NULL, '{');
 *     ag_json_text(&json, "name", AG_STR("x"));
 *     ag_json_close(&json, '}');
 *
 * A key is NULL in an array and at the top level. Bytes that are not UTF-8
 * become U+FFFD, because JSON cannot contain them.
 */
#ifndef AG_CLI_JSON_H
#define AG_CLI_JSON_H

#include "base/buf.h"

struct ag_json {
    struct ag_buf *out;
    bool comma; /* another value precedes at this depth */
};

void ag_json_open(struct ag_json *json, const char *key, char bracket);
void ag_json_close(struct ag_json *json, char bracket);
void ag_json_text(struct ag_json *json, const char *key, struct ag_str text);
void ag_json_number(struct ag_json *json, const char *key, uint32_t number);
void ag_json_bool(struct ag_json *json, const char *key, bool value);

#endif
