/*
 * Parts of messages, as values of jansson.
 */
#ifndef AG_LSP_JSON_H
#define AG_LSP_JSON_H

#include <jansson.h>

#include "base/str.h"
#include "lsp/document.h"

/* Appends a value, which it takes; if it is to stand there `once`, only where
 * no equal one does. */
void ag_lsp_append(json_t *array, json_t *value, bool once);

/* The array `key` of an object, made if it was not there; borrowed. */
json_t *ag_lsp_array(json_t *object, const char *key);

/* The text of a JSON string, borrowed; empty if it is none. */
struct ag_str ag_lsp_text(const json_t *string);

/* Reads a position; false if it is none. */
bool ag_lsp_get_position(const json_t *json, struct ag_lsp_position *position);

/* A range of the protocol; the caller owns it. */
json_t *ag_lsp_range(struct ag_lsp_position begin, struct ag_lsp_position end);

#endif
