/*
 * Literals of defaults: validation, and the forms that databases need.
 */
#ifndef AG_GEN_SCHEMA_LITERAL_H
#define AG_GEN_SCHEMA_LITERAL_H

#include "base/arena.h"
#include "base/str.h"

/* Whether the text is a decimal number in the syntax of SQL and JSON. */
bool ag_number_ok(struct ag_str text);

/* Whether a whole number fits in a signed integer of 64 bits. */
bool ag_int64_ok(struct ag_str text);

/* Whether the text is one JSON value (RFC 8259), nested at most 128 deep. */
bool ag_json_ok(struct ag_str text);

/* Whether the text is a valid timestamp of RFC 3339: a date, a time or both. A
 * time without a zone is UTC. At most six digits of a second are allowed, as in
 * databases. */
bool ag_timestamp_ok(struct ag_str text);

/* A timestamp as "2026-01-31 12:00:00.000", or with six digits if needed: in
 * UTC, or for `local` in its own zone. A date or a time alone is returned
 * unchanged. */
struct ag_str ag_timestamp_text(struct ag_arena *arena, struct ag_str text,
                                bool local);

/* A timestamp in milliseconds since 1970-01-01 00:00:00 UTC. */
int64_t ag_timestamp_epoch(struct ag_str text);

/* Whether the text is base64 with its padding (RFC 4648, section 4). */
bool ag_base64_ok(struct ag_str text);

/* The bytes of base64 as hexadecimal digits. */
struct ag_str ag_base64_hex(struct ag_arena *arena, struct ag_str text);

#endif
