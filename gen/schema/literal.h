/*
 * Literals of defaults: whether they are right, and the forms that databases
 * want.
 */
#ifndef AG_GEN_SCHEMA_LITERAL_H
#define AG_GEN_SCHEMA_LITERAL_H

#include "base/arena.h"
#include "base/str.h"

/* A number as SQL and JSON write it, in decimal digits. */
bool ag_number_ok(struct ag_str text);

/* Whether a whole number, with its sign, has 64 bits. */
bool ag_int64_ok(struct ag_str text);

/* One JSON value (RFC 8259), nested 128 deep at most. */
bool ag_json_ok(struct ag_str text);

/* A moment as RFC 3339 writes it: date, time or both, with a zone or without
 * one, which is UTC; with six digits of a second at most, as databases keep them.
 * The form is right; ag_moment_ok says whether the moment exists. */
bool ag_moment_ok(struct ag_str text);

/* "2026-01-31 12:00:00.000" in UTC, or with six digits if it needs them; a date
 * or a time alone stays as it is. */
struct ag_str ag_moment_utc(struct ag_arena *arena, struct ag_str text);

/* Milliseconds since 1970-01-01 00:00:00 UTC. */
int64_t ag_moment_epoch(struct ag_str text);

/* Whether the text is base64 with its padding (RFC 4648, section 4). */
bool ag_base64_ok(struct ag_str text);

/* The bytes of base64 as hexadecimal digits. */
struct ag_str ag_base64_hex(struct ag_arena *arena, struct ag_str text);

#endif
