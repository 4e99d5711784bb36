/*
 * Escapes that the strings of several languages have in common.
 */
#ifndef AG_BASE_ESCAPE_H
#define AG_BASE_ESCAPE_H

#include "base/buf.h"

/* Whether a byte is a control character of ASCII: below 0x20, or 0x7f. */
bool ag_is_control(unsigned char c);

/* Appends \uXXXX for a code point below 0x10000. */
void ag_put_unicode(struct ag_buf *out, unsigned code);

/* Appends the escape of a control character: \n, \r, \t or \u00XX. */
void ag_put_control(struct ag_buf *out, unsigned char c);

/* Appends a string in quotation marks; `"` and `\` are escaped, controls as
 * ag_put_control does: JSON's form (RFC 8259, section 7), and Prisma's. */
void ag_put_json(struct ag_buf *out, struct ag_str s);

#endif
