/*
 * Parts of messages, as jansson values.
 */
#ifndef AG_LSP_JSON_H
#define AG_LSP_JSON_H

#include <jansson.h>

#include "base/str.h"
#include "lsp/document.h"

/* Appends a value and takes ownership of it. With `once`, does nothing if the
 * array contains an equal value. */
void ag_lsp_append(json_t *array, json_t *value, bool once);

/* The array `key` of an object, which is created if missing; borrowed. */
json_t *ag_lsp_array(json_t *object, const char *key);

/* The text of a JSON string, borrowed; empty if it is not a string. */
struct ag_str ag_lsp_text(const json_t *string);

/* Reads a position; false if it is invalid. */
bool ag_lsp_get_position(const json_t *json, struct ag_lsp_position *position);

/* A range of the protocol; the caller owns it. */
json_t *ag_lsp_range(struct ag_lsp_position begin, struct ag_lsp_position end);

#endif
